"""What the parts of the page of a contest share: the contest that is shown, choices made of it, writing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...core.conditions import Test
from ...core.kinds import Choice, Dictionary
from ...core.register import FieldSpec, RegisterSpec
from ...core.text import counted
from ...registers import REGISTERS
from ...storage import query, records
from ...storage.database import Database
from ...work.contest_board import Contest, read_contest
from ...work.contest_counts import Work
from ...work.contest_editions import editions
from .action_panel import asked
from .views_page import ViewsPage

ALL = "all"
Papers = tuple[tuple[int, str, query.LinkTo, tuple[object, ...]], ...]


@dataclass(frozen=True)
class Found:
    """What the page shows; ``contest`` None: there is no contest at all."""

    contest: Contest | None
    papers: Papers = ()
    years: tuple[tuple[int, int], ...] = ()
    where: Mapping[int, str] | None = None  # stage → place


def read_page(db: Database, contest_id: int | None) -> Found:
    """The contest, otherwise the one begun last."""
    if contest_id is None or not query.fetch(db, REGISTERS["contests"], [contest_id], []):
        latest = query.ids(db, query.Query("contests", order=("-starts_on",)))
        if not latest:
            return Found(None)
        contest_id = latest[0]
    own = Test("contest_id", "eq", contest_id)
    stages = query.rows(db, query.Query("contest_stages", where=own), ["place"])
    return Found(
        read_contest(db, contest_id), tuple(_papers(db, own)), tuple(editions(db, contest_id)),
        {row.id: row.values[0] or "" for row in stages},
    )  # fmt: skip


def _papers(db: Database, own: Test) -> list[tuple[int, str, query.LinkTo, tuple[object, ...]]]:
    found = list(query.rows(db, query.Query("contest_documents", where=own), ["kind", "document_id"]))
    names = ["kind", "document_no", "document_on", "name"]
    documents = REGISTERS["documents"]
    about = {row.id: row.values for row in query.fetch(db, documents, [each.values[1].id for each in found], names)}
    return [(each.id, each.values[0], each.values[1], about[each.values[1].id]) for each in found]


def choice(name: str, label: str, labels: Mapping[str, str], *, required: bool = False, help: str = "") -> FieldSpec:
    """A field with the given values to choose from."""
    return asked(name, label, Choice(Dictionary(name, dict(labels))), required=required, help=help)


class ContestBase(ViewsPage):
    """Knows the contest that is shown."""

    found = Found(None)

    @property
    def contest(self) -> Contest:
        assert self.found.contest is not None
        return self.found.contest

    @property
    def contest_id(self) -> int:
        return self.contest.id

    def marked_works(self) -> list[Work]:
        """The works of the marked participants."""
        keys = set(self.marks())
        return [work for work in self.contest.works if any(each.id in keys for each in work.entries)]

    def nomination_choice(self, label: str) -> FieldSpec:
        """Nominations of this contest and «all»."""
        kept = {str(each.id): each.path for each in self.contest.nominations if each.id is not None}
        return choice("nomination", label, {ALL: "все номинации", **kept})

    def path_by_id(self, chosen: str | None) -> str | None:
        """The path of what ``nomination_choice`` gives; None for all."""
        return next((each.path for each in self.contest.nominations if str(each.id) == chosen), None)

    def stage_choice(self, label: str, everything: str) -> FieldSpec:
        """Stages of this contest and what stands for none of them."""
        return choice("stage", label, {ALL: everything, **{str(each.id): each.name for each in self.contest.stages}})

    def add_record(self, spec: RegisterSpec, values: Mapping[str, Any]) -> None:
        """Adds a record that belongs to the contest and keeps the panel open for the next one."""
        row = {"contest_id": self.contest_id, **values}

        def done(_: int) -> None:
            self.banner.clear()
            self.said.emit(f"Добавлено: {counted(1, *spec.forms_of_count)}.")
            for box in self.panel.boxes.values():
                box.editor.set_value(None if box.spec.required else box.editor.value())
            self.panel.setFocus()
            if self.panel.boxes:
                next(iter(self.panel.boxes.values())).editor.setFocus()

        self._gateway.ask(lambda db: records.save(db, spec, row), done, self._refused)

    def remove_records(self, spec: RegisterSpec, ids: Sequence[int]) -> None:
        """Deletes marked records."""
        self.write(
            lambda db: records.delete(db, spec, ids), lambda count: f"Удалено: {counted(count, *spec.forms_of_count)}."
        )

    def on_base(self, work: Callable[[Database, Contest], Any], said: Callable[[Any], str]) -> None:
        """Does something with the contest as it is now in the base."""
        wanted = self.contest_id
        self.write(lambda db: work(db, read_contest(db, wanted)), said)
