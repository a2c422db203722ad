"""What the workbook does not carry, for the demonstration base: rules and results of stipends, snapshots of vacancies,
jury sheets of a contest, a rule of a community, documents at records. Made by the functions the window uses.

Nothing here touches a column of the canonical workbook.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from ..core.conditions import All, Test
from ..core.kinds import Choice
from ..core.text import fold
from ..registers import REGISTERS
from ..storage import query
from ..storage.database import Database
from ..work import attachments, contest_board, membership_rule, staff_records, stipend_actions

_SESSIONS = ((1, 31), (6, 30))  # month and day
_GAPS = (3.95, 4.55)  # scores between the lines of an order
_SNAPSHOTS = ((11, 15), (12, 1))  # the next half-month is left to be done
_CRITERIA = (
    ("Содержание и глубина раскрытия темы", 10), ("Методическая компетентность", 10),
    ("Вовлечение обучающихся", 5), ("Речевая культура и рефлексия", 5),
)  # fmt: skip
_RANKS = ("winner", "prize", "laureate", "finalist")
_CIRCLE = "математик"


def fill_unexchanged(db: Database, year: int, seed: int) -> None:
    """Fills the registers that no workbook brings, as of a year; the same seed gives the same records."""
    for order in stipend_actions.shipped():
        stipend_actions.take_shipped(db, order)
    _studies(db, year, Random(f"{seed}:studies"))
    _snapshots(db, year, Random(f"{seed}:snapshots"))
    _jury(db, year, Random(f"{seed}:jury"))
    _rule(db, year)
    _documents(db, year)


def _studies(db: Database, year: int, rng: Random) -> None:
    """Where the students come from and how they study; some forms, terms, scores and confirmations are missing."""
    spec, results = REGISTERS["target_students"], REGISTERS["study_results"]
    days = [date(year + more, month, day) for more in (-1, 0) for month, day in _SESSIONS]
    names = ["starts_on", "ends_on", "average_score", "has_contract"]
    rows = list(query.rows(db, query.Query(spec.key, order=("code",)), names))
    classes = [
        (row.id, row.values[0])
        for row in query.rows(db, query.Query("pedagogical_classes", order=("code",)), ["starts_on"])
    ]
    cards = []
    sessions = []
    for row in rows:
        start, end, card, contract = row.values
        before = [each for each, began in classes if began < start]
        cards.append((row.id, {
            "study_form": _code("очная" if rng.random() < 0.75 else "заочная") if rng.random() < 0.9 else None,
            "service_years": rng.choice((3, 3, 5)) if contract is not False and rng.random() < 0.8 else None,
            "class_id": rng.choice(before) if before and rng.random() < 0.3 else None,
        }))  # fmt: skip
        usual = card or rng.uniform(3.4, 4.9)
        for day in days:
            if start < day and (end is None or day <= end) and rng.random() < 0.92:
                score = rng.choice(_GAPS) if rng.random() < 0.08 else round(usual + rng.uniform(-0.15, 0.15), 2)
                sessions.append({
                    "student_id": row.id, "session_on": day, "average_score": min(5.0, max(3.0, score)),
                    "is_successful": True if rng.random() < 0.7 else None,
                })  # fmt: skip
    with db.change("Учёба студентов") as change:
        change.set_many(spec, cards)
        change.add_many(results, sessions)


def _code(label: str) -> str:
    kind = REGISTERS["target_students"].by_name["study_form"].kind
    assert isinstance(kind, Choice)
    return str(kind.dictionary.code_of(label))


def _snapshots(db: Database, year: int, rng: Random) -> None:
    """Two half-months of vacancies; most schools said «без изменений»."""
    for month, day in _SNAPSHOTS:
        point = date(year, month, day)
        places = [each.id for each in staff_records.places(db, point)]
        staff_records.confirm(db, [each for each in places if rng.random() < 0.8], point)
        staff_records.take(db, point, point)


def _jury(db: Database, year: int, rng: Random) -> None:
    """Criteria and points of the largest contest of the year that has a jury; one sheet is not full."""
    contest = max(_judged(db, year), key=lambda each: (len(each.works), -each.id), default=None)
    if contest is None:
        return
    rows = [
        {"contest_id": contest.id, "no": number, "name": name, "max_points": most}
        for number, (name, most) in enumerate(_CRITERIA, 1)
    ]
    with db.change(f"Критерии конкурса «{contest.title}»") as change:
        criteria = change.add_many(REGISTERS["contest_criteria"], rows)
    marks: dict[contest_board.Mark, float] = {}
    for work in contest.works:
        result = work.first.result
        level = 0.95 - 0.07 * (_RANKS.index(result) if result in _RANKS else len(_RANKS) + rng.randint(0, 3))
        for juror in contest.jury:
            for criterion, (_, most) in zip(criteria, _CRITERIA, strict=True):
                points = most * (level + rng.uniform(-0.06, 0.05))
                marks[juror.id, work.key, criterion] = min(float(most), round(points * 2) / 2)
    del marks[max(marks)]
    contest_board.write_points(db, contest.id, marks, "Листы жюри")


def _judged(db: Database, year: int) -> Iterator[contest_board.Contest]:
    where = All((Test("starts_on", "ge", date(year, 1, 1)), Test("starts_on", "le", date(year, 12, 31))))
    for each in query.ids(db, query.Query("contests", where=where, order=("code",))):
        contest = contest_board.read_contest(db, each)
        if contest.works and contest.jury:
            yield contest


def _rule(db: Database, year: int) -> None:
    """«РМО учителей математики = все учителя математики»."""
    for row in query.rows(db, query.Query("communities", order=("code",)), ["name"]):
        if _CIRCLE in fold(row.values[0]):
            condition = membership_rule.job_condition(position="учитель", subject="математика")
            words = "Должность – учитель; предмет – математика"
            membership_rule.set_rule(db, row.id, condition, words, date(year, 9, 1))
            return


def _documents(db: Database, year: int) -> None:
    """Orders and reports of the year stand at its contests and events, as what confirms them."""
    where = All((Test("document_on", "ge", date(year, 1, 1)), Test("document_on", "le", date(year, 12, 31))))
    papers = query.ids(db, query.Query("documents", where=where, order=("code",)))
    for register, note in (("contests", "итоги конкурса"), ("activities", "проведение мероприятия")):
        span = All((Test("starts_on", "ge", date(year, 1, 1)), Test("starts_on", "le", date(year, 12, 31))))
        targets = query.ids(db, query.Query(register, where=span, order=("code",)))
        for paper, target in zip(papers, targets, strict=False):
            attachments.attach(db, (register, target), paper, note=note)
