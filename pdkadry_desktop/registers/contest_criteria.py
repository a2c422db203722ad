"""What the jury of a contest judges by: criteria with maximum points and weights."""

from __future__ import annotations

from ..core.kinds import Int, Number, Text
from ..storage.declare import Mapped, Record, field, link, register, section


class ContestCriterion(Record):
    __tablename__ = "contest_criteria"
    contest_id: Mapped[int] = link("Конкурс", to="contests", header=None, in_list=True, width=280)
    no: Mapped[int | None] = field("Номер", Int(1, 1000), header=None, in_list=True, width=70)
    name: Mapped[str] = field("Критерий", Text(300), header=None, in_list=True, width=280)
    max_points: Mapped[float] = field("Наибольший балл", Number(0.01, 1000), header=None, in_list=True, width=120)
    weight: Mapped[float | None] = field(
        "Вес", Number(0.01, 1000, empty_means=1), header=None, in_list=True, width=70,
        help="Во сколько раз балл важнее; пусто – 1",
    )  # fmt: skip
    nomination_id: Mapped[int | None] = link(
        "Только для номинации", to="contest_nominations", header=None, in_list=True, width=200,
        help="Пусто – для всех номинаций",
    )  # fmt: skip
    stage_id: Mapped[int | None] = link(
        "Только на этапе", to="contest_stages", header=None, in_list=True, width=160, help="Пусто – на всех этапах"
    )


CONTEST_CRITERIA = register(
    ContestCriterion,
    key="contest_criteria", title="Критерии конкурсов", singular="Критерий конкурса", group="events", icon="contest",
    counted=("критерий", "критерия", "критериев"),
    empty="Здесь будут критерии, по которым жюри оценивает конкурсные работы, с баллами и весами.",
    key_fields=("contest_id", "name", "nomination_id", "stage_id"), title_fields=("name",),
    order=("contest_id", "no", "name"),
    sections=(
        section("Критерий", ContestCriterion.contest_id, ContestCriterion.no, ContestCriterion.name,
                ContestCriterion.max_points, ContestCriterion.weight, ContestCriterion.nomination_id,
                ContestCriterion.stage_id),
    ),
)  # fmt: skip
