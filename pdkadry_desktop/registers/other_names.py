"""Names that gave way to others: what a record was called before stays known to search and import."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..core.text import name_key


def kept_names(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    names: tuple[str, ...],
    into: str,
    key: Callable[[str], str] = name_key,
) -> dict[str, Any]:
    """The list ``into`` with the texts of the fields ``names`` that went; {} when nothing went.

    A name that is the present one again leaves the list. A text with «;» cannot be kept: the list is written with it.
    """
    if all(before.get(name) == after.get(name) for name in names):
        return {}
    present = {key(after[name]) for name in names if after.get(name)}
    old = tuple(after.get(into) or ())
    gone = [before[name] for name in names if before.get(name) and ";" not in before[name]]
    found: dict[str, str] = {}
    for text in (*old, *gone):
        if key(text) not in present:
            found.setdefault(key(text), text)
    kept = tuple(found.values())
    return {into: kept or None} if kept != old else {}
