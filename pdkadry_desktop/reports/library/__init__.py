"""One report per file: data to Document. The ids are fixed: scripts name reports by them.

A report is imported when it is first built: the window names them all at its start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from ...storage.database import Database
from .inputs import Inputs

if TYPE_CHECKING:
    from ..document import Document

__all__ = ["REPORTS", "Inputs", "ReportSpec"]


Build = Callable[["Database", Inputs], "Document"]


@dataclass(frozen=True)
class ReportSpec:
    """A report that can be chosen: id for scripts, title and a sentence for people."""

    id: str
    title: str
    about: str
    build: Build


def _monitoring_summary(db: Database, inputs: Inputs) -> Document:
    from . import monitoring_summary

    return monitoring_summary.build(db, inputs)


def _organizations_matrix(db: Database, inputs: Inputs) -> Document:
    from . import organizations_matrix

    return organizations_matrix.build(db, inputs)


def _staff_tables(db: Database, inputs: Inputs) -> Document:
    from . import staff_tables

    return staff_tables.build(db, inputs)


def _attestation_schedule(db: Database, inputs: Inputs) -> Document:
    from . import attestation

    return attestation.schedule_report(db, inputs)


def _attestation_results(db: Database, inputs: Inputs) -> Document:
    from . import attestation

    return attestation.results_report(db, inputs)


def _staff_need(db: Database, inputs: Inputs) -> Document:
    from . import staff_need

    return staff_need.build(db, inputs)


def _vacancy_bank(db: Database, inputs: Inputs) -> Document:
    from . import staff_need

    return staff_need.bank_report(db, inputs)


def _housing(db: Database, inputs: Inputs) -> Document:
    from . import housing

    return housing.build(db, inputs)


def _contest_results(db: Database, inputs: Inputs) -> Document:
    from . import contest_results

    return contest_results.build(db, inputs)


def _contest_diplomas(db: Database, inputs: Inputs) -> Document:
    from . import contest_results

    return contest_results.diploma_list(db, inputs)


def _contest_years(db: Database, inputs: Inputs) -> Document:
    from . import contest_results

    return contest_results.build_years(db, inputs)


def _course_request(db: Database, inputs: Inputs) -> Document:
    from . import course_request

    return course_request.report(db, inputs)


def _heat_map(db: Database, inputs: Inputs) -> Document:
    from . import comparison

    return comparison.report_heat(db, inputs)


def _indicator_years(db: Database, inputs: Inputs) -> Document:
    from . import comparison

    return comparison.report_years(db, inputs)


def _indicator_breakdowns(db: Database, inputs: Inputs) -> Document:
    from . import indicator_breakdowns

    return indicator_breakdowns.report(db, inputs)


def _indicator_lists(db: Database, inputs: Inputs) -> Document:
    from . import indicator_lists

    return indicator_lists.report(db, inputs)


def _evidence_register(db: Database, inputs: Inputs) -> Document:
    from . import evidence_register

    return evidence_register.report(db, inputs)


def _of_cycle(module: str, function: str, title: str) -> Build:
    """A paper of the cycle; of a year without one it says so."""

    def build(db: Database, inputs: Inputs) -> Document:
        from .cycle_data import NothingToPrint, told_instead

        make: Build = getattr(import_module(f".{module}", __package__), function)
        try:
            return make(db, inputs)
        except NothingToPrint as missing:
            return told_instead(title, missing, inputs)

    return build


REPORTS: dict[str, ReportSpec] = {
    each.id: each
    for each in (
        ReportSpec(
            "monitoring-summary",
            "Сводная таблица мониторинга",
            "Показатели приказа: план, факт, отклонение, выполнение, из кого посчитано.",
            _monitoring_summary,
        ),
        ReportSpec(
            "organizations-matrix",
            "Показатели по организациям",
            "Все показатели, которые считаются по организациям: числитель и знаменатель каждой.",
            _organizations_matrix,
        ),
        ReportSpec(
            "heat-map",
            "Тепловая карта организаций",
            "Организации по показателям: доля и знак выполнения своей цели, медиана, кто её хуже.",
            _heat_map,
        ),
        ReportSpec(
            "indicator-years",
            "Показатели по годам",
            "Четыре года рядом: значения, изменение к прошлому году, лучше или хуже.",
            _indicator_years,
        ),
        ReportSpec(
            "indicator-breakdowns",
            "Показатели в разрезах",
            "Каждый показатель по типам организаций, городу и селу, возрасту, стажу, должностям, предметам, уровням.",
            _indicator_breakdowns,
        ),
        ReportSpec(
            "indicator-lists",
            "Списки с документами",
            "Показатели, которые подтверждают списком или документом: кто в списке и какими документами подтверждён.",
            _indicator_lists,
        ),
        ReportSpec(
            "staff-tables",
            "Кадровый состав",
            "Статистические таблицы работников: возраст, стаж, образование, категория, пол – с контрольными суммами.",
            _staff_tables,
        ),
        ReportSpec(
            "attestation-schedule",
            "График аттестации",
            "Заявления года по месяцам; кому пора, а заявления нет.",
            _attestation_schedule,
        ),
        ReportSpec(
            "attestation-results",
            "Итоги аттестации",
            "Сколько заявлений года удовлетворено и отказано: по категориям и организациям, решения по именам.",
            _attestation_results,
        ),
        ReportSpec(
            "course-request",
            "Заявка на курсы",
            "Заявка года по именам, сводка по программам и организациям с квотами.",
            _course_request,
        ),
        ReportSpec(
            "staff-need",
            "Отчёт ОКП: вакансии и острая потребность",
            "Открытые вакансии на дату: место, предмет, ставки, часы, чем закрыты, жильё; кто не сообщил.",
            _staff_need,
        ),
        ReportSpec(
            "vacancy-bank",
            "Банк вакансий",
            "Открытые вакансии для ищущих работу: место, ставка, жильё, условия, куда обращаться.",
            _vacancy_bank,
        ),
        ReportSpec(
            "housing",
            "Служебное жильё",
            "Сколько жилья занято педагогами, другими, свободно: по населённым пунктам, с жильцами и вопросами.",
            _housing,
        ),
        ReportSpec(
            "contest-results",
            "Результаты конкурсов",
            "Конкурсы года по уровням и организациям: участия, педагоги (каждый один раз), победители и призёры.",
            _contest_results,
        ),
        ReportSpec(
            "contest-diplomas",
            "Список на дипломы",
            "Победители, призёры и лауреаты конкурсов года: кому, за что, какой результат.",
            _contest_diplomas,
        ),
        ReportSpec(
            "contest-years",
            "Конкурсы по годам",
            "Один и тот же конкурс за пять лет: участия, педагоги и победители каждого года рядом.",
            _contest_years,
        ),
        ReportSpec(
            "evidence-register",
            "Реестр подтверждений",
            "Документы с номером и датой, что подтверждают, есть ли файл; показатели без документа.",
            _evidence_register,
        ),
        ReportSpec(
            "cycle",
            "Лист цикла мониторинга",
            "Девять шагов года: документы с реквизитами, что сделано, чего не хватает.",
            _of_cycle("cycle_papers", "sheet", "Лист цикла мониторинга"),
        ),
        ReportSpec(
            "recommendations",
            "Адресные рекомендации",
            "Письмо каждой организации с рекомендациями цикла, все одним файлом.",
            _of_cycle("cycle_letters", "build", "Адресные рекомендации"),
        ),
        ReportSpec(
            "monitoring-directive",
            "Приказ о проведении мониторинга",
            "Проект приказа: сроки кампании, организации, пункты.",
            _of_cycle("cycle_letters", "build_directive", "Приказ о проведении мониторинга"),
        ),
        ReportSpec(
            "decisions",
            "Перечень управленческих решений",
            "Решения по итогам мониторинга по документам: срок, ответственный, состояние.",
            _of_cycle("cycle_papers", "decisions", "Перечень управленческих решений"),
        ),
        ReportSpec(
            "effect",
            "Эффективность мер",
            "Справка: мера – показатель до и после – вывод.",
            _of_cycle("cycle_papers", "effect", "Эффективность мер"),
        ),
    )
}
