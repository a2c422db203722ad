"""A stream of courses: the programme and a pasted list make all the records at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_base import opened

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.stream import StreamPage
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.work.listed import Listed
from pdkadry_desktop.work.streams import numbers_from, questions, write_stream

Base = tuple[Gateway, dict[str, int], Callable[..., Any]]


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with opened(tmp_path / "base.pdk") as made:
        yield made


def add_programme(db: Any) -> int:
    with db.change("Каталог") as change:
        return change.add(REGISTERS["programmes"], {
            "code": "Пр1", "name": "Урок физики", "kind": "pk", "hours": 72, "is_federal": True, "provider": "ИРО",
        })  # fmt: skip


def stored(base: Base) -> list[tuple[Any, ...]]:
    sql = "SELECT teacher_id, provider, hours, is_federal, document_no FROM courses WHERE name = 'Урок физики'"
    return sorted(tuple(row) for row in base[2](lambda db: db.connection.exec_driver_sql(sql).all()))


def test_a_programme_and_a_list_make_the_records(base: Base, qtbot) -> None:
    gateway, ids, look = base
    programme = look(add_programme)
    page = StreamPage(gateway, Context("verkhnebureinsky", 2022))
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.arrive(Place("stream", programme))
    qtbot.waitUntil(lambda: page.shared().get("provider") == "ИРО")
    page.form.boxes["ends_on"].editor.set_value(date(2024, 5, 20))
    page.form.edited.emit()
    page.names.setPlainText("Ёлкина Анна Петровна\nБерёзов П. И.\nКлёнова М. О.")
    qtbot.waitUntil(lambda: page.add_button.isEnabled())
    page.first_no.setText("ПК-0099")
    assert page.last_no.text() == "по ПК-0101"
    with qtbot.waitSignal(page.said) as said:
        page.add()
    assert said.args == ["Добавлено: 3 записи о курсах."]
    assert [row[0] for row in stored(base)] == [ids["П1"], ids["П2"], ids["П3"]]
    assert {row[1:4] for row in stored(base)} == {("ИРО", None, None)}, "hours and register are inherited"
    assert {row[4] for row in stored(base)} == {"ПК-0099", "ПК-0100", "ПК-0101"}
    look(journal.undo)
    assert stored(base) == []


def test_a_stream_closes_the_lines_of_the_request(base: Base, qtbot) -> None:
    _, ids, look = base
    programme = look(add_programme)

    def ask(db: Any) -> None:
        with db.change("Заявка") as change:
            for person in ("П1", "П2"):
                change.add(REGISTERS["course_requests"], {
                    "teacher_id": ids[person], "request_year": 2024, "programme": "Пр1",
                })  # fmt: skip

    look(ask)
    shared = {"kind": "pk", "name": "Урок физики", "programme_id": programme, "ends_on": date(2024, 5, 20)}
    done, closed = look(lambda db: write_stream(db, shared, [Listed(ids["П1"]), Listed(ids["П3"])]))
    assert (done.added, closed) == (2, 1)
    states = "SELECT state, is_done FROM course_requests ORDER BY id"
    assert look(lambda db: db.connection.exec_driver_sql(states).all()) == [("trained", 1), (None, None)]
    look(journal.undo)
    assert look(lambda db: db.connection.exec_driver_sql(states).all()) == [(None, None)] * 2


def test_what_deserves_a_look_is_asked(base: Base, qtbot) -> None:
    gateway, ids, look = base
    shared = {"name": "цифровая школа", "kind": "pk", "hours": 8, "ends_on": date(2024, 5, 20)}
    people = [ids["П1"], ids["П2"]]
    found = look(lambda db: questions(db, shared, people))
    assert [each.people for each in found] == [(), (ids["П1"],)]
    assert "Часов меньше 16" in found[0].text and "01.03.2022" in found[1].text
    early = {**shared, "hours": 72, "name": "Другая", "ends_on": date(2019, 5, 20)}
    assert [each.people for each in look(lambda db: questions(db, early, people))] == [tuple(people)], "not yet hired"
    page = StreamPage(gateway, Context("verkhnebureinsky", 2022))
    qtbot.addWidget(page)
    page.show()
    page.arrive(Place("stream", preset=shared))
    page.names.setPlainText("Ёлкина Анна Петровна")
    qtbot.waitUntil(lambda: "Уже проходили эту программу" in page.questions.text())
    assert page.add_button.isEnabled(), "a question does not forbid"


@pytest.mark.parametrize(
    ("first", "numbers"),
    [
        ("ПК-0009", ["ПК-0009", "ПК-0010", "ПК-0011"]), ("99", ["99", "100", "101"]),
        ("12/2024-К", ["12/2024-К", "13/2024-К", "14/2024-К"]), ("б/н", ["б/н"] * 3), (" 7 ", ["7", "8", "9"]),
    ],
)  # fmt: skip
def test_documents_are_numbered_in_a_row(first: str, numbers: list[str]) -> None:
    assert numbers_from(first, 3) == numbers
