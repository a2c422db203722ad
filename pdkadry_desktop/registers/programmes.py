"""The catalogue of programmes: what is known of a programme once is inherited by every course."""

from __future__ import annotations

from ..core.kinds import Bool, Choice, Int, Text
from ..storage.declare import Mapped, Record, field, register, section
from .dictionaries import COURSE_FORM, COURSE_KIND, DISTANCE


class Programme(Record):
    __tablename__ = "programmes"
    code: Mapped[str] = field("Код", Text(60), unique=True, in_list=True, width=90)
    name: Mapped[str] = field("Программа", Text(500, rows=2), in_list=True, width=360)
    kind: Mapped[str] = field("Вид", Choice(COURSE_KIND), in_list=True, width=160)
    provider: Mapped[str | None] = field("Организатор", Text(300), in_list=True, width=220)
    hours: Mapped[int | None] = field("Часов", Int(0, 5000), in_list=True, width=70)
    form: Mapped[str | None] = field("Форма", Choice(COURSE_FORM))
    distance: Mapped[str | None] = field("ДОТ", Choice(DISTANCE))
    is_pedagogical: Mapped[bool | None] = field("Педагогической направленности", Bool())
    is_federal: Mapped[bool | None] = field("Из федерального реестра ДПП", Bool(), in_list=True, width=120)
    federal_no: Mapped[str | None] = field("Номер в реестре", Text(60), depends=("is_federal", (True,)))
    topic: Mapped[str | None] = field("Тема", Text(300, suggest="topics"))


PROGRAMMES = register(
    Programme,
    key="programmes", title="Каталог программ", singular="Программа", sheet="Каталог программ", group="development",
    icon="list", counted=("программа", "программы", "программ"),
    empty="Здесь будут программы ДПП, из которых выбирают педагоги.",
    title_fields=("name",), order=("title",),
    sections=(
        section("Программа", Programme.code, Programme.name, Programme.kind, Programme.provider, Programme.hours),
        section("Признаки", Programme.form, Programme.distance, Programme.is_pedagogical, Programme.is_federal,
                Programme.federal_no, Programme.topic),
    ),
)  # fmt: skip
