"""Whether rows are a valid workbook by the specification: the generator must never give a row that is refused."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from .calendar_rules import holds
from .district import Row, Workbook
from .reading import dictionary, keys, required, sheets

JOB_COLUMNS_FROM = "Организация"
SPANS = (
    ("Начало", "Окончание"), ("С", "По"), ("Создано", "Закрыто"), ("Включён", "Исключён"), ("Открыта", "Закрыта"),
    ("Дата приёма", "Дата увольнения"), ("Действует с", "Действует по"), ("Начало обучения", "Окончание обучения"),
    ("Дата", "Дата помощи"), ("Присвоена", "Действует по"),
)  # fmt: skip


def problems(book: Workbook) -> list[str]:
    """What an importer would refuse, in words."""
    found: list[str] = []
    codes = {name: {row.get("Код") for row in rows} - {None} for name, rows in book.items()}
    for name, columns in sheets().items():
        seen: set[tuple[Any, ...]] = set()
        for number, row in enumerate(book.get(name, []), 1):
            place = f"{name} {number}"
            found += [f"{place}: empty {header}" for header in required()[name] if row.get(header) in (None, [])]
            for header, kind in columns.items():
                value = row.get(header)
                if value is not None and not _fits(value, kind, codes):
                    found.append(f"{place}: {header} = {value!r}")
            key = tuple(row.get(c) or ("участник" if c == "Роль" else None) for c in keys()[name])
            if key in seen:
                found.append(f"{place}: repeated key {key}")
            seen.add(key)
            for start, end in SPANS:
                if row.get(start) and row.get(end) and row[end] < row[start]:
                    found.append(f"{place}: {end} before {start}")
    return found + _people_problems(book.get("Педагоги", []))


def _fits(value: Any, kind: str, codes: dict[str, set[Any]]) -> bool:
    if kind.startswith("ref:"):
        return value in codes[kind[4:]]
    if kind.startswith("one:"):
        return value in dictionary(kind[4:]).values()
    if kind.startswith("many:"):
        return bool(value) and set(value) <= set(dictionary(kind[5:]).values())
    if kind == "bool":
        return isinstance(value, bool)
    if kind == "list":
        return isinstance(value, list) and bool(value)
    if kind in ("int", "number"):
        return isinstance(value, int if kind == "int" else (int, float)) and not isinstance(value, bool)
    return type(value).__name__ == {"date": "date", "text": "str"}[kind]


def _people_problems(rows: list[Row]) -> list[str]:
    """Personal columns that disagree, and employments that the identity rule takes for one."""
    found = []
    headers = list(sheets()["Педагоги"])
    personal = [*headers[1 : headers.index(JOB_COLUMNS_FROM)], "Согласие на обработку данных"]
    jobs: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for other in jobs[row["Код"]]:
            for header in personal:
                if None not in (row.get(header), other.get(header)) and row[header] != other[header]:
                    found.append(f"{row['Код']}: two values of {header}")
            same = all(row[c].casefold() == other[c].casefold() for c in ("Организация", "Должность"))
            hired, before = row.get("Дата приёма"), other.get("Дата приёма")
            if same and (
                hired is None
                or before is None
                or holds(hired, row.get("Дата увольнения"), before)
                or holds(before, other.get("Дата увольнения"), hired)
            ):
                found.append(f"{row['Код']}: one employment twice")
        jobs[row["Код"]].append(row)
    return found
