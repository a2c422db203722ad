"""The card of a record of any register: its filled fields by section and the records that refer to it."""

from __future__ import annotations

from datetime import date

from ...core.dates import format_date
from ...core.errors import UserError
from ...core.register import FieldSpec, RegisterSpec
from ...registers import REGISTERS
from ...storage import query, records
from ...storage.database import Database
from ...work.attachments import attached_to
from ..document import Block, Document, Heading, KeyValues, Margins, Note
from .card_parts import Entry, Part, label, linked, part, said, table_of

_MOST = 100  # records of one register that a card lists


def build(db: Database, spec: RegisterSpec, record_id: int, made_on: date) -> Document:
    """UserError when the record is gone."""
    values = records.read(db, spec, record_id)
    if values is None:
        raise UserError("Этой записи больше нет.", "Её удалили; отмените удаление (Ctrl+Z), если она нужна.")
    title = query.title(db, spec.key, record_id) or spec.singular
    blocks: list[Block] = [Heading(f"{spec.singular}: {title}")]
    for group in spec.sections:
        fields = [spec.by_name[name] for name in group.fields]
        filled = [(each.label, label(spec.key, each.name, values[each.name])) for each in fields if _is_shown(each)]
        if any(text for _, text in filled):
            blocks += [Heading(group.title, 2), KeyValues(tuple((name, text) for name, text in filled if text))]
    parts = [_part(db, key, link, record_id) for key, link in records.references(db, spec.key, record_id)]
    parts += _papers(db, spec, record_id)
    if parts:
        blocks += [Heading("Связанные записи", 2), table_of(parts)]
    blocks.append(Note(f"Сформировано {format_date(made_on)}."))
    return Document(
        title=f"{spec.singular} – {title}", blocks=tuple(blocks), margins=Margins(top=15, bottom=15), size=11,
        page_total=True, subject=title,
    )  # fmt: skip


def _papers(db: Database, spec: RegisterSpec, record_id: int) -> list[Part]:
    """Documents attached by hand; the others stand among the fields and the records that refer to it."""
    entries = [
        Entry(format_date(each.paper.on) if each.paper.on else "", said(each.paper.requisites(), each.paper.name),
              said(each.note, *(file.name for file in each.paper.files)))
        for each in attached_to(db, spec.key, record_id) if each.link_id is not None
    ]  # fmt: skip
    return [part("Документы", entries, _MOST)] if entries else []


def _is_shown(field: FieldSpec) -> bool:
    return not field.hidden


def _part(db: Database, key: str, link: str, record_id: int) -> Part:
    """The records of a register that refer to this one: dates aside, then the other fields of its list."""
    spec = REGISTERS[key]
    dates = [each for each in spec.listed if each.name.endswith("_on")]
    others = [each for each in spec.listed if each.name != link and each not in dates]
    entries = []
    for row in linked(db, key, link, record_id):
        when = said(*(label(key, each.name, row[each.name]) for each in dates[:2]), by=" – ")
        texts = [label(key, each.name, row[each.name]) for each in others]
        entries.append(Entry(when, said(*texts[:2]), said(*texts[2:])))
    return part(f"{spec.title} ({spec.by_name[link].label.lower()})", entries, _MOST)
