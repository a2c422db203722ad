"""«Карточка учёта молодого специалиста»: one page with what three years gave."""

from __future__ import annotations

from datetime import date

from ...core.dates import format_date
from ...registers.qualification import in_words
from ...storage.database import Database
from ...work.young import Criteria
from ...work.young_outcomes import YEARS, newcomers
from ..document import Column, Document, Heading, KeyValues, Margins, Note, Table, data
from .card_parts import label, said, span, table_of
from .person import Person, education, parts, read_person

_SHOWN = ("Наставничество", "Конкурсы", "Мероприятия", "Сообщества и проекты", "Меры поддержки")


def build(db: Database, record_id: int, on: date, made_on: date) -> Document:
    """The card of a person as of ``on``."""
    person = read_person(db, record_id, on)
    followed = newcomers(db, Criteria(), on, only=record_id).people
    years = [(f"{number}-й год", year.words() or "ещё не наступил") for each in followed
             for number, year in enumerate(each.years, 1)]  # fmt: skip
    if not years:
        years = [(f"{number}-й год", "дата приёма не указана") for number in range(1, YEARS + 1)]
    shown = [part for part in parts(person) if part.title in _SHOWN or part.title.startswith("Курсы")]
    outcome = Table(
        (Column("Год работы", width=30), Column("Итог", weight=1)), tuple(data(*pair) for pair in years),
        title="Итоги первых трёх лет",
    )  # fmt: skip
    return Document(
        title=f"Карточка учёта – {person.title}",
        blocks=(
            Heading("Карточка учёта молодого специалиста"),
            KeyValues(tuple((name, text or "не указано") for name, text in _head(person)), label_width=58),
            outcome,
            table_of(shown),
            Note(f"Сведения на {format_date(on)}. Сформировано {format_date(made_on)}."),
        ),
        margins=Margins(left=20, right=10, top=15, bottom=15), size=10.5, page_total=True, subject=person.title,
    )  # fmt: skip


def _head(person: Person) -> list[tuple[str, str]]:
    values, on = person.values, person.on
    jobs = [job for job in person.rows["employments"] if job["hired_on"] is None or job["hired_on"] <= on]
    current = person.current_jobs
    left = [job for job in jobs if job["left_on"] is not None and job["left_on"] <= on]
    last = max(left, key=lambda job: job["left_on"], default=None) if not current else None
    mentors = [
        f"{row['mentor_id']} ({said(span(row['starts_on'], row['ends_on']), row['directive_no'])})"
        for row in person.mentors if row["starts_on"] <= on
    ]  # fmt: skip
    places = (f"{job['position']}, {job['organization_id']}" for job in current)
    lines = [
        ("Фамилия, имя, отчество", person.title),
        ("Дата рождения", format_date(values["born_on"]) if values["born_on"] else ""),
        ("Образование", education(values)),
        ("Место работы и должность", said(*places, by="; ")),
        ("Нагрузка", said(*(f"{label('employments', 'fte', job['fte']) or '1'} ст." for job in current))),
        ("Дата приёма", said(*(format_date(job["hired_on"]) for job in current if job["hired_on"]))),
        ("Педагогический стаж с", format_date(values["teaching_since"]) if values["teaching_since"] else ""),
        ("Наставник", said(*mentors, by="; ")),
        ("Категория", in_words(person.qualifications)),
    ]  # fmt: skip
    if last is not None:
        reason = last["leave_reason"] or "причина не указана"
        lines.append(("Выбытие и причина", f"{format_date(last['left_on'])}, {reason}"))
    return lines
