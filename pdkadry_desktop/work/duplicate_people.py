"""Which people may be one person entered twice. Pairs are looked for inside small blocks only, never all with all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from rapidfuzz.distance import OSA

from ..core.progress import NO_PROGRESS, Progress
from ..core.text import fold, name_key
from .suspicion import Strength, Suspicion, suspicion

_SEPARATORS = re.compile(r"[\s'’ʼ-]+")
_LARGEST_BLOCK = 200  # people of one birth date and initial (or of one wrong СНИЛС) among whom all pairs are looked at
_PORTION = 5000  # pairs between two looks at the progress
_SHORTEST_TYPO = 5  # letters of a surname in which one may be wrong

Surnames = Literal["same", "part", "former", "typo", "other"]
Given = Literal["same", "initial", "missing", "typo", "other"]


@dataclass(frozen=True, slots=True)
class Person:
    """A person with names as they are compared; ``spelt`` as they are written, ``parts`` of a double surname."""

    id: int
    spelt: tuple[str, str, str]
    last: str
    first: str
    middle: str
    parts: tuple[str, ...]
    former: frozenset[str]
    born_on: date | None
    born_to: date | None  # the other end when the day is not known exactly
    snils: str
    places: frozenset[int]

    @classmethod
    def of(
        cls, person_id: int, last: str, first: str, middle: str | None, born_on: date | None, snils: str | None,
        former: Sequence[str] | None = None, places: frozenset[int] = frozenset(), born_to: date | None = None,
    ) -> Person:  # fmt: skip
        """From the fields of a record."""
        parts = tuple(_bare(part) for part in re.split(r"[\s-]+", name_key(last)) if len(part) > 2)
        return cls(
            person_id, (last, first, middle or ""), _bare(name_key(last)), _bare(name_key(first)).rstrip("."),
            _bare(name_key(middle or "")).rstrip("."), parts if len(parts) > 1 else (),
            frozenset(_bare(name_key(each)) for each in former or ()), born_on, born_to,
            "".join(sign for sign in snils or "" if sign.isdecimal()), places,
        )  # fmt: skip

    @property
    def birth(self) -> tuple[date, date] | None:
        """First and last day on which the person may be born."""
        if self.born_on is None:
            return None
        end = self.born_to or self.born_on
        return min(self.born_on, end), max(self.born_on, end)

    @property
    def surnames(self) -> frozenset[str]:
        return frozenset((self.last, *self.parts, *self.former))


def similar_people(people: Iterable[Person], progress: Progress = NO_PROGRESS) -> list[Suspicion]:
    """All suspected pairs, each once."""
    found: dict[tuple[int, int], Suspicion] = {}
    seen: set[tuple[int, int]] = set()
    for count, (one, other) in enumerate(_candidates(list(people))):
        if count % _PORTION == 0:
            progress.step(count, None, "Поиск похожих записей")
            progress.raise_if_cancelled()
        key = (min(one.id, other.id), max(one.id, other.id))
        if key not in seen:
            seen.add(key)
            if (judged := judge(one, other)) is not None:
                found[key] = judged
    return list(found.values())


def _candidates(people: list[Person]) -> Iterator[tuple[Person, Person]]:
    """Pairs that share something telling: СНИЛС, surname and initial, birth date and initial, a near surname."""
    blocks: dict[tuple[object, ...], list[Person]] = {}
    for each in people:
        for key in dict.fromkeys(_keys(each)):
            blocks.setdefault(key, []).append(each)
    for key, block in blocks.items():
        if len(block) > 1:
            yield from _BLOCKS.get(str(key[0]), _all_pairs)(block)


def _all_pairs(block: list[Person]) -> Iterable[tuple[Person, Person]]:
    return combinations(block[:_LARGEST_BLOCK], 2)


def _short_with_all(block: list[Person]) -> Iterator[tuple[Person, Person]]:
    """Those of whom only an initial is known, each with everybody."""
    for at, one in enumerate(block):
        if len(one.first) == 1:
            yield from ((one, other) for place, other in enumerate(block) if place > at or len(other.first) > 1)


def _of_one_patronymic(block: list[Person]) -> Iterator[tuple[Person, Person]]:
    """Namesakes whose patronymics begin alike, and those without one with everybody."""
    by_middle: dict[str, list[Person]] = {}
    for each in block:
        by_middle.setdefault(each.middle[:1], []).append(each)
    without = by_middle.pop("", [])
    yield from combinations(without, 2)
    for group in by_middle.values():
        yield from combinations(group, 2)
        yield from ((one, other) for one in without for other in group)


def _of_two_surnames(block: list[Person]) -> Iterator[tuple[Person, Person]]:
    yield from ((one, other) for one, other in combinations(block, 2) if one.last != other.last)


_BLOCKS: dict[str, Callable[[list[Person]], Iterable[tuple[Person, Person]]]] = {
    "initials": _short_with_all, "surname": _of_one_patronymic, "near": _of_two_surnames,
}  # fmt: skip


def _keys(person: Person) -> Iterator[tuple[object, ...]]:
    initial = person.first[:1]
    if person.snils:
        yield "snils", person.snils
    for surname in person.surnames:
        if len(person.first) > 1:
            yield "surname", surname, person.first
        else:
            yield "initials", surname, initial
        yield "initials", surname, initial
    if person.born_on is not None:
        yield "born", person.born_on, initial
    if len(person.last) >= _SHORTEST_TYPO and len(person.first) > 1:
        yield "near", person.first, person.middle[:1], person.last
        for at in range(len(person.last)):
            yield "near", person.first, person.middle[:1], person.last[:at] + person.last[at + 1 :]


def judge(one: Person, other: Person) -> Suspicion | None:
    """How much speaks for one person; None: nothing worth a look."""
    surnames = _surnames(one, other)
    first, middle = _given(one.first, other.first), _given(one.middle, other.middle)
    reasons = _of_names(one, other, surnames, first, middle)
    is_one_snils = bool(one.snils) and one.snils == other.snils
    if is_one_snils:
        is_like = surnames != "other" or "other" not in (first, middle)
        told = reasons if is_like else ["имена разные – проверьте СНИЛС"]
        return suspicion(one.id, other.id, "strong" if is_like else "medium", ["один СНИЛС", *told])
    if first == "other" or middle == "other" or first == "missing":
        return None
    strength = _strength(one, other, surnames, first, middle)
    if strength is None:
        return None
    if one.snils and other.snils:
        reasons.append("СНИЛС разные")
        strength = "weak"
    return suspicion(one.id, other.id, strength, _of_dates(one, other) + reasons + _of_places(one, other))


def _strength(one: Person, other: Person, surnames: Surnames, first: Given, middle: Given) -> Strength | None:
    is_full = first == "same" and middle == "same"
    together = bool(one.places & other.places)
    births = _births(one, other)
    if births == "different":
        return "weak" if is_full and surnames in ("same", "former") else None  # namesakes: never more than a look
    if births == "same":
        if surnames == "other":
            return None if not is_full or not one.middle else "medium" if together else "weak"
        if surnames == "typo" or "typo" in (first, middle):
            return "medium" if surnames != "typo" or "typo" not in (first, middle) else "weak"
        return "strong"
    if surnames == "other" or "typo" in (first, middle):
        return None
    if surnames == "typo":
        return None if not is_full or not one.middle else "medium" if together else "weak"
    if is_full and one.middle:
        return "medium"
    return "medium" if together else "weak"


def _births(one: Person, other: Person) -> Literal["same", "different", "unknown"]:
    mine, theirs = one.birth, other.birth
    if mine is None or theirs is None:
        return "unknown"
    if mine[1] < theirs[0] or theirs[1] < mine[0]:
        return "different"
    return "same" if mine[0] == mine[1] and mine == theirs else "unknown"


def _surnames(one: Person, other: Person) -> Surnames:
    if one.last == other.last:
        return "same"
    if one.last in other.former or other.last in one.former or one.former & other.former:
        return "former"
    if one.last in other.parts or other.last in one.parts:
        return "part"
    short = min(len(one.last), len(other.last))
    return (
        "typo" if short >= _SHORTEST_TYPO - 1 and OSA.distance(one.last, other.last, score_cutoff=1) <= 1 else "other"
    )


def _given(one: str, other: str) -> Given:
    if one == other:
        return "same"
    if not one or not other:
        return "missing"
    if (len(one) == 1 or len(other) == 1) and one[0] == other[0]:
        return "initial"
    is_typo = min(len(one), len(other)) >= 4 and OSA.distance(one, other, score_cutoff=1) <= 1
    return "typo" if is_typo and not _are_two_names(one, other) else "other"


def _are_two_names(one: str, other: str) -> bool:
    """«Павловна» and «Павлович», «Александр» and «Александра»: a man and a woman."""
    return (one[-1] in "ая") != (other[-1] in "ая")


def _of_names(one: Person, other: Person, surnames: Surnames, first: Given, middle: Given) -> list[str]:
    told = {
        "same": "одна фамилия", "former": "прежняя фамилия", "part": "часть двойной фамилии",
        "typo": "фамилия отличается одной буквой", "other": "фамилия разная – могла смениться",
    }[surnames]  # fmt: skip
    is_full = surnames == "same" and first == "same" and middle == "same"
    reasons = ["одно ФИО" if is_full else told]
    if surnames == "same":
        reasons += _of_spelling(one, other)
    if not is_full:
        if "initial" in (first, middle):
            reasons.append("инициалы те же")
        elif (first, middle) == ("same", "same"):
            reasons.append("имя и отчество те же")
        if middle == "missing":
            reasons.append("отчество есть не у обоих")
        if "typo" in (first, middle):
            reasons.append("имя или отчество отличается одной буквой")
    return reasons


def _of_spelling(one: Person, other: Person) -> list[str]:
    """How equal names are written differently."""
    reasons = []
    for mine, theirs in zip(one.spelt, other.spelt, strict=True):
        if mine == theirs or _bare(name_key(mine)) != _bare(name_key(theirs)):
            continue
        low, theirs_low = mine.casefold(), theirs.casefold()
        if ("ё" in low) != ("ё" in theirs_low):
            reasons.append("ё и е")
        if fold(mine) != fold(theirs) and name_key(mine) == name_key(theirs):
            reasons.append("латинские буквы вместо русских")
        if name_key(mine) != name_key(theirs):
            reasons.append("дефис или пробел")
    return reasons


def _of_dates(one: Person, other: Person) -> list[str]:
    if one.born_on is None or other.born_on is None:
        return ["дата рождения есть не у обоих" if one.born_on or other.born_on else "дат рождения нет"]
    births = _births(one, other)
    if births != "different":
        return ["одна дата рождения" if births == "same" else "даты рождения неточные, но не расходятся"]
    mixed = (one.born_on.day, one.born_on.month) == (other.born_on.month, other.born_on.day)
    digits = sum(
        mine != theirs for mine, theirs in zip(f"{one.born_on:%d%m%Y}", f"{other.born_on:%d%m%Y}", strict=True)
    )
    if one.born_on.year == other.born_on.year and mixed:
        return ["в датах рождения день и месяц стоят наоборот"]
    return ["даты рождения отличаются одной цифрой" if digits == 1 else "даты рождения разные"]


def _of_places(one: Person, other: Person) -> list[str]:
    return ["работают в одной организации"] if one.places & other.places else []


def _bare(text: str) -> str:
    return _SEPARATORS.sub("", text)
