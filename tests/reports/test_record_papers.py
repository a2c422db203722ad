"""The printed card of any record names the documents attached to it and their files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.reports.library.record_card import build
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.work import attachments


def test_attached_documents_stand_on_the_printed_card(tmp_path: Path) -> None:
    scan = tmp_path / "положение.pdf"
    scan.write_bytes(b"%PDF")
    with Database.open(tmp_path / "база.pdk", create=True) as db:
        with db.change("Конкурс") as change:
            values = {"code": "К1", "name": "Олимп", "level": "municipal", "starts_on": date(2024, 3, 1)}
            contest = change.add(REGISTERS["contests"], values)
        before = repr(build(db, REGISTERS["contests"], contest, date(2024, 4, 1)))
        attachments.attach(
            db,
            ("contests", contest),
            {"kind": "положение", "document_no": "7", "name": "О конкурсе"},
            [scan],
            "порядок",
        )
        after = repr(build(db, REGISTERS["contests"], contest, date(2024, 4, 1)))
    assert "положение.pdf" not in before and "Документы" not in before
    for text in ("Документы", "О конкурсе", "порядок", "положение.pdf"):
        assert text in after
