"""Cards: what is known of a person, of an organisation, of any record, as of a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.core.dates import Period
from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.reports.document import Document, KeyValues, RowKind, cell_of
from pdkadry_desktop.reports.library.cards import Fact, card, headline
from pdkadry_desktop.reports.library.inputs import Inputs
from pdkadry_desktop.reports.render.pdf import render_bytes
from pdkadry_desktop.reports.render.preview import Preview
from pdkadry_desktop.storage.database import Database

ON = date(2025, 12, 31)
INPUTS = Inputs(load_profile("verkhnebureinsky"), Period.of_year(2025), None, date(2026, 1, 15))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "base.pdk", create=True) as base:
        yield base


@pytest.fixture
def ids(db: Database) -> dict[str, int]:
    """A school with a teacher of whom much is known, and a second one of whom nothing is."""
    made: dict[str, int] = {}
    with db.change("Школа") as change:

        def add(mark: str, register: str, **values: Any) -> None:
            made[mark] = change.add(REGISTERS[register], values)

        add("школа", "organizations", code="О1", name="Школа № 1", kind="school")
        add(
            "Ёлкина", "teachers", code="П1", last_name="Ёлкина", first_name="Анна", born_on=date(1990, 5, 14),
            teaching_since=date(2013, 9, 1), education="higher", category="first", category_on=date(2021, 6, 1),
        )  # fmt: skip
        add("Берёзов", "teachers", code="П2", last_name="Берёзов", first_name="Пётр")
        for who, position, hired in (
            ("Ёлкина", "учитель", date(2013, 9, 1)),
            ("Ёлкина", "заместитель директора", date(2026, 1, 1)),
            ("Берёзов", "учитель", date(2025, 9, 1)),
        ):
            add(
                "",
                "employments",
                teacher_id=made[who],
                organization_id=made["школа"],
                position=position,
                hired_on=hired,
            )
        person = {"teacher_id": made["Ёлкина"]}
        add("", "programmes", code="ПР", name="Короткая", kind="pk", hours=8)
        add("", "courses", **person, kind="pk", name="Короткая", programme_id=made[""], ends_on=date(2025, 5, 1))
        add("", "courses", **person, kind="pk", name="Оценивание", hours=36, ends_on=date(2022, 3, 1))
        add("Д", "diagnostics", **person, held_on=date(2025, 2, 1), level="regional", score=11, maximum=20)
        add("", "ioms", **person, code="М-1", starts_on=date(2025, 3, 1), status="running", diagnostic_id=made["Д"])
        add("", "diagnostics", **person, held_on=date(2025, 11, 1), level="regional", score=16, maximum=20)
        add("конкурс", "contests", code="К1", name="Свежий ветер", level="municipal", starts_on=date(2024, 4, 1))
        add("", "contest_entries", **person, contest_id=made["конкурс"], result="winner")
        add(
            "", "mentorships", code="Н1", mentor_id=made["Ёлкина"], mentee_id=made["Берёзов"], form="peer",
            organization_id=made["школа"], starts_on=date(2025, 9, 10),
        )  # fmt: skip
        add(
            "", "vacancies", code="В1", organization_id=made["школа"], position="логопед", is_acute=True,
            starts_on=date(2025, 9, 1), fte=0.5,
        )  # fmt: skip
        add("", "vacancies", code="В2", organization_id=made["школа"], position="учитель", starts_on=date(2026, 1, 9))
    return made


def facts(db: Database, register: str, record_id: int) -> dict[str, Fact]:
    return {fact.label: fact for fact in headline(db, register, record_id, ON)}


def head(document: Document) -> dict[str, Any]:
    (pairs,) = (block for block in document.blocks if isinstance(block, KeyValues))
    return dict(pairs.items)


def lines(document: Document) -> dict[str, list[tuple[str, ...]]]:
    """The rows of the card's table under their sections."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in next(document.tables()).rows:
        cells = tuple(str(cell_of(cell).value or "") for cell in row.cells)
        if row.kind is RowKind.SECTION:
            found[cells[0]] = []
        else:
            found[list(found)[-1]].append(cells)
    return found


def test_the_head_of_a_person(db: Database, ids: dict[str, int]) -> None:
    found = facts(db, "teachers", ids["Ёлкина"])
    assert found["Работа"] == Fact("Работа", "учитель, Школа № 1"), "the job of 2026 has not begun"
    assert found["Возраст"].text == "35 лет"
    assert found["Педагогический стаж"].text == "12 лет"
    assert found["Категория"] == Fact("Категория", "первая (до 31.05.2026, истекает через 5 месяцев)", "warn")
    assert found["Курсы"] == Fact("Курсы", "последнее ПК 01.03.2022, нет ПК 3 года", "warn"), "8 hours of the programme"
    assert found["Развитие"].text.splitlines() == [
        "01.02.2025 диагностика – 11 из 20", "→ 01.03.2025 ИОМ М-1", "→ 01.11.2025 повторная диагностика – 16 из 20",
        "было 55\u00a0%, стало 80\u00a0%",
    ]  # fmt: skip
    assert found["Наставляемые"].text == "Берёзов Пётр"


def test_one_of_whom_nothing_is_known(db: Database, ids: dict[str, int]) -> None:
    found = facts(db, "teachers", ids["Берёзов"])
    assert found.keys() == {"Работа", "Категория", "Курсы", "Наставник"}
    assert found["Категория"].text == "без категории"
    assert found["Наставник"].text == "Ёлкина Анна"


def test_the_card_of_a_person(db: Database, ids: dict[str, int]) -> None:
    document = card(db, "teachers", ids["Ёлкина"], INPUTS)
    assert head(document)["Стаж"] == "педагогический 12 лет (с 01.09.2013)"
    assert "Связь" not in head(document), "what is empty is not printed"
    parts = lines(document)
    assert parts["Места работы"] == [("с 01.09.2013", "учитель, Школа № 1", "")]
    assert parts["Категории и аттестация"] == [("01.06.2021", "первая", "до 31.05.2026, истекает через 5 месяцев")]
    assert [row[1] for row in parts["Курсы"]] == ["Короткая", "Оценивание"]
    assert parts["Конкурсы"] == [("01.04.2024", "Свежий ветер (муниципальный)", "победитель")]
    assert parts["Наставничество"] == [("с 10.09.2025", "наставляемый – Берёзов Пётр", "педагог – педагог")]
    assert "Награды" not in parts


def test_old_courses_are_counted_not_listed(db: Database, ids: dict[str, int]) -> None:
    with db.change("Старые курсы") as change:
        for year in range(2001, 2019):
            change.add(REGISTERS["courses"], {
                "teacher_id": ids["Ёлкина"], "kind": "pk", "name": "Давние", "ends_on": date(year, 5, 1),
            })  # fmt: skip
    document = card(db, "teachers", ids["Ёлкина"], INPUTS)
    assert [row[1] for row in lines(document)["Курсы с 2020 года"]] == ["Короткая", "Оценивание", "и ещё 18 – раньше"]
    assert Preview(render_bytes(document)).page_count <= 2


def test_the_card_of_an_organisation(db: Database, ids: dict[str, int]) -> None:
    found = facts(db, "organizations", ids["школа"])
    assert found["Работники"].text == "2 человека: педагогических\u00a0– 2"
    assert found["Категории"].text == "первая\u00a0– 1, без категории\u00a0– 1"
    assert found["Курсы"] == Fact("Курсы", "нет ПК 3 года – 2 из 2", "warn")
    assert found["Вакансии"] == Fact("Вакансии", "1, ставок – 0,5, острых – 1", "warn"), "the second opens later"
    document = card(db, "organizations", ids["школа"], INPUTS)
    assert head(document)["Ставки"] == "2"
    vacancies, figures = document.tables()
    assert cell_of(vacancies.rows[0].cells[0]).value == "логопед"
    assert any(cell_of(row.cells[2]).value == "0 из 2" for row in figures.rows)


def test_any_other_record_has_a_card(db: Database, ids: dict[str, int]) -> None:
    document = card(db, "contests", ids["конкурс"], INPUTS)
    assert document.title == "Конкурс – Свежий ветер"
    assert lines(document) == {"Участие в конкурсах (конкурс)": [("", "Ёлкина Анна", "победитель")]}


@pytest.mark.parametrize("register", ["teachers", "organizations", "contests"])
def test_a_record_that_is_gone_is_explained(db: Database, register: str) -> None:
    with pytest.raises(UserError, match="больше нет"):
        card(db, register, 999_999, INPUTS)
