"""ОКП, the bank of vacancies and housing on paper: a demo and an empty base, three formats, what is unknown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.core.progress import NO_PROGRESS
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.reports.document import Document, Note, RowKind, plain
from pdkadry_desktop.reports.library import REPORTS, Inputs
from pdkadry_desktop.reports.library.staff_need import need
from pdkadry_desktop.reports.render import render
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.work.staff_records import confirm, take, view

ON = date(2024, 10, 15)


def inputs(organization: str | None = None) -> Inputs:
    return Inputs(load_profile("amursk"), Period.of_year(2024, ON), organization, date(2024, 10, 16))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "base.pdk", create=True) as base:
        yield base


def fill(db: Database) -> dict[str, int]:
    ids: dict[str, int] = {}
    with db.change("Район") as change:

        def add(mark: str, register: str, /, **values: Any) -> None:
            ids[mark] = change.add(REGISTERS[register], values)

        long = "Муниципальное бюджетное общеобразовательное учреждение средняя школа имени первопроходцев посёлка " * 2
        add("О1", "organizations", code="О1", name=long[:150], kind="school", settlement="с. Ачан", phone="2-11",
            principal="Берёзов П. И.")  # fmt: skip
        add("О2", "organizations", code="О2", name="Школа № 2", kind="school")
        add("О3", "organizations", code="О3", name="Школа № 3", kind="school")
        add(
            "В1", "vacancies", code="В1", organization_id=ids["О1"], position="учитель", subject="физика", fte=0.5,
            hours=9, starts_on=date(2024, 9, 1), is_acute=True, has_housing=True, note="для себя",
            measures="подъёмные", cover="untaught",
        )  # fmt: skip
        add("В2", "vacancies", code="В2", organization_id=ids["О1"], position="воспитатель",
            starts_on=date(2024, 9, 1))  # fmt: skip
        add("Ж1", "housing_units", code="Ж1", settlement="с. Ачан", address="ул. Новая, 1")
    return ids


def texts(document: Document, table: int) -> list[list[str]]:
    found = list(document.tables())[table]
    return [[str(getattr(cell, "value", cell)) for cell in row.cells] for row in found.rows]


def notes(document: Document) -> str:
    return " ".join(plain(block.text) for block in document.blocks if isinstance(block, Note))


@pytest.mark.parametrize("ident", ["staff-need", "vacancy-bank", "housing"])
@pytest.mark.parametrize("ending", ["xlsx", "pdf", "docx"])
@pytest.mark.parametrize("is_empty", [True, False])
def test_every_format(db: Database, tmp_path: Path, ident: str, ending: str, is_empty: bool) -> None:
    if not is_empty:
        fill(db)
    path = tmp_path / f"report.{ending}"
    render(REPORTS[ident].build(db, inputs()), path, ending, NO_PROGRESS)
    assert path.stat().st_size > 1000


def test_need_tells_what_is_not_known(db: Database) -> None:
    ids = fill(db)
    confirm(db, [ids["О2"]], ON)
    document = REPORTS["staff-need"].build(db, inputs())
    rows = texts(document, 0)
    assert [row[2] for row in rows[:2]] == ["воспитатель", "учитель"]
    assert rows[1][4:9] == ["0.5", "9.0", "2024-09-01", "да", "не ведётся"]
    assert rows[-1][:2] == ["", "Итого: 2"] and rows[-1][4:6] == ["1.5", "9.0"]
    places = {row[0]: row[1:] for row in texts(document, 2)}
    assert places["Школа № 2"][0] == "0" and places["Школа № 2"][5] == "без изменений"
    assert places["Школа № 3"][0] == "не сообщено"
    assert "Школа № 3" in notes(document) and "часы\u00a0– у 1" in notes(document)


def test_need_of_a_snapshot_and_of_acute_ones(db: Database) -> None:
    ids = fill(db)
    take(db, ON, ON)
    with db.change("Позже") as change:
        change.set(REGISTERS["vacancies"], ids["В1"], {"ends_on": date(2024, 10, 20), "subject": "химия"})
    frozen = need(view(db, ON, ON), ON, only_acute=True)
    assert [row[3] for row in texts(frozen, 0)] == ["физика", ""]
    later = need(view(db, date(2024, 10, 31)), ON)
    assert "открыто 0, закрыто 1, изменено 0" in notes(later)
    assert [row.kind for row in next(later.tables()).rows] == [RowKind.DATA, RowKind.TOTAL]


def test_one_organization(db: Database) -> None:
    fill(db)
    assert [row[1] for row in texts(REPORTS["staff-need"].build(db, inputs("О2")), 0)] == []
    assert len(texts(REPORTS["vacancy-bank"].build(db, inputs("О1")), 0)) == 2


def test_bank_is_fit_for_the_public(db: Database) -> None:
    fill(db)
    (first, second) = texts(REPORTS["vacancy-bank"].build(db, inputs()), 0)
    assert second[3:] == ["учитель, физика", "0.5", "9.0", "предоставляется", "Берёзов П. И., тел. 2-11"]
    assert first[6] == "уточняйте"
    assert "для себя" not in " ".join(second) and "подъёмные" not in " ".join(second)


def test_housing_sums(db: Database) -> None:
    fill(db)
    document = REPORTS["housing"].build(db, inputs())
    assert "1 = сельские поселения 1; 1 = педагоги 0 + другие 0 + свободно 1" in notes(document)
    assert texts(document, 0)[-1] == ["Итого", "1", "0", "0", "1", "0"]
