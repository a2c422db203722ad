"""Papers of the cycle: letters by addressee, the order about conducting, decisions, effect, the sheet with gaps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.cycle import campaign, store
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.reports.document import Document, Heading, Numbered, PageBreak, Table, plain
from pdkadry_desktop.reports.library import REPORTS, Inputs, cycle_letters
from pdkadry_desktop.reports.render import render
from tests.factories import SmallDistrict

Y = 2022
PROFILE = load_profile("verkhnebureinsky")
INPUTS = Inputs(PROFILE, Period.of_year(Y), None, date(Y + 1, 11, 20))
IDS = ("cycle", "recommendations", "monitoring-directive", "decisions", "effect")


@pytest.fixture
def base(tmp_path: Path) -> Iterator[SmallDistrict]:
    """Two organisations with recommendations, one of them done; a decision with and one without an act."""
    found = SmallDistrict(tmp_path)
    found.teacher("П1", "A", education="higher", hired_on=date(2015, 9, 1))
    found.teacher("П2", "A", last_name="Берёзова", education="higher", hired_on=date(2015, 9, 1))
    found.course("П1", date(Y, 5, 1), by_diagnostics=True, hours=72)
    found.course("П1", date(Y + 1, 5, 1), by_diagnostics=True, hours=72)
    found.course("П2", date(Y + 1, 5, 1), by_diagnostics=True, hours=72)
    db = found.db
    cycle = store.start_cycle(db, PROFILE.id, Y, date(Y, 1, 10))
    for place, text in (("A", "Первая"), ("B", "Вторая"), ("A", "Третья"), ("A", "Готовая")):
        ident = store.add_record(db, "recommendations", cycle, {
            "addressee": "organization", "organization_id": found.ids[place], "text": text, "indicator": "000.1",
            "due_on": date(Y + 1, 3, 1),
        })  # fmt: skip
    store.fill_records(db, "recommendations", [ident], {"state": "done"})
    document = {"kind": "приказ", "document_no": "7", "document_on": date(Y + 1, 2, 1), "name": "Об итогах"}
    act = store.attach_document(db, cycle, ["decisions"], document)
    store.add_record(db, "decisions", cycle, {"text": "Провести семинар", "document_id": act})
    store.add_record(db, "decisions", cycle, {"text": "Без приказа"})
    values = {"name": "Сбор", "opens_on": date(Y, 5, 1), "due_on": date(Y, 8, 31)}
    campaign.open_campaign(db, cycle, values, [found.ids["A"], found.ids["B"]])
    yield found
    db.close()


def build(base: SmallDistrict, key: str, organization: str | None = None) -> Document:
    inputs = INPUTS if organization is None else Inputs(PROFILE, INPUTS.period, organization, INPUTS.made_on)
    return REPORTS[key].build(base.db, inputs)


def words(document: Document) -> str:
    """All texts of a document one after another."""
    return str(document.blocks)


def test_one_letter_per_organisation_in_one_run(base: SmallDistrict) -> None:
    document = build(base, "recommendations")
    lists = [[plain(item) for item in block.items] for block in document.blocks if isinstance(block, Numbered)]
    assert lists == [["Вторая"], ["Первая", "Третья"]]
    assert sum(isinstance(block, PageBreak) for block in document.blocks) == 1
    assert "до 1\xa0марта 2023\xa0г." in words(document).replace("\\xa0", "\xa0")
    one = build(base, "recommendations", "B")
    assert [plain(item) for block in one.blocks if isinstance(block, Numbered) for item in block.items] == ["Вторая"]


def test_a_file_for_each_addressee(base: SmallDistrict, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    assert cycle_letters.write_letters(base.db, INPUTS, folder, "docx") == 2
    assert sorted(path.name for path in folder.iterdir()) == [
        "Рекомендации 2022 – Детский сад Б.docx", "Рекомендации 2022 – Школа А.docx",
    ]  # fmt: skip


def test_without_a_cycle_it_is_said_where_to_start(base: SmallDistrict) -> None:
    for key in IDS:
        made = REPORTS[key].build(base.db, Inputs(PROFILE, Period.of_year(2020), None, INPUTS.made_on))
        assert "Цикл мониторинга 2020 года не начат." in str(made)
        assert made.title == REPORTS[key].title
    with pytest.raises(UserError, match="кодом"):
        build(base, "recommendations", "нет такой")


def test_the_effect_shows_both_years(base: SmallDistrict) -> None:
    (table,) = (block for block in build(base, "effect").blocks if isinstance(block, Table))
    rows = [row.cells for row in table.rows if len(row.cells) > 1]
    assert ("Первая", "Школа А", "50,0\xa0% (1 из 2)", "100,0\xa0% (2 из 2)", "+50,0\xa0п.\xa0п.", "", "") in rows
    assert table.columns[2].title == "2022 год"
    assert ("Вторая", "Детский сад Б", "нет кого считать", "нет кого считать", "нечего сравнить", "", "") in rows


def test_decisions_stand_by_their_act(base: SmallDistrict) -> None:
    (table,) = (block for block in build(base, "decisions").blocks if isinstance(block, Table))
    assert [row.cells[0] for row in table.rows] == [
        "Приказ №\xa07 от\xa001.02.2023 «Об итогах»", 1, "Без реквизитов документа", 2,
    ]  # fmt: skip


def test_the_order_names_the_window_and_the_organisations(base: SmallDistrict) -> None:
    document = build(base, "monitoring-directive")
    text = words(document).replace("\\xa0", " ").replace("\xa0", " ")
    assert "1 мая 2022 г." in text and "31 августа 2022 г." in text and "№ 223/1" in text
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert [row.cells[1] for row in table.rows] == ["Детский сад Б", "Школа А"]


def test_the_sheet_shows_all_nine_steps_with_gaps(base: SmallDistrict) -> None:
    document = build(base, "cycle")
    tables = [block for block in document.blocks if isinstance(block, Table)]
    steps = tables[0].rows
    assert [row.cells[0] for row in steps] == list(range(1, 10))
    assert steps[7].cells[2] == "Приказ №\xa07 от\xa001.02.2023 «Об итогах»"
    assert "без реквизитов: 1" in str(steps[7].cells[6])
    assert any(isinstance(block, Heading) and block.text == "Адресные рекомендации" for block in document.blocks)


@pytest.mark.parametrize("key", IDS)
@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_every_paper_is_written_in_every_format(base: SmallDistrict, tmp_path: Path, key: str, ending: str) -> None:
    path = tmp_path / f"paper.{ending}"
    render(build(base, key), path, ending)
    assert path.stat().st_size > 1000
