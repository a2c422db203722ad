"""The words of terms in all their cases: months, weekdays, numerals, units of time and the small words between them."""

from __future__ import annotations

MONTH_NAMES = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip


def _endings(text: str) -> list[str]:
    return text.split()


_ADJECTIVE = _endings("ый ая ое ого ой ом ую ые ых ым ыми ому")
_SOFT_ADJECTIVE = _endings("ий яя ее его ей ем юю ие их им ими ему")
_SOFT_NOUN = _endings("ь я е ю ем")
_MASCULINE = ["", *_endings("а у е ом ы ов ам ами ах")]
_FEMININE = ["", *_endings("а ы е у ой ам ами ах")]

# class of the word: (its value, the stem, the endings)
_FORMS: dict[str, list[tuple[int, str, list[str]]]] = {
    "month": [
        *((number, MONTH_NAMES[number - 1][:-1], _SOFT_NOUN) for number in (1, 2, 4, 6, 7, 9, 10, 11, 12)),
        *((number, MONTH_NAMES[number - 1], ["", "а", "у", "е", "ом"]) for number in (3, 8)),
        (5, "ма", ["й", "я", "е", "ю", "ем"]),
    ],
    "weekday": [
        (0, "понедельник", [*_MASCULINE, "и", "ов"]),
        (1, "вторник", [*_MASCULINE, "и"]),
        (2, "сред", _FEMININE[1:]),
        (3, "четверг", [*_MASCULINE, "и"]),
        (4, "пятниц", [*_FEMININE[1:], "ей"]),
        (5, "суббот", _FEMININE[1:]),
        (6, "воскресень", _endings("е я ю ем ям ями ях")),
    ],
    "ordinal": [
        (1, "перв", _ADJECTIVE),
        (2, "втор", [*_ADJECTIVE]),
        (3, "трет", _endings("ий ья ье ьего ьей ьем ью ьи ьих ьим ьему")),
        (4, "четверт", _ADJECTIVE),
        (5, "пят", _ADJECTIVE),
        (6, "шест", _ADJECTIVE),
        (7, "седьм", _ADJECTIVE),
        (8, "восьм", _ADJECTIVE),
        (9, "девят", _ADJECTIVE),
        (10, "десят", _ADJECTIVE),
        (-1, "последн", _SOFT_ADJECTIVE),
        (-2, "предпоследн", _SOFT_ADJECTIVE),
    ],
    "number": [
        (1, "од", _endings("ин на но ного ной ну ному ним")),
        (2, "дв", _endings("а е ух ум умя")),
        (3, "тр", _endings("и ех ем емя")),
        (4, "четыр", _endings("е ех ем")),
        *((number, stem, ["ь", "и", "ью"]) for number, stem in (
            (5, "пят"), (6, "шест"), (7, "сем"), (8, "восем"), (8, "восьм"), (9, "девят"), (10, "десят"),
            (11, "одиннадцат"), (12, "двенадцат"),
        )),
    ],
    "year_word": [(0, "год", [*_MASCULINE]), (0, "лет", [""]), (0, "г", ["", "г"])],
    "school": [
        (0, "учебн", [*_ADJECTIVE, ""]), (0, "уч", [""]), (0, "учеб", [""]), (0, "школьн", ["ый", "ого", "ом"]),
    ],
    "quarter": [(0, "квартал", _MASCULINE), (0, "кв", [""]), (0, "кварт", [""])],
    "half_year": [
        (0, "полугоди", _endings("е я и ю ем й ям ях")), (0, "полгод", ["а", "у", "е"]), (0, "полуг", [""]),
        (0, "полугод", [""]), (0, "полуго", [""]),
    ],
    "half": [(0, "половин", _FEMININE[1:])],
    "decade": [(0, "декад", _FEMININE)],
    "week": [(0, "недел", _endings("я и ю е ей ям ях ь")), (0, "нед", [""])],
    "month_word": [(0, "месяц", [*_MASCULINE, "ев", "ем"]), (0, "мес", [""])],
    "day": [(0, "д", _endings("ень ня ню нем не ни ней ням нями нях н")), (0, "сут", ["ки", "ок"])],
    "number_word": [(0, "числ", _endings("о а у е ам ах")), (0, "чис", _endings("ел л"))],
    "start": [(0, "начал", _endings("о а у е ом"))],
    "middle": [(0, "середин", _FEMININE[1:])],
    "end": [(0, "кон", _endings("ец ца цу це цом")), (0, "окончани", _endings("е я ю")), (0, "исход", ["е", "у"])],
    "times": [(0, "раз", ["", "а", "у"]), (0, "р", [""])],
    "every": [(0, "кажд", _ADJECTIVE)],
    "season": [
        (12, "зим", _FEMININE[1:6]), (12, "зимн", [*_SOFT_ADJECTIVE, "е"]),
        (3, "весн", _endings("а ы е у ой")), (3, "весенн", [*_SOFT_ADJECTIVE, "е"]),
        (6, "лет", ["о", "ом", "а", "у"]), (6, "летн", [*_SOFT_ADJECTIVE, "е"]),
        (9, "осен", ["ь", "и", "ью"]), (9, "осенн", [*_SOFT_ADJECTIVE, "е"]),
    ],
    "period": [(0, "период", _MASCULINE), (0, "сезон", _MASCULINE), (0, "срок", [*_MASCULINE, "и"])],
    "monthly": [(0, "ежемесячн", ["о", *_ADJECTIVE]), (0, "помесячно", [""])],
    "quarterly": [(0, "ежеквартальн", ["о", *_ADJECTIVE]), (0, "поквартально", [""])],
    "weekly": [(0, "еженедельн", ["о", *_ADJECTIVE]), (0, "понедельно", [""])],
    "daily": [(0, "ежедневн", ["о", *_ADJECTIVE]), (0, "ежесуточно", [""])],
    "half_yearly": [(0, "ежеполугод", ["но", "ично"]), (0, "раз-в-полугодие", [""])],
    "yearly": [(0, "ежегодн", ["о", *_ADJECTIVE])],
    "holidays": [(0, "каникул", ["ы", "", "ам", "ах"]), (0, "каникулярн", _ADJECTIVE)],
    "school_quarter": [(0, "четверт", _endings("ь и ью ей ям ях")), (0, "триместр", _MASCULINE)],
    "constant": [
        (0, word, [""]) for word in (
            "постоянно", "непрерывно", "регулярно", "систематически", "круглогодично", "бессрочно", "перманентно",
        )
    ],
    "from": [(0, "с", ["", "о"]), (0, "начиная", [""])],
    "to": [(0, "по", [""])],
    "until": [(0, "до", [""])],
    "towards": [(0, "к", ["", "о"])],
    "in": [(0, word, [""]) for word in ("в", "во", "на", "за")],
    "during": [(0, "течение", [""])],
    "whole": [(0, word, [""]) for word in ("весь", "всего", "всему", "всем", "целый", "целого", "круглый")],
    "current": [
        (0, "календарн", _ADJECTIVE), (0, "отчетн", _ADJECTIVE), (0, "нов", _ADJECTIVE),
        (0, "текущ", _SOFT_ADJECTIVE), (0, "соответствующ", _SOFT_ADJECTIVE),
    ],
    "next": [(0, "следующ", _SOFT_ADJECTIVE)],
    "working": [(0, "рабоч", _endings("ий его ем ие их им ей ему"))],
}  # fmt: skip
_SHORT = {
    "month": {
        "янв": 1, "фев": 2, "февр": 2, "мар": 3, "апр": 4, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "сент": 9,
        "сентяб": 9, "окт": 10, "октяб": 10, "ноя": 11, "нояб": 11, "дек": 12, "декаб": 12,
    },
    "weekday": {"пн": 0, "вт": 1, "ср": 2, "чт": 3, "пт": 4, "сб": 5, "вс": 6},
    "twice": {"однажды": 1, "единожды": 1, "дважды": 2, "трижды": 3, "четырежды": 4},
}  # fmt: skip

VOCABULARY: dict[str, tuple[str, int]] = {
    stem + ending: (kind, value)
    for kind, forms in _FORMS.items()
    for value, stem, endings in forms
    for ending in endings
} | {word: (kind, value) for kind, words in _SHORT.items() for word, value in words.items()}

ABBREVIATIONS = frozenset(
    word
    for words in (
        _SHORT["month"],
        _SHORT["weekday"],
        _endings("г гг уч учеб учебн кв кварт полуг полугод полуго нед мес дн р чис"),
    )
    for word in words
)
"""Words whose full stop belongs to them and separates nothing."""

ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_ROMAN_LETTERS = str.maketrans({"і": "i", "l": "i", "п": "ii", "ш": "iii", "у": "v"})
_MONTH_FORMS = tuple(
    (word, value) for word, (kind, value) in VOCABULARY.items() if kind == "month" and len(word) >= 4 and value != 5
)


def roman(word: str) -> int | None:
    """The value of a Roman numeral I–V, also when a scan wrote it with Cyrillic letters (І, П, Ш)."""
    return None if word in ("у", "l") else ROMAN.get(word.translate(_ROMAN_LETTERS))


def is_genitive(month: str) -> bool:
    """True for «октября», «марта»: the form after a day or a part of the month."""
    return month.endswith(("я", "а"))


def similar_months(word: str) -> tuple[int, ...]:
    """Months whose name differs from the word by one slip: a letter more, less, other, or two exchanged."""
    if len(word) < 4:
        return ()
    return tuple(sorted({value for form, value in _MONTH_FORMS if _one_slip(word, form)}))


def _one_slip(word: str, form: str) -> bool:
    if abs(len(word) - len(form)) > 1:
        return False
    head = 0
    while head < min(len(word), len(form)) and word[head] == form[head]:
        head += 1
    rest, wanted = word[head:], form[head:]
    if len(rest) == len(wanted):
        return rest[1:] == wanted[1:] or (rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:])
    return rest[1:] == wanted if len(rest) > len(wanted) else rest == wanted[1:]
