"""The catalogue and its courses: which courses could name their programme, which say otherwise than it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..core.conditions import All, AnyOf, Test
from ..core.text import counted, fold
from ..registers import REGISTERS
from ..registers.closed_periods import CLOSED_PERIODS
from ..storage import query
from ..storage.database import Database

COURSES, PROGRAMMES = REGISTERS["courses"], REGISTERS["programmes"]


@dataclass(frozen=True, slots=True)
class Unlinked:
    """Courses that have the name and kind of a programme and do not name it."""

    programme_id: int
    programme: str
    ids: tuple[int, ...]
    closed: int


@dataclass(frozen=True, slots=True)
class Differing:
    """Courses of a programme whose own value of a field is not the programme's."""

    programme_id: int
    programme: str
    field: str
    own: str
    inherited: str
    ids: tuple[int, ...]
    closed: int

    @property
    def field_label(self) -> str:
        return COURSES.by_name[self.field].label


@dataclass(frozen=True, slots=True)
class Reach:
    """What a change of a programme touches: courses that inherit a field from it; of closed years; with own values."""

    inheriting: int
    closed: int
    own: int

    def words(self) -> str:
        """«214 курсов берут пустые поля отсюда (из них закрытых лет: 30); своё значение у 12»."""
        if not self.inheriting and not self.own:
            return ""
        closed = f" (из них закрытых лет: {self.closed})" if self.closed else ""
        own = f"; своё значение хотя бы одного поля у {self.own}" if self.own else ""
        return f"пустые поля берут отсюда {counted(self.inheriting, 'курс', 'курса', 'курсов')}{closed}{own}"


def inherited_fields() -> list[str]:
    """The fields that a course takes from its programme."""
    return [each.name for each in COURSES.fields if each.inherits is not None and not each.inherits.register]


def closed_years(db: Database) -> frozenset[int]:
    """Years whose results are closed in some profile."""
    where = AnyOf((Test("is_reopened", "empty"), Test("is_reopened", "eq", False)))
    rows = query.rows(db, query.Query(CLOSED_PERIODS.key, where=where), ["year"])
    return frozenset(row.values[0] for row in rows)


def unlinked(db: Database) -> list[Unlinked]:
    """The programmes whose courses could name them; a name that two programmes share is left out."""
    by_name: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for row in query.rows(db, query.Query("programmes"), ["name", "kind"]):
        by_name.setdefault((fold(row.values[0]), row.values[1]), []).append((row.id, row.values[0]))
    closed = closed_years(db)
    found: dict[int, list[tuple[int, bool]]] = {}
    names: dict[int, str] = {}
    where = Test("programme_id", "empty")
    for row in query.rows(db, query.Query("courses", where=where), ["name", "kind", "ends_on"]):
        name, kind, end = row.values
        programmes = by_name.get((fold(name), kind), [])
        if len(programmes) == 1:
            names[programmes[0][0]] = programmes[0][1]
            found.setdefault(programmes[0][0], []).append((row.id, end.year in closed))
    lines = [
        Unlinked(each, names[each], tuple(one for one, _ in rows), sum(is_closed for _, is_closed in rows))
        for each, rows in found.items()
    ]
    return sorted(lines, key=lambda line: (-len(line.ids), fold(line.programme)))


def differing(db: Database, programme_id: int | None = None) -> list[Differing]:
    """Own values that contradict the programme; of all programmes or of one."""
    fields = inherited_fields()
    wanted: list[Any] = [Test("programme_id", "filled" if programme_id is None else "eq", programme_id)]
    programmes = {
        row.id: row.values for row in query.rows(db, query.Query("programmes"), ["name", *fields])
    }  # fmt: skip
    closed = closed_years(db)
    groups: dict[tuple[int, str, Any], list[tuple[int, bool]]] = {}
    query_rows = query.rows(db, query.Query("courses", where=All(tuple(wanted))), ["programme_id", "ends_on", *fields])
    for row in query_rows:
        programme, end, *own = row.values
        theirs = programmes[programme.id][1:]
        for name, mine, other in zip(fields, own, theirs, strict=True):
            if mine is not None and other is not None and mine != other:
                groups.setdefault((programme.id, name, mine), []).append((row.id, end.year in closed))
    found = []
    for (programme, name, mine), rows in groups.items():
        kind = COURSES.by_name[name].kind
        other = programmes[programme][1 + fields.index(name)]
        found.append(Differing(
            programme, programmes[programme][0], name, kind.format(mine), kind.format(other),
            tuple(each for each, _ in rows), sum(is_closed for _, is_closed in rows),
        ))  # fmt: skip
    return sorted(found, key=lambda each: (fold(each.programme), each.field, -len(each.ids)))


def reach(db: Database, programme_id: int) -> Reach:
    """How many courses a change of this programme touches."""
    fields = inherited_fields()
    closed = closed_years(db)
    where = Test("programme_id", "eq", programme_id)
    inheriting = of_closed = own = 0
    for row in query.rows(db, query.Query("courses", where=where), ["ends_on", *fields]):
        end, *values = row.values
        if None in values:
            inheriting += 1
            of_closed += end.year in closed
        own += any(value is not None for value in values)
    return Reach(inheriting, of_closed, own)


def link_courses(db: Database, lines: Sequence[Unlinked]) -> int:
    """The courses name their programme; their own values stay."""
    rows = [(each, {"programme_id": line.programme_id}) for line in lines for each in line.ids]
    with db.change(f"Курсы связаны с каталогом программ: {counted(len(rows), *COURSES.forms_of_count)}") as change:
        return change.set_many(COURSES, rows)


def take_from_programme(db: Database, lines: Sequence[Differing]) -> int:
    """Own values that contradict the programme are emptied: the programme's count again."""
    rows = [(each, {line.field: None}) for line in lines for each in line.ids]
    count = len({each for each, _ in rows})
    with db.change(f"Признаки взяты из программы: {counted(count, *COURSES.forms_of_count)}") as change:
        return change.set_many(COURSES, rows)
