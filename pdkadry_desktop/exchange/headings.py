"""Finds the row of headings of a sheet and says which column is which; everything else is reported as ignored."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches

from ..core.text import counted
from .cells import RawSheet, col_letter
from .layout import Column, SheetLayout, name_key
from .plan import CellProblem, Ignored, shown

SEARCHED_ROWS = 15
_SIMILAR = 0.8


@dataclass(frozen=True, slots=True)
class Headings:
    """``at``: place of the heading row in ``RawSheet.rows``; ``columns``: column → place in a row."""

    at: int
    columns: dict[Column, int]


def find_headings(
    sheet: RawSheet, layout: SheetLayout, problems: list[CellProblem], ignored: list[Ignored]
) -> Headings | None:
    """The first row with two known headings, else the first with one; None when there is none."""
    at = _heading_row(sheet, layout)
    if at is None:
        _ignore_all(sheet, problems, ignored, "нет строки с заголовками столбцов книги района")
        return None
    for above in range(at):
        texts = [shown(cell) for cell in sheet.rows[above] if shown(cell)]
        if texts:
            problems.append(CellProblem(
                sheet.name, sheet.first_row + above, None, " · ".join(texts), "warning",
                "Строка над заголовками не входит в таблицу и пропущена.",
            ))  # fmt: skip
    columns = _columns(sheet, layout, at, problems, ignored)
    report_stray(sheet, problems, ignored)
    return Headings(at, columns)


def _heading_row(sheet: RawSheet, layout: SheetLayout) -> int | None:
    single = None
    for at, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        known = {name_key(cell) for cell in row if isinstance(cell, str)} & layout.by_heading.keys()
        if len(known) >= 2:
            return at
        if known and single is None:
            single = at
    return single


def _columns(
    sheet: RawSheet, layout: SheetLayout, at: int, problems: list[CellProblem], ignored: list[Ignored]
) -> dict[Column, int]:
    found: dict[Column, int] = {}
    for place, cell in enumerate(sheet.rows[at]):
        heading = shown(cell)
        column = layout.by_heading.get(name_key(heading)) if heading else None
        if column is not None and column not in found:
            found[column] = place
            continue
        filled = sum(1 for row in sheet.rows[at + 1 :] if row[place] is not None and shown(row[place]))
        if not heading and not filled:
            continue
        letter = col_letter(place)
        ignored.append(Ignored(sheet.name, heading or f"столбец {letter}", filled))
        if column is not None:
            problems.append(CellProblem(
                sheet.name, sheet.first_row + at, heading, heading, "warning",
                f"Столбец «{heading}» есть дважды: взят первый, {letter} пропущен. Оставьте один из них.", letter,
            ))  # fmt: skip
        elif heading:
            _ask_for_similar(sheet, layout, at, place, heading, problems)
        else:
            problems.append(CellProblem(
                sheet.name, sheet.first_row + at, f"столбец {letter}", "", "warning",
                f"В столбце {letter} нет заголовка, он пропущен ({counted(filled, 'ячейка', 'ячейки', 'ячеек')}). "
                "Подпишите столбец как в книге района.", letter,
            ))  # fmt: skip
    return found


def _ask_for_similar(
    sheet: RawSheet, layout: SheetLayout, at: int, place: int, heading: str, problems: list[CellProblem]
) -> None:
    """A misspelt heading is asked about, never guessed."""
    similar = get_close_matches(name_key(heading), layout.by_heading, n=1, cutoff=_SIMILAR)
    if similar:
        meant = layout.by_heading[similar[0]].heading
        problems.append(CellProblem(
            sheet.name, sheet.first_row + at, heading, heading, "question",
            f"Столбца «{heading}» в книге района нет, он пропущен. Если это «{meant}», исправьте заголовок.",
            col_letter(place),
        ))  # fmt: skip


def ignore_sheet(sheet: RawSheet, problems: list[CellProblem], ignored: list[Ignored]) -> None:
    """A sheet that is not of the workbook: all its columns are reported."""
    _ignore_all(sheet, problems, ignored, "такого листа в книге района нет", "warning")


def _ignore_all(
    sheet: RawSheet, problems: list[CellProblem], ignored: list[Ignored], why: str, severity: str = "error"
) -> None:
    if not sheet.rows:
        return
    problems.append(CellProblem(
        sheet.name, sheet.first_row, None, "", "error" if severity == "error" else "warning",
        f"Лист «{sheet.name}» пропущен: {why}. Сверьте его с образцом книги района.",
    ))  # fmt: skip
    first = next((row for row in sheet.rows if any(shown(cell) for cell in row)), ())
    for place, cell in enumerate(first):
        filled = sum(1 for row in sheet.rows if shown(row[place]))
        if filled:
            ignored.append(Ignored(sheet.name, shown(cell) or f"столбец {col_letter(place)}", filled))
    report_stray(sheet, problems, ignored)


def report_stray(sheet: RawSheet, problems: list[CellProblem], ignored: list[Ignored]) -> None:
    if not sheet.stray:
        return
    first = sheet.stray[0]
    problems.append(CellProblem(
        sheet.name, first.row, f"столбец {col_letter(first.column)}", shown(first.value), "warning",
        f"Далеко от таблицы есть {counted(len(sheet.stray), 'ячейка', 'ячейки', 'ячеек')}, они пропущены. "
        "Перенесите нужное в таблицу, лишнее сотрите.", col_letter(first.column),
    ))  # fmt: skip
    for column, filled in sorted(Counter(cell.column for cell in sheet.stray).items()):
        ignored.append(Ignored(sheet.name, f"столбец {col_letter(column)}", filled))
