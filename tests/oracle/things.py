"""Indicators that count rows, organisations, stakes and plan occurrences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from .calendar_rules import Period
from .counted import Counted, count_of_things, of_organizations
from .district import PEDAGOGICAL, Row, exact
from .sets import REFRESHER, YOUNG_CIRCLES, Moment, Places, join

Definition = Callable[[Moment], Counted]
THINGS: dict[str, Definition] = {}

MUNICIPAL = "муниципальный"
EXCHANGE, GROWTH = "обмен опытом", "повышение квалификации и профессиональный рост"


def defines(*codes: str) -> Callable[[Definition], Definition]:
    def enter(definition: Definition) -> Definition:
        THINGS.update(dict.fromkeys(codes, definition))
        return definition

    return enter


def codes_of(rows: Iterable[Row]) -> list[str]:
    return [row["Код"] for row in rows]


def owned(rows: Iterable[Row]) -> Counted:
    """Rows of a sheet with a required «Организация»."""
    rows = list(rows)
    return count_of_things(codes_of(rows), (row["Организация"] for row in rows))


def directed(row: Row, *directions: str) -> bool:
    return any(one in directions for one in row["Направление"])


# ---------------------------------------------------------------- events
@defines("000.R4")
def prestige_events(m: Moment) -> Counted:
    wanted = ("престиж профессии", "профилактика выгорания")
    return count_of_things(m.held_where(lambda row: row["Уровень"] == MUNICIPAL and directed(row, *wanted)))


@defines("000.R10")
def preprofessional_events(m: Moment) -> Counted:
    return count_of_things(m.held_where(lambda row: directed(row, "допрофессиональная подготовка")))


@defines("001.9")
def municipal_exchange(m: Moment) -> Counted:
    return count_of_things(m.held_where(lambda row: row["Уровень"] == MUNICIPAL and directed(row, EXCHANGE)))


@defines("001.10")
def other_municipal_growth(m: Moment) -> Counted:
    def wanted(row: Row) -> bool:
        return row["Уровень"] == MUNICIPAL and directed(row, GROWTH) and not directed(row, EXCHANGE)

    return count_of_things(m.held_where(wanted))


@defines("002.2.1")
def methodical_support_events(m: Moment) -> Counted:
    wanted = "научно-методическое сопровождение"
    return count_of_things(m.held_where(lambda row: row["Уровень"] == MUNICIPAL and directed(row, wanted)))


@defines("002.5.1")
def events_for_the_young(m: Moment) -> Counted:
    def wanted(row: Row) -> bool:
        for_young = bool(row.get("Для молодых педагогов")) or directed(row, "поддержка молодых педагогов")
        return row["Уровень"] == MUNICIPAL and for_young

    return count_of_things(m.held_where(wanted))


@defines("001.E9")
def experience_shared(m: Moment) -> Counted:
    practices = (row for row in m.district.rows("Банк практик") if row.get("Год") == m.day.year)
    return count_of_things([*m.held_where(lambda row: directed(row, EXCHANGE)), *codes_of(practices)])


# ---------------------------------------------------------------- communities, contests, projects
@defines("000.R12")
def associations(m: Moment) -> Counted:
    return count_of_things(codes_of(m.communities_now("методическое объединение", "профессиональное сообщество")))


@defines("001.M7")
def associations_and_networks(m: Moment) -> Counted:
    kinds = ("методическое объединение", "профессиональное сообщество", "сетевое сообщество")
    return count_of_things(codes_of(m.communities_now(*kinds)))


@defines("001.7.1")
def circles_of_the_young(m: Moment) -> Counted:
    return count_of_things(codes_of(m.communities_now(*YOUNG_CIRCLES)))


@defines("001.11.2")
def expert_council(m: Moment) -> Counted:
    return count_of_things(codes_of(r for r in m.communities_now("экспертный совет") if r["Уровень"] == MUNICIPAL))


@defines("001.E3")
def associations_by_level(m: Moment) -> Counted:
    rows = m.communities_now("методическое объединение")
    levels = Counter(row["Уровень"] for row in rows)
    return count_of_things(codes_of(rows), breakdown={level: (number, None) for level, number in levels.items()})


@defines("001.8a")
def mastery_contests(m: Moment) -> Counted:
    return count_of_things(list(m.mastery_contests))


@defines("001.M4")
def projects_for_the_young(m: Moment) -> Counted:
    return count_of_things(list(m.young_projects))


@defines("001.11.1")
def agreements_and_projects(m: Moment) -> Counted:
    agreements = (r for r in m.district.rows("Соглашения") if m.period.active(r["Дата"], r.get("Действует по")))
    projects = (r for r in m.district.projects.values() if m.period.overlaps(r["Начало"], r.get("Окончание")))
    return count_of_things([*codes_of(agreements), *codes_of(projects)])


# ---------------------------------------------------------------- other rows
@defines("000.R9")
def pedagogical_classes(m: Moment) -> Counted:
    kinds = ("педагогический класс", "разновозрастная педагогическая группа")
    rows = (row for row in m.district.monitored_rows("Допрофессиональная подготовка") if row["Вид"] in kinds)
    return owned(row for row in rows if m.period.active(row["Начало"], row.get("Окончание")))


@defines("001.5a.2")
def pupils_in_classes(m: Moment) -> Counted:
    rows = m.district.monitored_rows("Допрофессиональная подготовка")
    rows = [row for row in rows if m.period.overlaps(row["Начало"], row.get("Окончание"))]
    inside: dict[str, int] = defaultdict(int)
    for row in rows:
        inside[row["Организация"]] += row["Обучающихся"]
    return Counted(
        numerator=sum(inside.values()),
        organizations={code: (number, None) for code, number in inside.items()},
        numerator_members=frozenset(codes_of(rows)),
    )


@defines("000.R11")
def student_practice(m: Moment) -> Counted:
    rows = m.district.monitored_rows("Практика студентов")
    return owned(row for row in rows if m.period.overlaps(row["Начало"], row.get("Окончание")))


@defines("001.5.3b")
def graduates_employed(m: Moment) -> Counted:
    rows = [
        row
        for row in m.district.rows("Целевое обучение")
        if m.period.has(row.get("Окончание обучения")) and row["Статус"] in ("окончил", "трудоустроен")
    ]
    employed = [row for row in rows if row["Статус"] == "трудоустроен"]
    hits = [row for row in employed if row.get("Трудоустроен") is not None and row["Трудоустроен"] <= m.day]
    return Counted(
        numerator=len(hits),
        base=len(rows),
        unknown=frozenset(codes_of(row for row in employed if row.get("Трудоустроен") is None)),
        numerator_members=frozenset(codes_of(hits)),
        base_members=frozenset(codes_of(rows)),
    )


@defines("001.5a.1")
def target_students(m: Moment) -> Counted:
    def studies(row: Row) -> bool:
        end = row.get("Окончание обучения")
        still = row["Статус"] == "обучается" if end is None else end >= m.day
        return bool(row["Начало обучения"] <= m.day and still)

    return count_of_things(
        codes_of(
            row
            for row in m.district.rows("Целевое обучение")
            if row.get("Целевой договор") is not False
            and row.get("Уровень образования") == "высшее"
            and row["Статус"] not in ("отчислен", "договор расторгнут")
            and studies(row)
        )
    )


@defines("001.E5")
def diagnostics_rounds(m: Moment) -> Counted:
    rounds = {(r["Дата"], r["Уровень"]) for r in m.district.rows("Диагностика") if m.period.has(r["Дата"])}
    return count_of_things([f"{day.isoformat()}|{level}" for day, level in rounds])


@defines("001.E6")
def contest_help(m: Moment) -> Counted:
    return count_of_things(
        [
            "|".join((row["Педагог"], row["Дата"].isoformat(), row["Вид"]))
            for row in m.district.rows("Потребности")
            if row["Вид"] == "подготовка к конкурсу" and m.period.has(row.get("Дата помощи"))
        ]
    )


@defines("001.E10")
def programme_choice(m: Moment) -> Counted:
    return count_of_things(codes_of(row for row in m.district.rows("Каталог программ") if row["Вид"] == REFRESHER))


# ---------------------------------------------------------------- stakes and vacancies
def open_vacancies(m: Moment) -> list[Row]:
    return [
        row
        for row in m.district.monitored_rows("Вакансии")
        if row.get("Категория персонала") in (None, PEDAGOGICAL) and m.period.active(row["Открыта"], row.get("Закрыта"))
    ]


@defines("001.5.4")
def vacancies(m: Moment) -> Counted:
    return owned(open_vacancies(m))


@defines("001.5.1", "001.M8")
def staffing(m: Moment) -> Counted:
    occupied: dict[str, Fraction] = defaultdict(Fraction)
    vacant: dict[str, Fraction] = defaultdict(Fraction)
    for job in m.active_jobs:
        if job.category == PEDAGOGICAL:
            occupied[job.organization] += job.stake
    for row in open_vacancies(m):
        vacant[row["Организация"]] += exact(row.get("Ставка"), 1)
    filled, free = sum(occupied.values(), Fraction()), sum(vacant.values(), Fraction())
    return Counted(
        numerator=filled,
        base=filled + free,
        organizations={code: (occupied[code], occupied[code] + vacant[code]) for code in {*occupied, *vacant}},
    )


@defines("001.E1")
def staffing_on_1_september(m: Moment) -> Counted:
    year = m.day.year
    return staffing(Moment(m.district, Period.of(year, date(year, 9, 1))))


# ---------------------------------------------------------------- organisations
def where_someone(places: Places, chosen: set[str]) -> set[str]:
    """Organisations where at least one of these people has a qualifying employment."""
    return {code for person, codes in places.items() if person in chosen for code in codes}


def since(m: Moment, column: str) -> list[str]:
    rows = m.district.organizations.items()
    return [code for code, row in rows if row.get(column) is not None and row[column] <= m.day]


@defines("000.R5")
def schools_with_mentoring_model(m: Moment) -> Counted:
    return of_organizations(m.schools, since(m, "Целевая модель наставничества с"))


@defines("004.11")
def orgs_with_mentoring_model(m: Moment) -> Counted:
    return of_organizations(m.orgs, since(m, "Целевая модель наставничества с"))


@defines("004.13")
def support_plans(m: Moment) -> Counted:
    return of_organizations(m.orgs, since(m, "План методического сопровождения с"))


@defines("002.1.2")
def orgs_diagnosed(m: Moment) -> Counted:
    return of_organizations(m.orgs, where_someone(m.staff, m.diagnosed()))


@defines("004.12")
def schools_mentored(m: Moment) -> Counted:
    teams = m.in_reserve("управленческая команда в менторстве")
    return of_organizations(m.schools, where_someone(join(m.staff, m.managers), teams))


@defines("002.5.2")
def schools_with_pairs(m: Moment) -> Counted:
    return of_organizations(m.schools, codes_of_pairs(m))


@defines("001.E8")
def organizations_with_pairs(m: Moment) -> Counted:
    codes = set(codes_of_pairs(m))
    return count_of_things(codes, owners=codes)


def codes_of_pairs(m: Moment) -> list[str]:
    return [row["Организация"] for row in m.pairs_in_period]


# ---------------------------------------------------------------- plan
@dataclass(frozen=True)
class Occurrence:
    """A dated point of the plan; a moved one carries its new dates."""

    track: str
    no: str
    start: date
    end: date
    status: str = "planned"
    actual_end: date | None = None

    @property
    def code(self) -> str:
        return f"{self.track}|{self.no}|{self.start.isoformat()}"


def plan_done(track: str, occurrences: Iterable[Occurrence], period: Period) -> Counted:
    """Occurrences of a track due in P, and those of them finished by D."""
    due = [
        one
        for one in occurrences
        if one.track == track and one.status not in ("history", "cancelled") and period.has(one.end)
    ]
    done = [one for one in due if one.actual_end is not None and one.actual_end <= period.last]
    return Counted(
        numerator=len(done),
        base=len(due),
        numerator_members=frozenset(one.code for one in done),
        base_members=frozenset(one.code for one in due),
    )
