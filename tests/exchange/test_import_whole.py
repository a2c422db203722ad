"""The import as a whole: totals, repetition, undo, cancelling, wrong files, and that no cell is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdkadry_desktop.core.errors import ChangeRefused, ImportRefused
from pdkadry_desktop.core.progress import Cancelled
from pdkadry_desktop.exchange.cells import SheetFile
from pdkadry_desktop.exchange.importer import apply_import, import_workbook, make_plan, plan_import
from pdkadry_desktop.exchange.layout import layouts, planning_order
from pdkadry_desktop.exchange.plan import ImportPlan
from pdkadry_desktop.exchange.sheets import read_workbook
from pdkadry_desktop.exchange.snapshot import Snapshot
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.database import Database
from tests.exchange.workbooks import (
    SCHOOL,
    bring,
    bring_file,
    course,
    dump,
    fates,
    file_of,
    fingerprint,
    raw_file,
    teacher,
    write_xlsx,
)
from tests.oracle.districts import random_district, write_workbook
from tests.oracle.reading import keys, required, sheets


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "base.pdk", create=True) as opened:
        yield opened


DISTRICT = {"Организации": [SCHOOL], "Педагоги": [teacher("П-1"), teacher("П-2", Имя="Яна")], "Курсы": [course("П-2")]}


def test_layouts_are_those_of_the_specification() -> None:
    found = list(layouts().values())
    assert [layout.name for layout in found] == list(sheets())
    for layout in found:
        assert [column.heading for column in layout.columns] == list(sheets()[layout.name]), layout.name
        assert {column.heading for column in layout.columns if column.field.required} == required()[layout.name]
        heading = {column.name: column.heading for column in layout.columns}
        key = [heading.get(name, "Код") for name in layout.spec.key_fields]
        assert key == keys()[layout.name], layout.name


def test_every_sheet_is_planned_after_those_it_refers_to() -> None:
    """Only then is a refusal known to all that refer; rows that refer to their own sheet are found by «Код»."""
    done: set[str] = set()
    for layout in planning_order():
        for spec in (layout.owner, layout.spec):
            if spec is not None:
                done.add(spec.key)
        links = {field.link for field in layout.spec.links if field.header}
        assert links <= done
        assert layout.spec.key not in links or layout.spec.key_fields == ("code",)


@pytest.mark.parametrize("seed", [11, 12])
def test_a_district_comes_in_whole_once_and_can_be_taken_back(db: Database, tmp_path: Path, seed: int) -> None:
    district = random_district(seed, organizations=5, teachers=30)
    path = tmp_path / "Район.xlsx"
    write_workbook(district, path)
    empty = dump(db)
    plan, summary = import_workbook(db, path)
    told = {each["name"]: (each["rows"], each["added"]) for each in summary.sheets}
    assert told == {name: (len(rows), len(rows)) for name, rows in district.items()}
    assert not [problem for problem in plan.problems if problem.severity == "error"]
    assert summary.entry is not None
    state = fingerprint(db)
    plan, again = import_workbook(db, path)
    assert again.entry is None and plan.changes_nothing
    assert all(each["unchanged"] == each["rows"] for each in again.sheets)
    assert fingerprint(db) == state
    full = dump(db)
    journal.undo(db, summary.entry)
    assert dump(db) == empty
    journal.redo(db)
    assert dump(db) == full


def test_an_import_over_a_filled_base_is_undone_table_by_table(db: Database) -> None:
    bring(db, DISTRICT)
    before = dump(db)
    plan = plan_import(db, file_of({
        "Организации": [{**SCHOOL, "Тип": "иная"}, {**SCHOOL, "Код": "Ш-2", "Головная организация": "Ш-1"}],
        "Педагоги": [teacher("П-1", Фамилия="Берёзкина"), teacher("П-3", Организация="Ш-2")],
        "Курсы": [course("П-2", Часов=16), course("П-3")],
    }))  # fmt: skip
    entry = apply_import(db, plan)
    assert (plan.count("added"), plan.count("changed")) == (3, 3)
    assert dump(db) != before
    bring(db, {"Организации": [{**SCHOOL, "Код": "Ш-3", "Телефон": "1"}]})  # a later import of other records
    journal.undo(db)
    journal.undo(db, entry)
    assert dump(db) == before


def test_summary_is_the_json_of_the_command_line(db: Database) -> None:
    file = raw_file({"Организации": [["Код", "Наименование", "Тип", "Лишний"], ["Ш-1", "Школа", "лицей", 1.0]]})
    plan = plan_import(db, file)
    told = plan.summary(apply_import(db, plan)).to_json()
    assert json.loads(json.dumps(told)) == told
    message = told["problems"][0].pop("message")
    assert "«общеобразовательная»" in message
    assert told == {
        "file": "Район.xlsx",
        "kind": "workbook",
        "sheets": [{"name": "Организации", "rows": 1, "added": 0, "changed": 0, "unchanged": 0, "rejected": 1}],
        "problems": [{"sheet": "Организации", "row": 2, "column": "Тип", "value": "лицей", "severity": "error"}],
        "ignored_columns": [{"sheet": "Организации", "column": "Лишний"}],
        "entry": None,
    }


def test_checking_writes_nothing(db: Database, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "Район.xlsx", DISTRICT)
    before = db.path.read_bytes()
    plan, summary = import_workbook(db, path, dry_run=True)
    assert plan.count("added") == 4 and summary.entry is None
    assert db.path.read_bytes() == before


def test_a_plan_made_before_another_change_is_refused(db: Database) -> None:
    plan = plan_import(db, file_of(DISTRICT))
    bring(db, {"Организации": [SCHOOL]})
    state = fingerprint(db)
    with pytest.raises(ChangeRefused, match="изменилась"):
        apply_import(db, plan)
    assert fingerprint(db) == state


class _Stop:
    """Cancels at a given look at the progress."""

    def __init__(self, after: int) -> None:
        self.left = after

    def step(self, done: int, total: int | None = None, text: str = "") -> None:
        assert total is None or done <= total

    def raise_if_cancelled(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_cancelling_leaves_the_base_as_it_was(db: Database) -> None:
    state = fingerprint(db)
    stopped = 0
    for after in range(20):
        stop = _Stop(after)
        try:
            apply_import(db, plan_import(db, file_of(DISTRICT), stop), stop)
        except Cancelled:
            stopped += 1
            assert fingerprint(db) == state
        else:
            break
    assert stopped >= 6
    assert len(dump(db)["courses"]) == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("Район.xlsx", b"", "пустой"),
        ("Район.xlsx", b"PK\x03\x04 broken", "повреждён"),
        ("Район.xlsx", "просто текст".encode(), "не таблица"),
        ("Район.csv", b"a;b\n1;2\n", "нет ни одного листа"),
    ],
)
def test_a_wrong_file_gets_one_russian_sentence(
    db: Database, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ImportRefused, match=says) as refused:
        import_workbook(db, path)
    assert name in refused.value.text and refused.value.hint


def test_a_missing_file(db: Database, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="не найден"):
        import_workbook(db, tmp_path / "нет.xlsx")


def test_a_real_file_gives_the_same_plan_as_its_cells(db: Database, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "Район.xlsx", DISTRICT)
    assert plan_import(db, read_workbook(path)).writes == plan_import(db, file_of(DISTRICT)).writes


# -- no cell is lost -----------------------------------------------------------------------------------------------

NOTHING = Snapshot({}, {}, 0)
CODES = st.sampled_from(["1", "2", "3", " 2 ", None, "", 2.0])
WORDS = st.sampled_from(["иная", "учитель", "да", "нет", "72", 72.0, 0.5, "x", " ", None, True, "01.09.2020", "а;б"])
DATES = st.one_of(st.none(), st.dates(date(2019, 1, 1), date(2022, 1, 1)), WORDS)


def lines(headings: list[str], columns: dict[str, Any]) -> st.SearchStrategy[list[list[Any]]]:
    row = st.tuples(*(columns.get(name, WORDS) for name in headings)).map(list)
    return st.lists(row, max_size=6).map(lambda rows: [list(headings), *rows])


GRIDS = st.fixed_dictionaries({
    "Организации": lines(
        ["Код", "Наименование", "Тип", "Головная организация", "Заметки", "Действует с"],
        {"Код": CODES, "Головная организация": CODES, "Тип": st.just("иная"), "Действует с": DATES},
    ),
    "Педагоги": lines(
        ["Телефон", "Код", "Фамилия", "Имя", "Организация", "Должность", "Дата приёма", "Дата увольнения", "Телефон"],
        {"Код": CODES, "Организация": CODES, "Дата приёма": DATES, "Дата увольнения": DATES},
    ),
    "Курсы": lines(
        ["Педагог", "Вид", "Программа", "Окончание", "Часов"],
        {"Педагог": CODES, "Вид": st.just("стажировка"), "Окончание": DATES},
    ),
})  # fmt: skip


def accounted(plan: ImportPlan, file: SheetFile) -> dict[str, tuple[int, int]]:
    """Sheet → (filled cells, of them known to the plan: heading, row with a fate, ignored column)."""
    found = {}
    for told in plan.sheets:
        source = next(each for each in file.sheets if each.name == told.name)
        filled = sum(_is_filled(cell) for row in source.rows for cell in row)
        rows = {*told.added, *told.unchanged, *told.rejected, *(each.row for each in told.changed)}
        placed = sum(
            _is_filled(cell)
            for number, row in enumerate(source.rows, start=1)
            for at, cell in enumerate(row)
            if at in told.headings.values() and (number in rows or number == told.heading_row)
        )
        ignored = [each for each in plan.ignored if each.sheet == told.name]
        found[told.name] = (filled, placed + sum(each.cells + 1 for each in ignored))  # + 1: the heading itself
    return found


def _is_filled(cell: Any) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


@settings(max_examples=120, deadline=None)
@given(GRIDS)
def test_every_cell_has_a_fate(grids: dict[str, list[list[Any]]]) -> None:
    file = raw_file(grids)
    plan = make_plan(NOTHING, file)
    for name, (filled, known) in accounted(plan, file).items():
        assert filled == known, name
    for told in plan.sheets:
        fates = [*told.added, *told.unchanged, *told.rejected, *(each.row for each in told.changed)]
        assert len(fates) == len(set(fates)) == told.rows
        blamed = {
            problem.row for problem in plan.problems if problem.sheet == told.name and problem.severity == "error"
        }
        assert set(told.rejected) == blamed


@settings(max_examples=25, deadline=None)
@given(GRIDS)
def test_any_file_settles_at_once(tmp_path_factory: pytest.TempPathFactory, grids: dict[str, list[list[Any]]]) -> None:
    """Whatever came in, the same file brings nothing the second time, and what was refused stays refused."""
    file = raw_file(grids)
    with Database.open(tmp_path_factory.mktemp("b") / "base.pdk", create=True) as db:
        first = bring_file(db, file)
        state = fingerprint(db)
        second = bring_file(db, file)
        assert second.changes_nothing and fingerprint(db) == state
        assert {each.name: each.rejected for each in first.sheets} == {
            each.name: each.rejected for each in second.sheets
        }
        for name in ("organizations", "teachers", "courses"):
            assert len(dump(db)[name]) == len(first.writes[name].new if name in first.writes else ())
        assert all(len(fates(second, each.name)) == 4 for each in second.sheets)
    assert set(first.writes) <= set(REGISTERS)
