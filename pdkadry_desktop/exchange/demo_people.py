"""People of the invented district: who works where, since when, with what education, and the usual disorder."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from pdkadry_desktop.exchange.demo_names import Name, invented_name
from pdkadry_desktop.exchange.demo_world import (
    EXTRA,
    KINDERGARTEN,
    LAST_DAY,
    LAST_YEAR,
    OTHER,
    SCHOOL,
    Organization,
    Person,
    Row,
    World,
    day,
)

_SUBJECTS = (
    (("начальные классы",), 25), (("русский язык", "литература"), 12), (("математика",), 11), (("английский язык",), 8),
    (("физическая культура",), 7), (("история", "обществознание"), 7), (("биология", "химия"), 4), (("физика",), 4),
    (("информатика",), 4), (("география",), 4), (("труд (технология)",), 5), (("музыка",), 2), (("биология",), 2),
    (("изобразительное искусство",), 2), (("немецкий язык",), 1), (("химия",), 2), (("математика", "физика"), 2),
)  # fmt: skip
_GENITIVE = {
    "начальные классы": "начальных классов", "русский язык": "русского языка и литературы", "математика": "математики",
    "английский язык": "английского языка", "физическая культура": "физической культуры", "история": "истории",
    "физика": "физики", "информатика": "информатики", "география": "географии", "музыка": "музыки", "химия": "химии",
    "биология": "биологии",
}  # fmt: skip
_POSITIONS = {
    SCHOOL: (
        ("учитель", 78), ("педагог-психолог", 3), ("социальный педагог", 4), ("педагог-организатор", 3), ("тьютор", 1),
        ("учитель-логопед", 2), ("учитель-дефектолог", 1), ("педагог-библиотекарь", 3), ("воспитатель", 4),
        ("преподаватель-организатор основ безопасности и защиты Родины", 2),
        ("советник директора по воспитанию и взаимодействию с детскими общественными объединениями", 2),
    ),
    KINDERGARTEN: (
        ("воспитатель", 72), ("старший воспитатель", 6), ("музыкальный руководитель", 8), ("учитель-логопед", 4),
        ("инструктор по физической культуре", 5), ("педагог-психолог", 4),
        ("помощник воспитателя", 3), ("заведующий хозяйством", 2),
    ),
    EXTRA: (
        ("педагог дополнительного образования", 66), ("методист", 9), ("педагог-организатор", 9),
        ("тренер-преподаватель", 12), ("концертмейстер", 4),
    ),
    OTHER: (("методист", 60), ("педагог-психолог", 25), ("учитель-логопед", 10), ("секретарь", 5)),
}  # fmt: skip
_COLLEGES = ("Заозёрский педагогический колледж", "Приречный педагогический колледж")
_UNIVERSITIES = ("Приозёрный государственный педагогический университет", "Краевой гуманитарно-педагогический институт")
_AGES = ((22, 29, 14), (30, 34, 13), (35, 44, 24), (45, 54, 24), (55, 69, 20))  # at the end of the last year
_FULL_TIME = ("учитель", "секретарь", "заведующий хозяйством")
_AWARDED = ("Почётный работник общего образования", "Отличник народного просвещения", "Ветеран труда")
_REASONS = (
    "собственное желание",
    "переезд",
    "выход на пенсию",
    "перевод в другую организацию",
    "окончание срочного договора",
)


def make_people(world: World, count: int) -> None:
    rng = world.chance("people")
    total = sum(organization.weight for organization in world.organizations)
    shares = [max(1, int(count * organization.weight / total)) for organization in world.organizations]
    while sum(shares) > count and max(shares) > 1:
        shares[shares.index(max(shares))] -= 1
    while sum(shares) < count:
        shares[rng.randrange(len(shares))] += 1
    for organization, share in zip(world.organizations, shares, strict=True):
        deputies = 0 if organization.kind != SCHOOL else min(3, share // 18)
        for place in range(share):
            code = f"П-{len(world.people) + 1:04}"
            world.people.append(_person(rng, code, organization, place, deputies))


def _person(rng: Random, code: str, organization: Organization, place: int, deputies: int) -> Person:
    managing = place <= deputies
    position, subjects = _post(rng, organization, place, deputies)
    female = rng.random() < (
        0.62 if subjects == ["физическая культура"] else 0.97 if organization.kind == KINDERGARTEN else 0.86
    )
    low, high, _ = rng.choices(
        _AGES[2:] if managing else _AGES, [band[2] for band in (_AGES[2:] if managing else _AGES)]
    )[0]
    birth = day(rng, date(LAST_YEAR - high, 1, 1), date(LAST_YEAR - low, 12, 31))
    higher = 0.99 if managing else 0.6 if organization.kind == KINDERGARTEN else 0.885
    if birth.year > LAST_YEAR - 24:
        higher *= 0.6
    education = (
        "высшее" if rng.random() < higher else "среднее профессиональное" if rng.random() < 0.95 else "среднее общее"
    )
    graduated = birth.year + (23 if education == "высшее" else 21)
    late = 0 if rng.random() < 0.6 else rng.randint(1, 20)
    began = graduated + late
    if began > LAST_YEAR:
        began = rng.randint(max(birth.year + 20, LAST_YEAR - 9), LAST_YEAR)
    service = date(began, 9, 1)
    if rng.random() < 0.25:
        service = min(day(rng, service - timedelta(days=20), service + timedelta(days=60)), date(LAST_YEAR, 10, 20))
    hired = service
    if service.year < 2016 and rng.random() < 0.55:
        hired = date(
            rng.randint(service.year, LAST_YEAR - 1), rng.choice((1, 3, 8, 8, 9, 9, 9)), rng.choice((1, 1, 10, 25))
        )
        hired = max(hired, service)
    left = _leaving(rng, hired, service) if not managing else None
    return Person(
        code,
        invented_name(rng, female),
        female,
        birth,
        education,
        service,
        organization,
        position,
        subjects,
        hired,
        left,
        place == 0,
    )


def _post(rng: Random, organization: Organization, place: int, deputies: int) -> tuple[str, list[str]]:
    if place == 0:
        return ("заведующий" if organization.kind == KINDERGARTEN else "директор"), []
    if place <= deputies:
        field = ("учебно-воспитательной", "воспитательной", "научно-методической")[(place - 1) % 3]
        return f"заместитель директора по {field} работе", []
    choices = _POSITIONS[organization.kind]
    position = rng.choices([name for name, _ in choices], [weight for _, weight in choices])[0]
    if position != "учитель":
        return position, []
    subjects = list(rng.choices([names for names, _ in _SUBJECTS], [weight for _, weight in _SUBJECTS])[0])
    if rng.random() < 0.25 and subjects[0] in _GENITIVE:
        position = f"Учитель {_GENITIVE[subjects[0]]}"
    return position, subjects


def _leaving(rng: Random, hired: date, service: date) -> date | None:
    first_year = {2021: 0.3, 2023: 0.24}.get(service.year, 0.13)
    if service.year >= 2018 and hired == service and rng.random() < first_year:
        return min(day(rng, service + timedelta(days=90), service + timedelta(days=350)), LAST_DAY - timedelta(days=20))
    if rng.random() < 0.13:
        year = rng.randint(max(2018, hired.year + 1), LAST_YEAR + 1)
        if year <= LAST_YEAR:
            return rng.choice(
                (date(year, 6, 30), date(year, 8, 31), date(year, 8, 25), date(year, 1, 31), date(year, 3, 15))
            )
    return None


def write_people(world: World) -> None:
    """One row per job: second jobs, former places, rehires and the few people who stand in the base twice."""
    rng = world.chance("jobs")
    for person in world.people:
        personal = _personal(rng, person)
        known = person.hired if person.service.year >= 2018 or rng.random() > 0.07 else None
        row = {**personal, **_job(rng, person), "Дата приёма": known, "Дата увольнения": person.left}
        if person.left:
            row["Причина увольнения"] = rng.choice(_REASONS)
        former = known is not None and person.hired.year >= 2015 and person.hired.year - person.service.year > 3
        if former and rng.random() < 0.12:
            _former_job(rng, world, person, personal)
        world.add("Педагоги", row)
        if rng.random() < 0.055 and not person.is_head and person.left is None:
            _second_job(rng, world, person, personal)
    _doubles(rng, world)


def _personal(rng: Random, person: Person) -> Row:
    higher = person.education == "высшее"
    school = rng.choice(_UNIVERSITIES) if higher else rng.choice(_COLLEGES) if "проф" in person.education else None
    subject = (
        person.subjects[0]
        if person.subjects
        else "дошкольное образование"
        if person.position.endswith("воспитатель")
        else None
    )
    graduated = person.birth.year + (23 if higher else 21)
    return {
        "Код": person.code, "Фамилия": person.name.last, "Имя": person.name.first, "Отчество": person.name.middle,
        "Дата рождения": person.birth if rng.random() > 0.02 else None, "Пол": "ж" if person.female else "м",
        "Телефон": _phone(rng, person) if rng.random() < 0.5 else None,
        "Эл. почта": f"p{person.code[2:]}@zaozersk.example" if rng.random() < 0.2 else None,
        "Образование": person.education if rng.random() > 0.02 else None, "Учебное заведение": school,
        "Специальность": f"Педагогическое образование ({subject})" if subject and school else None,
        "Год окончания": graduated if school and graduated <= LAST_YEAR and rng.random() < 0.9 else None,
        "Педагогическое образование": rng.random() < 0.93 if school else None,
        "Педагогический стаж с": person.service if rng.random() > 0.035 else None,
        "Общий стаж с": person.service - timedelta(rng.choice((0, 0, 0, 365, 900))) if rng.random() < 0.6 else None,
        "Категория": person.category if rng.random() > 0.04 or person.category_since else None,
        "Категория присвоена": person.category_since if person.category_since and rng.random() > 0.03 else None,
        "Учёная степень": "кандидат педагогических наук" if higher and rng.random() < 0.004 else None,
        "Награды": rng.choice(_AWARDED) if person.age(LAST_DAY) > 45 and rng.random() < 0.06 else None,
        "Согласие на обработку данных": max(date(2021, 9, 1), person.hired) if rng.random() < 0.85 else None,
    }  # fmt: skip


def _phone(rng: Random, person: Person) -> str:
    return f"+7 (000) 1{int(person.code[2:]) % 100:02}-{rng.randint(0, 99):02}-{rng.randint(0, 99):02}"


def _job(rng: Random, person: Person) -> Row:
    fits = None if not person.subjects or rng.random() < 0.05 else rng.random() < 0.895
    in_school_group = person.organization.kind == SCHOOL and person.position == "воспитатель" and rng.random() < 0.6
    return {
        "Организация": person.organization.code, "Ступень": KINDERGARTEN if in_school_group else None,
        "Должность": person.position, "Предметы": list(person.subjects),
        "Категория персонала": "иной" if person.position == "помощник воспитателя" else None,
        "Образование соответствует профилю": fits,
        "Ставка": rng.choices((None, 1, 1.5, 0.5, 1.25), (60, 25, 6, 6, 3))[0],
        "Согласие на публикацию": max(date(2022, 9, 1), person.hired) if rng.random() < 0.4 else None,
    }  # fmt: skip


def _former_job(rng: Random, world: World, person: Person, personal: Row) -> None:
    """The place before this one, or the same place before a break."""
    others = [one for one in world.organizations if one.kind == person.organization.kind]
    until = person.hired - timedelta(days=rng.choice((1, 40, 200)))
    since = max(person.service, until - timedelta(days=rng.randint(500, 2000)))
    if since < until:
        place = rng.choice(others)
        job = {"Организация": place.code, "Должность": person.position, "Предметы": list(person.subjects)}
        dates = {"Дата приёма": since, "Дата увольнения": until, "Причина увольнения": rng.choice(_REASONS)}
        world.add("Педагоги", {**personal, **job, **dates})


def _second_job(rng: Random, world: World, person: Person, personal: Row) -> None:
    outside = rng.random() < 0.5
    place = rng.choice(world.organizations) if outside else person.organization
    choices = [name for name, _ in _POSITIONS[place.kind] if name not in (*_FULL_TIME, person.position)]
    if not person.is_teaching or place.kind == EXTRA:
        choices = ["учитель"] if place.kind == SCHOOL else choices
    job = {"Организация": place.code, "Должность": rng.choice(choices), "Основное место работы": False}
    since = max(person.hired, date(rng.randint(2016, 2024), 9, 1))
    known = {key: value for key, value in personal.items() if key in ("Код", "Фамилия", "Имя") or rng.random() < 0.7}
    world.add("Педагоги", {**known, **job, "Ставка": rng.choice((0.25, 0.5, 0.5)), "Дата приёма": since})


def _doubles(rng: Random, world: World) -> None:
    """One in two hundred was entered twice: е for ё, a former surname, initials only, no birth date."""
    women = [person for person in world.people if person.female and person.left is None and not person.is_head]
    for number, person in enumerate(rng.sample(women, min(len(women), world.some(8)))):
        code = f"П-{len(world.people) + number + 1:04}"
        names = (
            Name(person.name.last.replace("ё", "е").replace("Ё", "Е"), person.name.first, person.name.middle),
            Name(invented_name(rng, True).last, person.name.first, person.name.middle),
            Name(person.name.last, person.name.first, ""),
        )
        name = names[number % 3]
        if number % 3 == 0 and name == person.name:
            name = names[1]
        place = rng.choice(
            [one for one in world.organizations if one is not person.organization] or [person.organization]
        )
        since = date(rng.randint(2012, 2017), 9, 1)
        world.add("Педагоги", {
            "Код": code, "Фамилия": name.last, "Имя": name.first, "Отчество": name.middle, "Пол": "ж",
            "Дата рождения": person.birth if number % 3 != 2 else None, "Образование": person.education,
            "Организация": place.code, "Должность": person.position, "Предметы": list(person.subjects),
            "Дата приёма": since, "Дата увольнения": date(since.year + rng.randint(1, 2), 8, 31),
            "Причина увольнения": "перевод в другую организацию",
        })  # fmt: skip
