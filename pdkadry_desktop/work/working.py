"""Who works on a day: the main job, the other jobs, and an absence that falls on the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..core.conditions import All, Condition, lasting
from ..core.dates import format_date
from ..core.progress import NO_PROGRESS, Progress
from ..core.text import fold, natural
from ..registers import REGISTERS
from ..registers.dictionaries import ABSENCE_KIND
from ..registers.positions import category_of
from ..storage import query
from ..storage.database import Database

Values = Mapping[str, Any]
_STEP = 2000  # rows between two steps of the progress


@dataclass(frozen=True, slots=True)
class Worker:
    """A person at work on a day: all jobs, the main one first; absences of any time; the record's own fields."""

    id: int
    name: str
    person: Values
    jobs: tuple[Values, ...]
    absences: tuple[Values, ...]
    absence: str

    @property
    def main(self) -> Values:
        return self.jobs[0]

    @property
    def organization(self) -> str:
        return str(self.main["organization_id"])

    @property
    def position(self) -> str:
        return str(self.main["position"])

    @property
    def subjects(self) -> tuple[str, ...]:
        return tuple(self.main["subjects"] or ())

    def order(self) -> tuple[Any, ...]:
        """By organisation, then by name."""
        return natural(self.organization), fold(self.name)


def workers(db: Database, on: date, staff: Sequence[str] = ("teaching",)) -> dict[int, Worker]:
    """People whose main job of the day (the first one when none is the main) is of these categories of staff."""
    jobs: dict[int, list[dict[str, Any]]] = {}
    for job in read_rows(db, "employments", working_on(on)):
        jobs.setdefault(job["teacher_id"].id, []).append(job)
    for own in jobs.values():
        own.sort(key=lambda job: job["is_main"] is False)
    wanted = sorted(each for each, own in jobs.items() if staff_category(own[0]) in staff)
    people = read_ids(db, "teachers", wanted)
    absences = by_link(db, "absences", "teacher_id", None)
    found = {}
    for each in wanted:
        own_absences = tuple(absences.get(each, ()))
        place = jobs[each][0]["organization_id"].id
        found[each] = Worker(
            each, str(jobs[each][0]["teacher_id"]), people[each], tuple(jobs[each]), own_absences,
            absence_words(own_absences, place, on),
        )  # fmt: skip
    return found


def staff_category(job: Values) -> str:
    """The category of staff that counts: the given one, else by the position."""
    return str(job["staff_category"] or category_of(job["position"]))


def working_on(on: date) -> Condition:
    """Jobs of a day; an unknown start is before it."""
    return All(lasting(on, "hired_on", "left_on"))


def is_absent(row: Values, organization: int | None, on: date) -> bool:
    """Whether an absence falls on the day and concerns this place of work."""
    place = row["organization_id"]
    concerns = place is None or organization is None or place.id == organization
    return bool(concerns and row["starts_on"] <= on and (row["ends_on"] is None or row["ends_on"] >= on))


def absence_words(rows: Iterable[Values], organization: int | None, on: date) -> str:
    """«в отпуске по уходу за ребёнком до 31.08.2026»; «» for somebody who is at work."""
    for row in rows:
        if is_absent(row, organization, on):
            kind = ABSENCE_KIND.labels[row["kind"]]
            words = kind.replace("отпуск", "в отпуске", 1).replace("длительный в отпуске", "в длительном отпуске")
            words = "отсутствует" if row["kind"] == "other" else words.removesuffix(" до года")
            until = f"до {format_date(row['ends_on'])}" if row["ends_on"] else f"с {format_date(row['starts_on'])}"
            return f"{words} {until}"
    return ""


def same_position(one: str | None, other: str | None) -> bool:
    """«учитель» and «Учитель математики» are one position; an empty one stands for any."""
    first, second = fold(one or ""), fold(other or "")
    if not first or not second or first == second:
        return True
    return first.startswith(f"{second} ") or second.startswith(f"{first} ")


# -- reading rows as dictionaries ------------------------------------------------------------------------------------


def read_rows(
    db: Database, register: str, where: Condition | None = None, names: Sequence[str] | None = None
) -> Iterator[dict[str, Any]]:
    """The fields (all, or those named) of the matching records with their ids; links as LinkTo."""
    names = list(names or REGISTERS[register].by_name)
    for row in query.rows(db, query.Query(register, where=where), names):
        yield {"id": row.id, **dict(zip(names, row.values, strict=True))}


def read_ids(db: Database, register: str, wanted: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The records with these ids, by id."""
    names = list(REGISTERS[register].by_name)
    found = query.fetch(db, REGISTERS[register], wanted, names)
    return {row.id: {"id": row.id, **dict(zip(names, row.values, strict=True))} for row in found}


def by_link(
    db: Database,
    register: str,
    link: str,
    where: Condition | None,
    names: Sequence[str] | None = None,
    progress: Progress = NO_PROGRESS,
) -> dict[int, list[dict[str, Any]]]:
    """Records of a register by the record that ``link`` leads to; ``progress`` lets others ask while many are read."""
    found: dict[int, list[dict[str, Any]]] = {}
    for place, row in enumerate(read_rows(db, register, where, names)):
        if not place % _STEP:
            progress.step(place, None, REGISTERS[register].title)
        if row[link] is not None:
            found.setdefault(row[link].id, []).append(row)
    return found
