"""The terms of two real road maps: every one is read, and their dates are as many as counted by hand."""

from datetime import date

from pdkadry_desktop.plan.terms import Occurrence, parse_term

IN_2021 = {  # 36 rows of a plan for 2021–2022
    "сентябрь 2021": 1, "2021-2022": 2, "в течение года": 3, "В течение года": 5, "ежегодно": 11, "Ежегодно": 1,
    "2021": 3, "31.09.2021": 1, "март 2021": 2, "31.12.2021": 2, "01.12.2021": 1, "май 2021": 1, "октябрь 2021": 1,
    "25.09.2020": 1, "По потребности": 1,
}  # fmt: skip
IN_2023 = {  # 48 rows of a plan for 2023–2025
    "Октябрь, апрель 2023,2024, 2025гг.": 1, "Ноябрь, март 2023,2024, 2025гг.": 1, "Сентябрь 2023,2024, 2025гг.": 3,
    "В течение года": 3, "В течение года По мере поступления разработанных ИОМ": 1,
    "Ноябрь\nапрель 2023,2024, 2025гг.": 1, "Март 2023,2024, 2025гг.": 1, "Апрель-май 2023,2024, 2025гг.": 1,
    "Ноябрь- декабрь 2023,2024, 2025": 1, "Август 2023,2024, 2025 Ноябрь 2023,2024, 2025 Март 2023,2024, 2025": 1,
    "Январь 2023,2024, 2025": 1, "2023,2024, 2025": 1, "2022-2024г": 2, "Июнь 2023-2024г": 2,
    "Январь, сентябрь 2023,2024, 2025": 1, "Сентябрь 2023,2024, 2025": 2, "Май-июнь 2023, 2024, 2025": 1,
    "В течение года 2023,2024, 2025": 16, "В течение года 2023, 2024, 2025": 3, "Декабрь, май 2023,2024, 2025": 1,
    "По мере необходимости": 2, "Февраль – март ежегодно": 1, "Июнь, ежегодно": 1,
}  # fmt: skip


def occurrences(terms: dict[str, int], plan: tuple[int, int]) -> list[Occurrence]:
    return [found for text, rows in terms.items() for found in parse_term(text, plan).occurrences * rows]


def test_plan_of_2021() -> None:
    assert sum(IN_2021.values()) == 36
    assert len(occurrences(IN_2021, (2021, 2022))) == 54
    assert [text for text in IN_2021 if parse_term(text, (2021, 2022)).kind == "unparsed"] == ["31.09.2021"]


def test_plan_of_2023() -> None:
    found = occurrences(IN_2023, (2023, 2025))
    assert sum(IN_2023.values()) == 48
    assert len(found) == 153
    assert sum(occurrence.end < date(2023, 6, 21) for occurrence in found) == 10
    assert sum(occurrence.end < date(2023, 9, 1) for occurrence in found) == 15
    assert not [text for text in IN_2023 if parse_term(text, (2023, 2025)).kind == "unparsed"]
