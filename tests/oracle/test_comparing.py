"""What counts as a difference between two answers."""

from __future__ import annotations

from copy import deepcopy

import pytest

from .comparing import differences
from .indicators import compute
from .samples import Sample

ANSWER = compute(Sample().jobs("a", "b").circle("c", "клуб", None, "a").book, "001.2", 2023).to_json()


def test_nothing_differs_from_itself_or_from_zero_cells_and_another_order() -> None:
    other = deepcopy(ANSWER)
    other["organizations"]["B"] = {"numerator": 0, "base": 0}
    other["members"]["base"].reverse()
    other["value"] += 1e-12
    assert differences(ANSWER, other) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("numerator", 2),
        ("value", None),
        ("met", None),
        ("status", "no_base"),
        ("target", None),
        ("organizations", {"A": {"numerator": 1, "base": None}}),
        ("organizations", {}),
        ("members", {"numerator": ["a"], "base": ["a"]}),
        ("members", {"numerator": ["a"], "base": ["a", "b", "b"]}),
        ("breakdown", {"клуб": {"numerator": 1, "base": 1}}),
    ],
)
def test_any_other_figure_is_a_difference(name: str, value: object) -> None:
    assert len(differences(ANSWER, ANSWER | {name: value})) == 1
