"""A small invented district behind a real gateway, for tests of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.worker import DatabaseThread
from pdkadry_desktop.ui.gateway import Gateway

PEOPLE = (
    ("П1", "Ёлкина", "Анна", "Петровна", date(1990, 5, 14)),
    ("П2", "Берёзов", "Пётр", "Ильич", date(1999, 2, 1)),
    ("П3", "Клёнова", "Мария", "Олеговна", date(1971, 11, 30)),
)


def fill(db: Database) -> dict[str, int]:
    """Two schools, three teachers with jobs, a course; code → id."""
    ids: dict[str, int] = {}
    with db.change("Пробный район") as change:

        def add(key: str, mark: str, /, **values: Any) -> None:
            ids[mark] = change.add(REGISTERS[key], values)

        for number in (1, 2):
            add("organizations", f"О{number}", code=f"О{number}", name=f"Школа № {number}", kind="school")
        for code, last, first, middle, born in PEOPLE:
            add("teachers", code, code=code, last_name=last, first_name=first, middle_name=middle, born_on=born)
            add(
                "employments", f"Р-{code}", teacher_id=ids[code], organization_id=ids["О1"], position="учитель",
                subjects=("математика",), hired_on=date(2020, 9, 1),
            )  # fmt: skip
        add(
            "courses", "К1", teacher_id=ids["П1"], kind="pk", name="Цифровая школа", hours=72, ends_on=date(2022, 3, 1)
        )  # fmt: skip
    return ids


@contextmanager
def opened(path: Path) -> Iterator[tuple[Gateway, dict[str, int], Callable[[Callable[[Database], Any]], Any]]]:
    """The gateway of a filled base, the ids of its records, and a way to look into the base."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)  # remembered columns stay in the test's own folder
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(path.parent / "window"))
    thread = DatabaseThread(path, create=True)
    ids = thread.call(fill)
    try:
        yield Gateway(thread), ids, thread.call
    finally:
        thread.close()
