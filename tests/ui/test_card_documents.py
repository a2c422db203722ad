"""«Документы и файлы» on a card: attached, listed, opened, saved, detached, undone – without a dialog."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from small_base import opened

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import files, journal
from pdkadry_desktop.ui import attached_files
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.card import RecordCard
from pdkadry_desktop.ui.pages.card_documents import breakable
from pdkadry_desktop.ui.pages.record import RecordPage
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.work import attachments

Base = tuple[Gateway, dict[str, int], Callable[..., Any]]
SIXTY = "Приказ_о_закреплении_наставников_за_молодыми_педагогами_2024.pdf"
ORDER = {"kind": "приказ", "document_no": "12-о", "name": "О закреплении наставников"}


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with opened(tmp_path / "base.pdk") as made:
        yield made


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / SIXTY
    path.write_bytes(b"%PDF-1.7 scan")
    return path


def card_of(qtbot, base: Base, register: str, record_id: int) -> RecordCard:
    made = RecordCard(REGISTERS[register], base[0], Context("verkhnebureinsky", 2022))
    qtbot.addWidget(made)
    made.resize(360, 700)
    made.show()
    made.show_record(record_id)
    qtbot.waitUntil(lambda: made.documents.isVisibleTo(made))
    return made


@pytest.fixture
def card(qtbot, base: Base) -> RecordCard:
    return card_of(qtbot, base, "teachers", base[1]["П1"])


def words(card: RecordCard) -> str:
    return "\n".join(label.text().replace("\u200b", "") for label in card.findChildren(QLabel) if label.isVisible())


def button(card: RecordCard, name: str) -> QAbstractButton:
    """A button that is shown; Qt shows what came into a layout in its next round."""
    for _ in range(20):
        for each in card.findChildren(QAbstractButton):
            if each.isVisibleTo(card) and (each.accessibleName() or each.text()).startswith(name):
                return each
        QApplication.processEvents()
    raise AssertionError(f"no button «{name}»: {names(card)}")


def names(card: RecordCard) -> list[str]:
    return [each.accessibleName() or each.text() for each in card.findChildren(QAbstractButton) if each.isVisible()]


def test_a_dropped_file_is_attached_listed_detached_and_comes_back(
    card: RecordCard, base: Base, scan: Path, qtbot
) -> None:
    gateway, _, look = base
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(scan))])
    drop = QDropEvent(
        QPointF(QPoint(20, 20)), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    card.dropEvent(drop)
    form = card.documents.form
    assert form is not None
    assert form.boxes["name"].editor.value() == SIXTY.removesuffix(".pdf").replace("_", " ")
    form.accept()
    qtbot.waitUntil(lambda: bool(form.boxes["kind"].message.text()))  # a document must have a kind
    assert look(lambda db: files.totals(db).count) == 0
    form.boxes["kind"].editor.set_value("приказ")
    form.boxes["document_no"].editor.set_value("12-о")
    form.note.editor.set_value("наставничество")
    qtbot.keyClick(form.boxes["kind"].editor.control, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: card.documents.form is None and SIXTY in words(card))
    shown = words(card)
    assert "Документы и файлы · 1" in shown and "Подтверждает: наставничество" in shown and "13 Б" in shown
    assert "Приложенные документы" not in "".join(names(card)), "shown once, in their own section"
    button(card, "Открепить").click()
    qtbot.waitUntil(lambda: "Пока ничего" in words(card))
    gateway.ask(lambda db: journal.undo(db))
    qtbot.waitUntil(lambda: SIXTY in words(card))


def test_a_narrow_record_page_shows_documents_in_the_place_of_the_form(base: Base, scan: Path, qtbot) -> None:
    page = RecordPage(REGISTERS["teachers"], base[0], Context("verkhnebureinsky", 2022))
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    page.arrive(Place("record:teachers"))
    assert not page.aside.isVisible(), "a new record has no documents yet"
    page.arrive(Place("record:teachers", base[1]["П1"]))
    qtbot.waitUntil(page.aside.isVisible)
    assert page.form.isVisible() and not page.card.isVisible()
    page.aside.click()
    assert page.card.isVisible() and not page.form.isVisible()
    qtbot.waitUntil(lambda: page.card.documents.isVisibleTo(page))
    page.card.documents.take_files([scan])
    assert page.card.documents.form is not None
    page.resize(1300, 600)
    qtbot.waitUntil(page.form.isVisible)
    assert page.card.isVisible() and not page.aside.isVisible()
    page.resize(900, 600)
    qtbot.waitUntil(lambda: not page.form.isVisible())
    page.form.boxes["last_name"].editor.set_value("")
    page.save()
    assert page.form.isVisible(), "the field to be mended is seen"


def test_an_existing_document_is_attached_without_a_file(card: RecordCard, base: Base, qtbot) -> None:
    _, ids, look = base
    document = look(lambda db: attachments.attach(db, None, ORDER))
    button(card, "Приложить документ").click()
    form = card.documents.form
    assert form is not None and form.boxes["kind"].isVisibleTo(form)
    form.existing.editor.set_value(document)
    form.existing.editor.edited.emit()
    assert not form.boxes["kind"].isVisibleTo(form)
    form.attach_button.click()
    qtbot.waitUntil(lambda: "Документы и файлы · 1" in words(card))
    assert [use.record_id for use in look(lambda db: attachments.uses(db, [document]))] == [ids["П1"]]
    with qtbot.waitSignal(card.go) as asked:
        button(card, "Приказ № 12-о".replace("№ ", "№\u00a0")).click()
    assert asked.args == [Place("record:documents", document)]


def test_a_document_takes_files_and_shows_what_it_is_attached_to(base: Base, scan: Path, qtbot) -> None:
    _, ids, look = base
    document = look(lambda db: attachments.attach(db, ("teachers", ids["П1"]), ORDER))
    card = card_of(qtbot, base, "documents", document)
    assert "Приложен к записям · 1" in words(card)
    assert "Педагог: Ёлкина Анна Петровна" in names(card)
    card.documents.take_files([scan])
    qtbot.waitUntil(lambda: SIXTY in words(card))
    card.documents.take_files([scan])
    qtbot.waitUntil(lambda: "уже есть" in words(card))
    button(card, "Убрать файл").click()
    qtbot.waitUntil(lambda: SIXTY not in words(card))
    look(lambda db: journal.undo(db))
    qtbot.waitUntil(lambda: SIXTY in words(card))


def test_a_file_opens_as_a_read_only_copy(
    card: RecordCard, base: Base, scan: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, ids, look = base
    asked: list[Path] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: asked.append(Path(url.toLocalFile())) or True
    )  # fmt: skip
    look(lambda db: attachments.attach(db, ("teachers", ids["П1"]), ORDER, [scan]))
    qtbot.waitUntil(lambda: SIXTY in words(card))
    button(card, "Открыть файл").click()
    qtbot.waitUntil(lambda: bool(asked))
    (copy,) = asked
    assert copy.name == SIXTY and copy.read_bytes() == scan.read_bytes()
    assert copy.stat().st_mode & 0o222 == 0

    def damage(db: Any) -> None:
        with db.aside() as connection:
            connection.exec_driver_sql("UPDATE file_parts SET data = CAST('x' AS BLOB)")

    look(damage)
    button(card, "Открыть файл").click()
    qtbot.waitUntil(lambda: "не совпадает со своей контрольной суммой" in words(card))
    assert len(asked) == 1


def test_what_may_run_commands_is_only_saved_with_a_warning(
    card: RecordCard, base: Base, tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, ids, look = base
    program = tmp_path / "подарок.docm"
    program.write_bytes(b"PK")
    document = look(lambda db: attachments.attach(db, ("teachers", ids["П1"]), ORDER, [program]))
    qtbot.waitUntil(lambda: "подарок.docm" in words(card))
    assert not [name for name in names(card) if name.startswith("Открыть файл")]
    assert "может выполнять команды" in words(card)
    proposed: list[str] = []
    monkeypatch.setattr(
        "pdkadry_desktop.ui.pages.card_documents.choose_place",
        lambda parent, name, chosen: (proposed.append(name), chosen(tmp_path / "сохранён.docm")),
    )
    button(card, "Сохранить как").click()
    qtbot.waitUntil(lambda: (tmp_path / "сохранён.docm").exists())
    assert proposed == ["подарок.docm"]
    (file,) = look(lambda db: attachments.papers(db, [document]))[document].files
    with pytest.raises(Exception, match="команды"):
        look(lambda db: attached_files.copy_for_reading(db, file))


def test_no_name_is_clipped_in_a_narrow_card(card: RecordCard, base: Base, scan: Path, qtbot) -> None:
    _, ids, look = base
    long = {**ORDER, "name": "Об_утверждении" * 12}
    look(lambda db: attachments.attach(db, ("teachers", ids["П1"]), long, [scan]))
    card.resize(370, 700)
    qtbot.waitUntil(lambda: SIXTY in words(card))
    qtbot.wait(50)
    body = card.documents.parentWidget()
    assert body is not None and body.width() <= card.width()
    for label in card.documents.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
            widest = max(label.fontMetrics().horizontalAdvance(part) for part in label.text().replace(
                "\u200b", " ").split())  # fmt: skip
            assert widest <= label.width(), label.text()
    assert breakable("а" * 60).replace("\u200b", "") == "а" * 60


def test_an_open_form_outlives_a_change_of_the_base(card: RecordCard, base: Base, scan: Path, qtbot) -> None:
    _, ids, look = base
    card.documents.take_files([scan])
    form = card.documents.form
    assert form is not None
    form.boxes["document_no"].editor.set_value("7")
    look(lambda db: attachments.attach(db, ("teachers", ids["П1"]), ORDER))
    qtbot.waitUntil(lambda: "Документы и файлы · 1" in words(card))
    assert card.documents.form is form and form.isVisible()
    assert form.boxes["document_no"].editor.value() == "7"
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert card.documents.form is None
