"""Where one can be in the window: what a link, the navigation and «назад» lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..storage.query import LinkTo


@dataclass(frozen=True)
class Place:
    """``page``: «register:teachers», «record:teachers», «indicators», «indicator», «report», «import» …

    ``record_id`` None on a record page means a new one with ``preset`` values. ``only`` limits a list to these
    records and ``title`` says why («числитель показателя 000.1»).
    """

    page: str
    record_id: int | None = None
    preset: Mapping[str, Any] = field(default_factory=dict)
    only: frozenset[int] | None = None
    title: str = ""
    detail: Any = None


@dataclass(frozen=True, slots=True)
class MergeOf:
    """The detail of «merge»: which two records are compared; ``back``: where one goes when it is decided."""

    register: str
    keep: int
    drop: int
    back: Place | None = None


@dataclass(frozen=True, slots=True)
class WhyOf:
    """The detail of «indicators»: the indicator and the record of which it is asked how it stands there."""

    indicator: str
    register: str
    record: LinkTo


@dataclass(frozen=True, slots=True)
class MethodOf:
    """The detail of «method»: the indicator whose definition is edited, or what a new one begins with.

    ``copies``: a new indicator as this one; ``selection``: (register, name) of a saved selection; nothing: one chooses.
    """

    indicator: str = ""
    copies: str = ""
    selection: tuple[str, str] | None = None
