"""The lists of «Формы для школ»: their columns and actions, a return as a row."""

from __future__ import annotations

from ..tables.rows import Row, RowColumn, Tone
from .school_forms_work import Returned
from .views_page import View, ViewAction

TONES: dict[str, Tone] = {"accepted": "good", "errors": "bad"}
_LINES = (RowColumn("Организация", 330), RowColumn("Состояние", 270), RowColumn("Сделана", 100),
          RowColumn("Вернулась", 100), RowColumn("Файл"))  # fmt: skip
VIEWS = (
    View(
        "schools", "Организации", _LINES,
        "Здесь будут организации, которым делают формы. Добавьте их в реестр «Организации».", "organization",
        (ViewAction("Сделать формы отмеченным…", "export", "make", about="Выбрать папку и записать по файлу каждой "
                    "отмеченной организации"),
         ViewAction("Напоминание в буфер", "copy", "remind", needs_marks=False,
                    about="Текст письма: от кого ждём форму и кому исправить")),
        has_marks=True,
    ),
    View(
        "returns", "Возвраты",
        (RowColumn("Файл", 250), RowColumn("Организация", 220), RowColumn("Форма", 150),
         RowColumn("Новые", 64, True), RowColumn("Изменятся", 84, True), RowColumn("Те же", 64, True),
         RowColumn("Отклонены", 86, True), RowColumn("Вопросы", 76, True), RowColumn("Состояние")),
        "Здесь будут файлы, которые вернули школы: что в каждом нового, что изменится, что не принято. Нажмите "
        "«Принять возвраты…» вверху.", "import",
        (ViewAction("Принять отмеченные", "done", "accept_marked", about="Записать в базу, каждый файл отдельным "
                    "действием"),
         ViewAction("Посмотреть", "eye", "look", needs_marks=False, about="Строки выбранного файла (Enter)"),
         ViewAction("Сохранить с пометками…", "save", "save_rejected", needs_marks=False,
                    about="Выбранный файл с цветными ячейками и примечаниями, чтобы отправить школе"),
         ViewAction("Чья форма…", "question", "ask_school", needs_marks=False,
                    about="Указать организацию, если файл её не называет")),
        has_marks=True,
    ),
    View(
        "missing", "Нет в возврате",
        (RowColumn("Организация", 260), RowColumn("Форма", 160), RowColumn("Чего нет", 420), RowColumn("Файл")),
        "Здесь будут строки, которые школа получила в форме, но не вернула: уволен, закрыто или удалено по ошибке.",
        "question",
        (ViewAction("Уволены, закрыты…", "done", "close_missing", about="Поставить дату окончания отмеченным"),
         ViewAction("Удалено по ошибке", "cancel", "keep_missing", about="Оставить записи как есть и убрать из "
                    "списка")),
        has_marks=True,
    ),
)  # fmt: skip


def returned_row(found: Returned) -> Row:
    """A return in the list: its counts and what became of it."""
    name = found.path.name
    if found.plan is None:
        asked = "чья это форма?"
        text = asked if found.asks_school else str(found.error or "")
        return Row((name, "", "", None, None, None, None, None, text), found.path, None, "bad", can_mark=False)
    plan = found.plan
    questions = sum(problem.severity == "question" for problem in plan.problems)
    counts = [plan.count(fate) for fate in ("added", "changed", "unchanged", "rejected")]
    state = "принят" if found.is_accepted else "проверен заново" if found.is_stale else "ждёт решения"
    tone: Tone = "good" if found.is_accepted else "bad" if counts[3] else "warn" if questions else ""
    title = plan.info.title if plan.info is not None else ", ".join(dict.fromkeys(each.name for each in plan.sheets))
    return Row(
        (name, plan.organization, title, *counts, questions, state), found.path, None, tone,
        can_mark=not found.is_accepted,
    )  # fmt: skip
