"""Places on courses given to the municipality for a year: on which programme, for whom, how many."""

from __future__ import annotations

from ..core.kinds import Int, Text
from ..storage.declare import Mapped, Record, field, link, register, section


class CourseQuota(Record):
    __tablename__ = "course_quotas"
    request_year: Mapped[int] = field("Год", Int(1990, 2100), header=None, in_list=True, width=80)
    programme: Mapped[str] = field(
        "Программа", Text(500, rows=2), header=None, in_list=True, width=340,
        help="Код из каталога программ или тема своими словами",
    )  # fmt: skip
    organization_id: Mapped[int | None] = link(
        "Организация", to="organizations", header=None, in_list=True, width=220, help="Пусто – места всего района"
    )
    places: Mapped[int] = field("Мест", Int(0, 10000), header=None, in_list=True, width=80, summed=True)


COURSE_QUOTAS = register(
    CourseQuota,
    key="course_quotas", title="Квоты на курсы", singular="Квота на курсы", group="development", icon="list",
    counted=("квота", "квоты", "квот"), empty="Здесь будут места на курсах, которые выделены району на год.",
    key_fields=("request_year", "programme", "organization_id"), title_fields=("programme",),
    order=("-request_year", "programme"),
    sections=(
        section("Квота", CourseQuota.request_year, CourseQuota.programme, CourseQuota.organization_id,
                CourseQuota.places),
    ),
)  # fmt: skip
