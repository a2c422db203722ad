"""Directions (tracks) of a plan."""

from __future__ import annotations

from ..core.kinds import Int, Text
from ..storage.declare import Mapped, Record, field, link, register, section


class PlanTrack(Record):
    __tablename__ = "plan_tracks"
    plan_id: Mapped[int] = link("План", to="plans", header=None, in_list=True, width=240)
    position: Mapped[int] = field("Порядок", Int(0), header=None, in_list=True, width=80, help="Место раздела в плане")
    track_no: Mapped[str] = field("Номер", Text(20), header=None, in_list=True, width=70)
    name: Mapped[str] = field("Название", Text(1000, rows=2), header=None, in_list=True, width=400)


PLAN_TRACKS = register(
    PlanTrack,
    key="plan_tracks", title="Разделы планов", singular="Раздел плана", group="plan", icon="list",
    counted=("раздел", "раздела", "разделов"),
    empty="Здесь будут разделы планов: направления, треки.",
    key_fields=("plan_id", "track_no"), title_fields=("name",), order=("plan_id", "position"),
    sections=(section("Раздел", PlanTrack.plan_id, PlanTrack.position, PlanTrack.track_no, PlanTrack.name),),
)  # fmt: skip
