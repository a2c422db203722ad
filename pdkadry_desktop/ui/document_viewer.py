"""The pages of a document with the number of the page and the zoom above them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from .preview import PreviewView
from .tokens import Space
from .widgets.basics import MutedLabel, icon_button


class DocumentViewer(QWidget):
    """Shows a PDF in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.preview = PreviewView()
        self.preview.page_changed.connect(self._show_page)
        self.setFocusProxy(self.preview)
        bar = QHBoxLayout()
        bar.setContentsMargins(Space.S, 0, Space.S, 0)
        self.pages = MutedLabel("")
        bar.addWidget(self.pages)
        bar.addStretch(1)
        for icon, name, slot in (
            ("minus", "Мельче", self.preview.zoom_out),
            ("add", "Крупнее", self.preview.zoom_in),
            ("expand", "По ширине", self.preview.fit_width),
        ):
            button = icon_button(icon, name)
            button.clicked.connect(slot)
            bar.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(bar)
        column.addWidget(self.preview, 1)
        self._is_whole = True

    def show_pdf(self, pdf: bytes | None, is_whole: bool = True) -> None:
        """Shows a PDF from its beginning, or the whole of what was shown in part from the same place."""
        place = self.preview.verticalScrollBar().value() if not self._is_whole else 0
        self._is_whole = is_whole
        self.preview.show_document(pdf)
        self.preview.verticalScrollBar().setValue(place)

    def _show_page(self, number: int, count: int) -> None:
        known = f"из {count}" if self._is_whole else "– остальные готовятся"
        self.pages.setText(f"Страница {number} {known}" if count else "")
