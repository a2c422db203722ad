"""Dated points of the activities of a plan, and what became of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..core.dates import format_date
from ..core.kinds import Bool, Date, Text
from ..core.register import Problem
from ..storage.declare import Mapped, Record, field, link, register, section
from .rules import ends_after_start

_PERIOD = re.compile(r"(\d{4})(?:-(?:H[12]|Q[1-4]|(\d\d)(?:-(\d\d))?))?")


def period_problem(text: str) -> str | None:
    """The key of a period: 2023 · 2023-H1 · 2023-Q2 · 2023-10 · 2023-10-05 · two of them with «..» between."""
    parts = [_PERIOD.fullmatch(part) for part in text.split("..")]
    try:
        days = [date(int(part[1]), int(part[2] or 1), int(part[3] or 1)) for part in parts if part]
    except ValueError:
        days = []
    if len(days) != len(parts) or len(parts) > 2 or days != sorted(days):
        return "Период записывается так: 2023, 2023-10, 2023-10-05 или 2023-10..2024-04."
    return None


class PlanOccurrence(Record):
    __tablename__ = "plan_occurrences"
    row_id: Mapped[int] = link("Мероприятие", to="plan_rows", header=None, in_list=True, width=360)
    period_key: Mapped[str] = field(
        "Период по сроку", Text(60, rule=period_problem), header=None, help="Период, как его назвал срок"
    )
    starts_on: Mapped[date] = field("Начало", Date(), header=None, in_list=True, width=110)
    ends_on: Mapped[date] = field("Окончание", Date(), header=None, in_list=True, width=110)
    due_on: Mapped[date | None] = field(
        "Крайний срок", Date(), header=None, help="Пусто – день окончания; ставится от руки"
    )
    started_on: Mapped[date | None] = field("Начато", Date(), header=None, in_list=True, width=110)
    done_on: Mapped[date | None] = field("Выполнено", Date(), header=None, in_list=True, width=110)
    moved_to_on: Mapped[date | None] = field("Перенесено на", Date(), header=None, in_list=True, width=120)
    moved_by: Mapped[str | None] = field(
        "Основание переноса", Text(300), header=None, help="Номер и дата приказа, которым срок перенесён"
    )
    is_cancelled: Mapped[bool | None] = field("Отменено", Bool(empty_means=False), header=None, in_list=True, width=100)
    result: Mapped[str | None] = field("Результат", Text(2000, rows=3), header=None)
    note: Mapped[str | None] = field("Примечание", Text(2000, rows=2), header=None)
    is_own: Mapped[bool | None] = field(
        "Добавлено от руки", Bool(empty_means=False), header=None, help="Такого периода в сроке приказа нет"
    )
    is_in_term: Mapped[bool | None] = field(
        "Есть в сроке", Bool(empty_means=True), header=None, help="«нет» – срок изменён, а сведения сохранены"
    )


def moved_by_a_paper(row: Mapping[str, Any]) -> Iterator[Problem]:
    if row.get("moved_to_on") and not (row.get("moved_by") or "").strip():
        yield Problem("moved_by", "Назовите приказ, которым срок перенесён.")


def _title(row: Mapping[str, Any]) -> dict[str, Any]:
    start, end = row["starts_on"], row["ends_on"]
    title = format_date(start) if start == end else f"{format_date(start)} – {format_date(end)}"
    return {"title": title, "title_key": start.isoformat()}


PLAN_OCCURRENCES = register(
    PlanOccurrence,
    key="plan_occurrences", title="Сроки планов", singular="Срок плана", group="plan", icon="calendar",
    counted=("срок", "срока", "сроков"),
    empty="Здесь будут все сроки мероприятий плана и сведения об их исполнении.",
    key_fields=("row_id", "period_key"), title_fields=("starts_on", "ends_on"), order=("starts_on",), derive=_title,
    rules=(ends_after_start("starts_on", "ends_on"), moved_by_a_paper),
    sections=(
        section("Срок", PlanOccurrence.row_id, PlanOccurrence.starts_on, PlanOccurrence.ends_on, PlanOccurrence.due_on,
                PlanOccurrence.period_key, PlanOccurrence.is_own, PlanOccurrence.is_in_term),
        section("Исполнение", PlanOccurrence.started_on, PlanOccurrence.done_on, PlanOccurrence.result,
                PlanOccurrence.note),
        section("Перенос и отмена", PlanOccurrence.moved_to_on, PlanOccurrence.moved_by, PlanOccurrence.is_cancelled),
    ),
)  # fmt: skip
