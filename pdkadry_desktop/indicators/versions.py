"""Which definition counts in which year: the shipped one until an own version, a reading or an own indicator begins.

A base without stored versions counts exactly as shipped. A closed year keeps what it was closed with; which version
that was is known, so that a break between two years is seen even when versions are changed afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from sqlalchemy import RowMapping, select

from ..core.errors import UserError
from ..registers.indicator_definitions import ALWAYS, INDICATOR_DEFINITIONS
from ..storage.database import Database
from ..storage.declare import table_of
from .alternatives import alternative
from .definition import Counting, Definition
from .given import ClosedYear
from .library import definitions, parse_own
from .profiles import Profile, ProfileIndicator

_TABLE, _DOCUMENTS = table_of(INDICATOR_DEFINITIONS), table_of("documents")
OWN_PART = "Собственные показатели"


@dataclass(frozen=True)
class Version:
    """One stored version; ``text``: its definition as kept, «» for a reading and for the shipped one."""

    id: int
    indicator: str
    valid_from: int
    reading: str
    text: str
    wording: str
    note: str
    is_comparable: bool
    name: str = ""
    part: str = ""
    document_id: int | None = None
    document: str = ""
    saved_on: date | None = None
    examples: str = ""

    def definition(self) -> Definition | None:
        """What it counts; one that this program cannot read counts nothing (``problem`` says why)."""
        if self.text:
            return _parsed(self.text)[0]
        if self.reading:
            found = alternative(self.indicator, self.reading)
            return _unread(self.indicator, self.name) if found is None else found.definition
        return definitions().get(self.indicator)

    @property
    def problem(self) -> str:
        """Why the definition cannot be read, in words; «» when it can."""
        if self.text:
            return _parsed(self.text)[1]
        if self.reading and alternative(self.indicator, self.reading) is None:
            return f"Прочтения «{self.reading}» в этой версии программы нет."
        return ""

    def table(self) -> dict[str, Any] | None:
        """The definition as a table of words; None for a reading and for the shipped one."""
        return json.loads(self.text) if self.text else None

    def title(self) -> str:
        """«с 2026 года», «за все годы»."""
        return "за все годы" if self.valid_from <= ALWAYS else f"с {self.valid_from} года"


@lru_cache(maxsize=512)
def _parsed(text: str) -> tuple[Definition, str]:
    table = json.loads(text)
    try:
        return parse_own(table), ""
    except UserError as error:
        return _unread(str(table.get("id", "")), str(table.get("title", ""))), error.text


def _unread(name: str, title: str) -> Definition:
    return Definition(name, title, "", Counting("manual"))


@dataclass(frozen=True)
class Methods:
    """The definitions of a profile by year. ``then``: (indicator, closed year) → version it closed with."""

    shipped: Mapping[str, Definition]
    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)  # by rising first year
    then: Mapping[tuple[str, int], int | None] = field(default_factory=dict)

    def version(self, indicator: str, year: int) -> Version | None:
        """The version in force in a year; None while the shipped definition is."""
        found = [each for each in self.versions.get(indicator, ()) if each.valid_from <= year]
        return found[-1] if found else None

    def definition(self, indicator: str, year: int) -> Definition | None:
        version = self.version(indicator, year)
        return self.shipped.get(indicator) if version is None else version.definition()

    def counted_with(self, indicator: str, year: int) -> Version | None:
        """The version behind the figure of a year: that of its closing, else the one in force."""
        if (indicator, year) not in self.then:
            return self.version(indicator, year)
        wanted = self.then[indicator, year]
        return next((each for each in self.versions.get(indicator, ()) if each.id == wanted), None)

    def break_between(self, indicator: str, earlier: int, later: int) -> Version | None:
        """The last version that makes figures of two years incomparable; None when they can be compared."""
        before, after = self.counted_with(indicator, earlier), self.counted_with(indicator, later)
        if before == after:
            return None
        known = self.versions.get(indicator, ())
        first, last = (-1 if each is None else known.index(each) for each in (before, after))
        between = known[min(first, last) + 1 : max(first, last) + 1]
        return next((each for each in reversed(between) if not each.is_comparable), None)

    def changes(self, indicator: str, years: Iterable[int]) -> dict[int, Version | None]:
        """Year → the version that began in it, for every year counted otherwise than the year before."""
        listed = sorted(years)
        return {
            year: self.counted_with(indicator, year)
            for before, year in pairwise(listed)
            if self.counted_with(indicator, before) != self.counted_with(indicator, year)
        }

    def knowing(self, closed: Sequence[ClosedYear]) -> Methods:
        """With the versions that closed years rest on."""
        then = {(name, each.year): each.versions.get(name) for each in closed for name in each.figures}
        return replace(self, then=then) if then and self.versions else self


def methods_of(db: Database, profile_id: str) -> Methods:
    """The definitions of a profile as this base has them."""
    found: dict[str, list[Version]] = {}
    for each in stored(db, profile_id):
        found.setdefault(each.indicator, []).append(each)
    return Methods(definitions(), {name: tuple(each) for name, each in found.items()})


def stored(db: Database, profile_id: str, indicator: str | None = None) -> list[Version]:
    """All stored versions of a profile, or of one indicator: by first year, then in the order of saving."""
    statement = (
        select(_TABLE, _DOCUMENTS.c.title.label("document"))
        .outerjoin(_DOCUMENTS, _DOCUMENTS.c.id == _TABLE.c.document_id)
        .where(_TABLE.c.profile == profile_id)
        .order_by(_TABLE.c.valid_from, _TABLE.c.id)
    )
    if indicator is not None:
        statement = statement.where(_TABLE.c.indicator == indicator)
    return [_version(row) for row in db.connection.execute(statement).mappings()]


def _version(row: RowMapping) -> Version:
    return Version(
        row["id"], row["indicator"], row["valid_from"], row["reading"] or "", row["definition"] or "",
        row["wording"] or "", row["note"] or "", bool(row["is_comparable"]), row["name"] or "", row["part"] or "",
        row["document_id"], row["document"] or "", row["saved_on"], row["examples"] or "",
    )  # fmt: skip


def with_own(db: Database, profile: Profile, year: int) -> Profile:
    """The profile with the own indicators that have begun by a year, in their parts of the table."""
    shipped = {each.id for each in profile.indicators}
    newest: dict[str, Version] = {}
    for each in stored(db, profile.id):
        if each.indicator not in shipped and each.valid_from <= year:
            newest[each.indicator] = each
    if not newest:
        return profile
    found = list(profile.indicators)
    for version in newest.values():
        own = _indicator(version)
        places = [place for place, each in enumerate(found, 1) if each.section == own.section]
        found.insert(places[-1] if places else len(found), own)
    return replace(profile, indicators=tuple(found))


def _indicator(version: Version) -> ProfileIndicator:
    definition = version.definition()
    unit = definition.unit if definition is not None else ""
    return ProfileIndicator(
        version.indicator, version.part or OWN_PART, "", version.name or version.indicator, unit,
        "Реестры программы", "", "", f"собственный показатель, {version.title()}", {},
    )  # fmt: skip
