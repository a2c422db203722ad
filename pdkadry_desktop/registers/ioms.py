"""Individual educational routes (ИОМ): whose, for which period, in which state, on which diagnostics they rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..core.kinds import Bool, Choice, Date, Text
from ..core.register import Problem
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import ROUTE_STATUS
from .rules import ends_after_start


class Iom(Record):
    __tablename__ = "ioms"
    code: Mapped[str] = field("Код", Text(60), unique=True)
    teacher_id: Mapped[int] = link("Педагог", to="teachers", in_list=True, width=240)
    starts_on: Mapped[date] = field("Начало", Date(), in_list=True, width=110)
    ends_on: Mapped[date | None] = field(
        "Окончание", Date(), in_list=True, width=110, help="Пусто – маршрут продолжается"
    )
    status: Mapped[str] = field(
        "Статус", Choice(ROUTE_STATUS), in_list=True, width=120, help="Прекращённый маршрут в показатели не входит"
    )
    by_diagnostics: Mapped[bool | None] = field("На основе диагностики", Bool(), in_list=True, width=120)
    diagnostic_id: Mapped[int | None] = link(
        "Диагностика", to="diagnostics", depends=("by_diagnostics", (True,)),
        help="Запись диагностики, по итогам которой составлен маршрут",
    )  # fmt: skip
    tutor_id: Mapped[int | None] = link("Тьютор", to="teachers", in_list=True, width=200)
    goal: Mapped[str | None] = field("Цель", Text(1000, rows=2), in_list=True, width=260)


def closed_has_end(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A route without an end counts as open in every later year."""
    if row.get("status") in ("finished", "stopped") and not row.get("ends_on"):
        yield Problem("ends_on", "Маршрут закончен, а даты окончания нет: он будет считаться открытым.", "warning")


IOMS = register(
    Iom,
    key="ioms", title="ИОМ", singular="ИОМ", sheet="ИОМ", group="development", icon="route",
    counted=("маршрут", "маршрута", "маршрутов"),
    empty="Здесь будут индивидуальные образовательные маршруты педагогов.",
    title_fields=("code",), order=("-starts_on",), rules=(ends_after_start("starts_on", "ends_on"), closed_has_end),
    sections=(
        section("Маршрут", Iom.teacher_id, Iom.code, Iom.status, Iom.starts_on, Iom.ends_on),
        section("Основание и цель", Iom.by_diagnostics, Iom.diagnostic_id, Iom.tutor_id, Iom.goal),
    ),
)  # fmt: skip
