"""The Word file: real headings, lists and tables that a methodologist goes on editing."""

from __future__ import annotations

from io import BytesIO

import docx as python_docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from sample_documents import HOSTILE, INDICATORS, hostile, letter, monitoring_summary, summary_table

from pdkadry_desktop.core.progress import Cancelled
from pdkadry_desktop.reports import document as d
from pdkadry_desktop.reports.render import docx
from pdkadry_desktop.reports.render.clean import clean


def opened(document: d.Document) -> python_docx.document.Document:
    return python_docx.Document(BytesIO(docx.render_bytes(document)))


def of(*blocks: d.Block) -> d.Document:
    return d.Document("Проба", blocks)


def test_headings_are_headings_in_black_times() -> None:
    word = opened(letter())
    headings = [(p.style.name, p.text) for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [
        ("Heading 1", "Аналитическая справка"),
        ("Heading 2", "1. Общие сведения"),
        ("Heading 3", "1.1. Выводы"),
    ]
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3"):
        fonts = word.styles[name].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
        assert fonts.get(qn("w:asciiTheme")) is None
    assert str(word.styles["Heading 1"].font.color.rgb) == "000000"
    assert word.styles["Normal"].font.size.pt == 14


def test_inline_styles_survive() -> None:
    word = opened(of(d.Paragraph(("Обычный, ", d.bold("жирный"), " и ", d.italic("курсив")))))
    runs = [(run.text, bool(run.bold), bool(run.italic)) for run in word.paragraphs[0].runs]
    assert runs == [
        ("Обычный, ", False, False),
        ("жирный", True, False),
        (" и ", False, False),
        ("курсив", False, True),
    ]


def test_page_is_that_of_the_document() -> None:
    word = opened(monitoring_summary())
    section = word.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert [round(margin.mm) for margin in margins] == [20, 10, 20, 20]
    assert section.different_first_page_header_footer
    assert " PAGE " in "".join(node.text for node in section.header._element.iter(qn("w:instrText")))
    assert not list(section.first_page_header._element.iter(qn("w:instrText")))
    for footer in (section.footer, section.first_page_footer):
        assert "Тестовский" in footer.paragraphs[0].text
        assert " NUMPAGES " in "".join(node.text for node in footer._element.iter(qn("w:instrText")))
    assert word.core_properties.title == "Сводная таблица мониторинга за 2022 год"
    assert word.core_properties.language == "ru-RU"


def test_pages_turn_in_a_section_of_their_own() -> None:
    word = opened(letter())
    assert [section.orientation for section in word.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    assert not word.sections[1].different_first_page_header_footer


def test_table_has_repeated_header_and_all_cells() -> None:
    table = summary_table()
    made = opened(of(table)).tables[0]
    marked = [row for row in made.rows if row._tr.trPr.find(qn("w:tblHeader")) is not None]
    assert len(marked) == 3  # two rows of titles and the numbers of the columns
    assert [cell.text for cell in marked[2].cells] == [str(i + 1) for i in range(10)]
    header = [cell.text for cell in made.rows[0].cells]
    assert header[3:6] == ["Значение показателя"] * 3 and header[0] == "№"
    assert [cell.text for cell in made.rows[1].cells][3:6] == ["План", "Факт", "Отклонение"]
    body = made.rows[3:]
    assert len(body) == len(table.rows)
    for row, expected in zip(body, table.rows):
        cells = [cell.text for cell in row.cells]
        if expected.kind is d.RowKind.SECTION:
            assert set(cells) == {expected.cells[0]}
        else:
            shown = [d.shown(item, column) for item, column in zip(expected.cells, table.columns)]
            assert [text.removesuffix("¹") for text in cells] == shown
    assert [cells for cells in body if INDICATORS[0] in cells.cells[1].text]
    total_width = sum(int(column.get(qn("w:w"))) for column in made._tbl.tblGrid.findall(qn("w:gridCol")))
    assert total_width == pytest.approx((210 - 30) / 25.4 * 1440, abs=20)


def test_lists_are_lists_and_each_starts_anew() -> None:
    word = opened(of(d.Numbered(("а", "б")), d.Numbered(("в",), start=5), d.Bullets(("г",))))
    numbers = [p._p.pPr.numPr.numId.val for p in word.paragraphs]
    assert numbers[0] == numbers[1] and len(set(numbers)) == 3
    numbering = word.part.numbering_part.element
    starts = {
        int(num.get(qn("w:numId"))): num.find(qn("w:lvlOverride")).find(qn("w:startOverride")).get(qn("w:val"))
        for num in numbering.findall(qn("w:num"))
        if num.find(qn("w:lvlOverride")) is not None
    }
    assert (starts[numbers[0]], starts[numbers[2]]) == ("1", "5")
    kinds = [child.tag for child in numbering]
    assert kinds.index(qn("w:num")) > max(i for i, tag in enumerate(kinds) if tag == qn("w:abstractNum"))


def test_signature_stays_with_the_text_before_it() -> None:
    word = opened(of(d.Paragraph("Последние слова."), d.SignatureBlock("Директор", "И. О. Ёлкина", date_line=True)))
    assert word.paragraphs[0].paragraph_format.keep_with_next
    cells = [cell.text for cell in word.tables[0].rows[0].cells]
    assert cells == ["Директор", "", "И.\u00a0О.\u00a0Ёлкина"]
    assert word.tables[0].cell(1, 1).text == "(подпись)"
    assert word.paragraphs[-1].text.startswith("«____»")


def test_hostile_texts_open_again_and_stay_texts() -> None:
    word = opened(hostile())
    body = "\n".join(paragraph.text for paragraph in word.paragraphs)
    cells = [row.cells[0].text for row in word.tables[1].rows]
    for text in HOSTILE:
        assert clean(text).split("\n")[0].replace("№ ", "№\u00a0") in body.replace("№ ", "№\u00a0")
        assert any(clean(text).replace("№ ", "№\u00a0") == cell for cell in cells)


def test_cancel() -> None:
    class Stop:
        def step(self, done: int, total: int | None = None, text: str = "") -> None:
            return None

        def raise_if_cancelled(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        docx.render_bytes(letter(), Stop())
