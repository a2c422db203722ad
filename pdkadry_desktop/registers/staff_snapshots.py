"""Snapshots of the vacancies for the half-month report on the acute staffing need (ОКП), and what was frozen then.

The snapshots are a register, so that taking one is an action of the journal and can be undone; what was frozen is
written once beside it as values, not links, and no later edit of a vacancy or an organisation reaches it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, Integer

from ..core.kinds import Date, Int, Text
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
