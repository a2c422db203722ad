"""`pdkadry import --kind form`: a return is told so or recognised; another table is refused without a traceback."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pdkadry_desktop.cli import main
from pdkadry_desktop.exchange.form_making import make_forms
from pdkadry_desktop.exchange.form_templates import templates
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage.database import Database


@pytest.fixture
def form(tmp_path: Path) -> Path:
    with Database.open(tmp_path / "base.pdk", create=True) as db:
        with db.change("Школа") as change:
            place = change.add(REGISTERS["organizations"], {"code": "О1", "name": "Школа № 1", "kind": "school"})
            person = change.add(REGISTERS["teachers"], {"code": "П1", "last_name": "Ёлкина", "first_name": "Анна"})
            change.add(REGISTERS["employments"], {
                "teacher_id": person, "organization_id": place, "position": "учитель",
            })  # fmt: skip
        path = make_forms(db, templates()[0], date.today().year, None, tmp_path)[0].path
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["D5"] = "Петровна"
    book.save(path)
    return path


def told(capsys: Any, *arguments: str) -> Any:
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("kind", ["form", "auto"])
def test_a_return_comes_in_once(form: Path, capsys: Any, kind: str) -> None:
    command = ("--base", str(form.parent / "base.pdk"), "import", str(form), "--kind", kind)
    found = told(capsys, *command, "--dry-run")
    assert (found["kind"], found["entry"], found["sheets"][0]["changed"]) == ("form", None, 1)
    entry = told(capsys, *command)["entry"]
    again = told(capsys, *command)
    assert again["sheets"] == [{"name": "Педагоги", "rows": 1, "added": 0, "changed": 0, "unchanged": 1, "rejected": 0}]
    assert again["entry"] is None
    told(capsys, "--base", str(form.parent / "base.pdk"), "undo", str(entry))
    assert told(capsys, *command, "--dry-run")["sheets"][0]["changed"] == 1


def test_another_table_is_no_form(form: Path, capsys: Any) -> None:
    other = form.parent / "чужая.csv"
    other.write_text("яблоки;груши\n1;2\n", "utf-8")
    assert main(["--base", str(form.parent / "base.pdk"), "import", str(other), "--kind", "form"]) == 1
    assert "не форма" in capsys.readouterr().err
