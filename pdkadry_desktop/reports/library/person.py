"""Everything known of one person on a day: jobs, education, category, service, growth, participation, support."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from ...core.dates import format_date, full_years
from ...core.errors import UserError
from ...core.text import counted
from ...registers import REGISTERS
from ...registers.development import Chain, Training, chains, training
from ...registers.qualification import Qualification, in_words, qualifications
from ...storage import query, records
from ...storage.database import Database
from ...work import growth
from ...work.attachments import Attached, attached_to
from ...work.support import Overlap, overlaps, read_measures
from ...work.working import absence_words
from .card_parts import Entry, Fact, Part, Tone, Values, behind, label, linked, part, said, span

_YEARS = ("год", "года", "лет")
_SPANS = (("born_on", "Возраст"), ("teaching_since", "Педагогический стаж"), ("working_since", "Общий стаж"))
_COURSE_YEARS = 5
CHAINS = "Диагностика, маршрут, курсы, повторная диагностика"
_MOST = 8  # entries of a long part
_LINKED = {
    "employments": "teacher_id", "absences": "teacher_id", "categories": "teacher_id", "attestations": "teacher_id",
    "courses": "teacher_id", "diagnostics": "teacher_id", "ioms": "teacher_id", "contest_entries": "teacher_id",
    "attendances": "teacher_id", "memberships": "teacher_id", "project_members": "teacher_id",
    "communities": "head_id", "expertises": "teacher_id", "reserve_members": "teacher_id",
    "support_measures": "teacher_id", "housing_units": "occupant_id", "needs": "teacher_id", "awards": "teacher_id",
}  # fmt: skip


@dataclass(frozen=True)
class Person:
    """A person's record, the records linked to it and those behind them, as of ``on``."""

    title: str
    values: Values
    rows: dict[str, list[dict[str, Any]]]
    mentees: list[dict[str, Any]]
    mentors: list[dict[str, Any]]
    contests: dict[int, dict[str, Any]]
    activities: dict[int, dict[str, Any]]
    papers: tuple[Entry, ...]
    on: date

    @cached_property
    def current_jobs(self) -> list[dict[str, Any]]:
        """The jobs of the day, the main one first."""
        found = [job for job in self.rows["employments"] if _is_active(job, "hired_on", "left_on", self.on)]
        return sorted(found, key=lambda job: job["is_main"] is False)

    @cached_property
    def qualifications(self) -> tuple[Qualification, ...]:
        return qualifications(self.values, self.rows["categories"], self.on)

    @cached_property
    def training(self) -> Training:
        return training(self.rows["courses"], self.on)

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        routes = [records.plain(each) for each in self.rows["ioms"]]
        return chains(self.rows["diagnostics"], routes, self.rows["courses"], self.on)

    def full_years(self, name: str) -> int | None:
        """Age or service in full years on the day; None when the date is unknown or later."""
        since = self.values.get(name)
        return full_years(since, self.on) if since is not None and since <= self.on else None


def read_person(db: Database, record_id: int, on: date, *, with_papers: bool = False) -> Person:
    """UserError when the person is gone."""
    values = records.read(db, REGISTERS["teachers"], record_id)
    if values is None:
        raise UserError("Этого человека больше нет в базе.", "Обновите список.")
    rows = {key: linked(db, key, link, record_id) for key, link in _LINKED.items()}
    take_hours(db, rows["courses"])
    return Person(
        title=query.title(db, "teachers", record_id),
        values=values,
        rows=rows,
        mentees=linked(db, "mentorships", "mentor_id", record_id),
        mentors=linked(db, "mentorships", "mentee_id", record_id),
        contests=behind(db, "contests", (each["contest_id"] for each in rows["contest_entries"])),
        activities=behind(db, "activities", (each["activity_id"] for each in rows["attendances"])),
        papers=tuple(map(_paper, attached_to(db, "teachers", record_id))) if with_papers else (),
        on=on,
    )


def take_hours(db: Database, courses: Sequence[dict[str, Any]]) -> None:
    """Gives courses without hours those of their programme."""
    programmes = behind(db, "programmes", (course["programme_id"] for course in courses))
    for course in courses:
        if course["hours"] is None and course["programme_id"] is not None:
            course["hours"] = programmes[course["programme_id"].id]["hours"]


# -- the head of the card --------------------------------------------------------------------------------------------


def headline(db: Database, record_id: int, on: date) -> tuple[Fact, ...]:
    """What one looks for first, on the screen and on paper."""
    person = read_person(db, record_id, on)
    facts = [*_jobs_facts(person), *_absence_facts(person), *_life_facts(person), _category_fact(person)]
    facts.append(Fact("Курсы", person.training.words(), "warn" if person.training.is_overdue else "good"))
    facts += [Fact("Развитие", _steps(chain)) for chain in person.chains[:1]]
    for row in _of_day(person.mentors, on):
        facts.append(Fact("Наставник", str(row["mentor_id"])))
    mentees = [_mentee(row) for row in _of_day(person.mentees, on)]
    if mentees:
        facts.append(Fact("Наставляемые", ", ".join(mentees)))
    twice = [each for each in overlaps(read_measures(db, record_id)) if not each.note]
    facts += [Fact("Меры поддержки", _twice(each), "warn") for each in twice[:1]]
    return tuple(facts)


def _absence_facts(person: Person) -> Iterable[Fact]:
    """An absence of the day; of a single job, where that is."""
    for row in person.rows["absences"]:
        if words := absence_words([row], None, person.on):
            yield Fact("Отсутствует", said(words, str(row["organization_id"] or "")), "warn")


def _steps(chain: Chain) -> str:
    """A step on each line, the growth at the end."""
    steps = "\n→ ".join(f"{format_date(step.on)} {step.words()}" for step in chain.steps)
    return said(steps, chain.growth, by="\n")


def _jobs_facts(person: Person) -> Iterable[Fact]:
    if not person.current_jobs:
        yield Fact("Работа", f"на {format_date(person.on)} не работает", "warn")
    for job in person.current_jobs:
        yield Fact("Работа" if job["is_main"] is not False else "Совместительство", _job(job))


def _life_facts(person: Person) -> Iterable[Fact]:
    for name, title in _SPANS:
        years = person.full_years(name)
        if years is not None:
            yield Fact(title, counted(years, *_YEARS))
    if person.values["education"]:
        yield Fact("Образование", education(person.values))


def _category_fact(person: Person) -> Fact:
    first = person.qualifications[0] if person.qualifications else None
    tones: dict[str, Tone] = {"endless": "good", "valid": "good", "soon": "warn", "expired": "bad", "undated": "warn"}
    tone = tones.get(first.status, "neutral") if first else "neutral"
    return Fact("Категория", in_words(person.qualifications), tone)


def education(values: Values) -> str:
    """«высшее, педагогическое, Педагогический институт, 2012 г.»."""
    year = values["graduation_year"]
    return said(
        label("teachers", "education", values["education"]),
        "педагогическое" if values["has_pedagogical_education"] else None,
        values["alma_mater"], values["speciality"], f"{year} г." if year else None,
    )  # fmt: skip


# -- the parts of the card -------------------------------------------------------------------------------------------


def parts(person: Person) -> tuple[Part, ...]:
    """The dated records of the person by topic, the newest first; what begins after the day is left out."""
    since = date(person.on.year - _COURSE_YEARS, 1, 1)
    courses = [each for each in person.rows["courses"] if each["ends_on"] <= person.on]
    recent = [each for each in courses if each["ends_on"] >= since]
    title = f"Курсы с {since.year} года" if len(recent) < len(courses) else "Курсы"
    return (
        part("Места работы", _entries(person, "employments", "hired_on", "left_on", _job), adds=_own("employments")),
        part(
            "Отсутствия",
            _entries(person, "absences", "starts_on", "ends_on", _kind_of("absences")),
            adds=_own("absences"),
        ),
        part(
            "Категории и аттестация",
            [*_category_entries(person), *_attestation_entries(person)],
            adds=_own("categories", "attestations"),
        ),
        Part(title, tuple(map(_course, recent[:_MOST])), len(courses) - len(recent[:_MOST]), _own("courses")),
        part(
            CHAINS,
            [_chain(each) for each in person.chains],
            _MOST,
            _own("diagnostics", "ioms"),
        ),
        part(
            "Наставничество",
            [*_pairs(person.mentees, person.on, True), *_pairs(person.mentors, person.on, False)],
            adds=(("mentorships", "mentor_id"),),
        ),
        part("Конкурсы", _contest_entries(person), _MOST, _own("contest_entries")),
        part("Мероприятия", _attendances(person), _MOST, _own("attendances")),
        part("Сообщества и проекты", _communities(person), adds=_own("memberships", "project_members")),
        part("Экспертная работа", _expertise_entries(person), _MOST, _own("expertises")),
        part(
            "Резерв и актив",
            _entries(person, "reserve_members", "starts_on", "ends_on", _kind_of("reserve_members"), "basis"),
            adds=_own("reserve_members"),
        ),
        part("Меры поддержки", _support_entries(person), adds=_own("support_measures")),
        part(
            "Потребности и помощь",
            _entries(person, "needs", "stated_on", None, _need, "help_given"),
            _MOST,
            _own("needs"),
        ),
        part(
            "Награды",
            _entries(person, "awards", "awarded_on", None, lambda row: row["name"], "directive_no"),
            adds=_own("awards"),
        ),
        part("Документы", person.papers),
    )


def _own(*registers: str) -> tuple[tuple[str, str], ...]:
    """New records of these registers, linked to the person."""
    return tuple((register, _LINKED[register]) for register in registers)


def _entries(person: Person, key: str, start: str, end: str | None, what: Any, details: str = "") -> list[Entry]:
    known = [row for row in person.rows[key] if row[start] is None or row[start] <= person.on]
    known.sort(key=lambda row: row[start] or date.min, reverse=True)
    return [
        Entry(
            span(row[start], row[end]) if end else format_date(row[start]) if row[start] else "",
            what(row), row[details] or "" if details else "", (key, row["id"]),
        )
        for row in known
    ]  # fmt: skip


def _job(job: Values) -> str:
    fte = f"{label('employments', 'fte', job['fte'])} ст." if job["fte"] is not None and job["fte"] != 1 else None
    subjects = ", ".join(job["subjects"] or ())
    place = said(str(job["organization_id"]), label("employments", "stage", job["stage"]), by=" – ")
    return said(said(job["position"], f"({subjects})" if subjects else None, by=" "), place, fte)


def _category_entries(person: Person) -> Iterable[Entry]:
    for each in person.qualifications:
        if each.status != "later":
            when = format_date(each.granted_on) if each.granted_on else ""
            yield Entry(when, said(each.label, each.position), each.term())


def _attestation_entries(person: Person) -> Iterable[Entry]:
    for row in person.rows["attestations"]:
        if row["applied_on"] <= person.on:
            decided = f"решение {format_date(row['decided_on'])}" if row["decided_on"] else "решения нет"
            what = f"заявление: {label('attestations', 'category', row['category'])}"
            details = said(decided, row["result"], row["directive_no"])
            yield Entry(format_date(row["applied_on"]), what, details, ("attestations", row["id"]))


def _course(row: Values) -> Entry:
    hours = f"{row['hours']} ч" if row["hours"] else None
    details = said(label("courses", "kind", row["kind"]), hours, row["provider"])
    return Entry(format_date(row["ends_on"]), row["name"], said(details, _ground(row)), ("courses", row["id"]))


def _ground(row: Values) -> str | None:
    return "на основе диагностики" if row["by_diagnostics"] else None


def _chain(chain: Chain) -> Entry:
    details = said(chain.growth, growth.missing_words(chain), by="; ")
    return Entry(span(chain.steps[0].on, chain.steps[-1].on), growth.in_words(chain), details)


def _pairs(rows: Sequence[Values], on: date, is_mentor: bool) -> Iterable[Entry]:
    for row in rows:
        if row["starts_on"] <= on:
            other = f"наставляемый – {_mentee(row)}" if is_mentor else f"наставник – {row['mentor_id']}"
            details = said(label("mentorships", "form", row["form"]), label("mentorships", "status", row["status"]))
            yield Entry(span(row["starts_on"], row["ends_on"]), other, details, ("mentorships", row["id"]))


def _mentee(row: Values) -> str:
    return str(row["mentee_id"] or row["mentee_name"] or "")


def _contest_entries(person: Person) -> list[Entry]:
    found = []
    for contest, row in _dated(person, "contest_entries", "contest_id", person.contests):
        role = label("contest_entries", "role", row["role"]) or "участник"
        result = label("contest_entries", "result", row["result"])
        what = f"{contest['name']} ({label('contests', 'level', contest['level'])})"
        team = f"в команде «{row['team']}»" if row["team"] else None
        details = said(result or role, row["nomination"], f"{row['place']} место" if row["place"] else None, team)
        when = span(contest["starts_on"], contest["ends_on"] or contest["starts_on"])
        found.append(Entry(when, what, details, ("contest_entries", row["id"])))
    return found


def _attendances(person: Person) -> list[Entry]:
    found = []
    for activity, row in _dated(person, "attendances", "activity_id", person.activities):
        what = f"{activity['name']} ({label('activities', 'level', activity['level'])})"
        details = said(label("attendances", "role", row["role"]) or "участник", row["topic"], by=": ")
        when = span(activity["starts_on"], activity["ends_on"] or activity["starts_on"])
        found.append(Entry(when, what, details, ("attendances", row["id"])))
    return found


def _dated(person: Person, key: str, link: str, targets: Mapping[int, Values]) -> list[tuple[Values, dict[str, Any]]]:
    """Rows of participation with what one took part in, the newest first."""
    found = [(targets[row[link].id], row) for row in person.rows[key]]
    known = [pair for pair in found if pair[0]["starts_on"] <= person.on]
    return sorted(known, key=lambda pair: pair[0]["starts_on"], reverse=True)


def _communities(person: Person) -> list[Entry]:
    heads = _entries(person, "communities", "starts_on", "ends_on", lambda row: row["name"])
    return [
        *(Entry(each.when, each.what, "руководитель", each.record) for each in heads),
        *_entries(person, "memberships", "starts_on", "ends_on", lambda row: str(row["community_id"]), "role"),
        *_entries(
            person, "project_members", "starts_on", "ends_on", lambda row: f"проект: {row['project_id']}", "role"
        ),
    ]


def _expertise_entries(person: Person) -> list[Entry]:
    one_day = [{**row, "ends_on": row["ends_on"] or row["starts_on"]} for row in person.rows["expertises"]]
    return _entries(replace(person, rows={"expertises": one_day}), "expertises", "starts_on", "ends_on", _expertise)


def _expertise(row: Values) -> str:
    return said(label("expertises", "kind", row["kind"]), label("expertises", "level", row["level"]), row["role"])


def _paper(row: Attached) -> Entry:
    when = format_date(row.paper.on) if row.paper.on else ""
    return Entry(when, said(row.paper.requisites(), row.paper.name), row.note, ("documents", row.paper.id))


def _support_entries(person: Person) -> list[Entry]:
    return [
        *_entries(person, "support_measures", "starts_on", "ends_on", _support, "basis"),
        *_entries(person, "housing_units", "starts_on", None, _housing),
    ]


def _twice(each: Overlap) -> str:
    """«одна мера из двух источников: ежемесячная выплата 35 %, с 01.09.2023»."""
    return f"{each.why}: {each.first.kind_words}, {span(each.starts_on, each.ends_on)}"


def _housing(row: Values) -> str:
    return f"служебное жильё: {said(row['settlement'], row['address'])}"


def _need(row: Values) -> str:
    return said(label("needs", "kind", row["kind"]), row["content"], by=": ")


def _kind_of(register: str) -> Callable[[Values], str]:
    return lambda row: label(register, "kind", row["kind"])


def _support(row: Values) -> str:
    amount = f"{label('support_measures', 'amount', row['amount'])} ₽" if row["amount"] is not None else None
    return said(label("support_measures", "kind", row["kind"]), amount)


def _of_day(rows: Sequence[Values], on: date) -> list[Values]:
    return [row for row in rows if _is_active(row, "starts_on", "ends_on", on)]


def _is_active(row: Values, start: str, end: str, on: date) -> bool:
    return (row[start] is None or row[start] <= on) and (row[end] is None or row[end] >= on)
