"""What indicators count when it is not the shipped way: own indicators, own versions, chosen readings, from a year on.

``definition`` keeps the words of indicators/library.py as JSON; without it a ``reading`` names a shipped alternative;
without both the shipped definition is in force again. The newest version that began by a year counts in that year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..core.kinds import Bool, Date, Int, Text
from ..core.register import Problem
from ..storage.declare import Mapped, Record, field, link, register, section

ALWAYS = 1990  # the first year there is: a version for all years


class IndicatorDefinition(Record):
    __tablename__ = "indicator_definitions"
    profile: Mapped[str] = field("Профиль", Text(60), header=None, index=True, help="Приказ, к показателю которого")
    indicator: Mapped[str] = field("Показатель", Text(20), header=None, in_list=True, width=110)
    valid_from: Mapped[int] = field(
        "Действует с года", Int(ALWAYS, 2100), header=None, in_list=True, width=130,
        help="Годы до него считаются по прежней методике",
    )  # fmt: skip
    name: Mapped[str | None] = field(
        "Название", Text(500, rows=2), header=None, in_list=True, width=280, help="Только у собственного показателя"
    )
    part: Mapped[str | None] = field("Раздел таблицы", Text(300), header=None, help="Под каким заголовком стоит")
    wording: Mapped[str | None] = field("Методика словами", Text(8000, rows=5), header=None, in_list=True, width=400)
    note: Mapped[str | None] = field(
        "Пояснение", Text(1000, rows=3), header=None, in_list=True, width=320,
        help="Почему считается так: печатается сноской в сводке",
    )  # fmt: skip
    document_id: Mapped[int | None] = link("Документ-основание", to="documents", header=None)
    is_comparable: Mapped[bool | None] = field(
        "Сопоставимо с прежней методикой", Bool(empty_means=False), header=None, in_list=True, width=130,
        help="«Нет» – на графике разрыв, рост через него не оценивается",
    )  # fmt: skip
    reading: Mapped[str | None] = field(
        "Прочтение", Text(40), header=None, hidden=True, help="Которое из прочтений приказа выбрано"
    )
    definition: Mapped[str | None] = field(
        "Условия",
        Text(200_000, rows=2),
        header=None,
        hidden=True,
        help="Как методика записана; её меняет редактор методики",
    )
    examples: Mapped[str | None] = field(
        "Примеры", Text(200_000, rows=2), header=None, hidden=True, help="На чём методика проверяется при сохранении"
    )
    saved_on: Mapped[date | None] = field("Сохранено", Date(), header=None, in_list=True, width=110)


def reason_said(row: Mapping[str, Any]) -> Iterator[Problem]:
    if not (row.get("note") or "").strip():
        yield Problem("note", "Напишите, почему показатель считается так: пояснение печатается сноской.")


INDICATOR_DEFINITIONS = register(
    IndicatorDefinition,
    key="indicator_definitions", title="Методики показателей", singular="Методика показателя",
    group="monitoring", icon="edit",
    counted=("методика", "методики", "методик"),
    empty="Здесь будут собственные показатели и изменённые методики. Их составляют со страницы «Показатели».",
    key_fields=("profile", "indicator", "valid_from"), title_fields=("indicator", "valid_from"),
    order=("indicator", "-valid_from"), rules=(reason_said,),
    sections=(
        section("Показатель", IndicatorDefinition.profile, IndicatorDefinition.indicator,
                IndicatorDefinition.valid_from, IndicatorDefinition.name, IndicatorDefinition.part),
        section("Методика", IndicatorDefinition.wording, IndicatorDefinition.note, IndicatorDefinition.document_id,
                IndicatorDefinition.is_comparable, IndicatorDefinition.saved_on, IndicatorDefinition.reading,
                IndicatorDefinition.definition, IndicatorDefinition.examples),
    ),
)  # fmt: skip
