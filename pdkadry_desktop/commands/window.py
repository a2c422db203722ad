"""Commands with a window: the program itself and pictures of its pages."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from types import ModuleType

from ..core.errors import UserError
from . import base_path, password_of


def open_window(arguments: argparse.Namespace) -> int:
    """Opens the window on the base, which is made on the first start."""
    if sys.platform.startswith("linux") and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise UserError("Окно открыть нельзя: нет графического экрана.", "Запустите программу на рабочем столе.")
    return int(load_app().run_window(base_path(arguments), password_of(arguments)))


def load_app() -> ModuleType:
    """The module of the window; ``run_window`` turns collecting on again."""
    gc.disable()  # nothing that is made while starting becomes garbage: looking for it only takes time
    from .. import app

    return app


def screenshots(arguments: argparse.Namespace) -> int:
    """Every page as PNG; works without a screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ..screenshots import take

    base = base_path(arguments)
    if not base.exists():
        raise UserError(f"Базы «{base}» нет.", "Сначала создайте её: pdkadry demo.")
    for path in take(base, arguments.folder, arguments.size, arguments.scheme, password_of(arguments)):
        print(path)
    return 0
