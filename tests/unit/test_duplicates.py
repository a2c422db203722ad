"""Who may be entered twice: pairs, their strength and the words for it; what is never suspected."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta
from typing import Any

import pytest

from pdkadry_desktop.work.duplicate_organizations import Place, core_name, similar_places
from pdkadry_desktop.work.duplicate_people import Person, similar_people
from pdkadry_desktop.work.suspicion import Suspicion

DAY, OTHER = date(1980, 5, 14), date(1981, 5, 14)
A, P = "Анна", "Петровна"


def person(number: int, last: str, first: str, middle: str | None, born: date | None = None, **more: Any) -> Person:
    return Person.of(
        number, last, first, middle, born, more.get("snils"), more.get("former"), frozenset(more.get("places", ())),
        more.get("born_to"),
    )  # fmt: skip


def pair(one: tuple[Any, ...], other: tuple[Any, ...], mine: Any = None, theirs: Any = None) -> Suspicion | None:
    found = similar_people([person(1, *one, **(mine or {})), person(2, *other, **(theirs or {}))])
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("one", "other", "strength", "words"),
    [
        (("Семёнова", A, P, DAY), ("Семенова", "А.", "П.", DAY), "strong", {"ё и е", "инициалы те же"}),
        (("Семёнова", A, P, DAY), ("Семёнова", A, P, DAY), "strong", {"одно ФИО", "одна дата рождения"}),
        (("Cоснина", A, P, DAY), ("Соснина", A, P, DAY), "strong", {"латинские буквы вместо русских"}),
        (("Дубова-Вязова", A, P, DAY), ("Дубова Вязова", A, P, DAY), "strong", {"дефис или пробел"}),
        (("Дубова-Вязова", A, P, DAY), ("Вязова", A, P, DAY), "strong", {"часть двойной фамилии"}),
        (("Соснина", A, P, DAY), ("Соснина", A, None, DAY), "strong", {"отчество есть не у обоих"}),
        (("Соснина", A, P, DAY), ("Сосинна", A, P, DAY), "medium", {"фамилия отличается одной буквой"}),
        (("Соснина", A, P, DAY), ("Дубова", A, P, DAY), "weak", {"фамилия разная – могла смениться"}),
        (("Соснина", A, P, None), ("Соснина", A, P, DAY), "medium", {"дата рождения есть не у обоих"}),
        (("Соснина", A, P, None), ("Соснена", A, P, None), "weak", {"дат рождения нет"}),
        (("Соснина", A, P, DAY), ("Соснина", "А.", "П.", None), "weak", {"инициалы те же"}),
        (("Соснина", A, P, DAY), ("Соснина", A, P, OTHER), "weak", {"даты рождения отличаются одной цифрой"}),
        (("Соснина", A, P, date(1980, 5, 4)), ("Соснина", A, P, date(1980, 4, 5)), "weak",
         {"в датах рождения день и месяц стоят наоборот"}),
    ],
)  # fmt: skip
def test_a_pair_is_proposed_with_its_reasons(
    one: tuple[Any, ...], other: tuple[Any, ...], strength: str, words: set[str]
) -> None:
    found, turned = pair(one, other), pair(other, one)
    assert found is not None and turned is not None
    assert found.strength == turned.strength == strength
    assert words <= set(found.reasons) == set(turned.reasons)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Соснина", A, P, DAY), ("Соснина", "А.", "П.", OTHER)),
        (("Соснина", A, P, DAY), ("Соснина", A, "Павловна", DAY)),
        (("Соснина", A, P, DAY), ("Соснина", "Алла", P, DAY)),
        (("Соснина", "Александра", P, DAY), ("Соснин", "Александр", "Петрович", DAY)),
        (("Соснина", A, P, DAY), ("Дубова", A, P, None)),
        (("Соснина", A, P, DAY), ("Дубова", A, None, DAY)),
        (("Ким", A, P, None), ("Цим", A, P, None)),
    ],
)
def test_different_people_are_left_alone(one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
    assert pair(one, other) is None


def test_namesakes_are_never_more_than_a_weak_suspicion() -> None:
    for more in ({}, {"places": (1,)}, {"former": ("Дубова",)}):
        found = pair(("Соснина", A, P, DAY), ("Соснина", A, P, date(1975, 1, 1)), more, more)
        assert found is not None and found.strength == "weak" and "даты рождения разные" in found.reasons


def test_a_birth_date_that_is_not_exact_neither_joins_nor_parts() -> None:
    vague = {"born_to": date(1981, 1, 1)}
    found = pair(("Соснина", A, P, date(1980, 1, 1)), ("Соснина", A, P, DAY), vague)
    assert found is not None and found.strength == "medium"
    assert "даты рождения неточные, но не расходятся" in found.reasons
    assert pair(("Соснина", A, P, date(1980, 1, 1)), ("Дубова", A, P, date(1980, 1, 1)), vague, vague) is None
    found = pair(("Соснина", A, P, date(1980, 1, 1)), ("Соснина", A, P, OTHER), vague)
    assert found is not None and found.strength == "weak"


def test_a_former_surname_and_one_place_of_work_speak_for_one_person() -> None:
    found = pair(("Дубова", A, P, DAY), ("Соснина", A, P, DAY), {"former": ("Соснина",)})
    assert found is not None and found.strength == "strong" and "прежняя фамилия" in found.reasons
    found = pair(("Дубова", A, P, None), ("Соснина", A, P, DAY), {"former": ("Соснина",)})
    assert found is not None and found.strength == "medium"
    both = {"places": (7,)}
    found = pair(("Соснина", A, P, DAY), ("Дубова", A, P, DAY), both, both)
    assert found is not None and found.strength == "medium"
    found = pair(("Соснина", A, P, None), ("Соснина", "А.", "П.", None), both, both)
    assert found is not None and found.strength == "medium" and "работают в одной организации" in found.reasons


def test_snils_decides() -> None:
    one, other = {"snils": "112-233-445 95"}, {"snils": "11223344595"}
    found = pair(("Соснина", A, P, None), ("Соснина", A, P, None), one, other)
    assert found is not None and found.strength == "strong" and found.reasons[0] == "один СНИЛС"
    found = pair(("Соснина", A, P, None), ("Дубов", "Иван", None, DAY), one, other)
    assert found is not None and found.strength == "medium" and "имена разные – проверьте СНИЛС" in found.reasons
    found = pair(("Соснина", A, P, DAY), ("Соснина", A, P, DAY), one, {"snils": "087-654-303 00"})
    assert found is not None and found.strength == "weak" and "СНИЛС разные" in found.reasons


def district(count: int) -> list[Person]:
    """Invented people of which every tenth has no birth date."""
    chance = random.Random(5)
    stems = ("Берёз", "Сосн", "Ёлк", "Клён", "Дуб", "Вяз", "Ряб", "Калин", "Смород", "Топол", "Ольх", "Осин", "Каштан")
    lasts = [stem + end for stem in stems for end in ("ова", "ина", "еева", "кина", "ская", "анова", "енко", "чук")]
    firsts = ("Анна", "Мария", "Ольга", "Елена", "Татьяна", "Наталья", "Ирина", "Светлана", "Галина", "Вера", "Нина")
    middles = ("Петровна", "Ивановна", "Олеговна", "Сергеевна", "Павловна", "Андреевна", "Игоревна", "Львовна")
    return [
        person(number, chance.choice(lasts), chance.choice(firsts), chance.choice(middles),
               date(1955, 1, 1) + timedelta(days=chance.randrange(16_000)) if chance.random() < 0.9 else None)
        for number in range(count)
    ]  # fmt: skip


def test_five_thousand_people_take_no_time_and_no_pair_is_missed() -> None:
    people = district(5000)
    started = time.perf_counter()
    found = {each.key for each in similar_people(people)}
    assert time.perf_counter() - started < 2
    by_name: dict[tuple[str, ...], list[Person]] = {}
    for each in people:
        by_name.setdefault((each.last, each.first, each.middle), []).append(each)
    namesakes = {
        (one.id, other.id) for group in by_name.values() for at, one in enumerate(group) for other in group[at + 1 :]
    }
    assert namesakes and namesakes <= found
    assert all(one < other for one, other in found)


# ---------------------------------------------------------------- organisations
def place(number: int, name: str, **more: Any) -> Place:
    known = {"short": None, "aliases": None, "inn": None, "settlement": None, "kind": "school", "parent": None, **more}
    return Place.of(number, name, known["short"], known["aliases"], known["inn"], known["settlement"], known["kind"],
                    known["parent"])  # fmt: skip


def places(one: Place, other: Place) -> str | None:
    found = similar_places([one, other])
    return found[0].strength if found else None


@pytest.mark.parametrize(
    ("one", "other", "strength"),
    [
        ("МБОУ СОШ № 1", 'МБОУ "Средняя школа №1"', "strong"),
        ("МБОУ СОШ № 1", "Муниципальное бюджетное общеобразовательное учреждение средняя общеобразовательная школа № 1",
         "strong"),
        ("МБОУ СОШ № 1 г. Дубовска", "МБОУ СОШ №1", "medium"),
        ("МБДОУ детский сад № 5 «Ромашка»", 'Детский сад "Ромашка" № 5', "medium"),
        ("МБОУ СОШ № 1", "МБОУ ООШ № 1", None),
        ("МБОУ СОШ № 2", "МБОУ СОШ № 12", None),
        ("Школа искусств", "Школа", None),
        ("Детский сад № 5", "Школа № 5", None),
    ],
)  # fmt: skip
def test_names_of_organisations(one: str, other: str, strength: str | None) -> None:
    assert places(place(1, one), place(2, other)) == strength


def test_what_else_tells_organisations_apart_or_together() -> None:
    name = "МБОУ СОШ № 1"
    assert places(place(1, name, settlement="г. Дубовск"), place(2, name, settlement="с. Вязы")) == "weak"
    assert places(place(1, name, inn="7707083893"), place(2, "Лицей", inn="7707083893")) == "medium"
    assert places(place(1, name, inn="7707083893"), place(2, name, inn="7707083893")) == "strong"
    assert places(place(1, name, inn="7707083893"), place(2, name, inn="7728168971")) == "weak"
    assert places(place(1, "Лицей", aliases=("СОШ № 1",)), place(2, name)) == "strong"
    assert places(place(1, name), place(2, name, parent=1)) is None, "a branch is no duplicate"
    assert core_name("№") == core_name("№")
