"""Who took part in a contest, in which role, with which result."""

from __future__ import annotations

from ..core.kinds import Choice, Int, Number, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import CONTEST_RESULT, CONTEST_ROLE
from .rules import one_of

_AS_ENTRANT = ("role", (None, "entrant"))


class ContestEntry(Record):
    __tablename__ = "contest_entries"
    contest_id: Mapped[int] = link("Конкурс", to="contests", in_list=True, width=280)
    teacher_id: Mapped[int | None] = link("Педагог", to="teachers", in_list=True, width=220)
    organization_id: Mapped[int | None] = link(
        "Организация", to="organizations", in_list=True, width=180, help="Если участвует организация"
    )
    participant_name: Mapped[str | None] = field(
        "Участник (не педагог)", Text(300), in_list=True, width=160, help="Команда, обучающийся, гость"
    )
    role: Mapped[str | None] = field(
        "Роль", Choice(CONTEST_ROLE, empty_means="entrant"), in_list=True, width=110, help="Пусто – участник"
    )
    nomination: Mapped[str | None] = field("Номинация", Text(300), in_list=True, width=180)
    result: Mapped[str | None] = field(
        "Результат", Choice(CONTEST_RESULT), in_list=True, width=110, depends=_AS_ENTRANT
    )
    place: Mapped[int | None] = field("Место", Int(1, 1000), in_list=True, width=70, depends=_AS_ENTRANT)
    score: Mapped[float | None] = field("Балл", Number(0), depends=_AS_ENTRANT)
    work: Mapped[str | None] = field("Работа", Text(500, rows=2), help="Название конкурсной работы")
    team: Mapped[str | None] = field(
        "Команда", Text(300), header=None, depends=_AS_ENTRANT,
        help="Одинаковое название у тех, кто представил одну работу: команда – одно участие и несколько человек",
    )  # fmt: skip
    stage_id: Mapped[int | None] = link(
        "Прошёл на этап", to="contest_stages", header=None, depends=_AS_ENTRANT, help="Пусто – первый этап"
    )
    prize: Mapped[str | None] = field("Премия или приз", Text(200), header=None, depends=_AS_ENTRANT)
    jury_role: Mapped[str | None] = field(
        "Обязанность в жюри", Text(100), header=None, depends=("role", ("jury",)), help="Председатель, секретарь …"
    )


CONTEST_ENTRIES = register(
    ContestEntry,
    key="contest_entries", title="Участие в конкурсах", singular="Участие в конкурсе", sheet="Участие в конкурсах",
    group="events", icon="contest", counted=("участие", "участия", "участий"),
    empty="Здесь будут участники, члены жюри и организаторы конкурсов с результатами.",
    key_fields=("contest_id", "teacher_id", "organization_id", "participant_name", "role", "nomination"),
    title_fields=("participant_name", "nomination", "result"), order=("contest_id", "teacher_id"),
    rules=(
        one_of(("teacher_id", "organization_id", "participant_name"),
               "Укажите, кто участвовал: педагог, организация или другой участник."),
    ),
    sections=(
        section("Кто и где", ContestEntry.contest_id, ContestEntry.teacher_id, ContestEntry.organization_id,
                ContestEntry.participant_name, ContestEntry.team, ContestEntry.role, ContestEntry.jury_role),
        section("Работа и результат", ContestEntry.nomination, ContestEntry.work, ContestEntry.result,
                ContestEntry.place, ContestEntry.score, ContestEntry.prize, ContestEntry.stage_id),
    ),
)  # fmt: skip
