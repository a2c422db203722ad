"""From the start of the process to the first table painted with its rows."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable

from measuring import Pair, environment, peak_of, script
from sizes import District

_BUDGET = 1.5
_MEMORY = 300.0
_PATIENCE = 60  # seconds
_FLOOR = "пустой процесс: окно с 50 строками, sqlalchemy.orm, открытая база"


def _until_painted(district: District, name: str, *arguments: str) -> Callable[[], None]:
    command = script(name, district.base, *arguments)

    def run() -> None:
        with subprocess.Popen(
            command, env=environment(district.data), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            assert process.stdout is not None
            stopper = threading.Timer(_PATIENCE, process.kill)  # a window that says nothing must not hang the run
            stopper.start()
            said = process.stdout.readline()
            stopper.cancel()
        assert said == "painted\n"

    return run


def test_first_table(pair: Pair, district: District) -> None:
    program = _until_painted(district, "start_program.py", "register:teachers")
    if pair.is_measured:
        program()  # modules are compiled by the first start of an installed program
    pair(
        program,
        _until_painted(district, "start_floor.py"),
        subject="Запуск до первой таблицы с записями",
        against=_FLOOR,
        ratio=_BUDGET,
        rounds=9,
        peak=lambda: peak_of(district.data, "window", district.base),
        megabytes=_MEMORY,
    )


def test_first_page(pair: Pair, district: District) -> None:
    """The page that opens by itself: figures of the year, counted at start. No budget of its own."""
    program = _until_painted(district, "start_program.py", "indicators")
    pair(
        program,
        _until_painted(district, "start_floor.py"),
        subject="Запуск до показателей, сосчитанных за год",
        against=_FLOOR,
        rounds=5,
    )
