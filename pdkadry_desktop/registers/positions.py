"""The nomenclature of positions (Government decree 225 of 21.02.2022) and the category of staff derived from it.

The rule is workbook.toml, «Категория персонала»: the folded position is a title of the nomenclature or begins with one
and a space; teaching titles first, then managers; anything else is «иной», and so is заведующий хозяйством.
"""

from __future__ import annotations

from functools import cache, lru_cache

from ..core.text import fold

TEACHING = (
    "воспитатель", "инструктор-методист", "инструктор по труду", "инструктор по физической культуре",
    "концертмейстер", "логопед", "мастер производственного обучения", "методист", "музыкальный руководитель",
    "педагог дополнительного образования", "педагог-библиотекарь", "педагог-организатор", "педагог-психолог",
    "преподаватель", "преподаватель-организатор основ безопасности и защиты родины",
    "преподаватель-организатор основ безопасности жизнедеятельности", "преподаватель-организатор",
    "руководитель физического воспитания",
    "советник директора по воспитанию и взаимодействию с детскими общественными объединениями",
    "советник директора по воспитанию", "социальный педагог", "старший вожатый", "старший воспитатель",
    "старший инструктор-методист", "старший методист", "старший педагог дополнительного образования",
    "старший тренер-преподаватель", "тренер-преподаватель", "тьютор", "учитель", "учитель-дефектолог",
    "учитель-логопед",
)  # fmt: skip
MANAGING = (
    "директор", "заведующий", "начальник", "заместитель", "руководитель структурного подразделения",
    "руководитель учебной практики", "руководитель производственной практики", "старший мастер",
)  # fmt: skip
NOT_MANAGING = ("заведующий хозяйством",)


@cache
def _folded(titles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(title) for title in titles)


def _is_one_of(position: str, titles: tuple[str, ...]) -> bool:
    return any(position == title or position.startswith(f"{title} ") for title in _folded(titles))


@lru_cache(maxsize=4096)
def category_of(position: str) -> str:
    """``teaching``, ``managing`` or ``other`` (codes of STAFF_CATEGORY)."""
    folded = fold(position)
    if _is_one_of(folded, TEACHING):
        return "teaching"
    if _is_one_of(folded, MANAGING) and not _is_one_of(folded, NOT_MANAGING):
        return "managing"
    return "other"
