"""Diagnostics of professional deficits: who, when, on which level, with which result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..core.kinds import Choice, Date, Number, Text, TextList
from ..core.register import Problem
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import LEVEL


class Diagnostic(Record):
    __tablename__ = "diagnostics"
    code: Mapped[str | None] = field("Код", Text(60), unique=True, help="Нужен, только если на запись ссылаются")
    teacher_id: Mapped[int] = link("Педагог", to="teachers", in_list=True, width=240)
    held_on: Mapped[date] = field("Дата", Date(), in_list=True, width=110, index=True)
    level: Mapped[str] = field("Уровень", Choice(LEVEL), in_list=True, width=140)
    procedure: Mapped[str | None] = field("Процедура", Text(300), in_list=True, width=240)
    subject: Mapped[str | None] = field("Предмет", Text(200, suggest="subjects"), in_list=True, width=140)
    area: Mapped[str | None] = field("Область", Text(200, suggest="deficit_areas"), in_list=True, width=160)
    score: Mapped[float | None] = field("Балл", Number(0), in_list=True, width=70)
    maximum: Mapped[float | None] = field("Максимум", Number(0))
    result: Mapped[str | None] = field("Результат", Text(300))
    deficits: Mapped[tuple[str, ...] | None] = field("Выявленные дефициты", TextList(suggest="deficits"))
    advice: Mapped[str | None] = field("Рекомендации", Text(2000, rows=3))


def score_within_maximum(row: Mapping[str, Any]) -> Iterator[Problem]:
    score, maximum = row.get("score"), row.get("maximum")
    if score is not None and maximum is not None and score > maximum:
        yield Problem("score", "Балл больше максимума.")


DIAGNOSTICS = register(
    Diagnostic,
    key="diagnostics", title="Диагностика", singular="Диагностика", sheet="Диагностика", group="development",
    icon="diagnostics", counted=("запись диагностики", "записи диагностики", "записей диагностики"),
    empty="Здесь будут результаты диагностики профессиональных дефицитов.",
    key_fields=("teacher_id", "held_on", "level", "procedure", "subject", "area"), title_fields=("procedure",),
    order=("-held_on",), rules=(score_within_maximum,),
    sections=(
        section("Диагностика", Diagnostic.teacher_id, Diagnostic.held_on, Diagnostic.level, Diagnostic.procedure,
                Diagnostic.subject, Diagnostic.area, Diagnostic.code),
        section("Результат", Diagnostic.score, Diagnostic.maximum, Diagnostic.result, Diagnostic.deficits,
                Diagnostic.advice),
    ),
)  # fmt: skip
