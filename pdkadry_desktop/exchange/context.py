"""What one import knows while it is planned: the base, what the file adds to it, codes that may be referred to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..core.kinds import Link
from ..core.register import FieldSpec, RegisterSpec
from ..registers import REGISTERS
from .implied import equal
from .layout import name_key
from .plan import FieldChange, Writes
from .snapshot import Snapshot


@dataclass(slots=True)
class Context:
    """The state after the import as far as it is planned; new records have negative ids."""

    snapshot: Snapshot
    today: date
    writes: dict[str, Writes] = field(default_factory=dict)
    cnppm: dict[str, bool | None] = field(default_factory=dict)
    refused_codes: dict[str, set[str]] = field(default_factory=dict)
    _codes: dict[str, dict[str, int]] = field(default_factory=dict)
    _names: dict[str, dict[int, str]] = field(default_factory=dict)
    _similar: dict[str, dict[str, str]] = field(default_factory=dict)
    _overlaid: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    _last_id: int = 0

    # -- records ---------------------------------------------------------------------------------------------------

    def base(self, spec: RegisterSpec) -> dict[int, tuple[Any, ...]]:
        """Records of the base by id, values in the order of the declared fields."""
        return self.snapshot.rows.get(spec.key, {})

    def base_row(self, spec: RegisterSpec, record_id: int) -> dict[str, Any]:
        """All fields of a record of the base and its id."""
        return {**dict(zip(spec.by_name, self.base(spec)[record_id], strict=True)), "id": record_id}

    def record(self, register: str, record_id: int) -> Mapping[str, Any]:
        """A record as it will be."""
        writes = self.writes.get(register)
        if writes and record_id in writes.new:
            return writes.new[record_id]
        row = self.base_row(REGISTERS[register], record_id)
        return {**row, **writes.changed[record_id]} if writes and record_id in writes.changed else row

    def records(self, register: str) -> Iterable[Mapping[str, Any]]:
        """All records as they will be; asked for only after the register is planned."""
        if register not in self._overlaid:
            new = self.writes[register].new if register in self.writes else {}
            known = [self.record(register, each) for each in self.snapshot.rows.get(register, {})]
            self._overlaid[register] = [*known, *new.values()]
        return self._overlaid[register]

    def new_id(self) -> int:
        """A temporary id."""
        self._last_id -= 1
        return self._last_id

    def add(self, register: str, values: dict[str, Any], record_id: int | None = None) -> int:
        """Notes a new record; returns its temporary id (given when it was promised before)."""
        if record_id is None:
            record_id = self.new_id()
        self.writes.setdefault(register, Writes()).new[record_id] = values
        return record_id

    def change(self, register: str, record_id: int, values: dict[str, Any]) -> None:
        """Notes changed fields of a record of the base."""
        if values:
            self.writes.setdefault(register, Writes()).changed.setdefault(record_id, {}).update(values)

    # -- codes -----------------------------------------------------------------------------------------------------

    def codes(self, register: str) -> dict[str, int]:
        """«Код» → id of all records that may be referred to: of the base and accepted from the file."""
        if register not in self._codes:
            self._codes[register] = dict(self.snapshot.codes.get(register, {}))
        return self._codes[register]

    def code_of(self, register: str, record_id: int | None) -> str:
        """The «Код» of a record, as it stands in the workbook."""
        if record_id is None:
            return ""
        names = self._names.get(register)
        if names is None or record_id not in names:
            names = self._names[register] = {each: code for code, each in self.codes(register).items()}
        return names.get(record_id, "")

    def similar_code(self, register: str, code: str) -> str | None:
        """A known code that differs only in case, kind of dash, spaces or look-alike letters."""
        if register not in self._similar:
            self._similar[register] = {_bare(known): known for known in self.codes(register)}
        return self._similar[register].get(_bare(code))

    # -- comparing -------------------------------------------------------------------------------------------------

    def differing(
        self, spec: RegisterSpec, names: Sequence[str], values: Sequence[Any], old: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Fields whose new value means something else than the old one."""
        found = {name: value for name, value in zip(names, values, strict=True) if old[name] != value}
        if not found:
            return found
        row = {**old, **found}
        return {
            name: value for name, value in found.items()
            if not equal(self, spec, spec.by_name[name], value, old[name], row)
        }  # fmt: skip

    def shown_changes(
        self, spec: RegisterSpec, found: Mapping[str, Any], old: Mapping[str, Any]
    ) -> tuple[FieldChange, ...]:
        """Changed fields with both values as in the workbook."""
        return tuple(
            FieldChange(each.header or each.label, self._shown(each, old.get(name)), self._shown(each, value))
            for name, value in found.items()
            for each in (spec.by_name[name],)
        )

    def _shown(self, each: FieldSpec, value: Any) -> str:
        return self.code_of(each.kind.to, value) if isinstance(each.kind, Link) else each.kind.format(value)


def _bare(code: str) -> str:
    return name_key(code).replace(" ", "")
