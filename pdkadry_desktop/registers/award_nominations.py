"""Nominations of prizes with the other ways they are written: the same nomination stays one."""

from __future__ import annotations

from ..core.kinds import Number, Text, TextList
from ..storage.declare import Mapped, Record, field, register, section


class AwardNomination(Record):
    __tablename__ = "award_nominations"
    name: Mapped[str] = field("Номинация", Text(300), header=None, in_list=True, width=320)
    prize: Mapped[str] = field("Премия или конкурс", Text(300), header=None, in_list=True, width=320)
    aliases: Mapped[tuple[str, ...] | None] = field(
        "Другие написания", TextList(), header=None, in_list=True, width=280, help="Через «;»"
    )
    amount: Mapped[float | None] = field(
        "Сумма премии", Number(0), header=None, in_list=True, width=110, help="В рублях; пусто – в приказе не названа"
    )
    source: Mapped[str | None] = field("Где в приказе", Text(300), header=None)


AWARD_NOMINATIONS = register(
    AwardNomination,
    key="award_nominations", title="Номинации премий", singular="Номинация", group="staffing", icon="award",
    counted=("номинация", "номинации", "номинаций"),
    empty="Здесь будут номинации премий и другие их написания.",
    key_fields=("prize", "name"), title_fields=("name",), order=("prize", "title"),
    sections=(
        section("Номинация", AwardNomination.name, AwardNomination.prize, AwardNomination.aliases,
                AwardNomination.amount, AwardNomination.source),
    ),
)  # fmt: skip
