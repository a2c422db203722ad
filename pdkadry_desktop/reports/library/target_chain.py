"""Target training on paper: who must come, who works the contract off, the way of each from class to school."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...core.dates import format_date
from ...work.target_chain import Chain, TargetView
from ...work.target_service import STATES
from ..document import Align, Block, Column, Document, Heading, Note, Orientation, Paragraph, Table, data
from ..values import ValueKind


def build(found: TargetView, made_on: date) -> Document:
    """Three tables of one day."""
    blocks: list[Block] = [
        Heading("Целевое обучение: путь и отработка"),
        Paragraph(f"по состоянию на {format_date(found.on)}", Align.CENTER, indent=False),
        _coming(found),
        _serving(found.serving()),
        _ways(found.chains),
    ]
    open_left = len(found.open()) + len(found.matches)
    if open_left:
        blocks.append(Note(f"Вопросов, на которые ещё нет ответа: {open_left}."))
    return Document(
        title=f"Целевое обучение на {format_date(found.on)}", blocks=tuple(blocks), orientation=Orientation.LANDSCAPE,
        page_total=True, footer=f"Сформировано {format_date(made_on)}",
    )  # fmt: skip


def _coming(found: TargetView) -> Table:
    columns = (
        Column("Студент", width=60), Column("Обучение", weight=1), Column("Окончание", ValueKind.DATE, width=26),
        Column("Куда", weight=1), Column("Состояние", width=34), Column("Подробности", weight=1),
    )  # fmt: skip
    rows = [
        data(each.name, each.study, each.ends_on, each.organization, STATES[each.service.state], each.why)
        for each in found.must_come()
    ]  # fmt: skip
    return Table(
        columns, tuple(rows), title=f"Должны прийти в {found.on.year} году и не пришли раньше",
        empty_text="Таких студентов нет",
    )  # fmt: skip


def _serving(chains: Sequence[Chain]) -> Table:
    columns = (
        Column("Педагог", width=60), Column("Организация", weight=1), Column("Начало", ValueKind.DATE, width=26),
        Column("Окончание", ValueKind.DATE, width=26), Column("Состояние", width=34), Column("Подробности", weight=1),
    )  # fmt: skip
    rows = [
        data(each.name, each.organization, each.service.starts_on, each.service.ends_on, STATES[each.service.state],
             each.why)
        for each in chains
    ]  # fmt: skip
    return Table(columns, tuple(rows), title="Отработка по договору", empty_text="Отработок нет")


def _ways(chains: Sequence[Chain]) -> Table:
    columns = (
        Column("Имя", width=50), Column("Педагогический класс", weight=1), Column("Обучение", weight=1),
        Column("Практика", weight=1), Column("Работа", weight=1), Column("Состояние", width=32),
    )  # fmt: skip
    rows = [
        data(each.name, each.school, each.study, "; ".join(each.placements), "; ".join(each.work),
             STATES[each.service.state])
        for each in chains
    ]  # fmt: skip
    return Table(columns, tuple(rows), title="Путь: школа – учёба – практика – работа", empty_text="Студентов нет")
