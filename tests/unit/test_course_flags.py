"""Proposals for flags of courses: first aid, diagnostics before a course, the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from factories import SmallDistrict

from pdkadry_desktop.storage import journal
from pdkadry_desktop.work import course_flags as flags
from pdkadry_desktop.work import programme_courses as catalogue


@pytest.fixture
def place(tmp_path: Path) -> Iterator[SmallDistrict]:
    made = SmallDistrict(tmp_path)
    made.teacher("П1")
    yield made
    made.db.close()


def value(place: SmallDistrict, course: int, name: str) -> Any:
    return place.db.connection.exec_driver_sql(f"SELECT {name} FROM courses WHERE id = {course}").scalar()


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("Оказание первой помощи пострадавшим", "первая помощь"),
        ("Первая доврачебная помощь", "первая помощь"),
        ("Охрана труда в образовательной организации", "охрана труда"),
        ("Антитеррористическая защищённость школы", "антитеррористическая защищённость"),
        ("Пожарно-технический минимум", "пожарная безопасность"),
        ("Первые шаги в профессии: помощь наставника", ""),
        ("Педагогика и методика труда (технологии)", ""),
        ("Основы безопасности и защиты Родины: преподавание", ""),
        ("Урок физики", ""),
    ],
)
def test_obligatory_instruction_is_told_by_its_name(text: str, ground: str) -> None:
    assert flags.off_profile_ground(text) == ground


@pytest.mark.parametrize(
    ("text", "of", "agrees"),
    [
        ("Методика преподавания математики", "математика", True),
        ("Формирование функциональной грамотности", "функциональная грамотность", True),
        ("Читательская грамотность", "формирование функциональной грамотности", False),
        ("Урок физики", "математика", False),
        ("Современный урок", "современные образовательные технологии", False),
    ],
)
def test_words_that_agree(text: str, of: str, agrees: bool) -> None:
    assert flags.speaks_of(text, of) is agrees


def test_not_by_profile_is_proposed_confirmed_refused_and_undone(place: SmallDistrict) -> None:
    aid = place.course("П1", date(2024, 5, 1), name="Первая помощь")
    safety = place.course("П1", date(2024, 6, 1), name="Охрана труда")
    place.course("П1", date(2024, 7, 1), name="Первая помощь детям", is_profile=False)
    place.course("П1", date(2024, 8, 1), name="Урок физики")
    found = flags.off_profile(place.db)
    assert {(each.course_id, each.fact) for each in found} == {
        (aid, "в названии: первая помощь"), (safety, "в названии: охрана труда")
    }  # fmt: skip
    assert value(place, aid, "is_profile") is None, "a proposal writes nothing"
    assert flags.confirm(place.db, "is_profile", False, [aid]) == 1
    assert value(place, aid, "is_profile") == 0
    assert flags.refuse(place.db, "is_profile", [each for each in found if each.course_id == safety], date.today()) == 1
    assert flags.off_profile(place.db) == []
    journal.undo(place.db)
    assert [each.course_id for each in flags.off_profile(place.db)] == [safety]
    journal.undo(place.db)
    assert len(flags.off_profile(place.db)) == 2


def test_a_course_after_a_diagnosis_is_proposed_with_its_fact(place: SmallDistrict) -> None:
    place.add(
        "diagnostics", teacher_id="П1", held_on=date(2023, 10, 1), level="regional", subject="математика",
        procedure="ЦНППМ", score=11.0, maximum=20.0,
    )  # fmt: skip
    close = place.course("П1", date(2024, 5, 1), name="Математика: сложные задачи")
    loose = place.course("П1", date(2024, 6, 1), name="Цифровая среда")
    place.course("П1", date(2023, 5, 1), name="Математика до диагностики")
    place.course("П1", date(2026, 5, 1), name="Математика через три года")
    place.course("П1", date(2024, 6, 2), name="Математика ещё раз", by_diagnostics=False)
    found = flags.after_diagnostics(place.db)
    assert [(each.course_id, each.is_close) for each in found] == [(close, True), (loose, False)]
    assert found[0].fact == "«математика» – диагностика 01.10.2023: ЦНППМ, математика, 11 из 20"
    assert flags.after_diagnostics(place.db, months=6) == []


def test_a_route_is_a_fact_too(place: SmallDistrict) -> None:
    place.add("ioms", code="М-1", teacher_id="П1", starts_on=date(2024, 1, 1), status="running")
    place.add(
        "ioms", code="М-2", teacher_id="П1", starts_on=date(2023, 1, 1), status="finished", ends_on=date(2023, 12, 1)
    )
    place.course("П1", date(2024, 5, 1))
    place.course("П1", date(2022, 5, 1), name="Раньше")
    place.course("П1", date(2024, 5, 2), name="Охрана труда")
    assert [each.fact for each in flags.after_diagnostics(place.db)] == ["ИОМ М-1 с 01.01.2024"]
    place.add("iom_steps", iom_id="М-1", name="Курсы", deficit="инклюзивное образование")
    place.course("П1", date(2024, 5, 3), name="Инклюзивное образование в школе")
    (first, _) = flags.after_diagnostics(place.db)
    assert (first.fact, first.is_close) == ("«инклюзивное образование» – ИОМ М-1 с 01.01.2024", True)


def test_what_nobody_knows_of_a_flag(place: SmallDistrict) -> None:
    place.add("programmes", code="Пр", name="Урок", kind="pk", is_federal=True)
    place.add("providers", code="О", name="Центр", aliases=("ЦНППМ",), is_cnppm=True)
    inherited = place.course("П1", date(2024, 5, 1), programme_id="Пр", provider="цнппм")
    bare = place.course("П1", date(2024, 6, 1), provider="Институт")
    found = {each.field: each.ids for each in flags.unfilled(place.db)}
    assert found["is_federal"] == found["is_cnppm"] == (bare,)
    assert set(found["hours"]) == {inherited, bare}
    assert found["is_pedagogical"] == (), "asked of retraining only"


def test_courses_find_their_programme_and_its_flags(place: SmallDistrict) -> None:
    programme = place.add("programmes", code="Пр", name="Урок", kind="pk", is_federal=True, hours=72)
    place.add("programmes", code="Д1", name="Двойная", kind="pk")
    place.add("programmes", code="Д2", name="Двойная", kind="pk")
    own = place.course("П1", date(2024, 5, 1), name="УРОК", is_federal=False, hours=72)
    place.course("П1", date(2024, 5, 2), name="Двойная")
    place.course("П1", date(2024, 5, 3), name="Урок", kind="pp")
    (line,) = catalogue.unlinked(place.db)
    assert (line.programme_id, line.ids, line.closed) == (programme, (own,), 0)
    assert catalogue.link_courses(place.db, [line]) == 1
    (other,) = catalogue.differing(place.db, programme)
    assert (other.field, other.own, other.inherited, other.ids) == ("is_federal", "нет", "да", (own,))
    assert catalogue.differing(place.db) == [other]
    assert catalogue.reach(place.db, programme).words() == (
        "пустые поля берут отсюда 1 курс; своё значение хотя бы одного поля у 1"
    )
    assert catalogue.take_from_programme(place.db, [other]) == 1
    assert value(place, own, "is_federal") is None and value(place, own, "hours") == 72
    assert catalogue.differing(place.db) == []
    journal.undo(place.db)
    assert value(place, own, "is_federal") == 0
