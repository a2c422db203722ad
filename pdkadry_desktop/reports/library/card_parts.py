"""What cards are made of: facts at the head, parts with dated entries, each entry the record it tells of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from ...core.conditions import Test
from ...core.dates import format_date
from ...registers import REGISTERS
from ...storage import query
from ...storage.database import Database
from ..document import Column, Row, Table, data, section

Values = Mapping[str, Any]
Tone = Literal["good", "warn", "bad", "neutral"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A line at the head of a card; ``tone`` other than neutral asks for attention or says that all is well."""

    label: str
    text: str
    tone: Tone = "neutral"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a part: when, what, details; ``record``: the register and the id of what it tells of."""

    when: str
    what: str
    details: str = ""
    record: tuple[str, int] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A titled group of entries; ``left_out`` older ones are not shown. ``adds``: register and link of new records."""

    title: str
    entries: tuple[Entry, ...]
    left_out: int = 0
    adds: tuple[tuple[str, str], ...] = field(default=(), compare=False)


def linked(db: Database, register: str, link: str, record_id: int) -> list[dict[str, Any]]:
    """All records of a register that point to one record by ``link``, in the register's order, with their ids."""
    spec = REGISTERS[register]
    names = list(spec.by_name)
    found = query.rows(db, query.Query(register, where=Test(link, "eq", record_id)), names)
    return [{"id": row.id, **dict(zip(names, row.values, strict=True))} for row in found]


def behind(db: Database, register: str, links: Iterable[query.LinkTo | None]) -> dict[int, dict[str, Any]]:
    """The records behind links, by id."""
    names = list(REGISTERS[register].by_name)
    wanted = sorted({each.id for each in links if each is not None})
    return {
        row.id: dict(zip(names, row.values, strict=True)) for row in query.fetch(db, REGISTERS[register], wanted, names)
    }


def label(register: str, name: str, value: Any) -> str:
    """A value as its field shows it; «» when empty."""
    field = REGISTERS[register].by_name[name]
    if value is None:
        return ""
    return str(value) if field.link else field.kind.format(value)


def said(*texts: str | None, by: str = ", ") -> str:
    """The texts that say something, joined."""
    return by.join(text for text in texts if text)


def span(start: date | None, end: date | None) -> str:
    """«с 01.09.2020», «01.09.2020 – 31.08.2022», «по 31.08.2022»."""
    if start is None:
        return f"по {format_date(end)}" if end else ""
    if end is None:
        return f"с {format_date(start)}"
    return format_date(start) if end == start else f"{format_date(start)} – {format_date(end)}"


def part(title: str, entries: Sequence[Entry], most: int | None = None, adds: tuple[tuple[str, str], ...] = ()) -> Part:
    """A part of the first ``most`` entries."""
    kept = entries if most is None else entries[:most]
    return Part(title, tuple(kept), len(entries) - len(kept), adds)


def table_of(parts: Iterable[Part]) -> Table:
    """The parts as one table with a heading row for each; empty parts are left out."""
    rows: list[Row] = []
    for each in parts:
        if not each.entries:
            continue
        rows.append(section(each.title))
        rows += [data(entry.when, entry.what, entry.details) for entry in each.entries]
        if each.left_out:
            rows.append(data("", f"и ещё {each.left_out} – раньше", ""))
    return Table(
        (Column("Когда", width=38), Column("Что", weight=3), Column("Подробности", weight=2)),
        tuple(rows), size=9, empty_text="Связанных записей нет",
    )  # fmt: skip
