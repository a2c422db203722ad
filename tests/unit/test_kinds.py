"""Kinds of values: what a person types and a cell holds becomes a value, is shown, and is read back unchanged."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdkadry_desktop.core.kinds import (
    BadValue,
    Bool,
    Choice,
    Date,
    Dictionary,
    Int,
    Kind,
    Link,
    MultiChoice,
    Number,
    Text,
    TextList,
)
from pdkadry_desktop.core.register import FieldSpec
from pdkadry_desktop.registers import dictionaries

LEVEL, FORM, DIRECTION = dictionaries.LEVEL, dictionaries.MENTORING_FORM, dictionaries.EVENT_DIRECTION
ALL_DICTIONARIES = [each for each in vars(dictionaries).values() if isinstance(each, Dictionary)]
KINDS: list[Kind] = [
    Text(), Int(), Number(), Date(), Bool(), Choice(LEVEL), MultiChoice(DIRECTION), TextList(), Link("teachers"),
]  # fmt: skip
every_kind = pytest.mark.parametrize("kind", KINDS, ids=[type(kind).__name__ for kind in KINDS])
russian = st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБЁЯ abcXYZ0123456789-–—«»().,:/№%\t\n\u00a0", max_size=60)
any_text = st.one_of(russian, st.text(max_size=60))


def values_of(kind: Kind) -> st.SearchStrategy[Any]:
    """Values as the base keeps them."""
    if isinstance(kind, Text | TextList | Link):
        pieces = any_text if not isinstance(kind, TextList) else st.lists(any_text, max_size=5).map(";".join)
        return pieces.map(kind.from_cell)
    if isinstance(kind, Choice | MultiChoice):
        codes = st.sampled_from(sorted(kind.dictionary.labels))
        return codes if isinstance(kind, Choice) else st.lists(codes, min_size=1, unique=True).map(tuple)
    if isinstance(kind, Int):
        return st.integers(-(10**15) + 1, 10**15 - 1)
    if isinstance(kind, Number):
        return st.floats(allow_nan=False, allow_infinity=False)
    return st.dates() if isinstance(kind, Date) else st.booleans()


def refusal(kind: Kind, cell: object) -> str:
    with pytest.raises(BadValue) as raised:
        kind.from_cell(cell)
    return str(raised.value)


# ---------------------------------------------------------------- every kind


@every_kind
@given(data=st.data())
def test_what_is_shown_is_read_back(kind: Kind, data: st.DataObject) -> None:
    value = data.draw(values_of(kind))
    assert kind.parse(kind.format(value)) == value


@every_kind
@given(data=st.data())
def test_what_is_written_to_a_cell_is_read_back(kind: Kind, data: st.DataObject) -> None:
    value = data.draw(values_of(kind))
    assert kind.from_cell(kind.to_cell(value)) == value


@every_kind
@pytest.mark.parametrize("cell", [None, "", "  ", "\u00a0", " \t\n"])
def test_nothing_is_none(kind: Kind, cell: str | None) -> None:
    assert kind.from_cell(cell) is None


@every_kind
def test_none_is_shown_and_written_as_nothing(kind: Kind) -> None:
    assert kind.format(None) == ""
    assert kind.to_cell(None) is None
    assert kind.check(None) is None


@every_kind
@given(cell=st.one_of(any_text, st.integers(), st.floats(), st.booleans(), st.datetimes(), st.dates(), st.times()))
def test_any_cell_is_a_value_or_a_russian_reason(kind: Kind, cell: object) -> None:
    try:
        value = kind.from_cell(cell)
    except BadValue as bad:
        assert re.search("[а-я]", str(bad))
    else:
        assert value is None or kind.format(value)
        assert kind.from_cell(kind.to_cell(value)) == value


# ---------------------------------------------------------------- text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Ёлкина\u00a0", "Ёлкина"),
        (17.0, "17"),
        (17, "17"),
        (0.5, "0.5"),
        (79141234567.0, "79141234567"),
        (date(2024, 2, 29), "29.02.2024"),
        (datetime(2024, 2, 29), "29.02.2024"),
        (datetime(2024, 2, 29, 9, 30), "29.02.2024 09:30"),
        (True, "да"),
        ("первая\r\nвторая", "первая\nвторая"),
        ("до\x00после\x0b\ud800", "допосле"),
        ("001", "001"),
    ],
)
def test_text_of_a_cell(cell: object, text: str) -> None:
    assert Text().from_cell(cell) == text


def test_length_and_rule_of_a_text() -> None:
    assert Text(5).check("абвгд") is None
    assert Text(5).check("абвгде") == "Текст длиннее 5 знаков: сократите его."
    shout = Text(5, rule=lambda text: None if text.islower() else "Только строчные.")
    assert shout.check("дом") is None
    assert shout.check("Дом") == "Только строчные."
    assert Text().is_text and TextList().is_text and not Choice(LEVEL).is_text and not Link("teachers").is_text


def test_list_keeps_the_order_and_drops_repeats() -> None:
    assert TextList().from_cell(" физика; алгебра ;;физика; ") == ("физика", "алгебра")
    assert TextList().format(("физика", "алгебра")) == "физика; алгебра"
    assert TextList().from_cell(";;") is None


def test_link_is_a_code() -> None:
    assert Link("teachers").from_cell(17.0) == "17"
    assert Link("teachers").from_cell(" П-001 ") == "П-001"


# ---------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("cell", "number"),
    [("72", 72), (" 1 200 ", 1200), ("1\u00a0200", 1200), ("1\u202f200", 1200), ("+5", 5), ("-5", -5), (72.0, 72),
     ("72,0", 72), ("72.0", 72), (0, 0)],
)  # fmt: skip
def test_whole_numbers(cell: object, number: int) -> None:
    value = Int().from_cell(cell)
    assert value == number and type(value) is int


@pytest.mark.parametrize(
    "cell",
    ["семь", "7.5", "7,5", 7.5, math.nan, math.inf, -math.inf, "1_000", "0x10", "٣", "²", "1.2.3", "--5", "72 ч."],
)
def test_not_whole_numbers(cell: object) -> None:
    assert refusal(Int(), cell) == "нужно целое число"


@pytest.mark.parametrize("cell", [10**15, -(10**15), 1e300, "1000000000000000", "12345678901234567890", "1e20"])
def test_whole_numbers_that_no_spreadsheet_keeps_exactly(cell: object) -> None:
    assert "больше 15 цифр" in refusal(Int(), cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [("0,5", 0.5), ("0.5", 0.5), (",5", 0.5), ("1 200,25", 1200.25), (1, 1.0), (0.25, 0.25), ("0", 0.0)],
)
def test_numbers(cell: object, number: float) -> None:
    value = Number().from_cell(cell)
    assert value == number and type(value) is float


@pytest.mark.parametrize("cell", ["пол", "1/2", "1,2,3", "1.200,5", "nan", "inf", "1e999", math.nan, math.inf, "0x1p3"])
def test_not_numbers(cell: object) -> None:
    assert refusal(Number(), cell).startswith("нужно число")


@pytest.mark.parametrize("kind", [Int(), Number()])
@pytest.mark.parametrize("cell", [True, False])
def test_a_boolean_is_no_number(kind: Kind, cell: bool) -> None:
    assert "логическое" in refusal(kind, cell)


@pytest.mark.parametrize(
    ("number", "shown"),
    [(1.0, "1"), (0.5, "0,5"), (-2.25, "-2,25"), (12345678901.25, "12345678901,25"), (1e20, "1" + "0" * 20),
     (1e-7, "0,0000001")],
)  # fmt: skip
def test_every_digit_of_a_number_is_shown(number: float, shown: str) -> None:
    assert Number().format(number) == shown


def test_whole_numbers_go_to_cells_as_whole() -> None:
    assert type(Number().to_cell(1.0)) is int
    assert Number().to_cell(0.5) == 0.5


@pytest.mark.parametrize("kind", [Int(1, 5), Number(1, 5)])
def test_bounds_are_for_forms(kind: Kind) -> None:
    assert kind.check(0) == "Число не может быть меньше 1."
    assert kind.check(6) == "Число не может быть больше 5."
    assert kind.check(1) is None and kind.check(5) is None
    assert kind.from_cell("77") == 77, "the exchange knows no bounds"


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    "cell",
    ["29.02.2024", " 29.2.2024 ", "29.02.2024г.", "29.02.2024 г.", "29.02.2024 года", "2024-02-29",
     "2024-02-29T00:00:00", "2024-02-29 00:00:00", date(2024, 2, 29), datetime(2024, 2, 29),
     datetime(2024, 2, 29, 15, 30)],
)  # fmt: skip
def test_dates(cell: object) -> None:
    value = Date().from_cell(cell)
    assert value == date(2024, 2, 29) and type(value) is date


@pytest.mark.parametrize(
    "cell", ["29.02.2023", "31.09.2021", "00.01.2024", "01.13.2024", "2024", "29/02/2024", "..", "вчера", "29.02.24",
             "2024-02-29 15:30", "0000-01-01"],
)  # fmt: skip
def test_not_dates(cell: str) -> None:
    assert refusal(Date(), cell) == "нужна существующая дата дд.мм.гггг"


@pytest.mark.parametrize("cell", [45351, 45351.0, True])
def test_a_bare_number_is_no_date(cell: object) -> None:
    assert "число" in refusal(Date(), cell)


def test_a_form_asks_for_a_likely_year() -> None:
    assert Date().check(date(1899, 12, 31)) == Date().check(date(2101, 1, 1)) is not None
    assert Date().check(date(1900, 1, 1)) is None and Date().check(date(2100, 12, 31)) is None


# ---------------------------------------------------------------- да / нет and dictionaries


@pytest.mark.parametrize("cell", ["да", "Да", " ДА ", True, 1, 1.0, "истина", "TRUE"])
def test_yes(cell: object) -> None:
    assert Bool().from_cell(cell) is True


@pytest.mark.parametrize("cell", ["нет", "НЕТ", "Нет\u00a0", False, 0, 0.0, "ложь", "false"])
def test_no(cell: object) -> None:
    assert Bool().from_cell(cell) is False


@pytest.mark.parametrize("cell", ["+", "yes", "данет", 2, "не", date(2024, 1, 1)])
def test_neither_yes_nor_no(cell: object) -> None:
    assert refusal(Bool(), cell) == "нужно «да» или «нет»"


def test_empty_stays_empty_whatever_it_means() -> None:
    assert Bool(empty_means=True).from_cell("") is None
    assert Bool(empty_means=True).format(None) == ""
    assert Choice(dictionaries.EVENT_ROLE, empty_means="attendee").from_cell(None) is None


@pytest.mark.parametrize("dictionary", ALL_DICTIONARIES, ids=[each.key for each in ALL_DICTIONARIES])
def test_labels_ignore_case_yo_dashes_and_spaces(dictionary: Dictionary) -> None:
    kind = Choice(dictionary)
    for code, label in dictionary.labels.items():
        yo = label.replace("ё", "е").replace("Ё", "Е")
        for text in (label, label.upper(), label.title(), yo, f"  {label}\u00a0", label.replace(" ", "\u00a0"),
                     label.replace(" ", "  "), *(label.replace("–", dash) for dash in "-—−‑"),
                     *(label.replace("-", dash) for dash in "–—−‑")):  # fmt: skip
            assert kind.from_cell(text) == code
        assert kind.format(code) == kind.to_cell(code) == label


def test_synonyms_are_read_and_labels_written() -> None:
    assert Choice(LEVEL).from_cell("Всероссийский") == "federal"
    assert Choice(LEVEL).to_cell("federal") == "федеральный"


def test_a_code_is_not_a_label() -> None:
    assert "нет в списке" in refusal(Choice(LEVEL), "municipal")
    assert "нет в списке" in refusal(MultiChoice(DIRECTION), "exchange")


def test_a_value_outside_the_list_is_refused_with_an_offer() -> None:
    assert refusal(Choice(dictionaries.LOCALITY), "хутор") == (
        "такого значения нет в списке; допустимо: «город», «село»"
    )
    assert "«танцы» нет в списке; допустимо: «обмен опытом»" in refusal(MultiChoice(DIRECTION), "наставничество; танцы")
    many = Dictionary("many", {f"c{number}": f"значение {number}" for number in range(9)})
    assert refusal(Choice(many), "иное").endswith("«значение 7» …")


def test_several_values_keep_their_order_without_repeats() -> None:
    kind = MultiChoice(DIRECTION)
    assert kind.from_cell("Наставничество; обмен опытом;; наставничество") == ("mentoring", "exchange")
    assert kind.format(("mentoring", "exchange")) == "наставничество; обмен опытом"
    assert kind.from_cell(" ; ") is None


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert Choice(LEVEL).format("galactic") == "galactic"


# ---------------------------------------------------------------- a field of a form


def test_required_field() -> None:
    spec = FieldSpec("is_main", "Основное", Bool(), required=True)
    for empty in (None, "", ()):
        problem = spec.problem(empty)
        assert problem is not None and problem.message == "Заполните поле «Основное»." and problem.field == "is_main"
    assert spec.problem(False) is None
    assert FieldSpec("hours", "Часов", Int(0), required=True).problem(0) is None


def test_optional_field_may_be_empty_but_not_wrong() -> None:
    spec = FieldSpec("hours", "Часов", Int(0), required=False)
    assert spec.problem(None) is None
    problem = spec.problem(-1)
    assert problem is not None and problem.message == "Число не может быть меньше 0."
