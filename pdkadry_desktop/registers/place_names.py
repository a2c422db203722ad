"""Names of organisations as they are compared: without legal form, quotes and abbreviations."""

from __future__ import annotations

import re
from functools import lru_cache

from ..core.text import name_key

_LEGAL = (  # not compiled here: the start of the program would wait for it
    r"\b(муниципальн\w*|бюджетн\w*|автономн\w*|казенн\w*|государственн\w*|областн\w*|краев\w*|республиканск\w*|"
    r"частн\w*|федеральн\w*|некоммерческ\w*|дошкольн\w* образовательн\w* (?:учреждени|организаци)\w*|"
    r"(?:обще)?образовательн\w* (?:учреждени|организаци)\w*|учреждени\w* дополнительного образования(?: детей)?|"
    r"учреждени\w*|[мгчнф][бак]?[до]?оу|[мг][бак]у(?: до| дпо)?|м[бак]удо|фгкоу)(?!\w)"
)  # fmt: skip
_SHORT = (
    (re.compile(r"\bсош\b"), "средняя общеобразовательная школа"),
    (re.compile(r"\bоош\b"), "основная общеобразовательная школа"),
    (re.compile(r"\bнош\b"), "начальная общеобразовательная школа"),
    (re.compile(r"\bцрр\b"), "центр развития ребенка"),
    (re.compile(r"\bд/с\b"), "детский сад"),
    (re.compile(r"\bим\."), "имени "),
)  # fmt: skip
_QUOTES = re.compile(r"[«»\"'“”„<>]")
_SIGNS = re.compile(r"[^\w/]+")


@lru_cache(maxsize=8192)
def place_key(name: str) -> str:
    """The name without legal form, quotes, case and look-alike letters; numbers and every other word stay."""
    text = _QUOTES.sub(" ", name_key(name.replace("№", " ")))
    for pattern, full in _SHORT:
        text = pattern.sub(full, text)
    bare = " ".join(_SIGNS.sub(" ", re.sub(_LEGAL, " ", text)).split())
    return bare or " ".join(_SIGNS.sub(" ", text).split())
