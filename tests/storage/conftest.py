"""An empty base for each test, and short words for what the tests put into it. Invented people only."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.declare import derived, table_of

ORGANIZATIONS, TEACHERS, JOBS = (REGISTERS[key] for key in ("organizations", "teachers", "employments"))
Dump = dict[str, dict[int, dict[str, Any]]]


def school(code: str, name: str = "Школа", **values: Any) -> dict[str, Any]:
    return {"code": code, "name": name, "kind": "school", **values}


def person(code: str, last_name: str = "Ёлкина", **values: Any) -> dict[str, Any]:
    return {"code": code, "last_name": last_name, "first_name": "Анна", **values}


def job(teacher: int, organization: int, position: str = "учитель", **values: Any) -> dict[str, Any]:
    return {"teacher_id": teacher, "organization_id": organization, "position": position, **values}


def dump(db: Database, keys: Iterable[str] = REGISTERS) -> Dump:
    """Every row of the registers by id; what is derived from a row (search, order) is checked on the way."""
    found: Dump = {}
    for key in keys:
        spec = REGISTERS[key]
        table = table_of(spec)
        for row in db.connection.execute(select(table)).mappings():
            values = {name: row[name] for name in spec.by_name}
            for name, value in derived(spec, values).items():
                assert row[name] == value, f"{key}.{name} was not written with its row"
            found.setdefault(key, {})[row["id"]] = values
    return found


@pytest.fixture(scope="session")
def empty_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed empty base to copy from; never opened again."""
    path = tmp_path_factory.mktemp("empty") / "empty.pdk"
    Database.open(path, create=True).close()
    return path


@pytest.fixture
def path(empty_base: Path, tmp_path: Path) -> Path:
    """A closed empty base."""
    return Path(shutil.copy(empty_base, tmp_path / "база.pdk"))


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    with Database.open(path) as base:
        yield base


@pytest.fixture
def add(db: Database) -> Callable[..., int]:
    """Adds one record as one action: add("teachers", code="1", …)."""

    def added(register: str, **values: Any) -> int:
        with db.change(f"Добавлено: {REGISTERS[register].singular}") as change:
            return change.add(REGISTERS[register], values)

    return added
