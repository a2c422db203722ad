"""What the headings of foreign tables mean: synonyms, patterns, similarity, answers given before."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from .layout import name_key

_SIMILAR = 84  # per cent
_SHORTEST = 5  # letters; shorter words are never similar to anything
_LONGEST = 400
_NOISE = re.compile(r"\W+")


@lru_cache(maxsize=8192)
def heading_key(text: str) -> str:
    """How headings are compared: folded, without punctuation and line breaks."""
    return " ".join(_NOISE.sub(" ", name_key(text.replace("№", " номер "))).replace("_", " ").split())


@dataclass(frozen=True, slots=True)
class Reading:
    """What a column was read as. ``is_sure``: by a known heading or an answer, not by similarity."""

    meaning: str
    is_sure: bool = True


@dataclass(frozen=True)
class Meaning:
    """One thing a column may hold. ``title``: what the user is told it was read as.

    ``pattern`` is searched in the folded heading; meanings declared first are asked first.
    """

    key: str
    title: str
    synonyms: tuple[str, ...]
    pattern: str = ""
    many: bool = False  # several columns of a table may have it


def _anything(text: str) -> bool:
    return True


@dataclass(frozen=True)
class Vocabulary:
    """The meanings that columns of one kind of table may have.

    ``needs``: alternatives, each a set of meanings that make a table of this kind; ``is_entry``: whether a lone text
    in a row may be a row of the table rather than the heading of a group.
    """

    kind: str
    meanings: tuple[Meaning, ...]
    needs: tuple[frozenset[str], ...]
    is_entry: Callable[[str], bool] = _anything
    _exact: dict[str, Meaning] = field(default_factory=dict)
    _patterns: list[tuple[re.Pattern[str], Meaning]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for each in self.meanings:
            for synonym in (each.title, *each.synonyms):
                self._exact.setdefault(heading_key(synonym), each)
            if each.pattern:
                self._patterns.append((re.compile(each.pattern), each))

    def suffices(self, meanings: set[str]) -> bool:
        return any(needed <= meanings for needed in self.needs)

    def title_of(self, key: str) -> str:
        return next(each.title for each in self.meanings if each.key == key)

    def read(self, parts: Sequence[Sequence[str]], answers: Mapping[str, str]) -> dict[int, Reading]:
        """Column → meaning. ``parts``: the texts over each column, ``answers``: heading_key → meaning («»: none)."""
        found: dict[int, Reading] = {}
        taken: dict[str, int] = {}
        wanted: dict[int, tuple[int, Meaning]] = {}
        for place, texts in enumerate(parts):
            whole = heading_key(" ".join(texts))
            if whole in answers:
                known = next((each for each in self.meanings if each.key == answers[whole]), None)
                if known is not None:
                    wanted[place] = (0, known)
                continue
            best = min((self._rated(text) for text in _variants(texts)), key=lambda rated: rated[0], default=None)
            if best is not None and best[1] is not None:
                wanted[place] = (best[0], best[1])
        for place, (rank, meaning) in sorted(wanted.items(), key=lambda item: (item[1][0], item[0])):
            if meaning.key in taken and not meaning.many:
                continue
            taken[meaning.key] = place
            found[place] = Reading(meaning.key, is_sure=rank < _GUESSED)
        return found

    def _rated(self, text: str) -> tuple[int, Meaning | None]:
        key = heading_key(text)
        if not key or len(text) > _LONGEST:
            return (_UNKNOWN, None)
        if exact := self._exact.get(key):
            return (0, exact)
        for pattern, meaning in self._patterns:
            if pattern.search(key):
                return (1, meaning)
        if len(key) >= _SHORTEST and (similar := _similar(key, tuple(self._exact))):
            return (_GUESSED, self._exact[similar])
        return (_UNKNOWN, None)


_GUESSED, _UNKNOWN = 2, 3


@lru_cache(maxsize=8192)
def _similar(key: str, known: tuple[str, ...]) -> str | None:
    candidates = [each for each in known if len(each) >= _SHORTEST]
    best = process.extractOne(key, candidates, scorer=fuzz.ratio, score_cutoff=_SIMILAR)
    return best[0] if best else None


def _variants(texts: Sequence[str]) -> list[str]:
    """The whole heading first, then its lowest row, then its highest."""
    if not texts:
        return []
    return list(dict.fromkeys((" ".join(texts), texts[-1], texts[0])))
