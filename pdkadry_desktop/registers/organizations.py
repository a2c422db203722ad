"""Organisations: schools, kindergartens, centres of extra education and others of the municipality."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..core.kinds import Bool, Choice, Date, Text, TextList
from ..core.register import OTHER_CODES
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import LOCALITY, ORG_TYPE
from .other_names import kept_names
from .place_names import place_key
from .rules import ends_after_start, inn_problem


class Organization(Record):
    __tablename__ = "organizations"
    code: Mapped[str] = field("Код", Text(60), unique=True, in_list=True, width=80)
    name: Mapped[str] = field("Наименование", Text(500, rows=2))
    short_name: Mapped[str | None] = field("Краткое наименование", Text(200), in_list=True, width=260)
    kind: Mapped[str] = field("Тип", Choice(ORG_TYPE), in_list=True, width=180)
    inn: Mapped[str | None] = field("ИНН", Text(12, rule=inn_problem))
    settlement: Mapped[str | None] = field("Населённый пункт", Text(120), in_list=True, width=160)
    locality: Mapped[str | None] = field("Местность", Choice(LOCALITY), in_list=True, width=90)
    principal: Mapped[str | None] = field("Руководитель", Text(200), in_list=True, width=220)
    phone: Mapped[str | None] = field("Телефон", Text(60))
    email: Mapped[str | None] = field("Эл. почта", Text(120))
    site: Mapped[str | None] = field("Сайт", Text(200))
    mentoring_model_on: Mapped[date | None] = field(
        "Целевая модель наставничества с", Date(), help="Дата приказа о введении целевой модели наставничества"
    )
    support_plan_on: Mapped[date | None] = field(
        "План методического сопровождения с", Date(), help="С какого дня действует утверждённый план"
    )
    parent_id: Mapped[int | None] = link("Головная организация", to="organizations")
    is_monitored: Mapped[bool | None] = field(
        "В мониторинге", Bool(empty_means=True), help="«Нет» – организация не входит ни в один показатель"
    )
    starts_on: Mapped[date | None] = field("Действует с", Date())
    ends_on: Mapped[date | None] = field("Действует по", Date(), help="Пусто, пока организация работает")
    aliases: Mapped[tuple[str, ...] | None] = field(
        "Другие названия",
        TextList(),
        header=None,
        help="Через «;». Прежние названия и сокращения: по ним находит импорт",
    )
    other_codes: Mapped[tuple[str, ...] | None] = field(
        "Другие коды", TextList(), header=None, hidden=True, help="Коды карточек, которые объединены с этой"
    )


def short_title(row: Mapping[str, Any]) -> dict[str, Any]:
    """People call an organisation by its short name; the full one stays searchable."""
    return {"title": row.get("short_name") or row.get("name") or ""}


def keep_former(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """A name or a code that gives way to another stays known."""
    return kept_names(before, after, ("name", "short_name"), "aliases", place_key) | kept_names(
        before, after, ("code",), OTHER_CODES
    )


ORGANIZATIONS = register(
    Organization,
    key="organizations", title="Организации", singular="Организация", sheet="Организации", group="organizations",
    icon="organization", counted=("организация", "организации", "организаций"),
    empty="Здесь будут школы, детские сады и центры дополнительного образования района.",
    title_fields=("name",), derive=short_title, remember=keep_former, order=("short_name", "title"),
    rules=(ends_after_start("starts_on", "ends_on"),),
    sections=(
        section("Организация", Organization.code, Organization.name, Organization.short_name, Organization.kind,
                Organization.inn, Organization.parent_id, Organization.aliases, Organization.other_codes),
        section("Адрес и связь", Organization.settlement, Organization.locality, Organization.principal,
                Organization.phone, Organization.email, Organization.site),
        section("Мониторинг", Organization.is_monitored, Organization.mentoring_model_on,
                Organization.support_plan_on, Organization.starts_on, Organization.ends_on),
    ),
)  # fmt: skip
