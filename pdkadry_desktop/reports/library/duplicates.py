"""The queue of suspected duplicates on paper: each pair with its reasons and room for the decision."""

from __future__ import annotations

from datetime import date

from ...core.dates import format_date
from ...core.text import counted
from ...registers import REGISTERS
from ...work.duplicates import Queue
from ...work.suspicion import STRENGTHS
from ..document import Block, Column, Document, Heading, Note, Orientation, Table, data

_COLUMNS = (
    Column("Насколько похоже", weight=14), Column("Запись", weight=26), Column("Похожая запись", weight=26),
    Column("Почему", weight=24), Column("Решение", weight=12),
)  # fmt: skip


def build(found: Queue, made_on: date) -> Document:
    """All pairs of the queue in its order; what was left out is told."""
    spec = REGISTERS[found.register]
    rows = [
        data(STRENGTHS[pair.strength], _side(pair.left.title, pair.left.note), _side(pair.right.title, pair.right.note),
             pair.words(), "")
        for pair in found.pairs
    ]  # fmt: skip
    title = f"{spec.title}: возможные дубли"
    blocks: list[Block] = [Heading(title), Table(_COLUMNS, tuple(rows), empty_text="Похожих записей нет")]
    if found.left_out:
        blocks.append(Note(f"Менее похожих пар не показано: {found.left_out}."))
    if found.decided:
        blocks.append(Note(f"Решено, что это не дубли: {counted(found.decided, 'пара', 'пары', 'пар')}."))
    return Document(
        title=title, blocks=tuple(blocks), orientation=Orientation.LANDSCAPE,
        page_total=True, footer=f"Сформировано {format_date(made_on)}",
    )  # fmt: skip


def _side(title: str, note: str) -> str:
    return f"{title}\n{note}" if note else title
