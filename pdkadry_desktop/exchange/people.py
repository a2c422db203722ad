"""Decides the fate of every row of «Педагоги»: the columns of a person and of one of the person's jobs in one row.

More generally, of a sheet whose rows show a record together with its owner (layout.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..core.progress import Progress
from ..core.text import fold, name_key
from ..registers.positions import category_of
from ..storage.declare import title_of
from .checker import CheckedSheet
from .context import Context
from .jobs import Term, is_one_job, match
from .linking import resolve_links, settle_codes
from .plan import ChangedRow, FieldChange, SheetPlan
from .planner import refuse_without_columns, warn_by_rules

_STEP = 1000
_SURNAME, _FORMER = "last_name", "former_last_names"
_ORGANIZATION, _POSITION, _HIRED, _LEFT = "organization_id", "position", "hired_on", "left_on"

Group = tuple[Any, ...]  # person's code, organisation, folded position


@dataclass(slots=True)
class _Person:
    """A person met in the file: the values taken so far and the row each came from."""

    rows: list[int] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    given_by: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Job:
    """A job met in the file: the row that stands for it and its values."""

    row: int
    values: dict[str, Any]


def plan_people(checked: CheckedSheet, context: Context, plan: SheetPlan, progress: Progress) -> None:
    """Plans the sheet; organisations are planned before."""
    if checked.layout.owner is not None:
        settle_codes(checked, context, checked.layout.owner.key)
    resolve_links(checked, context)
    _PeoplePlanner(checked, context, plan).run(progress)


class _PeoplePlanner:
    def __init__(self, checked: CheckedSheet, context: Context, plan: SheetPlan) -> None:
        assert checked.layout.owner is not None
        self.checked, self.context, self.plan = checked, context, plan
        self.owner, self.spec = checked.layout.owner, checked.layout.spec
        self.link = checked.layout.owner_link
        columns = checked.values
        self.personal = {c.name: v for c, v in columns.items() if c.register == self.owner.key and c.name != "code"}
        self.job = {c.name: v for c, v in columns.items() if c.register == self.spec.key}
        self.codes: list[Any] = next((v for c, v in columns.items() if c.name == "code"), [None] * len(checked.numbers))
        self.people: dict[str, _Person] = {}
        self.jobs: dict[Group, list[_Job]] = {}
        self.repeats: dict[int, int] = {}  # row → the row it repeats
        self.base_jobs = self._base_jobs() if self.job else {}
        self.changes: dict[int, list[FieldChange]] = {}
        self.fates: dict[int, str] = {}

    def run(self, progress: Progress) -> None:
        checked, total = self.checked, len(self.checked.numbers)
        self._refuse_incomplete()
        for row in range(total):
            if row % _STEP == 0:
                progress.raise_if_cancelled()
                progress.step(row, total, f"Проверка листа «{checked.name}»")
            if row not in checked.refused:
                self._take(row)
        self._plan_people()
        for group, jobs in self.jobs.items():
            self._plan_jobs(group, jobs)
        self._warn_positions()
        self._tell()

    # -- what the base holds -----------------------------------------------------------------------------------------

    def _base_jobs(self) -> dict[Group, list[tuple[int, dict[str, Any]]]]:
        owners = {record_id: code for code, record_id in self.context.codes(self.owner.key).items()}
        found: dict[Group, list[tuple[int, dict[str, Any]]]] = {}
        names = list(self.spec.by_name)
        for record_id, values in self.context.base(self.spec).items():
            row = dict(zip(names, values, strict=True))
            found.setdefault(self._group(owners[row[self.link]], row), []).append((record_id, row))
        return found

    def _group(self, code: str, values: Mapping[str, Any]) -> Group:
        """What must agree for two rows to be one job; a key column the file lacks is left out."""
        place = values.get(_ORGANIZATION) if _ORGANIZATION in self.job else None
        position = fold(values.get(_POSITION) or "") if _POSITION in self.job else None
        return (code, place, position)

    # -- taking rows in file order -----------------------------------------------------------------------------------

    def _refuse_incomplete(self) -> None:
        """New people and new jobs need all required columns."""
        known = self.context.codes(self.owner.key)
        absent = [
            each for spec in (self.owner, self.spec) for each in spec.fields
            if each.required and each.name != self.link and not self.checked.has(spec.key, each.name)
        ]  # fmt: skip
        missing = [each for each in absent if each.name in self.owner.by_name or self.job]
        if not absent:
            return
        for row, code in enumerate(self.codes):
            if row in self.checked.refused:
                continue
            is_known = code is not None and code in known
            if not is_known:
                refuse_without_columns(self.checked, row, absent)
            elif self.job and missing:
                self._refuse_vague_job(row, code)

    def _refuse_vague_job(self, row: int, code: str) -> None:
        values = self._job_values(row)
        found = self.base_jobs.get(self._group(code, values), [])
        absent = [self.spec.by_name[n] for n in (_ORGANIZATION, _POSITION) if n not in self.job]
        if absent and not found:
            refuse_without_columns(self.checked, row, absent)
        elif absent and len(found) > 1:
            names = ", ".join(f"«{each.header}»" for each in absent)
            self.checked.refuse(
                row, None, f"Мест работы несколько: без столбца {names} не понять, какое. Добавьте его."
            )

    def _job_values(self, row: int) -> dict[str, Any]:
        return {name: values[row] for name, values in self.job.items()}

    def _take(self, row: int) -> None:
        """Takes a row unless it contradicts an earlier one; of contradicting rows the first stands."""
        code = self.codes[row]
        person = self.people.get(code) or _Person()
        given = {name: values[row] for name, values in self.personal.items() if values[row] is not None}
        differing = [name for name, value in given.items() if person.values.get(name, value) != value]
        for name in differing:
            column = self.checked.column(self.owner.key, name)
            earlier = self.checked.numbers[person.given_by[name]]
            was = self.owner.by_name[name].kind.format(person.values[name])
            self.checked.refuse(
                row, column,
                f"В строке {earlier} у человека с кодом «{code}» здесь «{was}». Принята первая строка; исправьте эту.",
            )  # fmt: skip
        if differing or (self.job and not self._take_job(row, code)):
            return
        self.people[code] = person
        person.rows.append(row)
        for name, value in given.items():
            if name not in person.values:
                person.values[name] = value
                person.given_by[name] = row

    def _take_job(self, row: int, code: str) -> bool:
        values = self._job_values(row)
        group = self._group(code, values)
        taken = self.jobs.setdefault(group, [])
        term = _term(values)
        exact = {each.get(_HIRED) for _, each in self.base_jobs.get(group, ())}
        for job in taken:
            if _term(job.values).hired_on == term.hired_on or (
                is_one_job(_term(job.values), term)
                and not {term.hired_on, job.values.get(_HIRED)} <= exact  # the base holds both as they are
            ):
                return self._is_repeat(row, job, values)
        taken.append(_Job(row, values))
        return True

    def _is_repeat(self, row: int, job: _Job, values: dict[str, Any]) -> bool:
        found = self.context.differing(self.spec, list(values), list(values.values()), job.values)
        if not found:
            self.repeats[row] = job.row
            return True
        listed = ", ".join(f"«{self.spec.by_name[name].header}»" for name in found)
        self.checked.refuse(
            row, self.checked.column(self.spec.key, next(iter(found))),
            f"Это же место работы уже есть в строке {self.checked.numbers[job.row]}, но отличается: {listed}. Принята "
            "первая строка. Оставьте одну; если это два срока работы, укажите в обеих даты приёма и увольнения.",
        )  # fmt: skip
        return False

    # -- comparing with the base -------------------------------------------------------------------------------------

    def _plan_people(self) -> None:
        codes = self.context.codes(self.owner.key)
        names = list(self.personal)
        for code, person in self.people.items():
            record_id = codes.get(code)
            if record_id is None:
                new = {"code": code, **{name: person.values.get(name) for name in names}}
                codes[code] = self.context.add(self.owner.key, new)
                warn_by_rules(self.checked, person.rows[0], self.owner, new)
                continue
            old = self.context.base_row(self.owner, record_id)
            values = [person.values.get(name) for name in names]
            found = self.context.differing(self.owner, names, values, old)
            self.context.change(self.owner.key, record_id, found)
            self._warn_former(person, old, found)
            for name, change in zip(found, self.context.shown_changes(self.owner, found, old), strict=True):
                self.changes.setdefault(person.given_by.get(name, person.rows[0]), []).append(change)
            warn_by_rules(self.checked, person.rows[0], self.owner, {**old, **found})

    def _warn_former(self, person: _Person, old: Mapping[str, Any], found: Mapping[str, Any]) -> None:
        """A file older than the change of a surname would bring the old one back."""
        former = {name_key(each) for each in old.get(_FORMER) or ()}
        if name_key(found.get(_SURNAME) or "") in former:
            self.checked.warn(
                person.given_by[_SURNAME], self.checked.column(self.owner.key, _SURNAME),
                f"Это прежняя фамилия: в базе человек уже записан как «{old[_SURNAME]}». Если файл старый, исправьте "
                "фамилию в нём.",
            )  # fmt: skip

    def _plan_jobs(self, group: Group, jobs: list[_Job]) -> None:
        known = self.base_jobs.get(group, [])
        matched = match([_term(job.values) for job in jobs], [_term(values) for _, values in known]) if known else {}
        owner_id = self.context.codes(self.owner.key)[group[0]] if jobs else 0
        for at, job in enumerate(jobs):
            if at not in matched:
                new = {self.link: owner_id, **job.values}
                self.context.add(self.spec.key, new)
                self.fates[job.row] = "added"
                warn_by_rules(self.checked, job.row, self.spec, new)
                continue
            record_id, old = known[matched[at]]
            found = self.context.differing(self.spec, list(job.values), list(job.values.values()), old)
            self.context.change(self.spec.key, record_id, found)
            self.changes.setdefault(job.row, []).extend(self.context.shown_changes(self.spec, found, old))
            warn_by_rules(self.checked, job.row, self.spec, {**old, **found})

    def _warn_positions(self) -> None:
        """Once for each position that is not of the nomenclature."""
        told: set[str] = set()
        for row, position in enumerate(self.job.get(_POSITION, ())):
            if row in self.checked.refused or position is None or (key := fold(position)) in told:
                continue
            told.add(key)
            if category_of(position) == "other":
                self.checked.warn(
                    row, self.checked.column(self.spec.key, _POSITION),
                    "Такой должности нет в номенклатуре (постановление № 225), она отнесена к категории «иной». "
                    "Проверьте название или укажите «Категорию персонала».",
                )  # fmt: skip

    def _tell(self) -> None:
        """Writes the fate of every row into the plan, in file order."""
        for row, number in enumerate(self.checked.numbers):
            changes = self.changes.get(row)
            if row in self.checked.refused:
                self.plan.rejected.append(number)
                if isinstance(self.codes[row], str) and self.codes[row] not in self.people:
                    self.context.refused_codes.setdefault(self.owner.key, set()).add(self.codes[row])
            elif self.fates.get(row) == "added":
                self.plan.added.append(number)
            elif changes:
                record = self.context.record(self.owner.key, self.context.codes(self.owner.key)[self.codes[row]])
                self.plan.changed.append(ChangedRow(number, title_of(self.owner, record), tuple(changes)))
            else:
                self.plan.unchanged.append(number)


def _term(values: Mapping[str, Any]) -> Term:
    return Term(values.get(_HIRED), values.get(_LEFT))
