"""From a declaration to a table: Record, field(), link(), section(), register().

The declaration is a class (tables.py); rows are read and written with SQLAlchemy Core through ``Change`` and ``Query``,
so no object stands between a row and its table and a bulk import costs no more than its rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Boolean, Column, Date, Dialect, Float, ForeignKey, Integer, String, Table
from sqlalchemy.types import TypeDecorator, TypeEngine

from ..core import kinds
from ..core.register import Derive, FieldSpec, RegisterSpec, Remember, Rule, Section, Source
from ..core.text import fold
from .tables import Base, Mapped, mapped_column

__all__ = ["REGISTERS", "Base", "Mapped", "Record", "field", "link", "mapped_column", "register", "section"]


class TupleText(TypeDecorator[tuple[str, ...]]):
    """A tuple of short texts kept as «;a;b;», so that «contains a» is LIKE '%;a;%' on every base."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return f";{';'.join(value)};" if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:
        return tuple(value[1:-1].split(";")) if value else None


class Record(Base):
    """A row of a register. ``title`` is what people call it; ``title_key`` sorts, ``search_text`` is searched."""

    id: Mapped[int]
    title: Mapped[str]
    title_key: Mapped[str]
    search_text: Mapped[str]

    @classmethod
    def common_columns(cls) -> list[Column[Any]]:
        return [
            Column("id", Integer, primary_key=True, autoincrement=False),
            Column("title", String, default="", nullable=False),
            Column("title_key", String, default="", nullable=False, index=True),
            Column("search_text", String, default="", nullable=False),
        ]


def _column_type(kind: kinds.Kind) -> TypeEngine[Any]:
    if isinstance(kind, kinds.Date):
        return Date()
    if isinstance(kind, kinds.Bool):
        return Boolean()
    if isinstance(kind, kinds.Int | kinds.Link):
        return Integer()
    if isinstance(kind, kinds.Number):
        return Float()
    if isinstance(kind, kinds.MultiChoice | kinds.TextList):
        return TupleText()
    return String()


def field(
    label: str,
    kind: kinds.Kind,
    *,
    header: str | None = "",
    in_list: bool = False,
    width: int = 0,
    help: str = "",
    unique: bool = False,
    index: bool = False,
    depends: tuple[str, tuple[Any, ...]] | None = None,
    hidden: bool = False,
    text_key: bool | None = None,
    summed: bool = False,
    inherits: Source | None = None,
    other_end: str = "",
) -> Any:
    """One field. ``header`` = heading in the canonical workbook: «» the label itself, None not exchanged.

    ``text_key`` adds the folded twin column ``<name>_key``; listed texts have it by default. ``summed``: lists end in
    the sum of the column. ``inherits``: an empty field counts as that of another record. ``other_end``:
    the field that holds the other end of an imprecise date.
    """
    keyed = isinstance(kind, kinds.Text) and (in_list or unique) if text_key is None else text_key
    info = {
        "label": label, "kind": kind, "header": label if header == "" else header, "in_list": in_list, "width": width,
        "help": help, "unique": unique, "depends": depends, "hidden": hidden, "text_key": keyed, "is_summed": summed,
        "inherits": inherits, "other_end": other_end,
    }  # fmt: skip
    return mapped_column(_column_type(kind), unique=unique or None, index=index or None, info={"field": info})


def link(label: str, *, to: str, header: str | None = "", index: bool = True, **options: Any) -> Any:
    """A field that points to a record of the register ``to`` (its table has the same name)."""
    kind = kinds.Link(to)
    info = {
        "label": label, "kind": kind, "header": label if header == "" else header, "in_list": False, "width": 0,
        "help": "", "unique": False, "depends": None, "hidden": False, "text_key": False, **options,
    }  # fmt: skip
    target = ForeignKey(f"{to}.id", deferrable=True, initially="DEFERRED")
    return mapped_column(Integer, target, index=index, info={"field": info})


def section(title: str, *attributes: Mapped[Any]) -> Section:
    """A group of fields of the form, given as attributes of the record class."""
    return Section(title, tuple(each.key for each in attributes))


REGISTERS: dict[str, RegisterSpec] = {}
_RECORDS: dict[str, type[Record]] = {}


def register(
    record: type[Record],
    *,
    key: str,
    title: str,
    singular: str,
    sections: tuple[Section, ...],
    group: str,
    icon: str,
    counted: tuple[str, str, str],
    empty: str,
    sheet: str | None = None,
    key_fields: tuple[str, ...] = ("code",),
    title_fields: tuple[str, ...] = (),
    order: tuple[str, ...] = ("title",),
    rules: tuple[Rule, ...] = (),
    derive: Derive | None = None,
    remember: Remember | None = None,
    of_making: tuple[str, ...] = (),
    looked_up: tuple[FieldSpec, ...] = (),
) -> RegisterSpec:
    """Declares a register; checks it (core/checks.py) and puts it into REGISTERS."""
    from ..core.checks import check

    specs = tuple(
        FieldSpec(name=column.key, required=not column.nullable, **column.info["field"])
        for column in record.own_columns
        if "field" in column.info
    )
    record.key_columns = [Column(spec.key_column, String, index=spec.unique or None) for spec in specs if spec.text_key]
    declared = RegisterSpec(
        key=key, title=title, singular=singular, fields=specs, sections=sections, rules=rules, sheet=sheet,
        key_fields=key_fields, title_fields=title_fields, order=order, group=group, icon=icon,
        forms_of_count=counted, empty_text=empty, derive=derive,
        remember=remember, of_making=of_making, looked_up=looked_up,
    )  # fmt: skip
    check(declared)
    REGISTERS[key] = declared
    _RECORDS[key] = record
    return declared


def table_of(spec: RegisterSpec | str) -> Table:
    """The table of a register."""
    return _RECORDS[spec if isinstance(spec, str) else spec.key].__table__


def title_of(spec: RegisterSpec, values: Mapping[str, Any]) -> str:
    """What a row is called: its title fields joined by spaces."""
    by_name = spec.by_name
    parts = (by_name[name].kind.canonical(values.get(name)) for name in spec.title_fields)
    return " ".join(part for part in parts if part)


def derived(spec: RegisterSpec, values: Mapping[str, Any]) -> dict[str, Any]:
    """The columns written with every row: title, sort keys, folded search text."""
    title = title_of(spec, values)
    result: dict[str, Any] = {"title": title, "title_key": fold(title)}
    words: list[str] = []
    for each in spec.fields:
        value = values.get(each.name)
        if not each.kind.is_text:
            if each.name in spec.title_fields and value is not None:
                words.append(fold(each.kind.canonical(value)))  # who sees a date or a choice in a title looks for it
            continue
        if value is None:
            if each.text_key:
                result[each.key_column] = None
            continue
        text = fold(value if isinstance(value, str) else each.kind.canonical(value))
        words.append(text)
        if each.text_key:
            result[each.key_column] = text
    result["search_text"] = " ".join(words)
    if spec.derive:
        result.update(spec.derive(values))
        result["title_key"] = fold(result["title"])
    return result
