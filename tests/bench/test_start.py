"""From the start of the process to the first table painted with its rows."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

from conftest import District
from measuring import Pair, environment, peak_of, script

_BUDGET = 1.5
_MEMORY = 300.0


def _until_painted(district: District, name: str) -> Callable[[], None]:
    command = script(name, district.base)

    def run() -> None:
        with subprocess.Popen(
            command, env=environment(district.data), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "painted\n"

    return run


def test_first_table(pair: Pair, district: District) -> None:
    program = _until_painted(district, "start_program.py")
    program()  # the files come from the disk cache for both
    pair(
        program,
        _until_painted(district, "start_floor.py"),
        subject="Запуск до первой таблицы с записями",
        against="пустой процесс: окно с 50 строками, sqlalchemy.orm, открытая база",
        ratio=_BUDGET,
        rounds=9,
        peak=lambda: peak_of(district.data, "window", district.base),
        megabytes=_MEMORY,
    )
