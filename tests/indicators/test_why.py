"""Drill-down and «Почему?»: the list is as long as the figure, every member has exactly one answer with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.indicators.compute import Result, compute
from pdkadry_desktop.indicators.definition import Definition
from pdkadry_desktop.indicators.library import definitions, parse_all
from pdkadry_desktop.indicators.members import Clicked, members, organization_id
from pdkadry_desktop.indicators.profiles import list_profiles
from pdkadry_desktop.indicators.tally import subject_register
from pdkadry_desktop.indicators.why import Explanation, why
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.declare import table_of
from tests.factories import SmallDistrict, load_workbook_rows, new_base
from tests.oracle.districts import moments_of, random_district

ROLES: tuple[Clicked, ...] = ("numerator", "base_only", "unknown")
Base = tuple[Database, Period]
YEAR = Period.of_year(2023)


@pytest.fixture(scope="module", params=[3, 8])
def random_base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    seed: int = request.param
    year, day = moments_of(seed)[1]
    with new_base(tmp_path_factory.mktemp("why")) as db:
        load_workbook_rows(db, random_district(seed, 5, 14))
        yield db, Period.of_year(year, day)


@pytest.fixture
def district(tmp_path: Path) -> Iterator[SmallDistrict]:
    found = SmallDistrict(tmp_path)
    yield found
    found.db.close()


def counted(definition: Definition) -> bool:
    return bool(definition.counting.parts) and not definition.counting.is_weighted


def results(db: Database, period: Period) -> Iterator[Result]:
    for profile in list_profiles():
        yield from compute(db, profile, period)


def test_every_list_is_as_long_as_its_figure(random_base: Base) -> None:
    """Indicator × (municipality and every organisation) × numerator and base: the grid of promise A1."""
    db, period = random_base
    opened = 0
    for result in results(db, period):
        if result.definition is None or not counted(result.definition):
            continue
        cells = {None: (result.numerator, result.base), **result.organizations}
        for code, (numerator, base) in cells.items():
            for role, figure in (("numerator", numerator), ("base", base)):
                if figure is None:
                    continue
                found = members(db, result.definition, period, code, role)  # type: ignore[arg-type]
                ids = [(group.register, each) for group in found for each in group.ids]
                assert len(ids) == len(set(ids)) == figure, f"{result.id} {code} {role}"
                opened += len(ids)
        unknown = members(db, result.definition, period, None, "unknown")
        assert sum(map(len, unknown)) == result.unknown, result.id
        only_base = members(db, result.definition, period, None, "base_only")
        if result.base is not None and result.numerator is not None:
            assert sum(map(len, only_base)) == result.base - result.numerator, result.id
    assert opened > 200


def test_a_breakdown_opens_as_its_list(random_base: Base) -> None:
    db, period = random_base
    for result in results(db, period):
        for key, (numerator, _) in (result.breakdown or {}).items():
            assert result.definition is not None
            assert sum(map(len, members(db, result.definition, period, key=key))) == numerator


def test_why_answers_for_everybody_as_the_figures_count_them(random_base: Base) -> None:
    """Exactly one answer for every record, and the answers add up to numerator, base and unknown."""
    db, period = random_base
    seen = set()
    for definition in definitions().values():
        counting = definition.counting
        register = subject_register(counting.parts[0]) if len(counting.parts) == 1 else None
        if not counted(definition) or register is None or counting in seen:
            continue
        seen.add(counting)
        everybody = db.connection.scalars(select(table_of(register).c.id)).all()
        answers = {each: why(db, definition, period, each) for each in everybody}
        for role in ROLES:
            expected = {each for group in members(db, definition, period, role=role) for each in group.ids}
            told = {each for each, answer in answers.items() if _stands(answer, role)}
            assert told == expected, (definition.id, role)
        for answer in answers.values():
            assert answer.text.endswith(".") and "None" not in answer.text
            assert answer.outcome in ("numerator", "base", "unknown", "outside")
            if answer.outcome in ("base", "outside") and answer.row is not None:
                assert answer.failed, f"{definition.id}: {answer.text}"
            if answer.outcome == "unknown":
                assert answer.missing, f"{definition.id}: {answer.text}"


def _stands(answer: Explanation, role: str) -> bool:
    match role:
        case "numerator":
            return answer.outcome == "numerator"
        case "unknown":
            return bool(answer.missing)
    return answer.outcome == "base" or (answer.outcome == "unknown" and "остаётся в базе" in answer.text)


def test_the_deciding_course_is_named_with_its_date(district: SmallDistrict) -> None:
    person = district.teacher("П1")
    course = district.course("П1", date(2023, 5, 12), name="Функциональная грамотность", by_diagnostics=True)
    answer = why(district.db, definitions()["000.1"], YEAR, person)
    assert answer.outcome == "numerator"
    assert [(fact.register, fact.id, fact.text) for fact in answer.facts] == [
        ("courses", course, "Функциональная грамотность (12.05.2023)")
    ]


def test_the_nearest_course_and_what_it_lacks_are_named(district: SmallDistrict) -> None:
    person = district.teacher("П1")
    district.course("П1", date(2023, 5, 12), name="Первая помощь", hours=8, by_diagnostics=True)
    answer = why(district.db, definitions()["000.1"], YEAR, person)
    assert answer.outcome == "base"
    assert "Первая помощь (12.05.2023)" in answer.text
    assert "«Часов» не меньше 16" in answer.text and "период" not in answer.text


def test_the_failed_condition_of_the_base_is_named(district: SmallDistrict) -> None:
    cook = district.teacher("П1", position="повар")
    answer = why(district.db, definitions()["000.3"], YEAR, cook)
    assert answer.outcome == "outside"
    assert "«Категория персонала» – педагогический (записано: иной)" in answer.text
    gone = district.teacher("П2", left_on=date(2023, 6, 1))
    assert "не действует на дату отчёта" in why(district.db, definitions()["000.3"], YEAR, gone).text


def test_the_missing_field_and_where_to_fill_it(district: SmallDistrict) -> None:
    person = district.teacher("П1")
    answer = why(district.db, definitions()["004.9"], YEAR, person)
    assert answer.outcome == "unknown"
    assert [(each.register, each.id, each.field) for each in answer.missing] == [("teachers", person, "born_on")]
    assert "«Дата рождения»" in answer.text


def test_counted_but_undated_category_is_told(district: SmallDistrict) -> None:
    person = district.teacher("П1", category="first")
    answer = why(district.db, definitions()["001.E2"], YEAR, person)
    assert answer.outcome == "numerator" and "«Категория присвоена»" in answer.text
    assert [each.field for each in answer.missing] == ["category_on"]


def test_the_excluded_are_listed_with_their_reason(district: SmallDistrict) -> None:
    """An own definition with exclusions: counted in neither base nor numerator, listed and explained."""
    own = parse_all([{
        "id": "Ш1", "title": "С высшим образованием без внештатных", "kind": "share",
        "base": {"set": "staff"}, "numerator": {"teacher.education": "higher"},
        "exclude": [{"reason": "меньше половины ставки", "where": {"fte": {"lt": 0.5}}}],
    }])["Ш1"]  # fmt: skip
    whole = district.teacher("П1", education="higher")
    part = district.teacher("П2", education="higher", fte=0.25)
    assert members(district.db, own, YEAR)[0].ids == (whole,)
    assert members(district.db, own, YEAR, role="excluded")[0].ids == (part,)
    answer = why(district.db, own, YEAR, part)
    assert (answer.outcome, answer.text) == ("excluded", "Не считается: меньше половины ставки.")


def test_a_person_outside_every_register_of_the_indicator(district: SmallDistrict) -> None:
    person = district.add("teachers", code="П9", last_name="Синица", first_name="Вера")
    answer = why(district.db, definitions()["000.1"], YEAR, person)
    assert answer.outcome == "outside" and "«Места работы»" in answer.text


def test_members_of_an_organization_by_code_and_by_record(district: SmallDistrict) -> None:
    person = district.teacher("П1", education="higher")
    district.add("employments", teacher_id=person, organization_id="B", position="воспитатель", stage="school")
    definition = definitions()["000.3"]
    for place in ("A", "B", organization_id(district.db, "B")):
        assert members(district.db, definition, YEAR, place)[0].ids == (person,)
    assert members(district.db, definition, YEAR)[0].ids == (person,)
