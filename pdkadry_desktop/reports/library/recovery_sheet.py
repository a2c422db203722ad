"""The sheet with the recovery code: printed once, kept in a safe."""

from __future__ import annotations

from datetime import date

from ...core.dates import long_date
from ..document import Align, Bullets, Document, Heading, KeyValues, Paragraph, bold


def document(base_name: str, code: str, made_on: date) -> Document:
    """What is printed right after a password was set; the code is kept nowhere else."""
    return Document(
        title="Лист восстановления",
        blocks=(
            Heading("Лист восстановления"),
            Paragraph("Этим кодом открывается база ПедКадры, если пароль забыт.", Align.CENTER, indent=False),
            Paragraph((bold(code),), Align.CENTER, indent=False),
            KeyValues((("База", base_name), ("Пароль задан", long_date(made_on)))),
            Bullets((
                "Храните лист отдельно от компьютера, например в сейфе: кто его прочтёт, откроет базу.",
                "Дефисы и пробелы при вводе не важны, буквы – русские.",
                f"Код действует, пока рядом с базой лежит файл «{base_name}.recovery»: переносите их вместе.",
                "После смены пароля печатается новый лист, этот больше не подходит.",
                "Без пароля и без этого листа данные базы не вернуть.",
            )),
        ),
        size=14,
    )  # fmt: skip
