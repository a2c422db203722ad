"""All registers, in menu order: one register = one file: record, fields, rules."""

from ..core.register import RegisterSpec
from ..storage.declare import REGISTERS as _DECLARED
from . import (
    absences,
    activities,
    agreements,
    attendances,
    attestations,
    awards,
    categories,
    communities,
    contest_entries,
    contests,
    course_requests,
    courses,
    diagnostics,
    documents,
    employments,
    expertises,
    housing_units,
    iom_steps,
    ioms,
    memberships,
    mentorships,
    needs,
    organizations,
    pedagogical_classes,
    practices,
    programmes,
    project_members,
    projects,
    providers,
    reserve_members,
    student_placements,
    support_measures,
    target_students,
    teachers,
    vacancies,
    visits,
)

_ORDER = (
    # organizations
    organizations.ORGANIZATIONS,
    # people
    teachers.TEACHERS,
    employments.EMPLOYMENTS,
    categories.CATEGORIES,
    attestations.ATTESTATIONS,
    awards.AWARDS,
    reserve_members.RESERVE_MEMBERS,
    absences.ABSENCES,
    # development
    courses.COURSES,
    course_requests.COURSE_REQUESTS,
    programmes.PROGRAMMES,
    providers.PROVIDERS,
    diagnostics.DIAGNOSTICS,
    ioms.IOMS,
    iom_steps.IOM_STEPS,
    needs.NEEDS,
    mentorships.MENTORSHIPS,
    visits.VISITS,
    practices.PRACTICES,
    # events
    activities.ACTIVITIES,
    attendances.ATTENDANCES,
    contests.CONTESTS,
    contest_entries.CONTEST_ENTRIES,
    communities.COMMUNITIES,
    memberships.MEMBERSHIPS,
    projects.PROJECTS,
    project_members.PROJECT_MEMBERS,
    expertises.EXPERTISES,
    # staffing
    vacancies.VACANCIES,
    target_students.TARGET_STUDENTS,
    student_placements.STUDENT_PLACEMENTS,
    pedagogical_classes.PEDAGOGICAL_CLASSES,
    support_measures.SUPPORT_MEASURES,
    housing_units.HOUSING_UNITS,
    # documents
    documents.DOCUMENTS,
    agreements.AGREEMENTS,
)

REGISTERS: dict[str, RegisterSpec] = {spec.key: spec for spec in _ORDER}
assert REGISTERS.keys() == _DECLARED.keys(), "a register is declared but not listed in the menu order"
