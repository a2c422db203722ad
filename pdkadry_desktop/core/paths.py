"""Where the program finds its own files and keeps the user's, from source, installed and frozen."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

APP_NAME = "PedKadry"


@cache
def resources_root() -> Path:
    """The folder ``resources``: in the bundle, beside the package in a checkout, or inside the package."""
    bundle = getattr(sys, "_MEIPASS", None)
    package = Path(__file__).resolve().parent.parent
    candidates = [package.parent / "resources", package / "resources"]
    if bundle:
        candidates.insert(0, Path(bundle) / "resources")
    for folder in candidates:
        if (folder / "profiles").is_dir():
            return folder
    raise FileNotFoundError(f"resources not found in {candidates}")


def resource(*parts: str) -> Path:
    """A file of the program itself: ``resource("icons", "home.svg")``."""
    return resources_root().joinpath(*parts)


def data_folder() -> Path:
    """The user's data folder, created when missing. ``PDKADRY_DATA`` moves it (tests, portable use)."""
    override = os.environ.get("PDKADRY_DATA")
    if override:
        folder = Path(override)
    else:
        import platformdirs

        folder = Path(platformdirs.user_data_dir(APP_NAME, appauthor=False, roaming=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def default_base() -> Path:
    return data_folder() / "district.pdk"
