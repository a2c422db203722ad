"""A list of organisations of any shape becomes rows of the sheet «Организации»."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.kinds import Text
from ..core.progress import NO_PROGRESS, Progress
from ..core.text import fold
from ..registers.dictionaries import LOCALITY, ORG_TYPE
from ..registers.rules import inn_problem
from .cells import Cell
from .codes import stable_code
from .foreign_places import Places, kind_of, looks_like_organization, place_key, settlement_of
from .foreign_row import RowReader, watched
from .foreign_sheet import Draft, SourceRow, problem_at
from .foreign_table import ForeignRow, ForeignTable
from .plan import CellProblem, shown
from .snapshot import Snapshot

_TEXTS = ("short_name", "settlement", "phone", "email", "site")
_KIND_WORDS = {
    "общеобразовательная": "school", "общеобразовательные": "school", "школа": "school", "сош": "school",
    "оош": "school", "нош": "school", "доу": "preschool", "детский сад": "preschool", "дошкольные": "preschool",
    "удо": "extra", "одо": "extra", "дополнительное образование": "extra", "учреждение дополнительного образования":
    "extra",
}  # fmt: skip


class OrganizationDrafts:
    """Drafts of all tables of a file; organisations of the base are found by code, ИНН, then name."""

    def __init__(self, snapshot: Snapshot, places: Places, problems: list[CellProblem]) -> None:
        self.snapshot, self.places, self.problems = snapshot, places, problems
        self.drafts: list[Draft] = []
        self.refused: list[SourceRow] = []
        self._known = set(places.all)
        self._codes = {code: dict(row) for code, row in self._rows()}

    def _rows(self) -> list[tuple[str, dict[str, object]]]:
        by_id = {record_id: code for code, record_id in self.snapshot.codes.get("organizations", {}).items()}
        return [(by_id[record_id], row) for record_id, row in self.snapshot.records("organizations")]

    def take(self, table: ForeignTable, progress: Progress = NO_PROGRESS) -> None:
        table.unread = set(range(len(table.headings))) - table.readings.keys()
        for row in watched(table.rows, table.sheet.name, progress):
            self._take_row(table, row)

    def fill(self) -> None:
        """An empty cell says nothing: what the base knows stays."""
        present = {name for draft in self.drafts for name in draft.values}
        for draft in self.drafts:
            known = self._codes.get(draft.values["code"], {})
            for name in present:
                if draft.values.get(name) is None:
                    draft.values[name] = known.get(name)

    def _take_row(self, table: ForeignTable, row: ForeignRow) -> None:
        reader = RowReader(table, row, self.problems)
        name = reader.text("name") or reader.text("short_name")
        if name is None or not any(sign.isalpha() for sign in name):
            place = table.meanings.get("name")
            message = "Нет наименования организации: строка не принята. Впишите его."
            self.problems.append(problem_at(table, row.number, place, "error", message))
            self.refused.append(SourceRow(row.number, table))
            return
        values: dict[str, object] = {"name": name}
        places = {"name": table.meanings.get("name", table.meanings.get("short_name", 0))}
        for each in _TEXTS:
            if (text := reader.text(each)) is not None:
                values[each], places[each] = text, table.meanings[each]
        if (inn := _inn(reader)) is not None:
            values["inn"], places["inn"] = inn, table.meanings["inn"]
        code = self._code(table, row, reader, name, str(values.get("inn") or ""))
        if code is None:
            self.refused.append(SourceRow(row.number, table))
            return
        known = self._codes.get(code)
        if known is not None and place_key(name) in self._other_names(known):
            values["name"] = known["name"]
        principal = [text for each in ("principal_position", "principal") if (text := reader.text(each))]
        if principal:
            values["principal"] = ", ".join(principal)
            places["principal"] = table.meanings.get("principal", table.meanings.get("principal_position", 0))
        self._locate(reader, values, places, known)
        self._classify(reader, values, places, known, row.group)
        values["code"] = code
        self.drafts.append(Draft(table, row.number, values, places))

    @staticmethod
    def _other_names(known: dict[str, object]) -> set[str]:
        """Spellings that do not rename an organisation: its own name and what it was called before."""
        aliases = known.get("aliases")
        return {place_key(str(each)) for each in (known["name"], *(aliases if isinstance(aliases, tuple) else ()))}

    def _code(self, table: ForeignTable, row: ForeignRow, reader: RowReader, name: str, inn: str) -> str | None:
        """The code of the known organisation, or a new one that the next file will give again; None: ask first."""
        if (given := reader.text("code")) is not None:
            return self.places.merged.get(given, given)
        found = {code} if inn and (code := self.places.by_inn(inn)) else {
            code for code in self.places.named(name)
            if not inn or not self.places.all[code].inn or self.places.all[code].inn == inn
        }  # fmt: skip
        if len(found) > 1:
            listed = ", ".join(f"{self.places.all[code].name} ({code})" for code in sorted(found))
            reader.tell("name", "question", f"Так называются несколько организаций: {listed}. "
                           "Строка ждёт: добавьте столбец «ИНН» или «Код».")  # fmt: skip
            return None
        if found:
            return next(iter(found))
        if near := self.places.near(name):
            reader.tell("name", "question", f"Очень похожа на «{near}», но записана как другая организация. "
                           "Если это она же, исправьте наименование.")  # fmt: skip
        code = stable_code("О", (place_key(name), inn), self.places.all)
        self.places.add(code, (name, reader.text("short_name")), inn)
        return code

    def _locate(
        self, reader: RowReader, values: dict[str, object], places: dict[str, int], known: dict[str, object] | None
    ) -> None:
        if (text := reader.text("locality")) is not None:
            folded = fold(text)
            code = "urban" if folded.startswith("гор") else "rural" if folded.startswith("сел") else None
            if code := code or LOCALITY.code_of(text):
                values["locality"], places["locality"] = code, reader.table.meanings["locality"]
            else:
                reader.tell("locality", "question", "Не понятно, город это или село: ячейка не принята.")
        if (address := reader.text("address")) is None:
            return
        found = settlement_of(address)
        kept = "Адрес целиком программа не хранит"
        if found is None or "settlement" in values or (known and known.get("settlement")):
            reader.tell("address", "warning", f"{kept}: ячейка не записана.")
            return
        values["settlement"], places["settlement"] = found[0], reader.table.meanings["address"]
        reader.tell("address", "warning", f"{kept}: взят населённый пункт «{found[0]}».")
        if found[1] and "locality" not in values:
            values["locality"], places["locality"] = found[1], reader.table.meanings["address"]

    def _classify(
        self, reader: RowReader, values: dict[str, object], places: dict[str, int], known: dict[str, object] | None,
        group: str,
    ) -> None:  # fmt: skip
        """«Тип» from its column, else from the name, else from the heading of the group."""
        text = reader.text("kind")
        kind = (ORG_TYPE.code_of(text) or _KIND_WORDS.get(fold(text)) or kind_of(text)) if text else None
        if kind is not None:
            values["kind"], places["kind"] = kind, reader.table.meanings["kind"]
            return
        if known is not None:
            values["kind"] = known["kind"]
            return
        kind = kind_of(str(values["name"])) or (kind_of(group) if group else None)
        values["kind"] = kind or "other"
        where = "kind" if text else "name"
        if text:
            reader.tell(where, "question", "Такого типа нет, он определён по наименованию: "
                           f"«{ORG_TYPE.labels[kind or 'other']}». Проверьте.")  # fmt: skip
        elif kind is None:
            reader.tell(where, "question", "По наименованию не понять тип организации, записано «иная». Проверьте.")
        else:
            reader.tell(where, "warning", f"Тип определён по наименованию: «{ORG_TYPE.labels[kind]}».")


def _inn(reader: RowReader) -> str | None:
    text = Text().from_cell(reader.cell("inn")) if reader.text("inn") else None
    if text is not None and len(text) == 9 and inn_problem(f"0{text}") is None:
        return f"0{text}"  # Excel drops a leading zero
    return text.replace(" ", "") if text else None


def organization_column(cells: Sequence[Cell]) -> bool:
    """Whether most texts of a column are names of organisations."""
    texts = [text for cell in cells if isinstance(cell, str) and (text := shown(cell))]
    return len(texts) > 1 and sum(map(looks_like_organization, texts)) >= 0.6 * len(texts)
