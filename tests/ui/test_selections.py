"""The condition builder and the saved selections of a register page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from small_base import opened

from pdkadry_desktop.core.conditions import All, AnyOf, Bound, Condition, Has, Not, Test, Years
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import query
from pdkadry_desktop.storage.conditions import compile_condition
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.forms.condition_builder import ConditionBuilder
from pdkadry_desktop.ui.forms.condition_rows import askable
from pdkadry_desktop.ui.forms.operators import operators
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.register import RegisterPage
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.ui.widgets import FilterChip

PERIOD = (Bound("start"), Bound("as_of"))
NO_PK = Not(Has("courses", "teacher_id", All((Test("kind", "eq", "pk"), Test("ends_on", "between", PERIOD)))))
Base = tuple[Gateway, dict[str, int], Callable[..., Any]]


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Base]:
    with opened(tmp_path / "base.pdk") as made:
        yield made


@pytest.fixture
def context() -> Context:
    return Context("verkhnebureinsky", 2022)


@pytest.fixture
def page(qtbot, base: Base, context: Context) -> RegisterPage:
    made = RegisterPage(REGISTERS["teachers"], base[0], context)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitSignal(made.model.loaded):
        made.arrive(Place("register:teachers"))
        made.show()
    return made


def people(page: RegisterPage) -> list[str]:
    return sorted(page.model.text_at(row, 0) for row in range(page.model.rowCount()))


def chips(page: RegisterPage) -> list[str]:
    return [each.words.accessibleName() for each in page.findChildren(FilterChip) if not each.isHidden()]


CONDITIONS: list[Condition] = [
    All((Test("last_name", "contains", "ёлк"),)),
    All((Not(Test("last_name", "contains", "ёлк")), Test("born_on", "years_lt", Years(35)))),
    AnyOf((Test("graduation_year", "between", (2000, 2010)), Test("born_on", "between", PERIOD))),
    Not(AnyOf((Test("category", "eq", "first"), Test("category", "empty")))),
    All((NO_PK, AnyOf((Test("education", "ne", "higher"), Test("has_pedagogical_education", "eq", False))))),
    All((Has("employments", "teacher_id", All((Test("organization_id.kind", "eq", "school"),)), 2),)),
    # ПК на основе диагностики за период, и (наставник сейчас или не в школе)
    All(
        (
            Has(
                "courses",
                "teacher_id",
                All(
                    (
                        Test("kind", "eq", "pk"),
                        Test("by_diagnostics", "eq", True),
                        Test("ends_on", "between", PERIOD),
                    )
                ),
            ),
            AnyOf(
                (
                    Has(
                        "mentorships",
                        "mentor_id",
                        AnyOf((Test("ends_on", "empty"), Test("ends_on", "ge", Bound("as_of")))),
                    ),
                    Not(Has("employments", "teacher_id", All((Test("organization_id.kind", "eq", "school"),)))),
                )
            ),
        )
    ),
    All((Has("courses", "teacher_id", AnyOf((Test("hours", "ge", 72), Test("ends_on", "ge", date(2024, 1, 1))))),)),
]


@pytest.mark.parametrize("condition", CONDITIONS, ids=range(len(CONDITIONS)))
def test_builder_gives_back_what_it_was_given(base: Base, qtbot, condition: Condition) -> None:
    builder = ConditionBuilder(REGISTERS["teachers"], base[0])
    qtbot.addWidget(builder)
    assert builder.edit(condition)
    assert builder.condition() == condition
    assert builder.sentence.text()


def test_builder_says_what_it_cannot_show(base: Base, qtbot) -> None:
    builder = ConditionBuilder(REGISTERS["teachers"], base[0])
    qtbot.addWidget(builder)
    assert not builder.edit(All((Test("alma_mater", "word", "институт"),)))


@pytest.mark.parametrize("key", REGISTERS)
def test_every_field_can_be_asked_for(key: str) -> None:
    """Each operator of each field makes a condition that the base understands and the operator knows again."""
    samples = {"Int": 5, "Number": 0.5, "Date": date(2024, 5, 1), "Link": 1}
    for path, (_, field) in askable(REGISTERS[key]).items():
        for each in operators(field.kind, field):
            kind = each.editor_field(field).kind
            labels = getattr(getattr(kind, "dictionary", None), "labels", {})
            value = next(iter(labels), samples.get(type(kind).__name__, "слово"))
            made = each.condition(path, [value] * each.count)
            compile_condition(REGISTERS[key], made)
            assert each.values_of(made) == (path, (value,) * each.count)


def test_a_built_condition_narrows_and_is_said_on_a_chip(page: RegisterPage, qtbot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    builder = page.builder
    assert builder is not None and builder.isVisible()
    assert builder.edit(NO_PK)
    with qtbot.waitSignal(page.model.loaded):
        builder.apply_button.click()
    assert people(page) == ["Берёзов", "Клёнова"], "Ёлкина had a course in 2022"
    assert len(chips(page)) == 1 and "Курсы" in chips(page)[0]
    assert not builder.isVisible()


def test_an_unfinished_condition_is_not_applied(page: RegisterPage, qtbot) -> None:
    page.build_condition()
    assert page.builder is not None
    with qtbot.assertNotEmitted(page.builder.applied):
        page.builder.apply_button.click()
    assert page.builder.sentence.text().startswith("Условие не закончено")


def test_a_selection_of_the_period_follows_the_context(page: RegisterPage, context: Context, base: Base, qtbot) -> None:
    page.search.setText("е")
    page.build_condition()
    assert page.builder is not None and page.builder.edit(NO_PK)
    page.builder.apply()
    page.saved.start_saving()
    page.saved.name.setText("Нет ПК в этом году")
    with qtbot.waitSignal(page.said) as said:
        page.saved.save()
    assert said.args == ["Выборка «Нет ПК в этом году» сохранена."]
    with qtbot.waitSignal(page.model.loaded):
        page.reset()
    assert len(people(page)) == 3 and not chips(page)
    page.saved.choose("Нет ПК в этом году")
    qtbot.waitUntil(lambda: people(page) == ["Берёзов", "Клёнова"])
    assert page.header.title() == "Педагоги: Нет ПК в этом году"
    assert page.search.text() == "е"
    context.set_year(2023)
    qtbot.waitUntil(lambda: len(people(page)) == 3)
    with qtbot.waitSignal(page.said):
        page.saved.remove("Нет ПК в этом году")
    qtbot.waitUntil(lambda: [each.text() for each in page.saved.menu.actions()] == ["Сохранить выборку…"])


def test_a_selection_without_a_name_is_asked_for_one(page: RegisterPage, qtbot) -> None:
    page.saved.start_saving()
    page.saved.save()
    qtbot.waitUntil(lambda: "Назовите её" in page.saved.message.text())


def test_the_same_condition_counts_in_the_base(base: Base) -> None:
    """The builder's tree is the one concept of conditions: it goes to the query as it is."""
    where = All((Test("last_name", "contains", "ЁЛК"),))
    assert base[2](lambda db: query.count(db, query.Query("teachers", where=where))) == 1
