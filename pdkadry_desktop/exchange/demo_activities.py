"""Contests, events, communities, projects, expertise, the reserve: the public life of the invented district."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from pdkadry_desktop.exchange.demo_names import invented_name
from pdkadry_desktop.exchange.demo_world import LAST_DAY, SCHOOL, YEARS, Person, Row, World, day

_CONTESTS = (
    ("Учитель года", "муниципальный", 2, ("учитель-предметник", "учитель начальных классов")),
    ("Воспитатель года", "муниципальный", 3, ()), ("Сердце отдаю детям", "муниципальный", 4, ("техническая",
    "художественная")),
    ("Педагогический дебют", "муниципальный", 11, ("учитель", "воспитатель")), ("Лучший урок", "школьный", 11, ()),
    ("Учитель года края", "региональный", 4, ()), ("За нравственный подвиг учителя", "региональный", 5, ()),
    ("Педагогический поиск", "межмуниципальный", 10, ("проект", "методическая разработка")),
    ("Флагманы образования", "федеральный", 9, ()), ("Лучший педагог-наставник", "муниципальный", 12, ()),
)  # fmt: skip
_EVENTS = (
    ("Августовская конференция", "августовская конференция", 8, ("обмен опытом", "научно-методическое сопровождение")),
    ("Педагогические чтения", "педагогические чтения", 3, ("обмен опытом",)),
    ("Фестиваль открытых уроков", "фестиваль", 4, ("обмен опытом", "повышение квалификации и профессиональный рост")),
    ("Семинар по функциональной грамотности", "семинар", 10, ("повышение квалификации и профессиональный рост",)),
    ("Практикум по оцениванию", "практикум", 2, ("повышение квалификации и профессиональный рост",)),
    ("Методический десант", "методический десант", 11, ("научно-методическое сопровождение",)),
    ("Неделя молодого педагога", "неделя", 11, ("поддержка молодых педагогов",)),
    ("Слёт молодых специалистов", "слёт", 9, ("поддержка молодых педагогов", "престиж профессии")),
    ("Школа наставника", "семинар", 12, ("наставничество",)),
    ("День учителя: чествование династий", "встреча", 10, ("престиж профессии",)),
    ("Тренинг «Ресурс педагога»", "тренинг", 3, ("профилактика выгорания",)),
    ("Ярмарка педагогических профессий", "встреча", 4, ("допрофессиональная подготовка", "престиж профессии")),
    ("День открытых дверей педагогических классов", "встреча", 2, ("допрофессиональная подготовка",)),
    ("Вебинар по обновлённым ФГОС", "вебинар", 5, ("повышение квалификации и профессиональный рост",)),
)  # fmt: skip
_CIRCLES = (
    "учителей начальных классов", "учителей русского языка и литературы", "учителей математики",
    "учителей иностранных языков",
    "учителей физической культуры", "учителей истории и обществознания", "учителей естественных наук",
    "учителей информатики",
    "учителей труда и искусства", "воспитателей детских садов", "специалистов сопровождения",
    "педагогов дополнительного образования",
)  # fmt: skip
_BY_SUBJECT = {
    "начальные классы": 0, "русский язык": 1, "математика": 2, "английский язык": 3, "немецкий язык": 3,
    "физическая культура": 4, "история": 5, "биология": 6, "химия": 6, "география": 6, "физика": 6, "информатика": 7,
    "труд (технология)": 8, "музыка": 8, "изобразительное искусство": 8,
}  # fmt: skip
_JOINING = 0.74


def write_communities(world: World) -> None:
    rng = world.chance("communities")
    circles = [_community(rng, world, f"РМО {name}", "методическое объединение", date(2016, 9, 1)) for name in _CIRCLES]
    board = _community(rng, world, "Сообщество классных руководителей", "профессиональное сообщество", date(2019, 2, 1))
    club = _community(rng, world, "Клуб молодого учителя «Искра»", "клуб", date(2018, 10, 1))
    council = _community(rng, world, "Совет молодых педагогов", "совет молодых педагогов", date(2022, 3, 1))
    network = _community(rng, world, "Сетевое сообщество «Цифровой учитель»", "сетевое сообщество", date(2020, 4, 15))
    experts = _community(rng, world, "Муниципальный экспертный совет", "экспертный совет", date(2021, 9, 1))
    closed = _community(
        rng, world, "Школа молодого воспитателя", "профессиональное сообщество", date(2018, 9, 1), date(2021, 5, 31)
    )
    _community(rng, world, "Сообщество школьных библиотекарей", "профессиональное сообщество", date(2022, 9, 1))
    for person in world.people:
        if not person.is_teaching:
            continue
        if rng.random() < _JOINING:
            _join(rng, world, circles[_circle_of(person)], person, date(2016, 9, 1))
        for community, since, share, young in (
            (board, date(2019, 2, 1), 0.06, False), (network, date(2020, 4, 15), 0.12, False),
            (club, date(2018, 10, 1), 0.45, True), (council, date(2022, 3, 1), 0.1, True),
            (experts, date(2021, 9, 1), 0.012, False),
        ):  # fmt: skip
            if rng.random() < share and (not young or person.age(max(since, person.hired)) < 35):
                _join(rng, world, community, person, since)
        if "воспитатель" in person.position and rng.random() < 0.1 and person.works(date(2020, 9, 1)):
            row = {"Сообщество": closed, "Педагог": person.code, "С": max(person.hired, date(2018, 9, 1))}
            world.add("Участие в сообществах", {**row, "По": date(2021, 5, 31)})


def _circle_of(person: Person) -> int:
    if person.subjects:
        return _BY_SUBJECT.get(person.subjects[0], 8)
    return (
        9
        if "воспитатель" in person.position or "музыкальный" in person.position
        else 11
        if "дополнит" in person.position
        else 10
    )


def _community(rng: Random, world: World, name: str, kind: str, since: date, until: date | None = None) -> str:
    code = world.code("Сообщества", "С")
    leaders = [
        one for one in world.staff(max(since, date(2018, 9, 1))) if one.experience(LAST_DAY) > 8 and one.left is None
    ]
    world.add("Сообщества", {
        "Код": code, "Наименование": name, "Вид": kind, "Уровень": "муниципальный",
        "Руководитель": rng.choice(leaders).code if leaders and rng.random() < 0.9 else None, "Создано": since,
        "Закрыто": until,
        "Приказ": f"№ {rng.randint(20, 400)} от {since:%d.%m.%Y}",
        "Ссылка": "https://imc.zaozersk.example/rmo" if rng.random() < 0.7 else None,
    })  # fmt: skip
    return code


def _join(rng: Random, world: World, community: str, person: Person, since: date) -> None:
    start = max(since, person.hired)
    if rng.random() < 0.3:
        start = day(rng, start, start + timedelta(days=200))
    if start <= LAST_DAY and person.works(start):
        row = {"Сообщество": community, "Педагог": person.code, "С": start, "По": person.left}
        world.add(
            "Участие в сообществах", {**row, "Роль": rng.choices((None, "участник", "секретарь"), (60, 37, 3))[0]}
        )


def write_contests(world: World) -> None:
    rng = world.chance("contests")
    for year in YEARS:
        for name, level, month, nominations in _CONTESTS:
            if (year == 2020 and 3 < month < 9) or (name == "Лучший педагог-наставник" and year < 2022):
                continue
            start = day(rng, date(year, month, 5), date(year, month, 25))
            code = world.code("Конкурсы", "Кон")
            world.add("Конкурсы", {
                "Код": code, "Наименование": f"{name} – {year}", "Уровень": level, "Номинации": list(nominations),
                "Организатор": "ИМЦ" if level == "муниципальный" else None, "Начало": start,
                "Окончание": start + timedelta(days=rng.randint(1, 6)) if rng.random() < 0.8 else None,
                "Приказ": f"№ {rng.randint(20, 500)}" if rng.random() < 0.8 else None,
            })  # fmt: skip
            _contest_entries(rng, world, code, start, level, nominations)
        start = day(rng, date(year, 11, 5), date(year, 11, 25))
        code = world.code("Конкурсы", "Кон")
        world.add("Конкурсы", {"Код": code, "Наименование": f"Олимпиада школьников, муниципальный этап {year}",
                               "Уровень": "муниципальный", "Профессиональное мастерство": False,
                               "Начало": start})  # fmt: skip
        for person in rng.sample(world.staff(start), min(len(world.staff(start)), world.some(14))):
            world.add("Участие в конкурсах", {"Конкурс": code, "Педагог": person.code, "Роль": "член жюри"})
        school = rng.choice(world.of_kind(SCHOOL))
        world.add("Участие в конкурсах", {"Конкурс": code, "Организация": school.code,
                                          "Участник (не педагог)": f"Команда {school.short}",
                                          "Результат": "победитель", "Место": 1})  # fmt: skip


def _contest_entries(
    rng: Random, world: World, code: str, start: date, level: str, nominations: tuple[str, ...]
) -> None:
    staff = world.staff(start)
    usual = {"муниципальный": 9, "школьный": 12, "межмуниципальный": 6}.get(level, 3)
    people = rng.sample(staff, min(len(staff), world.some(usual) + 2))
    results = ["победитель", "призёр", "призёр", "лауреат", "финалист"]
    for place, person in enumerate(people[:-2] or people):
        world.add("Участие в конкурсах", {
            "Конкурс": code, "Педагог": person.code, "Роль": "участник" if rng.random() < 0.4 else None,
            "Номинация": rng.choice(nominations) if nominations else None,
            "Результат": results[place] if place < len(results) else rng.choice(("участник", None, "дипломант")),
            "Работа": "Методическая разработка" if rng.random() < 0.2 else None,
            "Место": place + 1 if place < 3 else None,
            "Балл": round(rng.uniform(40, 98), 1) if rng.random() < 0.5 else None,
        })  # fmt: skip
    if level in ("муниципальный", "межмуниципальный"):
        for person in people[-2:]:
            world.add("Участие в конкурсах", {"Конкурс": code, "Педагог": person.code, "Роль": "член жюри"})


def write_events(world: World) -> None:
    rng = world.chance("events")
    circles = [row["Код"] for row in world.sheets["Сообщества"] if row["Вид"] == "методическое объединение"]
    for year in YEARS:
        for name, kind, month, directions in _EVENTS:
            if year >= 2021 or rng.random() < 0.6:
                _event(rng, world, f"{name}, {year}", kind, date(year, month, 5), list(directions), None)
        for community in rng.sample(circles, min(len(circles), world.some(3 + (year - 2018) // 2, least=2))):
            found = ["научно-методическое сопровождение"] if rng.random() < 0.6 else ["обмен опытом"]
            _event(
                rng,
                world,
                f"Заседание РМО, {year}",
                "заседание методического объединения",
                date(year, 10, 10),
                found,
                community,
            )


def _event(
    rng: Random, world: World, name: str, kind: str, near: date, directions: list[str], community: object
) -> None:
    start = min(day(rng, near, near + timedelta(days=14)), LAST_DAY)
    level = (
        "муниципальный"
        if community or rng.random() < 0.8
        else rng.choice(("межмуниципальный", "региональный", "школьный"))
    )
    called_off = start.year == 2020 and 3 <= start.month <= 5
    young = True if "поддержка молодых педагогов" in directions and rng.random() < 0.7 else None
    code = world.code("Мероприятия", "М")
    world.add("Мероприятия", {
        "Код": code, "Наименование": name, "Вид": kind, "Уровень": level, "Направление": directions,
        "Сообщество": community,
        "Для молодых педагогов": young, "Организатор": "ИМЦ", "Место": rng.choice(("ИМЦ", "СОШ № 1",
        "дистанционно", None)),
        "Начало": start, "Окончание": start + timedelta(days=rng.choice((0, 0, 1, 4))) if rng.random() < 0.7 else None,
        "Проведено": False if called_off else None,
        "Приказ": f"№ {rng.randint(20, 500)}" if rng.random() < 0.7 else None,
    })  # fmt: skip
    if called_off:
        return
    staff = [one for one in world.staff(start) if not young or one.age(start) < 35]
    for person in rng.sample(staff, min(len(staff), world.some(30 if community else 42))):
        speaking = rng.random() < 0.15
        role = (
            "выступающий"
            if speaking
            else rng.choice((None, None, "участник", "организатор" if rng.random() < 0.1 else None))
        )
        section = rng.choice(("дошкольное образование", "естественные науки", "гуманитарные предметы", None, None))
        row: Row = {"Мероприятие": code, "Педагог": person.code, "Роль": role}
        world.add("Участие в мероприятиях", {**row, "Тема": "Из опыта работы" if speaking else None, "Секция": section})
    if rng.random() < 0.3:
        guest = invented_name(rng, True).full
        world.add(
            "Участие в мероприятиях", {"Мероприятие": code, "Участник (не педагог)": guest, "Роль": "выступающий"}
        )


def write_projects(world: World) -> None:
    rng = world.chance("projects")
    plans = (
        ("Молодой педагог Заозёрья", "муниципальный", True, date(2020, 2, 1), date(2023, 12, 31), 60),
        ("Старт в профессии", "региональный", True, date(2022, 9, 1), None, 35),
        ("Школы-партнёры: объективное оценивание", "региональный", None, date(2021, 3, 1), date(2022, 12, 31), 30),
        ("Детский сад – территория возможностей", "муниципальный", None, date(2023, 9, 1), None, 40),
    )
    for name, level, young, start, end, usual in plans:
        code = world.code("Проекты", "ПР")
        world.add("Проекты", {"Код": code, "Наименование": name, "Уровень": level, "Поддержка молодых педагогов": young,
                              "Начало": start, "Окончание": end,
                              "Документ": f"Приказ № {rng.randint(20, 400)}"})  # fmt: skip
        fitting = [one for one in world.people if one.is_teaching and (not young or one.age(start) < 36)]
        for person in rng.sample(fitting, min(len(fitting), world.some(usual))):
            since = max(start, person.hired)
            if since <= (end or LAST_DAY) and person.works(since):
                until = min(person.left or date.max, end or date.max)
                row = {"Проект": code, "Педагог": person.code, "С": since, "По": until if until <= LAST_DAY else None}
                world.add("Участие в проектах", {**row, "Роль": rng.choice((None, "участник", "куратор"))})


def write_experts(world: World) -> None:
    rng = world.chance("experts")
    kinds = (("ГИА", "региональный", "эксперт"), ("аттестация", "региональный", "специалист"),
             ("конкурсы профессионального мастерства", "муниципальный", "член жюри"),
             ("конкурсы и олимпиады обучающихся", "муниципальный", "член жюри"))  # fmt: skip
    for year in YEARS:
        staff = [one for one in world.staff(date(year, 3, 1)) if one.experience(date(year, 3, 1)) >= 5]
        share = {2018: 30, 2019: 34, 2020: 36, 2021: 44, 2022: 60}.get(year, 66)
        for person in rng.sample(staff, min(len(staff), world.some(share))):
            kind, level, role = rng.choices(kinds, (45, 15, 20, 20))[0]
            start = date(year, 3, rng.choice((1, 10, 20)))
            world.add("Экспертиза", {
                "Педагог": person.code, "Вид": kind, "Уровень": level, "Роль": role, "Начало": start,
                "Окончание": date(year, 6, 30) if kind == "ГИА" else rng.choice((None, date(year, 12, 25))),
                "Приказ": f"№ {rng.randint(20, 500)}",
            })  # fmt: skip


def write_reserve(world: World) -> None:
    rng = world.chance("reserve")
    plans = (("резерв руководящих работников", date(2019, 1, 15), 24), ("методический актив", date(2020, 9, 1), 11),
             ("реестр экспертов метапредметных конкурсов и олимпиад", date(2021, 10, 1), 5),
             ("тьюторы", date(2021, 3, 1), 9))  # fmt: skip
    for kind, first, usual in plans:
        fitting = [one for one in world.people if one.is_teaching and one.experience(first) >= 6 and one.works(first)]
        for person in rng.sample(fitting, min(len(fitting), world.some(usual))):
            since = day(rng, first, min(first + timedelta(days=900), person.left or LAST_DAY))
            until = person.left or (since + timedelta(days=1100) if rng.random() < 0.2 else None)
            row = {
                "Педагог": person.code,
                "Вид": kind,
                "Включён": since,
                "Основание": f"Приказ № {rng.randint(20, 500)}",
            }
            world.add("Резерв и актив", {**row, "Исключён": until if until and until <= LAST_DAY else None})
    for number, school in enumerate(world.of_kind(SCHOOL)):
        if number % 4 == 1:
            team = [one for one in world.people_of(school) if not one.is_teaching]
            for person in team[:2]:
                since = max(date(2022 + number % 3, 10, 1), person.hired)
                row = {"Педагог": person.code, "Вид": "управленческая команда в менторстве", "Включён": since}
                world.add("Резерв и актив", {**row, "Исключён": person.left})
