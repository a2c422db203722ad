"""Codes of records that a foreign table brings: the same table gives the same codes in every base."""

from __future__ import annotations

from collections.abc import Container, Sequence
from hashlib import blake2b

_SIGNS = "БВГДЖКЛМНПРСТФХЦЧШ2345679"  # no vowels: no words; no look-alike digits
_LETTERS = 18
_LENGTH = 7


def stable_code(prefix: str, parts: Sequence[str], taken: Container[str]) -> str:
    """«П-Ж7КЛ2МН»: never a bare number, so that it does not count among the codes given by hand."""
    number = int.from_bytes(blake2b("|".join(parts).encode(), digest_size=16).digest())
    while True:
        rest, signs = number // _LETTERS, [_SIGNS[number % _LETTERS]]
        for _ in range(_LENGTH - 1):
            rest, at = divmod(rest, len(_SIGNS))
            signs.append(_SIGNS[at])
        code = f"{prefix}-{''.join(signs)}"
        if code not in taken:
            return code
        number += 1
