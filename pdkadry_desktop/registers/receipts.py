"""What each organisation handed in during a campaign: expected, received, given back, accepted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..core.kinds import Bool, Date, Text
from ..core.register import Problem
from ..storage.declare import Mapped, Record, field, link, register, section


class Receipt(Record):
    __tablename__ = "receipts"
    campaign_id: Mapped[int] = link("Кампания", to="campaigns", header=None, in_list=True, width=240)
    organization_id: Mapped[int] = link("Организация", to="organizations", header=None, in_list=True, width=240)
    is_obliged: Mapped[bool | None] = field(
        "Обязана сдать", Bool(empty_means=True), header=None, in_list=True, width=120,
        help="«Нет» – организация не входит в долю сдавших",
    )  # fmt: skip
    received_on: Mapped[date | None] = field(
        "Получено", Date(), header=None, in_list=True, width=110, help="Первый раз; по этому дню видно опоздание"
    )
    returned_on: Mapped[date | None] = field(
        "Возвращено", Date(), header=None, in_list=True, width=110, help="Вернули на исправление"
    )
    corrected_on: Mapped[date | None] = field("Исправлено", Date(), header=None, in_list=True, width=110)
    accepted_on: Mapped[date | None] = field("Принято", Date(), header=None, in_list=True, width=110)
    note: Mapped[str | None] = field(
        "Примечание", Text(1000, rows=2), header=None, in_list=True, width=260,
        help="Что исправить; почему обязательное не заполнено или организация не сдаёт",
    )  # fmt: skip
    document_id: Mapped[int | None] = link("Документ", to="documents", header=None, help="Что прислали")


def in_order(row: Mapping[str, Any]) -> Iterator[Problem]:
    received = row.get("received_on")
    for name in ("returned_on", "corrected_on", "accepted_on"):
        if row.get(name) and not received:
            yield Problem("received_on", "Укажите, когда данные получены.")
            return
        if row.get(name) and row[name] < received:
            yield Problem(name, "Раньше, чем данные получены.")


def reason_of_return(row: Mapping[str, Any]) -> Iterator[Problem]:
    if row.get("returned_on") and not (row.get("note") or "").strip():
        yield Problem("note", "Напишите, что исправить.")
    if row.get("is_obliged") is False and not (row.get("note") or "").strip():
        yield Problem("note", "Напишите, почему организация не сдаёт.")


def received_values(row: Mapping[str, Any] | None, on: date) -> dict[str, Any]:
    """What a receipt on this day changes in the record: the first day counts, after a return it is the correction."""
    if row is None or row["received_on"] is None:
        return {"received_on": on}
    if row["returned_on"] is None:
        return {}  # it came before: the first day counts
    return {"corrected_on": on, "accepted_on": None}


RECEIPTS = register(
    Receipt,
    key="receipts", title="Сдача данных", singular="Сдача данных", group="monitoring", icon="check",
    counted=("организация", "организации", "организаций"),
    empty="Здесь будет, какая организация сдала данные кампании и когда.",
    key_fields=("campaign_id", "organization_id"), title_fields=("note",), order=("-campaign_id", "organization_id"),
    rules=(in_order, reason_of_return),
    sections=(
        section("Сдача", Receipt.campaign_id, Receipt.organization_id, Receipt.is_obliged, Receipt.received_on,
                Receipt.returned_on, Receipt.corrected_on, Receipt.accepted_on, Receipt.note, Receipt.document_id),
    ),
)  # fmt: skip
