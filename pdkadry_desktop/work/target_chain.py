"""The way of a person: pupil of a pedagogical class, student, practice, teacher – and what its links leave open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..core.conditions import Test
from ..core.dates import format_date
from ..core.errors import ChangeRefused
from ..core.text import counted, fold
from ..registers import REGISTERS
from ..storage import query
from ..storage.database import Database
from .target_service import Contract, Job, Service, service


@dataclass(frozen=True, slots=True)
class Chain:
    """One student: the steps in words, what stands with the contract."""

    id: int
    name: str
    teacher_id: int | None
    school: str
    study: str
    placements: tuple[str, ...]
    work: tuple[str, ...]
    organization: str
    ends_on: date | None
    service: Service
    absences: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """What is known of the contract, with the leaves that may prolong it."""
        return "; ".join(text for text in (self.service.why, *self.absences) if text)


@dataclass(frozen=True, slots=True)
class Match:
    """A student and a record that may be the same person: a card of a teacher or a practice."""

    student_id: int
    name: str
    register: str  # teachers or student_placements
    record_id: int
    title: str
    sign: str

    @property
    def key(self) -> tuple[str, int, int]:
        return self.register, self.student_id, self.record_id


@dataclass(frozen=True)
class TargetView:
    """All students on a day, and what is to be confirmed."""

    chains: tuple[Chain, ...]
    matches: tuple[Match, ...]
    on: date

    def must_come(self) -> list[Chain]:
        """Those who end their study in the year of the day or did not come yet."""
        return [
            each for each in self.chains
            if each.service.state in ("due", "missing")
            or (each.ends_on is not None and each.ends_on.year == self.on.year
                and each.service.state not in ("free", "cancelled"))
        ]  # fmt: skip

    def serving(self) -> list[Chain]:
        return [each for each in self.chains if each.service.state in ("broken", "working", "fulfilled")]

    def open(self) -> list[Chain]:
        return [each for each in self.chains if each.service.state == "question"]


def target_view(db: Database, on: date) -> TargetView:
    """Every student, the most urgent first."""
    students = list(_rows(db, "target_students"))
    linked = {row["teacher_id"].id for row in students if row["teacher_id"] is not None}
    jobs = _grouped(db, "employments", "teacher_id", linked)
    leaves = _grouped(db, "absences", "teacher_id", linked)
    placements = list(_rows(db, "student_placements"))
    by_student: dict[int, list[dict[str, Any]]] = {}
    for row in placements:
        if row["target_id"] is not None:
            by_student.setdefault(row["target_id"].id, []).append(row)
    chains = [_chain(row, jobs, leaves, by_student.get(row["id"], ()), on) for row in students]
    order = ("missing", "broken", "question", "due", "working", "studying", "fulfilled", "cancelled", "free")
    chains.sort(key=lambda each: (order.index(each.service.state), fold(each.name)))
    return TargetView(tuple(chains), tuple(_matches(db, students, placements, on)), on)


def _chain(
    row: dict[str, Any], jobs: dict[int, list[dict[str, Any]]], leaves: dict[int, list[dict[str, Any]]],
    placements: Sequence[dict[str, Any]], on: date,
) -> Chain:  # fmt: skip
    teacher = row["teacher_id"].id if row["teacher_id"] is not None else None
    own = None
    if teacher is not None:
        own = tuple(
            Job(each["hired_on"], each["left_on"], str(each["organization_id"]), each["position"],
                each["leave_reason"] or "")
            for each in jobs.get(teacher, ())
        )  # fmt: skip
    found = service(
        Contract(row["has_contract"] is not False, row["status"], row["starts_on"], row["ends_on"], row["employed_on"],
                 row["service_years"], own), on,
    )  # fmt: skip
    absences = () if teacher is None else _absences(leaves.get(teacher, ()), found)
    return Chain(
        row["id"], _name(row), teacher, str(row["class_id"] or ""), _study(row),
        tuple(f"{each['organization_id']}, {format_date(each['starts_on'])}" for each in placements),
        tuple(_job_words(job) for job in own or ()), str(row["organization_id"] or ""), row["ends_on"], found, absences,
    )  # fmt: skip


def _study(row: dict[str, Any]) -> str:
    years = str(row["starts_on"].year) + (f"–{row['ends_on'].year}" if row["ends_on"] else " – …")
    return f"{row['alma_mater']}, {years}"


def _job_words(job: Job) -> str:
    since = f" с {format_date(job.starts_on)}" if job.starts_on else ""
    until = f" по {format_date(job.ends_on)}" if job.ends_on else ""
    return f"{job.organization}: {job.position}{since}{until}"


def _absences(rows: Iterable[dict[str, Any]], found: Service) -> tuple[str, ...]:
    """Leaves to care for a child within the service: they may prolong it."""
    if found.starts_on is None:
        return ()
    return tuple(
        f"отпуск по уходу с {format_date(row['starts_on'])}: срок мог продлиться" for row in rows
        if row["kind"] == "childcare" and (row["ends_on"] is None or row["ends_on"] >= found.starts_on)
        and (found.ends_on is None or row["starts_on"] <= found.ends_on)
    )  # fmt: skip


# -- matches -----------------------------------------------------------------------------------------------------


def _matches(
    db: Database, students: Sequence[dict[str, Any]], placements: Sequence[dict[str, Any]], on: date
) -> Iterable[Match]:
    taken = {row["teacher_id"].id for row in students if row["teacher_id"] is not None}
    names = ["last_name", "first_name", "middle_name", "born_on"]
    people: dict[str, list[tuple[int, str, str, date | None]]] = {}
    for found in query.rows(db, query.Query("teachers"), names):
        last, first, middle, born = found.values
        whole = " ".join(text for text in (last, first, middle) if text)
        people.setdefault(fold(f"{last} {first}"), []).append((found.id, whole, fold(middle or ""), born))
    practised: dict[str, list[dict[str, Any]]] = {}
    for row in placements:
        if row["target_id"] is None:
            practised.setdefault(fold(row["student"]), []).append(row)
    for row in students:
        may_work = row["status"] in ("graduated", "employed") or (row["ends_on"] is not None and row["ends_on"] <= on)
        if row["teacher_id"] is None and may_work:
            middle = fold(row["middle_name"] or "")
            for record, whole, its_middle, born in people.get(fold(f"{row['last_name']} {row['first_name']}"), ()):
                if record in taken or (middle and its_middle and middle != its_middle):
                    continue
                if row["born_on"] and born and row["born_on"] != born:
                    continue
                is_same = row["born_on"] is not None and born is not None
                sign = "имя и дата рождения совпали" if is_same else "имя совпало, дата рождения неизвестна"
                yield Match(row["id"], _name(row), "teachers", record, whole, sign)
        for each in practised.get(fold(_name(row)), ()):
            days = (row["starts_on"], row["ends_on"] or date.max)
            if days[0] <= each["starts_on"] <= days[1]:
                title = f"{each['organization_id']}, {format_date(each['starts_on'])}"
                yield Match(row["id"], _name(row), "student_placements", each["id"], title, "имя совпало")


def confirm(db: Database, keys: Sequence[tuple[str, int, int]]) -> int:
    """Links what the user said is the same person; one undoable change."""
    cards = [(student, record) for register, student, record in keys if register == "teachers"]
    if len({student for student, _ in cards}) < len(cards) or len({record for _, record in cards}) < len(cards):
        raise ChangeRefused("Отмечено несколько карточек для одного человека.", "Оставьте отметку у одной.")
    with db.change(f"Подтверждены связи целевого обучения: {len(keys)}") as change:
        change.set_many(REGISTERS["target_students"], [(one, {"teacher_id": record}) for one, record in cards])
        change.set_many(REGISTERS["student_placements"], [
            (record, {"target_id": one}) for register, one, record in keys if register == "student_placements"
        ])  # fmt: skip
    return len(keys)


def set_years(db: Database, students: Sequence[int], years: int) -> int:
    """How many years the contracts of the students ask to work; one undoable change."""
    words = counted(len(students), "студент", "студента", "студентов")
    with db.change(f"Срок отработки {years}: {words}") as change:
        return change.set_many(REGISTERS["target_students"], [(each, {"service_years": years}) for each in students])


def _name(row: dict[str, Any]) -> str:
    return " ".join(text for text in (row["last_name"], row["first_name"], row["middle_name"]) if text)


def _rows(db: Database, register: str, where: Any = None) -> Iterable[dict[str, Any]]:
    names = list(REGISTERS[register].by_name)
    for row in query.rows(db, query.Query(register, where=where), names):
        yield {"id": row.id, **dict(zip(names, row.values, strict=True))}


def _grouped(db: Database, register: str, link: str, ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in _rows(db, register, Test(link, "in", sorted(ids))):
        found.setdefault(row[link].id, []).append(row)
    return found
