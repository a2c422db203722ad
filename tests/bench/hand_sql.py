"""Indicators as a person would write them in SQL: each statement returns (organisation, member, counted) rows.

Written from the meaning of the indicators, not from the program's statements. :start and :end are the first and the
last day of the period, :young the day after which one is younger than 35, :recent the day five years before the end.
"""

from __future__ import annotations

_IN_FORCE = "({0}.starts_on <= :end AND ({0}.ends_on IS NULL OR {0}.ends_on >= :start))"
_NOW = "({0}.starts_on <= :end AND ({0}.ends_on IS NULL OR {0}.ends_on >= :end))"
_JOB = """
    FROM employments AS e JOIN organizations AS o ON o.id = e.organization_id AND o.is_monitored IS NOT 0
    WHERE e.effective_category = 'teaching' AND (e.hired_on IS NULL OR e.hired_on <= :end)
      AND (e.left_on IS NULL OR e.left_on >= :end)"""
_STAFF = _JOB + " AND e.is_main IS NOT 0"
_OF_SCHOOLS = " AND coalesce(e.stage, o.kind) = 'school'"
_PK = """
    SELECT c.teacher_id FROM courses AS c LEFT JOIN programmes AS p ON p.id = c.programme_id
    WHERE c.kind = 'pk' AND c.ends_on BETWEEN :start AND :end AND coalesce(c.hours, p.hours, 16) >= 16
      AND c.is_profile IS NOT 0"""
_PP = """
    SELECT c.teacher_id FROM courses AS c LEFT JOIN programmes AS p ON p.id = c.programme_id
    WHERE c.kind = 'pp' AND c.ends_on BETWEEN :start AND :end AND coalesce(c.hours, p.hours, 250) >= 250
      AND c.is_profile IS NOT 0"""
_REMOTE = " AND (coalesce(c.form, p.form) = 'remote' OR coalesce(c.distance, p.distance) = 'fully')"
_MEMBERS = f"""
    SELECT m.teacher_id FROM memberships AS m JOIN communities AS k ON k.id = m.community_id
    WHERE k.kind <> 'expert_council' AND {_IN_FORCE.format("m")} AND {_IN_FORCE.format("k")}"""
_DAY_OR_DAYS = "({0}.starts_on <= :end AND coalesce({0}.ends_on, {0}.starts_on) >= :start)"
_EXPERTS = f"""
    SELECT x.teacher_id FROM expertises AS x WHERE {_DAY_OR_DAYS.format("x")}
    UNION SELECT r.teacher_id FROM contest_entries AS r JOIN contests AS n ON n.id = r.contest_id
    WHERE r.role = 'jury' AND r.teacher_id IS NOT NULL AND {_DAY_OR_DAYS.format("n")}"""
_CONTESTANTS = f"""
    SELECT r.teacher_id FROM contest_entries AS r JOIN contests AS n ON n.id = r.contest_id
    WHERE coalesce(r.role, 'entrant') = 'entrant' AND n.is_professional IS NOT 0 AND r.teacher_id IS NOT NULL
      AND {_DAY_OR_DAYS.format("n")}"""
_DIAGNOSED = "SELECT g.teacher_id FROM diagnostics AS g WHERE g.held_on BETWEEN :start AND :end"
_HELD = "a.is_held IS NOT 0 AND coalesce(a.ends_on, a.starts_on) BETWEEN :start AND :end"
_ROUTED = f"SELECT i.teacher_id FROM ioms AS i WHERE i.status <> 'stopped' AND {_IN_FORCE.format('i')}"


def _share(staff: str, counted: str) -> str:
    return f"SELECT e.organization_id, e.teacher_id, e.teacher_id IN ({counted}) {staff}"


def _people(staff: str) -> str:
    return f"SELECT e.organization_id, e.teacher_id, 1 {staff}"


def _of_person(staff: str, counted: str) -> str:
    return f"SELECT e.organization_id, e.teacher_id, {counted} {staff.replace('WHERE', _PERSON, 1)}"


_PERSON = "JOIN teachers AS t ON t.id = e.teacher_id WHERE"

STATEMENTS = {
    "000.1": _share(_STAFF + _OF_SCHOOLS, _PK + " AND c.by_diagnostics = 1"),
    "000.3": _of_person(_STAFF + _OF_SCHOOLS, "t.education = 'higher'"),
    "000.R4": f"""
        SELECT NULL, a.id, 1 FROM activities AS a WHERE a.level = 'municipal' AND {_HELD}
          AND (a.directions LIKE '%;prestige;%' OR a.directions LIKE '%;burnout;%')""",
    "000.R5": """
        SELECT o.id, o.id, coalesce(o.mentoring_model_on <= :end, 0) FROM organizations AS o
        WHERE o.kind = 'school' AND o.is_monitored IS NOT 0 AND (o.starts_on IS NULL OR o.starts_on <= :end)
          AND (o.ends_on IS NULL OR o.ends_on >= :end)""",
    "000.R6": _share(_STAFF + f" AND e.teacher_id IN ({_PK})", _PK + _REMOTE + " AND c.is_on_the_job = 1"),
    "000.R12": f"""
        SELECT NULL, k.id, 1 FROM communities AS k
        WHERE k.kind IN ('association', 'community') AND {_NOW.format("k")}""",
    "001.2": _share(_STAFF, _MEMBERS),
    "001.5.1": f"""
        SELECT e.organization_id, e.id, 1, coalesce(e.fte, 1) {_JOB}
        UNION ALL SELECT v.organization_id, v.id, 0, coalesce(v.fte, 1)
        FROM vacancies AS v JOIN organizations AS o ON o.id = v.organization_id AND o.is_monitored IS NOT 0
        WHERE coalesce(v.staff_category, 'teaching') = 'teaching' AND {_NOW.format("v")}""",
    "001.6.2": _of_person(_STAFF + _OF_SCHOOLS, "t.teaching_since > :recent"),
    "001.M1": _share(_STAFF, _DIAGNOSED + " AND g.level = 'regional'"),
    "001.M2": _share(_STAFF, _EXPERTS),
    "001.M3": _share(_STAFF, _CONTESTANTS),
    "001.M9": _of_person(_STAFF + " AND e.subjects IS NOT NULL", "e.matches_profile = 1"),
    "001.E7": _people(_STAFF.replace("WHERE", _PERSON, 1) + f""" AND t.born_on > :young AND e.teacher_id IN (
        {_CONTESTANTS} UNION {_MEMBERS} AND k.kind IN ('club', 'young_council'))"""),
    "001.E11": _people(_STAFF + f" AND e.teacher_id IN ({_ROUTED})"),
    "002.1.1": _share(_STAFF, _DIAGNOSED),
    "002.3.2": _share(_STAFF + " AND coalesce(e.stage, o.kind) IN ('school', 'extra')", f"{_PK} UNION {_PP}"),
    "004.5": _share(_STAFF + f" AND e.teacher_id IN ({_PK} UNION {_PP})", f"{_PK}{_REMOTE} UNION {_PP}{_REMOTE}"),
    "004.14": _share(_STAFF, f"""
        SELECT h.teacher_id FROM attendances AS h JOIN activities AS a ON a.id = h.activity_id
        WHERE {_HELD} AND a.level = 'municipal' AND a.community_id IS NOT NULL AND h.teacher_id IS NOT NULL"""),
    "004.E10": _share(_STAFF, "SELECT w.teacher_id FROM needs AS w WHERE w.stated_on BETWEEN :start AND :end"),
}  # fmt: skip
