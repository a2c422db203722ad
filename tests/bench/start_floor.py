"""The bare process: imports SQLAlchemy's ORM and the driver, opens the base, paints a window with 50 rows, ends."""

import os
import sys

import sqlalchemy.orm  # noqa: F401
import sqlcipher3.dbapi2 as driver
from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView


class Rows(QAbstractTableModel):
    """Fifty rows of eight cells."""

    def rowCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else 50

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else 8

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return f"Ячейка {index.row()}" if role == Qt.ItemDataRole.DisplayRole else None


class Watch(QObject):
    """Ends the event loop once the table has been painted."""

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, application.quit)
        return False


application = QApplication([])
base = driver.connect(sys.argv[1], isolation_level=None)
base.execute("PRAGMA locking_mode=EXCLUSIVE")
base.execute("SELECT count(*) FROM sqlite_master").fetchone()
window, table, watch = QMainWindow(), QTableView(), Watch()
table.setModel(Rows())
table.viewport().installEventFilter(watch)
window.setCentralWidget(table)
window.resize(1360, 820)
window.show()
application.exec()
print("painted", flush=True)
os._exit(0)  # what closing costs is not measured
