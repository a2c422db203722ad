"""«Защита паролем»: set, change, take away the password of the base; the recovery sheet; lock now and when idle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from ...core.errors import UserError
from ...core.progress import Progress
from ...storage import recovery
from ...storage.backup import change_password
from ...storage.database import Database
from ...storage.protection import LOCK_SETTING, SHORTEST, key_of
from ..context import Context
from ..documents import DocumentSource
from ..gateway import Gateway, Job
from ..password_dialog import PasswordLine, keyboard_words
from ..places import Place
from ..tokens import Space
from ..widgets.basics import CardFrame, FieldMessage, MutedLabel, push_button, text_label
from .work_page import WorkPage

_MINUTES = (0, 5, 10, 15, 30, 60)
_WIDTH = 620


class ProtectionPage(WorkPage):
    """Says whether the base is under a password and what can be done about it."""

    help_key = "protection"

    def __init__(self, gateway: Gateway, context: Context) -> None:
        super().__init__("Защита паролем", gateway, context)
        self._is_protected = False
        self._code = ""
        body = QWidget()
        body.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        self.state = text_label("", "strong", wrap=True)
        self.about = MutedLabel("", wrap=True)
        column.addWidget(self.state)
        column.addWidget(self.about)
        column.addWidget(self._password_card())
        column.addWidget(self._sheet_card())
        column.addWidget(self._lock_card())
        column.addStretch(1)
        self.column.addWidget(body, 1)

    def _password_card(self) -> QWidget:
        card = CardFrame("Пароль")
        self.old, self.new, self.again = (
            PasswordLine("Нынешний пароль"), PasswordLine(f"Новый пароль, не короче {SHORTEST} знаков"),
            PasswordLine("Новый пароль ещё раз"),
        )  # fmt: skip
        form = QFormLayout()
        form.setSpacing(Space.S)
        self.old_label = text_label("Нынешний", "field")
        form.addRow(self.old_label, self.old)
        form.addRow(text_label("Новый", "field"), self.new)
        form.addRow(text_label("Ещё раз", "field"), self.again)
        self.message = FieldMessage()
        self.set_button = push_button("Защитить паролем", "lock", "primary")
        self.set_button.clicked.connect(self._set)
        self.take_button = push_button("Снять пароль", "cancel")
        self.take_button.clicked.connect(self._take_away)
        row = QHBoxLayout()
        row.addWidget(self.set_button)
        row.addWidget(self.take_button)
        row.addStretch(1)
        self.keyboard = MutedLabel("")
        for line in (self.old, self.new, self.again):
            line.textEdited.connect(lambda _, line=line: self.keyboard.setText(keyboard_words(line)))
        card.body.addLayout(form)
        card.body.addWidget(self.message)
        card.body.addWidget(self.keyboard)
        card.body.addLayout(row)
        return card

    def _sheet_card(self) -> QWidget:
        self.sheet = CardFrame("Лист восстановления")
        self.code = text_label("", "strong", wrap=True)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.sheet_about = MutedLabel(
            "Этим кодом открывается база, если пароль забыт. Программа его не хранит: напечатайте лист сейчас.",
            wrap=True,
        )
        paper = push_button("Напечатать лист…", "print")
        paper.clicked.connect(lambda: self.go.emit(Place("document", detail=self.source())))
        self.sheet.body.addWidget(self.code)
        self.sheet.body.addWidget(self.sheet_about)
        self.sheet.body.addWidget(paper, 0, Qt.AlignmentFlag.AlignLeft)
        self.sheet.hide()
        return self.sheet

    def _lock_card(self) -> QWidget:
        self.lock = CardFrame("Запирать")
        self.minutes = QComboBox()
        self.minutes.setAccessibleName("Запирать без работы")
        for each in _MINUTES:
            self.minutes.addItem(f"после {each} минут без работы" if each else "только при выходе", each)
        self.minutes.activated.connect(lambda _: self._keep_minutes())
        now = push_button("Запереть сейчас", "lock")
        now.setToolTip("Ctrl+Shift+L в любом месте программы")
        now.clicked.connect(self._gateway.lock_wanted.emit)
        row = QHBoxLayout()
        row.addWidget(self.minutes)
        row.addWidget(now)
        row.addStretch(1)
        self.lock.body.addLayout(row)
        return self.lock

    # -- page ----------------------------------------------------------------------------------------------------

    def reader(self) -> Callable[[Database], Any]:
        return lambda db: (db.key is not None, int(db.setting(LOCK_SETTING, 0)), db.path.name)

    def show_found(self, found: Any) -> None:
        self._is_protected, minutes, self._name = found
        is_on = self._is_protected
        self.state.setText("Файл базы зашифрован паролем." if is_on else "Файл базы не защищён: его откроет любой.")
        self.about.setText(
            "Без пароля или кода восстановления данные не прочитать – и не вернуть, если забыты оба. Копии, сделанные "
            "с этого дня, открываются тем же паролем; прежние копии остались с прежним." if is_on else
            "С паролем имена и всё остальное в файле базы и её копиях зашифрованы. Книги, отчёты и письма, которые вы "
            "сохраняете из программы, паролем не защищаются."
        )  # fmt: skip
        asks_old = is_on and not self._gateway.is_opened_by_code
        self.take_button.setVisible(is_on)
        self.lock.setVisible(is_on)
        self.old.setVisible(asks_old)
        self.old_label.setVisible(asks_old)
        self.set_button.setText("Сменить пароль" if is_on else "Защитить паролем")
        self.minutes.setCurrentIndex(max(0, self.minutes.findData(minutes)))

    def may_leave(self) -> bool:
        for line in (self.old, self.new, self.again):
            line.clear()
        return True

    # -- actions -------------------------------------------------------------------------------------------------

    def _set(self) -> None:
        new = self.new.text()
        if len(new) < SHORTEST:
            self.message.show_message(f"Пароль короче {SHORTEST} знаков. Возьмите несколько слов.")
        elif new != self.again.text():
            self.message.show_message("Пароли не совпали: введите новый ещё раз.")
        else:
            self._change(new)

    def _take_away(self) -> None:
        self._change(None)

    def _change(self, new: str | None) -> None:
        self.message.clear()
        old, is_by_code = self.old.text(), self._gateway.is_opened_by_code

        def work(db: Database, job: Job) -> str:
            if db.key is not None and not is_by_code and key_of(db.path, old) != db.key:
                raise UserError("Нынешний пароль не подходит.", "Проверьте раскладку клавиатуры и Caps Lock.")
            change_password(db, new)
            if new is None or db.key is None:
                recovery.forget(db.path)
                return ""
            code = recovery.new_code()
            recovery.keep(db.path, db.key, code)
            return code

        title = "Смена пароля" if self._is_protected else "Шифрование базы"
        self._gateway.run(title, work, self._on_changed_password, self._refused)

    def _refused(self, error: UserError) -> None:
        self.message.show_message(f"{error.text} {error.hint}")

    def _on_changed_password(self, code: str) -> None:
        self._code = code
        self._gateway.is_opened_by_code = False
        self.may_leave()
        self.code.setText(code)
        self.sheet.setVisible(bool(code))
        self.said.emit("Пароль задан." if code else "Пароль снят: файл базы не зашифрован.")
        self.ask()

    def _keep_minutes(self) -> None:
        minutes = self.minutes.currentData()
        self._gateway.ask(lambda db: db.set_setting(LOCK_SETTING, minutes))

    def source(self) -> DocumentSource:
        code, name = self._code, self._name

        def make(db: Database, _: Progress) -> Any:
            from ...reports.library.recovery_sheet import document

            return document(name, code, date.today())

        return DocumentSource("Лист восстановления", make, Place("protection"))
