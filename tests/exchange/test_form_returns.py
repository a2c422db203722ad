"""Forms out and returns in: own staff only, a round trip changes nothing, what a school does to a file, undo."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from school_forms import (
    TODAY,
    YEAR,
    Grid,
    changed,
    column,
    counts,
    fill,
    grid_of,
    handed_out,
    head_of,
    row_of,
    take,
    template,
    values_of,
    without_service,
)
from workbooks import dump

from pdkadry_desktop.core.errors import ImportRefused
from pdkadry_desktop.core.progress import Cancelled
from pdkadry_desktop.exchange.cells import RawSheet, SheetFile
from pdkadry_desktop.exchange.form_compare import FormPlan
from pdkadry_desktop.exchange.form_making import make_forms
from pdkadry_desktop.exchange.form_templates import (
    columns_of,
    offered_columns,
    offered_layouts,
    own_template,
    templates,
)
from pdkadry_desktop.exchange.importer import plan_import
from pdkadry_desktop.exchange.rejected import write_rejected
from pdkadry_desktop.exchange.sheets import read_workbook
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.scan import scan

TITLES = [each.title for each in templates()]
STAFF = "Педагоги"


@pytest.fixture
def base(tmp_path: Path) -> Iterator[tuple[Database, dict[str, int]]]:
    with Database.open(tmp_path / "base.pdk", create=True) as db:
        yield db, fill(db)


def facts(db: Database) -> dict[str, Any]:
    """Everything but the notes about forms."""
    keys = [key for key in REGISTERS if key not in ("form_issues", "receipts")]
    return {key: dict(scan(db, REGISTERS[key], list(REGISTERS[key].by_name))) for key in keys}


# -- forms out -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", TITLES)
def test_a_form_holds_only_own_people(base: Any, tmp_path: Path, title: str) -> None:
    db, _ = base
    file = handed_out(db, tmp_path, title)
    texts = " ".join(str(cell) for sheet in file.sheets for row in sheet.rows for cell in row if cell is not None)
    assert "Школа № 1" in texts and "О1" in texts
    assert "Дубов" not in texts and "логопед" not in " ".join(map(str, grid_of(file)))
    assert "Чужой курс" not in texts and "Школа № 2" not in texts


def test_a_form_is_protected_and_offers_lists(base: Any, tmp_path: Path) -> None:
    db, ids = base
    path = make_forms(db, template(STAFF), YEAR, [ids["О1"]], tmp_path)[0].path
    book = openpyxl.load_workbook(path)
    sheet = book[STAFF]
    assert sheet.protection.sheet and sheet.column_dimensions["A"].hidden
    assert [each.sheet_state for each in book.worksheets] == ["visible", "hidden", "hidden"]
    heading = sheet["B4"]
    assert heading.value == "Фамилия *" and heading.protection.locked and "Обязательный" in heading.comment.text
    assert not sheet["B5"].protection.locked and sheet["A5"].protection.locked
    assert not sheet["B12"].protection.locked and sheet["B12"].value is None
    kinds = {each.type for each in sheet.data_validations.dataValidation}
    assert kinds == {"list", "date", "decimal"}
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$4:$4"


def test_all_forms_of_a_campaign_are_made_and_noted_in_one_action(base: Any, tmp_path: Path) -> None:
    db, ids = base
    made = make_forms(db, template(STAFF), YEAR, None, tmp_path)
    assert [each.path.name for each in made] == ["Школа № 1 – Педагоги.xlsx", "Школа № 2 – Педагоги.xlsx"]
    assert [each.rows for each in made] == [4, 1]
    issued = dict(scan(db, REGISTERS["form_issues"], ["organization_id", "made_on", "row_count"]))
    assert list(issued.values()) == [(ids["О1"], TODAY, 4), (ids["О2"], TODAY, 1)]
    journal.undo(db)
    assert not dict(scan(db, REGISTERS["form_issues"], ["name"]))


def test_making_can_be_stopped(base: Any, tmp_path: Path) -> None:
    db, _ = base

    class Stop:
        def step(self, done: int, total: int | None = None, text: str = "") -> None:
            self.done = done

        def raise_if_cancelled(self) -> None:
            if getattr(self, "done", -1) >= 0:
                raise Cancelled

    with pytest.raises(Cancelled):
        make_forms(db, template(STAFF), YEAR, None, tmp_path, Stop())
    assert not dict(scan(db, REGISTERS["form_issues"], ["name"]))


def test_every_offered_register_makes_a_form_that_comes_back_unchanged(base: Any, tmp_path: Path) -> None:
    db, ids = base
    for layout in offered_layouts():
        own = own_template(f"Своя {layout.name}", layout, [column.name for column in offered_columns(layout)])
        file = read_workbook(make_forms(db, own, YEAR, [ids["О1"]], tmp_path)[0].path)
        before = facts(db)
        plan = take(db, file)
        assert counts(plan)[0] == counts(plan)[1] == counts(plan)[3] == 0, layout.name
        assert facts(db) == before


def test_required_columns_come_by_themselves() -> None:
    layout = next(each for each in offered_layouts() if each.name == "Курсы")
    assert [each.name for each in columns_of(layout, ["hours"])] == ["teacher_id", "kind", "name", "ends_on", "hours"]


# -- returns in ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", TITLES)
def test_an_untouched_return_changes_nothing(base: Any, tmp_path: Path, title: str) -> None:
    db, _ = base
    file = handed_out(db, tmp_path, title)
    before = facts(db)
    plan = take(db, file)
    assert plan.kind == "form" and counts(plan)[2] > 0
    assert (plan.count("added"), plan.count("changed"), plan.count("rejected")) == (0, 0, 0)
    assert not [each for each in plan.problems if each.severity != "warning"] and facts(db) == before


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
@pytest.mark.parametrize("title", TITLES)
def test_round_trip_through_libreoffice(base: Any, tmp_path: Path, title: str, ending: str) -> None:
    db, ids = base
    path = make_forms(db, template(title), YEAR, [ids["О1"]], tmp_path)[0].path
    out = tmp_path / "saved"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", ending,
         "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    before = facts(db)
    plan = take(db, read_workbook(out / path.with_suffix(f".{ending}").name))
    assert plan.kind == "form" and counts(plan)[2] > 0
    assert (plan.count("added"), plan.count("changed"), plan.count("rejected")) == (0, 0, 0)
    assert facts(db) == before


def edited(grid: Grid) -> None:
    """What a school does: a phone corrected, a leaver dated, a newcomer written below."""
    row_of(grid, "Ёлкина")[column(grid, "Телефон")] = "+7 900 000-00-01"
    row_of(grid, "Клёнова")[column(grid, "Дата увольнения")] = date(YEAR, 8, 31)
    new: list[Any] = [None] * len(grid[0])
    grid.append(new)
    for heading, value in (("Фамилия", "Новикова"), ("Имя", "Дарья"), ("Отчество", "Ильинична"),
                           ("Дата рождения", "12.03.2001"), ("Должность", "педагог-психолог")):  # fmt: skip
        new[column(grid, heading)] = value


def test_edits_come_in_as_one_undoable_action_and_twice_change_nothing(base: Any, tmp_path: Path) -> None:
    db, ids = base
    file = changed(handed_out(db, tmp_path, STAFF), edited)
    before = dump(db)
    plan = take(db, file)
    assert counts(plan) == (1, 2, 2, 0)
    assert values_of(db, "teachers", ids["П1"], "phone") == ("+7 900 000-00-01",)
    assert values_of(db, "employments", ids["Р-П3"], "left_on") == (date(YEAR, 8, 31),)
    jobs = list(dict(scan(db, REGISTERS["employments"], ["position", "organization_id"])).values())
    assert ("педагог-психолог", ids["О1"]) in jobs
    again = take(db, file)
    assert counts(again) == (0, 0, 5, 0)
    journal.undo(db)
    assert dump(db) == before


def test_the_return_is_noted(base: Any, tmp_path: Path) -> None:
    db, _ids = base
    file = handed_out(db, tmp_path, STAFF)
    issue = next(iter(dict(scan(db, REGISTERS["form_issues"], ["name"]))))

    def spoil(grid: Grid) -> None:
        row_of(grid, "Ёлкина")[column(grid, "Дата рождения")] = "31.02.1990"

    take(db, changed(file, spoil))
    names = ("returned_on", "problem_count", "accepted_on")
    assert values_of(db, "form_issues", issue, *names) == (TODAY, 1, None)
    take(db, file)
    assert values_of(db, "form_issues", issue, *names) == (TODAY, None, TODAY)


def test_a_campaign_notes_the_receipt(base: Any, tmp_path: Path) -> None:
    db, ids = base
    with db.change("Кампания") as change:
        cycle = change.add(REGISTERS["cycles"], {"profile": "amursk", "year": YEAR})
        campaign = change.add(REGISTERS["campaigns"], {
            "cycle_id": cycle, "name": "Осень", "opens_on": date(YEAR, 5, 1), "due_on": date(YEAR, 8, 1),
        })  # fmt: skip
        receipt = change.add(REGISTERS["receipts"], {"campaign_id": campaign, "organization_id": ids["О1"]})
    made = make_forms(db, template(STAFF), YEAR, [ids["О1"]], tmp_path, campaign=campaign)
    take(db, read_workbook(made[0].path))
    assert values_of(db, "receipts", receipt, "received_on") == (TODAY,)
    journal.undo(db)
    assert values_of(db, "receipts", receipt, "received_on") == (None,)


def retyped(grid: Grid) -> None:
    """ё as е, initials, a Latin letter, case, spaces."""
    last, first, middle = (column(grid, each) for each in ("Фамилия", "Имя", "Отчество"))
    row_of(grid, "Ёлкина")[last] = " ЕЛКИНА "
    row = row_of(grid, "Берёзов")
    row[last], row[first], row[middle] = "Березов", "П.", "И."
    row_of(grid, "Клёнова")[last] = "Kлёнова"  # Latin K


def shuffled(seed: int) -> Any:
    def edit(grid: Grid) -> Grid:
        chance = random.Random(seed)
        order = list(range(len(grid[0])))
        chance.shuffle(order)
        head = head_of(grid)
        data = [row for row in grid[head + 1 :] if any(row)]
        chance.shuffle(data)
        return [[row[at] for at in order] for row in [*grid[: head + 1], *data]]

    return edit


def no_hidden_column(grid: Grid) -> Grid:
    return [row[1:] for row in grid]


def renamed(grid: Grid) -> None:
    row = grid[head_of(grid)]
    for heading, other in (("Дата рождения", "д.р."), ("Должность", "Занимаемая должность"), ("Телефон", "тел.")):
        row[column(grid, heading)] = other


def title_rows(grid: Grid) -> Grid:
    return [[None, "Управление образования"] + [None] * (len(grid[0]) - 2), *grid]


def one_name_column(grid: Grid) -> Grid:
    at, head = column(grid, "Фамилия"), head_of(grid)
    out = []
    for number, row in enumerate(grid):
        name = "ФИО" if number == head else " ".join(str(each) for each in row[at : at + 3] if each) or None
        out.append([*row[:at], row[at] if number < head else name, *row[at + 3 :]])
    return out


MUTATIONS = {
    "retyped": [retyped], "columns shuffled": [shuffled(3)], "no hidden column": [no_hidden_column],
    "renamed": [renamed], "title row": [title_rows], "one name": [one_name_column],
    "all": [retyped, renamed, one_name_column, title_rows, shuffled(11)],
}  # fmt: skip


@pytest.mark.parametrize("has_service", [True, False])
@pytest.mark.parametrize("name", list(MUTATIONS))
def test_a_mutated_return_still_matches(base: Any, tmp_path: Path, name: str, has_service: bool) -> None:
    db, ids = base
    file = handed_out(db, tmp_path, STAFF)
    file = changed(file, lambda grid: row_of(grid, "Ёлкина").__setitem__(column(grid, "Телефон"), "555"))
    for edit in MUTATIONS[name]:
        file = changed(file, edit)
    if not has_service:
        file = without_service(file)
    plan = take(db, file, kind="form")
    assert counts(plan) == (0, 1, 3, 0), plan.problems
    assert values_of(db, "teachers", ids["П1"], "phone", "last_name") == ("555", "Ёлкина")
    assert values_of(db, "teachers", ids["П2"], "last_name", "first_name") == ("Берёзов", "Пётр")
    assert counts(take(db, file, kind="form")) == (0, 0, 4, 0)


@pytest.mark.parametrize("seed", range(6))
def test_shuffled_courses_without_ids_match(base: Any, tmp_path: Path, seed: int) -> None:
    db, ids = base
    file = handed_out(db, tmp_path, "Курсы за год")

    def edit(grid: Grid) -> Grid:
        row_of(grid, "Цифровая школа")[column(grid, "Программа")] = "Цифровая школа: основы"
        return shuffled(seed)(no_hidden_column(grid))  # type: ignore[no-any-return]

    plan = take(db, changed(file, edit))
    assert counts(plan) == (0, 1, 1, 0), plan.problems
    assert values_of(db, "courses", ids["К-П1"], "name") == ("Цифровая школа: основы",)


def test_a_copied_row_is_a_new_person_and_a_typed_over_one_is_asked(base: Any, tmp_path: Path) -> None:
    db, ids = base

    def edit(grid: Grid) -> None:
        copy = list(row_of(grid, "Ёлкина"))
        copy[column(grid, "Фамилия")], copy[column(grid, "Имя")] = "Ракитина", "Вера"
        copy[column(grid, "Отчество")], copy[column(grid, "Дата рождения")] = "Львовна", date(1995, 5, 5)
        grid.insert(head_of(grid) + 1, copy)
        over = row_of(grid, "Берёзов")
        over[column(grid, "Фамилия")], over[column(grid, "Имя")] = "Осинин", "Глеб"
        over[column(grid, "Отчество")], over[column(grid, "Дата рождения")] = "Тарасович", date(1988, 8, 8)

    plan = take(db, changed(handed_out(db, tmp_path, STAFF), edit))
    assert counts(plan) == (1, 0, 3, 1)
    asked = [each for each in plan.problems if each.severity == "question" and each.row is not None]
    assert len(asked) == 1 and "Берёзов" in asked[0].message
    assert values_of(db, "teachers", ids["П2"], "last_name") == ("Берёзов",)


def test_a_married_name_is_a_change(base: Any, tmp_path: Path) -> None:
    db, ids = base

    def edit(grid: Grid) -> None:
        row_of(grid, "Ёлкина")[column(grid, "Фамилия")] = "Кедрова"

    plan = take(db, changed(handed_out(db, tmp_path, STAFF), edit))
    assert counts(plan) == (0, 1, 3, 0)
    assert values_of(db, "teachers", ids["П1"], "last_name", "former_last_names") == ("Кедрова", ("Ёлкина",))


def test_what_the_base_changed_meanwhile_stands(base: Any, tmp_path: Path) -> None:
    db, ids = base
    file = handed_out(db, tmp_path, STAFF)
    with db.change("Правка") as change:
        change.set(REGISTERS["teachers"], ids["П1"], {"phone": "112"})
        change.set(REGISTERS["teachers"], ids["П2"], {"phone": "113"})

    def edit(grid: Grid) -> None:
        row_of(grid, "Ёлкина")[column(grid, "Телефон")] = "999"

    plan = take(db, changed(file, edit))
    assert counts(plan) == (0, 0, 4, 0)
    asked = [each for each in plan.problems if each.severity == "question"]
    assert len(asked) == 1 and "112" in asked[0].message and "999" in asked[0].message
    assert values_of(db, "teachers", ids["П2"], "phone") == ("113",)


def test_an_erased_cell_clears_and_without_the_service_sheet_does_not(base: Any, tmp_path: Path) -> None:
    db, ids = base

    def edit(grid: Grid) -> None:
        row_of(grid, "Ёлкина")[column(grid, "Ставка")] = None

    file = changed(handed_out(db, tmp_path, STAFF), edit)
    assert counts(plan_import(db, without_service(file), kind="form")) == (0, 0, 4, 0)
    take(db, file)
    assert values_of(db, "employments", ids["Р-П1"], "fte") == (None,)


def test_deleted_rows_are_questions_not_deletions(base: Any, tmp_path: Path) -> None:
    db, ids = base

    def edit(grid: Grid) -> Grid:
        return [row for row in grid if "Клёнова" not in row]

    plan = take(db, changed(handed_out(db, tmp_path, STAFF), edit))
    assert isinstance(plan, FormPlan)
    assert [each.record_id for each in plan.missing] == [ids["Р-П3"]]
    assert any("возврате нет" in each.message and "Клёнова" in each.value for each in plan.problems)
    assert values_of(db, "employments", ids["Р-П3"], "left_on") == (None,)


def test_rows_about_another_school_are_refused(base: Any, tmp_path: Path) -> None:
    db, ids = base
    other = row_of(grid_of(handed_out(db, tmp_path, STAFF, "О2")), "Дубов")

    def edit(grid: Grid) -> None:
        grid.insert(head_of(grid) + 1, list(other))

    plan = take(db, changed(handed_out(db, tmp_path, STAFF), edit))
    assert counts(plan) == (0, 0, 4, 1)
    assert any("другой организации" in each.message for each in plan.problems if each.severity == "error")

    def strange(grid: Grid) -> None:
        row_of(grid, "Цифровая школа")[column(grid, "Педагог")] = "Дубов Артём Юрьевич"

    plan = take(db, changed(handed_out(db, tmp_path, "Курсы за год"), strange))
    assert plan.count("rejected") == 1
    assert values_of(db, "courses", ids["К-П1"], "teacher_id") == (ids["П1"],)


def test_new_courses_and_vacancies_are_of_this_school_only(base: Any, tmp_path: Path) -> None:
    db, ids = base

    def course(grid: Grid) -> None:
        row = [None] * len(grid[0])
        for heading, value in (("Педагог", "Сосновская О. С."), ("Вид", "повышение квалификации"),
                               ("Программа", "Новый курс"), ("Часов", "36 ч."), ("Окончание", 45657)):  # fmt: skip
            row[column(grid, heading)] = value
        grid.append(row)

    file = changed(handed_out(db, tmp_path, "Курсы за год"), course)
    assert counts(take(db, file)) == (1, 0, 2, 0)
    made = list(dict(scan(db, REGISTERS["courses"], ["teacher_id", "name", "hours", "ends_on"])).values())
    assert (ids["П4"], "Новый курс", 36, date(2024, 12, 31)) in made
    assert counts(take(db, file)) == (0, 0, 3, 0)

    def vacancy(grid: Grid) -> None:
        row = [None] * len(grid[0])
        for heading, value in (("Должность", "тьютор"), ("Открыта", "01.09.2025")):
            row[column(grid, heading)] = value
        grid.append(row)

    file = changed(handed_out(db, tmp_path, "Вакансии"), vacancy)
    assert counts(take(db, file)) == (1, 0, 1, 0)
    posts = list(dict(scan(db, REGISTERS["vacancies"], ["organization_id", "position"])).values())
    assert (ids["О1"], "тьютор") in posts
    assert counts(take(db, file)) == (0, 0, 2, 0)


def test_every_filled_cell_is_accounted_for(base: Any, tmp_path: Path) -> None:
    db, _ = base

    def edit(grid: Grid) -> Grid:
        edited(grid)
        row_of(grid, "Берёзов")[column(grid, "Дата рождения")] = "вчера"
        head = head_of(grid)
        grid = [[*row, "примечание" if at == head else "о своём" if at in (head + 1, head + 2) else None]
                for at, row in enumerate(grid)]  # fmt: skip
        return [*grid, ["ИТОГО"] + [None] * (len(grid[0]) - 1)]

    file = changed(handed_out(db, tmp_path, STAFF), edit)
    plan = plan_import(db, file)
    head, grid = head_of(grid_of(file)), grid_of(file)
    rows = {at + file.sheets[0].first_row for at, row in enumerate(grid) if at > head and any(row)}
    sheet = plan.sheets[0]
    told = {*sheet.added, *(each.row for each in sheet.changed), *sheet.unchanged, *sheet.rejected}
    skipped = {each.row for each in plan.problems if "пропущена" in each.message}
    assert rows == told | skipped and not told & skipped
    assert [(each.column, each.cells) for each in plan.ignored] == [("примечание", 2)]
    wrong = next(each for each in plan.problems if each.severity == "error")
    assert (wrong.column, wrong.value, bool(wrong.letter)) == ("Дата рождения", "вчера", True)


def test_rejected_rows_go_back_coloured_and_the_correction_comes_in(base: Any, tmp_path: Path) -> None:
    db, ids = base

    def spoil(grid: Grid) -> None:
        row_of(grid, "Берёзов")[column(grid, "Дата рождения")] = "31.02.1999"

    plan = take(db, changed(handed_out(db, tmp_path, STAFF), spoil))
    out = tmp_path / "back.xlsx"
    assert write_rejected(plan, out) >= 1

    def mend(grid: Grid) -> None:
        row_of(grid, "Берёзов")[column(grid, "Дата рождения")] = date(1999, 2, 3)

    plan = take(db, changed(read_workbook(out), mend))
    assert counts(plan) == (0, 1, 3, 0)
    assert values_of(db, "teachers", ids["П2"], "born_on") == (date(1999, 2, 3),)


def test_ids_of_another_base_mean_nothing(base: Any, tmp_path: Path) -> None:
    db, _ = base
    file = handed_out(db, tmp_path, STAFF)
    with Database.open(tmp_path / "other.pdk", create=True) as other:
        ids = fill(other)
        with other.change("Сдвиг") as change:
            change.set(REGISTERS["teachers"], ids["П1"], {"phone": "777"})
        plan = take(other, changed(file, retyped))
        assert (plan.count("added"), plan.count("rejected")) == (0, 0)
        assert len(dict(scan(other, REGISTERS["employments"], ["position"]))) == 5


def test_a_return_without_any_sign_of_its_school_is_one_question(base: Any, tmp_path: Path) -> None:
    db, _ = base
    file = without_service(handed_out(db, tmp_path, STAFF))
    sheet = file.sheets[0]
    bare = SheetFile(Path("ответ.xlsx"), file.kind, (RawSheet("Лист1", sheet.rows[3:], 1),))
    with pytest.raises(ImportRefused, match="чья это форма"):
        plan_import(db, bare, kind="form")


def test_another_table_is_no_form(base: Any) -> None:
    db, _ = base
    file = SheetFile(Path("a.xlsx"), read_kind(), (RawSheet("Лист1", [("яблоки", 3)], 1),))
    with pytest.raises(ImportRefused, match="не форма"):
        plan_import(db, file, kind="form")


def read_kind() -> Any:
    from pdkadry_desktop.exchange.cells import FileKind

    return FileKind.XLSX


def test_a_slip_in_a_name_is_asked_or_told_by_the_birth_date(base: Any, tmp_path: Path) -> None:
    db, ids = base

    def edit(grid: Grid) -> Grid:
        row_of(grid, "Ёлкина")[column(grid, "Имя")] = "Аннa-Мария"
        row_of(grid, "Берёзов")[column(grid, "Фамилия")] = "Берёзоф"
        row_of(grid, "Сосновская")[column(grid, "Фамилия")] = "Сасновская"  # no birth date is known
        return no_hidden_column(grid)

    plan = plan_import(db, changed(handed_out(db, tmp_path, STAFF), edit))
    assert counts(plan)[0] <= 1 and plan.sheets[0].changed[0].title.startswith("Берёзоф")
    asked = [each for each in plan.problems if each.severity == "question" and each.row is not None]
    assert len(asked) == 1 and "Сосновская" in asked[0].message
    assert ids


def test_a_record_removed_meanwhile_does_not_come_back(base: Any, tmp_path: Path) -> None:
    db, ids = base
    courses, staff = handed_out(db, tmp_path, "Курсы за год"), handed_out(db, tmp_path, STAFF)
    with db.change("Удалено") as change:
        change.remove(REGISTERS["courses"], [ids["К-П2"]])
        change.remove(REGISTERS["employments"], [ids["Р-П4"]])
    plan = take(db, courses)
    assert counts(plan) == (0, 0, 1, 1)
    assert any("Корзины" in each.message for each in plan.problems)
    assert counts(take(db, staff)) == (0, 0, 3, 1)


CELLS = ["31.02.1990", "вчера", None, "нет", 45657, "=1+1", "Ёлкина", 3.5, True, "x" * 400]
EDITS = {"renamed": renamed, "titles": title_rows, "one name": one_name_column, "no ids": no_hidden_column}


@pytest.mark.parametrize("seed", range(12))
def test_whatever_a_school_does_no_cell_is_lost_and_all_can_be_undone(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    edits, has_service = chance.sample(sorted(EDITS), chance.randint(0, 3)), chance.random() < 0.5
    junk = [(chance.randint(0, 3), chance.randint(1, 22), chance.choice(CELLS)) for _ in range(chance.randint(1, 5))]
    folder = tmp_path
    with Database.open(folder / "base.pdk", create=True) as db:
        ids = fill(db)
        file = handed_out(db, folder, STAFF)

        def spoil(grid: Grid) -> None:
            for row, at, value in junk:
                grid[head_of(grid) + 1 + row][at] = value

        for edit in (spoil, *(EDITS[name] for name in edits), shuffled(seed)):
            file = changed(file, edit)
        if not has_service:
            file = without_service(file)
        before, stranger = dump(db), values_of(db, "teachers", ids["П5"], *REGISTERS["teachers"].by_name)
        plan = take(db, file, kind="form")
        head, grid = head_of(grid_of(file)), grid_of(file)
        first = file.sheets[0].first_row
        filled = {at + first for at, row in enumerate(grid) if at > head and any(cell is not None for cell in row)}
        told: set[int] = set()
        for each in plan.sheets:
            told |= {*each.added, *(one.row for one in each.changed), *each.unchanged, *each.rejected}
        assert filled == told | {each.row for each in plan.problems if "пропущена" in each.message} & filled
        assert sum(plan.count(each) for each in ("added", "changed", "unchanged", "rejected")) == len(told)
        assert values_of(db, "teachers", ids["П5"], *REGISTERS["teachers"].by_name) == stranger
        again = take(db, file, kind="form")
        assert (again.count("added"), again.count("changed")) == (0, 0)
        if dump(db) != before:
            journal.undo(db)
        assert dump(db) == before
