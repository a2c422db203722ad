"""Runs the whole suite at the city size and writes the results into README.md: ``python tests/bench/report.py``.

``--json FILE`` takes the results of an earlier run (``pytest tests/bench -n 0 --benchmark-enable
--benchmark-json FILE``) instead of running again. ``PDKADRY_BENCH`` chooses another size.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sizes import SIZES

_ROOT = Path(__file__).parent.parent.parent
_README = _ROOT / "README.md"
_START, _END = "<!-- bench:start -->", "<!-- bench:end -->"
_LIBRARIES = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "openpyxl", "python-calamine", "reportlab")
_GIGABYTE = 2**30


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="results of an earlier run")
    given: Path | None = parser.parse_args().json
    if given is not None:
        _write(given)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.json"
        command = [sys.executable, "-m", "pytest", "tests/bench", "-n", "0", "--benchmark-enable",
                   f"--benchmark-json={results}"]  # fmt: skip
        code = subprocess.run(command, cwd=_ROOT).returncode  # a missed budget fails its test and is shown as missed
        _write(results)
    return code


def _write(results: Path) -> None:
    """Puts the table between the markers of the README."""
    text = _README.read_text(encoding="utf-8")
    before, rest = text.split(_START, 1)
    _, after = rest.split(_END, 1)
    table = "\n".join(_lines(json.loads(results.read_text(encoding="utf-8"))))
    part = _README.with_name("README.md.part")
    part.write_text(f"{before}{_START}\n{table}\n{_END}{after}", encoding="utf-8")
    os.replace(part, _README)


def _lines(run: dict[str, Any]) -> Iterator[str]:
    found = [each["extra_info"] for each in run["benchmarks"] if each["extra_info"]]
    size = SIZES[found[0]["size"]]
    machine = run["machine_info"]
    python = f"Python {machine['python_version']}"
    yield f"{run['datetime'][:10]}, {size.title}. {_machine(machine)}. {python}, {_libraries()}."
    yield ""
    yield "Каждая строка – программа рядом с голым минимумом той же работы в том же прогоне, лучшее из нескольких."
    yield ""
    yield "| Что | Время | Минимум для сравнения | Его время | Отношение | Предел | Память, МБ |"
    yield "|---|--:|---|--:|--:|--:|--:|"
    for each in found:
        yield (
            f"| {each['subject']} | {_seconds(each['seconds'])} | {each['against']} | {_seconds(each['floor'])} "
            f"| {_number(each['ratio'])} | {_limit(each)} | {_memory(each)} |"
        )


def _machine(machine: dict[str, Any]) -> str:
    brand = machine["cpu"].get("brand_raw") or platform.processor() or machine["machine"]
    return f"{brand}, ядер: {machine['cpu'].get('count')}, {machine['system']}{_memory_of_machine()}"


def _memory_of_machine() -> str:
    if not hasattr(os, "sysconf"):
        return ""
    return f", ОЗУ {os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / _GIGABYTE:.0f} ГБ"


def _libraries() -> str:
    return ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)


def _seconds(value: float) -> str:
    return f"{_number(value)} с" if value >= 1 else f"{_number(value * 1000)} мс"


def _number(value: float) -> str:
    """Three figures at most."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{digits}f}".replace(".", ",")


def _limit(row: dict[str, Any]) -> str:
    """The budget and whether it is met."""
    if row["budget"] is not None:
        return f"{_number(row['budget'])} {'✓' if row['ratio'] <= row['budget'] else '✗'}"
    if row["limit"] is not None:
        return f"{_seconds(row['limit'])} {'✓' if row['seconds'] <= row['limit'] else '✗'}"
    if "worst" in row:
        mark = "✓" if row["worst_seconds"] <= row["worst_budget"] else "✗"
        return f"{row['worst']} {_seconds(row['worst_seconds'])} из {_seconds(row['worst_budget'])} {mark}"
    return "–"


def _memory(row: dict[str, Any]) -> str:
    if row["memory"] is None:
        return "–"
    if row["memory_budget"] is None:
        return f"{row['memory']:.0f}"
    mark = "✓" if row["memory"] <= row["memory_budget"] else "✗"
    return f"{row['memory']:.0f} из {row['memory_budget']:.0f} {mark}"


if __name__ == "__main__":
    sys.exit(main())
