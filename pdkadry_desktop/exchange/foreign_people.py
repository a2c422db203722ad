"""Finds the person of the base that a row of a foreign table means; who is not certain waits for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..core.kinds import Text
from .codes import stable_code
from .foreign_names import Name
from .jobs import Term, match
from .layout import name_key
from .snapshot import Snapshot

NEW = "новый"  # written into «Код» when a namesake is another person


@dataclass(slots=True)
class Person:
    """A person of the base, or a new one of this file (``known`` is then empty)."""

    code: str
    name: Name
    born_on: date | None
    snils: str
    known: Mapping[str, Any] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)  # codes of organisations
    jobs: list[dict[str, Any]] = field(default_factory=list)
    spellings: set[str] = field(default_factory=set)  # names by which files bring the person, though it has another

    def is_called(self, name: Name) -> bool:
        """The name does not rename the person: it was the surname before, or that of a card merged into this one."""
        was = name_key(name.last) in map(name_key, self.former)
        return was or _name_key(name) in self.spellings

    @property
    def former(self) -> tuple[str, ...]:
        """Surnames the person had before."""
        return tuple(self.known.get("former_last_names") or ())

    def job(self, place: str, positions: Iterable[str], hired_on: date | None) -> dict[str, Any] | None:
        """The job of the base at this place, by any of the spellings of its position."""
        for position in positions:
            found = [
                each for each in self.jobs
                if each["place"] == place and name_key(each["position"]) == name_key(position)
            ]  # fmt: skip
            working = [each for each in found if each["left_on"] is None] or found
            terms = [Term(each["hired_on"], each["left_on"]) for each in working]
            at = match([Term(hired_on, None)], terms).get(0)
            if at is not None:
                return working[at]
        return None


@dataclass(frozen=True, slots=True)
class Answer:
    """Who it is, or what to ask."""

    person: Person | None = None
    question: str = ""


class People:
    """All people who may be meant: of the base, and of the rows of the file read so far."""

    def __init__(self, snapshot: Snapshot) -> None:
        codes = {record_id: code for code, record_id in snapshot.codes.get("teachers", {}).items()}
        places = {record_id: code for code, record_id in snapshot.codes.get("organizations", {}).items()}
        self.by_code: dict[str, Person] = {}
        self._by_name: dict[str, list[Person]] = {}
        self._by_surname: dict[str, list[Person]] = {}
        self._by_snils: dict[str, Person] = {}
        self._by_former: dict[str, list[Person]] = {}
        by_id: dict[int, Person] = {}
        for record_id, row in snapshot.records("teachers"):
            name = Name(row["last_name"], row["first_name"], row["middle_name"])
            person = Person(codes[record_id], name, row["born_on"], _digits(row["snils"]), row)
            by_id[record_id] = person
            self._remember(person)
        for person in by_id.values():
            for former in person.former:
                self._by_former.setdefault(name_key(former), []).append(person)
        for code, record_id in snapshot.codes.get("teachers", {}).items():
            if record_id in by_id:
                self.by_code.setdefault(code, by_id[record_id])
        for _, row in snapshot.records("employments"):
            person, place = by_id[row["teacher_id"]], places[row["organization_id"]]
            person.jobs.append({**row, "place": place})
            if row["left_on"] is None:
                person.places.add(place)

    def _remember(self, person: Person) -> None:
        self.by_code[person.code] = person
        self._by_name.setdefault(_name_key(person.name), []).append(person)
        self._by_surname.setdefault(name_key(person.name.last), []).append(person)
        if person.snils:
            self._by_snils.setdefault(person.snils, person)

    def find(
        self, name: Name, place: str | None, born_on: date | None = None, snils: str = "", code: str = ""
    ) -> Answer:  # fmt: skip
        """The person, nobody (somebody new), or a question. ``place`` None: any organisation."""
        if code and name_key(code) != NEW:
            found = self.by_code.get(code)
            return Answer(found) if found else Answer(question=f"Человека с кодом «{code}» в базе нет: проверьте код.")
        if snils and (known := self._by_snils.get(_digits(snils))):
            return Answer(known)
        if code:
            return Answer()
        candidates = self._candidates(name) or self._formerly(name)
        if not candidates:
            answer = self._similar(name, place)
            merged = None if answer.question else self._merged(name, place, born_on)
            return answer if merged is None else Answer(merged)
        if born_on is not None:
            exact = [each for each in candidates if each.born_on == born_on]
            if exact:
                return Answer(exact[0]) if len(exact) == 1 else self._ask(exact)
            candidates = [each for each in candidates if each.born_on is None]
        here = [each for each in candidates if place is None or place in each.places]
        if len(here) == 1:
            return Answer(here[0])
        if here or candidates:
            return self._ask(here or candidates)
        return Answer()

    def _candidates(self, name: Name) -> list[Person]:
        surnames = [surname for surname in (name.last, name.former) if surname]
        if name.is_short:
            return [
                each for surname in surnames for each in self._by_surname.get(name_key(surname), ())
                if _initials(each.name)[: 1 + bool(name.middle)] == _initials(name)[: 1 + bool(name.middle)]
            ]  # fmt: skip
        return [
            each for surname in surnames
            for each in self._by_name.get(_name_key(Name(surname, name.first, name.middle)), ())
        ]  # fmt: skip

    def _formerly(self, name: Name) -> list[Person]:
        """People who had this surname before."""
        there = self._by_former.get(name_key(name.last), ())
        if name.is_short:
            return [each for each in there if _initials(each.name).startswith(_initials(name))]
        given = _name_key(Name(name.last, name.first, name.middle))
        return [each for each in there if _name_key(Name(name.last, each.name.first, each.name.middle)) == given]

    def _merged(self, name: Name, place: str | None, born_on: date | None) -> Person | None:
        """The person into whom the one that this very row gave before was merged."""
        code = stable_code("П", _code_parts(name, place, born_on), ())
        person = self.by_code.get(code)
        if person is None or person.code == code:
            return None
        person.spellings.add(_name_key(name))
        return person

    def _similar(self, name: Name, place: str | None) -> Answer:
        """Nobody has this name; somebody here without (or with) the patronymic is asked about."""
        near = [
            each for each in self._by_surname.get(name_key(name.last), ())
            if place in each.places and name_key(each.name.first) == name_key(name.first)
            and not (name.middle and each.name.middle)
        ]  # fmt: skip
        return self._ask(near) if near and not name.is_short else Answer()

    def _ask(self, people: list[Person]) -> Answer:
        listed = "; ".join(f"{each.name} (код {each.code})" for each in people[:4])
        return Answer(question=(
            f"Не понять, кто это. В базе есть: {listed}. Строка ждёт: добавьте столбец «Код» и впишите код "
            f"или слово «{NEW}», если это другой человек; помогает и дата рождения."
        ))  # fmt: skip

    def add(self, name: Name, place: str, born_on: date | None, snils: str) -> Person:
        """A new person with a code that the same row will give again."""
        code = stable_code("П", _code_parts(name, place, born_on), self.by_code)
        person = Person(code, name, born_on, _digits(snils), places={place})
        self._remember(person)
        return person


def _code_parts(name: Name, place: str | None, born_on: date | None) -> tuple[str, str]:
    return _name_key(name), born_on.isoformat() if born_on else place or ""


def _name_key(name: Name) -> str:
    return name_key(str(name)).replace(" - ", "-")


def _initials(name: Name) -> str:
    return "".join(name_key(part)[0] for part in (name.first, name.middle) if part)


def _digits(snils: object) -> str:
    return "".join(sign for sign in Text().from_cell(snils) or "" if sign.isdecimal())
