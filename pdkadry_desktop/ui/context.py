"""The one global state of the window: profile, reporting year, as-of date. Every figure of every page obeys it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal

from ..core.dates import Period


class Context(QObject):
    """Signal ``changed()`` after any of the three changed."""

    changed = Signal()

    def __init__(self, profile_id: str, year: int, as_of: date | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._profile_id, self._year = profile_id, year
        self._as_of = as_of if as_of is not None and as_of.year == year else date(year, 12, 31)

    @property
    def profile_id(self) -> str:
        return self._profile_id

    @property
    def year(self) -> int:
        return self._year

    @property
    def as_of(self) -> date:
        return self._as_of

    @property
    def period(self) -> Period:
        return Period.of_year(self._year, self._as_of)

    def set_profile(self, profile_id: str) -> None:
        self._profile_id = profile_id
        self.changed.emit()

    def set_year(self, year: int) -> None:
        """Another reporting year, as of its 31 December."""
        self._year, self._as_of = year, date(year, 12, 31)
        self.changed.emit()

    def set_as_of(self, day: date) -> None:
        """Another as-of date; the year follows it."""
        self._year, self._as_of = day.year, day
        self.changed.emit()
