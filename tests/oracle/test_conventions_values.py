"""Conventions about activities, organisations, stakes, targets and the plan, worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from .indicators import compute, specification
from .samples import MANAGER, Sample, figures, inside
from .things import Occurrence


# ---------------------------------------------------------------- sets of activity
def test_members_leave_out_expert_councils_and_closed_communities() -> None:
    sample = Sample().jobs("a", "b", "c").circle("x", "экспертный совет", None, "a")
    sample.circle("y", "клуб", {"Закрыто": "31.12.2022"}, "b").circle("z", "сетевое сообщество", None, "c")
    assert compute(sample.book, "001.2", 2023).members["numerator"] == ["c"]
    assert compute(sample.book, "001.M6", 2023).members["numerator"] == ["c"]


def test_jury_are_experts_in_any_contest_and_only_participants_are_contestants() -> None:
    sample = Sample().jobs("a", "b", "c").contest("k", {"Профессиональное мастерство": False}, "a").contest("n")
    sample.add("Участие в конкурсах", {"Конкурс": "k", "Педагог": "b", "Роль": "член жюри"})
    sample.add("Участие в конкурсах", {"Конкурс": "n", "Педагог": "c", "Роль": "организатор"})
    assert compute(sample.book, "001.M2", 2023).members["numerator"] == ["b"]
    assert figures(sample, "001.M3") == (0, 3, 0)
    assert figures(sample, "001.8a")[0] == 1


def test_a_person_counts_under_every_level() -> None:
    sample = Sample().jobs("a", "b").contest("k", None, "a", "b").contest("n", {"Уровень": "региональный"}, "a")
    result = compute(sample.book, "001.8b", 2023)
    assert result.numerator == 2
    assert result.breakdown == {
        "муниципальный": {"numerator": 2, "base": None},
        "региональный": {"numerator": 1, "base": None},
    }


def test_held_needs_the_end_in_the_period_and_no_stated_no() -> None:
    sample = Sample()
    sample.event("a", {"Начало": "20.12.2022", "Окончание": "01.01.2023"})
    sample.event("b", {"Начало": "31.12.2023", "Окончание": "01.01.2024"})
    sample.event("c", {"Проведено": False})
    sample.event("d", {"Проведено": True, "Направление": ["наставничество", "обмен опытом"]})
    assert compute(sample.book, "001.9", 2023).members["numerator"] == ["a", "d"]


def test_event_of_two_directions_counts_once_in_9_before_10() -> None:
    growth = "повышение квалификации и профессиональный рост"
    sample = Sample().event("a", {"Направление": [growth, "обмен опытом"]}).event("b", {"Направление": [growth]})
    assert compute(sample.book, "001.9", 2023).members["numerator"] == ["a"]
    assert compute(sample.book, "001.10", 2023).members["numerator"] == ["b"]


def test_community_events_need_the_municipal_level_and_a_community() -> None:
    sample = Sample().jobs("a", "b", "c").circle("c", "клуб")
    sample.event("x", {"Сообщество": "c"}, "a").event("y", None, "b")
    sample.event("z", {"Сообщество": "c", "Уровень": "региональный"}, "c")
    assert compute(sample.book, "004.14", 2023).members["numerator"] == ["a"]


def test_mentors_of_other_forms_are_no_mentors_but_are_in_the_register() -> None:
    sample = Sample().jobs("a").job("m", columns=MANAGER)
    sample.pair("p", "a", {"Форма": "педагог – обучающийся"}).pair("q", "m", {"Форма": "руководитель – педагог"})
    assert compute(sample.book, "001.6.3", 2023).members["numerator"] == ["m"]
    assert compute(sample.book, "001.7.2", 2023).members["numerator"] == ["a", "m"]
    assert compute(sample.book, "002.5.2", 2023).organizations == {"A": {"numerator": 1, "base": 1}}


def test_a_dropped_route_does_not_count() -> None:
    sample = Sample().jobs("a", "b")
    sample.add("ИОМ", {"Код": "1", "Педагог": "a", "Начало": "01.01.2022", "Статус": "прекращён"})
    sample.add("ИОМ", {"Код": "2", "Педагог": "b", "Начало": "01.01.2022", "Статус": "завершён"})
    assert compute(sample.book, "004.3", 2023).members["numerator"] == ["b"]


# ---------------------------------------------------------------- organisations, rows, stakes
def test_stakes_are_exact_fractions_of_main_and_other_jobs() -> None:
    sample = (
        Sample().job("a", columns={"Ставка": 0.1}).job("b", columns={"Ставка": 0.2, "Основное место работы": False})
    )
    sample.job("m", columns=MANAGER)
    for code, kind, stake in (("v", None, 0.7), ("w", "руководящий", 1), ("x", "педагогический", None)):
        row = {"Код": code, "Организация": "B", "Должность": "директор", "Категория персонала": kind, "Ставка": stake}
        sample.add("Вакансии", row | {"Открыта": "01.01.2023"})
    result = compute(sample.book, "001.5.1", 2023)
    assert (result.numerator, result.base, result.value) == (Fraction(3, 10), 2, 15)
    assert (inside(result, "A"), inside(result, "B")) == ((0.3, 0.3), (0, 1.7))
    assert result.members == {"numerator": [], "base": []}
    assert compute(sample.book, "001.5.4", 2023).organizations == {"B": {"numerator": 2, "base": None}}


def test_a_stake_of_zero_is_a_stake() -> None:
    sample = Sample().jobs("a").job("b", columns={"Ставка": 0})
    vacancy = {"Код": "v", "Организация": "A", "Должность": "учитель", "Ставка": 0, "Открыта": "01.01.2023"}
    result = compute(sample.add("Вакансии", vacancy).book, "001.5.1", 2023)
    assert (result.numerator, result.base, result.value) == (1, 1, 100)
    assert compute(sample.book, "001.5.4", 2023).value == 1


def test_start_of_the_school_year_is_1_september_whatever_the_as_of_date() -> None:
    sample = (
        Sample().job("a", columns={"Дата приёма": "01.09.2023"}).job("b", columns={"Дата увольнения": "31.08.2023"})
    )
    sample.add("Вакансии", {"Код": "v", "Организация": "A", "Должность": "учитель", "Открыта": "02.09.2023"})
    for as_of in (None, date(2023, 3, 1)):
        assert figures(sample, "001.E1", as_of=as_of)[:2] == (1, 1)


def test_organisations_count_through_the_people_of_qualifying_jobs() -> None:
    sample = Sample().job("a", "A").job("a", "B").job("m", "A", MANAGER).organization("I", "иная").job("i", "I")
    for person in ("a", "i"):
        sample.add("Диагностика", {"Педагог": person, "Дата": "01.04.2023", "Уровень": "муниципальный"})
    sample.add(
        "Резерв и актив", {"Педагог": "m", "Вид": "управленческая команда в менторстве", "Включён": "31.12.2023"}
    )
    result = compute(sample.book, "002.1.2", 2023)
    assert (result.members["numerator"], result.members["base"]) == (["A", "B"], ["A", "B", "U"])
    assert inside(result, "U") == (0, 1)
    assert figures(sample, "004.12") == (1, 1, 0)


def test_target_students_of_a_past_year_do_not_move() -> None:
    sample = Sample()
    for code, status, end, contract in (
        ("a", "окончил", "30.06.2024", None),
        ("b", "обучается", None, True),
        ("c", "окончил", None, None),
        ("d", "отчислен", "30.06.2024", None),
        ("e", "обучается", "30.12.2023", None),
        ("f", "обучается", "31.12.2023", False),
    ):
        row = {"Код": code, "Статус": status, "Окончание обучения": end, "Целевой договор": contract}
        sample.add("Целевое обучение", row | {"Уровень образования": "высшее", "Начало обучения": "01.09.2020"})
    assert compute(sample.book, "001.5a.1", 2023).members["numerator"] == ["a", "b"]


def test_sum_of_pupils_by_organisation() -> None:
    sample = Sample()
    for code, place, pupils in (("k", "A", 10), ("l", "A", 5), ("m", "B", 7)):
        row = {"Код": code, "Организация": place, "Вид": "иная", "Обучающихся": pupils, "Начало": "01.09.2023"}
        sample.add("Допрофессиональная подготовка", row)
    result = compute(sample.book, "001.5a.2", 2023)
    assert (result.numerator, result.base, result.value) == (22, None, 22)
    assert result.organizations == {"A": {"numerator": 15, "base": None}, "B": {"numerator": 7, "base": None}}
    assert result.members["numerator"] == ["k", "l", "m"]


def test_things_without_a_code_are_named_by_their_key() -> None:
    sample = Sample().jobs("a")
    for person in ("a", "b"):
        sample.add("Диагностика", {"Педагог": person, "Дата": "05.04.2023", "Уровень": "региональный"})
    sample.add(
        "Потребности",
        {"Педагог": "a", "Дата": "01.12.2022", "Вид": "подготовка к конкурсу", "Дата помощи": "01.02.2023"},
    )
    assert compute(sample.book, "001.E5", 2023).members["numerator"] == ["2023-04-05|региональный"]
    assert compute(sample.book, "001.E6", 2023).members["numerator"] == ["a|2022-12-01|подготовка к конкурсу"]


# ---------------------------------------------------------------- zero, targets
def test_empty_base_zero_numerator_and_no_data_are_three_things() -> None:
    empty = compute({}, "001.2", 2023)
    assert (empty.status, empty.value, empty.numerator, empty.base, empty.met) == ("no_base", None, 0, 0, None)
    assert empty.target == {"op": ">=", "value": 85}
    zero = compute(Sample().jobs("a").book, "001.2", 2023)
    assert (zero.status, zero.value, zero.met) == ("ok", 0, False)
    nothing = compute({}, "001.E4", 2023)
    assert (nothing.status, nothing.value, nothing.numerator, nothing.base) == ("no_data", None, None, None)
    entered = compute({}, "001.E4", 2023, manual={("001.E4", 2023): 1})
    assert (entered.status, entered.value) == ("ok", 1)


def test_plans_of_support_show_their_base() -> None:
    sample = Sample()
    sample.book["Организации"][0]["План методического сопровождения с"] = date(2023, 12, 31)
    result = compute(sample.book, "004.13", 2023)
    assert (result.numerator, result.base, result.value, result.target, result.met) == (1, 3, 1, None, True)
    assert compute(sample.book, "004.13", 2022).met is False


def test_target_is_compared_exactly() -> None:
    people = [f"p{number}" for number in range(1, 2001)]
    sample = Sample().jobs(*people).circle("c", "клуб", None, *people[:1599])
    short = compute(sample.book, "004.E6", 2023)
    assert (short.value, short.met) == (Fraction(7995, 100), False)
    sample.circle("d", "клуб", None, people[1999])
    assert compute(sample.book, "004.E6", 2023).met is True


def test_target_of_the_year_or_of_all_years_or_none() -> None:
    assert [compute({}, "000.1", year).target for year in (2021, 2023, 2024)] == [
        {"op": ">=", "value": 9},
        {"op": ">=", "value": 30},
        None,
    ]
    assert compute({}, "000.2", 2021).target == {"op": ">=", "value": Fraction(31, 2)}
    assert compute({}, "001.E9", 2023).target is None


def qualified_sample() -> Sample:
    sample = Sample()
    for person, assigned in (("a", "01.01.2021"), ("b", "01.03.2023")):
        sample.job(
            person, columns={"Дата приёма": "01.01.2022", "Категория": "первая", "Категория присвоена": assigned}
        )
    return sample


def test_growth_is_strict_against_the_end_of_the_year_before() -> None:
    sample = qualified_sample()
    grown = compute(sample.book, "001.E2", 2023, date(2023, 6, 1))
    assert (grown.value, grown.target, grown.met) == (2, {"op": "growth", "value": 1}, True)
    same = compute(sample.book, "001.E2", 2024)
    assert (same.value, same.target, same.met) == (2, {"op": "growth", "value": 2}, False)


def test_growth_cannot_be_judged_when_nobody_was_employed_unless_entered() -> None:
    sample = qualified_sample()
    first = compute(sample.book, "001.E2", 2022)
    assert (first.value, first.target, first.met) == (1, {"op": "growth", "value": None}, None)
    entered = compute(sample.book, "001.E2", 2022, manual={("001.E2", 2021): 1})
    assert (entered.target, entered.met) == ({"op": "growth", "value": 1}, False)


def test_a_manager_employed_the_year_before_makes_the_growth_comparable() -> None:
    sample = qualified_sample().job("m", columns=MANAGER | {"Основное место работы": False})
    first = compute(sample.book, "001.E2", 2022)
    assert (first.target, first.met) == ({"op": "growth", "value": 0}, True)


def test_base_year_is_taken_at_its_31_december() -> None:
    sample = Sample().jobs("m").circle("a", "методическое объединение", {"Создано": "31.12.2020"})
    sample.circle("b", "профессиональное сообщество", {"Создано": "01.01.2021"}).circle("c", "клуб")
    later = compute(sample.book, "000.R12", 2023)
    assert (later.value, later.target, later.met) == (2, {"op": ">=", "value": 1}, True)
    earlier = compute(sample.book, "000.R12", 2020, date(2020, 6, 1))
    assert (earlier.value, earlier.target, earlier.met) == (0, {"op": ">=", "value": 1}, False)


# ---------------------------------------------------------------- plan
def test_plan_counts_what_is_due_and_what_was_done_by_d() -> None:
    end, late = date(2023, 5, 31), date(2023, 7, 1)
    plan = [
        Occurrence("1", "1", end, end, "done", end),
        Occurrence("1", "2", end, end, "done_late", late),
        Occurrence("1", "3", end, end, "cancelled"),
        Occurrence("1", "4", end, end, "history", end),
        Occurrence("1", "5", end, late, "planned"),
        Occurrence("2", "1", end, end, "overdue"),
    ]
    result = compute({}, "003.T1", 2023, date(2023, 6, 30), plan=plan)
    assert (result.numerator, result.base, result.value) == (1, 2, 50)
    assert result.members == {"numerator": ["1|1|2023-05-31"], "base": ["1|1|2023-05-31", "1|2|2023-05-31"]}
    assert compute({}, "003.T1", 2023, plan=plan).value == Fraction(200, 3)
    assert (compute({}, "003.T2", 2023, plan=plan).value, compute({}, "003.T3", 2023, plan=plan).status) == (
        0,
        "no_base",
    )


def test_json_has_the_shape_of_the_command_line() -> None:
    answer = compute(Sample().jobs("a", "b", "c").circle("c", "клуб", None, "a").book, "001.2", 2022).to_json()
    assert answer == {
        "id": "001.2",
        "kind": "share",
        "unit": "%",
        "numerator": 1,
        "base": 3,
        "value": 100 / 3,
        "unknown": 0,
        "status": "ok",
        "target": {"op": ">=", "value": 80},
        "met": False,
        "breakdown": None,
        "organizations": {"A": {"numerator": 1, "base": 3}},
        "members": {"numerator": ["a"], "base": ["a", "b", "c"]},
    }


def test_every_indicator_answers_on_an_empty_workbook() -> None:
    statuses = {code: compute({}, code, 2023).status for code in specification()}
    assert len(statuses) == 87
    assert {code for code, status in statuses.items() if status == "no_data"} == {"000.R1-2", "001.5.3a", "001.E4"}
