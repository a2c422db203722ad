"""«Карточка организации»: its requisites, people by category, growth, vacancies, figures of the order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from ...core.conditions import Test
from ...core.dates import format_date, full_years
from ...core.errors import UserError
from ...core.numbers import rounded
from ...core.text import counted, fold
from ...indicators.compute import compute, value_of
from ...indicators.wording import number, short_wording
from ...registers import REGISTERS
from ...registers.development import training
from ...registers.positions import category_of
from ...registers.qualification import in_words, qualifications
from ...storage import query, records
from ...storage.database import Database
from ...work.attachments import attached_to
from ...work.working import absence_words
from ..document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Margins,
    Note,
    Table,
    data,
)
from ..values import ValueKind
from .card_parts import Entry, Fact, Part, Values, behind, label, linked, part, said, span
from .inputs import Inputs
from .person import take_hours

_YOUNG, _NEW = 35, 5
_PEOPLE = ("человек", "человека", "человек")
_HIGHEST = {"highest": "высшая", "first": "первая", "compliance": "соответствие должности"}


@dataclass(frozen=True)
class Place:
    """An organisation with its jobs, people and vacancies of the day ``on``."""

    title: str
    values: Values
    jobs: list[dict[str, Any]]
    people: dict[int, dict[str, Any]]
    categories: Mapping[int, list[dict[str, Any]]]
    courses: Mapping[int, list[dict[str, Any]]]
    vacancies: list[dict[str, Any]]
    absences: Mapping[int, list[dict[str, Any]]]
    on: date

    @cached_property
    def staff(self) -> dict[str, set[int]]:
        """People by category of staff; one who is both a teacher and a manager counts in each."""
        found: dict[str, set[int]] = {}
        for job in self.jobs:
            kind = job["staff_category"] or category_of(job["position"])
            found.setdefault(kind, set()).add(job["teacher_id"].id)
        return found

    @cached_property
    def qualified(self) -> Counter[str]:
        """Teaching staff by the category valid on the day."""
        found: Counter[str] = Counter()
        for person in self.staff.get("teaching", ()):
            each = qualifications(self.people[person], self.categories.get(person, ()), self.on)
            standing = [one.category for one in each if one.is_valid or one.status == "undated"]
            found[next((one for one in standing if one in _HIGHEST), "none")] += 1
        return found

    @property
    def stakes(self) -> float:
        return sum(1 if job["fte"] is None else job["fte"] for job in self.jobs)

    def among_teaching(self, name: str, below: int) -> int:
        """Teaching people whose full years since a date are below a number."""
        since = (self.people[each][name] for each in self.staff.get("teaching", ()))
        return sum(1 for day in since if day is not None and full_years(day, self.on) < below)

    @property
    def untrained(self) -> int:
        """Teaching people without professional development in three years."""
        teaching = self.staff.get("teaching", ())
        return sum(1 for each in teaching if training(self.courses.get(each, ()), self.on).is_overdue)


def read_place(db: Database, record_id: int, on: date) -> Place:
    """UserError when the organisation is gone."""
    values = records.read(db, REGISTERS["organizations"], record_id)
    if values is None:
        raise UserError("Этой организации больше нет в базе.", "Обновите список.")
    jobs = [job for job in linked(db, "employments", "organization_id", record_id) if _is_active(job, "hired_on", on)]
    people = behind(db, "teachers", (job["teacher_id"] for job in jobs))
    courses = _of_people(db, "courses", people)
    take_hours(db, [course for taken in courses.values() for course in taken])
    open_now = [
        row for row in linked(db, "vacancies", "organization_id", record_id)
        if row["starts_on"] <= on and (row["ends_on"] is None or row["ends_on"] >= on)
    ]  # fmt: skip
    return Place(
        title=values["short_name"] or query.title(db, "organizations", record_id),
        values=values,
        jobs=jobs,
        people=people,
        categories=_of_people(db, "categories", people),
        courses=courses,
        vacancies=open_now,
        absences=_of_people(db, "absences", people),
        on=on,
    )


def headline(db: Database, record_id: int, on: date) -> tuple[Fact, ...]:
    """The first figures of an organisation."""
    place = read_place(db, record_id, on)
    facts = [Fact("Работники", _staff_words(place)), Fact("Категории", _qualified_words(place))]
    if teaching := place.staff.get("teaching"):
        new = place.among_teaching("teaching_since", _NEW)
        young = place.among_teaching("born_on", _YOUNG)
        facts.append(Fact("Молодые", f"до {_YOUNG} лет\u00a0– {young}, стаж до {_NEW} лет\u00a0– {new}"))
        missing = place.untrained
        words = f"нет ПК 3 года – {missing} из {len(teaching)}" if missing else "все прошли ПК за 3 года"
        facts.append(Fact("Курсы", words, "warn" if missing else "good"))
    acute = sum(1 for row in place.vacancies if row["is_acute"])
    stakes = sum(1 if row["fte"] is None else row["fte"] for row in place.vacancies)
    open_words = f"{len(place.vacancies)}, ставок – {_figure(stakes)}" + (f", острых – {acute}" if acute else "")
    facts.append(Fact("Вакансии", open_words if place.vacancies else "нет", "warn" if acute else "neutral"))
    return tuple(facts)


def requisites(place: Place) -> tuple[Fact, ...]:
    """What stands at the head of the card besides the figures of its people."""
    told = {"Работники", "Категории педагогов", "Педагоги до 35 лет", "Стаж до 5 лет", "Нет ПК 3 года"}
    return tuple(Fact(name, text) for name, text in _head(place) if text and name not in told)


def parts(db: Database, record_id: int, place: Place) -> tuple[Part, ...]:
    """People of the day, vacancies, branches, pairs, documents: what an organisation consists of."""
    own = ((key, "organization_id") for key in ("employments", "vacancies", "mentorships"))
    adds = {key: ((key, link),) for key, link in own}
    branches = [
        Entry(
            "",
            row["short_name"] or row["name"],
            label("organizations", "kind", row["kind"]),
            ("organizations", row["id"]),
        )
        for row in linked(db, "organizations", "parent_id", record_id)
    ]
    pairs = [row for row in linked(db, "mentorships", "organization_id", record_id) if _works(row, place.on)]
    papers = attached_to(db, "organizations", record_id)
    return (
        part("Работники", _people(place), adds=adds["employments"]),
        part("Вакансии", [
            Entry(span(row["starts_on"], None), said(row["position"], row["subject"]),
                  said(label("vacancies", "cover", row["cover"]), "острая потребность" if row["is_acute"] else None),
                  ("vacancies", row["id"]))
            for row in place.vacancies
        ], adds=adds["vacancies"]),
        part("Наставничество", [
            Entry(span(row["starts_on"], row["ends_on"]),
                  f"{row['mentor_id']} – {row['mentee_id'] or row['mentee_name']}",
                  label("mentorships", "form", row["form"]), ("mentorships", row["id"]))
            for row in pairs
        ], adds=adds["mentorships"]),
        part("Филиалы и подразделения", branches, adds=(("organizations", "parent_id"),)),
        part("Документы", [
            Entry(format_date(row.paper.on) if row.paper.on else "", said(row.paper.requisites(), row.paper.name),
                  row.note, ("documents", row.paper.id))
            for row in papers
        ]),
    )  # fmt: skip


def _people(place: Place) -> list[Entry]:
    """Who works on the day: name, position and subjects, category, absence; an own stage is told."""
    found = []
    for job in sorted(place.jobs, key=lambda row: fold(str(row["teacher_id"]))):
        person = job["teacher_id"].id
        subjects = ", ".join(job["subjects"] or ())
        absence = absence_words(place.absences.get(person, ()), job["organization_id"].id, place.on)
        category = in_words(qualifications(place.people[person], place.categories.get(person, ()), place.on))
        what = said(str(job["teacher_id"]), job["position"], subjects, label("employments", "stage", job["stage"]))
        found.append(Entry("", what, said(category, absence, by="; "), ("teachers", person)))
    return found


def _works(row: Values, on: date) -> bool:
    return bool(row["starts_on"] <= on and (row["ends_on"] is None or row["ends_on"] >= on))


def build(db: Database, record_id: int, inputs: Inputs) -> Document:
    """The card of an organisation with the figures of the order for the period."""
    place = read_place(db, record_id, inputs.period.end)
    requisites = db.setting("institution", {})
    blocks: list[Block] = [
        Heading(f"Карточка организации: {place.title}"),
        KeyValues(tuple((name, text) for name, text in _head(place) if text), label_width=48),
    ]
    if place.vacancies:
        blocks += [Heading("Вакансии", 2), _vacancies(place)]
    figures = _figures(db, inputs, place.values["code"])
    if figures is not None:
        blocks += [Heading(f"Показатели: {inputs.profile.municipality}, {inputs.period.year} год", 2), figures]
    blocks.append(Note(f"Сведения на {format_date(place.on)}. Сформировано {format_date(inputs.made_on)}."))
    return Document(
        title=f"Карточка – {place.title}",
        blocks=tuple(blocks),
        margins=Margins(left=20, right=10, top=15, bottom=15),
        size=10.5,
        page_total=True,
        author=requisites.get("title", ""),
        subject=place.title,
    )


def _head(place: Place) -> list[tuple[str, str]]:
    values = place.values
    return [
        ("Полное наименование", values["name"]),
        ("Тип", label("organizations", "kind", values["kind"])),
        ("Адрес", said(values["settlement"], label("organizations", "locality", values["locality"]))),
        ("Руководитель", values["principal"] or ""),
        ("Связь", said(values["phone"], values["email"], values["site"])),
        ("Код, ИНН", said(values["code"], values["inn"])),
        ("Головная организация", str(values["parent_id"] or "")),
        ("В мониторинге", "нет" if values["is_monitored"] is False else ""),
        ("Работники", _staff_words(place)),
        ("Ставки", _figure(place.stakes) if place.jobs else ""),
        ("Категории педагогов", _qualified_words(place)),
        ("Педагоги до 35 лет", str(place.among_teaching("born_on", _YOUNG))),
        ("Стаж до 5 лет", str(place.among_teaching("teaching_since", _NEW))),
        ("Нет ПК 3 года", str(place.untrained)),
        ("Модель наставничества", span(values["mentoring_model_on"], None)),
        ("План сопровождения", span(values["support_plan_on"], None)),
    ]


def _staff_words(place: Place) -> str:
    everybody = set().union(*place.staff.values()) if place.staff else set()
    names = (("teaching", "педагогических"), ("managing", "руководящих"), ("other", "иных"))
    kinds = [f"{name}\u00a0– {len(place.staff[kind])}" for kind, name in names if kind in place.staff]
    return said(counted(len(everybody), *_PEOPLE), ", ".join(kinds), by=": ")


def _qualified_words(place: Place) -> str:
    found = place.qualified
    names = (*_HIGHEST.items(), ("none", "без категории"))
    named = [f"{name}\u00a0– {found[kind]}" for kind, name in names if found[kind]]
    return ", ".join(named) or "нет педагогов"


def _vacancies(place: Place) -> Table:
    rows = [
        data(
            said(row["position"], row["subject"]), 1 if row["fte"] is None else row["fte"], row["starts_on"],
            label("vacancies", "cover", row["cover"]), "острая" if row["is_acute"] else "",
        )
        for row in place.vacancies
    ]  # fmt: skip
    columns = (
        Column("Должность, предмет", weight=3), Column("Ставка", ValueKind.NUMBER, width=18),
        Column("Открыта", ValueKind.DATE, width=24), Column("Чем закрыта", weight=2), Column("Потребность", width=26),
    )  # fmt: skip
    return Table(columns, tuple(rows), size=9)


def _figures(db: Database, inputs: Inputs, code: str) -> Table | None:
    """The indicators that are counted by organisation, for this one."""
    rows = []
    for result in compute(db, inputs.profile, inputs.period, given=inputs.given):
        figures = result.organizations.get(code)
        if figures is None:
            continue
        numerator, base = figures
        value, _ = value_of(result.kind, numerator, base)
        shown = "—" if value is None else f"{rounded(value, 1)}\u00a0%" if result.unit == "%" else number(value)
        from_whom = number(numerator) if base is None else f"{number(numerator)} из {number(base)}"
        rows.append(data(short_wording(result), Cell(shown, align=Align.RIGHT), Cell(from_whom, align=Align.CENTER)))
    columns = (Column("Показатель", weight=4), Column("Значение", width=24), Column("Из кого посчитано", width=34))
    return Table(columns, tuple(rows), size=9) if rows else None


def _figure(value: float) -> str:
    return rounded(value, 2).rstrip("0").rstrip(",")


def _is_active(job: Values, start: str, on: date) -> bool:
    return (job[start] is None or job[start] <= on) and (job["left_on"] is None or job["left_on"] >= on)


def _of_people(db: Database, register: str, people: Mapping[int, Any]) -> dict[int, list[dict[str, Any]]]:
    """Rows of a register by the person they belong to."""
    spec = REGISTERS[register]
    names = list(spec.by_name)
    found: dict[int, list[dict[str, Any]]] = {}
    wanted = query.Query(register, where=Test("teacher_id", "in", sorted(people)))
    for row in query.rows(db, wanted, names):
        values = dict(zip(names, row.values, strict=True))
        found.setdefault(values["teacher_id"].id, []).append(values)
    return found
