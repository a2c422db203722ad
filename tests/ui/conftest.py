"""Qt without a screen, dressed as the program; a Qt warning or a log record from WARNING up fails the test."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# What the offscreen platform says about itself; real platforms do not.
_PLATFORM_NOISE = ("This plugin does not support",)
_SERIOUS = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)


@pytest.fixture(scope="session")
def dressed_app(qapp: QApplication) -> QApplication:
    """The application as ``app.py`` makes it: Russian, light, bundled font."""
    from pdkadry_desktop.ui import qt_russian
    from pdkadry_desktop.ui.theme import apply_theme

    qt_russian.install(qapp)
    apply_theme(qapp, "light")
    return qapp


@pytest.fixture(autouse=True)
def quiet(dressed_app: QApplication, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fails the test that made Qt or the program warn."""
    said: list[str] = []

    def listen(kind: QtMsgType, _: object, text: str) -> None:
        if kind in _SERIOUS and not text.startswith(_PLATFORM_NOISE):
            said.append(text)

    before = qInstallMessageHandler(listen)
    yield
    qInstallMessageHandler(before)
    said += [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not said, "warnings: " + "; ".join(said)


@pytest.fixture
def dark(dressed_app: QApplication) -> Iterator[None]:
    """The dark scheme for one test."""
    from pdkadry_desktop.ui.theme import apply_theme

    apply_theme(dressed_app, "dark")
    yield
    apply_theme(dressed_app, "light")
