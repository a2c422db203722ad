"""Methodical associations, professional communities, clubs and councils of teachers."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Choice, Date, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import COMMUNITY_KIND, LEVEL
from .rules import ends_after_start


class Community(Record):
    __tablename__ = "communities"
    code: Mapped[str] = field("Код", Text(60), unique=True)
    name: Mapped[str] = field("Наименование", Text(500, rows=2), in_list=True, width=320)
    kind: Mapped[str] = field(
        "Вид", Choice(COMMUNITY_KIND), in_list=True, width=180,
        help="Клуб и совет молодых педагогов считаются поддержкой; экспертный совет в охват сообществами не входит",
    )  # fmt: skip
    level: Mapped[str] = field("Уровень", Choice(LEVEL), in_list=True, width=140)
    head_id: Mapped[int | None] = link("Руководитель", to="teachers", in_list=True, width=220)
    starts_on: Mapped[date] = field("Создано", Date(), in_list=True, width=110)
    ends_on: Mapped[date | None] = field(
        "Закрыто", Date(), in_list=True, width=110, help="Пусто, пока сообщество работает"
    )
    directive_no: Mapped[str | None] = field("Приказ", Text(200), help="Номер и дата приказа о создании")
    url: Mapped[str | None] = field("Ссылка", Text(500))


COMMUNITIES = register(
    Community,
    key="communities", title="Сообщества", singular="Сообщество", sheet="Сообщества", group="events",
    icon="community", counted=("сообщество", "сообщества", "сообществ"),
    empty="Здесь будут методические объединения, профессиональные сообщества, клубы и советы.",
    title_fields=("name",), order=("title",),
    rules=(ends_after_start("starts_on", "ends_on", "Закрыто раньше, чем создано."),),
    sections=(
        section("Сообщество", Community.name, Community.code, Community.kind, Community.level, Community.head_id),
        section("Сроки и документы", Community.starts_on, Community.ends_on, Community.directive_no, Community.url),
    ),
)  # fmt: skip
