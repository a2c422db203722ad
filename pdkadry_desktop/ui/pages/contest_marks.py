"""The part of the page of a contest that judges: sheets of the jury out and in, totals, places, results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog

from ...core.kinds import Int, Number
from ...core.numbers import exact_decimal
from ...core.text import counted
from ...exchange.contest_sheets_back import SheetsRead
from ...storage.database import Database
from ...work.contest_board import (
    Contest,
    Marking,
    Ranked,
    ranking,
    read_contest,
    setting_of,
    write_points,
    write_results,
)
from ...work.contest_scoring import TOTAL_RULES, Thresholds
from ..documents import choose_file
from ..gateway import Job
from ..tables.rows import Row
from ..tokens import Size
from .action_panel import asked
from .contest_base import choice
from .contest_setup import ContestSetup
from .contest_views import mark_rows, sheet_rows

_POINTS = ("балл", "балла", "баллов")
_FILES = ("файл", "файла", "файлов")
_FOLDER = "folders/contests"
_SHARED = "shared"
_WHOLE = 0  # no stage
_OPEN = 0  # no place: nothing is decided
_RULES = {"average": "итог: среднее", "sum": "итог: сумма", "trimmed": "итог: без крайних"}


class ContestMarks(ContestSetup):
    """Actions above the sheets of the jury and the places."""

    _read: SheetsRead | None = None

    def make_marking(self) -> None:
        """The controls of the two lists."""
        self._decided: dict[int, int] = {}
        self.stage = QComboBox()
        self.stage.setAccessibleName("Какой этап судим")
        self.stage.setToolTip("Какой этап судим: листы и места этого этапа")
        self.stage.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.stage.setMaximumWidth(260)
        self.stage.activated.connect(lambda _: self._show_marks())
        self.rule = QComboBox()
        self.rule.setAccessibleName("Как считать итог")
        self.rule.setToolTip("Как считать итог")
        for place, (key, text) in enumerate(TOTAL_RULES.items()):
            self.rule.addItem(_RULES[key], key)
            self.rule.setItemData(place, text, Qt.ItemDataRole.ToolTipRole)
        self.rule.activated.connect(lambda _: self._keep_marking())
        self.by_nomination = QCheckBox("места в каждой номинации")
        self.by_nomination.clicked.connect(lambda _: self._keep_marking())
        self.by_nomination.setMinimumHeight(Size.CONTROL)
        flow = self.areas["marks"].flow
        for widget in (self.rule, self.by_nomination):
            flow.addWidget(widget)

    def stage_id(self) -> int | None:
        """The stage that is judged; None: the whole contest."""
        return self.stage.currentData() or None

    def show_marking(self, contest: Contest, *, is_other: bool) -> None:
        """The controls as they are kept; ``is_other``: another contest than before."""
        before = None if is_other else self.stage.currentData()
        self.stage.clear()
        for each in contest.stages:
            self.stage.addItem(each.name, each.id)
        self.stage.addItem("весь конкурс", _WHOLE)
        self.stage.setCurrentIndex(max(0, self.stage.findData(before)))
        self.rule.setCurrentIndex(self.rule.findData(contest.marking.rule))
        self.by_nomination.setChecked(contest.marking.by_nomination)
        if is_other:
            self._decided = {}
            self._read = None
        self._show_marks()

    def ranked(self) -> list[Ranked]:
        """The summary as it stands."""
        return ranking(self.contest, self.stage_id(), self.contest.marking, self._decided)

    def _show_marks(self) -> None:
        ranked = self.ranked()
        self.show_rows("marks", mark_rows(self.contest, self.stage_id(), ranked))
        self._show_sheets()
        self.on_view(self.switch.chosen())

    def _show_sheets(self) -> None:
        rows = sheet_rows(self.contest, self.stage_id())
        if self._read is not None:
            found = self._read
            rows += [Row(("в файлах", None, None, each), None, None, "bad") for each in found.problems]
            rows += [
                Row((each.what, None, None, f"было {each.before:g}, в файле {each.after:g}: {each.where}"), None, None,
                    "warn")
                for each in found.changed
            ]  # fmt: skip
            rows += [Row(("в файлах", None, None, each), None, None, "warn") for each in found.notes]
        self.show_rows("sheets", rows)

    def marking_words(self) -> str:
        """How places come about, below the list."""
        limits = self.contest.marking.thresholds
        words = f"Победителей {limits.winners}, призёров {limits.prizes}, лауреатов {limits.laureates}"
        if limits.winner_percent is not None:
            words += f"; победитель – не меньше {_percent(limits.winner_percent)} %"
        if limits.prize_percent is not None:
            words += f"; призёр – не меньше {_percent(limits.prize_percent)} %"
        open_left = sum(each.standing.result is None for each in self.ranked())
        words = f"Итог – {TOTAL_RULES[self.contest.marking.rule]}. {words}"
        return f"{words}." + (f" Не решено: {open_left}." if open_left else "")

    # -- sheets out and in ---------------------------------------------------------------------------------------

    def write_files(self) -> None:
        """A file for each member of the jury into a folder that is asked for."""
        dialog = QFileDialog(self, "Папка для листов жюри", _folder())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.write_sheets(Path(name)))
        dialog.open()

    def write_sheets(self, folder: Path) -> None:
        QSettings().setValue(_FOLDER, str(folder))
        wanted, stage = self.contest_id, self.stage_id()

        def work(db: Database, job: Job) -> int:
            from ...exchange.contest_sheets import write_books

            return len(write_books(read_contest(db, wanted), stage, folder, job))

        def done(count: int) -> None:
            self.banner.clear()
            self.said.emit(f"Записано: {counted(count, *_FILES)} в папку «{folder.name}».")

        self._gateway.run("Листы жюри", work, done, self._refused)

    def write_one(self) -> None:
        """All sheets in one book."""
        choose_file(self, f"Листы жюри – {self.contest.title}", "xlsx", self.write_book)

    def write_book(self, path: Path) -> None:
        wanted, stage = self.contest_id, self.stage_id()

        def work(db: Database, _: Job) -> int:
            from ...exchange.contest_sheets import write_book

            return write_book(read_contest(db, wanted), stage, path)

        def done(_: int) -> None:
            self.banner.clear()
            self.said.emit(f"Записано: {path.name}")

        self._gateway.run("Листы жюри", work, done, self._refused)

    def choose_files(self) -> None:
        """Filled sheets, any number of files."""
        dialog = QFileDialog(self, "Взять листы жюри", _folder(), "Таблицы (*.xlsx *.xls *.ods);;Все файлы (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.read_files([Path(name) for name in names]))
        dialog.open()

    def read_files(self, paths: list[Path]) -> None:
        """Reads the files and shows what is in them; nothing is taken yet."""
        wanted, stage = self.contest_id, self.stage_id()

        def work(db: Database, job: Job) -> SheetsRead:
            from ...exchange.contest_sheets_back import read_sheets

            return read_sheets(paths, read_contest(db, wanted), stage, job)

        self._gateway.run("Чтение листов жюри", work, lambda found: self._show_read(found, len(paths)), self._refused)

    def _show_read(self, found: SheetsRead, files: int) -> None:
        self._read = found
        self.switch.choose("sheets")
        self._show_sheets()
        parts = [f"новых баллов {found.new}", f"изменённых {len(found.changed)}", f"тех же {found.same}"]
        if found.emptied:
            parts.append(f"в файле пусто, в программе есть и останется {found.emptied}")
        if found.problems:
            parts.append(f"не подошло {len(found.problems)} – смотрите ниже")
        note = f"{'; '.join(found.sheets)}. " if found.sheets and len(found.sheets) <= 6 else ""
        note += f"{', '.join(parts).capitalize()}."
        if not found.marks:
            self.panel.close_panel()
            self.banner.show_error(f"Новых баллов в файлах нет: {', '.join(parts)}.", tone="warn")
            return
        self.banner.clear()
        self.panel.ask(
            f"Прочитано: {counted(files, *_FILES)}", f"Взять {counted(len(found.marks), *_POINTS)}", [],
            lambda _: self._take(found), note=note,
        )  # fmt: skip

    def _take(self, found: SheetsRead) -> None:
        wanted = self.contest_id

        def said(count: int) -> str:
            self._read = None if not found.problems else self._read
            return f"Записано: {counted(count, *_POINTS)}."

        self.write(lambda db: write_points(db, wanted, found.marks, "Листы жюри"), said)

    # -- places --------------------------------------------------------------------------------------------------

    def _keep_marking(self, thresholds: Thresholds | None = None) -> None:
        kept = Marking(
            self.rule.currentData(), thresholds or self.contest.marking.thresholds, self.by_nomination.isChecked()
        ).to_data()
        name = setting_of(self.contest_id)
        self._gateway.ask(lambda db: db.set_setting(name, kept), lambda _: self.ask())

    def ask_thresholds(self) -> None:
        """How many win, and from what percent of the highest possible total."""
        before = self.contest.marking.thresholds
        fields = [
            asked("winners", "Победителей", Int(0, 100), required=True, help="В каждой номинации"),
            asked("prizes", "Призёров", Int(0, 100), required=True),
            asked("laureates", "Лауреатов", Int(0, 1000), required=True),
            asked("winner_percent", "Победитель: не меньше, %", Number(0, 100), help="От высшего балла; пусто – любой"),
            asked("prize_percent", "Призёр: не меньше, %", Number(0, 100), help="От высшего балла; пусто – любой"),
        ]

        def put(values: dict[str, Any]) -> None:
            least = [values[name] for name in ("winner_percent", "prize_percent")]
            winner, prize = (exact_decimal(value) if value is not None else None for value in least)
            self._keep_marking(Thresholds(values["winners"], values["prizes"], values["laureates"], winner, prize))
            self.panel.close_panel()

        values = {
            "winners": before.winners, "prizes": before.prizes, "laureates": before.laureates,
            "winner_percent": _float(before.winner_percent), "prize_percent": _float(before.prize_percent),
        }  # fmt: skip
        self.panel.ask("Кто победитель и кто призёр", "Применить", fields, put, values)

    def ask_place(self) -> None:
        """Works with equal totals: all share their first place, or one stands above the others."""
        keys = self.marks()
        ranked = self.ranked()
        chosen = [each for each in ranked if each.work.key in keys]
        one = chosen[0]
        same = [
            each for each in ranked
            if one.standing.total.value is not None and each.standing.total.value == one.standing.total.value
            and (each.nomination == one.nomination or not self.contest.marking.by_nomination)
        ]  # fmt: skip
        if one.standing.place is None:  # of those some of which are settled only the rest
            same = [each for each in same if each.standing.first == one.standing.first]
        if len(same) < 2 or any(each not in same for each in chosen):
            self.banner.show_error(
                "Решать нечего: у отмеченных разные баллы.", "Отметьте участников, у которых места через тире: «2–3»."
            )
            return
        self.banner.clear()
        start = min(each.standing.first or 0 for each in same)
        fields = [choice("how", "Как решили", {
            _SHARED: f"все делят {start} место",
            **{str(each.work.key): f"выше остальных – {each.work.name}" for each in same},
        }, required=True)]  # fmt: skip

        def put(values: dict[str, Any]) -> None:
            how = values["how"]
            for each in same:
                is_above = how in (_SHARED, str(each.work.key))
                self._decided[each.work.key] = start if is_above else _OPEN
            self.panel.close_panel()
            self.areas["marks"].model.mark_all(False)
            self._show_marks()

        note = "Остальных с равными баллами можно будет решить потом." if len(same) > 2 else ""
        rank = f"{start}–{start + len(same) - 1}"
        self.panel.ask(f"Места {rank}: равные баллы", "Решить", fields, put, {"how": _SHARED}, note)

    def write_places(self) -> None:
        """Totals, results and places to the participants."""
        ranked = self.ranked()
        ready = [each for each in ranked if each.standing.total.value is not None]
        if not ready:
            self.banner.show_error("Итогов нет: баллы ещё не внесены.", "Возьмите листы жюри.")
            return
        open_left = sum(each.standing.result is None for each in ranked)

        def said(count: int) -> str:
            left = f" Не решено: {open_left} – их результат не менялся." if open_left else ""
            changed = f"Итоги записаны: {counted(count, 'участник', 'участника', 'участников')}." if count else ""
            return f"{changed or 'Итоги уже записаны.'}{left}"

        self.on_base(lambda db, contest: write_results(db, contest, ranked), said)


def _folder() -> str:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return str(QSettings().value(_FOLDER, documents))


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _percent(value: Any) -> str:
    return Number().format(float(value))
