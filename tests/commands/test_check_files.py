"""The check of a base reads every attached file and says which is not what it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from pdkadry_desktop.cli import main
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.work import attachments


def test_check_counts_files_and_finds_an_altered_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base, scan = tmp_path / "район.pdk", tmp_path / "приказ.pdf"
    scan.write_bytes(b"%PDF" * 1000)
    with Database.open(base, create=True) as db:
        assert "document_files" in REGISTERS
        attachments.attach(db, None, {"kind": "приказ", "name": "О наставничестве"}, [scan])
    assert main(["check", "--base", str(base)]) == 0
    assert "Файлы документов целы: 1 файл, 4 КБ." in capsys.readouterr().out
    with Database.open(base) as db, db.aside() as connection:
        connection.exec_driver_sql("UPDATE file_parts SET data = CAST('%PDX' AS BLOB)")
    assert main(["check", "--base", str(base)]) == 1
    captured = capsys.readouterr()
    assert "«приказ.pdf» повреждён" in captured.err and "исправна" not in captured.out
