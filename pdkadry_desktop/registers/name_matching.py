"""Names pasted from Excel or Word, matched with people: ё/е, order of words, initials, look-alike letters, a typo."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..core.text import clean_text, fold

Certainty = Literal["found", "likely", "doubtful", "missing"]

_NUMBER = re.compile(r"^\s*(?:\(?\d{1,4}\s*[.)\t]|[-–—•*])\s*")
_WORD = re.compile(r"[а-яa-z][а-яa-z'’-]*\.?", re.IGNORECASE)
_LOOK_ALIKE = str.maketrans("aceopxyktmhbu", "асеорхуктмнви")
_LATIN = re.compile(r"[a-z]")
_CYRILLIC = re.compile(r"[а-я]")


@dataclass(frozen=True, slots=True)
class Known:
    """A person as matching needs it; ``note`` tells namesakes apart."""

    id: int
    last_name: str
    first_name: str
    middle_name: str
    note: str = ""

    @property
    def title(self) -> str:
        return " ".join(part for part in (self.last_name, self.first_name, self.middle_name) if part)


@dataclass(frozen=True, slots=True)
class Match:
    """A pasted name and who it may be, the likeliest first. «found» needs no look, «likely» deserves one."""

    text: str
    certainty: Certainty
    people: tuple[Known, ...]


def names_in(text: str) -> list[str]:
    """The names of a pasted list: a line each, also «;» within a line; numbers and other columns are dropped."""
    found: dict[str, None] = {}
    for line in clean_text(text).splitlines():
        for piece in line.split(";"):
            name = _name_of(piece)
            if name:
                found.setdefault(name)
    return list(found)


def _name_of(line: str) -> str:
    """The cells of a line that make a name: one with two or more words, or surname, name and patronymic apart."""
    cells = [" ".join(_NUMBER.sub("", cell).split()).strip(" ,") for cell in line.split("\t")]
    cells = [cell for cell in cells if cell and not cell.replace(".", "").isdigit()]
    whole = next((cell for cell in cells if len(_WORD.findall(cell)) >= 2), "")
    return whole or " ".join(cells[:3])


class Matcher:
    """Finds people by pasted names."""

    def __init__(self, people: Iterable[Known]) -> None:
        self._by_last: dict[str, list[Known]] = {}
        for person in people:
            self._by_last.setdefault(_plain(person.last_name), []).append(person)

    def match(self, text: str) -> Match:
        """Who a name may be."""
        words = _words(text)
        exact: list[Known] = []
        by_initials: list[Known] = []
        for last, rest in _readings(words):
            for person in self._by_last.get(last, ()):
                agreement = _agreement(rest, person)
                if agreement == "full" and person not in exact:
                    exact.append(person)
                elif agreement == "initials" and person not in by_initials:
                    by_initials.append(person)
        if exact:
            return Match(text, "found" if len(exact) == 1 else "doubtful", tuple(exact))
        if by_initials:
            return Match(text, "likely" if len(by_initials) == 1 else "doubtful", tuple(by_initials))
        near = self._near(words)
        return Match(text, "doubtful" if near else "missing", tuple(near))

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
