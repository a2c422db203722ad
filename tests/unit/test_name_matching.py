"""Pasted names find their people; what is doubtful is asked."""

from __future__ import annotations

import pytest

from pdkadry_desktop.registers.name_matching import Known, Matcher, names_in

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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("1. Ёлкина Анна Петровна\n2) Берёзов Пётр Ильич,\n\n", ["Ёлкина Анна Петровна", "Берёзов Пётр Ильич"]),
        ("1\tЁлкина Анна Петровна\tШкола\n", ["Ёлкина Анна Петровна"]),
        ("Ёлкина\tАнна\tПетровна\n", ["Ёлкина Анна Петровна"]),
        ("Ёлкина А. П.; Берёзов П. И.", ["Ёлкина А. П.", "Берёзов П. И."]),
        ("• Ёлкина  Анна\u00a0Петровна\nЁлкина Анна Петровна", ["Ёлкина Анна Петровна"]),
        ("", []),
    ],
)
def test_names_in_a_pasted_list(text: str, names: list[str]) -> None:
    assert names_in(text) == names
