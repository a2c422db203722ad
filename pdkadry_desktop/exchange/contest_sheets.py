"""Sheets for the jury of a contest as .xlsx: points are typed into open cells, everything else is locked."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ..core.errors import UserError
from ..core.files import write_whole
from ..core.numbers import rounded
from ..core.progress import NO_PROGRESS, Progress
from ..core.text import clean_text, natural
from ..work.contest_board import Contest
from ..work.contest_counts import Work
from ..work.contest_scoring import Criterion, Juror, judges
from .sheet_keys import CRITERION, HEADINGS, JURY_LABEL, LOCKED, WORK, sheet_key

_FIRST = len(HEADINGS) + 1  # the first column of points, after the hidden key
_KEYS, _HEAD = 4, 5  # rows: hidden keys, headings
_WIDTHS = (4, 5, 38, 30, 28, 30)
_THIN = Side(style="thin", color="8A929E")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FILL = PatternFill("solid", fgColor="E8ECF2")
_OPEN = PatternFill("solid", fgColor="FFFBE6")
_WRAP = Alignment(wrap_text=True, vertical="center")
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_FORBIDDEN = str.maketrans(dict.fromkeys("<>:\"/\\|?*[]'", " "))
_LONGEST = 31  # signs of the name of a sheet
_LINE = 15.0


def write_books(contest: Contest, stage: int | None, folder: Path, progress: Progress = NO_PROGRESS) -> list[Path]:
    """A file for each member of the jury; returns the files."""
    written = []
    jury = _ready(contest, stage)
    for done, juror in enumerate(jury):
        progress.raise_if_cancelled()
        progress.step(done, len(jury), juror.name)
        name = " ".join(f"Жюри – {juror.name} – {contest.title}".translate(_FORBIDDEN).split())[:110].strip()
        path = folder / f"{name}.xlsx"
        if path in written:
            path = folder / f"{name} {juror.id}.xlsx"
        _write(contest, stage, [juror], path)
        written.append(path)
    return written


def write_book(contest: Contest, stage: int | None, path: Path) -> int:
    """One file with a sheet for each member of the jury; returns how many sheets."""
    jury = _ready(contest, stage)
    _write(contest, stage, jury, path)
    return len(jury)


def _ready(contest: Contest, stage: int | None) -> list[Juror]:
    """The jury, when there is something to judge."""
    jury = contest.jurors()
    if not jury:
        raise UserError("В жюри никого нет.", "Добавьте членов жюри на вкладке «Жюри и критерии».")
    if not contest.criteria_of(stage):
        raise UserError("Критериев нет.", "Добавьте критерии с наибольшим баллом на вкладке «Жюри и критерии».")
    if not contest.at_stage(stage):
        raise UserError("Участников нет.", "Добавьте участников или отметьте, кто прошёл на этап.")
    return jury


def _write(contest: Contest, stage: int | None, jury: Sequence[Juror], path: Path) -> None:
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    taken: set[str] = set()
    for juror in jury:
        name = base = " ".join(juror.name.translate(_FORBIDDEN).split())[:_LONGEST].strip() or "Жюри"
        while name.casefold() in taken:
            name = f"{base[: _LONGEST - 6]} {len(taken) + 1}"
        taken.add(name.casefold())
        _sheet(book.create_sheet(name), contest, stage, juror)
    content = BytesIO()
    book.save(content)
    write_whole(path, content.getvalue())


def _sheet(sheet: Any, contest: Contest, stage: int | None, juror: Juror) -> None:
    works = [each for each in contest.at_stage(stage) if judges(juror.nomination, contest.nomination_of(each.first))]
    works.sort(key=lambda work: (natural(contest.nomination_of(work.first)), natural(work.name)))
    paths = {contest.nomination_of(each.first) for each in works}
    criteria = [each for each in contest.criteria_of(stage) if any(judges(each.nomination, path) for path in paths)]
    last = _FIRST + len(criteria)
    stage_name = next((f", этап «{each.name}»" for each in contest.stages if each.id == stage), "")
    _title(sheet, 1, f"Оценочный лист: {contest.title}{stage_name}", last, _font(bold=True, size=13))
    _title(sheet, 2, f"{JURY_LABEL} {juror.name}", last, _font(bold=True))
    hint = "Впишите баллы в жёлтые клетки; дробные – через запятую. Остальное заполнено и закрыто."
    _title(sheet, 3, hint, last, _font(italic=True))
    _keys(sheet, contest, juror, criteria)
    for place, width in enumerate((*_WIDTHS, *([13.0] * len(criteria)), 11.0), 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.column_dimensions["A"].hidden = True
    heads = [*HEADINGS[1:], *map(heading_of, criteria), "Итого"]
    for place, head in enumerate(heads, 2):
        cell = _put(sheet, _HEAD, place, head)
        cell.font, cell.fill, cell.alignment, cell.border = _font(bold=True), _FILL, _CENTRE, _BOX
    tallest = max((-(-len(heading_of(each)) // 11) for each in criteria), default=1)
    sheet.row_dimensions[_HEAD].height = min(180.0, _LINE * max(2, tallest) + 4)
    for number, work in enumerate(works, 1):
        _row(sheet, _HEAD + number, number, work, contest, juror, criteria)
    end = _HEAD + max(1, len(works))
    for place, criterion in enumerate(criteria, _FIRST):
        _validate(sheet, criterion, get_column_letter(place), end)
    _title(sheet, end + 2, f"Подпись ____________________  {juror.name}        Дата ______________", last, _font())
    _page(sheet, last)


def _row(
    sheet: Any, line: int, number: int, work: Work, contest: Contest, juror: Juror, criteria: Sequence[Criterion]
) -> None:
    path = contest.nomination_of(work.first)
    organizations = dict.fromkeys(contest.places[each.id] for each in work.entries if contest.places[each.id])
    values = (f"{WORK}{work.key}", number, work.name, ", ".join(organizations), path, work.first.work)
    for place, value in enumerate(values, 1):
        cell = _put(sheet, line, place, value)
        cell.alignment, cell.border, cell.font = _WRAP, _BOX, _font()
    lines = max(-(-len(str(value)) // int(width - 2)) for value, width in zip(values[2:], _WIDTHS[2:], strict=True))
    sheet.row_dimensions[line].height = min(300.0, _LINE * max(1, lines) + 5)
    given = contest.points.get(juror.id, {}).get(work.key, {})
    own = []
    for place, criterion in enumerate(criteria, _FIRST):
        cell = sheet.cell(line, place)
        cell.border, cell.alignment, cell.font = _BOX, _CENTRE, _font()
        if not judges(criterion.nomination, path):
            cell.value = LOCKED
            continue
        own.append((get_column_letter(place), criterion.weight))
        cell.protection, cell.fill = Protection(locked=False), _OPEN
        if criterion.id in given:
            cell.value = _number(given[criterion.id])
    cell = sheet.cell(line, _FIRST + len(criteria))
    cell.border, cell.alignment, cell.font = _BOX, _CENTRE, _font(bold=True)
    if own:
        filled = "+".join(f"COUNT({letter}{line})" for letter, _ in own)
        weighed = "+".join(f"{letter}{line}*{_number(weight)}" for letter, weight in own)
        cell.value = f'=IF({filled}={len(own)},{weighed},"")'


def _keys(sheet: Any, contest: Contest, juror: Juror, criteria: Sequence[Criterion]) -> None:
    _put(sheet, _KEYS, 1, sheet_key(contest.id, contest.values["code"], juror.id))
    for place, criterion in enumerate(criteria, _FIRST):
        _put(sheet, _KEYS, place, f"{CRITERION}{criterion.id}")
    sheet.row_dimensions[_KEYS].hidden = True


def heading_of(criterion: Criterion) -> str:
    """«Содержание (до 10, вес 2)»."""
    weight = f", вес {_shown(criterion.weight)}" if criterion.weight != 1 else ""
    return f"{criterion.name} (до {_shown(criterion.most)}{weight})"


def _validate(sheet: Any, criterion: Criterion, letter: str, end: int) -> None:
    rule = DataValidation(
        "decimal", operator="between", formula1="0", formula2=str(_number(criterion.most)), allow_blank=True,
        showErrorMessage=True, errorTitle="Балл не подходит", showInputMessage=True,
        error=f"Впишите число от 0 до {_shown(criterion.most)}; дробное – через запятую."[:220],
        promptTitle=criterion.name[:32], prompt=f"От 0 до {_shown(criterion.most)}",
    )  # fmt: skip
    rule.add(f"{letter}{_HEAD + 1}:{letter}{end}")
    sheet.add_data_validation(rule)


def _page(sheet: Any, last: int) -> None:
    sheet.freeze_panes = sheet.cell(_HEAD + 1, 4)
    sheet.print_title_rows = f"{_HEAD}:{_HEAD}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "Страница &P из &N"
    sheet.protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "formatCells"):
        setattr(sheet.protection, allowed, False)  # False is «allowed» in the format


def _title(sheet: Any, line: int, text: str, last: int, font: Font) -> None:
    cell = _put(sheet, line, 2, text)
    cell.font, cell.alignment = font, _WRAP
    sheet.merge_cells(start_row=line, start_column=2, end_row=line, end_column=last)
    width = sum(_WIDTHS[1:]) + 13 * max(0, last - _FIRST)
    sheet.row_dimensions[line].height = (_LINE + 3) * max(1, -(-len(text) // int(width * 0.85)))


def _font(**options: Any) -> Font:
    return Font(**{"name": "Calibri", "size": 11, **options})


def _put(sheet: Any, line: int, place: int, value: Any) -> Any:
    """A value into a cell, a text never as a formula."""
    cell = sheet.cell(line, place)
    if isinstance(value, str):
        cell.value = clean_text(value) or None
        if cell.data_type == "f":
            cell.data_type = "s"
    else:
        cell.value = value
    return cell


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


def _shown(value: Fraction) -> str:
    text = rounded(value, 4)
    return text.rstrip("0").rstrip(",") if "," in text else text
