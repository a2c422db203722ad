"""Values as foreign tables write them (DOMAIN §9.1): placeholders, dates, hours, numbers, education, categories.

Every reader returns the value, or raises BadValue with a Russian reason when the cell is impossible or ambiguous.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ..core.dates import MONTHS_GENITIVE
from ..core.kinds import BadValue
from ..core.text import fold
from .cells import Cell, CellError
from .plan import shown_whole

_BLANK = {
    "", "-", "--", "---", "нет", "не имеет", "отсутствует", "отсутствуют", "без степени", "без звания", "нет данных",
    "информация в стадии заполнения", "информация отсутствует", "не указано", "не указана", "не имеется", "н/д",
    "не имеет ученого звания", "не имеет ученой степени", "сведения отсутствуют", "данные отсутствуют", "x", "х", "..",
    ". .", ". . .", ".", "…", "?", "/", "нет информации", "в стадии заполнения", "не предусмотрено", "нет сведений",
    "#н/д", "0.00.0000", "_",
}  # fmt: skip
_IN_WORK = re.compile(r"(информаци|сведени|данн)\w+ (находятся )?(в стадии|отсутств|обновля|уточня|в процессе)")
_LONGEST_BLANK = 60
_FIRST_SERIAL, _LAST_SERIAL = 14_611, 73_050  # 1940 and 2100 as Excel counts days
_EPOCH = date(1899, 12, 30)
_DATE = re.compile(r"(?<!\d)(\d{1,2})([./\\-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_RANGE = re.compile(r"(?<![\d.])(\d{1,2})(?:\.(\d{1,2}))?\s*[-–—]\s*(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+)?(?!\d)")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[./](\d{1,2})[./](\d{1,2})(?!\d)")
_MONTHS = {name[:3]: number for number, name in enumerate(MONTHS_GENITIVE, start=1)}
_MONTHS["май"] = 5
_WORDED = re.compile(
    r"(?:(?<!\d)(\d{1,2})\s+)?\b(янв|фев|мар|апр|мая|май|июн|июл|авг|сен|окт|ноя|дек)[а-я]*\.?,?\s+(\d{4})(?!\d)"
)
_NUMERIC_MONTH = re.compile(r"(\d{1,2})[./](\d{4})")
_YEAR = re.compile(r"(?<!\d)(19[3-9]\d|20\d\d)(?!\d)")
_YEAR_TAIL = re.compile(r"\s*(г|г\.|год|года)$")
_HOURS = re.compile(
    r"(?:(?:в )?(?:объ?еме?|кол-во)\s*)?(\d{1,4})(?:[.,]0+)?\s*(?:ак\.?|акад\.?|академич\w*\.?|уч\.?)?\s*"
    r"(?:ч|ч\.|час|часа|часов|час\.)?"
)
_EXPECTED = "нужна существующая дата дд.мм.гггг"


@dataclass(frozen=True, slots=True)
class Day:
    """A date and how exactly it was given: «day», «month» or «year» (then the last day of it stands here)."""

    on: date
    precision: str = "day"


def is_blank(cell: Cell) -> bool:
    """Empty, or one of the ways to say that nothing is known."""
    if cell is None:
        return True
    if isinstance(cell, str):
        text = fold(cell)
        if not text.strip("-_ .…"):
            return True
        return len(text) < _LONGEST_BLANK and (text.rstrip(" .") in _BLANK or bool(_IN_WORK.match(text)))
    return False


def text_of(cell: Cell) -> str | None:
    """A text without line breaks and double spaces; None when blank."""
    if is_blank(cell):
        return None
    if isinstance(cell, CellError):
        raise BadValue(f"в ячейке ошибка «{cell}» вместо значения")
    return " ".join(shown_whole(cell).split()) or None


def day_of(cell: Cell) -> Day | None:
    """A date cell, a serial number, дд.мм.гггг, «25 марта 2021 г.», «дек. 2024», «2021»."""
    if is_blank(cell):
        return None
    if isinstance(cell, datetime):
        return Day(cell.date())
    if isinstance(cell, date):
        return Day(cell)
    if isinstance(cell, bool | CellError):
        raise BadValue(_EXPECTED)
    if isinstance(cell, int | float):
        return _numeric(float(cell))
    text = fold(str(cell))
    if text.replace(",", ".").replace(".0", "").isdecimal():
        return _numeric(float(text.replace(",", ".")))
    found = days_in(text)
    if len(found) != 1:
        raise BadValue(_EXPECTED if not found else "в ячейке несколько дат")
    return found[0]


def days_in(text: str) -> list[Day]:
    """All dates of a text, in their order; years alone only when there is nothing better."""
    text = _RANGE.sub(_both_ends, fold(text))
    found: list[tuple[int, Day]] = []
    for pattern, reader in (
        (_ISO, _year_first), (_YEAR_FIRST, _year_first), (_DATE, _day_first), (_WORDED, _worded),
    ):  # fmt: skip
        for match in pattern.finditer(text):
            found.append((match.start(), reader(match)))
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    if not found and (month := _NUMERIC_MONTH.fullmatch(_YEAR_TAIL.sub("", text.strip()))):
        return [_end_of_month(int(month.group(2)), int(month.group(1)))]
    if not found:
        return [Day(date(int(match.group(1)), 12, 31), "year") for match in _YEAR.finditer(text)]
    return [day for _, day in sorted(found, key=lambda item: item[0])]


def _numeric(number: float) -> Day:
    if number == int(number) and 1930 <= number <= 2100:
        return Day(date(int(number), 12, 31), "year")
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return Day(_EPOCH + timedelta(days=int(number)))
    raise BadValue(_EXPECTED)


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BadValue(f"такого дня нет: {day:02}.{month:02}.{year}") from None


def _year_first(match: re.Match[str]) -> Day:
    return Day(_real(*map(int, match.groups()[:3])))


def _day_first(match: re.Match[str]) -> Day:
    separator = match.group(2)
    day, month, year = (int(match.group(at)) for at in (1, 3, 4))
    if len(match.group(4)) == 2:
        if day <= 12 or month > 12:
            raise BadValue(f"«{match.group()}» можно понять по-разному: укажите год четырьмя цифрами, день первым")
        year += 2000 if year < 70 else 1900
    elif separator in "/\\" and day <= 12 and month <= 12 and day != month:
        raise BadValue(f"«{match.group()}» можно понять по-разному: запишите дату как дд.мм.гггг")
    return Day(_real(year, month, day))


def _both_ends(match: re.Match[str]) -> str:
    """«01-15.02.2024» → «01.02.2024 - 15.02.2024»"""
    first, first_month, last, month, year = match.groups()
    return f"{first}.{first_month or month}.{year} - {last}.{month}.{year}"


def _worded(match: re.Match[str]) -> Day:
    day, month, year = match.groups()
    number = _MONTHS[month]
    return Day(_real(int(year), number, int(day))) if day else _end_of_month(int(year), number)


def _end_of_month(year: int, month: int) -> Day:
    if not 1 <= month <= 12:
        raise BadValue(_EXPECTED)
    following = date(year + month // 12, month % 12 + 1, 1)
    return Day(following - timedelta(days=1), "month")


def hours_of(cell: Cell) -> int | None:
    """72, «72 ч.», «72,0»; a fraction or several numbers are asked about."""
    if is_blank(cell):
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if cell == int(cell) and 0 <= cell <= 9999:
            return int(cell)
        raise BadValue("число часов должно быть целым")
    if found := _HOURS.fullmatch(fold(shown_whole(cell))):
        return int(found.group(1))
    raise BadValue("нужно целое число часов, например 72")


def number_of(cell: Cell) -> float | None:
    """1, «0,5», «0.5 ст.»"""
    if is_blank(cell):
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    found = re.fullmatch(r"(\d{1,2}(?:[.,]\d{1,3})?)\s*(?:ст|ставк\w*)?\.?", fold(shown_whole(cell)))
    if found is None:
        raise BadValue("нужно число, например 0,5")
    return float(found.group(1).replace(",", "."))


def year_of(cell: Cell) -> int | None:
    """A year of graduation: 1999, «1999 г.», a date."""
    day = day_of(cell)
    return day.on.year if day else None


def sex_of(cell: Cell) -> str | None:
    if is_blank(cell):
        return None
    text = fold(shown_whole(cell)).rstrip(".")
    if text in ("м", "муж", "мужской", "m", "мужчина"):
        return "m"
    if text in ("ж", "жен", "женский", "f", "женщина"):
        return "f"
    raise BadValue("нужно «м» или «ж»")


def is_main_of(cell: Cell) -> bool | None:
    """«основной работник» or «внешний совместитель»."""
    if cell is None or isinstance(cell, bool):
        return cell
    text = fold(shown_whole(cell))
    if text in ("да", "нет"):
        return text == "да"
    if "совмест" in text:
        return False
    if text.startswith(("основн", "штат", "постоян")):
        return True
    if is_blank(cell):
        return None
    raise BadValue("нужно «основное» или «совместительство»")


_EDUCATION: tuple[tuple[str, str], ...] = (
    ("secondary?", r"неоконч|незаконч|студент|обучается"),
    ("higher", r"высш|бакалавр|магистр|специалитет|аспирант|ординатур|университет|\bвуз\b|\bво\b"),
    ("vocational", r"ср(едн)?\w*.{0,3}(проф|спец|техн|пед)|\bспо\b|колледж|техникум|училищ|начальн\w* проф|\bнпо\b"),
    ("secondary", r"средн\w*( \(полное\)|полное)?( общее)?( образование)?$|среднее общее"),
)  # fmt: skip


def education_of(text: str) -> str | None:
    """The code of EDUCATION that a text names, the highest of several; None when it names none."""
    folded = fold(text)
    for code, pattern in _EDUCATION:
        if re.search(pattern, folded):
            if code.endswith("?"):
                raise BadValue("обучение не окончено: укажите уровень оконченного образования")
            return code
    return None


_CATEGORY: tuple[tuple[str, str], ...] = (
    ("none", r"без (квалификационной )?категории|не имеет|^нет\b|отсутств|\bб/?к\b|не аттестован|без кв"),
    ("highest", r"высш|\bвкк\b|^в$|\bвк\b"),
    ("first", r"перв|\b1 ?(кк|кв|-?я|кат)|^1$|^i$|\bi (кв|кат)|\bпкк\b|^пк$"),
    ("compliance", r"соответств|\bсзд\b|^сд$|\bсоотв"),
)  # fmt: skip


def is_honoured(text: str) -> bool:
    """педагог-методист and педагог-наставник: granted to holders of высшая only, an addition to it."""
    return bool(re.search(r"педагог.?(методист|наставник)", fold(text)))


def category_of_text(text: str) -> str | None:
    """The code of QUALIFICATION that a text names; BadValue for «вторая» and for two at once."""
    folded = fold(text)
    if is_honoured(text):
        return "highest"
    if re.search(r"втор(ая|ой|ую)|\b2 ?(кк|кв|-?я)|^2$|^ii$", folded):
        raise BadValue("вторая категория отменена: укажите действующую категорию")
    found = [code for code, pattern in _CATEGORY if re.search(pattern, folded)]
    if found[:1] == ["none"] and len(found) > 1:
        found = found[1:] if "соответств" in folded and found[1:] == ["compliance"] else found[:1]
    if len(found) > 1:
        raise BadValue("названы две категории: оставьте действующую")
    return found[0] if found else None
