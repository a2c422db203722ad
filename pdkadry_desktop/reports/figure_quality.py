"""What is said of the data of a figure: organisations that sent nothing, empty flags, members without a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..core.text import counted
from ..indicators.compute import Result
from ..indicators.members import groups
from ..indicators.quality import Completeness, EmptyFlag, Reporting, completeness, empty_flags, facts, reporting
from ..storage.database import Database
from ..work.attachments import may_have_documents, without_documents

_PLACES = ("организации", "организаций", "организаций")


@dataclass(frozen=True)
class Unproved:
    """Counted members of a register none of whose deciding facts has a document, out of all counted."""

    register: str
    ids: frozenset[int]

    def words(self) -> str:
        """«у 5 учтённых нет документа»."""
        return f"у {counted(len(self.ids), 'учтённого', 'учтённых', 'учтённых')} нет документа"


@dataclass(frozen=True)
class FigureQuality:
    """All that is said of one figure; empty parts are left out."""

    completeness: Completeness | None
    flags: tuple[EmptyFlag, ...]
    unproved: tuple[Unproved, ...]

    def notes(self, wants_documents: bool = False) -> list[str]:
        """The sentences for paper, each without its point; documents are missed only where the order wants them."""
        found = []
        if self.completeness is not None and self.completeness.silent:
            silent = counted(len(self.completeness.silent), *_PLACES)
            found.append(f"{self.completeness.words()}, от {silent} данных нет")
        found += [each.words() for each in self.flags]
        return [*found, *(each.words() for each in self.unproved)] if wants_documents else found


def figure_quality(db: Database, result: Result, known: Reporting | None = None) -> FigureQuality:
    """Read anew for one figure; ``known``: what ``reporting`` found for the day."""
    definition = result.definition
    flags: Sequence[EmptyFlag] = ()
    if definition is not None and result.closed is None:
        flags = empty_flags(db, definition, result.period)
    return FigureQuality(
        completeness(result, known or reporting(db, result.period)), tuple(flags), tuple(_unproved(db, result))
    )


def _unproved(db: Database, result: Result) -> list[Unproved]:
    """Members of the numerator without a document: their own, or one of the facts by which they count."""
    tally, definition = result.tally, result.definition
    if tally is None or definition is None or result.closed is not None:
        return []
    by_fact = facts(db, definition, result.period)
    missing: dict[str, frozenset[int]] = {}

    def lacking(register: str) -> frozenset[int]:
        if register not in missing:
            missing[register] = without_documents(db, register) if may_have_documents(register) else frozenset()
        return missing[register]

    found = []
    for group in groups(db, tally, tally.members("numerator")):
        if group.register is None or group.register == "organizations":
            continue
        deciding = {each: fact for each, fact in by_fact.items() if any(member in fact for member in group.ids)}
        if deciding:
            ids = {
                member for member in group.ids
                if all(of <= lacking(each) for each, fact in deciding.items() if (of := fact.get(member)))
            }  # fmt: skip
        elif group.register == "teachers":
            continue  # counted by fields of their own: no fact that a document would prove
        else:
            ids = set(group.ids) & lacking(group.register)
        if ids:
            found.append(Unproved(group.register, frozenset(ids)))
    return found
