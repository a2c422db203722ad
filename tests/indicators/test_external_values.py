"""An order without indicators of its own: values of outside monitoring by track, each with its source document."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.indicators.compute import Result, compute
from pdkadry_desktop.indicators.keeping import About, save_version
from pdkadry_desktop.indicators.overrides import enter_value
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.indicators.quality import completeness, reporting
from pdkadry_desktop.indicators.starting import templates
from pdkadry_desktop.indicators.targets import Aim, set_targets
from pdkadry_desktop.indicators.versions import with_own
from pdkadry_desktop.indicators.wording import shown_value, status_word
from pdkadry_desktop.reports.facts import given_facts
from pdkadry_desktop.reports.library.targets import view
from tests.factories import SmallDistrict

YEAR = Period.of_year(2024)


def result(district: SmallDistrict) -> Result:
    profile = with_own(district.db, load_profile("krasnoufimsk"), YEAR.year)
    found = compute(district.db, profile, YEAR, given=given_facts(district.db, profile, YEAR.end))
    return next(each for each in found if each.id == "С1")


def test_an_outside_value_of_a_track_is_entered_with_its_document_and_judged(tmp_path: Path) -> None:
    district = SmallDistrict(tmp_path)
    table = next(words for title, words in templates() if title.startswith("Внешнее значение"))
    track = load_profile("krasnoufimsk").plan
    assert track is not None
    title = track.tracks[0].title
    own = {**table, "id": "С1", "title": "Доля охваченных"}
    save_version(district.db, "krasnoufimsk", own, About(2024, "региональный мониторинг"), name="Доля", part=title)
    assert result(district).indicator.section == title
    assert status_word(result(district)) == "нет данных"
    paper = district.add("documents", code="Д", kind="справка", name="Анализ комплекса показателей")
    values = {"numerator": 3, "base": 4, "reason": "региональный мониторинг", "document_id": paper}
    enter_value(district.db, "krasnoufimsk", result(district), {**values, "organization_id": district.ids["A"]})
    found = result(district)
    assert (shown_value(found), found.entered[0].document) == ("75,0\u00a0%", "Анализ комплекса показателей")
    told = completeness(found, reporting(district.db, YEAR))
    assert told is not None and told.words() == "по 1 из 2 организаций"
    set_targets(district.db, "krasnoufimsk", "С1", YEAR.year, {None: Aim("ge", Fraction(70))})
    assert status_word(result(district)) == "выполнено"
    places = {each.title: each.value for each in view(district.db, "krasnoufimsk", YEAR, "С1").places}
    assert places == {"Школа А": 75, "Детский сад Б": None}
    district.db.close()
