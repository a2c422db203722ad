"""The typefaces of printed documents: Liberation Serif (of the widths of Times New Roman), PT Serif for what it lacks.

A character that neither has is shown as «□», so that a reader sees that something stands there. Fonts are registered
with reportlab when first needed; the names are unique to the program.
"""

from __future__ import annotations

from functools import cache, lru_cache
from threading import Lock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from pdkadry_desktop.core.paths import resource

_STYLES = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic", (True, True): "BoldItalic"}
_MAIN, _SECOND = "LiberationSerif", "PT_Serif-Web"
_MISSING = "□"
_lock = Lock()


class Face:
    """One style of the two typefaces: which of them has a character and how wide it is."""

    def __init__(self, bold: bool, italic: bool) -> None:
        style = _STYLES[bold, italic]
        self.main = _register(f"{_MAIN}-{style}")
        self._second_file = f"{_SECOND}-{style}"
        font = pdfmetrics.getFont(self.main)
        self._covered = {chr(code) for code in font.face.charToGlyph}
        self._widths = _Widths(self)

    def segments(self, text: str) -> list[tuple[str, str]]:
        """The text in pieces of one font: (registered name, text)."""
        if self._covered.issuperset(text):
            return [(self.main, text)]
        pieces: list[tuple[str, str]] = []
        for char in text:
            name, shown = self._font_of(char)
            if pieces and pieces[-1][0] == name:
                pieces[-1] = (name, pieces[-1][1] + shown)
            else:
                pieces.append((name, shown))
        return pieces

    def segments_by_line(self, text: str) -> list[tuple[str, str]]:
        """As ``segments``, with ("", "") for the end of a line."""
        pieces: list[tuple[str, str]] = []
        for number, line in enumerate(text.split("\n")):
            pieces += ([("", "")] if number else []) + (self.segments(line) if line else [])
        return pieces

    def width(self, text: str, size: float) -> float:
        """Points."""
        return sum(map(self._widths.__getitem__, text)) * size / 1000

    def _font_of(self, char: str) -> tuple[str, str]:
        if char in self._covered:
            return self.main, char
        second = _register(self._second_file)
        if ord(char) in pdfmetrics.getFont(second).face.charToGlyph:
            return second, char
        return self.main, _MISSING

    def char_width(self, char: str) -> float:
        """Thousandths of the type size."""
        name, shown = self._font_of(char)
        return float(pdfmetrics.getFont(name).face.getCharWidth(ord(shown)))


class _Widths(dict[str, float]):
    """Widths of characters, measured when first met."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, char: str) -> float:
        width = self[char] = self._face.char_width(char)
        return width


@cache
def face(bold: bool = False, italic: bool = False) -> Face:
    return Face(bold, italic)


@cache
def _register(file_name: str) -> str:
    name = f"PedKadry-{file_name}"
    with _lock:
        if name in pdfmetrics.getRegisteredFontNames():
            return name
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", "documents", f"{file_name}.ttf"))))
        pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)
    return name


# ------------------------------------------------------------------------------------------------------------ wrapping

_VOWELS = frozenset("аеёиоуыэюяАЕЁИОУЫЭЮЯ")
_NOT_FIRST = frozenset("ьъйыЬЪЙЫ")
_BREAK_AFTER = frozenset("-–—/\\_@.,;:)+=&?")


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """The lines of a text in a column of ``width`` points; a word wider than the column is divided, nothing is lost."""
    measure = face(bold).width
    lines: list[str] = []
    for paragraph in text.split("\n"):
        if measure(paragraph, size) <= width:
            lines.append(paragraph)
            continue
        line, used = "", 0.0
        space = measure(" ", size)
        for word in paragraph.split(" "):
            wide = word_width(word, size, bold)
            if line and used + space + wide <= width:
                line += " " + word
                used += space + wide
                continue
            if line:
                lines.append(line)
            while wide > width and len(word) > 1:
                head, word = _divide(word, width, size, bold)
                lines.append(head)
                wide = word_width(word, size, bold)
            line, used = word, wide
        lines.append(line)
    return lines


@lru_cache(maxsize=20_000)
def word_width(word: str, size: float, bold: bool = False) -> float:
    return face(bold).width(word, size)


def _divide(word: str, width: float, size: float, bold: bool) -> tuple[str, str]:
    """The longest beginning of the word that fits – after a sign, else at a syllable, else anywhere – and the rest."""
    measure = face(bold).width
    fits = 0
    used = 0.0
    for char in word:
        used += measure(char, size)
        if used > width and fits:
            break
        fits += 1
    for end in range(fits, 1, -1):
        if word[end - 1] in _BREAK_AFTER:
            return word[:end], word[end:]
    for end in range(fits, 1, -1):
        if _may_hyphenate(word, end) and measure(word[:end] + "-", size) <= width:
            return word[:end] + "-", word[end:]
    fits = max(fits, 1)
    return word[:fits], word[fits:]


def _may_hyphenate(word: str, end: int) -> bool:
    """Whether a Russian word may be divided before ``word[end]``: vowels on both sides, no ь ъ й ы first."""
    head, tail = word[:end], word[end:]
    if len(tail) < 2 or end < 2 or not (head[-2:].isalpha() and tail[:2].isalpha()):
        return False
    if tail[0] in _NOT_FIRST or not any(char in _VOWELS for char in tail):
        return False
    before = [char in _VOWELS for char in head]
    if not any(before):
        return False
    # After a vowel before consonant + vowel, between two consonants, after ь ъ й.
    if before[-1]:
        return tail[0] not in _VOWELS and tail[1] in _VOWELS
    return tail[0] not in _VOWELS and (head[-1] in _NOT_FIRST or before[-2])
