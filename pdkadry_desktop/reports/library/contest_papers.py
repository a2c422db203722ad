"""Papers of one contest: lists as they stand on the page, the protocol of the jury, drafts of orders."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from ...core.dates import format_date, long_date
from ...core.text import counted
from ...registers.dictionaries import CONTEST_RESULT, LEVEL
from ...work.contest_board import Contest, Marking, Ranked
from ...work.contest_counts import Entry
from ...work.contest_diplomas import AWARDED
from ...work.contest_scoring import TOTAL_RULES
from ..document import (
    Align,
    ApprovalBlock,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Note,
    Orientation,
    PageBreak,
    Paragraph,
    Row,
    SignatureBlock,
    Spacer,
    Table,
    data,
    section,
)
from ..values import ValueKind
from .card_parts import span

_FEW = 8  # members of a jury that still have a column each
_BLANK = "________________"


def protocol(
    contest: Contest, stage: int | None, ranked: Sequence[Ranked], marking: Marking, made_on: date
) -> Document:
    """The summary of the jury: sheets, totals, places, what is not settled, signatures."""
    jurors = contest.jurors()
    shown = jurors if len(jurors) <= _FEW else []
    columns = [
        Column("Место", width=16, align=Align.CENTER), Column("Участник", weight=4), Column("Организация", weight=3),
        Column("Работа", weight=3),
        *(Column(each.name, ValueKind.NUMBER, weight=1.2, group="Баллы жюри") for each in shown),
        Column("Листов", width=16, align=Align.CENTER), Column("Итог", ValueKind.NUMBER, width=18),
        Column("Результат", weight=2),
    ]  # fmt: skip
    rows: list[Row] = []
    group: str | None = None
    for each in ranked:
        if marking.by_nomination and each.nomination != group:
            group = each.nomination
            rows.append(section(f"Номинация: {group}" if group else "Без номинации"))
        rows.append(_line(each, [juror.id for juror in shown]))
    open_left = sum(bool(each.standing.question) and each.standing.result is None for each in ranked)
    blocks: list[Block] = [
        Heading("Протокол заседания жюри"),
        Paragraph(f"{contest.title}{_stage(contest, stage)}", Align.CENTER, indent=False),
        Paragraph(_when(contest), Align.CENTER, indent=False),
        Table(tuple(columns), tuple(rows), key_columns=2, empty_text="Участников нет"),
        Note(f"Итог: {TOTAL_RULES[marking.rule]}."),
    ]
    if open_left:
        blocks.append(Note(f"Не решено: {counted(open_left, 'работа', 'работы', 'работ')} (см. столбец «Результат»)."))
    blocks.append(Heading("Жюри", 2))
    blocks += [
        SignatureBlock(juror.jury_role.capitalize() or "Член жюри", juror.name) for juror in _by_duty(contest)
    ]  # fmt: skip
    return _document(f"Протокол жюри – {contest.title}", blocks, made_on, is_wide=True)


def _line(each: Ranked, jurors: Iterable[int]) -> Row:
    standing = each.standing
    result = CONTEST_RESULT.labels[standing.result] if standing.result else ""
    points = [each.sheets.get(juror) for juror in jurors]
    place = str(standing.place) if standing.place is not None else standing.rank
    total = standing.total
    return data(
        place, each.work.name, each.organization, each.work.first.work, *map(_points, points),
        f"{total.sheets} из {total.expected}", _points(total.value), result or standing.question,
    )  # fmt: skip


def _points(value: Fraction | None) -> Cell:
    return Cell(value, digits=0 if value is not None and value.denominator == 1 else 2)


def results_order(contest: Contest, made_on: date) -> Document:
    """A draft of the order on results: who won, in an appendix; what is not known is left to be written in."""
    awarded = [each for each in contest.works if each.first.result in AWARDED]
    people = len({each.teacher.id for each in contest.entries if each.teacher})
    points = [
        f"Утвердить итоги конкурса «{_bare(contest.title)}» (приложение).",
        "Наградить победителей и призёров конкурса дипломами.",
        "Руководителям образовательных организаций ознакомить участников с итогами конкурса.",
        f"Контроль за исполнением приказа возложить на {_BLANK}{_BLANK}.",
    ]
    why = f"{_ground(contest)} {_when(contest)} проведён конкурс «{_bare(contest.title)}» "
    why += f"(представлено работ – {len(contest.works)}, педагогов – {people}). На основании решения жюри"
    blocks = [*_order(f"Об итогах конкурса «{_bare(contest.title)}»", why, points)]
    blocks += [PageBreak(), ApprovalBlock(("Приложение", "к приказу", f"от {_BLANK} № ______"))]
    blocks.append(Heading(f"Итоги конкурса «{_bare(contest.title)}»", 2))
    columns = (
        Column("№\u00a0п/п", ValueKind.INTEGER, width=14, align=Align.CENTER), Column("Участник", weight=4),
        Column("Организация", weight=3), Column("Результат", weight=2), Column("Балл", ValueKind.NUMBER, width=18),
    )  # fmt: skip
    rows: list[Row] = []
    order = {code: place for place, code in enumerate(AWARDED)}
    group: str | None = None
    awarded.sort(
        key=lambda work: (contest.nomination_of(work.first), order[work.first.result or ""], work.first.place or 999)
    )
    for number, work in enumerate(awarded, 1):
        path = contest.nomination_of(work.first)
        if path != group:
            group = path
            rows.append(section(f"Номинация: {path}" if path else "Без номинации"))
        organization = ", ".join(dict.fromkeys(name for e in work.entries if (name := contest.places[e.id])))
        label = CONTEST_RESULT.labels[work.first.result or ""]
        result = f"{label}, {work.first.place} место" if work.first.place is not None else label
        rows.append(data(number, work.name, organization, result, work.first.score))
    blocks.append(Table(columns, tuple(rows), empty_text="Результаты ещё не записаны"))
    return _document(f"Проект приказа об итогах – {contest.title}", blocks, made_on)


def conduct_order(contest: Contest, made_on: date) -> Document:
    """A draft of the order on holding the contest: nominations, stages, jury in an appendix."""
    name = _bare(contest.title)
    points = [
        f"Провести {_when(contest)} конкурс «{name}».",
        "Утвердить состав жюри конкурса (приложение).",
        "Руководителям образовательных организаций обеспечить участие педагогических работников в конкурсе.",
        f"Контроль за исполнением приказа возложить на {_BLANK}{_BLANK}.",
    ]
    for stage in reversed(contest.stages):
        when = span(stage.starts_on, stage.ends_on or stage.starts_on)
        points.insert(1, f"Этап «{stage.name}» провести {when}." if when else f"Провести этап «{stage.name}».")
    if contest.nominations:
        points.insert(1, f"Установить номинации: {'; '.join(each.path for each in contest.nominations)}.")
    blocks = [*_order(f"О проведении конкурса «{name}»", "В целях повышения мастерства педагогов", points)]
    blocks += [PageBreak(), ApprovalBlock(("Приложение", "к приказу", f"от {_BLANK} № ______"))]
    blocks.append(Heading("Состав жюри", 2))
    columns = (
        Column("№\u00a0п/п", ValueKind.INTEGER, width=14, align=Align.CENTER),
        Column("Фамилия, имя, отчество", weight=3), Column("Место работы", weight=3), Column("Обязанность", weight=2),
    )  # fmt: skip
    rows = [
        data(number, each.name, contest.places[each.id], each.jury_role or "член жюри")
        for number, each in enumerate(_by_duty(contest), 1)
    ]
    blocks.append(Table(columns, tuple(rows), empty_text="В жюри ещё никого нет"))
    return _document(f"Проект приказа о проведении – {contest.title}", blocks, made_on)


def _order(title: str, why: str, points: Sequence[str]) -> list[Block]:
    found: list[Block] = [
        Paragraph(_BLANK * 3, Align.CENTER, indent=False),
        Heading("ПРИКАЗ"),
        Paragraph(f"от {_BLANK} № ______", Align.CENTER, indent=False),
        Paragraph(title, Align.LEFT, indent=False, keep_with_next=True),
        Spacer(),
        Paragraph(f"{why} ПРИКАЗЫВАЮ:"),
    ]
    found += [Paragraph(f"{number}. {text}") for number, text in enumerate(points, 1)]
    found += [Spacer(10), SignatureBlock("Руководитель", _BLANK)]
    return found


def _document(title: str, blocks: Sequence[Block], made_on: date, *, is_wide: bool = False) -> Document:
    return Document(
        title=title, blocks=tuple(blocks), page_total=is_wide, size=12 if is_wide else 14,
        orientation=Orientation.LANDSCAPE if is_wide else Orientation.PORTRAIT,
        footer=f"Сформировано {format_date(made_on)}" if is_wide else "",
    )  # fmt: skip


def _by_duty(contest: Contest) -> list[Entry]:
    """The chairman first, the secretary last."""

    def rank(each: Entry) -> tuple[int, int]:
        duty = each.jury_role.casefold()
        return (
            0 if duty.startswith("председ") else 1 if duty.startswith("замест") else 3 if "секр" in duty else 2,
            each.id,
        )

    return sorted(contest.jury, key=rank)


def _bare(name: str) -> str:
    """A name to stand in quotes: one that is quoted whole loses its own."""
    inner = name[1:-1]
    return (
        inner
        if name.startswith("«") and name.endswith("»") and "«" not in inner
        else name.replace("«", "„").replace("»", "“")
    )


def _stage(contest: Contest, stage: int | None) -> str:
    return next((f", этап «{each.name}»" for each in contest.stages if each.id == stage), "")


def _when(contest: Contest) -> str:
    start, end = contest.values["starts_on"], contest.values["ends_on"]
    return long_date(start) if end is None or end == start else f"с {long_date(start)} по {long_date(end)}"


def _ground(contest: Contest) -> str:
    """The order the contest was held by, when it is known."""
    level = LEVEL.labels[contest.values["level"]]
    directive = contest.values["directive_no"]
    return (
        f"В соответствии с приказом {directive}" if directive else f"В соответствии с планом работы ({level} уровень)"
    )
