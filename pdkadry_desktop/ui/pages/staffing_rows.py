"""The tables of «Вакансии и ОКП» as rows: open posts, organisations, what changed, what was closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from ...core.dates import format_date
from ...core.kinds import Number
from ...core.text import counted
from ...registers.vacancies import VACANCIES
from ...work.staffing import Difference, PlaceReport, Post, Report, Totals
from ..places import Place
from ..tables.rows import Row, RowColumn, Tone

POSTS = (
    RowColumn("Организация", 180), RowColumn("Должность", 140), RowColumn("Предмет", 130),
    RowColumn("Ставка", 64, is_number=True), RowColumn("Часов", 58, is_number=True), RowColumn("Вакансия с", 106),
    RowColumn("Острая", 64), RowColumn("Чем закрыта", 170), RowColumn("Жильё", 60), RowColumn("Меры"),
)  # fmt: skip
PLACES = (
    RowColumn("Организация", 320), RowColumn("Сообщение", 150), RowColumn("Вакансий", 130, is_number=True),
    RowColumn("Острых", 90, is_number=True), RowColumn("Последнее сообщение", 170), RowColumn("Телефон", 200),
)  # fmt: skip
CHANGES = (
    RowColumn("Что", 110), RowColumn("Организация", 230), RowColumn("Должность, предмет", 220),
    RowColumn("Вакансия с", 106), RowColumn("Подробно", 380),
)  # fmt: skip
CLOSED = (
    RowColumn("Закрыта", 110), RowColumn("Организация", 230), RowColumn("Должность, предмет", 230),
    RowColumn("Вакансия с", 106), RowColumn("Дней", 70, is_number=True),
    RowColumn(VACANCIES.by_name["closed_by_id"].label, 260),
)  # fmt: skip
_NUMBER = Number()
_TONES: dict[Report, Tone] = {Report.CHANGED: "good", Report.CONFIRMED: "good", Report.SILENT: "warn"}


def _record(post: Post) -> Place:
    return Place("record:vacancies", post.id)


def post_rows(posts: Iterable[Post]) -> list[Row]:
    return [
        Row(
            (
                post.organization, post.position, post.subject, post.rate, post.hours, post.starts_on,
                _yes_no(post.is_acute), post.cover, _yes_no(post.has_housing), post.measures or post.note,
            ),
            post.id, _record(post), "bad" if post.is_acute else "",
        )
        for post in posts
    ]  # fmt: skip


def place_rows(places: Iterable[PlaceReport], *, can_mark: bool) -> list[Row]:
    """Of an organisation that said nothing and has no entries the number of vacancies is not known."""
    return [
        Row(
            (
                each.place.name, each.report.value,
                "не сообщено" if each.report is Report.SILENT and not each.posts else each.posts, each.acute or None,
                each.said_on, each.place.phone,
            ),
            each.place.id, Place("record:organizations", each.place.id), _TONES[each.report],
            can_mark and each.report is Report.SILENT,
        )
        for each in places
    ]  # fmt: skip


def change_rows(found: Difference, live: Mapping[int, Post]) -> list[Row]:
    """``live``: the present vacancies, to say how one that is gone was closed."""
    rows = [_change(post, "открыта", post.cover, "warn") for post in found.opened]
    for post in found.closed:
        now = live.get(post.id)
        if now is None:
            words = "записи больше нет (смотрите в корзине)"
        elif now.ends_on is None:
            words = "снова открыта или исправлена" if now.starts_on <= post.starts_on else "исправлена дата открытия"
        else:
            words = f"закрыта {format_date(now.ends_on)}: {now.closed_by or 'кем – не указано'}"
        rows.append(_change(post, "закрыта", words, "good"))
    return rows + [_change(each.post, "изменена", each.words, "") for each in found.changed]


def _change(post: Post, what: str, words: str, tone: Tone) -> Row:
    return Row((what, post.organization, post.what, post.starts_on, words), (what, post.id), _record(post), tone)


def closed_rows(posts: Iterable[Post]) -> list[Row]:
    return [
        Row(
            (
                post.ends_on, post.organization, post.what, post.starts_on, _days(post), post.closed_by or "не указано",
            ),
            post.id, _record(post),
        )
        for post in posts
    ]  # fmt: skip


def _days(post: Post) -> int | None:
    return (post.ends_on - post.starts_on).days if isinstance(post.ends_on, date) else None


def _yes_no(value: bool | None) -> str:
    return "" if value is None else "да" if value else "нет"


def sums_in_words(sums: Totals) -> str:
    """«45 вакансий, из них острых 12; ставок 43,5; часов 610 (у 4 не указаны); с жильём 8»."""
    parts = [f"{counted(sums.posts, 'вакансия', 'вакансии', 'вакансий')}, из них острых {sums.acute}"]
    if sums.teaching != sums.posts:
        parts.append(f"педагогических {sums.teaching}")
    missing = f" (у {sums.no_hours} не указаны)" if sums.no_hours else ""
    parts += [f"ставок {_NUMBER.format(sums.rate)}", f"часов {_NUMBER.format(sums.hours)}{missing}"]
    return "; ".join([*parts, f"с жильём {sums.housing}"])
