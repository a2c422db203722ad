"""Service housing for teachers: address, owner, who lives there since when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..core.kinds import Date, Int, Text
from ..core.register import Problem
from ..storage.declare import Mapped, Record, field, link, register, section


class HousingUnit(Record):
    __tablename__ = "housing_units"
    code: Mapped[str] = field("Код", Text(60), unique=True)
    settlement: Mapped[str] = field("Населённый пункт", Text(120), in_list=True, width=180)
    address: Mapped[str] = field("Адрес", Text(300), in_list=True, width=280)
    room_count: Mapped[int | None] = field("Комнат", Int(1, 50), in_list=True, width=80)
    organization_id: Mapped[int | None] = link("Организация", to="organizations", in_list=True, width=220)
    occupant_id: Mapped[int | None] = link(
        "Занято", to="teachers", in_list=True, width=240, help="Кто живёт; пусто – жильё свободно"
    )
    starts_on: Mapped[date | None] = field(
        "Занято с", Date(), header="С", in_list=True, width=110, depends=("occupant_id", ())
    )


def date_has_occupant(row: Mapping[str, Any]) -> Iterator[Problem]:
    if row.get("starts_on") and not row.get("occupant_id"):
        yield Problem("occupant_id", "Указано, с какого дня жильё занято, но не указано, кем.", "warning")


HOUSING_UNITS = register(
    HousingUnit,
    key="housing_units", title="Служебное жильё", singular="Жильё", sheet="Служебное жильё", group="staffing",
    icon="house", counted=("жильё", "жилья", "единиц жилья"),
    empty="Здесь будут служебные квартиры и дома для педагогов.",
    title_fields=("settlement", "address"), order=("title",), rules=(date_has_occupant,),
    sections=(
        section("Жильё", HousingUnit.settlement, HousingUnit.address, HousingUnit.code, HousingUnit.room_count,
                HousingUnit.organization_id),
        section("Кто живёт", HousingUnit.occupant_id, HousingUnit.starts_on),
    ),
)  # fmt: skip
