"""Open dictionaries offered while typing: positions, subjects, topics, deficits (resources/reference)."""

from __future__ import annotations

import tomllib
from functools import cache

from ..core.paths import resource


@cache
def suggestions(key: str) -> list[str]:
    """The items of an open dictionary; empty for «» or an unknown key."""
    path = resource("reference", f"{key}.toml")
    if not key or not path.exists():
        return []
    data = tomllib.loads(path.read_text("utf-8"))
    return [item for name in ("items", "teaching", "managers") for item in data.get(name, [])]
