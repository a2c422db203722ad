"""Under which keys members of an indicator stand: type and place of the organisation, age, service, position, level."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from ..core.conditions import All, AnyOf, Test
from ..core.dates import full_years
from ..core.kinds import Bool, Choice
from ..core.register import FieldSpec
from ..indicators.compute import Result
from ..indicators.quality import facts
from ..indicators.tally import Tally, subject_register
from ..registers import REGISTERS
from ..registers.positions import category_of
from ..storage import query
from ..storage.database import Database
from ..work.staff_rows import Cut, band_titles, cuts, rows_of, staff_rows

_JOB = ("teacher_id", "position", "staff_category", "subjects")
_OWN_FIELDS = ("level", "is_cnppm", "is_federal", "form", "kind", "result", "stage")
UNKNOWN = "нет данных"


@dataclass(frozen=True)
class Keys:
    """One way to divide members. ``of_place``: by the organisation of the row, else by the member itself.

    ``order``: all keys as they are to stand; ``of`` gives the keys of an organisation or a member, () unknown.
    """

    id: str
    title: str
    order: tuple[str, ...]
    of: Callable[[Any], tuple[str, ...]]
    of_place: bool = False
    overlaps: bool = False
    only_numerator: bool = False


def all_keys(db: Database, result: Result) -> list[Keys]:
    """Every way the members of an indicator can be divided."""
    tally = result.tally
    if tally is None or not tally.counting.parts:
        return []
    found = list(_of_definition(tally)) + list(_of_places(db, tally))
    if tally.counting.is_weighted:
        return [each for each in found if each.of_place]
    registers = {subject_register(part) for part in tally.counting.parts}
    if len(tally.counting.parts) == 1 and len(registers) == 1 and None not in registers:
        register = next(iter(registers)) or ""
        ids = [each for each in tally.roles if isinstance(each, int)]
        on = result.definition.period(result.period).end if result.definition else result.period.end
        found += _of_records(db, register, ids)
        found += _of_people(db, register, ids, on)
        if register == "teachers" and result.definition is not None:
            found += _of_facts(db, result)
    return found


def _of_definition(tally: Tally) -> Iterable[Keys]:
    """The breakdown that the definition itself has."""
    if tally.slices:
        standing: dict[Any, list[str]] = {}
        for key, members in tally.slices.items():
            for each in members:
                standing.setdefault(each, []).append(key)
        table = {each: tuple(keys) for each, keys in standing.items()}
        yield Keys("own", "По методике", tuple(tally.slices), partial(_look, table), overlaps=True, only_numerator=True)


def _of_places(db: Database, tally: Tally) -> Iterable[Keys]:
    if not any(place is not None for place in tally.row_organizations):
        return
    rows = list(query.rows(db, query.Query("organizations"), ["kind", "locality"]))
    for at, (name, title) in enumerate((("kind", "Тип организации"), ("locality", "Город и село"))):
        kind = REGISTERS["organizations"].by_name[name].kind
        assert isinstance(kind, Choice)
        labels = kind.dictionary.labels
        known = {row.id: (labels[row.values[at]],) for row in rows if row.values[at] in labels}
        yield Keys(name, title, tuple(labels.values()), partial(_look, known), of_place=True)


def _look(table: Mapping[Any, tuple[str, ...]], key: Any) -> tuple[str, ...]:
    return table.get(key, ())


def _of_records(db: Database, register: str, ids: Sequence[int]) -> Iterable[Keys]:
    """Fields of the member itself, and of the event it took part in."""
    spec = REGISTERS[register]
    if register in ("teachers", "organizations"):
        return
    for name in _OWN_FIELDS:
        if name in spec.by_name:
            yield from _of_field(db, register, ids, spec.by_name[name])
            continue
        for through in (each for each in spec.links if each.link in ("activities", "contests", "programmes")):
            other = REGISTERS[through.link or ""]
            if name in other.by_name:
                yield from _of_field(db, register, ids, other.by_name[name], through.name)


def _of_field(
    db: Database, register: str, ids: Sequence[int], field: FieldSpec, through: str | None = None
) -> Iterable[Keys]:
    labels = _labels(field)
    if labels is None:
        return
    spec = REGISTERS[register]
    if through is None:
        found = {row.id: row.values[0] for row in query.fetch(db, spec, ids, [field.name])}
    else:
        links = {row.id: row.values[0].id for row in query.fetch(db, spec, ids, [through]) if row.values[0]}
        other = REGISTERS[spec.by_name[through].link or ""]
        values = {row.id: row.values[0] for row in query.fetch(db, other, sorted({*links.values()}), [field.name])}
        found = {each: values.get(linked) for each, linked in links.items()}
    known = {each: (labels[value],) for each, value in found.items() if value in labels}
    if known:
        yield Keys(field.name, field.label, tuple(dict.fromkeys(labels.values())), partial(_look, known))


def _labels(field: FieldSpec) -> dict[Any, str] | None:
    if isinstance(field.kind, Choice):
        return dict(field.kind.dictionary.labels)
    return {True: "да", False: "нет"} if isinstance(field.kind, Bool) else None


def _of_people(db: Database, register: str, ids: Sequence[int], on: date) -> Iterable[Keys]:
    """Age and service of the person, and the main jobs of the day: positions and subjects."""
    person = {each: each for each in ids}
    if register != "teachers":
        link = next((each.name for each in REGISTERS[register].links if each.link == "teachers"), None)
        if link is None:
            return
        rows = query.fetch(db, REGISTERS[register], ids, [link])
        person = {row.id: row.values[0].id for row in rows if row.values[0] is not None}
    people = sorted({each for each in person.values() if each is not None})
    for id_, cut in cuts().items():
        name = {"age": "born_on", "teaching_service": "teaching_since"}.get(cut.kind)
        if name is not None:
            yield from _of_band(db, id_, cut, name, person, people, on)
    yield from _of_jobs(db, person, people, on)


def _of_band(
    db: Database, id_: str, cut: Cut, name: str, person: Mapping[int, int], people: Sequence[int], on: date
) -> Iterable[Keys]:
    titles = band_titles(cut.bands, cut.kind)
    known: dict[int, tuple[str, ...]] = {}
    for row in query.fetch(db, REGISTERS["teachers"], people, [name, f"other_{name}"]):
        since, other = row.values
        first = _band(cut, titles, since, on)
        if first is not None and (other is None or _band(cut, titles, other, on) == first):
            known[row.id] = (first,)
    yield Keys(id_, cut.title, titles, lambda own: known.get(person.get(own, 0), ()))


def _band(cut: Cut, titles: Sequence[str], since: date | None, on: date) -> str | None:
    if since is None or since > on:
        return None
    years = full_years(since, on)
    return titles[max(place for place, least in enumerate(cut.bands) if least <= years)]


def _of_jobs(db: Database, person: Mapping[int, int], people: Sequence[int], on: date) -> Iterable[Keys]:
    active = All((
        Test("is_main", "ne", False),
        AnyOf((Test("hired_on", "empty"), Test("hired_on", "le", on))),
        AnyOf((Test("left_on", "empty"), Test("left_on", "ge", on))),
    ))  # fmt: skip
    titles = {row.id: row.title for row in staff_rows()}
    wanted = set(people)
    positions: dict[int, dict[str, None]] = {}
    subjects: dict[int, dict[str, None]] = {}
    jobs = query.rows(db, query.Query("employments", where=active), _JOB)
    for job in sorted(jobs, key=lambda one: one.id):
        each, position, category, taught = job.values[0].id, *job.values[1:]
        if each not in wanted:
            continue
        rows = rows_of(category or category_of(position), position)
        if rows:
            positions.setdefault(each, {})[titles[rows[-1]]] = None
        subjects.setdefault(each, {}).update(dict.fromkeys(taught or ()))
    order = tuple(dict.fromkeys(titles.values()))
    first = {each: (next(iter(found)),) for each, found in positions.items()}
    yield Keys("position", "Группа должностей", order, lambda own: first.get(person.get(own, 0), ()))
    taught_by = {each: tuple(found) for each, found in subjects.items() if found}
    named = tuple(sorted({one for found in taught_by.values() for one in found}))
    if named:
        yield Keys("subject", "Предмет", named, lambda own: taught_by.get(person.get(own, 0), ()), overlaps=True)


def _of_facts(db: Database, result: Result) -> Iterable[Keys]:
    """Level of the event and ЦНППМ of the facts by which people stand in the numerator."""
    assert result.definition is not None
    for register, members in facts(db, result.definition, result.period).items():
        of_fact = [each for found in members.values() for each in found]
        for keys in _of_records(db, register, of_fact):
            if keys.id not in ("level", "is_cnppm", "is_federal", "form"):
                continue
            known = {
                member: tuple(dict.fromkeys(key for one in sorted(found) for key in keys.of(one)))
                for member, found in members.items()
            }
            title = f"{keys.title}: {REGISTERS[register].title.lower()}"
            yield Keys(f"{register}.{keys.id}", title, keys.order, partial(_look, known), False, True, True)
