"""Record classes become tables without the ORM, whose import alone would be a good part of the start."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from sqlalchemy import Integer, MetaData, String

from pdkadry_desktop.storage.tables import Base, Mapped, mapped_column


def test_columns_take_name_and_emptiness_from_the_declaration() -> None:
    class Shelf(Base):
        __tablename__ = "shelves_of_a_test"
        metadata = MetaData()
        number: Mapped[int] = mapped_column(Integer, primary_key=True)
        label: Mapped[str] = mapped_column(String, index=True)
        note: Mapped[dict[str, Any] | None] = mapped_column(String)

    table = Shelf.__table__
    assert [(column.name, column.nullable) for column in table.columns] == [
        ("number", False), ("label", False), ("note", True),
    ]  # fmt: skip
    assert {index.name for index in table.indexes} == {"ix_shelves_of_a_test_label"}


def test_the_window_does_not_import_the_orm() -> None:
    code = "import pdkadry_desktop.app, sys; print('sqlalchemy.orm' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
