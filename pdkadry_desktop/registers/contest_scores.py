"""Points that a member of a jury gave to a work by one criterion."""

from __future__ import annotations

from ..core.kinds import Number
from ..storage.declare import Mapped, Record, field, link, register, section


class ContestScore(Record):
    __tablename__ = "contest_scores"
    entry_id: Mapped[int] = link("Участие", to="contest_entries", header=None, in_list=True, width=280)
    jury_id: Mapped[int] = link("Член жюри", to="contest_entries", header=None, in_list=True, width=220)
    criterion_id: Mapped[int] = link("Критерий", to="contest_criteria", header=None, in_list=True, width=220)
    points: Mapped[float] = field("Балл", Number(0, 1000), header=None, in_list=True, width=80)


CONTEST_SCORES = register(
    ContestScore,
    key="contest_scores", title="Оценки жюри", singular="Оценка жюри", group="events", icon="contest",
    counted=("оценка", "оценки", "оценок"),
    empty="Здесь будут баллы из листов жюри. Листы записывает и принимает страница конкурса.",
    key_fields=("entry_id", "jury_id", "criterion_id"), title_fields=("points",),
    order=("entry_id", "jury_id", "criterion_id"),
    sections=(
        section("Оценка", ContestScore.entry_id, ContestScore.jury_id, ContestScore.criterion_id, ContestScore.points),
    ),
)  # fmt: skip
