"""pytest imports test modules by their bare names: two of one name in different folders stop the whole run."""

from __future__ import annotations

from collections import Counter
from pathlib import Path


def test_names_of_test_modules_do_not_repeat() -> None:
    tests = Path(__file__).parent.parent
    loose = [each for each in tests.rglob("test_*.py") if not (each.parent / "__init__.py").exists()]
    repeated = [name for name, count in Counter(each.name for each in loose).items() if count > 1]
    assert not repeated
