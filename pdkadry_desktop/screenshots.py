"""Pictures of every page of the window, for people who judge how it looks and for the tests of looks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from .app import Program, make_application
from .registers import REGISTERS
from .ui.places import Place
from .ui.theme import apply_theme
from .ui.works import WORKS

_SETTLE = 450  # ms without a change before a picture is taken
_PAGES = ("indicators", "plan", "report", "import", "registers", "journal")
_FORMS = ("teachers", "courses", "organizations", "contest_entries")


def take(base: Path, folder: Path, size: tuple[int, int], scheme: str, password: str | None = None) -> Iterator[Path]:
    """Writes «NN-page-scheme.png» files into ``folder`` and yields their paths."""
    application = make_application()
    apply_theme(application, scheme)  # type: ignore[arg-type]
    folder.mkdir(parents=True, exist_ok=True)
    program = Program(base, password=password)
    try:
        window = program.window
        window.resize(*size)
        window.show()
        places = [Place(page) for page in _PAGES]
        places += [Place(f"register:{key}") for key in REGISTERS]
        places += [Place(f"record:{key}") for key in _FORMS]
        places += [Place(work.key) for work in WORKS.values() if not work.cards]
        for number, place in enumerate(places):
            window.go(place)
            _settle()
            path = folder / f"{number:02}-{place.page.replace(':', '-')}-{scheme}.png"
            window.grab().save(str(path))
            yield path
    finally:
        program.close()


def _settle() -> None:
    loop = QEventLoop()
    QTimer.singleShot(_SETTLE, loop.quit)
    loop.exec()
