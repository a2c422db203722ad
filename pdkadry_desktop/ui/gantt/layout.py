"""Lines of the drawing and where each stands: uniform on the screen, as tall as their text on paper."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Literal, NamedTuple

from ...plan.board import BoardRow, Point
from ...plan.occurrences import period_of
from ...plan.schedule import STATUS_LABELS, Status
from ...plan.term_labels import describe_occurrence
from ...plan.terms import Occurrence


class Bar(NamedTuple):
    """A dated point as drawn: days as ordinals, both included; ``base``: the approved days when they differ."""

    first: int
    last: int
    status: Status
    base: tuple[int, int] | None
    point: Point


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the drawing; that of a single point has its words right of its bar."""

    kind: Literal["track", "row", "point"]
    bars: tuple[Bar, ...] = ()

    @property
    def label(self) -> str:
        """Made only for lines that are drawn."""
        return label_of(self.bars[0].point) if self.kind == "point" else ""


def bar_of(point: Point) -> Bar:
    """The bar of a point; a moved or hand-dated one keeps its approved days as the base."""
    base = None
    if point.moved_to is not None:
        base = point.start.toordinal(), point.end.toordinal()
    elif not point.is_own:
        named = period_of(point.key)
        if (named.start, named.end) != (point.start, point.end):
            base = named.start.toordinal(), named.end.toordinal()
    return Bar(point.first.toordinal(), point.last.toordinal(), point.status, base, point)


def bars_of(row: BoardRow) -> tuple[Bar, ...]:
    """The bars of an activity in one line, by start."""
    return tuple(sorted(map(bar_of, row.points), key=lambda bar: (bar.first, bar.last)))


def label_of(point: Point) -> str:
    """«окт 2023 · выполнено 05.10.2023»."""
    text = f"{describe_occurrence(Occurrence(point.start, point.end))} · {STATUS_LABELS[point.status]}"
    if point.done_on is not None and point.status in ("done", "done_late"):
        text += f" {_day(point.done_on)}"
    if point.moved_to is not None and point.status == "moved":
        text += f" на {_day(point.moved_to)}"
    return text


def _day(day: date) -> str:
    return f"{day.day:02}.{day.month:02}.{day.year}"


class RowLayout:
    """y ↔ line. ``heights``: one number for all lines, or one for each."""

    def __init__(self, count: int, heights: float | Sequence[float]) -> None:
        self.count = count
        self._uniform = heights if isinstance(heights, int | float) else 0.0
        each: Iterable[float] = () if isinstance(heights, int | float) else heights
        self._tops = [0.0, *accumulate(each)]

    @property
    def height(self) -> float:
        """Of all lines together."""
        return self.count * self._uniform if self._uniform else self._tops[-1]

    def top(self, line: int) -> float:
        return line * self._uniform if self._uniform else self._tops[line]

    def height_of(self, line: int) -> float:
        return self._uniform or self._tops[line + 1] - self._tops[line]

    def at(self, y: float) -> int:
        """The line under y, -1 outside."""
        if not 0 <= y < self.height:
            return -1
        return int(y // self._uniform) if self._uniform else bisect_right(self._tops, y) - 1

    def between(self, top: float, bottom: float) -> range:
        """The lines that touch the strip from top to bottom."""
        if not self.count or bottom <= 0 or top >= self.height:
            return range(0)
        first = self.at(max(0.0, top))
        last = self.at(min(bottom, self.height - 0.01))
        return range(first, last + 1)
