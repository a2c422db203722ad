"""Qt's own words in Russian: buttons of dialogs, context menus, file dialogs, calendar; and the Russian locale."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

RUSSIAN = QLocale(QLocale.Language.Russian, QLocale.Country.Russia)

# Shown by the file dialog, absent from qtbase_ru.qm of Qt 6.8 and 6.9.
REMAINDER: dict[tuple[str, str], str] = {
    ("QAbstractFileIconProvider", "Drive"): "Диск",
    ("QAbstractFileIconProvider", "File"): "Файл",
    ("QAbstractFileIconProvider", "%1 File"): "Файл %1",
    ("QAbstractFileIconProvider", "File Folder"): "Папка с файлами",
    ("QAbstractFileIconProvider", "Folder"): "Папка",
    ("QAbstractFileIconProvider", "Alias"): "Псевдоним",
    ("QAbstractFileIconProvider", "Shortcut"): "Ярлык",
    ("QAbstractFileIconProvider", "Unknown"): "Неизвестно",
}


def install(app: QCoreApplication) -> None:
    """Make Russian the language of Qt in this process; call once, before the first window."""
    QLocale.setDefault(RUSSIAN)
    app.installTranslator(_Remainder(app))  # the last one installed is asked first
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load("qtbase_ru", folder):
        raise RuntimeError(f"Qt's Russian words are missing: qtbase_ru.qm in {folder}")
    app.installTranslator(translator)


class _Remainder(QTranslator):
    """Answers for the few words that Qt's own translation lacks."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)

    def isEmpty(self) -> bool:
        return False

    def translate(  # type: ignore[override]  # None is Qt's "not known here"; an empty text would be shown
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return REMAINDER.get((context, source))
