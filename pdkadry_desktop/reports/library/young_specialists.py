"""Young specialists as a view over people: who they are on a day, who helps them, how many of an intake stayed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...core.conditions import All, Test, lasting
from ...core.dates import format_date, full_years
from ...core.text import fold, natural
from ...registers import REGISTERS
from ...registers.qualification import in_words, qualifications
from ...storage import query
from ...storage.database import Database
from ...work.young import Criteria
from ...work.young_outcomes import YEARS, Intake, Newcomer, intakes, newcomers
from ..document import Align, Block, Column, Document, Heading, Note, Orientation, Paragraph, Table, data, total
from ..values import ValueKind
from .card_parts import Values, behind, label, said


@dataclass(frozen=True, slots=True)
class Young:
    """One young specialist on the day."""

    id: int
    name: str
    organization: str
    position: str
    age: int | None
    service: int | None
    hired_on: date | None
    mentor: str
    support: str
    category: str


@dataclass(frozen=True)
class YoungView:
    """``unknown``: people of whom an empty birth date or start of service leaves it open; ``newcomers``: who was young
    when hired in the last years, and what became of them."""

    people: tuple[Young, ...]
    unknown: frozenset[int]
    newcomers: tuple[Newcomer, ...]
    intakes: tuple[Intake, ...]
    criteria: Criteria
    on: date


COLUMNS = (
    "Педагог", "Организация", "Должность", "Возраст", "Стаж", "Принят", "Наставник", "Поддержка и жильё", "Категория",
)  # fmt: skip


def cells(person: Young) -> tuple[Any, ...]:
    """The values of a row, in the order of ``COLUMNS``."""
    return (
        person.name, person.organization, person.position, person.age, person.service, person.hired_on, person.mentor,
        person.support, person.category,
    )  # fmt: skip


def view(db: Database, criteria: Criteria, on: date) -> YoungView:
    """Teaching staff by the main job of the day, judged by the criteria."""
    working = All((
        Test("effective_category", "eq", "teaching"), Test("is_main", "ne", False),
        *lasting(on, "hired_on", "left_on"),
    ))  # fmt: skip
    jobs: dict[int, dict[str, Any]] = {}
    for job in _rows(db, "employments", working):
        jobs.setdefault(job["teacher_id"].id, job)
    people = behind(db, "teachers", (job["teacher_id"] for job in jobs.values()))
    judged = {each: criteria.meets(one["born_on"], one["teaching_since"], on) for each, one in people.items()}
    young = sorted(each for each, is_young in judged.items() if is_young)
    found = _described(db, young, people, jobs, on)
    unknown = frozenset(each for each, is_young in judged.items() if is_young is None)
    hired = newcomers(db, criteria, on).people
    return YoungView(found, unknown, hired, intakes(hired), criteria, on)


def _described(
    db: Database, ids: list[int], people: dict[int, dict[str, Any]], jobs: dict[int, dict[str, Any]], on: date
) -> tuple[Young, ...]:
    mentors = _by(db, "mentorships", "mentee_id", ids)
    support = _by(db, "support_measures", "teacher_id", ids)
    housing = _by(db, "housing_units", "occupant_id", ids)
    categories = _by(db, "categories", "teacher_id", ids)
    found = []
    for each in ids:
        person, job = people[each], jobs[each]
        helped = [label("support_measures", "kind", row["kind"]) for row in _of_day(support.get(each, ()), on)]
        homes = [row for row in housing.get(each, ()) if row["starts_on"] is None or row["starts_on"] <= on]
        found.append(Young(
            id=each, name=str(job["teacher_id"]), organization=str(job["organization_id"]), position=job["position"],
            age=_years(person["born_on"], on), service=_years(person["teaching_since"], on), hired_on=job["hired_on"],
            mentor=said(*(str(row["mentor_id"]) for row in _of_day(mentors.get(each, ()), on))),
            support=said(*helped, "служебное жильё" if homes and "служебное жильё" not in helped else None),
            category=in_words(qualifications(person, categories.get(each, ()), on)),
        ))  # fmt: skip
    return tuple(sorted(found, key=lambda young: (natural(young.organization), fold(young.name))))


def build(found: YoungView, made_on: date) -> Document:
    """The list on paper, with the intakes below."""
    kinds = {"Возраст": ValueKind.INTEGER, "Стаж": ValueKind.INTEGER, "Принят": ValueKind.DATE}
    widths = {"Возраст": 18.0, "Стаж": 14.0, "Принят": 24.0}
    columns = (
        Column("№\u00a0п/п", ValueKind.INTEGER, width=15, align=Align.CENTER),
        *(Column(name, kinds.get(name, ValueKind.TEXT), width=widths.get(name)) for name in COLUMNS),
    )
    rows = [data(place, *cells(person)) for place, person in enumerate(found.people, 1)]
    if rows:
        rows.append(total("", f"Итого: {len(rows)}", *[""] * (len(COLUMNS) - 1)))
    blocks: list[Block] = [
        Heading("Молодые специалисты"),
        Paragraph(f"по состоянию на {format_date(found.on)}: {found.criteria.words()}", Align.CENTER, indent=False),
        Table(columns, tuple(rows), key_columns=2),
    ]
    if found.intakes:
        blocks += [_retention(found.intakes), _outcomes(found.newcomers)]
    if found.unknown:
        blocks.append(Note(f"Не судили из-за пустой даты рождения или начала стажа: {len(found.unknown)}."))
    return Document(
        title="Молодые специалисты", blocks=tuple(blocks), orientation=Orientation.LANDSCAPE, page_total=True,
        footer=f"Сформировано {format_date(made_on)}",
    )  # fmt: skip


def _retention(found: Sequence[Intake]) -> Table:
    columns = (
        Column("Год приёма", ValueKind.INTEGER, width=24), *(
            Column(title, ValueKind.INTEGER, width=30, group=group)
            for group in ("Все", "Село") for title in ("Принято", "Год прошёл у", "Из них работали")
        ), Column("Закрепились, все", width=30), Column("Закрепились, село", width=30),
    )  # fmt: skip
    rows = [
        data(each.year, each.hired, each.judged, each.stayed, each.rural_hired, each.rural_judged, each.rural_stayed,
             each.share, each.rural_share)
        for each in found
    ]  # fmt: skip
    return Table(columns, tuple(rows), title="Закрепление после первого года, по году приёма")


def _outcomes(found: Sequence[Newcomer]) -> Table:
    columns = (
        Column("Педагог", width=44), Column("Организация", width=40), Column("Принят", ValueKind.DATE, width=24),
        *(Column(f"{number}-й год", weight=1) for number in range(1, YEARS + 1)),
    )  # fmt: skip
    rows = [
        data(each.name, each.organization, each.hired_on, *(year.words() for year in each.years)) for each in found
    ]  # fmt: skip
    return Table(columns, tuple(rows), title="Исходы 1–3 года")


def _rows(db: Database, register: str, where: Any) -> Iterable[dict[str, Any]]:
    names = list(REGISTERS[register].by_name)
    for row in query.rows(db, query.Query(register, where=where), names):
        yield dict(zip(names, row.values, strict=True))


def _by(db: Database, register: str, link: str, ids: list[int]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in _rows(db, register, Test(link, "in", ids)):
        found.setdefault(row[link].id, []).append(row)
    return found


def _of_day(rows: Iterable[Values], on: date) -> list[Values]:
    return [row for row in rows if row["starts_on"] <= on and (row["ends_on"] is None or row["ends_on"] >= on)]


def _years(since: date | None, on: date) -> int | None:
    return full_years(since, on) if since is not None and since <= on else None
