"""Names of people and positions as foreign tables write them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..core.kinds import BadValue
from ..core.text import fold
from ..registers.positions import TEACHING, category_of
from .foreign_values import category_of_text

_WORD = r"[^\W\d_][\w'’ʼ-]*"  # letters of every language of the country
_INITIAL = r"[^\W\d_]\."
_INITIALS = re.compile(rf"({_WORD}(?: {_WORD})?),? ({_INITIAL}) ?(?:([^\W\d_])\.?)?")
_PATRONYMIC = re.compile(r".+(вич|вна|ична|инична|тич|ьич)$|.*(оглы|кызы|улы|уулу)$")
_TAILS = {"оглы", "оглу", "кызы", "гызы", "улы", "уулу", "кизи"}
_FORMER = re.compile(r"\(([^()]*)\)")
_NOBODY = re.compile(r"ваканси|вакант|свободн")
_SENTENCE = re.compile(r"[\d\[\]_@/:;\"«»]")
_CATEGORY_TAIL = re.compile(
    r"[,;.]?\s*\(?\s*((?:(?:высш|перв|втор)\w*|1|I)\s+(?:квалификационн\w+\s+|кв\.?\s*)?(?:категори\w*|кат\.?)|"
    r"(?:без\s+(?:квалификационной\s+)?категории)|соответств\w+\s+занимаемой\s+должности|сзд|(?:в|1)кк)\s*\)?\s*$",
    re.IGNORECASE,
)
_SUBJECTS = (
    ("начальных классов", "начальные классы"), ("русского языка", "русский язык"), ("литературы", "литература"),
    ("литературного чтения", "литературное чтение"), ("родного языка", "родной язык"),
    ("родной литературы", "родная литература"), ("иностранного языка", "иностранный язык"),
    ("иностранных языков", "иностранный язык"), ("английского языка", "английский язык"),
    ("немецкого языка", "немецкий язык"), ("французского языка", "французский язык"),
    ("китайского языка", "китайский язык"), ("испанского языка", "испанский язык"), ("математики", "математика"),
    ("алгебры", "алгебра"), ("геометрии", "геометрия"), ("информатики и икт", "информатика"),
    ("информатики", "информатика"), ("истории", "история"), ("обществознания", "обществознание"),
    ("географии", "география"), ("физики", "физика"), ("химии", "химия"), ("биологии", "биология"),
    ("экологии", "экология"), ("изобразительного искусства", "изобразительное искусство"),
    ("изо", "изобразительное искусство"), ("музыки", "музыка"), ("мхк", "мировая художественная культура"),
    ("технологии", "труд (технология)"), ("труда (технологии)", "труд (технология)"), ("труда", "труд (технология)"),
    ("физической культуры", "физическая культура"), ("физкультуры", "физическая культура"),
    ("обж", "основы безопасности и защиты Родины"), ("обзр", "основы безопасности и защиты Родины"),
    ("основ безопасности жизнедеятельности", "основы безопасности и защиты Родины"),
    ("основ безопасности и защиты родины", "основы безопасности и защиты Родины"), ("астрономии", "астрономия"),
    ("черчения", "черчение"), ("экономики", "экономика"), ("права", "право"), ("орксэ", "ОРКСЭ"),
    ("однкнр", "ОДНКНР"), ("окружающего мира", "окружающий мир"), ("краеведения", "краеведение"),
)  # fmt: skip
_BY_GENITIVE = {**{fold(name): name for _, name in _SUBJECTS}, **dict(_SUBJECTS)}  # and as they are called
_KEEP_WHOLE = ("учитель-", "учитель начальной военной", "учитель индивидуального обучения", "учитель надомного")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name; with initials only, ``first`` and ``middle`` are «А.» and «П.»."""

    last: str
    first: str
    middle: str | None = None
    former: str | None = None  # a surname in brackets

    @property
    def is_short(self) -> bool:
        return self.first.endswith(".") and len(self.first) == 2

    def __str__(self) -> str:
        return " ".join(part for part in (self.last, self.first, self.middle) if part)


def looks_like_name(text: str) -> bool:
    """Whether a lone text may be the name of a person."""
    try:
        return read_name(text) is not None and category_of(text) != "teaching"
    except BadValue:
        return False


def read_name(text: str) -> Name | None:
    """«Фамилия Имя Отчество», «Фамилия И. О.»; None for «вакансия»; BadValue when it is no name."""
    text = " ".join(text.split())
    if _NOBODY.search(fold(text)):
        return None
    former = None
    if found := _FORMER.search(text):
        former = found.group(1).strip() or None
        text = " ".join(_FORMER.sub(" ", text).split())
    if _SENTENCE.search(text):
        raise BadValue("это не похоже на ФИО")
    if found := _INITIALS.fullmatch(text):
        last, first, middle = found.groups()
        return Name(tidy(last), first, f"{middle}." if middle else None, former)
    words = text.replace(",", " ").split()
    if not all(re.fullmatch(_WORD, word, re.IGNORECASE) for word in words):
        raise BadValue("это не похоже на ФИО")
    if len(words) > 2 and fold(words[-1]) in _TAILS:
        words[-2:] = [f"{words[-2]} {words[-1].lower()}"]
    if len(words) == 3 and _PATRONYMIC.match(fold(words[1])) and not _PATRONYMIC.match(fold(words[2])):
        words = [words[2], words[0], words[1]]
    if len(words) not in (2, 3) or len(words[0]) < 2 or not words[0][0].isupper():
        raise BadValue("нужно «Фамилия Имя Отчество»")
    last, first, *rest = (tidy(word) for word in words)
    return Name(last, first, rest[0] if rest else None, former)


def tidy(word: str) -> str:
    """ИВАНОВА → Иванова, Петрова-сидорова stays."""
    word = " ".join(word.split())
    if len(word) > 1 and word.isupper() and "." not in word:
        return "-".join(part.capitalize() for part in word.split("-"))
    return word


@dataclass(frozen=True, slots=True)
class Job:
    """What a cell «Должность» says: «Учитель английского языка высшей категории» is three things."""

    position: str
    subjects: tuple[str, ...] = ()
    category: str | None = None
    source: str = ""  # without the category


def read_job(text: str) -> Job:
    text = " ".join(text.split()).rstrip(" .,;")
    category = None
    if found := _CATEGORY_TAIL.search(text):
        category = category_of_text(found.group(1))
        text = text[: found.start()].rstrip(" ,;(.")
    folded = fold(text)
    if folded.startswith("учитель ") and not folded.startswith(_KEEP_WHOLE):
        subjects = _subjects(folded.removeprefix("учитель "))
        if subjects:
            return Job("учитель", subjects, category, text)
    return Job(_lower(text), (), category, text)


def _subjects(text: str) -> tuple[str, ...]:
    """Subjects in the genitive: known ones in the nominative, an unknown list as nothing."""
    text = text.strip(" ()")
    if text in _BY_GENITIVE:
        return (_BY_GENITIVE[text],)
    parts = [part for part in re.split(r"\s*[,;]\s*|\s+и\s+", text) if part]
    known = [_BY_GENITIVE.get(part.strip(" ()")) for part in parts]
    return tuple(dict.fromkeys(each for each in known if each)) if known and all(known) else ()


def _lower(text: str) -> str:
    """Positions are written with a small letter; abbreviations stay."""
    if len(text) > 1 and text[1].islower():
        return text[0].lower() + text[1:]
    if text.isupper() and fold(text) in TEACHING:
        return text.lower()
    return text


def subjects_of(text: str) -> tuple[str, ...]:
    """A list of subjects: «;», line breaks and commas part them."""
    parts = re.split(r"\s*[;\n]\s*", text.strip()) if re.search(r"[;\n]", text.strip()) else re.split(r"\s*,\s*", text)
    found: dict[str, str] = {}
    for part in parts:
        clean = " ".join(part.split()).strip(" .,;")
        if clean:
            found.setdefault(fold(clean), _lower(clean))
    return tuple(found.values())
