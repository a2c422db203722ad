"""Who takes part in which project, since when, in which role."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Date, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .rules import ends_after_start


class ProjectMember(Record):
    __tablename__ = "project_members"
    project_id: Mapped[int] = link("Проект", to="projects", in_list=True, width=300)
    teacher_id: Mapped[int] = link("Педагог", to="teachers", in_list=True, width=240)
    starts_on: Mapped[date] = field("Участвует с", Date(), header="С", in_list=True, width=110)
    ends_on: Mapped[date | None] = field(
        "Участвует по", Date(), header="По", in_list=True, width=110, help="Пусто, пока педагог участвует в проекте"
    )
    role: Mapped[str | None] = field("Роль", Text(120), in_list=True, width=160)


PROJECT_MEMBERS = register(
    ProjectMember,
    key="project_members", title="Участие в проектах", singular="Участие в проекте", sheet="Участие в проектах",
    group="events", icon="progress", counted=("участие", "участия", "участий"),
    empty="Здесь будут педагоги, которые участвуют в проектах.",
    key_fields=("project_id", "teacher_id", "starts_on"), title_fields=("role", "starts_on"),
    order=("project_id", "teacher_id"), rules=(ends_after_start("starts_on", "ends_on"),),
    sections=(
        section("Участие", ProjectMember.project_id, ProjectMember.teacher_id, ProjectMember.role,
                ProjectMember.starts_on, ProjectMember.ends_on),
    ),
)  # fmt: skip
