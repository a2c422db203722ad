"""Which programme of the catalogue answers a need said in words: a subject, a position, a deficit, a topic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..core.text import fold

_WORD = re.compile(r"[а-яa-z]{3,}")
_STEM = 6
_COMMON = {  # words that stand in every programme and every position and tell nothing
    "учител", "педаго", "препод", "образо", "школа", "школы", "школе", "услови", "реализ", "соврем", "обновл",
    "фгос", "методи", "профес", "деятел", "органи", "работы", "работе", "работа", "компет", "развит", "обучен", "урок",
    "урока", "уроке", "уроков", "практи", "основн", "основы", "общего", "класс", "классы", "предме", "детей", "дети",
    "для", "при", "как", "или", "над", "под", "про", "его", "качест", "повыше", "квалиф", "навыки", "умения", "умений",
    "знаний", "знания", "подход", "недост", "дефици", "владен", "област", "совета", "директ", "заведу", "замест",
    "старши", "диффер", "органы", "работн", "содерж", "введен", "внедре", "требов", "преодо", "затруд",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme of the catalogue as matching needs it."""

    id: int
    code: str
    name: str
    topic: str
    is_federal: bool
    form: str | None

    @property
    def title(self) -> str:
        return f"{self.code} {self.name}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One need and how much it weighs."""

    words: str
    weight: int


@dataclass(frozen=True, slots=True)
class Answer:
    """``programme``: the one that fits best, None when none or several do; ``candidates``: those that fit best."""

    programme: Programme | None
    candidates: tuple[Programme, ...]


@lru_cache(maxsize=20000)
def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that tell something."""
    found = (word[:_STEM] for word in _WORD.findall(fold(text)))
    return frozenset(each for each in found if each not in _COMMON)


def alike(one: str, other: str) -> bool:
    """Whether two topics share at least half of the words of the shorter one."""
    first, second = stems(one), stems(other)
    if not first or not second:
        return False
    return len(first & second) * 2 >= min(len(first), len(second))


class Catalogue:
    """The programmes with the stems of their names and topics."""

    def __init__(self, programmes: Iterable[Programme]) -> None:
        self._known = [(each, fold(each.name), stems(f"{each.name} {each.topic}")) for each in programmes]
        self.by_code = {fold(each.code): each for each, _, _ in self._known}

    def answer(self, wanted: Sequence[Wanted], taken: Iterable[str] = ()) -> Answer:
        """The best programme; those already taken (folded names) are not offered. Of equals a federal one is better."""
        past = set(taken)
        needs = [(stems(each.words), each.weight) for each in wanted]
        scored: list[tuple[float, Programme]] = []
        for programme, name, own in self._known:
            if name in past:
                continue
            score = sum(weight * len(need & own) / len(need) for need, weight in needs if need)
            if score >= 1:
                scored.append((score, programme))
        if not scored:
            return Answer(None, ())
        best = max(score for score, _ in scored)
        found = [each for score, each in scored if score == best]
        federal = [each for each in found if each.is_federal]
        chosen = federal if federal else found
        return Answer(chosen[0] if len(chosen) == 1 else None, tuple(found))
