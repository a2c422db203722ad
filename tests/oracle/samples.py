"""Small hand-written workbooks: one row in one short call, everything not named left empty."""

from __future__ import annotations

from datetime import date
from typing import Any

from .district import Row, Workbook
from .indicators import Result, compute
from .reading import sheets


def day(text: str) -> date:
    """A date written as people write it: 31.12.2023."""
    return date(int(text[6:]), int(text[3:5]), int(text[:2]))


def filled(columns: dict[str, Any]) -> Row:
    """Texts that look like dates become dates."""
    looks = {
        name: value for name, value in columns.items() if isinstance(value, str) and value[2:3] == value[5:6] == "."
    }
    return columns | {name: day(value) for name, value in looks.items()}


MANAGER = {"Должность": "директор"}


class Sample:
    """A workbook that grows by calls; A is a school, B a kindergarten, U extra education, X outside the monitoring."""

    def __init__(self) -> None:
        self.book: Workbook = {name: [] for name in sheets()}
        self.organization("A", "общеобразовательная")
        self.organization("B", "дошкольная")
        self.organization("U", "дополнительного образования")
        self.organization("X", "общеобразовательная", {"В мониторинге": False})

    def add(self, sheet: str, columns: dict[str, Any]) -> Sample:
        self.book[sheet].append(filled(columns))
        return self

    def organization(self, code: str, kind: str, columns: dict[str, Any] | None = None) -> Sample:
        row = {"Код": code, "Наименование": code, "Тип": kind} | (columns or {})
        return self.add("Организации", row)

    def job(self, person: str, organization: str = "A", columns: dict[str, Any] | None = None) -> Sample:
        """A teacher's main employment without dates, unless the columns say otherwise."""
        row = {"Код": person, "Фамилия": person, "Имя": "Ёла", "Организация": organization, "Должность": "учитель"}
        return self.add("Педагоги", row | (columns or {}))

    def jobs(self, *people: str) -> Sample:
        for person in people:
            self.job(person)
        return self

    def course(self, person: str, end: str = "01.06.2023", columns: dict[str, Any] | None = None) -> Sample:
        row = {"Педагог": person, "Вид": "повышение квалификации", "Программа": "Урок", "Окончание": end}
        return self.add("Курсы", row | (columns or {}))

    def retraining(self, person: str, columns: dict[str, Any] | None = None) -> Sample:
        return self.course(person, columns={"Вид": "профессиональная переподготовка"} | (columns or {}))

    def event(self, code: str, columns: dict[str, Any] | None = None, *people: str) -> Sample:
        row = {"Код": code, "Уровень": "муниципальный", "Направление": ["обмен опытом"], "Начало": "01.06.2023"}
        self.add("Мероприятия", row | (columns or {}))
        for person in people:
            self.add("Участие в мероприятиях", {"Мероприятие": code, "Педагог": person})
        return self

    def circle(self, code: str, kind: str, columns: dict[str, Any] | None = None, *people: str) -> Sample:
        row = {"Код": code, "Вид": kind, "Уровень": "муниципальный", "Создано": "01.01.2020"}
        self.add("Сообщества", row | (columns or {}))
        for person in people:
            self.add("Участие в сообществах", {"Сообщество": code, "Педагог": person, "С": "01.01.2021"})
        return self

    def contest(self, code: str, columns: dict[str, Any] | None = None, *people: str) -> Sample:
        row = {"Код": code, "Уровень": "муниципальный", "Начало": "01.06.2023"}
        self.add("Конкурсы", row | (columns or {}))
        for person in people:
            self.add("Участие в конкурсах", {"Конкурс": code, "Педагог": person})
        return self

    def pair(self, code: str, mentor: str, columns: dict[str, Any] | None = None) -> Sample:
        row = {
            "Код": code,
            "Наставник": mentor,
            "Форма": "педагог – педагог",
            "Организация": "A",
            "Начало": "01.09.2022",
        }
        return self.add("Наставничество", row | (columns or {}))


def figures(sample: Sample, indicator: str, year: int = 2023, as_of: date | None = None) -> tuple[Any, Any, int]:
    """(numerator, base, unknown)."""
    result = compute(sample.book, indicator, year, as_of)
    return result.numerator, result.base, result.unknown


def inside(result: Result, code: str) -> tuple[Any, Any]:
    cell = result.organizations.get(code, {"numerator": 0, "base": 0})
    return cell["numerator"], cell["base"]
