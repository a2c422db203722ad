"""The report on vacancies and the acute staffing need (ОКП) and the public bank of vacancies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from ...core.conditions import Test
from ...core.dates import format_date
from ...storage.database import Database
from ...storage.query import LinkTo, Query, ids
from ...work.staff_records import View, all_posts, view
from ...work.staffing import Place, Post, Report, Totals, open_posts, totals, totals_by
from ..document import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Note,
    Orientation,
    Paragraph,
    Row,
    Table,
    data,
    total,
)
from ..values import ValueKind
from .card_parts import behind, said
from .inputs import Inputs

_SILENT_SHOWN = 40  # names of organisations in the note


def build(db: Database, inputs: Inputs) -> Document:
    """The report of the present entries as of the reporting date."""
    return need(chosen(db, view(db, inputs.period.end), inputs.organization), inputs.made_on)


def chosen(db: Database, found: View, organization: str | None) -> View:
    """The same of one organisation by its code; all when there is none."""
    if organization is None:
        return found
    own = ids(db, Query("organizations", where=Test("code", "eq", organization)))
    return replace(
        found, posts=tuple(post for post in found.posts if post.organization_id in own),
        places=tuple(each for each in found.places if each.place.id in own), since=None, before=None,
    )  # fmt: skip


def need(found: View, made_on: date, *, only_acute: bool = False) -> Document:
    """The report of a snapshot or of the present."""
    posts = [post for post in found.posts if post.is_acute or not only_acute]
    what = "острая кадровая потребность" if only_acute else "вакансии и острая кадровая потребность"
    blocks: list[Block] = [
        Heading("Сведения о вакансиях и острой кадровой потребности"),
        Paragraph(f"{what}, на {found.title()}", Align.CENTER, indent=False),
        _list(posts),
        *_since(found),
    ]
    if posts:
        sums = totals_by(posts, lambda post: post.what)
        blocks += [Heading("По должностям и предметам", 2), _sums("Должность, предмет", sums, totals(posts))]
    blocks += [Heading("По организациям", 2), _places(found, posts), *_unknown(found, posts)]
    return Document(
        title=f"Отчёт ОКП на {format_date(found.on)}", blocks=tuple(blocks), orientation=Orientation.LANDSCAPE,
        page_total=True, footer=f"Сформировано {format_date(made_on)}",
    )  # fmt: skip


def _list(posts: Sequence[Post]) -> Table:
    columns = (
        Column("№\u00a0п/п", ValueKind.INTEGER, width=15, align=Align.CENTER),
        Column("Организация", weight=4), Column("Должность", weight=3), Column("Предмет", weight=2),
        Column("Ставка", ValueKind.NUMBER, width=15), Column("Часов в\u00a0неделю", ValueKind.NUMBER, width=19),
        Column("Вакансия с", ValueKind.DATE, width=22), Column("Острая", width=16, align=Align.CENTER),
        Column("Как закрыта сейчас", weight=2), Column("Жильё, меры", weight=3), Column("Примечание", weight=2),
    )  # fmt: skip
    rows = [
        data(
            place, post.organization, post.position, post.subject, post.rate, post.hours, post.starts_on,
            _yes_no(post.is_acute), post.cover, said(_housing(post.has_housing), post.measures, by="; "), post.note,
        )
        for place, post in enumerate(posts, 1)
    ]  # fmt: skip
    if rows:
        sums = totals(posts)
        rows.append(total("", f"Итого: {sums.posts}", "", "", sums.rate, sums.hours, "", sums.acute, "", "", ""))
    return Table(columns, tuple(rows), key_columns=2, empty_text="Открытых вакансий нет в записях")


def _yes_no(value: bool | None) -> str:
    return "" if value is None else "да" if value else "нет"


def _housing(value: bool | None) -> str:
    return "" if value is None else "жильё есть" if value else "жилья нет"


def _sum_columns(first: str) -> tuple[Column, ...]:
    return (
        Column(first, weight=5), Column("Вакансий", ValueKind.INTEGER, width=24),
        Column("Из них острых", ValueKind.INTEGER, width=24), Column("Ставок", ValueKind.NUMBER, width=24),
        Column("Часов в\u00a0неделю", ValueKind.NUMBER, width=26), Column("С жильём", ValueKind.INTEGER, width=24),
    )  # fmt: skip


def _sum_cells(sums: Totals) -> tuple[float | None, ...]:
    """Hours that no record names are not zero."""
    hours = None if sums.posts and sums.no_hours == sums.posts else sums.hours
    return sums.posts, sums.acute, sums.rate, hours, sums.housing


def _sums(first: str, groups: Iterable[tuple[str, Totals]], whole: Totals) -> Table:
    rows = [data(name, *_sum_cells(sums)) for name, sums in groups]
    return Table(_sum_columns(first), (*rows, total("Итого", *_sum_cells(whole))))


def _places(found: View, posts: Sequence[Post]) -> Table:
    """Every organisation, those without vacancies too: whether that was said or is only not known."""
    columns = (
        *_sum_columns("Организация"), Column("За полмесяца сообщила", weight=2),
        Column("Когда", ValueKind.DATE, width=24),
    )  # fmt: skip
    sums = dict(totals_by(posts, lambda post: str(post.organization_id)))
    known = {str(each.place.id) for each in found.places}
    rows: list[Row] = []
    for each in found.places:
        own = sums.get(str(each.place.id))
        is_unknown = own is None and each.report is Report.SILENT
        cells: tuple[str | float | None, ...] = (
            ("не сообщено", "", "", "", "") if is_unknown else _sum_cells(own or Totals())
        )
        rows.append(data(each.place.name, *cells, each.report.value, each.said_on))
    names = {str(post.organization_id): post.organization for post in posts}
    rows += [
        data(names[key], *_sum_cells(own), "вне мониторинга", None) for key, own in sums.items() if key not in known
    ]
    if rows:
        rows.append(total("Итого", *_sum_cells(totals(posts)), "", ""))
    return Table(columns, tuple(rows), empty_text="Организаций нет")


def _since(found: View) -> Iterable[Block]:
    if found.before is None or found.since is None:
        return
    yield Note(f"С прошлого снимка ({format_date(found.before.point_on)}): {found.since.words()}.")
    if found.since.closed:
        names = "; ".join(f"{post.organization}: {post.what}" for post in found.since.closed)
        yield Note(f"Закрыты с прошлого снимка: {names}.")


def _unknown(found: View, posts: Sequence[Post]) -> Iterable[Block]:
    """What the figures leave open."""
    silent = [each.place.name for each in found.places if each.report is Report.SILENT]
    if silent:
        more = f" и ещё {len(silent) - _SILENT_SHOWN}" if len(silent) > _SILENT_SHOWN else ""
        yield Note(f"Не сообщили за полмесяца ({len(silent)}): {', '.join(silent[:_SILENT_SHOWN])}{more}.")
    sums = totals(posts)
    gaps = (("часы", sums.no_hours), ("острая ли", sums.no_acute))
    missing = [f"{text}\u00a0– у {count}" for text, count in gaps if count]
    if missing:
        yield Note(f"В записях вакансий не указаны: {', '.join(missing)}. В суммы они не входят.")


# -- the bank --------------------------------------------------------------------------------------------------------


def bank_report(db: Database, inputs: Inputs) -> Document:
    """The bank of vacancies as of the reporting date."""
    return bank(db, inputs.period.end, inputs.made_on, inputs.organization)


def bank(db: Database, on: date, made_on: date, organization: str | None = None) -> Document:
    """Open posts as they are shown to those who look for work: without what is done or noted inside."""
    posts = open_posts(all_posts(db), on)
    rows = behind(db, "organizations", (LinkTo(post.organization_id, post.organization) for post in posts))
    if organization is not None:
        posts = [post for post in posts if rows[post.organization_id]["code"] == organization]
    places = {
        key: Place(
            key, row["name"], row["settlement"] or "", row["principal"] or "", row["phone"] or "", row["email"] or ""
        )
        for key, row in rows.items()
    }
    columns = (
        Column("№\u00a0п/п", ValueKind.INTEGER, width=15, align=Align.CENTER), Column("Организация", weight=4),
        Column("Населённый пункт", weight=2), Column("Должность, предмет", weight=3),
        Column("Ставка", ValueKind.NUMBER, width=15), Column("Часов в\u00a0неделю", ValueKind.NUMBER, width=19),
        Column("Жильё", width=30), Column("Куда обращаться", weight=4),
    )  # fmt: skip
    table = Table(columns, tuple(
        data(
            number, places[post.organization_id].name, places[post.organization_id].settlement, post.what, post.rate,
            post.hours, _offered(post.has_housing), _contact(places[post.organization_id]),
        )
        for number, post in enumerate(posts, 1)
    ), key_columns=2, empty_text="Открытых вакансий нет в записях")  # fmt: skip
    return Document(
        title=f"Банк вакансий на {format_date(on)}",
        blocks=(
            Heading("Банк вакансий педагогических и других работников"),
            Paragraph(f"по состоянию на {format_date(on)}, вакансий: {len(posts)}", Align.CENTER, indent=False),
            table,
        ),
        orientation=Orientation.LANDSCAPE, page_total=True, footer=f"Сформировано {format_date(made_on)}",
    )  # fmt: skip


def _offered(value: bool | None) -> str:
    return "уточняйте" if value is None else "предоставляется" if value else "нет"


def _contact(place: Place) -> str:
    return said(place.principal, place.phone and f"тел. {place.phone}", place.email)
