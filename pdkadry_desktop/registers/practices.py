"""The bank of practices: described experience with its authors."""

from __future__ import annotations

from ..core.kinds import Choice, Int, Text, TextList
from ..storage.declare import Mapped, Record, field, register, section
from .dictionaries import LEVEL


class Practice(Record):
    __tablename__ = "practices"
    code: Mapped[str] = field("Код", Text(60), unique=True)
    name: Mapped[str] = field("Наименование", Text(500, rows=2), in_list=True, width=340)
    direction: Mapped[str | None] = field("Направление", Text(300), in_list=True, width=200)
    authors: Mapped[tuple[str, ...] | None] = field(
        "Авторы", TextList(), in_list=True, width=180, help="Коды педагогов через точку с запятой"
    )
    level: Mapped[str | None] = field("Уровень", Choice(LEVEL), in_list=True, width=140)
    practice_year: Mapped[int | None] = field("Год", Int(1990, 2100), in_list=True, width=80)
    url: Mapped[str | None] = field("Ссылка", Text(500), in_list=True, width=200)


PRACTICES = register(
    Practice,
    key="practices", title="Банк практик", singular="Практика", sheet="Банк практик", group="development",
    icon="bank", counted=("практика", "практики", "практик"),
    empty="Здесь будет опыт педагогов, описанный и рекомендованный другим.",
    title_fields=("name",), order=("-practice_year", "title"),
    sections=(
        section("Практика", Practice.name, Practice.code, Practice.direction, Practice.authors, Practice.level,
                Practice.practice_year, Practice.url),
    ),
)  # fmt: skip
