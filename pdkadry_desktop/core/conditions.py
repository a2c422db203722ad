"""The one filter concept: conditions over the fields of a register, as plain data.

Table filters, saved selections and indicator definitions are the same trees; storage/conditions.py compiles them.
Every condition is two-valued: a test on an empty field is false, except ``empty`` and ``ne``/``not_in``. Only a test
marked ``undecided`` is neither true nor false on an empty field; «and», «or», «not» then work as in Kleene's logic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from .dates import Period, academic_start, add_months

Op = Literal[
    "eq", "ne", "in", "not_in", "ge", "gt", "le", "lt", "between", "contains", "starts", "word", "has_item",
    "empty", "filled", "years_lt", "years_ge",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bound:
    """A value that the reporting period gives: its as-of date, its first day or its year, moved by years, months, days;
    or the first day of the academic year that lasts at the as-of date.

    Moving by years clamps 29 February to the 28th: «full years since S at D are below N» is S > D moved by -N.
    """

    base: Literal["as_of", "start", "year", "academic"]
    years: int = 0
    days: int = 0
    months: int = 0

    @property
    def key(self) -> str:
        """The name of the parameter in the statement."""
        months = f"_{self.months}mo" if self.months else ""
        return f"{self.base}_{self.years}y_{self.days}d{months}".replace("-", "m")

    def value(self, period: Period) -> date | int:
        if self.base == "year":
            return period.year + self.years
        day = period.start if self.base == "start" else period.end
        if self.base == "academic":
            day = academic_start(day)
        return add_months(day, 12 * self.years + self.months) + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Anniversary:
    """The date of a field of the same row (``path`` may follow links) some years later; 29 February gives 1 March."""

    path: str
    years: int


@dataclass(frozen=True, slots=True)
class Years:
    """A number of full years, at the as-of date or at the date of another field of the same row."""

    count: int
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """The folded texts found in ``fields`` of the records of a register whose flag ``flag`` is set."""

    register: str
    fields: tuple[str, ...]
    flag: str

    @property
    def key(self) -> str:
        return f"{self.register}_{self.flag}"


@dataclass(frozen=True, slots=True)
class Test:
    """``path`` is a field or ``link.field`` (the ``_id`` of a link may be left out): ``organization.kind``."""

    __test__ = False  # not a pytest class
    path: str
    op: Op
    value: Any = None
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; true when there is none."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; false when there is none."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Has:
    """At least ``at_least`` rows of another register satisfy ``where`` and are linked to this row by ``via``.

    The link ``via`` points to this row itself or to the record that this row links to: a job «has» the courses of
    its teacher.
    """

    register: str
    via: str
    where: Condition | None = None
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Linked:
    """The record behind a link of this row satisfies ``part``; an empty link does not."""

    link: str
    part: Condition


@dataclass(frozen=True, slots=True)
class Named:
    """A condition with a name in Russian, by which people are told of it."""

    label: str
    part: Condition


Condition = Test | All | AnyOf | Not | Has | Linked | Named


def every(parts: Sequence[Condition | None]) -> Condition | None:
    """All given conditions together; None when there is none."""
    kept = tuple(part for part in parts if part is not None)
    if not kept:
        return None
    return kept[0] if len(kept) == 1 else All(kept)


def lasting(on: date | Bound, since: str, until: str) -> tuple[Condition, Condition]:
    """What lasts on a day: begun by then or nobody knows when, and not ended before."""
    return (
        AnyOf((Test(since, "empty"), Test(since, "le", on))),
        AnyOf((Test(until, "empty"), Test(until, "ge", on))),
    )


def walk(condition: Condition | None) -> Iterator[Condition]:
    """The condition and everything inside it."""
    match condition:
        case None:
            return
        case All(parts) | AnyOf(parts):
            inner: Sequence[Condition | None] = parts
        case Not(part) | Linked(_, part) | Named(_, part):
            inner = (part,)
        case Has(where=where):
            inner = (where,)
        case Test():
            inner = ()
    yield condition
    for each in inner:
        yield from walk(each)


def conjuncts(condition: Condition | None) -> Iterator[Condition]:
    """The conditions that must hold together; a name given to several of them is opened."""
    match condition:
        case None:
            return
        case All(parts):
            for part in parts:
                yield from conjuncts(part)
        case Named(_, All() as inner):
            yield from conjuncts(inner)
        case _:
            yield condition


def on_the_row(condition: Condition | None) -> Iterator[Condition]:
    """The condition and its parts that ask the row itself: nothing inside ``Has`` or behind links."""
    match condition:
        case None:
            return
        case All(parts) | AnyOf(parts):
            inner: Sequence[Condition] = parts
        case Not(part) | Named(_, part):
            inner = (part,)
        case _:
            inner = ()
    yield condition
    for each in inner:
        yield from on_the_row(each)


def may_be_undecided(condition: Condition | None) -> bool:
    """Whether the condition can be neither true nor false; rows inside ``Has`` and behind links always decide."""
    match condition:
        case Test(undecided=undecided):
            return undecided
        case All(parts) | AnyOf(parts):
            return any(may_be_undecided(part) for part in parts)
        case Not(part) | Named(_, part):
            return may_be_undecided(part)
    return False
