"""Every example of the specification reads as it says there."""

import json
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.plan.terms import parse_term

EXAMPLES = json.loads((Path(__file__).parents[1] / "data" / "terms-examples.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"] or "blank")
def test_example(example: dict[str, Any]) -> None:
    first, last = example["plan_years"]
    read = parse_term(example["text"], (first, last)).to_json()
    assert read["occurrences"] == example["expect"]
    assert read["kind"] == example["kind"]
    assert sorted(read["warnings"]) == sorted(example["warn"])
    if "suggest" in example:
        assert read["suggestions"] == example["suggest"]
