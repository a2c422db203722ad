"""Providers of training with their other spellings."""

from __future__ import annotations

from ..core.kinds import Bool, Text, TextList
from ..storage.declare import Mapped, Record, field, register, section


class Provider(Record):
    __tablename__ = "providers"
    code: Mapped[str] = field("Код", Text(60), unique=True, in_list=True, width=90)
    name: Mapped[str] = field("Наименование", Text(300), in_list=True, width=360)
    aliases: Mapped[tuple[str, ...] | None] = field("Другие написания", TextList(), in_list=True, width=300)
    is_cnppm: Mapped[bool | None] = field("ЦНППМ", Bool(), in_list=True, width=90)


PROVIDERS = register(
    Provider,
    key="providers", title="Организаторы обучения", singular="Организатор обучения", sheet="Организаторы обучения",
    group="development", icon="database", counted=("организатор", "организатора", "организаторов"),
    empty="Здесь будут институты, центры и колледжи, где учатся педагоги.",
    title_fields=("name",), order=("title",),
    sections=(section("Организатор", Provider.code, Provider.name, Provider.aliases, Provider.is_cnppm),),
)  # fmt: skip
