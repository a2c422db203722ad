"""Courses of the invented district: providers with their spellings, a catalogue, groups that studied together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from pdkadry_desktop.exchange.demo_world import (
    KINDERGARTEN,
    LAST_DAY,
    LAST_YEAR,
    SCHOOL,
    YEARS,
    Person,
    Row,
    World,
    day,
)

UPGRADE, RETRAINING, PLACEMENT, ANYTHING = (
    "повышение квалификации", "профессиональная переподготовка", "стажировка", "иное",
)  # fmt: skip
_PROVIDERS: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    (
        "Центр непрерывного повышения профессионального мастерства педагогических работников",
        ("ЦНППМ", "ЦНППМПР", "ЦНППМ ПР", "Центр непрерывного повышения проф. мастерства"), True,
    ),
    ("Краевой институт развития образования", ("КИРО", "ГАУ ДПО КИРО", "Институт развития образования"), False),
    ("Заозёрский информационно-методический центр", ("ИМЦ", "МКУ ИМЦ Заозёрского района"), False),
    ("Приозёрный государственный педагогический университет", ("ПГПУ", "ФГБОУ ВО ПГПУ"), False),
    ("АНО ДПО «Педагогический горизонт»", ("Педагогический горизонт", "АНО «Педгоризонт»"), False),
    ("ООО «Учебная сфера»", ("Учебная сфера", "УЦ «Учебная сфера»"), False),
    ("Федеральная академия цифрового образования", ("ФАЦО", "Академия цифрового образования"), False),
    ("АНО ДПО «Охрана и безопасность»", ("Охрана и безопасность",), False),
)  # fmt: skip
_TOPICS = (
    ("Реализация требований обновлённых ФГОС в работе учителя", "обновлённые ФГОС", SCHOOL),
    ("Формирование функциональной грамотности обучающихся", "функциональная грамотность", SCHOOL),
    ("Школа современного учителя: методика преподавания предмета", "предметные и методические компетенции", SCHOOL),
    ("Критериальное оценивание на уроке", "оценка качества", SCHOOL),
    ("Подготовка экспертов предметных комиссий ГИА", "оценка качества", SCHOOL),
    ("Методика подготовки к ГИА по предмету", "предметные и методические компетенции", SCHOOL),
    ("Преподавание физики, химии и биологии на современном оборудовании", "технологический суверенитет", SCHOOL),
    ("Цифровая образовательная среда: новые инструменты педагога", "цифровая среда", ""),
    ("Обучение детей с ОВЗ в условиях инклюзии", "ОВЗ", ""),
    ("Выявление и сопровождение одарённых детей", "одарённые дети", ""),
    ("Профориентация: билет в будущее", "профориентация", SCHOOL),
    ("Воспитательная деятельность классного руководителя", "воспитание", SCHOOL),
    ("Наставничество: система и практика", "наставничество", ""),
    ("Разговоры о важном: система работы классного руководителя", "воспитание", SCHOOL),
    ("Федеральная образовательная программа дошкольного образования", "дошкольное образование", KINDERGARTEN),
    ("Речевое развитие дошкольников", "дошкольное образование", KINDERGARTEN),
    ("Современные технологии работы в детском саду", "дошкольное образование", KINDERGARTEN),
    ("Проектирование дополнительных общеразвивающих программ", "дополнительное образование", ""),
    ("Профилактика буллинга в образовательной среде", "воспитание", ""),
    ("Психолого-педагогическое сопровождение участников образовательного процесса", "ОВЗ", ""),
)
_RETRAININGS = (
    ("Учитель математики: преподавание в школе", True), ("Педагогическое образование: дошкольное образование", True),
    ("Менеджмент в образовании", False), ("Логопедия", True), ("Преподавание информатики в школе", True),
    ("Олигофренопедагогика", True), ("Государственное и муниципальное управление", False),
)  # fmt: skip
_OFF_TOPIC = (
    ("Оказание первой помощи в образовательной организации", 18), ("Охрана труда", 40),
    ("Пожарная безопасность для руководителей и специалистов", 16), ("Антитеррористическая защищённость", 16),
    ("Гражданская оборона и защита от чрезвычайных ситуаций", 24),
)  # fmt: skip
_SEMINARS = (
    "Семинар «Современный урок»", "Вебинар «Портфолио педагога»", "Вебинар «Работа с родителями»",
    "Семинар «Читательская грамотность»", "Практикум «Нейросети в работе педагога»", "Вебинар «Аттестация по-новому»",
)  # fmt: skip
# shares of people a year: what the orders ask for is reached in some years and missed in others
_UPGRADED = {2018: 0.45, 2019: 0.5, 2020: 0.48, 2021: 0.5, 2022: 0.55, 2023: 0.62, 2024: 0.58, 2025: 0.52}
_BY_DIAGNOSTICS = {2020: 0.035, 2021: 0.108, 2022: 0.18, 2023: 0.35, 2024: 0.42, 2025: 0.46}
_REMOTE = {2020: 0.62, 2021: 0.36}


@dataclass(frozen=True, slots=True)
class _Group:
    """People who studied one programme together; ``row`` is what their courses have in common."""

    row: Row
    level: str  # kind of organisation it is meant for, «» for all
    remote: bool


def write_courses(world: World) -> None:
    rng = world.chance("courses")
    _write_providers(world)
    programmes = _write_catalogue(rng, world)
    groups = {year: _groups(rng, world, programmes, year) for year in YEARS}
    for person in world.people:
        for year in YEARS:
            if person.hired.year <= year and (person.left is None or person.left >= date(year, 9, 1)):
                _year_of(rng, world, person, year, groups[year])
        if rng.random() < 0.1 and person.hired.year < LAST_YEAR:
            _retraining(rng, world, person)


def _write_providers(world: World) -> None:
    for name, others, is_centre in _PROVIDERS:
        row: Row = {
            "Код": world.code("Организаторы обучения", "О"),
            "Наименование": name,
            "Другие написания": list(others),
        }
        world.add("Организаторы обучения", {**row, "ЦНППМ": True if is_centre else None})


def _spelling(rng: Random, provider: int) -> str:
    name, others, _ = _PROVIDERS[provider]
    roll = rng.random()
    return name if roll < 0.55 else rng.choice(others) if roll < 0.96 else name.upper()


def _write_catalogue(rng: Random, world: World) -> list[tuple[Row, str]]:
    found: list[tuple[Row, str]] = []
    for title, topic, level in _TOPICS:
        for provider in rng.sample(range(len(_PROVIDERS) - 1), 2):
            hours = rng.choice((16, 18, 24, 36, 36, 72, 72, 108))
            federal = provider < 4 and rng.random() < 0.5
            row: Row = {
                "Код": world.code("Каталог программ", "К"), "Программа": title, "Вид": UPGRADE,
                "Организатор": _PROVIDERS[provider][0], "Часов": hours,
                "Форма": rng.choice(("очная", "очно-заочная", "заочная", "дистанционная")),
                "ДОТ": rng.choice(("нет", "частично", "полностью", None)),
                "Из федерального реестра ДПП": True if federal else None,
                "Номер в реестре": f"ДПП-{rng.randint(1000, 9999)}" if federal else None, "Тема": topic,
            }  # fmt: skip
            if row["Форма"] == "очная" and row["ДОТ"] == "полностью":
                row["ДОТ"] = "нет"
            world.add("Каталог программ", row)
            found.append((world.sheets["Каталог программ"][-1], level))
    for title, teaching in _RETRAININGS:
        world.add("Каталог программ", {
            "Код": world.code("Каталог программ", "К"), "Программа": title, "Вид": RETRAINING,
            "Организатор": _PROVIDERS[rng.randrange(3, 6)][0], "Часов": rng.choice((252, 288, 300, 520)),
            "Форма": rng.choice(("заочная", "дистанционная")), "Педагогической направленности": teaching,
        })  # fmt: skip
    return found


def _groups(rng: Random, world: World, programmes: list[tuple[Row, str]], year: int) -> list[_Group]:
    groups = []
    for number in range(60):
        programme, level = rng.choice(programmes)
        provider = next(at for at, known in enumerate(_PROVIDERS) if known[0] == programme["Организатор"])
        end = min(day(rng, date(year, 2, 1), date(year, 12, 20)), LAST_DAY)
        hours = programme["Часов"]
        assert isinstance(hours, int)
        linked = rng.random() < 0.7
        remote = programme["Форма"] == "дистанционная" or programme.get("ДОТ") == "полностью"
        row: Row = {
            "Вид": UPGRADE, "Программа": programme["Программа"], "Код программы": programme["Код"] if linked else None,
            "Поток": f"{year}-{number + 1:02}" if rng.random() < 0.5 else None, "Организатор": _spelling(rng, provider),
            "ЦНППМ": True if provider == 0 and rng.random() < 0.4 else None,
            "Начало": end - timedelta(days=max(2, hours // 6)) if rng.random() < 0.85 else None, "Окончание": end,
        }  # fmt: skip
        if not linked:
            copied = ("Часов", "Форма", "ДОТ", "Из федерального реестра ДПП", "Тема")
            row.update({header: programme.get(header) for header in copied})
        groups.append(_Group(row, level, remote))
    return groups


def _year_of(rng: Random, world: World, person: Person, year: int, groups: list[_Group]) -> None:
    fitting = [one for one in groups if one.level in ("", person.organization.kind)]
    by_diagnostics = rng.random() < _BY_DIAGNOSTICS.get(year, 0) * (1 if person.organization.kind == SCHOOL else 0.5)
    studied = by_diagnostics or rng.random() < _UPGRADED[year] - 0.25 * _BY_DIAGNOSTICS.get(year, 0)
    count = rng.choices((1, 2, 3), (62, 28, 10))[0] if studied and person.is_teaching else int(studied)
    for number in range(count):
        wish_remote = rng.random() < _REMOTE.get(year, 0.3)
        group = rng.choice([one for one in fitting if one.remote == wish_remote] or fitting)
        end = group.row["Окончание"]
        assert isinstance(end, date)
        if not person.works(end):
            continue
        world.add("Курсы", {
            "Педагог": person.code, **group.row,
            "Без отрыва от работы": True if rng.random() < 0.55 else None,
            "На основе диагностики": True if by_diagnostics and number == 0 else None,
            "Документ №": f"{rng.randint(100000, 999999)}" if rng.random() < 0.8 else None,
            "Дата документа": end if rng.random() < 0.6 else None,
        })  # fmt: skip
    if rng.random() < 0.4:
        _off_topic(rng, world, person, year)
    for _ in range(rng.choices((0, 1, 2), (50, 33, 17))[0] if person.is_teaching else 0):
        _seminar(rng, world, person, year)


def _off_topic(rng: Random, world: World, person: Person, year: int) -> None:
    title, hours = rng.choice(_OFF_TOPIC)
    end = day(rng, date(year, 1, 20), date(year, 12, 25))
    if person.works(end):
        world.add("Курсы", {
            "Педагог": person.code, "Вид": rng.choice((ANYTHING, UPGRADE)), "Программа": title,
            "Организатор": _spelling(rng, 7), "Часов": hours, "Окончание": end, "Форма": "заочная", "По профилю": False,
        })  # fmt: skip


def _seminar(rng: Random, world: World, person: Person, year: int) -> None:
    end = day(rng, date(year, 1, 20), date(year, 12, 25))
    if person.works(end):
        world.add("Курсы", {
            "Педагог": person.code, "Вид": rng.choices((ANYTHING, PLACEMENT, UPGRADE), (80, 12, 8))[0],
            "Программа": rng.choice(_SEMINARS), "Организатор": _spelling(rng, rng.randrange(len(_PROVIDERS) - 1)),
            "Часов": rng.choice((2, 2, 4, 6, 8, None)), "Окончание": end, "Форма": rng.choice(("очная",
            "дистанционная")),
        })  # fmt: skip


def _retraining(rng: Random, world: World, person: Person) -> None:
    end = day(rng, max(date(2018, 3, 1), person.hired), LAST_DAY - timedelta(days=20))
    title, teaching = rng.choice(_RETRAININGS)
    if person.works(end):
        linked = rng.random() < 0.6
        code = next(row["Код"] for row in world.sheets["Каталог программ"] if row["Программа"] == title)
        world.add("Курсы", {
            "Педагог": person.code, "Вид": RETRAINING, "Программа": title, "Код программы": code if linked else None,
            "Организатор": _spelling(rng, rng.randrange(3, 6)), "Часов": None if linked else rng.choice((252, 300)),
            "Начало": end - timedelta(days=rng.randint(90, 250)), "Окончание": end,
            "Педагогической направленности": None if linked else teaching,
            "Документ №": f"ПП-{rng.randint(10000, 99999)}", "Дата документа": end,
        })  # fmt: skip


def write_course_requests(world: World) -> None:
    """What people ask for in January, and whether they got it; the programme is a code or a free topic."""
    rng = world.chance("requests")
    codes = [row["Код"] for row in world.sheets["Каталог программ"] if row["Вид"] == UPGRADE]
    for year in range(2021, LAST_YEAR + 1):
        staff = world.staff(date(year, 1, 15))
        for person in rng.sample(staff, min(len(staff), world.some(140))):
            world.add("Заявка на курсы", {
                "Педагог": person.code, "Год": year,
                "Программа": rng.choice(codes) if rng.random() < 0.7 else rng.choice(_TOPICS)[0],
                "Форма": rng.choice(("очная", "заочная", "дистанционная", None)),
                "Срок": rng.choice(("март", "I полугодие", "осень", "в течение года", None)),
                "Выполнено": rng.random() < 0.72 if year < LAST_YEAR or rng.random() < 0.5 else None,
            })  # fmt: skip
