"""Files are written whole or not at all, whatever the disk says; other programs open them without repair."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from sample_documents import hostile, letter, monitoring_summary

from pdkadry_desktop.core import files
from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.reports.render import FORMATS, pdf, render
from pdkadry_desktop.reports.render.preview import Preview

SOFFICE = shutil.which("soffice")


@pytest.mark.parametrize("ending", FORMATS)
def test_the_ending_chooses_the_format(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"Отчёт № 1.{ending}"
    render(letter(), path)
    render(letter(), tmp_path / "без окончания", ending)
    magic = b"%PDF-" if ending == "pdf" else b"PK"
    assert path.read_bytes().startswith(magic) and (tmp_path / "без окончания").read_bytes().startswith(magic)
    assert len(list(tmp_path.iterdir())) == 2


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="не сохраняется"):
        render(letter(), tmp_path / "отчёт.odt")


def test_a_file_held_by_another_program_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "отчёт.pdf"
    path.write_bytes(b"old")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(os, "replace", refuse)
    monkeypatch.setattr(files, "_PAUSE", 0)
    with pytest.raises(UserError) as caught:
        files.write_whole(path, b"new")
    assert "открыт в другой программе" in caught.value.text and caught.value.hint
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("отчёт.pdf", b"old")]


def test_a_short_lock_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "отчёт.pdf"
    real, calls = os.replace, []

    def refuse_twice(source: Path, target: Path) -> None:
        calls.append(source)
        if len(calls) < 3:
            raise PermissionError(13, "in use")
        real(source, target)

    monkeypatch.setattr(os, "replace", refuse_twice)
    monkeypatch.setattr(files, "_PAUSE", 0)
    files.write_whole(path, b"new")
    assert path.read_bytes() == b"new" and len(calls) == 3


def test_other_refusals_are_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match=r"Папки .* нет"):
        files.write_whole(tmp_path / "нет" / "а.pdf", b"x")
    (tmp_path / "папка.pdf").mkdir()
    with pytest.raises(UserError, match="это папка"):
        files.write_whole(tmp_path / "папка.pdf", b"x")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="не хватило места"):
        files.write_whole(tmp_path / "а.pdf", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["папка.pdf"]


def test_preview_is_the_page() -> None:
    preview = Preview(pdf.render_bytes(letter()))
    assert preview.page_count == 3
    assert preview.page_size(0)[0] < preview.page_size(0)[1] and preview.page_size(2)[0] > preview.page_size(2)[1]
    page = preview.bitmap(0, 96)
    assert (page.width, page.height) == (794, 1123)
    assert page.stride >= page.width * 4 and len(page.pixels) == page.stride * page.height
    assert page.pixels[:3] == b"\xff\xff\xff"
    dark = sum(page.pixels[i] < 80 for i in range(0, len(page.pixels), 4))
    assert 500 < dark < page.width * page.height / 10
    assert preview.bitmap(0, 96) is page
    assert preview.draw(0, 192).width == pytest.approx(2 * page.width, abs=2)
    preview.close()


def test_preview_forgets_old_pages_when_memory_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pdkadry_desktop.reports.render.preview._CACHE_BYTES", 5_000_000)
    preview = Preview(pdf.render_bytes(letter()))
    first = preview.bitmap(0, 96)
    preview.bitmap(1, 96)
    assert preview.bitmap(0, 96) is not first


@pytest.mark.slow
@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_another_office_opens_word_and_excel_files(tmp_path: Path) -> None:
    for name, document in (("summary", monitoring_summary()), ("letter", letter()), ("hostile", hostile())):
        render(document, tmp_path / f"{name}-w.docx")
        render(document, tmp_path / f"{name}-x.xlsx")
    sources = sorted(tmp_path.glob("*-?.*"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path / "out"), *sources]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for source in sources:
        converted = pypdfium2.PdfDocument((tmp_path / "out" / f"{source.stem}.pdf").read_bytes())
        text = "".join(page.get_textpage().get_text_bounded() for page in converted)
        phrase = {"summary": "Ёлкина", "letter": "Руководителям обеспечить", "hostile": "полусимвол"}[source.stem[:-2]]
        assert phrase in text.replace("\u00a0", " "), source.name
        if source.stem == "summary-w":
            assert len(converted) == pypdfium2_pages(monitoring_summary())


def pypdfium2_pages(document: object) -> int:
    return len(pypdfium2.PdfDocument(pdf.render_bytes(document)))  # type: ignore[arg-type]
