"""The chain diagnostics → route → course → repeated diagnostics as stages: with the gaps, and with what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..core.dates import add_months, format_date
from ..core.text import plural
from ..registers.development import Chain, Step, StepKind

TITLES: dict[StepKind, str] = {
    "diagnostics": "Диагностика", "route": "ИОМ", "course": "Курсы", "repeated": "Повторная диагностика",
}  # fmt: skip
_ORDER = tuple(TITLES)
REGISTER: dict[StepKind, str] = {
    "diagnostics": "diagnostics", "route": "ioms", "course": "courses", "repeated": "diagnostics",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a chain; ``step`` None: there is no record of it yet. ``gap``: time since the stage before."""

    kind: StepKind
    step: Step | None
    gap: str = ""

    @property
    def title(self) -> str:
        return TITLES[self.kind]

    @property
    def words(self) -> str:
        """«математика – 11 из 20», without the name of the stage; «нет» for a missing one."""
        if self.step is None:
            return "нет"
        said = self.step.words()
        for lead in (
            "повторная диагностика: ",
            "диагностика: ",
            "повторная диагностика – ",
            "диагностика – ",
            "курсы ",
        ):
            if said.startswith(lead):
                return said.removeprefix(lead)
        return "" if said in ("диагностика", "повторная диагностика") else said


def stages(chain: Chain) -> tuple[Stage, ...]:
    """The stages in time; what is missing stands where it belongs by its nature."""
    found: list[Stage] = []
    before: date | None = None
    for step in chain.steps:
        found.append(Stage(step.kind, step, gap_words(before, step.on) if before else ""))
        before = step.on
    for kind in _ORDER:
        if any(stage.kind == kind for stage in found):
            continue
        later = [place for place, stage in enumerate(found) if _ORDER.index(stage.kind) > _ORDER.index(kind)]
        found.insert(later[0] if later else len(found), Stage(kind, None))
    return tuple(found)


def gap_words(start: date, end: date) -> str:
    """«в тот же день», «через 17 дней», «через 3 месяца», «через 2 года»."""
    days = (end - start).days
    if days == 0:
        return "в тот же день"
    months = 0
    while add_months(start, months + 1) <= end:
        months += 1
    if months == 0:
        return f"через {days} {plural(days, 'день', 'дня', 'дней')}"
    if months < 24:
        return f"через {months} {plural(months, 'месяц', 'месяца', 'месяцев')}"
    return f"через {months // 12} {plural(months // 12, 'год', 'года', 'лет')}"


def in_words(chain: Chain) -> str:
    """«12.02.2022 диагностика … → через 17 дней 01.03.2022 ИОМ … → …» for paper."""
    return " → ".join(
        " ".join(text for text in (stage.gap, format_date(stage.step.on), stage.step.words()) if text)
        for stage in stages(chain) if stage.step is not None
    )  # fmt: skip


def missing_words(chain: Chain) -> str:
    """«нет: курсы, повторная диагностика»; «» for a whole chain."""
    names = [stage.title if stage.kind == "route" else stage.title.lower() for stage in stages(chain) if not stage.step]
    return f"нет: {', '.join(names)}" if names else ""
