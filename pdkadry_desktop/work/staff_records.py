"""Vacancies in the base: reading them, taking and recalling snapshots, confirmations of schools, closing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select

from ..core.dates import format_date
from ..core.errors import ChangeRefused, UserError
from ..core.text import counted
from ..registers.organizations import ORGANIZATIONS
from ..registers.staff_snapshots import STAFF_SNAPSHOTS, StaffSnapshotContent
from ..registers.vacancies import VACANCIES
from ..registers.vacancy_confirmations import VACANCY_CONFIRMATIONS
from ..storage import query
from ..storage.change import current_rows
from ..storage.database import Database
from ..storage.declare import table_of
from ..storage.journal_tables import JournalEntry, JournalLine
from .staff_calendar import SETTING, Calendar, calendar_from
from .staffing import Difference, Place, PlaceReport, Post, board, difference, open_posts, post_from, report_from

_CONTENTS = StaffSnapshotContent.__table__
_ENTRIES, _LINES = JournalEntry.__table__, JournalLine.__table__


@dataclass(frozen=True, slots=True)
class Header:
    """A snapshot without its rows."""

    id: int
    point_on: date
    as_of_on: date
    taken_on: date
    vacancy_count: int
    acute_count: int | None

    def words(self) -> str:
        """«снимок на 15.10.2025, сделан 16.10.2025»."""
        made = f", сделан {format_date(self.taken_on)}" if self.taken_on != self.as_of_on else ""
        return f"снимок на {format_date(self.as_of_on)}{made}"


@dataclass(frozen=True)
class View:
    """What the page and the papers show: the posts open on ``on`` and the board, from a snapshot or of the present.

    ``point``: the half-month they belong to; ``before``: the snapshot that precedes, and what changed since.
    """

    on: date
    point: date
    calendar: Calendar
    header: Header | None
    posts: tuple[Post, ...]
    places: tuple[PlaceReport, ...]
    before: Header | None
    since: Difference | None

    @property
    def is_gap(self) -> bool:
        """No snapshot stands for the half-month."""
        return self.header is None

    def title(self) -> str:
        """«15.10.2025 (снимок …)» or «15.10.2025 (по сегодняшним записям)»."""
        source = self.header.words() if self.header else "по нынешним записям, не снимок"
        return f"{format_date(self.on)} ({source})"


def calendar_of(db: Database) -> Calendar:
    """The half-month calendar of the base."""
    return calendar_from(db.setting(SETTING, {}))


# -- reading ---------------------------------------------------------------------------------------------------------


def all_posts(db: Database) -> list[Post]:
    """Every vacancy of the register, closed ones too."""
    names = [
        "code", "organization_id", "position", "subject", "staff_category", "fte", "hours", "starts_on", "ends_on",
        "cover", "is_acute", "has_housing", "measures", "note", "closed_by_id",
    ]  # fmt: skip
    cover = VACANCIES.by_name["cover"].kind
    found = []
    for row in query.rows(db, query.Query("vacancies"), names):
        (code, place, position, subject, category, fte, hours, start, end, covered, acute, housing, measures, note,
         closer) = row.values  # fmt: skip
        found.append(Post(
            row.id, code, place.id, place.title, position, subject or "", category, fte, hours, start, end,
            cover.format(covered) if covered else "", acute, housing, measures or "", note or "",
            str(closer) if closer else "",
        ))  # fmt: skip
    return found


def places(db: Database, on: date) -> list[Place]:
    """Organisations that report on a day: those at work and in the monitoring."""
    names = ["settlement", "principal", "phone", "email", "is_monitored", "starts_on", "ends_on"]
    titles = dict(db.connection.execute(select(table_of(ORGANIZATIONS).c.id, table_of(ORGANIZATIONS).c.title)).all())
    found = []
    for row in query.rows(db, query.Query("organizations"), names):
        settlement, principal, phone, email, monitored, start, end = row.values
        if monitored is not False and (start is None or start <= on) and (end is None or end >= on):
            found.append(Place(row.id, titles[row.id], settlement or "", principal or "", phone or "", email or ""))
    return found


def confirmations(db: Database) -> dict[int, list[date]]:
    """Days of «без изменений» by organisation."""
    table = table_of(VACANCY_CONFIRMATIONS)
    found: dict[int, list[date]] = {}
    for place, day in db.connection.execute(select(table.c.organization_id, table.c.confirmed_on)):
        found.setdefault(place, []).append(day)
    return found


def edits(db: Database, window: tuple[date, date], posts: Iterable[Post]) -> dict[int, list[date]]:
    """Days within a half-month on which vacancies were entered or edited, by organisation; from the journal."""
    statement = (
        select(_LINES.c.first_id, _LINES.c.last_id, _ENTRIES.c.made_at)
        .join(_ENTRIES, _ENTRIES.c.id == _LINES.c.entry_id)
        .where(
            _LINES.c.register == VACANCIES.key, _LINES.c.action != "removed", _ENTRIES.c.is_live,
            _ENTRIES.c.kind != "undo", _ENTRIES.c.made_at >= window[0].isoformat(),
            _ENTRIES.c.made_at < f"{window[1].isoformat()}T99",
        )
    )  # fmt: skip
    owner = {post.id: post.organization_id for post in posts}
    found: dict[int, list[date]] = {}
    for first, last, made_at in db.connection.execute(statement):
        day = date.fromisoformat(made_at[:10])
        for each in range(first, last + 1):
            if each in owner:
                found.setdefault(owner[each], []).append(day)
    return found


def headers(db: Database) -> list[Header]:
    """All snapshots whose rows are kept, the oldest first."""
    table = table_of(STAFF_SNAPSHOTS)
    statement = (
        select(
            table.c.id, table.c.point_on, table.c.as_of_on, table.c.taken_on, table.c.vacancy_count,
            table.c.acute_count,
        )
        .join(_CONTENTS, _CONTENTS.c.snapshot_id == table.c.id)
        .order_by(table.c.point_on, table.c.id)
    )  # fmt: skip
    return [Header(*row) for row in db.connection.execute(statement)]


def header_of(known: Iterable[Header], calendar: Calendar, point: date) -> Header | None:
    """The snapshot of a half-month; one taken by other days of the calendar belongs to the half-month it fell into."""
    return next((each for each in known if calendar.point_of(each.point_on) == point), None)


def content(db: Database, snapshot_id: int) -> tuple[list[Post], list[PlaceReport]]:
    """The frozen posts and board of a snapshot. UserError when there is none."""
    row = db.connection.execute(
        select(_CONTENTS.c.posts, _CONTENTS.c.places).where(_CONTENTS.c.snapshot_id == snapshot_id)
    ).first()
    if row is None:
        raise UserError("Строк этого снимка нет.", "Сделайте снимок на странице «Вакансии и ОКП».")
    return [post_from(each) for each in row.posts], [report_from(each) for each in row.places]


def view(db: Database, on: date, point: date | None = None, everything: Sequence[Post] | None = None) -> View:
    """The half-month of ``point``: its snapshot, or the present entries as of that point; without a point the present
    as of ``on``. ``everything``: all vacancies, when they are read already."""
    calendar, known = calendar_of(db), headers(db)
    shown = point or calendar.point_of(on)
    header = header_of(known, calendar, point) if point else None
    if header is not None:
        posts, reports = content(db, header.id)
        day = header.as_of_on
    else:
        day = point or on
        everything = all_posts(db) if everything is None else everything
        posts = open_posts(everything, day)
        reports = _board(db, calendar, shown, day, day if point is None else date.max, everything)
    earlier = [each for each in known if each.point_on < shown or (point is None and each.point_on <= on)]
    before = earlier[-1] if earlier else None
    since = difference(content(db, before.id)[0], posts) if before else None
    return View(day, shown, calendar, header, tuple(posts), tuple(reports), before, since)


def _board(
    db: Database, calendar: Calendar, point: date, on: date, until: date, posts: Sequence[Post]
) -> list[PlaceReport]:
    """What was said in a half-month up to a day; posts are counted as of ``on``."""
    window = calendar.window(point)
    told = window[0], min(window[1], until)
    return board(places(db, on), posts, confirmations(db), edits(db, told, posts), told, on)


# -- writing ---------------------------------------------------------------------------------------------------------


def take(db: Database, point: date, today: date) -> int:
    """Freezes the vacancies for a point; returns the snapshot. One undoable action.

    ChangeRefused for a day to come and for a point that has its snapshot.
    """
    calendar = calendar_of(db)
    if point > today:
        raise ChangeRefused(
            f"Снимок на {format_date(point)} сделать нельзя: этот день ещё не наступил.", "Выберите прошедшую точку."
        )
    if found := header_of(headers(db), calendar, point):
        raise ChangeRefused(
            f"На {format_date(point)} снимок уже есть: вакансий {found.vacancy_count}, "
            f"сделан {format_date(found.taken_on)}.",
            "Снимок не меняется. Ошибочный можно удалить и сделать заново.",
        )
    day = calendar.as_of(point, today)
    everything = all_posts(db)
    posts = open_posts(everything, day)
    said = _board(db, calendar, point, day, today, everything)
    values = {
        "point_on": point, "as_of_on": day, "taken_on": today, "vacancy_count": len(posts),
        "acute_count": sum(post.is_acute is True for post in posts),
    }  # fmt: skip
    with db.change(f"Снимок ОКП на {format_date(point)}: вакансий {len(posts)}") as change:
        snapshot = change.add(STAFF_SNAPSHOTS, values)
        change.connection.execute(insert(_CONTENTS), {
            "snapshot_id": snapshot, "posts": [post.to_data() for post in posts],
            "places": [each.to_data() for each in said],
        })  # fmt: skip
    return snapshot


def confirm(db: Database, organizations: Sequence[int], on: date) -> int:
    """«Без изменений» of organisations on a day, with the number of their open vacancies; returns how many are new."""
    table = table_of(VACANCY_CONFIRMATIONS)
    done = set(db.connection.scalars(select(table.c.organization_id).where(table.c.confirmed_on == on)))
    wanted = [each for each in dict.fromkeys(organizations) if each not in done]
    if not wanted:
        return 0
    count: dict[int, int] = {}
    for post in open_posts(all_posts(db), on):
        count[post.organization_id] = count.get(post.organization_id, 0) + 1
    rows = [
        {"organization_id": each, "confirmed_on": on, "vacancy_count": count.get(each, 0)} for each in wanted
    ]  # fmt: skip
    words = counted(len(wanted), "организация", "организации", "организаций")
    if len(wanted) == 1:
        words = query.title(db, "organizations", wanted[0])
    with db.change(f"Вакансии без изменений на {format_date(on)}: {words}") as change:
        change.add_many(VACANCY_CONFIRMATIONS, rows)
    return len(wanted)


def close(db: Database, vacancies: Sequence[int], on: date, teacher: int | None) -> int:
    """Closes vacancies on a day, by a teacher when told; returns how many. ChangeRefused when one cannot be closed."""
    rows = current_rows(db.connection, VACANCIES, vacancies)
    if not rows:
        raise ChangeRefused("Этих вакансий больше нет.", "Обновите список (F5).")
    early = [row for row in rows.values() if row["starts_on"] > on]
    if early:
        opened = format_date(max(row["starts_on"] for row in early))
        which = counted(len(early), "вакансия открыта", "вакансии открыты", "вакансий открыты")
        raise ChangeRefused(
            f"Закрыть {format_date(on)} нельзя: {which} позже, {opened}.",
            "Исправьте дату закрытия или снимите отметку с этих вакансий.",
        )
    closed = [row for row in rows.values() if row["ends_on"] is not None]
    if closed:
        raise ChangeRefused(
            f"Уже закрыто: {counted(len(closed), 'вакансия', 'вакансии', 'вакансий')}.", "Снимите с них отметку."
        )
    values = {"ends_on": on, "closed_by_id": teacher}
    if len(rows) == 1:
        (row,) = rows.values()
        name = f"{row['position']}, {row['subject']}" if row["subject"] else row["position"]
        title = f"Вакансия «{name}» закрыта {format_date(on)}"
    else:
        title = f"Закрыто вакансий: {len(rows)}, {format_date(on)}"
    with db.change(title) as change:
        return change.set_many(VACANCIES, [(each, values) for each in rows])
