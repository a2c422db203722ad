"""The invented district while it is being made: its organisations, its people and the rows of all sheets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from pdkadry_desktop.exchange.demo_names import Name

Row = dict[str, object]

FIRST_YEAR = 2018
LAST_YEAR = 2025
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
LAST_DAY = date(LAST_YEAR, 12, 31)
SCHOOL, KINDERGARTEN, EXTRA, OTHER = "общеобразовательная", "дошкольная", "дополнительного образования", "иная"

# columns that identify a row where there is no «Код»
KEYS: dict[str, tuple[str, ...]] = {
    "Курсы": ("Педагог", "Программа", "Окончание"),
    "Диагностика": ("Педагог", "Дата", "Уровень", "Процедура", "Предмет", "Область"),
    "Шаги ИОМ": ("ИОМ", "Шаг"),
    "Участие в конкурсах": ("Конкурс", "Педагог", "Организация", "Участник (не педагог)", "Роль", "Номинация"),
    "Участие в мероприятиях": ("Мероприятие", "Педагог", "Участник (не педагог)", "Роль"),
    "Участие в сообществах": ("Сообщество", "Педагог", "С"),
    "Участие в проектах": ("Проект", "Педагог", "С"),
    "Экспертиза": ("Педагог", "Вид", "Уровень", "Начало"),
    "Резерв и актив": ("Педагог", "Вид", "Включён"),
    "Меры поддержки": ("Педагог", "Вид", "Начало"),
    "Заявка на курсы": ("Педагог", "Год", "Программа"),
    "Потребности": ("Педагог", "Дата", "Вид"),
    "Отсутствия": ("Педагог", "Вид", "С"),
    "Категории": ("Педагог", "Должность", "Категория", "Присвоена"),
    "Аттестация": ("Педагог", "Заявленная категория", "Дата заявления"),
    "Журнал методиста": ("Дата", "Вид", "Организация", "Педагог", "Тема"),
    "Награды": ("Педагог", "Награда", "Дата"),
}


@dataclass(slots=True)
class Organization:
    """One organisation; ``weight`` says how many of the people work in it."""

    code: str
    name: str
    short: str
    kind: str
    place: str
    urban: bool
    weight: float


@dataclass(slots=True)
class Person:
    """What the invented world knows of a person; the rows may know less, as in life."""

    code: str
    name: Name
    female: bool
    birth: date
    education: str
    service: date  # start of the teaching service
    organization: Organization
    position: str
    subjects: list[str]
    hired: date
    left: date | None
    is_head: bool = False
    category: str = "без категории"
    category_since: date | None = None

    def works(self, on: date) -> bool:
        return self.hired <= on and (self.left is None or self.left >= on)

    def age(self, on: date) -> int:
        return on.year - self.birth.year - ((on.month, on.day) < (self.birth.month, self.birth.day))

    def experience(self, on: date) -> int:
        return max(0, (on - self.service).days // 365)

    @property
    def is_teaching(self) -> bool:
        return not self.position.casefold().startswith(
            ("директор", "заведующий", "заместитель", "помощник", "секретарь")
        )


@dataclass(slots=True)
class World:
    """Everything made so far; each topic has its own chance, so a change in one leaves the others as they were."""

    seed: int
    size: float  # 1 for 1,500 people: how many contests, vacancies and the like there are
    organizations: list[Organization] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    sheets: dict[str, list[Row]] = field(default_factory=dict)
    _seen: dict[str, set[tuple[object, ...]]] = field(default_factory=dict)
    _by_place: dict[str, list[Person]] = field(default_factory=dict)

    def chance(self, topic: str) -> Random:
        return Random(f"{self.seed}:{topic}")

    def add(self, sheet: str, row: Row) -> bool:
        """False (and nothing added) when a row with this key is there; empty values are left out."""
        filled = {header: value for header, value in row.items() if value is not None and value != "" and value != []}
        key = tuple(filled.get(header) for header in KEYS[sheet]) if sheet in KEYS else None
        if key is not None:
            seen = self._seen.setdefault(sheet, set())
            if key in seen:
                return False
            seen.add(key)
        self.sheets.setdefault(sheet, []).append(filled)
        return True

    def code(self, sheet: str, prefix: str) -> str:
        """The next code of a sheet: К-001, К-002 …"""
        return f"{prefix}-{len(self.sheets.get(sheet, ())) + 1:03}"

    def some(self, usual: float, least: int = 1) -> int:
        """A number that grows with the district; ``usual`` is for 1,500 people."""
        return max(least, round(usual * self.size))

    def people_of(self, organization: Organization) -> list[Person]:
        """Everybody whose main place is or was there; all people must have been made."""
        if not self._by_place:
            for person in self.people:
                self._by_place.setdefault(person.organization.code, []).append(person)
        return self._by_place.get(organization.code, [])

    def staff(self, on: date, of: Organization | None = None) -> list[Person]:
        """Teaching people at work on a day, in one organisation or in all."""
        people = self.people if of is None else self.people_of(of)
        return [person for person in people if person.works(on) and person.is_teaching]

    def of_kind(self, *kinds: str) -> list[Organization]:
        return [organization for organization in self.organizations if organization.kind in kinds]


def day(rng: Random, first: date, last: date) -> date:
    """A working day between two days, both included."""
    found = first + timedelta(days=rng.randint(0, max(0, (last - first).days)))
    return (
        found - timedelta(days=max(0, found.weekday() - 4))
        if found.weekday() > 4 and found - timedelta(2) >= first
        else found
    )


def years_later(moment: date, years: int) -> date:
    """A 29 February becomes 1 March."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return date(moment.year + years, 3, 1)
