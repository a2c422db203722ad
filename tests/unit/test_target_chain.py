"""Target contracts: who must come, boundary days of the service, matches that wait for a word, undo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from factories import SmallDistrict

from pdkadry_desktop.core.errors import ChangeRefused
from pdkadry_desktop.reports.library.target_chain import build
from pdkadry_desktop.storage import journal
from pdkadry_desktop.work.target_chain import confirm, set_years, target_view
from pdkadry_desktop.work.target_service import Contract, Job, service

DONE = Contract(True, "graduated", date(2018, 9, 1), date(2023, 6, 30))
HIRED = date(2023, 8, 25)
WORKS = replace(DONE, status="employed", employed_on=HIRED, service_years=3, jobs=(Job(HIRED, None, "Школа А"),))


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2022, 12, 31), "studying"), (date(2023, 1, 1), "due"), (date(2023, 6, 30), "due"),
        (date(2023, 7, 1), "due"), (date(2023, 9, 30), "due"), (date(2023, 10, 1), "missing"),
    ],
)  # fmt: skip
def test_coming(on: date, state: str) -> None:
    assert service(replace(DONE, status="studying"), on).state == state


def test_a_day_of_hiring_of_a_later_year_is_not_due_yet() -> None:
    early = replace(WORKS, ends_on=date(2025, 6, 30), employed_on=date(2025, 8, 25))
    assert [service(early, on).state for on in (date(2023, 12, 31), date(2025, 1, 1))] == ["studying", "due"]


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2023, 8, 24), "due"), (HIRED, "working"), (date(2026, 8, 23), "working"),
        (date(2026, 8, 24), "fulfilled"), (date(2030, 1, 1), "fulfilled"),
    ],
)  # fmt: skip
def test_service_by_its_boundaries(on: date, state: str) -> None:
    found = service(WORKS, on)
    assert found.state == state
    if state != "due":
        assert (found.starts_on, found.ends_on) == (HIRED, date(2026, 8, 24))


@pytest.mark.parametrize(
    ("left", "on", "state"),
    [
        (date(2025, 1, 10), date(2025, 1, 10), "working"), (date(2025, 1, 10), date(2025, 1, 11), "broken"),
        (date(2026, 8, 23), date(2027, 1, 1), "broken"), (date(2026, 8, 24), date(2027, 1, 1), "fulfilled"),
    ],
)  # fmt: skip
def test_leaving(left: date, on: date, state: str) -> None:
    found = service(replace(WORKS, jobs=(Job(HIRED, left, "Школа А", reason="переезд"),)), on)
    assert found.state == state
    assert ("переезд" in found.why) is (state == "broken")


@pytest.mark.parametrize(
    ("next_on", "state"),
    [(date(2025, 2, 10), "working"), (date(2025, 2, 11), "broken"), (date(2024, 6, 1), "working")],
)
def test_a_transfer_is_not_leaving(next_on: date, state: str) -> None:
    jobs = (Job(HIRED, date(2025, 1, 10), "Школа А"), Job(next_on, None, "Школа Б"))
    found = service(replace(WORKS, jobs=jobs), date(2025, 12, 31))
    assert found.state == state
    assert ("вернулся" in found.why) is (state == "broken")


@pytest.mark.parametrize(
    ("contract", "state", "words"),
    [
        (replace(DONE, has_contract=False), "free", ""),
        (replace(DONE, status="expelled"), "cancelled", "отчислен"),
        (replace(DONE, status="cancelled", ends_on=None), "cancelled", "расторгнут"),
        (replace(DONE, status="studying", ends_on=None), "studying", "не указана"),
        (replace(DONE, ends_on=None), "question", "дата окончания"),
        (replace(DONE, status="employed"), "question", "с какого дня"),
        (replace(DONE, status="studying"), "missing", "статус «обучается»"),
        (replace(WORKS, service_years=None), "question", "срок отработки не указан"),
        (replace(WORKS, service_years=None, jobs=None), "question", "срок отработки не указан"),
        (replace(WORKS, jobs=None), "working", "не связана"),
        (replace(WORKS, jobs=None, service_years=1), "question", "неизвестно"),
        (replace(WORKS, jobs=()), "question", "нет работы"),
        (replace(WORKS, jobs=(Job(None, None, "Школа А"),)), "working", "до 24.08.2026"),
        (replace(WORKS, employed_on=None, jobs=(Job(date(2021, 9, 1), None, "А"),)), "working", "до 30.06.2026"),
        (replace(DONE, jobs=(Job(date(2019, 9, 1), date(2023, 6, 30), "А"),)), "missing", "не вышел"),
        (replace(DONE, jobs=(Job(None, None, "А"),)), "question", "дата приёма не указана"),
        (replace(DONE, jobs=(Job(None, date(2023, 6, 30), "А"),)), "missing", "не вышел"),
    ],
)
def test_what_is_known_and_what_is_not(contract: Contract, state: str, words: str) -> None:
    found = service(contract, date(2025, 12, 31))
    assert found.state == state and words in found.why


@pytest.fixture
def district(tmp_path: Path) -> Iterator[SmallDistrict]:
    found = SmallDistrict(tmp_path)
    yield found
    found.db.close()


def student(district: SmallDistrict, code: str = "Ц1", **more: object) -> int:
    usual = {
        "last_name": "Ёлкина", "first_name": "Анна", "middle_name": "Петровна", "alma_mater": "Вуз",
        "starts_on": date(2018, 9, 1), "ends_on": date(2023, 6, 30), "status": "graduated",
    }  # fmt: skip
    return district.add("target_students", code=code, **{**usual, **more})


ON = date(2025, 12, 31)


def test_empty_base(district: SmallDistrict) -> None:
    found = target_view(district.db, ON)
    assert (found.chains, found.matches, found.must_come()) == ((), (), [])
    assert [row for table in build(found, ON).tables() for row in table.rows] == []


def test_the_whole_way(district: SmallDistrict) -> None:
    district.add(
        "pedagogical_classes", code="К", organization_id="A", name="Педкласс", kind="class", pupil_count=10,
        starts_on=date(2016, 9, 1),
    )  # fmt: skip
    card = district.teacher("П1", last_name="ЕЛКИНА", middle_name="Петровна", hired_on=HIRED)
    one = student(district, class_id=district.ids["К"], service_years=3)
    practice = district.add(
        "student_placements", code="Пр", student="Ёлкина Анна Петровна", organization_id="A",
        starts_on=date(2022, 10, 1),
    )  # fmt: skip
    district.add("absences", teacher_id=card, kind="childcare", starts_on=date(2024, 1, 1))
    before = target_view(district.db, ON)
    assert before.chains[0].service.state == "missing"
    assert {match.key for match in before.matches} == {("teachers", one, card), ("student_placements", one, practice)}
    confirm(district.db, [match.key for match in before.matches])
    (chain,) = target_view(district.db, ON).chains
    assert chain.service.state == "working" and chain.service.ends_on == date(2026, 8, 24)
    assert chain.school == "Педкласс" and chain.study == "Вуз, 2018–2023"
    assert chain.placements == ("Школа А, 01.10.2022",) and "25.08.2023" in chain.work[0]
    assert "отпуск по уходу" in chain.why
    assert target_view(district.db, ON).matches == ()
    assert [len(table.rows) for table in build(target_view(district.db, ON), ON).tables()] == [0, 1, 1]
    journal.undo(district.db)
    assert len(target_view(district.db, ON).matches) == 2


def test_who_may_be_the_same(district: SmallDistrict) -> None:
    born = date(2000, 5, 1)
    student(district, born_on=born)
    sure = district.teacher("П1", middle_name="Петровна", born_on=born)
    district.teacher("П2", middle_name="Петровна", born_on=date(1970, 5, 1))
    district.teacher("П3", middle_name="Ивановна", born_on=born)
    perhaps = district.teacher("П4")
    student(district, "Ц2", status="studying", ends_on=date(2027, 6, 30))
    found = target_view(district.db, ON).matches
    assert {(match.record_id, "рождения совпали" in match.sign) for match in found} == {(sure, True), (perhaps, False)}
    with pytest.raises(ChangeRefused):
        confirm(district.db, [match.key for match in found])
    confirm(district.db, [found[0].key])
    assert target_view(district.db, ON).matches == ()


def test_years_for_many_and_who_must_come(district: SmallDistrict) -> None:
    one = student(district, status="employed", employed_on=HIRED)
    two = student(district, "Ц2", status="studying", ends_on=date(2025, 6, 30), last_name="О" * 60)
    found = target_view(district.db, date(2025, 7, 1))
    assert [each.id for each in found.must_come()] == [two] and [each.id for each in found.open()] == [one]
    set_years(district.db, [one], 5)
    assert target_view(district.db, ON).open() == []
    assert [each.id for each in target_view(district.db, ON).serving()] == [one]
    journal.undo(district.db)
    assert [each.id for each in target_view(district.db, ON).open()] == [one]
