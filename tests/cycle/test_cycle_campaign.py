"""The board of a campaign (A.27): states and lateness from dates alone, those who owe nothing outside the rate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from cycle_district import Y, district, started
from hypothesis import given
from hypothesis import strategies as st

from pdkadry_desktop.core.errors import ChangeRefused, UserError
from pdkadry_desktop.cycle import campaign as work
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.records import Invalid
from tests.factories import SmallDistrict

DUE = date(Y, 8, 31)
ON = date(Y, 9, 5)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[SmallDistrict]:
    found = district(tmp_path, 5)
    yield found
    found.db.close()


def opened(base: SmallDistrict) -> int:
    values = {"name": "Май – август", "opens_on": date(Y, 5, 1), "due_on": DUE}
    return work.open_campaign(base.db, started(base).id, values, work.monitored(base.db, ON))


def states(base: SmallDistrict, campaign: int, on: date = ON) -> dict[str, tuple[str, int]]:
    return {each.organization: (each.state, each.days_late) for each in work.board(base.db, campaign, on).lines}


def ids_of(base: SmallDistrict, campaign: int) -> dict[str, int]:
    return {each.organization: each.id for each in work.board(base.db, campaign, ON).lines}


def test_a27_late_is_the_receipt_against_the_term(base: SmallDistrict) -> None:
    campaign = opened(base)
    work.receive(base.db, campaign, base.ids["A"], DUE)
    work.receive(base.db, campaign, base.ids["B"], DUE + timedelta(1))
    found = states(base, campaign)
    assert found["Школа А"] == ("received", 0)
    assert found["Школа Б"] == ("received", 1)
    assert found["Школа C"] == ("expected", 5)
    assert states(base, campaign, DUE)["Школа C"] == ("expected", 0)
    ids = ids_of(base, campaign)
    work.mark(base.db, [ids["Школа А"]], "accepted", ON)
    assert states(base, campaign)["Школа А"] == ("accepted", 0), "accepting late does not make it late"
    board = work.board(base.db, campaign, ON)
    assert (board.received, len(board.obliged), board.late) == (2, 5, 4)


def test_a27_who_owes_nothing_is_outside_the_rate_and_says_why(base: SmallDistrict) -> None:
    campaign = opened(base)
    ids = ids_of(base, campaign)
    with pytest.raises(ChangeRefused, match="почему организация не сдаёт"):
        work.mark(base.db, [ids["Школа C"]], "free", ON)
    work.mark(base.db, [ids["Школа C"]], "free", ON, "реорганизация")
    board = work.board(base.db, campaign, ON)
    assert (len(board.obliged), board.count("free")) == (4, 1)
    assert states(base, campaign)["Школа C"] == ("free", 0)
    assert "не сдают 1" in board.words()


def test_given_back_and_corrected(base: SmallDistrict) -> None:
    campaign = opened(base)
    ids = ids_of(base, campaign)
    with pytest.raises(ChangeRefused, match="когда данные получены"):
        work.mark(base.db, [ids["Школа А"]], "returned", ON, "нет дат")
    work.receive(base.db, campaign, base.ids["A"], DUE)
    with pytest.raises(ChangeRefused, match="что исправить"):
        work.mark(base.db, [ids["Школа А"]], "returned", ON)
    work.mark(base.db, [ids["Школа А"]], "returned", ON, "нет дат рождения")
    assert states(base, campaign)["Школа А"] == ("returned", 0)
    work.receive(base.db, campaign, base.ids["A"], ON + timedelta(2))
    (line,) = [each for each in work.board(base.db, campaign, ON).lines if each.organization == "Школа А"]
    assert (line.state, line.received_on, line.days_late) == ("received", DUE, 0)
    work.mark(base.db, list(ids.values()), "accepted", ON + timedelta(3))
    assert work.board(base.db, campaign, ON).count("accepted") == 5
    journal.undo(base.db)
    assert work.board(base.db, campaign, ON).count("accepted") == 0
    work.mark(base.db, list(ids.values()), "expected", ON)
    assert work.board(base.db, campaign, ON).count("expected") == 5


def test_who_is_expected(base: SmallDistrict) -> None:
    with base.db.change("Не в мониторинге") as change:
        change.set(REGISTERS["organizations"], base.ids["E"], {"is_monitored": False})
        change.set(REGISTERS["organizations"], base.ids["D"], {"ends_on": date(Y, 1, 1)})
    campaign = opened(base)
    assert set(states(base, campaign)) == {"Школа А", "Школа Б", "Школа C"}
    assert work.expect(base.db, campaign, [base.ids["A"], base.ids["E"]]) == 1
    assert work.expect(base.db, campaign, [base.ids["E"]]) == 0
    with pytest.raises(Invalid):
        work.open_campaign(base.db, 1, {"name": "", "opens_on": DUE, "due_on": date(Y, 1, 1)}, [])
    with pytest.raises(UserError):
        work.board(base.db, 999, ON)


def test_the_reminder_names_who_is_waited_for(base: SmallDistrict) -> None:
    campaign = opened(base)
    ids = ids_of(base, campaign)
    work.receive(base.db, campaign, base.ids["A"], DUE)
    work.receive(base.db, campaign, base.ids["B"], DUE)
    work.mark(base.db, [ids["Школа Б"]], "returned", ON, "нет дат")
    text = work.reminder(work.board(base.db, campaign, ON), Y, "Методический кабинет")
    assert "Срок прошёл, дней: 5" in text and "31.08.2022" in text
    assert "Школа C" in text and "Школа А" not in text
    assert "Возвращены на исправление: Школа Б" in text
    work.mark(base.db, list(ids.values()), "accepted", ON)
    assert work.reminder(work.board(base.db, campaign, ON), Y) == ""


days = st.none() | st.dates(date(Y, 5, 1), date(Y, 12, 31))


@given(days, days, days, days, st.sampled_from([None, True, False]))
def test_the_state_follows_from_the_dates(received, returned, corrected, accepted, is_obliged) -> None:
    row = {
        "received_on": received, "returned_on": returned, "corrected_on": corrected, "accepted_on": accepted,
        "is_obliged": is_obliged,
    }  # fmt: skip
    state, late = work.state_of(row), work.days_late(row, DUE, ON)
    if is_obliged is False:
        assert (state, late) == ("free", 0)
    elif received is None:
        assert (state, late) == ("expected", 5)
    else:
        assert state in ("received", "returned", "accepted")
        assert late == max(0, (received - DUE).days)
