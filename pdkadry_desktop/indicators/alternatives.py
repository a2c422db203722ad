"""Readings of indicators whose wording in the order allows several (resources/indicators/readings.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from ..core.paths import resource
from .definition import Definition
from .grammar import Table, typed
from .library import definitions, parse_own, shipped_tables


@dataclass(frozen=True)
class Alternative:
    """One reading: ``key`` «» is the usual one; ``title`` what it takes, ``why`` where it comes from."""

    indicator: str
    key: str
    title: str
    why: str
    definition: Definition
    table: Table


@cache
def alternatives() -> dict[str, tuple[Alternative, ...]]:
    """Indicator → its readings, the usual one first."""
    with resource("indicators", "readings.toml").open("rb") as file:
        tables: list[Table] = tomllib.load(file)["indicator"]
    return {str(table["id"]): _readings(table) for table in tables}


def alternative(indicator: str, key: str) -> Alternative | None:
    """A reading by its key."""
    return next((each for each in alternatives().get(indicator, ()) if each.key == key), None)


def _readings(table: Table) -> tuple[Alternative, ...]:
    name = str(table["id"])
    usual = definitions()[name]
    found = [Alternative(name, "", str(table["usual"]), str(table.get("why", "")), usual, expanded(name))]
    for each in typed(name, table, "reading", list):
        own = {word: value for word, value in each.items() if word not in ("key", "title", "why")}
        whole = {**expanded(name), **own}
        found.append(Alternative(name, each["key"], each["title"], each.get("why", ""), parse_own(whole), whole))
    return tuple(found)


def expanded(name: str) -> Table:
    """A shipped table whose «as» is written out."""
    table = shipped_tables()[name]
    if "as" not in table:
        return table
    rest = {word: value for word, value in table.items() if word != "as"}
    return {**expanded(str(table["as"])), **rest}
