"""Which records belong to one organisation: a file for a school holds nobody else's people.

Its people are those who work there now or will. A record belongs to it when it refers to them or to the organisation
and to nobody else; so does a record that only refers to such a record (steps of a route). Programmes, contests, events
and the like come along when a record that belongs here refers to them and they name no stranger; providers of training
always do: what is known of them is inherited by courses.
"""

from __future__ import annotations

from datetime import date

from ..core.errors import UserError
from ..core.register import RegisterSpec
from ..registers import REGISTERS
from ..storage.database import Database
from ..storage.scan import scan
from .layout import BY_NAME

_PEOPLE, _PLACES, _JOBS = "teachers", "organizations", "employments"


def own_rows(db: Database, code: str, today: date) -> dict[str, set[int]]:
    """Ids by register; UserError when there is no organisation with this code."""
    places = {values[0]: each for each, values in scan(db, REGISTERS[_PLACES], ["code"])}
    place = places.get(code.strip())
    if place is None:
        raise UserError(f"Организации с кодом «{code}» в базе нет.", "Проверьте код на странице «Организации».")
    jobs, people = set(), set()
    for each, (person, where, left_on) in scan(db, REGISTERS[_JOBS], ["teacher_id", "organization_id", "left_on"]):
        if where == place and (left_on is None or left_on >= today):
            jobs.add(each)
            people.add(person)
    return _Belonging(db, place, people, jobs).collect()


class _Belonging:
    def __init__(self, db: Database, place: int, people: set[int], jobs: set[int]) -> None:
        self._db = db
        self._mine = {_PEOPLE: people, _PLACES: {place}}
        self._own: dict[str, set[int]] = {_PEOPLE: people, _PLACES: {place}, _JOBS: jobs}
        self._links: dict[str, dict[int, dict[str, int]]] = {}  # register → record → link → id, without strangers

    def collect(self) -> dict[str, set[int]]:
        rest = [spec for spec in REGISTERS.values() if spec.key not in self._own]
        for spec in rest:
            self._links[spec.key] = self._without_strangers(spec)
            direct = [each.name for each in spec.links if each.link in self._mine]
            self._own[spec.key] = {
                each for each, links in self._links[spec.key].items() if any(name in links for name in direct)
            }
        self._grow(rest, owners=True)
        self._grow(rest, owners=False)
        for register in {name for names in BY_NAME.values() for name in names}:
            self._own[register] = set(self._links[register])
        return self._own

    def _without_strangers(self, spec: RegisterSpec) -> dict[int, dict[str, int]]:
        names = [each.name for each in spec.links]
        named = [(each.name, self._mine[each.link]) for each in spec.links if each.link in self._mine]
        found = {}
        for record_id, ids in scan(self._db, spec, names):
            links = {name: each for name, each in zip(names, ids, strict=True) if each is not None}
            if all(links[name] in mine for name, mine in named if name in links):
                found[record_id] = links
        return found

    def _grow(self, rest: list[RegisterSpec], *, owners: bool) -> None:
        """With ``owners`` down to what only refers to an own record, else up to what an own record refers to."""
        while True:
            before = sum(map(len, self._own.values()))
            for spec in rest:
                for each in spec.links:
                    target = each.link
                    if target is None or target in self._mine:
                        continue
                    known = self._links[spec.key]
                    if owners and not any(link.link in self._mine for link in spec.links):
                        own = self._own[target]
                        self._own[spec.key] |= {record for record in known if known[record].get(each.name) in own}
                    elif not owners:
                        referred = {known[record].get(each.name) for record in self._own[spec.key]}
                        self._own[target].update(each for each in self._links[target] if each in referred)
            if sum(map(len, self._own.values())) == before:
                return
