"""Expert work of teachers: state exams, attestation, juries."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Choice, Date, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import EXPERT_KIND, LEVEL
from .rules import ends_after_start


class Expertise(Record):
    __tablename__ = "expertises"
    teacher_id: Mapped[int] = link("Педагог", to="teachers", in_list=True, width=240)
    kind: Mapped[str] = field("Вид", Choice(EXPERT_KIND), in_list=True, width=240)
    level: Mapped[str] = field("Уровень", Choice(LEVEL), in_list=True, width=140)
    role: Mapped[str | None] = field(
        "Роль", Text(200), in_list=True, width=180, help="Эксперт, член жюри, член комиссии, судья …"
    )
    starts_on: Mapped[date] = field("Начало", Date(), in_list=True, width=110)
    ends_on: Mapped[date | None] = field("Окончание", Date(), in_list=True, width=110, help="Пусто – один день")
    directive_no: Mapped[str | None] = field("Приказ", Text(200), in_list=True, width=160, help="Номер и дата приказа")


EXPERTISES = register(
    Expertise,
    key="expertises", title="Экспертиза", singular="Экспертная работа", sheet="Экспертиза", group="events",
    icon="expert", counted=("запись об экспертизе", "записи об экспертизе", "записей об экспертизе"),
    empty="Здесь будет экспертная работа педагогов: ГИА, аттестация, жюри конкурсов и олимпиад.",
    key_fields=("teacher_id", "kind", "level", "starts_on"), title_fields=("kind",), order=("-starts_on",),
    rules=(ends_after_start("starts_on", "ends_on"),),
    sections=(
        section("Экспертная работа", Expertise.teacher_id, Expertise.kind, Expertise.level, Expertise.role),
        section("Сроки и приказ", Expertise.starts_on, Expertise.ends_on, Expertise.directive_no),
    ),
)  # fmt: skip
