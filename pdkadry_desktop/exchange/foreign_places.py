"""Names of organisations: how they are compared, what type they say, which organisation of the base is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from ..registers.place_names import place_key as place_key
from .layout import name_key
from .snapshot import Snapshot

_NEAR = 93  # per cent of likeness from which a new organisation is asked about
_KINDS = (
    ("school", re.compile(r"(начальн|основн|средн|общеобразовательн)\w* .*школ\w*.*(детск\w* сад)")),
    ("preschool", re.compile(
        r"детск\w* сад|дошкольн|\bд/с\b|\bм?[бак]?доо?у\b|центр развития ребенка|\bцрр\b|\bясли\b"
    )),
    ("extra", re.compile(
        r"дополнительного образования|\bцдт\b|\bддт\b|\bдюц\b|\bсюн\b|\bсют\b|\bдши\b|\bдмш\b|\bдхш\b|\bд?юсш\b|"
        r"\bсшо?р?\b|спортивн\w* школ|(музыкальн|художественн)\w* школ|школ\w* искусств|"
        r"(дом|дворец|центр)\w* .*творчеств|станци\w* юн|\bм[бак]у ?до\b|внешкольн"
    )),
    ("other", re.compile(r"\bцппмсп\b|психолого.*помощ|методическ\w* (центр|служб|кабинет)|\b[гр]?имц\b|\bцро\b")),
    ("school", re.compile(
        r"школ|гимнази|лице[йяюе]|\b[вс]?[сон]ош\b|интернат|центр\w* образования|кадетск|\bм[бак]?оу\b|\bг[бак]?оу\b"
    )),
)  # fmt: skip
_WORDS = re.compile(
    r"школ|детск\w* сад|гимнази|лице[йяюе]\b|учрежден|\b[мгч][бак]?д?оу\b|\bм[бак]у\b|\b[сон]ош\b|интернат|\bд/с\b|"
    r"дом\w* .*творчеств|центр\w* .*(образован|творчеств|развит)|станци\w* юн|\bцдт\b|\bддт\b|\bдши\b|\bдмш\b|\bнош\b"
)  # fmt: skip
_SETTLEMENT = re.compile(
    r"(?:^|[\s,;])(г|город|с|село|п|пос|поселок|пгт|рп|р\.п|д|дер|деревня|ст|станица|х|хутор|аул)(?:\.|\s)\s*"
    r"([А-ЯЁA-Z][\w-]+(?:[ -][А-ЯЁA-Z][\w-]+)?)"
)  # fmt: skip
_URBAN = {"г", "город", "пгт", "рп", "р.п"}


def looks_like_organization(text: str) -> bool:
    return bool(_WORDS.search(name_key(text)))


def kind_of(name: str) -> str | None:
    """The code of ORG_TYPE that the name of an organisation says, None when it says nothing."""
    folded = name_key(name)
    return next((kind for kind, pattern in _KINDS if pattern.search(folded)), None)


def settlement_of(address: str) -> tuple[str, str | None] | None:
    """«с. Берёзовка» and the code of its kind of locality (None: unclear) from an address."""
    found = list(_SETTLEMENT.finditer(address))
    if not found:
        return None
    sign, name = found[0].group(1).rstrip("."), found[0].group(2)
    locality = "urban" if sign in _URBAN else "rural" if sign in ("с", "село", "д", "дер", "деревня", "аул") else None
    return (f"{sign}. {name}" if len(sign) < 4 else f"{sign} {name}", locality)


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation of the base."""

    code: str
    name: str
    inn: str


class Places:
    """The organisations of the base, found by code, ИНН or name; a name never means two."""

    def __init__(self, snapshot: Snapshot) -> None:
        codes = {record_id: code for code, record_id in snapshot.codes.get("organizations", {}).items()}
        self.all: dict[str, Place] = {}
        self._by_inn: dict[str, str] = {}
        self._by_name: dict[str, set[str]] = {}
        for record_id, row in snapshot.records("organizations"):
            code = codes[record_id]
            self.add(code, (row["name"], row["short_name"], *(row["aliases"] or ())), row["inn"] or "")
        self.merged = {
            code: codes[each] for code, each in snapshot.codes.get("organizations", {}).items() if codes[each] != code
        }

    def add(self, code: str, names: Iterable[str | None], inn: str = "") -> None:
        known = [name for name in names if name]
        self.all[code] = Place(code, known[0] if known else code, inn)
        if inn:
            self._by_inn.setdefault(inn, code)
        for name in known:
            self._by_name.setdefault(place_key(name), set()).add(code)

    @property
    def only(self) -> str | None:
        """The code of the only organisation."""
        return next(iter(self.all)) if len(self.all) == 1 else None

    def by_inn(self, inn: str) -> str | None:
        return self._by_inn.get(inn)

    def named(self, text: str) -> set[str]:
        """Codes of the organisations with this very name."""
        return self._by_name.get(place_key(text), set())

    def find(self, text: str) -> set[str]:
        """Codes of the organisations that a cell means: by code, ИНН or name."""
        text = text.strip()
        if text in self.all:
            return {text}
        if code := self.merged.get(text):
            return {code}
        if code := self._by_inn.get(text):
            return {code}
        return self.named(text)

    def mentioned(self, text: str) -> set[str]:
        """Codes of the organisations whose name stands in a longer text (a title, a group row): the longest names."""
        words = f" {place_key(text)} "
        found = [(len(name), codes) for name, codes in self._by_name.items() if f" {name} " in words]
        longest = max((length for length, _ in found), default=0)
        return {code for length, codes in found if length == longest for code in codes}

    def near(self, name: str) -> str | None:
        """A known name that is nearly this one."""
        best = process.extractOne(place_key(name), list(self._by_name), scorer=fuzz.ratio, score_cutoff=_NEAR)
        return self.all[min(self._by_name[best[0]])].name if best else None
