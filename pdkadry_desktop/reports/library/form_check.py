"""The check of a school's form on paper: stated, by the register, difference, what was accepted and why."""

from __future__ import annotations

from datetime import date

from ...core.dates import format_date
from ...registers.form_figures import STATISTICAL_FORM
from ...work.form_check import Check
from ..document import Align, Column, Document, Heading, Orientation, Paragraph, Row, Table, data
from ..values import ValueKind

_SOURCES = {"form": "по форме", "register": "по реестру"}


def document(found: Check, organization: str, made_on: date) -> Document:
    """All stated figures of one form, the differing ones first."""
    sheet, titles = found.sheet, {line.row.id: line.row.title for line in found.table.lines}
    order = list(titles)
    keys = sorted(found.figures, key=lambda key: (found.figures[key].stated == found.ours(*key), order.index(key[0])))
    rows: list[Row] = []
    for line, heading in keys:
        figure, ours = found.figures[line, heading], found.ours(line, heading)
        accepted = _SOURCES[figure.accepted_from] if figure.accepted_from else ""
        rows.append(data(
            titles[line], heading, figure.stated, ours, figure.stated - ours, figure.accepted, accepted, figure.reason,
        ))  # fmt: skip
    number = ValueKind.NUMBER
    columns = (
        Column("Строка", weight=3), Column("Графа", weight=2), Column("В форме", number, width=20),
        Column("По реестру", number, width=22), Column("Разница", number, width=20),
        Column("Принято", number, width=20), Column("Откуда", width=24), Column("Почему", weight=3),
    )  # fmt: skip
    form = STATISTICAL_FORM.labels[sheet.form]
    return Document(
        title=f"Сверка с формой – {organization}",
        blocks=(
            Heading(f"Сверка реестра с формой {form}"),
            Paragraph(
                f"{organization}, на {format_date(sheet.on)}, разрез: {sheet.cut.title.lower()}", Align.CENTER,
                indent=False,
            ),
            Table(columns, tuple(rows), empty_text="Числа формы не введены"),
        ),
        orientation=Orientation.LANDSCAPE, page_total=True, footer=f"Сформировано {format_date(made_on)}",
    )  # fmt: skip
