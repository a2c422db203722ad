"""Activities of a plan, with the term as printed in the order."""

from __future__ import annotations

from ..core.kinds import Int, Text, TextList
from ..storage.declare import Mapped, Record, field, link, register, section


class PlanRow(Record):
    __tablename__ = "plan_rows"
    plan_id: Mapped[int] = link("План", to="plans", header=None)
    track_id: Mapped[int] = link("Раздел", to="plan_tracks", header=None, in_list=True, width=200)
    position: Mapped[int] = field("Порядок", Int(0), header=None, help="Место строки в плане")
    row_no: Mapped[str] = field("Номер", Text(20), header=None, in_list=True, width=60)
    name: Mapped[str] = field("Мероприятие", Text(2000, rows=3), header=None, in_list=True, width=400)
    term: Mapped[str] = field(
        "Срок", Text(500, rows=2), header=None, in_list=True, width=200, help="Как напечатано в приказе"
    )
    reading: Mapped[str | None] = field(
        "Выбранное прочтение", Text(2000), header=None, help="Периоды, выбранные вместо предложенных программой"
    )
    responsible: Mapped[tuple[str, ...] | None] = field(
        "Ответственные", TextList(), header=None, in_list=True, width=240, help="Несколько – через «;»"
    )
    place: Mapped[str | None] = field("Место", Text(500), header=None)
    result: Mapped[str | None] = field("Ожидаемый результат", Text(2000, rows=2), header=None)


PLAN_ROWS = register(
    PlanRow,
    key="plan_rows", title="Мероприятия планов", singular="Мероприятие плана", group="plan", icon="list",
    counted=("мероприятие", "мероприятия", "мероприятий"),
    empty="Здесь будут строки планов со сроками и ответственными.",
    key_fields=("plan_id", "track_id", "row_no"), title_fields=("row_no", "name"), order=("plan_id", "position"),
    sections=(
        section("Мероприятие", PlanRow.name, PlanRow.row_no, PlanRow.track_id, PlanRow.plan_id, PlanRow.position),
        section("Срок", PlanRow.term, PlanRow.reading),
        section("Исполнение", PlanRow.responsible, PlanRow.place, PlanRow.result),
    ),
)  # fmt: skip
