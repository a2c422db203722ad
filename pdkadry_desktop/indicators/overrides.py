"""Figures entered by hand and documents of evidence: reading, entering, revoking, flagging what moved since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import RowMapping, Select, select

from ..core.errors import ChangeRefused
from ..core.register import Problem
from ..registers.indicator_evidence import INDICATOR_EVIDENCE
from ..registers.indicator_values import INDICATOR_VALUES
from ..storage.database import Database
from ..storage.declare import table_of
from ..storage.records import Invalid
from .compute import Result
from .given import Entered, value_of
from .profiles import exact

_VALUES, _EVIDENCE, _DOCUMENTS = table_of(INDICATOR_VALUES), table_of(INDICATOR_EVIDENCE), table_of("documents")


# -- reading ---------------------------------------------------------------------------------------------------------


def entered_values(db: Database, profile_id: str) -> list[Entered]:
    """The values in force of a profile: not revoked, the newest of an indicator, year and organisation."""
    found = {
        (each.indicator, each.year, each.organization): each
        for each in reversed(history(db, profile_id))
        if each.revoked_on is None
    }
    return list(found.values())


def history(db: Database, profile_id: str, indicator: str | None = None, year: int | None = None) -> list[Entered]:
    """Everything that was entered, revoked values too, the newest first."""
    statement = _with_documents().where(_VALUES.c.profile == profile_id)
    if indicator is not None:
        statement = statement.where(_VALUES.c.indicator == indicator)
    if year is not None:
        statement = statement.where(_VALUES.c.year == year)
    return [_entered(row) for row in db.connection.execute(statement).mappings()]


def read_entered(db: Database, ids: Iterable[int]) -> dict[int, Entered]:
    """Values by their records, revoked ones too."""
    statement = _with_documents().where(_VALUES.c.id.in_(list(ids)))
    return {row["id"]: _entered(row) for row in db.connection.execute(statement).mappings()}


def _with_documents() -> Select[Any]:
    return (
        select(_VALUES, _DOCUMENTS.c.title.label("document"))
        .outerjoin(_DOCUMENTS, _DOCUMENTS.c.id == _VALUES.c.document_id)
        .order_by(_VALUES.c.id.desc())
    )


def _entered(row: RowMapping) -> Entered:
    numerator, base, value = (
        None if row[each] is None else exact(row[each]) for each in ("numerator", "base", "value")
    )
    return Entered(
        row["id"], row["indicator"], row["year"], row["organization_id"], numerator, base, value, row["reason"],
        row["document_id"], row["document"] or "", row["method"] == "sample", row["sample_size"], row["entered_on"],
        row["revoked_on"], (row["computed_numerator"], row["computed_base"], row["computed_value"]),
    )  # fmt: skip


def evidence(db: Database, profile_id: str) -> set[tuple[str, int]]:
    """(indicator, year) of the indicators that a document proves."""
    statement = select(_EVIDENCE.c.indicator, _EVIDENCE.c.year).where(_EVIDENCE.c.profile == profile_id)
    return {(row[0], row[1]) for row in db.connection.execute(statement)}


# -- entering --------------------------------------------------------------------------------------------------------


def enter_value(db: Database, profile_id: str, result: Result, values: Mapping[str, Any]) -> int:
    """Enters a figure for the indicator and year of ``result``; the one in force before is revoked. Returns its id.

    ``values``: fields of the register – organization_id, numerator, base, value, reason, document_id, method,
    sample_size, entered_on. Invalid with the problems of the fields, the reason among them.
    """
    place = values.get("organization_id")
    row = {
        **values, **_computed(result, place), "profile": profile_id, "indicator": result.id,
        "year": result.period.year, "entered_on": values.get("entered_on") or date.today(),
    }  # fmt: skip
    if problems := [*INDICATOR_VALUES.problems(row), *_unfit(result, row)]:
        raise Invalid(problems)
    with db.change(f"Введено значение: {result.id}, {result.period.year} год") as change:
        statement = select(_VALUES.c.id).where(
            _VALUES.c.profile == profile_id, _VALUES.c.indicator == result.id, _VALUES.c.year == result.period.year,
            _VALUES.c.revoked_on.is_(None), _VALUES.c.organization_id.is_not_distinct_from(place),
        )  # fmt: skip
        before = change.connection.scalars(statement).all()
        change.set_many(INDICATOR_VALUES, [(each, {"revoked_on": row["entered_on"]}) for each in before])
        return change.add(INDICATOR_VALUES, row)


def _unfit(result: Result, row: Mapping[str, Any]) -> list[Problem]:
    """What the register cannot know: the kind of the indicator."""
    numerator, base = row.get("numerator"), row.get("base")
    if result.kind in ("presence", "list") and row.get("document_id") is None:
        return [Problem("document_id", "Наличие подтверждают документом: выберите его.")]
    is_share = result.kind in ("share", "fte_share", "manual")
    if is_share and numerator is not None and base is not None and numerator > base:
        return [Problem("numerator", "Числитель доли не может быть больше знаменателя.")]
    return []


def _computed(result: Result, place: int | None) -> dict[str, float | None]:
    numbers = counted(result, place)
    names = ("computed_numerator", "computed_base", "computed_value")
    return {name: None if each is None else float(each) for name, each in zip(names, numbers, strict=True)}


def counted(result: Result, place: int | None) -> tuple[Fraction | int | None, Fraction | int | None, Fraction | None]:
    """Numerator, base and value as the registers give them now, in all or for one organisation."""
    if result.now is None:
        return None, None, None
    if place is None:
        figures = result.now.figures()
    else:
        figures = result.now.organizations().get(place, (0, 0 if result.now.counting.has_base else None))
    return *figures, value_of(result.kind, *figures)[0]


def moved(result: Result, entered: Entered) -> tuple[Fraction | None, Fraction | None] | None:
    """The computed value then and now, when the registers give another figure than at the time of entering."""
    then = entered.computed
    if then == (None, None, None):
        return None
    numbers = counted(result, entered.organization)
    if then == tuple(None if each is None else float(each) for each in numbers):
        return None
    return None if then[2] is None else exact(then[2]), numbers[2]


def revoke_value(db: Database, record_id: int, on: date) -> None:
    """The computed value counts again; the revoked one stays in the history."""
    with db.change("Отозвано введённое значение показателя") as change:
        row = change.current(INDICATOR_VALUES, [record_id]).get(record_id)
        if row is None or row["revoked_on"] is not None:
            raise ChangeRefused("Это значение уже отозвано или удалено.", "Обновите страницу.")
        change.set(INDICATOR_VALUES, record_id, {"revoked_on": on})


def add_evidence(db: Database, profile_id: str, indicator: str, year: int, document_id: int, note: str = "") -> int:
    """Attaches a document to an indicator; Invalid when it is attached already."""
    row = {
        "profile": profile_id, "indicator": indicator, "year": year, "document_id": document_id, "note": note or None
    }  # fmt: skip
    with db.change(f"Приложен документ: {indicator}, {year} год") as change:
        key = (_EVIDENCE.c[name] == row[name] for name in ("profile", "indicator", "year", "document_id"))
        if change.connection.scalar(select(_EVIDENCE.c.id).where(*key)) is not None:
            raise Invalid([Problem("document_id", "Этот документ к показателю уже приложен.")])
        return change.add(INDICATOR_EVIDENCE, row)
