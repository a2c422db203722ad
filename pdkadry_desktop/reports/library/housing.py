"""Service housing on paper: sums by place with the control sum, occupants, who leaves, questions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ...core.conditions import Test
from ...core.dates import format_date
from ...storage import query
from ...storage.database import Database
from ...work.housing import Fund, Sums, Unit, fund, sums
from ..document import (
    Align,
    Block,
    Bullets,
    Column,
    Document,
    Heading,
    Note,
    Orientation,
    Paragraph,
    Row,
    Table,
    data,
    section,
    subtotal,
    total,
)
from ..values import ValueKind
from .card_parts import said
from .inputs import Inputs


def build(db: Database, inputs: Inputs) -> Document:
    """The fund as of the reporting date; of one organisation when its code is given."""
    found = fund(db, inputs.period.end)
    if inputs.organization is not None:
        own = query.ids(db, query.Query("organizations", where=Test("code", "eq", inputs.organization)))
        names = {query.title(db, "organizations", each) for each in own}
        found = Fund(found.on, tuple(unit for unit in found.units if unit.organization in names), ())
    return paper(found, inputs.made_on)


def paper(found: Fund, made_on: date) -> Document:
    """The fund as a document."""
    kinds = " + ".join(f"{kind} {count}" for kind, count in found.by_kind())
    blocks: list[Block] = [
        Heading("Служебное жильё для педагогических работников"),
        Paragraph(f"по состоянию на {format_date(found.on)}", Align.CENTER, indent=False),
        Heading("По населённым пунктам", 2),
        _sums(found),
    ]
    if found.units:
        blocks.append(Note(f"Контрольная сумма: {len(found.units)} = {kinds}; {sums(found.units).words()}."))
    blocks += [Heading("Жильё и жильцы", 2), _list(found.units), *_leaving(found.units), *_questions(found)]
    return Document(
        title=f"Служебное жильё на {format_date(found.on)}", blocks=tuple(blocks), orientation=Orientation.LANDSCAPE,
        page_total=True, footer=f"Сформировано {format_date(made_on)}",
    )  # fmt: skip


def _cells(own: Sums) -> tuple[int, ...]:
    return own.total, own.teachers, own.others, own.free, own.unknown


def _sums(found: Fund) -> Table:
    columns = (
        Column("Населённый пункт", weight=5), Column("Всего", ValueKind.INTEGER, width=24),
        Column("Занято педагогами", ValueKind.INTEGER, width=30), Column("Занято другими", ValueKind.INTEGER, width=30),
        Column("Свободно", ValueKind.INTEGER, width=26), Column("Неизвестно", ValueKind.INTEGER, width=26),
    )  # fmt: skip
    rows: list[Row] = []
    for kind, _ in found.by_kind():
        rows.append(section(kind[:1].upper() + kind[1:]))
        rows += [data(place, *_cells(own)) for of, place, own in found.by_settlement() if of == kind]
        rows.append(subtotal(f"Всего: {kind}", *_cells(sums(unit for unit in found.units if unit.kind == kind))))
    if rows:
        rows.append(total("Итого", *_cells(sums(found.units))))
    return Table(columns, tuple(rows), empty_text="Жилья в записях нет")


def _list(units: Iterable[Unit]) -> Table:
    columns = (
        Column("№\u00a0п/п", ValueKind.INTEGER, width=12, align=Align.CENTER), Column("Населённый пункт", weight=2),
        Column("Адрес", weight=3), Column("Комнат", ValueKind.INTEGER, width=16), Column("Организация", weight=3),
        Column("Состояние", weight=2), Column("Жилец", weight=3), Column("Занято с", ValueKind.DATE, width=23),
        Column("Вопрос", weight=3),
    )  # fmt: skip
    return Table(columns, tuple(
        data(
            number, unit.settlement, unit.address, unit.rooms, unit.organization, unit.state.value,
            said(unit.occupant, unit.work), unit.since, "; ".join(unit.questions),
        )
        for number, unit in enumerate(units, 1)
    ), key_columns=3, empty_text="Жилья в записях нет")  # fmt: skip


def _leaving(units: Iterable[Unit]) -> Iterable[Block]:
    leaving = [unit for unit in units if unit.leaves_on is not None]
    if leaving:
        yield Heading("Освобождается в ближайшие 90 дней", 2)
        yield Bullets(tuple(
            f"{unit.settlement}, {unit.address}: {unit.occupant}, увольнение {format_date(unit.leaves_on)}"
            for unit in leaving if unit.leaves_on is not None
        ))  # fmt: skip


def _questions(found: Fund) -> Iterable[Block]:
    if found.without_unit:
        names = ", ".join(name for _, name in found.without_unit)
        yield Note(f"Мера «служебное жильё» записана, а жильё за человеком не значится: {names}.")
