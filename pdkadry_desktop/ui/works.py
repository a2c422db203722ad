"""The pages of work that stand among the registers: declared once, found in the menus, the cards and «Все реестры».

A page is declared by one entry of ``WORKS``; its module is imported when it is first shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .context import Context
    from .gateway import Gateway
    from .pages.page import Page


@dataclass(frozen=True)
class Work:
    """One page of work.

    ``key``: the page of its ``Place``; ``module`` and ``cls``: below ``ui.pages``, made from (gateway, context);
    ``group``: its group in «Все реестры»; ``registers``: in whose menu «Работа» it stands; ``cards``: from whose card
    it opens with that record's id; ``is_of_one``: it shows one record of ``cards``, so from a list it opens with the
    chosen one; ``about``: one sentence for tips and search.
    """

    key: str
    title: str
    icon: str
    module: str
    cls: str
    group: str
    about: str
    registers: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    is_of_one: bool = False

    def make(self, gateway: Gateway, context: Context) -> Page:
        """The page itself."""
        maker: Callable[[Gateway, Context], Page] = getattr(
            import_module(f".pages.{self.module}", __package__), self.cls
        )
        return maker(gateway, context)


_ALL = (
    Work(
        "young", "Молодые специалисты", "young", "young", "YoungPage", "people",
        "Кто молодой специалист сегодня, с наставником, поддержкой и жильём.", registers=("teachers",),
    ),
    Work(
        "staffing", "Вакансии и ОКП", "calendar", "staffing", "StaffingPage", "staffing",
        "Полумесячные снимки вакансий, острая потребность, кто из школ сообщил, отчёт в министерство, банк вакансий.",
        registers=("vacancies", "staff_snapshots", "vacancy_confirmations"),
    ),
    Work(
        "vacancy_closing", "Закрыть вакансии", "check", "vacancy_closing", "VacancyClosingPage", "staffing",
        "Закрыть одну вакансию или сразу несколько: день и кто принят.", registers=("vacancies",), cards=("vacancies",),
    ),
    Work(
        "housing", "Жильё и жильцы", "house", "housing", "HousingPage", "staffing",
        "Служебное жильё: занято педагогами, другими, свободно; контрольные суммы, кто освобождает, вопросы.",
        registers=("housing_units",),
    ),
    Work(
        "trash", "Корзина", "delete", "trash", "TrashPage", "service",
        "Удалённые записи всех реестров: посмотреть и вернуть.",
    ),
    Work(
        "duplicates", "Возможные дубли", "people", "duplicates", "DuplicatesPage", "people",
        "Похожие люди и организации с причинами подозрения: сравнить и объединить или запомнить, что это разные.",
        registers=("teachers", "organizations"),
    ),
    Work("history", "История записи", "journal", "history", "HistoryPage", "", "Все изменения одной записи по полям."),
    Work("merge", "Объединение записей", "people", "merging", "MergePage", "", "Две записи рядом: что останется."),
    Work(
        "staff_tables", "Кадровый состав", "people", "staff_tables", "StaffTablesPage", "people",
        "Статистические таблицы: должности по возрасту, стажу, образованию, категории и полу, с контрольными суммами.",
        registers=("teachers", "employments", "organizations"),
    ),
    Work(
        "targets", "Цели по организациям", "target", "targets", "TargetsPage", "monitoring",
        "Цель показателя району, группе организаций и каждой организации; допуск, рост, перенос с прошлого года.",
        registers=("targets", "organizations", "indicator_values"),
    ),
    Work(
        "comparison", "Сравнение организаций и лет", "indicators", "comparison", "ComparisonPage", "monitoring",
        "Тепловая карта организаций по показателям, кто хуже медианы района, годы рядом с изменением.",
        registers=("organizations", "targets", "closed_periods"),
    ),
    Work(
        "form_check", "Сверка с формами", "check", "form_check", "FormCheckPage", "monitoring",
        "Числа ОО-1 и 85-К школы рядом с реестром: чем отличаются, из-за кого и что принято.",
        registers=("organizations", "employments"),
    ),
    Work(
        "person", "Карточка целиком", "teacher", "whole_card", "PersonPage", "people",
        "Всё о человеке на одной странице: работа, категория, курсы, диагностика и маршрут, участие, документы.",
        cards=("teachers",), is_of_one=True,
    ),
    Work(
        "organization", "Карточка организации", "organization", "whole_card", "OrganizationPage", "organizations",
        "Всё об организации на одной странице: люди, вакансии, наставничество, филиалы, документы.",
        cards=("organizations",), is_of_one=True,
    ),
    Work(
        "attestation", "Аттестация: кому пора", "category", "attestation", "AttestationPage", "people",
        "Кому пора на аттестацию и СЗД, заявления, график по месяцам, итоги года.",
        registers=("categories", "attestations", "teachers"),
    ),
    Work(
        "mentoring", "Наставничество: что оформить", "mentor", "mentoring", "MentoringPage", "development",
        "Пары без согласия, допсоглашения, программы, оплаты, с истёкшим сроком: статья 351.8 Трудового кодекса.",
        registers=("mentorships",),
    ),
    Work(
        "mentoring_pairs", "Пары из приказа", "copy", "mentoring_pairs", "MentoringPairsPage", "development",
        "Вставить приложение к приказу школы: наставник – наставляемый – срок, всё одним действием.",
        registers=("mentorships",),
    ),
    Work(
        "course_request", "Заявка: кого учить", "pending", "course_requests", "CourseRequestsPage", "development",
        "Заявка на курсы составляется сама: кто, на какую программу и почему; квоты, отказы, замены, итог.",
        registers=("course_requests", "course_quotas", "courses", "programmes"),
    ),
    Work(
        "visit_log", "Запись в журнал", "journal", "visit_log", "VisitLogPage", "development",
        "Консультация, выезд или урок одной строкой (Ctrl+J), итоги месяца по видам.", registers=("visits",),
    ),
    Work(
        "stipends", "Стипендии студентов", "support", "stipends", "StipendsPage", "staffing",
        "Кому из студентов положена стипендия, за какие месяцы, сколько и почему; ведомость и отметка о выплате.",
        registers=("target_students", "stipend_rules", "study_results", "stipend_payments"), cards=("target_students",),
    ),
    Work(
        "stream", "Поток курсов", "course", "stream", "StreamPage", "development",
        "Программа и вставленный список: записи о курсах сразу всей группы.",
        registers=("courses", "programmes"), cards=("programmes",),
    ),
    Work(
        "support", "Меры поддержки: сводка", "support", "support", "SupportPage", "staffing",
        "Суммы по видам, источникам и годам, пересечения мер одного человека, премии по номинациям.",
        registers=("support_measures", "award_nominations"),
    ),
    Work(
        "attendance", "Явка на мероприятие", "event", "attendance", "AttendancePage", "events",
        "Готовый список участников: снимите отметки с тех, кто не пришёл; лист регистрации.",
        registers=("activities", "attendances"), cards=("activities",), is_of_one=True,
    ),
    Work(
        "target_chain", "Целевое обучение: отработка", "target", "target_chain", "TargetChainPage", "staffing",
        "Путь от педкласса до школы: кто должен прийти, кто отрабатывает договор, кто не пришёл или ушёл раньше.",
        registers=("target_students", "student_placements", "pedagogical_classes"), cards=("target_students",),
    ),
    Work(
        "contest", "Конкурс: участники, жюри, места", "contest", "contest", "ContestPage", "events",
        "Участники, номинации, этапы, жюри, листы с баллами, места, приказы и дипломы одного конкурса.",
        registers=("contests", "contest_entries", "contest_criteria", "contest_stages", "contest_nominations"),
        cards=("contests",), is_of_one=True,
    ),
    Work(
        "contest_years", "Конкурсы по годам", "calendar", "contest_years", "ContestYearsPage", "events",
        "Один и тот же конкурс в разные годы рядом: участия, педагоги, победители; конкурсы года по уровням.",
        registers=("contests", "contest_entries", "contest_series"),
    ),
    Work(
        "course_flags", "Признаки курсов", "course", "course_flags", "CourseFlagsPage", "development",
        "Предложения: не по профилю, на основе диагностики; связь с каталогом программ; незаполненные признаки.",
        registers=("courses", "programmes"), cards=("programmes",),
    ),
    Work(
        "cycle", "Цикл мониторинга", "cycle", "cycle", "CyclePage", "monitoring",
        "Девять шагов года цепочкой: цели, сбор данных, анализ, рекомендации, меры, решения, эффект – с документами.",
        registers=("cycles", "cycle_steps", "campaigns", "receipts", "findings", "recommendations", "measures",
                   "decisions", "effects"),
    ),
    Work(
        "cycle_proposals", "Предложения рекомендаций", "pending", "cycle_proposals", "CycleProposalsPage", "monitoring",
        "Проекты адресных рекомендаций по числам: кто ниже цели и медианы, дефициты, ПК, пары, пустые поля.",
        registers=("recommendations",),
    ),
    Work(
        "school_forms", "Формы для школ", "export", "school_forms", "SchoolFormsPage", "monitoring",
        "Книги Excel каждой школе с её людьми, списками и подсказками; возвраты – с проверкой, кто не вернул.",
        registers=("form_issues", "teachers", "courses", "vacancies", "campaigns", "receipts"),
    ),
    Work(
        "evidence", "Реестр подтверждений", "link", "evidence", "EvidencePage", "documents",
        "Документы с номером и датой: что подтверждает каждый, есть ли файл и не изменён ли он.",
        registers=("documents",),
    ),
    Work(
        "copies", "Копии базы", "save", "copies", "CopiesPage", "service",
        "Копии, которые программа делает сама; сделать сейчас, записать на флешку, вернуться к одной из них.",
    ),
    Work(
        "protection", "Защита паролем", "lock", "protection", "ProtectionPage", "service",
        "Задать, сменить или снять пароль базы, напечатать лист восстановления, запереть программу.",
    ),
    Work(
        "dictionaries", "Справочники", "list", "dictionaries", "DictionariesPage", "service",
        "Должности, предметы, виды мероприятий, темы, дефициты: добавить, исправить, объединить, больше не предлагать.",
    ),
    Work(
        "membership_rule", "Состав по правилу", "community", "membership_rule", "MembershipRulePage", "events",
        "Кто входит в объединение по правилу («все учителя математики»), кому войти и выйти, исключения.",
        registers=("communities", "memberships"), cards=("communities",), is_of_one=True,
    ),
    Work(
        "method", "Методика показателя", "edit", "method", "MethodPage", "monitoring",
        "Собственный показатель или своя методика: база, числитель, исключения из списков, результат сразу.",
        registers=("indicator_definitions",),
    ),
)  # fmt: skip
WORKS: dict[str, Work] = {each.key: each for each in _ALL}


def works_of(register: str) -> list[Work]:
    """The pages that stand in the menu of a register."""
    return [each for each in WORKS.values() if register in each.registers]


def works_of_card(register: str) -> list[Work]:
    """The pages a card of this register opens."""
    return [each for each in WORKS.values() if register in each.cards]
