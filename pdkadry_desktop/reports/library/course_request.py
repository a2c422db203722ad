"""«Заявка на курсы»: the request of a year by name, by programme and by organisation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ...core.dates import format_date
from ...core.text import counted
from ...storage.database import Database
from ...work.requests import STATES, Line, Proposal, Sum, lines, summary
from ..document import Align, Block, Column, Document, Heading, Note, Orientation, Paragraph, Table, data, total
from ..values import ValueKind
from .inputs import Inputs

_PEOPLE = ("человек", "человека", "человек")


def report(db: Database, inputs: Inputs) -> Document:
    """The request of the year of the period."""
    year = inputs.period.year
    found = lines(db, year, inputs.period.end)
    if inputs.organization is not None:
        from ...core.conditions import Test
        from ...storage import query

        ids = query.ids(db, query.Query("organizations", where=Test("code", "eq", inputs.organization)))
        name = query.title(db, "organizations", ids[0]) if ids else ""
        found = [each for each in found if each.organization == name]
    return request(db, found, year, inputs.made_on)


def request(db: Database, found: Sequence[Line], year: int, made_on: date) -> Document:
    """The lines that stand (refusals are counted below), then the two summaries."""
    standing = [each for each in found if each.state != "refused"]
    columns = (
        Column("№", ValueKind.INTEGER, width=11, align=Align.CENTER), Column("Организация", weight=3),
        Column("Фамилия, имя, отчество", weight=3), Column("Должность", weight=2), Column("Предмет", weight=2),
        Column("Программа (тема)", weight=5), Column("Форма", weight=2), Column("Срок", weight=2),
        Column("Состояние", weight=2),
    )  # fmt: skip
    rows = [
        data(place, each.organization, each.name, each.position, each.subject, each.title, each.form, each.term,
             STATES[each.state])
        for place, each in enumerate(standing, 1)
    ]  # fmt: skip
    blocks: list[Block] = [
        Heading(f"Заявка на курсы на {year} год"),
        Paragraph(f"в заявке {counted(len(standing), *_PEOPLE)}", Align.CENTER, indent=False),
        Table(columns, tuple(rows), key_columns=3, empty_text="В заявке никого нет"),
        Heading("По программам", 2), sums_table(summary(db, year, found, "programme"), "Программа"),
        Heading("По организациям", 2), sums_table(summary(db, year, found, "organization"), "Организация"),
    ]  # fmt: skip
    refused = [each for each in found if each.state == "refused"]
    if refused:
        words = "; ".join(f"{each.name} – {each.refusal or 'причина не указана'}" for each in refused)
        blocks.append(Note(f"Отказы и замены: {words}."))
    return _document(f"Заявка на курсы на {year} год", blocks, made_on)


def proposals(found: Sequence[Proposal], year: int, on: date, made_on: date) -> Document:
    """Who is proposed and why."""
    columns = (
        Column("№", ValueKind.INTEGER, width=11, align=Align.CENTER), Column("Организация", weight=3),
        Column("Фамилия, имя, отчество", weight=3), Column("Должность", weight=2), Column("Почему", weight=5),
        Column("Программа", weight=4),
    )  # fmt: skip
    rows = [data(place, *proposal_cells(each)) for place, each in enumerate(found, 1)]
    blocks: list[Block] = [
        Heading(f"Кого предложить в заявку на курсы на {year} год"),
        Paragraph(f"по записям на {format_date(on)}: {counted(len(found), *_PEOPLE)}", Align.CENTER, indent=False),
        Table(columns, tuple(rows), key_columns=3, empty_text="Предлагать некого"),
    ]
    return _document(f"Предложения в заявку на {year} год", blocks, made_on)


def proposal_cells(each: Proposal) -> tuple[str, str, str, str, str]:
    """Organisation, name, position, reasons, programme or the question about it."""
    worker = each.worker
    words = f"{each.words()}; {worker.absence}" if worker.absence else each.words()
    programme = each.programme.title if each.programme else each.question
    return worker.organization, worker.name, worker.position, words, programme


def sum_cells(each: Sum) -> tuple[Any, ...]:
    """Name, quota, lines by state, places left."""
    return each.name, each.quota, *each.counts.values(), each.free


def sums_table(found: Sequence[Sum], title: str) -> Table:
    """Quota, lines by state and places left, with totals."""
    columns = (
        Column(title, weight=5), Column("Квота", ValueKind.INTEGER, weight=1),
        *(Column(text[:1].upper() + text[1:], ValueKind.INTEGER, weight=1) for text in STATES.values()),
        Column("Свободно", ValueKind.INTEGER, weight=1),
    )  # fmt: skip
    rows = [data(*sum_cells(each)) for each in found]
    if rows:
        quotas = [each.quota for each in found if each.quota is not None]
        free = [each.free for each in found if each.free is not None]
        rows.append(total(
            "Итого", sum(quotas) if quotas else None, *(sum(each.counts[state] for each in found) for state in STATES),
            sum(free) if free else None,
        ))  # fmt: skip
    return Table(columns, tuple(rows), empty_text="Строк нет")


def _document(title: str, blocks: Sequence[Block], made_on: date) -> Document:
    return Document(
        title=title, blocks=tuple(blocks), orientation=Orientation.LANDSCAPE, page_total=True,
        footer=f"Сформировано {format_date(made_on)}",
    )  # fmt: skip
