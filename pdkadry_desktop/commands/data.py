"""Commands on the data: demo, import, export, undo, backup, restore, check."""

from __future__ import annotations

import argparse
import sys

from ..core.errors import UserError
from ..core.text import counted
from . import base_path, open_base, password_of, print_json

_ROWS = ("строка", "строки", "строк")
_SHOWN_PROBLEMS = 40


def make_demo(arguments: argparse.Namespace) -> int:
    """An invented district in a new base; a base with other data is refused."""
    from ..exchange.demo_base import fill_demo
    from ..storage.database import Database

    path = base_path(arguments)
    if not (1 <= arguments.organizations <= 1000 and 1 <= arguments.teachers <= 100_000):
        raise UserError("Столько организаций или педагогов придумать нельзя.", "Укажите 1–1000 и 1–100000.")
    with Database.open(path, create=True, password=password_of(arguments)) as db:
        is_demo = bool(db.setting("demo", False))
        has_data = any(db.counts()[name] for name in ("organizations", "teachers"))
        if has_data and not (is_demo and arguments.open):
            raise UserError(f"В базе «{path}» уже есть данные.", "Укажите для пробного района новый файл: --base.")
        if not has_data:
            fill_demo(db, arguments.organizations, arguments.teachers, arguments.seed)
            counts = db.counts()
            people = counted(counts["teachers"], "педагог", "педагога", "педагогов")
            places = counted(counts["organizations"], "организация", "организации", "организаций")
            print(f"Вымышленный район готов: {places}, {people}. База: {path}")
    if arguments.open:
        from .window import open_window

        return open_window(arguments)
    return 0


def take_in(arguments: argparse.Namespace) -> int:
    """Imports a file; rows refused while the rest came in are no failure."""
    from ..exchange.importer import apply_import, known_sheets, plan_import
    from ..exchange.rejected import write_rejected
    from ..exchange.sheets import read_workbook

    if arguments.kind == "transfer":
        raise UserError(
            f"Файлы вида «{arguments.kind}» эта версия ещё не читает.", "Перенесите таблицу в книгу района (export)."
        )
    file = read_workbook(arguments.file)
    known_sheets(file, arguments.kind)  # a wrong file is refused before a base is made for it
    with open_base(arguments, create=True) as db:
        plan = plan_import(db, file, kind=arguments.kind)
        summary = plan.summary(None if arguments.dry_run else apply_import(db, plan))
    if arguments.rejected is not None:
        write_rejected(plan, arguments.rejected)
    if arguments.json:
        print_json(summary.to_json())
        return 0
    for sheet in summary.sheets:
        print(
            f"{sheet['name']}: {counted(sheet['rows'], *_ROWS)} – новых {sheet['added']}, изменено {sheet['changed']}, "
            f"без изменений {sheet['unchanged']}, отклонено {sheet['rejected']}"
        )
    for problem in summary.problems[:_SHOWN_PROBLEMS]:
        column = f", столбец «{problem['column']}»" if problem["column"] else ""
        value = f"«{problem['value']}» – " if problem["value"] else ""
        print(f"  {problem['sheet']}, строка {problem['row']}{column}: {value}{problem['message']}")
    if len(summary.problems) > _SHOWN_PROBLEMS:
        print(f"  … и ещё {len(summary.problems) - _SHOWN_PROBLEMS}; все – с ключом --json или --rejected")
    for ignored in summary.ignored_columns:
        print(f"  Не прочитан столбец «{ignored['column']}» листа «{ignored['sheet']}»")
    if arguments.dry_run:
        print("Проверка окончена, ничего не записано.")
    elif summary.entry is not None:
        print(f"Записано. Отменить весь импорт: pdkadry undo {summary.entry}")
    else:
        print("Менять нечего.")
    return 0


def give_out(arguments: argparse.Namespace) -> int:
    """The canonical workbook; with --organization only that organisation's own rows."""
    from ..exchange.exporter import export_workbook

    with open_base(arguments) as db:
        export_workbook(db, arguments.output, arguments.organization)
    print(f"Записано: {arguments.output}")
    return 0


def undo(arguments: argparse.Namespace) -> int:
    """Undoes the last action or the given one."""
    from ..storage import journal

    with open_base(arguments) as db:
        made = journal.undo(db, arguments.entry)
    if arguments.json:
        print_json({"entry": made.id, "undone": made.undoes, "title": made.title, "rows": made.rows})
    else:
        print(f"{made.title} ({counted(made.rows, 'запись', 'записи', 'записей')}).")
    return 0


def back_up(arguments: argparse.Namespace) -> int:
    from ..storage.backup import back_up as copy

    with open_base(arguments) as db:
        counts = copy(db, arguments.output)
    print(f"Копия записана и проверена: {arguments.output} ({counted(sum(counts.values()), *_ROWS)}).")
    return 0


def restore(arguments: argparse.Namespace) -> int:
    from .. import registers  # noqa: F401 - the tables must be declared before a base is opened
    from ..storage.backup import restore as bring_back

    saved = bring_back(arguments.source, base_path(arguments), password_of(arguments))
    print(f"База восстановлена и проверена: {base_path(arguments)}.")
    if saved is not None:
        print(f"Прежнее состояние сохранено: {saved}")
    return 0


def check(arguments: argparse.Namespace) -> int:
    """Checks the base, or with --self the program itself."""
    if arguments.of_program:
        from .self_check import run

        problems = run()
        done = "Программа исправна: ресурсы, шрифты, база и печать работают."
    else:
        from ..core.attachments import size_words
        from ..storage import files

        with open_base(arguments) as db:
            problems = db.check() or files.check(db)  # of a damaged base no file is read
            kept = files.Totals(0, 0) if problems else files.totals(db)
        held = counted(kept.count, "файл", "файла", "файлов")
        more = f" Файлы документов целы: {held}, {size_words(kept.size)}." if kept.count else ""
        done = f"База «{base_path(arguments)}» исправна.{more}"
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        return 1
    print(done)
    return 0
