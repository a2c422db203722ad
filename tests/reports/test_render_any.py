"""Any document that can be built is rendered in every format, inside the margins, and opens again."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx as python_docx
import openpyxl
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pdkadry_desktop.reports import document as d
from pdkadry_desktop.reports.render import docx, pdf, xlsx
from pdkadry_desktop.reports.values import ValueKind

MM = 72 / 25.4

anything = st.text(st.characters(codec=None), max_size=60) | st.text("абв где-ё№«»", max_size=400)
values = st.one_of(
    st.none(),
    anything,
    st.integers(),
    st.floats(),
    st.fractions(),
    st.dates(),
    st.booleans(),
    st.just(date(1900, 2, 28)),
)
cells = st.builds(
    d.Cell, values, st.none() | anything, st.none() | st.sampled_from(ValueKind), bold=st.booleans(),
    note=st.just("") | anything, is_sum=st.booleans(),
)  # fmt: skip
columns = st.builds(
    d.Column, anything, st.sampled_from(ValueKind), st.none() | st.floats(1, 400), st.none() | st.floats(0.1, 9),
    group=st.sampled_from(("", "", "группа")), digits=st.none() | st.integers(0, 6), vertical=st.booleans(),
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> d.Table:
    chosen = tuple(draw(st.lists(columns, min_size=1, max_size=30)))
    kinds = st.sampled_from((d.RowKind.DATA, d.RowKind.DATA, d.RowKind.SUBTOTAL, d.RowKind.TOTAL))
    width = len(chosen)
    row = st.builds(
        lambda kind, items: d.Row(tuple(items), kind), kinds, st.lists(cells, min_size=width, max_size=width)
    )
    rows = draw(st.lists(row | st.builds(d.section, anything), max_size=6))
    keys = draw(st.integers(0, width))
    return d.Table(chosen, tuple(rows), draw(anything), (draw(anything),), draw(st.booleans()), keys)


texts = st.builds(lambda text: (text, d.bold(text), d.italic(text)), anything)
blocks = st.one_of(
    st.builds(d.Heading, anything, st.integers(1, 3)),
    st.builds(d.Paragraph, texts, st.sampled_from(d.Align), st.booleans(), st.booleans()),
    st.builds(d.Note, texts),
    st.builds(d.ApprovalBlock, st.tuples(anything, anything)),
    st.builds(d.KeyValues, st.tuples(st.tuples(anything, values))),
    st.builds(d.Bullets, st.tuples(texts)),
    st.builds(d.Numbered, st.tuples(texts), st.integers(1, 50)),
    st.builds(d.SignatureBlock, anything, anything, st.booleans()),
    st.builds(d.Spacer, st.floats(0, 60)),
    st.builds(d.PageBreak, st.none() | st.sampled_from(d.Orientation)),
    tables(),
)
documents = st.builds(
    d.Document, anything, st.lists(blocks, max_size=6).map(tuple), st.sampled_from(d.Orientation),
    st.sampled_from(d.PageSize), size=st.sampled_from((12, 14)), footer=anything, page_total=st.booleans(),
    executor=st.none() | st.builds(d.Executor, anything, anything), author=anything,
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents)
def test_any_document_in_every_format(document: d.Document) -> None:
    for page in pypdfium2.PdfDocument(pdf.render_bytes(document)):
        width, _ = page.get_size()
        text = page.get_textpage()
        for index in range(text.count_chars()):
            if text.get_text_range(index, 1).strip():
                left, _, right, _ = text.get_charbox(index)
                assert left >= 20 * MM - 3 and right <= width - 10 * MM + 3
    python_docx.Document(BytesIO(docx.render_bytes(document)))
    openpyxl.load_workbook(BytesIO(xlsx.render_bytes(document)))
