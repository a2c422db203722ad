"""The part of the page of a contest that prepares it: participants, nominations, stages, jury, criteria."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox

from ...core.kinds import Date, Text
from ...core.text import counted
from ...registers import REGISTERS
from ...registers.dictionaries import LEVEL
from ...storage import bulk
from ...work import contest_nominations
from ...work.contest_board import jury_candidates, make_next_level, read_contest, to_next_level, to_stage
from ..places import Place
from .action_panel import asked
from .contest_base import ALL, ContestBase, choice

_PEOPLE = ("участник", "участника", "участников")
_ENTRIES, _STAGES = REGISTERS["contest_entries"], REGISTERS["contest_stages"]
_CRITERIA, _PAPERS = REGISTERS["contest_criteria"], REGISTERS["contest_documents"]
_NEW = "new"
_WORDS = 520


class ContestSetup(ContestBase):
    """Actions above the lists of participants, nominations, stages, jury, criteria and documents."""

    # -- participants and jury -----------------------------------------------------------------------------------

    def add_entrants(self) -> None:
        """People typed or pasted."""
        self._to_names("entrant")

    def add_jury(self) -> None:
        self._to_names("jury")

    def ask_expert(self) -> None:
        """Somebody who has judged before or is an expert of contests."""
        wanted = self.contest_id

        def ask(found: list[tuple[int, str]]) -> None:
            if not found:
                self.said.emit("Экспертов конкурсов в базе ещё нет: добавьте членов жюри по фамилиям.")
                return
            who = choice("who", "Кого", {str(each): words for each, words in found}, required=True)
            self.panel.ask(
                "Позвать в жюри", "Добавить в жюри", [who, _ENTRIES.by_name["jury_role"]],
                lambda values: self.add_record(
                    _ENTRIES,
                    {"teacher_id": int(values["who"]), "role": "jury", "jury_role": values["jury_role"]},
                ),
                note="Здесь те, кто уже судил конкурсы или записан экспертом конкурсов; участников этого конкурса нет.",
            )  # fmt: skip
            box = self.panel.boxes["who"].editor.control
            if isinstance(box, QComboBox):  # the list is as wide as its words, not as its field
                box.view().setMinimumWidth(_WORDS)

        self._gateway.ask(lambda db: jury_candidates(db, read_contest(db, wanted)), ask)

    def _to_names(self, role: str) -> None:
        preset = {"contest_id": self.contest_id, "role": role}
        self.go.emit(Place("names:contest_entries", preset=preset, detail=Place("contest", self.contest_id)))

    def ask_nomination(self) -> None:
        """One nomination for the marked."""
        ids = self.marks()

        def put(values: dict[str, Any]) -> None:
            path = self.path_by_id(values["nomination"])
            self._set(ids, "nomination", path)

        note = "" if self.contest.nominations else "Номинации заводятся на вкладке «Номинации»."
        self.panel.ask(
            f"Номинация: {counted(len(ids), *_PEOPLE)}", "Записать", [self.nomination_choice("В какой номинации")], put,
            {"nomination": ALL}, note,
        )  # fmt: skip

    def ask_team(self) -> None:
        """The marked made one work together; an empty name parts them."""
        ids = self.marks()
        field = asked("team", "Название команды", Text(300), help="Пусто – каждый сам по себе")
        self.panel.ask(
            f"Команда: {counted(len(ids), *_PEOPLE)}", "Записать", [field],
            lambda values: self._set(ids, "team", values["team"]),
            note="Команда – одно участие, людей столько, сколько их.",
        )  # fmt: skip

    def ask_duty(self) -> None:
        ids = self.marks()
        field = asked("duty", "Обязанность", Text(100), help="Председатель, заместитель, секретарь; пусто – член жюри")
        self.panel.ask(
            "Обязанность в составе жюри",
            "Записать",
            [field],
            lambda values: self._set(ids, "jury_role", values["duty"]),
        )

    def _set(self, ids: list[int], name: str, value: Any) -> None:
        self.write(
            lambda db: bulk.set_field(db, _ENTRIES, ids, name, value),
            lambda count: f"Изменено: {counted(count, *_ENTRIES.forms_of_count)}.",
        )

    def ask_stage(self) -> None:
        """To which stage the marked have come."""
        works = self.marked_works()
        keys = {work.key for work in works}

        def put(values: dict[str, Any]) -> None:
            stage = None if values["stage"] in (None, ALL) else int(values["stage"])
            self.on_base(
                lambda db, contest: to_stage(db, contest, [w for w in contest.works if w.key in keys], stage),
                lambda count: f"Отмечено: {counted(count, *_PEOPLE)}.",
            )

        note = "" if self.contest.stages else "Этапы заводятся на вкладке «Этапы»."
        self.panel.ask(
            f"Прошли на этап: {len(works)}", "Записать", [self.stage_choice("Этап", "первый этап")], put,
            {"stage": ALL}, note,
        )  # fmt: skip

    def ask_level(self) -> None:
        """Into the contest of the next level the marked go: one that is known or a new one."""
        keys = {work.key for work in self.marked_works()}
        order = list(LEVEL.labels)
        above = order[order.index(self.contest.values["level"]) + 1 :]
        following = self.contest.values["next_id"]
        fields = [
            choice("to", "Куда", {**({str(following.id): str(following)} if following else {}), _NEW: "новый конкурс"}),
            choice("level", "Уровень нового", {each: LEVEL.labels[each] for each in above}),
            asked("starts_on", "Новый начинается", Date()),
        ]

        def send(values: dict[str, Any]) -> None:
            if values["to"] not in (None, _NEW):
                target = int(values["to"])
                self.on_base(
                    lambda db, contest: to_next_level(db, contest, [w for w in contest.works if w.key in keys], target),
                    lambda count: f"Записано на следующий уровень: {counted(count, *_PEOPLE)}.",
                )
                return
            missing = [self.panel.boxes[name] for name in ("level", "starts_on") if values[name] is None]
            for box in missing:
                box.complain("Заполните это поле.")
            if not missing:
                self.on_base(
                    lambda db, contest: make_next_level(
                        db, contest, [w for w in contest.works if w.key in keys], values["level"], values["starts_on"]
                    ),
                    lambda _: f"Создан конкурс следующего уровня, в нём {counted(len(keys), *_PEOPLE)}.",
                )

        self.panel.ask(
            f"На следующий уровень: {counted(len(keys), *_PEOPLE)}", "Записать", fields, send,
            {"to": str(following.id) if following else _NEW, "level": "regional" if "regional" in above else None},
            "Кто там уже записан, второй раз не добавится.",
        )  # fmt: skip

    # -- nominations, stages, criteria ---------------------------------------------------------------------------

    def ask_nominations(self) -> None:
        """A list of nominations, those inside others with an indent."""
        wanted = self.contest_id
        field = asked("text", "Номинации", Text(20_000, rows=6), required=True,
                      help="По одной в строке; вложенная – с отступом под своей")  # fmt: skip
        self.panel.ask(
            "Новые номинации", "Добавить", [field],
            lambda values: self.write(
                lambda db: contest_nominations.add_nominations(db, wanted, values["text"]),
                lambda count: f"Добавлено: {counted(count, *REGISTERS['contest_nominations'].forms_of_count)}.",
            ),
        )  # fmt: skip

    def ask_name(self) -> None:
        """Another name for the first of the marked nominations."""
        wanted, contest_id = self.marks()[0], self.contest_id
        before = next(each for each in self.contest.nominations if each.id == wanted)
        self.panel.ask(
            f"Переименовать номинацию «{before.name}»", "Переименовать",
            [asked("name", "Новое название", Text(300), required=True)],
            lambda values: self.write(
                lambda db: contest_nominations.rename(db, contest_id, wanted, values["name"]),
                lambda _: "Номинация переименована и у участников.",
            ),
            {"name": before.name},
        )  # fmt: skip

    def adopt_texts(self) -> None:
        """Nominations that only texts name become records."""
        wanted = self.contest_id
        if all(each.id is not None for each in self.contest.nominations):
            self.said.emit("Все номинации уже заведены.")
            return
        self.write(
            lambda db: contest_nominations.adopt(db, wanted),
            lambda count: f"Заведено: {counted(count, *REGISTERS['contest_nominations'].forms_of_count)}.",
        )

    def ask_new_stage(self) -> None:
        names = ("name", "starts_on", "ends_on", "place")

        def add(values: dict[str, Any]) -> None:
            number = max((each.no for each in self.contest.stages), default=0) + 1
            self.add_record(_STAGES, {**values, "no": number})

        self.panel.ask("Новый этап", "Добавить этап", [_STAGES.by_name[each] for each in names], add)

    def ask_criterion(self) -> None:
        own = [_CRITERIA.by_name[each] for each in ("name", "max_points", "weight")]
        fields = [*own, self.nomination_choice("Для каких работ"), self.stage_choice("На каком этапе", "на всех")]

        def add(values: dict[str, Any]) -> None:
            nomination, stage = values.pop("nomination"), values.pop("stage")
            links = {
                "nomination_id": None if nomination in (None, ALL) else int(nomination),
                "stage_id": None if stage in (None, ALL) else int(stage), "no": len(self.contest.criteria) + 1,
            }  # fmt: skip
            self.add_record(_CRITERIA, {**values, **links})

        self.panel.ask("Новый критерий", "Добавить критерий", fields, add, {"nomination": ALL, "stage": ALL})

    def ask_paper(self) -> None:
        fields = [_PAPERS.by_name["kind"], _PAPERS.by_name["document_id"]]

        def add(values: dict[str, Any]) -> None:
            document = values["document_id"]
            self.add_record(_PAPERS, {"kind": values["kind"], "document_id": document.id})

        self.panel.ask(
            "Документ конкурса", "Приложить", fields, add,
            note="Нет в реестре «Документы» – сначала добавьте его там.",
        )  # fmt: skip

    def add_here(self) -> None:
        """What the first button of the shown list does (Ctrl+N)."""
        first = next((each for each in self.area.view.actions if each.icon == "add"), None)
        if first is not None and self.found.contest is not None:
            getattr(self, first.slot)()

    def remove_marked(self) -> None:
        """Deletes the marked rows of the list that is shown."""
        ids, shown = self.marks(), self.switch.chosen()
        if not ids:
            return
        registers = {
            "entrants": _ENTRIES,
            "jury": _ENTRIES,
            "stages": _STAGES,
            "criteria": _CRITERIA,
            "papers": _PAPERS,
        }
        if shown in registers:
            self.remove_records(registers[shown], ids)
        elif shown == "nominations":
            wanted = self.contest_id
            self.write(
                lambda db: contest_nominations.remove(db, wanted, ids), lambda _: f"Удалено номинаций: {len(ids)}."
            )
