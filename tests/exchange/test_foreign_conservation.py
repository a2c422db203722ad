"""No filled cell of a foreign table is lost, the same table again changes nothing, undo brings everything back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pdkadry_desktop.core.errors import ImportRefused
from pdkadry_desktop.exchange.cells import MergedRange, RawSheet, SheetFile
from pdkadry_desktop.exchange.foreign import KINDS
from pdkadry_desktop.exchange.importer import apply_import, plan_import
from pdkadry_desktop.exchange.plan import ImportPlan, shown
from pdkadry_desktop.exchange.rejected import write_rejected
from pdkadry_desktop.exchange.sheets import read_workbook
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.database import Database
from tests.exchange.workbooks import KINDERGARTEN, SCHOOL, bring_file, dump, file_of, raw_file, teacher

_NAMES = ["Ёлкин Артём Ильич", "Елкин Артем Ильич", "Ёлкин А. И.", "Ёлкина Анна Петровна", "Соснин Пётр", "вакансия",
          "А", None, None, "ИТОГО", "[a.name]", "Дуб И.И.", "Ёлкина (Дуб) Анна Петровна"]  # fmt: skip
_BLANKS = [None, None, "-", "нет", "информация в стадии заполнения", "  "]
_CELLS: dict[str, list[Any]] = {
    "№": [1, 2, None],
    "ФИО": _NAMES,
    "Должность": ["учитель", "Учитель физики", "Директор", "учитель химии высшей категории", *_BLANKS],
    "Дополнительная должность": ["Учитель химии; методист", *_BLANKS],
    "Организация": ["Школа № 1", "МБОУ «Школа №1»", "Детский сад Ёлочка", "Школа № 9", "С-1", *_BLANKS],
    "Образование": ["высшее", "бакалавр", "среднее специальное", "не знаю", "неоконченное высшее", *_BLANKS],
    "Категория": ["высшая", "первая, 25.03.2021", "вторая", "сзд 31.09.2021", "без категории", *_BLANKS],
    "Дата присвоения": ["01.02.24", 45000, "2021", "25 марта 2021 г.", *_BLANKS],
    "Педагогический стаж": [
        "47л. 11м. 23д.",
        12,
        6.1,
        "6.10",
        "с 2007 года",
        "12 лет на 01.09.2024",
        "много",
        *_BLANKS,
    ],
    "Предметы": ["физика, химия", "история;право", *_BLANKS],
    "Повышение квалификации": ['"Речь"(2020); Чтение (2021/72)', "Без года", "ФГ", *_BLANKS],
    "Тема": ["Речь", "Чтение и письмо", *_BLANKS],
    "Часы": [72, "72 ч.", 7.5, "много", "", *_BLANKS],
    "Сроки обучения": ["01.02.2024 – 15.02.2024", "01-15.02.2024", "весна", *_BLANKS],
    "Дата окончания": ["15.02.2024", 45337, "2024", "31.09.2024", "дек. 2024", *_BLANKS],
    "Наименование": ["Школа № 1", "Гимназия № 2", "Детский сад «Ручеёк»", "№ 5", *_BLANKS],
    "ИНН": ["7701234560", 7701234560.0, "123", *_BLANKS],
    "Адрес": ["с. Луговое, ул. Мира", "ул. Мира", *_BLANKS],
    "Телефон": ["2-15", *_BLANKS],
    "Примечание": ["болеет", *_BLANKS],
}
_TABLES = (
    ("ФИО", "Должность"), ("ФИО", "Тема", "Часы"), ("ФИО", "Тема", "Дата окончания"), ("Наименование",),
    ("ФИО", "Должность", "Повышение квалификации"),
)  # fmt: skip


@st.composite
def sheets(draw: st.DrawFn) -> RawSheet:
    needed = draw(st.sampled_from(_TABLES))
    more = draw(st.lists(st.sampled_from([each for each in _CELLS if each not in needed]), unique=True, max_size=6))
    heads = draw(st.permutations([*needed, *more]))
    offset = draw(st.integers(0, 1))
    rows: list[tuple[Any, ...]] = []
    if draw(st.booleans()):
        rows.append(("УТВЕРЖДАЮ",) + (None,) * (len(heads) + offset - 1))
    rows.append((None,) * offset + tuple(heads))
    for _ in range(draw(st.integers(1, 6))):
        rows.append((None,) * offset + tuple(draw(st.sampled_from(_CELLS[each])) for each in heads))
    merged: tuple[MergedRange, ...] = ()
    if draw(st.booleans()):
        rows.append((*(None,) * offset, "Группа строк", *(None,) * (len(heads) - 1)))
        merged = (MergedRange(len(rows), offset, len(rows), offset + len(heads) - 1),)
    return RawSheet("Лист1", rows, 1, merged=merged)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with Database.open(tmp_path_factory.mktemp("base") / "base.pdk", create=True) as opened:
        bring_file(opened, file_of({
            "Организации": [SCHOOL, KINDERGARTEN],
            "Педагоги": [teacher("П-1", Отчество="Петровна"), teacher("П-2", Фамилия="Ёлкин", Имя="Артём")],
        }))  # fmt: skip
        yield opened


def lost(plan: ImportPlan, file: SheetFile) -> list[tuple[int, int, Any]]:
    """Filled cells that are in no row with a fate and are not told of."""
    told_rows = {problem.row for problem in plan.problems}
    found = []
    for sheet in file.sheets:
        own = [each for each in plan.sheets if each.source is sheet]
        fated = {row for each in own for row in (*each.added, *each.unchanged, *each.rejected)}
        fated |= {row.row for each in own for row in each.changed}
        read = {place for each in own for place in each.headings.values()}
        heading = max((each.heading_row for each in own), default=0)
        ignored = {each.column for each in plan.ignored if each.sheet == sheet.name}
        for number, row in enumerate(sheet.rows, start=sheet.first_row):
            for place, cell in enumerate(row):
                if not shown(cell) or number == heading:
                    continue
                known = number in fated and (place in read or shown(sheet.rows[heading - 1][place]) in ignored)
                if not known and number not in told_rows:
                    found.append((number, place, cell))
    return found


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheets())
def test_no_cell_is_lost_twice_is_once_and_undo_is_whole(base: Database, sheet: RawSheet) -> None:
    file = raw_file({})
    file = SheetFile(file.path, file.kind, (sheet,))
    before = dump(base)
    try:
        plan = plan_import(base, file)
    except ImportRefused:  # every row is empty or a group
        assume(False)
        raise
    assert lost(plan, file) == []
    counts = [len(each.added) + len(each.changed) + len(each.unchanged) + len(each.rejected) for each in plan.sheets]
    assert counts == [each.rows for each in plan.sheets]
    rejected = {row for each in plan.sheets if each.source is sheet for row in each.rejected}
    assert rejected <= {problem.row for problem in plan.problems if problem.severity != "warning"} | {
        problem.row for problem in plan.problems if "Вакансия" in problem.message
    }  # fmt: skip
    entry = apply_import(base, plan)
    again = plan_import(base, file)
    assert again.changes_nothing, [(each.name, each.added, each.changed) for each in again.sheets]
    if entry is not None:
        journal.undo(base, entry)
    assert dump(base) == before


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(st.one_of(
        st.none(), st.text(max_size=12), st.integers(-5, 60000), st.floats(allow_nan=False, allow_infinity=False),
        st.booleans(), st.dates(), st.sampled_from([*_CELLS, *(cell for cells in _CELLS.values() for cell in cells)]),
    ), min_size=4, max_size=4), min_size=1, max_size=8),
    st.sampled_from(["auto", *KINDS]),
)  # fmt: skip
def test_any_cells_are_planned_or_refused(base: Database, rows: list[list[Any]], kind: str) -> None:
    file = raw_file({"Лист1": rows})
    try:
        plan = plan_import(base, file, kind=kind)
    except ImportRefused as refusal:
        assert refusal.hint
        return
    assert all(each.source is not None for each in plan.sheets)


def test_rejected_rows_go_back_in_the_same_file(base: Database, tmp_path: Path) -> None:
    file = raw_file({"Лист1": [["ФИО", "Должность", "Категория"], ["Дуб П. И.", "учитель", "вторая"]]})
    plan = plan_import(base, file)
    assert write_rejected(plan, tmp_path / "назад.xlsx") == 1
    assert read_workbook(tmp_path / "назад.xlsx").sheets[0].rows == file.sheets[0].rows
