"""Events of the methodical service: seminars, open lessons, conferences, festivals."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Bool, Choice, Date, MultiChoice, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .dictionaries import EVENT_DIRECTION, LEVEL
from .rules import ends_after_start


class Activity(Record):
    __tablename__ = "activities"
    code: Mapped[str] = field("Код", Text(60), unique=True)
    name: Mapped[str] = field("Наименование", Text(500, rows=2), in_list=True, width=320)
    kind: Mapped[str | None] = field("Вид", Text(100, suggest="event_kinds"), in_list=True, width=130)
    level: Mapped[str] = field("Уровень", Choice(LEVEL), in_list=True, width=130)
    directions: Mapped[tuple[str, ...]] = field(
        "Направление", MultiChoice(EVENT_DIRECTION), in_list=True, width=220, help="Можно выбрать несколько"
    )
    community_id: Mapped[int | None] = link(
        "Сообщество", to="communities", help="Объединение или сообщество, которое проводит мероприятие"
    )
    is_for_young: Mapped[bool | None] = field(
        "Для молодых педагогов", Bool(), help="Участники такого мероприятия считаются получившими поддержку"
    )
    organizer: Mapped[str | None] = field("Организатор", Text(300))
    venue: Mapped[str | None] = field("Место", Text(300), in_list=True, width=160)
    starts_on: Mapped[date] = field("Начало", Date(), in_list=True, width=110)
    ends_on: Mapped[date | None] = field(
        "Окончание", Date(), in_list=True, width=110, help="Пусто – мероприятие прошло за один день"
    )
    is_held: Mapped[bool | None] = field(
        "Проведено", Bool(empty_means=True), in_list=True, width=100,
        help="Пусто – считается проведённым, когда дата прошла; «нет» – не состоялось",
    )  # fmt: skip
    directive_no: Mapped[str | None] = field("Приказ", Text(200), help="Номер и дата приказа о проведении")
    url: Mapped[str | None] = field("Ссылка", Text(500))


ACTIVITIES = register(
    Activity,
    key="activities", title="Мероприятия", singular="Мероприятие", sheet="Мероприятия", group="events", icon="event",
    counted=("мероприятие", "мероприятия", "мероприятий"),
    empty="Здесь будут семинары, мастер-классы, конференции и другие мероприятия для педагогов.",
    title_fields=("name",), order=("-starts_on",), rules=(ends_after_start("starts_on", "ends_on"),),
    sections=(
        section("Мероприятие", Activity.name, Activity.code, Activity.kind, Activity.level, Activity.directions,
                Activity.is_for_young),
        section("Когда и где", Activity.starts_on, Activity.ends_on, Activity.venue, Activity.is_held),
        section("Кто проводит", Activity.organizer, Activity.community_id, Activity.directive_no, Activity.url),
    ),
)  # fmt: skip
