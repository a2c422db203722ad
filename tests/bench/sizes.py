"""The invented district of a run and how large it is: quick for every run of the tests, larger ones to measure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Size:
    """``is_measured``: budgets are judged as they stand; else with the wide margin of ``measuring.Pair``."""

    name: str
    title: str
    organizations: int
    teachers: int
    is_measured: bool = True


SIZES = {
    each.name: each
    for each in (
        Size("quick", "проба: 150 педагогов", 12, 150, is_measured=False),
        Size("district", "район: 1 500 педагогов, 15 000 курсов", 40, 1_500),
        Size("city", "город: 5 000 педагогов, 50 000 курсов", 100, 5_000),
        Size("region", "регион: 50 000 педагогов, 500 000 курсов", 1_000, 50_000),
    )
}


@dataclass(frozen=True)
class District:
    """The base of the district, a copy for what runs beside it, its workbook, a data folder for the program."""

    base: Path
    copy: Path
    workbook: Path
    data: Path
