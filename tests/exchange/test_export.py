"""Export: the whole workbook, that it comes back without a change, a file for one school, the file with wrong cells."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.core.progress import Cancelled
from pdkadry_desktop.exchange import workbook_writer
from pdkadry_desktop.exchange.demo import demo_district
from pdkadry_desktop.exchange.exporter import export_workbook
from pdkadry_desktop.exchange.importer import import_workbook, plan_import
from pdkadry_desktop.exchange.rejected import write_rejected
from pdkadry_desktop.exchange.sheets import read_workbook
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage.database import Database
from tests.exchange.workbooks import (
    KINDERGARTEN,
    SCHOOL,
    bring,
    course,
    dump,
    fates,
    fingerprint,
    raw_file,
    table,
    teacher,
    write_xlsx,
)
from tests.oracle.districts import random_district, write_workbook
from tests.oracle.reading import sheets

NASTY = [
    "=1+1",
    "+7 900",
    "-5",
    "@СУММ(A1)",
    "#N/A",
    "_x0041_",
    "1.10",
    "да",
    "ё" * 900,
    "две\nстроки",
    "a;b",
    '"<&>]]>',
]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "base.pdk", create=True) as opened:
        yield opened


def other_base(tmp_path: Path) -> Database:
    return Database.open(tmp_path / "other.pdk", create=True)


def cells(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Sheet → rows of plain values, as openpyxl reads them."""
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.mark.parametrize("seed", [21, 22])
def test_export_comes_back_unchanged_and_makes_an_equal_base(db: Database, tmp_path: Path, seed: int) -> None:
    district = random_district(seed, organizations=5, teachers=30)
    write_workbook(district, tmp_path / "Район.xlsx")
    import_workbook(db, tmp_path / "Район.xlsx")
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    assert export_workbook(db, first) == {name: len(district[name]) for name in sheets()}
    state = fingerprint(db)
    plan, summary = import_workbook(db, first)
    assert summary.entry is None and fingerprint(db) == state
    assert (plan.count("added"), plan.count("changed"), plan.count("rejected")) == (0, 0, 0)
    assert not plan.ignored
    with other_base(tmp_path) as other:
        import_workbook(other, first)
        export_workbook(other, second)
    assert cells(first) == cells(second)
    assert list(cells(first)) == list(sheets())
    for name, rows in cells(first).items():
        assert rows[0] == tuple(sheets()[name])


def test_the_demo_district_comes_back_unchanged(db: Database, tmp_path: Path) -> None:
    district = {name: [_as_cells(row) for row in rows] for name, rows in demo_district(4, 40).items()}
    plan = bring(db, district)
    assert plan.count("added") == sum(map(len, district.values()))
    export_workbook(db, tmp_path / "out.xlsx")
    state = fingerprint(db)
    plan, _ = import_workbook(db, tmp_path / "out.xlsx")
    assert fingerprint(db) == state
    assert plan.count("unchanged") == sum(map(len, district.values()))


def _as_cells(row: Mapping[str, Any]) -> dict[str, Any]:
    """Typed values as a workbook holds them."""
    return {
        heading: "; ".join(value) if isinstance(value, list) else {True: "да", False: "нет"}[value]
        if isinstance(value, bool) else value
        for heading, value in row.items()
    }  # fmt: skip


def test_texts_stay_texts_and_dates_are_dates(db: Database, tmp_path: Path) -> None:
    rows = [{**SCHOOL, "Код": f"Ш-{at}", "Наименование": text} for at, text in enumerate(NASTY)]
    bring(
        db,
        {"Организации": [*rows, {**SCHOOL, "Код": "Ш", "Действует с": date(2001, 2, 3), "Действует по": "05.06.1890"}]},
    )
    path = tmp_path / "out.xlsx"
    export_workbook(db, path)
    sheet = openpyxl.load_workbook(path)["Организации"]
    types = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert types == {"s", "d"}
    last = [cell for cell in sheet[sheet.max_row] if cell.value is not None]
    assert last[-2].value == datetime(2001, 2, 3) and last[-2].number_format == "DD.MM.YYYY"
    assert last[-1].value == "05.06.1890"
    plan, _ = import_workbook(db, path)
    assert fates(plan, "Организации") == (0, 0, len(NASTY) + 1, 0)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.slow
def test_libreoffice_opens_it_without_changing_a_value(db: Database, tmp_path: Path) -> None:
    write_workbook(random_district(23, organizations=3, teachers=8), tmp_path / "Район.xlsx")
    import_workbook(db, tmp_path / "Район.xlsx")
    bring(db, {"Организации": [{**SCHOOL, "Код": f"Ш-9{at}", "Наименование": text} for at, text in enumerate(NASTY)]})
    export_workbook(db, tmp_path / "out.xlsx")
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    command = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", f"{tmp_path}/again", "out.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=180)
    plan, summary = import_workbook(db, tmp_path / "again" / "out.xlsx")
    assert summary.entry is None and plan.count("rejected") == 0


def test_a_record_without_a_code_gets_one_only_when_referred_to(db: Database, tmp_path: Path) -> None:
    days = [date(2024, 1, 1), date(2024, 1, 2)]
    bring(db, {
        "Организации": [SCHOOL], "Педагоги": [teacher()],
        "Диагностика": [{"Педагог": "П-1", "Дата": day, "Уровень": "школьный"} for day in days],
        "ИОМ": [{"Код": "Р-1", "Педагог": "П-1", "Начало": days[0], "Статус": "завершён"}],
    })  # fmt: skip
    [first, _] = table(db, "diagnostics", "id")
    with db.change("Указана диагностика") as change:
        change.set(REGISTERS["ioms"], table(db, "ioms", "id")[0][0], {"diagnostic_id": first[0]})
    path = tmp_path / "out.xlsx"
    export_workbook(db, path)
    codes = [row[0] for row in cells(path)["Диагностика"][1:]]
    assert codes[0] and codes[1] is None
    state = fingerprint(db)
    plan, _ = import_workbook(db, path)
    assert fingerprint(db) == state and plan.count("unchanged") == 5
    with other_base(tmp_path) as other:
        plan, _ = import_workbook(other, path)
        assert plan.count("added") == 5
        export_workbook(other, tmp_path / "second.xlsx")
    assert cells(tmp_path / "second.xlsx") == cells(path)


def test_a_person_without_a_job_is_not_dropped(db: Database, tmp_path: Path) -> None:
    bring(db, {"Организации": [SCHOOL], "Педагоги": [teacher(), teacher("П-2", Фамилия="Щукина")]})
    with db.change("Удалено место работы") as change:
        change.remove(REGISTERS["employments"], [table(db, "employments", "id")[0][0]])
    export_workbook(db, tmp_path / "out.xlsx")
    rows = cells(tmp_path / "out.xlsx")["Педагоги"]
    assert [row[:2] for row in rows[1:]] == [("П-2", "Щукина"), ("П-1", "Ёлкина")]
    assert import_workbook(db, tmp_path / "out.xlsx")[1].entry is None


# -- a file for one organisation -----------------------------------------------------------------------------------

TODAY = date(2024, 9, 1)
AUGUST = date(2024, 8, 31)


def own_people_only(db: Database, tmp_path: Path) -> dict[str, list[tuple[Any, ...]]]:
    path = tmp_path / "school.xlsx"
    export_workbook(db, path, "Ш-1", today=TODAY)
    return {name: rows[1:] for name, rows in cells(path).items()}


def test_a_file_for_a_school_holds_its_own_people_and_rows(db: Database, tmp_path: Path) -> None:
    start = date(2024, 1, 1)
    steps = [{"ИОМ": code, "Шаг": "Курс"} for code in ("Р-1", "Р-2", "Р-3")]
    route = {"Начало": start, "Статус": "реализуется"}
    pair = {"Форма": "педагог – педагог", "Организация": "Ш-1", "Начало": start}
    contest = {"Уровень": "школьный", "Начало": start}
    community = {"Вид": "клуб", "Уровень": "муниципальный", "Создано": start}
    bring(db, {
        "Организации": [{**SCHOOL, "Головная организация": "С-1"}, {**KINDERGARTEN, "Руководитель": "Чужая А. А."}],
        "Педагоги": [
            teacher("П-1"), teacher("П-1", Организация="С-1", Должность="воспитатель"), teacher("П-2"),
            teacher("П-3", Организация="С-1"), teacher("П-4", **{"Дата увольнения": AUGUST}),
            teacher("П-5", **{"Дата увольнения": TODAY}),
        ],
        "Каталог программ": [
            {"Код": code, "Программа": code, "Вид": "стажировка"} for code in ("К-1", "К-2")
        ],
        "Курсы": [course("П-1", **{"Код программы": "К-1"}), course("П-3", **{"Код программы": "К-2"}), course("П-4")],
        "ИОМ": [
            {"Код": "Р-1", "Педагог": "П-1", **route}, {"Код": "Р-2", "Педагог": "П-3", **route},
            {"Код": "Р-3", "Педагог": "П-1", "Тьютор": "П-3", **route},
        ],
        "Шаги ИОМ": steps,
        "Наставничество": [
            {"Код": "Н-1", "Наставник": "П-1", "Наставляемый": "П-2", **pair},
            {"Код": "Н-2", "Наставник": "П-1", "Наставляемый": "П-3", **pair},
        ],
        "Конкурсы": [{"Код": code, "Наименование": code, **contest} for code in ("У-1", "У-2")],
        "Участие в конкурсах": [{"Конкурс": "У-1", "Педагог": "П-2"}, {"Конкурс": "У-2", "Педагог": "П-3"}],
        "Сообщества": [
            {"Код": "Г-1", "Наименование": "Г-1", "Руководитель": "П-3", **community},
            {"Код": "Г-2", "Наименование": "Г-2", "Руководитель": "П-2", **community},
        ],
        "Участие в сообществах": [
            {"Сообщество": code, "Педагог": person, "С": start}
            for code, person in (("Г-1", "П-1"), ("Г-2", "П-3"), ("Г-2", "П-1"))
        ],
        "Вакансии": [
            {"Код": code, "Организация": place, "Должность": "учитель", "Открыта": start}
            for code, place in (("В-1", "Ш-1"), ("В-2", "С-1"))
        ],
        "Отсутствия": [
            {"Педагог": "П-1", "Организация": place, "Вид": "иное", "С": start} for place in ("Ш-1",)
        ] + [{"Педагог": "П-1", "Организация": "С-1", "Вид": "иное", "С": TODAY}],
        "Соглашения": [{"Код": "Д-1", "Партнёр": "Вуз", "Предмет": "Сотрудничество", "Дата": start}],
        "Организаторы обучения": [{"Код": "О-1", "Наименование": "Институт"}],
    })  # fmt: skip
    found = own_people_only(db, tmp_path)
    assert [row[0] for row in found["Организации"]] == ["Ш-1"]
    assert [(row[0], row[20], row[22]) for row in found["Педагоги"]] == [
        (code, "Ш-1", "учитель") for code in ("П-1", "П-2", "П-5")
    ]  # fmt: skip
    assert [row[0] for row in found["Курсы"]] == ["П-1"]
    assert [row[0] for row in found["Каталог программ"]] == ["К-1"]
    assert [row[0] for row in found["ИОМ"]] == [row[0] for row in found["Шаги ИОМ"]] == ["Р-1"]
    assert [row[0] for row in found["Наставничество"]] == ["Н-1"]
    assert [row[0] for row in found["Конкурсы"]] == [row[0] for row in found["Участие в конкурсах"]] == ["У-1"]
    assert [row[0] for row in found["Сообщества"]] == ["Г-2"]
    assert [row[:2] for row in found["Участие в сообществах"]] == [("Г-1", "П-1"), ("Г-2", "П-1")]
    assert [row[0] for row in found["Вакансии"]] == ["В-1"]
    assert [row[1] for row in found["Отсутствия"]] == ["Ш-1"]
    assert found["Соглашения"] == [] and len(found["Организаторы обучения"]) == 1
    state = fingerprint(db)
    plan, _ = import_workbook(db, tmp_path / "school.xlsx")
    assert fingerprint(db) == state
    assert plan.count("rejected") == 0


@pytest.mark.parametrize("seed", [24, 25])
def test_no_stranger_is_in_the_file_of_a_school(db: Database, tmp_path: Path, seed: int) -> None:
    write_workbook(random_district(seed, organizations=5, teachers=30), tmp_path / "Район.xlsx")
    import_workbook(db, tmp_path / "Район.xlsx")
    [(code,), *_] = table(db, "organizations", "code")
    path = tmp_path / "school.xlsx"
    export_workbook(db, path, code, today=TODAY)
    book = cells(path)
    staff = {row[0] for row in book["Педагоги"][1:]}
    assert staff and all(row[20] == code for row in book["Педагоги"][1:])
    for layout_name, columns in sheets().items():
        for at, kind in enumerate(columns.values()):
            if kind == "ref:Педагоги":
                assert {row[at] for row in book[layout_name][1:]} - {None} <= staff, layout_name
    state = fingerprint(db)
    plan, _ = import_workbook(db, path)
    assert fingerprint(db) == state and plan.count("rejected") == 0


def test_unknown_organisation(db: Database, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="«Ш-1» в базе нет"):
        export_workbook(db, tmp_path / "out.xlsx", "Ш-1")
    assert not (tmp_path / "out.xlsx").exists()


# -- files ---------------------------------------------------------------------------------------------------------


class _Cancel:
    def step(self, done: int, total: int | None = None, text: str = "") -> None:
        return None

    def raise_if_cancelled(self) -> None:
        raise Cancelled


def test_an_older_file_stays_whole(db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"older")
    with pytest.raises(Cancelled):
        export_workbook(db, path, progress=_Cancel())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(workbook_writer.os, "replace", full)
    with pytest.raises(UserError, match="не хватило места"):
        export_workbook(db, path)
    assert path.read_bytes() == b"older"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["base.pdk", "out.xlsx"]


def test_a_folder_that_is_not_there(db: Database, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Папки «"):
        export_workbook(db, tmp_path / "нет" / "out.xlsx")


# -- the workbook with wrong cells ---------------------------------------------------------------------------------


def test_the_same_workbook_with_wrong_cells_marked(db: Database, tmp_path: Path) -> None:
    lyceum = {**SCHOOL, "Код": "Ш-2", "Тип": "лицей", "Действует с": date(2020, 9, 1)}
    book = {
        "Организации": [{**SCHOOL, "ИНН": "5"}, lyceum],
        "Педагоги": [teacher(), teacher("П-2", Имя=None, Организация="Ш-2")],
        "Прочее": [{"что угодно": 1.5}],
    }
    source = write_xlsx(tmp_path / "Район.xlsx", book)
    out = tmp_path / "Исправить.xlsx"
    plan = plan_import(db, read_workbook(source))
    assert write_rejected(plan, out) == 5
    assert cells(out) == cells(source)
    marked = {
        (sheet.title, cell.coordinate): (cell.fill.fgColor.rgb[-6:], cell.comment.text)
        for sheet in openpyxl.load_workbook(out) for row in sheet.iter_rows() for cell in row if cell.comment
    }  # fmt: skip
    assert {place: color for place, (color, _) in marked.items()} == {
        ("Организации", "D2"): "FFF2CC", ("Организации", "C3"): "F8CBAD", ("Педагоги", "C3"): "F8CBAD",
        ("Педагоги", "D3"): "F8CBAD", ("Прочее", "A1"): "FFF2CC",
    }  # fmt: skip
    assert "«общеобразовательная»" in marked["Организации", "C3"][1]
    assert "не принята" in marked["Педагоги", "D3"][1]
    assert db.counts()["organizations"] == 0


def test_marks_stand_where_the_table_stands(db: Database, tmp_path: Path) -> None:
    """A title above the table, an empty first column: every cell keeps its place; a row's problem is on its first."""
    bring(db, {"Организации": [SCHOOL]})
    file = raw_file({"Организации": [
        ["Отчёт", None, None, None], [None, None, None, None], [None, "Код", "Телефон", None],
        [None, "Ш-2", "=2+2", 7.5],
    ]})  # fmt: skip
    plan = plan_import(db, file)
    write_rejected(plan, tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Организации"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [list(row) for row in file.sheets[0].rows]
    assert "«Наименование», «Тип»" in sheet["B4"].comment.text
    assert sheet["C4"].data_type == "s"
    assert dump(db)["organizations"][0][1] is not None
