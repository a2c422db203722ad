"""Which organisations may be one organisation entered twice: by ИНН, by name without legal form, by other names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from ..core.progress import NO_PROGRESS, Progress
from ..core.text import name_key
from ..registers.place_names import place_key
from .suspicion import Strength, Suspicion, suspicion

_NEAR = 90  # per cent of likeness of two names with the same numbers
_PORTION = 5000  # pairs between two looks at the progress
_NUMBER = re.compile(r"\d+")
_FILLER = re.compile(r"\b(общеобразовательн\w*|имени|вид\w*|г|город\w*|с|сел\w*|п|пос\w*|пгт|рп|район\w*)\b")
_TELLING = re.compile(r"средн|основн|начальн|вечерн|сад|гимнази|лице|интернат|музык|спорт|художеств|коррекц")


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation with its names as they are compared."""

    id: int
    names: frozenset[str]
    inn: str
    settlement: str
    kind: str
    parent: int | None

    @classmethod
    def of(
        cls, place_id: int, name: str, short_name: str | None, aliases: Sequence[str] | None, inn: str | None,
        settlement: str | None, kind: str, parent: int | None,
    ) -> Place:  # fmt: skip
        """From the fields of a record."""
        names = frozenset(core for each in (name, short_name, *(aliases or ())) if each and (core := core_name(each)))
        return cls(place_id, names, (inn or "").strip(), name_key(settlement or ""), kind, parent)


def core_name(name: str) -> str:
    """«МБОУ СОШ № 1» and «МБОУ "Средняя школа №1"» are both «средняя школа 1»."""
    key = place_key(name)
    return " ".join(_FILLER.sub(" ", key).split()) or key


def similar_places(places: Iterable[Place], progress: Progress = NO_PROGRESS) -> list[Suspicion]:
    """All suspected pairs, each once."""
    found: dict[tuple[int, int], Suspicion] = {}
    for count, (one, other) in enumerate(_candidates(list(places))):
        if count % _PORTION == 0:
            progress.step(count, None, "Поиск похожих записей")
            progress.raise_if_cancelled()
        key = (min(one.id, other.id), max(one.id, other.id))
        if key not in found and (judged := judge(one, other)) is not None:
            found[key] = judged
    return list(found.values())


def _candidates(places: list[Place]) -> Iterator[tuple[Place, Place]]:
    blocks: dict[tuple[str, ...], list[Place]] = {}
    for each in places:
        keys = {("numbers", *sorted(_NUMBER.findall(name))) for name in each.names} | {("name", n) for n in each.names}
        for key in keys | ({("inn", each.inn)} if each.inn else set()):
            blocks.setdefault(key, []).append(each)
    for block in blocks.values():
        yield from combinations(block, 2)


def judge(one: Place, other: Place) -> Suspicion | None:
    """How much speaks for one organisation; None: nothing. A school and its own branch are two."""
    if one.id == other.parent or other.id == one.parent:
        return None
    told = _names(one, other)
    strength: Strength
    if one.inn and one.inn == other.inn:
        strength = "strong" if told else "medium"
        return suspicion(one.id, other.id, strength, ["один ИНН", told[1] if told else "названия разные"])
    if told is None:
        return None
    strength, reason = told
    reasons = [reason]
    is_elsewhere = bool(one.settlement and other.settlement and one.settlement != other.settlement)
    if is_elsewhere:
        if strength != "strong":
            return None
        strength = "weak"
        reasons.append("населённые пункты разные")
    elif one.settlement and one.settlement == other.settlement:
        reasons.append("один населённый пункт")
    if one.inn and other.inn:
        strength = "weak"
        reasons.append("ИНН разные")
    if one.kind != other.kind:
        strength = "weak" if strength == "weak" else "medium"
        reasons.append("типы разные")
    return suspicion(one.id, other.id, strength, reasons)


def _names(one: Place, other: Place) -> tuple[Strength, str] | None:
    if one.names & other.names:
        return "strong", "одно название без правовой формы и кавычек"
    best: tuple[Strength, str] | None = None
    for mine in one.names:
        for theirs in other.names:
            if sorted(_NUMBER.findall(mine)) != sorted(_NUMBER.findall(theirs)) or _contradict(mine, theirs):
                continue
            words, their_words = set(mine.split()), set(theirs.split())
            if (words < their_words or their_words < words) and min(len(words), len(their_words)) > 1:
                return "medium", "одно название – часть другого"
            if fuzz.ratio(mine, theirs) >= _NEAR:
                best = "medium", "названия почти одинаковы"
    return best


def _contradict(one: str, other: str) -> bool:
    """«Средняя школа 1» and «Основная школа 1» are two, though their names are alike."""
    mine, theirs = set(_TELLING.findall(one)), set(_TELLING.findall(other))
    return bool(mine - theirs) and bool(theirs - mine)
