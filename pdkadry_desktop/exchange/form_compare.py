"""A cell of a return against what was handed out and what the base holds now: the school's edits and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..core.kinds import BadValue
from ..core.register import FieldSpec, RegisterSpec
from ..core.text import fold, name_key
from .cells import Cell
from .context import Context
from .foreign_people import People
from .foreign_whose import NAMES
from .form_rows import ReturnRow, read_value
from .form_service import FormInfo
from .form_templates import FormSheet
from .layout import name_key as sheet_key
from .plan import ImportPlan


@dataclass(frozen=True, slots=True)
class Missing:
    """A record that was handed out and did not come back: not a deletion but a question."""

    sheet: str
    register: str
    record_id: int
    title: str


@dataclass(slots=True)
class FormPlan(ImportPlan):
    """What a return would do, and whose it is."""

    info: FormInfo | None = None
    organization_id: int = 0
    organization: str = ""
    missing: list[Missing] = field(default_factory=list)


@dataclass(slots=True)
class Return:
    """All that the planning of one return shares."""

    plan: FormPlan
    context: Context
    people: People
    place: int
    place_code: str
    has_ids: bool  # the file was made by this base, so its hidden ids mean something
    own_people: set[int] = field(default_factory=set)  # at work here today
    person_names: dict[str, int] = field(default_factory=dict)  # name_key of a label → person

    def original(self, form: FormSheet, record: int | None) -> dict[str, Cell] | None:
        """The cells of a record as they were handed out; None when nobody knows."""
        info = self.plan.info
        if info is None or record is None or not self.has_ids:
            return None
        cells = info.originals.get(sheet_key(form.title), {}).get(record)
        if cells is None:
            return None
        names = [column.name for column in form.columns]
        return dict(zip(names, (*cells, *[None] * (len(names) - len(cells)))))

    def is_gone(self, form: FormSheet, row: ReturnRow, base: Mapping[int, Any]) -> bool:
        """The record of a row was handed out and removed from the base since: it is not brought back by itself."""
        if row.record is None or row.record in base or row.record not in self.handed(form):
            return False
        row.refuse("", "Эту запись удалили из базы после выдачи формы: строка ждёт. Если запись нужна, верните её из "
                   "«Корзины».", "question")  # fmt: skip
        return True

    def handed(self, form: FormSheet) -> set[int]:
        """The records that were handed out on a sheet."""
        info = self.plan.info
        return set(info.originals.get(sheet_key(form.title), {})) if info is not None and self.has_ids else set()


def same(context: Context, spec: RegisterSpec, each: FieldSpec, one: Any, other: Any, row: Mapping[str, Any]) -> bool:
    """Whether two values of a field mean the same; names and positions without regard to case and ё."""
    if one == other:
        return True
    if isinstance(one, str) and isinstance(other, str):
        if each.name in NAMES:
            return name_key(one) == name_key(other)
        return each.name == "position" and fold(one) == fold(other)
    return not context.differing(spec, [each.name], [one], {**row, each.name: other})


def edits(
    state: Return, row: ReturnRow, spec: RegisterSpec, fields: Iterable[FieldSpec], old: Mapping[str, Any],
    original: Mapping[str, Cell] | None, *, keeps_base: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Fields of a known record that the school changed.

    Without ``original`` an empty cell says nothing. Where the base changed meanwhile the base stands and the row is
    asked about; so does it with ``keeps_base`` wherever both are filled.
    """
    found: dict[str, Any] = {}
    for each in fields:
        if not row.has(each.name):
            continue
        value, now = row.values[each.name], old[each.name]
        if same(state.context, spec, each, value, now, old):
            continue
        known, was = _was(original, each)
        if value is None and (not known or each.required or each.name in NAMES):
            continue
        if known and same(state.context, spec, each, value, was, old):
            continue
        is_conflict = now is not None and (
            not same(state.context, spec, each, was, now, old) if known else keeps_base
        )  # fmt: skip
        if is_conflict:
            row.tell(each.name, "question", _conflict(each, value, now, was if known else None))
            continue
        found[each.name] = value
    return found


def _was(original: Mapping[str, Cell] | None, each: FieldSpec) -> tuple[bool, Any]:
    """Whether it is known what was handed out, and what."""
    if original is None or each.name not in original or each.link:
        return False, None
    try:
        return True, read_value(original[each.name], each.kind)
    except BadValue:
        return False, None


def _conflict(each: FieldSpec, value: Any, now: Any, was: Any) -> str:
    def told(one: Any) -> str:
        return f"«{each.kind.format(one)}»" if one is not None else "пусто"

    before = f" (было {told(was)})" if was is not None else ""
    return f"В базе теперь {told(now)}, в возврате {told(value)}{before}. Оставлено то, что в базе: решите, что верно."


def warn(row: ReturnRow, spec: RegisterSpec, values: Mapping[str, Any]) -> None:
    """The rules of a register are only warnings in the exchange."""
    for rule in spec.rules:
        for problem in rule(values):
            row.tell(problem.field or "", "warning", problem.message)


def equal_rows(one: ReturnRow, other: ReturnRow) -> bool:
    return one.values == other.values


def listed(names: Sequence[str]) -> str:
    return ", ".join(f"«{each}»" for each in names)
