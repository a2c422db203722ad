"""«Реестр подтверждений»: documents with requisites, what they confirm, whether the file is there; what has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...core.attachments import size_words
from ...core.conditions import Test
from ...core.dates import Period, format_date
from ...core.progress import NO_PROGRESS, Progress
from ...indicators.profiles import Profile
from ...indicators.versions import methods_of, with_own
from ...registers.indicator_evidence import INDICATOR_EVIDENCE
from ...storage import files, query
from ...storage.database import Database
from ...work.evidence import FILTERS, EvidenceRow, chosen, evidence
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
    Table,
    data,
)
from ..values import ValueKind
from .inputs import Inputs

TITLE = "Реестр подтверждений"
COLUMNS = ("Документ", "Номер", "Дата", "Наименование", "Подтверждает", "Файл")
_KINDS = ("presence", "list")  # of indicators that want a document, not a tick


@dataclass(frozen=True, slots=True)
class Unproved:
    """An indicator that wants a document and has none in the year of the period."""

    indicator: str
    title: str


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """What the page and the report show; ``kept`` and ``unused``: files in the base, those that nothing names."""

    rows: tuple[EvidenceRow, ...]
    unproved: tuple[Unproved, ...]
    year: int
    kept: files.Totals
    unused: files.Totals


def view(db: Database, profile: Profile, period: Period, progress: Progress = NO_PROGRESS) -> EvidenceView:
    rows = evidence(db, progress)
    return EvidenceView(rows, unproved(db, profile, period.year), period.year, files.totals(db), files.unused(db))


def unproved(db: Database, profile: Profile, year: int) -> tuple[Unproved, ...]:
    """Indicators of presence and lists of the order without a document in that year."""
    where = Test("profile", "eq", profile.id)
    rows = query.rows(db, query.Query(INDICATOR_EVIDENCE.key, where=where), ["indicator", "year"])
    proved = {row.values[0] for row in rows if row.values[1] == year}
    methods = methods_of(db, profile.id)
    return tuple(
        Unproved(each.id, each.wording)
        for each in with_own(db, profile, year).indicators
        if each.id not in proved
        and (definition := methods.definition(each.id, year)) is not None
        and definition.kind in _KINDS
    )


def cells(row: EvidenceRow) -> tuple[str | date | None, ...]:
    """A row as it stands in the table, on screen and on paper."""
    paper = row.paper
    return paper.kind, paper.no, paper.on, paper.name, row.confirms(), row.file_words()


def build(found: EvidenceView, made_on: date, by: str = "all") -> Document:
    """The register on paper; ``by``: one of the filters."""
    rows: Sequence[EvidenceRow] = chosen(found.rows, by)
    columns = (
        Column("№\u00a0п/п", ValueKind.INTEGER, width=13, align=Align.CENTER),
        Column(COLUMNS[0], width=26),
        Column(COLUMNS[1], width=22),
        Column(COLUMNS[2], ValueKind.DATE, width=23),
        *(Column(name) for name in COLUMNS[3:]),
    )
    heading = TITLE if by == "all" else f"{TITLE}: {FILTERS[by].lower()}"
    blocks: list[Block] = [Heading(heading)]
    if rows:
        table = tuple(data(place, *cells(row)) for place, row in enumerate(rows, 1))
        blocks.append(Table(columns, table, key_columns=2))
    else:
        blocks.append(Paragraph("Таких документов нет."))
    counts = f"Файлов в базе: {found.kept.count}, {size_words(found.kept.size)}"
    blocks.append(Note(f"{counts}. Они прочитаны и сверены с контрольными суммами."))
    if found.unproved and by == "all":
        blocks.append(Heading(f"Показатели без документов за {found.year} год", 2))
        blocks.append(Bullets(tuple(f"{each.indicator} {each.title}" for each in found.unproved)))
    return Document(
        title=heading, blocks=tuple(blocks), orientation=Orientation.LANDSCAPE, page_total=True,
        footer=f"Сформировано {format_date(made_on)}",
    )  # fmt: skip


def report(db: Database, inputs: Inputs) -> Document:
    """The register of evidence chosen by its id."""
    return build(view(db, inputs.profile, inputs.period), inputs.made_on)
