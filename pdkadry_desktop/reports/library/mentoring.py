"""«Наставничество: что оформить»: the pairs of a day and the papers each of them lacks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...core.dates import format_date
from ...core.text import counted
from ...work.mentoring import GAPS, LAW_FROM, Pair, Pairs
from ..document import Align, Block, Column, Document, Heading, Note, Orientation, Paragraph, Table, data
from ..values import ValueKind

TITLE = "Наставничество: что оформить"


def build(found: Pairs, shown: Sequence[Pair], made_on: date) -> Document:
    """The pairs with what they lack, then how many lack what."""
    columns = (
        Column("№", ValueKind.INTEGER, width=11, align=Align.CENTER), Column("Организация", weight=3),
        Column("Наставник", weight=3), Column("Наставляемый", weight=3), Column("Форма", weight=2),
        Column("Начало", ValueKind.DATE, width=23), Column("Окончание", ValueKind.DATE, width=23),
        Column("Приказ", weight=2), Column("Что оформить", weight=4),
    )  # fmt: skip
    rows = [
        data(place, each.organization, each.mentor, each.mentee, each.form, each.starts_on, each.ends_on, each.order,
             each.words() or "оформлено")
        for place, each in enumerate(shown, 1)
    ]  # fmt: skip
    blocks: list[Block] = [
        Heading(TITLE),
        Paragraph(
            f"на {format_date(found.on)}: {counted(len(shown), 'пара', 'пары', 'пар')}", Align.CENTER, indent=False
        ),
        Table(columns, tuple(rows), key_columns=3, empty_text="Таких пар нет"),
        Note(
            f"С {format_date(LAW_FROM)} (статья 351.8 Трудового кодекса) работник становится наставником с письменного "
            "согласия; содержание, срок, форму и оплату определяют в трудовом договоре или дополнительном соглашении."
        ),
    ]
    counts = [(text, sum(gap in each.gaps for each in found.pairs)) for gap, text in GAPS.items()]
    if words := "; ".join(f"{text} – {count}" for text, count in counts if count):
        blocks.insert(2, Note(f"Из {len(found.pairs)}: {words}."))
    return Document(
        title=TITLE, blocks=tuple(blocks), orientation=Orientation.LANDSCAPE, page_total=True,
        footer=f"Сформировано {format_date(made_on)}",
    )  # fmt: skip
