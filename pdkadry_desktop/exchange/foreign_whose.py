"""Whose row it is: the person and the organisation a row of a foreign table speaks of."""

from __future__ import annotations

from ..core.kinds import BadValue
from .foreign_names import Name, read_name, tidy
from .foreign_places import Places
from .foreign_row import RowReader
from .foreign_table import ForeignTable
from .foreign_values import is_blank
from .layout import name_key
from .plan import shown_whole

NAMES = ("last_name", "first_name", "middle_name")


def name_meaning(reader: RowReader) -> str:
    return "last_name" if "last_name" in reader.table.meanings else "full_name"


def row_name(reader: RowReader, previous: Name | None) -> Name | None:
    """The person of a row; a row without a name goes on with the person above; None: refused, with the reason."""
    meanings = reader.table.meanings
    try:
        if "last_name" in meanings:
            last, first, middle = (_part(reader.text(each)) for each in NAMES)
            if last and not first and len(last.split()) > 1:
                return read_name(last)
            if last and first:
                return Name(last, first, middle)
            if not last and previous and (not first or name_key(first) == name_key(previous.first)) and (
                not middle or name_key(middle) == name_key(previous.middle or "")
            ):  # fmt: skip
                return previous
            reader.tell("last_name" if not last else "first_name", "error",
                        "Не понять, чья это строка: впишите фамилию и имя. Строка не принята.")  # fmt: skip
            return None
        cell = reader.cell("full_name")
        if is_blank(cell):
            if previous is None:
                reader.tell("full_name", "error", "Нет ФИО: строка не принята. Впишите ФИО.")
            return previous
        name = read_name(shown_whole(cell))
        if name is None:
            reader.tell("full_name", "warning", "Вакансия: в список людей не записана.")
        return name
    except BadValue as error:
        reader.tell(name_meaning(reader), "error", f"Строка не принята: {error}.")
        return None


def _part(text: str | None) -> str | None:
    return tidy(text) if text else None


def row_place(reader: RowReader, places: Places, default: str | None) -> str | None:
    """The organisation of a row: its column, the group row above, the table; None: asked."""
    text = reader.text("organization")
    if text is not None:
        found = places.find(text) or places.mentioned(text)
        if len(found) == 1:
            return next(iter(found))
        why = "названы несколько организаций" if found else "такой организации в базе нет"
        reader.ask("organization", f"Строка ждёт: {why}. Впишите код или наименование, как в списке организаций.")
        return None
    if reader.row.group and len(found := places.mentioned(reader.row.group)) == 1:
        return next(iter(found))
    if default is None:
        reader.tell_at(None, "question", (
            "Не понять, какая это организация: строка ждёт. Напишите её наименование над таблицей или добавьте столбец "
            "«Организация»." if places.all else "В базе нет организаций: сначала загрузите их список."
        ))  # fmt: skip
    return default


def table_place(table: ForeignTable, places: Places, file_name: str) -> str | None:
    """The organisation of a whole table: named above it, by the sheet or the file, or the only one of the base."""
    for text in (*(text for _, text in table.above), table.sheet.name, file_name):
        found = places.mentioned(text)
        if len(found) == 1:
            return next(iter(found))
    return places.only
