"""The nine lists of the page «Цикл мониторинга»: columns, what may be done, rows of what was read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ...cycle.board import STATES, CycleBoard, EffectLine, StepView, title_of
from ...cycle.campaign import CampaignBoard, Line
from ...indicators.compute import Result
from ...indicators.wording import short_wording, shown_fraction, shown_target, shown_value
from ...registers import REGISTERS
from ..places import Place
from ..tables.rows import Row, RowColumn, Tone
from ..tokens import Ink
from ..widgets.cycle_chain import Link
from .views_page import View, ViewAction

_ICONS: dict[str, tuple[str, Ink]] = {
    "done": ("done", "good"), "partial": ("warning", "warn"), "missing": ("pending", "faint"), "late": ("error", "bad"),
}  # fmt: skip
_RECEIPT_TONES: dict[str, Tone] = {"accepted": "good", "returned": "warn"}
CYCLE_VIEWS = (
    View(
        "goals", "Цели", (RowColumn("Откуда", 190), RowColumn("Цель или задача")),
        "Здесь будут цели приказа и уточнённые цели этого года. Нажмите «Цели и выводы».", "target",
        (ViewAction("Цели и выводы", "edit", "ask_goals", needs_marks=False,
                    about="Уточнённые цели этого года и выводы, с которых начнётся следующий цикл"),),
    ),
    View(
        "indicators", "Показатели",
        (RowColumn("№", 90), RowColumn("Показатель", 520), RowColumn("Ед.", 70), RowColumn("Цель года", 130),
         RowColumn("Ответственный")),
        "Здесь будут показатели приказа. В этом приказе их нет.", "indicators",
    ),
    View(
        "methods", "Методы сбора",
        (RowColumn("№", 90), RowColumn("Показатель", 420), RowColumn("Откуда число", 210),
         RowColumn("Источник в приказе")),
        "Здесь будет, откуда берётся каждый показатель. В этом приказе показателей нет.", "list",
    ),
    View(
        "monitoring", "Мониторинг",
        (RowColumn("Организация", 260), RowColumn("Состояние", 220), RowColumn("Получено", 105),
         RowColumn("Возвращено", 105), RowColumn("Исправлено", 105), RowColumn("Принято", 105),
         RowColumn("Примечание")),
        "Здесь будет, какая организация сдала данные и когда. Откройте кампанию: окно сбора и кого ждём.", "calendar",
        (ViewAction("Новая кампания", "add", "ask_campaign", needs_marks=False),
         ViewAction("Получено", "import", "ask_received", about="День, когда данные пришли"),
         ViewAction("Принято", "done", "ask_accepted"),
         ViewAction("На исправление", "undo", "ask_returned", about="Вернуть и написать, что исправить"),
         ViewAction("Не сдаёт", "minus", "ask_free", about="Организация не обязана: в долю сдавших не входит"),
         ViewAction("Снять", "cancel", "take_back", about="Снова ждём: отметки о сдаче убираются"),
         ViewAction("Напоминание", "copy", "copy_reminder", needs_marks=False,
                    about="Текст письма тем, кто не сдал, – в буфер обмена")),
        has_marks=True,
    ),
    View(
        "analysis", "Анализ",
        (RowColumn("№", 140), RowColumn("Факт", 160), RowColumn("Цель", 100), RowColumn("Вид", 150),
         RowColumn("Организация", 170), RowColumn("Вывод")),
        "Здесь будут показатели ниже цели и выводы анализа: проблемы, практики, причины.", "eye",
        (ViewAction("Записать вывод", "edit", "ask_finding", needs_marks=False,
                    about="К отмеченным показателям – каждому; без отметок – общий вывод"),
         ViewAction("К закрытию года", "lock", "open_closing", needs_marks=False,
                    about="Страница показателей, кнопка состояния года")),
        has_marks=True,
    ),
    View(
        "recommendations", "Рекомендации",
        (RowColumn("№", 86, True), RowColumn("Кому", 180), RowColumn("Показатель", 95), RowColumn("Рекомендация", 400),
         RowColumn("Ответить до", 105), RowColumn("Отправлена", 105), RowColumn("Состояние", 115), RowColumn("Ответ")),
        "Здесь будут адресные рекомендации. Нажмите «Предложения программы»: проекты составлены по числам.", "target",
        (ViewAction("Предложения программы", "pending", "open_proposals", needs_marks=False,
                    about="Проекты по числам: кто ниже цели и медианы, дефициты, ПК, пары, пустые поля"),
         ViewAction("Добавить", "add", "ask_recommendation", needs_marks=False),
         ViewAction("Отправлено", "export", "ask_sent"), ViewAction("Записать ответ", "edit", "ask_answer"),
         ViewAction("Закрепить решением", "link", "ask_decision_link",
                    about="Каким приказом или протоколом рекомендация закреплена")),
        has_marks=True,
    ),
    View(
        "measures", "Меры",
        (RowColumn("Мера", 400), RowColumn("Показатель", 95), RowColumn("Организация", 170),
         RowColumn("Сделать до", 160), RowColumn("Ответственный", 160), RowColumn("Состояние", 120),
         RowColumn("Подтверждение")),
        "Здесь будут меры: строки плана и свои, со сроком и ответственным.", "plan",
        (ViewAction("Добавить", "add", "ask_measure", needs_marks=False,
                    about="Строка плана или своя мера; на какой показатель рассчитана"),
         ViewAction("Состояние", "progress", "ask_measure_state", about="Выполнено, перенесено; чем подтверждается")),
        has_marks=True,
    ),
    View(
        "decisions", "Решения",
        (RowColumn("Решение", 420), RowColumn("Документ", 280), RowColumn("Исполнить до", 115),
         RowColumn("Ответственный", 160), RowColumn("Состояние")),
        "Здесь будут решения по итогам: чем, что и к какому сроку решено.", "done",
        (ViewAction("Добавить", "add", "ask_decision", needs_marks=False),
         ViewAction("Состояние", "progress", "ask_decision_state")),
        has_marks=True,
    ),
    View(
        "effect", "Эффективность",
        (RowColumn("№", 140), RowColumn("Мера или рекомендация", 240), RowColumn("Организация", 140),
         RowColumn("Было", 165), RowColumn("Стало", 165), RowColumn("Изменение", 140), RowColumn("Вывод", 150),
         RowColumn("Пояснение")),
        "Здесь будет, что стало с показателем через год. Укажите показатель у меры или рекомендации.", "trend-up",
        (ViewAction("Записать вывод", "edit", "ask_effect", about="Сохранить, скорректировать, поставить новую цель"),),
        has_marks=True,
    ),
)  # fmt: skip


def chain_link(view: StepView) -> Link:
    """How a step looks in the chain."""
    icon, ink = _ICONS[view.state]
    lines = [f"{view.step.number}. {view.step.title}: {STATES[view.state]}", view.step.evidence]
    lines += [each.words() for each in view.documents] + [f"– {gap}" for gap in view.gaps]
    last = view.documents[-1].paper if view.documents else None
    if last is not None:
        parts = (f"№\u00a0{last.no}" if last.no else "", f"{last.on:%d.%m.%y}" if last.on else "")
        words = "\n".join(part for part in parts if part) or last.kind
    else:
        words = f"до {view.due_on:%d.%m.%y}" if view.due_on else "нет документа"
    return Link(view.step.key, view.step.title, icon, ink, words, "\n".join(lines), not view.documents)


def cycle_rows(board: CycleBoard, campaign: CampaignBoard | None) -> dict[str, list[Row]]:
    """The rows of every list."""
    return {
        "goals": _goals(board), "indicators": [_indicator(each) for each in board.results],
        "methods": [_method(each) for each in board.results],
        "monitoring": [_receipt(each) for each in campaign.lines] if campaign else [],
        "analysis": _analysis(board),
        "recommendations": [_recommendation(row, board) for row in board.recommendations],
        "measures": [_measure(row, board) for row in board.measures],
        "decisions": [_decision(row, board) for row in board.decisions],
        "effect": [_effect(each) for each in board.effects],
    }  # fmt: skip


def _goals(board: CycleBoard) -> list[Row]:
    parts: list[tuple[str, Sequence[str]]] = [
        (f"цель {board.cycle.year} года", board.cycle.goals), ("цель приказа", board.profile.goals),
        ("задача приказа", board.profile.tasks), (f"вывод {board.cycle.year} года", board.cycle.conclusions),
    ]  # fmt: skip
    return [
        Row((title, text), (title, place)) for title, texts in parts for place, text in enumerate(texts)
    ]  # fmt: skip


def _of_indicator(result: Result) -> Place:
    return Place("indicators", detail=result.id)


def _indicator(result: Result) -> Row:
    target = result.indicator.stated_target or shown_target(result) or "не задана"
    values = (result.id, short_wording(result), result.unit, target, result.indicator.responsible)
    return Row(values, result.id, _of_indicator(result), "warn" if target == "не задана" else "")


def _method(result: Result) -> Row:
    how = "вводят вручную" if result.kind == "manual" else "программа по реестрам"
    is_bare = result.kind == "manual" and not result.indicator.source
    values = (result.id, short_wording(result), how, result.indicator.source)
    return Row(values, result.id, _of_indicator(result), "warn" if is_bare else "")


def _receipt(line: Line) -> Row:
    tone: Tone = "bad" if line.days_late else _RECEIPT_TONES.get(line.state, "")
    values = (
        line.organization, line.words(), line.received_on, line.returned_on, line.corrected_on, line.accepted_on,
        line.note,
    )  # fmt: skip
    return Row(values, line.id, Place("record:receipts", line.id), tone)


def _analysis(board: CycleBoard) -> list[Row]:
    """First what lacks a note, then the notes, then those of the year before to compare with."""
    rows = []
    for name in board.missing_notes:
        result = board.result(name)
        if result is not None:
            counted = shown_fraction(result)
            fact = f"{shown_value(result)} ({counted})" if counted else shown_value(result)
            values = (name, fact, shown_target(result), "нужен вывод", "", short_wording(result))
            rows.append(Row(values, ("lack", name), _of_indicator(result), "bad"))
    kinds = REGISTERS["findings"].by_name["kind"].kind
    for finding in board.findings:
        result = board.result(finding["indicator"] or "")
        fact, target = (shown_value(result), shown_target(result)) if result else ("", "")
        values = (
            finding["indicator"] or "", fact, target, kinds.format(finding["kind"]),
            str(finding["organization_id"] or ""), finding["text"],
        )  # fmt: skip
        rows.append(Row(values, ("note", finding["id"]), Place("record:findings", finding["id"]), can_mark=False))
    for finding in board.past_findings:
        values = (
            finding["indicator"] or "", f"{board.cycle.year - 1} год", "", kinds.format(finding["kind"]),
            str(finding["organization_id"] or ""), finding["text"],
        )  # fmt: skip
        rows.append(Row(values, ("past", finding["id"]), Place("record:findings", finding["id"]), can_mark=False))
    return rows


def _format(register: str) -> Callable[[str, Any], str]:
    fields = REGISTERS[register].by_name
    return lambda name, value: fields[name].kind.format(value) if value is not None else ""


def _recommendation(row: Mapping[str, Any], board: CycleBoard) -> Row:
    shown = _format("recommendations")
    whom = str(row["organization_id"] or row["whom"] or shown("addressee", row["addressee"]))
    state = row["state"] or "draft"
    is_late = row["due_on"] is not None and row["due_on"] < board.on and state in ("draft", "sent")
    tones: dict[str, Tone] = {"done": "good", "answered": "good", "draft": "warn"}
    values = (
        row["number"], whom, row["indicator"] or "", row["text"], row["due_on"], row["sent_on"],
        shown("state", state), row["reaction"] or "",
    )  # fmt: skip
    tone: Tone = "bad" if is_late else tones.get(state, "")
    return Row(values, row["id"], Place("record:recommendations", row["id"]), tone)


def _measure(row: Mapping[str, Any], board: CycleBoard) -> Row:
    shown = _format("measures")
    term = row["term"] or (f"{row['due_on']:%d.%m.%Y}" if row["due_on"] else "")
    values = (
        title_of(row), row["indicator"] or "", str(row["organization_id"] or ""), term, row["responsible"] or "",
        shown("state", row["state"] or "planned"), row["proof"] or "",
    )  # fmt: skip
    return Row(values, row["id"], Place("record:measures", row["id"]), _task_tone(row, board))


def _decision(row: Mapping[str, Any], board: CycleBoard) -> Row:
    shown = _format("decisions")
    values = (
        row["text"], str(row["document_id"] or ""), row["due_on"], row["responsible"] or "",
        shown("state", row["state"] or "planned"),
    )  # fmt: skip
    return Row(values, row["id"], Place("record:decisions", row["id"]), _task_tone(row, board))


def _task_tone(row: Mapping[str, Any], board: CycleBoard) -> Tone:
    if row["state"] == "done":
        return "good"
    return "bad" if row["due_on"] is not None and row["due_on"] < board.on and row["state"] != "cancelled" else ""


def _effect(line: EffectLine) -> Row:
    values = (
        line.indicator, line.title, line.organization or "муниципалитет",
        line.before.words() if line.before else "нет данных", line.after.words() if line.after else "год не начался",
        line.change(), _format("effects")("conclusion", line.conclusion) if line.conclusion else "", line.text,
    )  # fmt: skip
    key = (line.register, line.id)
    return Row(values, key, Place(f"record:{line.register}", line.id), "" if line.conclusion else "warn")
