"""The PDF: Cyrillic text that can be read back, embedded fonts, repeated headers, nothing cut or outside margins."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader
from sample_documents import INDICATORS, hostile, letter, monitoring_summary, organizations_table, small_table

from pdkadry_desktop.core.progress import Cancelled
from pdkadry_desktop.reports import document as d
from pdkadry_desktop.reports.render import pdf
from pdkadry_desktop.reports.render.clean import clean
from pdkadry_desktop.reports.render.fonts import face, wrap
from pdkadry_desktop.reports.values import ValueKind

MM = 72 / 25.4


def texts(content: bytes) -> list[str]:
    """The text of each page."""
    file = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded() for page in file]


def flat(text: str) -> str:
    """Without what laying out adds: spaces and the hyphens of divided words."""
    return re.sub(r"[\s\u00a0\u202f\ufffe\x02-]+", "", text)


def boxes(content: bytes) -> Iterator[tuple[int, float, float, float, float, str, tuple[float, float]]]:
    """Page, left, bottom, right, top, character, size of the page – for each visible character."""
    for number, page in enumerate(pypdfium2.PdfDocument(content)):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            char = text.get_text_range(index, 1)
            if char.strip():
                yield number, *text.get_charbox(index), char, page.get_size()


def of(*blocks: d.Block, **options: object) -> d.Document:
    return d.Document("Проба", blocks, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def summary() -> bytes:
    return pdf.render_bytes(monitoring_summary())


def test_every_text_of_the_summary_can_be_read_back(summary: bytes) -> None:
    everything = flat("".join(texts(summary)))
    for title in INDICATORS:
        assert flat(title) in everything
    for phrase in (
        "УТВЕРЖДЕНО",
        "5 000 ₽",
        "«подъёмные»",
        "82,1 %¹",
        "¹ По данным",
        "нет данных",
        "−35,4 %",
        "стр. 1 из",
    ):
        assert flat(phrase) in everything


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_poppler_reads_the_same(summary: bytes, tmp_path: Path) -> None:
    (tmp_path / "s.pdf").write_bytes(summary)
    run = subprocess.run(["pdftotext", "-layout", tmp_path / "s.pdf", "-"], capture_output=True, check=True)
    text = re.sub(r"\s", " ", run.stdout.decode())
    assert not run.stderr
    assert "приказом № 180/1" in text and "5 000 ₽" in text and "И. О. Ёлкина" in text


def test_all_fonts_are_embedded_subsets_of_two_families(summary: bytes) -> None:
    names = set()
    for page in PdfReader(BytesIO(summary)).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index,union-attr]
            font = font.get_object()
            assert "/FontFile2" in font["/FontDescriptor"]
            assert "/ToUnicode" in font
            names.add(font["/BaseFont"].split("+")[1].split("-")[0])
    assert names == {"LiberationSerif", "PTSerif"}


def test_document_properties_and_outline() -> None:
    reader = PdfReader(BytesIO(pdf.render_bytes(letter())))
    assert reader.metadata is not None and reader.metadata.title == "Аналитическая справка"
    assert reader.trailer["/Root"]["/Lang"] == "ru-RU"
    titles = re.findall(r"'/Title': '([^']+)'", str(reader.outline))
    assert titles == ["Аналитическая справка", "1. Общие сведения", "1.1. Выводы"]


def test_header_is_repeated_on_each_page_of_the_table(summary: bytes) -> None:
    pages = texts(summary)
    with_rows = [page for page in pages if "Средняя" in page]
    assert len(with_rows) >= 4
    for page in with_rows:
        assert "Педагогов" in page and "Значения показателей, %" in page


def test_pages_are_numbered_from_the_second_centred_in_the_top_margin(summary: bytes) -> None:
    found: dict[int, list[tuple[float, float, float, str]]] = {}
    for page, left, bottom, right, top, char, size in boxes(summary):
        if bottom > size[1] - 20 * MM:
            assert top <= size[1] - 10 * MM + 0.1
            found.setdefault(page, []).append((left, right, size[0], char))
    assert 0 not in found
    assert list(found) == list(range(1, len(texts(summary))))
    for page, chars in found.items():
        assert "".join(char for *_, char in chars) == str(page + 1)
        middle = (chars[0][0] + chars[-1][1]) / 2
        assert middle == pytest.approx((20 * MM + chars[0][2] - 10 * MM) / 2, abs=1)


@pytest.mark.parametrize("make", [monitoring_summary, letter, hostile])
def test_nothing_stands_outside_the_margins(make: type[d.Document]) -> None:
    count = 0
    for page, left, bottom, right, top, char, (width, height) in boxes(pdf.render_bytes(make())):
        count += 1
        where = f"{char!r} on page {page + 1} at {left:.0f}, {bottom:.0f}"
        assert left >= 20 * MM - 1 and right <= width - 10 * MM + 1, where
        if bottom < 20 * MM - 1:
            assert top < 13 * MM, where  # the footer
        elif top > height - 20 * MM + 1:
            assert char.isdigit(), where  # the page number
    assert count > 300


def test_a_cell_taller_than_a_page_goes_on_and_loses_nothing() -> None:
    words = [f"слово{i}" for i in range(3000)]
    table = d.Table(
        (d.Column("№", width=10), d.Column("Текст", width=60)), (d.data("1", " ".join(words)), d.data("2", "к"))
    )
    pages = texts(pdf.render_bytes(of(table)))
    assert len(pages) > 8
    assert re.findall(r"слово\d+", " ".join(pages)) == words
    assert all("Текст" in page for page in pages)


@pytest.mark.parametrize(
    "text", ["Ъ" * 3000, "достопримечательность" * 60, "x" * 500 + " " + "y" * 500, "a.b@c-d/" * 90]
)
def test_words_wider_than_the_column_are_divided(text: str) -> None:
    lines = wrap(text, 80, 10)
    assert all(face().width(line, 10) <= 80 for line in lines)
    assert flat("".join(lines)) == flat(text)


@pytest.mark.parametrize("width", [-5.0, 0.0, 1.0, 9.0])
def test_a_column_narrower_than_a_letter_gets_a_letter_a_line(width: float) -> None:
    assert flat("".join(wrap("ЩЩ Щ-Щ", width, 10))) == "ЩЩЩЩ"


def test_russian_words_divide_at_syllables() -> None:
    assert wrap("общеобразовательная", 60, 10) == ["общеобразо-", "вательная"]
    assert wrap("подъём", 20, 10)[0] != "под-"


def test_a_title_as_long_as_a_page_moves_under_the_table() -> None:
    long_title = "Очень длинный заголовок " * 200
    pages = texts(
        pdf.render_bytes(of(d.Table((d.Column("№"), d.Column(long_title, width=30)), (d.data("1", "текст"),))))
    )
    assert flat(long_title) in flat("".join(pages))


def test_a_table_wider_than_the_page_goes_on_in_parts() -> None:
    columns = (d.Column("Организация"), *(d.Column(f"П{i:03}", ValueKind.INTEGER) for i in range(90)))
    rows = tuple(d.data(f"Школа-{o}", *(1000 * o + i for i in range(90))) for o in range(1, 10))
    everything = "\n".join(texts(pdf.render_bytes(of(d.Table(columns, rows, title="Матрица")))))
    for title in [f"П{i:03}" for i in range(90)]:
        assert everything.count(title) == 1
    for value in range(9000, 9090):
        assert len(re.findall(rf"\b{value}\b", everything)) == 1
    parts = everything.count("Школа-5")
    assert parts > 2 and everything.count("(продолжение)") == parts - 1


@pytest.mark.parametrize("filler", range(30, 50))
def test_signature_and_headings_are_never_torn_off(filler: int) -> None:
    body = tuple(d.Paragraph(f"Строка текста {i}", indent=False) for i in range(filler))
    pages = texts(
        pdf.render_bytes(
            of(*body, d.Heading("Выводы", 2), d.Paragraph("Вывод."), d.SignatureBlock("Директор", "И. О. Я"))
        )
    )
    heading = next(page for page in pages if "Выводы" in page)
    assert "Вывод." in heading
    signed = next(page for page in pages if "Директор" in page)
    assert "Вывод." in signed


@pytest.mark.parametrize("count", range(30, 45))
def test_total_and_signature_stay_with_rows_of_the_table(count: int) -> None:
    rows = tuple(d.data(f"Строка{i}", i) for i in range(count))
    table = d.Table((d.Column("Имя"), d.Column("Число", ValueKind.INTEGER)), (*rows, d.total("Итого", count)))
    last = texts(pdf.render_bytes(of(table, d.Spacer(5), d.SignatureBlock("Директор", "И. О. Я"))))[-1]
    assert "Директор" in last and "Итого" in last and f"Строка{count - 1}" in last


@pytest.mark.parametrize("count", range(25, 45))
def test_a_subheading_stays_with_its_first_row(count: int) -> None:
    rows = [d.data(f"Строка{i}") for i in range(count)]
    pages = texts(pdf.render_bytes(of(d.Table((d.Column("Имя"),), (*rows, d.section("Раздел"), d.data("Первая"))))))
    assert "Первая" in next(page for page in pages if "Раздел" in page)


@pytest.mark.parametrize("count", range(34, 46))
@pytest.mark.parametrize("signed", [True, False])
def test_the_executor_is_never_alone_on_a_page(count: int, signed: bool) -> None:
    signature = (d.SignatureBlock("Директор", "И. О. Я"),) if signed else ()
    executor = d.Executor("Соколова", "5-00-00")
    body = tuple(d.Paragraph(f"Строка{i}.") for i in range(count))
    rows = tuple(d.data(f"Строка{i}.") for i in range(count))
    for blocks in (body, (d.Table((d.Column("Имя"),), rows),)):
        pages = texts(pdf.render_bytes(d.Document("Проба", (*blocks, *signature), executor=executor)))
        assert "Соколова" in pages[-1] and f"Строка{count - 1}." in pages[-1]


def test_the_executor_stands_at_the_foot_of_the_last_page() -> None:
    content = pdf.render_bytes(of(d.Paragraph("Текст"), executor=d.Executor("Соколова", "5-00-00")))
    lowest = [(bottom, char) for _, _, bottom, _, _, char, _ in boxes(content) if bottom < 24 * MM]
    assert len(texts(content)) == 1
    assert lowest and all(char.isdigit() or char == "-" for _, char in lowest)


def test_pages_turn_where_the_document_says() -> None:
    sizes = [pypdfium2.PdfDocument(pdf.render_bytes(letter())).get_page_size(i) for i in range(3)]
    assert [width < height for width, height in sizes] == [True, True, False]
    width, height = pypdfium2.PdfDocument(pdf.render_bytes(of(page=d.PageSize.A3))).get_page_size(0)
    assert (round(width / MM), round(height / MM)) == (297, 420)


def test_hostile_texts_are_shown_as_texts() -> None:
    everything = flat("".join(texts(pdf.render_bytes(hostile()))))
    for phrase in ("=cmd|' /C calc'!A0", '<b>жирный</b> & "кавычки" ]]>', "полусимвол", "справа налево", "ҥ ө ү ә ₽"):
        assert flat(phrase) in everything
    assert "□□" in everything  # what no font has is seen to be there


def test_clean_keeps_letters_and_drops_what_breaks_files() -> None:
    assert clean("й и\u0306\te\u0301") == "й й é"
    assert clean("а\r\nб\rв\u2028г") == "а\nб\nв\nг"
    assert clean("\ud800а\uffff\x00\x1b\u202e\u200b") == "а"


def test_empty_things() -> None:
    assert len(texts(pdf.render_bytes(of()))) == 1
    assert "Записей нет" in texts(pdf.render_bytes(of(d.Table((d.Column("Имя"),), ()))))[0]


@pytest.mark.parametrize("count", [1, 2, 100])
def test_first_pages_are_those_of_the_whole(count: int, summary: bytes) -> None:
    whole = texts(summary)
    first = texts(pdf.first_pages(monitoring_summary(), count))
    assert len(first) == min(count, len(whole))
    for part, full in zip(first, whole):
        assert part.replace(f"из {len(whole)}", "из …") == full.replace(f"из {len(whole)}", "из …")


class _Stop:
    """Cancels after so many questions."""

    def __init__(self, after: int) -> None:
        self.left = after
        self.steps: list[int] = []

    def step(self, done: int, total: int | None = None, text: str = "") -> None:
        self.steps.append(done)

    def raise_if_cancelled(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_cancelling_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        pdf.render(monitoring_summary(), tmp_path / "s.pdf", _Stop(3))
    assert list(tmp_path.iterdir()) == []
    progress = _Stop(10_000)
    pdf.render(monitoring_summary(), tmp_path / "s.pdf", progress)
    assert max(progress.steps) >= 7


def test_vertical_titles_and_narrow_numbers_fit(summary: bytes) -> None:
    table = organizations_table(3)
    content = pdf.render_bytes(of(table, orientation=d.Orientation.LANDSCAPE))
    everything = flat("".join(texts(content)))
    for column in table.columns:
        assert flat(column.title) in everything


def test_small_table_reads_in_order() -> None:
    page = texts(pdf.render_bytes(of(small_table())))[0].replace("\r\n", " ")
    assert page.index("Школы") < page.index("Итого школы") < page.index("Детские сады") < page.index("Всего")
