"""Definitions as data: all are there, each has its sentence, a wrong word is named in Russian."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.core.register import FieldSpec
from pdkadry_desktop.indicators.definition import BadDefinition
from pdkadry_desktop.indicators.describe import describe, meanings, unknown_fields
from pdkadry_desktop.indicators.library import definitions, parse_all
from pdkadry_desktop.indicators.profiles import list_profiles, load_profile, profile_json

SPECIFICATION = Path(__file__).parent.parent / "data" / "indicators.toml"


def specified() -> list[dict[str, Any]]:
    with SPECIFICATION.open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["indicator"]
    return found


def test_every_specified_indicator_has_its_definition() -> None:
    known = definitions()
    assert list(known) == [each["id"] for each in specified()]
    for each in specified():
        assert (known[each["id"]].kind, known[each["id"]].unit) == (each["kind"], each["unit"]), each["id"]


def test_every_profile_names_its_indicators_and_targets_as_specified() -> None:
    by_id = {each["id"]: each for each in specified()}
    for profile in list_profiles():
        shown = profile_json(profile)
        assert [each["id"] for each in shown["indicators"]] == [
            i for i, e in by_id.items() if e["profile"] == profile.id
        ]
        for each in shown["indicators"]:
            wanted = by_id[each["id"]].get("targets", {})
            assert each["targets"].keys() == wanted.keys(), each["id"]
            for year, target in each["targets"].items():
                stated = target.pop("stated")
                value = target.pop("value")
                assert stated and value == wanted[year].get("value"), (each["id"], year)
                assert target == {name: known for name, known in wanted[year].items() if name != "value"}


def test_the_document_of_a_profile_has_exactly_its_keys() -> None:
    shown = profile_json(load_profile("krasnoufimsk"))
    assert set(shown) == {
        "id", "municipality", "authority", "order", "goals", "tasks", "expected_results", "indicators", "plan",
        "monitoring",
    }  # fmt: skip
    assert set(shown["order"]) == {"number", "date", "title"}
    assert set(shown["plan"][0]) == {"track", "no", "title", "term", "responsible"}
    assert len(shown["plan"]) == 48


@pytest.mark.parametrize("name", list(definitions()))
def test_every_definition_has_its_sentence(name: str) -> None:
    sentence = describe(definitions()[name])
    assert sentence[0].isupper() and sentence.endswith(".")
    assert not set("{}[]@$_") & set(sentence), sentence
    assert all(meaning for _, meaning in meanings(definitions()[name]))


def test_the_sentence_says_what_is_counted() -> None:
    known = definitions()
    assert describe(known["000.2"]) == (
        "Считаются люди: учителя общеобразовательных организаций. В числителе: педагогический стаж на дату отчёта "
        "меньше 5 лет. Неизвестно, когда не заполнено: «Педагогический стаж с». Значение – процент от базы."
    )
    assert "На 1 сентября отчётного года" in describe(known["001.E1"])


def test_the_fields_that_make_unknown_are_told() -> None:
    found: list[FieldSpec] = unknown_fields(definitions()["004.10"].counting)
    assert [field.name for field in found] == ["born_on", "teaching_since", "category_on"]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"kind": "доля"}, "«доля»"),
        ({"numerater": {}}, "«numerater»"),
        ({"base": {"set": "stuff"}}, "«stuff»"),
        ({"numerator": {"teacher.educaton": "higher"}}, "«educaton»"),
        ({"numerator": {"teachr.education": "higher"}}, "«teachr»"),
        ({"numerator": {"teacher.education": "высокое"}}, "«высокое»"),
        ({"numerator": {"fte": {"moreover": 1}}}, "«moreover»"),
        ({"numerator": {"fte": {"ge": "много"}}}, "«много»"),
        ({"numerator": {"teacher.born_on": {"years_lt": "35"}}}, "«years_lt»"),
        ({"numerator": {"has": "kurses"}}, "«kurses»"),
        ({"numerator": {"has": "mentorships"}}, "«via»"),
        ({"numerator": {"has": "courses", "where": {"when": "as_of"}}}, "«when = as_of»"),
        ({"numerator": {"set": "held"}}, "«held»"),
        ({"numerator": {"as": "999"}}, "«999»"),
        ({"as_of": "31 декабря"}, "«as_of = 31 декабря»"),
        ({"weight": "position"}, "«position»"),
        ({"breakdown": {"by": "position"}}, "«Должность»"),
    ],
)
def test_a_wrong_word_is_named(change: dict[str, Any], named: str) -> None:
    table = {"id": "Ш1", "title": "Свой", "kind": "share", "base": {"set": "staff"}, "numerator": {"set": "pk"}}
    with pytest.raises(BadDefinition) as caught:
        parse_all([{**table, **change}])
    assert named in caught.value.text
    assert caught.value.hint
