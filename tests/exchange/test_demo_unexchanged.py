"""What the demonstration base holds beyond the workbook: pages of work have something to show, the export stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.exchange import demo_base
from pdkadry_desktop.exchange.demo_base import DEMO_YEAR, fill_demo
from pdkadry_desktop.exchange.exporter import export_workbook
from pdkadry_desktop.exchange.sheets import read_workbook
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import query
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.work import contest_board, membership_rule, staff_records
from pdkadry_desktop.work.stipend_lines import academic_months, stipends

OWN = (
    "stipend_rules", "award_nominations", "study_results", "staff_snapshots", "vacancy_confirmations",
    "contest_criteria", "contest_scores", "membership_rules", "document_links",
)  # fmt: skip
NOT_OF_THE_SEED = ("attached_on",)  # the day it was made


def made(path: Path, seed: int = 5) -> Database:
    db = Database.open(path, create=True)
    fill_demo(db, 8, 120, seed)
    return db


def own_rows(db: Database) -> dict[str, list[Any]]:
    names = {key: [each for each in REGISTERS[key].by_name if each not in NOT_OF_THE_SEED] for key in OWN}
    return {key: [row.values for row in query.rows(db, query.Query(key), names[key])] for key in OWN}


def test_the_pages_of_work_have_something_to_show(tmp_path: Path) -> None:
    with made(tmp_path / "район.pdk") as db:
        assert all(own_rows(db).values())
        assert [each.point_on for each in staff_records.headers(db)] == [
            date(DEMO_YEAR, 11, 15),
            date(DEMO_YEAR, 12, 1),
        ]
        assert staff_records.view(db, date(DEMO_YEAR, 12, 31)).since is not None
        (rule,) = membership_rule.rules(db)
        assert "математики" in rule.community
        assert membership_rule.drift(db, rule, date(DEMO_YEAR, 12, 31)).members
        assert stipends(db, academic_months(DEMO_YEAR)).lines
        contests = [row.values[0].id for row in query.rows(db, query.Query("contest_criteria"), ["contest_id"])]
        contest = contest_board.read_contest(db, contests[0])
        totals = [each.standing.total for each in contest_board.ranking(contest, None, contest.marking)]
        assert sum(bool(each.gap) for each in totals) == 1, "one sheet is not full"
        assert sum(each.value is not None for each in totals) >= len(totals) - 1
        assert db.check() == []


def test_the_same_seed_gives_the_same_records(tmp_path: Path) -> None:
    with made(tmp_path / "1.pdk") as one, made(tmp_path / "2.pdk") as same, made(tmp_path / "3.pdk", 6) as other:
        assert own_rows(one) == own_rows(same) != own_rows(other)


def test_the_export_is_that_of_the_workbook_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with made(tmp_path / "1.pdk") as full:
        export_workbook(full, tmp_path / "full.xlsx")
    monkeypatch.setattr(demo_base, "fill_unexchanged", lambda *_: None)
    with made(tmp_path / "2.pdk") as bare:
        export_workbook(bare, tmp_path / "bare.xlsx")
        assert not any(own_rows(bare).values())
    one, two = (read_workbook(tmp_path / name) for name in ("full.xlsx", "bare.xlsx"))
    assert {each.name: each.rows for each in one.sheets} == {each.name: each.rows for each in two.sheets}
