"""What the page of a record says around its form: whom the record is about, what is usually written next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...core.register import RegisterSpec
from ...registers import REGISTERS
from ...storage.query import LinkTo
from ..places import Place

_MOST = 2  # linked records named beside the title


def beside(spec: RegisterSpec, values: Mapping[str, Any]) -> str:
    """Whom and what the record links to first: «Ёлкина Анна Петровна · СОШ № 1» beside «учитель»."""
    linked = (values.get(field.name) for field in spec.listed if field.link)
    return " · ".join(each.title for each in [each for each in linked if isinstance(each, LinkTo)][:_MOST])


def next_of(spec: RegisterSpec, record_id: int) -> tuple[str, str, str, Place] | None:
    """After a new record: the record of another register without which its lists stay half empty.

    What is said, a hint, the words of the button and where it leads.
    """
    columns = [field for field in spec.looked_up if field.nearest]
    if not columns or columns[0].nearest is None:
        return None
    near = columns[0].nearest
    other = REGISTERS[near.register]
    named = ", ".join(f"«{field.label}»" for field in columns)
    return (
        f"Сохранено. Осталось записать {other.singular.lower()}.", f"По этой записи в списке заполняются {named}.",
        f"{other.singular}…", Place(f"record:{other.key}", preset={near.via: record_id}),
    )  # fmt: skip
