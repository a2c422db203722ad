"""Record classes as tables of SQLAlchemy Core, written as the ORM writes them: ``name: Mapped[str | None] = …``.

The ORM itself is not imported: no object is ever mapped here, and its import and mappers would take a fifth of the
program's start.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import Column, MetaData, Table

T = TypeVar("T")
_MAY_BE_EMPTY = re.compile(r"\|\s*None\s*\]$")


class Mapped(Generic[T]):
    """The annotation of a column: ``Mapped[int | None]`` may be empty, ``Mapped[int]`` may not."""

    key: str


def mapped_column(*arguments: Any, **options: Any) -> Any:
    """A column as SQLAlchemy's Column; its name and whether it may be empty come from where it is declared."""
    return Column(*arguments, **options)


class Base:
    """All tables of the base: registers and the program's own. A class with ``__tablename__`` gets ``__table__``."""

    metadata: ClassVar[MetaData] = MetaData()
    __tablename__: ClassVar[str]
    __table__: ClassVar[Table]

    def __init_subclass__(cls) -> None:
        if "__tablename__" not in cls.__dict__:
            return
        own = {name: column for name, column in cls.__dict__.items() if isinstance(column, Column)}
        columns = [_named(name, column, cls.__annotations__[name]) for name, column in own.items()]
        more = getattr(cls, "__table_args__", ())
        cls.__table__ = Table(cls.__tablename__, cls.metadata, *columns, *cls.common_columns(), *more)

    @classmethod
    def common_columns(cls) -> list[Column[Any]]:
        """Columns that stand after those of the class itself."""
        return []


def _named(name: str, column: Column[Any], annotation: str) -> Column[Any]:
    column.name = column.key = name
    if not column.primary_key:
        column.nullable = bool(_MAY_BE_EMPTY.search(annotation))
    return column
