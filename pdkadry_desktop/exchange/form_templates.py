"""Forms for schools as data: which sheets, which columns, whose rows (resources/forms/*.toml and the user's own)."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..core.kinds import Date
from ..core.paths import resource
from ..registers import REGISTERS
from .layout import Column, SheetLayout, layouts, name_key

_PEOPLE, _PLACES = "teachers", "organizations"
_SPARE = 20
ID_HEADING = "Код записи (не менять)"


@dataclass(frozen=True)
class FormSheet:
    """One sheet of a form.

    ``year``: the date of a record that falls into the year of the form; ``open``: the end of a record that is empty
    or not before the year; ``people`` «young»: only young specialists; ``spare``: empty rows for what is new.
    """

    title: str
    layout: SheetLayout
    columns: tuple[Column, ...]
    year: str = ""
    open: str = ""
    people: str = ""
    spare: int = _SPARE

    @property
    def is_staff(self) -> bool:
        """A row is a person and a job; otherwise a record that names its people."""
        return self.layout.owner is not None

    @property
    def person_columns(self) -> tuple[Column, ...]:
        """Columns that name a person of the organisation."""
        return tuple(column for column in self.columns if column.field.link == _PEOPLE)


@dataclass(frozen=True)
class FormTemplate:
    """A form: its title, a sentence about it, its sheets."""

    title: str
    about: str
    sheets: tuple[FormSheet, ...]


@cache
def templates() -> tuple[FormTemplate, ...]:
    """The forms that the program brings, in their order."""
    found = [tomllib.loads(path.read_text("utf-8")) for path in sorted(resource("forms").glob("*.toml"))]
    return tuple(
        FormTemplate(each["title"], each["about"], tuple(_sheet(part) for part in each["sheet"]))
        for each in sorted(found, key=lambda each: each["order"])
    )


def _sheet(data: dict[str, Any]) -> FormSheet:
    layout = layouts()[name_key(data["sheet"])]
    return FormSheet(
        data["title"], layout, columns_of(layout, data["columns"]), data.get("year", ""), data.get("open", ""),
        data.get("people", ""), data.get("spare", _SPARE),
    )  # fmt: skip


def own_template(title: str, layout: SheetLayout, names: Sequence[str], year: str = "") -> FormTemplate:
    """A form of one's own choice: a register and its columns, with those a row cannot do without."""
    sheet = FormSheet(layout.name, layout, columns_of(layout, names), year=year)
    return FormTemplate(title, f"Своя форма: реестр «{layout.name}».", (sheet,))


def offered_layouts() -> list[SheetLayout]:
    """The sheets of the workbook that a school can fill in: about its people or about itself."""
    return [layout for layout in layouts().values() if _may_be_asked(layout)]


def _may_be_asked(layout: SheetLayout) -> bool:
    if layout.owner is not None:
        return True
    links = [each.link for each in layout.spec.links]
    required = [each.link for each in layout.spec.links if each.required]
    return bool({_PEOPLE, _PLACES} & set(links)) and set(required) <= {_PEOPLE, _PLACES} and bool(required)


def offered_columns(layout: SheetLayout) -> list[Column]:
    """What may be asked: all that is exchanged but codes, the organisation and links to other registers."""
    return [
        column for column in layout.columns
        if column.name not in ("code", "organization_id") and column.field.link in (None, _PEOPLE)
    ]  # fmt: skip


def columns_of(layout: SheetLayout, names: Sequence[str]) -> tuple[Column, ...]:
    """The named columns in that order, required ones that are not named first."""
    offered = {column.name: column for column in offered_columns(layout)}
    needed = [name for name, column in offered.items() if column.field.required and name not in names]
    if layout.owner is not None and "middle_name" not in names:
        needed.insert(2, "middle_name")
    first = [offered[name] for name in needed]
    return (*first, *(offered[name] for name in names))


def sheet_from_service(title: str, sheet: str, names: Sequence[str]) -> FormSheet | None:
    """The sheet that a returned form says it has; None when this program has no such sheet."""
    layout = layouts().get(name_key(sheet))
    if layout is None or not _may_be_asked(layout):
        return None
    known = {column.name: column for column in offered_columns(layout)}
    return FormSheet(title, layout, tuple(known[name] for name in names if name in known))


def year_fields(layout: SheetLayout) -> list[str]:
    """Dates by which the records of a sheet may be narrowed to a year."""
    return [] if layout.owner is not None else [
        each.name for each in layout.spec.fields if each.required and isinstance(each.kind, Date)
    ]  # fmt: skip


def all_fields(layout: SheetLayout) -> FormSheet:
    """Every column a form of this sheet may have: for a return that lost its service sheet."""
    return FormSheet(layout.name, layout, tuple(offered_columns(layout)))


def registers_of(sheets: Sequence[FormSheet]) -> list[str]:
    """The registers whose records stand on the sheets."""
    found = [each.layout.owner for each in sheets if each.layout.owner] + [each.layout.spec for each in sheets]
    return [key for key in REGISTERS if key in {spec.key for spec in found}]
