"""Courses people took. Empty form, hours, register, direction and topic are those of the programme."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Bool, Choice, Date, Int, Text
from ..core.register import Source
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import COURSE_FORM, COURSE_KIND, DISTANCE
from .rules import ends_after_start

_PROGRAMME = Source("programme_id")


class Course(Record):
    __tablename__ = "courses"
    teacher_id: Mapped[int] = link("Педагог", to="teachers", in_list=True, width=240)
    kind: Mapped[str] = field("Вид", Choice(COURSE_KIND), in_list=True, width=160)
    name: Mapped[str] = field("Программа", Text(500, rows=2), in_list=True, width=320)
    programme_id: Mapped[int | None] = link(
        "Код программы", to="programmes", help="Пустые часы, форма, ДОТ, реестр, направленность и тема – из программы"
    )
    stream: Mapped[str | None] = field("Поток", Text(200), help="Группа, которая училась вместе")
    provider: Mapped[str | None] = field("Организатор", Text(300), in_list=True, width=200)
    hours: Mapped[int | None] = field("Часов", Int(0, 5000), in_list=True, width=70, summed=True, inherits=_PROGRAMME)
    starts_on: Mapped[date | None] = field("Начало", Date())
    ends_on: Mapped[date] = field("Окончание", Date(), in_list=True, width=110, index=True)
    form: Mapped[str | None] = field("Форма", Choice(COURSE_FORM), inherits=_PROGRAMME)
    distance: Mapped[str | None] = field(
        "ДОТ", Choice(DISTANCE), help="Дистанционные образовательные технологии", inherits=_PROGRAMME
    )
    is_profile: Mapped[bool | None] = field(
        "По профилю", Bool(empty_means=True), help="«Нет» – первая помощь, охрана труда: не входит в показатели"
    )
    is_on_the_job: Mapped[bool | None] = field("Без отрыва от работы", Bool())
    is_federal: Mapped[bool | None] = field("Из федерального реестра ДПП", Bool(), inherits=_PROGRAMME)
    is_cnppm: Mapped[bool | None] = field(
        "ЦНППМ",
        Bool(),
        help="Пусто – как у организатора обучения",
        inherits=Source("provider", "providers", ("name", "aliases")),
    )
    by_diagnostics: Mapped[bool | None] = field("На основе диагностики", Bool(), in_list=True, width=120)
    is_pedagogical: Mapped[bool | None] = field("Педагогической направленности", Bool(), inherits=_PROGRAMME)
    topic: Mapped[str | None] = field("Тема", Text(300, suggest="topics"), inherits=_PROGRAMME)
    document_no: Mapped[str | None] = field("Документ №", Text(100))
    document_on: Mapped[date | None] = field("Дата документа", Date())


COURSES = register(
    Course,
    key="courses", title="Курсы", singular="Курс", sheet="Курсы", group="development", icon="course",
    counted=("запись о курсах", "записи о курсах", "записей о курсах"),
    empty="Здесь будут курсы повышения квалификации, переподготовка и стажировки.",
    key_fields=("teacher_id", "name", "ends_on"), title_fields=("name",), order=("-ends_on",),
    rules=(ends_after_start("starts_on", "ends_on"),),
    sections=(
        section("Обучение", Course.teacher_id, Course.kind, Course.name, Course.programme_id, Course.provider,
                Course.stream, Course.hours, Course.starts_on, Course.ends_on),
        section("Как учились", Course.form, Course.distance, Course.is_on_the_job, Course.is_cnppm),
        section("Признаки", Course.is_profile, Course.by_diagnostics, Course.is_pedagogical, Course.is_federal,
                Course.topic),
        section("Документ", Course.document_no, Course.document_on),
    ),
)  # fmt: skip
