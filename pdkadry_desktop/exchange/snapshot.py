"""What the base holds of the registers an import touches, read once: the check of a file then needs no base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..core.register import OTHER_CODES, RegisterSpec
from ..registers import REGISTERS
from ..storage import journal
from ..storage.database import Database
from ..storage.scan import scan
from .implied import automatic_code
from .layout import SheetLayout

HEADING_ANSWERS = "foreign_headings"  # the setting that keeps the answers about headings
BASE_MARK = "forms_base"  # the setting that names this base in the forms it makes
_CONTEXT = ("organizations", "programmes", "providers")  # what empty cells are derived from


@dataclass(frozen=True, slots=True)
class Snapshot:
    """``rows``: register → id → values of all its fields in declared order. ``codes``: register → «Код» → id;
    codes of records that were merged into another lead to it, and a record's own code stands after them.

    ``state``: the number of the last journal entry, to see whether the base changed since. ``answers``: what columns of
    foreign tables mean, by the headings of the table (foreign.py). ``base``: how this base is named in its forms.
    """

    rows: dict[str, dict[int, tuple[Any, ...]]]
    codes: dict[str, dict[str, int]]
    state: int
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    base: str = ""

    def records(self, register: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Id and fields of every record read."""
        names = list(REGISTERS[register].by_name)
        for record_id, values in self.rows.get(register, {}).items():
            yield record_id, dict(zip(names, values, strict=True))


def take_snapshot(db: Database, layouts: Iterable[SheetLayout]) -> Snapshot:
    """Reads the registers of the given sheets, and the codes of all they refer to. On the base's thread."""
    shown = [spec for layout in layouts for spec in (layout.owner, layout.spec) if spec is not None]
    whole = dict.fromkeys([spec.key for spec in shown] + list(_CONTEXT if shown else ()))
    linked = dict.fromkeys(field.link for spec in shown for field in spec.links if field.link)
    rows = {key: dict(scan(db, REGISTERS[key], list(REGISTERS[key].by_name))) for key in whole}
    codes: dict[str, dict[str, int]] = {}
    for key in {**whole, **linked}:
        spec = REGISTERS[key]
        if "code" not in spec.by_name:
            continue
        if key in rows:
            place = list(spec.by_name).index("code")
            found = [(each, values[place]) for each, values in rows[key].items()]
        else:
            found = [(each, values[0]) for each, values in scan(db, spec, ["code"])]
        codes[key] = _other_codes(db, spec)
        codes[key].update({automatic_code(spec, each): each for each, code in found if code is None})
        codes[key].update({code: each for each, code in found if code is not None})
    return Snapshot(rows, codes, journal_state(db), db.setting(HEADING_ANSWERS, {}), db.setting(BASE_MARK, ""))


def _other_codes(db: Database, spec: RegisterSpec) -> dict[str, int]:
    """Codes of records that were merged into another → that one."""
    if not spec.may_merge:
        return {}
    return {code: each for each, (codes,) in scan(db, spec, [OTHER_CODES]) for code in codes or ()}


def journal_state(db: Database) -> int:
    """Grows with every change of the base."""
    newest = journal.entries(db, limit=1)
    return newest[0].id if newest else 0
