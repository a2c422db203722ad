"""Open dictionaries offered while typing: positions, subjects, topics, deficits; one list for all editors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from PySide6.QtCore import QStringListModel

from ..work.dictionaries import shipped


@cache
def suggestions(key: str) -> QStringListModel:
    """The items of an open dictionary, the same model for every editor: a change is seen in all of them."""
    return QStringListModel(list(shipped(key)))


def offer(items: Mapping[str, Sequence[str]]) -> None:
    """Dictionary → what is offered from now on."""
    for key, texts in items.items():
        suggestions(key).setStringList(list(texts))
