"""Indicators whose members are people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from .calendar_rules import Period, add_years, holds, younger_than
from .counted import Cell, Counted, count_of_people, count_of_things, share_of_people
from .district import PEDAGOGICAL, Row, persons
from .sets import FIRST, HIGHEST, YOUNG_CIRCLES, Moment, Places, only

Definition = Callable[[Moment], Counted]
PEOPLE: dict[str, Definition] = {}


def defines(*codes: str) -> Callable[[Definition], Definition]:
    def enter(definition: Definition) -> Definition:
        PEOPLE.update(dict.fromkeys(codes, definition))
        return definition

    return enter


def by_diagnosis(row: Row) -> bool:
    return bool(row.get("На основе диагностики"))


def remote(row: Row) -> bool:
    return bool(row["дистанционно"])


def remote_without_leave(row: Row) -> bool:
    return remote(row) and bool(row.get("Без отрыва от работы"))


def pedagogical_direction(row: Row) -> bool:
    return bool(row["Педагогической направленности"])


# ---------------------------------------------------------------- training
@defines("000.1", "000.R8", "001.1")
def training_after_diagnosis(m: Moment) -> Counted:
    return share_of_people(m.staff_oo, m.pk(by_diagnosis))


@defines("000.R6")
def remote_training(m: Moment) -> Counted:
    return share_of_people(only(m.staff, m.pk()), m.pk(remote_without_leave))


@defines("001.4")
def remote_training_oo(m: Moment) -> Counted:
    return share_of_people(only(m.staff_oo, m.pk()), m.pk(remote_without_leave))


@defines("000.R7")
def pedagogical_retraining_present(m: Moment) -> Counted:
    return count_of_people(only(m.staff_oo, m.pp(pedagogical_direction)))


@defines("002.3.1")
def trained_oo_of_all(m: Moment) -> Counted:
    trained = only(m.staff_oo, m.pk())
    at_centre = only(trained, m.pk(lambda row: bool(row["ЦНППМ"])))
    return share_of_people(m.staff, trained, breakdown={"ЦНППМ": (len(at_centre), len(m.staff))})


@defines("002.3.2")
def trained_oo_udo(m: Moment) -> Counted:
    return share_of_people(m.staff_oo_udo, m.pk() | m.pp())


@defines("002.4.1")
def pedagogical_retraining(m: Moment) -> Counted:
    return share_of_people(m.staff, m.pp(pedagogical_direction))


@defines("004.2")
def federal_register_training(m: Moment) -> Counted:
    return share_of_people(m.staff, m.pk(lambda row: bool(row["Из федерального реестра ДПП"])))


@defines("004.4")
def pedagogical_of_retrained(m: Moment) -> Counted:
    return share_of_people(only(m.staff_or_managers, m.pp()), m.pp(pedagogical_direction))


@defines("004.5")
def remote_of_trained(m: Moment) -> Counted:
    return share_of_people(only(m.staff, m.pk() | m.pp()), m.pk(remote) | m.pp(remote))


# ---------------------------------------------------------------- service, education, age
def short_service(m: Moment, base: Places) -> Counted:
    answers = {person: m.service_under(person, 5) for person in base}
    return share_of_people(base, [one for one in base if answers[one]], [one for one in base if answers[one] is None])


@defines("000.2")
def teachers_short_service(m: Moment) -> Counted:
    return short_service(m, m.teachers_oo)


@defines("001.6.2")
def staff_short_service(m: Moment) -> Counted:
    return short_service(m, m.staff_oo)


@defines("000.3", "001.5a.3", "001.F2")
def higher_education(m: Moment) -> Counted:
    education = {person: m.district.people[person]["Образование"] for person in m.staff_oo}
    hits = [person for person, value in education.items() if value == "высшее"]
    return share_of_people(m.staff_oo, hits, [person for person, value in education.items() if value is None])


@defines("004.9")
def teachers_to_35(m: Moment) -> Counted:
    answers = {person: m.younger(person, 36) for person in m.teachers}
    hits = [person for person, answer in answers.items() if answer]
    return share_of_people(m.teachers, hits, [person for person, answer in answers.items() if answer is None])


@defines("001.5.2", "001.M9")
def education_fits_profile(m: Moment) -> Counted:
    base: dict[str, set[str]] = defaultdict(set)
    hits: dict[str, set[str]] = defaultdict(set)
    empty: set[str] = set()
    for job in m.staff_jobs:
        if job.has_subjects:
            base[job.person].add(job.organization)
            if job.fits_profile:
                hits[job.person].add(job.organization)
            elif job.fits_profile is None:
                empty.add(job.person)
    frozen = {person: frozenset(codes) for person, codes in base.items()}
    return share_of_people(frozen, {one: frozenset(codes) for one, codes in hits.items()}, empty - set(hits))


@defines("001.6.1")
def retained_after_first_year(m: Moment) -> Counted:
    year_before = Period.of(m.period.first.year - 1)
    base: dict[str, set[str]] = defaultdict(set)
    kept: set[str] = set()
    unknown: set[str] = set()
    for job in m.district.jobs:
        if not (job.is_main and job.category == PEDAGOGICAL and year_before.has(job.start)):
            continue
        columns = m.district.people[job.person]
        service, birth = columns["Педагогический стаж с"], columns["Дата рождения"]
        if service is None:
            unknown.add(job.person)
            continue
        anniversary = add_years(service, 1)
        if not year_before.has(service) or anniversary > m.day:
            continue
        if birth is None:
            unknown.add(job.person)
        elif younger_than(birth, 36, service):
            base[job.person].add(job.organization)
            if any(
                other.person == job.person
                and other.category == PEDAGOGICAL
                and holds(other.start, other.end, anniversary)
                for other in m.district.jobs
            ):
                kept.add(job.person)
    return share_of_people({one: frozenset(codes) for one, codes in base.items()}, kept, unknown)


# ---------------------------------------------------------------- the young
def young_staff(m: Moment) -> tuple[Places, set[str]]:
    """Staff younger than 35, and the staff whose birth date is not known."""
    answers = {person: m.younger(person, 35) for person in m.staff}
    known = only(m.staff, (person for person, answer in answers.items() if answer))
    return known, {person for person, answer in answers.items() if answer is None}


def count_of_young(m: Moment, chosen: set[str]) -> Counted:
    known, unknown = young_staff(m)
    return count_of_people(only(known, chosen), unknown & chosen)


@defines("001.6.4")
def young_in_projects(m: Moment) -> Counted:
    return count_of_young(m, m.in_young_projects("муниципальный", "региональный"))


@defines("001.E7")
def young_in_contests_or_clubs(m: Moment) -> Counted:
    return count_of_young(m, m.contestants() | m.members(*YOUNG_CIRCLES))


@defines("001.P85")
def young_who_grew(m: Moment) -> Counted:
    known, unknown = young_staff(m)
    any_course = persons(
        row
        for row in m.district.courses
        if m.period.has(row["Окончание"]) and row.get("По профилю") is not False
    )  # fmt: skip
    grew = any_course | m.took_part() | m.members("методическое объединение", *YOUNG_CIRCLES)
    return share_of_people(known, grew, unknown)


@defines("004.10")
def young_with_first_category(m: Moment) -> Counted:
    base: set[str] = set()
    hits: set[str] = set()
    unknown: set[str] = set()
    for person in m.supported & set(m.staff):
        answers = (m.younger(person, 35), m.service_under(person, 3))
        if False in answers:
            continue
        if None in answers:
            unknown.add(person)
            continue
        base.add(person)
        counts, undated = m.holds_category(person, (FIRST,))
        if counts:
            hits.add(person)
        if undated:
            unknown.add(person)
    return share_of_people(only(m.staff, base), hits, unknown)


# ---------------------------------------------------------------- activity of the staff
@defines("001.2", "004.E6")
def in_communities(m: Moment) -> Counted:
    return share_of_people(m.staff, m.members())


@defines("001.M6")
def in_network_communities(m: Moment) -> Counted:
    return share_of_people(m.staff, m.members("сетевое сообщество"))


@defines("001.6.3")
def mentoring_people(m: Moment) -> Counted:
    return share_of_people(m.staff_or_managers, m.mentors)


@defines("001.7.2")
def mentors_register(m: Moment) -> Counted:
    rows = m.district.monitored_rows("Наставничество")
    now = [row for row in rows if m.period.active(row["Начало"], row.get("Окончание"))]
    return count_of_things(persons(now, "Наставник"))


@defines("001.8b")
def contest_people(m: Moment) -> Counted:
    levels = {row["Уровень"] for row in m.mastery_contests.values()}
    by_level: dict[str, int] = {level: len(m.staff.keys() & m.contestants(level)) for level in levels}
    breakdown: dict[str, Cell] = {level: (number, None) for level, number in by_level.items() if number}
    return count_of_people(only(m.staff, m.contestants()), breakdown=breakdown)


@defines("001.M1")
def regional_diagnosis(m: Moment) -> Counted:
    return share_of_people(m.staff, m.diagnosed("региональный"))


@defines("002.1.1")
def diagnosed(m: Moment) -> Counted:
    return share_of_people(m.staff, m.diagnosed())


@defines("004.1")
def federal_or_regional_diagnosis(m: Moment) -> Counted:
    return share_of_people(m.staff, m.diagnosed("федеральный", "региональный"))


@defines("001.M2", "004.6", "004.E7")
def expert_people(m: Moment) -> Counted:
    return share_of_people(m.staff, m.experts)


@defines("001.M3")
def contestants_share(m: Moment) -> Counted:
    return share_of_people(m.staff, m.contestants())


@defines("001.M5")
def in_young_projects(m: Moment) -> Counted:
    return share_of_people(m.staff, m.in_young_projects())


@defines("001.E2")
def qualified_people(m: Moment) -> Counted:
    answers = {person: m.holds_category(person, (HIGHEST, FIRST)) for person in m.staff}
    counted = only(m.staff, (person for person, (counts, _) in answers.items() if counts))
    return count_of_people(counted, (person for person, (_, undated) in answers.items() if undated))


@defines("001.E11")
def routed_people(m: Moment) -> Counted:
    return count_of_people(only(m.staff, m.routed))


@defines("004.3")
def routed_share(m: Moment) -> Counted:
    return share_of_people(m.staff, m.routed)


@defines("000.R3")
def tutors(m: Moment) -> Counted:
    return count_of_things(m.in_reserve("тьюторы"))


@defines("004.7")
def methodical_core(m: Moment) -> Counted:
    return share_of_people(m.staff, m.in_reserve("методический актив"))


@defines("004.8")
def olympiad_experts(m: Moment) -> Counted:
    return count_of_people(only(m.staff, m.in_reserve("реестр экспертов метапредметных конкурсов и олимпиад")))


@defines("004.14")
def in_community_events(m: Moment) -> Counted:
    def municipal_of_community(row: Row) -> bool:
        return row["Уровень"] == "муниципальный" and row.get("Сообщество") is not None

    return share_of_people(m.staff, m.took_part(municipal_of_community))


@defines("004.E10")
def needs_found(m: Moment) -> Counted:
    return share_of_people(m.staff, persons(r for r in m.district.rows("Потребности") if m.period.has(r["Дата"])))
