"""«Карточка педагога»: all that the registers know of a person, on one or two pages (DOMAIN §11)."""

from __future__ import annotations

from datetime import date

from ...core.dates import format_date
from ...core.text import counted
from ...registers.qualification import in_words
from ...storage.database import Database
from ..document import Block, Document, Heading, KeyValues, Margins, Note
from .card_parts import said, table_of
from .person import Person, education, parts, read_person


def build(db: Database, record_id: int, on: date, made_on: date) -> Document:
    """The card of a person as of ``on``."""
    person = read_person(db, record_id, on, with_papers=True)
    requisites = db.setting("institution", {})
    blocks: tuple[Block, ...] = (
        Heading(f"Карточка педагога: {person.title}"),
        KeyValues(tuple((name, text) for name, text in _head(person) if text), label_width=48),
        table_of(parts(person)),
        Note(f"Сведения на {format_date(on)}. Сформировано {format_date(made_on)}."),
    )
    return Document(
        title=f"Карточка – {person.title}",
        blocks=blocks,
        margins=Margins(left=20, right=10, top=15, bottom=15),
        size=10.5,
        page_total=True,
        author=requisites.get("title", ""),
        subject=person.title,
    )


def _head(person: Person) -> list[tuple[str, str]]:
    values = person.values
    service = [
        f"{name} {counted(years, 'год', 'года', 'лет')} (с {format_date(values[field])})"
        for name, field in (("педагогический", "teaching_since"), ("общий", "working_since"))
        if (years := person.full_years(field)) is not None
    ]
    age = person.full_years("born_on")
    born = f"{format_date(values['born_on'])}, {counted(age, 'год', 'года', 'лет')}" if age is not None else ""
    return [
        ("Дата рождения", born),
        ("Работает", said(*(f"{job['position']}, {job['organization_id']}" for job in person.current_jobs), by="; ")),
        ("Образование", education(values)),
        ("Учёная степень", values["degree"] or ""),
        ("Стаж", ", ".join(service)),
        ("Категория", in_words(person.qualifications)),
        ("Курсы", person.training.words()),
        ("Награды", values["awards_text"] or ""),
        ("Связь", said(values["phone"], values["email"])),
        ("Код", values["code"]),
        ("Согласия", said(
            _consent("на обработку данных", values["consent_on"]),
            _consent("на публикацию", values["publication_consent_on"]), by="; ",
        )),
    ]  # fmt: skip


def _consent(name: str, day: date | None) -> str:
    return f"{name} {format_date(day)}" if day else ""
