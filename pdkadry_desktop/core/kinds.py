"""Kinds of values: how each is parsed from a form or a cell, checked, shown and written to a cell.

A consumer (form, table, importer, exporter, filter) asks the kind, never the register. ``from_cell`` and ``parse``
raise BadValue with a Russian reason; they return None for an empty input.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from .dates import format_date, parse_date
from .text import clean_text, fold


class BadValue(ValueError):
    """A value that is not of its kind; the text says in Russian what is wrong and what is expected."""


@dataclass(frozen=True)
class Dictionary:
    """A closed list: stored code → label. ``synonyms`` maps other spellings to codes on import."""

    key: str
    labels: dict[str, str]
    synonyms: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = {fold(label): code for code, label in self.labels.items()}
        known.update({fold(other): code for other, code in self.synonyms.items()})
        object.__setattr__(self, "_by_label", known)

    @property
    def shown(self) -> dict[str, str]:
        """Code → what people of the open base call it: on screen and on paper, never in the exchange."""
        own = _OWN_LABELS.get(self.key)
        return {code: own.get(code, label) for code, label in self.labels.items()} if own else self.labels

    def code_of_shown(self, label: str) -> str | None:
        """The code of a label as people type it: their own name or that of the exchange."""
        own = {fold(name): code for code, name in _OWN_LABELS.get(self.key, {}).items()}
        return own.get(fold(label)) or self.code_of(label)

    def code_of(self, label: str) -> str | None:
        """The code of a label, ignoring case, ё/е and the kind of dash."""
        known: dict[str, str] = getattr(self, "_by_label")  # noqa: B009 - set in __post_init__ of a frozen class
        return known.get(label) or known.get(fold(label))


_OWN_LABELS: dict[str, dict[str, str]] = {}  # dictionary → code → own label; of the base that is open


def use_own_labels(own: Mapping[str, Mapping[str, str]]) -> None:
    """Sets the labels that the open base has instead of those of the exchange; takes the former ones away."""
    _OWN_LABELS.clear()
    _OWN_LABELS.update({key: dict(labels) for key, labels in own.items() if labels})


@dataclass(frozen=True)
class Kind:
    """Base of all kinds. ``is_text`` values take part in search and get a folded key column."""

    @property
    def is_text(self) -> bool:
        return False

    @property
    def is_number(self) -> bool:
        return False

    def from_cell(self, cell: object) -> Any:
        """The value of a spreadsheet cell (str, int, float, bool, date, datetime or None)."""
        raise NotImplementedError

    def parse(self, text: str) -> Any:
        """The value typed by a person."""
        return self.from_cell(text)

    def format(self, value: Any) -> str:
        """As shown to a person; «» for None."""
        return "" if value is None else str(value)

    def canonical(self, value: Any) -> str:
        """In the words of the exchange: what is stored in titles and written to the workbook."""
        return self.format(value)

    def to_cell(self, value: Any) -> Any:
        """As written to the canonical workbook."""
        return value

    def check(self, value: Any) -> str | None:
        """A Russian reason why a value of the right type is not acceptable in a form, or None."""
        return None


def _as_text(cell: object) -> str:
    """The text of a cell that should hold text: numbers lose «.0», dates become dd.mm.yyyy."""
    if isinstance(cell, str):
        return clean_text(cell)
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return format_date(cell.date()) if cell.time().isoformat() == "00:00:00" else cell.strftime("%d.%m.%Y %H:%M")
    if isinstance(cell, date):
        return format_date(cell)
    return "" if cell is None else clean_text(str(cell))


@dataclass(frozen=True)
class Text(Kind):
    """A text; ``rows`` > 1 asks for a taller editor, ``rule`` returns a Russian reason for a bad value."""

    limit: int = 1000
    rows: int = 1
    rule: Callable[[str], str | None] | None = None
    suggest: str = ""  # key of an open dictionary (resources/reference) offered while typing

    @property
    def is_text(self) -> bool:
        return True

    def from_cell(self, cell: object) -> str | None:
        return _as_text(cell) or None

    def check(self, value: Any) -> str | None:
        if value is None:
            return None
        if len(value) > self.limit:
            return f"Текст длиннее {self.limit} знаков: сократите его."
        return self.rule(value) if self.rule else None


@dataclass(frozen=True)
class Int(Kind):
    """A whole number between ``least`` and ``most`` (bounds are asked for in forms, not in the exchange)."""

    least: int | None = None
    most: int | None = None
    unit: str = ""

    @property
    def is_number(self) -> bool:
        return True

    def from_cell(self, cell: object) -> int | None:
        if cell is None:
            return None
        if isinstance(cell, bool):
            raise BadValue("нужно целое число, а в ячейке логическое значение")
        if isinstance(cell, int | float):
            return _whole(cell)
        text = _as_text(cell).replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
        if not text:
            return None
        digits = text[1:] if text[:1] in "+-" else text
        if digits.isascii() and digits.isdigit() and len(digits) <= 15:
            return int(text)
        return _whole(_number(text))

    def check(self, value: Any) -> str | None:
        return _between(value, self.least, self.most)

    def format(self, value: Any) -> str:
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Number(Kind):
    """A number with a decimal comma. ``empty_means`` is what an empty value counts as («пусто – одна ставка»)."""

    least: float | None = None
    most: float | None = None
    empty_means: float | None = None

    @property
    def is_number(self) -> bool:
        return True

    def from_cell(self, cell: object) -> float | None:
        if cell is None:
            return None
        if isinstance(cell, bool):
            raise BadValue("нужно число, а в ячейке логическое значение")
        if isinstance(cell, int | float):
            if isinstance(cell, float) and not math.isfinite(cell):
                raise BadValue("нужно число")
            return float(cell)
        text = _as_text(cell).replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
        if not text:
            return None
        value = _number(text)
        if value is None:
            raise BadValue("нужно число, например 0,5")
        return value

    def check(self, value: Any) -> str | None:
        return _between(value, self.least, self.most)

    def format(self, value: Any) -> str:
        if value is None:
            return ""
        text = format(Decimal(repr(float(value))), "f")  # every digit, never an exponent: a form reads it back
        return text.removesuffix(".0").replace(".", ",")

    def to_cell(self, value: Any) -> Any:
        return int(value) if isinstance(value, float) and value.is_integer() else value


@dataclass(frozen=True)
class Date(Kind):
    """A day: a date cell (its time is dropped), dd.mm.yyyy or yyyy-mm-dd."""

    def from_cell(self, cell: object) -> date | None:
        if cell is None:
            return None
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        if isinstance(cell, bool | int | float):
            raise BadValue("нужна дата дд.мм.гггг, а в ячейке число")
        text = _as_text(cell)
        if not text:
            return None
        try:
            return parse_date(text)
        except ValueError:
            raise BadValue("нужна существующая дата дд.мм.гггг") from None

    def format(self, value: Any) -> str:
        return "" if value is None else format_date(value)

    def check(self, value: Any) -> str | None:
        if value is not None and not 1900 <= value.year <= 2100:
            return "Проверьте год: он должен быть между 1900 и 2100."
        return None


_HASH = re.compile(r"[0-9a-f]{64}")
_YES = {"да", "true", "истина", "1"}
_NO = {"нет", "false", "ложь", "0"}


@dataclass(frozen=True)
class Bool(Kind):
    """да / нет / empty. ``empty_means`` is what an empty value counts as (workbook.toml: «empty = да»)."""

    empty_means: bool | None = None

    def from_cell(self, cell: object) -> bool | None:
        if cell is None or isinstance(cell, bool):
            return cell
        text = fold(_as_text(cell))
        if not text:
            return None
        if text in _YES:
            return True
        if text in _NO:
            return False
        raise BadValue("нужно «да» или «нет»")

    def format(self, value: Any) -> str:
        return "" if value is None else ("да" if value else "нет")

    def to_cell(self, value: Any) -> Any:
        return None if value is None else self.format(value)


@dataclass(frozen=True)
class Choice(Kind):
    """One value of a closed dictionary; the code is stored. ``empty_means`` is the code an empty value counts as."""

    dictionary: Dictionary
    empty_means: str | None = None

    def from_cell(self, cell: object) -> str | None:
        text = _as_text(cell)
        if not text:
            return None
        code = self.dictionary.code_of(text)
        if code is None:
            raise BadValue(f"такого значения нет в списке; допустимо: {_offer(self.dictionary.labels.values())}")
        return code

    def parse(self, text: str) -> str | None:
        return self.dictionary.code_of_shown(text) or self.from_cell(text)

    def format(self, value: Any) -> str:
        return "" if value is None else self.dictionary.shown.get(value, str(value))

    def canonical(self, value: Any) -> str:
        return "" if value is None else self.dictionary.labels.get(value, str(value))

    def to_cell(self, value: Any) -> Any:
        return None if value is None else self.canonical(value)


@dataclass(frozen=True)
class MultiChoice(Kind):
    """Several values of a closed dictionary, stored as a tuple of codes in the order given."""

    dictionary: Dictionary

    def from_cell(self, cell: object) -> tuple[str, ...] | None:
        codes: list[str] = []
        for part in _as_text(cell).split(";"):
            text = part.strip()
            if not text:
                continue
            code = self.dictionary.code_of(text)
            if code is None:
                raise BadValue(f"«{text}» нет в списке; допустимо: {_offer(self.dictionary.labels.values())}")
            if code not in codes:
                codes.append(code)
        return tuple(codes) or None

    def parse(self, text: str) -> tuple[str, ...] | None:
        parts = (part.strip() for part in text.split(";"))
        return self.from_cell("; ".join(self.dictionary.labels[code] if (code := self.dictionary.code_of_shown(part))
                                        else part for part in parts))  # fmt: skip

    def format(self, value: Any) -> str:
        shown = self.dictionary.shown
        return "; ".join(shown.get(code, code) for code in value or ())

    def canonical(self, value: Any) -> str:
        return "; ".join(self.dictionary.labels.get(code, code) for code in value or ())

    def to_cell(self, value: Any) -> Any:
        return self.canonical(value) or None


@dataclass(frozen=True)
class TextList(Kind):
    """Several short texts, written with «;»."""

    suggest: str = ""

    @property
    def is_text(self) -> bool:
        return True

    def from_cell(self, cell: object) -> tuple[str, ...] | None:
        parts: dict[str, None] = {}
        for part in _as_text(cell).split(";"):
            if text := part.strip():
                parts.setdefault(text)
        return tuple(parts) or None

    def format(self, value: Any) -> str:
        return "; ".join(value or ())

    def to_cell(self, value: Any) -> Any:
        return self.format(value) or None


@dataclass(frozen=True)
class Link(Kind):
    """A record of another register; its id is stored, its title shown, its code exchanged."""

    to: str

    def from_cell(self, cell: object) -> str | None:
        """The code; the importer resolves it to an id."""
        return _as_text(cell) or None


@dataclass(frozen=True)
class AnyRecord(Int):
    """The id of a record of whichever register the field ``register`` of the same row names by its key."""

    register: str = "register"


@dataclass(frozen=True)
class FileHash(Text):
    """The SHA-256 of a file kept in the base (storage/files.py); never searched."""

    limit: int = 64

    @property
    def is_text(self) -> bool:
        return False

    def check(self, value: Any) -> str | None:
        if value is not None and not _HASH.fullmatch(value):
            return "Это не контрольная сумма файла."
        return None


def _whole(value: float | None) -> int:
    """A whole number that a spreadsheet holds exactly (15 digits) and a column of the base can keep."""
    if value is None or not math.isfinite(value) or value != int(value):
        raise BadValue("нужно целое число")
    if abs(value) >= 10**15:
        raise BadValue("число слишком большое: в нём больше 15 цифр")
    return int(value)


def _number(text: str) -> float | None:
    plain = text.replace(",", ".")
    if not plain.isascii() or plain.count(".") > 1 or any(sign in plain for sign in "nNxX_fF"):
        return None
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _between(value: float | None, least: float | None, most: float | None) -> str | None:
    if value is None:
        return None
    if least is not None and value < least:
        return f"Число не может быть меньше {least:g}."
    if most is not None and value > most:
        return f"Число не может быть больше {most:g}."
    return None


def _offer(labels: Sequence[str] | Any, shown: int = 8) -> str:
    listed = list(labels)
    tail = " …" if len(listed) > shown else ""
    return ", ".join(f"«{label}»" for label in listed[:shown]) + tail
