"""The few errors a user can act on; everything else is a bug and reaches the one hook in app.py."""

from __future__ import annotations


class UserError(Exception):
    """What happened (``text``) and what to do about it (``hint``), both Russian, both shown as they are."""

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.text} {self.hint}".strip()


class ImportRefused(UserError):
    """A file from outside cannot be read at all: hostile, damaged, empty, or not what its name says."""


class BaseUnavailable(UserError):
    """The base cannot be opened: locked by another program, foreign, newer, damaged, read-only folder."""


class BaseDamaged(BaseUnavailable):
    """The file is a base that SQLite cannot read whole; it is kept as it is, a backup takes its place."""


class PasswordNeeded(BaseUnavailable):
    """The base opens with a password only, and none was given."""


class WrongPassword(BaseUnavailable):
    """The password does not open the base; the file is as it was."""


class ChangeRefused(UserError):
    """A change would break a rule of the data; nothing was written."""


class ClosedPeriod(ChangeRefused):
    """A change would alter what a closed period rests on: it wants a reason; nothing was written."""
