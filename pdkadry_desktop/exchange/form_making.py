"""Makes the forms of a campaign: one file for each organisation, all noted as handed out in one action."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..core.attachments import safe_name
from ..core.errors import UserError
from ..core.progress import NO_PROGRESS, Progress
from ..core.text import counted, fold, natural
from ..registers import REGISTERS
from ..storage.database import Database
from ..work.dictionaries import offered
from .form_service import FormInfo
from .form_source import FormSource, Place
from .form_templates import FormTemplate
from .form_writer import write_form
from .snapshot import BASE_MARK

_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Made:
    """A form on the disk: its organisation, file and how many rows were filled in."""

    organization_id: int
    path: Path
    rows: int


def base_mark(db: Database) -> str:
    """How this base is named in its forms; given once."""
    mark = db.setting(BASE_MARK, "")
    if not mark:
        mark = secrets.token_hex(8)
        db.set_setting(BASE_MARK, mark)
    return str(mark)


def make_forms(
    db: Database, template: FormTemplate, year: int, organizations: Sequence[int] | None, folder: Path,
    progress: Progress = NO_PROGRESS, *, campaign: int | None = None, today: date | None = None,
) -> list[Made]:  # fmt: skip
    """Writes the forms and notes them in the register; ``organizations`` None: all that work today.

    Cancelled leaves the files made so far and notes nothing.
    """
    on = today or date.today()
    if not folder.is_dir():
        raise UserError(f"Папки «{folder}» нет.", "Выберите существующую папку.")
    source, mark, lists = FormSource(db, template.sheets, year, on), base_mark(db), offered(db)
    wanted = [place for place in source.places.values() if _is_wanted(place, organizations, on)]
    if not wanted:
        raise UserError("Нет организаций, для которых делать формы.", "Выберите организации или добавьте их в реестр.")
    wanted.sort(key=lambda place: natural(place.short_name))
    made: list[Made] = []
    names = _names(template.title, wanted)
    for done, place in enumerate(wanted):
        progress.raise_if_cancelled()
        progress.step(done, len(wanted), place.short_name)
        rows = [(sheet, source.rows(sheet, place.id)) for sheet in template.sheets]
        info = FormInfo(mark, place.code, template.title, year, on, list(template.sheets), campaign)
        path = folder / names[place.id]
        write_form(path, info, place, rows, lists)
        made.append(Made(place.id, path, sum(len(found) for _, found in rows)))
    progress.step(len(wanted), len(wanted), "Формы готовы")
    _note(db, template, year, campaign, on, made)
    return made


def _is_wanted(place: Place, organizations: Sequence[int] | None, on: date) -> bool:
    return place.id in organizations if organizations is not None else place.works_on(on)


def _names(title: str, places: Sequence[Place]) -> dict[int, str]:
    """File names by organisation; equal ones get the code."""
    plain = {place.id: place.short_name[:_LONGEST].strip() for place in places}
    count = Counter(map(fold, plain.values()))
    found: dict[int, str] = {}
    for place in places:
        name = plain[place.id]
        told = f"{name} ({place.code})" if count[fold(name)] > 1 else name
        found[place.id] = safe_name(f"{told} – {title}.xlsx".replace("/", "-").replace("\\", "-"))
    return found


def _note(
    db: Database, template: FormTemplate, year: int, campaign: int | None, on: date, made: Sequence[Made]
) -> None:  # fmt: skip
    spec = REGISTERS["form_issues"]
    rows = [
        {
            "name": template.title, "year": year, "organization_id": each.organization_id, "campaign_id": campaign,
            "made_on": on, "file_name": each.path.name, "row_count": each.rows,
        }
        for each in made
    ]  # fmt: skip
    with db.change(f"Формы «{template.title}»: {counted(len(made), *spec.forms_of_count)}") as change:
        change.add_many(spec, rows)
