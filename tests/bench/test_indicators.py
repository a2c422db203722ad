"""Indicators of a year against hand-written SQL that returns the same member rows; five years; the lists behind."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hand_sql import STATEMENTS
from measuring import Pair, peak_of
from sizes import District

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.indicators.compute import Result, compute
from pdkadry_desktop.indicators.library import definitions
from pdkadry_desktop.indicators.members import members
from pdkadry_desktop.indicators.profiles import Profile, list_profiles
from pdkadry_desktop.indicators.why import why
from pdkadry_desktop.storage.database import Database

_YEAR = 2022
_YEARS = range(2020, 2025)
_BUDGET = 1.5
_ALL = 2.0
_YEARS_BUDGET = 5.0
_CLICK = 0.1
_MEMORY = 300.0


def _chosen(profiles: list[Profile]) -> list[Profile]:
    """The profiles with only those indicators that are written by hand."""
    return [
        replace(each, indicators=tuple(one for one in each.indicators if one.id in STATEMENTS)) for each in profiles
    ]


def _figures(db: Database, profiles: list[Profile], year: int = _YEAR) -> list[Result]:
    """All figures of a year, in all and by organisation."""
    results = [result for profile in profiles for result in compute(db, profile, Period.of_year(year))]
    for result in results:
        assert result.organizations is not None
    return results


def _by_hand(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Member rows of each statement, nothing counted yet."""
    end = date(_YEAR, 12, 31)
    days = {
        "start": f"{_YEAR}-01-01", "end": end.isoformat(), "young": end.replace(year=_YEAR - 35).isoformat(),
        "recent": end.replace(year=_YEAR - 5).isoformat(),
    }  # fmt: skip
    return {name: db.raw.execute(statement, days).fetchall() for name, statement in STATEMENTS.items()}


def _counted(rows: list[tuple[Any, ...]]) -> tuple[float, float, dict[int, tuple[float, float]]]:
    """Numerator and base of all and of each organisation, members once each; stakes are added."""
    places: defaultdict[Any, dict[Any, tuple[bool, float]]] = defaultdict(dict)
    whole: dict[Any, tuple[bool, float]] = {}
    for place, member, is_met, *stakes in rows:
        weight = stakes[0] if stakes else 1
        key = (member, is_met) if stakes else member
        for found in (whole, places[place]):
            met = bool(is_met) or (key in found and found[key][0])
            found[key] = (met, weight)

    def sums(found: dict[Any, tuple[bool, float]]) -> tuple[float, float]:
        return (
            round(sum(weight for met, weight in found.values() if met), 6),
            round(sum(weight for _, weight in found.values()), 6),
        )

    return (*sums(whole), {place: sums(found) for place, found in places.items() if place is not None})


def test_figures_of_a_year(pair: Pair, db: Database, district: District) -> None:
    """The same figures both ways, so that the comparison is one of equals."""
    profiles = _chosen(list_profiles())
    assert sum(len(each.indicators) for each in profiles) == len(STATEMENTS)
    _figures(db, profiles)  # statements are compiled once per run of the program
    results = pair(
        lambda: _figures(db, profiles),
        lambda: _by_hand(db),
        subject=f"{len(STATEMENTS)} показателей × организации × год",
        against="те же строки участников запросами SQL, без подсчёта",
        ratio=_BUDGET,
        rounds=7,
        peak=lambda: peak_of(district.data, "figures", district.base),
        megabytes=_MEMORY,
    )
    codes = dict(db.raw.execute("SELECT id, code FROM organizations").fetchall())
    rows = _by_hand(db)
    for result in results:
        numerator, base, places = _counted(rows[result.id])
        assert float(result.numerator or 0) == pytest.approx(numerator), result.id
        if result.base is not None:
            assert float(result.base) == pytest.approx(base), result.id
        mine = {code: float(figures[0]) for code, figures in result.organizations.items()}
        theirs = {codes[place]: sums[0] for place, sums in places.items() if sums[0] or codes[place] in mine}
        assert mine == pytest.approx(theirs), result.id


def test_all_indicators(pair: Pair, db: Database) -> None:
    profiles = list_profiles()
    _figures(db, profiles)
    results = pair(
        lambda: _figures(db, profiles),
        lambda: _by_hand(db),
        subject="Все показатели пяти приказов × организации × год",
        against=f"{len(STATEMENTS)} из них запросами SQL",
        seconds=_ALL,
        rounds=5,
    )
    assert len(results) == len(definitions())


def test_five_years(pair: Pair, db: Database) -> None:
    profiles = list_profiles()
    _figures(db, profiles)
    pair(
        lambda: [_figures(db, profiles, year) for year in _YEARS],
        lambda: _figures(db, profiles, _YEARS[-1]),
        subject="Все показатели за пять лет",
        against="за последний из них",
        ratio=_YEARS_BUDGET,
        rounds=3,
    )


def test_clicks(pair: Pair, db: Database) -> None:
    """A figure opened as its list, and «why?» of one member: every indicator once, the slowest is judged."""
    known = {name: each for name, each in definitions().items() if each.counting.parts}
    period = Period.of_year(_YEAR)
    person = db.raw.execute("SELECT min(id) FROM teachers").fetchone()[0]
    slowest: dict[str, float] = {}

    def click() -> None:
        for name, definition in known.items():
            for what, asked in (
                ("list", lambda d: members(db, d, period, None, "numerator")),
                ("why", lambda d: why(db, d, period, person)),
            ):
                start = time.perf_counter()
                asked(definition)
                key = f"{what} {name}"
                slowest[key] = min(slowest.get(key, 1e9), time.perf_counter() - start)

    click()
    pair(
        click,
        lambda: _by_hand(db),
        subject=f"Список людей и «Почему?» для каждого из {len(known)} показателей",
        against=f"{len(STATEMENTS)} списков запросами SQL",
        rounds=3,
    )
    key = max(slowest, key=lambda each: slowest[each])
    pair.worst(f"самый медленный – {key}", slowest[key], _CLICK)
