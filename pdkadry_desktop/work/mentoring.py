"""Mentoring by art. 351.8 of the Labour Code: what each pair lacks, papers filled for many, pairs of an order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ..core.dates import format_date
from ..core.errors import ChangeRefused, UserError
from ..core.text import counted, fold, natural
from ..registers import REGISTERS
from ..storage.database import Database
from ..storage.records import next_code, plain
from .people import jobs_on
from .working import Values, read_ids, read_rows

LAW_FROM = date(2025, 3, 1)
NOT_AT_WORK = ("teacher_pupil", "pupil_pupil")  # a pupil is nobody's employee
CLOSED = ("finished", "dissolved")
Gap = Literal["over", "consent", "agreement", "programme", "payment", "term", "directive"]
GAPS: dict[Gap, str] = {
    "over": "срок истёк", "consent": "нет согласия", "agreement": "нет допсоглашения", "programme": "нет программы",
    "payment": "нет оплаты", "term": "нет срока", "directive": "нет приказа",
}  # fmt: skip
FILLED = (
    "consent_on", "agreement", "programme", "payment", "ends_on", "directive_no", "directive_on", "status",
)  # fmt: skip
_PAIRS = ("пара", "пары", "пар")


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair of the day and what its papers lack; ``doubts`` are sentences to look at."""

    id: int
    mentor_id: int
    mentor: str
    mentee: str
    organization: str
    form: str
    starts_on: date
    ends_on: date | None
    order: str
    gaps: tuple[Gap, ...]
    doubts: tuple[str, ...]

    def words(self) -> str:
        return "; ".join((*(GAPS[gap] for gap in self.gaps), *self.doubts))


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs at work on a day; ``left_out``: pairs with pupils, of which the article does not speak."""

    pairs: tuple[Pair, ...]
    left_out: int
    on: date


def pairs(db: Database, on: date) -> Pairs:
    """Pairs that work on the day, or are planned, or should have ended; before the law there was nothing to draw up."""
    if on < LAW_FROM:
        return Pairs((), 0, on)
    rows = [row for row in read_rows(db, "mentorships") if _concerns(row, on)]
    at_work = [row for row in rows if row["form"] not in NOT_AT_WORK]
    found = sorted(
        (judge(row, on) for row in at_work), key=lambda each: (natural(each.organization), fold(each.mentor))
    )
    return Pairs(tuple(found), len(rows) - len(at_work), on)


def _concerns(row: Values, on: date) -> bool:
    if row["status"] in CLOSED or (row["starts_on"] > on and row["status"] != "planned"):
        return False
    is_over = row["ends_on"] is not None and row["ends_on"] < on
    return not is_over or (row["status"] == "running" and row["ends_on"] >= LAW_FROM)


def judge(row: Values, on: date) -> Pair:
    """What one pair lacks on a day."""
    gaps: list[Gap] = []
    if row["ends_on"] is None:
        gaps.append("term")
    elif row["ends_on"] < on:
        gaps.append("over")
    empty: list[tuple[Gap, str]] = [
        ("consent", "consent_on"), ("agreement", "agreement"), ("programme", "programme"), ("payment", "payment"),
        ("directive", "directive_no"),
    ]  # fmt: skip
    gaps += [gap for gap, name in empty if row[name] is None]
    doubts = []
    since = max(row["starts_on"], LAW_FROM)
    if row["consent_on"] is not None and row["consent_on"] > since:
        doubts.append(f"согласие {format_date(row['consent_on'])} – позже начала")
    form = REGISTERS["mentorships"].by_name["form"].kind.format(row["form"])
    day = f" от {format_date(row['directive_on'])}" if row["directive_on"] else ""
    return Pair(
        row["id"], row["mentor_id"].id, str(row["mentor_id"]), str(row["mentee_id"] or row["mentee_name"] or ""),
        str(row["organization_id"]), form, row["starts_on"], row["ends_on"],
        f"№ {row['directive_no'].removeprefix('№').strip()}{day}" if row["directive_no"] else "",
        tuple(gap for gap in GAPS if gap in gaps), tuple(doubts),
    )  # fmt: skip


def fill(db: Database, ids: Sequence[int], values: Mapping[str, Any], *, only_empty: bool = True) -> int:
    """Sets the given papers in many pairs in one change; with ``only_empty`` what is there stays. Returns how many."""
    spec = REGISTERS["mentorships"]
    given = {name: value for name, value in values.items() if name in FILLED and value is not None}
    if not given:
        raise UserError(
            "Ничего не записано: ни одно поле не заполнено.", "Заполните то, что есть у всех отмеченных пар."
        )
    new: list[tuple[int, dict[str, Any]]] = []
    for each, row in read_ids(db, "mentorships", ids).items():
        own = {name: value for name, value in given.items() if not only_empty or row[name] is None}
        wrong = [one for one in spec.problems({**plain(row), **own}) if one.severity == "error"]
        if wrong:
            raise ChangeRefused(f"Ничего не записано. {row['mentor_id']}: {wrong[0].message}", "Исправьте и повторите.")
        if own:
            new.append((each, own))
    if not new:
        return 0
    with db.change(f"Наставничество, документы: {counted(len(new), *_PAIRS)}") as change:
        return change.set_many(spec, new)


@dataclass(frozen=True, slots=True)
class NewPair:
    """A pair of an order: the mentee is a person or a name; ``values`` are its own, before those all have in common."""

    mentor_id: int
    mentor: str
    mentee_id: int | None
    mentee_name: str | None
    values: Mapping[str, Any]


def add_pairs(db: Database, shared: Mapping[str, Any], new: Sequence[NewPair], on: date) -> tuple[int, int]:
    """Adds pairs in one change; without an organisation that of the mentor's job. Returns how many, how many were."""
    spec = REGISTERS["mentorships"]
    places = jobs_on(db, on, [each.mentor_id for each in new])
    taken = {_key(plain(row)) for row in read_rows(db, "mentorships")}
    rows: list[dict[str, Any]] = []
    first = next_code(db, spec)
    prefix, number = first.rsplit("-", 1)
    for each in new:
        given = {name: value for name, value in each.values.items() if value is not None}
        row = plain({**shared, **given, "mentor_id": each.mentor_id, "mentee_id": each.mentee_id,
                     "mentee_name": each.mentee_name})  # fmt: skip
        if row.get("organization_id") is None and each.mentor_id in places:
            row["organization_id"] = places[each.mentor_id].organization_id
        if _key(row) in taken:
            continue
        taken.add(_key(row))
        row["code"] = f"{prefix}-{int(number) + len(rows):0{len(number)}}"
        wrong = [one for one in spec.problems(row) if one.severity == "error"]
        if wrong:
            raise ChangeRefused(f"Пары не добавлены. {each.mentor}: {wrong[0].message}", "Исправьте и повторите.")
        rows.append(row)
    if rows:
        with db.change(f"Наставничество, пары из приказа: {counted(len(rows), *_PAIRS)}") as change:
            change.add_many(spec, rows)
    return len(rows), len(new) - len(rows)


def _key(row: Values) -> tuple[Any, ...]:
    return row["mentor_id"], row.get("mentee_id"), fold(row.get("mentee_name") or ""), row.get("starts_on")
