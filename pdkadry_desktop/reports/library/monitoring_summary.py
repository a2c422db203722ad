"""The monitoring summary: the table of the order's indicators, ready to sign (DOMAIN §11, «Сводная таблица»)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from ...core.dates import format_date, long_date
from ...core.errors import UserError
from ...core.numbers import rounded
from ...core.text import sentence
from ...indicators.compute import Result, compute
from ...indicators.given import share_or_count, value_of
from ...indicators.given_words import closed_words, notes
from ...indicators.members import organization_id
from ...indicators.profiles import Profile
from ...indicators.quality import reporting
from ...indicators.wording import (
    deviation,
    digits_of,
    number,
    short_wording,
    shown_fraction,
    shown_target,
    status_word,
)
from ...storage import query
from ...storage.database import Database
from ..document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Orientation,
    Row,
    SignatureBlock,
    Table,
    data,
    section,
)
from ..figure_quality import figure_quality
from ..values import ValueKind
from .inputs import Inputs
from .organizations_matrix import by_organization


def build(db: Database, inputs: Inputs) -> Document:
    """The summary of a municipality, or of one organisation (without targets: the order sets them for the whole)."""
    profile, period = inputs.profile, inputs.period
    results = compute(db, profile, period, given=inputs.given)
    requisites = db.setting("institution", {})
    place = _organization(db, inputs.organization)
    blocks: list[Block] = [
        Heading(f"Сводная таблица показателей мониторинга за {period.year} год"),
        KeyValues((
            ("Муниципалитет", profile.municipality),
            ("Организация", place) if place else ("Охват", "все организации муниципалитета"),
            ("Основание", order_line(profile)),
            ("Данные на", format_date(period.end)),
            *_state(results),
        )),
        _table(results, inputs.organization, _names(db), _gaps(db, results) if inputs.organization is None else {}),
    ]  # fmt: skip
    if inputs.organization is None and any(each.organizations for each in results):
        title = Heading("Показатели по организациям", level=2)
        blocks += [title, *by_organization(db, results, None)]
    post, name = requisites.get("post") or "Руководитель", requisites.get("name") or ""
    blocks.append(SignatureBlock(post, name, date_line=True))
    return Document(
        title=f"Сводная таблица мониторинга за {period.year} год",
        blocks=tuple(blocks),
        orientation=Orientation.LANDSCAPE,
        footer=f"Сформировано {format_date(inputs.made_on)}",
        page_total=True,
        author=requisites.get("title", ""),
        subject=profile.municipality,
    )


def order_line(profile: Profile) -> str:
    """«приказ от 17 мая 2022 г. № 223/1 «Об утверждении …»»."""
    order = profile.order
    when = f" от {long_date(order.date)}" if order.date else ""
    no = f" №\u00a0{order.number}" if order.number else ""
    title = f" «{order.title}»" if order.title else ""
    return f"приказ{when}{no}{title}"


def _organization(db: Database, code: str | None) -> str:
    if code is None:
        return ""
    record_id = organization_id(db, code)
    if record_id is None:
        raise UserError(f"Организации с кодом «{code}» нет.", "Проверьте код в реестре организаций.")
    return query.title(db, "organizations", record_id)


def _state(results: list[Result]) -> tuple[tuple[str, str], ...]:
    """«Итоги года: закрыт 15.01.2023, ред. 1» when the figures are frozen."""
    year = next((each.closed for each in results if each.closed is not None), None)
    return (("Итоги года", closed_words(year)),) if year else ()


def _names(db: Database) -> dict[int, str]:
    """How organisations are called for short, by record."""
    found = query.rows(db, query.Query("organizations"), ["short_name", "name"])
    return {each.id: each.values[0] or each.values[1] for each in found}


def _table(
    results: list[Result], organization: str | None, names: Mapping[int, str], gaps: Mapping[str, list[str]]
) -> Table:
    rows: list[Row] = []
    part = ""
    for place, result in enumerate(results, 1):
        if result.indicator.section and result.indicator.section != part:
            part = result.indicator.section
            rows.append(section(part))
        rows.append(_row(place, result, organization, names, gaps.get(result.id, [])))
    return Table(
        columns=(
            Column("№", ValueKind.TEXT, width=10, align=Align.CENTER),
            Column("Показатель", weight=5),
            Column("План", width=26, align=Align.CENTER),
            Column("Факт", ValueKind.NUMBER, width=22),
            Column("Откло\u00adнение", ValueKind.NUMBER, width=22),
            Column("Выполнение", width=30),
            Column("Из кого посчитано", width=32, align=Align.CENTER),
            Column("Не учтено из-за пустых полей", ValueKind.NUMBER, width=26),
        ),
        rows=tuple(rows),
        numbered_columns=True,
        key_columns=2,
        notes=_notes(results),
    )


def _gaps(db: Database, results: list[Result]) -> dict[str, list[str]]:
    """What the data of each figure lack: organisations that sent nothing, flags nobody filled, documents."""
    if not results:
        return {}
    known = reporting(db, results[0].period)
    return {each.id: figure_quality(db, each, known).notes(each.kind in ("presence", "list")) for each in results}


def _row(place: int, result: Result, organization: str | None, names: Mapping[int, str], gaps: Sequence[str]) -> Row:
    wording = short_wording(result)
    if organization is not None:
        numerator, base = result.organizations.get(organization, (0, 0 if result.base is not None else None))
        is_known = result.tally is not None or organization in result.organizations
        kind = share_or_count(result.kind, base)
        value, status = value_of(kind, numerator, base) if is_known else (None, "no_data")
        words = {"ok": "", "no_base": "нет кого считать", "no_data": "нет данных"}[status]
        counted = number(numerator) if base is None else f"{number(numerator)} из {number(base)}"
        fact = Cell(_plain(result, value), None if value is not None else "—", _kind(result), digits=_digits(result))
        return data(str(place), wording, "", fact, "", words, counted if is_known else "", "")
    gap = deviation(result)
    digits = _digits(result)
    unit = " п.\u00a0п." if result.unit == "%" else ""
    return data(
        str(place),
        wording,
        shown_target(result),
        Cell(
            _plain(result, result.value),
            None if result.value is not None else "—",
            _kind(result),
            digits=digits,
            note=" ".join(sentence(each) for each in [*notes(result, names), *gaps]),
        ),
        Cell(gap, "" if gap is None else f"{'+' if gap > 0 else ''}{rounded(gap, digits)}{unit}"),
        Cell(status_word(result), bold=result.met is False),
        shown_fraction(result),
        result.unknown if result.unknown else "",
    )


def _digits(result: Result) -> int:
    if result.value is None or result.unit != "%":
        return 0
    return digits_of(result.value, result.target.value if result.target else None)


def _plain(result: Result, value: Fraction | None) -> Fraction | None:
    """The value as a cell keeps it: a percentage is a share of one."""
    return value / 100 if value is not None and result.unit == "%" else value


def _kind(result: Result) -> ValueKind:
    return ValueKind.PERCENT if result.unit == "%" else ValueKind.NUMBER


def _notes(results: list[Result]) -> tuple[str, ...]:
    notes = ["Доли посчитаны по людям: человек учтён один раз, сколько бы мест работы и записей у него ни было."]
    if any(result.unknown for result in results):
        notes.append(
            "Не учтены люди, у которых пусто поле, решающее показатель; их списки открываются в программе по числу."
        )
    return tuple(notes)
