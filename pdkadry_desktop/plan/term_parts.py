"""Splits a term into its parts; tokens that fit nowhere are counted as left over."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pdkadry_desktop.plan.term_calendar import UnreadableTermError
from pdkadry_desktop.plan.term_cursor import Cursor, ExceptPart, NotePart, Part, RoundPart, SlotPart, YearsPart
from pdkadry_desktop.plan.term_deadlines import read_deadline
from pdkadry_desktop.plan.term_notes import find_note
from pdkadry_desktop.plan.term_often import read_frequency, read_round
from pdkadry_desktop.plan.term_ranges import read_from, read_stretch, read_year_range
from pdkadry_desktop.plan.term_slots import Slot
from pdkadry_desktop.plan.term_tokens import Token, tokenise
from pdkadry_desktop.plan.term_words import similar_months
from pdkadry_desktop.plan.term_years import read_years

_FILLERS = ("in", "current", "next", "period", "every", "number_word")
_READERS = (read_round, read_frequency, read_from, read_deadline, read_stretch, read_year_range)


@dataclass(frozen=True)
class PlacedPart:
    """A part and whether a separator stands before it."""

    part: Part
    is_separate: bool


@dataclass(frozen=True)
class SplitTerm:
    """All parts of a term in their order, and what could not be read."""

    parts: tuple[PlacedPart, ...]
    left_over: tuple[Token, ...]
    warnings: tuple[str, ...] = ()
    months: tuple[int, ...] = ()  # the months a misspelt word may mean, when there are several


def split_term(text: str) -> SplitTerm:
    """The parts of a cleaned text; one slip in a month's name is mended when only one month is near."""
    tokens = tokenise(text)
    found = _split(text, tokens)
    slips = {token.begin: similar_months(token.text.lower()) for token in found.left_over if token.kind == "word"}
    if not any(slips.values()):
        return found
    tied = next((months for months in slips.values() if len(months) > 1), ())
    mended = _split(text, _mend(tokens, slips, tied[0] if tied else 0))
    return replace(mended, warnings=("typo",), months=tied)


def split_with_month(text: str, month: int) -> SplitTerm:
    """The same with a misspelt month read as the given one, to show what it would mean."""
    tokens = tokenise(text)
    found = _split(text, tokens)
    slips = {token.begin: similar_months(token.text.lower()) for token in found.left_over if token.kind == "word"}
    return _split(text, _mend(tokens, slips, month))


def _mend(tokens: list[Token], slips: dict[int, tuple[int, ...]], tied: int) -> list[Token]:
    mended = []
    for token in tokens:
        months = slips.get(token.begin, ())
        if months:
            token = replace(token, kind="month", value=months[0] if len(months) == 1 else tied)
        mended.append(token)
    return mended


def _split(text: str, tokens: list[Token]) -> SplitTerm:
    cursor = Cursor(text, tokens)
    lowered = text.lower()
    parts: list[PlacedPart] = []
    left_over: list[Token] = []
    is_separate = True
    while cursor.kind():
        if cursor.skip("separator", "dash"):
            is_separate = True
            continue
        begun = cursor.at
        found = _read_part(cursor, lowered)
        if cursor.at == begun:
            if not _adds_nothing(cursor, parts):
                left_over.append(cursor.look())
            cursor.at += 1
            continue
        parts += [PlacedPart(part, is_separate or index > 0) for index, part in enumerate(found)]
        is_separate = False
    return SplitTerm(tuple(parts), tuple(left_over))


def _adds_nothing(cursor: Cursor, parts: list[PlacedPart]) -> bool:
    """Prepositions, «в течение» before a month, «года» after «5 октября каждого»."""
    kind = cursor.kind()
    if kind in ("during", "whole"):
        return cursor.kind(1) not in ("", "word", "separator")
    if kind == "year_word":
        return bool(parts) and (cursor.kind(-1) in ("current", "next") or not isinstance(parts[-1].part, NotePart))
    return kind in _FILLERS


def _read_part(cursor: Cursor, lowered: str) -> list[Part]:
    note = find_note(cursor, lowered, _reads_time)
    if note is not None:
        return [note]
    return _read_time(cursor)


def _read_time(cursor: Cursor) -> list[Part]:
    begun = cursor.at
    for reader in _READERS:
        found = reader(cursor)
        if found:
            return found
        cursor.at = begun
    excepted = _read_exception(cursor)
    if excepted:
        return excepted
    years = read_years(cursor)
    if years is not None:
        return [years]
    if cursor.kind() == "school" and cursor.kind(1) == "year_word":
        cursor.at += 2
        return [YearsPart((), is_school=True)]
    return []


def _read_exception(cursor: Cursor) -> list[Part]:
    """«кроме июля и августа»."""
    if cursor.word() not in ("кроме", "исключая", "исключением"):
        return []
    begun = cursor.at
    cursor.at += 1
    slots: list[Slot] = []
    while cursor.kind():
        here = cursor.at
        cursor.skip("separator")
        found = read_stretch(cursor)
        if not found or not all(isinstance(part, SlotPart) for part in found):
            cursor.at = here
            break
        slots += [part.slot for part in found if isinstance(part, SlotPart)]
    if slots:
        return [ExceptPart(tuple(slots))]
    cursor.at = begun
    return []


def _reads_time(cursor: Cursor) -> bool:
    """Moves past a part of time, if one stands here, perhaps after a preposition."""
    begun = cursor.at
    cursor.skip("in")
    try:
        found = _read_time(cursor)
    except UnreadableTermError:
        found = [RoundPart()]  # time, although an impossible one
    if found:
        return True
    cursor.at = begun
    return False
