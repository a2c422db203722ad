"""Merges in a whole district: nothing is lost, nobody else is touched, undoing them all brings back the same base."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from pdkadry_desktop.core.errors import ChangeRefused
from pdkadry_desktop.exchange.demo_base import fill_demo
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal, query
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.work.duplicates import queue
from pdkadry_desktop.work.merge import merge, preview
from tests.storage.conftest import Dump, dump


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with Database.open(tmp_path_factory.mktemp("district") / "район.pdk", create=True) as db:
        db.connection.exec_driver_sql("PRAGMA synchronous=OFF")
        fill_demo(db, 6, 60, 3)
        yield db


def rows(found: Dump) -> dict[str, int]:
    return {key: len(values) for key, values in found.items()}


@pytest.mark.parametrize(("register", "seed"), [("teachers", 1), ("teachers", 2), ("organizations", 3)])
def test_random_records_are_merged_and_taken_apart_again(district: Database, register: str, seed: int) -> None:
    chance = random.Random(seed)
    start = dump(district)
    done = 0
    for _ in range(8 if register == "teachers" else 4):
        before = dump(district)
        keep, drop = chance.sample(query.ids(district, query.Query(register)), 2)
        seen = preview(district, register, keep, drop)
        if seen.between:
            with pytest.raises(ChangeRefused):
                merge(district, register, keep, drop)
            continue
        fates = {each.key: chance.choice(("merge", "both")) for each in seen.repeats}
        choices = {each.field.name: chance.choice(each.sides) for each in seen.conflicts}
        merge(district, register, keep, drop, choices, fates)  # type: ignore[arg-type]
        done += 1
        after = dump(district)
        _nothing_is_lost(before, after, register, keep, drop, {key for key, fate in fates.items() if fate == "merge"})
        assert not district.check()
    assert done > 2
    for _ in range(done):
        journal.undo(district)
    assert dump(district) == start


def _nothing_is_lost(
    before: Dump, after: Dump, register: str, keep: int, drop: int, joined: set[tuple[str, int]]
) -> None:
    """Only the dropped record and the rows chosen to be joined are gone; every other row changed its links alone."""
    gone = {(key, each) for key, values in before.items() for each in values.keys() - after.get(key, {}).keys()}
    assert gone == {(register, drop), *joined}
    touched = {each for _, each in joined}
    for key, values in after.items():
        links = {field.name: field.link for field in REGISTERS[key].links}
        for each, row in values.items():
            old = before[key][each]
            differing = {name for name in row if row[name] != old[name]}
            if (key, each) == (register, keep) or not differing:
                continue
            for name in differing & links.keys():
                assert (old[name] == drop and row[name] == keep) or old[name] in touched or old[name] is None
            assert all(old[name] in (None, ()) for name in differing - links.keys()), "filled, never replaced"


def test_the_people_whom_the_district_holds_twice_are_found(district: Database) -> None:
    found = queue(district, "teachers", "weak")
    assert all(pair.left.id < pair.right.id and pair.reasons for pair in found.pairs)
    assert len({pair.key for pair in found.pairs}) == len(found.pairs)
    assert len(found.pairs) < 10, "a district of 60 people is not full of suspicions"
