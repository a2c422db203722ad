"""Mentoring pairs: who mentors whom, in which form, on which terms, for which period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..core.kinds import Choice, Date, Text
from ..core.register import Problem
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import MENTORING_FORM, MENTORING_KIND, PAIR_STATUS
from .rules import ends_after_start, one_of


class Mentorship(Record):
    __tablename__ = "mentorships"
    code: Mapped[str] = field("Код", Text(60), unique=True)
    mentor_id: Mapped[int] = link("Наставник", to="teachers", in_list=True, width=220)
    mentee_id: Mapped[int | None] = link("Наставляемый", to="teachers", in_list=True, width=220)
    mentee_name: Mapped[str | None] = field(
        "Наставляемый (не педагог)", Text(300), in_list=True, width=180,
        help="Студент, обучающийся или группа, которых нет среди педагогов",
    )  # fmt: skip
    form: Mapped[str] = field("Форма", Choice(MENTORING_FORM), in_list=True, width=180)
    organization_id: Mapped[int] = link("Организация", to="organizations", in_list=True, width=200)
    kind: Mapped[str | None] = field("Вид", Choice(MENTORING_KIND))
    status: Mapped[str | None] = field("Состояние", Choice(PAIR_STATUS), in_list=True, width=110)
    stop_reason: Mapped[str | None] = field(
        "Причина прекращения", Text(300), depends=("status", ("finished", "dissolved"))
    )
    consent_on: Mapped[date | None] = field(
        "Согласие наставника", Date(), help="Дата письменного согласия: статья 351.8 Трудового кодекса"
    )
    agreement: Mapped[str | None] = field("Дополнительное соглашение", Text(200), help="Номер и дата")
    payment: Mapped[str | None] = field("Оплата", Text(200), help="Размер и условия доплаты наставнику")
    programme: Mapped[str | None] = field(
        "Программа", Text(500, rows=2), help="Название или ссылка на персонализированную программу"
    )
    directive_no: Mapped[str | None] = field("Приказ", Text(60), help="Номер приказа о назначении пары")
    directive_on: Mapped[date | None] = field("Дата приказа", Date())
    starts_on: Mapped[date] = field("Начало", Date(), in_list=True, width=110)
    ends_on: Mapped[date | None] = field("Окончание", Date(), in_list=True, width=110, help="Пусто, пока пара работает")
    result: Mapped[str | None] = field("Результат", Text(1000, rows=2))


def two_people(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A mentor has somebody else to mentor: one teacher or one who is not a teacher."""
    if row.get("mentee_id") and row.get("mentee_id") == row.get("mentor_id"):
        yield Problem("mentee_id", "Наставник и наставляемый – один и тот же человек.")
    if row.get("mentee_id") and row.get("mentee_name"):
        yield Problem("mentee_name", "Указаны два наставляемых: оставьте одного.", "warning")


def closed_has_end(row: Mapping[str, Any]) -> Iterator[Problem]:
    """A pair without an end counts as working in every later year."""
    if row.get("status") in ("finished", "dissolved") and not row.get("ends_on"):
        yield Problem("ends_on", "Пара не работает, а даты окончания нет: она будет считаться действующей.", "warning")


MENTORSHIPS = register(
    Mentorship,
    key="mentorships", title="Наставничество", singular="Наставническая пара", sheet="Наставничество",
    group="development", icon="mentor", counted=("пара", "пары", "пар"),
    empty="Здесь будут наставнические пары: кто, кого, в какой форме и на какой срок сопровождает.",
    title_fields=("code",), order=("-starts_on",),
    rules=(
        one_of(("mentee_id", "mentee_name"), "Укажите наставляемого: педагога или другого человека."),
        two_people, ends_after_start("starts_on", "ends_on"), closed_has_end,
    ),
    sections=(
        section("Участники", Mentorship.mentor_id, Mentorship.mentee_id, Mentorship.mentee_name,
                Mentorship.organization_id, Mentorship.form, Mentorship.kind, Mentorship.code),
        section("Срок и состояние", Mentorship.starts_on, Mentorship.ends_on, Mentorship.status,
                Mentorship.stop_reason),
        section("Документы", Mentorship.directive_no, Mentorship.directive_on, Mentorship.consent_on,
                Mentorship.agreement, Mentorship.payment),
        section("Содержание", Mentorship.programme, Mentorship.result),
    ),
)  # fmt: skip
