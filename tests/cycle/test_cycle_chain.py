"""The cycle as a chain: documents, gaps, closing with notes (A.29), the next cycle, the effect a year later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from cycle_district import END, PROFILE, Y, district, results_of, started

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.core.errors import ChangeRefused, UserError
from pdkadry_desktop.cycle import store
from pdkadry_desktop.cycle.board import CycleBoard, read_cycle
from pdkadry_desktop.cycle.steps import step, steps
from pdkadry_desktop.indicators.closing import close_period, revisions
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.registers.cycles import CYCLE_STEP
from pdkadry_desktop.reports.facts import given_facts
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.records import Invalid
from pdkadry_desktop.work.working import read_rows
from tests.factories import SmallDistrict


@pytest.fixture
def base(tmp_path: Path) -> Iterator[SmallDistrict]:
    found = district(tmp_path)
    yield found
    found.db.close()


def board(base: SmallDistrict, year: int = Y, on: date = END, *, with_after: bool = False) -> CycleBoard:
    after = results_of(base.db, year + 1) if with_after else None
    past = results_of(base.db, year - 1)
    found = read_cycle(base.db, PROFILE, year, results_of(base.db, year), after, on, past)
    assert found is not None
    return found


def paper(number: str, on: date, name: str = "О мониторинге") -> dict[str, object]:
    return {"kind": "приказ", "document_no": number, "document_on": on, "name": name, "url": "https://example.org/1"}


def test_the_nine_steps_are_those_of_the_register() -> None:
    assert [each.key for each in steps()] == list(CYCLE_STEP.labels)
    assert step("effect").due_on(2026) == date(2027, 12, 31)
    assert step("goals").due_on(2026) is None, "no order names it: nothing is invented"


def test_a_year_without_a_cycle_has_no_chain(base: SmallDistrict) -> None:
    assert read_cycle(base.db, PROFILE, Y, [], None, END) is None
    started(base)
    with pytest.raises(ChangeRefused, match="уже начат"):
        store.start_cycle(base.db, PROFILE.id, Y, END)
    journal.undo(base.db)
    assert read_cycle(base.db, PROFILE, Y, [], None, END) is None


def test_one_document_closes_several_steps_and_gaps_are_told(base: SmallDistrict) -> None:
    cycle = started(base)
    assert {each.state for each in board(base).steps} == {"missing"}
    with pytest.raises(UserError, match="ни один шаг"):
        store.attach_document(base.db, cycle.id, [], paper("1", date(Y, 2, 1)))
    with pytest.raises(Invalid):
        store.attach_document(base.db, cycle.id, ["goals"], {"kind": "приказ"})
    ident = store.attach_document(base.db, cycle.id, ["goals", "indicators", "methods"], paper("1", date(Y, 2, 1)))
    found = board(base)
    assert found.steps[0].state == "done"
    assert {each.documents[0].paper.id for each in found.steps[:3]} == {ident}
    assert found.steps[0].words() == "Приказ №\xa01 от\xa001.02.2022"
    assert "Приказ №\xa01" in found.steps[1].refers
    with pytest.raises(ChangeRefused, match="уже приложен"):
        store.attach_document(base.db, cycle.id, ["goals"], ident)
    journal.undo(base.db)
    assert {each.state for each in board(base).steps} == {"missing"}
    assert not list(read_rows(base.db, "documents"))


def test_a_document_without_requisites_or_older_than_the_step_before_is_a_gap(base: SmallDistrict) -> None:
    cycle = started(base)
    store.attach_document(base.db, cycle.id, ["goals"], paper("5", date(Y, 6, 1)))
    bare = {"kind": "справка", "name": "Перечень показателей", "document_on": date(Y, 3, 1)}
    store.attach_document(base.db, cycle.id, ["indicators"], bare)
    shown = board(base).step("indicators")
    assert shown.state == "partial"
    assert "у документа «Перечень показателей» нет номера, ссылки или скана" in shown.gaps
    assert "документ раньше шага «Цели» (01.06.2022)" in shown.gaps
    store.detach_document(base.db, shown.documents[0].record_id)
    assert board(base).step("indicators").state == "missing"


def test_the_term_of_a_step_passes(base: SmallDistrict) -> None:
    cycle = started(base)
    store.set_due(base.db, cycle.id, "analysis", date(Y, 12, 1))
    assert board(base, on=date(Y, 12, 1)).step("analysis").state == "missing"
    assert board(base, on=date(Y, 12, 2)).step("analysis").state == "late"
    store.set_due(base.db, cycle.id, "analysis", None)
    assert board(base).step("analysis").due_on is None
    assert not list(read_rows(base.db, "cycle_steps"))


def test_a29_a_year_of_a_cycle_is_not_closed_while_a_missed_target_has_no_note(base: SmallDistrict) -> None:
    period = Period.of_year(Y)

    def close() -> None:
        close_period(base.db, PROFILE, period, given_facts(base.db, PROFILE, period.end))

    cycle = started(base)
    missing = board(base).missing_notes
    assert missing and set(missing) == {each.id for each in results_of(base.db) if each.met is False}
    with pytest.raises(ChangeRefused, match="вывода анализа нет") as refused:
        close()
    assert all(name in refused.value.text for name in missing)
    with base.db.explained("очень надо"), pytest.raises(ChangeRefused):
        close()
    assert not revisions(base.db, PROFILE.id), "nothing was written"
    for name in missing[:-1]:
        store.add_record(base.db, "findings", cycle.id, {"kind": "problem", "indicator": name, "text": "Мало курсов"})
    with pytest.raises(ChangeRefused, match=missing[-1].replace(".", r"\.")):
        close()
    store.add_record(base.db, "findings", cycle.id, {"kind": "cause", "indicator": missing[-1], "text": "Нет квоты"})
    assert board(base).missing_notes == ()
    close()
    assert board(base).closed.startswith("закрыт")


def test_a_year_without_a_cycle_closes_as_before(base: SmallDistrict) -> None:
    close_period(base.db, PROFILE, Period.of_year(Y), given_facts(base.db, PROFILE, END))
    assert len(revisions(base.db, PROFILE.id)) == 1


def test_a29_the_cell_of_a_recommendation_is_seen_before_and_after(base: SmallDistrict) -> None:
    cycle = started(base)
    decision = store.add_record(base.db, "decisions", cycle.id, {"text": "Провести курсы"})
    ident = store.add_record(base.db, "recommendations", cycle.id, {
        "addressee": "organization", "organization_id": base.ids["B"], "indicator": "000.1",
        "text": "Направить на курсы", "decision_id": decision, "due_on": date(Y + 1, 3, 1),
    })  # fmt: skip
    (line,) = board(base).effects
    assert (line.before and line.before.words(), line.after) == ("25,0\xa0% (1 из 4)", None)
    for number in range(3):
        base.course(f"П-B-{number}", date(Y + 1, 5, 1), by_diagnostics=True, hours=72)
    (line,) = board(base, with_after=True).effects
    assert line.after is not None and line.after.words() == "75,0\xa0% (3 из 4)"
    assert line.change() == "+50,0\xa0п.\xa0п."
    assert store.conclude(base.db, cycle.id, [(line.register, ident)], {"conclusion": "keep", "text": "Помогло"}) == 1
    store.conclude(base.db, cycle.id, [(line.register, ident)], {"conclusion": "goal", "text": "Поднять цель до 80 %"})
    (line,) = board(base, with_after=True).effects
    assert (line.conclusion, line.text) == ("goal", "Поднять цель до 80 %")
    assert len(list(read_rows(base.db, "effects"))) == 1
    started(base, Y + 1)
    (seen,) = board(base, Y + 1).past_effects
    assert seen == line, "the screen of the next year shows the same"


def test_the_next_cycle_starts_from_the_conclusions(base: SmallDistrict) -> None:
    cycle = started(base)
    store.write_conclusions(base.db, cycle.id, {"conclusions": "Больше курсов\nНаставник каждому"})
    ids = [
        store.add_record(base.db, "recommendations", cycle.id, {
            "addressee": "organization", "organization_id": base.ids["A"], "text": text, "indicator": "000.1",
        })
        for text in ("Первая", "Вторая", "Третья")
    ]  # fmt: skip
    assert [row["number"] for row in read_rows(base.db, "recommendations")] == [1, 2, 3]
    assert store.send(base.db, ids[:2], date(Y, 12, 1), date(Y + 1, 2, 1)) == 2
    with pytest.raises(ChangeRefused, match="уже отправлены"):
        store.send(base.db, ids[:1], date(Y, 12, 2), None)
    store.answer(base.db, ids[:1], date(Y, 12, 20), "Провели", is_done=True)
    store.conclude(base.db, cycle.id, [("recommendations", ids[0])], {"conclusion": "goal", "text": "Новая цель"})
    after = started(base, Y + 1)
    assert after.goals == ("Больше курсов", "Наставник каждому", "Новая цель")
    assert after.previous_id == cycle.id
    carried = store.rows_of(base.db, "recommendations", after.id)
    assert [(row["text"], row["state"], row["carried_from_id"].id) for row in carried] == [
        ("Вторая", "draft", ids[1]), ("Третья", "draft", ids[2]),
    ]  # fmt: skip
    journal.undo(base.db)
    assert store.cycle_of(base.db, PROFILE.id, Y + 1) is None
    assert len(list(read_rows(base.db, "recommendations"))) == 3


def test_every_action_of_a_cycle_is_undone_as_a_whole(base: SmallDistrict) -> None:
    cycle = started(base)
    registers = (
        "cycles",
        "cycle_steps",
        "recommendations",
        "measures",
        "decisions",
        "effects",
        "findings",
        "documents",
    )

    def seen() -> list[object]:
        return [list(read_rows(base.db, each)) for each in registers]

    measure = store.add_record(base.db, "measures", cycle.id, {"text": "Семинар", "indicator": "000.1"})
    with pytest.raises(Invalid):
        store.add_record(base.db, "measures", cycle.id, {"term": "май"})
    with pytest.raises(UserError, match="ни одно поле"):
        store.fill_records(base.db, "measures", [measure], {"state": None})
    actions = (
        lambda: store.attach_document(base.db, cycle.id, ["goals"], paper("7", END)),
        lambda: store.set_due(base.db, cycle.id, "goals", END),
        lambda: store.fill_records(base.db, "measures", [measure], {"state": "done"}),
        lambda: store.conclude(base.db, cycle.id, [("measures", measure)], {"conclusion": "keep"}),
        lambda: store.write_conclusions(base.db, cycle.id, {"goals": "Одна"}),
        lambda: store.add_record(base.db, "decisions", cycle.id, {"text": "Решили"}),
    )
    for action in actions:
        before = seen()
        action()
        assert seen() != before
        journal.undo(base.db)
        assert seen() == before
    assert REGISTERS["cycles"].sheet is None
