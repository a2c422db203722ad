"""Pasted names find their people; what is doubtful is asked."""

from __future__ import annotations

import pytest

from pdkadry_desktop.registers.name_matching import Known, Matcher

PEOPLE = [
    Known(1, "Ёлкина", "Анна", "Петровна"), Known(2, "Берёзов", "Пётр", "Ильич"),
    Known(3, "Клёнова", "Мария", "Олеговна"), Known(4, "Клёнова", "Марина", "Олеговна"),
    Known(5, "Сосновская-Дуб", "Ия", ""),
    Known(6, "Липова", "Анна", "Петровна", "Школа № 1"),
    Known(7, "Липова", "Анна", "Петровна", "Школа № 2"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "certainty", "ids"),
    [
        ("Ёлкина Анна Петровна", "found", [1]),
        ("ЕЛКИНА АННА ПЕТРОВНА", "found", [1]),
        ("Елкина Анна", "found", [1]),
        ("Анна Петровна Ёлкина", "found", [1]),
        ("Елкинa Анна Петровна", "found", [1]),  # Latin «a»
        ("Ёлкина А. П.", "likely", [1]),
        ("Ёлкина А.П.", "likely", [1]),
        ("А. П. Ёлкина", "likely", [1]),
        ("Ёлкина", "likely", [1]),
        ("Клёнова М. О.", "doubtful", [3, 4]),
        ("Кленова Марина Олеговна", "found", [4]),
        ("Липова Анна Петровна", "doubtful", [6, 7]),
        ("Елкна Анна Петровна", "doubtful", [1]),
        ("Берзёов Пётр Ильич", "doubtful", [2]),
        ("Ёлкина Анна Сергеевна", "doubtful", [1]),
        ("Ёлкина Ольга Сергеевна", "missing", []),
        ("Сосновская-Дуб Ия", "found", [5]),
        ("Дубов Иван Иванович", "missing", []),
    ],
)
def test_match(text: str, certainty: str, ids: list[int]) -> None:
    match = Matcher(PEOPLE).match(text)
    assert (match.certainty, [person.id for person in match.people]) == (certainty, ids)
    assert match.text == text


def test_a_former_surname_and_the_place_of_work_tell_who_it_is() -> None:
    people = [
        Known(1, "Ёлкина", "Анна", "Петровна", former=("Берёзова", "Липова")),
        Known(2, "Клёнов", "Пётр", "Ильич", places=("МБОУ «СОШ № 1 п. Сосновый»", "СОШ № 1")),
        Known(3, "Клёнов", "Пётр", "Ильич", places=("МБОУ «СОШ № 11 п. Сосновый»", "СОШ № 11")),
    ]
    matcher = Matcher(people)
    former = matcher.match("Берёзова Анна Петровна")
    assert (former.certainty, [each.id for each in former.people]) == ("likely", [1])
    assert matcher.match("Берёзова А. С.").certainty == "missing"
    one = matcher.match("Клёнов Пётр Ильич", "СОШ №1")
    assert (one.certainty, [each.id for each in one.people]) == ("likely", [2, 3])
    assert matcher.match("Клёнов Пётр Ильич", "СОШ № 2").certainty == "doubtful"
    assert matcher.match("Клёнов Пётр Ильич").certainty == "doubtful"


def test_a_number_of_another_school_asks_for_a_look() -> None:
    matcher = Matcher([Known(1, "Клёнов", "Пётр", "Ильич", places=("МБДОУ «Детский сад № 2»", "ДОУ № 2"))])
    assert matcher.match("Клёнов Пётр Ильич", "ДОУ 2").certainty == "found"
    assert matcher.match("Клёнов Пётр Ильич", "детский сад").certainty == "found"
    assert matcher.match("Клёнов Пётр Ильич", "СОШ № 1").certainty == "likely"
    assert Matcher([Known(1, "Клёнов", "Пётр", "Ильич")]).match("Клёнов Пётр Ильич", "СОШ № 1").certainty == "found"
