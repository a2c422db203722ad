"""Адресные рекомендации: one letter per addressee in one run, and the draft of the order about the monitoring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ...core.attachments import safe_name
from ...core.dates import format_date, long_date
from ...core.progress import NO_PROGRESS, Progress
from ...core.text import fold, natural
from ...cycle.board import CycleBoard, monitored_names
from ...cycle.campaign import CampaignBoard
from ...cycle.steps import wording
from ...indicators.members import organization_id
from ...registers import REGISTERS
from ...storage.database import Database
from ..document import (
    Align,
    ApprovalBlock,
    Block,
    Column,
    Document,
    Heading,
    Numbered,
    PageBreak,
    Paragraph,
    SignatureBlock,
    Spacer,
    Table,
    data,
)
from ..render import render
from ..values import ValueKind
from .cycle_data import NothingToPrint, needed_board
from .inputs import Inputs
from .monitoring_summary import order_line

_LONGEST = 110  # characters of a file's name
_OPEN = (None, "draft", "sent", "answered")
Values = Mapping[str, Any]


def build(db: Database, inputs: Inputs) -> Document:
    """A letter to every addressee of the cycle (or to one organisation); what is done or refused is left out."""
    board, letters = _asked(db, inputs)
    requisites = db.setting("institution", {})
    blocks: list[Block] = []
    for number, (whom, rows) in enumerate(letters):
        if number:
            blocks.append(PageBreak())
        blocks += _letter(board, whom, rows, requisites)
    return _document(inputs, requisites, f"Адресные рекомендации за {board.cycle.year} год", blocks)


def write_letters(db: Database, inputs: Inputs, folder: Path, ending: str, progress: Progress = NO_PROGRESS) -> int:
    """The same letters, a file each, into a folder; returns how many. Files of the same name are replaced."""
    board, letters = _asked(db, inputs)
    requisites = db.setting("institution", {})
    used: set[str] = set()
    for number, (whom, rows) in enumerate(letters):
        progress.step(number, len(letters), whom)
        progress.raise_if_cancelled()
        title = f"Рекомендации {board.cycle.year} – {whom}"
        name = safe_name(f"{title[:_LONGEST].strip()}.{ending}")
        if fold(name) in used:  # two addressees whose long names begin alike
            name = safe_name(f"{title[:_LONGEST].strip()} ({number + 1}).{ending}")
        used.add(fold(name))
        document = _document(inputs, requisites, title, _letter(board, whom, rows, requisites))
        render(document, folder / name, ending)
    return len(letters)


def _asked(db: Database, inputs: Inputs) -> tuple[CycleBoard, list[tuple[str, list[Values]]]]:
    board = needed_board(db, inputs.profile, inputs.period, inputs.made_on)
    only = None if inputs.organization is None else organization_id(db, inputs.organization)
    letters = letters_of(board, only)
    if not letters:
        raise NothingToPrint(
            f"Рекомендаций цикла {board.cycle.year} года нет.", "Примите проекты на странице «Цикл мониторинга»."
        )
    return board, letters


def _document(inputs: Inputs, requisites: Mapping[str, str], title: str, blocks: list[Block]) -> Document:
    return Document(
        title=title, blocks=tuple(blocks), page_total=True, footer=f"Сформировано {format_date(inputs.made_on)}",
        author=requisites.get("title", ""), subject=inputs.profile.municipality,
    )  # fmt: skip


def letters_of(board: CycleBoard, only: int | None = None) -> list[tuple[str, list[Values]]]:
    """Addressee → its recommendations by number; ``only``: an organisation."""
    found: dict[str, list[Values]] = {}
    for row in board.recommendations:
        place = row["organization_id"]
        if row["state"] in _OPEN and (only is None or (place is not None and place.id == only)):
            found.setdefault(whom_of(row), []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: row["number"] or 0)
    return sorted(found.items(), key=lambda each: natural(each[0]))


def whom_of(row: Values) -> str:
    """«Школа № 1», «Школа № 1: учителя математики», «администрация»."""
    kind = REGISTERS["recommendations"].by_name["addressee"].kind.format(row["addressee"])
    parts = [str(each) for each in (row["organization_id"], row["whom"]) if each]
    return ": ".join(parts) or kind


def _letter(board: CycleBoard, whom: str, rows: Sequence[Values], requisites: Mapping[str, str]) -> list[Block]:
    words = wording("letter")
    dues = [row["due_on"] for row in rows if row["due_on"] is not None]
    closing = words["closing"].format(due=long_date(max(dues))) if dues else words["closing_without_day"]
    opening = words["opening"].format(year=board.cycle.year, order=order_line(board.profile))
    return [
        ApprovalBlock((whom,)),
        Heading(words["heading"]),
        Paragraph(opening),
        Numbered(tuple(row["text"] for row in rows)),
        Paragraph(closing),
        Spacer(),
        SignatureBlock(requisites.get("post") or "Руководитель", requisites.get("name") or "", date_line=True),
    ]


def build_directive(db: Database, inputs: Inputs) -> Document:
    """The draft of the order about conducting the monitoring, with the organisations of the last campaign."""
    board = needed_board(db, inputs.profile, inputs.period, inputs.made_on)
    words, requisites = wording("directive"), db.setting("institution", {})
    campaign = board.campaigns[-1] if board.campaigns else None
    known = {
        "year": board.cycle.year, "order": order_line(board.profile),
        "opens": _day(campaign.opens_on if campaign else None), "due": _day(campaign.due_on if campaign else None),
    }  # fmt: skip
    names = [each.organization for each in campaign.obliged] if campaign else monitored_names(db, inputs.made_on)
    blocks: list[Block] = [
        Heading("ПРИКАЗ (проект)"),
        Paragraph("от «____» ______________ 20___ г.   №\u00a0________", Align.CENTER, indent=False),
        Heading(words["heading"].format(**known), level=2),
        Paragraph(words["opening"].format(**known)),
        Paragraph(words["word"], indent=False, keep_with_next=True),
        Numbered(tuple(each.format(**known) for each in words["items"])),
        Spacer(),
        SignatureBlock(requisites.get("post") or "Руководитель", requisites.get("name") or ""),
        PageBreak(),
        ApprovalBlock(("Приложение к приказу", "от «____» ____________ 20___ г. №\u00a0______")),
        Heading("Организации, которые представляют сведения", level=2),
        _organizations(names, campaign),
    ]
    return Document(
        title=f"Приказ о проведении мониторинга за {board.cycle.year} год (проект)", blocks=tuple(blocks),
        footer=f"Сформировано {format_date(inputs.made_on)}", page_total=True, author=requisites.get("title", ""),
        subject=inputs.profile.municipality,
    )  # fmt: skip


def _day(day: date | None) -> str:
    return long_date(day) if day is not None else "«____» ____________ 20___ г."


def _organizations(names: Sequence[str], campaign: CampaignBoard | None) -> Table:
    due = format_date(campaign.due_on) if campaign else ""
    columns = (
        Column("№", ValueKind.INTEGER, width=12, align=Align.CENTER), Column("Организация", weight=5),
        Column("Представить до", width=35, align=Align.CENTER),
    )  # fmt: skip
    return Table(columns, tuple(data(place, name, due) for place, name in enumerate(names, 1)))
