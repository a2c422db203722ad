"""A table with one row per course becomes rows of «Курсы»; people are found, never made."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from ..core.kinds import BadValue
from ..core.progress import NO_PROGRESS, Progress
from ..core.text import fold
from ..registers.dictionaries import COURSE_FORM
from .foreign_course_cells import split_courses
from .foreign_people import People
from .foreign_places import Places
from .foreign_row import RowReader, watched
from .foreign_sheet import Draft, SourceRow
from .foreign_table import ForeignTable
from .foreign_values import Day, day_of, days_in, hours_of, is_blank, year_of
from .foreign_whose import name_meaning, row_name, row_place, table_place
from .layout import name_key
from .plan import CellProblem, shown_whole
from .snapshot import Snapshot

LEAST_PK, LEAST_PP = 16, 250  # hours of повышение квалификации and of профессиональная переподготовка (DOMAIN §5)
_USED = {
    "last_name", "first_name", "middle_name", "full_name", "code", "snils", "born_on", "organization", "provider",
    "course_type", "hours", "course_name", "kind", "starts_on", "ends_on", "issued_on", "period", "year",
    "document_no", "form",
}  # fmt: skip
_KINDS = (
    ("pp", r"переподгот|\bпп\b"),
    ("placement", r"стажиров"),
    ("other", r"семинар|вебинар|конференц|мастер.?класс|инструктаж|форум|\bиное\b|круглый стол"),
    ("pk", r"повышен|\bпк\b|\bкпк\b|курс"),
)  # fmt: skip
_NOT_PROFILE = re.compile(
    r"перв\w+ (доврачебн\w+ |медицинск\w+ )?помощ|охран\w+ труда|\bго ?(и|,)? ?чс\b|гражданск\w+ оборон|антитеррор|"
    r"пожарн\w+ (безопасн|минимум)|электробезопасн|санитарн\w+ минимум|санминимум"
)  # fmt: skip
_FORMS = (
    ("mixed", r"очно.?заочн"), ("extramural", r"заочн"), ("remote", r"дистан|онлайн|вебинар"), ("full_time", r"очн"),
)  # fmt: skip


class KnownCourses:
    """Courses of the base by person: one that is known to the day is not added again with a year alone."""

    def __init__(self, snapshot: Snapshot) -> None:
        codes = {record_id: code for code, record_id in snapshot.codes.get("teachers", {}).items()}
        self._found: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for _, row in snapshot.records("courses"):
            self._found.setdefault((codes[row["teacher_id"]], name_key(row["name"])), []).append(row)

    def same(self, code: str, name: str, day: Day) -> dict[str, Any] | None:
        """The course of the same name that ended then, as exactly as the date is known."""
        for row in self._found.get((code, name_key(name)), ()):
            ended: date = row["ends_on"]
            if ended == day.on or (day.precision != "day" and ended.year == day.on.year and (
                day.precision == "year" or ended.month == day.on.month
            )):  # fmt: skip
                return row
        return None


class CourseDrafts:
    """Drafts of all tables of courses in a file."""

    def __init__(
        self, snapshot: Snapshot, people: People, places: Places, problems: list[CellProblem], file_name: str = ""
    ) -> None:  # fmt: skip
        self.known = KnownCourses(snapshot)
        self.people, self.places, self.problems, self.file_name = people, places, problems, file_name
        self.drafts: list[Draft] = []
        self.refused: list[SourceRow] = []
        self._known_of: dict[int, dict[str, Any]] = {}  # id of a draft → the course of the base

    def take(self, table: ForeignTable, progress: Progress = NO_PROGRESS) -> None:
        table.unread = {
            place for place in range(len(table.headings))
            if place not in table.readings or table.readings[place].meaning not in _USED
        }  # fmt: skip
        place = table_place(table, self.places, self.file_name)
        previous = None
        for row in watched(table.rows, table.sheet.name, progress):
            reader = RowReader(table, row, self.problems)
            name = row_name(reader, previous)
            previous = name or previous
            code = None if name is None else self._whose(reader, name, place)
            if code is None or not self._take_row(reader, code):
                self.refused.append(reader.source())

    def _whose(self, reader: RowReader, name: Any, place: str | None) -> str | None:
        if reader.is_filled("organization"):
            place = row_place(reader, self.places, place)
            if place is None:
                return None
        answer = self.people.find(
            name, place, reader.day("born_on"), reader.text("snils") or "", reader.text("code") or ""
        )
        if answer.person is None:
            reader.ask(name_meaning(reader), answer.question or f"Человека «{name}» в базе нет: строка ждёт. Сначала "
                       "загрузите список педагогов или исправьте имя.")  # fmt: skip
            return None
        return answer.person.code

    def _take_row(self, reader: RowReader, code: str) -> bool:
        name = reader.text("course_name")
        if name is None:
            reader.tell("course_name", "error", "Нет названия курса: строка не принята. Впишите его.")
            return False
        start, end, ends_by = self._days(reader)
        if end is None:
            reader.tell(ends_by, "question", "Строка ждёт: не понять, когда курс окончен. Нужна дата дд.мм.гггг.")
            return False
        hours = reader.read("hours", hours_of)
        kind_text, course_type = reader.text("kind"), reader.text("course_type")
        values: dict[str, Any] = {
            "teacher_id": code, "name": name, "hours": hours, "ends_on": end.on, "starts_on": start,
            "kind": kind_of_course(" ".join(filter(None, (kind_text, name if not kind_text else ""))), hours),
            "provider": reader.text("provider"), "topic": course_type, "document_no": reader.text("document_no"),
            "form": self._form(reader), "is_profile": False if is_obligatory(name, course_type) else None,
        }  # fmt: skip
        if ends_by == "issued_on" or (reader.is_filled("issued_on") and end.precision == "day"):
            issued = end if ends_by == "issued_on" else reader.read("issued_on", day_of)
            values["document_on"] = issued.on if issued and issued.precision == "day" else None
        sources = {
            "name": "course_name", "hours": "hours", "ends_on": ends_by, "starts_on": "starts_on", "kind": "kind",
            "provider": "provider", "topic": "course_type", "document_no": "document_no", "form": "form",
            "document_on": "issued_on", "teacher_id": name_meaning(reader),
        }  # fmt: skip
        if end.precision != "day":
            reader.ask(ends_by, f"День окончания неизвестен: записано {end.on:%d.%m.%Y}. Уточните.")
        if values["kind"] == "pk" and hours is not None and hours >= LEAST_PP:
            reader.ask("hours", f"{hours} ч. – возможно, это переподготовка: записано повышение квалификации.")
        self.add(reader, values, sources, end)
        return True

    def add(self, reader: RowReader, values: dict[str, Any], sources: dict[str, str], end: Day) -> None:
        """Notes a course; what the row leaves out stays as the base has it."""
        known = self.known.same(values["teacher_id"], values["name"], end)
        draft = reader.draft(values, sources)
        if known is not None:
            draft.values["name"], draft.values["ends_on"] = known["name"], known["ends_on"]
            self._known_of[id(draft)] = known
        self.drafts.append(draft)

    def take_cells(self, reader: RowReader, code: str) -> None:
        """The courses that a row of a table of staff tells in its cells."""
        for meaning in ("course_cell", "retraining_cell"):
            for place in reader.table.places(meaning):
                cell = reader.at(place)
                if not is_blank(cell):
                    self._take_cell(reader, code, meaning, place, shown_whole(cell))

    def _take_cell(self, reader: RowReader, code: str, meaning: str, place: int, text: str) -> None:
        usual = "переподготовка" if meaning == "retraining_cell" else ""
        taken = 0
        for course in split_courses(text):
            if is_blank(course.source):
                continue
            if course.day is None or not course.name:
                reader.tell_at(place, "question", f"Не понять, когда окончен курс: «{course.source}». Он не записан.")
                continue
            told = course.kind_text or usual or " ".join(course.name.split()[:2])
            values = {
                "teacher_id": code, "name": course.name, "ends_on": course.day.on, "hours": course.hours,
                "provider": course.provider, "kind": kind_of_course(told, course.hours),
                "is_profile": False if is_obligatory(course.name) else None,
            }  # fmt: skip
            self.add(reader, values, dict.fromkeys(values, meaning), course.day)
            taken += 1
        if not split_courses(text):
            reader.tell_at(place, "question", "Не понять, что это за курс: ячейка не принята.")
        if taken:
            parted = (
                f"Ячейка разделена на записи о курсах: {taken}. " if taken > 1 else "Из ячейки взята запись о курсе. "
            )
            reader.tell_at(place, "question", f"{parted}Где известен только год, окончанием записано 31 декабря. "
                           "Проверьте.")  # fmt: skip

    def fill(self) -> None:
        present = {name for draft in self.drafts for name, value in draft.values.items() if value is not None}
        for draft in self.drafts:
            known = self._known_of.get(id(draft), {})
            draft.values = {
                name: known.get(name) if draft.values.get(name) is None else draft.values[name] for name in present
            }

    def _days(self, reader: RowReader) -> tuple[date | None, Day | None, str]:
        """Start, end, and the column the end was read from."""
        start, end, ends_by = reader.day("starts_on"), None, "ends_on"
        for meaning in ("ends_on", "issued_on", "year"):
            if reader.is_filled(meaning):
                ends_by = meaning
                if end := reader.read(meaning, day_of):
                    break
        if reader.is_filled("period"):
            start, end, ends_by = self._of_period(reader, start, end, ends_by)
        if end is not None and ends_by != "year" and reader.is_filled("year"):
            year = reader.read("year", year_of)
            if year is not None and year != end.on.year:
                reader.ask("year", "Год расходится с датой окончания; принята дата. Проверьте.")
        return start, end, ends_by if ends_by in reader.table.meanings else name_meaning(reader)

    def _of_period(
        self, reader: RowReader, start: date | None, end: Day | None, ends_by: str
    ) -> tuple[date | None, Day | None, str]:  # fmt: skip
        """«01.02.2024 – 15.02.2024»: both ends where no other column tells them."""
        try:
            days = days_in(shown_whole(reader.cell("period")))
        except BadValue as error:
            reader.ask("period", f"Ячейка не принята: {error}.")
            return start, end, ends_by
        if not days:
            reader.ask("period", "Не понять сроки обучения: ячейка не принята.")
            return start, end, ends_by
        if end is None:
            end, ends_by = days[-1], "period"
        elif end.on != days[-1].on and ends_by != "issued_on":
            reader.ask("period", "Сроки расходятся с датой окончания; принята дата. Проверьте.")
            return start, end, ends_by
        elif ends_by == "issued_on":
            end, ends_by = days[-1], "period"
        if start is None and len(days) == 2 and days[0].precision == "day":
            start = days[0].on
        return start, end, ends_by

    def _form(self, reader: RowReader) -> str | None:
        cell = reader.cell("form")
        if is_blank(cell):
            return None
        text = shown_whole(cell)
        code = COURSE_FORM.code_of(text) or next((code for code, sign in _FORMS if re.search(sign, fold(text))), None)
        if code is None:
            reader.ask("form", "Не понять форму обучения: ячейка не принята.")
        return code


def kind_of_course(text: str, hours: int | None) -> str:
    """The code of COURSE_KIND; fewer than 16 hours are no повышение квалификации."""
    folded = fold(text)
    kind = next((code for code, sign in _KINDS if re.search(sign, folded)), "pk")
    if kind == "pk" and hours is not None and hours < LEAST_PK:
        return "other"
    return kind


def is_obligatory(*texts: str | None) -> bool:
    """First aid, labour safety and the like: counted in no share."""
    return any(_NOT_PROFILE.search(fold(text)) for text in texts if text)
