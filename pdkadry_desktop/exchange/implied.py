"""What an empty cell counts as: defaults, values derived from the row, values inherited from another record.

A default or derived value equals its empty cell, so writing it out changes nothing; an empty field stays empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from ..core.kinds import Bool, Choice
from ..core.register import FieldSpec, RegisterSpec
from ..core.text import fold
from ..registers.positions import category_of

Row = Mapping[str, Any]


class State(Protocol):
    """The base as it will be after the import. ``cnppm``: folded spelling of a provider → its flag, once known."""

    today: date
    cnppm: dict[str, bool | None]

    def record(self, register: str, record_id: int) -> Row:
        """All fields of a record."""

    def records(self, register: str) -> Iterable[Row]:
        """All records of a register."""


def implied(state: State, spec: RegisterSpec, field: FieldSpec, row: Row) -> Any:
    """The value that the empty cell of a field stands for in this row, or None."""
    if field.name == "code" and not field.required and "id" in row:
        return automatic_code(spec, row["id"])
    rule = _RULES.get((spec.key, field.name))
    if rule is not None:
        return rule(state, row)
    source = field.inherits
    if source is not None and (link := spec.by_name[source.through].link):
        return _of_link(source.through, link, field.name)(state, row)
    return field.kind.empty_means if isinstance(field.kind, Bool | Choice) else None


def automatic_code(spec: RegisterSpec, record_id: int) -> str:
    """The «Код» that a record without one bears in the workbook, so that other rows may refer to it."""
    return f"{spec.singular[:1].upper()}-авто-{record_id}"


def equal(state: State, spec: RegisterSpec, field: FieldSpec, one: Any, other: Any, row: Row) -> bool:
    """Whether two values of a field mean the same in this row."""
    if one == other:
        return True
    if one is not None and other is not None:
        return False
    filled = other if one is None else one
    return bool(filled == implied(state, spec, field, row))


def _of_link(link: str, register: str, name: str) -> Callable[[State, Row], Any]:
    def rule(state: State, row: Row) -> Any:
        target = row.get(link)
        return None if target is None else state.record(register, target).get(name)

    return rule


def _one(state: State, row: Row) -> float:
    return 1.0


def _start(state: State, row: Row) -> date | None:
    """Contests, events and expertise without an end last one day."""
    return row.get("starts_on")


def _category(state: State, row: Row) -> str:
    return category_of(row.get("position") or "")


def _held(state: State, row: Row) -> bool | None:
    """Held once its last day is past; before that an empty cell says nothing."""
    last = row.get("ends_on") or row.get("starts_on")
    return True if last and last < state.today else None


def _cnppm(state: State, row: Row) -> bool | None:
    """By the course's own «Организатор», under any of its spellings."""
    if not state.cnppm:
        for provider in state.records("providers"):
            for spelling in (provider.get("name") or "", *(provider.get("aliases") or ())):
                state.cnppm.setdefault(fold(spelling), provider.get("is_cnppm"))
    return state.cnppm.get(fold(row.get("provider") or ""))


_RULES: dict[tuple[str, str], Callable[[State, Row], Any]] = {
    ("employments", "fte"): _one,
    ("employments", "stage"): _of_link("organization_id", "organizations", "kind"),
    ("employments", "staff_category"): _category,
    ("vacancies", "fte"): _one,
    ("activities", "is_held"): _held,
    ("activities", "ends_on"): _start,
    ("contests", "ends_on"): _start,
    ("expertises", "ends_on"): _start,
    ("courses", "is_cnppm"): _cnppm,
}
