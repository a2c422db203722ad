"""The district that the benchmarks run on, made once per run, and the fixture that pairs program and floor."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from measuring import Pair
from sizes import SIZES, District, Size

from pdkadry_desktop.exchange.demo_base import fill_demo
from pdkadry_desktop.exchange.exporter import export_workbook
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage.backup import back_up
from pdkadry_desktop.storage.database import Database

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def size(pytestconfig: pytest.Config) -> Size:
    """``PDKADRY_BENCH`` names it; else the city when benchmarks are enabled, and a quick one in ordinary runs."""
    usual = "city" if pytestconfig.getoption("benchmark_enable") else "quick"
    return SIZES[os.environ.get("PDKADRY_BENCH", usual)]


@pytest.fixture(scope="session")
def district(size: Size, tmp_path_factory: pytest.TempPathFactory) -> District:
    folder = tmp_path_factory.mktemp("bench")
    made = District(folder / "district.pdk", folder / "copy.pdk", folder / "district.xlsx", folder / "data")
    made.data.mkdir()
    with Database.open(made.base, create=True) as db:
        fill_demo(db, size.organizations, size.teachers, seed=1)
        export_workbook(db, made.workbook)
        back_up(db, made.copy)
    return made


@pytest.fixture
def db(district: District) -> Iterator[Database]:
    """The copy of the district's base, open; for reading."""
    assert REGISTERS
    with Database.open(district.copy) as opened:
        yield opened


@pytest.fixture
def pair(benchmark: Any, size: Size) -> Pair:
    return Pair(benchmark, size)


@pytest.fixture
def data_folder(district: District, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's data folder, inside the folder of the run."""
    monkeypatch.setenv("PDKADRY_DATA", str(district.data))
    return district.data
