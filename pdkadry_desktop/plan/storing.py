"""Plans kept in the base: made from an order in one change, read back as a board, facts of points written.

Everything goes through ``Database.change``, so that each action is one entry of the journal and can be undone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from ..core.errors import ChangeRefused, UserError
from ..registers.plan_evidence import PLAN_EVIDENCE
from ..registers.plan_occurrences import PLAN_OCCURRENCES
from ..registers.plan_rows import PLAN_ROWS
from ..registers.plan_tracks import PLAN_TRACKS
from ..registers.plans import PLANS
from ..storage.change import Change
from ..storage.database import Database
from ..storage.declare import table_of
from .board import Board, BoardRow, BoardTrack, OrderWithPlan, Point, board_of_order, judged
from .occurrences import occurrence_key
from .schedule import OccurrenceFacts
from .terms import Occurrence, parse_term
from .tracked import TrackedRow


def board_of(db: Database, order: OrderWithPlan, as_of: date) -> Board | None:
    """The plan of an order judged on a day: the stored one when the base has it, else as printed."""
    ident = plan_of(db, order.id)
    return board_of_order(order, as_of) if ident is None else read_board(db, ident, as_of)


def tracked_rows(db: Database, order: OrderWithPlan, as_of: date) -> list[TrackedRow]:
    """The rows of ``board_of`` as the indicators take them; none when the order has no plan."""
    board = board_of(db, order, as_of)
    return [row.tracked() for row in board.rows] if board else []


def plan_of(db: Database, profile_id: str) -> int | None:
    """The stored plan of a profile, the newest when there are several; None when there is none."""
    table = table_of(PLANS)
    statement = select(table.c.id).where(table.c.profile == profile_id).order_by(table.c.id.desc()).limit(1)
    return db.connection.scalar(statement)


# -- reading ---------------------------------------------------------------------------------------------------------


def read_board(db: Database, plan_id: int, as_of: date) -> Board:
    """A stored plan judged on a day; UserError when it is gone."""
    plans, tracks = table_of(PLANS), table_of(PLAN_TRACKS)
    plan = db.connection.execute(select(plans).where(plans.c.id == plan_id)).mappings().first()
    if plan is None:
        raise UserError("Этого плана в базе уже нет.", "Верните его отменой удаления или создайте заново.")
    found = db.connection.execute(
        select(tracks.c.id, tracks.c.track_no, tracks.c.name)
        .where(tracks.c.plan_id == plan_id)
        .order_by(tracks.c.position, tracks.c.id)
    ).all()
    numbers = {row.id: row.track_no for row in found}
    years = (plan["first_year"], plan["last_year"])
    return Board(
        plan["profile"] or "", plan["name"], plan["authority"] or "", plan["directive_no"] or "",
        plan["directive_on"], plan["starts_on"], years, as_of,
        tuple(BoardTrack(row.track_no, row.name) for row in found),
        tuple(_rows(db, plan_id, plan["starts_on"], years, as_of, numbers)), plan_id,
    )  # fmt: skip


def _rows(
    db: Database, plan_id: int, start: date, years: tuple[int, int], as_of: date, tracks: Mapping[int, str]
) -> list[BoardRow]:
    table = table_of(PLAN_ROWS)
    statement = select(table).where(table.c.plan_id == plan_id).order_by(table.c.position, table.c.id)
    stored = db.connection.execute(statement).mappings().all()
    terms = {text: parse_term(text, years) for text in {row["term"] for row in stored}}
    points: dict[int, list[Point]] = {row["id"]: [] for row in stored}
    on_demand = {row["id"] for row in stored if terms[row["term"]].kind == "on_demand"}
    for row_id, point in _points(db, plan_id, start, as_of, on_demand):
        points[row_id].append(point)
    return [
        BoardRow(
            tracks[row["track_id"]], row["row_no"], row["name"], terms[row["term"]], row["responsible"] or (),
            tuple(points[row["id"]]), row["place"] or "", row["result"] or "",
            tuple((row["reading"] or "").split()), row["id"],
        )
        for row in stored
    ]  # fmt: skip


def _points(db: Database, plan_id: int, start: date, as_of: date, on_demand: set[int]) -> list[tuple[int, Point]]:
    """Points of all rows by start; tuples of Core, no objects of SQLAlchemy."""
    table, rows, evidence = table_of(PLAN_OCCURRENCES), table_of(PLAN_ROWS), table_of(PLAN_EVIDENCE)
    counting = (
        select(evidence.c.occurrence_id, func.count())
        .join(table, table.c.id == evidence.c.occurrence_id)
        .join(rows, rows.c.id == table.c.row_id)
        .where(rows.c.plan_id == plan_id)
        .group_by(evidence.c.occurrence_id)
    )
    proofs: dict[int, int] = {row[0]: row[1] for row in db.connection.execute(counting)}
    names = (
        "id", "row_id", "period_key", "starts_on", "ends_on", "due_on", "started_on", "done_on", "moved_to_on",
        "moved_by", "is_cancelled", "result", "note", "is_own", "is_in_term",
    )  # fmt: skip
    statement = (
        select(*(table.c[name] for name in names))
        .join(rows, rows.c.id == table.c.row_id)
        .where(rows.c.plan_id == plan_id)
        .order_by(table.c.starts_on, table.c.ends_on, table.c.id)
    )
    found = []
    for (
        ident, row_id, key, starts_on, ends_on, due_on, started_on, done_on, moved_to, moved_by, is_cancelled, result,
        note, is_own, is_in_term,
    ) in db.connection.execute(statement).all():  # fmt: skip
        facts = OccurrenceFacts(
            starts_on, ends_on, due_on, started_on, done_on, moved_to, bool(is_cancelled), row_id in on_demand
        )
        point = judged(
            facts, start, as_of, key=key, ident=ident, moved_by=moved_by or "", result=result or "", note=note or "",
            is_own=bool(is_own), is_in_term=is_in_term is not False, evidence=proofs.get(ident, 0),
        )  # fmt: skip
        found.append((row_id, point))
    return found


@dataclass(frozen=True, slots=True)
class Evidence:
    """One proof of a point, as the detail pane shows it."""

    ident: int
    kind: str
    number: str
    on: date | None
    text: str
    document_id: int | None
    activity_id: int | None


def evidence_of(db: Database, occurrence_id: int) -> list[Evidence]:
    """The proofs of one point, the oldest first."""
    table = table_of(PLAN_EVIDENCE)
    statement = select(table).where(table.c.occurrence_id == occurrence_id).order_by(table.c.id)
    return [
        Evidence(
            row["id"], row["kind"], row["evidence_no"] or "", row["evidence_on"], row["text"] or "",
            row["document_id"], row["activity_id"],
        )
        for row in db.connection.execute(statement).mappings()
    ]  # fmt: skip


# -- making ----------------------------------------------------------------------------------------------------------


def make_plan(db: Database, order: OrderWithPlan) -> int:
    """Puts the plan of an order into the base in one change; returns its id. Refused when it is there already."""
    board = board_of_order(order, date.max)
    if board is None:
        raise UserError("В приказе нет плана мероприятий.", "Выберите профиль, в котором он есть.")
    if plan_of(db, order.id) is not None:
        raise ChangeRefused("План этого приказа уже создан.", "Откройте его на странице «План».")
    return add_board(db, board)


def add_board(db: Database, board: Board) -> int:
    """Stores a whole board as a new plan in one change; facts of its points are not taken over."""
    with db.change(f"Создан план: {board.order or board.title}") as change:
        plan_id = change.add(PLANS, {
            "name": board.title, "profile": board.profile_id or None, "authority": board.authority or None,
            "directive_no": board.order_no or None, "directive_on": board.order_on, "starts_on": board.start,
            "first_year": board.years[0], "last_year": board.years[1],
        })  # fmt: skip
        tracks = dict(zip(
            (track.no for track in board.tracks),
            change.add_many(PLAN_TRACKS, [
                {"plan_id": plan_id, "position": at, "track_no": track.no, "name": track.title}
                for at, track in enumerate(board.tracks, 1)
            ]),
            strict=True,
        ))  # fmt: skip
        values = [_row_values(plan_id, tracks, at, row) for at, row in enumerate(board.rows, 1)]
        rows = change.add_many(PLAN_ROWS, values)
        change.add_many(PLAN_OCCURRENCES, [
            new_point(row_id, Occurrence(point.start, point.end))
            for row_id, row in zip(rows, board.rows, strict=True) for point in row.points
        ])  # fmt: skip
    return plan_id


def _row_values(plan_id: int, tracks: Mapping[str, int], at: int, row: BoardRow) -> dict[str, Any]:
    people = tuple(part for each in row.responsible for name in each.split(";") if (part := name.strip()))
    return {
        "plan_id": plan_id, "track_id": tracks[row.track], "position": at, "row_no": row.no, "name": row.title,
        "term": row.term.text, "reading": " ".join(row.reading) or None, "responsible": people or None,
        "place": row.place or None, "result": row.result or None,
    }  # fmt: skip


def new_point(row_id: int, found: Occurrence) -> dict[str, Any]:
    """Values of a point that a term gave."""
    key = occurrence_key(found.start, found.end)
    return {"row_id": row_id, "period_key": key, "starts_on": found.start, "ends_on": found.end}


def delete_plan(db: Database, plan_id: int) -> None:
    """Removes a plan with everything in it in one change, which can be undone as a whole."""
    with db.change("Удалено: план мероприятий") as change:
        rows = _ids(change, PLAN_ROWS.key, "plan_id", [plan_id])
        points = _ids(change, PLAN_OCCURRENCES.key, "row_id", rows)
        for spec, link, parents in (
            (PLAN_EVIDENCE, "occurrence_id", points), (PLAN_OCCURRENCES, "row_id", rows),
            (PLAN_ROWS, "plan_id", [plan_id]), (PLAN_TRACKS, "plan_id", [plan_id]),
        ):  # fmt: skip
            change.remove(spec, _ids(change, spec.key, link, parents))
        change.remove(PLANS, [plan_id])


def _ids(change: Change, register: str, link: str, parents: Sequence[int]) -> list[int]:
    table = table_of(register)
    found: list[int] = []
    for start in range(0, len(parents), 500):
        chunk = parents[start : start + 500]
        found += change.connection.scalars(select(table.c.id).where(table.c[link].in_(chunk))).all()
    return found
