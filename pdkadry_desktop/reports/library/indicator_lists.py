"""Lists of the order («список», «наличие»): every member with the requisites of the documents that prove it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...core.dates import format_date
from ...core.text import natural
from ...indicators.closing import titles_of
from ...indicators.compute import Result, compute
from ...indicators.members import groups
from ...indicators.quality import facts
from ...indicators.wording import short_wording, shown_value, status_word
from ...registers import REGISTERS
from ...registers.indicator_evidence import INDICATOR_EVIDENCE
from ...storage import query
from ...storage.database import Database
from ...work.attachments import attached_to
from ..document import Align, Block, Bullets, Column, Document, Heading, KeyValues, Note, Row, Table, data
from ..values import ValueKind
from .inputs import Inputs

KINDS = ("list", "presence")


def report(db: Database, inputs: Inputs) -> Document:
    """The lists of the order, chosen by id."""
    results = [each for each in compute(db, inputs.profile, inputs.period, given=inputs.given) if each.kind in KINDS]
    title = f"Списки с документами за {inputs.period.year} год"
    return build(db, results, inputs.profile.id, inputs.profile.municipality, title, inputs.made_on)


def build(
    db: Database, results: Sequence[Result], profile_id: str, municipality: str, title: str, made_on: date
) -> Document:
    """One list or several, each with the documents attached to the indicator itself."""
    day = format_date(results[0].period.end if results else made_on)
    blocks: list[Block] = [Heading(title), KeyValues((("Муниципалитет", municipality), ("Данные на", day)))]
    for result in results:
        blocks.append(Heading(f"{result.id} {short_wording(result)}: {shown_value(result)}", level=2))
        own = _own_papers(db, profile_id, result)
        if own:
            blocks.append(Bullets(own))
        rows = _rows(db, result)
        if rows:
            blocks += [_table(rows), Note(_counts(rows))]
        elif not own:
            blocks.append(Note(f"{status_word(result)[:1].upper()}{status_word(result)[1:]}: список пуст."))
    if not results:
        blocks.append(Note("В этом приказе нет показателей, которые подтверждают списком или документом."))
    return Document(title=title, blocks=tuple(blocks), page_total=True, footer=f"Сформировано {format_date(made_on)}")


def requisites(db: Database, register: str, record_id: int) -> list[str]:
    """«Приказ № 12-о от 01.09.2024» of everything attached to a record."""
    return list(dict.fromkeys(each.paper.requisites() for each in attached_to(db, register, record_id)))


def _own_papers(db: Database, profile_id: str, result: Result) -> tuple[str, ...]:
    """Documents attached to the indicator for its year."""
    rows = query.rows(db, query.Query(INDICATOR_EVIDENCE.key), ["profile", "indicator", "year", "document_id", "note"])
    wanted = [each.values[3:] for each in rows if each.values[:3] == (profile_id, result.id, result.period.year)]
    return tuple(f"{paper.title}{f' – {note}' if note else ''}" for paper, note in wanted)


def _rows(db: Database, result: Result) -> list[tuple[str, str]]:
    """Title of each member of the list and its documents, of the deciding facts too."""
    tally, definition = result.tally, result.definition
    if tally is None or definition is None:
        return []
    by_fact = facts(db, definition, result.period) if result.closed is None else {}
    found: list[tuple[str, str]] = []
    for group in groups(db, tally, tally.members("numerator")):
        if group.register is None:
            found += [(code, "") for code in group.codes]
            continue
        titles = titles_of(db, group.register, group.ids)
        for each in group.ids:
            papers = requisites(db, group.register, each)
            for register, members in by_fact.items():
                for fact in sorted(members.get(each, ())):
                    papers += requisites(db, register, fact)
            name = titles.get(each) or f"{REGISTERS[group.register].singular} удалена"
            found.append((name, "; ".join(dict.fromkeys(papers))))
    return sorted(found, key=lambda row: natural(row[0]))


def _table(rows: Sequence[tuple[str, str]]) -> Table:
    shown: list[Row] = [data(place, title, papers or "нет") for place, (title, papers) in enumerate(rows, 1)]
    columns = (
        Column("№", ValueKind.INTEGER, width=11, align=Align.CENTER), Column("Кто или что", weight=3),
        Column("Документ", weight=2),
    )  # fmt: skip
    return Table(columns, tuple(shown), key_columns=2)


def _counts(rows: Sequence[tuple[str, str]]) -> str:
    without = sum(not papers for _, papers in rows)
    return f"Всего {len(rows)}, у {without} нет документа." if without else f"Всего {len(rows)}, документы есть у всех."
