"""Rows of people in a returned form: which job each means, what changed, who is new here."""

from __future__ import annotations

from typing import Any

from rapidfuzz import fuzz

from ..core.register import RegisterSpec
from ..core.text import fold, name_key
from ..registers import REGISTERS
from ..storage.declare import title_of
from .foreign_names import Name
from .foreign_people import NEW, Person
from .foreign_sheet import table_plan
from .foreign_table import ForeignTable
from .foreign_whose import NAMES
from .form_compare import Missing, Return, edits, equal_rows, listed, warn
from .form_rows import ReturnRow
from .form_templates import FormSheet
from .jobs import Term, match
from .plan import ChangedRow, FieldChange, SheetPlan

_SIMILAR = 85  # per cent of likeness of a whole name
Values = dict[str, Any]


class StaffReturn:
    """Plans one sheet of people."""

    def __init__(self, state: Return, form: FormSheet, table: ForeignTable, rows: list[ReturnRow]) -> None:
        self.state, self.form, self.rows = state, form, rows
        self.context, self.people = state.context, state.people
        self.owner: RegisterSpec = REGISTERS["teachers"]
        self.spec = form.layout.spec
        self.plan = table_plan(form.layout.name, table)
        self.jobs: dict[int, Values] = {
            each: row for each, row in state.context.snapshot.records(self.spec.key)
            if row["organization_id"] == state.place
        }  # fmt: skip
        self.codes = {record_id: code for code, record_id in self.context.codes("teachers").items()}
        self.claimed: dict[int, ReturnRow] = {}
        self.found: dict[int, int] = {}  # place of a row → its job
        self.started: dict[tuple[str, str], ReturnRow] = {}  # person and position of new jobs
        self._personal = [column.field for column in form.columns if column.register == self.owner.key]
        self._of_job = [column.field for column in form.columns if column.register == self.spec.key]

    def run(self) -> SheetPlan:
        if self.state.has_ids:
            self._match_by_ids()
        people: dict[int, Person | None] = {}
        for at, row in enumerate(self.rows):
            if at not in self.found and not row.is_refused:
                people[at] = self._person(row)
        for exactly in (True, False):
            for at, person in people.items():
                if person is not None and at not in self.found and not self.rows[at].is_refused:
                    self._match_job(at, person, exactly)
        for at, row in enumerate(self.rows):
            if row.is_refused:
                self.plan.rejected.append(row.number)
            elif at in self.found:
                self._change(row, self.found[at])
            else:
                self._add(row, people[at])
        self._tell_missing()
        return self.plan

    # -- who and which job ---------------------------------------------------------------------------------------

    def _match_by_ids(self) -> None:
        claims: dict[int, list[int]] = {}
        known = self.context.base(self.spec)
        for at, row in enumerate(self.rows):
            if row.record is None or row.record not in known or row.name is None:
                continue
            if row.record not in self.jobs:
                row.refuse("", "Это место работы в другой организации: строка не принята.")
            else:
                claims.setdefault(row.record, []).append(at)
        for job, places in claims.items():
            person = self.people.by_code[self.codes[self.jobs[job]["teacher_id"]]]
            fitting = [at for at in places if _agrees(self.rows[at], person)]
            fitting.sort(key=lambda at: self.rows[at].name is None or not _is_exact(self.rows[at].name, person))
            for at in fitting[:1]:
                self._claim(at, job)

    def _claim(self, at: int, job: int) -> None:
        self.found[at] = job
        self.claimed[job] = self.rows[at]

    def _person(self, row: ReturnRow) -> Person | None:
        """The person a row without a trusted id means; None: somebody new, or the row was refused."""
        assert row.name is not None
        code = row.values.get("code") or ""
        answer = self.people.find(row.name, self.state.place_code, row.values.get("born_on"),
                                  row.values.get("snils") or "", code)  # fmt: skip
        if answer.question:
            row.refuse("last_name", answer.question, "question")
        elif answer.person is None and row.name.is_short:
            row.refuse("last_name", "Есть только инициалы, а такого человека в организации нет. Строка ждёт: впишите "
                       "имя и отчество полностью.", "question")  # fmt: skip
        elif answer.person is None and not code and row.record in self.jobs and row.record not in self.claimed:
            was = self.people.by_code[self.codes[self.jobs[row.record]["teacher_id"]]]
            row.refuse("last_name", f"В этой строке формы был другой человек: {was.name}. Строка ждёт: если это он, "
                       f"добавьте столбец «Код» и впишите {was.code}; если новый – впишите его в пустую строку внизу.",
                       "question")  # fmt: skip
        elif answer.person is None and not code:
            return self._near(row)
        return answer.person

    def _near(self, row: ReturnRow) -> Person | None:
        """Somebody of this organisation whose name differs by a slip: surely by the birth date, else asked about."""
        told, born_on = name_key(str(row.name)), row.values.get("born_on")
        met = {self.codes[self.jobs[job]["teacher_id"]] for job in self.claimed}
        near = [
            person for code, person in self.people.by_code.items()
            if code == person.code and code not in met and person.known and self.state.place_code in person.places
            and (born_on is None or person.born_on in (None, born_on))
            and fuzz.ratio(told, name_key(str(person.name))) >= _SIMILAR
        ]  # fmt: skip
        if len(near) == 1 and born_on is not None and near[0].born_on == born_on:
            return near[0]
        if near:
            names = "; ".join(f"{each.name} (код {each.code})" for each in near[:4])
            row.refuse("last_name", f"Похоже на опечатку: в организации есть {names}. Строка ждёт: исправьте ФИО или "
                       f"добавьте столбец «Код» и впишите код либо слово «{NEW}», если это другой человек.",
                       "question")  # fmt: skip
        return None

    def _match_job(self, at: int, person: Person, exactly: bool) -> None:
        """The job of the person here: of the same position; else the only one that no row has claimed."""
        row = self.rows[at]
        mine = {each: job for each, job in self.jobs.items() if self.codes[job["teacher_id"]] == person.code}
        position = fold(row.values.get("position") or "")
        free = {each: job for each, job in mine.items() if each not in self.claimed}
        if exactly:
            equal = {each: job for each, job in free.items() if not position or fold(job["position"]) == position}
            term = Term(row.values.get("hired_on"), row.values.get("left_on"))
            place = match([term], [Term(job["hired_on"], job["left_on"]) for job in equal.values()]).get(0)
            if place is not None:
                self._claim(at, list(equal)[place])
            return
        repeated = [self.claimed[each] for each, job in mine.items()
                    if position and each in self.claimed and fold(job["position"]) == position]  # fmt: skip
        working = [each for each, job in free.items() if job["left_on"] is None]
        if repeated:
            self._repeat(row, repeated[0])
        elif len(working) == 1:
            self._claim(at, working[0])

    def _repeat(self, row: ReturnRow, first: ReturnRow) -> None:
        if equal_rows(row, first):
            row.tell("position", "warning", f"Такая же строка уже есть: {first.number}.")
            self.found[self.rows.index(row)] = next(job for job, each in self.claimed.items() if each is first)
        else:
            row.refuse("position", _twice(first))

    # -- what is written -----------------------------------------------------------------------------------------

    def _change(self, row: ReturnRow, job: int) -> None:
        old = self.jobs[job]
        teacher = old["teacher_id"]
        before = self.context.base_row(self.owner, teacher)
        original = self.state.original(self.form, job)
        self._keep_short_name(row, before)
        personal = edits(self.state, row, self.owner, self._personal, before, original)
        of_job = edits(self.state, row, self.spec, self._of_job, old, original)
        self.context.change(self.owner.key, teacher, personal)
        self.context.change(self.spec.key, job, of_job)
        changes = [*self.context.shown_changes(self.owner, personal, before),
                   *self.context.shown_changes(self.spec, of_job, old)]  # fmt: skip
        if personal:
            warn(row, self.owner, {**before, **personal})
        if of_job:
            warn(row, self.spec, {**old, **of_job})
        self._told(row, title_of(self.owner, {**before, **personal}), changes)

    def _told(self, row: ReturnRow, title: str, changes: list[FieldChange]) -> None:
        if changes:
            self.plan.changed.append(ChangedRow(row.number, title, tuple(changes)))
        else:
            self.plan.unchanged.append(row.number)

    def _keep_short_name(self, row: ReturnRow, before: Values) -> None:
        """Initials and a former surname rename nobody."""
        former = {name_key(each) for each in before["former_last_names"] or ()}
        if row.name is not None and (row.name.is_short or name_key(row.name.last) in former):
            for name in NAMES:
                row.values[name] = before[name]

    def _add(self, row: ReturnRow, person: Person | None) -> None:
        """A new job here, of somebody known or new."""
        assert row.name is not None
        if self.state.is_gone(self.form, row, self.context.base(self.spec)):
            self.plan.rejected.append(row.number)
            return
        missing = [each.label for each in self._of_job_required() if row.values.get(each.name) is None]
        if missing:
            row.refuse("", f"Такого места работы в базе нет, а столбца {listed(missing)} в возврате нет. Добавьте его.")
            self.plan.rejected.append(row.number)
            return
        if person is None:
            person = self.people.add(row.name, self.state.place_code, row.values.get("born_on"),
                                     row.values.get("snils") or "")  # fmt: skip
        key = (person.code, fold(row.values["position"]))
        if key in self.started:
            first = self.started[key]
            if equal_rows(row, first):
                self.plan.unchanged.append(row.number)
            else:
                row.refuse("position", _twice(first))
                self.plan.rejected.append(row.number)
            return
        self.started[key] = row
        teacher = self._teacher(row, person)
        values = {each.name: row.values.get(each.name) for each in self._of_job}
        job = {"teacher_id": teacher, "organization_id": self.state.place, **values}
        self.context.add(self.spec.key, job)
        warn(row, self.spec, job)
        self.state.own_people.add(teacher)
        self.state.person_names.setdefault(name_key(str(row.name)), teacher)
        person.places.add(self.state.place_code)
        self.plan.added.append(row.number)

    def _of_job_required(self) -> list[Any]:
        return [each for each in self.spec.fields if each.required and not each.link]

    def _teacher(self, row: ReturnRow, person: Person) -> int:
        """The record of a person: known ones keep what the base has, new ones are written."""
        codes = self.context.codes("teachers")
        known = codes.get(person.code)
        if known is None:
            values = {each.name: row.values.get(each.name) for each in self._personal}
            names = {name: row.values[name] for name in NAMES}
            codes[person.code] = known = self.context.add(
                self.owner.key, {"code": person.code, **values, **names}
            )  # fmt: skip
            warn(row, self.owner, {**dict.fromkeys(self.owner.by_name), **values})
        elif known > 0:
            before = self.context.base_row(self.owner, known)
            fields = [each for each in self._personal if each.name not in NAMES]
            found = edits(self.state, row, self.owner, fields, before, None, keeps_base=True)
            self.context.change(self.owner.key, known, found)
        return known

    def _tell_missing(self) -> None:
        for job in sorted(self.state.handed(self.form) & self.jobs.keys() - self.claimed.keys()):
            row = self.jobs[job]
            if row["left_on"] is None:
                person = self.context.base_row(self.owner, row["teacher_id"])
                title = f"{title_of(self.owner, person)}, {row['position']}"
                self.state.plan.missing.append(Missing(self.form.title, self.spec.key, job, title))


def _twice(first: ReturnRow) -> str:
    return f"Это же место работы уже есть в строке {first.number}. Принята первая; оставьте одну."


def _is_exact(name: Name | None, person: Person) -> bool:
    return name is not None and name_key(str(name)) == name_key(str(person.name))


def _agrees(row: ReturnRow, person: Person) -> bool:
    """Whether a row may still be about the person it was about: not typed over, not copied for somebody else."""
    name, born_on = row.name, row.values.get("born_on")
    if name is None or _is_exact(name, person):
        return name is not None
    if born_on is not None and person.born_on is not None and born_on != person.born_on:
        return False
    known = person.name
    surnames = [known.last, *person.former]
    if name.is_short:
        initials = [part[:1] for part in (name.first, name.middle) if part]
        own = [part[:1] for part in (known.first, known.middle) if part]
        is_one = any(name_key(name.last) == name_key(each) for each in surnames)
        return is_one and list(map(name_key, initials)) == list(map(name_key, own))[: len(initials)]
    pairs = zip((name.last, name.first, name.middle), (known.last, known.first, known.middle), strict=True)
    equal = sum(name_key(one or "") == name_key(other or "") for one, other in pairs)
    likeness = fuzz.ratio(name_key(str(name)), name_key(str(known)))
    return equal >= 2 or likeness >= _SIMILAR
