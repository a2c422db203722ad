"""The closed dictionaries of the exchange (workbook.toml [dict]): codes are stored, labels may be reworded."""

from __future__ import annotations

from ..core.kinds import Dictionary

ORG_TYPE = Dictionary("org_type", {
    "school": "общеобразовательная", "preschool": "дошкольная", "extra": "дополнительного образования", "other": "иная",
})  # fmt: skip
LOCALITY = Dictionary("locality", {"urban": "город", "rural": "село"})
SEX = Dictionary("sex", {"m": "м", "f": "ж"})
STAFF_CATEGORY = Dictionary("staff_category", {
    "teaching": "педагогический", "managing": "руководящий", "other": "иной",
})  # fmt: skip
EDUCATION = Dictionary("education", {
    "higher": "высшее", "vocational": "среднее профессиональное", "secondary": "среднее общее",
})  # fmt: skip
QUALIFICATION = Dictionary("qualification", {
    "highest": "высшая", "first": "первая", "compliance": "соответствие занимаемой должности", "none": "без категории",
})  # fmt: skip
COURSE_KIND = Dictionary("course_kind", {
    "pk": "повышение квалификации", "pp": "профессиональная переподготовка", "placement": "стажировка", "other": "иное",
})  # fmt: skip
DISTANCE = Dictionary("distance", {"no": "нет", "partly": "частично", "fully": "полностью"})
ABSENCE_KIND = Dictionary("absence_kind", {
    "childcare": "отпуск по уходу за ребёнком", "sabbatical": "длительный отпуск до года", "other": "иное",
})  # fmt: skip
CATEGORY_KIND = Dictionary("category_kind", {
    "highest": "высшая", "first": "первая", "methodologist": "педагог-методист", "mentor": "педагог-наставник",
    "compliance": "соответствие занимаемой должности",
})  # fmt: skip
COURSE_FORM = Dictionary("course_form", {
    "full_time": "очная", "mixed": "очно-заочная", "extramural": "заочная", "remote": "дистанционная",
})  # fmt: skip
LEVEL = Dictionary(
    "level",
    {
        "school": "школьный", "municipal": "муниципальный", "intermunicipal": "межмуниципальный",
        "regional": "региональный", "interregional": "межрегиональный", "federal": "федеральный",
        "international": "международный",
    },
    {
        "районный": "municipal", "городской": "municipal", "краевой": "regional", "областной": "regional",
        "республиканский": "regional", "всероссийский": "federal",
    },
)  # fmt: skip
ROUTE_STATUS = Dictionary("route_status", {
    "drafted": "разработан", "running": "реализуется", "finished": "завершён", "stopped": "прекращён",
})  # fmt: skip
MENTORING_FORM = Dictionary("mentoring_form", {
    "peer": "педагог – педагог", "leader": "руководитель – педагог", "employer": "работодатель – студент",
    "teacher_pupil": "педагог – обучающийся", "pupil_pupil": "обучающийся – обучающийся",
    "lecturer": "педагог вуза (колледжа) – молодой педагог", "partner": "социальный партнёр – педагог",
})  # fmt: skip
MENTORING_KIND = Dictionary("mentoring_kind", {
    "traditional": "традиционное", "group": "групповое", "virtual": "виртуальное", "short": "краткосрочное",
    "reverse": "реверсивное", "situational": "ситуационное", "speed": "скоростное",
})  # fmt: skip
PAIR_STATUS = Dictionary("pair_status", {
    "planned": "планируется", "running": "действует", "finished": "завершена", "dissolved": "расторгнута",
})  # fmt: skip
CONTEST_RESULT = Dictionary("contest_result", {
    "entrant": "участник", "finalist": "финалист", "diploma": "дипломант", "laureate": "лауреат", "prize": "призёр",
    "winner": "победитель",
})  # fmt: skip
VISIT_KIND = Dictionary("visit_kind", {
    "consultation": "консультация", "trip": "выезд", "lesson": "посещение урока", "landing": "методический десант",
    "other": "иное",
})  # fmt: skip
VACANCY_COVER = Dictionary("vacancy_cover", {
    "untaught": "не ведётся", "internal": "внутреннее совмещение", "external": "внешний совместитель",
    "temporary": "временный работник", "other": "иное",
})  # fmt: skip
CONTEST_ROLE = Dictionary("contest_role", {
    "entrant": "участник", "jury": "член жюри", "organizer": "организатор",
})  # fmt: skip
EVENT_DIRECTION = Dictionary("event_direction", {
    "exchange": "обмен опытом", "development": "повышение квалификации и профессиональный рост",
    "young": "поддержка молодых педагогов", "mentoring": "наставничество", "prestige": "престиж профессии",
    "burnout": "профилактика выгорания", "preprofessional": "допрофессиональная подготовка",
    "scientific": "научно-методическое сопровождение",
})  # fmt: skip
EVENT_ROLE = Dictionary("event_role", {
    "attendee": "участник", "speaker": "выступающий", "organizer": "организатор",
})  # fmt: skip
COMMUNITY_KIND = Dictionary("community_kind", {
    "association": "методическое объединение", "community": "профессиональное сообщество",
    "network": "сетевое сообщество", "young_council": "совет молодых педагогов", "club": "клуб",
    "expert_council": "экспертный совет",
})  # fmt: skip
EXPERT_KIND = Dictionary("expert_kind", {
    "gia": "ГИА", "attestation": "аттестация", "contests": "конкурсы профессионального мастерства",
    "pupils": "конкурсы и олимпиады обучающихся", "other": "иная",
})  # fmt: skip
RESERVE_KIND = Dictionary("reserve_kind", {
    "managers": "резерв руководящих работников", "active": "методический актив",
    "experts": "реестр экспертов метапредметных конкурсов и олимпиад", "tutors": "тьюторы",
    "team": "управленческая команда в менторстве",
})  # fmt: skip
TARGET_STATUS = Dictionary("target_status", {
    "studying": "обучается", "graduated": "окончил", "employed": "трудоустроен", "expelled": "отчислен",
    "cancelled": "договор расторгнут",
})  # fmt: skip
SUPPORT_KIND = Dictionary("support_kind", {
    "monthly": "ежемесячная выплата 35 %", "municipal_grant": "стипендия муниципальная",
    "extra_grant": "стипендия дополнительная", "housing": "служебное жильё", "travel": "оплата проезда",
    "bonus": "премия", "grant": "грант", "other": "иная",
})  # fmt: skip
NEED_KIND = Dictionary("need_kind", {
    "pk": "повышение квалификации", "pp": "переподготовка", "methodical": "методическая помощь",
    "contest": "подготовка к конкурсу", "attestation": "аттестация", "staffing": "кадровая потребность",
    "other": "иная",
})  # fmt: skip
CLASS_KIND = Dictionary("class_kind", {
    "class": "педагогический класс", "group": "разновозрастная педагогическая группа",
    "curriculum": "индивидуальный учебный план", "leader": "программа «Вожатый»", "holiday": "каникулярная школа",
    "other": "иная",
})  # fmt: skip
