"""Documents, agreements, the bank of practices and the methodologist's journal of the invented district."""

from __future__ import annotations

from datetime import date

from pdkadry_desktop.exchange.demo_world import LAST_YEAR, World, day

_PRACTICES = (
    "Формирующее оценивание на уроке математики", "Утренний круг в детском саду", "Школьный медиацентр",
    "Читательская грамотность: банк заданий", "Наставничество в малой школе", "Экологическая тропа",
    "Проектная неделя", "Логопедический праздник для родителей", "Шахматный клуб", "Урок в музее",
)  # fmt: skip
_PAPERS = (
    ("приказ", "О проведении мониторинга системы работы с педагогическими кадрами", 5),
    ("справка", "Аналитическая справка по результатам мониторинга", 8),
    ("рекомендации", "Адресные рекомендации руководителям организаций", 9),
    ("приказ", "Об итогах мониторинга и мерах по развитию кадров", 10),
    ("план", "План мероприятий («дорожная карта») на учебный год", 9),
)
_PARTNERS = (
    ("Приозёрный государственный педагогический университет", "Практика и целевое обучение", 2019, 2024),
    ("Заозёрский педагогический колледж", "Практика студентов, трудоустройство выпускников", 2018, None),
    ("Краевой институт развития образования", "Повышение квалификации", 2020, 2022),
    ("Центр непрерывного повышения профессионального мастерства", "Диагностика и сопровождение маршрутов", 2021, None),
    ("Методический центр соседнего района", "Обмен опытом, межмуниципальные семинары", 2022, 2025),
)
_VISITS = (
    ("консультация", "Оформление портфолио к аттестации"), ("выезд", "Посещение уроков молодых специалистов"),
    ("посещение урока", "Урок с элементами функциональной грамотности"), ("методический десант",
    "Помощь школе с низкими результатами"),
    ("консультация", "Составление ИОМ"), ("иное", "Собеседование с руководителем"),
)  # fmt: skip


def write_papers(world: World) -> None:
    rng = world.chance("papers")
    for year in range(2020, LAST_YEAR + 1):
        for kind, name, month in _PAPERS:
            if rng.random() < 0.9:
                world.add("Документы", {
                    "Код": world.code("Документы", "Док"), "Вид": kind, "Номер": f"{rng.randint(20, 600)}",
                    "Дата": day(rng, date(year, month, 1), date(year, month, 25)),
                    "Наименование": f"{name} за {year} год",
                    "Ссылка": "https://imc.zaozersk.example/docs" if rng.random() < 0.6 else None,
                })  # fmt: skip
    for partner, subject, since, until in _PARTNERS:
        signed = day(rng, date(since, 1, 20), date(since, 11, 20))
        world.add("Соглашения", {
            "Код": world.code("Соглашения", "Сг"), "Партнёр": partner, "Предмет": subject, "Дата": signed,
            "Действует по": date(until, 12, 31) if until else None, "Документ №": f"{rng.randint(1, 90)}/{since}",
        })  # fmt: skip
    for year in range(2019, LAST_YEAR + 1):
        staff = world.staff(date(year, 11, 1))
        for name in rng.sample(_PRACTICES, min(len(_PRACTICES), world.some(4))):
            authors = rng.sample(staff, min(len(staff), rng.choice((1, 1, 2))))
            world.add("Банк практик", {
                "Код": world.code("Банк практик", "БП"), "Наименование": name,
                "Направление": rng.choice(("методика", "воспитание", "инклюзия", "наставничество")),
                "Авторы": [person.code for person in authors], "Уровень": rng.choice(("муниципальный",
                "региональный", None)),
                "Год": year, "Ссылка": "https://imc.zaozersk.example/practice" if rng.random() < 0.5 else None,
            })  # fmt: skip


def write_visits(world: World) -> None:
    rng = world.chance("visits")
    for year in range(2020, LAST_YEAR + 1):
        for _ in range(world.some(50)):
            kind, theme = rng.choice(_VISITS)
            held = min(day(rng, date(year, 1, 20), date(year, 12, 20)), date(LAST_YEAR, 12, 30))
            staff = world.staff(held, rng.choice(world.organizations))
            person = rng.choice(staff) if staff else None
            by_school = kind in ("выезд", "методический десант", "иное")
            world.add("Журнал методиста", {
                "Дата": held, "Вид": kind, "Организация": person.organization.code if person else None,
                "Педагог": person.code if person and not by_school else None, "Тема": theme,
                "Методист": rng.choice(("методист ИМЦ", "старший методист ИМЦ")),
                "Результат": rng.choice(("даны рекомендации", "повторная встреча через месяц", None)),
            })  # fmt: skip
