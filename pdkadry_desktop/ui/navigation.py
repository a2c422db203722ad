"""What stands in the navigation: the work of the year first, then the registers by the nouns of the field."""

from __future__ import annotations

from ..registers import REGISTERS
from .widgets.sidebar import NavGroup, NavItem
from .works import WORKS

_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Люди", ("teachers", "young", "employments", "mentorships", "categories", "attestation")),
    ("Развитие", ("courses", "diagnostics", "ioms", "programmes", "visit_log", "course_request")),
    ("Мероприятия", ("activities", "contests", "communities", "expertises")),
    ("Кадры", ("vacancies", "staffing", "target_students", "reserve_members")),
    ("Организации", ("organizations", "documents")),
)


def _item(key: str) -> NavItem:
    """A page of work by its key, otherwise a register."""
    if work := WORKS.get(key):
        return NavItem(key, work.title, work.icon)
    return NavItem(f"register:{key}", REGISTERS[key].title, REGISTERS[key].icon)


def groups() -> tuple[NavGroup, ...]:
    """The groups of the sidebar; keys are pages («indicators») or «register:KEY»."""
    work = NavGroup(
        "",
        (
            NavItem("indicators", "Показатели", "indicators"),
            _item("cycle"),
            NavItem("plan", "План", "plan"),
            NavItem("report", "Отчёты", "report"),
            NavItem("import", "Импорт и обмен", "exchange"),
            _item("school_forms"),
        ),
    )
    registers = [NavGroup(title, tuple(_item(key) for key in keys)) for title, keys in _GROUPS]
    last = NavGroup(
        "",
        (
            NavItem("registers", "Все реестры", "list"),
            NavItem("journal", "Журнал действий", "journal"),
        ),
    )
    return (work, *registers, last)
