"""The named sets of indicators.toml, at one as-of date of one reporting year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property

from .calendar_rules import Period, add_years, category_valid, younger_than
from .district import EXPERT_COUNCIL, LEADING, PEDAGOGICAL, District, Job, Row, persons

Places = dict[str, frozenset[str]]  # person → organisations of the employments by which the person qualifies

PEER_FORMS = ("педагог – педагог", "руководитель – педагог")
YOUNG_CIRCLES = ("клуб", "совет молодых педагогов")
REFRESHER, RETRAINING = "повышение квалификации", "профессиональная переподготовка"
HIGHEST, FIRST = "высшая", "первая"


def places_of(jobs: Iterable[Job]) -> Places:
    found: dict[str, set[str]] = defaultdict(set)
    for job in jobs:
        found[job.person].add(job.organization)
    return {person: frozenset(codes) for person, codes in found.items()}


def join(first: Mapping[str, frozenset[str]], second: Mapping[str, frozenset[str]]) -> Places:
    return {one: first.get(one, frozenset()) | second.get(one, frozenset()) for one in {*first, *second}}


def only(places: Places, chosen: Iterable[str]) -> Places:
    chosen = set(chosen)
    return {person: codes for person, codes in places.items() if person in chosen}


class Moment:
    """All sets at D of a period P."""

    def __init__(self, district: District, period: Period) -> None:
        self.district = district
        self.period = period
        self.day = period.last

    # ---- employments
    @cached_property
    def active_jobs(self) -> list[Job]:
        return [job for job in self.district.jobs if self.period.active(job.start, job.end)]

    @cached_property
    def staff_jobs(self) -> list[Job]:
        return [job for job in self.active_jobs if job.is_main and job.category == PEDAGOGICAL]

    @cached_property
    def staff(self) -> Places:
        return places_of(self.staff_jobs)

    @cached_property
    def managers(self) -> Places:
        return places_of(job for job in self.active_jobs if job.is_main and job.category == LEADING)

    @cached_property
    def staff_or_managers(self) -> Places:
        return join(self.staff, self.managers)

    @cached_property
    def staff_oo(self) -> Places:
        return places_of(job for job in self.staff_jobs if job.step == "общеобразовательная")

    @cached_property
    def staff_oo_udo(self) -> Places:
        steps = ("общеобразовательная", "дополнительного образования")
        return places_of(job for job in self.staff_jobs if job.step in steps)

    @cached_property
    def teachers(self) -> Places:
        return places_of(job for job in self.staff_jobs if job.is_teacher)

    @cached_property
    def teachers_oo(self) -> Places:
        return places_of(job for job in self.staff_jobs if job.is_teacher and job.step == "общеобразовательная")

    # ---- personal fields; each answers True, False or None = not known
    def younger(self, person: str, age: int) -> bool | None:
        birth = self.district.people[person]["Дата рождения"]
        return None if birth is None else younger_than(birth, age, self.day)

    def service_under(self, person: str, years: int) -> bool | None:
        start = self.district.people[person]["Педагогический стаж с"]
        return None if start is None else self.day < add_years(start, years)

    def holds_category(self, person: str, kinds: tuple[str, ...]) -> tuple[bool, bool]:
        """(counts, the date is missing); a person with any dated history is judged by it alone."""
        history = self.district.categories.get(person)
        if history:
            valid = any(
                row["Категория"] in kinds and category_valid(row["Присвоена"], row.get("Действует по"), self.day)
                for row in history
            )
            return valid, False
        columns = self.district.people[person]
        if columns["Категория"] not in kinds:
            return False, False
        assigned: date | None = columns["Категория присвоена"]
        if assigned is None:
            return True, True
        return category_valid(assigned, None, self.day), False

    # ---- organisations
    @cached_property
    def orgs(self) -> set[str]:
        kinds = ("общеобразовательная", "дошкольная", "дополнительного образования")
        return {code for code, row in self._open_organizations.items() if row["Тип"] in kinds}

    @cached_property
    def schools(self) -> set[str]:
        return {code for code, row in self._open_organizations.items() if row["Тип"] == "общеобразовательная"}

    @cached_property
    def _open_organizations(self) -> dict[str, Row]:
        return {
            code: row
            for code, row in self.district.organizations.items()
            if code in self.district.monitored
            and self.period.active(row.get("Действует с"), row.get("Действует по"))
        }  # fmt: skip

    # ---- what people did
    def _courses(self, kind: str, least_hours: int) -> list[Row]:
        return [
            row
            for row in self.district.courses
            if row["Вид"] == kind
            and self.period.has(row["Окончание"])
            and (row["Часов"] is None or row["Часов"] >= least_hours)
            and row.get("По профилю") is not False
        ]

    @cached_property
    def refresher_courses(self) -> list[Row]:
        return self._courses(REFRESHER, 16)

    @cached_property
    def retraining_courses(self) -> list[Row]:
        return self._courses(RETRAINING, 250)

    def pk(self, wanted: Callable[[Row], bool] = lambda row: True) -> set[str]:
        return persons(filter(wanted, self.refresher_courses))

    def pp(self, wanted: Callable[[Row], bool] = lambda row: True) -> set[str]:
        return persons(filter(wanted, self.retraining_courses))

    def diagnosed(self, *levels: str) -> set[str]:
        """People with a diagnostics row in P, of these levels when any are named."""
        rows = (row for row in self.district.rows("Диагностика") if self.period.has(row["Дата"]))
        return persons(row for row in rows if not levels or row["Уровень"] in levels)

    @cached_property
    def routed(self) -> set[str]:
        rows = (row for row in self.district.rows("ИОМ") if row["Статус"] != "прекращён")
        return persons(row for row in rows if self.period.overlaps(row["Начало"], row.get("Окончание")))

    def members(self, *kinds: str) -> set[str]:
        """People in communities of these kinds; without kinds, of every kind but the expert councils."""
        found = set()
        for row in self.district.rows("Участие в сообществах"):
            circle = self.district.communities[row["Сообщество"]]
            wanted = circle["Вид"] in kinds if kinds else circle["Вид"] != EXPERT_COUNCIL
            if (
                wanted
                and self.period.overlaps(row["С"], row.get("По"))
                and self.period.overlaps(circle["Создано"], circle.get("Закрыто"))
            ):
                found.add(row["Педагог"])
        return found

    @cached_property
    def contests_in_period(self) -> dict[str, Row]:
        """A contest without an end lasts one day."""
        return {
            code: row
            for code, row in self.district.contests.items()
            if self.period.overlaps(row["Начало"], row.get("Окончание") or row["Начало"])
        }

    @cached_property
    def mastery_contests(self) -> dict[str, Row]:
        rows = self.contests_in_period.items()
        return {code: row for code, row in rows if row.get("Профессиональное мастерство") is not False}

    def contestants(self, level: str | None = None) -> set[str]:
        return persons(
            row
            for row in self.district.rows("Участие в конкурсах")
            if (row.get("Роль") or "участник") == "участник"
            and row["Конкурс"] in self.mastery_contests
            and (level is None or self.mastery_contests[row["Конкурс"]]["Уровень"] == level)
        )

    @cached_property
    def experts(self) -> set[str]:
        examined = persons(
            row
            for row in self.district.rows("Экспертиза")
            if self.period.overlaps(row["Начало"], row.get("Окончание") or row["Начало"])
        )
        jury = persons(
            row
            for row in self.district.rows("Участие в конкурсах")
            if row.get("Роль") == "член жюри" and row["Конкурс"] in self.contests_in_period
        )
        return examined | jury

    @cached_property
    def pairs_in_period(self) -> list[Row]:
        rows = self.district.monitored_rows("Наставничество")
        return [row for row in rows if self.period.overlaps(row["Начало"], row.get("Окончание"))]

    @cached_property
    def mentors(self) -> set[str]:
        return persons((row for row in self.pairs_in_period if row["Форма"] in PEER_FORMS), "Наставник")

    @cached_property
    def young_projects(self) -> dict[str, Row]:
        return {
            code: row
            for code, row in self.district.projects.items()
            if row.get("Поддержка молодых педагогов") and self.period.overlaps(row["Начало"], row.get("Окончание"))
        }

    def in_young_projects(self, *levels: str) -> set[str]:
        return persons(
            row
            for row in self.district.rows("Участие в проектах")
            if row["Проект"] in self.young_projects
            and self.period.overlaps(row["С"], row.get("По"))
            and (not levels or self.young_projects[row["Проект"]]["Уровень"] in levels)
        )

    @cached_property
    def held(self) -> dict[str, Row]:
        return {
            code: row
            for code, row in self.district.events.items()
            if self.period.has(row.get("Окончание") or row["Начало"]) and row.get("Проведено") is not False
        }

    def held_where(self, wanted: Callable[[Row], bool]) -> list[str]:
        return [code for code, row in self.held.items() if wanted(row)]

    def took_part(self, wanted: Callable[[Row], bool] = lambda row: True) -> set[str]:
        """People with any role in a held event."""
        return persons(
            row
            for row in self.district.rows("Участие в мероприятиях")
            if row["Мероприятие"] in self.held and wanted(self.held[row["Мероприятие"]])
        )

    def in_reserve(self, kind: str) -> set[str]:
        rows = (row for row in self.district.rows("Резерв и актив") if row["Вид"] == kind)
        return persons(row for row in rows if self.period.active(row["Включён"], row.get("Исключён")))

    @cached_property
    def supported(self) -> set[str]:
        mentees = persons(self.pairs_in_period, "Наставляемый")
        guests = self.took_part(lambda row: bool(row.get("Для молодых педагогов")))
        return mentees | self.members(*YOUNG_CIRCLES) | guests

    def communities_now(self, *kinds: str) -> list[Row]:
        rows = (row for row in self.district.communities.values() if row["Вид"] in kinds)
        return [row for row in rows if self.period.active(row["Создано"], row.get("Закрыто"))]
