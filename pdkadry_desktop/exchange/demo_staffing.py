"""Mentoring, vacancies, target students, pedagogical classes, practice: how new people come and stay."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from pdkadry_desktop.exchange.demo_names import invented_name
from pdkadry_desktop.exchange.demo_world import FIRST_YEAR, LAST_DAY, LAST_YEAR, SCHOOL, YEARS, Person, World, day

_PEER, _LEADER, _STUDENT = "педагог – педагог", "руководитель – педагог", "работодатель – студент"
_KINDS = ("традиционное", "традиционное", "традиционное", "групповое", "реверсивное", "краткосрочное", "виртуальное")
_SCHOOLS = ("Приозёрный государственный педагогический университет", "Краевой гуманитарно-педагогический институт")
_COLLEGE = "Заозёрский педагогический колледж"
_SPECIALITIES = (
    "математика и физика", "начальное образование", "русский язык и литература", "дошкольное образование",
    "биология и химия", "иностранный язык",
)  # fmt: skip
_VACANT = (
    ("учитель", "математика"), ("учитель", "русский язык"), ("учитель", "английский язык"), ("учитель", "физика"),
    ("учитель", "начальные классы"), ("учитель-логопед", None), ("педагог-психолог", None), ("воспитатель", None),
    ("учитель", "информатика"), ("социальный педагог", None), ("учитель", "химия"),
)  # fmt: skip


def write_mentoring(world: World) -> None:
    rng = world.chance("mentoring")
    for year in range(2019, LAST_YEAR + 1):
        start = date(year, 9, rng.choice((1, 5, 15)))
        staff = world.staff(start)
        young = [one for one in staff if one.experience(start) < 3]
        rng.shuffle(young)
        for mentee in young[: max(1, round(len(young) * (0.35 + 0.08 * (year - 2019))))]:
            elders = [one for one in world.staff(start, mentee.organization) if one.experience(start) >= 6]
            if elders:
                _pair(rng, world, rng.choice(elders), mentee, start)
        for _ in range(world.some(3 * (year - 2018)) if staff else 0):
            mentor = rng.choice(staff)
            if mentor.experience(start) >= 8:
                _pair(rng, world, mentor, None, start)


def _pair(rng: Random, world: World, mentor: Person, mentee: Person | None, start: date) -> None:
    end = start + timedelta(days=rng.choice((272, 272, 637)))
    gone = min(mentor.left or date.max, (mentee.left if mentee else None) or date.max)
    state, reason = ("завершена", None) if end <= LAST_DAY else ("действует", None)
    if gone < end:
        end, state, reason = max(gone, start), "расторгнута", "увольнение"
    consent = start - timedelta(days=5) if start >= date(2025, 3, 1) or rng.random() < 0.3 else None
    student = invented_name(rng, rng.random() < 0.8).full
    world.add("Наставничество", {
        "Код": world.code("Наставничество", "Н"), "Наставник": mentor.code,
        "Наставляемый": mentee.code if mentee else None,
        "Наставляемый (не педагог)": None if mentee else student,
        "Форма": _STUDENT if mentee is None else rng.choices((_PEER, _LEADER), (88, 12))[0],
        "Организация": mentor.organization.code, "Вид": rng.choice(_KINDS), "Состояние": state,
        "Причина прекращения": reason,
        "Согласие наставника": consent, "Дополнительное соглашение": f"№ {rng.randint(1, 60)}" if consent else None,
        "Оплата": "по положению об оплате труда" if consent and rng.random() < 0.6 else None,
        "Программа": "Персонализированная программа наставничества" if rng.random() < 0.8 else None,
        "Приказ": f"№ {rng.randint(50, 300)}" if rng.random() < 0.9 else None, "Дата приказа": start, "Начало": start,
        "Окончание": end if end <= LAST_DAY else None,
        "Результат": rng.choice(("программа выполнена", "цели достигнуты частично")) if state == "завершена" else None,
    })  # fmt: skip


def write_vacancies(world: World) -> None:
    rng = world.chance("vacancies")
    for year in YEARS:
        for _ in range(world.some(46)):
            place = rng.choice(world.of_kind(SCHOOL) if rng.random() < 0.7 else world.organizations)
            position, subject = rng.choice(_VACANT)
            if place.kind != SCHOOL and subject:
                position, subject = "воспитатель", None
            opened = day(rng, date(year, 5, 20), date(year, 11, 20))
            closed: date | None = opened + timedelta(days=int(rng.expovariate(1 / 210)) + 5)
            soon = opened + timedelta(days=150)
            newcomers = [one for one in world.people_of(place) if opened <= one.hired <= soon]
            by = rng.choice(newcomers) if newcomers and rng.random() < 0.6 else None
            closed = max(by.hired, opened) if by else closed
            if closed is not None and closed > LAST_DAY:
                closed = None
            leading = rng.random() < 0.03
            world.add("Вакансии", {
                "Код": world.code("Вакансии", "В"), "Организация": place.code,
                "Должность": "заместитель директора" if leading else position,
                "Категория персонала": "руководящий" if leading else rng.choice((None, "педагогический")),
                "Предмет": None if leading else subject, "Ставка": rng.choice((None, 1, 1, 0.5, 1.5)),
                "Часов в неделю": rng.choice((18, 18, 24, 9)) if subject and not leading else None, "Открыта": opened,
                "Чем закрыта сейчас": rng.choice(("внутреннее совмещение", "внешний совместитель", "не ведётся",
                "временный работник")),
                "Закрыта": closed, "Кем закрыта": by.code if by and closed else None,
                "Острая": True if rng.random() < 0.25 else None,
                "Жильё": True if not place.urban and rng.random() < 0.5 else None,
                "Примечание": "часы поделены между учителями" if rng.random() < 0.1 else None,
                "Меры": "заявка в центр занятости, обращение в вуз" if rng.random() < 0.4 else None,
            })  # fmt: skip


def write_target_students(world: World) -> None:
    rng = world.chance("target students")
    for year in range(FIRST_YEAR - 2, LAST_YEAR + 1):
        for _ in range(world.some(9)):
            female = rng.random() < 0.8
            name = invented_name(rng, female)
            higher = rng.random() < 0.7
            start = date(year, 9, 1)
            finish = date(year + (5 if higher else 4), 6, 30)
            contract = False if rng.random() < 0.15 else None
            status, employed = "обучается", None
            end: date | None = finish
            if rng.random() < 0.1:
                status = rng.choice(("отчислен", "договор расторгнут"))
                end = day(rng, date(year + 1, 1, 20), date(year + 2, 6, 30))
                end, status = (end, status) if end <= LAST_DAY else (finish, "обучается")
            elif finish <= LAST_DAY:
                worked = rng.random() < (0.62 if finish.year < 2022 else 0.84)
                status = "трудоустроен" if worked else "окончил"
                employed = finish + timedelta(days=rng.randint(40, 65)) if worked and rng.random() < 0.93 else None
            elif rng.random() < 0.1:
                end = None
            place = rng.choice(world.organizations)
            mentors = world.staff(min(finish, LAST_DAY), place)
            world.add("Целевое обучение", {
                "Код": world.code("Целевое обучение", "Ц"), "Фамилия": name.last, "Имя": name.first,
                "Отчество": name.middle,
                "Целевой договор": contract,
                "Договор №": f"{rng.randint(1, 99)}-Ц/{year}" if contract is None else None,
                "Дата договора": date(year, rng.choice((5, 6, 7)), rng.randint(1, 28)) if contract is None else None,
                "Учебное заведение": rng.choice(_SCHOOLS) if higher else _COLLEGE,
                "Уровень образования": "высшее" if higher else "среднее профессиональное",
                "Специальность": rng.choice(_SPECIALITIES),
                "Начало обучения": start, "Окончание обучения": end, "Статус": status,
                "Средний балл": round(rng.uniform(3.3, 5), 2) if rng.random() < 0.7 else None,
                "Организация": place.code if rng.random() < 0.85 else None, "Трудоустроен": employed,
                "Наставник": rng.choice(mentors).code if mentors and rng.random() < 0.3 else None,
            })  # fmt: skip


def write_classes(world: World) -> None:
    rng = world.chance("classes")
    kinds = ("педагогический класс", "педагогический класс", "разновозрастная педагогическая группа",
    "программа «Вожатый»",
             "каникулярная школа", "индивидуальный учебный план")  # fmt: skip
    schools = world.of_kind(SCHOOL)
    for year in range(2019, LAST_YEAR + 1):
        for number in range(world.some(2 + (year - 2019))):
            place = schools[(number * 3 + year) % len(schools)]
            start = date(year, 9, 1)
            curators = world.staff(start, place)
            kind = kinds[number % len(kinds)]
            end = date(year + 1, 5, 31)
            world.add("Допрофессиональная подготовка", {
                "Код": world.code("Допрофессиональная подготовка", "Кл"), "Организация": place.code,
                "Наименование": f"{rng.choice(('10', '11', '9–11'))}: {kind} {place.short}", "Вид": kind,
                "Обучающихся": rng.randint(8, 24), "Куратор": rng.choice(curators).code if curators else None,
                "Партнёр": rng.choice((*_SCHOOLS, _COLLEGE, None)), "Начало": start,
                "Окончание": end if end <= LAST_DAY else None,
            })  # fmt: skip


def write_practice(world: World) -> None:
    rng = world.chance("practice")
    for year in range(2019, LAST_YEAR + 1):
        for _ in range(0 if year == 2020 else world.some(16)):
            place = rng.choice(world.of_kind(SCHOOL))
            start = rng.choice((date(year, 2, 10), date(year, 3, 17), date(year, 10, 6), date(year, 11, 10)))
            guides = world.staff(start, place)
            world.add("Практика студентов", {
                "Код": world.code("Практика студентов", "Пр"), "Студент": invented_name(rng, rng.random() < 0.8).full,
                "Учебное заведение": rng.choice((*_SCHOOLS, _COLLEGE)), "Организация": place.code,
                "Руководитель практики": rng.choice(guides).code if guides else None,
                "Вид": rng.choice(("педагогическая", "преддипломная", "летняя", "ознакомительная")), "Начало": start,
                "Окончание": start + timedelta(days=rng.choice((13, 27, 41))),
            })  # fmt: skip
