"""Rows and cuts of the statistical staff tables (resources/statistics/staff.toml, DOMAIN §8)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from ..core.errors import UserError
from ..core.paths import resource
from ..core.text import fold

CutKind = Literal["age", "teaching_service", "whole_service", "education", "category", "sex"]
ALL = "all"
_MOST_BANDS, _OLDEST = 15, 100


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A row of the tables: a whole category of staff, or some positions of one (``rest``: all the others of it)."""

    id: str
    title: str
    category: str
    parent: str | None = None
    positions: tuple[str, ...] = ()
    is_rest: bool = False

    def takes(self, position: str) -> bool:
        """Whether a folded position stands in this row: it is one of the titles or begins with one and a space."""
        return any(position == each or position.startswith(f"{each} ") for each in self.positions)


@dataclass(frozen=True, slots=True)
class Cut:
    """What stands in the columns. ``bands``: lower bounds in full years; ``has_women``: «из них женщины» beside."""

    id: str
    title: str
    kind: CutKind
    bands: tuple[int, ...] = ()
    has_women: bool = False


@cache
def staff_rows() -> tuple[StaffRow, ...]:
    """The rows in the order of the forms, each category before its parts."""
    found: dict[str, StaffRow] = {}
    for each in _data()["row"]:
        parent = each.get("parent")
        category = found[parent].category if parent else each["category"]
        positions = tuple(fold(title) for title in each.get("positions", ()))
        found[each["id"]] = StaffRow(each["id"], each["title"], category, parent, positions, each.get("rest", False))
    return tuple(found.values())


@cache
def cuts() -> dict[str, Cut]:
    """The cuts by id, in the order of choice."""
    return {
        each["id"]: Cut(each["id"], each["title"], each["kind"], tuple(each.get("bands", ())), each.get("women", False))
        for each in _data()["cut"]
    }


@cache
def _data() -> dict[str, Any]:
    with resource("statistics", "staff.toml").open("rb") as file:
        return tomllib.load(file)


def rows_of(category: str, position: str) -> tuple[str, ...]:
    """Ids of the rows where a job is counted: its category and one part of it."""
    folded = fold(position)
    whole = [row.id for row in staff_rows() if row.category == category and row.parent is None]
    parts = [row for row in staff_rows() if row.category == category and row.parent is not None]
    one = next((row.id for row in parts if row.takes(folded)), None)
    one = one or next((row.id for row in parts if row.is_rest), None)
    return (*whole, *([one] if one else []))


def parse_bands(text: str) -> tuple[int, ...]:
    """«25, 30, 35» → (0, 25, 30, 35). Raises UserError that says what is wrong."""
    hint = "Перечислите нижние границы групп по возрастанию через запятую: 25, 30, 35."
    parts = [part for part in text.replace(";", ",").replace(" ", ",").split(",") if part]
    if not all(part.isascii() and part.isdigit() for part in parts):
        wrong = next(part for part in parts if not (part.isascii() and part.isdigit()))
        raise UserError(f"Границы групп: «{wrong}» – не число лет.", hint)
    bands = [int(part) for part in parts]
    if not bands:
        raise UserError("Не указано ни одной границы групп.", hint)
    if bands[0] != 0:
        bands.insert(0, 0)
    if any(after <= before for before, after in pairwise(bands)):
        raise UserError("Границы групп стоят не по возрастанию.", hint)
    if len(bands) > _MOST_BANDS or bands[-1] > _OLDEST:
        raise UserError("Слишком много групп или слишком большая граница.", hint)
    return tuple(bands)


def band_titles(bands: Sequence[int], kind: CutKind) -> tuple[str, ...]:
    """«моложе 25», «25–29» … «65 и старше»; of service «до 3», «от 3 до 5» … «20 и более»."""
    titles = []
    for place, least in enumerate(bands):
        after = bands[place + 1] if place + 1 < len(bands) else None
        if kind == "age":
            if after is None:
                titles.append(f"{least} и старше")
            else:
                titles.append(f"моложе {after}" if place == 0 else f"{least}–{after - 1}")
        elif after is None:
            titles.append(f"{least} и более")
        else:
            titles.append(f"до {after}" if place == 0 else f"от {least} до {after}")
    return tuple(titles)
