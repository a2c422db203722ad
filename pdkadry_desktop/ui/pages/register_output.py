"""What leaves a register page: the list as it is seen, to Excel, Word, PDF or paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from ...core.progress import Progress
from ...storage.database import Database
from ..documents import DocumentSource, choose_file, save_document
from ..gateway import Gateway
from ..places import Place

if TYPE_CHECKING:
    from ...reports.document import Document
    from ...reports.library.register_list import Listing


class ListOutput:
    """Puts its actions into a menu; ``seen`` tells the list of the moment, ``go`` and ``said`` are the page's."""

    def __init__(
        self,
        page: QWidget,
        gateway: Gateway,
        seen: Callable[[date], Listing],
        go: Callable[[Place], object],
        said: Callable[[str], object],
    ) -> None:
        self._page, self._gateway, self._seen, self._go, self._said = page, gateway, seen, go, said

    def fill(self, menu: QMenu) -> None:
        for text, keys, slot in (
            ("Экспорт в Excel…", "Ctrl+E", lambda: self.choose("xlsx")),
            ("Печать списка…", "Ctrl+P", self.show),
            ("Сохранить список в PDF…", "", lambda: self.choose("pdf")),
            ("Сохранить список в Word…", "", lambda: self.choose("docx")),
        ):
            action = menu.addAction(text)
            action.triggered.connect(lambda _=False, slot=slot: slot())
            if keys:
                action.setText(f"{text}\t{keys}")  # the page owns the shortcut: a hidden menu would not hear it

    def source(self) -> DocumentSource:
        """The list as it is seen now."""
        listing = self._seen(date.today())
        back = Place(f"register:{listing.query.register}", only=listing.only, title=listing.title)

        def build(db: Database, progress: Progress) -> Document:
            from ...reports.library import register_list  # a list is read more often than printed

            return register_list.build(db, listing, progress)

        return DocumentSource(listing.title, build, back)

    def show(self) -> None:
        """The pages of the list before they are printed."""
        self._go(Place("document", detail=self.source()))

    def choose(self, ending: str) -> None:
        choose_file(self._page, self.source().title, ending, lambda path: self.save_to(path, ending))

    def save_to(self, path: Path, ending: str) -> None:
        """Writes the list as a job; a toast tells when it is done."""
        save_document(self._gateway, self.source(), path, ending, self._said)
