"""Nominations of a contest and nominations inside them, with the other spellings they are met under."""

from __future__ import annotations

from ..core.kinds import Int, Text, TextList
from ..storage.declare import Mapped, Record, field, link, register, section


class ContestNomination(Record):
    __tablename__ = "contest_nominations"
    contest_id: Mapped[int] = link("Конкурс", to="contests", header=None, in_list=True, width=280)
    parent_id: Mapped[int | None] = link(
        "Входит в номинацию", to="contest_nominations", header=None, in_list=True, width=200,
        help="Пусто – номинация самого конкурса",
    )  # fmt: skip
    no: Mapped[int | None] = field("Номер", Int(1, 1000), header=None, in_list=True, width=70)
    name: Mapped[str] = field("Номинация", Text(300), header=None, in_list=True, width=280)
    aliases: Mapped[tuple[str, ...] | None] = field(
        "Другие написания", TextList(), header=None, in_list=True, width=240,
        help="«Лучший педагог наставник» и «Лучший педагог-наставник» – одна номинация",
    )  # fmt: skip
    prize: Mapped[str | None] = field("Премия или приз", Text(200), header=None, in_list=True, width=160)


CONTEST_NOMINATIONS = register(
    ContestNomination,
    key="contest_nominations", title="Номинации конкурсов", singular="Номинация конкурса", group="events",
    icon="contest", counted=("номинация", "номинации", "номинаций"),
    empty="Здесь будут номинации конкурсов и номинации внутри них.",
    key_fields=("contest_id", "parent_id", "name"), title_fields=("name",), order=("contest_id", "no", "name"),
    sections=(
        section("Номинация", ContestNomination.contest_id, ContestNomination.parent_id, ContestNomination.no,
                ContestNomination.name, ContestNomination.aliases, ContestNomination.prize),
    ),
)  # fmt: skip
