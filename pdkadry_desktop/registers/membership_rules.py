"""Who belongs to a community by rule («все учителя математики»)."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Date, Text
from ..storage.declare import Mapped, Record, field, link, register, section


class MembershipRule(Record):
    __tablename__ = "membership_rules"
    community_id: Mapped[int] = link("Сообщество", to="communities", header=None, in_list=True, width=320)
    words: Mapped[str] = field("Правило", Text(2000, rows=2), header=None, in_list=True, width=380)
    rule: Mapped[str | None] = field(
        "Условие",
        Text(20000, rows=2),
        header=None,
        hidden=True,
        help="Как условие записано; его меняет «Состав по правилу»",
    )
    set_on: Mapped[date | None] = field("Составлено", Date(), header=None, in_list=True, width=110)
    note: Mapped[str | None] = field("Основание", Text(500), header=None, in_list=True, width=240)


MEMBERSHIP_RULES = register(
    MembershipRule,
    key="membership_rules", title="Правила состава", singular="Правило состава", group="events", icon="community",
    counted=("правило", "правила", "правил"),
    empty="Здесь будут правила, по которым педагоги входят в сообщества.",
    key_fields=("community_id",), title_fields=("words",), order=("community_id",),
    sections=(section("Правило", MembershipRule.community_id, MembershipRule.words, MembershipRule.rule,
                      MembershipRule.set_on, MembershipRule.note),),
)  # fmt: skip
