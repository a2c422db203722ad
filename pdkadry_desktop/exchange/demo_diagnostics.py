"""Diagnostics twice a year, routes after them with their steps, needs of teachers and the help they got."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from pdkadry_desktop.exchange.demo_world import LAST_DAY, LAST_YEAR, Person, World, day

_AREAS = ("предметная", "методическая", "психолого-педагогическая", "коммуникативная", "цифровая")
_DEFICITS = {
    "предметная": ("содержание преподаваемого предмета", "решение заданий повышенного уровня сложности"),
    "методическая": (
        "формирующее и критериальное оценивание", "формирование функциональной грамотности",
        "планирование урока (занятия) по обновлённым ФГОС", "дифференциация и индивидуализация обучения",
    ),
    "психолого-педагогическая": (
        "обучение детей с ОВЗ, инклюзивное образование", "мотивация обучающихся", "работа с одарёнными детьми",
    ),
    "коммуникативная": ("взаимодействие с родителями", "публичное представление опыта"),
    "цифровая": ("цифровые образовательные ресурсы и сервисы", "дистанционное обучение"),
}  # fmt: skip
# share of the staff in one wave of a year; two regional and two federal waves from 2021 on
_WAVE = {2020: 0.015, 2021: 0.02, 2022: 0.028, 2023: 0.04, 2024: 0.05, 2025: 0.055}
_WAVES = (("федеральный", 3, 12), ("региональный", 4, 14), ("региональный", 10, 18), ("федеральный", 11, 15))
_TEST, _SURVEY = "Оценка предметных и методических компетенций", "Анкета затруднений"
_STEPS = (
    ("Курсы повышения квалификации по теме дефицита", "курс"), ("Посещение уроков наставника", "наставничество"),
    ("Участие в практикуме методического объединения", "методическое объединение"),
    ("Самообразование: методические рекомендации", "самообразование"), ("Открытый урок с самоанализом",
    "открытый урок"),
    ("Стажировка в школе-партнёре", "стажировка"),
)  # fmt: skip
_NEEDS = (
    ("повышение квалификации", "Нужны курсы по функциональной грамотности", "Включён в заявку на курсы"),
    ("методическая помощь", "Помощь в составлении рабочей программы", "Консультация методиста"),
    ("подготовка к конкурсу", "Подготовка конкурсного урока", "Просмотр урока, помощь с визиткой"),
    ("аттестация", "Оформление заявления на категорию", "Консультация, проверка документов"),
    ("переподготовка", "Переподготовка по второму предмету", "Подобрана программа"),
    ("кадровая потребность", "Передать часть нагрузки новому учителю", "Объявлена вакансия"),
)


def write_diagnostics(world: World) -> None:
    rng = world.chance("diagnostics")
    for year, share in _WAVE.items():
        for level, month, number in _WAVES:
            if year == 2020 and level == "федеральный":
                continue
            held = date(year, month, number)
            staff = [person for person in world.staff(held) if rng.random() < 1.5 * share or person.subjects]
            for person in rng.sample(staff, min(len(staff), max(1, round(share * len(world.staff(held)))))):
                _diagnose(rng, world, person, held, level)
        if year >= 2021:
            staff = world.staff(date(year, 9, 20))
            for person in rng.sample(staff, min(len(staff), world.some(25))):
                _diagnose(rng, world, person, date(year, 9, 20), "муниципальный")


def _diagnose(rng: Random, world: World, person: Person, held: date, level: str) -> None:
    areas = rng.sample(_AREAS[:4] if rng.random() < 0.8 else _AREAS, rng.choice((1, 2, 2, 3)))
    routed = rng.random() < 0.62
    for number, area in enumerate(areas):
        maximum = rng.choice((20, 25, 30))
        score = round(maximum * min(1, max(0.2, rng.gauss(0.66, 0.16))))
        weak = score < 0.75 * maximum
        code = f"Д-{len(world.sheets.get('Диагностика', ())) + 1:05}" if routed and number == 0 else None
        added = world.add("Диагностика", {
            "Код": code, "Педагог": person.code, "Дата": held, "Уровень": level,
            "Процедура": _SURVEY if level == "муниципальный" else _TEST,
            "Предмет": person.subjects[0] if person.subjects and area == "предметная" else None, "Область": area,
            "Балл": score, "Максимум": maximum,
            "Результат": "высокий" if score > 0.85 * maximum else "средний" if score > 0.6 * maximum else "низкий",
            "Выявленные дефициты": rng.sample(_DEFICITS[area], rng.choice((1, 1, 2))) if weak else [],
            "Рекомендации": "Индивидуальный образовательный маршрут" if code else None,
        })  # fmt: skip
        if added and code:
            deficit = rng.choice(_DEFICITS[area])
            _route(rng, world, person, code, held, deficit)


def _route(rng: Random, world: World, person: Person, diagnostic: str, held: date, deficit: str) -> None:
    start = held + timedelta(days=rng.randint(10, 60))
    if start > LAST_DAY or not person.works(start):
        return
    end = start + timedelta(days=rng.choice((120, 180, 270)))
    code = world.code("ИОМ", "ИОМ")
    if end > LAST_DAY:
        status, closed = rng.choice(("реализуется", "реализуется", "разработан")), None
    elif rng.random() < 0.06:
        status, closed = "прекращён", start + timedelta(days=60)
    else:
        status, closed = "завершён", end
    tutors = [one for one in world.people_of(person.organization) if one.category == "высшая"]
    tutors = [one for one in tutors if one is not person and one.works(start)]
    world.add("ИОМ", {
        "Код": code, "Педагог": person.code, "Начало": start, "Окончание": closed, "Статус": status,
        "На основе диагностики": True, "Диагностика": diagnostic, "Тьютор": rng.choice(tutors).code if tutors else None,
        "Цель": f"Устранить затруднение: {deficit}",
    })  # fmt: skip
    for number, (step, form) in enumerate(rng.sample(_STEPS, rng.randint(2, 4)), 1):
        due = start + timedelta(days=30 * number)
        done = status != "разработан" and due <= LAST_DAY and rng.random() < 0.85 and (closed is None or due <= closed)
        world.add("Шаги ИОМ", {
            "ИОМ": code, "Шаг": step, "Дефицит": deficit, "Форма": form, "Срок": due,
            "Ответственный": rng.choice(("методист ИМЦ", "тьютор", "руководитель МО", None)),
            "Выполнено": min(due + timedelta(days=rng.randint(-10, 15)), LAST_DAY) if done else None,
            "Результат": rng.choice(("освоено", "применяет на уроках", "частично")) if done else None,
        })  # fmt: skip


def write_needs(world: World) -> None:
    rng = world.chance("needs")
    for year in range(2020, LAST_YEAR + 1):
        staff = world.staff(date(year, 9, 15))
        share = {2020: 0.1, 2021: 0.2, 2022: 0.28, 2023: 0.35, 2024: 0.4, 2025: 0.45}[year]
        for person in rng.sample(staff, round(len(staff) * share)):
            kind, text, helped = rng.choice(_NEEDS)
            found = day(rng, date(year, 9, 5), date(year, 10, 25))
            if person.works(found):
                done = rng.random() < 0.75
                world.add("Потребности", {
                    "Педагог": person.code, "Дата": found, "Вид": kind, "Содержание": text,
                    "Оказанная помощь": helped if done else None,
                    "Дата помощи": found + timedelta(days=rng.randint(3, 50)) if done else None,
                })  # fmt: skip
