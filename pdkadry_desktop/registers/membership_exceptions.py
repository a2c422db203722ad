"""People about whom the rule of a community does not decide: always a member, or not to be taken in."""

from __future__ import annotations

from ..core.kinds import Choice, Dictionary, Text
from ..storage.declare import Mapped, Record, field, link, register, section

EXCEPTION_KIND = Dictionary("membership_exception", {"include": "состоит всегда", "exclude": "не включать"})


class MembershipException(Record):
    __tablename__ = "membership_exceptions"
    community_id: Mapped[int] = link("Сообщество", to="communities", header=None, in_list=True, width=320)
    teacher_id: Mapped[int] = link("Педагог", to="teachers", header=None, in_list=True, width=260)
    kind: Mapped[str] = field("Исключение", Choice(EXCEPTION_KIND), header=None, in_list=True, width=160)
    note: Mapped[str | None] = field("Почему", Text(500), header=None, in_list=True, width=280)


MEMBERSHIP_EXCEPTIONS = register(
    MembershipException,
    key="membership_exceptions", title="Исключения из правил состава", singular="Исключение из правила",
    group="events", icon="community", counted=("исключение", "исключения", "исключений"),
    empty="Здесь будут педагоги, которые состоят в сообществе вопреки правилу или не входят в него.",
    key_fields=("community_id", "teacher_id"), title_fields=("kind",), order=("community_id", "teacher_id"),
    sections=(
        section("Исключение", MembershipException.community_id, MembershipException.teacher_id,
                MembershipException.kind, MembershipException.note),
    ),
)  # fmt: skip
