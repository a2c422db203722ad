"""Upgrades an older base in one transaction after a copy; refuses a newer one untouched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from ...core.errors import BaseUnavailable

if TYPE_CHECKING:
    from ..database import Database

FOLDER = Path(__file__).parent


def upgrade(db: Database, version: str) -> None:
    """Brings the base from ``version`` to the newest; a copy «….до-обновления-<version>.pdk» is made first."""
    from ..backup import back_up, free_name

    if version not in {revision.revision for revision in ScriptDirectory(str(FOLDER)).walk_revisions()}:
        raise BaseUnavailable(
            "База создана более новой версией программы.", "Файл не изменён. Установите новую версию программы."
        )
    back_up(db, free_name(db.path.with_name(f"{db.path.stem}.до-обновления-{version}{db.path.suffix}")))
    with db.upgrading() as connection:
        run_steps(connection)


def run_steps(connection: Connection, to: str = "head") -> None:
    """Runs the steps between the version of the tables and ``to`` inside the caller's transaction."""
    script = ScriptDirectory(str(FOLDER))
    with EnvironmentContext(Config(), script, fn=lambda revision, _: script._upgrade_revs(to, revision)) as environment:
        environment.configure(connection=connection, transactional_ddl=False, target_metadata=None)
        environment.run_migrations()
