"""What the page of indicators reads on the base's thread, and how figures are said on it. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ...core.dates import Period, format_date
from ...core.text import counted
from ...indicators.compute import Result, compute
from ...indicators.definition import Part
from ...indicators.members import Clicked, groups
from ...indicators.profiles import Profile, load_profile
from ...indicators.tally import Occurrence, subject_register
from ...indicators.versions import Methods, methods_of, with_own
from ...indicators.wording import shown_target, shown_value, status_word
from ...plan.storing import tracked_rows
from ...registers import REGISTERS
from ...reports.facts import given_facts
from ...storage import query
from ...storage.database import Database
from ..places import Place
from ..tables.indicator_model import counted_from, name_of
from ..tokens import Tone
from ..widgets.figure_tile import MAX_YEARS, Figure

CHUNK = 6  # indicators of a past year computed in one slice of background work
_FORMS = ("показатель", "показателя", "показателей")
_ROLES: tuple[tuple[Clicked, str], ...] = (
    ("numerator", "Числитель"),
    ("base_only", "Только в базе"),
    ("base", "Вся база"),
    ("unknown", "Не заполнено"),
    ("excluded", "Исключено"),
)
FILTERS: dict[str, tuple[str, Callable[[Result], bool]]] = {
    "all": ("Все", lambda _: True),
    "failed": ("Не выполнено", lambda result: result.met is False),
    "no_data": ("Нет данных", lambda result: result.status != "ok"),
    "unknown": ("Есть незаполненные", lambda result: result.unknown > 0),
}


@dataclass(frozen=True)
class Snapshot:
    """All figures of one moment; ``organizations``: record id → how it is called for short."""

    profile: Profile
    period: Period
    results: tuple[Result, ...]
    organizations: dict[int, str]
    plan: Sequence[Occurrence]
    points: dict[tuple[str, str], str]  # (track, number) of a point of the plan → what it says
    is_empty: bool
    methods: Methods  # which definition counts in which year

    def result(self, name: str) -> Result | None:
        return next((each for each in self.results if each.id == name), None)


@dataclass(frozen=True)
class MemberList:
    """The records behind one number: as many as the button says."""

    role: Clicked
    label: str
    register: str
    ids: frozenset[int]

    def words(self) -> str:
        """«Числитель: 136 человек»."""
        return f"{self.label}: {counted(len(self.ids), *REGISTERS[self.register].forms_of_count)}"

    def place(self, result: Result, about: str = "") -> Place:
        """The register's own list of exactly these records."""
        parts = ", ".join(part for part in (self.label.lower(), about, moment(result)) if part)
        counted_of = result.definition.counting.parts if result.definition else ()
        is_asked = self.register in map(asked_register, counted_of)  # «Почему?» is answered about such records
        title = f"{result.id}: {parts}"
        return Place(f"register:{self.register}", only=self.ids, title=title, detail=result.id if is_asked else None)


@dataclass
class PastYears:
    """Values of earlier years as they come from the background; a year in which nothing was counted stays blank."""

    values: dict[int, dict[str, Fraction | None]] = field(default_factory=dict)

    def add(self, year: int, found: dict[str, Fraction | None]) -> None:
        self.values.setdefault(year, {}).update(found)

    def of(self, result: Result) -> tuple[tuple[str, Fraction | None], ...]:
        """Up to five years, the last one is that of the figure; empty while nothing is known of the past."""
        year = result.period.year
        past = [(each, self._value(each, result.id)) for each in range(year - MAX_YEARS + 1, year)]
        while past and past[0][1] is None:
            past.pop(0)
        if not past:
            return ()
        return tuple((str(each), value) for each, value in [*past, (year, result.value)])

    def _value(self, year: int, name: str) -> Fraction | None:
        known = self.values.get(year, {})
        return known.get(name) if any(known.values()) else None


def read(db: Database, profile_id: str, period: Period) -> Snapshot:
    """Computes everything the page shows at once."""
    profile = with_own(db, load_profile(profile_id), period.year)
    given = given_facts(db, profile, period.end)
    results = tuple(compute(db, profile, period, given=given))
    places = query.rows(db, query.Query("organizations"), ["short_name", "name"])
    nobody = not query.count(db, query.Query("teachers")) and not query.count(db, query.Query("organizations"))
    return Snapshot(
        profile=profile,
        period=period,
        results=results,
        organizations={each.id: each.values[0] or each.values[1] for each in places},
        plan=given.plan,
        points=_points(db, profile, period) if any(map(_of_plan, results)) else {},
        is_empty=nobody and not any(each.base or each.numerator for each in results),
        methods=methods_of(db, profile_id).knowing(given.closed),
    )


def _of_plan(result: Result) -> bool:
    return result.definition is not None and result.definition.counting.plan_track is not None


def _points(db: Database, profile: Profile, period: Period) -> dict[tuple[str, str], str]:
    return {(row.track, row.no): row.title for row in tracked_rows(db, profile, period.end)}


def chunks(profile: Profile) -> list[Profile]:
    """The profile in pieces small enough for the background."""
    starts = range(0, len(profile.indicators), CHUNK)
    return [replace(profile, indicators=profile.indicators[start : start + CHUNK]) for start in starts]


def year_values(db: Database, profile: Profile, year: int) -> dict[str, Fraction | None]:
    """The value of each indicator of a (part of a) profile at the end of an earlier year."""
    period = Period.of_year(year)
    found = compute(db, profile, period, given=given_facts(db, profile, period.end))
    return {each.id: each.value for each in found}


def lists(
    db: Database, result: Result, roles: Sequence[Clicked] = (), organization: int | None = None, key: str | None = None
) -> list[MemberList]:
    """The lists behind a figure, from the very members it counted; empty ones only for the numerator.

    One list per register and part of the definition, because an id means a record of one register.
    """
    tally = result.tally
    if tally is None:
        return []
    made: list[MemberList] = []
    for role, label in _ROLES:
        if (roles and role not in roles) or (not tally.counting.has_base and role in ("base", "base_only")):
            continue
        if role == "numerator" and not tally.counting.has_base:
            label = "Посчитано"
        found = tally.members(role, organization, key)
        of_role = [
            MemberList(role, label, group.register, frozenset(group.ids))
            for part in range(len(tally.counting.parts))
            for group in groups(db, tally, [each for each in found if each.part == part])
            if group.register is not None
        ]
        if not of_role and role == "numerator" and tally.counting.parts:
            of_role.append(MemberList(role, label, asked_register(tally.counting.parts[0]), frozenset()))
        made += of_role
    return made


def asked_register(part: Part) -> str:
    """The register whose records are the members; pairs of values are shown by their record."""
    return subject_register(part) or part.register


# -- words --------------------------------------------------------------------------------------------------------


def moment(result: Result) -> str:
    """«на 31.12.2022»: the day the figure is taken for, which a definition may set itself."""
    period = result.definition.period(result.period) if result.definition else result.period
    return f"на {format_date(period.end)}"


def tone(result: Result) -> Tone:
    if result.met is None:
        return "warn" if result.target is not None and result.status == "ok" else "neutral"
    return "good" if result.met else "bad"


def detail(result: Result) -> str:
    """«69 из 88 · цель ≥ 80 % · не заполнено: 5»."""
    parts = [counted_from(result), target_words(result)]
    if result.unknown:
        parts.append(f"не\u00a0заполнено:\u00a0{result.unknown}")
    return " · ".join(part for part in parts if part)


def target_words(result: Result) -> str:
    """«цель ≥ 80 %», «цель – наличие», «цель – рост, нет базы сравнения»."""
    text = shown_target(result)
    if not text:
        return ""
    if result.target is None:
        return f"цель – {text}"
    if result.target.value is None:
        return f"цель – рост, {text}" if result.target.op == "growth" else f"цель – {text}"
    return f"цель {text} (рост)" if result.target.op == "growth" else f"цель {text}"


def figure(result: Result, past: PastYears) -> Figure:
    """The tile of an indicator."""
    years = past.of(result)
    target = result.target.value if result.target else None
    return Figure(
        name=name_of(result),
        value=shown_value(result),
        detail=detail(result),
        status=status_word(result),
        tone=tone(result),
        number=result.id,
        years=tuple((label, None if value is None else float(value)) for label, value in years),
        target=None if target is None else float(target),
    )


def summary(snapshot: Snapshot, is_short: bool = False) -> str:
    """«14 показателей · выполнено 9 из 12 с целью · на 31.12.2022»; short: without how many there are in all."""
    results = snapshot.results
    parts = [] if is_short else [counted(len(results), *_FORMS)]
    aimed = [each for each in results if each.target is not None or each.kind == "presence"]
    if aimed:
        met = f"выполнено {sum(each.met is True for each in aimed)} из {len(aimed)}"
        parts.append(met if is_short else f"{met} с целью")
    elif results:
        parts.append("цели не заданы")
    parts.append(f"на {format_date(snapshot.period.end)}")
    return " · ".join(parts)


def by_section(results: Sequence[Result]) -> list[tuple[str, list[Result]]]:
    """Runs of one section in the order of the document."""
    runs: list[tuple[str, list[Result]]] = []
    for each in results:
        if not runs or runs[-1][0] != each.indicator.section:
            runs.append((each.indicator.section, []))
        runs[-1][1].append(each)
    return runs
