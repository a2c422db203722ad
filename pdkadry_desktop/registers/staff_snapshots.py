"""Snapshots of the vacancies for the half-month report on the acute staffing need (ОКП), and what was frozen then.

The snapshots are a register, so that taking one is an action of the journal and can be undone; what was frozen is
written once beside it as values, not links, and no later edit of a vacancy or an organisation reaches it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import JSON, Connection, Integer, select

from ..core.errors import ChangeRefused
from ..core.kinds import Date, Int, Text
from ..core.register import RegisterSpec
from ..storage.change import Guard, Written
from ..storage.database import Database
from ..storage.declare import Base, Mapped, Record, field, mapped_column, register, section


class StaffSnapshot(Record):
    __tablename__ = "staff_snapshots"
    point_on: Mapped[date] = field(
        "Отчётная точка", Date(), header=None, in_list=True, width=130, index=True, help="День полумесячного отчёта"
    )
    as_of_on: Mapped[date] = field(
        "Вакансии на дату", Date(), header=None, in_list=True, width=130, help="На какой день вакансии открыты"
    )
    taken_on: Mapped[date] = field(
        "Когда снят", Date(), header=None, in_list=True, width=110, help="День, когда строки записаны"
    )
    vacancy_count: Mapped[int] = field("Вакансий в снимке", Int(0), header=None, in_list=True, width=140)
    acute_count: Mapped[int | None] = field("Из них острых", Int(0), header=None, in_list=True, width=120)
    note: Mapped[str | None] = field("Примечание", Text(1000, rows=2), header=None, in_list=True, width=240)


STAFF_SNAPSHOTS = register(
    StaffSnapshot,
    key="staff_snapshots", title="Снимки ОКП", singular="Снимок ОКП", group="monitoring", icon="calendar",
    counted=("снимок", "снимка", "снимков"),
    empty="Здесь будут полумесячные снимки вакансий. Снимают их на странице «Вакансии и ОКП».",
    key_fields=("point_on",), title_fields=("point_on",), order=("-point_on",),
    sections=(
        section("Снимок", StaffSnapshot.point_on, StaffSnapshot.as_of_on, StaffSnapshot.taken_on,
                StaffSnapshot.vacancy_count, StaffSnapshot.acute_count, StaffSnapshot.note),
    ),
)  # fmt: skip


class StaffSnapshotContent(Base):
    """What a snapshot froze: its vacancies and what each organisation had said, as plain values."""

    __tablename__ = "staff_snapshot_contents"
    snapshot_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    posts: Mapped[list[Any]] = mapped_column(JSON)
    places: Mapped[list[Any]] = mapped_column(JSON)


class SnapshotGuard:
    """Refuses to change what a taken snapshot says; its note may be written at any time."""

    def __init__(self, taken: frozenset[int]) -> None:
        self._taken = taken
        self._is_broken = False

    def wrote(self, spec: RegisterSpec, rows: Iterable[Written]) -> None:
        if spec is STAFF_SNAPSHOTS:
            for each, before, after in rows:
                if each in self._taken and before is not None and after is not None:
                    self._is_broken |= any(before[name] != after[name] for name in _FROZEN)

    def finish(self) -> None:
        """ChangeRefused when a snapshot would read otherwise than it was taken."""
        if self._is_broken:
            raise ChangeRefused(
                "Снимок ОКП не меняется: он записан таким, каким был сделан.",
                "Исправить можно примечание. Ошибочный снимок удалите и сделайте заново.",
            )


_FROZEN = ("point_on", "as_of_on", "taken_on", "vacancy_count", "acute_count")


def snapshot_guard(connection: Connection) -> Guard | None:
    """The guard of a change; None while there is no snapshot."""
    taken = frozenset(connection.scalars(select(StaffSnapshotContent.__table__.c.snapshot_id)))
    return SnapshotGuard(taken) if taken else None


def watch() -> None:
    """Sets the guard before every change of every base; called when the registers are put together."""
    if snapshot_guard not in Database.guards:
        Database.guards.append(snapshot_guard)
