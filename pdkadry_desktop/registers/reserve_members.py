"""Reserve of managers, methodical active, registers of experts, tutors, management teams."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Choice, Date, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import RESERVE_KIND
from .rules import ends_after_start


class ReserveMember(Record):
    __tablename__ = "reserve_members"
    teacher_id: Mapped[int] = link("Педагог", to="teachers", in_list=True, width=240)
    kind: Mapped[str] = field("Вид", Choice(RESERVE_KIND), in_list=True, width=300)
    starts_on: Mapped[date] = field("Включён", Date(), in_list=True, width=110)
    ends_on: Mapped[date | None] = field(
        "Исключён", Date(), in_list=True, width=110, help="Пусто, пока человек состоит в списке"
    )
    basis: Mapped[str | None] = field(
        "Основание", Text(300), in_list=True, width=260, help="Приказ или протокол, его номер и дата"
    )


RESERVE_MEMBERS = register(
    ReserveMember,
    key="reserve_members", title="Резерв и актив", singular="Запись резерва", sheet="Резерв и актив",
    group="people", icon="people", counted=("запись резерва", "записи резерва", "записей резерва"),
    empty="Здесь будут резерв руководителей, методический актив, тьюторы и реестры экспертов.",
    key_fields=("teacher_id", "kind", "starts_on"), title_fields=("kind",), order=("kind", "teacher_id"),
    rules=(ends_after_start("starts_on", "ends_on", "Исключён раньше, чем включён."),),
    sections=(
        section("Резерв и актив", ReserveMember.teacher_id, ReserveMember.kind, ReserveMember.starts_on,
                ReserveMember.ends_on, ReserveMember.basis),
    ),
)  # fmt: skip
