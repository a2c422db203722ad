"""What is said beside a figure that is not the computed one: who entered it and why, what moved, what is closed."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ..core.dates import format_date
from ..core.numbers import rounded
from .alternatives import alternative
from .compute import Result
from .given import ClosedYear, Entered, Number
from .overrides import counted, moved
from .profiles import exact
from .versions import Version
from .wording import number


def figure_words(numerator: Number | None, base: Number | None, value: Fraction | None, unit: str) -> str:
    """«78,4 % (69 из 88)», «12 чел.», «4 из 4», «нет данных»."""
    parts = "" if numerator is None or base is None else f"{number(numerator)} из {number(base)}"
    if value is None:
        return parts or ("нет данных" if numerator is None else number(numerator))
    if unit == "%":
        return f"{rounded(value, 1)}\u00a0%" + (f" ({parts})" if parts else "")
    if parts:
        return f"{rounded(value, 1)}\u00a0% ({parts})"
    return f"{number(value)}\u00a0{unit}".strip()


def closed_words(year: ClosedYear) -> str:
    """«закрыт 15.01.2023, ред. 1»."""
    return f"закрыт {format_date(year.closed_on)}, ред. {year.revision}"


def now_words(result: Result) -> str:
    """«сейчас было бы 81,2 % (71 из 88)»; «» when the year is open or nothing moved."""
    now = result.computed
    if result.closed is None or (now.numerator, now.base, now.value) == (result.numerator, result.base, result.value):
        return ""
    return f"сейчас было бы {figure_words(now.numerator, now.base, now.value, result.unit)}"


def entered_words(result: Result, entered: Entered, places: Mapping[int, str]) -> str:
    """«Школа № 1: 4 из 4 вместо 3 из 4: диплом внесён в январе (приказ № 5), выборка 40»."""
    own = entered.figure(result.kind, counted(result, entered.organization)[1])
    where = "" if entered.organization is None else f"{places.get(entered.organization, 'организация')}: "
    text = f"{where}введено {figure_words(own.numerator, own.base, own.value, result.unit)}"
    numbers = counted_then(entered) if result.closed else counted(result, entered.organization)
    if numbers[0] is not None:
        text += f" вместо {figure_words(*numbers, result.unit)}"
    text += f": {entered.reason.strip().rstrip('.')}"
    about = [entered.document] if entered.document else []
    if entered.is_sample:
        about.append(f"выборочный метод, {entered.sample_size or '?'} чел.")
    if entered.is_sample and entered.organization is not None:
        about.append("в сумму по району не входит")
    return f"{text} ({'; '.join(about)})" if about else text


def counted_then(entered: Entered) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    """What the registers gave when the value was entered."""
    numerator, base, value = (None if each is None else exact(each) for each in entered.computed)
    return numerator, base, value


def moved_words(result: Result, entered: Entered) -> str:
    """«расчёт изменился с 78,4 до 81,2»; «» while it stands as when the value was entered."""
    change = moved(result, entered)
    if change is None:
        return ""
    before, after = ("нет данных" if each is None else rounded(each, 1).removesuffix(",0") for each in change)
    return f"расчёт изменился с {before} до {after}"


def target_notes(result: Result) -> list[str]:
    """Whose target it is when it is not the order's, and its tolerance."""
    target = result.target
    if target is None or not target.is_own:
        return []
    printed = result.indicator.target(result.period.year)
    stated = f" вместо напечатанной в приказе ({printed.stated})" if printed is not None and printed.stated else ""
    tolerance = f", допуск {number(target.tolerance)}" if target.tolerance else ""
    return [f"цель района{stated}{tolerance}"]


def method_words(result: Result) -> str:
    """What is said of the definition behind the figure, of a closed year what was said then; «» for the shipped."""
    if result.closed is not None:
        return result.closed.methods.get(result.id, "")
    return "" if result.method is None else method_said(result.id, result.method)


def method_said(indicator: str, method: Version) -> str:
    """«прочтение приказа: от всех – так согласовано (приказ № 5)», «методика с 2026 года – решение совета»."""
    reading = alternative(indicator, method.reading) if method.reading else None
    head = f"прочтение приказа: {reading.title}" if reading else f"методика {method.title()}"
    paper = f" ({method.document})" if method.document else ""
    broken = f"; не читается: {method.problem}" if method.problem else ""
    return f"{head} – {method.note.strip().rstrip('.')}{paper}{broken}"


def notes(result: Result, places: Mapping[int, str]) -> list[str]:
    """All that is to be said beside one figure, each a sentence without its point."""
    said = [method_words(result)]
    if result.target is not None and result.target.why:
        said.append(f"нельзя оценить: {result.target.why}")
    for entered in result.entered:
        said += [entered_words(result, entered, places), moved_words(result, entered)]
    if result.closed is not None and (now := now_words(result)):
        said.append(f"{closed_words(result.closed)}; {now}")
    said += target_notes(result)
    return [each[0].upper() + each[1:] for each in said if each]
