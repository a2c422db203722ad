"""Nominations inside nominations: read from records and from the texts of the exchange, kept in agreement.

The exchanged texts («Номинации» of a contest, «Номинация» of a participant) hold a nomination inside another as
«Для педагогов / Золотая идея».
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..core.conditions import Test
from ..core.errors import UserError
from ..core.text import fold
from ..registers.contest_entries import CONTEST_ENTRIES
from ..registers.contest_nominations import CONTEST_NOMINATIONS
from ..registers.contests import CONTESTS
from ..storage import query
from ..storage.change import Change
from ..storage.database import Database

INSIDE = " / "


@dataclass(frozen=True, slots=True)
class Nomination:
    """One nomination; ``id`` None: only met in a text of the contest or of a participant."""

    id: int | None
    path: str
    aliases: tuple[str, ...] = ()
    prize: str = ""
    entries: int = 0

    @property
    def name(self) -> str:
        return self.path.rpartition(INSIDE)[2]

    @property
    def depth(self) -> int:
        return self.path.count(INSIDE)


def read_nominations(db: Database, contest_id: int) -> list[Nomination]:
    """The tree in its order, parents before what is inside them; then what only texts name."""
    texts = _texts(db, contest_id)
    known = [Nomination(*each) for each in _records(db, contest_id)]
    by_text = {text: each.path for each in known for text in _spellings(each)}
    counts: dict[str, int] = {}
    for text in texts.values():
        path = by_text.get(fold(text), text)
        counts[path] = counts.get(path, 0) + 1
    found = [Nomination(each.id, each.path, each.aliases, each.prize, counts.get(each.path, 0)) for each in known]
    paths = {fold(each.path) for each in known}
    declared = query.fetch(db, CONTESTS, [contest_id], ["nominations"])[0].values[0] or ()
    for text in dict.fromkeys((*declared, *counts)):
        if fold(by_text.get(fold(text), text)) not in paths:
            paths.add(fold(text))
            found.append(Nomination(None, text, entries=counts.get(text, 0)))
    return found


def path_of(nominations: Iterable[Nomination], text: str | None) -> str:
    """The nomination a text means: by its path, its name when it is the only one, or another spelling."""
    if not text:
        return ""
    spellings: dict[str, set[str]] = {}
    for each in nominations:
        for known in (*_spellings(each), fold(each.name)):
            spellings.setdefault(known, set()).add(each.path)
    meant = spellings.get(fold(text), set())
    return next(iter(meant)) if len(meant) == 1 else text


def add_nominations(db: Database, contest_id: int, text: str) -> int:
    """Adds the lines of a text in one change; an indented line (or «A / B») stands inside the line above it.

    Returns how many were added; those that are there already are left out.
    """
    wanted = _paths(text)
    if not wanted:
        raise UserError("Номинаций в тексте нет.", "Напишите номинации: по одной в строке.")
    here = {fold(path): each for each, path, *_ in _records(db, contest_id)}
    before = len(here)
    with db.change(f"Номинации: {query.title(db, 'contests', contest_id)}") as change:
        for path in wanted:
            _ensure(change, contest_id, path, here)
        _agree(db, change, contest_id)
    return len(here) - before


def adopt(db: Database, contest_id: int) -> int:
    """Makes records of the nominations that only texts name."""
    return add_nominations(db, contest_id, "\n".join(e.path for e in read_nominations(db, contest_id) if e.id is None))


def rename(db: Database, contest_id: int, nomination_id: int, name: str) -> None:
    """Another name, in the texts of participants too; the former one stays as another spelling."""
    name = name.strip()
    if not name:
        raise UserError("Название номинации пустое.", "Напишите название.")
    before = _records(db, contest_id)
    old, former = next((path, aliases) for each, path, aliases, _ in before if each == nomination_id)
    texts = _texts(db, contest_id)
    with db.change(f"Номинация «{name}»") as change:
        kept = tuple(dict.fromkeys((*former, old.rpartition(INSIDE)[2])))
        change.set(CONTEST_NOMINATIONS, nomination_id, {"name": name, "aliases": kept})
        after = {each: path for each, path, *_ in _records_in(change, contest_id)}
        moved = {fold(path): after[each] for each, path, *_ in before if after[each] != path}
        moved |= {fold(spelling): after[nomination_id] for spelling in (*former, old.rpartition(INSIDE)[2])}
        changed = [(entry, {"nomination": moved[fold(text)]}) for entry, text in texts.items() if fold(text) in moved]
        change.set_many(CONTEST_ENTRIES, changed)
        _agree(db, change, contest_id)


def remove(db: Database, contest_id: int, ids: Sequence[int]) -> None:
    """Takes nominations away with those inside them; a nomination somebody takes part in is refused."""
    tree = read_nominations(db, contest_id)
    roots = [each.path for each in tree if each.id in ids]
    gone = [each for each in tree if any(each.path == root or each.path.startswith(root + INSIDE) for root in roots)]
    used = [each for each in gone if each.entries]
    if used:
        names = ", ".join(f"«{each.name}» – {each.entries}" for each in used[:3])
        raise UserError(f"В номинации есть участники: {names}.", "Сначала перенесите участников в другую номинацию.")
    with db.change(f"Удалены номинации: {len(gone)}") as change:
        kept = [each.id for each in gone if each.id is not None]
        change.remove(CONTEST_NOMINATIONS, kept)
        declared = query.fetch(db, CONTESTS, [contest_id], ["nominations"])[0].values[0] or ()
        away = {fold(each.path) for each in gone}
        change.set(CONTESTS, contest_id, {"nominations": tuple(e for e in declared if fold(e) not in away) or None})


def _paths(text: str) -> list[str]:
    """The paths of an indented text, parents first."""
    found: dict[str, None] = {}
    above: list[tuple[int, str]] = []
    for line in text.expandtabs(4).splitlines():
        name = line.strip().strip("-–—•*").strip().rstrip(";").strip()
        if not name:
            continue
        indent = len(line) - len(line.lstrip())
        while above and above[-1][0] >= indent:
            above.pop()
        path = INSIDE.join([*(each for _, each in above[-1:]), name])
        above.append((indent, path))
        parts = [part.strip() for part in path.split(INSIDE)]
        for count in range(1, len(parts) + 1):
            found.setdefault(INSIDE.join(parts[:count]))
    return list(found)


def _ensure(change: Change, contest_id: int, path: str, here: dict[str, int]) -> int:
    if (known := here.get(fold(path))) is not None:
        return known
    parent, _, name = path.rpartition(INSIDE)
    parent_id = _ensure(change, contest_id, parent, here) if parent else None
    values = {"contest_id": contest_id, "parent_id": parent_id, "name": name, "no": len(here) + 1}
    here[fold(path)] = change.add(CONTEST_NOMINATIONS, values)
    return here[fold(path)]


def _agree(db: Database, change: Change, contest_id: int) -> None:
    """The exchanged list of the contest names every nomination."""
    records = _records_in(change, contest_id)
    known = {spelling for each in records for spelling in _spellings(Nomination(*each))}
    declared = change.current(CONTESTS, [contest_id])[contest_id]["nominations"] or ()
    rest = [text for text in declared if fold(text) not in known]
    paths = tuple(dict.fromkeys((*(path for _, path, *_ in records), *rest)))
    change.set(CONTESTS, contest_id, {"nominations": paths or None})


Found = tuple[int, str, tuple[str, ...], str]  # id, path, aliases, prize


def _records(db: Database, contest_id: int) -> list[Found]:
    names = ["parent_id", "no", "name", "aliases", "prize"]
    rows = query.rows(db, query.Query("contest_nominations", where=Test("contest_id", "eq", contest_id)), names)
    found = []
    for row in rows:
        parent, *rest = row.values
        found.append((row.id, parent.id if parent else None, *rest))
    return _tree(found)


def _records_in(change: Change, contest_id: int) -> list[Found]:
    """The same inside a change."""
    ids = next((e for s, f, e in change.referring(CONTESTS, [contest_id]) if s is CONTEST_NOMINATIONS), [])
    rows = change.current(CONTEST_NOMINATIONS, ids).items()
    return _tree([(e, v["parent_id"], v["no"], v["name"], v["aliases"], v["prize"]) for e, v in rows])


def _tree(rows: Iterable[tuple[int, int | None, int | None, str, tuple[str, ...] | None, str | None]]) -> list[Found]:
    inside: dict[int | None, list[tuple[int, int | None, str, tuple[str, ...] | None, str | None]]] = {}
    for each, parent, *rest in rows:
        inside.setdefault(parent, []).append((each, *rest))  # type: ignore[arg-type]

    def walk(parent: int | None, path: str, seen: frozenset[int]) -> list[Found]:
        found: list[Found] = []
        for each, _, name, aliases, prize in sorted(inside.get(parent, ()), key=lambda row: (row[1] or 0, row[2])):
            if each in seen:
                continue
            own = f"{path}{INSIDE}{name}" if path else name
            found.append((each, own, aliases or (), prize or ""))
            found += walk(each, own, seen | {each})
        return found

    return walk(None, "", frozenset())


def _spellings(nomination: Nomination) -> set[str]:
    return {fold(nomination.path), *map(fold, nomination.aliases)}


def _texts(db: Database, contest_id: int) -> dict[int, str]:
    where = Test("contest_id", "eq", contest_id)
    rows = query.rows(db, query.Query(CONTEST_ENTRIES.key, where=where), ["nomination"])
    return {row.id: row.values[0] for row in rows if row.values[0]}
