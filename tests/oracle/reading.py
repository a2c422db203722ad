"""Reads an .xlsx district workbook into typed rows; written against tests/data/workbook.toml alone."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from .district import Workbook

SPECIFICATION = Path(__file__).parent.parent / "data" / "workbook.toml"
SYNONYMS = {
    "районный": "муниципальный", "городской": "муниципальный", "краевой": "региональный", "областной": "региональный",
    "республиканский": "региональный", "всероссийский": "федеральный",
}  # fmt: skip
DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‑": "-", "‐": "-", "\u00a0": " "})


@cache
def specification() -> dict[str, Any]:
    with SPECIFICATION.open("rb") as file:
        return tomllib.load(file)


@cache
def sheets() -> dict[str, dict[str, str]]:
    """Sheet → {header: type}, in the order of the specification."""
    return {one["name"]: {column["h"]: column["t"] for column in one["columns"]} for one in specification()["sheet"]}


@cache
def keys() -> dict[str, list[str]]:
    return {one["name"]: one.get("key", ["Код"]) for one in specification()["sheet"]}


@cache
def required() -> dict[str, set[str]]:
    return {one["name"]: {c["h"] for c in one["columns"] if c.get("req")} for one in specification()["sheet"]}


def folded(text: object) -> str:
    return " ".join(str(text).split()).casefold().replace("ё", "е").translate(DASHES)


@cache
def dictionary(name: str) -> dict[str, str]:
    """Folded spelling → value of the dictionary."""
    values = {folded(value): value for value in specification()["dict"][name]}
    return values | {folded(other): value for other, value in SYNONYMS.items()} if name == "level" else values


def parse_date(cell: object) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell).strip()
    return datetime.strptime(text, "%d.%m.%Y" if "." in text else "%Y-%m-%d").date()


def parse(cell: object, kind: str) -> Any:
    """A non-empty cell of a valid workbook as a value of its type."""
    if kind == "date":
        return parse_date(cell)
    if kind == "int":
        return int(float(str(cell)))
    if kind == "number":
        number = float(str(cell).replace(",", "."))
        return int(number) if number.is_integer() else number
    if kind == "bool":
        return cell if isinstance(cell, bool) else {"да": True, "нет": False}[folded(cell)]
    if kind == "list":
        return [part.strip() for part in str(cell).split(";") if part.strip()]
    if kind.startswith("one:"):
        return dictionary(kind[4:])[folded(cell)]
    if kind.startswith("many:"):
        values = dictionary(kind[5:])
        return [values[folded(part)] for part in str(cell).split(";") if part.strip()]
    return str(cell).strip()


def is_empty(cell: object) -> bool:
    return cell is None or not str(cell).strip()


def read_workbook(path: Path | str) -> Workbook:
    """All sheets of a valid workbook; absent sheets are empty, unknown columns are left out."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    found: Workbook = {name: [] for name in sheets()}
    names = {folded(name): name for name in sheets()}
    for sheet in book.worksheets:
        name = names.get(folded(sheet.title))
        if name is None:
            continue
        kinds = {folded(header): (header, kind) for header, kind in sheets()[name].items()}
        lines = sheet.iter_rows(values_only=True)
        columns = [kinds.get(folded(cell)) if cell is not None else None for cell in next(lines, ())]
        for line in lines:
            if all(is_empty(cell) for cell in line):
                continue
            row: dict[str, Any] = dict.fromkeys(sheets()[name])
            for column, cell in zip(columns, line, strict=False):
                if column is not None and not is_empty(cell):
                    row[column[0]] = parse(cell, column[1])
            found[name].append(row)
    book.close()
    return found
