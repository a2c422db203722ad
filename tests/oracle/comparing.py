"""Compares one indicator of `indicators --json` with the judge's, as CLI.md and the conventions let them differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PLAIN = ("numerator", "base", "value", "unknown", "status", "met", "kind", "unit")


def differences(expected: Mapping[str, Any], actual: Mapping[str, Any]) -> list[str]:
    """What differs, in words; a left-out organisation or breakdown key is 0 of 0, the order of members is free."""
    found = [
        f"{name}: expected {expected[name]!r}, got {actual[name]!r}"
        for name in PLAIN
        if name in actual and not _equal(expected[name], actual[name])
    ]
    if not _same_target(expected["target"], actual["target"]):
        found.append(f"target: expected {expected['target']}, got {actual['target']}")
    found += _cells("breakdown", expected["breakdown"], actual["breakdown"])
    if "organizations" in expected and "organizations" in actual:
        found += _cells("organizations", expected["organizations"], actual["organizations"])
    if "members" in expected and "members" in actual:
        for role in ("numerator", "base"):
            wanted, given = expected["members"][role], actual["members"][role]
            if len(given) != len(set(given)):
                found.append(f"members {role}: a code twice in {given}")
            if set(wanted) != set(given):
                missing, extra = sorted(set(wanted) - set(given)), sorted(set(given) - set(wanted))
                found.append(f"members {role}: missing {missing}, extra {extra}")
    return found


def _equal(one: Any, two: Any) -> bool:
    numbers = (int, float)
    if (
        isinstance(one, numbers)
        and isinstance(two, numbers)
        and not isinstance(one, bool)
        and not isinstance(two, bool)
    ):
        return abs(one - two) < 1e-9
    return bool(one == two) and type(one) is type(two)


def _same_target(one: Mapping[str, Any] | None, two: Mapping[str, Any] | None) -> bool:
    if one is None or two is None:
        return one is two
    return one["op"] == two["op"] and _equal(one["value"], two["value"])


def _cells(title: str, one: Mapping[str, Any] | None, two: Mapping[str, Any] | None) -> list[str]:
    found = []
    for code in sorted({*(one or {}), *(two or {})}):
        expected, actual = (one or {}).get(code), (two or {}).get(code)
        for part in ("numerator", "base"):
            wanted, given = (cell[part] or 0 if cell else 0 for cell in (expected, actual))
            counts_differ = expected and actual and (expected[part] is None) != (actual[part] is None)
            if counts_differ or not _equal(wanted, given):
                found.append(f"{title} {code} {part}: expected {expected}, got {actual}")
                break
    return found
