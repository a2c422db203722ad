"""Cuts the cleaned text of a term into tokens: numbers, dates, words of known classes, separators."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pdkadry_desktop.plan.term_words import ABBREVIATIONS, VOCABULARY, roman


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text with its class; ``parts`` holds (day, month, year) of a written date."""

    kind: str
    text: str
    begin: int
    end: int
    value: int = 0
    parts: tuple[int, int, int] = (0, 0, 0)


_PIECE = re.compile(
    r"""
    (?P<iso>(?:19|20)\d\d(?P<iso_mark>[-.])\d{1,2}(?P=iso_mark)\d{1,2}(?!\d))(?:[T ]0?0:00(?::00(?:\.0+)?)?)?
  | (?P<date>\d{1,2}(?P<mark>\s?\.\s?|/|-)\d{1,2}(?P=mark)(?:(?:19|20)\d\d|\d\d)(?!\d))(?:\s0?0:00(?::00)?)?
  | (?P<month_year>(?:0?[1-9]|1[0-2])[./](?:19|20)\d\d)(?!\d)
  | (?P<year_month>(?:19|20)\d\d-(?:0[1-9]|1[0-2]))(?![\d.])(?!\s*уч)
  | (?P<day_month>\d{1,2}\.(?:0[1-9]|1[0-2]))(?!\d|\.\d)
  | (?P<year>(?:19|20)\d\d)(?!\d)
  | (?P<number>\d+)(?P<suffix>-?(?:[оы]?го|ое|[ыи]й|ая|[оыуи]м|ую|ою|[емйяхю]|ти|му)(?![а-яА-Яa-zA-Z]))?
  | (?P<word>[^\W\d_]+)
  | (?P<dash>-)
  | (?P<separator>[,;.:/()\[\]+&])
  | (?P<space>\s+)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def tokenise(text: str) -> list[Token]:
    """Tokens of a cleaned text; separators beside a dash, repeated or at the ends are gone."""
    tokens: list[Token] = []
    for match in _PIECE.finditer(text):
        token = _token(match)
        if token is None:
            continue
        if token.kind == "word" and _joins_hyphenated(tokens, token):
            continue
        previous = tokens[-1] if tokens else None
        if token.kind == "separator":
            is_full_stop = token.text == "." and previous is not None and previous.end == token.begin
            if is_full_stop and previous is not None and previous.text.lower() in ABBREVIATIONS:
                continue
            if previous is None or previous.kind in ("separator", "dash"):
                continue
        elif token.kind == "dash":
            if previous is not None and previous.kind == "separator":
                tokens.pop()
            elif previous is not None and previous.kind == "dash":
                continue
        tokens.append(token)
    while tokens and tokens[-1].kind in ("separator", "dash"):
        tokens.pop()
    return tokens


def _token(match: re.Match[str]) -> Token | None:
    kind = match.lastgroup or "other"
    text = match.group()
    begin, end = match.span()
    if kind == "space":
        return None
    if kind == "iso":
        year, month, day = (int(part) for part in re.split(r"\D", match["iso"]))
        return Token("date", text, begin, end, parts=(day, month, year))
    if kind in ("date", "mark"):
        day, month, year = (int(part) for part in re.split(r"\D+", match["date"]))
        return Token("date", text, begin, end, parts=(day, month, year + 2000 if year < 100 else year))
    if kind == "month_year":
        month, year = (int(part) for part in re.split(r"\D", text))
        return Token("month_year", text, begin, end, parts=(0, month, year))
    if kind == "year_month":
        year, month = (int(part) for part in text.split("-"))
        if month == year % 100 + 1:  # «2011-12» is two years
            return Token("school_pair", text, begin, end, value=year)
        return Token("month_year", text, begin, end, parts=(0, month, year))
    if kind == "day_month":
        day, month = (int(part) for part in text.split("."))
        return Token("day_month", text, begin, end, parts=(day, month, 0))
    if kind == "year":
        return Token("year", text, begin, end, value=int(text))
    if kind in ("number", "suffix"):
        digits = match["number"]
        return Token("number", text, begin, end, value=int(digits) if len(digits) < 6 else 10**6)
    if kind == "word":
        return _word(text, begin, end)
    return Token("word" if kind == "other" else kind, text, begin, end)


def _word(text: str, begin: int, end: int) -> Token:
    low = text.lower()
    if low in ("и", "также"):
        return Token("separator", text, begin, end)
    known = VOCABULARY.get(low)
    if known is not None:
        return Token(known[0], text, begin, end, known[1])
    numeral = roman(low)
    if numeral is not None:
        return Token("roman", text, begin, end, numeral)
    return Token("word", text, begin, end)


def _joins_hyphenated(tokens: list[Token], token: Token) -> bool:
    """Glue «сен-тябрь», torn at the end of a line, when only the two halves together are a word."""
    if len(tokens) < 2 or tokens[-1].kind != "dash" or tokens[-2].kind not in ("word", "month"):
        return False
    known = VOCABULARY.get((tokens[-2].text + token.text).lower())
    if known is None:
        return False
    tokens[-2:] = [Token(known[0], tokens[-2].text + token.text, tokens[-2].begin, token.end, known[1])]
    return True
