"""A table with one row per person (export of a school system, website table) becomes rows of «Педагоги»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..core.kinds import BadValue
from ..core.progress import NO_PROGRESS, Progress
from ..core.text import fold
from ..registers.teachers import TEACHERS
from .foreign_names import Job, Name, read_job, subjects_of
from .foreign_people import People, Person
from .foreign_places import Places
from .foreign_row import RowReader, watched
from .foreign_service import service_of, stated_day
from .foreign_sheet import Draft, SourceRow
from .foreign_table import ForeignTable
from .foreign_values import (
    category_of_text,
    days_in,
    education_of,
    is_blank,
    is_honoured,
    is_main_of,
    number_of,
    sex_of,
    text_of,
    year_of,
)
from .foreign_whose import NAMES, name_meaning, row_name, row_place, table_place
from .layout import name_key
from .plan import CellProblem, shown_whole

_USED = {
    "last_name", "first_name", "middle_name", "full_name", "code", "snils", "born_on", "organization", "sex", "email",
    "phone", "position", "extra_position", "subjects", "education_full", "education", "education_again", "alma_mater",
    "graduation_year", "speciality", "edu_qualification", "degree", "academic_title", "category_on", "category",
    "total_service", "awards", "course_cell", "retraining_cell", "fte", "is_main", "hired_on", "left_on",
}  # fmt: skip
_TEXTS = {"email": "email", "phone": "phone", "snils": "snils", "alma_mater": "alma_mater"}
_JOB_FIELDS = (
    "subjects", "is_main", "fte", "hired_on", "left_on", "staff_category", "matches_profile", "stage", "leave_reason",
)  # fmt: skip
_LIST = re.compile(r"\s*[;\n]\s*")


@dataclass(frozen=True, slots=True)
class Teacher:
    """A person met in a row, for the course cells of that row."""

    reader: RowReader
    person: Person


class StaffDrafts:
    """Drafts of all tables of staff in a file."""

    def __init__(
        self, people: People, places: Places, problems: list[CellProblem], today: date, file_name: str = ""
    ) -> None:  # fmt: skip
        self.people, self.places, self.problems, self.today = people, places, problems, today
        self.file_name = file_name
        self.drafts: list[Draft] = []
        self.refused: list[SourceRow] = []
        self.taught: list[Teacher] = []
        self.other_ends: dict[str, dict[str, date]] = {}  # code of a person → imprecise date → its other end
        self._by_job: dict[tuple[str, str, str], Draft] = {}
        self._people_of: dict[int, Person] = {}  # id of a draft → person
        self._assumed = self._kept_service = 0  # cells of service without a date: taken, left alone

    # -- reading -----------------------------------------------------------------------------------------------------

    def take(self, table: ForeignTable, progress: Progress = NO_PROGRESS) -> None:
        service = "teaching_service" if "teaching_service" in table.meanings else "spec_service"
        used = {place for place, reading in table.readings.items() if reading.meaning in (*_USED, service)}
        table.unread = set(range(len(table.headings))) - used
        place, on = table_place(table, self.places, self.file_name), self._service_day(table, service)
        previous: Name | None = None
        for row in watched(table.rows, table.sheet.name, progress):
            reader = RowReader(table, row, self.problems)
            name = row_name(reader, previous)
            previous = name or previous
            if name is None or not self._take_row(reader, name, place, on, service):
                self.refused.append(reader.source())
        self._ask_of_service(table)

    def _service_day(self, table: ForeignTable, service: str) -> date | None:
        """The day the service was true on; None: nobody said, today is assumed."""
        places = [table.meanings[each] for each in (service, "total_service") if each in table.meanings]
        texts = [table.heading(place) for place in places] + [text for _, text in table.above]
        return stated_day([*texts, table.sheet.name, self.file_name])

    def _ask_of_service(self, table: ForeignTable) -> None:
        hint = "допишите дату в заголовок столбца, например «Стаж на 01.09.2025»."
        if self._assumed:
            self.problems.append(CellProblem(
                table.sheet.name, table.heading_row, None, "", "question",
                f"Не сказано, на какую дату стаж: он посчитан на {self.today:%d.%m.%Y}. Если это не так, {hint}",
            ))  # fmt: skip
        if self._kept_service:
            self.problems.append(CellProblem(
                table.sheet.name, table.heading_row, None, "", "question",
                f"Стаж без даты не сходится с тем, что в базе ({self._kept_service}): оставлено то, что в базе. Чтобы "
                f"уточнить, {hint}",
            ))  # fmt: skip
        self._assumed = self._kept_service = 0

    def _take_row(self, reader: RowReader, name: Name, place: str | None, on: date | None, service: str) -> bool:
        place = row_place(reader, self.places, place)
        if place is None:
            return False
        born_on, snils = reader.day("born_on"), reader.text("snils") or ""
        answer = self.people.find(name, place, born_on, snils, reader.text("code") or "")
        if answer.question:
            reader.ask(name_meaning(reader), answer.question)
            return False
        jobs = self._jobs(reader, answer.person, place)
        if not jobs:
            return False
        if answer.person is None and name.is_short:
            reader.ask(name_meaning(reader), "Есть только инициалы, а такого человека в организации нет. Строка ждёт: "
                       "впишите имя и отчество полностью.")  # fmt: skip
            return False
        person = answer.person or self.people.add(name, place, born_on, snils)
        if name.former and name_key(name.former) not in map(name_key, (person.name.last, *person.former)):
            reader.tell(name_meaning(reader), "warning", f"Прежняя фамилия «{name.former}» не записана: впишите её в "
                        "карточку человека.")  # fmt: skip
        personal, sources = self._personal(reader, person, name, born_on, on, service, jobs[0][1].category)
        for at, (meaning, job) in enumerate(jobs):
            values = {**personal} if not at else {each: personal[each] for each in ("code", *NAMES) if each in personal}
            fields = self._job_values(reader, place, job, is_first=not at, person=person)
            self._add(reader, person, {**values, **fields}, {**sources, "position": meaning}, place, job)
        self.taught.append(Teacher(reader, person))
        return True

    def _add(
        self, reader: RowReader, person: Person, values: dict[str, Any], sources: dict[str, str], place: str, job: Job
    ) -> None:  # fmt: skip
        """A job met again only adds its subjects, when nothing else contradicts."""
        key = (person.code, place, name_key(job.position))
        known = self._by_job.get(key)
        if known is not None and all(
            known.values.get(name, value) in (None, value) for name, value in values.items()
            if value is not None and name not in ("subjects", "is_main")
        ):  # fmt: skip
            merged = dict.fromkeys((*(known.values.get("subjects") or ()), *(values.get("subjects") or ())))
            known.values = {**{name: value for name, value in values.items() if value is not None}, **{
                name: value for name, value in known.values.items() if value is not None
            }}  # fmt: skip
            if merged:
                known.values["subjects"] = tuple(merged)
            return
        draft = reader.draft(values, sources)
        self._by_job.setdefault(key, draft)
        self._people_of[id(draft)] = person
        self.drafts.append(draft)

    def _jobs(self, reader: RowReader, person: Person | None, place: str) -> list[tuple[str, Job]]:
        """The position of the row and the further ones; without any the person's only job of the base."""
        jobs: list[tuple[str, Job]] = []
        for meaning in ("position", "extra_position"):
            for at in reader.table.places(meaning):
                try:
                    text = shown_whole(reader.at(at)) if text_of(reader.at(at)) else ""
                    parts = [part for part in _LIST.split(text) if part.strip()] if meaning != "position" else [text]
                    jobs += [(meaning, read_job(part)) for part in parts if part.strip()]
                except BadValue as error:
                    reader.tell_at(at, "question", f"Ячейка не принята: {error}.")
        if jobs:
            return jobs
        here = [each for each in (person.jobs if person else ()) if each["place"] == place and each["left_on"] is None]
        if len(here) == 1:
            return [("position", Job(here[0]["position"]))]
        reader.tell("position", "error", "Должность не указана: строка не принята. Впишите должность.")
        return []

    def _job_values(
        self, reader: RowReader, place: str, job: Job, *, is_first: bool, person: Person
    ) -> dict[str, Any]:  # fmt: skip
        values: dict[str, Any] = {"organization_id": place, "position": job.position}
        subjects = list(job.subjects)
        if is_first:
            if text := reader.read("subjects", lambda cell: None if is_blank(cell) else shown_whole(cell)):
                subjects += [each for each in subjects_of(text) if each not in subjects]
            values["fte"] = reader.read("fte", number_of)
            values["is_main"] = reader.read("is_main", is_main_of)
            values["hired_on"], values["left_on"] = reader.day("hired_on"), reader.day("left_on")
            values = {name: value for name, value in values.items() if value is not None}
        else:
            values["is_main"] = False  # a second post in the same organisation
        if subjects:
            values["subjects"] = tuple(dict.fromkeys(subjects))
        known = person.job(
            place, (job.position, *(f"{job.position} {each}" for each in subjects)), values.get("hired_on")
        )
        return self._as_known(values, known) if known else values

    def _as_known(self, values: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
        """What the row leaves out stays as the base has it; subjects are only added."""
        values["position"] = known["position"]
        for name in _JOB_FIELDS:
            if values.get(name) is None or (name == "is_main" and known[name] is not None):
                values[name] = known[name]
        if known["subjects"]:
            have = {fold(each) for each in known["subjects"]}
            more = [each for each in values.get("subjects") or () if fold(each) not in have]
            values["subjects"] = (*known["subjects"], *more)
        return values

    # -- the person --------------------------------------------------------------------------------------------------

    def _personal(
        self, reader: RowReader, person: Person, name: Name, born_on: date | None, on: date | None, service: str,
        category: str | None,
    ) -> tuple[dict[str, Any], dict[str, str]]:  # fmt: skip
        known = person.known
        kept = person.name if name.is_short or person.is_called(name) else name
        values: dict[str, Any] = {"code": person.code}
        sources: dict[str, str] = {"born_on": "born_on"}
        for each, text, old in zip(NAMES, (kept.last, kept.first, kept.middle), _parts(person.name)):
            values[each] = old if old and (text is None or name_key(old) == name_key(text)) else text
            sources[each] = each if each in reader.table.meanings else "full_name"
        values["born_on"], values["sex"] = born_on, reader.read("sex", sex_of)
        for each, meaning in _TEXTS.items():
            values[each] = reader.text(meaning)
        values["graduation_year"] = reader.read("graduation_year", year_of)
        values["education"] = self._education(reader)
        values["speciality"] = _speciality(reader)
        degree = [text for each in ("degree", "academic_title") if (text := reader.text(each))]
        values["degree"] = "; ".join(degree) or None
        awards = [text for at in reader.table.places("awards") if (text := _text_at(reader, at))]
        values["awards_text"] = "; ".join(dict.fromkeys(awards)) or None
        values["category"], values["category_on"] = self._category(reader, category)
        for name_of, meaning, part in (
            ("teaching_since", service, "teaching"), ("working_since", "total_service", "total"),
        ):  # fmt: skip
            values[name_of], other = self._since(reader, meaning, part, on, known.get(name_of))
            if other is not None and TEACHERS.by_name[name_of].other_end:
                self.other_ends.setdefault(person.code, {})[name_of] = other
            sources[name_of] = meaning
        sources |= {each: each for each in ("sex", "graduation_year", "education", "speciality", "degree", "category",
                                            "category_on", *_TEXTS)}  # fmt: skip
        sources["awards_text"] = "awards"
        if sources["education"] not in reader.table.meanings:
            sources["education"] = sources["speciality"] = "education_full"
        return {each: value for each, value in values.items() if value is not None}, sources

    def _education(self, reader: RowReader) -> str | None:
        found: list[str | None] = []
        for meaning in ("education", "education_full", "education_again"):
            text = reader.text(meaning)
            try:
                level = education_of(text) if text else None
            except BadValue as error:
                reader.ask(meaning, f"Ячейка не принята: {error}.")
                continue
            if text and level is None and meaning != "education_full":
                reader.ask(meaning, "Не понять уровень образования: ячейка не принята. Нужно, например, «высшее».")
            elif level and found and found[0] and level != found[0]:
                reader.ask(meaning, "Расходится с другим столбцом об образовании; принят тот. Проверьте.")
            found.append(level)
        return next((level for level in found if level), None)

    def _category(self, reader: RowReader, of_position: str | None) -> tuple[str | None, date | None]:
        """The category and its date, both perhaps in one cell or glued to the position."""
        granted = reader.day("category_on")
        cell = reader.cell("category")
        text = "" if cell is None else shown_whole(cell)
        if not text or (is_blank(cell) and not _category_or_doubt(text)):
            return of_position, granted
        try:
            found = category_of_text(text)
            days = days_in(text)
        except BadValue as error:
            reader.ask("category", f"Ячейка не принята: {error}.")
            return of_position, granted
        if found is None:
            reader.ask("category", "Не понять категорию: ячейка не принята. Нужно «высшая», «первая», «без категории».")
        if is_honoured(text):
            reader.ask("category", "Записана высшая; педагога-методиста и педагога-наставника внесите в «Категории».")
        if granted is None and len(days) == 1 and days[0].precision == "day":
            granted = days[0].on
        elif days and granted is None:
            reader.ask("category", "Дату категории не понять: принята только категория.")
        if granted is not None and found == "none":
            reader.ask("category_on" if reader.is_filled("category_on") else "category",
                       "Дата есть, а категории нет: дата не принята.")  # fmt: skip
            granted = None
        return found or of_position, granted

    def _since(
        self, reader: RowReader, meaning: str, part: str, on: date | None, old: date | None
    ) -> tuple[date | None, date | None]:
        """The day service began and, when it is not known exactly, the other end of the days it may have begun on."""
        heading = reader.table.heading(reader.table.meanings[meaning]) if meaning in reader.table.meanings else ""
        service = reader.read(meaning, lambda cell: service_of(cell, heading, part))
        if service is None:
            return None, None
        if service.since is not None and service.precision == "year":
            reader.ask(meaning, f"Известен только год: принято {service.since:%d.%m.%Y}. Уточните день.")
        day = service.on or on
        if old is not None and service.agrees(old, day or self.today):
            return old, None
        if old is not None and day is None and service.since is None:
            self._kept_service += 1
            return old, None
        self._assumed += day is None and service.since is None
        return service.start(day or self.today), service.other_end(day or self.today)

    def fill(self) -> None:
        """An empty cell says nothing: what is known of a person from other rows or from the base stays."""
        first: dict[str, dict[str, Any]] = {}
        for draft in self.drafts:
            if _is_new_category(draft, self._people_of[id(draft)]):
                draft.values.setdefault("category_on", None)
        job_fields = {"organization_id", "position", *_JOB_FIELDS}
        present = {name for draft in self.drafts for name in draft.values} - job_fields
        for draft in self.drafts:
            person = self._people_of[id(draft)]
            if person.code in first:
                continue
            first[person.code] = draft.values
            for name in present:
                if draft.values.get(name) is None and not (name == "category_on" and _is_new_category(draft, person)):
                    draft.values[name] = person.known.get(name)


def _is_new_category(draft: Draft, person: Person) -> bool:
    """Another category than the base has: the old date does not belong to it."""
    given = draft.values.get("category")
    return given is not None and given != person.known.get("category")


def _category_or_doubt(text: str) -> str | None:
    """«нет» in this column is a value, «-» is none."""
    try:
        return category_of_text(text)
    except BadValue:
        return "?"


def _parts(name: Name) -> tuple[str, str, str | None]:
    return (name.last, name.first, name.middle)


def _text_at(reader: RowReader, place: int) -> str | None:
    try:
        return text_of(reader.at(place))
    except BadValue as error:
        reader.tell_at(place, "question", f"Ячейка не принята: {error}.")
        return None


def _speciality(reader: RowReader) -> str | None:
    """Direction and qualification in one text: the workbook has one column for both."""
    found = reader.text("speciality") or reader.text("education_full")
    qualification = reader.text("edu_qualification")
    if qualification and (found is None or fold(qualification) not in fold(found)):
        return f"{found}; квалификация: {qualification}" if found else f"квалификация: {qualification}"
    return found
