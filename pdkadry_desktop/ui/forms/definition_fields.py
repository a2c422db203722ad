"""How a field is compared in a definition, in the words of lists: «одно из», «не позже даты отчёта» … No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ...core import kinds
from ...core.register import FieldSpec, RegisterSpec
from ...indicators.editing import FieldNode
from ...registers import REGISTERS

_SEVERAL = {"in": "eq", "not_in": "not"}  # how one value of a list is said


@dataclass(frozen=True)
class Comparison:
    """``count`` values are asked for (of ``kind``); ``fixed`` stands instead; ``is_list``: one value is a list."""

    label: str
    op: str
    count: int = 1
    fixed: Any = None
    kind: kinds.Kind | None = None
    is_list: bool = False
    may_be_empty: bool = False

    def values_of(self, node: FieldNode) -> tuple[Any, ...] | None:
        """The values of a node that this comparison makes; None when another one makes it."""
        if self.is_list and node.op in (self.op, _SEVERAL[self.op]):
            return (tuple(node.value) if isinstance(node.value, list) else (node.value,),)
        if node.op != self.op or (node.or_empty and not self.may_be_empty):
            return None
        if self.count == 0:
            return () if node.value == self.fixed and type(node.value) is type(self.fixed) else None
        if _is_moment(node.value):
            return None
        values = tuple(node.value) if self.count == 2 else (node.value,)
        if any(_is_moment(each) for each in values):
            return None
        return tuple(_plain(self.kind, each) for each in values)

    def value(self, values: Sequence[Any]) -> tuple[str, Any]:
        """The word and the value of what the editors gave."""
        if self.count == 0:
            return self.op, self.fixed
        if self.is_list:
            chosen = list(values[0] or ())
            return (self.op, chosen) if len(chosen) != 1 else (_SEVERAL[self.op], chosen[0])
        return self.op, list(values) if self.count == 2 else values[0]

    def asked(self, field: FieldSpec) -> FieldSpec:
        """The field as its editor shows it."""
        return replace(field, kind=self.kind or field.kind, required=True, help="")


def _is_moment(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("@", "$"))


def _plain(kind: kinds.Kind | None, value: Any) -> Any:
    """A day that is kept as a text."""
    return date.fromisoformat(value) if isinstance(kind, kinds.Date) and isinstance(value, str) else value


_EMPTY = (Comparison("заполнено", "empty", 0, False), Comparison("не заполнено", "empty", 0, True))
_BOOL = (
    Comparison("да", "eq", 0, True), Comparison("нет", "eq", 0, False),
    Comparison("не «нет»", "not", 0, False), Comparison("не «да»", "not", 0, True),
)  # fmt: skip


def comparisons(field: FieldSpec) -> tuple[Comparison, ...]:
    """The comparisons of a field, the most usual first."""
    kind = field.kind
    match kind:
        case kinds.Choice(dictionary=dictionary) | kinds.MultiChoice(dictionary=dictionary):
            several = kinds.MultiChoice(dictionary)
            return (
                Comparison("одно из", "in", kind=several, is_list=True, may_be_empty=True),
                Comparison("ни одно из", "not_in", kind=several, is_list=True), *_EMPTY,
            )  # fmt: skip
        case kinds.Bool():
            return (*_BOOL, *_EMPTY)
        case kinds.Date():
            return (*_dates(), *_EMPTY)
        case kinds.Int() | kinds.Number():
            plain = kinds.Int() if isinstance(kind, kinds.Int) else kinds.Number()
            year = (Comparison("отчётный год", "eq", 0, "@year"),) if isinstance(kind, kinds.Int) else ()
            return (
                *(
                    Comparison(label, op, kind=plain, may_be_empty=True)
                    for label, op in (("не меньше", "ge"), ("больше", "gt"), ("не больше", "le"), ("меньше", "lt"),
                                      ("равно", "eq"), ("не равно", "not"))
                ),
                Comparison("между", "between", 2, kind=plain), *year, *_EMPTY,
            )  # fmt: skip
        case kinds.Text():
            text = kinds.Text(suggest=kind.suggest)
            return (
                *(
                    Comparison(label, op, kind=text, may_be_empty=True)
                    for label, op in (("слово в начале", "word"), ("начинается с", "starts"), ("содержит", "contains"),
                                      ("равно", "eq"), ("не равно", "not"))
                ),
                *_EMPTY,
            )  # fmt: skip
    return _EMPTY


def _dates() -> tuple[Comparison, ...]:
    day, years = kinds.Date(), kinds.Int(0, 120)
    return (
        Comparison("не позже даты отчёта", "le", 0, "@as_of"),
        Comparison("не раньше даты отчёта", "ge", 0, "@as_of"),
        Comparison("в отчётном периоде", "between", 0, ["@start", "@as_of"]),
        Comparison("в прошлом году", "between", 0, ["@start-1y", "@start-1d"]),
        Comparison("полных лет меньше", "years_lt", kind=years),
        Comparison("полных лет не меньше", "years_ge", kind=years),
        Comparison("не раньше", "ge", kind=day, may_be_empty=True),
        Comparison("не позже", "le", kind=day, may_be_empty=True),
        Comparison("между", "between", 2, kind=day),
    )  # fmt: skip


def fields_for(spec: RegisterSpec) -> dict[str, tuple[str, FieldSpec]]:
    """Path as definitions say it → label and field: those of the register, then those behind its links."""
    found = {_short(field.name): (field.label, field) for field in spec.fields}
    for link in spec.links:
        target = REGISTERS[link.link or ""]
        if target.key == spec.key:
            continue
        for field in target.fields:
            found[f"{_short(link.name)}.{_short(field.name)}"] = (f"{link.label}: {field.label.lower()}", field)
    return found


def _short(name: str) -> str:
    return name.removesuffix("_id")


def date_fields(spec: RegisterSpec) -> dict[str, str]:
    """Path → label of the days at which full years can be counted."""
    return {path: label for path, (label, field) in fields_for(spec).items() if isinstance(field.kind, kinds.Date)}
