"""Text that every format can carry: no controls, no halves of characters, no invisible direction marks."""

from __future__ import annotations

import re
import unicodedata

# Controls except the line feed, lone surrogates, noncharacters, direction marks and other invisible characters.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")


# A sign or a short word that may not be torn from what follows: «№ 5», «с. Ёлкино», «И. О. Фамилия».
_TIED = re.compile(r"(№|§|\b[А-ЯЁа-яё]\.) (?=\S)")


def tied(text: str) -> str:
    """``clean`` text for paper: no-break spaces after №, § and one-letter abbreviations."""
    return _TIED.sub("\\1\u00a0", clean(text))


def clean(text: str) -> str:
    """One kind of line end, composed letters (й as one character), nothing a file could not be opened with."""
    if text.isascii() and text.isprintable():
        return text
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text)).replace("\t", " ")
    return _UNWANTED.sub("", text)
