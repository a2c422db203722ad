"""The plan in the window: made, completed, undone and filtered by keyboard; the painter is quick; paper is whole."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEventLoop, QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QImage, QPainter

from pdkadry_desktop.core.errors import UserError
from pdkadry_desktop.indicators.profiles import load_profile
from pdkadry_desktop.plan.board import Board, BoardRow, BoardTrack, board_of_order, judged
from pdkadry_desktop.plan.schedule import STATUS_LABELS, OccurrenceFacts
from pdkadry_desktop.plan.storing import add_board, make_plan, read_board
from pdkadry_desktop.plan.terms import Term
from pdkadry_desktop.storage import journal
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.worker import DatabaseThread
from pdkadry_desktop.ui.context import Context
from pdkadry_desktop.ui.gantt.grid import LADDER, TimeScale, cells, fitting
from pdkadry_desktop.ui.gantt.layout import RowLayout, bars_of
from pdkadry_desktop.ui.gantt.painter import SIGNS, STYLES, Days, GanttPainter
from pdkadry_desktop.ui.gantt.paper import pdf_bytes, write_pdf
from pdkadry_desktop.ui.gantt.view import GanttView
from pdkadry_desktop.ui.gateway import Gateway
from pdkadry_desktop.ui.pages.plan import PlanPage
from pdkadry_desktop.ui.pages.plan_filters import span_of
from pdkadry_desktop.ui.places import Place
from pdkadry_desktop.ui.theme import font, tokens

AS_OF = date(2024, 12, 31)
Key = Qt.Key


def wait(until: Callable[[], bool], milliseconds: int = 5000) -> None:
    """Runs the event loop until something is so; QTest's waiting would starve the base's thread."""
    loop = QEventLoop()
    often, limit = QTimer(), QTimer()
    often.timeout.connect(lambda: loop.quit() if until() else None)
    limit.timeout.connect(loop.quit)
    often.start(10)
    limit.start(milliseconds)
    if not until():
        loop.exec()
    often.stop()
    limit.stop()
    assert until()


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[DatabaseThread]:
    made = DatabaseThread(tmp_path / "plan.pdk", create=True)
    yield made
    made.close()


@pytest.fixture
def page(worker: DatabaseThread, qtbot) -> PlanPage:
    gateway = Gateway(worker)
    made = PlanPage(gateway, Context("krasnoufimsk", 2024))
    qtbot.addWidget(made)
    made.resize(1140, 700)
    made.show()
    return made


@pytest.fixture
def full(page: PlanPage, worker: DatabaseThread) -> PlanPage:
    worker.call(lambda db: make_plan(db, load_profile("krasnoufimsk")))
    page.arrive(Place("plan"))
    wait(lambda: page.stack.currentWidget() is page.split and page.gantt.tree.currentIndex().isValid())
    return page


def journal_of(worker: DatabaseThread) -> list[str]:
    return [entry.title for entry in worker.call(journal.entries)]


def test_plan_is_made_from_the_empty_state(page: PlanPage, worker: DatabaseThread, qtbot) -> None:
    page.arrive(Place("plan"))
    wait(lambda: page.stack.currentWidget() is page.empty)
    assert not page.filters.isVisible()
    qtbot.mouseClick(page.empty.action, Qt.MouseButton.LeftButton)
    wait(lambda: page.stack.currentWidget() is page.split)
    assert page.header.findChildren(object)
    assert len(page.shown_rows()) == 48
    assert journal_of(worker) == ["Создан план: приказ № 146 от 21.06.2023"]


def test_an_order_without_a_plan_says_so(worker: DatabaseThread, qtbot) -> None:
    made = PlanPage(Gateway(worker), Context("berezniki", 2023))
    qtbot.addWidget(made)
    made.show()
    made.arrive(Place("plan"))
    wait(lambda: made.stack.currentWidget() is made.without)
    assert not made.files.isEnabled()


def test_done_and_undone_by_keyboard(full: PlanPage, worker: DatabaseThread, qtbot) -> None:
    tree = full.gantt.tree
    point = full.gantt.chosen_point()
    assert point is not None
    assert point.status == "overdue", "the oldest open point is chosen"
    tree.setFocus()
    qtbot.keyClick(tree, Key.Key_Space)

    def stored(ident: int) -> str:
        board = worker.call(lambda db: read_board(db, full.gantt.model.board.ident, AS_OF))
        return next(each.status for each in board.points if each.ident == ident)

    wait(lambda: stored(point.ident) in ("done", "done_late"))
    wait(lambda: any(each.ident == point.ident and each.done_on for each in full.gantt.model.board.points))
    assert full.gantt.chosen_point().ident == point.ident, "the same point stays current"
    assert full.done_button.text() == "Вернуть в работу"
    worker.call(journal.undo)
    wait(lambda: full.gantt.chosen_point().status == "overdue")
    assert full.done_button.text() == "Отметить выполненным"


def test_arrows_go_through_the_points_of_a_row(full: PlanPage, qtbot) -> None:
    tree = full.gantt.tree
    first = full.gantt.chosen_point()
    key = full.gantt.current_key()
    qtbot.keyClick(tree, Key.Key_Right)
    second = full.gantt.chosen_point()
    assert second.start > first.start
    assert full.gantt.current_key() == key, "the line stays, its points are stepped through"
    qtbot.keyClick(tree, Key.Key_Left)
    assert full.gantt.chosen_point() == first
    qtbot.keyClick(tree, Key.Key_Down)
    assert full.gantt.current_row().no == "2"


def test_zoom_keeps_the_middle_and_home_goes_to_the_day(full: PlanPage, qtbot) -> None:
    timeline = full.gantt.timeline
    full.fit_school_year()
    middle, px = timeline.middle(), timeline.scale.px
    qtbot.keyClick(full, Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert timeline.scale.px > px
    assert abs(timeline.middle() - middle) <= 2
    qtbot.keyClick(full, Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    timeline.horizontalScrollBar().setValue(0)
    qtbot.keyClick(full.gantt.tree, Key.Key_Home)
    assert abs(timeline.middle() - AS_OF.toordinal()) <= 2


def test_filters_narrow_and_are_taken_back(full: PlanPage) -> None:
    full.filters.late.setChecked(True)
    wait(lambda: len(full.gantt.model.tracks) > 0 and len(full.shown_rows()) < 48)
    assert all("overdue" in {point.status for point in row.points} for row in full.shown_rows())
    full.filters.search.setText("такого нет")
    wait(lambda: full.stack.currentWidget() is full.nothing)
    full.nothing.action.click()
    wait(lambda: full.stack.currentWidget() is full.split)
    assert len(full.shown_rows()) == 48
    full.filters.track.setCurrentIndex(2)
    assert {row.track for row in full.shown_rows()} == {"2"}


def test_tree_and_timeline_have_the_same_lines(full: PlanPage) -> None:
    gantt = full.gantt
    collapsed = len(gantt.timeline.lines)
    assert collapsed == 48 + 3
    full.unfold.setChecked(True)
    assert len(gantt.timeline.lines) == 48 + 3 + 153
    gantt.tree.verticalScrollBar().setValue(500)
    assert gantt.timeline.verticalScrollBar().value() == 500
    assert gantt.tree.verticalScrollBar().maximum() == gantt.timeline.verticalScrollBar().maximum()
    index = gantt.tree.indexAt(QPoint(5, round(gantt.timeline.layout_of_rows.top(20) - 500) + 5))
    assert gantt.model.node(index).line is gantt.timeline.lines[20]
    full.unfold.setChecked(False)
    assert len(gantt.timeline.lines) == collapsed


def test_details_are_typed_saved_and_never_lost(full: PlanPage, worker: DatabaseThread) -> None:
    full.toggle_detail()
    assert full.detail.isVisible()
    point = full.gantt.chosen_point()
    area = full.detail._boxes["result"].editor.area
    area.setPlainText("Прошло 12 человек")
    assert full.detail.is_changed()
    refused: list[UserError] = []
    full._gateway.failed.connect(refused.append)
    assert not full.may_leave()
    assert refused
    full.gantt.step(1)
    assert full.detail.is_changed(), "what was typed stays until it is saved"
    full.detail.save()

    def saved() -> bool:
        board = worker.call(lambda db: read_board(db, full.gantt.model.board.ident, AS_OF))
        return any(each.ident == point.ident and each.result == "Прошло 12 человек" for each in board.points)

    wait(saved)
    wait(full.may_leave)


def test_a_pulled_bar_asks_for_the_order(full: PlanPage, worker: DatabaseThread, qtbot) -> None:
    timeline = full.gantt.timeline
    full.fit_school_year()
    line = next(at for at, each in enumerate(timeline.lines) if each.kind == "row")
    bar = timeline.lines[line].bars[3]
    timeline.center_on(bar.first)
    left = timeline.horizontalScrollBar().value()
    y = round(timeline.layout_of_rows.top(line)) + 22
    place = QPoint(round(timeline.scale.x((bar.first + bar.last) / 2)) - left, y)
    viewport = timeline.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert full.gantt.chosen_point() is bar.point
    qtbot.mouseMove(viewport, place + QPoint(60, 0))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place + QPoint(60, 0))
    assert full.detail.isVisible()
    assert full.detail.is_changed()
    assert len(journal_of(worker)) == 1, "nothing is written without the order"
    full.detail.save()
    wait(lambda: bool(full.detail._boxes["moved_by"].message.text()))
    full.detail._boxes["moved_by"].editor.set_value("№ 3 от 09.01.2025")
    full.detail.save()
    wait(lambda: any(point.moved_to for point in full.gantt.model.board.points))
    (moved,) = (point for point in full.gantt.model.board.points if point.moved_to)
    assert moved.ident == bar.point.ident
    assert moved.moved_to > bar.point.end


def test_every_line_speaks(full: PlanPage) -> None:
    model = full.gantt.model
    for node in model.nodes:
        spoken = model.data(model.index_of(node), Qt.ItemDataRole.AccessibleTextRole)
        assert spoken
        if node.kind == "point":
            assert STATUS_LABELS[node.payload.status] in spoken
    for button in (full.unfold, full.low, full.in_button, full.out_button):
        assert button.accessibleName()


def test_a_file_comes_back_through_a_preview(full: PlanPage, worker: DatabaseThread, tmp_path: Path) -> None:
    path = tmp_path / "план.xlsx"
    full.save_to(path, "xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Сроки"]
    titles = [cell.value for cell in sheet[1]]
    sheet.cell(3, titles.index("Результат") + 1).value = "Сделано"
    book.save(path)
    full.read_back(path)
    wait(lambda: full.stack.currentWidget() is full.back)
    assert len(journal_of(worker)) == 1, "nothing is written before the preview is accepted"
    assert full.back.take_button.text() == "Принять 1 значение"
    model = full.back.model
    assert model.setData(model.index(0, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert not full.back.take_button.isEnabled()
    model.setData(model.index(0, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    full.back.take_button.click()
    wait(lambda: full.stack.currentWidget() is full.split)
    assert any(point.result == "Сделано" for point in full.gantt.model.board.points)


@pytest.mark.parametrize(("ending", "head"), [("pdf", b"%PDF"), ("ics", b"BEGIN:VCALENDAR"), ("xml", b"<?xml")])
def test_files_are_written_from_the_menu(full: PlanPage, tmp_path: Path, ending: str, head: bytes) -> None:
    said: list[str] = []
    full.said.connect(said.append)
    full.save_to(tmp_path / f"план.{ending}", ending)
    assert (tmp_path / f"план.{ending}").read_bytes().startswith(head)
    assert said == [f"Записано: план.{ending}."]


def test_what_is_due_soon_is_found(full: PlanPage) -> None:
    assert span_of("week", date(2024, 12, 31)) == (date(2024, 12, 30), date(2025, 1, 5))
    assert span_of("month", date(2024, 2, 10)) == (date(2024, 2, 1), date(2024, 2, 29))
    full.filters.span.setCurrentIndex(full.filters.span.findData("month"))
    found = full.shown_rows()
    assert found
    for row in found:
        assert any(point.due.strftime("%Y-%m") == "2024-12" for point in row.points)


# -- drawing -------------------------------------------------------------------------------------------------------


def board(profile: str = "krasnoufimsk") -> Board:
    found = board_of_order(load_profile(profile), AS_OF)
    assert found is not None
    return found


def large(points: int = 10_000, rows: int = 2_500) -> Board:
    """An invented plan of five years."""
    start = date(2021, 1, 1)
    made = []
    for at in range(rows):
        found = []
        for number in range(points // rows):
            begin = start + timedelta(days=(at * 37 + number * 431) % 1750)
            end = begin + timedelta(days=(at * 7 + number) % 60)
            found.append(judged(OccurrenceFacts(begin, end, done_on=begin if at % 3 else None), start, AS_OF))
        term = Term("в течение года", "recurring")
        made.append(BoardRow(str(at % 5 + 1), str(at), f"Мероприятие {at}", term, ("Методист",), tuple(found)))
    tracks = tuple(BoardTrack(str(no), f"Раздел {no}") for no in range(1, 6))
    return Board("", "План", "", "1", start, start, (2021, 2025), AS_OF, tracks, tuple(made))


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[int(len(times) * share)]


def test_statuses_differ_without_colour() -> None:
    forms = {
        status: (style.dotted, style.hatch, style.half, style.crossed, style.fill == "surface", SIGNS[status])
        for status, style in STYLES.items()
    }
    assert len(set(forms.values())) == len(forms) == len(STATUS_LABELS)


@pytest.mark.parametrize("px", LADDER)
def test_header_covers_every_day_once(px: float) -> None:
    first, last = date(2023, 8, 17).toordinal(), date(2025, 2, 3).toordinal()
    for unit in TimeScale(first, px).units:
        found = list(cells(unit, first, last, px))
        assert found[0].first <= first
        assert found[-1].last >= last
        assert all(one.last + 1 == other.first for one, other in pairwise(found))


def test_scale_goes_both_ways() -> None:
    scale = fitting(date(2023, 1, 1).toordinal(), date(2025, 12, 31).toordinal(), 900)
    for day in range(scale.origin, scale.origin + 1000, 37):
        assert scale.day(scale.x(day) + scale.px / 2) == day
    assert scale.zoomed(1).px > scale.px > scale.zoomed(-1).px
    assert TimeScale(1, LADDER[-1]).zoomed(1).px == LADDER[-1]


def test_row_layouts_agree() -> None:
    uniform, varied = RowLayout(50, 26), RowLayout(50, [26.0] * 50)
    for y in (-1, 0, 25.9, 26, 700, 1299.9, 1300):
        assert uniform.at(y) == varied.at(y)
    assert list(uniform.between(30, 90)) == list(varied.between(30, 90)) == [1, 2, 3]


def test_a_frame_of_ten_thousand_points_is_quick(dressed_app) -> None:
    plan = large()
    view = GanttView()
    view.resize(1220, 900)
    begun = time.perf_counter()
    view.show_board(plan, None, None)
    opened = time.perf_counter() - begun
    timeline = view.timeline
    image = QImage(1220, 900, QImage.Format.Format_RGB32)
    painter = GanttPainter(tokens(), font("note"))
    days = Days(plan.as_of, plan.start, plan.years)
    times = []
    gc.disable()
    for px in (1.1, 4.0, 14.0):
        scale = TimeScale(plan.start.toordinal(), px)
        for step in range(20):
            area = QRectF(0, step * 900, 1220, 900)
            canvas = QPainter(image)
            canvas.translate(0, -step * 900)
            begun = time.perf_counter()
            painter.paint(canvas, area, timeline.lines, timeline.layout_of_rows, scale, days)
            times.append(time.perf_counter() - begun)
            canvas.end()
    gc.enable()
    assert len(timeline.lines) == 2505
    assert percentile(times, 0.95) < 0.05  # 8 ms on a quiet machine
    assert opened < 2  # 0.2 s on a quiet machine
    view.deleteLater()


def test_ten_thousand_points_are_stored_and_read_quickly(tmp_path: Path) -> None:
    with Database.open(tmp_path / "large.pdk", create=True) as db:
        ident = add_board(db, large())
        begun = time.perf_counter()
        found = read_board(db, ident, AS_OF)
        assert time.perf_counter() - begun < 2
    assert sum(1 for _ in found.points) == 10_000


# -- paper ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", ["amursk", "krasnoufimsk"])
@pytest.mark.parametrize("paper", ["A3", "A4"])
def test_paper_has_everything_on_every_page(profile: str, paper, tmp_path: Path, dressed_app) -> None:
    plan = board(profile)
    count = write_pdf(plan, tmp_path / "план.pdf", paper)
    reader = PdfReader(tmp_path / "план.pdf")
    assert len(reader.pages) == count
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    whole = "".join("".join(texts).split())
    for number, text in enumerate(texts, 1):
        assert f"Страница {number} из {count}" in text
        assert "Мероприятие" in text
        assert "Ответственные" in text
        assert all(label in text for label in STATUS_LABELS.values()), "the legend stands on every page"
    for row in plan.rows:
        assert "".join(row.title.split()) in whole, "no title is cut"
    assert "УТВЕРЖДЕНО" in texts[0]
    box = reader.pages[0].mediabox
    assert box.width > box.height


def test_paper_of_a_large_plan_is_quick(dressed_app) -> None:
    begun = time.perf_counter()
    assert pdf_bytes(large()).startswith(b"%PDF")
    assert time.perf_counter() - begun < 12  # 3 s on a quiet machine


def test_bars_lie_where_their_days_are() -> None:
    plan = board()
    scale = fitting(plan.span[0].toordinal(), plan.span[1].toordinal(), 1000)
    for row in plan.rows:
        for bar in bars_of(row):
            assert scale.day(scale.x(bar.first) + scale.px / 2) == bar.point.start.toordinal()
            assert scale.day(scale.x(bar.last + 1) - scale.px / 2) == bar.point.end.toordinal()
