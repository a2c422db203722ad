"""Invented documents that the tests of all renderers share."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from pdkadry_desktop.reports import document as d
from pdkadry_desktop.reports.values import ValueKind

INDICATORS = (
    "Доля педагогических работников общеобразовательных организаций, прошедших повышение квалификации по "
    "дополнительным профессиональным программам на основе диагностики профессиональных дефицитов, "
    "в том числе в дистанционной форме",
    "Доля учителей общеобразовательных организаций в возрасте до 35 лет со стажем работы до 5 лет",
    "Доля педагогических работников общеобразовательных организаций с высшим образованием",
    "Наличие механизмов непрерывного профессионального роста педагогических работников",
    "Количество экспертов (тьюторов), осуществляющих сопровождение индивидуальных образовательных маршрутов",
    "Количество муниципальных мероприятий, направленных на повышение престижа профессии и профилактику выгорания",
    "Доля общеобразовательных организаций, реализующих целевую модель наставничества педагогических работников",
    "Доля педагогов, освоивших программы дистанционно без отрыва от работы, от числа прошедших повышение квалификации",
    "Доля педагогических работников, прошедших переподготовку по образовательным программам педагогической "
    "направленности",
    "Количество классов и групп психолого-педагогической направленности",
    "Количество мероприятий по допрофессиональной подготовке обучающихся",
    "Количество методических объединений и профессиональных сообществ – не ниже уровня 2020 года",
    "Обеспеченность педагогическими кадрами к началу учебного года",
    "Количество вакансий педагогических работников",
)
SHARES = (0, 1, 2, 6, 7, 8, 12)
VILLAGES = (
    "Ёлкино",
    "Берёзовка",
    "Нижний Яр",
    "Верхний Яр",
    "Солнечный",
    "Озёрное",
    "Таёжный",
    "Ключи",
    "Каменка",
    "Подгорное",
)


def summary_table() -> d.Table:
    percent, number = ValueKind.PERCENT, ValueKind.INTEGER
    columns = (
        d.Column("№", width=9, align=d.Align.CENTER),
        d.Column("Показатель", weight=6),
        d.Column("Ед. изм.", width=15, align=d.Align.CENTER),
        d.Column("План", number, group="Значение показателя"),
        d.Column("Факт", number, group="Значение показателя"),
        d.Column("Отклонение", number, group="Значение показателя"),
        d.Column("Числитель", number, group="Расчёт"),
        d.Column("Знаменатель", number, group="Расчёт"),
        d.Column("Выполнение", weight=2),
        d.Column("Примечание", weight=2.5),
    )
    rows = [d.section("Критерий 1. Повышение профессионального мастерства педагогических работников")]
    for index, title in enumerate(INDICATORS):
        if index == 9:
            rows.append(d.section("Критерий 2. Кадровые потребности и профессиональные сообщества"))
        if index in SHARES:
            base = 173 + 7 * index
            share, target = Fraction(base - 31 - 11 * index, base), Fraction(60 + index, 100)
            values = (
                d.Cell(target, kind=percent),
                d.Cell(
                    share, kind=percent, note="По данным на 31.12.2022 с учётом совместителей." if not index else ""
                ),
                d.Cell(share - target, kind=percent),
                base - 31 - 11 * index,
                base,
            )
            met = share >= target
        else:
            values = (12 + index, 9 + 2 * index, index - 3, None, None)
            met = index >= 3
        if index == 3:
            values, met = (d.Cell(1), d.Cell(None, "нет данных"), None, None, None), False
        rows.append(
            d.data(
                f"{index + 1}.",
                title,
                "%" if index in SHARES else "ед.",
                *values,
                "выполнен" if met else "не выполнен",
                "" if index % 5 else "Требуется адресная работа с организациями",
            )
        )
    return d.Table(
        tuple(columns),
        tuple(rows),
        title="Таблица 1. Показатели мониторинга",
        numbered_columns=True,
        notes=("Источник: реестры муниципальной базы.",),
    )


def organizations_table(count: int = 40) -> d.Table:
    columns = (
        d.Column("№", width=9, align=d.Align.CENTER),
        d.Column("Образовательная организация"),
        *(
            d.Column(f"{i + 1}. {title[:70]}", ValueKind.PERCENT, group="Значения показателей, %", vertical=True)
            for i, title in enumerate(INDICATORS)
        ),
        d.Column("Педагогов", ValueKind.INTEGER),
    )
    rows = []
    people = 0
    for index in range(count):
        teachers = 12 + (index * 37) % 61
        people += teachers
        shares = [d.Cell(Fraction((index * 13 + k * 29) % 101, 100), digits=1) for k in range(len(INDICATORS))]
        village = VILLAGES[index % len(VILLAGES)]
        rows.append(d.data(str(index + 1), f"МБОУ «Средняя школа № {index + 1} с. {village}»", *shares, teachers))
    blank = [d.Cell(None, "х", align=d.Align.CENTER)] * len(INDICATORS)
    rows.append(d.total("", "Всего", *blank, d.Cell(people, is_sum=True)))
    return d.Table(columns, tuple(rows), title="Таблица 2. Показатели по организациям", key_columns=2)


def monitoring_summary() -> d.Document:
    return d.Document(
        title="Сводная таблица мониторинга за 2022 год",
        orientation=d.Orientation.LANDSCAPE,
        footer="Тестовский муниципальный район · данные на 31.12.2022",
        page_total=True,
        executor=d.Executor("Соколова Анна Петровна", "8 (42149) 5-00-00"),
        author="Методический центр Тестовского района",
        blocks=(
            d.ApprovalBlock(("УТВЕРЖДЕНО", "приказом управления образования", "от 24.06.2022 № 180/1")),
            d.Heading(
                "Сводная таблица результатов мониторинга системы обеспечения профессионального развития "
                "педагогических работников за 2022 год"
            ),
            d.Paragraph(
                (
                    "Мониторинг проведён в соответствии с ",
                    d.bold("приказом № 180/1"),
                    " и охватил 40 организаций; "
                    "стипендия молодого специалиста – 5 000 ₽, «подъёмные» – 1 000 000 ₽ на семью.",
                )
            ),
            summary_table(),
            d.Spacer(3),
            organizations_table(),
            d.SignatureBlock("Директор муниципального методического центра", "И. О. Ёлкина", date_line=True),
        ),
    )


def letter() -> d.Document:
    """Portrait, every kind of block."""
    return d.Document(
        title="Аналитическая справка",
        size=14,
        blocks=(
            d.Heading("Аналитическая справка"),
            d.KeyValues(
                (("Период", "2022 год"), ("Основание", "приказ от 24.06.2021 № 180/1"), ("Дата", date(2023, 1, 12)))
            ),
            d.Heading("1. Общие сведения", 2),
            d.Paragraph(
                "В соответствии с планом работы районного методического кабинета на 2022/2023 учебный год проведён "
                "мониторинг в 40 образовательных организациях, охвачено 1 204 педагога."
            ),
            d.Heading("1.1. Выводы", 3),
            d.Bullets(("первый вывод;", ("второй, ", d.italic("с выделением"), "."))),
            d.Numbered(("Руководителям обеспечить участие.", "Методистам составить графики.")),
            d.Note("Сведения по состоянию на 12.01.2023."),
            d.PageBreak(),
            d.Paragraph("Контроль оставляю за собой."),
            d.SignatureBlock("Начальник управления образования", "П. С. Берёзин"),
            d.PageBreak(d.Orientation.LANDSCAPE),
            d.ApprovalBlock(("Приложение № 1", "к справке")),
            small_table(),
        ),
    )


def small_table() -> d.Table:
    return d.Table(
        (
            d.Column("Организация"),
            d.Column("Дата", ValueKind.DATE),
            d.Column("Педагогов", ValueKind.INTEGER),
            d.Column("Доля", ValueKind.PERCENT),
            d.Column("Средний стаж", ValueKind.NUMBER, digits=1),
        ),
        (
            d.section("Школы"),
            d.data("Школа № 1", date(2022, 12, 31), 40, Fraction(31, 200), 12.25),
            d.data("Школа № 2", date(2022, 12, 30), 35, Fraction(1, 3), d.Cell(None, "–")),
            d.subtotal("Итого школы", None, d.Cell(75, is_sum=True), None, None),
            d.section("Детские сады"),
            d.data("Сад «Ёлочка»", None, 12, d.Cell(1.0, note="Все педагоги."), 3.5),
            d.subtotal("Итого сады", None, d.Cell(12, is_sum=True), None, None),
            d.total("Всего", None, d.Cell(87, is_sum=True), d.Cell(Fraction(2, 5), is_sum=True), None),
        ),
        title="Кадры",
    )


HOSTILE = (
    "=1+1",
    "+7 900",
    "-5",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    '<b>жирный</b> & "кавычки" ]]>',
    "a\x00b\x08c\x1bd",
    "\ud800полусимвол\uffff\ufffe",
    "строка\r\nвторая\rтретья\u2028четвёртая",
    "‮справа налево‬",
    "й и\u0306 ё е\u0308",
    "😀 ✓ 漢字",
    "ҥ ө ү ә ₽ № « » – — ≥",
    "_x0008_",
    "  отступ  ",
    "Ъ" * 400,
    "слово-" * 200,
)


def hostile() -> d.Document:
    """Every text that ever broke a file, in every place where text can stand."""
    rows = tuple(d.data(text, str(index), index) for index, text in enumerate(HOSTILE))
    columns = (d.Column('=HYPERLINK("x")'), d.Column("б\x00\ud800"), d.Column("Число", ValueKind.NUMBER, group="@г"))
    texts = tuple(d.Paragraph((text, d.bold(text), d.italic(text))) for text in HOSTILE)
    return d.Document(
        title="=x\x00\ud800<&>",
        author="\uffff<a>",
        footer="\x01</w:t>",
        executor=d.Executor("=И\x00ван", "<тел>"),
        blocks=(
            d.Heading("<b>Заголовок\x02 & \ud800"),
            *texts,
            d.Bullets(HOSTILE),
            d.Numbered(HOSTILE),
            d.ApprovalBlock(HOSTILE),
            d.KeyValues(tuple((text, text) for text in HOSTILE)),
            d.Table(columns, rows, title="=T[]:*?/\\", notes=HOSTILE),
            *(d.SignatureBlock(text, text) for text in HOSTILE[:8]),
        ),
    )
