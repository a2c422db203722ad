"""All registers, in menu order: one register = one file: record, fields, rules."""

from ..core.register import RegisterSpec
from ..storage.declare import REGISTERS as _DECLARED
from . import courses, diagnostics, employments, organizations, programmes, providers, teachers

_ORDER = (
    organizations.ORGANIZATIONS,
    teachers.TEACHERS,
    employments.EMPLOYMENTS,
    courses.COURSES,
    diagnostics.DIAGNOSTICS,
    programmes.PROGRAMMES,
    providers.PROVIDERS,
)

REGISTERS: dict[str, RegisterSpec] = {spec.key: spec for spec in _ORDER}
assert REGISTERS.keys() == _DECLARED.keys(), "a register is declared but not listed in the menu order"
