"""The municipal request for courses: who wants to learn what in which year."""

from __future__ import annotations

from ..core.kinds import Bool, Choice, Dictionary, Int, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import COURSE_FORM

REQUEST_STATE = Dictionary("request_state", {
    "requested": "заявлен", "enrolled": "зачислен", "trained": "обучен", "refused": "отказ",
})  # fmt: skip


class CourseRequest(Record):
    __tablename__ = "course_requests"
    teacher_id: Mapped[int] = link("Педагог", to="teachers", in_list=True, width=240)
    request_year: Mapped[int] = field("Год", Int(1990, 2100), in_list=True, width=80)
    programme: Mapped[str] = field(
        "Программа", Text(500, rows=2), in_list=True, width=340, help="Код из каталога программ или тема своими словами"
    )
    form: Mapped[str | None] = field("Форма", Choice(COURSE_FORM), in_list=True, width=130)
    term: Mapped[str | None] = field("Срок", Text(120), in_list=True, width=140, help="Например: март, II квартал")
    is_done: Mapped[bool | None] = field("Выполнено", Bool(), in_list=True, width=100)
    state: Mapped[str | None] = field(
        "Состояние", Choice(REQUEST_STATE, "requested"), header=None, in_list=True, width=110,
        help="«Обучен» видно и само: по записи о курсах этого года",
    )  # fmt: skip
    reason: Mapped[str | None] = field(
        "Основание", Text(500, rows=2), header=None, help="Почему человек в заявке: нет ПК 3 года, дефицит …"
    )
    refusal: Mapped[str | None] = field(
        "Причина отказа", Text(300), header=None, depends=("state", ("refused",)), help="Кто и почему отказался"
    )
    replaces: Mapped[str | None] = field("Вместо кого", Text(300), header=None, help="Замена: место сохраняется")


COURSE_REQUESTS = register(
    CourseRequest,
    key="course_requests", title="Заявка на курсы", singular="Строка заявки", sheet="Заявка на курсы",
    group="development", icon="pending", counted=("строка заявки", "строки заявки", "строк заявки"),
    empty="Здесь будет заявка района на курсы следующего года.",
    key_fields=("teacher_id", "request_year", "programme"), title_fields=("programme",),
    order=("-request_year", "teacher_id"),
    sections=(
        section("Заявка", CourseRequest.teacher_id, CourseRequest.request_year, CourseRequest.programme,
                CourseRequest.form, CourseRequest.term, CourseRequest.reason),
        section("Состояние", CourseRequest.state, CourseRequest.is_done, CourseRequest.refusal,
                CourseRequest.replaces),
    ),
)  # fmt: skip
