"""Russian text: folding for search and sorting, cleaning at the door of the base, plural forms."""

from __future__ import annotations

import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u200a\u202f\u3000\t\n\r\v\f"), " ")
_FOLD = {**_DASHES, **_SPACES, ord("ё"): "е", 0x200B: None, 0x200C: None, 0x200D: None, 0xFEFF: None, 0x00AD: None}
_LOOK_ALIKE = str.maketrans("abcehkmoptxy", "авсенкмортху")
_RARE = re.compile("[" + "".join(re.escape(chr(code)) for code in _FOLD if code != ord("ё")) + "]")
_CASES, _ROOT, _LONG_ROOT = "аеиоуыьйяю", 3, 7  # last letters of cases, the least that is left, what loses one more
_MANY_SPACES = re.compile(r" {2,}")
_NUMBERS = re.compile(r"(\d{1,9})")
_IMPOSSIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def fold(text: str) -> str:
    """The form in which texts are compared, searched and sorted: no case, ё = е, one kind of dash, single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    if _RARE.search(folded):  # looking for rare characters takes a third of translating every one
        folded = folded.translate(_FOLD)
    return _MANY_SPACES.sub(" ", folded).strip() if "  " in folded else folded.strip()


def name_key(text: str) -> str:
    """How names are compared: folded, Latin letters that look Russian taken for Russian."""
    return fold(text).translate(_LOOK_ALIKE)


def clean_text(text: str) -> str:
    """Text as the base keeps it: trimmed, no characters that .xlsx or XML cannot carry, one kind of line break."""
    if _IMPOSSIBLE.search(text):
        text = _IMPOSSIBLE.sub("", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip(" \t\n\u00a0\ufeff")


def plural(count: int, one: str, few: str, many: str) -> str:
    """The form of a noun that agrees with ``count``: 1 запись, 3 записи, 5 записей."""
    tail = abs(count) % 100
    if 11 <= tail <= 14:
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(tail % 10, many)


def counted(count: int, one: str, few: str, many: str) -> str:
    """«1 запись», «5 000 записей»: the number with narrow spaces and the noun that agrees with it."""
    return f"{grouped(count)} {plural(count, one, few, many)}"


def sentence(text: str) -> str:
    """«цель района» → «Цель района.»: a capital first, one mark at the end."""
    return f"{text[:1].upper()}{text[1:]}".rstrip(".") + ("" if text.endswith(("!", "?", "…")) else ".")


def stem(word: str) -> str:
    """A word without what its forms change: «стипендия» and «стипендий» → «стипенд», «наставник» → «наставни»."""
    root = word.rstrip(_CASES)
    if len(root) < _ROOT:
        return word
    return root[:-1] if len(root) > _LONG_ROOT else root


def grouped(count: int) -> str:
    """12345 → «12 345» with narrow no-break spaces."""
    return f"{count:,}".replace(",", "\u202f")


def initials(last_name: str, first_name: str, middle_name: str | None = None) -> str:
    """«Ёлкина А. П.» for narrow columns."""
    letters = [f"{part[0]}." for part in (first_name, middle_name) if part]
    return " ".join([last_name, *letters])


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key by which «Школа № 2» stands before «Школа № 10»."""
    parts = (part for part in _NUMBERS.split(fold(text)) if part)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
