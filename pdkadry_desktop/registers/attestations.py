"""Attestation: applications for a category and the decisions on them."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Choice, Date, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import CATEGORY_KIND
from .rules import ends_after_start


class Attestation(Record):
    __tablename__ = "attestations"
    teacher_id: Mapped[int] = link("Педагог", to="teachers", in_list=True, width=240)
    position: Mapped[str | None] = field("Должность", Text(200, suggest="positions"), in_list=True, width=180)
    category: Mapped[str] = field("Заявленная категория", Choice(CATEGORY_KIND), in_list=True, width=200)
    applied_on: Mapped[date] = field("Дата заявления", Date(), in_list=True, width=110)
    scheduled_on: Mapped[date | None] = field(
        "Назначено на", Date(), header=None, in_list=True, width=110, help="День или последний день аттестации"
    )
    decided_on: Mapped[date | None] = field(
        "Дата решения", Date(), in_list=True, width=110, help="Пусто, пока решения нет"
    )
    result: Mapped[str | None] = field(
        "Результат", Text(300), in_list=True, width=200, help="Присвоена, отказано, отозвано …"
    )
    directive_no: Mapped[str | None] = field("Приказ", Text(200), in_list=True, width=160, help="Номер и дата приказа")
    issuer: Mapped[str | None] = field(
        "Орган", Text(300), header=None, help="Кто решал: переходит в запись о категории"
    )


ATTESTATIONS = register(
    Attestation,
    key="attestations", title="Аттестация", singular="Заявление на аттестацию", sheet="Аттестация", group="people",
    icon="category", counted=("заявление", "заявления", "заявлений"),
    empty="Здесь будут заявления на аттестацию и решения по ним.",
    key_fields=("teacher_id", "category", "applied_on"), title_fields=("category",), order=("-applied_on",),
    rules=(
        ends_after_start("applied_on", "decided_on", "Решение раньше заявления."),
        ends_after_start("applied_on", "scheduled_on", "Аттестация назначена раньше, чем подано заявление."),
    ),
    sections=(
        section("Заявление", Attestation.teacher_id, Attestation.position, Attestation.category,
                Attestation.applied_on, Attestation.scheduled_on),
        section("Решение", Attestation.decided_on, Attestation.result, Attestation.directive_no, Attestation.issuer),
    ),
)  # fmt: skip
