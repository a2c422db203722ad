"""Rows of a returned form as values: headings in any order and wording, cells read kindly, wrong ones told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from ..core.kinds import BadValue, Choice, Date, Int, Kind, Number, Text
from ..core.register import Severity
from .cells import Cell, CellError, RawSheet
from .foreign_headings import Meaning, Vocabulary, heading_key
from .foreign_names import Name
from .foreign_row import RowReader
from .foreign_sheet import problem_at
from .foreign_table import ForeignRow, ForeignTable, collect, find_table
from .foreign_values import category_of_text, day_of, education_of, hours_of, is_blank, number_of, sex_of, text_of
from .foreign_vocabulary import COURSES, STAFF
from .foreign_whose import NAMES, row_name
from .form_service import record_number
from .form_templates import ID_HEADING, FormSheet
from .headings import report_stray
from .plan import CellProblem, Ignored, ImportPlan, shown, shown_whole

RECORD = "record"  # the hidden column
_SYNONYMS = {each.key: each.synonyms for vocabulary in (COURSES, STAFF) for each in vocabulary.meanings}
_CHOICES = {"qualification": category_of_text, "education": education_of}


@dataclass(slots=True)
class ReturnRow:
    """A filled row. ``record``: the hidden id; ``values``: what its columns say, people as texts.

    ``is_refused``: something of it was told as an error or a question, so nothing of it is written.
    """

    table: ForeignTable
    source: ForeignRow
    problems: list[CellProblem]
    record: int | None = None
    name: Name | None = None
    values: dict[str, Any] = field(default_factory=dict)
    is_refused: bool = False

    @property
    def number(self) -> int:
        return self.source.number

    def has(self, name: str) -> bool:
        """Whether the return has this column at all."""
        return name in self.values

    def refuse(self, meaning: str, message: str, severity: Severity = "error") -> None:
        """Nothing of the row is written; ``meaning`` «»: because of the row as a whole."""
        self.is_refused = True
        self.tell(meaning, severity, message)

    def tell(self, meaning: str, severity: Severity, message: str) -> None:
        place = self.table.meanings.get(meaning)
        if place is None and meaning in NAMES:
            place = self.table.meanings.get("full_name")
        self.problems.append(problem_at(self.table, self.number, place, severity, message))


def vocabulary_of(form: FormSheet) -> Vocabulary:
    """The words by which the columns of a form are known again."""
    meanings = [Meaning(RECORD, ID_HEADING, ("код записи", "служебный код"))]
    if form.is_staff:
        meanings.append(Meaning("full_name", "ФИО", _SYNONYMS["full_name"]))
        meanings.append(Meaning("code", "Код", ()))
    if not any(column.name == "organization" for column in form.columns):
        meanings.append(Meaning("organization", "Организация", _SYNONYMS["organization"]))
    for column in form.columns:
        synonyms = _SYNONYMS["full_name"] if column.field.required and column.field.link else _SYNONYMS.get(column.name)
        meanings.append(Meaning(column.name, column.heading, synonyms or ()))
    names = [each.key for each in meanings if each.key not in (RECORD, "organization", "code")]
    least = 3 if len(names) > 6 else 2
    return Vocabulary("form", tuple(meanings), tuple(map(frozenset, combinations(names, 2))) if least == 2 else tuple(
        frozenset({first, other}) for first in names[:4] for other in names if other != first
    ))  # fmt: skip


def find_form_table(
    sheet: RawSheet, form: FormSheet, answers: Mapping[str, Mapping[str, str]]
) -> ForeignTable | None:  # fmt: skip
    """The table of a form in a sheet, None when its headings are not there."""
    table = find_table(sheet, vocabulary_of(form), {key: dict(told) for key, told in answers.items()})
    if table is not None:
        collect(table, lambda _: True)
    return table


def rows_of_table(table: ForeignTable, form: FormSheet, problems: list[CellProblem]) -> Iterator[ReturnRow]:
    """The rows of the table; a row that holds nothing but its hidden id is left out."""
    kinds = {column.name: column for column in form.columns if column.name in table.meanings}
    places = [place for place, reading in table.readings.items() if reading.meaning != RECORD]
    for source in table.rows:
        if not any(at < len(source.cells) and shown(source.cells[at]) for at in places):
            continue
        row = ReturnRow(table, source, problems)
        cell = _cell(row, RECORD)
        row.record = record_number(cell)
        if cell is not None and row.record is None and not is_blank(cell):
            row.tell(RECORD, "warning", "Код записи изменён: строка найдена по содержанию.")
        for name, column in kinds.items():
            try:
                row.values[name] = read_value(_cell(row, name), column.field.kind)
            except BadValue as error:
                reason = str(error)
                row.refuse(name, f"{reason[:1].upper()}{reason[1:]}. Исправьте ячейку: строка не принята.")
                row.values[name] = None
                continue
            if doubt := column.field.kind.check(row.values[name]):
                row.tell(name, "warning", doubt)
        if form.is_staff:
            _read_name(row)
        for name, column in kinds.items():
            if column.field.required and row.values[name] is None and not row.is_refused and name not in NAMES:
                row.refuse(name, f"Пустая ячейка, а «{column.heading}» обязательно. Заполните её.")
        yield row


def _cell(row: ReturnRow, meaning: str) -> Cell:
    place = row.table.meanings.get(meaning)
    return row.source.cells[place] if place is not None and place < len(row.source.cells) else None


def _read_name(row: ReturnRow) -> None:
    """The three parts of the name, from three columns or from one."""
    row.name = row_name(RowReader(row.table, row.source, row.problems), None)
    row.is_refused = row.is_refused or row.name is None
    if row.name is not None:
        row.values |= dict(zip(NAMES, (row.name.last, row.name.first, row.name.middle), strict=True))
    row.values["code"] = text_of(_cell(row, "code"))


def read_value(cell: Cell, kind: Kind) -> Any:
    """The value of a cell as the school meant it; BadValue with a reason. People stay texts."""
    if isinstance(cell, CellError):
        raise BadValue(f"в ячейке ошибка «{cell}» вместо значения")
    try:
        value = kind.from_cell(cell)
    except BadValue:
        if is_blank(cell):
            return None
        found = _kindly(cell, kind)
        if found is None:
            raise
        return found
    return None if isinstance(kind, Text) and isinstance(value, str) and not value.strip("-–—_ ") else value


def _kindly(cell: Cell, kind: Kind) -> Any:
    """What a foreign table would be read as; None when nobody knows."""
    if isinstance(kind, Date):
        day = day_of(cell)
        if day is None or day.precision != "day":
            raise BadValue("нужна полная дата дд.мм.гггг")
        return day.on
    if isinstance(kind, Int):
        return hours_of(cell)
    if isinstance(kind, Number):
        return number_of(cell)
    if isinstance(kind, Choice):
        if kind.dictionary.key == "sex":
            return sex_of(cell)
        reader = _CHOICES.get(kind.dictionary.key)
        return reader(shown_whole(cell)) if reader else None
    return None


def report_table(table: ForeignTable, form: FormSheet, plan: ImportPlan) -> None:
    """What of the sheet was not read, and which headings were only guessed."""
    sheet, known = table.sheet, vocabulary_of(form)
    handed = {column.heading for column in form.columns}
    for number, text, why in table.skipped:
        plan.problems.append(CellProblem(sheet.name, number, None, text, "warning", f"{why}: строка пропущена."))
    for place, reading in sorted(table.readings.items()):
        if not reading.is_sure:
            message = (
                f"Столбец «{table.heading(place)}» прочитан как «{known.title_of(reading.meaning)}». "
                "Если это не так, исправьте заголовок."
            )
            plan.problems.append(problem_at(table, table.heading_row, place, "question", message))
            plan.readings.setdefault(table.signature, {})[heading_key(table.heading(place))] = reading.meaning
    unread = set(range(len(table.headings))) - table.readings.keys()
    for place in sorted(unread):
        filled = sum(1 for row in table.rows if place < len(row.cells) and shown(row.cells[place]))
        if filled:
            plan.ignored.append(Ignored(sheet.name, table.heading(place), filled))
    lost = [title for title in handed if title not in {known.title_of(each) for each in table.meanings}]
    if lost and not {"full_name"} & table.meanings.keys():
        listed = ", ".join(f"«{each}»" for each in lost)
        plan.problems.append(CellProblem(
            sheet.name, table.heading_row, None, "", "warning", f"В возврате нет столбцов {listed}: они не изменятся.",
        ))  # fmt: skip
    report_stray(sheet, plan.problems, plan.ignored)
