"""Social support of teachers: payments, grants, housing, travel."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Choice, Date, Number, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import SUPPORT_KIND
from .rules import ends_after_start


class SupportMeasure(Record):
    __tablename__ = "support_measures"
    teacher_id: Mapped[int] = link("Педагог", to="teachers", in_list=True, width=240)
    kind: Mapped[str] = field("Вид", Choice(SUPPORT_KIND), in_list=True, width=220)
    amount: Mapped[float | None] = field("Сумма", Number(0), in_list=True, width=110, help="В рублях", summed=True)
    starts_on: Mapped[date] = field("Начало", Date(), in_list=True, width=110)
    ends_on: Mapped[date | None] = field(
        "Окончание", Date(), in_list=True, width=110, help="Пусто, пока мера действует"
    )
    basis: Mapped[str | None] = field(
        "Основание", Text(300), in_list=True, width=260, help="Документ, по которому назначена мера"
    )
    fund: Mapped[str | None] = field(
        "Источник средств", Text(200), header=None, help="Бюджет района, края, предприятие: кто платит"
    )
    nomination_id: Mapped[int | None] = link(
        "Номинация", to="award_nominations", header=None, depends=("kind", ("bonus", "grant"))
    )
    overlap_note: Mapped[str | None] = field(
        "Почему совпадает с другой мерой", Text(300), header=None, hidden=True,
        help="Заполните, если две одинаковые меры в одно время назначены верно",
    )  # fmt: skip


SUPPORT_MEASURES = register(
    SupportMeasure,
    key="support_measures", title="Меры поддержки", singular="Мера поддержки", sheet="Меры поддержки",
    group="staffing", icon="support", counted=("мера поддержки", "меры поддержки", "мер поддержки"),
    empty="Здесь будут выплаты, стипендии, гранты и другая поддержка педагогов.",
    key_fields=("teacher_id", "kind", "starts_on"), title_fields=("kind",), order=("-starts_on",),
    rules=(ends_after_start("starts_on", "ends_on"),),
    sections=(
        section("Мера поддержки", SupportMeasure.teacher_id, SupportMeasure.kind, SupportMeasure.amount,
                SupportMeasure.starts_on, SupportMeasure.ends_on, SupportMeasure.basis, SupportMeasure.fund,
                SupportMeasure.nomination_id, SupportMeasure.overlap_note),
    ),
)  # fmt: skip
