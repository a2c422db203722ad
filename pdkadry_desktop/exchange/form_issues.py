"""What was handed out to whom and what came back: the list of a form, a reminder, own forms that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ..core.conditions import All, Test
from ..core.dates import format_date
from ..core.errors import UserError
from ..core.text import counted, fold, natural, plural
from ..registers import REGISTERS
from ..storage.database import Database
from ..work.working import read_rows
from .form_compare import FormPlan, Missing
from .form_templates import FormTemplate, own_template, templates
from .layout import layouts, name_key

OWN_FORMS = "own_forms"  # the setting that keeps the user's own forms
State = Literal["none", "made", "errors", "returned", "accepted"]
STATES: dict[State, str] = {
    "none": "не выдана", "made": "ждём возврата", "errors": "вернулась с ошибками", "returned": "вернулась",
    "accepted": "принята",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """An organisation and the last form it got; ``issue`` 0: none."""

    organization_id: int
    code: str
    organization: str
    email: str
    state: State
    issue: int = 0
    made_on: date | None = None
    returned_on: date | None = None
    problems: int = 0
    file_name: str = ""

    def words(self) -> str:
        """«вернулась с ошибками: не принято 2 строки»."""
        if not self.problems:
            return STATES[self.state]
        rows = counted(self.problems, "строка", "строки", "строк")
        return f"{STATES[self.state]}: не {plural(self.problems, 'принята', 'приняты', 'принято')} {rows}"


def board(db: Database, title: str, year: int, on: date, organizations: frozenset[int] | None = None) -> list[Line]:
    """The organisations that work on the day (or the given ones) and their last form of this name and year."""
    where = All((Test("name", "eq", title), Test("year", "eq", year)))
    last: dict[int, dict[str, Any]] = {}
    for row in read_rows(db, "form_issues", where):
        known = last.get(row["organization_id"].id)
        if known is None or (row["made_on"], row["id"]) > (known["made_on"], known["id"]):
            last[row["organization_id"].id] = row
    found = [
        _line(place, last.get(place["id"]))
        for place in read_rows(db, "organizations")
        if (place["id"] in organizations if organizations is not None else _works(place, on))
    ]
    return sorted(found, key=lambda each: natural(each.organization))


def _works(place: dict[str, Any], on: date) -> bool:
    return bool((place["starts_on"] or on) <= on <= (place["ends_on"] or on))


def _line(place: dict[str, Any], issue: dict[str, Any] | None) -> Line:
    head = (place["id"], place["code"], place["short_name"] or place["name"], place["email"] or "")
    if issue is None:
        return Line(*head, "none")
    state: State = "made"
    if issue["returned_on"] is not None:
        state = "errors" if issue["problem_count"] else "accepted" if issue["accepted_on"] else "returned"
    return Line(
        *head, state, issue["id"], issue["made_on"], issue["returned_on"], issue["problem_count"] or 0,
        issue["file_name"] or "",
    )  # fmt: skip


def reminder(lines: Sequence[Line], title: str, year: int) -> str:
    """A text to paste into a letter: who has not returned the form, who has to correct it; «» when nobody is left."""
    waiting = [each for each in lines if each.state == "made"]
    wrong = [each for each in lines if each.state == "errors"]
    if not waiting and not wrong:
        return ""
    parts = [f"Напоминание: форма «{title}», {year} год"]
    if waiting:
        days = sorted({each.made_on for each in waiting if each.made_on is not None})
        told = f", отправленную {format_date(days[0])}" if len(days) == 1 else ""
        names = "\n".join(f"– {each.organization}" for each in waiting)
        parts.append(f"Просим вернуть заполненную форму «{title}»{told}. Ждём от организаций:\n{names}")
    if wrong:
        names = "\n".join(f"– {each.organization}: {each.words()}" for each in wrong)
        parts.append(f"Просим исправить отмеченные ячейки и прислать форму ещё раз:\n{names}")
    return "\n\n".join(parts)


# -- own forms -------------------------------------------------------------------------------------------------------


def all_templates(db: Database) -> list[FormTemplate]:
    """The forms of the program and the user's own ones."""
    own = [
        own_template(each["title"], layouts()[name_key(each["sheet"])], each["columns"], each["year"])
        for each in db.setting(OWN_FORMS, [])
        if name_key(each["sheet"]) in layouts()
    ]
    return [*templates(), *own]


def keep_own(db: Database, title: str, sheet: str, columns: Sequence[str], year: str = "") -> None:
    """Keeps an own form under its title, in the place of one of the same title."""
    name = title.strip()
    if not name:
        raise UserError("У формы нет названия.", "Назовите её, например «Награды».")
    if any(fold(each.title) == fold(name) for each in templates()):
        raise UserError(f"Форма «{name}» уже есть в программе.", "Назовите свою форму иначе.")
    kept = [each for each in db.setting(OWN_FORMS, []) if fold(each["title"]) != fold(name)]
    db.set_setting(OWN_FORMS, [*kept, {"title": name, "sheet": sheet, "columns": list(columns), "year": year}])


def drop_own(db: Database, title: str) -> None:
    """Forgets an own form; what was handed out stays."""
    db.set_setting(OWN_FORMS, [each for each in db.setting(OWN_FORMS, []) if fold(each["title"]) != fold(title)])


# -- rows that did not come back -------------------------------------------------------------------------------------


def missing_of(plans: Sequence[FormPlan]) -> list[tuple[FormPlan, Missing]]:
    """What did not come back of all returns."""
    return [(plan, each) for plan in plans for each in plan.missing]


def close_missing(db: Database, found: Sequence[Missing], on: date, reason: str | None) -> int:
    """Ends the jobs (and other records with an end) that did not come back; returns how many changed."""
    changes: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for each in found:
        names = REGISTERS[each.register].by_name
        values: dict[str, Any] = {}
        if "left_on" in names:
            values = {"left_on": on, "leave_reason": reason}
        elif "ends_on" in names and not names["ends_on"].required:
            values = {"ends_on": on}
        if values:
            changes.setdefault(each.register, []).append((each.record_id, values))
    if not changes:
        raise UserError("У этих записей нет даты окончания.", "Удалите лишние записи в их реестре.")
    with db.change(
        f"Нет в возврате: {counted(sum(map(len, changes.values())), 'запись', 'записи', 'записей')}"
    ) as change:
        return sum(change.set_many(REGISTERS[register], rows) for register, rows in changes.items())
