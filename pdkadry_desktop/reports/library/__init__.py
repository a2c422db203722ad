"""One report per file: data to Document. The ids are fixed: scripts name reports by them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...storage.database import Database
from ..document import Document
from . import monitoring_summary, organizations_matrix
from .inputs import Inputs

__all__ = ["REPORTS", "Inputs", "ReportSpec"]


@dataclass(frozen=True)
class ReportSpec:
    """A report that can be chosen: id for scripts, title and a sentence for people."""

    id: str
    title: str
    about: str
    build: Callable[[Database, Inputs], Document]


REPORTS: dict[str, ReportSpec] = {
    each.id: each
    for each in (
        ReportSpec(
            "monitoring-summary",
            "Сводная таблица мониторинга",
            "Показатели приказа: план, факт, отклонение, выполнение, из кого посчитано.",
            monitoring_summary.build,
        ),
        ReportSpec(
            "organizations-matrix",
            "Показатели по организациям",
            "Все показатели, которые считаются по организациям: числитель и знаменатель каждой.",
            organizations_matrix.build,
        ),
    )
}
