"""Upgrades an older base in one transaction after a copy; refuses a newer one untouched."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

from ...core.errors import BaseUnavailable

if TYPE_CHECKING:
    from ..database import Database


def upgrade(db: Database, version: str) -> None:
    """Brings the base from ``version`` to the newest; a copy «….до-обновления-<version>.pdk» is made first."""
    from ..backup import back_up, free_name
    from ..database import SCHEMA

    script = ScriptDirectory(str(Path(__file__).parent))
    known = {revision.revision for revision in script.walk_revisions()}
    if version not in known:
        raise BaseUnavailable(
            "База создана более новой версией программы.", "Файл не изменён. Установите новую версию программы."
        )
    back_up(db, free_name(db.path.with_name(f"{db.path.stem}.до-обновления-{version}{db.path.suffix}")))
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with (
        db.upgrading() as connection,
        EnvironmentContext(
            config, script, fn=lambda revision, _: script._upgrade_revs(SCHEMA, revision)
        ) as environment,
    ):
        environment.configure(connection=connection, transactional_ddl=False, target_metadata=None)
        environment.run_migrations()
