"""Random rows of what people do together: communities, events, contests, projects, mentoring, expertise, reserve."""

from __future__ import annotations

from .chance import Chance
from .district import Row, Workbook
from .district_registers import DICT, organizations_of, people_of, put

LEVELS = ("муниципальный", "муниципальный", "муниципальный", "региональный", "федеральный", "школьный")


def add_activities(chance: Chance, book: Workbook) -> None:
    _communities(chance, book)
    _events(chance, book)
    _contests(chance, book)
    _projects(chance, book)
    _pairs(chance, book)
    for person in people_of(book):
        _expertise_and_reserve(chance, book, person)


def _communities(chance: Chance, book: Workbook) -> None:
    kinds = DICT["community_kind"] + [chance.one(DICT["community_kind"]) for _ in range(chance.one((2, 5, 8)))]
    for number, kind in enumerate(kinds, 1):
        created, closed = chance.span(0.6)
        code = f"СО{number}"
        row = {
            "Код": code,
            "Наименование": f"Сообщество {number}",
            "Вид": kind,
            "Уровень": chance.one(LEVELS),
            "Руководитель": chance.maybe(chance.one(people_of(book))),
            "Создано": created,
            "Закрыто": closed,
        }
        put(book, "Сообщества", row)
        for person in chance.some(people_of(book), 7):
            since, until = chance.span(0.5)
            put(book, "Участие в сообществах", {"Сообщество": code, "Педагог": person, "С": since, "По": until})


def _events(chance: Chance, book: Workbook) -> None:
    circles = [row["Код"] for row in book["Сообщества"]]
    for number in range(1, chance.one((14, 20, 28)) + 1):
        start, end = chance.span(0.5)
        if end and chance.happens(0.5):
            start = end
        code = f"МР{number}"
        row: Row = {
            "Код": code,
            "Наименование": f"Семинар {number}",
            "Вид": chance.maybe("семинар"),
            "Уровень": chance.one(LEVELS),
            "Направление": chance.some(DICT["event_direction"], 3, 1),
            "Сообщество": chance.maybe(chance.one(circles)),
            "Для молодых педагогов": chance.flag(0.3, 0.3),
            "Начало": start,
            "Окончание": end,
            "Проведено": chance.flag(0.3, 0.2),
        }
        put(book, "Мероприятия", row)
        for person in chance.some(people_of(book), 4):
            role = chance.one((None, *DICT["event_role"]))
            put(book, "Участие в мероприятиях", {"Мероприятие": code, "Педагог": person, "Роль": role})
        if chance.happens(0.3):
            put(book, "Участие в мероприятиях", {"Мероприятие": code, "Участник (не педагог)": "Гость района"})


def _contests(chance: Chance, book: Workbook) -> None:
    for number in range(1, chance.one((5, 8, 12)) + 1):
        start, end = chance.span(0.5)
        code = f"КО{number}"
        row: Row = {
            "Код": code,
            "Наименование": f"Учитель года {number}",
            "Уровень": chance.one(LEVELS),
            "Профессиональное мастерство": chance.flag(0.3, 0.25),
            "Номинации": chance.some(("урок", "дебют"), 2),
            "Начало": start,
            "Окончание": end,
        }
        put(book, "Конкурсы", row)
        for person in chance.some(people_of(book), 5):
            entry: Row = {
                "Конкурс": code,
                "Педагог": person,
                "Роль": chance.one((None, "участник", "участник", "член жюри", "организатор")),
                "Номинация": chance.maybe("дебют"),
                "Результат": chance.maybe(chance.one(DICT["contest_result"])),
                "Балл": chance.maybe(88.5),
            }
            put(book, "Участие в конкурсах", entry)
            if chance.happens(0.15):
                put(book, "Участие в конкурсах", dict(entry, Роль=chance.one(DICT["contest_role"])))
        if chance.happens(0.4):
            place = chance.one(organizations_of(book))
            put(book, "Участие в конкурсах", {"Конкурс": code, "Организация": place, "Роль": chance.maybe("участник")})
        if chance.happens(0.4):
            put(
                book,
                "Участие в конкурсах",
                {"Конкурс": code, "Участник (не педагог)": "Команда «Ёж»", "Роль": "член жюри"},
            )


def _projects(chance: Chance, book: Workbook) -> None:
    for number in range(1, chance.one((3, 5, 7)) + 1):
        start, end = chance.span(0.5)
        code = f"ПТ{number}"
        row: Row = {
            "Код": code,
            "Наименование": f"Проект {number}",
            "Уровень": chance.one(LEVELS),
            "Поддержка молодых педагогов": chance.flag(0.65, 0.15),
            "Начало": start,
            "Окончание": end,
        }
        put(book, "Проекты", row)
        for person in chance.some(people_of(book), 10):
            since, until = chance.span(0.5)
            put(book, "Участие в проектах", {"Проект": code, "Педагог": person, "С": since, "По": until})


def _pairs(chance: Chance, book: Workbook) -> None:
    for number in range(1, chance.one((6, 10, 16)) + 1):
        mentor, mentee = chance.some(people_of(book), 2, 2)
        start, end = chance.span(0.5)
        teacher_mentee = chance.happens(0.75)
        row: Row = {
            "Код": f"НП{number}",
            "Наставник": mentor,
            "Наставляемый": mentee if teacher_mentee else None,
            "Наставляемый (не педагог)": None if teacher_mentee else "Студент Ёлкин",
            "Форма": chance.one(DICT["mentoring_form"][:2] * 2 + DICT["mentoring_form"]),
            "Организация": chance.one(organizations_of(book)),
            "Вид": chance.maybe(chance.one(DICT["mentoring_kind"])),
            "Состояние": chance.maybe(chance.one(DICT["pair_status"])),
            "Начало": start,
            "Окончание": end,
        }
        put(book, "Наставничество", row)


def _expertise_and_reserve(chance: Chance, book: Workbook, person: str) -> None:
    if chance.happens(0.3):
        start, end = chance.span(0.5)
        kind, level = chance.one(DICT["expert_kind"]), chance.one(LEVELS)
        put(book, "Экспертиза", {"Педагог": person, "Вид": kind, "Уровень": level, "Начало": start, "Окончание": end})
    for _ in range(chance.one((0, 0, 0, 1, 2))):
        start, end = chance.span(0.5)
        kind = chance.one(DICT["reserve_kind"])
        put(book, "Резерв и актив", {"Педагог": person, "Вид": kind, "Включён": start, "Исключён": end})
