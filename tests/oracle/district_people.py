"""Random people of a district: personal columns, employments, the history of categories."""

from __future__ import annotations

from datetime import date
from typing import Any

from .calendar_rules import add_years, holds
from .chance import DAY, Chance
from .district import Row, Workbook

LAST = ("Ёлкина", "Соловьёв", "Берёзкина", "Лугова", "Озёрный", "Клюквин", "Рябинина", "Пчёлкин", "Синица", "Журавль")
FIRST = ("Анна", "Пётр", "Алёна", "Семён", "Вера", "Фёдор")
PATRONYMIC = ("Петровна", "Ильич", "Семёновна", "Фёдорович", None)
TEACHERS = ("учитель", "Учитель", "Учитель математики", "учитель начальных классов", "УЧИТЕЛЬ физики")
OTHERS = (
    "учитель-логопед", "Учитель-дефектолог", "воспитатель", "старший воспитатель", "педагог-психолог", "методист",
    "педагог дополнительного образования", "Музыкальный руководитель", "социальный педагог", "старший вожатый",
)  # fmt: skip
STAFF = TEACHERS + OTHERS
MANAGERS = ("директор", "Заведующий", "заместитель директора по учебной работе", "Заместитель директора")
NEITHER = ("заведующий хозяйством", "младший воспитатель", "библиотекарь", "секретарь", "помощник воспитателя")
ORG_TYPES = ("общеобразовательная", "дошкольная", "дополнительного образования", "иная")
STAKES = (None, None, 1, 1, 0.5, 0.25, 0.1, 0.75, 1.5, 0.33, 0)
PERSONAL = (
    "Отчество", "Дата рождения", "Пол", "Образование", "Педагогическое образование", "Педагогический стаж с",
    "Общий стаж с", "Категория", "Категория присвоена", "Согласие на обработку данных",
)  # fmt: skip


def add_people(chance: Chance, book: Workbook, teachers: int) -> None:
    """Rows of «Педагоги» and «Категории»; some districts have no staff, or nobody at all, before the year of D."""
    newcomers = chance.one(((), (), (), (), (), (), (), STAFF, STAFF + MANAGERS + NEITHER))
    organizations = [row["Код"] for row in book["Организации"]]
    for number in range(1, teachers + 1):
        code = f"П{number:03}"
        novice = chance.happens(0.4)
        person = _personal(chance, code, novice)
        jobs = _novice_jobs(chance, person, organizations) if novice else _jobs(chance, organizations)
        for job in jobs:
            if job["Должность"] in newcomers:
                job["Категория персонала"] = None
                job["Дата приёма"] = max(job["Дата приёма"] or date(chance.year, 1, 1), date(chance.year, 1, 1))
        jobs = _distinct(chance, jobs)
        book["Педагоги"] += _with_personal_columns(chance, person, jobs)
        book["Категории"] += _category_history(chance, code)


def _personal(chance: Chance, code: str, novice: bool) -> Row:
    service = _service_start(chance, novice)
    birth = _birth(chance, service, novice)
    if birth and service and service < add_years(birth, 17):
        birth = add_years(service, -chance.one((18, 22, 30)))
    none = () if novice else ("соответствие занимаемой должности", "без категории", None)
    category = chance.one(("высшая", "первая", "первая", "высшая", *none))
    return {
        "Код": code,
        "Фамилия": chance.one(LAST),
        "Имя": chance.one(FIRST),
        "Отчество": chance.one(PATRONYMIC),
        "Дата рождения": birth,
        "Пол": chance.one(("м", "ж", None)),
        "Образование": chance.one(("высшее", "высшее", "среднее профессиональное", "среднее общее", None)),
        "Педагогическое образование": chance.flag(),
        "Педагогический стаж с": service,
        "Общий стаж с": chance.maybe(service),
        "Категория": category,
        "Категория присвоена": _assigned(chance) if category in ("высшая", "первая") else None,
        "Согласие на обработку данных": chance.maybe(date(2020, 9, 1)),
    }


def _service_start(chance: Chance, novice: bool) -> date | None:
    if chance.happens(0.12):
        return None
    last_year = chance.year - 1
    if novice:
        return chance.one(
            (
                date(last_year, 1, 1), date(last_year, 12, 31), date(last_year, 9, 1), date(last_year, 9, 1),
                date(last_year - 1, 12, 31), date(last_year, 3, 1) - DAY, date(last_year, 5, 15), date(last_year, 9, 1),
                chance.years_before(1), chance.years_before(1),
                chance.years_before(3), chance.between(date(last_year, 1, 1), date(last_year, 12, 31)),
            )
        )  # fmt: skip
    if chance.happens(0.5):
        return chance.one((chance.years_before(5), chance.years_before(5), chance.years_before(3), date(2020, 2, 29)))
    return chance.between(date(1985, 1, 1), chance.day)


def _birth(chance: Chance, service: date | None, novice: bool) -> date | None:
    if chance.happens(0.12):
        return None
    if novice and service and chance.happens(0.35):
        return add_years(service, -36) + DAY * chance.one((-1, 0, 1))
    if novice and chance.happens(0.5):
        return chance.between(date(chance.year - 33, 1, 1), date(chance.year - 22, 12, 31))
    if chance.happens(0.5):
        return chance.one(
            (chance.years_before(35), chance.years_before(35), chance.years_before(36), date(1988, 2, 29))
        )
    return chance.between(date(1958, 1, 1), date(chance.year - 22, 12, 31))


def _assigned(chance: Chance) -> date | None:
    if chance.happens(0.2):
        return None
    return chance.one(
        (
            chance.years_before(5), chance.years_before(5), date(2023, 8, 31), date(2023, 9, 1), date(2020, 2, 29),
            chance.day, chance.day + DAY, chance.between(date(2016, 1, 1), chance.day),
        )
    )  # fmt: skip


def _job(chance: Chance, organization: str) -> Row:
    position = chance.one(chance.one((TEACHERS, TEACHERS, TEACHERS, OTHERS, OTHERS, MANAGERS, NEITHER)))
    hired: date | None = (
        chance.when(0.3, 8) if chance.happens(0.5) else date(chance.year - chance.one((3, 9, 20)), 9, 1)
    )
    left = chance.when(0.6) if chance.happens(0.25) else None
    if chance.happens(0.15):
        hired = None
    if hired and left and left < hired:
        hired, left = left, hired
    taught = position in TEACHERS or chance.happens(0.2)
    return {
        "Организация": organization,
        "Ступень": chance.maybe(chance.one(ORG_TYPES), 0.8),
        "Должность": position,
        "Категория персонала": chance.maybe(chance.one(("педагогический", "руководящий", "иной")), 0.88),
        "Предметы": chance.some(("математика", "физика", "русский язык"), 2, 0 if chance.happens(0.2) else 1)
        if taught
        else [],
        "Образование соответствует профилю": chance.flag(0.4, 0.3),
        "Основное место работы": chance.flag(0.4, 0.15),
        "Ставка": chance.one(STAKES),
        "Дата приёма": hired,
        "Дата увольнения": left,
        "Причина увольнения": "по собственному желанию" if left and chance.happens(0.5) else None,
    }


def _jobs(chance: Chance, organizations: list[str]) -> list[Row]:
    """One to three employments in one or several organisations, sometimes with a return to the same post."""
    home = chance.one(organizations)
    jobs = [_job(chance, home)]
    for _ in range(chance.one((0, 0, 0, 0, 1, 1, 2))):
        jobs.append(_job(chance, chance.one((home, chance.one(organizations), chance.one(organizations)))))
    first = jobs[0]
    if first["Дата приёма"] and first["Дата увольнения"] and chance.happens(0.4):
        again = first["Дата увольнения"] + DAY * chance.one((1, 2, 90))
        jobs.append(dict(first, **{"Дата приёма": again, "Дата увольнения": None, "Причина увольнения": None}))
    return jobs


def _novice_jobs(chance: Chance, person: Row, organizations: list[str]) -> list[Row]:
    """Hired in the year before D, kept or lost about the first anniversary of the service."""
    last_year = chance.year - 1
    service = person["Педагогический стаж с"]
    job = _job(chance, chance.one(organizations))
    hired = chance.one(
        (service or date(last_year, 8, 25), date(last_year, 9, 1), date(last_year, 12, 31), date(last_year, 1, 1),
         date(last_year - 1, 12, 31), date(chance.year, 1, 1))
    )  # fmt: skip
    anniversary = add_years(service, 1) if service else chance.day
    left = chance.one((None, None, anniversary, anniversary - DAY, anniversary + DAY, chance.day - DAY))
    job["Должность"] = chance.one(STAFF)
    job["Дата приёма"] = hired
    job["Дата увольнения"] = left if left and left >= hired else None
    jobs = [job]
    if chance.happens(0.5):
        other = _job(chance, chance.one(organizations[:4]))
        other["Дата приёма"] = chance.one((None, anniversary, anniversary + DAY, hired))
        other["Дата увольнения"] = None
        if chance.happens(0.6):
            job["Дата увольнения"] = max(hired, anniversary - DAY)
            other["Основное место работы"] = chance.one((False, False, None))
            other["Должность"] = chance.one((chance.one(STAFF), chance.one(MANAGERS)))
        jobs.append(other)
    return jobs


def _distinct(chance: Chance, jobs: list[Row]) -> list[Row]:
    """Leaves out employments that the identity rule would take for one: same post, dates that may overlap."""
    kept: list[Row] = []
    for job in jobs:
        if job["Дата увольнения"] and job["Дата приёма"] and job["Дата увольнения"] < job["Дата приёма"]:
            job["Дата увольнения"] = None
        if not any(_same_employment(job, other) for other in kept):
            kept.append(job)
    return kept


def _same_employment(one: Row, two: Row) -> bool:
    same_post = (one["Организация"], one["Должность"].casefold()) == (two["Организация"], two["Должность"].casefold())
    if not same_post:
        return False
    first, second = one["Дата приёма"], two["Дата приёма"]
    if first is None or second is None:
        return True
    return holds(first, one["Дата увольнения"], second) or holds(second, two["Дата увольнения"], first)


def _with_personal_columns(chance: Chance, person: Row, jobs: list[Row]) -> list[Row]:
    """Personal columns in every row; of several rows some leave a cell empty that another fills."""
    rows = [{**person, **job} for job in jobs]
    for column in PERSONAL if len(rows) > 1 else ():
        if chance.happens(0.1):
            for row in chance.some(rows, len(rows) - 1, 1):
                row[column] = None
    return rows


def _category_history(chance: Chance, code: str) -> list[Row]:
    if chance.happens(0.65):
        return []
    found: dict[tuple[Any, ...], Row] = {}
    kinds = ("высшая", "первая", "первая", "педагог-методист", "педагог-наставник", "соответствие занимаемой должности")
    for _ in range(chance.one((1, 1, 2, 3))):
        assigned = _assigned(chance) or chance.when()
        until = chance.one((chance.day, chance.day - DAY, chance.day + DAY, None, None, None))
        row = {
            "Педагог": code,
            "Должность": chance.one(("учитель", "воспитатель", None)),
            "Категория": chance.one(kinds),
            "Присвоена": assigned,
            "Действует по": until if until and until >= assigned else None,
            "Приказ": chance.maybe("№ 12-к"),
        }
        found[tuple(row[column] for column in ("Должность", "Категория", "Присвоена"))] = row
    return list(found.values())
