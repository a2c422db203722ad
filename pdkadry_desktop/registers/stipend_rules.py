"""Rules of stipends as an order prints them: for whom, for which score, how much, in which months, since when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..core.kinds import Bool, Choice, Date, Dictionary, Int, MultiChoice, Number, Text, TextList
from ..core.register import Problem
from ..storage.declare import Mapped, Record, field, register, section
from .dictionaries import COURSE_FORM, EDUCATION, SUPPORT_KIND
from .rules import ends_after_start

MONTH = Dictionary("month", {
    "january": "январь", "february": "февраль", "march": "март", "april": "апрель", "may": "май", "june": "июнь",
    "july": "июль", "august": "август", "september": "сентябрь", "october": "октябрь", "november": "ноябрь",
    "december": "декабрь",
})  # fmt: skip
ROUNDING = Dictionary("rounding", {
    "nearest": "округлить до 0,1 (3,95 – это 4,0)", "down": "отбросить сотые (3,95 – это 3,9)",
})  # fmt: skip


class StipendRule(Record):
    __tablename__ = "stipend_rules"
    measure: Mapped[str] = field(
        "Мера", Text(200), header=None, in_list=True, width=280, help="Строки одной меры различаются баллом"
    )
    position: Mapped[int] = field("Порядок", Int(0), header=None, help="Место строки среди строк меры")
    kind: Mapped[str] = field("Вид поддержки", Choice(SUPPORT_KIND), header=None)
    fund: Mapped[str | None] = field("Источник средств", Text(200), header=None, in_list=True, width=160)
    amount: Mapped[float] = field(
        "Сумма в месяц", Number(0), header=None, in_list=True, width=110, help="В рублях"
    )  # fmt: skip
    course_from: Mapped[int | None] = field("С курса", Int(1, 7), header=None, in_list=True, width=80)
    is_last_year: Mapped[bool | None] = field("Только последний год обучения", Bool(empty_means=False), header=None)
    is_targeted: Mapped[bool | None] = field("Только по целевому договору", Bool(empty_means=False), header=None)
    forms: Mapped[tuple[str, ...] | None] = field(
        "Формы обучения", MultiChoice(COURSE_FORM), header=None, help="Ни одна не отмечена – любая"
    )
    education: Mapped[str | None] = field("Уровень образования", Choice(EDUCATION), header=None)
    degrees: Mapped[tuple[str, ...] | None] = field("Ступени высшего образования", TextList(), header=None)
    specialities: Mapped[tuple[str, ...] | None] = field(
        "Специальности", TextList(), header=None, help="Как в приказе, через «;»; пусто – любая"
    )
    other_specialities: Mapped[tuple[str, ...] | None] = field(
        "Другие названия специальностей", TextList(), header=None, help="Например, английский язык; через «;»"
    )
    score_from: Mapped[float | None] = field("Балл от", Number(0, 100), header=None, in_list=True, width=80)
    score_to: Mapped[float | None] = field("Балл до", Number(0, 100), header=None, in_list=True, width=80)
    rounding: Mapped[str | None] = field(
        "Балл между строками", Choice(ROUNDING), header=None, help="Пусто – программа спросит, приказ этого не говорит"
    )
    rounding_note: Mapped[str | None] = field(
        "Кто решил об округлении", Text(300), header=None, depends=("rounding", ())
    )
    months: Mapped[tuple[str, ...] | None] = field(
        "Месяцы выплаты", MultiChoice(MONTH), header=None, help="Ни один не отмечен – программа спросит"
    )
    month_count: Mapped[int | None] = field("Месяцев в году", Int(1, 12), header=None, help="Как сказано в приказе")
    months_note: Mapped[str | None] = field("Кто решил о месяцах", Text(300), header=None)
    condition: Mapped[str | None] = field("Условие", Text(500), header=None, help="Словами приказа")
    by_success: Mapped[bool | None] = field(
        "Нужна отметка об успешном обучении", Bool(empty_means=False), header=None,
        help="Отметка ставится в успеваемости",
    )  # fmt: skip
    starts_on: Mapped[date] = field(
        "Действует с", Date(), header=None, in_list=True, width=110, help="Новая сумма – новая строка с новой датой"
    )
    ends_on: Mapped[date | None] = field("Действует по", Date(), header=None, in_list=True, width=110)
    profile: Mapped[str | None] = field("Приказ", Text(60), header=None, help="Откуда правило")
    source: Mapped[str | None] = field("Где в приказе", Text(300), header=None)
    wording: Mapped[str | None] = field("Формулировка", Text(3000, rows=5), header=None, help="Дословно")


def band_in_order(row: Mapping[str, Any]) -> Iterator[Problem]:
    low, high = row.get("score_from"), row.get("score_to")
    if low is not None and high is not None and high < low:
        yield Problem("score_to", "Верхний балл меньше нижнего.")


STIPEND_RULES = register(
    StipendRule,
    key="stipend_rules", title="Правила стипендий", singular="Правило стипендии", group="staffing", icon="edit",
    counted=("правило", "правила", "правил"),
    empty="Здесь будут правила стипендий: кому, за какой балл и сколько платят.",
    key_fields=("measure", "starts_on", "position"), title_fields=("measure", "position"),
    order=("measure", "starts_on", "position"), rules=(band_in_order, ends_after_start("starts_on", "ends_on")),
    sections=(
        section("Мера", StipendRule.measure, StipendRule.position, StipendRule.kind, StipendRule.fund,
                StipendRule.amount, StipendRule.starts_on, StipendRule.ends_on),
        section("Кому", StipendRule.is_targeted, StipendRule.course_from, StipendRule.is_last_year, StipendRule.forms,
                StipendRule.education, StipendRule.degrees, StipendRule.specialities, StipendRule.other_specialities),
        section("Балл и условие", StipendRule.score_from, StipendRule.score_to, StipendRule.rounding,
                StipendRule.rounding_note, StipendRule.condition, StipendRule.by_success),
        section("Месяцы", StipendRule.months, StipendRule.month_count, StipendRule.months_note),
        section("Откуда", StipendRule.profile, StipendRule.source, StipendRule.wording),
    ),
)  # fmt: skip
