"""How indicators read the registers (resources/indicators/registers.toml): dates, owners, inheritance."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..core.conditions import Lookup
from ..core.paths import resource
from ..registers import REGISTERS


@dataclass(frozen=True)
class Inherited:
    """Where an empty field is taken from: a path through a link, or a lookup by the text of another field."""

    path: str | None = None
    by_field: str | None = None
    lookup: Lookup | None = None


@dataclass(frozen=True)
class Reading:
    """How the rows of one register are read; the words are explained in registers.toml."""

    register: str
    monitored: str | None = None
    counts: tuple[str, ...] = ("id",)
    belongs: str | None = None
    state: tuple[str, str] | None = None
    is_one_day: bool = False
    fact: tuple[str, ...] = ()
    instead: dict[str, str] = field(default_factory=dict)
    inherit: dict[str, Inherited] = field(default_factory=dict)
    years: dict[str, str] = field(default_factory=dict)

    @property
    def date_fields(self) -> tuple[str, ...]:
        """The fields by which a row is told to people: its date or its start and end."""
        return self.fact or self.state or ()


@dataclass(frozen=True)
class Readings:
    """All registers, read by the words of registers.toml where it has some; fields whose emptiness is «unknown»."""

    by_register: dict[str, Reading]
    unknown: frozenset[str]


@cache
def readings() -> Readings:
    """The shipped readings; a wrong name is a bug of the program (KeyError)."""
    with resource("indicators", "registers.toml").open("rb") as file:
        table = tomllib.load(file)
    told: dict[str, dict[str, Any]] = table["register"]
    return Readings({key: _reading(key, told.get(key, {})) for key in REGISTERS}, frozenset(table["unknown"]))


def _reading(key: str, words: dict[str, Any]) -> Reading:
    spec = REGISTERS[key]
    known = {"monitored", "counts", "belongs", "state", "one_day", "fact", "instead", "inherit", "years"}
    if wrong := words.keys() - known:
        raise KeyError(f"registers.toml, {key}: {sorted(wrong)}")
    named = [*words.get("state", ()), *words.get("fact", ()), *words.get("inherit", {}), *words.get("instead", {})]
    for name in named:
        spec.by_name[name]
    return Reading(
        register=key,
        monitored=words.get("monitored"),
        counts=(f"{words['counts']}_id",) if "counts" in words else ("id",),
        belongs=_column(words.get("belongs")),
        state=(words["state"][0], words["state"][1]) if "state" in words else None,
        is_one_day=words.get("one_day", False),
        fact=tuple(words.get("fact", ())),
        instead=words.get("instead", {}),
        years=words.get("years", {}),
        inherit={name: _inherited(source) for name, source in words.get("inherit", {}).items()},
    )


def _column(link: str | None) -> str | None:
    return link if link in (None, "id") else f"{link}_id"


def _inherited(source: str | dict[str, Any]) -> Inherited:
    if isinstance(source, str):
        return Inherited(path=source)
    lookup = Lookup(source["register"], tuple(source["among"]), source["flag"])
    return Inherited(by_field=source["field"], lookup=lookup)
