"""What other records say about a record that is being typed: told at once in its form, never in the way of saving."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..core.dates import format_date
from ..core.numbers import exact_decimal
from ..storage.database import Database
from .support import Measure, overlaps, read_measures

NoteMaker = Callable[[Database, Mapping[str, Any], int | None], list[str]]


def support_notes(db: Database, values: Mapping[str, Any], record_id: int | None) -> list[str]:
    """The same help at the same time from another measure of the person."""
    if not values.get("teacher_id") or not values.get("kind") or not values.get("starts_on"):
        return []
    typed = Measure(
        record_id or 0, values["teacher_id"], "", values["kind"],
        None if values.get("amount") is None else exact_decimal(values["amount"]), values["starts_on"],
        values.get("ends_on"), values.get("fund") or "", values.get("basis") or "", values.get("nomination_id"),
        values.get("overlap_note") or "",
    )  # fmt: skip
    others = [each for each in read_measures(db, values["teacher_id"]) if each.id != record_id]
    found = [each for each in overlaps([*others, typed]) if typed in (each.first, each.second) and not each.note]
    return [f"{each.why[:1].upper()}{each.why[1:]}: {_other(each.first if each.second == typed else each.second)}."
            for each in found]  # fmt: skip


def _other(measure: Measure) -> str:
    until = f" по {format_date(measure.ends_on)}" if measure.ends_on else ""
    fund = f", {measure.fund}" if measure.fund else ""
    return f"{measure.kind_words}{fund}, с {format_date(measure.starts_on)}{until}"


NOTES: dict[str, NoteMaker] = {"support_measures": support_notes}
