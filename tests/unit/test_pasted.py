"""A pasted list: names, numbering, columns and what they mean."""

from __future__ import annotations

import pytest

from pdkadry_desktop.core.kinds import BadValue
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.work.pasted import PLACE, cell_value, guessed, read_pasted

COURSES, ENTRIES = REGISTERS["courses"], REGISTERS["contest_entries"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1. Ёлкина Анна Петровна\n2) Берёзов Пётр Ильич,\n\n", ["Ёлкина Анна Петровна", "Берёзов Пётр Ильич"]),
        ("1\tЁлкина Анна Петровна\tШкола\n", ["Ёлкина Анна Петровна"]),
        ("Ёлкина\tАнна\tПетровна\n", ["Ёлкина Анна Петровна"]),
        ("1\tЁлкина\tАнна\tПетровна\tСОШ № 1\n2\tБерёзов\tПётр\t\tСОШ № 2", ["Ёлкина Анна Петровна", "Берёзов Пётр"]),
        ("Ёлкина А. П.; Берёзов П. И.", ["Ёлкина А. П.", "Берёзов П. И."]),
        ("Ёлкина А. П., Берёзов П. И., Клёнова Мария Олеговна",
         ["Ёлкина А. П.", "Берёзов П. И.", "Клёнова Мария Олеговна"]),
        ("Ёлкина Анна Петровна, учитель математики СОШ № 1", ["Ёлкина Анна Петровна"]),
        ("• Ёлкина  Анна\u00a0Петровна\nЁлкина Анна Петровна", ["Ёлкина Анна Петровна"]),
        ("№ п/п\tФИО\tЧасов\n1\tЁлкина А. П.\t72", ["Ёлкина А. П."]),
        ("Имя\tФамилия\nАнна\tЁлкина", ["Ёлкина Анна"]),
        ("Участник\nЁлкина А. П.", ["Ёлкина А. П."]),
        ("", []),
        ("\t\t\n \n", []),
        ("12\n13", []),
    ],
)  # fmt: skip
def test_names_of_a_list(text: str, names: list[str]) -> None:
    assert [line.name for line in read_pasted(text).lines] == names


def test_columns_beside_the_names() -> None:
    found = read_pasted(
        "№\tФИО\tОрганизация\tЧасов\tДокумент №\n1\tЁлкина А. П.\tСОШ № 1\t72\tПК-1\n2\tБерёзов П. И.\tСОШ № 2\t36\t"
    )
    assert [column.heading for column in found.columns] == ["Организация", "Часов", "Документ №"]
    assert [line.cells for line in found.lines] == [("СОШ № 1", "72", "ПК-1"), ("СОШ № 2", "36", "")]
    assert guessed(COURSES, found.columns) == [PLACE, "hours", "document_no"]


def test_columns_without_headings_are_told_by_their_words_not_by_numbers() -> None:
    found = read_pasted("Ёлкина Анна Петровна\tМБОУ «СОШ № 1»\tпобедитель\t18\nБерёзов П. И.\tДетский сад\tпризёр\t12")
    assert guessed(ENTRIES, found.columns) == [PLACE, "result", None]
    assert [line.number for line in found.lines] == [1, 2]


def test_a_repeated_line_is_told_and_a_namesake_stays() -> None:
    found = read_pasted("Ёлкина Анна\tСОШ № 1\nЁлкина Анна\tСОШ № 2\nЕлкина Анна\tСОШ № 1")
    assert [line.cells for line in found.lines] == [("СОШ № 1",), ("СОШ № 2",)]
    assert found.repeated == ("Елкина Анна",)


def test_a_cell_becomes_a_value_or_says_what_is_wrong() -> None:
    hours, day = COURSES.by_name["hours"], COURSES.by_name["document_on"]
    assert cell_value(hours, "72 ч.") == 72
    assert cell_value(hours, "") is None
    with pytest.raises(BadValue):
        cell_value(hours, "много")
    with pytest.raises(BadValue):
        cell_value(hours, "-4")
    with pytest.raises(BadValue):
        cell_value(day, "31.02.2024")


def test_a_heading_may_be_another_form_of_the_label() -> None:
    found = read_pasted("ФИО\tЧасы\nЁлкина А. П.\t72\nБерёзов П. И.\t36")
    assert guessed(COURSES, found.columns) == ["hours"]
    counted = read_pasted("ФИО\tКол-во часов\nЁлкина А. П.\t72\nБерёзов П. И.\t36")
    assert guessed(COURSES, counted.columns) == ["hours"]
    other = read_pasted("ФИО\tПочасовая оплата\nЁлкина А. П.\tнет\nБерёзов П. И.\tда, есть")
    assert guessed(COURSES, other.columns) == [None]
