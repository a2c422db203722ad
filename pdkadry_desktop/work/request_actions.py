"""What is done with the request for courses: lines added and struck out, states, replacements, places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..core.conditions import Test
from ..core.errors import ChangeRefused
from ..core.text import counted, fold
from ..registers import REGISTERS
from ..storage import query
from ..storage.database import Database
from ..storage.records import plain
from .requests import STATES, State
from .working import read_ids, read_rows

_PEOPLE = ("человек", "человека", "человек")


@dataclass(frozen=True, slots=True)
class New:
    """A line to write."""

    teacher_id: int
    programme: str
    reason: str
    form: str | None = None


def add_lines(db: Database, year: int, new: Sequence[New]) -> tuple[int, int]:
    """Writes lines in one change; returns how many, how many stood there already."""
    spec = REGISTERS["course_requests"]
    taken = {
        (row["teacher_id"].id, fold(row["programme"]))
        for row in read_rows(db, "course_requests", Test("request_year", "eq", year))
    }
    rows = [
        {"teacher_id": each.teacher_id, "request_year": year, "programme": each.programme, "form": each.form,
         "state": "requested", "reason": each.reason or None}
        for each in new if (each.teacher_id, fold(each.programme)) not in taken
    ]  # fmt: skip
    if rows:
        with db.change(f"Заявка на курсы {year}: {counted(len(rows), *_PEOPLE)}") as change:
            change.add_many(spec, rows)
    return len(rows), len(new) - len(rows)


def strike(db: Database, year: int, people: Sequence[tuple[int, str]], reason: str | None) -> int:
    """Remembers that these people (with the grounds of the proposal) are not to be proposed for the year."""
    rows = [
        {"teacher_id": each, "request_year": year, "reason": reason, "grounds": grounds or None}
        for each, grounds in people
    ]
    with db.change(f"Вычеркнуто из заявки {year}: {counted(len(rows), *_PEOPLE)}") as change:
        change.add_many(REGISTERS["request_strikes"], rows)
    return len(rows)


def unstrike(db: Database, ids: Sequence[int]) -> int:
    """Proposes them again."""
    with db.change(f"Возвращено в предложения заявки: {counted(len(ids), *_PEOPLE)}") as change:
        change.remove(REGISTERS["request_strikes"], list(ids))
    return len(ids)


def set_programme(db: Database, ids: Sequence[int], programme: str) -> int:
    """Another programme for many lines; ChangeRefused when a person would have it twice."""
    rows = read_ids(db, "course_requests", ids)
    for year in {row["request_year"] for row in rows.values()}:
        for other in read_rows(db, "course_requests", Test("request_year", "eq", year)):
            is_other = other["id"] not in rows and fold(other["programme"]) == fold(programme)
            if is_other and any(other["teacher_id"].id == row["teacher_id"].id for row in rows.values()):
                raise ChangeRefused(
                    f"Ничего не изменено: {other['teacher_id']} уже стоит в заявке на эту программу.",
                    "Снимите отметку.",
                )
    with db.change(f"Заявка на курсы: программа, {counted(len(ids), *_PEOPLE)}") as change:
        return change.set_many(REGISTERS["course_requests"], [(each, {"programme": programme}) for each in ids])


def set_state(db: Database, ids: Sequence[int], state: State, refusal: str | None = None) -> int:
    """The same state for many lines; «обучен» also says «выполнено», which the workbook carries."""
    values: dict[str, Any] = {"state": state, "is_done": True if state == "trained" else None}
    if state == "refused":
        values["refusal"] = refusal
    with db.change(f"Заявка на курсы, {STATES[state]}: {counted(len(ids), *_PEOPLE)}") as change:
        return change.set_many(REGISTERS["course_requests"], [(each, values) for each in ids])


def replace(db: Database, line_id: int, teacher_id: int) -> int:
    """Another person takes the place: the old line becomes a refusal, the new one keeps programme, form and term."""
    old = read_ids(db, "course_requests", [line_id])[line_id]
    year, programme = old["request_year"], old["programme"]
    if old["teacher_id"].id == teacher_id:
        raise ChangeRefused("Замена не записана: это тот же человек.", "Выберите другого.")
    for row in read_rows(db, "course_requests", Test("teacher_id", "eq", teacher_id)):
        if row["request_year"] == year and fold(row["programme"]) == fold(programme):
            raise ChangeRefused("Замена не записана: этот человек уже стоит в заявке.", "Выберите другого.")
    name = query.title(db, "teachers", teacher_id)
    new = {
        **{key: value for key, value in plain(old).items() if key != "id"}, "teacher_id": teacher_id,
        "is_done": None, "refusal": None, "reason": None, "replaces": str(old["teacher_id"]),
    }  # fmt: skip
    with db.change(f"Замена в заявке на курсы: {old['teacher_id']} → {name}") as change:
        change.set(
            REGISTERS["course_requests"], line_id, {"state": "refused", "refusal": f"замена: {name}", "is_done": None}
        )
        return change.add(REGISTERS["course_requests"], new)


def set_quota(db: Database, year: int, programme: str, organization: int | None, places: int) -> None:
    """Places of a programme for the municipality or one organisation; zero takes the quota away."""
    spec = REGISTERS["course_quotas"]
    same = [
        row["id"] for row in read_rows(db, "course_quotas", Test("request_year", "eq", year))
        if fold(row["programme"]) == fold(programme)
        and (row["organization_id"].id if row["organization_id"] else None) == organization
    ]  # fmt: skip
    with db.change(f"Квота на курсы {year}: {places}") as change:
        if same and places:
            change.set(spec, same[0], {"places": places})
        elif same:
            change.remove(spec, same)
        elif places:
            change.add(
                spec,
                {"request_year": year, "programme": programme, "organization_id": organization, "places": places},
            )
