"""Merging two records: every link follows, nothing is lost, undo gives the same base, closed years ask for a reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.core.condition_data import from_data
from pdkadry_desktop.core.conditions import AnyOf, Has, Not, Test
from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.core.errors import ChangeRefused, ClosedPeriod
from pdkadry_desktop.core.kinds import AnyRecord
from pdkadry_desktop.core.register import FieldSpec, RegisterSpec
from pdkadry_desktop.indicators.closing import close_period
from pdkadry_desktop.indicators.compute import compute
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.reports.facts import given_facts
from pdkadry_desktop.storage import journal, records, selections, trash
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.selections import Selection
from pdkadry_desktop.work import merge as merging
from pdkadry_desktop.work.duplicates import decide_apart, decided
from pdkadry_desktop.work.membership_rule import set_rule
from pdkadry_desktop.work.merge import merge, preview
from tests.contract.test_registers import Ids, anchored, least
from tests.factories import SmallDistrict
from tests.storage.conftest import dump, job, person, school

Add = Callable[..., int]
MERGED = [key for key, spec in REGISTERS.items() if spec.may_merge]
LINKS = [
    (target, spec, field)
    for target in MERGED
    for spec in REGISTERS.values()
    for field in spec.fields
    if field.link == target or isinstance(field.kind, AnyRecord)
]


def values_of(spec: RegisterSpec, ids: Ids, field: FieldSpec, target: str, record_id: int) -> dict[str, Any]:
    """A row that refers to a record by one of its links, and to it alone."""
    row = least(spec, 20, ids)
    row[field.name] = record_id
    if isinstance(field.kind, AnyRecord):
        row[field.kind.register] = target
    return row


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Ids]]:
    """A base with two records of every register; a test takes back what it did."""
    with Database.open(tmp_path_factory.mktemp("merge") / "база.pdk", create=True) as base:
        base.connection.exec_driver_sql("PRAGMA synchronous=OFF")
        yield base, anchored(base)


def test_people_and_organisations_can_be_merged() -> None:
    assert {"teachers", "organizations"} <= set(MERGED)
    assert not REGISTERS["courses"].may_merge


@pytest.mark.parametrize(
    ("target", "spec", "field"), LINKS, ids=[f"{target}-{spec.key}.{field.name}" for target, spec, field in LINKS]
)
def test_every_link_follows_and_comes_back(
    world: tuple[Database, Ids], target: str, spec: RegisterSpec, field: FieldSpec
) -> None:
    db, ids = world
    with db.change("Две карточки") as change:
        keep, drop, third = (
            change.add(REGISTERS[target], {**least(REGISTERS[target], 30 + each, ids), "code": f"К{each}"})
            for each in range(3)
        )
        row = change.add(spec, values_of(spec, ids, field, target, drop))
        other = change.add(spec, values_of(spec, ids, field, target, third)) if not _is_unique(spec) else None
    before = dump(db)
    seen = preview(db, target, keep, drop)
    assert row in {each for moved in seen.moved if moved.field is field for each in moved.ids}
    merge(db, target, keep, drop)
    after = dump(db)
    assert after[spec.key][row][field.name] == keep
    assert other is None or after[spec.key][other][field.name] == third, "nobody else's row was touched"
    assert drop not in after[target] and after[target][keep]["other_codes"] == ("К1",)
    assert not db.connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    journal.undo(db)
    assert dump(db) == before
    journal.redo(db)
    assert dump(db) == after
    journal.undo(db)
    journal.undo(db)


def _is_unique(spec: RegisterSpec) -> bool:
    return any(field.unique for field in spec.fields)


def test_fields_are_chosen_side_by_side(db: Database, add: Add) -> None:
    keep = add("teachers", **person("П1", "Семёнова", middle_name="Петровна", phone="1", awards_text="Грамота"))
    drop = add("teachers", **person(
        "П2", "Соснина", middle_name="П.", email="a@b.ru", awards_text="Диплом", former_last_names=("Дубова",),
    ))  # fmt: skip
    seen = preview(db, "teachers", keep, drop)
    assert {each.field.name for each in seen.conflicts} == {"code", "last_name", "middle_name", "awards_text"}
    found = {each.field.name: each for each in seen.fields}
    assert (found["email"].sides, found["phone"].sides, found["first_name"].sides) == (("drop",), ("keep",), ("keep",))
    assert found["awards_text"].sides == ("keep", "drop", "both")
    assert (found["last_name"].text("keep"), found["last_name"].text("drop")) == ("Семёнова", "Соснина")
    merge(db, "teachers", keep, drop, {"last_name": "drop", "awards_text": "both"})
    whole = dump(db, ["teachers"])["teachers"]
    assert set(whole) == {keep}
    assert whole[keep]["last_name"] == "Соснина" and whole[keep]["middle_name"] == "Петровна"
    assert set(whole[keep]["former_last_names"]) == {"Семёнова", "Дубова"}, "both surnames stay known"
    assert (whole[keep]["email"], whole[keep]["phone"], whole[keep]["awards_text"]) == (
        "a@b.ru",
        "1",
        "Грамота\nДиплом",
    )
    with pytest.raises(ChangeRefused):
        merge(db, "teachers", keep, keep)


def test_the_fuller_spelling_is_proposed(db: Database, add: Add) -> None:
    keep = add("teachers", code="П1", last_name="Семенова", first_name="А.", middle_name="П.")
    drop = add("teachers", **person("П2", "Семёнова", middle_name="Петровна"))
    merge(db, "teachers", keep, drop)
    found = dump(db, ["teachers"])["teachers"][keep]
    assert (found["last_name"], found["first_name"], found["middle_name"]) == ("Семёнова", "Анна", "Петровна")
    assert (found["code"], found["former_last_names"]) == ("П1", None)


def test_a_field_goes_with_the_one_it_depends_on(db: Database, add: Add) -> None:
    day, other = date(2020, 2, 1), date(1980, 1, 1)
    keep = add("teachers", **person("П1", category="first", born_on=other))
    drop = add(
        "teachers", **person("П2", category="highest", category_on=day, born_on=date(1980, 1, 2), other_born_on=day)
    )  # fmt: skip
    found = {each.field.name: each for each in preview(db, "teachers", keep, drop).fields}
    follows = found["category_on"].follows
    assert follows is not None and follows.name == "category" and not found["category_on"].is_conflict
    merge(db, "teachers", keep, drop)
    row = dump(db, ["teachers"])["teachers"][keep]
    assert (row["category"], row["category_on"]) == ("first", None), "the date belongs to the category that went"
    assert (row["born_on"], row["other_born_on"]) == (other, None)
    journal.undo(db)
    merge(db, "teachers", keep, drop, {"category": "drop"})
    row = dump(db, ["teachers"])["teachers"][keep]
    assert (row["category"], row["category_on"], row["other_born_on"]) == ("highest", day, None)


def test_what_was_merged_is_not_in_the_trash(db: Database, add: Add) -> None:
    keep, drop = add("teachers", **person("П1")), add("teachers", **person("П2"))
    merge(db, "teachers", keep, drop)
    assert not trash.deleted(db), "a merge is taken back whole, in the journal"


def test_a_choice_that_does_not_exist_is_refused(db: Database, add: Add) -> None:
    keep, drop = add("teachers", **person("П1")), add("teachers", **person("П2", email="a@b.ru"))
    with pytest.raises(ChangeRefused, match="почта"):
        merge(db, "teachers", keep, drop, {"email": "keep"})


def test_the_code_of_the_other_may_be_the_one_that_stays(db: Database, add: Add) -> None:
    keep, drop = add("teachers", **person("П1")), add("teachers", **person("П2", other_codes=("П0",)))
    before = dump(db)
    merge(db, "teachers", keep, drop, {"code": "drop"})
    found = dump(db, ["teachers"])["teachers"][keep]
    assert found["code"] == "П2" and set(found["other_codes"]) == {"П0", "П1"}
    journal.undo(db)
    assert dump(db) == before


def test_equal_rows_become_one_and_doubtful_ones_stay_two(db: Database, add: Add) -> None:
    place = add("organizations", **school("О1"))
    keep, drop = add("teachers", **person("П1")), add("teachers", **person("П2"))
    day = date(2020, 9, 1)
    own = add("employments", **job(keep, place, hired_on=day))
    add("employments", **job(drop, place, hired_on=day, fte=0.5))
    other = add("employments", **job(drop, place, "завуч", hired_on=day, fte=1.0))
    add("employments", **job(keep, place, "завуч", hired_on=day, fte=0.25))
    vague = add("employments", **job(drop, place, "методист"))
    add("employments", **job(keep, place, "методист", hired_on=day))
    seen = preview(db, "teachers", keep, drop)
    assert [(each.is_exact, each.proposed) for each in sorted(seen.repeats, key=lambda each: each.moves)] == [
        (True, "merge"), (True, "both"), (False, "both"),
    ]  # fmt: skip
    (conflict,) = (each for each in seen.repeats if each.differing)
    assert [each[1:] for each in conflict.differing] == [("0,25", "1")]
    merge(db, "teachers", keep, drop, fates={("employments", vague): "merge"})
    jobs = dump(db, ["employments"])["employments"]
    assert all(each["teacher_id"] == keep for each in jobs.values())
    assert jobs[own]["fte"] == 0.5, "what was empty is filled from the row that went"
    assert other in jobs and vague not in jobs and len(jobs) == 4


def test_two_who_are_linked_with_each_other_are_two(db: Database, add: Add) -> None:
    place = add("organizations", **school("О1"))
    keep, drop = add("teachers", **person("П1")), add("teachers", **person("П2"))
    add(
        "mentorships", mentor_id=keep, mentee_id=drop, organization_id=place, code="Н1", form="peer",
        kind="traditional", starts_on=date(2022, 9, 1),
    )  # fmt: skip
    before = dump(db)
    assert preview(db, "teachers", keep, drop).between
    with pytest.raises(ChangeRefused, match="связаны друг с другом"):
        merge(db, "teachers", keep, drop)
    assert dump(db) == before


def test_a_school_does_not_become_its_own_head(db: Database, add: Add) -> None:
    keep = add("organizations", **school("О1"))
    drop = add("organizations", **school("О2", "МБОУ СОШ", parent_id=keep))
    branch = add("organizations", **school("О3", parent_id=drop))
    merge(db, "organizations", keep, drop)
    found = dump(db, ["organizations"])["organizations"]
    assert found[keep]["parent_id"] is None and found[branch]["parent_id"] == keep
    assert found[keep]["aliases"] == ("МБОУ СОШ",)


def test_decisions_follow_the_merged_and_the_overruled_one_goes(db: Database, add: Add) -> None:
    one, two, three = (add("teachers", **person(f"П{each}")) for each in range(3))
    decide_apart(db, "teachers", [(two, one)], date(2024, 1, 1))
    decide_apart(db, "teachers", [(two, three)], date(2024, 1, 1))
    merge(db, "teachers", one, two)
    assert decided(db, "teachers") == {(one, three)}
    journal.undo(db)
    assert decided(db, "teachers") == {(one, two), (two, three)}


def test_rules_follow_and_selections_are_told_of(db: Database, add: Add) -> None:
    keep, drop = add("organizations", **school("О1")), add("organizations", **school("О2"))
    community = add(
        "communities", code="С1", name="РМО", kind="association", level="municipal", starts_on=date(2020, 1, 1)
    )
    here = Has("employments", "teacher_id", AnyOf((Test("organization_id", "eq", drop), Not(Test("stage", "empty")))))
    set_rule(db, community, here, "учителя школы", date(2024, 1, 1))
    selections.save(db, "employments", "Наши", Selection(where=Test("organization_id", "in", [drop, keep])))
    selections.save(db, "employments", "Не наши", Selection(where=Test("organization_id", "eq", keep)))
    before = dump(db)
    assert preview(db, "organizations", keep, drop).selections == ("«Наши» (Места работы)",)
    merge(db, "organizations", keep, drop)
    (rule,) = dump(db, ["membership_rules"])["membership_rules"].values()
    expected = Has(
        "employments", "teacher_id", AnyOf((Test("organization_id", "eq", keep), Not(Test("stage", "empty"))))
    )  # fmt: skip
    assert from_data(json.loads(rule["rule"])) == expected
    journal.undo(db)
    assert dump(db) == before


def test_the_undo_of_a_merge_is_possible_later_by_its_entry(db: Database, add: Add) -> None:
    keep, drop = add("teachers", **person("П1")), add("teachers", **person("П2", "Соснина"))
    before = dump(db)
    entry = merge(db, "teachers", keep, drop)
    somebody = add("teachers", **person("П9"))
    journal.undo(db, entry)
    after = dump(db)
    assert after["teachers"].pop(somebody)["code"] == "П9"
    assert after == before


# ---------------------------------------------------------------- figures
@pytest.fixture
def district(tmp_path: Path) -> SmallDistrict:
    """One person entered twice, in each card a course by diagnostics and a job of the same school; and a colleague."""
    found = SmallDistrict(tmp_path)
    for code in ("П1", "П2", "П3"):
        found.teacher(code, last_name=f"Ёлкина-{code}", education="higher", hired_on=date(2015, 9, 1))
    for code, day in (("П1", 5), ("П2", 6)):
        found.course(code, date(2022, 5, day), by_diagnostics=True, matches_profile=True)
    return found


def figures(district: SmallDistrict, names: tuple[str, ...] = ("000.1", "000.2")) -> list[tuple[Any, Any]]:
    profile, period = load_profile("verkhnebureinsky"), Period.of_year(2022)
    found = compute(district.db, profile, period, given=given_facts(district.db, profile, period.end))
    return [(each.numerator, each.base) for each in found if each.id in names]


def test_nobody_is_counted_twice(district: SmallDistrict) -> None:
    with district.db as db:
        before = figures(district)
        assert len(before) == 2 and before[0] == (2, 3)
        merge(db, "teachers", district.ids["П1"], district.ids["П2"])
        after = figures(district)
        assert after[0] == (1, 2)
        assert after[1][1] == before[1][1] - 1
        journal.undo(db)
        assert figures(district) == before


def test_a_closed_year_asks_for_a_reason_and_stays_readable(district: SmallDistrict) -> None:
    with district.db as db:
        profile, period = load_profile("verkhnebureinsky"), Period.of_year(2022)
        close_period(db, profile, period, given_facts(db, profile, period.end), on=date(2023, 1, 15))
        before, frozen = dump(db), figures(district)
        with pytest.raises(ClosedPeriod):
            merge(db, "teachers", district.ids["П1"], district.ids["П2"])
        assert dump(db) == before
        with db.explained("один человек введён дважды"):
            merge(db, "teachers", district.ids["П1"], district.ids["П2"])
        assert figures(district) == frozen, "closed figures stay"
        (found,) = (
            each for each in compute(db, profile, period, given=given_facts(db, profile, period.end))
            if each.id == "000.1"
        )  # fmt: skip
        assert sorted(found.members["numerator"]) == ["П1", "П2"]
        assert (found.computed.numerator, found.computed.base) == (1, 2)
        with pytest.raises(ClosedPeriod):
            journal.undo(db)
        with db.explained("всё же разные"):
            journal.undo(db)
        assert dump(db) == before


def test_registers_without_memory_of_codes_are_not_merged(db: Database) -> None:
    ids = anchored(db)
    with pytest.raises(ChangeRefused, match="не объединяются"):
        merging.merge(db, "courses", *ids["courses"])
    assert records.read(db, REGISTERS["courses"], ids["courses"][0]) is not None
