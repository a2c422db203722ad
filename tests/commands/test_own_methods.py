"""The command line counts by the definitions of the base: own versions, own indicators; without them as shipped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pdkadry_desktop.cli import main
from pdkadry_desktop.exchange.demo_base import fill_demo
from pdkadry_desktop.indicators.keeping import About, save_version
from pdkadry_desktop.storage.database import Database


def test_own_versions_count_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "base.pdk"
    table = {"id": "000.1", "title": "Все", "kind": "share", "base": {"set": "staff_oo"}, "numerator": {"set": "staff"}}

    def asked(year: int) -> dict[str, float | None]:
        wanted = ["--base", str(path), "indicators", "--profile", "verkhnebureinsky", "--year", str(year), "--json"]
        assert main(wanted) == 0
        return {each["id"]: each["value"] for each in json.loads(capsys.readouterr().out)["indicators"]}

    with Database.open(path, create=True) as db:
        fill_demo(db, 4, 30, 3)
    before = asked(2021)
    assert asked(2022)["000.1"] != 100
    with Database.open(path) as db:
        save_version(db, "verkhnebureinsky", table, About(2022, "проба"))
        save_version(db, "verkhnebureinsky", {**table, "id": "С1"}, About(2022, "проба"), name="Свой")
    assert asked(2021) == before
    found = asked(2022)
    assert (found["000.1"], found["С1"]) == (100, 100)
