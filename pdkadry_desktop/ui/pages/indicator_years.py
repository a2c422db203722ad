"""The years of one indicator with the breaks of its method, and earlier years counted by the new one on demand."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...core.dates import Period, format_date
from ...indicators.compute import Result
from ...indicators.given import Given
from ...indicators.preview import tried
from ...indicators.versions import Version
from ...storage.database import Database
from ...storage.worker import BACKGROUND
from ..gateway import Gateway
from ..tokens import Space
from ..widgets.basics import MutedLabel, push_button
from .indicator_chart import YearsChart
from .indicator_data import PastYears, Snapshot


class YearsPart(QWidget):
    """Chart, words of the breaks, and the button that counts earlier years anew; hidden while no past is known."""

    def __init__(self, gateway: Gateway, snapshot: Snapshot, result: Result) -> None:
        super().__init__()
        self._gateway, self._snapshot, self._result = gateway, snapshot, result
        self._earlier: tuple[int, ...] = ()
        self.chart = YearsChart()
        self.told = MutedLabel("", wrap=True)
        self.recount = push_button("Пересчитать по новой методике", "refresh", "quiet")
        self.recount.setToolTip("Прежние годы отдельным пунктиром; принятые значения не меняются")
        self.recount.clicked.connect(self.count_anew)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(MutedLabel("По годам"))
        column.addWidget(self.chart)
        column.addWidget(self.told)
        column.addWidget(self.recount, 0, Qt.AlignmentFlag.AlignLeft)

    def show_past(self, past: PastYears) -> None:
        """Earlier years as far as they are known."""
        result = self._result
        years = past.of(result)
        changes = self._snapshot.methods.changes(result.id, [int(label) for label, _ in years])
        breaks = {str(year): break_words(year, version) for year, version in changes.items()}
        self.chart.show_years(years, result.target.value if result.target else None, result.unit, breaks)
        self.told.setText("\n".join(breaks.values()))
        self.told.setVisible(bool(breaks))
        last = max(changes, default=0)
        self._earlier = tuple(int(label) for label, _ in years if int(label) < last)
        named = str(self._earlier[-1]) if len(self._earlier) == 1 else "прежние годы"
        self.recount.setText(f"Пересчитать {named} по новой методике")
        self.recount.setVisible(bool(self._earlier) and result.definition is not None)
        self.setVisible(bool(years))

    def count_anew(self) -> None:
        """Earlier years by the definition of this one, as a series of its own."""
        result, years, plan = self._result, self._earlier, self._snapshot.plan
        definition = result.definition
        if definition is None:
            return

        def work(db: Database) -> dict[str, Fraction | None]:
            given = Given(plan=plan)
            return {str(year): tried(db, definition, Period.of_year(year), given)[0].value for year in years}

        self._gateway.ask(work, self.chart.show_recounted, priority=BACKGROUND)


def break_words(year: int, version: Version | None) -> str:
    """«С 2026 года – другая методика, сохранена 12.03.2026: приказ …; с прежними годами не сопоставима»."""
    if version is None:
        return f"С {year} года – исходная методика программы."
    saved = f", сохранена {format_date(version.saved_on)}" if version.saved_on else ""
    ways = "сопоставима с прежними годами" if version.is_comparable else "с прежними годами не сопоставима"
    return f"С {year} года – другая методика{saved}: {version.note.rstrip('.')}; {ways}."
