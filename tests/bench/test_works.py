"""Pages of work: opening each of them, and how long the base is held meanwhile; the search for duplicates."""

from __future__ import annotations

from pathlib import Path

from measuring import Pair
from registers_shown import program
from sizes import District
from works_shown import open_work

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.ui.works import WORKS
from pdkadry_desktop.work.duplicates import queue

_HELD = 0.5


def test_opening_any_page_of_work(pair: Pair, district: District, data_folder: Path, db: Database) -> None:
    """Every page opened in one window; nothing may hold the base for longer than half a second."""
    took: dict[str, float] = {}
    held: dict[str, float] = {}

    def open_all() -> None:
        with program(district.base) as opened:
            for work in WORKS.values():
                if work.group:
                    seconds, waited = open_work(opened, work.key)
                    took[work.key] = min(took.get(work.key, 1e9), seconds)
                    held[work.key] = min(held.get(work.key, 1e9), waited)

    def floor() -> None:
        for key in REGISTERS:
            db.raw.execute(f"SELECT * FROM {key}").fetchall()

    pair(
        open_all,
        floor,
        subject=f"Открыть все страницы работы ({len(WORKS)}) по одному разу, с окном",
        against="все строки всех реестров запросом SQL",
        rounds=2,
    )
    slow, holding = (max(each, key=lambda key, each=each: each[key]) for each in (took, held))
    pair.worst(
        f"самая медленная – «{WORKS[slow].title}» {took[slow]:.1f} с; дольше всех занимает базу – "
        f"«{WORKS[holding].title}»".replace(".", ","),
        held[holding],
        _HELD,
    )


def test_search_for_duplicates(pair: Pair, db: Database) -> None:
    """People of the whole base against each other."""
    pair(
        lambda: queue(db, "teachers"),
        lambda: db.raw.execute("SELECT * FROM teachers").fetchall(),
        subject="Поиск возможных дублей среди всех педагогов",
        against="их строки запросом SQL",
        rounds=3,
    )
