"""Dictionaries: values with their uses, mending, renaming from now on, merging; own names of the closed lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from small_base import opened

from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.core.kinds import use_own_labels
from pdkadry_desktop.exchange.exporter import export_workbook
from pdkadry_desktop.exchange.importer import import_workbook
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.registers.dictionaries import COURSE_KIND
from pdkadry_desktop.storage import journal, labels, query
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.forms.editors import editor_for
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.dictionaries import DictionariesPage
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.ui.reference import offer, suggestions
from pdkadry_desktop.work import dictionaries

Base = tuple[Gateway, dict[str, int], Callable[..., Any]]


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with opened(tmp_path / "base.pdk") as made:
        yield made
    use_own_labels({})
    offer({key: dictionaries.shipped(key) for key in dictionaries.titles()})


@pytest.fixture
def page(base: Base, qtbot) -> DictionariesPage:
    made = DictionariesPage(base[0], Context("verkhnebureinsky", 2022))
    qtbot.addWidget(made)
    made.resize(1300, 750)
    made.show()
    made.arrive(Place("dictionaries"))
    made.choose("open:subjects")
    qtbot.waitUntil(lambda: len(made.open_rows.rows) > 5)
    return made


def subjects(base: Base) -> list[Any]:
    statement = query.Query("employments")
    return [row.values[0] for row in base[2](lambda db: list(query.rows(db, statement, ["subjects"])))]


def item(base: Base, key: str, text: str) -> dictionaries.Item | None:
    found = base[2](lambda db: dictionaries.items(db, key))
    return next((each for each in found if each.text == text), None)


def test_every_open_dictionary_has_a_title_and_fields() -> None:
    assert dictionaries.titles() == {
        "subjects": "Предметы", "positions": "Должности", "event_kinds": "Виды мероприятий", "topics": "Темы обучения",
        "deficits": "Дефициты", "deficit_areas": "Области дефицитов",
    }  # fmt: skip
    assert all(dictionaries.fields_of(key) and dictionaries.shipped(key) for key in dictionaries.titles())


def test_a_value_is_counted_in_all_registers(base: Base) -> None:
    found = item(base, "subjects", "математика")
    assert found == dictionaries.Item("математика", 3, is_shipped=True, is_offered=True)


def test_a_mistake_is_mended_in_all_records_and_taken_back(base: Base) -> None:
    def mend(db: Database) -> int:
        return dictionaries.replace(db, "subjects", ["математика"], "алгебра и геометрия")

    assert base[2](mend) == 3
    assert subjects(base) == [("алгебра и геометрия",)] * 3
    assert not item(base, "subjects", "математика").is_offered
    assert base[2](lambda db: journal.last_undoable(db).title) == "Предметы: «математика» → «алгебра и геометрия»"
    base[2](journal.undo)
    assert subjects(base) == [("математика",)] * 3


def test_renaming_from_now_on_leaves_the_records(base: Base) -> None:
    base[2](lambda db: dictionaries.rename_from_now(db, "subjects", "математика", "математика и логика"))
    assert subjects(base) == [("математика",)] * 3
    assert base[2](lambda db: "математика и логика" in dictionaries.offered(db)["subjects"])
    old = item(base, "subjects", "математика")
    assert old.uses == 3 and not old.is_offered


def test_merging_keeps_each_value_once(base: Base) -> None:
    def prepare(db: Database) -> None:
        with db.change("Предметы") as change:
            spec = REGISTERS["employments"]
            one = query.ids(db, query.Query("employments"))[0]
            change.set(spec, one, {"subjects": ("алгебра", "физика", "математика")})

    base[2](prepare)
    assert base[2](lambda db: dictionaries.replace(db, "subjects", ["алгебра", "математика"], "математика")) == 1
    assert ("математика", "физика") in subjects(base)


@pytest.mark.parametrize("text", ["", "  ", "а; б"])
def test_a_name_that_cannot_be_is_refused(base: Base, text: str) -> None:
    with pytest.raises(UserError):
        base[2](lambda db: dictionaries.add(db, "subjects", text))


def test_the_page_adds_and_editors_offer_it_at_once(page: DictionariesPage, base: Base, qtbot) -> None:
    editor = editor_for(
        REGISTERS["vacancies"].by_name["subject"].kind, REGISTERS["vacancies"].by_name["subject"], base[0]
    )
    qtbot.addWidget(editor)
    page.add()
    page.panel.boxes["name"].editor.control.setText("Робототехника")
    with qtbot.waitSignal(page.said) as said:
        page.panel.do()
    assert said.args == ["Добавлено: «Робототехника»."]
    assert "Робототехника" in editor.line.completer().model().stringList()
    page.add()
    page.panel.boxes["name"].editor.control.setText("робототехника")
    page.panel.do()
    qtbot.waitUntil(page.banner.isVisible)


def test_the_page_merges_and_hides(page: DictionariesPage, base: Base, qtbot) -> None:
    for text in ("математика", "алгебра"):
        place = next(at for at, row in enumerate(page.open_rows.rows) if row.key == text)
        page.open_rows.toggle([place])
    page.merge_button.click()
    assert page.panel.boxes["name"].editor.value() == "математика", "the most used one stays"
    page.panel.boxes["name"].editor.control.setText("алгебра")
    with qtbot.waitSignal(page.said) as said:
        page.panel.do()
    assert said.args == ["Исправлено: 3 записи."]
    qtbot.waitUntil(lambda: item(base, "subjects", "алгебра").uses == 3)
    page.search.setText("физика")
    page.open_table.setCurrentIndex(page.open_rows.index(0, 0))
    with qtbot.waitSignal(page.said):
        page.switch_offered()
    assert page.open_rows.rows[0].key not in suggestions("subjects").stringList()


def test_a_closed_value_is_renamed_on_screen_only(page: DictionariesPage, base: Base, qtbot, tmp_path: Path) -> None:
    page.choose(f"closed:{COURSE_KIND.key}")
    qtbot.waitUntil(lambda: len(page.closed_rows.rows) == 4)
    page.relabel("pk")
    page.panel.boxes["name"].editor.control.setText("КПК")
    with qtbot.waitSignal(page.said):
        page.panel.do()
    kind = REGISTERS["courses"].by_name["kind"].kind
    assert kind.format("pk") == "КПК" and kind.parse("кпк") == "pk"
    qtbot.waitUntil(lambda: page.closed_rows.rows[0].values == ("КПК", "повышение квалификации", 1))
    path = tmp_path / "книга.xlsx"
    base[2](lambda db: export_workbook(db, path))
    cells = {cell.value for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row}
    assert "повышение квалификации" in cells and "КПК" not in cells


def test_the_exchange_goes_round_with_own_names(base: Base, tmp_path: Path) -> None:
    for code, name in (("pk", "КПК"), ("pp", "профпереподготовка")):
        base[2](lambda db, code=code, name=name: labels.set_label(db, COURSE_KIND, code, name))
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    base[2](lambda db: export_workbook(db, first))
    with Database.open(tmp_path / "другая.pdk", create=True) as db:
        import_workbook(db, first)
        export_workbook(db, second)
    tables = [
        [[cell.value for cell in row] for sheet in load_workbook(path) for row in sheet.iter_rows()]
        for path in (first, second)
    ]
    assert tables[0] == tables[1]


def test_titles_keep_the_words_of_the_exchange(base: Base) -> None:
    base[2](lambda db: labels.set_label(db, COURSE_KIND, "pk", "КПК"))
    with pytest.raises(UserError, match="Так называется другое значение"):
        base[2](lambda db: labels.set_label(db, COURSE_KIND, "pp", "кпк"))
    with pytest.raises(UserError, match="Так называется другое значение"):
        base[2](lambda db: labels.set_label(db, COURSE_KIND, "pk", "Стажировка"))
    base[2](lambda db: labels.set_label(db, COURSE_KIND, "pk", ""))
    assert REGISTERS["courses"].by_name["kind"].kind.format("pk") == "повышение квалификации"


def test_own_names_are_in_the_base(base: Base, tmp_path: Path) -> None:
    with Database.open(tmp_path / "b.pdk", create=True) as db:
        labels.set_label(db, COURSE_KIND, "pk", "КПК")
        use_own_labels({})
    with Database.open(tmp_path / "b.pdk") as db:
        labels.use(db)
        assert COURSE_KIND.shown["pk"] == "КПК"
        assert COURSE_KIND.labels["pk"] == "повышение квалификации"
