"""Writes a version of the base from the difference between the newest version and the declarations.

python tests/storage/make_migration.py "what changes"   the next version; then set SCHEMA in storage/database.py
python tests/storage/make_migration.py --first          the first version anew, until the first release
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations.ops import MigrationScript
from alembic.script import ScriptDirectory

import pdkadry_desktop.registers
import pdkadry_desktop.storage.database  # noqa: F401 - with the registers these declare every table
from pdkadry_desktop.storage.declare import Base, TupleText
from pdkadry_desktop.storage.migrations.upgrade import FOLDER, run_steps

TEMPLATE = '''"""Version {number}: {title}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "{number}"
down_revision = {before}


def upgrade() -> None:
{body}
'''


def steps() -> ScriptDirectory:
    return ScriptDirectory(str(FOLDER))


def differences(connection: sa.Connection) -> MigrationScript:
    """What Alembic would do to bring the tables of the connection to the declarations."""
    options: dict[str, Any] = {
        "compare_type": True, "compare_server_default": True, "render_as_batch": True, "render_item": _rendered,
    }  # fmt: skip
    return produce_migrations(MigrationContext.configure(connection, opts=options), Base.metadata)


def _rendered(kind: str, item: object, _: object) -> str | bool:
    """A version must not lean on code that may change: own types are written as what the base keeps."""
    return "sa.String()" if kind == "type" and isinstance(item, TupleText) else False


def write(title: str, *, is_first: bool) -> Path:
    """Writes the file and returns its path."""
    newest = None if is_first else steps().get_current_head()
    number = f"{int(newest or 0) + 1:04}"
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        if newest:
            run_steps(connection)
        found = differences(connection).upgrade_ops
        assert found is not None
        body = render_python_code(found, render_as_batch=not is_first, render_item=_rendered)
    if is_first:
        for old in (FOLDER / "versions").glob("[0-9]*.py"):
            old.unlink()
    body = re.sub(r"^ *# ### .*\n?", "", body, flags=re.M)
    name = re.sub(r"\W+", "_", title.lower(), flags=re.ASCII).strip("_")
    path = FOLDER / "versions" / f"{number}_{name}.py"
    before = f'"{newest}"' if newest else "None"
    path.write_text(TEMPLATE.format(title=title, number=number, before=before, body=body), "utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(path)], check=True)
    return path


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("title", nargs="?", default="first")
    parser.add_argument("--first", action="store_true")
    given = parser.parse_args()
    print(write(given.title, is_first=given.first))
