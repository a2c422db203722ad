"""The journal against a plain model: whatever is done, undone and redone, base and model hold the same rows."""

from __future__ import annotations

import copy
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from pdkadry_desktop.core.errors import ChangeRefused
from pdkadry_desktop.core.register import RegisterSpec
from pdkadry_desktop.storage import journal, records
from pdkadry_desktop.storage.change import Change
from pdkadry_desktop.storage.database import Database
from tests.storage.conftest import JOBS, ORGANIZATIONS, REGISTERS, TEACHERS, Dump, dump, job, person, school

KEYS = ("organizations", "teachers", "employments")
CODES = st.sampled_from("АБВГ")
NAMES = st.sampled_from(["Ёлкина", "Елкина", "Яблоков", "O'Нил", "А-Я «№1»"])
WORDS = st.one_of(st.none(), NAMES)
FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "organizations": {"code": CODES, "name": NAMES, "phone": WORDS},
    "teachers": {"code": CODES, "last_name": NAMES, "phone": WORDS, "born_on": st.one_of(st.none(), st.dates())},
    "employments": {
        "position": NAMES,
        "subjects": st.one_of(st.none(), st.lists(NAMES, min_size=1, max_size=2, unique=True).map(tuple)),
        "fte": st.sampled_from([None, 0.1, 0.5, 1.0]), "is_main": st.sampled_from([None, True, False]),
    },
}  # fmt: skip


@dataclass
class Step:
    """What an action did to one record; rows are whole, None where there was none."""

    register: str
    record: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    def meets(self, other: Step) -> bool:
        """The other step touches what this one touched."""
        if (self.register, self.record) != (other.register, other.record):
            return False
        whole = None in (self.before, self.after, other.before, other.after)
        return whole or bool(self.fields() & other.fields())

    def fields(self) -> set[str]:
        assert self.before is not None and self.after is not None
        return {name for name in self.before if self.before[name] != self.after[name]}


@dataclass
class Action:
    number: int
    steps: list[Step]
    is_live: bool = True
    undoes: Action | None = None
    is_redone: bool = False


def _set(key: str, row: dict[str, Any], values: dict[str, Any]) -> None:
    """Sets fields of a row of the model; the register remembers what goes."""
    after = {**row, **values}
    remember = REGISTERS[key].remember
    row.update(values | (remember(row, after) if remember is not None and after != row else {}))


@dataclass
class Model:
    """Rows as dictionaries and the list of actions; a broken rule leaves it as it was."""

    rows: Dump = field(default_factory=lambda: {key: {} for key in KEYS})
    actions: list[Action] = field(default_factory=list)

    def is_sound(self) -> bool:
        for key, found in self.rows.items():
            spec = REGISTERS[key]
            codes = [row["code"] for row in found.values() if "code" in row]
            if len(codes) != len(set(codes)):
                return False
            for link in spec.links:
                if any(row[link.name] and row[link.name] not in self.rows[link.link or ""] for row in found.values()):
                    return False
        return True

    def take(self, number: int, rows: Dump) -> None:
        """Notes an action of the user that made these rows."""
        steps = []
        for key in KEYS:
            for each in self.rows[key].keys() | rows[key].keys():
                before, after = self.rows[key].get(each), rows[key].get(each)
                if before != after:
                    steps.append(Step(key, each, before, after))
        self.rows = rows
        self.actions.append(Action(number, steps))

    def reversed(self, action: Action) -> Model | None:
        """The model with the steps of an action taken back, or None when that may not be."""
        if any(
            mine.meets(theirs)
            for later in self.actions if later.number > action.number and later.is_live
            for mine in action.steps for theirs in later.steps
        ):  # fmt: skip
            return None
        made = Model(copy.deepcopy(self.rows))
        for step in action.steps:
            if step.before is None:
                del made.rows[step.register][step.record]
            elif step.after is None:
                made.rows[step.register][step.record] = dict(step.before)
            else:
                old = {name: step.before[name] for name in step.fields()}
                made.rows[step.register][step.record].update(old)
        return made if made.is_sound() else None

    def redoable(self) -> Action | None:
        for action in reversed(self.actions):
            if action.is_live:
                return None
            if action.undoes is not None and not action.is_redone:
                return action
        return None


class Machine(RuleBasedStateMachine):
    """Adds, changes, removes, does many things at once, undoes and redoes; after each step compares with the model."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "база.pdk"
        shutil.copy(self.template, self.path)
        self.model = Model()
        self._open()

    def _open(self) -> None:
        self.db = Database.open(self.path)
        self.db.connection.exec_driver_sql("PRAGMA synchronous=OFF")  # no power is cut here

    def teardown(self) -> None:
        self.db.close()
        shutil.rmtree(self.folder)

    def _do(self, work: Callable[[Change], object], change_model: Callable[[Dump], object]) -> None:
        """One action on the base and on the model: both take it or both refuse it."""
        wanted = Model(copy.deepcopy(self.model.rows))
        change_model(wanted.rows)
        try:
            with self.db.change("Действие") as change:
                work(change)
                number = change.entry_id
        except ChangeRefused:
            assert not wanted.is_sound()
            return
        assert wanted.is_sound()
        if wanted.rows != self.model.rows:
            self.model.take(number, wanted.rows)

    def _pick(self, data: st.DataObject, key: str) -> int:
        return data.draw(st.sampled_from(sorted(self.model.rows[key])), key)

    def _has(self, *keys: str) -> bool:
        return all(self.model.rows[key] for key in keys)

    def _add(self, spec: RegisterSpec, values: dict[str, Any]) -> None:
        added: list[int] = []
        whole = {**dict.fromkeys(spec.by_name), **values}
        next_id = self.db.connection.exec_driver_sql("SELECT value FROM counters WHERE name='next_id'").scalar()
        self._do(
            lambda change: added.append(change.add(spec, values)), lambda rows: rows[spec.key].update({next_id: whole})
        )
        assert added in ([], [next_id])

    @rule(code=CODES, name=NAMES)
    def add_organization(self, code: str, name: str) -> None:
        self._add(ORGANIZATIONS, school(code, name))

    @precondition(lambda self: self._has("organizations"))
    @rule(data=st.data(), code=CODES)
    def add_branch(self, data: st.DataObject, code: str) -> None:
        self._add(ORGANIZATIONS, school(code, parent_id=self._pick(data, "organizations")))

    @rule(code=CODES, name=NAMES)
    def add_teacher(self, code: str, name: str) -> None:
        self._add(TEACHERS, person(code, name))

    @precondition(lambda self: self._has("organizations", "teachers"))
    @rule(data=st.data(), position=NAMES)
    def add_job(self, data: st.DataObject, position: str) -> None:
        self._add(JOBS, job(self._pick(data, "teachers"), self._pick(data, "organizations"), position))

    @precondition(lambda self: any(self.model.rows.values()))
    @rule(data=st.data())
    def change(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from([key for key in KEYS if self.model.rows[key]]))
        each = self._pick(data, key)
        name = data.draw(st.sampled_from(sorted(FIELDS[key])))
        values = {name: data.draw(FIELDS[key][name])}
        self._do(
            lambda change: change.set(REGISTERS[key], each, values), lambda rows: _set(key, rows[key][each], values)
        )

    @precondition(lambda self: self._has("employments"))
    @rule(data=st.data())
    def move_job(self, data: st.DataObject) -> None:
        each, to = self._pick(data, "employments"), {"organization_id": self._pick(data, "organizations")}
        self._do(lambda change: change.set(JOBS, each, to), lambda rows: rows["employments"][each].update(to))

    @precondition(lambda self: any(self.model.rows.values()))
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from([key for key in KEYS if self.model.rows[key]]))
        each = self._pick(data, key)
        rows = copy.deepcopy(self.model.rows)
        del rows[key][each]
        try:
            assert records.delete(self.db, REGISTERS[key], [each]) == 1
        except ChangeRefused:
            assert not Model(rows).is_sound()
        else:
            assert Model(rows).is_sound()
            self.model.take(journal.entries(self.db, 1)[0].id, rows)

    @rule(data=st.data(), codes=st.tuples(CODES, CODES))
    def many_at_once(self, data: st.DataObject, codes: tuple[str, str]) -> None:
        """An import in small: reserved ids, new records that point to each other, old ones changed and removed."""
        next_id = self.db.connection.exec_driver_sql("SELECT value FROM counters WHERE name='next_id'").scalar()
        jobs = sorted(self.model.rows["employments"])
        dropped = data.draw(st.lists(st.sampled_from(jobs), unique=True, max_size=2)) if jobs else []
        where, who, work = next_id, next_id + 1, next_id + 2
        changed = {each: {"phone": codes[0]} for each in self.model.rows["teachers"]}

        def write(change: Change) -> None:
            assert change.reserve(3) == [where, who, work]
            change.add_many(JOBS, [job(who, where, "директор")], [work])
            change.add_many(ORGANIZATIONS, [school(codes[0])], [where])
            change.add_many(TEACHERS, [person(codes[1])], [who])
            change.set_many(TEACHERS, changed.items())
            change.set(JOBS, work, {"position": "учитель"})
            change.remove(JOBS, dropped)

        def mirror(rows: Dump) -> None:
            for spec, each, values in (
                (ORGANIZATIONS, where, school(codes[0])), (TEACHERS, who, person(codes[1])),
                (JOBS, work, job(who, where)),
            ):  # fmt: skip
                rows[spec.key][each] = {**dict.fromkeys(spec.by_name), **values}
            for each, values in changed.items():
                rows["teachers"][each].update(values)
            for each in dropped:
                del rows["employments"][each]

        self._do(write, mirror)

    @precondition(lambda self: self.model.actions)
    @rule(data=st.data())
    def undo_any(self, data: st.DataObject) -> None:
        self._undo(data.draw(st.sampled_from(self.model.actions)), is_last=False)

    @rule()
    def undo_last(self) -> None:
        live = [action for action in self.model.actions if action.is_live]
        if live:
            self._undo(live[-1], is_last=True)
        else:
            with pytest.raises(ChangeRefused):
                journal.undo(self.db)

    def _undo(self, action: Action, is_last: bool) -> None:
        made = self.model.reversed(action) if action.is_live else None
        if made is None:
            with pytest.raises(ChangeRefused):
                journal.undo(self.db, action.number)
            return
        entry = journal.undo(self.db, None if is_last else action.number)
        action.is_live = False
        self._reversed(action, made, entry.id, undoes=action)

    def _reversed(self, action: Action, made: Model, number: int, undoes: Action | None) -> None:
        steps = [Step(each.register, each.record, each.after, each.before) for each in action.steps]
        self.model.rows = made.rows
        self.model.actions.append(Action(number, steps, is_live=False, undoes=undoes))

    @rule()
    def redo(self) -> None:
        action = self.model.redoable()
        made = self.model.reversed(action) if action else None
        if action is None or made is None:
            with pytest.raises(ChangeRefused):
                journal.redo(self.db)
            return
        entry = journal.redo(self.db)
        assert action.undoes is not None
        action.undoes.is_live, action.is_redone = True, True
        self._reversed(action, made, entry.id, undoes=None)

    @rule()
    def restart(self) -> None:
        self.db.close()
        self._open()

    @invariant()
    def same_rows(self) -> None:
        assert dump(self.db, KEYS) == {key: rows for key, rows in self.model.rows.items() if rows}
        shown = {entry.id: entry.is_live for entry in journal.entries(self.db, 1000)}
        assert shown == {action.number: action.is_live for action in self.model.actions}


def test_journal_agrees_with_a_plain_model(empty_base: Path) -> None:
    machine = type("MachineOnBase", (Machine,), {"template": empty_base})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=40, stateful_step_count=30, deadline=None, derandomize=True, print_blob=False,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


ACTIONS = ("add", "bulk", "change", "set_many", "remove", "undo", "undo_old", "redo")


def act(db: Database, what: str, number: int, floor: int = 0) -> None:
    """One action that follows from its number and from what is in the base; entries up to ``floor`` are left alone."""
    who = list(dump(db, ["teachers"]).get("teachers", {}))
    try:
        match what:
            case "add":
                records.save(db, TEACHERS, {"last_name": "Ёлкина", "first_name": f"Анна{number}"})
            case "bulk":
                with db.change("Много") as change:
                    where = change.add(ORGANIZATIONS, school(f"Ш-{change.entry_id}"))
                    change.add_many(JOBS, [job(each, where, f"учитель {number}") for each in who])
            case "change" if who:
                found = dump(db, ["teachers"])
                records.save(
                    db,
                    TEACHERS,
                    found["teachers"][who[number % len(who)]] | {"phone": str(number)},
                    who[number % len(who)],
                )
            case "set_many":
                with db.change("Всем") as change:
                    change.set_many(TEACHERS, [(each, {"email": f"{number}@ya.ru"}) for each in who[number % 3 :]])
            case "remove":
                key = KEYS[number % 3]
                records.delete(db, REGISTERS[key], list(dump(db, [key]).get(key, {}))[: 1 + number % 2])
            case "undo":
                last = journal.last_undoable(db)
                if last and last.id > floor:
                    journal.undo(db)
            case "undo_old":
                journal.undo(db, floor + 1 + number % 6)
            case "redo":
                journal.redo(db)
    except ChangeRefused:
        assert not db.is_changing


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    before=st.lists(st.tuples(st.sampled_from(ACTIONS[:4]), st.integers(0, 20)), max_size=4),
    actions=st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 20)), min_size=1, max_size=8),
    restarts=st.booleans(),
)
def test_undo_of_everything_gives_what_was_before(
    empty_base: Path, before: list[tuple[str, int]], actions: list[tuple[str, int]], restarts: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "база.pdk"
        shutil.copy(empty_base, path)
        with Database.open(path) as db:
            db.connection.exec_driver_sql("PRAGMA synchronous=OFF")
            for each in before:
                act(db, *each)
            first, floor = dump(db, KEYS), max((entry.id for entry in journal.entries(db)), default=0)
            for each in actions:
                act(db, *each, floor)
            last = dump(db, KEYS)
            if not restarts:
                undo_and_redo(db, floor, first, last)
        if restarts:
            with Database.open(path) as db:
                undo_and_redo(db, floor, first, last)


def undo_and_redo(db: Database, floor: int, first: Dump, last: Dump) -> None:
    """Undoes all that came after the entry ``floor``, then does it again."""
    count = 0
    while (entry := journal.last_undoable(db)) and entry.id > floor:
        journal.undo(db)
        count += 1
    assert dump(db, KEYS) == first
    for _ in range(count):
        journal.redo(db)
    assert dump(db, KEYS) == last
    assert db.check() == []
