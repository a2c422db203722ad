"""Vacancies by date, the half-month calendar, differences, the board: values only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pdkadry_desktop.work.staff_calendar import Calendar, calendar_from
from pdkadry_desktop.work.staffing import (
    Place,
    Post,
    Report,
    board,
    closed_in,
    difference,
    open_posts,
    post_from,
    report_from,
    totals,
    totals_by,
)

POST = Post(
    1, "В1", 10, "Школа № 2", "учитель", "математика", None, None, 18, date(2024, 9, 1), date(2024, 10, 15),
    "не ведётся", True, None, "", "",
)  # fmt: skip
DAYS = some.dates(date(2019, 1, 1), date(2031, 12, 31))


@pytest.mark.parametrize(
    ("on", "is_open"),
    [(date(2024, 8, 31), False), (date(2024, 9, 1), True), (date(2024, 10, 15), True), (date(2024, 10, 16), False)],
)
def test_open_on_both_its_days(on: date, is_open: bool) -> None:
    assert POST.is_open(on) is is_open
    assert replace(POST, ends_on=None).is_open(on) is (on >= POST.starts_on)


def test_posts_are_ordered_as_people_count() -> None:
    posts = [replace(POST, id=2, organization="Школа № 10"), POST, replace(POST, id=3, subject="алгебра")]
    assert [each.id for each in open_posts(posts, date(2024, 9, 2))] == [3, 1, 2]


def test_closed_of_a_year() -> None:
    posts = [POST, replace(POST, id=2, ends_on=date(2024, 12, 31)), replace(POST, id=3, ends_on=date(2025, 1, 1))]
    posts.append(replace(POST, id=4, ends_on=None))
    assert [each.id for each in closed_in(posts, 2024)] == [2, 1]


def test_totals_do_not_take_unknown_for_zero() -> None:
    posts = [POST, replace(POST, id=2, fte=0.5, hours=None, is_acute=None, category="managing", has_housing=True)]
    found = totals(posts)
    assert (found.posts, found.teaching, found.acute, found.no_acute) == (2, 1, 1, 1)
    assert (found.rate, found.hours, found.no_hours, found.housing) == (1.5, 18, 1, 1)
    assert totals([]).posts == 0
    assert [(name, each.posts) for name, each in totals_by(posts, lambda post: post.subject)] == [("математика", 2)]


def test_a_post_comes_back_from_json_as_it_was() -> None:
    assert post_from(POST.to_data()) == POST
    open_ended = replace(POST, ends_on=None, fte=0.25)
    assert post_from(open_ended.to_data()) == open_ended


def test_calendar_has_24_points_and_three_controls() -> None:
    points = Calendar().points(2025)
    assert len(points) == 24 and len(set(points)) == 24
    assert [each for each in points if Calendar().is_control(each)] == [
        date(2025, 5, 1), date(2025, 9, 1), date(2025, 12, 1),
    ]  # fmt: skip
    assert Calendar(control_half=2).is_control(date(2025, 9, 15))


@given(DAYS, some.integers(1, 27).flatmap(lambda first: some.tuples(some.just(first), some.integers(first + 1, 28))))
def test_every_day_belongs_to_one_half_month(day: date, days: tuple[int, int]) -> None:
    calendar = Calendar(*days)
    start, end = calendar.window(calendar.point_of(day))
    assert start <= day <= end
    assert calendar.point_of(end + timedelta(days=1)) == calendar.next(start) == end + timedelta(days=1)


@pytest.mark.parametrize(
    ("mode", "today", "as_of"),
    [
        ("point", date(2025, 10, 16), date(2025, 10, 15)),
        ("taken", date(2025, 10, 15), date(2025, 10, 15)),
        ("taken", date(2025, 10, 31), date(2025, 10, 31)),
        ("taken", date(2025, 11, 1), date(2025, 10, 15)),
    ],
)
def test_day_of_a_snapshot(mode, today: date, as_of: date) -> None:
    assert Calendar(snapshot_day=mode).as_of(date(2025, 10, 15), today) == as_of


def test_calendar_is_kept() -> None:
    other = Calendar(5, 20, (6,), 2, "taken")
    assert calendar_from(other.to_data()) == other
    assert calendar_from({}) == Calendar()
    assert calendar_from({"first": 20, "second": 5, "snapshot_day": "?", "control_half": 3}) == Calendar()


def test_difference_names_what_changed() -> None:
    gone, new = replace(POST, id=2), replace(POST, id=3)
    eased = replace(POST, is_acute=False, cover="внешний совместитель", fte=0.5)
    found = difference([POST, gone], [eased, new])
    assert ([post.id for post in found.opened], [post.id for post in found.closed]) == ([3], [2])
    (changed,) = found.changed
    assert changed.words == "острая: да → нет; чем закрыта: не ведётся → внешний совместитель; ставка: не указано → 0,5"
    assert found.words() == "открыто 1, закрыто 1, изменено 1"
    assert difference([POST], [replace(POST, ends_on=date(2025, 1, 1))]).words() == "без изменений"


def test_board_tells_silence_from_no_vacancies() -> None:
    places = [Place(number, f"Школа № {number}") for number in (10, 2, 1, 3, 4)]
    window = date(2024, 10, 1), date(2024, 10, 14)
    posts = [
        replace(POST, organization_id=1, starts_on=date(2024, 10, 14), ends_on=None),
        replace(POST, id=2, organization_id=2, ends_on=date(2024, 9, 30)),
        replace(POST, id=3, organization_id=4, starts_on=date(2024, 9, 1), ends_on=None),
    ]
    said = {2: [date(2024, 9, 20), date(2024, 10, 1)], 3: [date(2024, 10, 15)]}
    found = board(places, posts, said, {4: [date(2024, 10, 2)]}, window, date(2024, 10, 14))
    assert [each.place.id for each in found] == [1, 2, 3, 4, 10]
    assert [(each.report, each.posts, each.said_on) for each in found] == [
        (Report.CHANGED, 1, date(2024, 10, 14)),
        (Report.CONFIRMED, 0, date(2024, 10, 1)),
        (Report.SILENT, 0, None),
        (Report.CHANGED, 1, date(2024, 10, 2)),
        (Report.SILENT, 0, None),
    ]
    assert [report_from(each.to_data()) for each in found] == found
