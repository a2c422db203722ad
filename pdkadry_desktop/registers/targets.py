"""Targets of the municipality's own, beside those printed in the order: for whom, which year, what is to be reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..core.kinds import Choice, Dictionary, Int, Number, Text
from ..core.register import Problem
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import ORG_TYPE

TARGET_OP = Dictionary(
    "target_op",
    {
        "ge": "не менее", "le": "не более", "eq": "ровно", "between": "от и до",
        "growth_pp": "рост на столько пунктов", "growth_pct": "рост на столько процентов", "not_worse": "не хуже базы",
    },
)  # fmt: skip
TARGET_BASE = Dictionary(
    "target_base", {"prev": "прошлый принятый год", "year": "названный год", "avg": "среднее принятых лет"}
)
GROWTH = ("growth_pp", "growth_pct", "not_worse")


class OwnTarget(Record):
    __tablename__ = "targets"
    profile: Mapped[str] = field("Профиль", Text(60), header=None, index=True, help="Приказ, к показателю которого")
    indicator: Mapped[str] = field("Показатель", Text(20), header=None, in_list=True, width=110)
    year: Mapped[int] = field("Год", Int(1990, 2100), header=None, in_list=True, width=70)
    organization_id: Mapped[int | None] = link(
        "Организация", to="organizations", header=None, in_list=True, width=220, help="Пусто – группа или весь район"
    )
    organization_kind: Mapped[str | None] = field(
        "Тип организаций", Choice(ORG_TYPE), header=None, in_list=True, width=150, help="Цель всем организациям типа"
    )
    selection: Mapped[str | None] = field(
        "Выборка организаций", Text(200), header=None, in_list=True, width=160,
        help="Название сохранённой выборки реестра организаций",
    )  # fmt: skip
    op: Mapped[str] = field("Сравнение", Choice(TARGET_OP), header=None, in_list=True, width=160)
    value: Mapped[float | None] = field("Значение", Number(0), header=None, in_list=True, width=90)
    value_to: Mapped[float | None] = field(
        "Значение до", Number(0), header=None, depends=("op", ("between",)), help="Верхняя граница"
    )
    base: Mapped[str | None] = field(
        "С чем сравнивать", Choice(TARGET_BASE, empty_means="prev"), header=None, depends=("op", GROWTH),
        help="Рост считают от значений, принятых при закрытии года или введённых по документу",
    )  # fmt: skip
    base_year: Mapped[int | None] = field(
        "Год сравнения", Int(1990, 2100), header=None, depends=("base", ("year",)), help="Например, 2020"
    )
    base_years: Mapped[int | None] = field(
        "Среднее за сколько лет", Int(2, 10), header=None, depends=("base", ("avg",))
    )
    tolerance: Mapped[float | None] = field(
        "Допуск", Number(0), header=None, help="На сколько можно отстать от цели: «в пределах допуска»"
    )
    document_id: Mapped[int | None] = link("Документ-основание", to="documents", header=None)
    note: Mapped[str | None] = field("Пояснение", Text(1000, rows=2), header=None, in_list=True, width=260)


def one_scope(row: Mapping[str, Any]) -> Iterator[Problem]:
    named = [name for name in ("organization_id", "organization_kind", "selection") if row.get(name)]
    if len(named) > 1:
        yield Problem(named[1], "Назовите что-то одно: организацию, тип организаций или выборку.", "warning")


def whole_target(row: Mapping[str, Any]) -> Iterator[Problem]:
    op = row.get("op")
    if op != "not_worse" and row.get("value") is None:
        yield Problem("value", "Введите значение цели.")
    if op == "between":
        if row.get("value_to") is None:
            yield Problem("value_to", "Введите верхнюю границу.")
        elif row.get("value") is not None and row["value_to"] < row["value"]:
            yield Problem("value_to", "Верхняя граница меньше нижней.")
    if op in GROWTH and row.get("base") == "year" and row.get("base_year") is None:
        yield Problem("base_year", "Назовите год, с которым сравнивают.")
    if op in GROWTH and row.get("base") == "avg" and row.get("base_years") is None:
        yield Problem("base_years", "За сколько лет берётся среднее?")


def past_base(row: Mapping[str, Any]) -> Iterator[Problem]:
    if row.get("base_year") is not None and row.get("year") is not None and row["base_year"] >= row["year"]:
        yield Problem("base_year", "Год сравнения должен быть раньше года цели.", "warning")


TARGETS = register(
    OwnTarget,
    key="targets", title="Цели показателей", singular="Цель показателя", group="monitoring", icon="target",
    counted=("цель", "цели", "целей"),
    empty="Здесь будут цели сверх приказа. Задают их на странице «Цели по организациям».",
    key_fields=("profile", "indicator", "year"), title_fields=("indicator", "year"),
    order=("-year", "indicator"), rules=(one_scope, whole_target, past_base),
    sections=(
        section("Показатель", OwnTarget.profile, OwnTarget.indicator, OwnTarget.year),
        section("Для кого", OwnTarget.organization_id, OwnTarget.organization_kind, OwnTarget.selection),
        section("Цель", OwnTarget.op, OwnTarget.value, OwnTarget.value_to, OwnTarget.base, OwnTarget.base_year,
                OwnTarget.base_years, OwnTarget.tolerance, OwnTarget.document_id, OwnTarget.note),
    ),
)  # fmt: skip
