"""Paper: the pages of the PDF drawn by the printer. No temporary file is made, so nothing is left behind."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRect, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from ..core.errors import UserError
from ..reports.render.preview import Preview

_DPI = 300
_POINTS = 72.0


def ask_and_print(pdf: bytes, title: str, parent: QWidget) -> None:
    """Opens the printer dialog (copies, pages, both sides) and prints what the preview shows."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    preview = Preview(pdf)
    _lay_out(printer, preview, 0)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Печать")
    dialog.setMinMax(1, preview.page_count)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: print_pages(preview, printer))
    dialog.finished.connect(lambda _: preview.close())
    dialog.setModal(True)
    dialog.show()


def print_pages(preview: Preview, printer: QPrinter) -> int:
    """Draws the chosen pages; returns how many. UserError when the printer does not answer."""
    first = max(1, printer.fromPage() or 1)
    last = min(preview.page_count, printer.toPage() or preview.page_count)
    _lay_out(printer, preview, first - 1)
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError("Принтер не отвечает.", "Проверьте, включён ли он, и повторите.")
    try:
        for index in range(first - 1, last):
            if index > first - 1:
                _lay_out(printer, preview, index)
                printer.newPage()
            drawn = preview.draw(index, min(_DPI, printer.resolution()))
            image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32)
            painter.drawImage(QRect(0, 0, *_paper_pixels(printer)), image)
    finally:
        painter.end()
    return last - first + 1


def _lay_out(printer: QPrinter, preview: Preview, index: int) -> None:
    """The paper of a page: A4 or A3, upright or across, no margins (they are in the page)."""
    width, height = preview.page_size(index)
    is_large = max(width, height) > 300 / 25.4 * _POINTS
    size = QPageSize(QPageSize.PageSizeId.A3 if is_large else QPageSize.PageSizeId.A4)
    turned = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(size, turned, QMarginsF(0, 0, 0, 0)))


def _paper_pixels(printer: QPrinter) -> tuple[int, int]:
    rect = printer.paperRect(QPrinter.Unit.DevicePixel)
    return round(rect.width()), round(rect.height())
