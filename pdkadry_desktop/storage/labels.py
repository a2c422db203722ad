"""What people of a base call the values of the closed dictionaries: kept in the base, never in the exchange."""

from __future__ import annotations

from ..core.errors import UserError
from ..core.kinds import Dictionary, use_own_labels
from ..core.text import clean_text, fold
from .database import Database

_SETTING = "labels"


def own_labels(db: Database) -> dict[str, dict[str, str]]:
    """Dictionary → code → own label."""
    return {key: dict(found) for key, found in db.setting(_SETTING, {}).items()}


def use(db: Database) -> None:
    """From now on the program speaks in the words of this base."""
    use_own_labels(own_labels(db))


def set_label(db: Database, dictionary: Dictionary, code: str, label: str) -> None:
    """Renames a value on screen and on paper; «» gives the name of the exchange back. UserError when it is taken."""
    name = clean_text(label)
    kept = own_labels(db)
    mine = kept.setdefault(dictionary.key, {})
    taken = next(
        (other for other, shown in dictionary.labels.items()
         if other != code and fold(name) in (fold(shown), fold(mine.get(other, shown)))),
        None,
    )  # fmt: skip
    if taken is not None:
        raise UserError(f"Так называется другое значение: «{dictionary.labels[taken]}».", "Выберите другое название.")
    if name and name != dictionary.labels[code]:
        mine[code] = name
    else:
        mine.pop(code, None)
    db.set_setting(_SETTING, {key: labels for key, labels in kept.items() if labels})
    use(db)
