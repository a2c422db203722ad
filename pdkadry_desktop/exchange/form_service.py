"""The hidden sheets of a form: whose it is, which columns it has, what it held when it was made.

With them a return is recognised whatever happened to the visible sheets, and a cell the school did not touch is told
from one it changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any

from ..core.dates import parse_date
from ..core.kinds import Text
from .cells import Cell, SheetFile
from .form_source import FormRow
from .form_templates import FormSheet, sheet_from_service
from .layout import name_key

SERVICE, LISTS = "_форма", "_списки"
VERSION = 1
_MARK = "ПедКадры: форма для школы"
_ROW = "строка"
_TEXT = Text()


@dataclass(slots=True)
class FormInfo:
    """What the service sheet tells. ``base``: the base that made the form; ids mean something only there.

    ``originals``: title of a sheet → record → its cells as they were handed out, in the order of the columns.
    """

    base: str
    organization: str  # code
    title: str
    year: int
    made_on: date
    sheets: list[FormSheet]
    campaign: int | None = None
    originals: dict[str, dict[int, tuple[Cell, ...]]] = field(default_factory=dict)
    is_whole: bool = True  # the signature agrees: nobody edited the sheet


def service_rows(info: FormInfo, rows: Sequence[tuple[FormSheet, Sequence[FormRow]]]) -> list[list[Any]]:
    """The lines of the service sheet."""
    head: list[list[Any]] = [
        [_MARK, VERSION], ["база", info.base], ["организация", info.organization], ["форма", info.title],
        ["год", info.year], ["кампания", info.campaign], ["сделана", info.made_on.isoformat()],
        *(["лист", each.title, each.layout.name, " ".join(c.name for c in each.columns)] for each, _ in rows),
    ]  # fmt: skip
    lines = [[_ROW, sheet.title, each.record_id, *each.cells] for sheet, found in rows for each in found]
    return [*head, ["подпись", _signature(head)], *lines]


def _signature(head: Iterable[Sequence[Any]]) -> str:
    text = "\n".join("|".join(_plain(cell) for cell in row).rstrip("|") for row in head)
    return blake2b(text.encode(), digest_size=12).hexdigest()


def _plain(cell: Any) -> str:
    return _TEXT.from_cell(cell) or ""


def find_form(file: SheetFile) -> FormInfo | None:
    """What the service sheet of a file says; None when there is none, or it is of another version of the program."""
    for sheet in file.sheets:
        if sheet.rows and _plain(sheet.rows[0][0]) == _MARK:
            return _read(sheet.rows)
    return None


def _read(rows: Sequence[tuple[Cell, ...]]) -> FormInfo | None:
    told: dict[str, str] = {}
    head: list[Sequence[Cell]] = []
    sheets: list[FormSheet] = []
    originals: dict[str, dict[int, tuple[Cell, ...]]] = {}
    signature = ""
    for row in rows:
        key, *rest = row
        name = _plain(key)
        if name == _ROW:
            _keep(originals, rest)
        elif name == "подпись":
            signature = _plain(rest[0])
        elif name == "лист":
            texts = [_plain(cell) for cell in rest[:3]]
            sheet = sheet_from_service(texts[0], texts[1], texts[2].split()) if len(texts) == 3 else None
            if sheet is not None:
                sheets.append(sheet)
            head.append(row)
        elif name:
            told[name] = _plain(rest[0]) if rest else ""
            head.append(row)
    try:
        made_on = parse_date(told.get("сделана", ""))
        year = int(told.get("год", ""))
    except ValueError:
        return None
    campaign = told.get("кампания", "")
    if not sheets or not told.get("организация") or told.get(_MARK) != str(VERSION):
        return None
    return FormInfo(
        told.get("база", ""), told["организация"], told.get("форма", ""), year, made_on, sheets,
        int(campaign) if campaign.isdecimal() else None, originals, signature == _signature(head),
    )  # fmt: skip


def _keep(originals: dict[str, dict[int, tuple[Cell, ...]]], rest: Sequence[Cell]) -> None:
    if len(rest) > 2 and (record := record_number(rest[1])) is not None:
        originals.setdefault(name_key(_plain(rest[0])), {})[record] = tuple(rest[2:])


def record_number(cell: Cell) -> int | None:
    """The id in a hidden cell, None when it is none."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell == int(cell):
        return int(cell)
    text = _plain(cell)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None
