"""Every register before every consumer: saved, read, found, ordered, undone, refused, shown in a form."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from pdkadry_desktop.core.conditions import Test
from pdkadry_desktop.core.errors import ChangeRefused
from pdkadry_desktop.core.kinds import Bool, Choice, Date, Int, Kind, Link, MultiChoice, Number, Text, TextList
from pdkadry_desktop.core.register import FieldSpec, RegisterSpec
from pdkadry_desktop.core.text import fold
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal, query, records
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.query import LinkTo, Query
from pdkadry_desktop.storage.worker import DatabaseThread
from pdkadry_desktop.ui.forms.form import RecordForm
from pdkadry_desktop.ui.gateway import Gateway

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

every_register = pytest.mark.parametrize("spec", REGISTERS.values(), ids=REGISTERS)
# control sums of СНИЛС and ИНН agree; a period of a plan; the hash of a file
VALID = ("112-233-445 95", "7707083893", "2023-10", "5f" * 32)
FIRST_DAY = date(2019, 2, 28)


Ids = dict[str, tuple[int, ...]]  # two records of every register for others to refer to


def value_of(field: FieldSpec, number: int, ids: Ids) -> Any:
    """A valid value of a field that differs from field to field and from record to record."""
    kind: Kind = field.kind
    place = list(REGISTERS_OF[id(field)].by_name).index(field.name)
    match kind:
        case Link(to=to):
            twins = [each for each in REGISTERS_OF[id(field)].links if each.link == to]
            return ids[to][twins.index(field)]
        case Date():
            return FIRST_DAY + timedelta(days=40 * place + number)
        case Bool():
            return number % 2 == 0
        case Choice(dictionary=dictionary):
            return list(dictionary.labels)[number % len(dictionary.labels)]
        case MultiChoice(dictionary=dictionary):
            return tuple(list(dictionary.labels)[-1 - number :][:2])
        case TextList():
            return (f"Ёлка {number}", f"«ель» – {place}")
        case Int():
            return min((kind.least or 0) + 3 + number, kind.most or 100)
        case Number():
            return (kind.least or 0) + 0.25 + number / 8
        case Text():
            long = f"Щука «№ {place}-{number}» –\nО'Нил & Ёж 100 %"
            short = f"Щ{place}-{number}"
            return next(each for each in (long, short, *VALID) if kind.check(each) is None)
    raise AssertionError(f"no value for {kind}")


REGISTERS_OF = {id(field): spec for spec in REGISTERS.values() for field in spec.fields}


def whole(spec: RegisterSpec, number: int, ids: Ids) -> dict[str, Any]:
    """A record with every field filled."""
    return {field.name: value_of(field, number, ids) for field in spec.fields} | agreed(spec, number)


def agreed(spec: RegisterSpec, number: int) -> dict[str, Any]:
    """Values that the rules of a register want to agree with each other."""
    if spec.key == "teachers":
        dates = {"born_on": date(1980, 2, 29), "working_since": date(2001, 9, 1), "teaching_since": date(2003, 9, 1)}
        return {name: value + timedelta(days=number) for name, value in dates.items()}
    return {}


def least(spec: RegisterSpec, number: int, ids: Ids) -> dict[str, Any]:
    """A record with only what is required, by a field or by a rule."""
    values = {field.name: value_of(field, number, ids) if field.required else None for field in spec.fields}
    for problem in spec.problems(values):
        if problem.severity == "error" and problem.field:
            values[problem.field] = value_of(spec.by_name[problem.field], number, ids)
    return values


def in_order_of_links() -> list[RegisterSpec]:
    """Registers so that links point backwards; a link to the own register may stay empty."""
    found: list[RegisterSpec] = []
    while len(found) < len(REGISTERS):
        known = {spec.key for spec in found}
        ready = [
            spec for spec in REGISTERS.values()
            if spec.key not in known and {field.link for field in spec.links} <= known | {spec.key}
        ]  # fmt: skip
        assert ready, "links of registers go round in a circle"
        found += ready
    return found


def anchored(db: Database) -> Ids:
    """Fills a base with the records that others refer to."""
    ids: Ids = {}
    for spec in in_order_of_links():
        ids[spec.key] = tuple(records.save(db, spec, least(spec, number, ids)) for number in (0, 10))
    return ids


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Ids]]:
    """A base with two records in every register; a test takes back what it did."""
    path: Path = tmp_path_factory.mktemp("contract") / "база.pdk"
    with Database.open(path, create=True) as db:
        db.connection.exec_driver_sql("PRAGMA synchronous=OFF")
        yield db, anchored(db)


@pytest.fixture
def db(world: tuple[Database, Ids]) -> Iterator[Database]:
    base = world[0]
    before = max(entry.id for entry in journal.entries(base, 1))
    yield base
    while (last := journal.last_undoable(base)) and last.id > before:
        journal.undo(base)


@pytest.fixture
def ids(world: tuple[Database, Ids]) -> dict[str, int]:
    return world[1]


def plain(db: Database, spec: RegisterSpec, record: int) -> dict[str, Any]:
    found = records.read(db, spec, record)
    assert found is not None
    return records.plain(found)


@every_register
def test_whole_record_is_valid_saved_and_read(spec: RegisterSpec, db: Database, ids: Ids) -> None:
    values = whole(spec, 1, ids)
    assert [each for each in spec.problems(values) if each.severity == "error"] == []
    one = records.save(db, spec, values)
    assert plain(db, spec, one) == values
    read = records.read(db, spec, one)
    assert read is not None
    for field in spec.links:
        assert read[field.name] == LinkTo(values[field.name], query.title(db, field.link or "", values[field.name]))
    assert query.title(db, spec.key, one).strip(), "history and links call the record by a title"
    assert db.check() == []


@every_register
def test_least_record_is_saved_and_read(spec: RegisterSpec, db: Database, ids: Ids) -> None:
    values = least(spec, 2, ids)
    one = records.save(db, spec, values)
    assert plain(db, spec, one) == values
    empty = dict.fromkeys(spec.by_name)
    with pytest.raises(records.Invalid) as refused:
        records.save(db, spec, empty)
    required = {field.name for field in spec.fields if field.required} - {"code"}
    assert required <= {problem.field for problem in refused.value.problems}


@every_register
def test_search_finds_every_text(spec: RegisterSpec, db: Database, ids: Ids) -> None:
    one = records.save(db, spec, whole(spec, 3, ids))
    other = records.save(db, spec, whole(spec, 4, ids))
    values = plain(db, spec, one)
    for field in spec.fields:
        if field.kind.is_text or field.name in spec.title_fields:
            text = field.kind.format(values[field.name])
            for search in (text.upper(), fold(text)):
                found = query.ids(db, Query(spec.key, search))
                assert one in found, f"{field.name}: «{search}»"
                assert other not in found or text in VALID or not field.kind.is_text
    for field in spec.listed:
        if field.link:
            title = query.title(db, field.link, values[field.name])
            assert one in query.ids(db, Query(spec.key, title)), f"through {field.name}"
    assert query.ids(db, Query(spec.key, "нет такого слова")) == []


@every_register
def test_every_listed_column_orders(spec: RegisterSpec, db: Database, ids: Ids) -> None:
    saved = [records.save(db, spec, whole(spec, number, ids)) for number in (7, 5, 6)]
    saved.append(records.save(db, spec, least(spec, 8, ids)))
    everything = set(query.ids(db, Query(spec.key)))
    assert set(saved) <= everything
    for field in spec.listed:
        up = query.ids(db, Query(spec.key, order=(field.name,)))
        down = query.ids(db, Query(spec.key, order=(f"-{field.name}",)))
        assert set(up) == set(down) == everything, field.name
        rows = {row.id: row.values[0] for row in query.fetch(db, spec, up, [field.name])}
        filled = [each for each in up if rows[each] is not None]
        assert up[: len(filled)] == filled, f"{field.name}: empty ones last"
        assert [each for each in down if rows[each] is not None] == down[: len(filled)]
        keys = [sort_key(field, rows[each]) for each in filled]
        assert keys == sorted(keys), field.name
        assert [sort_key(field, rows[each]) for each in down[: len(filled)]] == sorted(keys, reverse=True), field.name


def sort_key(field: FieldSpec, value: Any) -> Any:
    if isinstance(value, LinkTo):
        return fold(value.title)
    return fold(value) if isinstance(field.kind, Text) else value


@every_register
def test_every_field_can_be_asked_for(spec: RegisterSpec, db: Database, ids: Ids) -> None:
    one = records.save(db, spec, whole(spec, 3, ids))
    two = records.save(db, spec, least(spec, 4, ids))
    values, bare = plain(db, spec, one), plain(db, spec, two)
    for field in spec.fields:
        filled = set(query.ids(db, Query(spec.key, where=Test(field.name, "filled"))))
        empty = set(query.ids(db, Query(spec.key, where=Test(field.name, "empty"))))
        assert one in filled and filled | empty == set(query.ids(db, Query(spec.key))) and not filled & empty
        assert (two in filled) == (bare[field.name] is not None)
        op, value = (
            ("has_item", values[field.name][0]) if isinstance(values[field.name], tuple) else ("eq", values[field.name])
        )
        assert one in query.ids(db, Query(spec.key, where=Test(field.name, op, value))), field.name  # type: ignore[arg-type]


@every_register
def test_history_undo_and_redo(spec: RegisterSpec, db: Database, ids: Ids) -> None:
    first, second = (
        whole(spec, 1, ids),
        {**whole(spec, 2, ids), **{field.name: None for field in spec.fields if not field.required}},
    )
    second.update({name: value for name, value in least(spec, 2, ids).items() if value is not None})
    one = records.save(db, spec, first)
    records.save(db, spec, second, one)
    second |= spec.remember(first, second) if spec.remember else {}
    assert plain(db, spec, one) == second
    changed, added = journal.history(db, spec.key, one)
    assert (changed.action, added.action) == ("changed", "added")
    assert changed.changes == {name: (first[name], second[name]) for name in first if first[name] != second[name]}
    for name, (old, new) in changed.changes.items():
        kind = spec.by_name[name].kind
        assert kind.format(old) != kind.format(new), f"{name}: history shows what changed"
    journal.undo(db)
    assert plain(db, spec, one) == first
    journal.redo(db)
    assert plain(db, spec, one) == second
    assert records.delete(db, spec, [one]) == 1
    assert records.read(db, spec, one) is None
    journal.undo(db)
    assert plain(db, spec, one) == second


@pytest.mark.parametrize(
    ("spec", "link"),
    [(spec, field) for spec in REGISTERS.values() for field in spec.links],
    ids=[f"{spec.key}.{field.name}" for spec in REGISTERS.values() for field in spec.links],
)
def test_what_is_referred_to_is_not_deleted(spec: RegisterSpec, link: FieldSpec, db: Database, ids: Ids) -> None:
    target = REGISTERS[link.link or ""]
    other = records.save(db, target, least(target, 9, ids))
    one = records.save(db, spec, {**least(spec, 1, ids), link.name: other})
    assert records.references(db, target.key, other) == {(spec.key, link.name): 1}
    with pytest.raises(ChangeRefused, match=f"{spec.title} – 1 .{link.label}"):
        records.delete(db, target, [other])
    assert records.read(db, target, other) is not None
    records.delete(db, spec, [one])
    assert records.delete(db, target, [other]) == 1


# -- forms -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def window_base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DatabaseThread, Ids]]:
    path: Path = tmp_path_factory.mktemp("forms") / "база.pdk"
    worker = DatabaseThread(path, create=True)
    yield worker, worker.call(anchored)
    worker.close()


@pytest.fixture
def form(spec: RegisterSpec, qtbot: Any, window_base: tuple[DatabaseThread, Ids]) -> Iterator[RecordForm]:
    gateway = Gateway(window_base[0])
    made = RecordForm(spec, gateway)
    qtbot.addWidget(made)
    yield made
    window_base[0].call(lambda db: db.listeners.clear())


def linked(spec: RegisterSpec, values: dict[str, Any]) -> dict[str, Any]:
    """Links as a page gives them to a form."""
    return {
        name: LinkTo(value, "Ёлка") if spec.by_name[name].link and value is not None else value
        for name, value in values.items()
    }


@every_register
def test_form_gives_back_what_it_was_given(
    spec: RegisterSpec, form: RecordForm, window_base: tuple[DatabaseThread, Ids], qtlog: Any
) -> None:
    for make in (whole, least):
        values = make(spec, 1, window_base[1])
        form.load(linked(spec, values))
        assert not form.is_changed(), "a record that was only opened is not unsaved"
        read, problems = form.read()
        assert read == values
        assert [each for each in problems if each.severity == "error"] == []
    assert [record.message for record in qtlog.records if "This plugin does not support" not in record.message] == []


@every_register
def test_form_places_every_field_once_and_names_it(spec: RegisterSpec, form: RecordForm) -> None:
    assert sorted(form.boxes) == sorted(spec.by_name)
    for name, box in form.boxes.items():
        field = spec.by_name[name]
        assert box.label.text() == (f"{field.label} *" if field.required and not field.is_given else field.label)
        assert box.label.buddy() is box.editor
        assert form.isAncestorOf(box)
        focus = box.editor.focusProxy()
        assert focus is not None and focus.focusPolicy() & Qt.FocusPolicy.TabFocus, name
        assert focus.accessibleName() or (isinstance(focus, QCheckBox) and focus.text()), name
        assert field.label in box.editor.control.accessibleName(), name
        assert box.editor.control.accessibleDescription() == field.help


@every_register
def test_empty_form_asks_for_what_is_required(spec: RegisterSpec, form: RecordForm) -> None:
    form.load({})
    assert not form.is_changed()
    values, problems = form.read()
    assert values == dict.fromkeys(spec.by_name)
    required = {field.name for field in spec.fields if field.required} - {"code"}
    assert required <= {problem.field for problem in problems}
    form.show()
    form.show_problems(problems)
    for name in required:
        assert form.boxes[name].message.isVisibleTo(form), name


@every_register
def test_typing_into_any_field_makes_the_form_unsaved(spec: RegisterSpec, form: RecordForm, qtbot: Any) -> None:
    form.show()
    for name, box in form.boxes.items():
        form.load({})
        box.setVisible(True)
        with qtbot.waitSignal(form.edited, timeout=1000):
            touch(box.editor.focusProxy() or box.editor)
        assert form.is_changed(), name


def touch(control: QWidget) -> None:
    """What a person does with the keyboard."""
    match control:
        case QLineEdit() | QPlainTextEdit():
            QTest.keyClicks(control, "1")
        case QComboBox():
            QTest.keyClick(control, Qt.Key.Key_Down)
        case QCheckBox():
            QTest.keyClick(control, Qt.Key.Key_Space)
        case _:
            raise AssertionError(f"no way to touch {control}")
    QApplication.processEvents()
