"""Documents at records: attached by hand, by a field, by evidence; files kept safe; every step undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pdkadry_desktop.core.errors import ChangeRefused
from pdkadry_desktop.registers import REGISTERS
from pdkadry_desktop.storage import files, journal, query, records, trash
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.deletion import delete_with_dependents, preview
from pdkadry_desktop.work import attachments
from pdkadry_desktop.work import merge as merging
from tests.storage.conftest import dump, person

ORDER = {"kind": "приказ", "document_no": "12-о", "name": "О закреплении наставников"}
Add = Callable[..., int]


@pytest.fixture
def teacher(add: Add) -> tuple[str, int]:
    return "teachers", add("teachers", **person("П1"))


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "Приказ о закреплении наставников за молодыми педагогами 1.pdf"
    path.write_bytes(b"%PDF-1.7 scan")
    return path


def test_a_new_document_with_its_file_is_one_action(db: Database, teacher: tuple[str, int], scan: Path) -> None:
    before = dump(db)
    document = attachments.attach(db, teacher, ORDER, [scan], "наставничество")
    (found,) = attachments.attached_to(db, *teacher)
    assert found.paper.id == document and found.note == "наставничество" and found.link_id is not None
    assert found.paper.requisites() == "Приказ №\u00a012-о"
    (file,) = found.paper.files
    assert (file.name, file.size, file.refusal, file.is_kept) == (scan.name, 13, "", True)
    (use,) = attachments.uses(db, [document])
    assert (use.register, use.record_id, use.title) == (*teacher, "Педагог: Ёлкина Анна")
    after = dump(db)
    journal.undo(db)
    assert dump(db) == before and attachments.attached_to(db, *teacher) == ()
    journal.redo(db)
    assert dump(db) == after and files.check(db) == []


def test_detaching_leaves_the_document_and_is_undone(db: Database, teacher: tuple[str, int], scan: Path) -> None:
    document = attachments.attach(db, teacher, ORDER, [scan])
    (found,) = attachments.attached_to(db, *teacher)
    assert found.link_id is not None
    attachments.detach(db, found.link_id)
    assert attachments.attached_to(db, *teacher) == () and attachments.uses(db, [document]) == ()
    assert attachments.papers(db, [document])[document].files
    with pytest.raises(ChangeRefused):
        attachments.detach(db, found.link_id)
    journal.undo(db)
    assert attachments.attached_to(db, *teacher) == (found,)


def test_files_of_a_document_come_and_go(db: Database, scan: Path, tmp_path: Path) -> None:
    document = attachments.attach(db, None, ORDER)
    attachments.attach(db, None, document, [scan])
    other = tmp_path / "..приложение.exe"
    other.write_bytes(b"MZ1")
    attachments.attach(db, None, document, [other])
    held = attachments.papers(db, [document])[document].files
    assert {file.name: bool(file.refusal) for file in held} == {scan.name: False, "приложение.exe": True}
    with pytest.raises(ChangeRefused, match="уже есть"):
        attachments.attach(db, None, document, [scan])
    attachments.remove_file(db, held[0].id)
    assert len(attachments.papers(db, [document])[document].files) == 1
    journal.undo(db)
    assert attachments.papers(db, [document])[document].files == held


def test_a_document_is_attached_to_a_record_once(db: Database, teacher: tuple[str, int], scan: Path) -> None:
    document = attachments.attach(db, teacher, ORDER)
    with pytest.raises(ChangeRefused, match="уже приложен"):
        attachments.attach(db, teacher, document)
    attachments.attach(db, teacher, document, [scan])
    assert len(attachments.attached_to(db, *teacher)) == 1


def test_a_document_without_a_kind_is_refused_and_keeps_nothing(
    db: Database, teacher: tuple[str, int], scan: Path
) -> None:
    with pytest.raises(records.Invalid) as refused:
        attachments.attach(db, teacher, {"name": "Без вида"}, [scan])
    assert [each.field for each in refused.value.problems] == ["kind"]
    assert query.count(db, query.Query("documents")) == 0 and files.totals(db).count == 0


def test_papers_named_by_fields_and_evidence_are_seen_from_both_sides(db: Database, add: Add) -> None:
    document = add("documents", code="Д1", kind="положение", name="О конкурсе")
    contest = add("contests", code="К1", name="Олимп", level="municipal", starts_on=date(2024, 3, 1))
    paper = add("contest_documents", contest_id=contest, kind="regulation", document_id=document)
    (found,) = attachments.attached_to(db, "contests", contest)
    assert (found.link_id, found.register, found.record_id) == (None, "contest_documents", paper)
    (named,) = attachments.attached_to(db, "contest_documents", paper)
    assert named.via == "поле «Документ»"
    (use,) = attachments.uses(db, [document])
    assert (use.register, use.record_id, use.link_id) == ("contest_documents", paper, None)
    assert "Олимп" in use.note
    bare = add("contests", code="К2", name="Свежий ветер", level="municipal", starts_on=date(2024, 3, 1))
    assert attachments.without_documents(db, "contests") == {bare}
    assert attachments.without_documents(db, "contest_documents") == frozenset()
    attachments.attach(db, ("contests", bare), document)
    assert attachments.without_documents(db, "contests") == frozenset()
    journal.undo(db)
    proof = add("indicator_evidence", profile="проба", indicator="000.R7", year=2024, document_id=document)
    assert {(each.register, each.record_id) for each in attachments.uses(db, [document])} == {
        ("contest_documents", paper), ("indicator_evidence", proof),
    }  # fmt: skip


def test_links_go_with_the_record_and_files_with_the_document(
    db: Database, teacher: tuple[str, int], scan: Path
) -> None:
    document = attachments.attach(db, teacher, ORDER, [scan])
    before = dump(db)
    spec = REGISTERS["teachers"]
    with pytest.raises(ChangeRefused, match="Приложенные документы"):
        records.delete(db, spec, [teacher[1]])
    assert preview(db, spec, [teacher[1]]).removed.keys() == {"document_links"}
    delete_with_dependents(db, spec, [teacher[1]])
    assert attachments.uses(db, [document]) == ()
    journal.undo(db)
    assert dump(db) == before
    gone = delete_with_dependents(db, REGISTERS["documents"], [document])
    assert gone.removed.keys() == {"document_files", "document_links"}
    assert attachments.attached_to(db, *teacher) == ()
    journal.undo(db)
    assert dump(db) == before and files.check(db) == []


def test_a_link_does_not_come_back_to_a_record_that_is_gone(db: Database, teacher: tuple[str, int]) -> None:
    attachments.attach(db, teacher, ORDER)
    (found,) = attachments.attached_to(db, *teacher)
    assert found.link_id is not None
    attachments.detach(db, found.link_id)
    detached = journal.last_undoable(db)
    assert detached is not None
    records.delete(db, REGISTERS["teachers"], [teacher[1]])
    with pytest.raises(ChangeRefused, match="которых уже нет"):
        journal.undo(db, detached.id)


def test_a_link_comes_out_of_the_trash_only_with_its_record(db: Database, teacher: tuple[str, int]) -> None:
    attachments.attach(db, teacher, ORDER)
    before = dump(db)
    delete_with_dependents(db, REGISTERS["teachers"], [teacher[1]])
    link = next(each for each in trash.deleted(db) if each.register == "document_links")
    assert "Ёлкина" in link.belongs
    with pytest.raises(ChangeRefused, match="связанная запись тоже удалена – Педагог"):
        trash.restore(db, [link.key])
    assert trash.needed_with(db, [link.key]) == [teacher]
    assert trash.restore(db, [link.key], with_needed=True) == 2
    assert dump(db) == before


def test_a_document_of_two_who_become_one_stands_once(db: Database, teacher: tuple[str, int], add: Add) -> None:
    other = "teachers", add("teachers", **person("П2"))
    order = attachments.attach(db, teacher, ORDER, note="наставничество")
    attachments.attach(db, other, order, note="Наставничество")
    own = attachments.attach(db, other, {"kind": "диплом", "name": "О высшем образовании"})
    before = dump(db)
    assert [each.proposed for each in merging.preview(db, "teachers", teacher[1], other[1]).repeats] == ["merge"]
    merging.merge(db, "teachers", teacher[1], other[1])
    assert sorted(each.paper.id for each in attachments.attached_to(db, *teacher)) == sorted((order, own))
    journal.undo(db)
    assert dump(db) == before


def test_a_record_of_the_same_number_in_another_register_is_left_alone(db: Database, add: Add) -> None:
    one: Any = ("teachers", add("teachers", **person("П1")))
    attachments.attach(db, one, ORDER)
    assert attachments.attached_to(db, "organizations", one[1]) == ()
    assert attachments.count_of(db, *one) == 1
