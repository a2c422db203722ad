"""Pre-professional training of pupils: pedagogical classes, groups, holiday schools."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Choice, Date, Int, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import CLASS_KIND
from .rules import ends_after_start


class PedagogicalClass(Record):
    __tablename__ = "pedagogical_classes"
    code: Mapped[str] = field("Код", Text(60), unique=True)
    organization_id: Mapped[int] = link("Организация", to="organizations", in_list=True, width=220)
    name: Mapped[str] = field("Наименование", Text(300), in_list=True, width=240)
    kind: Mapped[str] = field("Вид", Choice(CLASS_KIND), in_list=True, width=200)
    pupil_count: Mapped[int] = field("Обучающихся", Int(0, 10000), in_list=True, width=100, summed=True)
    curator_id: Mapped[int | None] = link("Куратор", to="teachers", in_list=True, width=200)
    partner: Mapped[str | None] = field(
        "Партнёр", Text(300), in_list=True, width=180, help="Вуз, колледж или центр, с которым работает класс"
    )
    starts_on: Mapped[date] = field("Начало", Date(), in_list=True, width=110)
    ends_on: Mapped[date | None] = field("Окончание", Date(), help="Пусто, пока класс или группа работает")


PEDAGOGICAL_CLASSES = register(
    PedagogicalClass,
    key="pedagogical_classes", title="Допрофессиональная подготовка", singular="Педагогический класс",
    sheet="Допрофессиональная подготовка", group="staffing", icon="class",
    counted=("класс или группа", "класса или группы", "классов и групп"),
    empty="Здесь будут педагогические классы, группы, программа «Вожатый» и каникулярные школы.",
    title_fields=("name",), order=("organization_id", "title"), rules=(ends_after_start("starts_on", "ends_on"),),
    sections=(
        section("Класс или группа", PedagogicalClass.name, PedagogicalClass.code, PedagogicalClass.organization_id,
                PedagogicalClass.kind, PedagogicalClass.pupil_count),
        section("Работа", PedagogicalClass.curator_id, PedagogicalClass.partner, PedagogicalClass.starts_on,
                PedagogicalClass.ends_on),
    ),
)  # fmt: skip
