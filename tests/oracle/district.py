"""The rows of a workbook as facts: who works where, effective course fields, which organisations are monitored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from .positions import personnel_category

Row = dict[str, Any]
Workbook = dict[str, list[Row]]

PEDAGOGICAL, LEADING = "педагогический", "руководящий"
EXPERT_COUNCIL = "экспертный совет"
PERSONAL = (
    "Дата рождения", "Образование", "Педагогический стаж с", "Категория", "Категория присвоена",
)  # fmt: skip
INHERITED = ("Часов", "Форма", "ДОТ", "Из федерального реестра ДПП", "Педагогической направленности", "Тема")


@dataclass(frozen=True)
class Job:
    """One employment, with the defaults of its empty cells filled in."""

    person: str
    organization: str
    step: str
    position: str
    category: str
    is_main: bool
    stake: Fraction
    has_subjects: bool
    fits_profile: bool | None
    start: date | None
    end: date | None

    @property
    def is_teacher(self) -> bool:
        title = self.position.casefold()
        return title == "учитель" or title.startswith("учитель ")


def exact(number: float | int | None, default: int) -> Fraction:
    """A number as printed: 0.1 is one tenth."""
    return Fraction(default) if number is None else Fraction(str(number))


def fold(text: str | None) -> str:
    return " ".join((text or "").split()).casefold().replace("ё", "е")


class District:
    """Read-only view of a valid workbook; absent sheets are empty."""

    def __init__(self, workbook: Workbook) -> None:
        self._sheets = workbook
        self.organizations = {row["Код"]: row for row in self.rows("Организации")}
        self.monitored = {code for code, row in self.organizations.items() if row.get("В мониторинге") is not False}
        self.people = self._personal_columns()
        self.jobs = [self._job(row) for row in self.monitored_rows("Педагоги")]
        self.courses = self._effective_courses()
        self.contests = {row["Код"]: row for row in self.rows("Конкурсы")}
        self.events = {row["Код"]: row for row in self.rows("Мероприятия")}
        self.communities = {row["Код"]: row for row in self.rows("Сообщества")}
        self.projects = {row["Код"]: row for row in self.rows("Проекты")}
        self.categories: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows("Категории"):
            self.categories[row["Педагог"]].append(row)

    def rows(self, sheet: str) -> list[Row]:
        return self._sheets.get(sheet, [])

    def monitored_rows(self, sheet: str) -> list[Row]:
        """Rows of a sheet whose required «Организация» is not left out of the monitoring."""
        return [row for row in self.rows(sheet) if row["Организация"] in self.monitored]

    def _personal_columns(self) -> dict[str, Row]:
        """Person → personal fields; a cell empty in one row of a person is filled from another."""
        people: dict[str, Row] = {}
        for row in self.rows("Педагоги"):
            person = people.setdefault(row["Код"], dict.fromkeys(PERSONAL))
            for column in PERSONAL:
                if person[column] is None:
                    person[column] = row.get(column)
        return people

    def _job(self, row: Row) -> Job:
        return Job(
            person=row["Код"],
            organization=row["Организация"],
            step=row.get("Ступень") or self.organizations[row["Организация"]]["Тип"],
            position=row["Должность"].strip(),
            category=row.get("Категория персонала") or personnel_category(row["Должность"]),
            is_main=row.get("Основное место работы") is not False,
            stake=exact(row.get("Ставка"), 1),
            has_subjects=bool(row.get("Предметы")),
            fits_profile=row.get("Образование соответствует профилю"),
            start=row.get("Дата приёма"),
            end=row.get("Дата увольнения"),
        )

    def _effective_courses(self) -> list[Row]:
        programmes = {row["Код"]: row for row in self.rows("Каталог программ")}
        centres = {
            fold(name)
            for row in self.rows("Организаторы обучения")
            if row.get("ЦНППМ")
            for name in (row["Наименование"], *(row.get("Другие написания") or ()))
        }
        courses = []
        for row in self.rows("Курсы"):
            programme = programmes.get(row.get("Код программы") or "", {})
            course = dict(row)
            for column in INHERITED:
                if course.get(column) is None:
                    course[column] = programme.get(column)
            if course.get("ЦНППМ") is None:
                course["ЦНППМ"] = fold(row.get("Организатор")) in centres
            course["дистанционно"] = course["Форма"] == "дистанционная" or course["ДОТ"] == "полностью"
            courses.append(course)
        return courses


def persons(rows: Iterable[Row], column: str = "Педагог") -> set[str]:
    """The people named in a column; rows without a person name nobody."""
    return {row[column] for row in rows if row.get(column)}
