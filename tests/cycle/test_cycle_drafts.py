"""Drafts of recommendations: every figure of a sentence is the computed one; taken over, edited, struck out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from statistics import median as plain_median

import pytest
from cycle_district import END, PROFILE, Y, district, results_of, started

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.core.numbers import rounded
from pdkadry_desktop.cycle import drafts as work
from pdkadry_desktop.cycle.figures import median
from pdkadry_desktop.cycle.store import cycle_of, rows_of, start_cycle
from pdkadry_desktop.indicators.compute import compute
from pdkadry_desktop.indicators.profiles import list_profiles
from pdkadry_desktop.reports.facts import given_facts
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.work.working import read_rows
from tests.factories import SmallDistrict, load_workbook_rows, new_base
from tests.oracle.districts import moments_of, random_district


@pytest.fixture
def base(tmp_path: Path) -> Iterator[SmallDistrict]:
    found = district(tmp_path)
    yield found
    found.db.close()


def proposed(base: SmallDistrict, on: date = END) -> list[work.Draft]:
    cycle = cycle_of(base.db, PROFILE.id, Y) or started(base)
    return work.propose(base.db, cycle, results_of(base.db), on)


def numbers(db: Database) -> dict[str, int]:
    return {row["code"]: row["id"] for row in read_rows(db, "organizations", names=("code",))}


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_each_sentence_names_the_figures_that_were_computed(tmp_path: Path, seed: int) -> None:
    """Value, numerator, base, target and median of every draft, recomputed here from the figures alone."""
    with new_base(tmp_path) as db:
        load_workbook_rows(db, random_district(seed))
        year, day = moments_of(seed)[-1]
        period = Period.of_year(year, day)
        places = {each: code for code, each in numbers(db).items()}
        seen = 0
        for profile in list_profiles():
            start_cycle(db, profile.id, year, day)
            cycle = cycle_of(db, profile.id, year)
            assert cycle is not None
            results = compute(db, profile, period, given=given_facts(db, profile, day))
            by_id = {each.id: each for each in results}
            for draft in work.propose(db, cycle, results, day):
                if draft.rule not in ("below_target", "above_target", "below_median"):
                    continue
                seen += 1
                result = by_id[draft.indicator]
                numerator, whole = result.organizations[places[draft.organization_id]]
                assert whole
                value = Fraction(100 * numerator) / Fraction(whole)
                assert draft.figures["value"] == value
                assert f"({number(numerator)} из {number(whole)})" in draft.text
                shown = re.search(r"»: ([\d,]+)\xa0% \(", draft.text)
                assert shown is not None
                assert shown[1] == rounded(value, len(shown[1].partition(",")[2]))
                if draft.rule == "below_median":
                    others = [Fraction(100 * n) / Fraction(b) for n, b in result.organizations.values() if b]
                    assert draft.figures["median"] == plain_median(others) > value
                else:
                    assert result.target is not None and draft.figures["target"] == result.target.value
                    assert (draft.rule == "below_target") == (value < draft.figures["target"])
                if "needed" in draft.figures:
                    needed, target = draft.figures["needed"], draft.figures["target"]
                    assert 100 * needed >= target * Fraction(whole) > 100 * (needed - 1)
        assert seen, "the district gives something to say"


def number(value: Fraction | int) -> str:
    exact = Fraction(value)
    return rounded(exact, 0) if exact.denominator == 1 else rounded(exact, 2).rstrip("0").rstrip(",")


def test_the_median_is_exact() -> None:
    assert median([]) is None
    assert median([Fraction(1), Fraction(2)]) == Fraction(3, 2)
    assert median([Fraction(3), Fraction(1), Fraction(2)]) == 2


def test_below_target_and_who_needs_courses(base: SmallDistrict) -> None:
    found = proposed(base)
    (below,) = [each for each in found if each.indicator == "000.1" and each.organization == "Школа А"]
    assert below.rule == "below_target"
    assert "0,0\xa0% (0 из 4) при цели 20,0\xa0%; медиана района 25,0\xa0%" in below.text
    assert below.text.endswith("в числителе должно быть не менее 1.")
    training = {each.organization: each for each in found if each.rule == "training"}
    assert training["Школа А"].text.startswith("Нет повышения квалификации три года на 31.12.2022: 4 из 4")
    assert len(training["Школа А"].people) == 4
    assert training["Школа C"].figures["count"] == 2


def test_the_own_target_of_an_organisation_counts(base: SmallDistrict) -> None:
    own = {"profile": PROFILE.id, "indicator": "000.1", "year": Y, "op": "ge"}
    base.add("targets", **own, organization_id="C", value=60)
    base.add("targets", **own, organization_id="A", value=0)
    found = {each.organization: each for each in proposed(base) if each.indicator == "000.1"}
    assert "50,0\xa0% (2 из 4) при цели 60,0\xa0%" in found["Школа C"].text
    assert found["Школа C"].text.endswith("не менее 3.")
    assert found["Школа А"].rule == "below_median", "its own target is met"


def test_somebody_new_or_absent_is_not_sent_to_courses(base: SmallDistrict) -> None:
    base.teacher("П-нов", "C", last_name="Новая", hired_on=date(Y, 9, 1), teaching_since=date(Y, 9, 1))
    base.add("absences", teacher_id="П-C-3", kind="childcare", starts_on=date(Y, 2, 1))
    (training,) = [each for each in proposed(base) if each.rule == "training" and each.organization == "Школа C"]
    assert (training.figures["count"], training.figures["base"]) == (1, 5)
    assert "Новая" not in training.text


def test_deficits_of_at_least_two_people(base: SmallDistrict) -> None:
    for code, deficits in (
        ("П-A-0", ("ИКТ", "Оценивание")), ("П-A-1", ("икт",)), ("П-A-2", ("Одарённые дети",)), ("П-B-0", ("ИКТ",)),
    ):  # fmt: skip
        base.add("diagnostics", teacher_id=code, held_on=date(Y, 10, 1), level="municipal", deficits=deficits)
    (draft,) = [each for each in proposed(base) if each.rule == "deficits"]
    assert (draft.organization, draft.figures["diagnosed"]) == ("Школа А", 3)
    assert "2 человека" in draft.text and "Одарённые" not in draft.text


def test_empty_fields_are_counted_as_what_they_are(tmp_path: Path) -> None:
    with new_base(tmp_path) as db:
        load_workbook_rows(db, random_district(2))
        year, day = moments_of(2)[-1]
        profile = PROFILE
        start_cycle(db, profile.id, year, day)
        cycle = cycle_of(db, profile.id, year)
        assert cycle is not None
        results = compute(db, profile, Period.of_year(year, day), given=given_facts(db, profile, day))
        found = [each for each in work.propose(db, cycle, results, day) if each.rule == "unknown"]
        assert found
        for draft in found:
            for name, count in draft.figures.items():
                (result,) = [each for each in results if each.id == name]
                assert result.tally is not None
                assert len(result.tally.members("unknown", draft.organization_id)) == count > 0
                assert f"{name} – {count} " in draft.text


def test_pairs_without_a_programme(base: SmallDistrict) -> None:
    for code, programme in (("1", None), ("2", "Рост")):
        base.add(
            "mentorships", code=f"Н{code}", mentor_id="П-A-0", mentee_id=f"П-A-{code}", form="employer",
            organization_id="A", starts_on=date(2025, 9, 1), status="running", programme=programme,
        )  # fmt: skip
    assert not [each for each in proposed(base) if each.rule == "pairs"], "before the law nothing is asked"
    (draft,) = [each for each in proposed(base, date(2025, 12, 1)) if each.rule == "pairs"]
    assert (draft.figures["count"], draft.figures["base"]) == (1, 2)


def test_drafts_are_taken_over_edited_in_one_action(base: SmallDistrict) -> None:
    found = proposed(base)
    cycle = cycle_of(base.db, PROFILE.id, Y)
    assert cycle is not None
    edited = [replace(found[0], text="Своими словами"), *found[1:3]]
    with pytest.raises(UserError, match="текст пуст"):
        work.accept(base.db, cycle, [replace(found[0], text=" ")])
    ids = work.accept(base.db, cycle, edited, date(Y + 1, 3, 1))
    rows = rows_of(base.db, "recommendations", cycle.id)
    assert [row["id"] for row in rows] == ids
    assert rows[0]["text"] == "Своими словами" and rows[0]["due_on"] == date(Y + 1, 3, 1)
    assert [row["number"] for row in rows] == [1, 2, 3]
    assert [each.key for each in proposed(base)] == [each.key for each in found[3:]]
    journal.undo(base.db)
    assert proposed(base) == found


def test_what_is_struck_out_is_not_proposed_again_this_year(base: SmallDistrict) -> None:
    found = proposed(base)
    cycle = cycle_of(base.db, PROFILE.id, Y)
    assert cycle is not None
    assert work.strike_out(base.db, cycle, found[:2], END) == 2
    assert proposed(base) == found[2:]
    journal.undo(base.db)
    assert proposed(base) == found
