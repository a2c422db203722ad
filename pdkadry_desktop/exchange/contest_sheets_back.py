"""Filled sheets of a jury, any number of files at once: read, checked, compared with what is known; nothing guessed.

Hidden keys say whose points of which work these are. When somebody copied the table without them, the member of the
jury, the works and the criteria are found by their names, and what is not sure is told instead of taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from ..core.errors import ImportRefused
from ..core.kinds import BadValue, Number
from ..core.numbers import exact_decimal
from ..core.progress import NO_PROGRESS, Progress
from ..core.text import fold
from ..registers.name_matching import Known, Matcher
from ..work.contest_board import Contest, Mark
from ..work.contest_counts import Work
from ..work.contest_scoring import Criterion, judges
from .cells import Cell, CellError, RawSheet, col_letter
from .contest_sheets import heading_of
from .sheet_keys import CRITERION, HEADINGS, JURY_LABEL, LOCKED, WORK, SheetKey, read_id, read_key
from .sheets import read_workbook

_POINTS = Number(0)
_TOP = 25  # rows in which the headings are looked for
_PERSON = HEADINGS[2]


@dataclass(frozen=True, slots=True)
class Changed:
    """A point that is known and stands otherwise in a file."""

    mark: Mark
    where: str
    what: str
    before: float
    after: float


@dataclass
class SheetsRead:
    """What the files hold: new points, changed ones, how many are the same, and what is wrong or worth knowing."""

    marks: dict[Mark, float] = field(default_factory=dict)
    changed: list[Changed] = field(default_factory=list)
    new: int = 0
    same: int = 0
    emptied: int = 0  # known here, empty in the file: kept
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    disputed: set[Mark] = field(default_factory=set)  # two files disagree


def read_sheets(
    paths: Sequence[Path], contest: Contest, stage: int | None, progress: Progress = NO_PROGRESS
) -> SheetsRead:
    """Reads the files; a file that cannot be read is told among the problems, the others are taken."""
    found = SheetsRead()
    places: dict[Mark, tuple[float, str]] = {}
    for done, path in enumerate(paths):
        progress.raise_if_cancelled()
        progress.step(done, len(paths), path.name)
        try:
            book = read_workbook(path)
        except ImportRefused as error:
            found.problems.append(f"{error.text} {error.hint}")
            continue
        for sheet in book.sheets:
            if sheet.rows:
                _Sheet(sheet, path, contest, stage, found, places).read()
    _compare(contest, places, found)
    return found


def _compare(contest: Contest, places: Mapping[Mark, tuple[float, str]], found: SheetsRead) -> None:
    names = {each.id: each.name for each in contest.jury}
    for mark, (points, where) in places.items():
        jury, entry, criterion = mark
        before = contest.points.get(jury, {}).get(entry, {}).get(criterion)
        if before == exact_decimal(points):
            found.same += 1
            continue
        found.marks[mark] = points
        if before is None:
            found.new += 1
        else:
            found.changed.append(Changed(mark, where, names[jury], float(before), points))


class _Sheet:
    """One sheet of a file."""

    def __init__(
        self,
        sheet: RawSheet,
        path: Path,
        contest: Contest,
        stage: int | None,
        found: SheetsRead,
        places: dict[Mark, tuple[float, str]],
    ) -> None:
        self.sheet, self.contest, self.stage, self.found, self.places = sheet, contest, stage, found, places
        self.name, self.tail = f"Лист «{sheet.name}»", f"файл «{path.name}»"
        self.file = path.stem
        self.works = {each.key: each for each in contest.works}
        self.criteria = {each.id: each for each in contest.criteria_of(None)}

    def read(self) -> None:
        """Takes every point that is right; says what is not."""
        head = self._head()
        if head is None:
            self.found.notes.append(f"{self.name}: таблицы с участниками нет, лист пропущен ({self.tail}).")
            return
        at, titles = head
        key = self._key(at)
        if key is not None and (key.contest, key.code) != (self.contest.id, self.contest.values["code"]):
            self._wrong("это лист другого конкурса")
            return
        jury = self._jury(key, at)
        if jury is None:
            return
        columns = self._columns(at, titles)
        if not columns:
            self._wrong("столбцов с критериями этого конкурса нет")
            return
        person = titles.index(fold(_PERSON))
        filled = judged = 0
        matcher = _WorkMatcher(self.works.values())
        for place, row in enumerate(self.sheet.rows[at + 1 :], at + 1):
            if not any(column < len(row) and row[column] is not None for column in (0, person)):
                continue
            name = _text(row[person])
            work = self._work(_text(row[0]), name, place, matcher, has_points=_has_points(row, columns))
            if work is None:
                continue
            for column, criterion in columns.items():
                is_own = judges(criterion.nomination, self.contest.nomination_of(work.first))
                judged += is_own
                filled += self._point(row, place, column, criterion, work, jury, is_own)
        who = next(each.name for each in self.contest.jury if each.id == jury)
        self.found.sheets.append(f"{who}: {filled} из {judged}")

    def _wrong(self, text: str, place: int | None = None, column: int | None = None) -> None:
        cell = ""
        if place is not None:
            number = place + self.sheet.first_row
            cell = f", ячейка {col_letter(column)}{number}" if column is not None else f", строка {number}"
        self.found.problems.append(f"{self.name}{cell}: {text} ({self.tail}).")

    def _head(self) -> tuple[int, list[str]] | None:
        for at, row in enumerate(self.sheet.rows[:_TOP]):
            titles = [fold(_text(cell)) for cell in row]
            if fold(_PERSON) in titles:
                return at, titles
        return None

    def _key(self, at: int) -> SheetKey | None:
        cells = (_text(cell) for row in self.sheet.rows[:at] for cell in row)
        return next((key for cell in cells if (key := read_key(cell))), None)

    def _jury(self, key: SheetKey | None, at: int) -> int | None:
        ids = {each.id for each in self.contest.jury}
        if key is not None:
            if key.jury in ids:
                return key.jury
            self._wrong("такого члена жюри в конкурсе больше нет")
            return None
        texts = [_text(cell) for row in self.sheet.rows[:at] for cell in row]
        label = fold(JURY_LABEL)
        said = [text[len(JURY_LABEL) :] for text in texts if fold(text).startswith(label)]
        matcher = Matcher(_known(each.id, each.name) for each in self.contest.jury)
        for text in (*said, self.sheet.name, self.file.replace("Жюри", "")):
            match = matcher.match(text.strip(" –-_"))
            if match.certainty in ("found", "likely") and len(match.people) == 1:
                self.found.notes.append(f"{self.name}: скрытых ключей нет, член жюри найден по имени ({self.tail}).")
                return match.people[0].id
        self._wrong(f"не видно, чей это лист. Напишите в верхней строке «{JURY_LABEL} Фамилия Имя Отчество»")
        return None

    def _columns(self, at: int, titles: Sequence[str]) -> dict[int, Criterion]:
        """Column → criterion: by the hidden keys above the headings, else by the headings."""
        own = {each.id: each for each in self.contest.criteria_of(self.stage)}
        found: dict[int, Criterion] = {}
        for row in self.sheet.rows[:at]:
            for column, cell in enumerate(row):
                each = read_id(_text(cell), CRITERION)
                if each in self.criteria and each is not None:
                    found[column] = self.criteria[each]
        if found:
            return found
        for column, title in enumerate(titles):
            named = [each for each in own.values() if title in (fold(heading_of(each)), fold(each.name))]
            if len(named) == 1:
                found[column] = named[0]
            elif named:
                self._wrong("критериев с таким названием несколько", at, column)
        return found

    def _work(self, key: str, name: str, place: int, matcher: _WorkMatcher, *, has_points: bool) -> Work | None:
        """The work of a row: by its key when the name agrees, else by the name when only one work can be meant."""
        by_key = self.works.get(read_id(key, WORK) or -1)
        if by_key is not None and (not name or fold(name) == fold(by_key.name)):
            return by_key
        by_name = matcher.find(name)
        if by_key is not None and by_name in (None, by_key):
            self.found.notes.append(
                f"{self.name}, строка {place + self.sheet.first_row}: имя изменено («{name}»), это {by_key.name}."
            )
            return by_key
        if not has_points:
            return None
        if by_key is not None:
            self._wrong(f"в строке участника «{by_key.name}» написано «{name}»: чьи это баллы, не ясно", place)
            return None
        if by_name is None:
            self._wrong(f"участника «{name}» среди участников нет или таких несколько", place)
        return by_name

    def _point(
        self,
        row: Sequence[Cell],
        place: int,
        column: int,
        criterion: Criterion,
        work: Work,
        jury: int,
        is_own: bool,
    ) -> bool:
        """Takes one point; whether the cell is filled rightly."""
        cell = row[column] if column < len(row) else None
        mark = (jury, work.key, criterion.id)
        if cell is None or _text(cell) in ("", LOCKED, "-", "–", "—"):
            known = self.contest.points.get(jury, {}).get(work.key, {})
            self.found.emptied += criterion.id in known
            return False
        if not is_own:
            self._wrong(f"критерий «{criterion.name}» – не для номинации этого участника", place, column)
            return False
        value, reason = point_of(cell, criterion)
        if value is None:
            self._wrong(reason, place, column)
            return False
        where = f"л{self.name[1:]}, {col_letter(column)}{place + self.sheet.first_row}, {self.tail}"
        if mark in self.found.disputed:
            return False
        other = self.places.get(mark)
        if other is not None and exact_decimal(other[0]) != exact_decimal(value):
            self.places.pop(mark)
            self.found.disputed.add(mark)
            self._wrong(f"в другом месте ({other[1]}) той же работе дан другой балл; не взят ни один", place, column)
            return False
        self.places[mark] = (value, where)
        return True


def point_of(cell: Cell, criterion: Criterion) -> tuple[float | None, str]:
    """The point that stands in a cell; otherwise None and what is wrong, in Russian."""
    expected = f"впишите число от 0 до {_number(float(criterion.most))}"
    if isinstance(cell, date | datetime | time):
        text = cell.strftime("%d.%m.%Y") if isinstance(cell, date) else str(cell)
        return None, f"Excel превратил балл в дату ({text}); {expected}, дробное – через запятую"
    if isinstance(cell, CellError):
        return None, f"в ячейке ошибка {cell}; {expected}"
    try:
        value = _POINTS.from_cell(cell)
    except BadValue:
        return None, f"«{_text(cell)}» – не число; {expected}"
    if value is None or value < 0 or exact_decimal(value) > criterion.most:
        return None, f"балл {_number(value or 0)} не подходит; {expected}"
    return value, ""


class _WorkMatcher:
    """Finds the work a retyped name means."""

    def __init__(self, works: Iterable[Work]) -> None:
        self._by_name: dict[str, list[Work]] = {}
        people = []
        self._works = {}
        for work in works:
            self._works[work.key] = work
            names = {work.name, work.first.team, *(each.guest for each in work.entries)} - {""}
            for name in names:
                self._by_name.setdefault(fold(name), []).append(work)
            if not work.first.team and work.first.teacher is not None:
                people.append(_known(work.key, work.name))
        self._matcher = Matcher(people)

    def find(self, name: str) -> Work | None:
        """The one work of that name; None when there is none or several."""
        exact = self._by_name.get(fold(name), [])
        if exact:
            return exact[0] if len(exact) == 1 else None
        match = self._matcher.match(name) if name else None
        if match is None or match.certainty not in ("found", "likely") or len(match.people) != 1:
            return None
        return self._works[match.people[0].id]


def _known(key: int, name: str) -> Known:
    last, first, middle = (*name.split(maxsplit=2), "", "", "")[:3]
    return Known(key, last, first, middle)


def _has_points(row: Sequence[Cell], columns: Mapping[int, Criterion]) -> bool:
    return any(column < len(row) and row[column] is not None for column in columns)


def _number(value: float) -> str:
    return _POINTS.format(value)


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
