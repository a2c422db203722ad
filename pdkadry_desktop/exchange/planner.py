"""Decides the fate of every row of an ordinary sheet: one row is one record, found by its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..core.kinds import Bool, Choice
from ..core.progress import Progress
from ..core.register import FieldSpec, RegisterSpec
from ..storage.declare import title_of
from .checker import CheckedSheet
from .context import Context
from .layout import Column
from .linking import resolve_links, settle_codes, settle_self_links
from .plan import ChangedRow, SheetPlan

_STEP = 2000  # rows between two looks at the progress


def plan_sheet(checked: CheckedSheet, context: Context, plan: SheetPlan, progress: Progress) -> None:
    """Plans a sheet whose links point to sheets planned before, or to itself."""
    spec = checked.layout.spec
    settle_codes(checked, context, spec.key)
    resolve_links(checked, context, own=spec.key)
    matcher = KeyMatcher(spec, context, [column.name for column in checked.values])
    _refuse_incomplete(checked, matcher)
    settle_self_links(checked, context, spec.key)
    _Planner(checked, context, plan, matcher).run(progress)


class KeyMatcher:
    """Finds the record of the base that a row of the file stands for, by the key columns that the file has."""

    def __init__(self, spec: RegisterSpec, context: Context, present: Sequence[str]) -> None:
        self.spec = spec
        self.names = [name for name in spec.key_fields if name in present]
        self.absent = [name for name in spec.key_fields if name not in present]
        fields = list(spec.by_name)
        places = [fields.index(name) for name in self.names]
        rest = [fields.index(name) for name in self.absent]
        defaults = [empty_means(spec.by_name[name]) for name in self.names]
        self._found: dict[tuple[Any, ...], int] = {}
        self._ambiguous: set[tuple[Any, ...]] = set()
        whole: set[tuple[Any, ...]] = set()  # keys held by a record whose absent key fields are empty
        for record_id, values in context.base(spec).items():
            key = tuple([values[at] if values[at] is not None else default for at, default in zip(places, defaults)])
            is_whole = all(values[at] is None for at in rest)
            if key not in self._found or (is_whole and key not in whole):
                self._found[key] = record_id
                if is_whole:
                    whole.add(key)
                    self._ambiguous.discard(key)
            elif key not in whole:
                self._ambiguous.add(key)

    def keys(self, checked: CheckedSheet) -> list[tuple[Any, ...]]:
        """The key of every row; an empty cell of a key column is a value, or its default."""
        columns = {column.name: values for column, values in checked.values.items()}
        lists = []
        for name in self.names:
            default = empty_means(self.spec.by_name[name])
            values = columns[name]
            lists.append(values if default is None else [default if each is None else each for each in values])
        return list(zip(*lists)) if lists else [() for _ in checked.numbers]

    def find(self, key: tuple[Any, ...]) -> int | None:
        return self._found.get(key)

    def is_ambiguous(self, key: tuple[Any, ...]) -> bool:
        return key in self._ambiguous


def empty_means(each: FieldSpec) -> Any:
    """The value an empty key cell is compared as (an empty «Роль» is «участник»)."""
    return each.kind.empty_means if isinstance(each.kind, Bool | Choice) else None


def _refuse_incomplete(checked: CheckedSheet, matcher: KeyMatcher) -> None:
    """New records need all required columns; a row without its key columns cannot be told from others."""
    spec = matcher.spec
    missing = [each for each in spec.fields if each.required and each.header and not checked.has(spec.key, each.name)]
    if not missing and not matcher.absent:
        return
    for row, key in enumerate(matcher.keys(checked)):
        if row in checked.refused:
            continue
        if not matcher.names:
            refuse_without_columns(checked, row, [spec.by_name[name] for name in spec.key_fields])
        elif matcher.is_ambiguous(key):
            names = ", ".join(f"«{spec.by_name[name].header}»" for name in matcher.absent)
            checked.refuse(row, None, f"Без столбцов {names} не понять, какую из записей базы менять. Добавьте их.")
        elif missing and matcher.find(key) is None:
            refuse_without_columns(checked, row, missing)


def refuse_without_columns(checked: CheckedSheet, row: int, missing: Sequence[FieldSpec]) -> None:
    names = ", ".join(f"«{each.header}»" for each in missing)
    word = "обязательного столбца" if len(missing) == 1 else "обязательных столбцов"
    checked.refuse(row, None, f"Такой записи в базе нет, а {word} {names} в файле нет. Добавьте и заполните.")


@dataclass(slots=True)
class _Planner:
    checked: CheckedSheet
    context: Context
    plan: SheetPlan
    matcher: KeyMatcher
    seen: dict[tuple[Any, ...], int] = field(default_factory=dict)  # key → first row
    taken: dict[str, dict[Any, int]] = field(default_factory=dict)  # unique field → value → row

    def run(self, progress: Progress) -> None:
        checked, spec, context = self.checked, self.checked.layout.spec, self.context
        columns = list(checked.values)
        names = [column.name for column in columns]
        unique = [
            (at, column) for at, column in enumerate(columns)
            if column.field.unique and spec.key_fields != (column.name,)
        ]  # fmt: skip
        self.taken = {column.name: {} for _, column in unique}
        code_at = names.index("code") if "code" in names else None
        codes = context.codes(spec.key) if code_at is not None else {}
        refused_codes = context.refused_codes.setdefault(spec.key, set())
        fields, base = list(spec.by_name), context.base(spec)
        places = [fields.index(name) for name in names]
        rows = zip(*checked.values.values())
        for row, (values, key) in enumerate(zip(rows, self.matcher.keys(checked))):
            if row % _STEP == 0:
                progress.raise_if_cancelled()
                progress.step(row, len(checked.numbers), f"Проверка листа «{checked.name}»")
            number = checked.numbers[row]
            if row not in checked.refused:
                first = self.seen.get(key)
                if first is not None:
                    self._repeat(row, first, key, names, values)
                elif unique:
                    self._refuse_taken(row, key, values, unique)
            if row in checked.refused:
                self.plan.rejected.append(number)
                if code_at is not None and isinstance(values[code_at], str):
                    refused_codes.add(values[code_at])
                continue
            if key in self.seen:
                self.plan.unchanged.append(number)
                continue
            self.seen[key] = row
            record_id = self.matcher.find(key)
            if record_id is None:
                new = dict(zip(names, values))
                code = values[code_at] if code_at is not None else None
                record_id = context.add(spec.key, new, codes.get(code) if code is not None else None)
                self.plan.added.append(number)
                warn_by_rules(checked, row, spec, new)
            else:
                old_values = base[record_id]
                if tuple(map(old_values.__getitem__, places)) == values:
                    self.plan.unchanged.append(number)
                    warn_by_rules(checked, row, spec, dict(zip(fields, old_values)))
                else:
                    self._compare(row, record_id, names, values)
            if code_at is not None and values[code_at] is not None:
                codes[values[code_at]] = record_id
        refused_codes.difference_update(codes)

    def _compare(self, row: int, record_id: int, names: Sequence[str], values: Sequence[Any]) -> None:
        spec, number = self.checked.layout.spec, self.checked.numbers[row]
        old = self.context.base_row(spec, record_id)
        found = self.context.differing(spec, names, values, old)
        merged = {**old, **found}
        if found:
            self.context.change(spec.key, record_id, found)
            changes = self.context.shown_changes(spec, found, old)
            self.plan.changed.append(ChangedRow(number, title_of(spec, merged), changes))
        else:
            self.plan.unchanged.append(number)
        warn_by_rules(self.checked, row, spec, merged)

    def _repeat(self, row: int, first: int, key: tuple[Any, ...], names: Sequence[str], values: Sequence[Any]) -> None:
        """A key met before: the same row again is harmless, another one is refused – the first row stands."""
        spec = self.checked.layout.spec
        earlier = {column.name: found[first] for column, found in self.checked.values.items()}
        record_id = self.matcher.find(key)
        old = {**(self.context.base_row(spec, record_id) if record_id is not None else {}), **earlier}
        found = self.context.differing(spec, names, values, old)
        if found:
            name = next(iter(found))
            listed = ", ".join(f"«{spec.by_name[each].header}»" for each in found)
            self.checked.refuse(
                row, self.checked.column(spec.key, name),
                f"Такая же запись уже есть в строке {self.checked.numbers[first]}, но отличается: {listed}. "
                "Принята первая; оставьте одну из строк.",
            )  # fmt: skip

    def _refuse_taken(
        self, row: int, key: tuple[Any, ...], values: Sequence[Any], unique: Sequence[tuple[int, Column]]
    ) -> None:
        mine = self.matcher.find(key)
        for at, column in unique:
            value = values[at]
            if value is None:
                continue
            other = self.context.snapshot.codes.get(column.register, {}).get(value) if column.name == "code" else None
            first = self.taken[column.name].setdefault(value, row)
            if first != row:
                where = f"уже есть в строке {self.checked.numbers[first]}"
            elif other is not None and other != mine:
                where = "в базе занято другой записью"
            else:
                continue
            self.checked.refuse(row, column, f"«{column.heading}» {value} {where}. Укажите другое значение.")


def warn_by_rules(checked: CheckedSheet, row: int, spec: RegisterSpec, values: Mapping[str, Any]) -> None:
    """The rules of a register are only warnings in the exchange."""
    for rule in spec.rules:
        for problem in rule(values):
            column = checked.column(spec.key, problem.field) if problem.field else None
            checked.warn(row, column, problem.message)
