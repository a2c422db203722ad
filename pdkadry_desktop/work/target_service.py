"""Target contracts: who must come to work, who works the contract off, who did not come or left too early.

Nothing here reads the base; both ends of every period belong to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from ..core.dates import add_months, add_years, format_date
from ..core.text import plural

State = Literal["question", "missing", "broken", "due", "working", "studying", "fulfilled", "cancelled", "free"]
STATES: dict[State, str] = {
    "question": "вопрос", "missing": "не пришёл", "broken": "ушёл раньше срока", "due": "должен прийти",
    "working": "отрабатывает", "studying": "учится", "fulfilled": "отработал", "cancelled": "договор не действует",
    "free": "без целевого договора",
}  # fmt: skip
_WAIT = 3  # months after the end of study
_GAP = timedelta(days=31)  # between two jobs: a transfer


@dataclass(frozen=True, slots=True)
class Job:
    """A job in the municipality; an empty start is unknown."""

    starts_on: date | None
    ends_on: date | None
    organization: str
    position: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Contract:
    """What is known of a student; ``jobs`` None: no card of a teacher is linked."""

    has_contract: bool
    status: str
    starts_on: date
    ends_on: date | None
    employed_on: date | None = None
    service_years: int | None = None
    jobs: tuple[Job, ...] | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """How it stands with the contract on a day. ``asks_years``: the number of years of work is not known."""

    state: State
    why: str
    starts_on: date | None = None
    ends_on: date | None = None
    asks_years: bool = False


def service(contract: Contract, on: date) -> Service:
    """The state of a contract on a day."""
    if not contract.has_contract:
        return Service("free", "")
    start = _start(contract)
    if start is None and _works_undated(contract):
        return Service("question", "работает, а дата приёма не указана")
    if start is None and contract.status in ("expelled", "cancelled"):
        return Service("cancelled", "отчислен" if contract.status == "expelled" else "договор расторгнут")
    if start is None:
        return _not_come(contract, on)
    if start > on:
        ends_later = contract.ends_on is not None and contract.ends_on.year > on.year
        return Service("studying" if ends_later else "due", f"приходит {format_date(start)}", start)
    return _at_work(contract, start, on)


def _start(contract: Contract) -> date | None:
    """The first day of work by the contract: as the card says, else the job at or after the end of study."""
    if contract.employed_on is not None:
        return contract.employed_on
    if contract.ends_on is None:
        return None
    after = contract.ends_on + timedelta(days=1)
    begun = [
        max(job.starts_on, after) for job in contract.jobs or ()
        if job.starts_on is not None and (job.ends_on is None or job.ends_on > contract.ends_on)
    ]  # fmt: skip
    return min(begun, default=None)


def _works_undated(contract: Contract) -> bool:
    """Whether a job without a start goes on after the study."""
    return contract.ends_on is not None and any(
        job.starts_on is None and (job.ends_on is None or job.ends_on > contract.ends_on) for job in contract.jobs or ()
    )


def _not_come(contract: Contract, on: date) -> Service:
    if contract.status == "employed":
        return Service("question", "трудоустроен, а с какого дня и где – неизвестно")
    if contract.ends_on is None:
        if contract.status == "graduated":
            return Service("question", "окончил, а дата окончания не указана")
        return Service("studying", "дата окончания не указана")
    if contract.ends_on >= on:
        is_this_year = contract.ends_on.year == on.year
        return Service("due" if is_this_year else "studying", f"оканчивает {format_date(contract.ends_on)}")
    last = add_months(contract.ends_on, _WAIT)
    said = f"окончил {format_date(contract.ends_on)}"
    if contract.status == "studying":
        said = f"учёба должна была кончиться {format_date(contract.ends_on)}, а статус «обучается»"
    if on <= last:
        return Service("due", f"{said}; ждём до {format_date(last)}")
    return Service("missing", f"{said}; за {_WAIT} месяца на работу не вышел")


def _at_work(contract: Contract, start: date, on: date) -> Service:
    years = contract.service_years
    end = add_years(start, years) - timedelta(days=1) if years else None
    if contract.jobs is None:
        if end is None:
            return Service("question", f"работает с {format_date(start)}; срок отработки не указан", start, None, True)
        if end <= on:
            return Service(
                "question", "срок прошёл, а карточка педагога не связана: отработал ли, неизвестно", start, end
            )
        return Service("working", f"{_left(end)}; карточка педагога не связана", start, end)
    stay = _stay(contract.jobs, start)
    if stay is None:
        return Service("question", f"в местах работы нет работы с {format_date(start)}", start, end)
    left, job = stay
    if end is None:
        said = f"работает с {format_date(start)}" if left is None or left >= on else f"ушёл {format_date(left)}"
        return Service("question", f"{said}; срок отработки не указан", start, None, True)
    if left is not None and left < end and left < on:
        back = any(each.starts_on is not None and left < each.starts_on <= on for each in contract.jobs)
        where = ": ".join(text for text in (f"ушёл {format_date(left)}", job.reason) if text)
        return Service("broken", where + ("; потом вернулся" if back else ""), start, end)
    if end <= on:
        return Service("fulfilled", f"{years} {plural(years or 0, 'год', 'года', 'лет')}", start, end)
    return Service("working", _left(end), start, end)


def _left(end: date) -> str:
    return f"до {format_date(end)}"


def _stay(jobs: Sequence[Job], start: date) -> tuple[date | None, Job] | None:
    """The last day (None: still works) and the last job of the unbroken work that has or soon follows ``start``."""
    dated = sorted(jobs, key=lambda job: job.starts_on or date.min)
    reached: tuple[date | None, Job] | None = None
    for job in dated:
        begins = job.starts_on or date.min
        if reached is None:
            if begins <= start + _GAP and (job.ends_on is None or job.ends_on >= start):
                reached = job.ends_on, job
        elif reached[0] is not None and begins <= reached[0] + _GAP and (
            job.ends_on is None or job.ends_on > reached[0]
        ):  # fmt: skip
            reached = job.ends_on, job
    return reached
