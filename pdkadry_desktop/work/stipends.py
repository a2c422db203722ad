"""Who gets which stipend in a month, by which rule and why; what the order leaves open is a question, never a guess.

Money is exact (``Fraction`` of roubles). Nothing here reads the base.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from ..core.dates import add_months, format_date
from ..core.numbers import rounded
from ..core.text import fold

State = Literal["question", "entitled", "no"]
Ask = Literal["months", "rounding", "success"]  # questions that one answer settles for many
_FRESH = 8  # months after a session during which it decides
_SHORT_STUDY = 1000  # days: a study that ends within its third year has no third course
_TENTH = Fraction(1, 10)
_BARE = ("", "педагогическое образование", "педагогическое образование с двумя профилями подготовки")
_WORD = re.compile(r"[а-яa-z]+")
_ENDINGS = "аеиоуыьйяюё"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of an order, as it is in force since a day; lines of one ``measure`` differ by the band of the score."""

    id: int
    measure: str
    position: int
    kind: str
    amount: Fraction
    starts_on: date
    ends_on: date | None = None
    fund: str = ""
    course_from: int | None = None
    is_last_year: bool = False
    is_targeted: bool = False
    forms: tuple[str, ...] = ()
    education: str | None = None
    degrees: tuple[str, ...] = ()
    specialities: tuple[str, ...] = ()
    score_from: Fraction | None = None
    score_to: Fraction | None = None
    rounding: str | None = None
    months: frozenset[int] = frozenset()
    month_count: int | None = None
    condition: str = ""
    by_success: bool = False

    @property
    def has_band(self) -> bool:
        return self.score_from is not None or self.score_to is not None

    def holds(self, score: Fraction) -> bool:
        """Whether a score stands in the band; both bounds belong to it."""
        return (self.score_from is None or self.score_from <= score) and (
            self.score_to is None or score <= self.score_to
        )


@dataclass(frozen=True, slots=True)
class Session:
    """The result of a session; ``course`` as it was then."""

    on: date
    score: Fraction | None = None
    course: int | None = None
    is_successful: bool | None = None


@dataclass(frozen=True, slots=True)
class Student:
    """What the rules ask about. ``score`` is that of the card, without a date."""

    id: int
    name: str
    starts_on: date
    ends_on: date | None = None
    status: str = "studying"
    has_contract: bool = True
    education: str | None = None
    speciality: str = ""
    form: str | None = None
    score: Fraction | None = None
    sessions: tuple[Session, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a student gets in a month by one measure. ``amount`` is known when the rule is, even if a question is left.

    ``asks``: which of the questions of ``Ask`` are among those left.
    """

    state: State
    why: str
    rule: Rule | None = None
    amount: Fraction | None = None
    asks: tuple[Ask, ...] = ()


def roubles(amount: Fraction) -> str:
    """«18 000» or «1500,50»."""
    return rounded(amount, 0 if amount.denominator == 1 else 2)


def score_words(score: Fraction) -> str:
    """«3,9», «3,95»: as many digits as the score has, at least one."""
    digits = next((count for count in range(1, 6) if (score * 10**count).denominator == 1), 6)
    return rounded(score, digits)


def course_on(student: Student, day: date) -> int:
    """The course by the latest session that names one before the day, else by the start of the study."""
    known = [each for each in student.sessions if each.course is not None and each.on <= day]
    if known:
        latest = max(known, key=lambda each: each.on)
        return (latest.course or 0) + _study_year(day) - _study_year(latest.on)
    if student.starts_on.month >= 7:  # the intake of an autumn, whatever day its order names
        return _study_year(day) - student.starts_on.year + 1
    whole = (day.year - student.starts_on.year) * 12 + day.month - student.starts_on.month
    return whole // 12 + 1


def _study_year(day: date) -> int:
    return day.year if day.month >= 9 else day.year - 1


def in_force(rules: Iterable[Rule], month: date) -> list[Rule]:
    """The lines that hold on the first day of a month; of two versions of one line the newer."""
    newest: dict[tuple[str, int], Rule] = {}
    for rule in sorted(rules, key=lambda each: each.starts_on):
        if rule.starts_on <= month and (rule.ends_on is None or month <= rule.ends_on):
            newest[rule.measure, rule.position] = rule
    return sorted(newest.values(), key=lambda each: (each.measure, each.position))


def judge(student: Student, rules: Sequence[Rule], month: date) -> Verdict | None:
    """What one measure (its ``rules`` in force) gives in the month that begins on ``month``.

    None: nothing to say – the student does not study in that month or nothing is paid in it.
    """
    rules = [rule for rule in rules if not rule.months or month.month in rule.months]
    if not rules or not _studies(student, month):
        return None
    asked = {rule.id: _admission(student, rule, month) for rule in rules}
    refused = next((no for no, _ in asked.values() if no), "")
    rules = [rule for rule in rules if not asked[rule.id][0]]
    if not rules:
        return Verdict("no", refused)
    rule, why = rules[0], ""
    if any(each.has_band for each in rules):
        found, why = _by_score(student, [each for each in rules if each.has_band], month)
        if found == "no":
            return Verdict("no", why)
        if not isinstance(found, Rule):
            return Verdict("question", _joined(why, *asked[rule.id][1]), asks=("rounding",) if found == "gap" else ())
        rule = found
    questions, asks = list(asked[rule.id][1]), list[Ask]()
    if rule.by_success:
        no, question, said = _success(rule, deciding(student.sessions, month))
        if no:
            return Verdict("no", no)
        questions += [question] if question else []
        asks += ["success"] if question else []
        why = _joined(why, said)
    if not rule.months:
        questions.append(_months_open(rule))
        asks.append("months")
    why = _joined(why, f"{course_on(student, month)}-й курс")
    if questions:
        return Verdict("question", _joined(*questions, why), rule, rule.amount, tuple(asks))
    return Verdict("entitled", why, rule, rule.amount)


def deciding(sessions: Iterable[Session], month: date) -> Session | None:
    """The session that decides: the last one that ended in an earlier month, not more than eight months ago."""
    earliest = add_months(month, -_FRESH)
    ended = [each for each in sessions if earliest <= each.on.replace(day=1) < month]
    return max(ended, key=lambda each: each.on, default=None)


def _studies(student: Student, month: date) -> bool:
    if student.starts_on > add_months(month, 1) - timedelta(days=1):
        return False
    return student.ends_on is None or student.ends_on >= month


def _admission(student: Student, rule: Rule, month: date) -> tuple[str, list[str]]:
    """Why the line is not for the student («» when it may be), and what is not known."""
    questions: list[str] = []
    if student.status in ("expelled", "cancelled") and (student.ends_on is None or rule.is_last_year):
        return ("отчислен" if student.status == "expelled" else "договор расторгнут"), []
    if rule.is_targeted and not student.has_contract:
        return "нет целевого договора", []
    if student.ends_on is None and student.status in ("graduated", "employed"):
        questions.append("окончил, а дата окончания обучения не указана")
    if rule.education and student.education is None:
        questions.append("уровень образования не указан")
    elif rule.education and student.education != rule.education:
        return "другой уровень образования", []
    if rule.forms and student.form is None:
        questions.append("форма обучения не указана")
    elif rule.forms and student.form not in rule.forms:
        return "другая форма обучения", []
    if rule.specialities:
        fits = speciality_fits(student.speciality, rule.specialities)
        if fits is None:
            questions.append("профиль специальности не указан")
        elif not fits:
            return f"специальность «{student.speciality}» не из перечня", []
    course = course_on(student, month)
    if rule.course_from is not None and course < rule.course_from:
        is_short = student.ends_on is not None and (student.ends_on - student.starts_on).days < _SHORT_STUDY
        if not (is_short and student.education == "higher" and "магистратура" in rule.degrees):
            return f"{course}-й курс, а платят с {rule.course_from}-го", []
        questions.append(
            f"обучение короче трёх лет (магистратура?), а платят с {rule.course_from}-го курса: "
            "если курс считают сквозным, укажите его в успеваемости"
        )
    if rule.is_last_year and student.ends_on is None and course == 1:
        return "1-й курс: год не последний", []
    if rule.is_last_year and student.ends_on is None:
        questions.append("нет даты окончания обучения: последний ли это год")
    elif rule.is_last_year and student.ends_on is not None:
        last = course_on(student, student.ends_on - timedelta(days=1))
        if course != last:
            return f"{course}-й курс из {last}: год не последний", []
    return "", questions


def speciality_fits(speciality: str, wanted: Sequence[str]) -> bool | None:
    """Whether one of the named subjects stands in the speciality in any case form; None when it names no subject."""
    words = _WORD.findall(fold(speciality))
    if " ".join(words) in _BARE:
        return None
    return any(
        all(any(word.startswith(stem) for word in words) for stem in map(_stem, _WORD.findall(fold(subject))))
        for subject in wanted
    )


def _stem(word: str) -> str:
    """«математика» → «математик», «иностранный» → «иностранн»: what is left without the ending."""
    return word.rstrip(_ENDINGS)


Found = Rule | Literal["no", "open", "gap"]  # a line, a refusal, a question, the question how to round


def _by_score(student: Student, rules: Sequence[Rule], month: date) -> tuple[Found, str]:
    """The line whose band holds the score, with why; no line: why there is none or what is asked.

    A row that only confirms a successful study is no session that gave a score.
    """
    scored = [each for each in student.sessions if each.score is not None or each.is_successful is None]
    session = deciding(scored, month)
    if session is not None:
        score, where = session.score, f"сессия {format_date(session.on)}"
        if score is None:
            return "open", f"балл не указан: {where}"
    elif scored:
        return "open", f"нет итогов сессии за {_FRESH} месяцев до месяца выплаты"
    else:
        score, where = student.score, "балл из карточки, сессия не указана"
        if score is None:
            return "open", "нет итогов сессии и среднего балла"
    said = f"балл {score_words(score)} ({where})"
    found = [rule for rule in rules if rule.holds(score)]
    if len(found) == 1:
        return found[0], f"{said} – строка {band(found[0])}"
    if found:
        return "open", f"{said} подходит нескольким строкам: {', '.join(map(band, found))}"
    least = min((rule.score_from for rule in rules if rule.score_from is not None), default=None)
    most = max((rule.score_to for rule in rules if rule.score_to is not None), default=None)
    if least is not None and score < least:
        return "no", f"{said}: ниже {score_words(least)} не платят"
    if most is not None and score > most:
        return "open", f"{said} выше {score_words(most)}: проверьте балл"
    return _rounded_into(rules, score, said)


def _rounded_into(rules: Sequence[Rule], score: Fraction, said: str) -> tuple[Found, str]:
    """A score between two bands: the order does not say; only the rounding that was set decides."""
    ways = {rule.rounding for rule in rules}
    way = ways.pop() if len(ways) == 1 else None
    gap = f"{said} не попал ни в одну строку: {', '.join(map(band, rules))}"
    if way is None:
        return "gap", f"{gap}. Решите, как округлять"
    tenths = math.floor(score * 10 + (Fraction(1, 2) if way == "nearest" else 0))
    near = tenths * _TENTH
    found = [rule for rule in rules if rule.holds(near)]
    if len(found) != 1:
        return "open", f"{gap}. Округлённый до {score_words(near)} – тоже"
    how = "округлён" if way == "nearest" else "без сотых"
    return found[0], f"{said} {how} до {score_words(near)} – строка {band(found[0])}"


def band(rule: Rule) -> str:
    """«3,7–3,9»."""
    low = score_words(rule.score_from) if rule.score_from is not None else "0"
    return f"{low}–{score_words(rule.score_to)}" if rule.score_to is not None else f"от {low}"


def _success(rule: Rule, session: Session | None) -> tuple[str, str, str]:
    """A refusal, a question, what is said: which of them holds."""
    condition = rule.condition or "успешное обучение"
    if session is None or session.is_successful is None:
        return "", f"подтвердите: {condition}", ""
    if not session.is_successful:
        return f"сессия {format_date(session.on)}: обучение не успешное", "", ""
    return "", "", f"обучение успешное (сессия {format_date(session.on)})"


def _months_open(rule: Rule) -> str:
    if rule.month_count is None:
        return "приказ не называет месяцев выплаты: задайте их"
    whole = roubles(rule.amount * rule.month_count)
    return f"приказ говорит «{rule.month_count} месяцев» (за год {whole}\u00a0₽), но не называет их: задайте месяцы"


def _joined(*texts: str) -> str:
    return "; ".join(text for text in texts if text)
