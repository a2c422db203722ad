"""The import table of the house, sizes, docstrings, and what may stand in which layer, read from the source text."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pdkadry_desktop.registers import REGISTERS

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "pdkadry_desktop"
MODULES = sorted(PACKAGE.rglob("*.py"))
GENERATED = "storage/migrations/versions/"

OURS = {
    "core": set(),
    "storage": {"core"},
    "registers": {"core", "storage"},
    "work": {"core", "storage", "registers"},
    "indicators": {"core", "storage", "registers"},
    "plan": {"core", "storage", "registers"},
    "cycle": {"core", "storage", "registers", "work", "indicators", "plan"},
    "reports": {"core", "storage", "registers", "work", "indicators", "plan", "cycle"},
    "exchange": {"core", "storage", "registers", "work", "plan"},
    "ui": {"core", "storage", "registers", "work", "indicators", "plan", "cycle", "reports", "exchange"},
    "commands": {"core", "storage", "registers", "work", "indicators", "plan", "reports", "exchange", "cli", "app",
                 "log", "screenshots"},
}  # fmt: skip
OUTSIDE: dict[str, set[str]] = {
    "core": set(),
    "storage": {"sqlalchemy", "alembic", "sqlcipher3", "cryptography"},
    "registers": {"sqlalchemy"},
    "work": {"sqlalchemy", "rapidfuzz"},
    "indicators": {"sqlalchemy"},
    "plan": {"sqlalchemy"},
    "cycle": set(),
    "reports": set(),
    "exchange": {"openpyxl", "python_calamine", "icalendar", "defusedxml", "rapidfuzz"},
    "ui": {"PySide6"},
    "commands": set(),
}
ONLY_IN = {  # narrower than the layer
    "platformdirs": ("core/paths.py",),
    "reportlab": ("reports/render/",),
    "docx": ("reports/render/",),
    "docxtpl": ("reports/render/",),
    "pypdfium2": ("reports/render/",),
    "openpyxl": ("reports/render/", "exchange/"),
    "alembic": ("storage/migrations/",),
    "PySide6": ("ui/", "app.py", "screenshots.py", "session.py"),
    "shiboken6": ("ui/",),
}
TOP = {
    "app.py",
    "cli.py",
    "log.py",
    "screenshots.py",
    "session.py",
    "__main__.py",
    "__init__.py",
}  # where all is put together
STARTED_WITHOUT = ("openpyxl", "reportlab", "docx", "alembic", "pypdfium2", "PySide6", "icalendar", "python_calamine")


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Full names of all imported modules, those inside functions too, with their lines."""
    return imported(tree(path), ("pdkadry_desktop", *path.relative_to(PACKAGE).parent.parts))


def imported(parsed: ast.Module, package: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """The imports of a module that stands in ``package``; names taken from a package count as its modules."""
    for node in ast.walk(parsed):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *([node.module] if node.module else [])))
            yield from ((f"{module}.{alias.name}", node.lineno) for alias in node.names)


def texts(path: Path) -> Iterator[tuple[str, int]]:
    """String literals that are no docstrings."""
    docstrings = {
        id(node.value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value, node.lineno


every_module = pytest.mark.parametrize("path", MODULES, ids=name_of)


@every_module
def test_imports_follow_the_table(path: Path) -> None:
    name = name_of(path)
    layer = name.split("/")[0] if "/" in name else ""
    wrong = []
    for module, line in imports(path):
        top, _, rest = module.partition(".")
        if top == "pdkadry_desktop":
            target = rest.split(".")[0]
            is_allowed = not layer or target in OURS[layer] | {layer, "__version__"}
        elif top in sys.stdlib_module_names:
            is_allowed = True
        elif places := ONLY_IN.get(top):
            is_allowed = any(name.startswith(place) for place in places)
        else:
            is_allowed = top in OUTSIDE[layer] if layer else False
        if not is_allowed:
            wrong.append(f"{name}:{line} imports {module}")
    assert not wrong, "\n".join(wrong)


def test_every_layer_is_in_the_table() -> None:
    layers = {name_of(path).split("/")[0] for path in MODULES if "/" in name_of(path)}
    assert layers == OURS.keys() == OUTSIDE.keys()
    assert {name_of(path) for path in MODULES if "/" not in name_of(path)} == TOP


def test_every_way_to_import_is_seen() -> None:
    source = """
import PySide6.QtCore as qt
from ...registers import teachers
from ... import ui
from .. import declare
if True:
    from ...core.text import fold
def late():
    from docx import Document
    import pdkadry_desktop.app
"""
    found = imported(ast.parse(source), ("pdkadry_desktop", "storage", "migrations"))
    assert sorted(name for name, _ in found) == [
        "PySide6.QtCore", "docx.Document", "pdkadry_desktop.app", "pdkadry_desktop.core.text.fold",
        "pdkadry_desktop.registers.teachers", "pdkadry_desktop.storage.declare", "pdkadry_desktop.ui",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "module", ["pdkadry_desktop.cli", "pdkadry_desktop.storage.database", "pdkadry_desktop.registers"]
)
def test_heavy_libraries_wait_until_they_are_needed(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    loaded = set(done.stdout.split())
    assert "pdkadry_desktop" in loaded
    assert not loaded & set(STARTED_WITHOUT)


@every_module
def test_module_is_short_and_says_what_it_is_for(path: Path) -> None:
    docstring = ast.get_docstring(tree(path))
    assert docstring, "no docstring"
    if not name_of(path).startswith(GENERATED):
        assert len(path.read_text("utf-8").splitlines()) <= 500


@pytest.mark.parametrize(
    "path", [path for path in MODULES if name_of(path).split("/")[0] in {"core", "storage", "ui"}], ids=name_of
)
def test_classes_say_what_they_are_for(path: Path) -> None:
    bare = [
        node.name for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]  # fmt: skip
    assert not bare, f"{name_of(path)}: {', '.join(bare)}"


MACHINE = re.compile(r"(?<![\w./])/(?:work|root|tmp|home|usr|var|opt|etc)/|\b[A-Z]:\\{1,2}\w")
OURS_ONLY = re.compile(r"(?<![\w./])/(?:work|root|tmp)/")  # tests of hostile files name places on purpose
TEXT_FILES = {".py", ".toml", ".md", ".cfg", ".qss", ".svg", ".txt", ".json", ".spec", ".ini", ".yml", ".sh"}


@pytest.mark.parametrize(
    ("folder", "pattern"), [("pdkadry_desktop", MACHINE), ("resources", MACHINE), ("tests", OURS_ONLY)]
)
def test_no_machine_paths(folder: str, pattern: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{number} {line.strip()[:100]}"
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in TEXT_FILES and path != Path(__file__)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found, "\n".join(found)


COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})(?![0-9a-zA-Z])|\brgba?\(|\bhsla?\(")


@pytest.mark.parametrize("path", sorted((PACKAGE / "ui").rglob("*.py")), ids=name_of)
def test_colours_are_named_in_one_place(path: Path) -> None:
    if name_of(path) == "ui/tokens.py":
        assert any(COLOUR.search(text) for text, _ in texts(path))
        return
    found = [f"{line}: {text}" for text, line in texts(path) if COLOUR.search(text)]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QColor" and (
            any(isinstance(each, ast.Constant) for each in node.args)
        ):  # fmt: skip
            found.append(f"{node.lineno}: QColor with numbers or a name")
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Attribute)
            and node.value.attr == "GlobalColor"
            and node.attr != "transparent"
        ):
            found.append(f"{node.lineno}: Qt.GlobalColor.{node.attr}")
    assert not found, "\n".join(found)


# One word may be a field's label and the heading of a page as well («Документ»); two words are the declaration's own.
LABELS = {field.label for spec in REGISTERS.values() for field in spec.fields if " " in field.label}
HELPS = {field.help for spec in REGISTERS.values() for field in spec.fields if field.help}


@pytest.mark.parametrize("path", sorted((PACKAGE / "ui").rglob("*.py")), ids=name_of)
def test_labels_of_fields_stand_in_the_declaration_only(path: Path) -> None:
    found = [f"{line}: «{text}»" for text, line in texts(path) if text.strip(":*") in LABELS | HELPS]
    assert not found, "\n".join(found)


@every_module
def test_generic_code_knows_no_register(path: Path) -> None:
    """No «if spec.key == …»: what is special stands in the declaration or on a page of its own."""
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            keys = [each for each in sides if isinstance(each, ast.Constant) and each.value in REGISTERS]
            specs = [
                each for each in sides
                if isinstance(each, ast.Attribute) and each.attr == "key"
                and isinstance(each.value, ast.Name | ast.Attribute)
                and (each.value.id if isinstance(each.value, ast.Name) else each.value.attr).endswith("spec")
            ]  # fmt: skip
            if keys and specs and name_of(path).split("/")[0] in {"core", "storage", "ui"}:
                found.append(f"{name_of(path)}:{node.lineno}")
    assert not found, "\n".join(found)


@every_module
def test_only_the_hooks_catch_everything(path: Path) -> None:
    """«except Exception» stands where an exception is handed on: the thread of the base, the gateway, the hooks."""
    caught = [
        node.lineno for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
        and not any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))
    ]  # fmt: skip
    if name_of(path) not in {"storage/worker.py", "ui/gateway.py", "app.py", "cli.py"}:
        assert not caught, f"{name_of(path)}: {caught}"
