"""Two records become one: what would happen is shown first, then done as one change that undo takes back whole.

Every link of every register is followed by declaration, so a register that is added later needs nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ..core.errors import ChangeRefused
from ..core.kinds import Bool, Choice, MultiChoice, Text, TextList
from ..core.register import OTHER_CODES, FieldSpec, RegisterSpec
from ..core.text import counted, fold
from ..registers import REGISTERS
from ..registers.duplicate_decisions import DUPLICATE_DECISIONS
from ..storage import query, records
from ..storage.change import Change, current_rows, referring
from ..storage.database import Database
from .merge_conditions import rules_follow, selections_naming

Side = Literal["keep", "drop", "both"]
Fate = Literal["merge", "both"]  # of a row that repeats another: one row of the two, or both stay
RowKey = tuple[str, int]  # register, id of the row that moves
_SHOWN = 3  # rows named in a refusal


@dataclass(frozen=True)
class FieldChoice:
    """A field of the two records: both values as they are shown, what is proposed, what may be chosen.

    ``follows``: the field whose side decides («Категория присвоена» goes with «Категория»), None when it has its own.
    """

    field: FieldSpec
    keep: Any
    drop: Any
    proposed: Side
    sides: tuple[Side, ...]
    follows: FieldSpec | None = None

    @property
    def is_conflict(self) -> bool:
        return len(self.sides) > 1

    def text(self, side: Side) -> str:
        """The value of a side in words."""
        if side == "both":
            return self.field.kind.format(_both(self.field, self.keep, self.drop))
        value = self.keep if side == "keep" else self.drop
        return str(value) if isinstance(value, query.LinkTo) else self.field.kind.format(value)


@dataclass(frozen=True, slots=True)
class Moved:
    """Rows of a register that will point to the kept record."""

    spec: RegisterSpec
    field: FieldSpec
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A row that moves and then says what a row of the kept record says already.

    ``differing``: (label, value of the row that stays, value of the one that moves); ``is_exact``: the whole key
    agrees, not only where both are filled.
    """

    spec: RegisterSpec
    stays: int
    moves: int
    title: str
    is_exact: bool
    differing: tuple[tuple[str, str, str], ...]

    @property
    def key(self) -> RowKey:
        return self.spec.key, self.moves

    @property
    def proposed(self) -> Fate:
        """One row of the two when nothing would be lost."""
        return "merge" if self.is_exact and not self.differing else "both"


@dataclass(frozen=True)
class Preview:
    """What a merge would do. ``between``: rows that link the two records with each other, in words;
    ``selections``: saved selections that name the dropped record and will find nothing by it.
    """

    spec: RegisterSpec
    keep_id: int
    drop_id: int
    keep_title: str
    drop_title: str
    fields: tuple[FieldChoice, ...]
    moved: tuple[Moved, ...]
    repeats: tuple[Repeat, ...]
    between: tuple[str, ...]
    selections: tuple[str, ...]

    @property
    def conflicts(self) -> tuple[FieldChoice, ...]:
        return tuple(each for each in self.fields if each.is_conflict)

    def moved_words(self) -> list[str]:
        """«Курсы – 12», by register."""
        counts: dict[str, int] = {}
        for each in self.moved:
            counts[each.spec.title] = counts.get(each.spec.title, 0) + len(each.ids)
        return [f"{title}\u00a0– {count}" for title, count in counts.items()]


def preview(db: Database, register: str, keep_id: int, drop_id: int) -> Preview:
    """What merging ``drop_id`` into ``keep_id`` would do; ChangeRefused when a record is gone."""
    spec = REGISTERS[register]
    _refuse_impossible(spec, keep_id, drop_id)
    keep, drop = records.read(db, spec, keep_id), records.read(db, spec, drop_id)
    if keep is None or drop is None:
        raise ChangeRefused("Одной из записей уже нет.", "Вернитесь к списку и обновите его (F5).")
    moved, between = _links_to(db, spec, keep_id, drop_id)
    return Preview(
        spec, keep_id, drop_id, query.title(db, register, keep_id), query.title(db, register, drop_id),
        tuple(_choices(spec, keep, drop)), tuple(moved), tuple(_repeats(db, spec, moved, keep_id)), tuple(between),
        tuple(selections_naming(db, register, drop_id)),
    )  # fmt: skip


def merge(
    db: Database,
    register: str,
    keep_id: int,
    drop_id: int,
    choices: Mapping[str, Side] | None = None,
    fates: Mapping[RowKey, Fate] | None = None,
) -> int:
    """Merges ``drop_id`` into ``keep_id`` as one change; returns its journal entry.

    ``choices``: field → whose value stays; ``fates``: what becomes of rows that repeat. What is not said is done as
    ``preview`` proposes. ChangeRefused when the two are linked with each other; ClosedPeriod as any other change.
    """
    seen = preview(db, register, keep_id, drop_id)
    spec = seen.spec
    if seen.between:
        named = "; ".join(seen.between[:_SHOWN])
        raise ChangeRefused(
            f"Записи связаны друг с другом: {named}.",
            "Скорее всего, это разные записи. Если нет – сначала исправьте или удалите эту связь.",
        )
    wanted = {each.field.name: (choices or {}).get(each.field.name, each.proposed) for each in seen.fields}
    unknown = [name for name, side in wanted.items() if side not in _sides(seen, name)]
    if unknown:
        raise ChangeRefused(f"Для поля «{spec.by_name[unknown[0]].label}» так выбрать нельзя.", "Выберите значение.")
    with db.change(f"Объединены: {spec.singular} «{seen.keep_title}» и «{seen.drop_title}»", kind="merge") as change:
        _forget_decision(change, spec, keep_id, drop_id)
        gone = {each.moves: each for each in seen.repeats if (fates or {}).get(each.key, each.proposed) == "merge"}
        for moved in seen.moved:
            change.set_many(moved.spec, [(each, {moved.field.name: keep_id}) for each in moved.ids])
        for repeat in gone.values():
            _join_rows(change, repeat)
        rules_follow(change, register, drop_id, keep_id)
        current = change.current(spec, [keep_id, drop_id])
        before, dropped = current[keep_id], current[drop_id]
        after = {**before, **_chosen(seen, wanted, before, dropped)}
        for side in (dropped, before):
            after |= _names_kept(spec, side, after)
        after[OTHER_CODES] = _codes(before, dropped, after)
        change.remove(spec, [drop_id])
        change.set_many(spec, [(keep_id, after)], remembers=False)  # all is chosen and remembered by now
        return change.entry_id


def _refuse_impossible(spec: RegisterSpec, keep_id: int, drop_id: int) -> None:
    if not spec.may_merge:
        raise ChangeRefused(f"Записи реестра «{spec.title}» не объединяются.", "Удалите лишнюю запись.")
    if keep_id == drop_id:
        raise ChangeRefused("Это одна и та же запись.", "Выберите две разные записи.")


# -- the record's own fields -------------------------------------------------------------------------------------------


def _choices(spec: RegisterSpec, keep: Mapping[str, Any], drop: Mapping[str, Any]) -> list[FieldChoice]:
    found = []
    for field in spec.fields:
        mine, theirs = keep[field.name], drop[field.name]
        if field.name == OTHER_CODES or (_is_empty(mine) and _is_empty(theirs)):
            continue
        sides: tuple[Side, ...]
        if _is_empty(theirs) or mine == theirs:
            sides = ("keep",)
        elif _is_empty(mine):
            sides = ("drop",)
        else:
            sides = ("keep", "drop", "both") if _can_both(field) else ("keep", "drop")
        proposed: Side = sides[0]
        base = spec.by_name[field.depends[0]] if field.depends else None
        if base is not None and mine != theirs and keep[base.name] != drop[base.name]:
            found.append(FieldChoice(field, mine, theirs, "keep", ("keep",), base))
            continue
        if "both" in sides and isinstance(field.kind, TextList | MultiChoice):
            proposed = "both"
        elif len(sides) > 1 and _is_short_for(mine, theirs):
            proposed = "drop"
        found.append(FieldChoice(field, mine, theirs, proposed, sides))
    return found


def _is_short_for(mine: Any, theirs: Any) -> bool:
    """«А.» for «Анна», «Семенова» for «Семёнова»: the other spelling says more."""
    if not isinstance(mine, str) or not isinstance(theirs, str):
        return False
    if mine.endswith("."):
        return len(theirs) > len(mine) and fold(theirs).startswith(fold(mine).rstrip("."))
    return fold(mine) == fold(theirs) and "ё" in theirs.casefold() and "ё" not in mine.casefold()


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value == ()


def _can_both(field: FieldSpec) -> bool:
    """Lists take both; so does a long text."""
    return isinstance(field.kind, TextList | MultiChoice) or (
        isinstance(field.kind, Text) and field.kind.rows > 1 and not field.required
    )


def _both(field: FieldSpec, mine: Any, theirs: Any) -> Any:
    if isinstance(field.kind, TextList | MultiChoice):
        return tuple(dict.fromkeys((*mine, *theirs)))
    return f"{mine}\n{theirs}"


def _sides(seen: Preview, name: str) -> tuple[Side, ...]:
    return next(each.sides for each in seen.fields if each.field.name == name)


def _chosen(
    seen: Preview, wanted: Mapping[str, Side], keep: Mapping[str, Any], drop: Mapping[str, Any]
) -> dict[str, Any]:
    """The fields of the merged record; a link to one of the two is emptied."""
    found = {}
    for each in seen.fields:
        name = each.field.name
        side = wanted[name] if each.follows is None else wanted.get(each.follows.name, "keep")
        value = (
            _both(each.field, keep[name], drop[name]) if side == "both" else (keep if side == "keep" else drop)[name]
        )
        is_own = each.field.link == seen.spec.key and value in (seen.keep_id, seen.drop_id)
        found[name] = None if is_own else value
    return found


def _names_kept(spec: RegisterSpec, gone: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The lists that keep names which the merged record no longer bears."""
    found = spec.remember(gone, after) if spec.remember is not None else {}
    return {name: value for name, value in found.items() if isinstance(spec.by_name[name].kind, TextList)}


def _codes(before: Mapping[str, Any], dropped: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...] | None:
    """All codes by which the merged record is known beside its own."""
    known = (
        *(before[OTHER_CODES] or ()), *(dropped[OTHER_CODES] or ()), *(after.get(OTHER_CODES) or ()),
        before["code"], dropped["code"],
    )  # fmt: skip
    return tuple(code for code in dict.fromkeys(known) if code and code != after["code"]) or None


# -- records that refer to it ------------------------------------------------------------------------------------------


def _links_to(db: Database, spec: RegisterSpec, keep_id: int, drop_id: int) -> tuple[list[Moved], list[str]]:
    """Rows that refer to the dropped record, and those that link it with the kept one."""
    moved, between = [], []
    for other, field, ids in referring(db.connection, spec, [drop_id]):
        rows = current_rows(db.connection, other, ids)
        kept = [each for each in ids if other is not DUPLICATE_DECISIONS or not _is_between(other, rows[each], keep_id)]
        if other is spec:
            kept = [each for each in kept if each not in (keep_id, drop_id)]
        elif other is not DUPLICATE_DECISIONS:
            between += [
                f"{other.title}\u00a0– {counted(1, *other.forms_of_count)} ({field.label})"
                for each in kept if _is_between(other, rows[each], keep_id, field, spec)
            ]  # fmt: skip
        if kept:
            moved.append(Moved(other, field, tuple(kept)))
    return moved, list(dict.fromkeys(between))


def _is_between(
    other: RegisterSpec,
    row: Mapping[str, Any],
    keep_id: int,
    through: FieldSpec | None = None,
    target: RegisterSpec | None = None,
) -> bool:
    """Whether a row refers to the kept record as well, by another field than ``through``."""
    return any(
        row[each.name] == keep_id
        for each in other.links
        if each is not through and (target is None or each.link == target.key)
    )


def _repeats(db: Database, target: RegisterSpec, moved: Sequence[Moved], keep_id: int) -> list[Repeat]:
    found: list[Repeat] = []
    kept = referring(db.connection, target, [keep_id])
    for each in moved:
        spec, name = each.spec, each.field.name
        if name not in spec.key_fields or spec is DUPLICATE_DECISIONS:
            continue
        there = next((ids for other, field, ids in kept if other is spec and field.name == name), [])
        own = current_rows(db.connection, spec, there)
        free = dict(own)
        for row_id, row in current_rows(db.connection, spec, each.ids).items():
            alike = [(stays, _likeness(spec, name, values, row)) for stays, values in free.items()]
            ranked = sorted((-likeness, stays) for stays, likeness in alike if likeness)
            if ranked:
                likeness, stays = -ranked[0][0], ranked[0][1]
                del free[stays]
                found.append(_repeat(db, spec, name, (stays, own[stays]), (row_id, row), likeness == 2))
    return found


def _likeness(spec: RegisterSpec, moving: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> int:
    """2: the whole key agrees, 1: as far as both are filled, 0: it does not; a key of the link alone tells nothing."""
    rest = [spec.by_name[name] for name in spec.key_fields if name != moving]
    if not rest:
        return 0
    is_exact = True
    for field in rest:
        mine, theirs = _compared(field, one[field.name]), _compared(field, other[field.name])
        if mine == theirs:
            continue
        if mine is not None and theirs is not None:
            return 0
        is_exact = False
    return 2 if is_exact else 1


def _compared(field: FieldSpec, value: Any) -> Any:
    if value is None and isinstance(field.kind, Bool | Choice):
        return field.kind.empty_means
    return fold(value) if isinstance(value, str) else value


def _repeat(
    db: Database, spec: RegisterSpec, moving: str, stays: tuple[int, Any], moves: tuple[int, Any], is_exact: bool
) -> Repeat:
    shown = {row.id: row.values for row in query.fetch(db, spec, [stays[0], moves[0]], list(spec.by_name))}
    differing: list[tuple[str, str, str]] = []
    for place, field in enumerate(spec.fields):
        mine, theirs = stays[1][field.name], moves[1][field.name]
        if field.name in (moving, "code", *spec.of_making) or _is_empty(mine) or _is_empty(theirs):
            continue
        if _compared(field, mine) != _compared(field, theirs):
            one, other = (_words(field, shown[each[0]][place]) for each in (stays, moves))
            differing.append((field.label, one, other))
    told = [
        _words(field, value) for field, value in zip(spec.fields, shown[moves[0]], strict=True)
        if field.name != moving and field.name in (*spec.key_fields, *spec.title_fields) and not _is_empty(value)
    ]  # fmt: skip
    title = " · ".join(dict.fromkeys(each for each in told if each))
    return Repeat(spec, stays[0], moves[0], title, is_exact, tuple(differing))


def _words(field: FieldSpec, value: Any) -> str:
    return str(value) if isinstance(value, query.LinkTo) else field.kind.format(value)


def _join_rows(change: Change, repeat: Repeat) -> None:
    """One row of two: what is empty in the row that stays is filled, what refers to the other one follows."""
    rows = change.current(repeat.spec, [repeat.stays, repeat.moves])
    stays, moves = rows[repeat.stays], rows[repeat.moves]
    for other, field, ids in change.referring(repeat.spec, [repeat.moves]):
        change.set_many(other, [(each, {field.name: repeat.stays}) for each in ids])
    filled = {name: value for name, value in moves.items() if _is_empty(stays[name]) and not _is_empty(value)}
    change.remove(repeat.spec, [repeat.moves])
    change.set(repeat.spec, repeat.stays, filled)


def _forget_decision(change: Change, spec: RegisterSpec, keep_id: int, drop_id: int) -> None:
    """«Не дубль» about these very two has been overruled."""
    for other, _, ids in change.referring(spec, [drop_id]):
        if other is DUPLICATE_DECISIONS:
            rows = change.current(other, ids)
            change.remove(other, [each for each, row in rows.items() if _is_between(other, row, keep_id)])
