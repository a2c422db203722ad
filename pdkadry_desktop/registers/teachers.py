"""People: one record per person; their jobs are in the register of employments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..core.dates import add_years
from ..core.kinds import Bool, Choice, Date, Int, Kind, Link, Text, TextList
from ..core.register import OTHER_CODES, FieldSpec, Nearest, Problem
from ..storage.declare import Mapped, Record, field, register, section
from .dictionaries import EDUCATION, QUALIFICATION, SEX
from .other_names import kept_names
from .rules import snils_problem


class Teacher(Record):
    __tablename__ = "teachers"
    code: Mapped[str] = field("Код", Text(60), unique=True, width=90)
    last_name: Mapped[str] = field("Фамилия", Text(120), in_list=True, width=130)
    first_name: Mapped[str] = field("Имя", Text(120), in_list=True, width=100)
    middle_name: Mapped[str | None] = field("Отчество", Text(120), in_list=True, width=125)
    born_on: Mapped[date | None] = field("Дата рождения", Date(), in_list=True, width=110, other_end="other_born_on")
    other_born_on: Mapped[date | None] = field(
        "Дата рождения – другой край", Date(), header=None, depends=("born_on", ()),
        help="Если день точно не известен: рождение – любой день между двумя датами",
    )  # fmt: skip
    sex: Mapped[str | None] = field("Пол", Choice(SEX))
    snils: Mapped[str | None] = field("СНИЛС", Text(20, rule=snils_problem), hidden=True)
    phone: Mapped[str | None] = field("Телефон", Text(60))
    email: Mapped[str | None] = field("Эл. почта", Text(120))
    education: Mapped[str | None] = field("Образование", Choice(EDUCATION), in_list=True, width=180)
    alma_mater: Mapped[str | None] = field("Учебное заведение", Text(300), text_key=True)
    speciality: Mapped[str | None] = field("Специальность", Text(300))
    graduation_year: Mapped[int | None] = field("Год окончания", Int(1940, 2100))
    has_pedagogical_education: Mapped[bool | None] = field("Педагогическое образование", Bool())
    teaching_since: Mapped[date | None] = field(
        "Педагогический стаж с", Date(), help="От этой даты считается педагогический стаж", in_list=True, width=120,
        other_end="other_teaching_since",
    )  # fmt: skip
    other_teaching_since: Mapped[date | None] = field(
        "Педагогический стаж с – другой край", Date(), header=None, depends=("teaching_since", ()),
        help="Если день точно не известен: стаж начался в любой день между двумя датами («12 лет на 01.09.2025»)",
    )  # fmt: skip
    working_since: Mapped[date | None] = field("Общий стаж с", Date())
    category: Mapped[str | None] = field("Категория", Choice(QUALIFICATION), in_list=True, width=150)
    category_on: Mapped[date | None] = field(
        "Категория присвоена", Date(), depends=("category", ("highest", "first", "compliance"))
    )
    degree: Mapped[str | None] = field("Учёная степень", Text(200))
    awards_text: Mapped[str | None] = field("Награды", Text(1000, rows=2))
    consent_on: Mapped[date | None] = field("Согласие на обработку данных", Date())
    publication_consent_on: Mapped[date | None] = field("Согласие на публикацию", Date())
    former_last_names: Mapped[tuple[str, ...] | None] = field(
        "Прежние фамилии", TextList(), header=None, help="Через «;». По ним человека находят поиск и импорт"
    )
    other_codes: Mapped[tuple[str, ...] | None] = field(
        "Другие коды", TextList(), header=None, hidden=True, help="Коды карточек, которые объединены с этой"
    )


def dates_of_life(row: Mapping[str, Any]) -> Iterator[Problem]:
    """Service begins after the 14th birthday; the whole service is not shorter than the teaching one."""
    born, teaching, working = row.get("born_on"), row.get("teaching_since"), row.get("working_since")
    for name, since in (("teaching_since", teaching), ("working_since", working)):
        if born and since and since < add_years(born, 14):
            yield Problem(name, "Стаж начинается раньше 14 лет: проверьте дату рождения и начало стажа.")
    if teaching and working and working > teaching:
        yield Problem("working_since", "Общий стаж начинается позже педагогического.")


def keep_former(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """A surname or a code that gives way to another stays known."""
    kept = kept_names(before, after, ("last_name",), "former_last_names")
    kept |= kept_names(before, after, ("code",), OTHER_CODES)
    return kept | forgotten_ends(before, after)


def forgotten_ends(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """A date that is set anew is exact, unless its other end is set with it."""
    gone: dict[str, Any] = {}
    for name in ("born_on", "teaching_since"):
        other = f"other_{name}"
        if after[name] != before[name] and before[other] is not None and after[other] == before[other]:
            gone[other] = None
    return gone


def _of_job(name: str, label: str, kind: Kind, field: str, width: int) -> FieldSpec:
    """A column of the list that the job of the day fills."""
    job = Nearest("employments", "teacher_id", field, since="hired_on", until="left_on", main="is_main")
    about = "Место работы на дату, выбранную вверху окна; меняют его в реестре «Места работы»"
    return FieldSpec(name, label, kind, required=False, in_list=True, width=width, help=about, nearest=job)


TEACHERS = register(
    Teacher,
    key="teachers", title="Педагоги", singular="Педагог", sheet=None, group="people", icon="teacher",
    counted=("человек", "человека", "человек"),
    empty="Здесь будут педагоги и руководители организаций с их местами работы.",
    title_fields=("last_name", "first_name", "middle_name"), order=("title",), rules=(dates_of_life,),
    remember=keep_former,
    looked_up=(
        _of_job("job_organization", "Организация", Link("organizations"), "organization_id", 140),
        _of_job("job_position", "Должность", Text(200), "position", 195),
    ),
    sections=(
        section("Человек", Teacher.last_name, Teacher.first_name, Teacher.middle_name, Teacher.code, Teacher.born_on,
                Teacher.other_born_on, Teacher.sex, Teacher.snils, Teacher.phone, Teacher.email,
                Teacher.former_last_names, Teacher.other_codes),
        section("Образование", Teacher.education, Teacher.alma_mater, Teacher.speciality, Teacher.graduation_year,
                Teacher.has_pedagogical_education, Teacher.degree),
        section("Стаж и категория", Teacher.teaching_since, Teacher.other_teaching_since, Teacher.working_since,
                Teacher.category,
                Teacher.category_on, Teacher.awards_text),
        section("Согласия", Teacher.consent_on, Teacher.publication_consent_on),
    ),
)  # fmt: skip
