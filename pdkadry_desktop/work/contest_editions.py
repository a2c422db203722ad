"""The same contest in different years: how editions are recognised, put side by side and made from one another."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..core.conditions import Test
from ..core.dates import add_years
from ..core.errors import UserError
from ..core.register import RegisterSpec
from ..core.text import clean_text, counted, fold, natural
from ..registers.contest_criteria import CONTEST_CRITERIA
from ..registers.contest_entries import CONTEST_ENTRIES
from ..registers.contest_nominations import CONTEST_NOMINATIONS
from ..registers.contest_series import CONTEST_SERIES
from ..registers.contest_stages import CONTEST_STAGES
from ..registers.contests import CONTESTS
from ..storage import query, records
from ..storage.change import Change
from ..storage.database import Database
from .contest_counts import Counts, Work, read_entries, works_of

_YEAR = re.compile(
    r"[\s,(«\"–—-]*\b(?:19|20)\d{2}(?:\s*[-–—/]\s*(?:20)?\d{2})?\b\s*(?:(?:учебн\w*|уч\.?)\s*)?(?:год\w*|г\.?г?\.?)?[)»\"]*",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[«»\"'„“”.,:;!?()–—-]+")
_NUMBER = re.compile(r"\b((?:19|20)\d{2})(?:(\s*[-–/]\s*)(\d{2})(?!\d))?\b")


@dataclass
class Edition:
    """One year of a contest: which contests of that year these are and who took part."""

    contests: list[int] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)


@dataclass
class SeriesLine:
    """A contest through the years; ``id`` None: the program supposes that these are one contest."""

    id: int | None
    name: str
    level: str
    years: dict[int, Edition] = field(default_factory=dict)

    @property
    def contests(self) -> list[int]:
        return [each for edition in self.years.values() for each in edition.contests]

    @property
    def whole(self) -> Counts:
        """All years together: people are counted once."""
        found = Counts()
        for edition in self.years.values():
            found.entries += edition.counts.entries
            found.people |= edition.counts.people
            found.others += edition.counts.others
            found.winners += edition.counts.winners
            found.prizes += edition.counts.prizes
        return found


def series_name(name: str) -> str:
    """The name without its year: «Формула здоровья - 2021» → «Формула здоровья»."""
    without = clean_text(" ".join(_YEAR.sub(" ", name).split()))
    without = re.sub(r"\s+([,.;:»])", r"\1", without).strip(" ,;:–—-")
    if without.count("«") > without.count("»"):
        without += "»" if without.rindex("«") > 0 or "»" not in without else ""
    return without or name


def series_key(name: str) -> str:
    """By what names of one contest are recognised: no year, quotes or signs."""
    return " ".join(_SIGNS.sub(" ", fold(series_name(name))).split())


def read_series(db: Database, on: date) -> list[SeriesLine]:
    """Every contest begun by the day, by series; those without one by what the program supposes."""
    known = _series(db)
    lines: dict[Any, SeriesLine] = {each: SeriesLine(each, name, level) for each, (name, level, _) in known.items()}
    names = ["name", "level", "starts_on", "series_id"]
    contests: dict[int, tuple[Any, int]] = {}
    for row in query.rows(db, query.Query(CONTESTS.key, order=("starts_on",)), names):
        name, level, starts_on, series = row.values
        if starts_on > on:
            continue
        key: Any = series.id if series else supposed(known, name, level)
        if series is None:
            key = ("?", key if key is not None else series_key(name), level)
            meant = known[key[1]][0] if isinstance(key[1], int) else series_name(name)
            lines.setdefault(key, SeriesLine(None, meant, level))
        lines[key].years.setdefault(starts_on.year, Edition()).contests.append(row.id)
        contests[row.id] = (key, starts_on.year)
    by_contest: dict[int, list[Work]] = {}
    for work in works_of(read_entries(db, contests)):
        by_contest.setdefault(work.first.contest, []).append(work)
    for contest, works in by_contest.items():
        key, year = contests[contest]
        lines[key].years[year].counts.add(works)
    return sorted(lines.values(), key=lambda line: natural(line.name))


def supposed(known: Mapping[int, tuple[str, str, Collection[str]]], name: str, level: str) -> int | None:
    """The series a contest without one seems to belong to; None when none or several come into question."""
    key = series_key(name)
    found = [each for each, (_, of_level, keys) in known.items() if key in keys and of_level in ("", level)]
    return found[0] if len(found) == 1 else None


def confirm(db: Database, lines: Iterable[SeriesLine]) -> int:
    """Puts the contests of supposed lines into series, made when there is none; one change. Returns how many."""
    wanted = [line for line in lines if line.id is None]
    if not wanted:
        return 0
    known = _series(db)
    total = sum(len(line.contests) for line in wanted)
    with db.change(f"Ежегодные конкурсы: {counted(total, 'конкурс', 'конкурса', 'конкурсов')}") as change:
        for line in wanted:
            series = supposed(known, line.name, line.level)
            if series is None:
                series = change.add(CONTEST_SERIES, {"name": line.name, "level": line.level or None})
            change.set_many(CONTESTS, [(each, {"series_id": series}) for each in line.contests])
    return total


def join(db: Database, lines: Iterable[SeriesLine]) -> int:
    """Several lines are one contest under different names: the first one keeps its name, the others become aliases."""
    chosen = sorted(lines, key=lambda line: (line.id is None, -len(line.contests)))
    if len(chosen) < 2:
        raise UserError("Отмечена одна строка.", "Отметьте строки одного и того же конкурса – две или больше.")
    kept, rest = chosen[0], chosen[1:]
    known = _series(db)
    with db.change(f"Один конкурс: «{kept.name}»") as change:
        level = kept.level if all(each.level == kept.level for each in rest) else None
        series = kept.id
        if series is None:
            series = change.add(CONTEST_SERIES, {"name": kept.name, "level": level})
        elif known[series][1] and level is None:
            change.set(CONTEST_SERIES, series, {"level": None})
        current = change.current(CONTEST_SERIES, [series])[series]
        former = [other.id for other in rest if other.id is not None]
        more = [alias for each in change.current(CONTEST_SERIES, former).values() for alias in each["aliases"] or ()]
        aliases = dict.fromkeys((*(current["aliases"] or ()), *(other.name for other in rest), *more))
        aliases.pop(kept.name, None)
        change.set(CONTEST_SERIES, series, {"aliases": tuple(each.replace(";", ",") for each in aliases) or None})
        contests = [each for line in chosen for each in line.contests]
        later = _later_of(change, former)
        change.set_many(CONTESTS, [(each, {"series_id": series}) for each in (*contests, *later)])
        change.remove(CONTEST_SERIES, former)
    return len(contests)


def editions(db: Database, contest_id: int) -> list[tuple[int, int]]:
    """(year, contest) of the same series, this one included; by year."""
    row = query.fetch(db, CONTESTS, [contest_id], ["series_id", "starts_on"])
    if not row or row[0].values[0] is None:
        return [(each.values[1].year, contest_id) for each in row]
    series = row[0].values[0].id
    rows = query.rows(db, query.Query(CONTESTS.key, where=Test("series_id", "eq", series)), ["starts_on"])
    return sorted((each.values[0].year, each.id) for each in rows)


def copy_edition(db: Database, contest_id: int, starts_on: date) -> int:
    """Next year's contest from this one: nominations, stages, criteria, jury; no participants. Returns its id."""
    values = _values(db, contest_id)
    shift = starts_on.year - values["starts_on"].year
    name = renamed(values["name"], shift)
    code = records.next_code(db, CONTESTS)
    with db.change(f"Конкурс «{name}»: по образцу прошлого") as change:
        if values["series_id"] is None:
            known = _series(db)
            series = supposed(known, values["name"], values["level"])
            if series is None:
                new = {"name": series_name(values["name"]), "level": values["level"]}
                series = change.add(CONTEST_SERIES, new)
            values["series_id"] = series
            change.set(CONTESTS, contest_id, {"series_id": series})
        length = values["ends_on"] - values["starts_on"] if values["ends_on"] else None
        return _copied(change, contest_id, shift, {
            **values, "code": code, "name": name, "starts_on": starts_on,
            "ends_on": starts_on + length if length is not None else None, "directive_no": None, "url": None,
            "next_id": None,
        })  # fmt: skip


def renamed(name: str, years: int) -> str:
    """The name with the years it carries moved: «2023/24» becomes «2024/25»."""

    def moved(found: re.Match[str]) -> str:
        first, dash, last = found.groups()
        tail = f"{dash}{(int(last) + years) % 100:02}" if last else ""
        return f"{int(first) + years}{tail}"

    return _NUMBER.sub(moved, name)


def _copied(change: Change, contest_id: int, shift: int, values: Mapping[str, Any]) -> int:
    new = change.add(CONTESTS, values)
    own = {spec.key: ids for spec, link, ids in change.referring(CONTESTS, [contest_id]) if link.name == "contest_id"}
    nominations = _copy(change, CONTEST_NOMINATIONS, own, {"contest_id": new})
    for old, copied in nominations.items():
        parent = change.current(CONTEST_NOMINATIONS, [old])[old]["parent_id"]
        change.set(CONTEST_NOMINATIONS, copied, {"parent_id": nominations.get(parent)})
    stages = _copy(change, CONTEST_STAGES, own, {"contest_id": new}, shift=shift)
    criteria = _copy(change, CONTEST_CRITERIA, own, {"contest_id": new})
    for old, copied in criteria.items():
        before = change.current(CONTEST_CRITERIA, [old])[old]
        links = {"nomination_id": nominations.get(before["nomination_id"]), "stage_id": stages.get(before["stage_id"])}
        change.set(CONTEST_CRITERIA, copied, links)
    people = change.current(CONTEST_ENTRIES, own.get(CONTEST_ENTRIES.key, []))
    staff = [each for each in people.values() if each["role"] in ("jury", "organizer")]
    change.add_many(CONTEST_ENTRIES, [{**each, "contest_id": new, "stage_id": None} for each in staff])
    return new


def _copy(
    change: Change, spec: RegisterSpec, own: Mapping[str, list[int]], given: Mapping[str, Any], shift: int = 0
) -> dict[int, int]:
    """Copies of the records of one register; old id → new id. Dates move by years."""
    rows = change.current(spec, own.get(spec.key, []))
    moved = [
        {
            name: add_years(value, shift) if isinstance(value, date) else value
            for name, value in {**row, **given}.items()
        }
        for row in rows.values()
    ]
    links = {field.name for field in spec.links} - given.keys()
    added = change.add_many(spec, [{**row, **dict.fromkeys(links)} for row in moved])
    return dict(zip(rows, added, strict=True))


def _later_of(change: Change, series: list[int]) -> list[int]:
    """Contests of these series that are not shown: they have not begun yet."""
    return [each for spec, _, ids in change.referring(CONTEST_SERIES, series) if spec is CONTESTS for each in ids]


def _series(db: Database) -> dict[int, tuple[str, str, frozenset[str]]]:
    """id → name, level («» any), keys of the name and the other names."""
    rows = query.rows(db, query.Query(CONTEST_SERIES.key), ["name", "aliases", "level"])
    return {
        row.id: (
            row.values[0],
            row.values[2] or "",
            frozenset(map(series_key, (row.values[0], *(row.values[1] or ())))),
        )
        for row in rows
    }


def _values(db: Database, contest_id: int) -> dict[str, Any]:
    values = records.read(db, CONTESTS, contest_id)
    if values is None:
        raise UserError("Этого конкурса больше нет.", "Его удалили; отмените удаление (Ctrl+Z), если он нужен.")
    return records.plain(values)
