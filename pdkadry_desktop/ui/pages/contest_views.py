"""The lists of the page of a contest: columns, actions, rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from ...core.dates import format_date
from ...core.numbers import rounded
from ...core.text import fold
from ...registers.contest_documents import CONTEST_DOCUMENTS, PAPER_KIND
from ...registers.contest_scores import CONTEST_SCORES
from ...registers.contests import CONTESTS
from ...registers.dictionaries import CONTEST_RESULT, LEVEL
from ...storage.query import LinkTo
from ...work.contest_board import Contest, Ranked
from ...work.contest_scoring import most_possible
from ..places import Place
from ..tables.rows import Row, RowColumn
from .views_page import View, ViewAction

_DELETE = ViewAction("Удалить", "delete", "remove_marked", about="Удалить отмеченные (Delete)")
VIEWS = (
    View(
        "entrants", "Участники",
        (RowColumn("Участник", 265), RowColumn("Организация", 150), RowColumn("Номинация", 145),
         RowColumn("Работа", 110), RowColumn("Команда", 90), RowColumn("Этап", 85), RowColumn("Результат", 105),
         RowColumn("Место", 65, True), RowColumn("Балл", 65, True)),
        "Здесь будут участники: педагоги, команды, организации и гости без карточки. Добавьте их списком ФИО.",
        "people",
        (
            ViewAction("Добавить", "add", "add_entrants", needs_marks=False,
                       about="Набрать или вставить список ФИО (Ctrl+N)"),
            ViewAction("Номинация", "edit", "ask_nomination", about="Одна номинация для всех отмеченных"),
            ViewAction("Команда", "people", "ask_team", about="Отмеченные вместе представили одну работу"),
            ViewAction("На этап", "progress", "ask_stage", about="Отмеченные прошли на этап"),
            ViewAction("На следующий уровень", "trend-up", "ask_level",
                       about="Записать отмеченных в конкурс следующего уровня"),
            _DELETE,
        ),
        has_marks=True,
    ),
    View(
        "nominations", "Номинации",
        (RowColumn("Номинация", 520), RowColumn("Участий", 90, True), RowColumn("Пишут и так", 280),
         RowColumn("Премия", 160)),
        "Здесь будут номинации и номинации внутри них. Вставьте их списком: вложенные – с отступом.", "list",
        (
            ViewAction("Добавить", "add", "ask_nominations", needs_marks=False,
                       about="Список номинаций, вложенные с отступом (Ctrl+N)"),
            ViewAction("Переименовать", "edit", "ask_name", about="Прежнее название останется другим написанием"),
            ViewAction("Завести из текстов", "check", "adopt_texts", needs_marks=False,
                       about="Номинации, которые названы у конкурса или участников, но ещё не заведены"),
            _DELETE,
        ),
        has_marks=True,
    ),
    View(
        "stages", "Этапы",
        (RowColumn("Номер", 70, True), RowColumn("Этап", 320), RowColumn("Начало", 110), RowColumn("Окончание", 110),
         RowColumn("Где", 240), RowColumn("Участий", 90, True)),
        "Здесь будут этапы: отборочный, очный, финал – с датами. Конкурсу в один этап они не нужны.", "progress",
        (ViewAction("Добавить", "add", "ask_new_stage", needs_marks=False, about="Ctrl+N"), _DELETE),
        has_marks=True,
    ),
    View(
        "jury", "Жюри",
        (RowColumn(CONTEST_SCORES.by_name["jury_id"].label, 420), RowColumn("Место работы", 220),
         RowColumn("Обязанность", 180), RowColumn("Номинация", 240)),
        "Здесь будут члены жюри: педагоги из базы и приглашённые без карточки.", "expert",
        (
            ViewAction("Добавить", "add", "add_jury", needs_marks=False,
                       about="Набрать или вставить список ФИО (Ctrl+N)"),
            ViewAction("Из экспертов", "expert", "ask_expert", needs_marks=False,
                       about="Кто уже судил конкурсы или записан экспертом"),
            ViewAction("Обязанность", "edit", "ask_duty", about="Кто председатель, кто секретарь"),
            ViewAction("Номинация", "edit", "ask_nomination", about="Судят только эту номинацию"),
            _DELETE,
        ),
        has_marks=True,
    ),
    View(
        "criteria", "Критерии",
        (RowColumn("Критерий", 380), RowColumn("До", 80, True), RowColumn("Вес", 70, True),
         RowColumn("Номинация", 240), RowColumn("Этап", 180)),
        "Здесь будут критерии: за что и до скольких баллов. По ним составляются листы жюри.", "check",
        (ViewAction("Добавить", "add", "ask_criterion", needs_marks=False, about="Ctrl+N"), _DELETE),
        has_marks=True,
    ),
    View(
        "sheets", "Листы",
        (RowColumn("Чей лист", 270), RowColumn("Баллов", 70, True), RowColumn("Из", 60, True),
         RowColumn("Что не так", 620)),
        "Здесь будет, чьи листы заполнены. Сначала добавьте жюри, критерии и участников.", "document",
        (
            ViewAction("Записать листы", "export", "write_files", needs_marks=False,
                       about="Файл Excel каждому члену жюри, в одну папку"),
            ViewAction("Одной книгой", "export", "write_one", needs_marks=False,
                       about="Один файл Excel, лист каждому члену жюри"),
            ViewAction("Взять листы", "import", "choose_files", needs_marks=False,
                       about="Заполненные файлы, сколько угодно сразу"),
        ),
    ),
    View(
        "marks", "Места",
        (RowColumn("Место", 90), RowColumn("Участник", 235), RowColumn("Организация", 140),
         RowColumn("Номинация", 130), RowColumn("Листов", 65), RowColumn("Итог", 70, True),
         RowColumn("% от высшего", 100, True), RowColumn("Результат", 105), RowColumn("Что решить", 160)),
        "Здесь будут места по баллам жюри. Сначала добавьте участников.", "award",
        (
            ViewAction("Записать итоги", "save", "write_places", needs_marks=False,
                       about="Балл, результат и место – участникам (Ctrl+S)"),
            ViewAction("Решить место", "edit", "ask_place",
                       about="Отмеченные с равными баллами: одно место или разные"),
            ViewAction("Сколько мест", "settings", "ask_thresholds", needs_marks=False,
                       about="Сколько победителей, призёров, лауреатов; наименьший процент"),
        ),
        has_marks=True,
    ),
    View(
        "papers", "Бумаги",
        (RowColumn(CONTEST_DOCUMENTS.by_name["kind"].label, 220), RowColumn("Вид", 140), RowColumn("Номер", 110),
         RowColumn("Дата", 110), RowColumn("Наименование", 440)),
        "Здесь будут положение, приказы о проведении, участии и итогах. Проекты приказов готовит программа.",
        "document",
        (
            ViewAction("Приложить", "add", "ask_paper", needs_marks=False, about="Документ из реестра (Ctrl+N)"),
            ViewAction("Проект: проведение", "document", "show_conduct", needs_marks=False,
                       about="Проект приказа о проведении: номинации, этапы, жюри"),
            ViewAction("Проект: итоги", "document", "show_results", needs_marks=False,
                       about="Проект приказа об итогах с приложением"),
            ViewAction("Протокол", "document", "show_protocol", needs_marks=False, about="Протокол заседания жюри"),
            ViewAction("Дипломы", "award", "show_diplomas", needs_marks=False, about="Список, кому дипломы"),
            _DELETE,
        ),
        has_marks=True,
    ),
)  # fmt: skip
_AWARDED = ("winner", "prize")


def entrant_rows(contest: Contest) -> list[Row]:
    """A row for each participant; Enter opens the participation."""
    return [
        Row(
            (
                each.name, contest.places[each.id] if each.name != contest.places[each.id] else "",
                contest.nomination_of(each), each.work, each.team, str(each.stage or ""),
                CONTEST_RESULT.labels[each.result] if each.result else "", each.place, each.score,
            ),
            each.id, Place("record:contest_entries", each.id), "good" if each.result == "winner" else "",
        )
        for each in sorted(contest.entries, key=lambda each: fold(each.name))
    ]  # fmt: skip


def nomination_rows(contest: Contest) -> list[Row]:
    """The tree; what only texts name is shown as a question."""
    return [
        Row(
            (
                "\u2003" * each.depth + each.name if each.id is not None else f"{each.path} – не заведена",
                each.entries, "; ".join(each.aliases), each.prize,
            ),
            each.id if each.id is not None else each.path,
            Place("record:contest_nominations", each.id) if each.id is not None else None,
            "" if each.id is not None else "warn", each.id is not None,
        )
        for each in contest.nominations
    ]  # fmt: skip


def stage_rows(contest: Contest, where: Mapping[int, str]) -> list[Row]:
    return [
        Row(
            (each.no, each.name, each.starts_on, each.ends_on, where.get(each.id, ""), len(contest.at_stage(each.id))),
            each.id, Place("record:contest_stages", each.id),
        )
        for each in contest.stages
    ]  # fmt: skip


def jury_rows(contest: Contest) -> list[Row]:
    return [
        Row(
            (each.name, contest.places[each.id], each.jury_role, contest.nomination_of(each) or "все"),
            each.id, Place("record:contest_entries", each.id),
        )
        for each in contest.jury
    ]  # fmt: skip


def criterion_rows(contest: Contest) -> list[Row]:
    stages = {each.id: each.name for each in contest.stages}
    return [
        Row(
            (each.name, float(each.most), float(each.weight), each.nomination or "все",
             stages.get(stage, "") if stage is not None else "все"),
            each.id, Place("record:contest_criteria", each.id),
        )
        for each, stage in contest.criteria
    ]  # fmt: skip


def sheet_rows(contest: Contest, stage: int | None) -> list[Row]:
    """How far each member of the jury is."""
    found = []
    works = contest.at_stage(stage)
    for juror in contest.jurors():
        wanted = filled = 0
        for work in works:
            path = contest.nomination_of(work.first)
            if juror in contest.jury_of(path):
                own = [each.id for each in contest.criteria_of(stage, path)]
                given = contest.points.get(juror.id, {}).get(work.key, {})
                wanted += len(own)
                filled += sum(each in given for each in own)
        state = "" if filled == wanted else "лист пуст" if not filled else "лист заполнен не весь"
        found.append(Row((juror.name, filled, wanted, state), juror.id, None, "warn" if state else "good"))
    return found if works and contest.criteria_of(stage) else []


def mark_rows(contest: Contest, stage: int | None, ranked: Sequence[Ranked]) -> list[Row]:
    """The summary: what is settled, what is not."""
    found = []
    for each in ranked:
        standing, total = each.standing, each.standing.total
        criteria = contest.criteria_of(stage, each.nomination)
        most = most_possible(criteria, contest.marking.rule, total.expected)
        percent = total.value * 100 / most if total.value is not None and most else None
        undecided = standing.result is None or (standing.place is None and "решает" in standing.question)
        place = str(standing.place) if standing.place is not None else standing.rank
        result = CONTEST_RESULT.labels[standing.result] if standing.result else ""
        found.append(Row(
            (
                place, each.work.name, each.organization, each.nomination, f"{total.sheets} из {total.expected}",
                _exact(total.value), _exact(percent, 1), result, standing.question,
            ),
            each.work.key, Place("record:contest_entries", each.work.key),
            "warn" if undecided or standing.question else "good" if standing.result in _AWARDED else "",
        ))  # fmt: skip
    return found


def paper_rows(papers: Sequence[tuple[int, str, LinkTo, tuple[object, ...]]]) -> list[Row]:
    return [
        Row((PAPER_KIND.labels[kind], *values), each, Place("record:documents", document.id))  # type: ignore[arg-type]
        for each, kind, document, values in papers
    ]


def about(contest: Contest) -> str:
    """The line below the title: level, days, organiser, how many took part."""
    values = contest.values
    start, end = values["starts_on"], values["ends_on"]
    days = format_date(start) if end is None or end == start else f"{format_date(start)} – {format_date(end)}"
    people = {each.teacher.id for each in contest.entries if each.teacher is not None}
    parts = [LEVEL.labels[values["level"]], days, values["organizer"] or ""]
    parts.append(f"участий {len(contest.works)}, педагогов {len(people)}")
    if values["is_professional"] is False:
        reason = values["excluded_reason"]
        parts.append("не учитывается в показателях" + (f": {reason}" if reason else ""))
    if values["next_id"] is not None:
        parts.append(f"{CONTESTS.by_name['next_id'].label.lower()}: {values['next_id']}")
    return " · ".join(part for part in parts if part)


def _exact(value: Fraction | None, digits: int = 2) -> float | None:
    """Rounded as on paper, for a column of numbers."""
    if value is None:
        return None
    text = rounded(value, digits).replace("\u202f", "").replace("\u2212", "-").replace(",", ".")
    return float(text)
