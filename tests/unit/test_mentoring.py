"""Mentoring papers: from which day, what is missing, filling for many, the appendix of an order."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from factories import SmallDistrict

from pdkadry_desktop.core.errors import ChangeRefused, UserError
from pdkadry_desktop.storage import journal
from pdkadry_desktop.work import mentoring as work
from pdkadry_desktop.work.mentoring import NewPair
from pdkadry_desktop.work.mentoring_paste import PastedPair, lines_left, read_pairs
from pdkadry_desktop.work.working import read_rows

ON = date(2026, 1, 15)
WHOLE: dict[str, Any] = {
    "consent_on": date(2025, 9, 1), "agreement": "№ 3 от 01.09.2025", "programme": "Программа", "payment": "15 %",
    "directive_no": "12", "directive_on": date(2025, 9, 1),
}  # fmt: skip


@pytest.fixture
def district(tmp_path: Path) -> SmallDistrict:
    made = SmallDistrict(tmp_path)
    made.teacher("П1", hired_on=date(2010, 9, 1))
    made.teacher("П2", hired_on=date(2025, 9, 1), last_name="Берёзов", first_name="Пётр", middle_name="Ильич")
    return made


def pair(district: SmallDistrict, code: str, **values: Any) -> int:
    usual = {"mentor_id": "П1", "mentee_id": "П2", "organization_id": "A", "form": "peer"}
    return district.add("mentorships", code=code, **{**usual, "starts_on": date(2025, 9, 1), **values})


def found(district: SmallDistrict, on: date = ON) -> list[work.Pair]:
    return list(work.pairs(district.db, on).pairs)


def test_nothing_before_the_law(district: SmallDistrict) -> None:
    pair(district, "Н1", starts_on=date(2024, 9, 1))
    assert found(district, date(2025, 2, 28)) == []
    assert [each.gaps for each in found(district, date(2025, 3, 1))] == [
        ("consent", "agreement", "programme", "payment", "term", "directive")
    ]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"ends_on": date(2026, 1, 15)}, ""),  # works to the end of the day
        ({"ends_on": date(2026, 1, 14), "status": "running"}, "срок истёк"),
        ({"ends_on": None}, "нет срока"),
        ({"ends_on": date(2026, 5, 31), "payment": None}, "нет оплаты"),
        (
            {"ends_on": date(2026, 5, 31), "consent_on": date(2025, 9, 2)},
            "согласие 02.09.2025 – позже начала",
        ),
        ({"ends_on": date(2026, 5, 31), "starts_on": date(2024, 9, 1), "consent_on": date(2025, 3, 1)}, ""),
    ],
)
def test_what_a_pair_lacks(district: SmallDistrict, values: dict[str, Any], words: str) -> None:
    pair(district, "Н1", **{**WHOLE, **values})
    (one,) = found(district)
    assert one.words() == words
    assert one.order == "№ 12 от 01.09.2025"


def test_who_is_not_asked_about(district: SmallDistrict) -> None:
    pair(district, "Н1", form="teacher_pupil", mentee_id=None, mentee_name="8 класс")
    pair(district, "Н2", status="finished", ends_on=date(2026, 5, 31))
    pair(district, "Н3", ends_on=date(2025, 12, 31))
    pair(district, "Н4", starts_on=date(2026, 2, 1))
    assert work.pairs(district.db, ON) == work.Pairs((), 1, ON)
    pair(district, "Н5", starts_on=date(2026, 2, 1), status="planned")
    assert len(found(district)) == 1


def test_papers_for_many_keep_what_is_there(district: SmallDistrict) -> None:
    ids = [pair(district, "Н1", payment="10 %"), pair(district, "Н2", mentee_id=None, mentee_name="Студент")]
    papers = {"payment": "15 %", "consent_on": date(2025, 9, 1), "agreement": None}
    assert work.fill(district.db, ids, papers) == 2
    rows = {row["code"]: row for row in read_rows(district.db, "mentorships")}
    assert [(rows[code]["payment"], rows[code]["consent_on"]) for code in ("Н1", "Н2")] == [
        ("10 %", date(2025, 9, 1)), ("15 %", date(2025, 9, 1)),
    ]  # fmt: skip
    assert work.fill(district.db, ids, papers) == 0, "nothing is empty any more"
    assert work.fill(district.db, ids, papers, only_empty=False) == 1
    journal.undo(district.db)
    journal.undo(district.db)
    assert {row["consent_on"] for row in read_rows(district.db, "mentorships")} == {None}
    with pytest.raises(UserError):
        work.fill(district.db, ids, {"payment": None})
    with pytest.raises(ChangeRefused):
        work.fill(district.db, ids, {"ends_on": date(2025, 8, 31)})


def test_pairs_of_an_order_are_added_once(district: SmallDistrict) -> None:
    shared = {"form": "peer", "starts_on": date(2025, 9, 1), "directive_no": "12"}
    new = [
        NewPair(district.ids["П1"], "Ёлкина", district.ids["П2"], None, {"ends_on": date(2026, 5, 31), "form": None}),
        NewPair(district.ids["П1"], "Ёлкина", None, "Студент Клёнов", {"form": "employer"}),
    ]
    assert work.add_pairs(district.db, shared, new, ON) == (2, 0)
    assert work.add_pairs(district.db, shared, new, ON) == (0, 2)
    rows = {row["code"]: row for row in read_rows(district.db, "mentorships")}
    assert len(rows) == 2
    assert {str(row["organization_id"]) for row in rows.values()} == {"Школа А"}
    assert {(row["form"], row["mentee_name"], row["ends_on"]) for row in rows.values()} == {
        ("peer", None, date(2026, 5, 31)), ("employer", "Студент Клёнов", None),
    }  # fmt: skip
    journal.undo(district.db)
    assert list(read_rows(district.db, "mentorships")) == []
    with pytest.raises(ChangeRefused):
        work.add_pairs(district.db, {"form": "peer"}, new, ON)


YEAR = (date(2025, 9, 1), date(2026, 5, 31))


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "Ёлкина Анна Петровна – Берёзов П. И., 01.09.2025 – 31.05.2026, педагог – педагог",
            [PastedPair("Ёлкина Анна Петровна", "Берёзов П. И.", *YEAR, "peer")],
        ),
        (
            "№\tНаставник\tДолжность\tНаставляемый\tСрок\n"
            "1\tЁлкина Анна Петровна\tучитель математики\tБерёзов Пётр Ильич\tс 01.09.2025 по 31.05.2026\n"
            "2\t\t\tКлёнова М.О.\t2025/26 уч. год",
            [
                PastedPair("Ёлкина Анна Петровна", "Берёзов Пётр Ильич", *YEAR),
                PastedPair("Ёлкина Анна Петровна", "Клёнова М.О.", date(2025, 9, 1), date(2026, 8, 31)),
            ],
        ),
        (
            "Наставник\tСтаж\tНаставляемый\nЁлкина А.П.\t12 лет\tБерёзов",
            [PastedPair("Ёлкина А.П.", "Берёзов")],
        ),
        (
            "Наставляемый\tНаставник\nБерёзов Пётр\tЁлкина А.П.",
            [PastedPair("Ёлкина А.П.", "Берёзов Пётр")],
        ),
        (
            "Наставник: А. П. Ёлкина, наставляемые: Берёзов П.И., Клёнова М.О.",
            [PastedPair("А. П. Ёлкина", "Берёзов П.И."), PastedPair("А. П. Ёлкина", "Клёнова М.О.")],
        ),
        ("Ёлкина Анна Петровна", [PastedPair("Ёлкина Анна Петровна", "", problem="второе имя не прочитано")]),
        (
            "Ёлкина А. П. – Берёзов П. И. с 31.09.2025",
            [PastedPair("Ёлкина А. П.", "Берёзов П. И.", problem="такого дня нет: 31.09.2025")],
        ),
        (
            "Ёлкина А. П. – Берёзов П. И. с 31.05.2026 по 01.09.2025",
            [PastedPair("Ёлкина А. П.", "Берёзов П. И.", problem="срок не прочитан: проверьте даты")],
        ),
        ("Абрамова – Алёшин Е. Ю.", [PastedPair("Абрамова", "Алёшин Е. Ю.")]),
        (
            "2. Ёлкина – Берёзов с 01.09.2025 – 31.05.2026\nпедагог – педагог",
            [PastedPair("Ёлкина", "Берёзов", *YEAR)],
        ),
        ("Приложение 1\nк приказу директора\n\nСписок", []),
    ],
)  # fmt: skip
def test_the_appendix_of_an_order(text: str, pairs: list[PastedPair]) -> None:
    assert read_pairs(text) == pairs


def test_lines_that_are_no_pairs_are_counted() -> None:
    assert lines_left("Приложение 1\nк приказу\n\nЁлкина А. П. – Берёзов П. И.") == 2
    assert lines_left("Наставник\tНаставляемый\nЁлкина А.П.\tБерёзов П.И.") == 0
