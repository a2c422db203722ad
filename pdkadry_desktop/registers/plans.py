"""Action plans that are being tracked: one per order, with the years and the day it starts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..core.kinds import Date, Int, Text
from ..core.register import Problem
from ..storage.declare import Mapped, Record, field, register, section


class Plan(Record):
    __tablename__ = "plans"
    name: Mapped[str] = field("Название", Text(1000, rows=2), header=None, in_list=True, width=400)
    profile: Mapped[str | None] = field(
        "Профиль", Text(60), header=None, index=True, help="Приказ, по которому план создан"
    )
    authority: Mapped[str | None] = field("Кто утвердил", Text(500), header=None)
    directive_no: Mapped[str | None] = field("Номер приказа", Text(100), header=None, in_list=True, width=110)
    directive_on: Mapped[date | None] = field("Дата приказа", Date(), header=None, in_list=True, width=110)
    starts_on: Mapped[date] = field(
        "Начало плана", Date(), header=None, in_list=True, width=110, help="Что кончилось раньше – история"
    )
    first_year: Mapped[int] = field("Первый год", Int(1990, 2100), header=None, in_list=True, width=100)
    last_year: Mapped[int] = field("Последний год", Int(1990, 2100), header=None, in_list=True, width=100)


def years_in_order(row: Mapping[str, Any]) -> Iterator[Problem]:
    if row.get("first_year") and row.get("last_year") and row["last_year"] < row["first_year"]:
        yield Problem("last_year", "Последний год раньше первого.")


PLANS = register(
    Plan,
    key="plans", title="Планы мероприятий", singular="План", group="plan", icon="plan",
    counted=("план", "плана", "планов"),
    empty="Здесь будут планы («дорожные карты»), за исполнением которых программа следит.",
    key_fields=("profile", "directive_no"), title_fields=("name",), order=("-starts_on",), rules=(years_in_order,),
    sections=(
        section("План", Plan.name, Plan.first_year, Plan.last_year, Plan.starts_on),
        section("Приказ", Plan.authority, Plan.directive_no, Plan.directive_on, Plan.profile),
    ),
)  # fmt: skip
