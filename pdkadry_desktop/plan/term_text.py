"""Cleans the text of a term: one spelling of dashes, spaces, letters and digits, before it is cut into tokens."""

from __future__ import annotations

import re
import unicodedata

_DASHES = "‐‑‒–—―−﹣-"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_QUOTES = "«»\"'“”„‘’`´"
_CHARACTERS = {
    **{ord(dash): "-" for dash in _DASHES},
    **{ord(character): None for character in _INVISIBLE},
    **{ord(quote): " " for quote in _QUOTES},
    ord("ё"): "е",
    ord("Ё"): "Е",
    ord("•"): "-",
    ord("·"): "-",
}
# Latin letters that look like Cyrillic ones: a scan or a keyboard layout mixes them within a word.
_LOOKALIKES = str.maketrans("aceopxykmthbABCEHKMOPTXY", "асеорхукмтнвАВСЕНКМОРТХУ")
_LATIN = re.compile(r"[A-Za-z]")
_WORD = re.compile(r"[A-Za-zА-Яа-яІі]+")
_ROMAN_WORD = re.compile(r"[IVXivxІіПпШшУуХхl]+$")
_DIGITS = re.compile(r"(?<![A-Za-zА-Яа-я])(?=[ОоOoЗз]*\d)[\dОоOoЗз]{2,4}(?=[г\W]|$)")
_DIGIT_LOOKALIKES = str.maketrans("ОоOoЗз", "000033")
_DURING = re.compile(r"\b(?:в\s*теч(?:ени[еия]|ени|ние)?\b\.?|на\s+протяжени[еи]\b)\s*", re.IGNORECASE)
_HALF_YEAR = re.compile(r"\bп/г(?:од(?:и[еяю])?)?\b", re.IGNORECASE)
_SCHOOL_YEAR = re.compile(r"\bуч/г(?:од[ау]?)?\b|\bу/г\b|\bу\.\s*г\.", re.IGNORECASE)
_FOURTH = re.compile(r"\b[1lІі][УуV](?=\s*-?\s*(?:кв|дек))", re.IGNORECASE)
_GLUED_NUMERAL = re.compile(r"\b([IVXХІ]{1,4})(?=кв|полуг|декад|недел|четв|п/г)", re.IGNORECASE)
_ALWAYS = re.compile(
    r"\bна\s+(?:постоянной|регулярной|системной)\s+основе\b|\bв\s+постоянном\s+режиме\b", re.IGNORECASE
)
_BULLET = re.compile(r"(?:^|[\r\n])\s*-\s*")
_LINE_BREAK = re.compile(r"[\r\n\v\f\u2028\u2029]+")
_LIMIT = 2000


def normalise(text: str) -> str:
    """The text in one spelling, upper and lower case kept; cut after 2000 characters with an unreadable mark."""
    if len(text) > _LIMIT:
        text = text[:_LIMIT] + " …?"
    text = _LINE_BREAK.sub("\n", text)
    text = unicodedata.normalize("NFKC", text).translate(_CHARACTERS)
    text = text.strip()
    if text.startswith("-") and "\n" in text:  # a list of lines, each with its own dash: not a range
        text = _BULLET.sub(" ; ", text)
    text = " ".join(text.split())
    text = _DIGITS.sub(lambda match: match.group().translate(_DIGIT_LOOKALIKES), text)
    text = _FOURTH.sub("IV", text)
    text = _GLUED_NUMERAL.sub(r"\1 ", text)
    if _LATIN.search(text):
        text = _WORD.sub(_one_alphabet, text)
    text = _HALF_YEAR.sub("полугодие", text)
    text = _SCHOOL_YEAR.sub("учебный год", text)
    text = _ALWAYS.sub("постоянно", text)
    return _DURING.sub("в течение ", text)


def _one_alphabet(match: re.Match[str]) -> str:
    word = match.group()
    if len(word) == 1:
        return word.translate(_LOOKALIKES) if word in "cCkKbB" else word
    if _ROMAN_WORD.match(word) or not _LATIN.search(word) or word.isascii():
        return word
    return word.translate(_LOOKALIKES)
