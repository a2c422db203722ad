"""Editions of a contest through the years: recognised by name, confirmed by people, copied in one action."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from factories import SmallDistrict

from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import journal, records
from pdkadry_desktop.work.contest_board import make_next_level, read_contest, to_next_level, to_stage
from pdkadry_desktop.work.contest_counts import count, read_entries, works_of
from pdkadry_desktop.work.contest_editions import (
    SeriesLine,
    confirm,
    copy_edition,
    editions,
    join,
    read_series,
    renamed,
    series_key,
    series_name,
)
from pdkadry_desktop.work.contest_nominations import (
    add_nominations,
    adopt,
    path_of,
    read_nominations,
    remove,
    rename,
)

TODAY = date(2025, 12, 31)


@pytest.fixture
def district(tmp_path: Path) -> Iterator[SmallDistrict]:
    made = SmallDistrict(tmp_path)
    yield made
    made.db.close()


def contest(district: SmallDistrict, name: str, year: int, level: str = "municipal", **values: object) -> int:
    code = f"К{len(district.ids)}"
    return district.add("contests", code=code, name=name, level=level, starts_on=date(year, 4, 1), **values)


def lines(district: SmallDistrict) -> list[SeriesLine]:
    return read_series(district.db, TODAY)


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("Формула здоровья - 2021", "Формула здоровья"),
        ("«Лучшая проектная идея – 2021»", "«Лучшая проектная идея»"),
        ("Свежий ветер (2022 г.)", "Свежий ветер"),
        ("Учитель года России-2024", "Учитель года России"),
        ("Конкурс 2023/2024 учебного года «На пути к Олимпу»", "Конкурс «На пути к Олимпу»"),
        ("На пути к Олимпу", "На пути к Олимпу"),
        ("2021", "2021"),
        ("Школа 2100 лет", "Школа 2100 лет"),
        ("Педагог 66", "Педагог 66"),
    ],
)
def test_a_name_without_its_year(name: str, without: str) -> None:
    assert series_name(name) == without


def test_one_contest_is_recognised_whatever_its_signs() -> None:
    assert len({series_key(name) for name in ("Мы вместе!", "«Мы вместе» – 2022", "МЫ  ВМЕСТЕ 2023 года")}) == 1
    assert series_key("Учитель года") != series_key("Учитель года России")


def test_years_in_a_name_move() -> None:
    assert renamed("Свежий ветер – 2023/24", 1) == "Свежий ветер – 2024/25"
    assert renamed("Формула здоровья - 2021", 2) == "Формула здоровья - 2023"
    assert renamed("Свежий ветер", 1) == "Свежий ветер"


def test_years_stand_side_by_side_and_people_are_unique(district: SmallDistrict) -> None:
    one, other = district.teacher("П1"), district.teacher("П2", last_name="Берёзов")
    first = contest(district, "Свежий ветер – 2023", 2023)
    second = contest(district, "«Свежий ветер» 2024", 2024)
    contest(district, "Свежий ветер – 2024", 2024, "regional")
    for where, who, result in ((first, one, "winner"), (first, other, None), (second, one, "prize")):
        district.add("contest_entries", contest_id=where, teacher_id=who, result=result)
    district.add("contest_entries", contest_id=second, participant_name="Гость")
    district.add("contest_entries", contest_id=second, teacher_id=other, role="jury")
    municipal, regional = lines(district)
    assert (municipal.name, municipal.id, municipal.level, regional.level) == (
        "Свежий ветер", None, "municipal", "regional",
    )  # fmt: skip
    before, after = (municipal.years[year].counts for year in (2023, 2024))
    assert (before.entries, len(before.people), before.winners, before.prizes) == (2, 2, 1, 0)
    assert (after.entries, len(after.people), after.others, after.winners, after.prizes) == (2, 1, 1, 0, 1)
    assert (municipal.whole.entries, len(municipal.whole.people)) == (4, 2)


def test_a_supposed_series_is_confirmed_in_one_action(district: SmallDistrict) -> None:
    first = contest(district, "Свежий ветер – 2023", 2023)
    second = contest(district, "Свежий ветер – 2024", 2024)
    assert editions(district.db, first) == [(2023, first)], "nothing is joined before somebody says so"
    assert confirm(district.db, lines(district)) == 2
    assert editions(district.db, first) == [(2023, first), (2024, second)]
    third = contest(district, "Свежий ветер – 2025", 2025)
    supposed = [line for line in lines(district) if line.id is None]
    assert [line.contests for line in supposed] == [[third]]
    confirm(district.db, supposed)
    assert len(lines(district)) == 1 and confirm(district.db, lines(district)) == 0
    journal.undo(district.db)
    journal.undo(district.db)  # the contest of 2025
    journal.undo(district.db)
    assert [line.id for line in lines(district)] == [None]


def test_other_names_are_joined(district: SmallDistrict) -> None:
    contest(district, "Слёт «Мы вместе!»", 2022)
    contest(district, "Формула здоровья - 2021", 2021)
    with pytest.raises(UserError, match="одна строка"):
        join(district.db, lines(district)[:1])
    assert join(district.db, lines(district)) == 2
    (line,) = lines(district)
    assert sorted(line.years) == [2021, 2022]
    contest(district, "Формула здоровья – 2023", 2023)
    assert [each.name for each in lines(district) if each.id is None] == [line.name], "known by its other name"
    journal.undo(district.db)
    journal.undo(district.db)
    assert len(lines(district)) == 2


def test_an_edition_is_copied_with_what_stays_the_same(district: SmallDistrict) -> None:
    chair, entrant = district.teacher("П1"), district.teacher("П2", last_name="Берёзов")
    old = contest(
        district, "Свежий ветер – 2024", 2024, ends_on=date(2024, 4, 11), directive_no="№ 5", organizer="ИМЦ"
    )  # fmt: skip
    add_nominations(district.db, old, "Урок\n  Видеоурок\nПроект")
    video = next(each.id for each in read_nominations(district.db, old) if each.name == "Видеоурок")
    stage = district.add("contest_stages", contest_id=old, no=1, name="Отборочный", starts_on=date(2024, 4, 2))
    district.add("contest_criteria", contest_id=old, name="Речь", max_points=5.0, nomination_id=video, stage_id=stage)
    district.add("contest_entries", contest_id=old, teacher_id=chair, role="jury", jury_role="председатель")
    district.add("contest_entries", contest_id=old, teacher_id=entrant, result="winner", place=1)
    new = copy_edition(district.db, old, date(2025, 4, 7))
    board = read_contest(district.db, new)
    assert (board.title, board.values["starts_on"], board.values["ends_on"], board.values["directive_no"]) == (
        "Свежий ветер – 2025", date(2025, 4, 7), date(2025, 4, 17), None,
    )  # fmt: skip
    assert [(each.path, each.id is not None) for each in board.nominations] == [
        ("Урок", True), ("Урок / Видеоурок", True), ("Проект", True),
    ]  # fmt: skip
    assert [(each.name, each.starts_on) for each in board.stages] == [("Отборочный", date(2025, 4, 2))]
    ((criterion, of_stage),) = board.criteria
    assert (criterion.name, criterion.nomination, of_stage) == ("Речь", "Урок / Видеоурок", board.stages[0].id)
    assert [(each.name, each.jury_role) for each in board.jury] == [("Ёлкина Анна", "председатель")]
    assert board.works == ()
    assert editions(district.db, new) == [(2024, old), (2025, new)]
    journal.undo(district.db)
    assert records.read(district.db, REGISTERS["contests"], new) is None
    assert lines(district)[0].id is None and len(read_contest(district.db, old).nominations) == 3


def test_a_team_is_one_participation_of_several_people(district: SmallDistrict) -> None:
    where = contest(district, "Командный", 2024)
    for code in ("П1", "П2"):
        who = district.teacher(code, last_name=f"Команда{code}")
        district.add("contest_entries", contest_id=where, teacher_id=who, team="Ветер", result="winner")
    district.add("contest_entries", contest_id=where, organization_id=district.ids["A"])
    counts = count(works_of(read_entries(district.db, [where])))
    assert (counts.entries, len(counts.people), counts.others, counts.winners) == (2, 2, 1, 1)


def test_nominations_make_a_tree_that_texts_agree_with(district: SmallDistrict) -> None:
    where = contest(district, "Премия", 2024, nominations=("Лучший молодой специалист",))
    district.add("contest_entries", contest_id=where, participant_name="Гость", nomination="Лучший педагог наставник")
    assert [(each.path, each.id, each.entries) for each in read_nominations(district.db, where)] == [
        ("Лучший молодой специалист", None, 0), ("Лучший педагог наставник", None, 1),
    ]  # fmt: skip
    assert adopt(district.db, where) == 2
    assert add_nominations(district.db, where, "Урок\n    - Видеоурок;\n    - Мастер-класс\nУрок") == 3
    assert add_nominations(district.db, where, "Урок / Видеоурок") == 0
    tree = read_nominations(district.db, where)
    mentor = next(each for each in tree if each.name == "Лучший педагог наставник")
    assert mentor.id is not None
    rename(district.db, where, mentor.id, "Лучший педагог-наставник")
    tree = read_nominations(district.db, where)
    assert path_of(tree, "лучший педагог наставник") == "Лучший педагог-наставник", "the former spelling is known"
    assert path_of(tree, "Видеоурок") == "Урок / Видеоурок"
    assert path_of(tree, "Иное") == "Иное"
    board = read_contest(district.db, where)
    assert board.entries[0].nomination == "Лучший педагог-наставник"
    assert board.values["nominations"] == tuple(each.path for each in tree)
    journal.undo(district.db)
    assert read_contest(district.db, where).entries[0].nomination == "Лучший педагог наставник"
    journal.redo(district.db)
    with pytest.raises(UserError, match="есть участники"):
        remove(district.db, where, [mentor.id])
    lesson = next(each.id for each in tree if each.path == "Урок")
    assert lesson is not None
    remove(district.db, where, [lesson])
    assert [each.path for each in read_nominations(district.db, where)] == [
        "Лучший молодой специалист", "Лучший педагог-наставник",
    ]  # fmt: skip


def test_winners_go_on_to_the_next_stage_and_level(district: SmallDistrict) -> None:
    where = contest(district, "Учитель года – 2024", 2024)
    people = [district.teacher(f"П{n}", last_name=f"Педагог{n}") for n in range(3)]
    for who in people:
        district.add("contest_entries", contest_id=where, teacher_id=who, nomination="Урок")
    stages = [district.add("contest_stages", contest_id=where, no=no, name=f"Этап {no}") for no in (1, 2)]
    board = read_contest(district.db, where)
    assert to_stage(district.db, board, board.works[:2], stages[1]) == 2
    board = read_contest(district.db, where)
    assert len(board.at_stage(stages[0])) == 3 and len(board.at_stage(stages[1])) == 2
    with pytest.raises(UserError, match="не выше"):
        make_next_level(district.db, board, board.works[:1], "school", date(2024, 10, 1))
    above = make_next_level(district.db, board, board.works[:1], "regional", date(2024, 10, 1))
    assert [(each.name, each.result) for each in read_contest(district.db, above).entries] == [("Педагог0 Анна", None)]
    board = read_contest(district.db, where)
    assert board.values["next_id"].id == above
    assert to_next_level(district.db, board, board.works[:2], above) == 1, "who is there already is left out"
    assert to_next_level(district.db, board, board.works[:2], above) == 0
    with pytest.raises(UserError, match="тот же самый"):
        to_next_level(district.db, board, board.works, where)
    journal.undo(district.db)
    journal.undo(district.db)
    assert records.read(district.db, REGISTERS["contests"], above) is None
