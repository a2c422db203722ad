"""A small invented contest: two nominations, three in the jury, four works of which one is a team's."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from factories import SmallDistrict

NAMES = (("Ёлкина", "Анна", "Петровна"), ("Берёзов", "Пётр", "Ильич"), ("Клёнова", "Мария", "Олеговна"),
         ("Соснин", "Олег", "Юрьевич"), ("Рябинина", "Вера", "Львовна"))  # fmt: skip


class ContestWorld(SmallDistrict):
    """``contest``, ``jury`` (entries), ``works`` (entries), ``criteria`` are ids."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.people = [
            self.teacher(f"П{n}", "A" if n % 2 else "B", last_name=last, first_name=first, middle_name=middle)
            for n, (last, first, middle) in enumerate(NAMES, 1)
        ]
        self.contest = self.add(
            "contests", code="К1", name="Свежий ветер – 2024", level="municipal", starts_on=date(2024, 3, 1),
            ends_on=date(2024, 3, 20), nominations=("Урок", "Проект"),
        )  # fmt: skip
        self.jury = [
            self.entry(role="jury", teacher_id=self.people[3], jury_role="председатель"),
            self.entry(role="jury", participant_name="Гостев Иван Петрович"),
        ]
        self.works = [
            self.entry(teacher_id=self.people[0], nomination="Урок", work="Дроби"),
            self.entry(teacher_id=self.people[1], nomination="Урок"),
            self.entry(teacher_id=self.people[2], nomination="Проект", team="Ветер"),
            self.entry(participant_name="Студентова Яна Игоревна", nomination="Проект"),
        ]
        self.mate = self.entry(teacher_id=self.people[4], nomination="Проект", team="Ветер")
        self.criteria = [
            self.add("contest_criteria", contest_id=self.contest, no=1, name="Содержание", max_points=10.0, weight=2.0),
            self.add("contest_criteria", contest_id=self.contest, no=2, name="Речь", max_points=5.0),
        ]

    def entry(self, **values: Any) -> int:
        return self.add("contest_entries", **{"contest_id": self.contest, **values})
