"""One task in a process of its own; prints its greatest resident memory in bytes as JSON, null where unknown.

``import BASE WORKBOOK`` · ``window BASE`` (every register looked at, the figures computed) · ``export BASE OUT`` ·
``pdf BASE OUT`` · ``figures BASE``
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.indicators.compute import compute
from pdkadry_desktop.indicators.profiles import list_profiles
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage.database import Database

YEAR = 2022


def take_in(base: str, workbook: str) -> None:
    from pdkadry_desktop.exchange.importer import import_workbook

    with Database.open(Path(base), create=True) as db:
        import_workbook(db, Path(workbook))


def look_at_all(base: str) -> None:
    from registers_shown import show_every_register

    show_every_register(Path(base))


def give_out(base: str, output: str) -> None:
    from pdkadry_desktop.exchange.exporter import export_workbook

    with Database.open(Path(base)) as db:
        export_workbook(db, Path(output))


def print_list(base: str, output: str) -> None:
    from listing import listing

    from pdkadry_desktop.reports.render import render

    with Database.open(Path(base)) as db:
        render(listing(db), Path(output))


def figures(base: str) -> None:
    with Database.open(Path(base)) as db:
        for profile in list_profiles():
            for result in compute(db, profile, Period.of_year(YEAR)):
                assert result.organizations is not None


def peak() -> int | None:
    """VmHWM and not getrusage: the latter keeps the peak of the process that started this one."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


TASKS = {"import": take_in, "window": look_at_all, "export": give_out, "pdf": print_list, "figures": figures}

if __name__ == "__main__":
    assert REGISTERS
    TASKS[sys.argv[1]](*sys.argv[2:])
    print(json.dumps(peak()))
