"""What the editor opens: the definition in force with versions, readings and examples, or the start of an own one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ..core.dates import Period
from ..core.errors import UserError
from ..core.paths import resource
from ..registers import REGISTERS
from ..storage import selections
from ..storage.database import Database
from .alternatives import Alternative, alternatives, expanded
from .definition import BadDefinition, Definition
from .editing import Draft, draft_of, table_of_condition
from .examples import Example, kept_examples, shipped_examples
from .given import Given
from .grammar import Table
from .keeping import free_id
from .library import definitions, shipped_tables
from .preview import Tried, side_by_side
from .profiles import Profile
from .versions import OWN_PART, Version, methods_of, stored, with_own


@dataclass(frozen=True)
class Opened:
    """An indicator in the editor; ``also``: those of the profile that count the same; ``readings`` with figures."""

    indicator: str
    name: str
    part: str
    is_own: bool
    is_new: bool
    draft: Draft
    versions: tuple[Version, ...] = ()
    also: tuple[str, ...] = ()
    readings: tuple[tuple[Alternative, Tried], ...] = ()
    reading: str | None = ""  # the one in force; None while an own definition counts
    examples: tuple[Example, ...] = ()


def open_method(db: Database, profile: Profile, indicator: str, period: Period, given: Given) -> Opened:
    """The definition of an indicator as it counts in the year of the period."""
    order = with_own(db, profile, period.year)
    found = next((each for each in order.indicators if each.id == indicator), None)
    if found is None:
        raise UserError(
            f"Показателя «{indicator}» в {period.year} году нет.", "Выберите другой год или другой показатель."
        )
    methods = methods_of(db, profile.id)
    version = methods.version(indicator, period.year)
    is_own = indicator not in definitions()
    return Opened(
        indicator, found.wording.strip(), found.section if is_own else "", is_own, False,
        draft_of(_table(indicator, version)), tuple(stored(db, profile.id, indicator)),
        _also(order, indicator, methods.definition(indicator, period.year)),
        readings_of(db, indicator, period, given), _reading(version),
        kept_examples(version.examples) if version and version.examples else shipped_examples().get(indicator, ()),
    )  # fmt: skip


def _table(indicator: str, version: Version | None) -> Table:
    if version is not None:
        if version.problem:
            raise BadDefinition(
                f"Методика показателя {indicator} не читается: {version.problem}",
                "Удалите эту версию в реестре «Методики показателей» или верните исходную.",
            )
        if (own := version.table()) is not None:
            return own
        if version.reading:
            return next(each.table for each in alternatives()[indicator] if each.key == version.reading)
    return {**expanded(indicator), "id": indicator, "title": shipped_tables()[indicator]["title"]}


def _reading(version: Version | None) -> str | None:
    return "" if version is None else None if version.text else version.reading


def _also(profile: Profile, indicator: str, definition: Definition | None) -> tuple[str, ...]:
    """Other indicators of the order that share the calculation."""
    known = definitions()
    return tuple(
        each.id
        for each in profile.indicators
        if definition is not None and each.id != indicator
        and each.id in known and known[each.id].counting is definition.counting
    )  # fmt: skip


def readings_of(db: Database, indicator: str, period: Period, given: Given) -> tuple[tuple[Alternative, Tried], ...]:
    """All readings of an indicator with their figures side by side; empty when its wording has only one."""
    found = alternatives().get(indicator, ())
    values = side_by_side(db, {each.key: each.definition for each in found}, period, given)
    return tuple((each, values[each.key]) for each in found)


# -- own indicators --------------------------------------------------------------------------------------------------


@cache
def templates() -> tuple[tuple[str, Table], ...]:
    """(title, definition without id) of what an own indicator may begin with."""
    with resource("indicators", "templates.toml").open("rb") as file:
        return tuple(
            (str(each["title"]), {word: value for word, value in each.items() if word != "title"})
            for each in tomllib.load(file)["template"]
        )


def start_from(db: Database, profile: Profile, table: Mapping[str, Any], name: str = "") -> Opened:
    """A new indicator that begins as ``table``."""
    ident = free_id(db, profile.id, [each.id for each in profile.indicators])
    own = {**table, "id": ident, "title": name or "Новый показатель"}
    return Opened(ident, name, OWN_PART, True, True, draft_of(own))


def start_as_copy(db: Database, profile: Profile, indicator: str, period: Period, given: Given) -> Opened:
    """A new indicator that counts what another one counts."""
    found = open_method(db, profile, indicator, period, given)
    made = start_from(db, profile, found.draft.table(), f"{found.name.rstrip(' ;.')} (копия)")
    return replace(made, examples=found.examples)


def start_from_selection(db: Database, profile: Profile, register: str, selection: str) -> Opened:
    """A new indicator: how many records of a register a saved selection finds."""
    found = selections.load(db, register, selection)
    if found.search:
        raise UserError(
            f"Выборка «{selection}» ищет слова «{found.search}»: показатель по словам не считают.",
            "Задайте в выборке условия по полям и сохраните её ещё раз.",
        )
    table: dict[str, Any] = {
        "kind": "count", "rows": register, "numerator": table_of_condition(REGISTERS[register], found.where),
    }  # fmt: skip
    return start_from(db, profile, table, selection)


def selection_names(db: Database) -> list[tuple[str, str]]:
    """(register, name) of every saved selection."""
    return [(key, name) for key in REGISTERS for name in selections.names(db, key)]
