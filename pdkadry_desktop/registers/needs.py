"""Requests and needs of teachers found by questionnaires, talks or diagnostics, and the help given."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Choice, Date, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import NEED_KIND
from .rules import ends_after_start


class Need(Record):
    __tablename__ = "needs"
    teacher_id: Mapped[int] = link("Педагог", to="teachers", in_list=True, width=240)
    stated_on: Mapped[date] = field(
        "Дата", Date(), in_list=True, width=110, help="Когда потребность выявлена: анкета, беседа, диагностика"
    )
    kind: Mapped[str] = field("Вид", Choice(NEED_KIND), in_list=True, width=180)
    content: Mapped[str | None] = field("Содержание", Text(2000, rows=3), in_list=True, width=280)
    help_given: Mapped[str | None] = field("Оказанная помощь", Text(2000, rows=3), in_list=True, width=240)
    helped_on: Mapped[date | None] = field("Дата помощи", Date(), in_list=True, width=110)


NEEDS = register(
    Need,
    key="needs", title="Потребности", singular="Потребность", sheet="Потребности", group="development", icon="question",
    counted=("потребность", "потребности", "потребностей"),
    empty="Здесь будут запросы и затруднения педагогов и помощь, которую им оказали.",
    key_fields=("teacher_id", "stated_on", "kind"), title_fields=("kind",), order=("-stated_on",),
    rules=(ends_after_start("stated_on", "helped_on", "Помощь оказана раньше, чем выявлена потребность."),),
    sections=(
        section("Потребность", Need.teacher_id, Need.stated_on, Need.kind, Need.content),
        section("Помощь", Need.help_given, Need.helped_on),
    ),
)  # fmt: skip
