"""Whether the program itself is whole: resources, profiles, a base, a PDF – also inside the bundle."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ..core.errors import UserError
from ..core.paths import resource


def run() -> list[str]:
    """What is wrong, in Russian; empty when everything works."""
    problems = [
        f"Нет файла программы: {name}"
        for name in ("profiles", "icons", "fonts", "reference", "indicators")
        if not any(resource(name).iterdir())
    ]
    try:
        _try_everything()
    except UserError as error:
        problems.append(str(error))
    return problems


def _try_everything() -> None:
    from ..indicators.profiles import list_profiles
    from ..registers import REGISTERS
    from ..reports.document import Document, Paragraph
    from ..reports.render import render
    from ..storage import records
    from ..storage.database import Database

    list_profiles()
    with tempfile.TemporaryDirectory(prefix="pdkadry-") as folder:
        with Database.open(Path(folder) / "проба.pdk", create=True) as db:
            records.save(db, REGISTERS["organizations"], {"code": "1", "name": "Школа", "kind": "school"})
            if db.check():
                raise UserError("Новая база не прошла проверку.", "Переустановите программу.")
        render(Document("Проба", (Paragraph("Съешь ещё этих мягких французских булок."),)), Path(folder) / "проба.pdf")
