"""The dated history of qualification categories, per position. Where a person has rows here, they decide."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Choice, Date, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import CATEGORY_KIND
from .rules import ends_after_start


class Category(Record):
    __tablename__ = "categories"
    teacher_id: Mapped[int] = link("Педагог", to="teachers", in_list=True, width=240)
    position: Mapped[str | None] = field("Должность", Text(200, suggest="positions"), in_list=True, width=180)
    category: Mapped[str] = field("Категория", Choice(CATEGORY_KIND), in_list=True, width=200)
    granted_on: Mapped[date] = field("Присвоена", Date(), in_list=True, width=110)
    ends_on: Mapped[date | None] = field(
        "Действует по", Date(), in_list=True, width=110,
        help="Пусто – присвоенная до 01.09.2023 действует пять лет, позже – бессрочно; дата важнее этого правила",
    )  # fmt: skip
    directive_no: Mapped[str | None] = field("Приказ", Text(200), in_list=True, width=160, help="Номер и дата приказа")
    issuer: Mapped[str | None] = field("Орган", Text(300), in_list=True, width=200, help="Кто присвоил категорию")


CATEGORIES = register(
    Category,
    key="categories", title="Категории", singular="Категория", sheet="Категории", group="people", icon="category",
    counted=("запись о категории", "записи о категории", "записей о категории"),
    empty="Здесь будет история квалификационных категорий педагогов.",
    key_fields=("teacher_id", "position", "category", "granted_on"), title_fields=("category", "position"),
    order=("-granted_on",),
    rules=(ends_after_start("granted_on", "ends_on", "Категория кончается раньше, чем присвоена."),),
    sections=(
        section("Категория", Category.teacher_id, Category.position, Category.category, Category.granted_on,
                Category.ends_on),
        section("Документ", Category.directive_no, Category.issuer),
    ),
)  # fmt: skip
