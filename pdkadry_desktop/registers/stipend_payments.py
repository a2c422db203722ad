"""Stipends that were paid: one row for a student, a measure and a month."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Date, Number, Text
from ..storage.declare import Mapped, Record, field, link, register, section


class StipendPayment(Record):
    __tablename__ = "stipend_payments"
    student_id: Mapped[int] = link("Студент", to="target_students", header=None, in_list=True, width=240)
    measure: Mapped[str] = field("Мера", Text(200), header=None, in_list=True, width=260)
    month_on: Mapped[date] = field(
        "Месяц", Date(), header=None, in_list=True, width=110, help="Первое число месяца, за который выплачено"
    )
    amount: Mapped[float] = field(
        "Сумма", Number(0), header=None, in_list=True, width=100, help="В рублях", summed=True
    )
    paid_on: Mapped[date] = field("Выплачено", Date(), header=None, in_list=True, width=110)
    basis: Mapped[str | None] = field("Ведомость", Text(300), header=None, in_list=True, width=200)
    rule_id: Mapped[int | None] = link("Правило", to="stipend_rules", header=None)
    support_id: Mapped[int | None] = link(
        "Мера поддержки", to="support_measures", header=None, help="Если у студента есть карточка педагога"
    )


STIPEND_PAYMENTS = register(
    StipendPayment,
    key="stipend_payments", title="Выплаченные стипендии", singular="Выплата стипендии", group="staffing",
    icon="support", counted=("выплата", "выплаты", "выплат"),
    empty="Здесь будут выплаченные стипендии студентов: месяц, сумма, ведомость.",
    key_fields=("student_id", "measure", "month_on"), title_fields=("measure", "month_on"), order=("-month_on",),
    sections=(
        section("Выплата", StipendPayment.student_id, StipendPayment.measure, StipendPayment.month_on,
                StipendPayment.amount, StipendPayment.paid_on, StipendPayment.basis, StipendPayment.rule_id,
                StipendPayment.support_id),
    ),
)  # fmt: skip
