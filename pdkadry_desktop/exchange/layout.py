"""The sheets of the canonical workbook, derived from the declared registers.

Every register with a sheet gives its exchanged fields in column order. A register whose key begins with the «Код» of a
register without a sheet of its own is shown together with it: «Педагоги» holds one row per job, and the columns of the
person stand in the same row.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from ..core.register import FieldSpec, RegisterSpec
from ..core.text import name_key as name_key
from ..registers import REGISTERS

SHEET_ORDER = (
    "Организации", "Педагоги", "Курсы", "Диагностика", "ИОМ", "Шаги ИОМ", "Наставничество", "Конкурсы",
    "Участие в конкурсах", "Мероприятия", "Участие в мероприятиях", "Сообщества", "Участие в сообществах", "Проекты",
    "Участие в проектах", "Экспертиза", "Резерв и актив", "Вакансии", "Целевое обучение",
    "Допрофессиональная подготовка", "Меры поддержки", "Служебное жильё", "Практика студентов", "Каталог программ",
    "Заявка на курсы", "Потребности", "Банк практик", "Соглашения", "Документы", "Отсутствия", "Категории",
    "Аттестация", "Организаторы обучения", "Журнал методиста", "Награды",
)  # fmt: skip
BY_NAME = {"courses": ("providers",)}  # registers consulted without a link: the organiser of a course by its name
_LAST_COLUMNS = ("consent_on", "publication_consent_on")  # of the person, yet printed after the job


@dataclass(frozen=True)
class Column:
    """One heading of a sheet and the field behind it."""

    heading: str
    register: str
    field: FieldSpec

    @property
    def name(self) -> str:
        return self.field.name

    def __hash__(self) -> int:
        return hash((self.register, self.field.name))


@dataclass(frozen=True)
class SheetLayout:
    """One sheet: ``spec`` is the register of its rows, ``owner`` the register shown together with it.

    ``owner_link``: the field of ``spec`` that points to the owner; in the sheet it is the owner's «Код».
    """

    name: str
    spec: RegisterSpec
    columns: tuple[Column, ...]
    owner: RegisterSpec | None = None
    owner_link: str = ""

    @cached_property
    def by_heading(self) -> dict[str, Column]:
        """Heading (name_key) → column."""
        return {name_key(column.heading): column for column in self.columns}

    def columns_of(self, spec: RegisterSpec) -> list[Column]:
        return [column for column in self.columns if column.register == spec.key]


@cache
def layouts() -> dict[str, SheetLayout]:
    """Name of a sheet (name_key) → its layout, in the order of the workbook."""
    found = {spec.sheet: _layout(spec) for spec in REGISTERS.values() if spec.sheet}
    ordered = [name for name in SHEET_ORDER if name in found] + [name for name in found if name not in SHEET_ORDER]
    return {name_key(name): found[name] for name in ordered}


def _layout(spec: RegisterSpec) -> SheetLayout:
    assert spec.sheet is not None
    first = spec.by_name[spec.key_fields[0]]
    own = [Column(field.header, spec.key, field) for field in spec.fields if field.header]
    owner = REGISTERS[first.link] if first.link else None
    if owner is None or owner.sheet is not None or first.header != owner.by_name["code"].header:
        return SheetLayout(spec.sheet, spec, tuple(own))
    theirs = [Column(field.header, owner.key, field) for field in owner.fields if field.header]
    early = [column for column in theirs if column.name not in _LAST_COLUMNS]
    late = [column for column in theirs if column.name in _LAST_COLUMNS]
    jobs = [column for column in own if column.name != first.name]
    return SheetLayout(spec.sheet, spec, (*early, *jobs, *late), owner, first.name)


@cache
def planning_order() -> tuple[SheetLayout, ...]:
    """Sheets so that each stands after all it refers to; a register may refer to itself."""
    ordered: dict[str, SheetLayout] = {}
    by_register = {spec.key: layout for layout in layouts().values() for spec in (layout.spec, layout.owner) if spec}

    def visit(layout: SheetLayout, path: tuple[str, ...]) -> None:
        if layout.name in ordered or layout.name in path:
            return
        specs = [spec for spec in (layout.owner, layout.spec) if spec]
        links = [field.link for spec in specs for field in spec.links if field.link]
        for target in (*links, *(other for spec in specs for other in BY_NAME.get(spec.key, ()))):
            if target in by_register:
                visit(by_register[target], (*path, layout.name))
        ordered[layout.name] = layout

    for layout in layouts().values():
        visit(layout, ())
    return tuple(ordered.values())
