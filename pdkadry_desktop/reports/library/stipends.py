"""The sheet of stipends of a period: to whom, for which months, how much, by which line; then what is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from ...core.dates import format_date
from ...core.text import counted
from ...work.stipend_lines import Line, StipendView, months_words
from ..document import Align, Block, Column, Document, Heading, Note, Orientation, Paragraph, Table, data, total
from ..values import ValueKind


def build(found: StipendView, period: str, made_on: date) -> Document:
    """What is due with its total, what was paid, the questions that are still open."""
    due = [line for line in found.lines if line.verdict.state == "entitled"]
    asked = [line for line in found.lines if line.verdict.state == "question"]
    blocks: list[Block] = [
        Heading("Ведомость стипендий студентам"),
        Paragraph(period, Align.CENTER, indent=False),
        _sheet(due),
    ]
    if asked:
        people = counted(len({line.student.id for line in asked}), "студент", "студента", "студентов")
        blocks.append(Note(f"Не вошли, пока нет ответа: {people} – в таблице ниже; их суммы в итог не входят."))
        blocks.append(_questions(asked))
    return Document(
        title=f"Стипендии, {period}", blocks=tuple(blocks), orientation=Orientation.LANDSCAPE, page_total=True,
        footer=f"Сформировано {format_date(made_on)}",
    )  # fmt: skip


def _sheet(lines: Sequence[Line]) -> Table:
    columns = (
        Column("№\u00a0п/п", ValueKind.INTEGER, width=14, align=Align.CENTER), Column("Студент", width=52),
        Column("Стипендия", width=48), Column("Месяцы", width=30),
        Column("В месяц, ₽", ValueKind.NUMBER, width=20), Column("Сумма, ₽", ValueKind.NUMBER, width=22),
        Column("Выплачено, ₽", ValueKind.NUMBER, width=22), Column("Почему", weight=1), Column("Подпись", width=20),
    )  # fmt: skip
    rows = [
        data(place, line.student.name, line.measure, months_words(line.months), line.verdict.amount, line.due,
             line.paid_sum, "; ".join(text for text in (line.verdict.why, line.differs) if text), "")
        for place, line in enumerate(lines, 1)
    ]  # fmt: skip
    if rows:
        due = sum((line.due or Fraction(0) for line in lines), Fraction(0))
        paid = sum((line.paid_sum for line in lines), Fraction(0))
        rows.append(total("", f"Итого: {len(rows)}", "", "", "", due, paid, "", ""))
    return Table(columns, tuple(rows), key_columns=2, empty_text="К выплате никого нет")


def _questions(lines: Sequence[Line]) -> Table:
    columns = (
        Column("Студент", width=60), Column("Стипендия", width=60), Column("Месяцы", width=34),
        Column("Что неизвестно", weight=1),
    )  # fmt: skip
    rows = [data(line.student.name, line.measure, months_words(line.months), line.verdict.why) for line in lines]
    return Table(columns, tuple(rows), title="Вопросы")
