"""The lists of «Заявка: кого учить»: their columns, actions and words for an empty one."""

from __future__ import annotations

from ...work.requests import STATES
from ..tables.rows import RowColumn
from .views_page import View, ViewAction

_WHO = (RowColumn("Организация", 130), RowColumn("Педагог", 285), RowColumn("Должность", 130))
_SUMS = (
    RowColumn("Квота", 80, True), *(RowColumn(text[:1].upper() + text[1:], 90, True) for text in STATES.values()),
    RowColumn("Свободно", 90, True),
)  # fmt: skip

VIEWS = (
    View(
        "proposed", "Предложено",
        (*_WHO, RowColumn("Почему", 300), RowColumn("Программа", 320)),
        "Здесь будут люди, которым пора учиться: нет ПК 3 года, дефицит, новый предмет или должность. "
        "Сейчас предлагать некого: все уже в заявке или учились.", "pending",
        (
            ViewAction("Внести в заявку", "add", "add_lines", about="Отмеченные, у кого есть программа"),
            ViewAction("Программа", "list", "ask_programme", about="Одна программа для всех отмеченных"),
            ViewAction("Вычеркнуть", "cancel", "ask_strike", about="Не предлагать в этом году"),
        ),
        has_marks=True,
    ),
    View(
        "lines", "В заявке",
        (*_WHO, RowColumn("Программа", 300), RowColumn("Состояние", 105), RowColumn("Курс или причина", 220),
         RowColumn("Срок", 100), RowColumn("Основание", 220)),
        "Здесь будет заявка этого года: внесите в неё предложенных.", "course",
        (
            ViewAction("Состояние", "progress", "ask_state", about="Заявлен, зачислен, обучен"),
            ViewAction("Отказ", "cancel", "ask_refusal"),
            ViewAction("Замена", "people", "ask_replacement", about="Другой человек на то же место"),
            ViewAction("Программа", "list", "ask_programme"),
            ViewAction("Отметить обученных", "done", "close_lines", needs_marks=False,
                       about="Строки, по которым есть курс этого года"),
        ),
        has_marks=True,
    ),
    View(
        "programmes", "По программам", (RowColumn("Программа", 480), *_SUMS),
        "Здесь будут программы заявки: квота, заявлено, обучено, свободно.", "list",
        (ViewAction("Квота", "edit", "ask_quota", needs_marks=False, about="Сколько мест дано на программу"),),
    ),
    View(
        "organizations", "По организациям", (RowColumn("Организация", 480), *_SUMS),
        "Здесь будет заявка по организациям.", "organization",
        (ViewAction("Квота", "edit", "ask_quota", needs_marks=False),),
    ),
    View(
        "struck", "Вычеркнуты",
        (RowColumn("Педагог", 285), RowColumn("Причина", 350), RowColumn("Почему предлагали", 420)),
        "Здесь будут те, кого вычеркнули из предложений этого года, и почему.", "cancel",
        (ViewAction("Вернуть в предложения", "undo", "unstrike"),), has_marks=True,
    ),
)  # fmt: skip
