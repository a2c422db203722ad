"""The orders as profiles (resources/profiles/*.toml): requisites, goals, indicators with wording and targets, plan."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ..core.errors import UserError
from ..core.paths import resource
from .library import PROFILES

TargetOp = Literal[">=", "<=", ">", "<", "growth"]


@dataclass(frozen=True)
class Order:
    """Requisites of the document; ``date`` is None when the order names none."""

    number: str
    date: date | None
    title: str
    place: str = ""


@dataclass(frozen=True)
class Target:
    """A target as judged (``op``, ``value`` or the year or period it is measured against) and as printed."""

    op: TargetOp
    value: Fraction | None
    stated: str
    base_year: int | None = None
    over: str | None = None


@dataclass(frozen=True)
class ProfileIndicator:
    """One indicator with the order's own wording. ``targets``: by year or «all»."""

    id: str
    section: str
    criterion: str
    wording: str
    unit: str
    source: str
    responsible: str
    outputs: str
    place: str
    targets: Mapping[str, Target]
    stated_target: str = ""

    def target(self, year: int) -> Target | None:
        """The target of a year, else the one for all years."""
        return self.targets.get(str(year)) or self.targets.get("all")


@dataclass(frozen=True)
class Direction:
    """A direction or track of the order with its own goals and tasks."""

    title: str
    goals: tuple[str, ...]
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class PlanTrack:
    no: str
    title: str


@dataclass(frozen=True)
class PlanRow:
    """One row of the order's plan, as printed."""

    track: str
    no: str
    title: str
    term: str
    responsible: tuple[str, ...]
    place: str = ""
    result: str = ""


@dataclass(frozen=True)
class PlanOfOrder:
    title: str
    start: date
    years: tuple[int, int]
    tracks: tuple[PlanTrack, ...]
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True)
class Profile:
    """An order as a template: everything in it may be changed by the user, any part may be absent."""

    id: str
    municipality: str
    authority: str
    order: Order
    years: tuple[int, ...]
    goals: tuple[str, ...]
    tasks: tuple[str, ...]
    expected_results: tuple[str, ...]
    principles: tuple[str, ...]
    monitoring: tuple[str, ...]
    directions: tuple[Direction, ...]
    indicators: tuple[ProfileIndicator, ...]
    plan: PlanOfOrder | None


def list_profiles() -> list[Profile]:
    """All shipped profiles."""
    return [load_profile(name) for name in PROFILES]


def municipalities() -> dict[str, str]:
    """Profile id → municipality, of all shipped profiles; only the head of each file is read."""
    found = {}
    for name in PROFILES:
        text = resource("profiles", f"{name}.toml").read_text(encoding="utf-8")
        found[name] = str(tomllib.loads(text.partition("\n[[")[0])["municipality"])
    return found


@cache
def load_profile(name: str) -> Profile:
    """A shipped profile; UserError when there is none of this name."""
    if name not in PROFILES:
        raise UserError(f"Профиля «{name}» нет.", f"Есть профили: {', '.join(PROFILES)}.")
    return read_profile(resource("profiles", f"{name}.toml"))


def read_profile(path: Path) -> Profile:
    """A profile from its file."""
    with path.open("rb") as file:
        table = tomllib.load(file)
    order = table["order"]
    return Profile(
        id=table["id"],
        municipality=table["municipality"],
        authority=table["authority"],
        order=Order(order["number"], order.get("date"), order["title"], order.get("place", "")),
        years=tuple(table.get("years", ())),
        goals=tuple(table.get("goals", ())),
        tasks=tuple(table.get("tasks", ())),
        expected_results=tuple(table.get("expected_results", ())),
        principles=tuple(table.get("principles", ())),
        monitoring=tuple(table.get("monitoring", ())),
        directions=tuple(
            Direction(each["title"], tuple(each.get("goals", ())), tuple(each.get("tasks", ())))
            for each in table.get("direction", ())
        ),
        indicators=tuple(_indicator(each) for each in table.get("indicator", ())),
        plan=_plan(table["plan"]) if "plan" in table else None,
    )


def exact(number: float | int) -> Fraction:
    """A number as printed: 15.5 is exactly 31/2."""
    return Fraction(str(number))


def _indicator(table: Mapping[str, Any]) -> ProfileIndicator:
    texts = {name: table.get(name, "") for name in ProfileIndicator.__dataclass_fields__ if name != "targets"}
    return ProfileIndicator(**texts, targets={year: _target(each) for year, each in table.get("targets", {}).items()})


def _target(table: Mapping[str, Any]) -> Target:
    value = table.get("value")
    return Target(
        op=table["op"],
        value=None if value is None else exact(value),
        stated=table.get("stated", ""),
        base_year=table.get("base_year"),
        over=table.get("over"),
    )


def _plan(table: Mapping[str, Any]) -> PlanOfOrder:
    first, last = table["years"]
    rows = tuple(
        PlanRow(
            str(each["track"]), str(each["no"]), each["title"], each["term"], tuple(each["responsible"]),
            each.get("place", ""), each.get("result", ""),
        )
        for each in table.get("row", ())
    )  # fmt: skip
    tracks = tuple(PlanTrack(str(each["no"]), each["title"]) for each in table.get("track", ()))
    return PlanOfOrder(table.get("title", ""), table["start"], (first, last), tracks, rows)


def plain_number(value: Fraction | int | None) -> int | float | None:
    """A number as it goes into JSON."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def profile_json(profile: Profile) -> dict[str, Any]:
    """The document of ``profile show --json``."""
    return {
        "id": profile.id,
        "municipality": profile.municipality,
        "authority": profile.authority,
        "order": {
            "number": profile.order.number,
            "date": profile.order.date.isoformat() if profile.order.date else None,
            "title": profile.order.title,
        },
        "goals": list(profile.goals),
        "tasks": list(profile.tasks),
        "expected_results": list(profile.expected_results),
        "indicators": [_indicator_json(each) for each in profile.indicators],
        "plan": [_plan_row_json(row) for row in (profile.plan.rows if profile.plan else ())],
        "monitoring": list(profile.monitoring),
    }


def _plan_row_json(row: PlanRow) -> dict[str, Any]:
    names = ("track", "no", "title", "term")
    return {**{name: getattr(row, name) for name in names}, "responsible": list(row.responsible)}


def _indicator_json(indicator: ProfileIndicator) -> dict[str, Any]:
    names = ("id", "section", "criterion", "wording", "unit", "source", "responsible", "outputs")
    targets = {year: _target_json(target) for year, target in indicator.targets.items()}
    return {**{name: getattr(indicator, name) for name in names}, "targets": targets}


def _target_json(target: Target) -> dict[str, Any]:
    found: dict[str, Any] = {"op": target.op, "value": plain_number(target.value)}
    if target.base_year is not None:
        found["base_year"] = target.base_year
    if target.over is not None:
        found["over"] = target.over
    return {**found, "stated": target.stated}
