"""Stipends in a base: shipped rules, answers, payments without doubles, undo of each."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.core.errors import ChangeRefused
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.reports.document import RowKind
from pdkadry_desktop.reports.library.stipends import build
from pdkadry_desktop.storage import journal, query
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.work.stipend_actions import (
    confirm_success,
    open_measures,
    pay,
    set_months,
    set_rounding,
    shipped,
    take_shipped,
)
from pdkadry_desktop.work.stipend_lines import academic_months, months_words, stipends

YEAR = academic_months(2023)
NINE = ("september", "october", "november", "december", "january", "february", "march", "april", "may")
LAST, MORE = "Стипендия последнего года обучения", "Дополнительная стипендия по соглашению с предприятием"


@pytest.fixture
def db(tmp_path: Path) -> Any:
    with Database.open(tmp_path / "base.pdk", create=True) as base:
        yield base


def add(db: Database, register: str, **values: Any) -> int:
    with db.change("Запись") as change:
        return change.add(REGISTERS[register], values)


def student(db: Database, code: str = "Ц1", **more: Any) -> int:
    usual = {
        "last_name": "Ёлкина", "first_name": "Анна", "alma_mater": "Вуз", "starts_on": date(2019, 9, 1),
        "ends_on": date(2024, 6, 30), "status": "studying", "education": "higher", "speciality": "математика",
        "study_form": "full_time",
    }  # fmt: skip
    return add(db, "target_students", code=code, **{**usual, **more})


def count(db: Database, register: str) -> int:
    return query.count(db, query.Query(register))


def test_shipped_rules_are_those_of_the_order(db: Database) -> None:
    (order,) = shipped()
    lines = [(each["measure"], each["amount"], each.get("score_from"), each.get("score_to")) for each in order.rules]
    assert lines == [
        (LAST, 2000, None, None), (MORE, 3000, 3.7, 3.9), (MORE, 5000, 4.0, 4.5), (MORE, 8000, 4.6, 5.0),
    ]  # fmt: skip
    assert all(not REGISTERS["stipend_rules"].problems(rule) for rule in order.rules)
    assert all(not REGISTERS["award_nominations"].problems(each) for each in order.nominations)
    assert not any(rule.get("months") or rule.get("rounding") for rule in order.rules), "the order does not say"
    assert take_shipped(db, order) == 9
    assert take_shipped(db, order) == 0
    assert count(db, "stipend_rules") == 4
    journal.undo(db)
    assert count(db, "stipend_rules") == count(db, "award_nominations") == 0


def test_empty_base(db: Database) -> None:
    found = stipends(db, YEAR)
    assert found.lines == () and not found.has_rules and not found.has_students and found.due == 0
    assert [row.kind for row in next(build(found, "2023/24", date(2024, 1, 1)).tables()).rows] == []


def test_the_year_of_the_order_is_eighteen_thousand(db: Database) -> None:
    take_shipped(db, shipped()[0])
    anna = student(db)
    add(db, "study_results", student_id=anna, session_on=date(2023, 6, 25), average_score=4.7, is_successful=True)
    add(db, "study_results", student_id=anna, session_on=date(2024, 1, 25), average_score=4.55, is_successful=True)
    assert {line.verdict.state for line in stipends(db, YEAR).lines} == {"question"}
    assert open_measures(stipends(db, YEAR).lines, "months") == [MORE, LAST]
    set_months(db, LAST, NINE, "решение комиссии")
    set_months(db, MORE, NINE, "")
    found = {(line.measure, line.verdict.state): line for line in stipends(db, YEAR).lines}
    assert found[LAST, "entitled"].due == 18000 and len(found[LAST, "entitled"].months) == 9
    assert found[MORE, "entitled"].due == 5 * 8000 and months_words(found[MORE, "entitled"].months) == "сен–янв 2023/24"
    assert found[MORE, "question"].due is None and "4,55" in found[MORE, "question"].verdict.why
    assert open_measures(stipends(db, YEAR).lines, "rounding") == [MORE]
    set_rounding(db, MORE, "nearest", "начальник управления")
    assert stipends(db, YEAR).due == 18000 + 9 * 8000
    set_rounding(db, MORE, "down", "")
    assert stipends(db, YEAR).due == 18000 + 5 * 8000 + 4 * 5000
    journal.undo(db)
    journal.undo(db)
    assert stipends(db, YEAR).due == 18000 + 5 * 8000
    set_rounding(db, MORE, None, "")
    assert stipends(db, YEAR).count("question") == 1


def ready(db: Database, **more: Any) -> int:
    take_shipped(db, shipped()[0])
    set_months(db, LAST, NINE, "")
    anna = student(db, speciality="география", **more)
    confirm_success(db, [anna], date(2023, 8, 31))
    confirm_success(db, [anna], date(2024, 1, 31))
    return anna


def test_paid_once(db: Database) -> None:
    ready(db)
    autumn = academic_months(2023, 0, 4)
    keys = [line.key for line in stipends(db, autumn).lines if line.unpaid]
    done = pay(db, keys, autumn, date(2024, 1, 20), "ведомость № 1")
    assert (done.months, done.amount, done.before) == (5, 10000, 0)
    assert count(db, "support_measures") == 0, "the student has no card of a teacher"
    with pytest.raises(ChangeRefused):
        pay(db, keys, autumn, date(2024, 1, 21), "ещё раз")
    whole = [line.key for line in stipends(db, YEAR).lines]
    assert pay(db, whole, YEAR, date(2024, 6, 1), "").months == 4
    assert stipends(db, YEAR).paid == 18000 == stipends(db, YEAR).due
    journal.undo(db)
    assert stipends(db, YEAR).paid == 10000
    journal.undo(db)
    assert count(db, "stipend_payments") == 0
    journal.redo(db)
    assert stipends(db, YEAR).paid == 10000


def test_payment_of_a_teacher_is_a_measure_of_support(db: Database) -> None:
    card = add(db, "teachers", code="П1", last_name="Ёлкина", first_name="Анна")
    ready(db, teacher_id=card)
    pay(db, [line.key for line in stipends(db, YEAR).lines], YEAR, date(2024, 6, 1), "приказ № 5")
    (row,) = query.rows(
        db, query.Query("support_measures"), ["teacher_id", "kind", "amount", "starts_on", "ends_on", "basis"]
    )
    assert row.values[1:] == ("municipal_grant", 18000, date(2023, 9, 1), date(2024, 5, 31), "приказ № 5")
    journal.undo(db)
    assert count(db, "support_measures") == count(db, "stipend_payments") == 0


def test_what_was_paid_otherwise_is_shown(db: Database) -> None:
    anna = ready(db)
    add(
        db,
        "stipend_payments",
        student_id=anna,
        measure=LAST,
        month_on=date(2023, 9, 15),
        amount=1500.5,
        paid_on=YEAR[1],
    )
    add(db, "stipend_payments", student_id=anna, measure=LAST, month_on=date(2024, 8, 1), amount=100, paid_on=YEAR[1])
    lines = stipends(db, YEAR).lines
    entitled = next(line for line in lines if line.verdict.state == "entitled")
    assert entitled.differs and entitled.paid_sum == Fraction("1500.5") and len(entitled.unpaid) == 8
    stray = next(line for line in lines if line.measure == LAST and line.months == (date(2024, 8, 1),))
    assert stray.differs and stray.verdict.state == "no"


def test_an_older_version_keeps_its_answer(db: Database) -> None:
    take_shipped(db, shipped()[0])
    set_months(db, LAST, NINE, "")
    newer = {**shipped()[0].rules[0], "starts_on": date(2024, 9, 1), "amount": 3000.0}
    add(db, "stipend_rules", **newer)
    assert set_months(db, LAST, NINE[:4], "") == 1
    months = [row.values for row in query.rows(db, query.Query("stipend_rules"), ["starts_on", "months", "measure"])]
    assert {start: its for start, its, measure in months if measure == LAST} == {
        date(2021, 7, 26): NINE, date(2024, 9, 1): NINE[:4],
    }  # fmt: skip
    assert set_months(db, LAST, NINE, "") == 1, "all lines have an answer: all get the new one"


def test_success_is_confirmed_for_many_at_once(db: Database) -> None:
    one, two = student(db), student(db, "Ц2")
    add(db, "study_results", student_id=one, session_on=date(2023, 6, 25), average_score=4.0)
    assert confirm_success(db, [one, two, one], date(2023, 6, 25)) == 2
    rows = [row.values for row in query.rows(db, query.Query("study_results"), ["average_score", "is_successful"])]
    assert sorted(rows, key=str) == [(4.0, True), (None, True)]
    journal.undo(db)
    assert count(db, "study_results") == 1


def test_only_those_who_study_in_the_period(db: Database) -> None:
    take_shipped(db, shipped()[0])
    student(db, ends_on=date(2023, 8, 31))
    student(db, "Ц2", starts_on=date(2024, 9, 1), ends_on=None)
    assert stipends(db, YEAR).lines == () and stipends(db, YEAR).has_students


def test_sheet(db: Database) -> None:
    ready(db)
    student(db, "Ц2", last_name="О" * 60)
    document = build(stipends(db, YEAR), "2023/24", date(2024, 1, 1))
    sheet, questions = document.tables()
    assert [row.kind for row in sheet.rows] == [RowKind.DATA, RowKind.TOTAL]
    assert sheet.rows[-1].cells[5] == 18000
    assert len(questions.rows) == 2


@pytest.mark.parametrize(
    ("months", "words"),
    [((date(2024, 2, 1),), "фев 2024"), ((date(2023, 11, 1), date(2023, 9, 1)), "сен 2023, ноя 2023"),
     ((date(2023, 12, 1), date(2024, 1, 1)), "дек–янв 2023/24"), ((), "")],
)  # fmt: skip
def test_months_in_words(months: tuple[date, ...], words: str) -> None:
    assert months_words(months) == words
