"""The whole program without a screen: a window on a base, each register shown and painted."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer

from pdkadry_desktop.app import Program, make_application
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.ui.pages.register import RegisterPage
from pdkadry_desktop.ui.places import Place

_PATIENCE = 20_000  # ms


@contextmanager
def program(base: Path) -> Iterator[Program]:
    """The window on the base, shown; closed at the end."""
    make_application()
    opened = Program(base, start=Place("register:teachers"))
    try:
        opened.window.resize(1366, 768)
        opened.window.show()
        settle(opened, "teachers")
        yield opened
    finally:
        opened.close()


def page_of(opened: Program, key: str) -> RegisterPage:
    page = opened.window.page(f"register:{key}")
    assert isinstance(page, RegisterPage)
    return page


def until_loaded(page: RegisterPage) -> None:
    """Runs the event loop until the rows of the page have come."""
    loop = QEventLoop()
    page.model.loaded.connect(loop.quit)
    QTimer.singleShot(_PATIENCE, loop.quit)
    loop.exec()
    page.model.loaded.disconnect(loop.quit)


def settle(opened: Program, key: str) -> None:
    until_loaded(page_of(opened, key))


def open_register(opened: Program, key: str) -> float:
    """Seconds from the click to the painted table with its rows; the page is made when it is not there yet."""
    start = time.perf_counter()
    opened.window.go(Place(f"register:{key}"))
    page = page_of(opened, key)
    until_loaded(page)
    page.repaint()
    return time.perf_counter() - start


def show_every_register(base: Path) -> dict[str, float]:
    """Register → seconds of opening it for the first time."""
    with program(base) as opened:
        return {key: open_register(opened, key) for key in REGISTERS if key != "teachers"}
