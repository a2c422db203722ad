"""The tab with the words of the order about one indicator."""

from __future__ import annotations

from ...indicators.compute import Result
from .indicator_overview import Parts


class OrderTab(Parts):
    """Wording, targets as printed, source, responsible, outputs, place in the document."""

    def __init__(self) -> None:
        super().__init__("Показатель в приказе")

    def show_result(self, result: Result) -> None:
        self.empty()
        order = result.indicator
        targets = [
            f"{'все годы' if year == 'all' else year}: {each.stated}"
            for year, each in order.targets.items()
            if each.stated
        ]
        for title, text in (
            ("Формулировка", order.wording),
            ("Раздел", order.section),
            ("Критерий", order.criterion),
            ("Единица", order.unit),
            ("Цель, как напечатано", "\n".join(targets) or order.stated_target),
            ("Источник данных", order.source),
            ("Ответственный", order.responsible),
            ("Итоговый документ", order.outputs),
            ("Место в приказе", order.place),
        ):
            if text:
                self.title(title)
                self.text(text)
        self.column.addStretch(1)
