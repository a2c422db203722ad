"""Reporting years that are closed, and the tables of what was frozen then.

The closings are a register, so that closing is an action of the journal and can be undone; what was frozen is written
once beside it and never changes. The revision that is not reopened is in force.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, Boolean, Integer, String

from ..core.kinds import Bool, Date, Int, Text
from ..storage.declare import Base, Mapped, Record, field, mapped_column, register, section


class PeriodClosing(Record):
    __tablename__ = "closed_periods"
    profile: Mapped[str] = field(
        "Профиль", Text(60), header=None, index=True, help="Приказ, показатели которого закрыты"
    )
    year: Mapped[int] = field("Год", Int(1990, 2100), header=None, in_list=True, width=70)
    revision: Mapped[int] = field("Редакция", Int(1), header=None, in_list=True, width=90)
    as_of_on: Mapped[date] = field("На дату", Date(), header=None, in_list=True, width=110)
    closed_on: Mapped[date] = field("Закрыт", Date(), header=None, in_list=True, width=110)
    reason: Mapped[str | None] = field("Основание", Text(1000, rows=2), header=None, in_list=True, width=280)
    is_reopened: Mapped[bool | None] = field(
        "Открыт снова", Bool(empty_means=False), header=None, in_list=True, width=110
    )
    reopened_on: Mapped[date | None] = field("Когда открыт", Date(), header=None)
    reopening_reason: Mapped[str | None] = field("Почему открыт", Text(1000, rows=2), header=None)
    app_version: Mapped[str | None] = field("Версия программы", Text(40), header=None)


CLOSED_PERIODS = register(
    PeriodClosing,
    key="closed_periods", title="Закрытые годы", singular="Закрытый год", group="monitoring", icon="lock",
    counted=("закрытие", "закрытия", "закрытий"),
    empty="Здесь будут годы, итоги которых закрыты. Закрывают год на странице «Показатели».",
    key_fields=("profile", "year", "revision"), title_fields=("year", "revision"), order=("-year", "-revision"),
    sections=(
        section("Год", PeriodClosing.profile, PeriodClosing.year, PeriodClosing.revision, PeriodClosing.as_of_on,
                PeriodClosing.closed_on, PeriodClosing.reason, PeriodClosing.app_version),
        section("Открыт снова", PeriodClosing.is_reopened, PeriodClosing.reopened_on, PeriodClosing.reopening_reason),
    ),
)  # fmt: skip


class ClosedValue(Base):
    """A frozen figure: of the municipality (``place`` = «») or of an organisation (its code).

    Numbers are exact fractions as text («69/88»), None where there is none.
    """

    __tablename__ = "closed_values"
    period_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    indicator: Mapped[str] = mapped_column(String, primary_key=True)
    place: Mapped[str] = mapped_column(String, primary_key=True)
    organization_id: Mapped[int | None] = mapped_column(Integer)
    numerator: Mapped[str | None] = mapped_column(String)
    base: Mapped[str | None] = mapped_column(String)
    value: Mapped[str | None] = mapped_column(String)
    unknown: Mapped[int] = mapped_column(Integer, default=0)
    status: Mapped[str] = mapped_column(String)
    target: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    is_met: Mapped[bool | None] = mapped_column(Boolean)
    breakdown: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class ClosedMembers(Base):
    """Who was counted: the member rows of an indicator with their roles, as columns of equal length."""

    __tablename__ = "closed_members"
    period_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    indicator: Mapped[str] = mapped_column(String, primary_key=True)
    rows: Mapped[dict[str, Any]] = mapped_column(JSON)


class ClosedBasis(Base):
    """What a closing rests on: definitions with their hash, names of the members, which writes would alter it."""

    __tablename__ = "closed_bases"
    period_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String)
    definitions: Mapped[dict[str, Any]] = mapped_column(JSON)
    records: Mapped[dict[str, Any]] = mapped_column(JSON)
    watched: Mapped[dict[str, Any]] = mapped_column(JSON)
