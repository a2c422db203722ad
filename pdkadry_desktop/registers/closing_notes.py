"""Closing inside a cycle: an indicator that missed its target wants a note of the analysis, whoever closes the year."""

from __future__ import annotations

from sqlalchemy import Connection, select

from ..core.errors import ChangeRefused
from ..storage.declare import table_of
from .closed_periods import CLOSED_PERIODS, ClosedValue
from .cycles import CYCLES
from .findings import FINDINGS

_VALUES = ClosedValue.__table__


def refuse_without_notes(connection: Connection, period_id: int) -> None:
    """ChangeRefused when the year being closed has a cycle and an indicator below target has no note there.

    Called inside the change that closes: nothing is written when it is refused.
    """
    periods, cycles = table_of(CLOSED_PERIODS), table_of(CYCLES)
    year = connection.execute(select(periods.c.profile, periods.c.year).where(periods.c.id == period_id)).one()
    own = select(cycles.c.id).where(cycles.c.profile == year.profile, cycles.c.year == year.year)
    ids = list(connection.scalars(own))
    if not ids:
        return
    below = (
        select(_VALUES.c.indicator)
        .where(_VALUES.c.period_id == period_id, _VALUES.c.place == "", _VALUES.c.is_met.is_(False))
        .order_by(_VALUES.c.indicator)
    )
    noted = noted_indicators(connection, ids)
    if missing := [name for name in connection.scalars(below) if name not in noted]:
        raise ChangeRefused(
            f"{year.year} год не закрыт: цель не достигнута, а вывода анализа нет – {', '.join(missing)}.",
            "Запишите выводы на шаге «Анализ» страницы «Цикл мониторинга» и закройте год снова.",
        )


def noted_indicators(connection: Connection, cycles: list[int]) -> set[str]:
    """Indicators that have a note in these cycles."""
    table = table_of(FINDINGS)
    statement = select(table.c.indicator).where(table.c.cycle_id.in_(cycles), table.c.indicator.is_not(None))
    return {str(each) for each in connection.scalars(statement)}
