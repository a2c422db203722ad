"""An invented district, large and untidy as a real one, as rows of the canonical workbook.

People, villages and organisations do not exist. The same seed gives the same rows; the years 2018–2025 are filled, so
the figures of the orders can be looked at for 2020–2025: some targets are met, some are not, some data are missing.
"""

from __future__ import annotations

from pdkadry_desktop.exchange.demo_activities import (
    write_communities,
    write_contests,
    write_events,
    write_experts,
    write_projects,
    write_reserve,
)
from pdkadry_desktop.exchange.demo_careers import (
    choose_categories,
    write_absences,
    write_awards,
    write_categories,
    write_support,
)
from pdkadry_desktop.exchange.demo_courses import write_course_requests, write_courses
from pdkadry_desktop.exchange.demo_diagnostics import write_diagnostics, write_needs
from pdkadry_desktop.exchange.demo_papers import write_papers, write_visits
from pdkadry_desktop.exchange.demo_people import make_people, write_people
from pdkadry_desktop.exchange.demo_places import make_organizations, write_organizations
from pdkadry_desktop.exchange.demo_staffing import (
    write_classes,
    write_mentoring,
    write_practice,
    write_target_students,
    write_vacancies,
)
from pdkadry_desktop.exchange.demo_world import Row, World

_STEPS = (
    write_organizations, write_people, write_courses, write_diagnostics, write_mentoring, write_contests,
    write_communities, write_events, write_projects, write_experts, write_reserve, write_vacancies,
    write_target_students, write_classes, write_support, write_practice, write_course_requests, write_needs,
    write_papers, write_absences, write_categories, write_visits, write_awards,
)  # fmt: skip


def demo_district(organizations: int = 40, teachers: int = 1500, seed: int = 1) -> dict[str, list[Row]]:
    """Sheet → rows (header → typed value, an absent header is an empty cell; lists are Python lists).

    ``teachers`` counts everybody who works or worked there, managers included; there are at least as many as
    organisations, because each has a head.
    """
    world = World(seed, teachers / 1500)
    make_organizations(world, max(1, organizations))
    make_people(world, max(teachers, len(world.organizations)))
    choose_categories(world)
    for step in _STEPS:
        step(world)
    return world.sheets
