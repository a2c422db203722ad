"""A list pasted from Excel, Word or a letter: whose names stand in it, and what the other columns say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..core.kinds import BadValue, Choice, Date, Int, Number
from ..core.register import FieldSpec, RegisterSpec
from ..core.text import clean_text, fold

_NUMBER = re.compile(r"^\s*(?:\(?\d{1,4}\s*[.)](?!\d)|[-–—•*])\s*")
_COUNT = re.compile(r"^\(?\d{1,4}[.)]?$")
_WORD = re.compile(r"[а-яёa-z][а-яёa-z'’-]*\.?", re.IGNORECASE)
_INITIALS = re.compile(r"^(?:[а-яёa-z]\.\s?){1,2}$", re.IGNORECASE)
_NAME_HEADINGS = {"фио", "ф.и.о.", "ф. и. о.", "ф.и.о", "фамилия, имя, отчество", "фамилия имя отчество", "педагог",
                  "участник", "слушатель", "педагогический работник"}  # fmt: skip
_PART_HEADINGS = ({"фамилия"}, {"имя"}, {"отчество"})
_PLACE_HEADINGS = {"организация", "оо", "место работы", "школа", "образовательная организация", "учреждение", "доу"}
_COUNT_WORDS = {"кол-во", "количество", "число", "объем", "всего"}  # folded
_ENDING = 2  # letters by which forms of a word may differ
PLACE = "place"  # the meaning of a column of organisations


@dataclass(frozen=True, slots=True)
class PastedLine:
    """A person of the list: the name as it stands there, its line, the cells of the other columns."""

    name: str
    number: int
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PastedColumn:
    """A column beside the names: its heading («» without one) and some of its values."""

    heading: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pasted:
    """``repeated``: names that stood there more than once; only their first line is kept."""

    lines: tuple[PastedLine, ...] = ()
    columns: tuple[PastedColumn, ...] = ()
    repeated: tuple[str, ...] = ()


def read_pasted(text: str) -> Pasted:
    """The people of a pasted list; numbering is dropped, a heading line is recognised by its words."""
    rows = [(number, _cells(line)) for number, line in enumerate(clean_text(text).splitlines(), 1)]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    if not rows:
        return Pasted()
    if max(len(cells) for _, cells in rows) == 1:
        return _of_lines(rows)
    width = max(len(cells) for _, cells in rows)
    table = [(number, [*cells, *[""] * (width - len(cells))]) for number, cells in rows]
    headings = [""] * width
    if _is_heading(table[0][1]):
        headings = table[0][1]
        table = table[1:]
    named = _name_columns(headings, [cells for _, cells in table])
    others = [place for place in range(width) if place not in named and not _is_count([row[place] for _, row in table])]
    found = []
    for number, cells in table:
        name = " ".join(_NUMBER.sub("", cells[place]) for place in named if cells[place])
        if _WORD.search(name):
            found.append(PastedLine(" ".join(name.split()).strip(" ,;"), number, tuple(cells[at] for at in others)))
    columns = [PastedColumn(headings[at], _examples([row[at] for _, row in table])) for at in others]
    return _kept(found, tuple(columns))


def _cells(line: str) -> list[str]:
    return [" ".join(cell.split()).strip('"') for cell in line.split("\t")]


def _of_lines(rows: Sequence[tuple[int, list[str]]]) -> Pasted:
    """Lines of plain text: «;» parts people; what follows a comma is a column of its own unless it is a person."""
    found: list[PastedLine] = []
    for number, (line,) in rows:
        for piece in line.split(";"):
            parts = [_NUMBER.sub("", part).strip() for part in piece.split(",")]
            parts = [part for part in parts if part]
            if not parts or not _WORD.search(parts[0]) or fold(parts[0]).strip(":") in _NAME_HEADINGS:
                continue
            if len(parts) > 1 and all(_is_name(part) for part in parts):
                found.extend(PastedLine(part, number) for part in parts)
                continue
            rest = ", ".join(parts[1:])
            found.append(PastedLine(parts[0], number, (rest,) if rest else ()))
    if not any(line.cells for line in found):
        return _kept(found, ())
    padded = [PastedLine(each.name, each.number, each.cells or ("",)) for each in found]
    return _kept(padded, (PastedColumn("", _examples([line.cells[0] for line in padded])),))


def _kept(found: Sequence[PastedLine], columns: tuple[PastedColumn, ...]) -> Pasted:
    """Each name once; a namesake of another line with other cells stays."""
    lines: dict[tuple[str, tuple[str, ...]], PastedLine] = {}
    repeated: dict[str, None] = {}
    for line in found:
        if lines.setdefault((fold(line.name), line.cells), line) is not line:
            repeated.setdefault(line.name)
    return Pasted(tuple(lines.values()), columns, tuple(repeated))


def _is_heading(cells: Sequence[str]) -> bool:
    words = {fold(cell) for cell in cells}
    return bool(words & _NAME_HEADINGS) or all(words & part for part in _PART_HEADINGS[:2])


def _name_columns(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """The column of whole names, or those of surname, name and patronymic."""
    folded = [fold(heading) for heading in headings]
    for place, heading in enumerate(folded):
        if heading in _NAME_HEADINGS:
            return [place]
    parts = [next((at for at, heading in enumerate(folded) if heading in part), -1) for part in _PART_HEADINGS]
    if parts[0] >= 0 and parts[1] >= 0:
        return [at for at in parts if at >= 0]
    width = len(headings)
    shares = [sum(_is_name(row[at]) for row in rows) / max(1, len(rows)) for at in range(width)]
    if (best := max(shares)) >= 0.5:
        return [shares.index(best)]
    singles = [
        at for at in range(width)
        if rows and sum(len(_WORD.findall(row[at])) == 1 and not _has_digit(row[at]) for row in rows) >= len(rows) / 2
    ]  # fmt: skip
    if singles:
        first = singles[0]
        return [at for at in range(first, min(first + 3, width)) if at in singles]
    return [max(range(width), key=lambda at: sum(bool(_WORD.search(row[at])) for row in rows))]


def _is_name(text: str) -> bool:
    """Two to four words with capitals, or a surname with initials; no digits, no quotes."""
    words = _WORD.findall(_NUMBER.sub("", text).replace(".", ". "))
    if not 2 <= len(words) <= 4 or _has_digit(_NUMBER.sub("", text)) or any(sign in text for sign in '«»"№():'):
        return False
    return all(word[:1].isupper() for word in words) and max(len(word.rstrip(".")) for word in words) > 1


def _has_digit(text: str) -> bool:
    return any(sign.isdigit() for sign in text)


def _is_count(cells: Sequence[str]) -> bool:
    """A column «№ п/п»: 1, 2, 3 … or nothing."""
    given = [cell for cell in cells if cell]
    if not given:
        return True
    numbers = [int(cell.strip("().")) for cell in given if _COUNT.match(cell)]
    return len(numbers) == len(given) and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and (
        numbers[0] in (0, 1)
    )  # fmt: skip


def _examples(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell for cell in cells if cell))[:3]


# -- what a column means ---------------------------------------------------------------------------------------------


def meanings(spec: RegisterSpec) -> list[FieldSpec]:
    """The fields that a column may fill: what is one person's own and can be typed in one cell."""
    return [field for field in spec.fields if not field.link and not field.is_given and not field.unique]


def guessed(spec: RegisterSpec, columns: Sequence[PastedColumn]) -> list[str | None]:
    """The meaning of each column: a field's name, ``PLACE`` or None (not taken). Numbers and dates are not guessed."""
    found: list[str | None] = []
    for column in columns:
        meaning = _of_heading(spec, fold(column.heading)) or _of_values(spec, column.examples)
        found.append(meaning if meaning not in found else None)
    return found


def _of_heading(spec: RegisterSpec, heading: str) -> str | None:
    if not heading:
        return None
    if heading in _PLACE_HEADINGS:
        return PLACE
    plain = heading.replace("№", "").replace("номер", "").strip(" .,:")
    for field in meanings(spec):
        label = fold(field.label)
        if heading in (label, fold(field.header or "")) or (plain and plain == label.replace("№", "").strip(" .,:")):
            return field.name
    words = [word for word in _WORD.findall(heading) if word not in _COUNT_WORDS]
    near = [field.name for field in meanings(spec) if _are_forms(words, _WORD.findall(fold(field.label)))]
    return near[0] if len(near) == 1 else None


def _are_forms(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the words differ only in their endings: «часы», «кол-во часов» and «Часов»."""
    return bool(words) and len(words) == len(others) and all(map(_is_form, words, others))


def _is_form(word: str, other: str) -> bool:
    stem = max(3, min(len(word), len(other)) - 1)
    return word[:stem] == other[:stem] and abs(len(word) - len(other)) <= _ENDING


def _of_values(spec: RegisterSpec, examples: Sequence[str]) -> str | None:
    """By the words of a closed list, or by the look of an organisation."""
    if not examples:
        return None
    for field in meanings(spec):
        if isinstance(field.kind, Choice) and all(field.kind.dictionary.code_of(each) for each in examples):
            return field.name
    looks = ("школ", "сад", "сош", "оош", "ноу", "лице", "гимнази", "доу", "мб", "ма", "мк", "центр", "дом ", "цдт")
    return PLACE if all(any(part in fold(each) for part in looks) for each in examples) else None


def cell_value(field: FieldSpec, cell: str) -> object:
    """The value of a cell for a field; BadValue says what is wrong with it. «72 ч.» is 72."""
    if isinstance(field.kind, Int | Number) and (
        number := re.match(r"^\s*(\d+(?:[.,]\d+)?)\s*(?:ч|час\w*|балл\w*)?\.?\s*$", cell)
    ):
        cell = number.group(1)
    value = field.kind.parse(cell)
    if value is not None and (reason := field.kind.check(value)):
        raise BadValue(reason)
    if isinstance(field.kind, Date) and value is None and cell.strip():
        raise BadValue("нужна дата дд.мм.гггг")
    return value
