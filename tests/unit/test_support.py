"""Support: overlaps and touching days, sums, nominations under several names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.reports.library.person import headline
from pdkadry_desktop.reports.library.support import build, view
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.work.support import (
    Measure,
    Nomination,
    awarded,
    explain,
    link_nominations,
    overlaps,
    read_measures,
)

ONE = Measure(1, 7, "Ёлкина Анна", "monthly", Fraction(9000), date(2023, 9, 1), date(2025, 8, 31), "АО «Завод»")


@pytest.mark.parametrize(
    ("start", "end", "meets"),
    [
        (date(2025, 8, 31), None, (date(2025, 8, 31), date(2025, 8, 31))), (date(2025, 9, 1), None, None),
        (date(2020, 9, 1), date(2023, 8, 31), None), (date(2020, 9, 1), date(2023, 9, 1), (date(2023, 9, 1),) * 2),
        (date(2022, 1, 1), None, (date(2023, 9, 1), date(2025, 8, 31))),
        (date(2024, 1, 1), date(2024, 1, 31), (date(2024, 1, 1), date(2024, 1, 31))),
    ],
)  # fmt: skip
def test_overlap_and_touching_days(start: date, end: date | None, meets: tuple[date, date] | None) -> None:
    other = replace(ONE, id=2, starts_on=start, ends_on=end, fund="бюджет района")
    found = overlaps([ONE, other])
    assert [(each.starts_on, each.ends_on) for each in found] == ([meets] if meets else [])
    assert overlaps([ONE, replace(other, teacher_id=8)]) == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"fund": "бюджет района"}, "одна мера из двух источников"),
        ({"fund": "ао «завод»"}, "одна мера дважды из одного источника"),
        ({"fund": ""}, "одна мера дважды, источник не указан"),
        ({"kind": "travel"}, None),
    ],
)
def test_the_35_percent_from_two_funds(changes: dict[str, Any], why: str | None) -> None:
    found = overlaps([replace(ONE, id=2, **changes), ONE])
    assert [each.why for each in found] == ([why] if why else [])


def test_two_stipends_are_asked_prizes_last_their_day() -> None:
    stipend = replace(ONE, kind="municipal_grant")
    assert "разные меры" in overlaps([stipend, replace(stipend, id=2, kind="extra_grant")])[0].why
    prize = replace(ONE, kind="bonus", ends_on=None, basis="Лучший наставник")
    assert overlaps([prize, replace(prize, id=2, starts_on=date(2023, 9, 2))]) == []
    assert overlaps([prize, replace(prize, id=2, basis="Лучший молодой специалист")]) == []
    assert len(overlaps([prize, replace(prize, id=2)])) == 1
    both = overlaps([replace(ONE, ends_on=None), replace(ONE, id=2, ends_on=None)])
    assert both[0].ends_on is None


MENTOR = Nomination(1, "Премия главы", "Лучший педагог наставник", ("Лучший педагог-наставник",))
WORKER = Nomination(2, "Премия главы", "Лучший работник системы образования", ("Лучший работник образования года",))


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("приказ № 5, «Лучший педагог-наставник»", 1), ("ЛУЧШИЙ ПЕДАГОГ НАСТАВНИК", 1),
        ("Лучший работник образования года»", 2), ("Лучший работник", None), ("", None),
        ("Лучший педагог-наставник и Лучший работник образования года", None),
    ],
)  # fmt: skip
def test_nominations_by_any_of_their_names(text: str, which: int | None) -> None:
    prize = replace(ONE, kind="bonus", ends_on=None, basis=text)
    found = awarded([MENTOR, WORKER], [prize], 2023, 2023)
    assert [each.nomination.id for each in found] == ([which] if which else [])
    assert all(each.by_text == (1,) and each.amount == 9000 for each in found)
    linked = awarded([MENTOR, WORKER], [replace(prize, nomination_id=2)], 2023, 2023)
    assert [(each.nomination.id, each.by_text) for each in linked] == [(2, ())]


def test_in_a_base(tmp_path: Path) -> None:
    with Database.open(tmp_path / "base.pdk", create=True) as db:
        assert view(db, 2020, 2023).totals == ()
        assert [row for table in build(view(db, 2020, 2023), date(2024, 1, 1)).tables() for row in table.rows] == []

        def add(register: str, **values: Any) -> int:
            with db.change("Запись") as change:
                return change.add(REGISTERS[register], values)

        anna = add("teachers", code="П1", last_name="Ё" * 60, first_name="Анна")
        add("award_nominations", prize="Премия", name="Лучший наставник", aliases=("Наставник года",))
        for fund, amount in (("АО «Завод»", 9000.5), ("бюджет района", None)):
            add(
                "support_measures",
                teacher_id=anna,
                kind="monthly",
                starts_on=date(2023, 9, 1),
                fund=fund,
                amount=amount,
            )
        prize = add(
            "support_measures", teacher_id=anna, kind="bonus", starts_on=date(2023, 10, 5), amount=100000.0,
            basis="«Наставник года»",
        )  # fmt: skip
        student = add(
            "target_students", code="Ц1", last_name="Берёзов", first_name="Пётр", alma_mater="Вуз",
            starts_on=date(2020, 9, 1), status="studying",
        )  # fmt: skip
        add("stipend_payments", student_id=student, measure="С", month_on=date(2023, 9, 1), amount=2000.0,
            paid_on=date(2023, 9, 1))  # fmt: skip
        found = view(db, 2023, 2023)
        assert [(each.kind, each.fund, each.measures, each.amount, each.without_amount) for each in found.totals] == [
            ("monthly", "АО «Завод»", 1, Fraction("9000.5"), 0), ("monthly", "бюджет района", 1, 0, 1),
            ("bonus", "", 1, 100000, 0), ("other", "", 1, 2000, 0),
        ]  # fmt: skip
        assert len(found.overlaps) == found.open == 1
        assert view(db, 2020, 2022).overlaps == ()
        explain(db, [found.overlaps[0].second.id], "до 01.10 платит завод, дальше – район")
        assert view(db, 2023, 2023).open == 0
        journal.undo(db)
        assert view(db, 2023, 2023).open == 1
        assert link_nominations(db, found.awarded) == 1
        assert {each.id: each.nomination_id for each in read_measures(db, anna)}[prize] is not None
        assert view(db, 2023, 2023).awarded[0].by_text == ()
        journal.undo(db)
        assert view(db, 2023, 2023).awarded[0].by_text == (prize,)
        assert len(list(build(found, date(2024, 1, 1)).tables())) == 3


def test_the_card_of_a_person_warns(tmp_path: Path) -> None:
    with Database.open(tmp_path / "base.pdk", create=True) as db:
        with db.change("Запись") as change:
            anna = change.add(REGISTERS["teachers"], {"code": "П1", "last_name": "Ёлкина", "first_name": "Анна"})
            for fund in ("АО «Завод»", "бюджет района"):
                values = {"teacher_id": anna, "kind": "monthly", "starts_on": date(2023, 9, 1), "fund": fund}
                change.add(REGISTERS["support_measures"], values)
        facts = [fact for fact in headline(db, anna, date(2024, 1, 1)) if fact.label == "Меры поддержки"]
        assert [(fact.text, fact.tone) for fact in facts] == [
            ("одна мера из двух источников: ежемесячная выплата 35 %, с 01.09.2023", "warn")
        ]
        explain(db, [each.id for each in read_measures(db)], "решение комиссии")
        assert all(fact.label != "Меры поддержки" for fact in headline(db, anna, date(2024, 1, 1)))
