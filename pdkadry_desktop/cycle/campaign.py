"""The campaign of collecting data: who is expected, what came when, who is late by the dates, a text to remind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ..core.conditions import Test
from ..core.dates import format_date
from ..core.errors import ChangeRefused, UserError
from ..core.text import counted, natural
from ..registers import REGISTERS
from ..registers.receipts import received_values
from ..storage import records
from ..storage.database import Database
from ..work.working import Values, read_ids, read_rows
from .steps import wording

_CAMPAIGNS, _RECEIPTS = REGISTERS["campaigns"], REGISTERS["receipts"]
State = Literal["expected", "received", "returned", "accepted", "free"]
STATES: dict[State, str] = {
    "expected": "ждём", "received": "получено", "returned": "на исправлении", "accepted": "принято",
    "free": "не сдаёт",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One organisation of a campaign on a day. ``days_late``: from the term to the receipt, or to the day."""

    id: int
    organization_id: int
    organization: str
    email: str
    state: State
    received_on: date | None
    returned_on: date | None
    corrected_on: date | None
    accepted_on: date | None
    days_late: int
    note: str
    document: str

    def words(self) -> str:
        """«получено, опоздание 3 дн.»."""
        late = f", опоздание {self.days_late}\u00a0дн." if self.days_late else ""
        return STATES[self.state] + late


@dataclass(frozen=True, slots=True)
class CampaignBoard:
    """A campaign judged on a day: everybody, and the shares among those who have to hand in."""

    id: int
    name: str
    opens_on: date
    due_on: date
    document: str
    lines: tuple[Line, ...]
    on: date

    @property
    def obliged(self) -> tuple[Line, ...]:
        return tuple(each for each in self.lines if each.state != "free")

    def count(self, *states: State) -> int:
        return sum(each.state in states for each in self.lines)

    @property
    def received(self) -> int:
        """How many of the obliged handed in, whatever became of it then."""
        return sum(each.received_on is not None for each in self.obliged)

    @property
    def late(self) -> int:
        return sum(each.days_late > 0 for each in self.obliged)

    def words(self) -> str:
        """«получено 10 из 12 · принято 8 · на исправлении 1 · с опозданием 2 · не сдают 1»."""
        parts = [f"получено {self.received} из {len(self.obliged)}", f"принято {self.count('accepted')}"]
        extra = (
            ("на исправлении", self.count("returned")), ("с опозданием", self.late), ("не сдают", self.count("free")),
        )  # fmt: skip
        return " · ".join([*parts, *(f"{text} {count}" for text, count in extra if count)])


# -- reading ---------------------------------------------------------------------------------------------------------


def boards(db: Database, cycle_id: int, on: date) -> list[CampaignBoard]:
    """The campaigns of a cycle judged on a day, by their window."""
    found = [_board(db, row, on) for row in read_rows(db, "campaigns", Test("cycle_id", "eq", cycle_id))]
    return sorted(found, key=lambda each: (each.opens_on, each.id))


def board(db: Database, campaign_id: int, on: date) -> CampaignBoard:
    """One campaign; UserError when it is gone."""
    row = read_ids(db, "campaigns", [campaign_id]).get(campaign_id)
    if row is None:
        raise UserError("Этой кампании в базе уже нет.", "Верните её отменой удаления.")
    return _board(db, row, on)


def _board(db: Database, campaign: Values, on: date) -> CampaignBoard:
    rows = list(read_rows(db, "receipts", Test("campaign_id", "eq", campaign["id"])))
    places = read_ids(db, "organizations", sorted({row["organization_id"].id for row in rows}))
    lines = [_line(row, places[row["organization_id"].id], campaign["due_on"], on) for row in rows]
    return CampaignBoard(
        campaign["id"], campaign["name"], campaign["opens_on"], campaign["due_on"],
        str(campaign["document_id"] or ""), tuple(sorted(lines, key=lambda each: natural(each.organization))), on,
    )  # fmt: skip


def _line(row: Values, place: Values, due_on: date, on: date) -> Line:
    return Line(
        row["id"], row["organization_id"].id, str(row["organization_id"]), place["email"] or "", state_of(row),
        row["received_on"], row["returned_on"], row["corrected_on"], row["accepted_on"], days_late(row, due_on, on),
        row["note"] or "", str(row["document_id"] or ""),
    )  # fmt: skip


def state_of(row: Values) -> State:
    """From the dates alone: nobody presses «готово»."""
    if row["is_obliged"] is False:
        return "free"
    if row["received_on"] is None:
        return "expected"
    if row["accepted_on"] is not None:
        return "accepted"
    returned, corrected = row["returned_on"], row["corrected_on"]
    return "returned" if returned is not None and (corrected is None or corrected < returned) else "received"


def days_late(row: Values, due_on: date, on: date) -> int:
    """Days between the term and the first receipt; of what has not come, until the day."""
    if row["is_obliged"] is False:
        return 0
    return max(0, ((row["received_on"] or on) - due_on).days)


# -- writing ---------------------------------------------------------------------------------------------------------


def open_campaign(db: Database, cycle_id: int, values: Mapping[str, Any], organizations: Sequence[int]) -> int:
    """A campaign with everybody who is expected, in one action; Invalid with what is wrong."""
    row = {**dict.fromkeys(_CAMPAIGNS.by_name), **values, "cycle_id": cycle_id}
    if wrong := [each for each in _CAMPAIGNS.problems(row) if each.severity == "error"]:
        raise records.Invalid(wrong)
    with db.change(f"Кампания «{row['name']}»: {counted(len(organizations), *_RECEIPTS.forms_of_count)}") as change:
        ident = change.add(_CAMPAIGNS, row)
        change.add_many(_RECEIPTS, [{"campaign_id": ident, "organization_id": each} for each in organizations])
    return ident


def monitored(db: Database, on: date) -> list[int]:
    """Organisations that work on the day and take part in the monitoring."""
    return [
        row["id"] for row in read_rows(db, "organizations", names=("is_monitored", "starts_on", "ends_on"))
        if row["is_monitored"] is not False and (row["starts_on"] or on) <= on <= (row["ends_on"] or on)
    ]  # fmt: skip


def expect(db: Database, campaign_id: int, organizations: Sequence[int]) -> int:
    """Adds organisations to a campaign; those that are in it stay as they are. Returns how many were added."""
    held = {row["organization_id"].id for row in read_rows(db, "receipts", Test("campaign_id", "eq", campaign_id))}
    new = [each for each in dict.fromkeys(organizations) if each not in held]
    if not new:
        return 0
    with db.change(f"Ожидаются данные: {counted(len(new), *_RECEIPTS.forms_of_count)}") as change:
        change.add_many(_RECEIPTS, [{"campaign_id": campaign_id, "organization_id": each} for each in new])
    return len(new)


def receive(
    db: Database, campaign_id: int, organization: int, on: date, *, document_id: int | None = None, note: str = ""
) -> int:
    """What a file or a letter of an organisation brings; returns the receipt.

    The first receipt keeps its day; one after a return is the correction. An organisation not expected is added.
    """
    rows = read_rows(db, "receipts", Test("campaign_id", "eq", campaign_id))
    row = next((each for each in rows if each["organization_id"].id == organization), None)
    with db.change("Получены данные организации") as change:
        if row is None:
            ident = change.add(_RECEIPTS, {"campaign_id": campaign_id, "organization_id": organization})
        else:
            ident = row["id"]
        values = received_values(row, on)
        if document_id is not None:
            values["document_id"] = document_id
        if note:
            values["note"] = note
        change.set(_RECEIPTS, ident, values)
    return ident


def mark(db: Database, ids: Sequence[int], state: State, on: date, note: str = "") -> int:
    """Marks many organisations at once; returns how many changed. ChangeRefused names the first that cannot be.

    «expected» takes the marks back; «free» and «returned» want a note.
    """
    new = []
    for ident, row in read_ids(db, "receipts", ids).items():
        values = {**_marked(row, state, on), **({"note": note} if note else {})}
        whole = {**records.plain(row), **values}
        if wrong := [each for each in _RECEIPTS.problems(whole) if each.severity == "error"]:
            raise ChangeRefused(f"{row['organization_id']}: {wrong[0].message}", "Исправьте и повторите.")
        new.append((ident, values))
    with db.change(f"{STATES[state].capitalize()}: {counted(len(new), *_RECEIPTS.forms_of_count)}") as change:
        return change.set_many(_RECEIPTS, new)


def _marked(row: Values, state: State, on: date) -> dict[str, Any]:
    match state:
        case "received":
            return {"is_obliged": None, **received_values(row, on)}
        case "returned":
            return {"returned_on": on, "accepted_on": None}
        case "accepted":
            return {"accepted_on": on, **({} if row["received_on"] else {"received_on": on})}
        case "free":
            return {"is_obliged": False}
        case "expected":
            return dict.fromkeys(("is_obliged", "received_on", "returned_on", "corrected_on", "accepted_on"))


def reminder(found: CampaignBoard, year: int, sender: str = "") -> str:
    """A text to paste into an e-mail: who has not handed in, who has to correct; «» when nobody is left."""
    words = wording("reminder")
    waiting = [each.organization for each in found.lines if each.state == "expected"]
    returned = [each.organization for each in found.lines if each.state == "returned"]
    if not waiting and not returned:
        return ""
    days = (found.due_on - found.on).days
    state = words["today"] if days == 0 else words["before" if days > 0 else "late"].format(days=abs(days))
    if returned:
        state = f"{state}\n{words['returned'].format(names=', '.join(returned))}"
    names = "\n".join(f"– {each}" for each in waiting) or "– все сдали"
    text = words["text"].format(
        campaign=found.name, due=format_date(found.due_on), state=state, names=names, sender=sender
    )
    return f"{words['subject'].format(year=year)}\n\n{text}".strip()
