"""«Реестр подтверждений»: documents with what they confirm, filters, the state of files; the same on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QMenu
from small_base import opened

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.core.progress import NO_PROGRESS
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.reports.document import Table
from pdkadry_desktop.reports.library import REPORTS, Inputs
from pdkadry_desktop.storage import files
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.evidence import EvidencePage
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.work import attachments

Base = tuple[Gateway, dict[str, int], Callable[..., Any]]


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with opened(tmp_path / "base.pdk") as made:
        yield made


def fill(db: Database, ids: dict[str, int], folder: Path) -> dict[str, int]:
    """Documents: with a whole file, with a broken one, with a link only, with nothing."""
    found = {}
    for name in ("целый", "битый"):
        (folder / f"{name}.pdf").write_bytes(name.encode())
        values = {"kind": "приказ", "document_no": "1", "document_on": date(2024, 9, 1), "name": f"Файл {name}"}
        found[name] = attachments.attach(db, ("teachers", ids["П1"]), values, [folder / f"{name}.pdf"], "курсы")
    found["ссылка"] = attachments.attach(db, None, {"kind": "отчёт", "name": "На сайте", "url": "https://imc.example"})
    found["пустой"] = attachments.attach(db, None, {"kind": "справка", "name": "Только запись"})
    (broken,) = attachments.papers(db, [found["битый"]])[found["битый"]].files
    with db.aside() as connection:
        connection.exec_driver_sql(
            "UPDATE file_parts SET data = CAST('x' AS BLOB) WHERE sha256 = ?", (broken.sha256,)
        )  # fmt: skip
    return found


@pytest.fixture
def documents(base: Base, tmp_path: Path) -> dict[str, int]:
    _, ids, look = base
    found: dict[str, int] = look(lambda db: fill(db, ids, tmp_path))
    return found


def shown(page: EvidencePage) -> dict[int, str]:
    return {row.key: row.values[-1] for row in page.model.rows}


def test_an_empty_register_says_what_will_be_here(base: Base, qtbot) -> None:
    page = EvidencePage(base[0], Context("verkhnebureinsky", 2024))
    qtbot.addWidget(page)
    page.show()
    page.arrive(Place("evidence"))
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.empty and bool(page.header.isVisible()))
    with qtbot.waitSignal(page.go) as asked:
        page.empty.action.click()
    assert asked.args == [Place("record:documents")]


def test_the_page_shows_files_and_filters(base: Base, documents: dict[str, int], qtbot) -> None:
    look = base[2]
    page = EvidencePage(base[0], Context("verkhnebureinsky", 2024))
    qtbot.addWidget(page)
    page.show()
    page.arrive(Place("evidence"))
    qtbot.waitUntil(lambda: len(page.model.rows) == 4)
    assert shown(page) == {
        documents["целый"]: "есть, не изменён: целый.pdf",
        documents["битый"]: "повреждён: битый.pdf",
        documents["ссылка"]: "только ссылка",
        documents["пустой"]: "нет",
    }
    first = next(row for row in page.model.rows if row.key == documents["целый"])
    assert first.values[:5] == (
        "приказ", "1", date(2024, 9, 1), "Файл целый", "Педагог: Ёлкина Анна Петровна (курсы)",
    )  # fmt: skip
    assert page.note.text() == (
        "Файлов в базе: 2, 20 Б. Документов без файла: 2. Повреждённых или пропавших файлов: 1"
    )  # fmt: skip
    for key, left in {
        "no_file": {"ссылка", "пустой"}, "unused": {"ссылка", "пустой"}, "broken": {"битый"},
    }.items():  # fmt: skip
        page.filter.setCurrentIndex(page.filter.findData(key))
        page.filter.activated.emit(page.filter.currentIndex())
        assert set(shown(page)) == {documents[name] for name in left}
    page.search.setText("такого нет")
    assert page.stack.currentWidget() is page.nothing
    page.search.setText("битый")
    document = look(lambda db: page.source().build(db, None))
    assert "пропал" in document.title
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert len(table.rows) == 1
    with qtbot.waitSignal(page.go) as asked:
        page.table.opened.emit(page.model.rows[0])
    assert asked.args == [Place("record:documents", documents["битый"])]


def test_contents_that_nothing_names_are_removed_when_asked(base: Base, tmp_path: Path, qtbot) -> None:
    look = base[2]
    (tmp_path / "ничей.pdf").write_bytes(b"1" * 2048)

    def store(db: Database) -> None:
        with db.change("Содержимое без записи") as change:
            files.put(change, tmp_path / "ничей.pdf", NO_PROGRESS)

    look(store)
    page = EvidencePage(base[0], Context("verkhnebureinsky", 2024))
    qtbot.addWidget(page)
    page.show()
    page.arrive(Place("evidence"))
    qtbot.waitUntil(page.purge_button.isVisible)
    assert "2 КБ" in page.purge_button.text()
    with qtbot.waitSignal(page.said):
        page.purge_button.click()
    qtbot.waitUntil(lambda: not page.purge_button.isVisible())
    assert look(lambda db: files.totals(db).count) == 0


def test_records_without_a_document_open_as_a_list(base: Base, documents: dict[str, int], qtbot) -> None:
    ids = base[1]
    page = EvidencePage(base[0], Context("verkhnebureinsky", 2024))
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.go) as asked:
        page.show_bare(REGISTERS["teachers"])
    assert asked.args == [
        Place("register:teachers", only=frozenset({ids["П2"], ids["П3"]}), title="Педагоги: без документа")
    ]
    with qtbot.waitSignal(page.said) as said:
        page.show_bare(REGISTERS["awards"])
    offered = {action.text() for menu in page.bare_menu.findChildren(QMenu) for action in menu.actions()}
    assert {"Педагоги", "Курсы", "Наставничество"} <= offered and "Файлы документов" not in offered
    assert said.args == ["Награды: записей без документа нет."]


def test_indicators_without_a_document_are_named_until_they_have_one(
    base: Base, documents: dict[str, int], qtbot
) -> None:
    look = base[2]
    profile = load_profile("verkhnebureinsky")
    inputs = Inputs(profile, Period.of_year(2024), None, date(2025, 1, 9))
    before = look(lambda db: repr(REPORTS["evidence-register"].build(db, inputs)))
    assert "Показатели без документов за 2024 год" in before
    from pdkadry_desktop.reports.library.evidence_register import unproved

    missing = look(lambda db: unproved(db, profile, 2024))
    assert missing

    def prove(db: Database) -> None:
        with db.change("Документ к показателю") as change:
            change.add(REGISTERS["indicator_evidence"], {
                "profile": profile.id, "indicator": missing[0].indicator, "year": 2024,
                "document_id": documents["целый"],
            })  # fmt: skip

    look(prove)
    assert look(lambda db: unproved(db, profile, 2024)) == missing[1:]
    assert len(look(lambda db: unproved(db, profile, 2023))) == len(missing)
