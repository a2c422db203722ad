"""Names of attached files: nothing of a hostile name leaves its folder; what may run commands is never opened."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdkadry_desktop.core.attachments import (
    LONGEST,
    ending,
    is_dangerous,
    media_of,
    refusal_to_open,
    safe_name,
    size_words,
)

HOSTILE = {
    "../../приказ.pdf": "приказ.pdf",
    "..\\..\\приказ.pdf": "приказ.pdf",
    "/etc/passwd": "passwd",
    "\\\\server\\share\\скан.pdf": "скан.pdf",
    "C:\\Windows\\System32\\cmd.exe": "cmd.exe",
    "C:скан.pdf": "скан.pdf",
    "приказ.pdf:поток": "приказ.pdf поток",
    "приказ.pdf::$DATA": "приказ.pdf $DATA",
    "..": "файл",
    "...": "файл",
    ".": "файл",
    "": "файл",
    "   ": "файл",
    "/": "файл",
    "CON": "_CON",
    "con.pdf": "_con.pdf",
    "PRN.docx": "_PRN.docx",
    "NUL": "_NUL",
    "nul .txt": "_nul.txt",
    "COM1": "_COM1",
    "com¹.pdf": "_com¹.pdf",
    "LPT9.tar.gz": "_LPT9.tar.gz",
    "AUX.": "_AUX",
    "приказ.pdf.": "приказ.pdf",
    "приказ.exe. . ": "приказ.exe",
    "приказ.pdf ": "приказ.pdf",
    " приказ.pdf": "приказ.pdf",
    ".скрытый.pdf": "скрытый.pdf",
    "отчёт\u202efdp.exe": "отчётfdp.exe",
    "отчёт\u200b\u2066.pdf\u2069": "отчёт.pdf",
    "при\x00каз\x07.pdf": "приказ.pdf",
    "две\nстроки.pdf": "две строки.pdf",
    'имя<>"|?*.pdf': "имя .pdf",
    "\ud800приказ.pdf": "приказ.pdf",
    "прика\u0301з.pdf": unicodedata.normalize("NFC", "прика\u0301з.pdf"),
}


@pytest.mark.parametrize(("name", "safe"), HOSTILE.items(), ids=[ascii(each) for each in HOSTILE])
def test_a_hostile_name_becomes_a_plain_one(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("name", [*HOSTILE, "я" * 300 + ".pdf", "x" * 70_000, "." * 400, "a." + "я" * 200])
def test_the_file_lands_in_its_folder(name: str, tmp_path: Path) -> None:
    place = tmp_path / safe_name(name)
    place.write_bytes(b"1")
    assert os.path.realpath(place.parent) == os.path.realpath(tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == [safe_name(name)]


@given(st.text(max_size=400))
def test_any_name_is_safe_everywhere_and_stays_so(name: str) -> None:
    safe = safe_name(name)
    assert safe and len(safe.encode()) <= LONGEST
    assert safe == safe_name(safe)
    assert not set(safe) & set('<>:"/\\|?*')
    assert safe[-1] not in " ." and safe[0] not in " ."
    assert all(unicodedata.category(each)[0] != "C" for each in safe)
    assert not PureWindowsPath(safe).is_reserved() and PureWindowsPath(safe).name == safe


def test_a_long_name_keeps_its_ending_and_usual_names_stay() -> None:
    assert safe_name("я" * 300 + ".pdf").endswith("я.pdf")
    sixty = "Приказ о закреплении наставников за молодыми педагогами 1.pdf"
    for name in (sixty, "Справка № 5 (итог), 2024 – «Школа».docx", "Семёнова А. П.pdf"):
        assert safe_name(name) == name


@pytest.mark.parametrize(
    "name",
    ["a.exe", "a.EXE", "приказ.pdf.exe", "a.bat", "a.js", "a.vbs", "a.lnk", "a.docm", "a.xlsm", "a.hta", "a.scr",
     "a.html", "a.svg", "a.desktop", "a.sh", "a.url", "отчёт\u202efdp.exe", "приказ.exe. "],
)  # fmt: skip
def test_what_may_run_commands_is_not_opened(name: str) -> None:
    safe = safe_name(name)
    assert is_dangerous(safe)
    assert "команды" in refusal_to_open(safe)


def test_a_program_named_as_a_document_is_not_opened() -> None:
    for start in (b"MZ\x90\x00", b"\x7fELF\x02", b"#!/bin/sh\n", bytes.fromhex("4c0000000114020000000000")):
        assert "команды" in refusal_to_open("приказ.pdf", start)
    assert refusal_to_open("приказ.pdf", b"%PDF-1.7") == ""


@pytest.mark.parametrize("name", ["a.zip", "a.rar", "a", "a.xyz", "a.7z"])
def test_unknown_kinds_are_only_saved(name: str) -> None:
    assert not is_dangerous(name)
    assert "неизвестного" in refusal_to_open(name)


def test_documents_open() -> None:
    for name in ("a.pdf", "A.PDF", "a.docx", "a.xls", "a.jpg", "a.tiff", "a.odt", "a.txt", "a.pptx"):
        assert refusal_to_open(name) == ""


def test_words() -> None:
    assert [media_of(each) for each in ("a.pdf", "b.DOCX", "c.jpeg", "d.zip")] == [
        "PDF", "Word", "изображение", "иной файл",
    ]  # fmt: skip
    assert [size_words(each) for each in (12, 1024, 1_500_000, 50 * 1024**2)] == ["12 Б", "1 КБ", "1,4 МБ", "50 МБ"]
    assert ending("архив.tar.gz") == "gz" and ending("без") == "" and ending("г. Березники и другое длинное") == ""
