"""Results of contests by level, the list for diplomas, contests by year, the history of a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from factories import SmallDistrict

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.reports.document import Document, RowKind, shown
from pdkadry_desktop.reports.library import REPORTS, Inputs
from pdkadry_desktop.reports.library.cards import headline
from pdkadry_desktop.reports.library.contest_papers import conduct_order, protocol, results_order
from pdkadry_desktop.reports.library.teacher_card import build as teacher_card
from pdkadry_desktop.reports.render import render
from pdkadry_desktop.work.contest_board import ranking, read_contest
from pdkadry_desktop.work.contest_diplomas import diplomas, diplomas_of_period
from pdkadry_desktop.work.contest_editions import confirm, read_series

YEAR = Period.of_year(2024)


def inputs(organization: str | None = None) -> Inputs:
    return Inputs(load_profile("amursk"), YEAR, organization, date(2025, 1, 10))


@pytest.fixture
def district(tmp_path: Path) -> Iterator[SmallDistrict]:
    """Two counted contests of different levels with one common person, one that does not count, one of last year."""
    made = SmallDistrict(tmp_path)
    one = made.teacher("П1", "A", last_name="Ёлкина", first_name="Анна", middle_name="Петровна")
    two = made.teacher("П2", "B", last_name="Берёзов", first_name="Пётр")
    for code, name, level, year, counts in (
        ("К1", "Свежий ветер – 2024", "municipal", 2024, None), ("К2", "Учитель края", "regional", 2024, None),
        ("К3", "Диплом за деньги", "federal", 2024, False), ("К4", "Свежий ветер – 2023", "municipal", 2023, None),
    ):  # fmt: skip
        reason = "платный" if counts is False else None
        made.add("contests", code=code, name=name, level=level, starts_on=date(year, 4, 1), is_professional=counts,
                 excluded_reason=reason)  # fmt: skip
    for contest, who, result, place in (
        ("К1", one, "winner", 1), ("К1", two, "prize", 2), ("К2", one, None, None), ("К3", two, "winner", None),
        ("К4", one, "prize", 3),
    ):  # fmt: skip
        made.add("contest_entries", contest_id=contest, teacher_id=who, result=result, place=place, nomination="Урок")
    made.add("contest_entries", contest_id="К1", participant_name="Гость Иван", nomination="Урок")
    yield made
    made.db.close()


def lines(document: Document) -> list[tuple[RowKind, list[str]]]:
    (table,) = document.tables()
    found = []
    for row in table.rows:
        found.append((row.kind, [shown(cell, column) for cell, column in zip(row.cells, table.columns, strict=False)]))
    return found


def texts(document: Document) -> str:
    return repr(document)


def test_results_count_entries_and_unique_people(district: SmallDistrict) -> None:
    document = REPORTS["contest-results"].build(district.db, inputs())
    found = [cells for _, cells in lines(document)]
    assert found == [
        ["Уровень: муниципальный"],
        ["Свежий ветер – 2024", "01.04.2024", "3", "2", "1", "1", "1"],
        ["\u2003Детский сад Б", "", "1", "1", "0", "0", "1"],
        ["\u2003Школа А", "", "1", "1", "0", "1", "0"],
        ["Итого, муниципальный", "конкурсов: 1", "3", "2", "1", "1", "1"],
        ["Уровень: региональный"],
        ["Учитель края", "01.04.2024", "1", "1", "0", "0", "0"],
        ["\u2003Школа А", "", "1", "1", "0", "0", "0"],
        ["Итого, региональный", "конкурсов: 1", "1", "1", "0", "0", "0"],
        ["Всего", "конкурсов: 2", "4", "2", "1", "1", "1"],
    ]
    assert "Не учтены: «Диплом за деньги» (платный)." in texts(document)


def test_results_of_one_organisation(district: SmallDistrict) -> None:
    document = REPORTS["contest-results"].build(district.db, inputs("B"))
    assert lines(document)[-1] == (RowKind.TOTAL, ["Всего", "конкурсов: 1", "1", "1", "0", "0", "1"])
    assert "Школа А" not in texts(document)


def test_diplomas_are_lines_of_people(district: SmallDistrict) -> None:
    found = diplomas_of_period(district.db, YEAR)
    assert [(each.name, each.organization, each.result_text) for each in found] == [
        ("Берёзов Пётр", "Детский сад Б", "победитель"),
        ("Ёлкина Анна Петровна", "Школа А", "победитель, 1 место"),
        ("Берёзов Пётр", "Детский сад Б", "призёр, 2 место"),
    ]
    assert diplomas(district.db, [district.ids["К2"]]) == []
    assert len(lines(REPORTS["contest-diplomas"].build(district.db, inputs()))) == 3


def test_years_side_by_side_as_a_report_and_as_a_card(district: SmallDistrict) -> None:
    document = REPORTS["contest-years"].build(district.db, inputs())
    assert any(cells[0] == "Свежий ветер" and cells[-6:] == ["1", "1", "0", "3", "2", "1"]
               for _, cells in lines(document))  # fmt: skip
    confirm(district.db, read_series(district.db, YEAR.end))
    series = next(each for each in read_series(district.db, YEAR.end) if each.name == "Свежий ветер")
    assert series.id is not None
    assert [(fact.label, fact.text) for fact in headline(district.db, "contest_series", series.id, YEAR.end)] == [
        ("2024", "3 участия, 2 педагога, 1 победитель"), ("2023", "1 участие, 1 педагог, 0 победителей"),
    ]  # fmt: skip


def test_a_person_keeps_the_contests_of_earlier_years(district: SmallDistrict) -> None:
    card = texts(teacher_card(district.db, district.ids["П1"], YEAR.end, date(2025, 1, 1)))
    for words in (
        "Свежий ветер – 2024 (муниципальный)",
        "Свежий ветер – 2023 (муниципальный)",
        "призёр, Урок, 3 место",
    ):
        assert words in card


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_every_paper_is_written(district: SmallDistrict, tmp_path: Path, ending: str) -> None:
    contest = read_contest(district.db, district.ids["К1"])
    district.add("contest_entries", contest_id="К1", teacher_id=district.ids["П2"], role="jury", jury_role="секретарь")
    contest = read_contest(district.db, contest.id)
    made: list[Any] = [
        protocol(contest, None, ranking(contest, None, contest.marking), contest.marking, date(2025, 1, 1)),
        results_order(contest, date(2025, 1, 1)), conduct_order(contest, date(2025, 1, 1)),
        *(REPORTS[f"contest-{each}"].build(district.db, inputs()) for each in ("results", "diplomas", "years")),
    ]  # fmt: skip
    for number, document in enumerate(made):
        path = tmp_path / f"{number}.{ending}"
        render(document, path, ending)
        assert path.stat().st_size > 1000


def test_the_order_on_results_lists_who_won(district: SmallDistrict) -> None:
    document = results_order(read_contest(district.db, district.ids["К1"]), date(2025, 1, 1))
    assert "Об итогах конкурса «Свежий ветер – 2024»" in texts(document)
    assert "представлено работ – 3, педагогов – 2" in texts(document)
    rows = [cells for kind, cells in lines(document) if kind is RowKind.DATA]
    assert [(cells[0], cells[1], cells[3]) for cells in rows] == [
        ("1", "Ёлкина Анна Петровна", "победитель, 1 место"), ("2", "Берёзов Пётр", "призёр, 2 место"),
    ]  # fmt: skip


@pytest.mark.parametrize("report", ["contest-results", "contest-diplomas", "contest-years"])
def test_an_empty_base_gives_an_empty_report(tmp_path: Path, report: str) -> None:
    empty = SmallDistrict(tmp_path)
    document = REPORTS[report].build(empty.db, inputs())
    assert lines(document) == []
    empty.db.close()
