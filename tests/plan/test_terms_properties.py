"""Whatever the text: never an error, always sorted without repetition, the same for every dash and space."""

import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from pdkadry_desktop.plan.term_words import VOCABULARY
from pdkadry_desktop.plan.terms import Term, parse_term

PLAN = (2023, 2025)
SOUP = [
    *VOCABULARY, *"IİßÄ²٣😀№%,.;/()-–\n", "2023", "2024", "2025", "1", "5", "15", "31", "32", "0", "99", "II", "IV",
    "или", "не", "в течение", "по мере", "по графику", "согласно", "кроме", "позднее", "окятбрь", "июиь", "01.09.2023",
    "31.09.2021", "09.2023", "15.10", "2023-24", "iiiiiiii", "осеннее", "через", "за", "после", "уточняется",
]  # fmt: skip
words = st.lists(st.sampled_from(SOUP), max_size=12).map(" ".join)


def check(term: Term) -> None:
    assert list(term.occurrences) == sorted(set(term.occurrences))
    assert all(found.start <= found.end for found in term.occurrences)
    assert (term.kind in ("on_demand", "unparsed")) == (not term.occurrences)
    assert term.to_json()["text"] == term.text


@given(st.text())
def test_any_text_is_read_or_left(text: str) -> None:
    term = parse_term(text, PLAN)
    check(term)
    assert term == parse_term(text, PLAN)


@given(words, st.tuples(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9)))
@settings(max_examples=50, deadline=None)
def test_any_plan_years_are_borne(text: str, plan: tuple[int, int]) -> None:
    first = plan[0] % 10**4 - 1000
    check(parse_term(text, (first, first + plan[1] % 4)))


@given(words)
def test_spelling_of_dashes_and_spaces_does_not_matter(text: str) -> None:
    plain = parse_term(" ".join(text.split()), PLAN)
    for other in (
        text.replace("-", "–"),
        text.replace("–", "−"),
        text.replace("-", "—"),
        text.replace(" ", "\u00a0"),
        f"  {text} ",
        text.upper() if text.upper().lower() == text.lower() else text,
        text.replace("е", "ё"),
    ):
        read = parse_term(other, PLAN)
        assert (read.kind, read.occurrences) == (plain.kind, plain.occurrences)


def test_ten_thousand_terms_from_a_soup_of_words_are_quick() -> None:
    chance = random.Random(7)
    texts = [chance.choice(("", " ", " ")).join(chance.choices(SOUP, k=chance.randint(0, 8))) for _ in range(10_000)]
    begun = time.perf_counter()
    terms = [parse_term(text, PLAN) for text in texts]
    spent = time.perf_counter() - begun
    for term in terms:
        check(term)
    assert spent / len(texts) < 0.005


def test_a_very_long_text_is_left_soon() -> None:
    for piece in ("октябрь ", "i", "осенносенн", "1-1 ", "по мере ", "в ", "- ", "четверть 1,", "(", "год "):
        begun = time.perf_counter()
        check(parse_term(piece * 20_000, PLAN))
        assert time.perf_counter() - begun < 1
