"""A course shows what its empty fields count as: those of the programme and of the provider."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit
from small_base import opened

from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage.inheritance import inherited
from pdkadry_desktop.ui.forms.form import RecordForm

COURSES = REGISTERS["courses"]


def add_catalogue(db: Any) -> int:
    with db.change("Каталог") as change:
        change.add(REGISTERS["providers"], {
            "code": "О1", "name": "Центр мастерства", "aliases": ("ЦНППМ края",), "is_cnppm": True,
        })  # fmt: skip
        return change.add(REGISTERS["programmes"], {
            "code": "Пр1", "name": "Урок физики", "kind": "pk", "hours": 72, "is_federal": True, "form": "remote",
        })  # fmt: skip


def test_empty_fields_show_what_they_count_as(qtbot, tmp_path: Path) -> None:
    with opened(tmp_path / "base.pdk") as (gateway, ids, look):
        programme = look(add_catalogue)
        values = {"programme_id": programme, "provider": "Цнппм  Края"}
        assert look(lambda db: inherited(db, COURSES, values)) == {
            "hours": 72, "is_federal": True, "form": "remote", "is_cnppm": True
        }  # fmt: skip
        assert look(lambda db: inherited(db, COURSES, {})) == {}
        form = RecordForm(COURSES, gateway)
        qtbot.addWidget(form)
        form.load({**values, "teacher_id": ids["П1"], "ends_on": date(2024, 1, 1)})
        federal, hours = form.boxes["is_federal"].editor.control, form.boxes["hours"].editor.control
        assert isinstance(federal, QComboBox) and isinstance(hours, QLineEdit)
        qtbot.waitUntil(lambda: federal.itemText(0) == "программа: да")
        assert hours.placeholderText() == "программа: 72"
        cnppm = form.boxes["is_cnppm"].editor.control
        assert isinstance(cnppm, QComboBox) and cnppm.itemText(0) == "организатор обучения: да"
        assert form.read()[0]["is_federal"] is None, "a shadow is no value"
        form.boxes["programme_id"].editor.set_value(None)
        form.boxes["programme_id"].editor.edited.emit()
        qtbot.waitUntil(lambda: federal.itemText(0) == "не указано" and hours.placeholderText() == "")
