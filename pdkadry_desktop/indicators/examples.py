"""Given and expected cases of a definition, tried in a base in memory: a change of the method tests itself.

Examples are data (resources/indicators/examples/*.toml; those of own versions stand with the version): rows of
registers and the role that is expected. A link that is left out points to the latest row of its register in the
example, a number to its first, second … row there; an organisation that is left out is a school.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from ..core.dates import Period
from ..core.kinds import Bool, Choice, Date, Int, Kind, MultiChoice, Number, TextList
from ..core.paths import resource
from ..registers import REGISTERS
from ..storage.change import Change
from ..storage.database import Database
from .definition import Definition, Role
from .grammar import wrong
from .tally import subject_register, take

Expected = Literal["numerator", "base", "unknown", "excluded", "outside"]
EXPECTED: dict[Expected, str] = {
    "numerator": "в числителе", "base": "только в базе", "unknown": "неизвестно", "excluded": "исключён",
    "outside": "не в базе",
}  # fmt: skip
_DAY = date(2025, 12, 31)


@dataclass(frozen=True)
class Example:
    """One case: ``rows`` as (register, values) in the order of adding; ``who``: which row of the counted register."""

    title: str
    expect: Expected
    rows: tuple[tuple[str, Mapping[str, Any]], ...]
    as_of: date = _DAY
    who: int = 1

    def data(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "title": self.title, "expect": self.expect, "as_of": self.as_of, "who": self.who,
            "rows": [{register: dict(values)} for register, values in self.rows],
        }  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """An example and the role that the definition gave."""

    example: Example
    found: Expected

    @property
    def is_right(self) -> bool:
        return self.found == self.example.expect

    def words(self) -> str:
        """«Курс 15 часов: ожидалось «только в базе», получилось «в числителе»»."""
        said = f"ожидалось «{EXPECTED[self.example.expect]}»"
        return said if self.is_right else f"{said}, получилось «{EXPECTED[self.found]}»"


@cache
def shipped_examples() -> dict[str, tuple[Example, ...]]:
    """Indicator → its shipped examples."""
    found: dict[str, list[Example]] = {}
    for path in sorted(resource("indicators", "examples").glob("*.toml")):
        with path.open("rb") as file:
            for table in tomllib.load(file)["example"]:
                for name in table["indicators"]:
                    found.setdefault(name, []).append(example_of(table))
    return {name: tuple(each) for name, each in found.items()}


def kept_examples(text: str) -> tuple[Example, ...]:
    """Examples as a version keeps them."""
    return tuple(map(example_of, json.loads(text)["examples"])) if text else ()


def example_of(table: Mapping[str, Any]) -> Example:
    """BadDefinition when the example names what is not there."""
    title = str(table["title"])
    if table["expect"] not in EXPECTED:
        raise wrong(f"Пример «{title}»", f"«{table['expect']}» не из числа: {', '.join(EXPECTED)}")
    rows: list[tuple[str, Mapping[str, Any]]] = []
    for row in table["rows"]:
        for register, values in row.items():
            if register not in REGISTERS:
                raise wrong(f"Пример «{title}»", f"реестра «{register}» нет")
            rows.append((register, {name: _value(title, register, name, each) for name, each in values.items()}))
    day = table.get("as_of", _DAY)
    return Example(
        title, table["expect"], tuple(rows), date.fromisoformat(day) if isinstance(day, str) else day,
        int(table.get("who", 1)),
    )  # fmt: skip


def _value(title: str, register: str, name: str, value: Any) -> Any:
    spec = REGISTERS[register]
    field = spec.by_name.get(name) or spec.by_name.get(f"{name}_id")
    if field is None:
        raise wrong(f"Пример «{title}»", f"в реестре «{spec.title}» нет поля «{name}»")
    if isinstance(field.kind, Date) and isinstance(value, str):
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


def run(definition: Definition, examples: Iterable[Example]) -> list[Outcome]:
    """Every example in a base of its own kind, all in one that is thrown away."""
    cases = list(examples)
    if not cases or not definition.counting.parts:
        return []
    with Database.in_memory() as db:
        with db.change("Примеры") as change:
            members = [_add(change, definition, each, number) for number, each in enumerate(cases, 1)]
        roles: dict[date, Mapping[Any, int]] = {}
        for case in cases:
            if case.as_of not in roles:
                period = definition.period(Period.of_year(case.as_of.year, case.as_of))
                roles[case.as_of] = take(db, definition.counting, period).roles
        several = len(definition.counting.parts) > 1
        return [
            Outcome(case, _standing(roles[case.as_of], [(part, key) if several else key for part, key in keys]))
            for case, keys in zip(cases, members, strict=True)
        ]


def _standing(roles: Mapping[Any, int], keys: Sequence[Any]) -> Expected:
    """The best role of the member over the parts of the definition."""
    role = max((roles[key] for key in keys if key in roles), default=None)
    if role is None:
        return "outside"
    if role <= Role.EXCLUDED:
        return "excluded"
    if role in (Role.UNKNOWN, Role.BASE_UNKNOWN):
        return "unknown"
    return "numerator" if role >= Role.NUMERATOR else "base"


def _add(change: Change, definition: Definition, example: Example, number: int) -> list[tuple[int, Any]]:
    """Adds the rows; the member by part of the definition."""
    added: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
    if not any(register == "organizations" for register, _ in example.rows):
        _one(change, "organizations", {"kind": "school"}, added, number)
    for register, values in example.rows:
        _one(change, register, values, added, number)
    members: list[tuple[int, Any]] = []
    for place, part in enumerate(definition.counting.parts):
        subject = subject_register(part)
        rows = added.get(part.register if subject is None else subject, [])
        if len(rows) >= example.who:
            ident, values = rows[example.who - 1]
            key = ident if subject is not None else tuple(values.get(name) for name in part.counts)
            members.append((place, key))
    return members


def _one(
    change: Change,
    register: str,
    given: Mapping[str, Any],
    added: dict[str, list[tuple[int, Mapping[str, Any]]]],
    example: int,
) -> None:
    spec = REGISTERS[register]
    row: dict[str, Any] = {}
    for field in spec.fields:
        value = given.get(field.name, given.get(field.name.removesuffix("_id")))
        if field.link:
            known = [ident for ident, _ in added.get(field.link, ())] if field.link != register else []
            if value is not None:
                row[field.name] = known[int(value) - 1]
            elif known and (field.required or field.link in ("teachers", "organizations")):
                row[field.name] = known[-1]
        elif value is None and field.required:
            row[field.name] = _filler(field.kind, f"Пример {example}-{len(added.get(register, ())) + 1}")
        elif value is not None:
            row[field.name] = value
    added.setdefault(register, []).append((change.add(spec, row), row))


def _filler(kind: Kind, text: str) -> Any:
    """Something for a required field that the example does not speak of."""
    match kind:
        case Choice(dictionary=dictionary):
            return next(iter(dictionary.labels))
        case MultiChoice(dictionary=dictionary):
            return (next(iter(dictionary.labels)),)
        case TextList():
            return (text,)
        case Bool():
            return False
        case Date():
            return date(2025, 1, 1)
        case Int() | Number():
            return 1
    return text
