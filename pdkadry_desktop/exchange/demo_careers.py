"""Categories and attestation, awards, absences, support, housing: what happens to single people."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from pdkadry_desktop.exchange.demo_world import LAST_DAY, LAST_YEAR, Person, World, day, years_later

HIGHEST, FIRST, FITNESS, NONE = "высшая", "первая", "соответствие занимаемой должности", "без категории"
_ENDLESS_FROM = date(2023, 9, 1)
_AWARDS = (
    ("Почётная грамота управления образования Заозёрского района", "муниципальный", 60),
    ("Благодарственное письмо главы Заозёрского района", "муниципальный", 25),
    ("Почётная грамота министерства образования края", "региональный", 20),
    ("Почётная грамота Министерства просвещения Российской Федерации", "федеральный", 10),
    ("Нагрудный знак «Почётный работник воспитания и просвещения»", "федеральный", 4),
)


def choose_categories(world: World) -> None:
    """The present category of everybody; must run before the rows of people are written."""
    rng = world.chance("categories")
    for person in world.people:
        until = person.left or LAST_DAY
        years = person.experience(until)
        if not person.is_teaching or years < 2:
            continue
        weights = (0, 22, 38, 40) if years < 6 else (16, 36, 28, 20) if years < 15 else (36, 30, 20, 14)
        person.category = rng.choices((HIGHEST, FIRST, FITNESS, NONE), weights)[0]
        if person.category != NONE:
            earliest = max(years_later(person.service, 1), date(until.year - 5, 3, 1))
            person.category_since = day(rng, min(earliest, until - timedelta(days=1)), until - timedelta(days=1))


def write_categories(world: World) -> None:
    """Most people have a dated history; its last row of a category is the present state."""
    rng = world.chance("category history")
    for person in world.people:
        since = person.category_since
        if since is None or rng.random() > 0.8:
            continue
        kind = person.category
        earlier: list[tuple[str, date, date | None]] = []
        until = since
        while (
            kind in (HIGHEST, FIRST) and years_later(person.service, 3) < years_later(until, -5) and until.year > 2017
        ):
            before = day(rng, years_later(until, -5), years_later(until, -5) + timedelta(days=20))
            kind = kind if rng.random() < 0.75 else FIRST if kind == HIGHEST else FITNESS
            extended = until if years_later(before, 5) < until and rng.random() < 0.3 else None
            earlier.append((kind, before, extended))
            until = before
        for row in reversed(earlier):
            _category(rng, world, person, *row)
        _category(rng, world, person, person.category, since, None)
        if person.category == HIGHEST and since < date(2025, 5, 1) and (person.left is None) and rng.random() < 0.06:
            later = day(rng, max(since + timedelta(days=30), _ENDLESS_FROM + timedelta(days=90)), LAST_DAY)
            _category(rng, world, person, rng.choice(("педагог-методист", "педагог-наставник")), later, None)
    _write_attestation(world)


def _category(rng: Random, world: World, person: Person, kind: str, since: date, until: date | None) -> None:
    own = kind == FITNESS
    world.add("Категории", {
        "Педагог": person.code, "Должность": person.position if rng.random() < 0.9 else None, "Категория": kind,
        "Присвоена": since, "Действует по": until, "Приказ": f"№ {rng.randint(20, 900)} от {since:%d.%m.%Y}",
        "Орган": "аттестационная комиссия организации" if own else "министерство образования края",
    })  # fmt: skip


def _write_attestation(world: World) -> None:
    rng = world.chance("attestation")
    for person in world.people:
        since = person.category_since
        if since is None or since < date(2019, 1, 1):
            continue
        applied = since - timedelta(days=rng.randint(25, 60))
        if rng.random() < 0.75 and person.works(applied):
            world.add("Аттестация", {
                "Педагог": person.code, "Должность": person.position, "Заявленная категория": person.category,
                "Дата заявления": applied, "Дата решения": since, "Результат": "установлена",
                "Приказ": f"№ {rng.randint(20, 900)}",
            })  # fmt: skip
    for person in rng.sample(world.staff(LAST_DAY), min(len(world.staff(LAST_DAY)), world.some(30))):
        applied = day(rng, date(LAST_YEAR, 10, 1), LAST_DAY)
        if person.hired < applied:
            wish = rng.choice((FIRST, HIGHEST))
            row = {"Педагог": person.code, "Должность": person.position, "Заявленная категория": wish}
            world.add("Аттестация", {**row, "Дата заявления": applied})


def write_awards(world: World) -> None:
    rng = world.chance("awards")
    for person in world.people:
        chances = person.experience(person.left or LAST_DAY) / 100
        while rng.random() < chances:
            chances /= 2
            name, level, _ = rng.choices(_AWARDS, [weight for _, _, weight in _AWARDS])[0]
            first = max(years_later(person.service, 3), date(2005, 1, 1))
            world.add("Награды", {
                "Педагог": person.code, "Награда": name, "Уровень": level,
                "Дата": day(rng, first, person.left or LAST_DAY) if rng.random() < 0.9 else None,
                "Приказ": f"№ {rng.randint(5, 400)}" if rng.random() < 0.7 else None,
            })  # fmt: skip


def write_absences(world: World) -> None:
    rng = world.chance("absences")
    young = [one for one in world.people if one.female and 23 <= one.age(LAST_DAY) <= 42 and one.is_teaching]
    for person in rng.sample(young, min(len(young), world.some(45))):
        latest = (person.left or LAST_DAY) - timedelta(days=200)
        first = max(person.hired + timedelta(days=150), date(2018, 6, 1))
        if first < latest:
            start = day(rng, first, latest)
            end = start + timedelta(days=rng.choice((540, 900, 1090)))
            kind = "отпуск по уходу за ребёнком" if rng.random() < 0.9 else "длительный отпуск до года"
            end = min(end, start + timedelta(days=360)) if "год" in kind else end
            known = end <= min(person.left or LAST_DAY, LAST_DAY)
            place = person.organization.code if rng.random() < 0.8 else None
            row = {"Педагог": person.code, "Организация": place, "Вид": kind, "С": start}
            world.add("Отсутствия", {**row, "По": end if known else None})


def write_support(world: World) -> None:
    rng = world.chance("support")
    for person in world.people:
        if person.service.year < 2017 or person.age(person.service) > 35 or not person.is_teaching:
            continue
        if rng.random() < 0.7:
            end = min(years_later(person.hired, 3), person.left or date.max)
            world.add("Меры поддержки", {
                "Педагог": person.code, "Вид": "ежемесячная выплата 35 %",
                "Сумма": rng.choice((None, 8750, 9100, 10500)),
                "Начало": person.hired, "Окончание": end if end <= LAST_DAY else None,
                "Основание": "Положение об оплате труда",
            })  # fmt: skip
        if rng.random() < 0.25:
            kind, amount = rng.choice((("премия", 50000), ("оплата проезда", 1800), ("грант", 100000), ("иная", None)))
            start = person.hired + timedelta(days=rng.randint(0, 90))
            if person.works(start) and start <= LAST_DAY:
                row = {"Педагог": person.code, "Вид": kind, "Сумма": amount, "Начало": start, "Окончание": start}
                world.add("Меры поддержки", {**row, "Основание": f"Приказ № {rng.randint(10, 300)}"})
    newcomers = [one for one in world.staff(LAST_DAY) if one.hired.year >= 2018 and not one.organization.urban]
    rng.shuffle(newcomers)
    for number in range(world.some(18)):
        tenant = newcomers[number] if number < len(newcomers) and rng.random() < 0.75 else None
        place = tenant.organization if tenant else rng.choice(world.organizations)
        street = rng.choice(("Школьная", "Озёрная", "Лесная", "Новая"))
        world.add("Служебное жильё", {
            "Код": world.code("Служебное жильё", "Ж"), "Населённый пункт": place.place,
            "Адрес": f"ул. {street}, д. {rng.randint(1, 40)}, кв. {number + 1}",
            "Комнат": rng.choice((1, 1, 2, 2, 3)), "Организация": place.code, "Занято": tenant.code if tenant else None,
            "С": tenant.hired if tenant else None,
        })  # fmt: skip
