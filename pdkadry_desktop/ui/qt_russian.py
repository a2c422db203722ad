"""Qt's own words in Russian: buttons of dialogs, context menus, file dialogs, calendar; and the Russian locale."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

RUSSIAN = QLocale(QLocale.Language.Russian, QLocale.Country.Russia)


def install(app: QCoreApplication) -> None:
    """Make Russian the language of Qt in this process; call once, before the first window."""
    QLocale.setDefault(RUSSIAN)
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load("qtbase_ru", folder):
        raise RuntimeError(f"Qt's Russian words are missing: qtbase_ru.qm in {folder}")
    app.installTranslator(translator)
