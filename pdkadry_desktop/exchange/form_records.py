"""Rows of a returned form that are records about people or about the organisation: courses, vacancies, pairs …"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rapidfuzz import fuzz

from ..core.kinds import BadValue, Date
from ..core.text import fold, name_key
from ..storage.declare import title_of
from .codes import stable_code
from .foreign_names import read_name
from .foreign_sheet import table_plan
from .foreign_table import ForeignTable
from .foreign_values import day_of
from .form_compare import Missing, Return, edits, equal_rows, listed, warn
from .form_rows import ReturnRow
from .form_templates import FormSheet
from .plan import ChangedRow, SheetPlan

_NOTE = re.compile(r"^(.*?)\s*\(([^()]*)\)\s*$")
_SIMILAR = 80  # per cent of likeness of a name by which a renamed record is known again
_PEOPLE = "teachers"
Values = dict[str, Any]
Key = tuple[Any, ...]


class RecordsReturn:
    """Plans one sheet whose rows are records of one register."""

    def __init__(self, state: Return, form: FormSheet, table: ForeignTable, rows: list[ReturnRow]) -> None:
        self.state, self.form, self.rows, self.context = state, form, rows, state.context
        self.spec = form.layout.spec
        self.plan = table_plan(form.layout.name, table)
        self.links = [each.name for each in self.spec.links if each.link == _PEOPLE]
        self.has_place = any(each.name == "organization_id" and each.required for each in self.spec.fields)
        self.handed = state.handed(form)
        self.own = {each: row for each, row in self.context.snapshot.records(self.spec.key) if self._is_own(each, row)}
        self.identity = self._identity()
        self.claimed: dict[int, ReturnRow] = {}
        self.found: dict[int, int] = {}
        self._fields = [column.field for column in form.columns]

    def _identity(self) -> list[str]:
        """The fields by which a record is told from others when its hidden id is gone."""
        names = [name for name in self.spec.key_fields if name not in ("code", "organization_id")]
        if not names:
            required = [each.name for each in self.spec.fields if each.required and not each.is_given]
            names = [name for name in dict.fromkeys((*self.links, *self.spec.title_fields, *required))
                     if name not in ("code", "organization_id")]  # fmt: skip
        present = {column.name for column in self.form.columns}
        return [name for name in names if name in present]

    def _is_own(self, record: int, row: Values) -> bool:
        if self.has_place:
            return bool(row["organization_id"] == self.state.place)
        named = {row[name] for name in self.links if row[name] is not None}
        return record in self.handed or bool(named & self.state.own_people)

    def run(self) -> SheetPlan:
        for row in self.rows:
            self._resolve_people(row)
        if self.state.has_ids:
            self._match_by_ids()
        self._match_by_keys()
        self._match_alike()
        started: dict[Key, ReturnRow] = {}
        for at, row in enumerate(self.rows):
            if row.is_refused:
                self.plan.rejected.append(row.number)
            elif at in self.found:
                self._change(row, self.found[at])
            else:
                self._add(row, started)
        for record in sorted(self.handed & self.own.keys() - self.claimed.keys()):
            title = title_of(self.spec, self.own[record]) or self.spec.singular
            self.state.plan.missing.append(Missing(self.form.title, self.spec.key, record, title))
        return self.plan

    # -- people --------------------------------------------------------------------------------------------------

    def _resolve_people(self, row: ReturnRow) -> None:
        for column in self.form.person_columns:
            text = row.values.get(column.name)
            if text is None or row.is_refused:
                continue
            row.values[column.name] = self._person(row, column.name, text)

    def _person(self, row: ReturnRow, name: str, text: str) -> int | None:
        """The person a cell names; the row is refused when it is nobody of this organisation."""
        known = self.state.person_names.get(name_key(text))
        if known is not None:
            return known
        found = _NOTE.match(text)
        born_on = None
        code = ""
        if found is not None:
            text, note = found.groups()
            try:
                day = day_of(note)
                born_on = day.on if day is not None else None
            except BadValue:
                code = note
        try:
            person_name = read_name(text)
        except BadValue as error:
            row.refuse(name, f"Строка не принята: {error}.")
            return None
        if person_name is None:
            row.refuse(name, "Строка не принята: нужно ФИО.")
            return None
        answer = self.state.people.find(person_name, self.state.place_code, born_on, "", code)
        if answer.question:
            row.refuse(name, answer.question, "question")
            return None
        if answer.person is None:
            row.refuse(name, "Такого человека в организации нет. Проверьте ФИО или впишите его в форму «Педагоги».",
                       "question")  # fmt: skip
            return None
        person = self.context.codes(_PEOPLE)[answer.person.code]
        old = self.own.get(row.record or 0)
        if self.state.place_code not in answer.person.places and (old is None or old.get(name) != person):
            row.refuse(name, "Этот человек работает в другой организации: строка не принята.")
        return person

    # -- which record --------------------------------------------------------------------------------------------

    def _match_by_ids(self) -> None:
        base = self.context.base(self.spec)
        claims: dict[int, list[int]] = {}
        for at, row in enumerate(self.rows):
            if row.record is None or row.record not in base or row.is_refused:
                continue
            if row.record not in self.own:
                row.refuse("", "Эта запись о другой организации: строка не принята.")
            elif self._agrees(row, self.own[row.record]):
                claims.setdefault(row.record, []).append(at)
        for record, places in claims.items():
            self._claim(max(places, key=lambda at: (self._likeness(self.rows[at], self.own[record]), -at)), record)

    def _agrees(self, row: ReturnRow, old: Mapping[str, Any]) -> bool:
        """The same people, and not all else different: a copied row is another record."""
        if any(row.has(name) and row.values[name] != old[name] for name in self.links[:1] if self._is_required(name)):
            return False
        return not self.identity or self._likeness(row, old) > 0

    def _is_required(self, name: str) -> bool:
        return self.spec.by_name[name].required

    def _likeness(self, row: ReturnRow, old: Mapping[str, Any]) -> int:
        return sum(_plain(row.values.get(name)) == _plain(old[name]) for name in self.identity if row.has(name))

    def _claim(self, at: int, record: int) -> None:
        self.found[at] = record
        self.claimed[record] = self.rows[at]

    def _match_by_keys(self) -> None:
        free: dict[Key, list[int]] = {}
        for record, old in self.own.items():
            if record not in self.claimed:
                free.setdefault(self._key(old), []).append(record)
        for at, row in self._open():
            if all(row.has(name) for name in self.identity) and (records := free.get(self._key(row.values))):
                self._claim(at, records.pop(0))

    def _match_alike(self) -> None:
        """A record whose name or date was corrected in a return without ids: the only one of the same people."""
        for at, row in self._open():
            alike = [
                record for record in sorted(self.handed & self.own.keys() - self.claimed.keys())
                if all(row.values.get(name) == self.own[record][name] for name in self.links if row.has(name))
                and self._is_alike(row, self.own[record])
            ]  # fmt: skip
            if len(alike) == 1:
                self._claim(at, alike[0])

    def _is_alike(self, row: ReturnRow, old: Mapping[str, Any]) -> bool:
        rest = [name for name in self.identity if name not in self.links and row.has(name)]
        differing = [name for name in rest if _plain(row.values[name]) != _plain(old[name])]
        return len(differing) == 1 < len(rest) and (
            isinstance(self.spec.by_name[differing[0]].kind, Date)
            or fuzz.partial_ratio(str(_plain(row.values[differing[0]])), str(_plain(old[differing[0]]))) >= _SIMILAR
        )

    def _open(self) -> list[tuple[int, ReturnRow]]:
        return [(at, row) for at, row in enumerate(self.rows) if at not in self.found and not row.is_refused]

    def _key(self, values: Mapping[str, Any]) -> Key:
        return tuple(_plain(values.get(name)) for name in self.identity)

    # -- what is written -----------------------------------------------------------------------------------------

    def _change(self, row: ReturnRow, record: int) -> None:
        old = self.own[record]
        found = edits(self.state, row, self.spec, self._fields, old, self.state.original(self.form, record))
        changes = self.context.shown_changes(self.spec, found, old)
        if not found:
            self.plan.unchanged.append(row.number)
            return
        merged = {**old, **found}
        self.context.change(self.spec.key, record, found)
        warn(row, self.spec, merged)
        self.plan.changed.append(ChangedRow(row.number, title_of(self.spec, merged), changes))

    def _add(self, row: ReturnRow, started: dict[Key, ReturnRow]) -> None:
        if self.state.is_gone(self.form, row, self.context.base(self.spec)):
            self.plan.rejected.append(row.number)
            return
        values: Values = {each.name: row.values.get(each.name) for each in self._fields}
        if self.has_place:
            values["organization_id"] = self.state.place
        missing = [
            each.label for each in self.spec.fields
            if each.required and not each.is_given and values.get(each.name) is None
        ]  # fmt: skip
        if missing:
            row.refuse("", f"Новая запись, а {listed(missing)} нет. Заполните: строка не принята.")
            self.plan.rejected.append(row.number)
            return
        key = self._key(values)
        first = started.setdefault(key, row)
        repeated = next((each for each in self.claimed.values() if self._key(each.values) == key), None)
        if first is row and repeated is not None:
            first = repeated
        if first is not row:
            if equal_rows(row, first):
                self.plan.unchanged.append(row.number)
            else:
                row.refuse("", f"Такая же запись уже есть в строке {first.number}. Принята первая; оставьте одну.")
                self.plan.rejected.append(row.number)
            return
        if self.spec.by_name.get("code") is not None and self.spec.by_name["code"].is_given:
            values["code"] = self._code(key)
        self.context.add(self.spec.key, values)
        warn(row, self.spec, {**dict.fromkeys(self.spec.by_name), **values})
        self.plan.added.append(row.number)

    def _code(self, key: Key) -> str:
        codes = self.context.codes(self.spec.key)
        parts = [self.state.place_code, *map(str, key)]
        code = stable_code(self.spec.singular[:1].upper(), parts, codes)
        codes[code] = 0
        return code


def _plain(value: Any) -> Any:
    return fold(value) if isinstance(value, str) else value
