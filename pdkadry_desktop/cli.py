"""The command line: the same work as the window, by the very functions the window uses.

Exit 0 done, 1 a problem the user can act on (one Russian line on stderr), 2 wrong arguments. Never a traceback.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from . import __version__
from .core.dates import parse_date
from .core.errors import UserError

IMPORT_KINDS = ("auto", "workbook", "website", "staff", "courses", "organizations", "form", "transfer")
FORMATS = ("pdf", "docx", "xlsx")


class WrongArguments(Exception):
    """Arguments that contradict each other; found only while a command works. Exit code 2."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        print(f"Неверные аргументы: {message}. Подсказка: {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        arguments = _parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        return int(arguments.run(arguments) or 0)
    except UserError as error:
        print(_one_line(str(error)), file=sys.stderr)
        return 1
    except WrongArguments as error:
        print(f"Неверные аргументы: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Прервано. Ничего не записано.", file=sys.stderr)
        return 1
    except BrokenPipeError:  # «| head»: nobody reads any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001 - the one hook of the command line
        from .log import log_bug

        path = log_bug(error)
        print(f"Ошибка программы, данные не изменены. Подробности записаны в «{path}».", file=sys.stderr)
        return 1


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"«{text}» – не дата; нужна гггг-мм-дд или дд.мм.гггг") from None


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1990 <= int(text) <= 2100):
        raise argparse.ArgumentTypeError(f"«{text}» – не год")
    return int(text)


def _years(text: str) -> tuple[int, int]:
    first, _, last = text.replace("–", "-").partition("-")
    years = _year(first.strip()), _year((last or first).strip())
    if years[0] > years[1]:
        raise argparse.ArgumentTypeError(f"«{text}»: первый год позже последнего")
    return years


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().replace("х", "x").partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError(f"«{text}» – не размер; нужен, например, 1366x768")
    return int(width), int(height)


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False)
    common.add_argument("--base", type=Path, default=argparse.SUPPRESS, metavar="FILE", help="файл базы")
    common.add_argument(
        "--password-file", type=Path, default=argparse.SUPPRESS, metavar="FILE",
        help="текстовый файл, в первой строке – пароль базы",
    )  # fmt: skip
    parser = _Parser(prog="pdkadry", description="ПедКадры: программа методиста", parents=[common])
    parser.add_argument("--version", action="version", version=f"ПедКадры {__version__}")
    parser.set_defaults(run=_command("window", "open_window"))
    commands = parser.add_subparsers(metavar="КОМАНДА", parser_class=_Parser)

    def add(name: str, module: str, function: str, text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text, parents=[common])
        made.set_defaults(run=_command(module, function))
        return made

    demo = add("demo", "data", "make_demo", "вымышленный район в новой базе")
    demo.add_argument("--organizations", type=int, default=40)
    demo.add_argument("--teachers", type=int, default=1500)
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--open", action="store_true", help="открыть окно")
    taking = add("import", "data", "take_in", "взять данные из файла")
    taking.add_argument("file", type=Path)
    taking.add_argument("--kind", choices=IMPORT_KINDS, default="auto")
    taking.add_argument("--dry-run", action="store_true", help="только проверить")
    taking.add_argument("--rejected", type=Path, metavar="OUT.xlsx", help="куда записать отклонённые строки")
    _json(taking)
    giving = add("export", "data", "give_out", "книга района в файл .xlsx")
    giving.add_argument("output", type=Path)
    giving.add_argument("--organization", metavar="CODE")
    undo = add("undo", "data", "undo", "отменить действие")
    undo.add_argument("entry", type=int, nargs="?")
    _json(undo)
    add("backup", "data", "back_up", "проверенная копия базы").add_argument("output", type=Path)
    add("restore", "data", "restore", "восстановить базу из копии").add_argument("source", type=Path)
    check = add("check", "data", "check", "проверить базу или саму программу")
    check.add_argument("--self", action="store_true", dest="of_program")
    profile = add("profile", "monitoring", "profile", "профили приказов")
    profile.add_argument("action", choices=("list", "use", "show"))
    profile.add_argument("id", nargs="?")
    _json(profile)
    figures = add("indicators", "monitoring", "indicators", "показатели за год")
    _profile_and_year(figures)
    figures.add_argument("--by", choices=("organization",))
    figures.add_argument("--members", action="store_true")
    _json(figures)
    plan = add("plan", "monitoring", "plan", "план мероприятий и его сроки")
    plan.add_argument("--profile", required=True, metavar="ID")
    plan.add_argument("--as-of", type=_day, metavar="DATE")
    for name in ("ics", "mspdi", "xlsx", "pdf"):
        plan.add_argument(f"--{name}", type=Path, metavar="OUT")
    _json(plan)
    term = add("term", "monitoring", "term", "как программа читает сроки плана")
    term.add_argument("text", nargs="+")
    term.add_argument("--years", type=_years, required=True, metavar="2023-2025")
    _json(term)
    report = add("report", "monitoring", "report", "отчёт в файл; report list – какие есть")
    report.add_argument("name")
    _profile_and_year(report, is_required=False)
    report.add_argument("--organization", metavar="CODE")
    report.add_argument("--format", choices=FORMATS)
    report.add_argument("--output", type=Path, metavar="OUT")
    _json(report)
    shots = add("screenshots", "window", "screenshots", "все страницы окна как PNG")
    shots.add_argument("folder", type=Path)
    shots.add_argument("--size", type=_size, default=(1366, 768), metavar="1366x768")
    shots.add_argument("--scheme", choices=("light", "dark"), default="light")
    return parser


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="один документ JSON")


def _profile_and_year(parser: argparse.ArgumentParser, is_required: bool = True) -> None:
    parser.add_argument("--profile", required=is_required, metavar="ID")
    parser.add_argument("--year", type=_year, required=is_required, metavar="Y")
    parser.add_argument("--as-of", type=_day, metavar="DATE")


def _command(module: str, function: str) -> Any:
    """The function of a command; its module is imported only when the command is used."""

    def run(arguments: argparse.Namespace) -> Any:
        from importlib import import_module

        return getattr(import_module(f"{__package__}.commands.{module}"), function)(arguments)

    return run


if __name__ == "__main__":
    sys.exit(main())
