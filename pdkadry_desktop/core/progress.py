"""How long work tells where it is and learns that it was cancelled."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):
    """The user cancelled; nothing was written."""


class Progress(Protocol):
    """What long work calls; given by the window, a command line or a test."""

    def step(self, done: int, total: int | None = None, text: str = "") -> None:
        """``done`` of ``total`` (None: unknown) with a Russian text of what is going on."""

    def raise_if_cancelled(self) -> None:
        """Raises Cancelled when the user asked to stop."""


class _NoProgress:
    def step(self, done: int, total: int | None = None, text: str = "") -> None:
        return None

    def raise_if_cancelled(self) -> None:
        return None


NO_PROGRESS: Progress = _NoProgress()
