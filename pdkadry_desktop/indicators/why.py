"""«Почему?»: how one member stands in an indicator and which condition, field or fact decided it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import and_, literal, select

from ..core.conditions import All, AnyOf, Condition, Has, Linked, Named, Not, Test, on_the_row
from ..core.dates import Period, format_date
from ..core.register import FieldSpec, RegisterSpec
from ..registers import REGISTERS
from ..storage.conditions import compile_condition, link_field, own_link, resolve, value_at
from ..storage.database import Database
from ..storage.declare import table_of
from .compile import outside_values, parameters
from .definition import Counting, Definition, Part, Role
from .readings import readings
from .tally import Occurrence, subject_register, take
from .words import MONITORED, words

Outcome = Literal["numerator", "base", "unknown", "excluded", "outside"]
_NOTHING = "пусто"
_SHOWN = 3  # deciding facts of one condition


@dataclass(frozen=True)
class Fact:
    """A record that decided: a course, a pair, a diagnosis – with its dates."""

    register: str
    id: int
    text: str


@dataclass(frozen=True)
class Missing:
    """An empty field that leaves the member unknown, and the record to open for filling it."""

    register: str
    id: int
    field: str
    label: str


@dataclass(frozen=True)
class Explanation:
    """``outcome`` and the Russian ``text``; ``failed``: the conditions not met; ``row``: the record looked at."""

    outcome: Outcome
    text: str
    failed: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    facts: tuple[Fact, ...] = ()
    row: Fact | None = None


def why(
    db: Database,
    definition: Definition,
    period: Period,
    record: int | str,
    register: str | None = None,
    *,
    plan: Sequence[Occurrence] = (),
) -> Explanation:
    """Why a member is counted or not. ``record``: id in ``register`` (default: what the definition counts first).

    For an indicator of the plan ``record`` is track|no|start.
    """
    counting = definition.counting
    if counting.kind == "manual":
        return Explanation("outside", "Показатель вводится вручную: из реестров он не считается.")
    own_period = definition.period(period)
    if counting.plan_track is not None:
        return _of_plan(take(db, counting, own_period, plan).roles, str(record))
    parts = [each for each in counting.parts if register in (None, subject_register(each) or each.register)]
    found = [_Case(db, own_period, counting, part).explain(int(record)) for part in parts]
    order: list[Outcome] = ["numerator", "excluded", "base", "unknown", "outside"]
    return min(found, key=lambda each: order.index(each.outcome))


def _of_plan(roles: Mapping[Any, int], code: str) -> Explanation:
    role = next((role for member, role in roles.items() if member == code), None)
    if role is None:
        text = "Не входит в базу: срок пункта плана не в отчётном периоде, пункт отменён или раньше плана."
        return Explanation("outside", text)
    if role >= Role.NUMERATOR:
        return Explanation("numerator", "Входит в числитель: выполнено не позже даты отчёта.")
    return Explanation("base", "Только в базе: на дату отчёта не выполнено.")


@dataclass(frozen=True)
class _Row:
    """One row of the counted register with the truth of every condition on it."""

    id: int
    role: int | None  # None: the base is false
    truth: Mapping[int, bool | None]


class _Case:
    """One member in one part of a definition."""

    def __init__(self, db: Database, period: Period, counting: Counting, part: Part) -> None:
        self._db, self._period, self._counting, self._part = db, period, counting, part
        self._spec, self._table = REGISTERS[part.register], table_of(part.register)

    def explain(self, record: int) -> Explanation:
        rows = self._rows(record)
        if not rows:
            return Explanation("outside", f"Не входит в базу: в реестре «{self._spec.title}» нет ни одной записи.")
        best = max(rows, key=lambda row: (-99 if row.role is None else row.role, self._met(row)))
        row = self._fact(self._spec, best.id)
        part = self._part
        if best.role is None:
            failed = tuple(self._failed(best, part.base))
            outside = "Не входит в базу" if self._counting.has_base else "Не считается"
            return Explanation("outside", f"{outside}: {'; '.join(failed)}.", failed, row=row)
        if best.role <= Role.EXCLUDED:
            reason = self._counting.exclusions[-best.role].reason
            return Explanation("excluded", f"Не считается: {reason}.", (reason,), row=row)
        if best.role in (Role.UNKNOWN, Role.BASE_UNKNOWN):
            is_base = best.role == Role.UNKNOWN and _of(part.base, best.truth) is None
            decided_by = part.base if is_base else part.numerator
            missing = tuple(self._missing(best, decided_by))
            place = "не входит ни в базу, ни в числитель" if best.role == Role.UNKNOWN else "остаётся в базе"
            labels = ", ".join(f"«{each.label}»" for each in missing)
            return Explanation("unknown", f"Неизвестно: не заполнено {labels}; {place}.", missing=missing, row=row)
        if best.role >= Role.NUMERATOR:
            decided_by = part.base if part.numerator is None else part.numerator
            facts = tuple(dict.fromkeys(self._facts(best, decided_by)))
            counted = "Входит в числитель" if self._counting.has_base else "Считается"
            text = f"{counted}: {words(self._spec, decided_by)}"
            if best.role == Role.NUMERATOR_UNKNOWN:
                missing = tuple(self._missing(best, self._counting.doubtful))
                text += f"; но не заполнено {', '.join(f'«{each.label}»' for each in missing)}"
                return Explanation("numerator", f"{text}.", missing=missing, facts=facts, row=row)
            return Explanation("numerator", f"{text}.", facts=facts, row=row)
        failed = tuple(self._failed(best, part.numerator))
        return Explanation("base", f"Только в базе: {'; '.join(failed)}.", failed, row=row)

    # -- asking --------------------------------------------------------------------------------------------------

    def _rows(self, record: int) -> list[_Row]:
        """All rows of the member with the truth of each condition, composed as the statement composes them."""
        part, table = self._part, self._table
        exclusions = [each.condition for each in self._counting.exclusions]
        conditions = [part.base, part.numerator, self._counting.doubtful, *exclusions]
        leaves = {id(node): node for node in _nodes(conditions) if isinstance(node, Test | Linked)}
        has = {id(node): node for node in _nodes(conditions) if isinstance(node, Has)}
        columns = [compile_condition(self._spec, node, table) for node in leaves.values()]
        wanted = table.c.id == record if len(part.counts) > 1 else table.c[part.counts[0]] == record
        asked = select(table.c.id, *columns).where(wanted)
        found = []
        for row in self._db.connection.execute(asked, self._values(leaves.values())).all():
            truth = dict(zip(leaves, map(_as_truth, row[1:]), strict=True))
            truth.update({key: self._has(row[0], node) for key, node in has.items()})
            for condition in conditions:
                _compose(condition, truth)
            found.append(_Row(row[0], self._role(truth), truth))
        return found

    def _has(self, row: int, has: Has) -> bool:
        """Whether enough rows of the other register belong to this row and fit."""
        other, table = REGISTERS[has.register], table_of(has.register)
        met = compile_condition(other, has.where, table)
        asked = select(table.c.id).where(self._linked_rows(row, has), met).limit(has.at_least)
        return len(self._db.connection.scalars(asked, self._values([has.where])).all()) >= has.at_least

    def _role(self, truth: Mapping[int, bool | None]) -> int | None:
        """The role as ``role_of`` gives it; None when the base is false."""
        part, counting = self._part, self._counting
        base = _of(part.base, truth)
        if base is not True:
            return None if base is False else int(Role.UNKNOWN)
        for number, exclusion in enumerate(counting.exclusions):
            if _of(exclusion.condition, truth):
                return Role.EXCLUDED - number
        met = _of(part.numerator, truth)
        if met is not True:
            unknown = Role.UNKNOWN if counting.excludes_unknown else Role.BASE_UNKNOWN
            return int(Role.BASE if met is False else unknown)
        is_doubtful = counting.doubtful is not None and _of(counting.doubtful, truth)
        return int(Role.NUMERATOR_UNKNOWN if is_doubtful else Role.NUMERATOR)

    def _values(self, conditions: Iterable[Condition | None]) -> dict[str, Any]:
        return parameters(self._db, self._period, *outside_values(conditions))

    def _met(self, row: _Row) -> int:
        return sum(row.truth[id(node)] is True for node in _nodes([self._part.base]))

    # -- telling -------------------------------------------------------------------------------------------------

    def _failed(self, row: _Row, condition: Condition | None) -> Iterator[str]:
        """The conditions that are false, as deep as they say more."""
        if condition is None or row.truth[id(condition)] is not False:
            return
        match condition:
            case All(parts):
                for part in parts:
                    yield from self._failed(row, part)
            case Named(label, _) if label == MONITORED:
                yield "организация вне мониторинга"
            case Named(label, _) if label.startswith("действует "):
                yield f"не {label}"
            case Named(label, Test(path=path)):
                yield f"{label} (записано: {self._shown(row.id, path)})"
            case Named(label, (All() | AnyOf() | Has()) as part):
                inner = "; ".join(self._failed(row, part))
                yield label if label.startswith("«") or not inner else f"{label} – {inner}"
            case AnyOf(parts) if parts:
                ways = [" и ".join(self._failed(row, part)) for part in parts]
                yield ", а также ".join(way for way in ways if way)
            case Not(part):
                yield f"выполнено: {words(self._spec, part)}"
            case Has():
                yield self._without(row, condition)
            case Test(path=path):
                yield f"{words(self._spec, condition)} (записано: {self._shown(row.id, path)})"
            case _:
                yield f"не выполнено: {words(self._spec, condition) or _label(condition)}"

    def _missing(self, row: _Row, condition: Condition | None) -> Iterator[Missing]:
        """The empty fields of undecided tests, and of tests that say «не заполнено»."""
        for node in dict.fromkeys(_nodes([condition])):
            if not isinstance(node, Test):
                continue
            is_open = row.truth[id(node)] is None
            is_empty = node.op == "empty" and row.truth[id(node)] is True
            if not (is_open or is_empty):
                continue
            paths = [node.path, node.value.at] if is_open and getattr(node.value, "at", None) else [node.path]
            for path in paths:
                if (found := self._empty_field(row.id, path)) is not None:
                    yield found

    def _empty_field(self, row: int, path: str) -> Missing | None:
        """The field at the end of a path when it is empty or imprecise, with the record that holds it."""
        steps, _, _ = path.rpartition(".")
        followed, field = resolve(self._spec, path)
        holder = value_at(self._spec, steps, self._table) if steps else self._table.c.id
        other = f"{steps}.{field.other_end}" if steps else field.other_end
        ends = [value_at(self._spec, each, self._table) for each in (path, other) if each.rpartition(".")[2]]
        asked = select(holder, *ends).where(self._table.c.id == row)
        record, value, *others = self._db.connection.execute(asked).one()
        register = (followed[-1].link or "") if followed else self._spec.key
        if record is None:
            return None
        if value is None:
            return Missing(register, record, field.name, field.label)
        if others and others[0] is not None and others[0] != value:  # what the two ends do not agree on
            first, last = (format_date(each) for each in sorted((value, others[0])))
            return Missing(register, record, field.name, f"{field.label}: точно не известно, между {first} и {last}")
        return None

    def _field(self, path: str) -> FieldSpec:
        """The field at the end of a path; for a derived column the field it stands for."""
        instead = {column: name for name, column in readings().by_register[self._spec.key].instead.items()}
        return resolve(self._spec, instead.get(path, path))[1]

    def _shown(self, row: int, path: str) -> str:
        field = self._field(path)
        asked = select(value_at(self._spec, path, self._table)).where(self._table.c.id == row)
        value = self._db.connection.scalar(asked)
        if field.link and value is not None:
            return self._fact(REGISTERS[field.link], value).text
        return field.kind.format(value) or _NOTHING

    def _facts(self, row: _Row, condition: Condition | None) -> Iterator[Fact]:
        """The records and field values that make a condition true."""
        if condition is None or row.truth[id(condition)] is not True:
            return
        match condition:
            case All(parts) | AnyOf(parts):
                for part in parts:
                    yield from self._facts(row, part)
            case Named(label, part):
                if label != MONITORED:
                    yield from self._facts(row, part)
            case Has():
                yield from self._matching(row.id, condition, condition.where)
            case Linked(link, _):
                target = REGISTERS[link_field(self._spec, link).link or ""]
                asked = select(value_at(self._spec, link, self._table)).where(self._table.c.id == row.id)
                yield self._fact(target, int(self._db.connection.scalar(asked) or 0))
            case Test(path=path, op=op) if op != "empty":
                shown = self._shown(row.id, path)
                if shown != _NOTHING:
                    yield Fact(self._spec.key, row.id, f"{self._field(path).label}: {shown}")

    def _linked_rows(self, row: int, has: Has) -> Any:
        """Which rows of the other register belong to this one: a condition on its table."""
        other, table = REGISTERS[has.register], table_of(has.register)
        via = link_field(other, has.via)
        own = select(self._table.c[own_link(self._spec, via.link or "")]).where(self._table.c.id == row)
        return table.c[via.name] == own.scalar_subquery()

    def _matching(self, row: int, has: Has, where: Condition | None) -> Iterator[Fact]:
        other, table = REGISTERS[has.register], table_of(has.register)
        met = compile_condition(other, where, table)
        asked = select(table.c.id).where(self._linked_rows(row, has), met).order_by(table.c.id.desc()).limit(_SHOWN)
        for found in self._db.connection.scalars(asked, self._values([where])).all():
            yield self._fact(other, found)

    def _without(self, row: _Row, has: Has) -> str:
        """Why no row of the other register fits: there is none, or what the nearest one lacks."""
        other, table = REGISTERS[has.register], table_of(has.register)
        conditions = list(_opened(has.where))
        flags = [compile_condition(other, each, table) for each in conditions] or [literal(True)]
        asked = select(table.c.id, *flags).where(and_(self._linked_rows(row.id, has)))
        found = self._db.connection.execute(asked, self._values(conditions)).all()
        if not found:
            return f"в реестре «{other.title}» нет записей"
        nearest = max(found, key=lambda each: (sum(map(bool, each[1:])), each[0]))
        lacks = [
            words(other, each) or _label(each) for each, flag in zip(conditions, nearest[1:], strict=True) if not flag
        ]
        record = self._fact(other, nearest[0]).text
        return f"ближайшая запись в реестре «{other.title}» – {record} – не подходит: {'; '.join(lacks)}"

    def _fact(self, spec: RegisterSpec, record: int) -> Fact:
        """A record in words: its title and dates, for a participation what was taken part in."""
        table, reading = table_of(spec), readings().by_register.get(spec.key)
        dated = [name for name in (reading.date_fields if reading else ()) if name in spec.by_name]
        row = self._db.connection.execute(
            select(table.c.title, *(table.c[name] for name in dated)).where(table.c.id == record)
        ).one()
        title = row[0] or spec.singular
        for field in spec.links if not dated or spec.key in _PARTICIPATION else ():
            if field.link not in ("teachers", "organizations") and field.in_list:
                linked = self._db.connection.scalar(select(table.c[field.name]).where(table.c.id == record))
                if linked is not None:
                    title = f"{self._fact(REGISTERS[field.link or ''], linked).text}"
        return Fact(spec.key, record, title + _dates([value for value in row[1:] if isinstance(value, date)]))


_PARTICIPATION = ("memberships", "project_members")


def _as_truth(value: object) -> bool | None:
    """A truth value as the driver gives it: 1, 0 or nothing."""
    return None if value is None else bool(value)


def _of(condition: Condition | None, truth: Mapping[int, bool | None]) -> bool | None:
    return True if condition is None else truth[id(condition)]


def _compose(condition: Condition | None, truth: dict[int, bool | None]) -> bool | None:
    """Fills in the truth of compound conditions from their leaves; None is neither true nor false."""
    match condition:
        case None:
            return True
        case All(parts):
            found = [_compose(part, truth) for part in parts]
            met = False if False in found else None if None in found else True
        case AnyOf(parts):
            found = [_compose(part, truth) for part in parts]
            met = True if True in found else None if None in found else False
        case Not(part):
            inner = _compose(part, truth)
            met = None if inner is None else not inner
        case Named(_, part):
            met = _compose(part, truth)
        case _:
            met = truth[id(condition)]
    truth[id(condition)] = met
    return met


def _dates(values: Sequence[date]) -> str:
    return f" ({' – '.join(format_date(value) for value in values)})" if values else ""


def _label(condition: Condition) -> str:
    return condition.label if isinstance(condition, Named) else "условие"  # MONITORED is the only one without words


def _nodes(conditions: Iterable[Condition | None]) -> Iterator[Condition]:
    return (node for condition in conditions for node in on_the_row(condition))


def _opened(condition: Condition | None) -> Iterator[Condition]:
    match condition:
        case None:
            return
        case All(parts):
            for part in parts:
                yield from _opened(part)
        case _:
            yield condition
