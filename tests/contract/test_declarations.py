"""The registers are the canonical workbook: every sheet and column is exchanged by exactly one field."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.core.kinds import (
    Bool,
    Choice,
    Date,
    Dictionary,
    Int,
    Link,
    MultiChoice,
    Number,
    Text,
    TextList,
)
from pdkadry_desktop.core.register import FieldSpec, RegisterSpec
from pdkadry_desktop.core.text import fold
from pdkadry_desktop.registers import REGISTERS, dictionaries
from pdkadry_desktop.storage.declare import Base, table_of

WORKBOOK: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[1] / "data" / "workbook.toml").read_text(encoding="utf-8")
)
SHEETS: dict[str, dict[str, Any]] = {sheet["name"]: sheet for sheet in WORKBOOK["sheet"]}
ICONS = Path(__file__).parents[2] / "resources" / "icons"
PEOPLE = "Педагоги"
GROUPS = ("organizations", "people", "development", "events", "staffing", "documents", "plan", "monitoring")
PLAIN = {"text": Text, "date": Date, "int": Int, "number": Number, "bool": Bool, "list": TextList}
EMPTY = re.compile(r"empty = (\S+?)[,;]?(?:\s|$)")
DICTIONARIES = {each.key: each for each in vars(dictionaries).values() if isinstance(each, Dictionary)}

every_register = pytest.mark.parametrize("spec", REGISTERS.values(), ids=REGISTERS)
every_field = pytest.mark.parametrize(
    ("spec", "each"),
    [(spec, each) for spec in REGISTERS.values() for each in spec.fields],
    ids=[f"{spec.key}.{each.name}" for spec in REGISTERS.values() for each in spec.fields],
)
every_column = pytest.mark.parametrize(
    ("sheet", "column"),
    [(name, column) for name, sheet in SHEETS.items() for column in sheet["columns"]],
    ids=[f"{name}-{column['h']}" for name, sheet in SHEETS.items() for column in sheet["columns"]],
)


def exchanged(sheet: str) -> list[FieldSpec]:
    """The fields that carry the columns of a sheet; those of people are the personal ones and those of the job."""
    fields = [each for spec in REGISTERS.values() if spec.sheet == sheet for each in spec.fields]
    if sheet == PEOPLE:  # «Код» is the person's code in both: the job only points to the person
        fields = [each for each in fields if each.header != "Код"]
        fields = [*REGISTERS["teachers"].fields, *fields]
    return [each for each in fields if each.header]


def referred(sheet: str) -> str:
    """The register that «ref:SHEET» points to."""
    if sheet == PEOPLE:
        return "teachers"
    return next(spec.key for spec in REGISTERS.values() if spec.sheet == sheet)


def test_one_register_per_sheet() -> None:
    assert Counter(spec.sheet for spec in REGISTERS.values() if spec.sheet) == Counter(
        sheet["name"] for sheet in WORKBOOK["sheet"]
    )
    own = [spec for spec in REGISTERS.values() if not spec.sheet and spec.key != "teachers"]
    assert not [field.name for spec in own for field in spec.fields if field.header], "not exchanged, yet with headings"
    assert REGISTERS["employments"].sheet == PEOPLE


@pytest.mark.parametrize("name", SHEETS)
def test_columns_of_a_sheet_are_fields(name: str) -> None:
    headings = [column["h"] for column in SHEETS[name]["columns"]]
    assert Counter(each.header for each in exchanged(name)) == Counter(headings)


@pytest.mark.parametrize("name", [name for name in SHEETS if name != PEOPLE])
def test_columns_stand_in_the_order_of_the_sheet(name: str) -> None:
    assert [each.header for each in exchanged(name)] == [column["h"] for column in SHEETS[name]["columns"]]


@every_column
def test_column_has_its_kind(sheet: str, column: dict[str, Any]) -> None:
    (spec,) = (each for each in exchanged(sheet) if each.header == column["h"])
    kind, (name, _, of) = spec.kind, column["t"].partition(":")
    if name == "ref":
        assert isinstance(kind, Link)
        assert kind.to == referred(of)
        assert REGISTERS[kind.to].by_name["code"].unique, "what is referred to by its code has a unique code"
    elif name in ("one", "many"):
        assert isinstance(kind, Choice | MultiChoice)
        assert isinstance(kind, MultiChoice) == (name == "many")
        assert kind.dictionary is DICTIONARIES[of]
    else:
        assert type(kind) is PLAIN[name]


@every_column
def test_column_is_required_as_the_sheet_says(sheet: str, column: dict[str, Any]) -> None:
    (spec,) = (each for each in exchanged(sheet) if each.header == column["h"])
    assert spec.required == column.get("req", False)


@every_column
def test_empty_counts_as_the_note_says(sheet: str, column: dict[str, Any]) -> None:
    (spec,) = (each for each in exchanged(sheet) if each.header == column["h"])
    said = EMPTY.match(column.get("note", ""))
    if isinstance(spec.kind, Bool):
        assert spec.kind.empty_means == ({"да": True, "нет": False}[said[1]] if said else None)
    elif isinstance(spec.kind, Choice):
        meant = spec.kind.dictionary.labels[spec.kind.empty_means] if spec.kind.empty_means else None
        known = said is not None and spec.kind.dictionary.code_of(said[1]) is not None
        assert meant == (said[1] if said and known else None)
    elif said:
        assert "пусто" in spec.help.lower(), "the form says what an empty field counts as"


@pytest.mark.parametrize("name", SHEETS)
def test_key_of_a_sheet(name: str) -> None:
    (spec,) = (spec for spec in REGISTERS.values() if spec.sheet == name)
    assert [spec.by_name[key].header for key in spec.key_fields] == SHEETS[name].get("key", ["Код"])
    if spec.key_fields == ("code",):
        assert spec.by_name["code"].unique


def test_dictionaries_are_those_of_the_workbook() -> None:
    assert {key: list(each.labels.values()) for key, each in DICTIONARIES.items()} == WORKBOOK["dict"]


@pytest.mark.parametrize("dictionary", DICTIONARIES.values(), ids=DICTIONARIES)
def test_codes_are_plain_and_labels_differ(dictionary: Dictionary) -> None:
    assert all(re.fullmatch(r"[a-z_]+", code) for code in dictionary.labels)
    assert len({fold(label) for label in dictionary.labels.values()}) == len(dictionary.labels)
    assert set(dictionary.synonyms.values()) <= set(dictionary.labels)


def test_synonyms_of_levels() -> None:
    synonyms = {
        "районный": "муниципальный", "городской": "муниципальный", "краевой": "региональный",
        "областной": "региональный", "республиканский": "региональный", "всероссийский": "федеральный",
    }  # fmt: skip
    level = DICTIONARIES["level"]
    for other, label in synonyms.items():
        assert level.labels[level.code_of(other) or ""] == label


@every_register
def test_register_can_be_shown(spec: RegisterSpec) -> None:
    assert spec.title and spec.singular and len(spec.title) <= 45
    assert spec.group in GROUPS
    assert (ICONS / f"{spec.icon}.svg").is_file()
    assert len(set(spec.forms_of_count)) >= 2 and all(form.strip() for form in spec.forms_of_count)
    assert spec.empty_text.startswith("Здесь буд") and spec.empty_text.endswith(".")
    assert len(spec.empty_text) <= 100
    assert 4 <= len(spec.listed) <= 8
    assert spec.sections and all(section.title and section.fields for section in spec.sections)
    assert len({section.title for section in spec.sections}) == len(spec.sections)


@every_register
def test_register_has_a_title_people_can_read(spec: RegisterSpec) -> None:
    assert spec.title_fields, "history and links call a record by its title"
    assert not any(spec.by_name[name].link for name in spec.title_fields), "the title of a link is a bare number"


@every_register
def test_table_is_the_register(spec: RegisterSpec) -> None:
    table = table_of(spec)
    assert table.name == spec.key
    assert Base.metadata.tables[spec.key] is table
    for each in spec.fields:
        assert table.columns[each.name].nullable is not each.required
        assert (each.key_column in table.columns) == each.text_key
        assert {key.column.table.name for key in table.columns[each.name].foreign_keys} == {each.link} - {None}


@every_field
def test_field_can_be_shown(spec: RegisterSpec, each: FieldSpec) -> None:
    assert each.label.strip() == each.label and 0 < len(each.label) <= 45
    assert each.label[0].isupper()
    assert len(each.help) <= 140 and each.help == each.help.strip()
    if each.in_list:
        assert 50 <= each.width <= 400


@every_field
def test_names_follow_the_house_style(spec: RegisterSpec, each: FieldSpec) -> None:
    if isinstance(each.kind, Date):
        assert each.name.endswith(("_on", "_since"))
    assert (each.link is not None) == each.name.endswith("_id")
    if isinstance(each.kind, Bool):
        assert each.name.startswith(("is_", "has_", "can_", "by_", "matches_"))


@every_field
def test_condition_of_a_field_can_come_true(spec: RegisterSpec, each: FieldSpec) -> None:
    if each.depends is None:
        return
    name, values = each.depends
    kind = spec.by_name[name].kind
    assert name != each.name
    assert not each.required, "a field that is not always asked for cannot be required"
    if values:
        allowed: set[object] = set(kind.dictionary.labels) if isinstance(kind, Choice) else {True, False}
        assert set(values) <= allowed | {None}
        empty_means = getattr(kind, "empty_means", None)
        assert (None in values) == (empty_means is not None and empty_means in values)


def test_menu_keeps_groups_together() -> None:
    groups = list(dict.fromkeys(spec.group for spec in REGISTERS.values()))
    in_menu = [spec.group for spec in REGISTERS.values()]
    assert in_menu == sorted(in_menu, key=groups.index)
    assert groups == list(GROUPS)


def test_labels_of_a_register_differ() -> None:
    for spec in REGISTERS.values():
        labels = Counter(each.label for each in spec.fields)
        assert labels.most_common(1)[0][1] == 1, f"{spec.key}: {labels.most_common(1)}"
