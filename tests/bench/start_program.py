"""The program itself by its own entry point, ended once the page has been painted with its rows or figures.

``BASE PAGE``: «register:teachers» or «indicators».
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

from pdkadry_desktop.commands.window import load_app

app = load_app()  # first, as the command does
from pdkadry_desktop.ui.places import Place  # noqa: E402


class Watch(QObject):
    """Ends the event loop once the given part of the page has been painted while ``is_filled()``."""

    def __init__(self, part, is_filled):
        super().__init__(part)
        self._is_filled = is_filled
        part.viewport().installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and self._is_filled():
            QTimer.singleShot(0, QCoreApplication.quit)
        return False


class WatchedProgram(app.Program):
    """Says that it has been painted, and ends the process: what closing costs is not measured."""

    def __init__(self, base, **options):
        super().__init__(base, start=Place(sys.argv[2]), **options)
        page = self.window.page(sys.argv[2])
        if hasattr(page, "model"):
            self._watch = Watch(page.table, page.model.rowCount)
        else:
            self._watch = Watch(page.tiles, lambda: page.stack.currentWidget() is page.split)

    def close(self):
        print("painted", flush=True)
        os._exit(0)


app.Program = WatchedProgram
app.run_window(Path(sys.argv[1]))
