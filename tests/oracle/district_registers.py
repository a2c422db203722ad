"""Random rows of the registers about single people and organisations: courses, diagnostics, vacancies, students …"""

from __future__ import annotations

from datetime import date
from typing import Any

from .chance import DAY, Chance
from .district import Row, Workbook
from .reading import keys, specification

DICT: dict[str, list[str]] = specification()["dict"]
COURSES = ("Современный урок", "Функциональная грамотность", "Менеджмент", "Первая помощь", "Учитель информатики")
PROVIDERS = ("ИРО", "Институт развития образования", "ЦНППМ", "Центр мастерства", "Академия Ёлка", "Неизвестный центр")
HOURS = (None, None, None, 0, 15, 16, 17, 72, 249, 250, 251, 500)


def put(book: Workbook, sheet: str, row: Row) -> None:
    """Adds a row unless its key is there already; an empty «Роль» is «участник»."""
    key = keys()[sheet]

    def identity(one: Row) -> tuple[Any, ...]:
        return tuple(one.get(column) or ("участник" if column == "Роль" else None) for column in key)

    if all(identity(other) != identity(row) for other in book[sheet]):
        book[sheet].append(row)


def people_of(book: Workbook) -> list[str]:
    return sorted({row["Код"] for row in book["Педагоги"]})


def organizations_of(book: Workbook) -> list[str]:
    return [row["Код"] for row in book["Организации"]]


def add_registers(chance: Chance, book: Workbook) -> None:
    _providers_and_programmes(chance, book)
    for person in people_of(book):
        _training(chance, book, person)
        _diagnostics_and_routes(chance, book, person)
        _attestation_and_support(chance, book, person)
    _vacancies(chance, book)
    _students(chance, book)
    _classes_and_practice(chance, book)
    _papers(chance, book)


def _providers_and_programmes(chance: Chance, book: Workbook) -> None:
    names: tuple[tuple[str, list[str]], ...] = (
        ("ИРО", ["Институт развития образования"]),
        ("ЦНППМ", ["Центр мастерства", "ЦНППМ ПР"]),
        ("Академия Ёлка", []),
    )
    for number, (name, spellings) in enumerate(names, 1):
        centre = True if name == "ЦНППМ" else chance.one((None, False, None, True))
        row = {"Код": f"ОР{number}", "Наименование": name, "Другие написания": spellings, "ЦНППМ": centre}
        put(book, "Организаторы обучения", row)
    for number in range(1, chance.one((6, 7, 8)) + 1):
        programme: Row = {
            "Код": f"ПР{number}",
            "Программа": chance.one(COURSES),
            "Вид": chance.one(DICT["course_kind"][:2]),
            "Организатор": chance.one((None, "ЦНППМ", "Центр мастерства", *PROVIDERS)),
            "Часов": chance.one(HOURS),
            "Форма": chance.one((None, "дистанционная", "очная", "очно-заочная")),
            "ДОТ": chance.one((None, "нет", "частично", "полностью")),
            "Педагогической направленности": chance.flag(0.5, 0.2),
            "Из федерального реестра ДПП": chance.flag(0.5, 0.2),
            "Тема": chance.maybe("ОВЗ"),
        }
        put(book, "Каталог программ", programme)


def _training(chance: Chance, book: Workbook, person: str) -> None:
    for _ in range(chance.one((0, 1, 2, 2, 3, 4))):
        end = chance.when(0.35)
        programme = chance.maybe(chance.one(book["Каталог программ"])["Код"], 0.45)
        row = {
            "Педагог": person,
            "Вид": chance.one(DICT["course_kind"][:1] * 4 + DICT["course_kind"][1:2] * 3 + DICT["course_kind"][2:]),
            "Программа": chance.one(COURSES),
            "Код программы": programme,
            "Организатор": chance.one((None, None, None, *PROVIDERS)),
            "Часов": chance.one(HOURS),
            "Начало": chance.maybe(end - DAY * chance.one((0, 1, 14, 200))),
            "Окончание": end,
            "Форма": chance.one((None, None, "дистанционная", "очная", "заочная")),
            "ДОТ": chance.one((None, None, "нет", "частично", "полностью")),
            "По профилю": chance.flag(0.3, 0.15),
            "Без отрыва от работы": chance.flag(0.5, 0.2),
            "Из федерального реестра ДПП": chance.flag(0.2, 0.2),
            "ЦНППМ": chance.flag(0.1, 0.2),
            "На основе диагностики": chance.flag(0.35, 0.3),
            "Педагогической направленности": chance.flag(0.3, 0.2),
            "Тема": chance.maybe("обновлённые ФГОС"),
            "Документ №": chance.maybe("У-1"),
        }
        put(book, "Курсы", row)
    if chance.happens(0.2):
        topic = chance.one((*COURSES, "ПР1"))
        row = {"Педагог": person, "Год": chance.year, "Программа": topic, "Выполнено": chance.flag()}
        put(book, "Заявка на курсы", row)


def _diagnostics_and_routes(chance: Chance, book: Workbook, person: str) -> None:
    own: list[str] = []
    rounds = [chance.when() for _ in range(2)]
    for _ in range(chance.one((0, 0, 1, 2))):
        code = chance.maybe(f"Д{len(book['Диагностика']) + 1}", 0.4)
        row = {
            "Код": code,
            "Педагог": person,
            "Дата": chance.one(rounds),
            "Уровень": chance.one(("муниципальный", "региональный", "региональный", "федеральный", "школьный")),
            "Процедура": chance.one(("тест", "самодиагностика", None)),
            "Предмет": chance.maybe("математика"),
            "Область": chance.maybe("методическая"),
            "Балл": chance.maybe(17.5),
            "Максимум": 30,
            "Выявленные дефициты": chance.some(("ИКТ", "оценивание"), 2),
        }
        before = len(book["Диагностика"])
        put(book, "Диагностика", row)
        if code and len(book["Диагностика"]) > before:
            own.append(code)
    if chance.happens(0.35):
        start, end = chance.span(0.4)
        code = f"М{len(book['ИОМ']) + 1}"
        route = {
            "Код": code,
            "Педагог": person,
            "Начало": start,
            "Окончание": end,
            "Статус": chance.one(DICT["route_status"]),
            "На основе диагностики": chance.flag(),
            "Диагностика": chance.one(own) if own else None,
            "Тьютор": chance.maybe(chance.one(people_of(book))),
        }
        put(book, "ИОМ", route)
        put(book, "Шаги ИОМ", {"ИОМ": code, "Шаг": "курс", "Срок": chance.maybe(start), "Выполнено": chance.maybe(end)})


def _attestation_and_support(chance: Chance, book: Workbook, person: str) -> None:
    if chance.happens(0.3):
        asked = chance.when()
        kind = chance.one(DICT["need_kind"] + ["подготовка к конкурсу"] * 3)
        helped = chance.one((None, asked, asked + DAY, max(asked, chance.day), max(asked, chance.day + DAY)))
        put(book, "Потребности", {"Педагог": person, "Дата": asked, "Вид": kind, "Дата помощи": helped})
    if chance.happens(0.15):
        applied = chance.when()
        decided = chance.maybe(applied + DAY * 60)
        kind = chance.one(DICT["category_kind"])
        row = {"Педагог": person, "Заявленная категория": kind, "Дата заявления": applied, "Дата решения": decided}
        put(book, "Аттестация", row)
    if chance.happens(0.15):
        start, end = chance.span()
        kind = chance.one(DICT["support_kind"])
        row = {"Педагог": person, "Вид": kind, "Сумма": chance.maybe(5000.5), "Начало": start, "Окончание": end}
        put(book, "Меры поддержки", row)
    if chance.happens(0.15):
        start, end = chance.span()
        place = chance.maybe(chance.one(organizations_of(book)))
        kind = chance.one(DICT["absence_kind"])
        put(book, "Отсутствия", {"Педагог": person, "Организация": place, "Вид": kind, "С": start, "По": end})
    if chance.happens(0.15):
        row = {
            "Педагог": person,
            "Награда": "Почётная грамота",
            "Уровень": chance.maybe("региональный"),
            "Дата": chance.maybe(chance.when()),
        }
        put(book, "Награды", row)


def _vacancies(chance: Chance, book: Workbook) -> None:
    for number in range(1, chance.one((6, 9, 14)) + 1):
        opened, closed = chance.span(0.5)
        row = {
            "Код": f"В{number}",
            "Организация": chance.one(organizations_of(book)),
            "Должность": chance.one(("учитель", "директор", "воспитатель", "секретарь")),
            "Категория персонала": chance.one((None, None, "педагогический", "руководящий", "иной")),
            "Ставка": chance.one((None, 1, 0.5, 0.25, 0.1, 1.25, 0)),
            "Часов в неделю": chance.maybe(18),
            "Открыта": opened,
            "Чем закрыта сейчас": chance.maybe(chance.one(DICT["vacancy_cover"])),
            "Закрыта": closed,
            "Кем закрыта": chance.one(people_of(book)) if closed and chance.happens(0.5) else None,
            "Острая": chance.flag(),
        }
        put(book, "Вакансии", row)


def _students(chance: Chance, book: Workbook) -> None:
    for number in range(1, chance.one((5, 10, 16)) + 1):
        start = date(chance.year - chance.one((0, 1, 4, 5)), 9, 1)
        end = chance.maybe(max(start, chance.when(0.6)), 0.2)
        status = chance.one((*DICT["target_status"], "обучается", "трудоустроен", "трудоустроен", "окончил"))
        employed = chance.one((None, end, chance.day, chance.day + DAY, end and end + DAY))
        row = {
            "Код": f"Ц{number}",
            "Фамилия": "Ландышева",
            "Имя": "Ёла",
            "Целевой договор": chance.flag(0.4, 0.2),
            "Учебное заведение": "Педагогический институт",
            "Уровень образования": chance.one(("высшее", "высшее", "среднее профессиональное", None)),
            "Начало обучения": chance.one((start, start, chance.day, chance.day + DAY)) if end is None else start,
            "Окончание обучения": end,
            "Статус": status,
            "Организация": chance.maybe(chance.one(organizations_of(book))),
            "Наставник": chance.maybe(chance.one(people_of(book)), 0.8),
            "Трудоустроен": employed if status == "трудоустроен" else None,
        }
        put(book, "Целевое обучение", row)


def _classes_and_practice(chance: Chance, book: Workbook) -> None:
    for number in range(1, chance.one((2, 5, 8)) + 1):
        start, end = chance.span()
        row = {
            "Код": f"К{number}",
            "Организация": chance.one(organizations_of(book)),
            "Наименование": "Класс будущих учителей",
            "Вид": chance.one(DICT["class_kind"] + DICT["class_kind"][:2]),
            "Обучающихся": chance.one((0, 1, 12, 25)),
            "Куратор": chance.maybe(chance.one(people_of(book))),
            "Начало": start,
            "Окончание": end,
        }
        put(book, "Допрофессиональная подготовка", row)
    for number in range(1, chance.one((1, 3, 6)) + 1):
        start, end = chance.span()
        place = chance.one(organizations_of(book))
        row = {"Код": f"С{number}", "Студент": "Лилия Ёжикова", "Организация": place, "Начало": start, "Окончание": end}
        put(book, "Практика студентов", row)
        row = {"Код": f"Ж{number}", "Населённый пункт": "Ёлкино", "Адрес": f"ул. Школьная, {number}", "Комнат": 2}
        put(book, "Служебное жильё", row | {"Занято": chance.maybe(chance.one(people_of(book)))})


def _papers(chance: Chance, book: Workbook) -> None:
    for number in range(1, chance.one((2, 4, 6)) + 1):
        start, end = chance.span()
        row = {"Код": f"Г{number}", "Партнёр": "Колледж", "Предмет": "практика", "Дата": start, "Действует по": end}
        put(book, "Соглашения", row)
        put(
            book,
            "Документы",
            {"Код": f"ДК{number}", "Вид": "приказ", "Дата": chance.maybe(start), "Наименование": "О плане"},
        )
        year = chance.one((chance.year, chance.year, chance.year - 1, chance.year + 1, None))
        authors = chance.some(people_of(book), 2)
        row = {"Код": f"БП{number}", "Наименование": "Опыт", "Авторы": authors, "Год": year}
        put(book, "Банк практик", row | {"Направление": chance.maybe("обмен опытом")})
        row = {
            "Дата": chance.when(),
            "Вид": chance.one(DICT["visit_kind"]),
            "Организация": chance.maybe(chance.one(organizations_of(book))),
            "Педагог": chance.maybe(chance.one(people_of(book))),
            "Тема": "Рабочая программа",
        }
        put(book, "Журнал методиста", row)
