"""Commands of monitoring: profiles, indicators, the plan and its terms, reports."""

from __future__ import annotations

import argparse
from datetime import date
from fractions import Fraction
from importlib import import_module
from pathlib import Path

from ..cli import WrongArguments
from ..core.dates import Period
from ..core.errors import UserError
from ..indicators.compute import compute, indicators_json
from ..indicators.profiles import Profile, list_profiles, load_profile, profile_json
from ..indicators.versions import with_own
from ..plan.board import Board, board_of_order
from ..plan.schedule import STATUS_LABELS
from ..plan.storing import board_of
from ..reports.facts import given_facts
from . import base_path, open_base, print_json


def period_of(arguments: argparse.Namespace) -> Period:
    """The reporting period of --year and --as-of; WrongArguments when the date lies outside the year."""
    try:
        return Period.of_year(arguments.year, arguments.as_of)
    except ValueError:
        raise WrongArguments(f"дата {arguments.as_of:%d.%m.%Y} не входит в {arguments.year} год") from None


def _known(name: str) -> Profile:
    return load_profile(name)


def profile(arguments: argparse.Namespace) -> int:
    """list: what is shipped; show: one in full; use: the base works by it from now on."""
    if arguments.action == "list":
        found = list_profiles()
        if arguments.json:
            print_json([{"id": each.id, "municipality": each.municipality} for each in found])
        else:
            for each in found:
                print(f"{each.id:18} {each.municipality}")
        return 0
    if not arguments.id:
        raise WrongArguments(f"profile {arguments.action}: назовите профиль")
    chosen = _known(arguments.id)
    if getattr(arguments, "base", None) is not None and not base_path(arguments).exists():
        raise UserError(f"Базы «{base_path(arguments)}» нет.", "Проверьте путь или создайте базу импортом.")
    if arguments.action == "use":
        with open_base(arguments) as db:
            db.set_setting("profile", chosen.id)
        print(f"Профиль базы: {chosen.municipality}.")
        return 0
    document = profile_json(chosen)
    if arguments.json:
        print_json(document)
        return 0
    order = document["order"]
    print(f"{chosen.municipality}\n{chosen.authority}\nПриказ № {order['number']} от {order['date']} {order['title']}")
    for title, items in (
        ("Цели", chosen.goals), ("Задачи", chosen.tasks), ("Ожидаемые результаты", chosen.expected_results)
    ):  # fmt: skip
        print(f"\n{title}:")
        for number, item in enumerate(items, 1):
            print(f"  {number}. {item}")
    print("\nПоказатели:")
    for indicator in chosen.indicators:
        print(f"  {indicator.id}  {indicator.wording}")
    return 0


def indicators(arguments: argparse.Namespace) -> int:
    """All indicators of a profile for a year."""
    period = period_of(arguments)
    chosen = _known(arguments.profile)
    with open_base(arguments) as db:
        chosen = with_own(db, chosen, period.year)
        results = compute(db, chosen, period, given=given_facts(db, chosen, period.end))
        document = indicators_json(
            chosen, period, results, by_organization=arguments.by is not None, with_members=arguments.members
        )
    if arguments.json:
        print_json(document)
        return 0
    print(f"{chosen.municipality}: показатели за {period.year} год на {period.end:%d.%m.%Y}")
    for result in results:
        shown = "нет данных" if result.status == "no_data" else "нет кого считать"
        if result.value is not None:
            shown = f"{_comma(result.value)} {result.unit}".strip()
            if result.base is not None:
                shown += f" ({_comma(result.numerator or 0)} из {_comma(result.base)})"
        met = {True: "выполнено", False: "не выполнено", None: ""}[result.met]
        print(f"{result.id:10} {shown:28} {met:14} {result.indicator.wording[:90]}")
    return 0


def _comma(value: Fraction | int) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".").replace(".", ",")


def plan(arguments: argparse.Namespace) -> int:
    """The plan of a profile with the status of every occurrence on a day; into files where asked."""
    chosen = _known(arguments.profile)
    as_of = arguments.as_of or date.today()
    if getattr(arguments, "base", None) is not None or base_path(arguments).exists():
        with open_base(arguments) as db:
            board = board_of(db, chosen, as_of)
    else:
        board = board_of_order(chosen, as_of)
    written = [] if board is None else _write_plan(arguments, board)
    if board is None and any(getattr(arguments, name) is not None for name in _PLAN_FILES):
        raise UserError("В приказе нет плана мероприятий: записывать нечего.", "Выберите профиль с планом.")
    rows = [row.tracked() for row in board.rows] if board else []
    if arguments.json:
        print_json({"profile": chosen.id, "as_of": as_of.isoformat(), "rows": [row.to_json() for row in rows]})
        return 0
    if written:
        print("\n".join(f"Записано: {path}" for path in written))
        return 0
    if not rows:
        print("В приказе нет плана мероприятий.")
    for row in rows:
        words = ", ".join(f"{each.end:%d.%m.%Y} {STATUS_LABELS[each.status]}" for each in row.occurrences)
        print(f"{row.track}.{row.no} {row.title[:80]} | {row.term.text} | {words or 'без дат'}")
    return 0


_PLAN_FILES = {
    "ics": ("exchange.plan_ics", "write_ics"),
    "mspdi": ("exchange.plan_mspdi", "write_mspdi"),
    "xlsx": ("exchange.plan_xlsx", "write_xlsx"),
    "pdf": ("ui.gantt.paper", "write_pdf_without_window"),
}
"""Kind of file → module and function; a writer is imported only when it is needed: Qt for paper alone."""


def _write_plan(arguments: argparse.Namespace, board: Board) -> list[Path]:
    """The files asked for."""
    written = []
    for name, (module, function) in _PLAN_FILES.items():
        path: Path | None = getattr(arguments, name)
        if path is not None:
            getattr(import_module(f"pdkadry_desktop.{module}"), function)(board, path)
            written.append(path)
    return written


def term(arguments: argparse.Namespace) -> int:
    """How the program reads terms; several texts give a list."""
    from ..plan.terms import parse_term

    terms = [parse_term(text, arguments.years) for text in arguments.text]
    if arguments.json:
        documents = [each.to_json() for each in terms]
        print_json(documents[0] if len(documents) == 1 else documents)
        return 0
    for each in terms:
        dates = ", ".join(f"{one.start:%d.%m.%Y}–{one.end:%d.%m.%Y}" for one in each.occurrences) or "без дат"
        warnings = f"  [{', '.join(each.warnings)}]" if each.warnings else ""
        print(f"«{each.text}»: {each.kind}: {dates}{warnings}")
    return 0


def report(arguments: argparse.Namespace) -> int:
    """report list, or one report into a file."""
    from ..reports.library import REPORTS, Inputs
    from ..reports.render import render

    if arguments.name == "list":
        if arguments.json:
            print_json([{"id": each.id, "title": each.title} for each in REPORTS.values()])
        else:
            for each in REPORTS.values():
                print(f"{each.id:22} {each.title}")
        return 0
    chosen = REPORTS.get(arguments.name)
    if chosen is None:
        raise UserError(f"Отчёта «{arguments.name}» нет.", "Список: pdkadry report list.")
    if arguments.profile is None or arguments.year is None or arguments.output is None:
        raise WrongArguments("отчёту нужны --profile, --year и --output")
    period = period_of(arguments)
    profile_ = _known(arguments.profile)
    with open_base(arguments) as db:
        profile_ = with_own(db, profile_, period.year)
        inputs = Inputs(profile_, period, arguments.organization, date.today(), given_facts(db, profile_, period.end))
        document = chosen.build(db, inputs)
    render(document, arguments.output, arguments.format or "")
    print(f"Записано: {arguments.output}")
    return 0
