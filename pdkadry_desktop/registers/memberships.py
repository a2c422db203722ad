"""Who belongs to which community, since when, in which role."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Date, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .rules import ends_after_start


class Membership(Record):
    __tablename__ = "memberships"
    community_id: Mapped[int] = link("Сообщество", to="communities", in_list=True, width=300)
    teacher_id: Mapped[int] = link("Педагог", to="teachers", in_list=True, width=240)
    starts_on: Mapped[date] = field("Участвует с", Date(), header="С", in_list=True, width=110)
    ends_on: Mapped[date | None] = field(
        "Участвует по", Date(), header="По", in_list=True, width=110, help="Пусто, пока педагог состоит в сообществе"
    )
    role: Mapped[str | None] = field("Роль", Text(120), in_list=True, width=160, help="Руководитель, секретарь, член …")


MEMBERSHIPS = register(
    Membership,
    key="memberships", title="Участие в сообществах", singular="Участие в сообществе", sheet="Участие в сообществах",
    group="events", icon="community", counted=("участие", "участия", "участий"),
    empty="Здесь будут педагоги, которые состоят в объединениях и сообществах.",
    key_fields=("community_id", "teacher_id", "starts_on"), title_fields=("role", "starts_on"),
    order=("community_id", "teacher_id"), rules=(ends_after_start("starts_on", "ends_on"),),
    sections=(
        section("Участие", Membership.community_id, Membership.teacher_id, Membership.role, Membership.starts_on,
                Membership.ends_on),
    ),
)  # fmt: skip
