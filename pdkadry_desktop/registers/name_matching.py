"""Names matched with people: ё/е, order of words, initials, look-alike letters, a typo, a former surname."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..core.text import fold

Certainty = Literal["found", "likely", "doubtful", "missing"]

_WORD = re.compile(r"[а-яa-z][а-яa-z'’-]*\.?", re.IGNORECASE)
_PLACE = re.compile(r"[а-яa-z]+|\d+")
_LOOK_ALIKE = str.maketrans("aceopxyktmhbu", "асеорхуктмнви")
_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[а-я]")


@dataclass(frozen=True, slots=True)
class Known:
    """A person as matching needs it; ``note`` tells namesakes apart, ``places`` are the organisations of the jobs."""

    id: int
    last_name: str
    first_name: str
    middle_name: str
    note: str = ""
    former: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return " ".join(part for part in (self.last_name, self.first_name, self.middle_name) if part)


@dataclass(frozen=True, slots=True)
class Match:
    """A pasted name and who it may be, the likeliest first. «found» needs no look, «likely» deserves one."""

    text: str
    certainty: Certainty
    people: tuple[Known, ...]


class Matcher:
    """Finds people by pasted names."""

    def __init__(self, people: Iterable[Known]) -> None:
        self._by_last: dict[str, list[Known]] = {}
        self._by_former: dict[str, list[Known]] = {}
        for person in people:
            self._by_last.setdefault(_plain(person.last_name), []).append(person)
            for name in person.former:
                self._by_former.setdefault(_plain(name), []).append(person)

    def match(self, text: str, place: str = "") -> Match:
        """Who a name may be; of namesakes the one who works at ``place`` (an organisation in free words)."""
        words = _words(text)
        exact, by_initials = self._agreeing(words, self._by_last)
        if not exact and not by_initials:
            exact, by_initials = [], [each for part in self._agreeing(words, self._by_former) for each in part]
        people = exact or by_initials
        if not people:
            people = self._near(words)
            return Match(text, "doubtful" if people else "missing", tuple(people))
        if len(people) > 1 and place and len(here := [each for each in people if works_at(each, place)]) == 1:
            return Match(text, "likely", (*here, *(each for each in people if each is not here[0])))
        is_sure = bool(exact) and not _works_elsewhere(people[0], place)
        certainty: Certainty = "doubtful" if len(people) > 1 else "found" if is_sure else "likely"
        return Match(text, certainty, tuple(people))

    def _agreeing(self, words: Sequence[str], by_last: dict[str, list[Known]]) -> tuple[list[Known], list[Known]]:
        """People whose full name agrees, and those of whom only the initials tell."""
        exact: list[Known] = []
        by_initials: list[Known] = []
        for last, rest in _readings(words):
            for person in by_last.get(last, ()):
                agreement = _agreement(rest, person)
                if agreement == "full" and person not in exact:
                    exact.append(person)
                elif agreement == "initials" and person not in by_initials:
                    by_initials.append(person)
        return exact, by_initials

    def _near(self, words: Sequence[str]) -> list[Known]:
        """People whose surname differs by one letter or whose other names disagree only in the patronymic."""
        found: list[Known] = []
        for last, rest in _readings(words):
            for known, people in self._by_last.items():
                if not _is_near(known, last):
                    continue
                for person in people:
                    first_agrees = bool(rest) and _agreement(rest[:1], person) is not None
                    if person not in found and (first_agrees if known != last or rest else True):
                        found.append(person)
        return found


def works_at(person: Known, place: str) -> bool:
    """Whether a free spelling of an organisation is one of the person's: same numbers, every telling word there."""
    wanted = _place_words(place)
    return any(wanted and wanted <= _place_words(own) for own in person.places)


def _works_elsewhere(person: Known, place: str) -> bool:
    """Whether the number of a place is the number of none of the person's («СОШ № 1» and a job at «ДОУ № 2»)."""
    wanted, own = _numbers(place), [_numbers(each) for each in person.places]
    return bool(wanted) and bool(own) and all(each and not each & wanted for each in own)


def _numbers(text: str) -> frozenset[str]:
    return frozenset(word for word in _place_words(text) if word.isdigit())


def _place_words(text: str) -> frozenset[str]:
    return frozenset(word for word in _PLACE.findall(fold(text)) if word.isdigit() or len(word) > 2)


def _words(text: str) -> list[str]:
    """Folded words; «А.П.» are two initials."""
    spaced = re.sub(r"\.(?=\S)", ". ", text)
    return [_plain(word) for word in _WORD.findall(fold(spaced))]


def _plain(word: str) -> str:
    """Folded, Latin look-alikes of a Cyrillic word as Cyrillic."""
    folded = fold(word).replace("’", "'")
    if _LATIN.search(folded) and _CYRILLIC.search(folded):
        return folded.translate(_LOOK_ALIKE)
    return folded


def _readings(words: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Surname first (Иванова Анна Петровна) and surname last (Анна Петровна Иванова, А. П. Иванова)."""
    if not words:
        return []
    found = [(words[0], tuple(words[1:3]))]
    if len(words) > 1:
        found.append((words[-1], tuple(words[:-1][:2])))
    return [(last, rest) for last, rest in found if len(last.rstrip(".")) > 1]


def _agreement(rest: Sequence[str], person: Known) -> Literal["full", "initials"] | None:
    """How given names agree with a person's; None when they contradict or there are none."""
    own = (_plain(person.first_name), _plain(person.middle_name))
    is_full = bool(rest)
    for given, name in zip(rest, own, strict=False):
        if given.endswith(".") or len(given) == 1:
            if not name.startswith(given.rstrip(".")):
                return None
            is_full = False
        elif given != name:
            return None
    if not rest:
        return "initials"
    return "full" if is_full else "initials"


def _is_near(known: str, given: str) -> bool:
    """Equal, or one letter replaced, missing, added or swapped with its neighbour; short surnames must be equal."""
    if known == given:
        return True
    if min(len(known), len(given)) < 5 or abs(len(known) - len(given)) > 1:
        return False
    start = 0
    while start < min(len(known), len(given)) and known[start] == given[start]:
        start += 1
    one, other = known[start:], given[start:]
    swapped = len(one) > 1 and len(other) > 1 and one[0] == other[1] and one[1] == other[0] and one[2:] == other[2:]
    return one[1:] == other[1:] or one[1:] == other or one == other[1:] or swapped
