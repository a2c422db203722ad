"""Writes one form to .xlsx: prefilled rows, drop-downs, notes, locked headings, hidden ids, ready to be printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from ..core.kinds import Bool, Choice, Date, Int, Number, Text, TextList
from ..work.dictionaries import shipped
from .form_service import LISTS, SERVICE, FormInfo, service_rows
from .form_source import FormRow, Place
from .form_templates import ID_HEADING, FormSheet
from .layout import Column
from .workbook_writer import SheetWriter, writing

HEADING_ROW = 4
_LAST = 5000
_PAGE = 190  # characters across a landscape page that can still be read
_LINE = 15.0  # points
_THIN = Side(style="thin", color="BFBFBF")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEADING = PatternFill("solid", fgColor="DCE6F1")
_REQUIRED = PatternFill("solid", fgColor="F6DFA4")
_OPEN = Protection(locked=False)
_HELP = (
    "Проверьте строки и исправьте неверное. Новое впишите в пустые строки внизу. Столбцы со звёздочкой * обязательны."
)
_HINT = "Подсказка открывается над заголовком столбца, список значений – стрелкой у ячейки."
_LEFT_STAFF = "Кто уволен – не удаляйте строку, поставьте дату увольнения. "


@dataclass(frozen=True, slots=True)
class Lists:
    """Texts offered in drop-downs: name of a list → its column on the hidden sheet and how many there are."""

    texts: dict[str, Sequence[str]]

    def formula(self, name: str) -> str:
        letter = get_column_letter(list(self.texts).index(name) + 1)
        return f"{quote_sheetname(LISTS)}!${letter}$1:${letter}${max(1, len(self.texts[name]))}"


def write_form(
    path: Path, info: FormInfo, place: Place, rows: Sequence[tuple[FormSheet, Sequence[FormRow]]],
    offered: Mapping[str, Sequence[str]] | None = None,
) -> None:  # fmt: skip
    """Writes the form of an organisation whole or not at all. ``offered``: open dictionaries of the base."""
    lists = Lists(_list_texts(place, [sheet for sheet, _ in rows], offered))
    with writing(path) as book:
        for sheet, found in rows:
            _Sheet(book, sheet, info, place, lists).write(found)
        _write_hidden(book, LISTS, _columns(lists))
        _write_hidden(book, SERVICE, service_rows(info, rows))
        book.active = 0


def _list_texts(
    place: Place, sheets: Sequence[FormSheet], offered: Mapping[str, Sequence[str]] | None
) -> dict[str, Sequence[str]]:  # fmt: skip
    texts: dict[str, Sequence[str]] = {}
    for sheet in sheets:
        for column in sheet.columns:
            kind = column.field.kind
            if isinstance(kind, Choice):
                texts[list_name(column)] = list(kind.dictionary.labels.values())
            elif isinstance(kind, Bool):
                texts[list_name(column)] = ["да", "нет"]
            elif column.field.link:
                texts[list_name(column)] = sorted(place.people.values(), key=str.casefold)
            elif isinstance(kind, Text | TextList) and kind.suggest:
                texts[list_name(column)] = (offered or {}).get(kind.suggest) or shipped(kind.suggest)
    return {name: found for name, found in texts.items() if found}


def list_name(column: Column) -> str:
    kind = column.field.kind
    if isinstance(kind, Choice):
        return kind.dictionary.key
    if isinstance(kind, Bool):
        return "bool"
    if column.field.link:
        return "people"
    return f"open:{kind.suggest}" if isinstance(kind, Text | TextList) and kind.suggest else ""


def _columns(lists: Lists) -> list[list[Any]]:
    height = max(map(len, lists.texts.values()), default=0)
    return [[texts[at] if at < len(texts) else None for texts in lists.texts.values()] for at in range(height)]


def _write_hidden(book: Workbook, title: str, rows: Sequence[Sequence[Any]]) -> None:
    sheet = SheetWriter(book, title)
    sheet.hide()
    sheet.protect()
    for row in rows:
        sheet.row(row)


class _Sheet:
    """One visible sheet being written from top to bottom."""

    def __init__(self, book: Workbook, sheet: FormSheet, info: FormInfo, place: Place, lists: Lists) -> None:
        self._form, self._info, self._place, self._lists = sheet, info, place, lists
        self.writer = SheetWriter(book, sheet.title)
        self._sheet: Any = self.writer.sheet
        self._set_up()
        self._plain = self._style("@general")
        self._date = self._style("DD.MM.YYYY")

    def _set_up(self) -> None:
        sheet = self._sheet
        dimensions = sheet.column_dimensions
        dimensions["A"].hidden = True
        for at, column in enumerate(self._form.columns, start=2):
            dimensions[get_column_letter(at)].width = _width(column)
        sheet.freeze_panes = f"{'E' if self._form.is_staff else 'C'}{HEADING_ROW + 1}"
        sheet.sheet_view.showGridLines = False
        guard = sheet.protection
        guard.sheet = True
        guard.formatColumns = guard.formatRows = guard.formatCells = False
        guard.insertRows = guard.autoFilter = guard.sort = False
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        across = sum(map(_width, self._form.columns)) / _PAGE
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = max(1, ceil(across)), 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
        sheet.print_title_cols = "A:D" if self._form.is_staff else "A:B"
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top = sheet.page_margins.bottom = 0.5
        sheet.oddFooter.right.text = "&P из &N"
        for at, column in enumerate(self._form.columns, start=2):
            self._offer(get_column_letter(at), column)

    def _offer(self, letter: str, column: Column) -> None:
        kind = column.field.kind
        name = list_name(column)
        if name in self._lists.texts:
            is_closed = isinstance(kind, Choice | Bool)
            rule = DataValidation(
                "list", formula1=self._lists.formula(name), allow_blank=True, showErrorMessage=is_closed,
                errorTitle="Значение не из списка", error="Выберите значение из списка в ячейке.",
            )  # fmt: skip
        elif isinstance(kind, Date):
            rule = DataValidation(
                "date", operator="between", formula1="3653", formula2="73050", allow_blank=True, showErrorMessage=True,
                errorStyle="warning", errorTitle="Нужна дата", error="Введите дату как 25.03.2021.",
            )  # fmt: skip
        elif isinstance(kind, Int | Number):
            least = kind.least if kind.least is not None else -1_000_000
            most = kind.most if kind.most is not None else 1_000_000
            rule = DataValidation(
                "decimal", operator="between", formula1=str(least), formula2=str(most), allow_blank=True,
                showErrorMessage=True, errorStyle="warning", errorTitle="Нужно число",
                error=f"Введите число от {least:g} до {most:g}.",
            )  # fmt: skip
        else:
            return
        rule.add(f"{letter}{HEADING_ROW + 1}:{letter}{_LAST}")
        self._sheet.data_validations.append(rule)

    def write(self, rows: Sequence[FormRow]) -> None:
        sheet, form = self._sheet, self._form
        title = self._text(
            f"{self._info.title}: {self._place.name} (код {self._place.code})", _font(bold=True, size=14)
        )
        day, year = self._info.made_on, self._info.year
        about = f"Форма от {day:%d.%m.%Y}, {year} год." if any((form.year, form.open)) else f"Форма от {day:%d.%m.%Y}."
        sheet.append([None, title])
        sheet.append([None, self._text(f"{about} {_HELP}", _font(color="595959"))])
        sheet.append([None, self._text(f"{_LEFT_STAFF if form.is_staff else ''}{_HINT}", _font(color="595959"))])
        sheet.row_dimensions[HEADING_ROW].height = 48
        sheet.append([self._heading(None), *map(self._heading, form.columns)])
        for number, row in enumerate(rows, start=HEADING_ROW + 1):
            sheet.row_dimensions[number].height = _LINE * self._lines_of(row.cells)
            sheet.append(self._cells(row.record_id, row.cells))
        for _ in range(form.spare):
            sheet.append(self._cells(None, (None,) * len(form.columns)))

    def _lines_of(self, cells: Sequence[Any]) -> int:
        """How many lines the tallest cell takes: not every program measures it itself."""
        widths = map(_width, self._form.columns)
        told = [(str(cell), width) for cell, width in zip(cells, widths, strict=True) if isinstance(cell, str)]
        return min(6, max((ceil(len(text) * 1.15 / width) for text, width in told), default=1))

    def _text(self, text: str, font: Font) -> Any:
        cell = self.writer.cell(text)
        cell.font = font
        return cell

    def _heading(self, column: Column | None) -> Any:
        if column is None:
            return WriteOnlyCell(self._sheet, ID_HEADING)
        cell = self.writer.cell(f"{column.heading} *" if column.field.required else column.heading)
        cell.font = _font(bold=True)
        cell.fill = _REQUIRED if column.field.required else _HEADING
        cell.border = _GRID
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        if note := self._note(column):
            cell.comment = Comment(note, "ПедКадры", width=300, height=40 + 18 * (len(note) // 36 + 1))
        return cell

    def _note(self, column: Column) -> str:
        each, kind = column.field, column.field.kind
        lines = ["Обязательный столбец." if each.required else "", f"{each.help}." if each.help else ""]
        if isinstance(kind, Choice):
            lines.append(f"Одно из: {', '.join(kind.dictionary.labels.values())}.")
        elif isinstance(kind, Bool):
            lines.append("да или нет; можно оставить пустым.")
        elif isinstance(kind, Date):
            lines.append("Дата: день, месяц, год – 25.03.2021.")
        elif isinstance(kind, TextList):
            lines.append("Несколько значений – через точку с запятой.")
        elif each.link:
            lines.append("Выберите человека из списка. Новых людей сначала впишите в форму «Педагоги».")
        return "\n".join(line for line in lines if line)

    def _style(self, number_format: str) -> Any:
        cell = WriteOnlyCell(self._sheet)
        cell.font = _font()
        cell.protection = _OPEN
        cell.border = _GRID
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if number_format != "@general":
            cell.number_format = number_format
        return _style_of(cell)

    def _cells(self, record_id: int | None, values: Sequence[Any]) -> list[Any]:
        cells: list[Any] = [record_id]
        for column, value in zip(self._form.columns, values, strict=True):
            cell = self.writer.cell(value)
            cell._style = copy(self._date if isinstance(column.field.kind, Date) else self._plain)  # thousands of cells
            cells.append(cell)
        return cells


def _style_of(cell: Any) -> Any:
    """The whole dress of a cell at once: setting it part by part takes ten times longer."""
    return cell._style


def _font(**options: Any) -> Font:
    return Font(name="Calibri", **{"size": 11, **options})


def _width(column: Column) -> float:
    kind = column.field.kind
    longest = max(map(len, column.heading.split())) + 3.0
    if isinstance(kind, Date):
        return max(11.5, longest)
    if isinstance(kind, Int | Number | Bool):
        return max(8.0, longest)
    if isinstance(kind, Choice):
        return max(longest, min(22.0, max(map(len, kind.dictionary.labels.values())) + 2.0))
    if column.field.link:
        return 30.0
    return max(longest, 32.0 if isinstance(kind, Text) and kind.limit >= 300 else 17.0)
