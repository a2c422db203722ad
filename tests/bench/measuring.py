"""One benchmark = the program and a floor that does the bare minimum of the same work, round by round in one run.

The best round of each is compared: what disturbs a machine only ever adds time. With pytest-benchmark disabled the
same code runs once at the quick size, and budgets get a wide margin, so that noise fails nothing.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from sizes import Size

T = TypeVar("T")
HERE = Path(__file__).parent
_QUICK_MARGIN = 10.0  # times the budget
_QUICK_SLACK = 0.25  # seconds added to what the floor took: fixed costs rule at small sizes
_MEGABYTE = 2**20


class Spent(NamedTuple):
    """What one round took: by the clock, and of the processor, which a busy machine disturbs less."""

    seconds: float
    cpu: float


def _cpu() -> float:
    """Processor seconds of this process and of those it waited for."""
    return sum(os.times()[:4])


class Pair:
    """Measures the program beside its floor, keeps the figures for the report and judges them."""

    def __init__(self, benchmark: Any, size: Size) -> None:
        self._benchmark, self._size = benchmark, size

    @property
    def margin(self) -> float:
        """How many times a budget may be exceeded."""
        return 1.0 if self._size.is_measured else _QUICK_MARGIN

    @property
    def is_measured(self) -> bool:
        return self._size.is_measured

    def __call__(
        self,
        work: Callable[[], T],
        floor: Callable[[], Any],
        *,
        subject: str,
        against: str,
        ratio: float | None = None,
        seconds: float | None = None,
        rounds: int = 5,
        before: Callable[[], Any] | None = None,
        megabytes: float | None = None,
        peak: Callable[[], float | None] | None = None,
    ) -> T:
        """Runs floor and work in turns. ``ratio``: budget in floors; ``seconds``: budget of the work by itself.

        ``before`` runs untimed before each of the two. ``peak`` gives the greatest memory of the work in megabytes,
        ``megabytes`` is its budget.
        """
        spent: dict[str, list[Spent]] = {"floor": [], "work": []}

        def timed(name: str, what: Callable[[], Any]) -> Any:
            start, cpu = time.perf_counter(), _cpu()
            result = what()
            spent[name].append(Spent(time.perf_counter() - start, _cpu() - cpu))
            return result

        def ready() -> None:
            if before is not None:
                before()
            gc.collect()

        def setup() -> None:
            ready()
            timed("floor", floor)
            ready()

        count = rounds if self._size.is_measured else 1
        result: T = self._benchmark.pedantic(lambda: timed("work", work), setup=setup, rounds=count)
        best, least = (min(each.seconds for each in spent[name]) for name in ("work", "floor"))
        cpu, least_cpu = (min(each.cpu for each in spent[name]) for name in ("work", "floor"))
        memory = peak() if peak is not None and self._size.is_measured else None
        self._benchmark.extra_info.update(
            size=self._size.name, subject=subject, against=against, seconds=best, floor=least, ratio=best / least,
            cpu_ratio=cpu / least_cpu if least_cpu else None, budget=ratio, limit=seconds, memory=memory,
            memory_budget=megabytes,
        )  # fmt: skip
        self._judge(best, least, ratio, seconds, memory, megabytes)
        return result

    def worst(self, what: str, seconds: float, budget: float) -> None:
        """Judges the slowest of many parts of the work by itself; ``what`` names it in the report."""
        self._benchmark.extra_info.update(worst=what, worst_seconds=seconds, worst_budget=budget)
        assert seconds <= budget * self.margin, f"{what}: {seconds * 1000:.1f} ms; budget {budget * 1000:.0f} ms"

    def _judge(self, best: float, least: float, ratio: float | None, seconds: float | None,
               memory: float | None, megabytes: float | None) -> None:  # fmt: skip
        margin = self.margin
        slack = 0.0 if self._size.is_measured else _QUICK_SLACK
        if ratio is not None:
            allowed = least * ratio * margin + slack
            assert best <= allowed, f"{best:.3f} s is {best / least:.2f} × {least:.3f} s; budget {ratio}"
        if seconds is not None:
            assert best <= seconds * margin + slack, f"{best:.3f} s; budget {seconds} s"
        if memory is not None and megabytes is not None:
            assert memory <= megabytes, f"{memory:.0f} MB; budget {megabytes} MB"


def script(name: str, *arguments: object) -> list[str]:
    """The command line of a script of this folder."""
    return [sys.executable, str(HERE / name), *map(str, arguments)]


def environment(data: Path) -> dict[str, str]:
    """The environment of a process of its own: no screen, its own data folder, modules compiled once as installed."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **inherited, "QT_QPA_PLATFORM": "offscreen", "PDKADRY_DATA": str(data), "PYTHONPATH": str(HERE.parent.parent),
        "PYTHONPYCACHEPREFIX": str(data / "compiled"),
    }  # fmt: skip


def peak_of(data: Path, task: str, *arguments: object) -> float | None:
    """The greatest resident memory (MB) of a process that does only the task of ``peak.py``; None where unknown."""
    done = subprocess.run(
        script("peak.py", task, *arguments), env=environment(data), capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    return None if found is None else float(found) / _MEGABYTE
