"""Organisations of the invented district, town and villages; none of them exists."""

from __future__ import annotations

from datetime import date

from pdkadry_desktop.exchange.demo_world import EXTRA, KINDERGARTEN, OTHER, SCHOOL, Organization, World

TOWN = "г. Заозёрск"
_TOWN_IN_NAMES = "г. Заозёрска"
_VILLAGES = (
    "с. Кедровый Ключ", "с. Ясная Заимка", "с. Верхние Лужки", "с. Нижние Лужки", "пос. Озёрный Стан",
    "с. Берёзовая Грива",
    "с. Светлый Плёс", "д. Малая Ольховка", "с. Большая Ольховка", "с. Калиновый Яр", "с. Тихая Протока",
    "с. Рябиновка",
    "с. Лосиный Бор", "пос. Янтарный Лог", "с. Медвежий Мыс", "с. Синегорка", "д. Черёмуховый Дол", "с. Журавлиное",
    "с. Каменный Брод", "с. Ивовая Падь", "с. Полынное", "с. Старозаозёрье", "с. Утиное", "д. Ёлкин Починок",
)  # fmt: skip
_KINDERGARTEN_NAMES = (
    "Солнышко", "Берёзка", "Родничок", "Теремок", "Ромашка", "Колокольчик", "Сказка", "Звёздочка", "Светлячок",
    "Радуга",
    "Журавушка", "Золотой ключик", "Ручеёк", "Улыбка", "Лучик", "Жемчужинка", "Тополёк", "Алёнушка", "Василёк",
    "Капелька",
)  # fmt: skip
_EXTRA_NAMES = (
    ("МБУ ДО «Детская школа искусств г. Заозёрска»", "ДШИ"),
    ("МБУ ДО «Центр детского творчества г. Заозёрска»", "ЦДТ"), ("МБУ ДО «Спортивная школа «Старт»", "СШ «Старт»"),
    ("МБУ ДО «Станция юных натуралистов»", "СЮН"), ("МБУ ДО «Детско-юношеский центр «Маяк»", "ДЮЦ «Маяк»"),
)  # fmt: skip


def make_organizations(world: World, count: int) -> None:
    """Something under half are schools, something over a third kindergartens."""
    rng = world.chance("organizations")
    schools = max(1, round(count * 0.45))
    kindergartens = min(round(count * 0.4), count - schools)
    rest = count - schools - kindergartens
    for number in range(1, schools + 1):
        urban = number <= max(1, schools // 5)
        place = TOWN if urban else _VILLAGES[(number * 7) % len(_VILLAGES)]
        word = "СОШ" if urban or number % 4 else "ООШ"
        word = "Лицей" if number == 2 else word
        name = f"МБОУ «{word} № {number} {_in_name(place)}»"
        weight = rng.uniform(65, 100) if urban else rng.uniform(22, 50)
        world.organizations.append(
            Organization(f"ШК-{number:02}", name, f"{word} № {number}", SCHOOL, place, urban, weight)
        )
    for number in range(1, kindergartens + 1):
        urban = number <= max(1, kindergartens // 3)
        place = TOWN if urban else _VILLAGES[(number * 5) % len(_VILLAGES)]
        title = _KINDERGARTEN_NAMES[(number - 1) % len(_KINDERGARTEN_NAMES)]
        name, short = f"МБДОУ «Детский сад № {number} «{title}» {_in_name(place)}", f"ДОУ № {number}"
        world.organizations.append(
            Organization(f"ДС-{number:02}", name, short, KINDERGARTEN, place, urban, rng.uniform(10, 28))
        )
    extra = iter(range(rest))
    for number in range(1, rest + 1):
        if number == 2:
            full, short, kind = "МКУ «Информационно-методический центр Заозёрского района»", "ИМЦ", OTHER
        else:
            round_of_names, at = divmod(next(extra), len(_EXTRA_NAMES))
            full, short = _EXTRA_NAMES[at]
            if round_of_names:
                full, short = f"{full} № {round_of_names + 1}", f"{short} № {round_of_names + 1}"
            kind = EXTRA
        code = f"{'ИЦ' if kind == OTHER else 'ДО'}-{number:02}"
        world.organizations.append(
            Organization(code, full, short, kind, TOWN, True, 6 if kind == OTHER else rng.uniform(15, 32))
        )


def _in_name(place: str) -> str:
    return _TOWN_IN_NAMES if place == TOWN else place


def write_organizations(world: World) -> None:
    rng = world.chance("organization rows")
    heads = {person.organization.code: person for person in world.people if person.is_head}
    models = iter((2019, 2021, 2022, 2022, 2023, 2024, 2024, 2024, 2025, 2025, 2025, *[0] * 1000))
    for number, organization in enumerate(world.organizations, 1):
        mentoring = next(models) if organization.kind == SCHOOL else rng.choice((0, 0, 0, 2022, 2023, 2024))
        planned = rng.choice((0, 0, 2021, 2022, 2023, 2024))
        slug = (
            organization.code.replace("ШК", "school").replace("ДС", "sad").replace("ДО", "center").replace("ИЦ", "imc")
        )
        head = heads.get(organization.code)
        world.add("Организации", {
            "Код": organization.code, "Наименование": organization.name, "Краткое наименование": organization.short,
            "Тип": organization.kind, "ИНН": _inn(number), "Населённый пункт": organization.place,
            "Местность": "город" if organization.urban else "село", "Руководитель": head.name.full if head else None,
            "Телефон": f"+7 (000) 000-{number // 100:02}-{number % 100:02}", "Эл. почта": f"{slug}@zaozersk.example",
            "Сайт": f"https://{slug}.zaozersk.example" if rng.random() < 0.9 else None,
            "Целевая модель наставничества с": date(mentoring, 9, 1) if mentoring else None,
            "План методического сопровождения с": date(planned, 9, 15) if planned else None,
            "В мониторинге": False if organization.code == "ДО-01" and len(world.organizations) > 30 else None,
            "Действует с": date(2022, 9, 1) if organization.code == "ДС-07" else None,
        })  # fmt: skip
    branch = next((row for row in world.sheets["Организации"] if row["Код"] == "ШК-09"), None)
    if branch is not None:
        branch["Головная организация"] = "ШК-01"


def _inn(number: int) -> str:
    """No region has the number 00, so nobody has such an ИНН; the control digit is right all the same."""
    body = f"00{7_000_000 + number * 13:07}"
    weights = (2, 4, 10, 3, 5, 9, 4, 6, 8)
    return body + str(sum(weight * int(digit) for weight, digit in zip(weights, body, strict=True)) % 11 % 10)
