"""Contests for teachers: name, level, nominations, dates."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Bool, Choice, Date, Text, TextList
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import LEVEL
from .rules import ends_after_start


class Contest(Record):
    __tablename__ = "contests"
    code: Mapped[str] = field("Код", Text(60), unique=True)
    name: Mapped[str] = field("Наименование", Text(500, rows=2), in_list=True, width=320)
    level: Mapped[str] = field("Уровень", Choice(LEVEL), in_list=True, width=140)
    is_professional: Mapped[bool | None] = field(
        "Профессиональное мастерство", Bool(empty_means=True), in_list=True, width=120,
        help="«Нет» – конкурс иного рода: его участники не входят в показатели о конкурсах мастерства",
    )  # fmt: skip
    nominations: Mapped[tuple[str, ...] | None] = field("Номинации", TextList())
    organizer: Mapped[str | None] = field("Организатор", Text(300), in_list=True, width=200)
    starts_on: Mapped[date] = field("Начало", Date(), in_list=True, width=110)
    ends_on: Mapped[date | None] = field(
        "Окончание", Date(), in_list=True, width=110, help="Пусто – конкурс прошёл за один день"
    )
    directive_no: Mapped[str | None] = field(
        "Приказ", Text(200), help="Номер и дата приказа о проведении или об итогах"
    )
    url: Mapped[str | None] = field("Ссылка", Text(500))
    series_id: Mapped[int | None] = link(
        "Ежегодный конкурс", to="contest_series", header=None, help="Тот же конкурс в другие годы"
    )
    next_id: Mapped[int | None] = link(
        "Следующий уровень", to="contests", header=None, help="Конкурс, в который проходят победители и призёры"
    )
    excluded_reason: Mapped[str | None] = field(
        "Почему не учитывается", Text(300), header=None, depends=("is_professional", (False,)),
        help="Например: платный интернет-конкурс",
    )  # fmt: skip


CONTESTS = register(
    Contest,
    key="contests", title="Конкурсы", singular="Конкурс", sheet="Конкурсы", group="events", icon="contest",
    counted=("конкурс", "конкурса", "конкурсов"),
    empty="Здесь будут конкурсы профессионального мастерства и другие конкурсы педагогов.",
    title_fields=("name",), order=("-starts_on",), rules=(ends_after_start("starts_on", "ends_on"),),
    sections=(
        section("Конкурс", Contest.name, Contest.code, Contest.level, Contest.is_professional,
                Contest.excluded_reason, Contest.nominations, Contest.organizer, Contest.series_id,
                Contest.next_id),
        section("Сроки и документы", Contest.starts_on, Contest.ends_on, Contest.directive_no, Contest.url),
    ),
)  # fmt: skip
