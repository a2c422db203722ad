"""Snapshots that no later edit reaches, confirmations, closing: on a base, with undo and another start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from pdkadry_desktop.core.errors import ChangeRefused, UserError
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal, query, records
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.work.staff_calendar import SETTING, Calendar
from pdkadry_desktop.work.staff_records import close, confirm, content, headers, take, view
from pdkadry_desktop.work.staffing import Report

VACANCIES = REGISTERS["vacancies"]
FIRST, SECOND, THIRD = date(2024, 10, 1), date(2024, 10, 15), date(2024, 11, 1)


def fill(db: Database) -> dict[str, int]:
    ids: dict[str, int] = {}
    with db.change("Район") as change:

        def add(mark: str, register: str, /, **values: Any) -> None:
            ids[mark] = change.add(REGISTERS[register], values)

        add("О1", "organizations", code="О1", name="Школа № 1", kind="school", phone="2-11-11")
        add("О2", "organizations", code="О2", name="Школа № 2", kind="school")
        add("О3", "organizations", code="О3", name="Архив", kind="school", is_monitored=False)
        add("П1", "teachers", code="П1", last_name="Ёлкина", first_name="Анна")
        for code, subject, start in (("В1", "математика", date(2024, 9, 1)), ("В2", "физика", SECOND)):
            add(
                code, "vacancies", code=code, organization_id=ids["О1"], position="учитель", subject=subject,
                starts_on=start, is_acute=True if code == "В1" else None, cover="untaught",
            )  # fmt: skip
    return ids


@pytest.fixture
def base(tmp_path: Path) -> Iterator[tuple[Database, dict[str, int]]]:
    with Database.open(tmp_path / "base.pdk", create=True) as db:
        yield db, fill(db)


def subjects(posts: Any) -> list[str]:
    return [post.subject for post in posts]


def test_a_snapshot_never_changes(base: tuple[Database, dict[str, int]]) -> None:
    db, ids = base
    one = take(db, FIRST, FIRST)
    frozen = content(db, one)
    assert subjects(frozen[0]) == ["математика"] and frozen[0][0].cover == "не ведётся"
    with db.change("Правки") as change:
        change.set(VACANCIES, ids["В1"], {"subject": "химия", "is_acute": False, "ends_on": date(2024, 9, 2)})
        change.set(REGISTERS["organizations"], ids["О1"], {"name": "Лицей"})
    records.delete(db, VACANCIES, [ids["В1"]])
    assert content(db, one) == frozen
    shown = view(db, date(2024, 12, 31), FIRST)
    assert shown.header is not None and subjects(shown.posts) == ["математика"] and not shown.is_gap
    assert shown.posts[0].organization == "Школа № 1"


def test_the_head_of_a_snapshot_stands_still(base: tuple[Database, dict[str, int]]) -> None:
    db, _ = base
    one = take(db, FIRST, FIRST)
    snapshots = REGISTERS["staff_snapshots"]
    values = records.plain(records.read(db, snapshots, one) or {})
    for name, other in (("point_on", SECOND), ("as_of_on", SECOND), ("vacancy_count", 7)):
        with pytest.raises(ChangeRefused, match="не меняется"):
            records.save(db, snapshots, {**values, name: other}, one)
    records.save(db, snapshots, {**values, "note": "отправлен"}, one)
    assert headers(db)[0].vacancy_count == 1
    records.delete(db, snapshots, [one])
    assert headers(db) == []
    journal.undo(db)
    assert len(headers(db)) == 1


def test_a_snapshot_is_undone_and_redone(base: tuple[Database, dict[str, int]], tmp_path: Path) -> None:
    db, _ = base
    one = take(db, FIRST, FIRST)
    frozen = content(db, one)
    journal.undo(db)
    assert headers(db) == [] and view(db, FIRST, FIRST).is_gap
    journal.redo(db)
    assert [each.id for each in headers(db)] == [one] and content(db, one) == frozen


def test_snapshot_survives_another_start(tmp_path: Path) -> None:
    with Database.open(tmp_path / "base.pdk", create=True) as db:
        fill(db)
        one = take(db, SECOND, date(2024, 10, 16))
        frozen = content(db, one)
    with Database.open(tmp_path / "base.pdk") as db:
        assert content(db, one) == frozen
        assert view(db, THIRD, SECOND).title() == "15.10.2024 (снимок на 15.10.2024, сделан 16.10.2024)"


def test_compared_with_the_previous_one(base: tuple[Database, dict[str, int]]) -> None:
    db, ids = base
    take(db, FIRST, FIRST)
    with db.change("Закрыта") as change:
        change.set(VACANCIES, ids["В1"], {"ends_on": date(2024, 10, 14)})
    take(db, SECOND, SECOND)
    shown = view(db, THIRD, SECOND)
    assert shown.before is not None and shown.before.point_on == FIRST and shown.since is not None
    assert (subjects(shown.since.opened), subjects(shown.since.closed)) == (["физика"], ["математика"])
    present = view(db, date(2024, 10, 20))
    assert present.header is None and present.point == SECOND and present.before is not None
    assert present.before.point_on == SECOND and present.since is not None and not present.since
    assert view(db, FIRST, FIRST).before is None


def test_what_cannot_be_taken(base: tuple[Database, dict[str, int]]) -> None:
    db, _ = base
    with pytest.raises(ChangeRefused, match="ещё не наступил"):
        take(db, THIRD, SECOND)
    take(db, FIRST, SECOND)
    with pytest.raises(ChangeRefused, match="снимок уже есть: вакансий 1, сделан 15"):
        take(db, FIRST, SECOND)
    with pytest.raises(UserError, match="Строк этого снимка нет"):
        content(db, 999)


def test_as_of_the_day_it_is_taken(base: tuple[Database, dict[str, int]]) -> None:
    db, ids = base
    db.set_setting(SETTING, Calendar(snapshot_day="taken").to_data())
    with db.change("Открыта") as change:
        change.set(VACANCIES, ids["В2"], {"starts_on": date(2024, 10, 20)})
    take(db, SECOND, date(2024, 10, 21))
    (header,) = headers(db)
    assert (header.as_of_on, header.vacancy_count, header.acute_count) == (date(2024, 10, 21), 2, 1)


def test_a_snapshot_record_made_by_hand_is_a_gap(base: tuple[Database, dict[str, int]]) -> None:
    db, _ = base
    values = {"point_on": FIRST, "as_of_on": FIRST, "taken_on": FIRST, "vacancy_count": 0}
    records.save(db, REGISTERS["staff_snapshots"], values)
    assert headers(db) == [] and view(db, FIRST, FIRST).is_gap


def test_without_changes_is_one_action(base: tuple[Database, dict[str, int]]) -> None:
    db, ids = base
    before = {each.place.id: each.report for each in view(db, SECOND, FIRST).places}
    assert before == {ids["О1"]: Report.SILENT, ids["О2"]: Report.SILENT}
    assert confirm(db, [ids["О1"], ids["О2"]], date(2024, 10, 2)) == 2
    after = view(db, SECOND, FIRST).places
    assert {each.report for each in after} == {Report.CONFIRMED}
    assert [(each.posts, each.said_on) for each in after] == [(1, date(2024, 10, 2)), (0, date(2024, 10, 2))]
    assert confirm(db, [ids["О1"]], date(2024, 10, 2)) == 0
    assert {each.report for each in view(db, THIRD, THIRD).places} == {Report.SILENT}, "of that half-month only"
    journal.undo(db)
    assert {each.report for each in view(db, SECOND, FIRST).places} == {Report.SILENT}


def test_an_edit_is_a_report(base: tuple[Database, dict[str, int]]) -> None:
    db, ids = base
    today = date.today()
    said = {each.place.id: each.report for each in view(db, today).places}
    assert said[ids["О1"]] is Report.CHANGED and said[ids["О2"]] is Report.SILENT, "entered today"
    journal.undo(db)
    assert view(db, today).places == ()


def test_closing(base: tuple[Database, dict[str, int]]) -> None:
    db, ids = base
    with pytest.raises(ChangeRefused, match="1 вакансия открыта позже, 15"):
        close(db, [ids["В1"], ids["В2"]], date(2024, 10, 14), None)
    assert close(db, [ids["В1"], ids["В2"]], SECOND, ids["П1"]) == 2
    found = records.read(db, VACANCIES, ids["В2"])
    assert found is not None and found["ends_on"] == SECOND and found["closed_by_id"].id == ids["П1"]
    with pytest.raises(ChangeRefused, match="Уже закрыто: 1 вакансия"):
        close(db, [ids["В1"]], SECOND, None)
    journal.undo(db)
    assert close(db, [ids["В1"]], SECOND, None) == 1
    assert journal.entries(db)[0].title == "Вакансия «учитель, математика» закрыта 15.10.2024"
    with pytest.raises(ChangeRefused, match="больше нет"):
        close(db, [9999], SECOND, None)


def test_agrees_with_the_indicator(base: tuple[Database, dict[str, int]]) -> None:
    from pdkadry_desktop.core.conditions import All, AnyOf, Test

    db, ids = base
    with db.change("Закрыта") as change:
        change.set(VACANCIES, ids["В1"], {"ends_on": SECOND})
    for on, count in ((date(2024, 10, 14), 1), (SECOND, 2), (date(2024, 10, 16), 1)):
        active = All((Test("starts_on", "le", on), AnyOf((Test("ends_on", "empty"), Test("ends_on", "ge", on)))))
        assert query.count(db, query.Query("vacancies", where=active)) == len(view(db, on).posts) == count


def test_five_thousand_vacancies(base: tuple[Database, dict[str, int]]) -> None:
    db, ids = base
    with db.change("Много") as change:
        change.add_many(VACANCIES, [
            {"code": f"Т{n}", "organization_id": ids["О1" if n % 2 else "О2"], "position": "учитель",
             "starts_on": date(2024, 9, 1 + n % 30)} for n in range(5000)
        ])  # fmt: skip
    start = perf_counter()
    take(db, FIRST, FIRST)
    assert perf_counter() - start < 10
    start = perf_counter()
    assert len(view(db, SECOND).posts) == 5002
    assert perf_counter() - start < 8
