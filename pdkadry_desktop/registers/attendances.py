"""Who took part in an event, in which role, with which subject."""

from __future__ import annotations

from ..core.kinds import Choice, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import EVENT_ROLE
from .rules import one_of


class Attendance(Record):
    __tablename__ = "attendances"
    activity_id: Mapped[int] = link("Мероприятие", to="activities", in_list=True, width=300)
    teacher_id: Mapped[int | None] = link("Педагог", to="teachers", in_list=True, width=240)
    participant_name: Mapped[str | None] = field(
        "Участник (не педагог)", Text(300), in_list=True, width=180, help="Гость: тот, кого нет среди педагогов"
    )
    guest_organization: Mapped[str | None] = field(
        "Откуда гость", Text(300), header=None, help="Организация участника, у которого нет карточки"
    )
    section: Mapped[str | None] = field("Секция", Text(200), in_list=True, width=160)
    role: Mapped[str | None] = field(
        "Роль", Choice(EVENT_ROLE, empty_means="attendee"), in_list=True, width=120, help="Пусто – участник"
    )
    topic: Mapped[str | None] = field("Тема", Text(500, rows=2), in_list=True, width=260, help="Тема выступления")


ATTENDANCES = register(
    Attendance,
    key="attendances", title="Участие в мероприятиях", singular="Участие в мероприятии",
    sheet="Участие в мероприятиях", group="events", icon="event", counted=("участие", "участия", "участий"),
    empty="Здесь будут участники, выступающие и организаторы мероприятий.",
    key_fields=("activity_id", "teacher_id", "participant_name", "role"), title_fields=("participant_name", "topic"),
    order=("activity_id", "teacher_id"),
    rules=(one_of(("teacher_id", "participant_name"), "Укажите участника: педагога или другого человека."),),
    sections=(
        section("Участие", Attendance.activity_id, Attendance.teacher_id, Attendance.participant_name,
                Attendance.guest_organization, Attendance.role),
        section("Выступление", Attendance.section, Attendance.topic),
    ),
)  # fmt: skip
