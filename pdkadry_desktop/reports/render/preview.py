"""The pages of a PDF as pictures: for the window's preview and for paper, so that what is seen is what is printed."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import RLock

import pypdfium2

_CACHE_BYTES = 96 * 2**20
_pdfium = RLock()  # PDFium knows no threads


@dataclass(frozen=True, slots=True)
class PageBitmap:
    """A page: rows of ``stride`` bytes, four bytes a pixel – blue, green, red, 255."""

    width: int
    height: int
    stride: int
    pixels: bytes


class Preview:
    """A PDF held in memory; a page is drawn when asked for and kept while there is room."""

    def __init__(self, pdf: bytes) -> None:
        with _pdfium:
            self._file = pypdfium2.PdfDocument(pdf)
            self._sizes: list[tuple[float, float]] = [
                self._file.get_page_size(index) for index in range(len(self._file))
            ]
        self._kept: OrderedDict[tuple[int, float], PageBitmap] = OrderedDict()

    @property
    def page_count(self) -> int:
        return len(self._sizes)

    def page_size(self, index: int) -> tuple[float, float]:
        """Width and height of a page in points, without drawing it."""
        return self._sizes[index]

    def bitmap(self, index: int, dpi: float) -> PageBitmap:
        """The page drawn at so many dots per inch; kept for the next time (paper: see ``draw``)."""
        key = (index, round(dpi, 2))
        with _pdfium:
            if key not in self._kept:
                self._kept[key] = self.draw(index, dpi)
            self._kept.move_to_end(key)
            while len(self._kept) > 1 and sum(len(page.pixels) for page in self._kept.values()) > _CACHE_BYTES:
                self._kept.popitem(last=False)
            return self._kept[key]

    def draw(self, index: int, dpi: float) -> PageBitmap:
        """The page drawn anew, for paper at 300 dots per inch and more."""
        with _pdfium:
            page = self._file[index]
            drawn = page.render(scale=dpi / 72, prefer_bgrx=True, fill_color=(255, 255, 255, 255))
            result = PageBitmap(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))
            drawn.close()
            page.close()
        return result

    def close(self) -> None:
        """Lets the PDF go; pages already drawn stay valid."""
        with _pdfium:
            self._file.close()
            self._kept.clear()
