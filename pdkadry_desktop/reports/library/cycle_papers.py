"""Papers of the cycle: the sheet with requisites and gaps, the list of decisions, the statement about the effect."""

from __future__ import annotations

from ...core.dates import format_date
from ...core.text import counted
from ...cycle.board import STATES, CycleBoard, EffectLine, StepView, title_of
from ...indicators.wording import short_wording
from ...registers import REGISTERS
from ...storage.database import Database
from ..document import (
    Align,
    Block,
    Bullets,
    Column,
    Document,
    Heading,
    KeyValues,
    Note,
    Orientation,
    Paragraph,
    Row,
    SignatureBlock,
    Table,
    data,
    section,
)
from ..values import ValueKind
from .cycle_data import needed_board
from .cycle_letters import whom_of
from .inputs import Inputs
from .monitoring_summary import order_line


def _document(db: Database, inputs: Inputs, title: str, blocks: list[Block]) -> Document:
    requisites = db.setting("institution", {})
    post, name = requisites.get("post") or "Руководитель", requisites.get("name") or ""
    return Document(
        title=title, blocks=(*blocks, SignatureBlock(post, name, date_line=True)),
        orientation=Orientation.LANDSCAPE, footer=f"Сформировано {format_date(inputs.made_on)}", page_total=True,
        author=requisites.get("title", ""), subject=inputs.profile.municipality,
    )  # fmt: skip


def _head(board: CycleBoard) -> KeyValues:
    return KeyValues((
        ("Муниципалитет", board.profile.municipality), ("Основание", order_line(board.profile)),
        ("Отчётный год", str(board.cycle.year)), ("Шаги", board.words()),
        *((("Итоги года", board.closed),) if board.closed else ()),
    ))  # fmt: skip


# -- the sheet of the cycle ------------------------------------------------------------------------------------------


def sheet(db: Database, inputs: Inputs) -> Document:
    """All nine steps with their documents, what the program knows and what lacks."""
    board = needed_board(db, inputs.profile, inputs.period, inputs.made_on)
    columns = (
        Column("№", ValueKind.INTEGER, width=9, align=Align.CENTER), Column("Шаг", width=32),
        Column("Документ", weight=4), Column("Ссылка", weight=2), Column("Состояние", width=28),
        Column("Что известно программе", weight=3), Column("Чего не хватает", weight=3),
    )  # fmt: skip
    title = f"Лист цикла мониторинга за {board.cycle.year} год"
    blocks: list[Block] = [
        Heading(title), _head(board),
        Table(columns, tuple(_step(each) for each in board.steps), key_columns=2),
    ]  # fmt: skip
    if board.cycle.goals:
        blocks += [Heading(f"Цели {board.cycle.year} года", level=2), Bullets(board.cycle.goals)]
    if board.findings:
        blocks += [Heading("Выводы анализа", level=2), _findings(board)]
    if board.recommendations:
        blocks += [Heading("Адресные рекомендации", level=2), _recommendations(board)]
    if board.measures:
        blocks += [Heading("Меры", level=2), _measures(board)]
    if board.cycle.conclusions:
        blocks += [Heading("Выводы цикла", level=2), Bullets(board.cycle.conclusions)]
    return _document(db, inputs, title, blocks)


def _step(view: StepView) -> Row:
    papers = "; ".join(f"{each.words()} «{each.paper.name}»" for each in view.documents)
    due = f", срок {format_date(view.due_on)}" if view.due_on else ""
    links = "; ".join(each.paper.url for each in view.documents if each.paper.url)
    return data(
        view.step.number, view.step.title, papers or "нет документа", links, f"{STATES[view.state]}{due}",
        "; ".join(view.known), "; ".join(view.gaps),
    )  # fmt: skip


def _findings(board: CycleBoard) -> Table:
    kinds = REGISTERS["findings"].by_name["kind"].kind
    columns = (
        Column("Показатель", width=26), Column("Организация", weight=2), Column("Вид", weight=1),
        Column("Вывод", weight=6),
    )  # fmt: skip
    return Table(columns, tuple(
        data(
            row["indicator"] or "", str(row["organization_id"] or "муниципалитет"), kinds.format(row["kind"]),
            row["text"],
        )
        for row in board.findings
    ))  # fmt: skip


def _recommendations(board: CycleBoard) -> Table:
    states = REGISTERS["recommendations"].by_name["state"].kind
    columns = (
        Column("№", ValueKind.INTEGER, width=10, align=Align.CENTER), Column("Кому", weight=2),
        Column("Показатель", width=26), Column("Рекомендация", weight=6), Column("Срок", ValueKind.DATE, width=23),
        Column("Отправлена", ValueKind.DATE, width=25), Column("Состояние", width=26), Column("Решение", weight=2),
    )  # fmt: skip
    return Table(columns, tuple(
        data(
            row["number"], whom_of(row), row["indicator"] or "", row["text"], row["due_on"], row["sent_on"],
            states.format(row["state"] or "draft"), str(row["decision_id"] or ""),
        )
        for row in board.recommendations
    ))  # fmt: skip


def _measures(board: CycleBoard) -> Table:
    states = REGISTERS["measures"].by_name["state"].kind
    columns = (
        Column("Мера", weight=5), Column("Показатель", width=26), Column("Организация", weight=2),
        Column("Срок", weight=2), Column("Ответственный", weight=2), Column("Состояние", width=28),
        Column("Подтверждение", weight=2),
    )  # fmt: skip
    return Table(columns, tuple(
        data(
            title_of(row), row["indicator"] or "", str(row["organization_id"] or "муниципалитет"),
            row["term"] or (format_date(row["due_on"]) if row["due_on"] else ""), row["responsible"] or "",
            states.format(row["state"] or "planned"), row["proof"] or "",
        )
        for row in board.measures
    ))  # fmt: skip


# -- decisions -------------------------------------------------------------------------------------------------------


def decisions(db: Database, inputs: Inputs) -> Document:
    """The decisions of the cycle by their act."""
    board = needed_board(db, inputs.profile, inputs.period, inputs.made_on)
    states = REGISTERS["decisions"].by_name["state"].kind
    columns = (
        Column("№", ValueKind.INTEGER, width=11, align=Align.CENTER), Column("Решение", weight=5),
        Column("Срок", ValueKind.DATE, width=25), Column("Ответственный", weight=2), Column("Состояние", width=30),
        Column("Результат", weight=3),
    )  # fmt: skip
    papers = {each.paper.id: each for each in board.step("decisions").documents}
    by_act: dict[str, list[Row]] = {}
    for number, row in enumerate(board.decisions, 1):
        act = row["document_id"]
        known = papers.get(act.id) if act else None
        head = (f"{known.words()} «{known.paper.name}»" if known else str(act)) if act else "Без реквизитов документа"
        by_act.setdefault(head, []).append(data(
            number, row["text"], row["due_on"], row["responsible"] or "", states.format(row["state"] or "planned"),
            row["result"] or "",
        ))  # fmt: skip
    rows = [line for head, own in by_act.items() for line in (section(head), *own)]
    title = f"Перечень управленческих решений по итогам мониторинга за {board.cycle.year} год"
    blocks: list[Block] = [
        Heading(title), _head(board), Table(columns, tuple(rows), key_columns=2, empty_text="Решений нет"),
    ]  # fmt: skip
    return _document(db, inputs, title, blocks)


# -- effect ----------------------------------------------------------------------------------------------------------


def effect(db: Database, inputs: Inputs) -> Document:
    """Measure → indicator before and after → conclusion, by indicator."""
    board = needed_board(db, inputs.profile, inputs.period, inputs.made_on)
    year = board.cycle.year
    columns = (
        Column("Мера или рекомендация", weight=5), Column("Организация", weight=2),
        Column(f"{year} год", weight=2, align=Align.CENTER), Column(f"{year + 1} год", weight=2, align=Align.CENTER),
        Column("Изменение", width=28, align=Align.CENTER), Column("Вывод", weight=2), Column("Пояснение", weight=3),
    )  # fmt: skip
    by_indicator: dict[str, list[EffectLine]] = {}
    for line in board.effects:
        by_indicator.setdefault(line.indicator, []).append(line)
    rows: list[Row] = []
    for indicator, lines in by_indicator.items():
        result = board.result(indicator)
        rows.append(section(f"{indicator} {short_wording(result)}" if result else indicator))
        rows += [_effect(line) for line in lines]
    judged = sum(bool(each.conclusion) for each in board.effects)
    title = f"Справка об эффективности мер по итогам мониторинга за {year} год"
    words = counted(len(board.effects), "мера или рекомендация", "меры и рекомендации", "мер и рекомендаций")
    blocks: list[Block] = [
        Heading(title), _head(board),
        Paragraph(f"С показателем связано: {words}; вывод сделан: {judged}."),
        Table(columns, tuple(rows), key_columns=1, empty_text="Мер и рекомендаций с показателем нет"),
        Note(
            f"Значения {year} года взяты на {format_date(inputs.period.end)}, значения {year + 1} года – на "
            "последний день, который уже наступил. Изменение показателя само по себе не доказывает, что его дала мера."
        ),
    ]  # fmt: skip
    return _document(db, inputs, title, blocks)


def _effect(line: EffectLine) -> Row:
    said = REGISTERS["effects"].by_name["conclusion"].kind
    return data(
        line.title, line.organization or "муниципалитет", line.before.words() if line.before else "нет данных",
        line.after.words() if line.after else "год не начался", line.change(),
        said.format(line.conclusion) if line.conclusion else "", line.text,
    )  # fmt: skip
