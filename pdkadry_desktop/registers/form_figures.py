"""Totals of statistical forms (ОО-1, 85-К, 1-ДОП) as a school has stated them, and what was accepted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..core.kinds import Choice, Date, Dictionary, Number, Text
from ..core.register import Problem
from ..storage.declare import Mapped, Record, field, link, register, section

STATISTICAL_FORM = Dictionary(
    "statistical_form", {"oo1": "ОО-1", "85k": "85-К", "1dop": "1-ДОП", "other": "иная форма"}
)
ACCEPTED_FROM = Dictionary("accepted_from", {"form": "по форме", "register": "по реестру"})


class FormFigure(Record):
    __tablename__ = "form_figures"
    organization_id: Mapped[int] = link("Организация", to="organizations", header=None, in_list=True, width=240)
    form: Mapped[str] = field("Форма", Choice(STATISTICAL_FORM), header=None, in_list=True, width=80)
    stated_on: Mapped[date] = field("На дату", Date(), header=None, in_list=True, width=100)
    cut: Mapped[str] = field("Разрез", Text(60), header=None)
    line: Mapped[str] = field("Строка", Text(200), header=None, in_list=True, width=220)
    heading: Mapped[str] = field("Графа", Text(200), header=None, in_list=True, width=180)
    stated: Mapped[float] = field("В форме", Number(0), header=None, in_list=True, width=90)
    accepted_from: Mapped[str | None] = field(
        "Принято", Choice(ACCEPTED_FROM), header=None, in_list=True, width=110, help="Пусто, пока не решено"
    )
    accepted: Mapped[float | None] = field(
        "Принятое число", Number(0), header=None, in_list=True, width=110, depends=("accepted_from", ())
    )
    counted: Mapped[float | None] = field(
        "По реестру тогда", Number(0), header=None, hidden=True, help="Каким был счёт по реестру, когда число приняли"
    )
    reason: Mapped[str | None] = field("Почему так", Text(1000, rows=2), header=None, depends=("accepted_from", ()))
    document_id: Mapped[int | None] = link("Документ", to="documents", header=None)


def decision_is_whole(row: Mapping[str, Any]) -> Iterator[Problem]:
    """What is accepted has its number, and a number its source."""
    if row.get("accepted_from") and row.get("accepted") is None:
        yield Problem("accepted", "Укажите принятое число.")
    if row.get("accepted") is not None and not row.get("accepted_from"):
        yield Problem("accepted_from", "Укажите, откуда принято число: по форме или по реестру.")


FORM_FIGURES = register(
    FormFigure,
    key="form_figures", title="Числа статистических форм", singular="Число формы", group="monitoring", icon="check",
    counted=("число", "числа", "чисел"),
    empty="Здесь будут итоги форм ОО-1, 85-К и 1-ДОП, с которыми сверяют реестр.",
    key_fields=("organization_id", "form", "stated_on", "cut", "line", "heading"), title_fields=("line", "heading"),
    order=("-stated_on",), rules=(decision_is_whole,),
    sections=(
        section("Число", FormFigure.organization_id, FormFigure.form, FormFigure.stated_on, FormFigure.cut,
                FormFigure.line, FormFigure.heading, FormFigure.stated),
        section("Решение", FormFigure.accepted_from, FormFigure.accepted, FormFigure.counted, FormFigure.reason,
                FormFigure.document_id),
    ),
)  # fmt: skip
