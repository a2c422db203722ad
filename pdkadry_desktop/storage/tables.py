"""Record classes as tables of SQLAlchemy Core, written as the ORM writes them: ``name: Mapped[str | None] = …``.

The ORM itself is not imported: no object is ever mapped here, and its import and mappers would take a fifth of the
program's start.
"""

from __future__ import annotations

import re
from threading import RLock
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from sqlalchemy import Column, MetaData, Table

T = TypeVar("T")
_MAY_BE_EMPTY = re.compile(r"\|\s*None\s*\]$")


class Mapped(Generic[T]):
    """The annotation of a column: ``Mapped[int | None]`` may be empty, ``Mapped[int]`` may not."""

    key: str


def mapped_column(*arguments: Any, **options: Any) -> Any:
    """A column as SQLAlchemy's Column; its name and whether it may be empty come from where it is declared."""
    return Column(*arguments, **options)


class _LazyTable:
    """``__table__`` of a class, made when it is first asked for: a start needs a fifth of the tables there are."""

    def __get__(self, record: object, owner: type[Base]) -> Table:
        with _MAKING:
            made: Table | None = vars(owner).get("__table__")
            if made is None:
                metadata = vars(owner).get("metadata", _METADATA)
                columns = (*owner.own_columns, *owner.common_columns(), *getattr(owner, "__table_args__", ()))
                made = Table(owner.__tablename__, metadata, *columns, *owner.key_columns)
                owner.__table__ = made
            return made


class _AllTables:
    """``metadata`` with every declared table."""

    def __get__(self, record: object, owner: type[Base]) -> MetaData:
        for each in _DECLARED:
            each.__table__  # noqa: B018 - makes it
        return _METADATA


_METADATA = MetaData()
_DECLARED: list[type[Base]] = []
_MAKING = RLock()  # the window and the base's thread may ask for the same table


class Base:
    """All tables of the base: registers and the program's own. A class with ``__tablename__`` has ``__table__``.

    ``own_columns``: as declared in the class; ``key_columns``: what a register adds to them (declare.py).
    """

    __tablename__: ClassVar[str]
    own_columns: ClassVar[list[Column[Any]]]
    key_columns: ClassVar[list[Column[Any]]]
    if TYPE_CHECKING:
        metadata: ClassVar[MetaData]
        __table__: ClassVar[Table]
    else:
        metadata, __table__ = _AllTables(), _LazyTable()

    def __init_subclass__(cls) -> None:
        if "__tablename__" not in cls.__dict__:
            return
        own = {name: column for name, column in cls.__dict__.items() if isinstance(column, Column)}
        cls.own_columns = [_named(name, column, cls.__annotations__[name]) for name, column in own.items()]
        cls.key_columns = []
        if "metadata" not in cls.__dict__:
            _DECLARED.append(cls)

    @classmethod
    def common_columns(cls) -> list[Column[Any]]:
        """Columns that stand after those of the class itself."""
        return []


def _named(name: str, column: Column[Any], annotation: str) -> Column[Any]:
    column.name = column.key = name
    if not column.primary_key:
        column.nullable = bool(_MAY_BE_EMPTY.search(annotation))
    return column
