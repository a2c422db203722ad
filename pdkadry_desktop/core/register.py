"""What a register declares: fields, sections, rules. Every consumer is derived from these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from .kinds import Kind, Link
from .text import fold

OTHER_CODES = "other_codes"  # codes of the records that were merged into this one
Severity = Literal["error", "warning", "question"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Wrong data as a value: the field (None: the whole record) and what is wrong, in Russian."""

    field: str | None
    message: str
    severity: Severity = "error"


Rule = Callable[[Mapping[str, Any]], Iterable[Problem]]
Derive = Callable[[Mapping[str, Any]], dict[str, Any]]
Remember = Callable[[Mapping[str, Any], Mapping[str, Any]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the value of an empty field comes from: the same field of another record.

    ``through``: a link of the row, or a text that names the record by one of the fields ``names`` of ``register``.
    """

    through: str
    register: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nearest:
    """A column that another register fills: of its rows that point here by ``via``, the one that counts on the day.

    ``since`` and ``until``: the dates there between which a row counts, an empty one is open; ``main``: the flag
    without which («no») a row stands behind the others; of the rest the latest one is taken.
    """

    register: str
    via: str
    field: str
    since: str
    until: str
    main: str


@dataclass(frozen=True)
class FieldSpec:
    """One column of a register, declared once.

    ``header`` is the heading in the canonical workbook (None: the field is not exchanged there).
    ``depends`` = (field, values): the field is asked for only when that field has one of the values (() = any value).
    ``is_summed``: a list shows the sum of the column. ``inherits``: whose value an empty field counts as.
    ``other_end``: the field with the other end of an imprecise date; what both ends do not agree on is undecided.
    ``nearest``: it is no field of the record but a column of its lists, filled by another register.
    """

    name: str
    label: str
    kind: Kind
    required: bool
    in_list: bool = False
    width: int = 0
    help: str = ""
    header: str | None = None
    unique: bool = False
    depends: tuple[str, tuple[Any, ...]] | None = None
    hidden: bool = False
    text_key: bool = False
    is_summed: bool = False
    inherits: Source | None = None
    other_end: str = ""
    nearest: Nearest | None = None

    @property
    def link(self) -> str | None:
        """Key of the register this field points to, or None."""
        return self.kind.to if isinstance(self.kind, Link) else None

    @property
    def key_column(self) -> str:
        """The folded twin column: sorting, column filters, matching."""
        return f"{self.name}_key"

    @property
    def is_given(self) -> bool:
        """The program fills it when it is left empty: the required code of a record entered by hand."""
        return self.name == "code" and self.required

    def problem(self, value: Any) -> Problem | None:
        """What is wrong with one value in a form."""
        if value is None or value == () or value == "":
            return Problem(self.name, f"Заполните поле «{self.label}».") if self.required else None
        reason = self.kind.check(value)
        return Problem(self.name, reason) if reason else None


@dataclass(frozen=True)
class Section:
    """A titled group of fields of a form."""

    title: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class RegisterSpec:
    """One register: its fields in column order, sections of its form, rules over one row.

    ``sheet``: name in the canonical workbook; ``key_fields``: what identifies a row there;
    ``title_fields``: what a row is called (joined by a space); ``order``: default order, «-name» descending;
    ``derive``: further columns computed from a row each time it is written;
    ``remember``: (row before, row after) → fields that keep what a change took away (a former surname);
    ``looked_up``: columns of its lists that other registers fill, seen after the fields of the title;
    ``of_making``: fields that tell only when the row was made and what it was called then: two rows that differ in
    nothing else say the same.
    """

    key: str
    title: str
    singular: str
    fields: tuple[FieldSpec, ...]
    sections: tuple[Section, ...]
    rules: tuple[Rule, ...]
    sheet: str | None
    key_fields: tuple[str, ...]
    title_fields: tuple[str, ...]
    order: tuple[str, ...]
    group: str
    icon: str
    forms_of_count: tuple[str, str, str]
    empty_text: str
    derive: Derive | None = None
    remember: Remember | None = None
    of_making: tuple[str, ...] = ()
    looked_up: tuple[FieldSpec, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, FieldSpec]:
        return {spec.name: spec for spec in self.fields}

    @cached_property
    def by_header(self) -> dict[str, FieldSpec]:
        """Folded heading of the canonical workbook → field."""
        return {fold(spec.header): spec for spec in self.fields if spec.header}

    @cached_property
    def listed(self) -> tuple[FieldSpec, ...]:
        return tuple(spec for spec in self.fields if spec.in_list)

    @cached_property
    def columns(self) -> dict[str, FieldSpec]:
        """What a list may show: the fields and what other registers tell."""
        return self.by_name | {spec.name: spec for spec in self.looked_up}

    @cached_property
    def usual_columns(self) -> tuple[str, ...]:
        """What a list shows until somebody chooses otherwise."""
        names = [spec.name for spec in self.listed]
        after = max((place for place, name in enumerate(names, 1) if name in self.title_fields), default=0)
        return (*names[:after], *(spec.name for spec in self.looked_up), *names[after:])

    @property
    def may_merge(self) -> bool:
        """Two records of it may become one: the code of the other one stays known."""
        return OTHER_CODES in self.by_name

    @cached_property
    def links(self) -> tuple[FieldSpec, ...]:
        return tuple(spec for spec in self.fields if spec.link)

    def problems(self, values: Mapping[str, Any]) -> list[Problem]:
        """Everything wrong with a row as a form or a script would save it."""
        found = [problem for spec in self.fields if (problem := spec.problem(values.get(spec.name)))]
        wrong = {problem.field for problem in found}
        for rule in self.rules:
            found.extend(problem for problem in rule(values) if problem.field not in wrong)
        return found
