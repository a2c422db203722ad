"""The sentences a user reads when a foreign file cannot be taken: what is wrong with it and what to do."""

from __future__ import annotations

from pdkadry_desktop.core.errors import ImportRefused

SAVE_AS_XLSX = "Откройте файл в Excel или LibreOffice, сохраните как «Книга Excel (.xlsx)» и выберите новый файл."
ASK_AGAIN = "Откройте его в Excel или LibreOffice и сохраните заново; если не открывается, попросите прислать ещё раз."
SPLIT = "Оставьте в файле только таблицу с данными или разделите её на несколько файлов и загрузите по очереди."
CHOOSE_TABLE = "Выберите файл таблицы: .xlsx, .xls, .ods или .csv."
_COPY_TABLE = "Скопируйте таблицу из него в Excel, сохраните как .xlsx и выберите этот файл."
_NO_PASSWORD = "Откройте файл в Excel, снимите пароль (Файл → Сведения → Защита книги), сохраните и повторите."


def damaged(name: str) -> ImportRefused:
    return ImportRefused(f"Файл «{name}» повреждён или записан не полностью.", ASK_AGAIN)


def protected(name: str) -> ImportRefused:
    return ImportRefused(f"Файл «{name}» защищён паролем.", _NO_PASSWORD)


def other_document(name: str, what: str) -> ImportRefused:
    """``what``: «документ Word» – something a table can be copied from."""
    return ImportRefused(f"Файл «{name}» – это {what}, а не таблица.", _COPY_TABLE)


def not_a_table(name: str, what: str = "") -> ImportRefused:
    return ImportRefused(f"Файл «{name}» – {'это ' + what + ', а ' if what else ''}не таблица.", CHOOSE_TABLE)


def unusual(name: str, why: str) -> ImportRefused:
    return ImportRefused(f"Файл «{name}» устроен необычно: {why}.", SAVE_AS_XLSX)


def hostile(name: str) -> ImportRefused:
    text = f"Файл «{name}» содержит запрещённые объявления (DTD): так устроены вредоносные файлы."
    return ImportRefused(text, "Не открывайте его; попросите прислать таблицу, сохранённую в Excel как .xlsx.")


def too_big(name: str, limit_mb: int) -> ImportRefused:
    return ImportRefused(f"Файл «{name}» больше {limit_mb} МБ.", SPLIT)


def too_big_inside(name: str) -> ImportRefused:
    return ImportRefused(f"Файл «{name}» слишком велик в распакованном виде.", SPLIT)


def too_long_text(name: str, where: str) -> ImportRefused:
    """``where``: «в ячейке B7 листа …», or «» when not even the cell can be told."""
    hint = "Сократите текст до 32 767 знаков (столько хранит Excel) и повторите."
    return ImportRefused(f"В файле «{name}» слишком длинный текст{where and ' ' + where}.", hint)


def too_many_rows(name: str, sheet: str) -> ImportRefused:
    return ImportRefused(f"В файле «{name}» на листе «{sheet}» больше 60 000 строк.", SPLIT)


def too_many_cells(name: str) -> ImportRefused:
    return ImportRefused(f"В файле «{name}» больше 5 миллионов заполненных ячеек.", SPLIT)


def scattered(name: str, sheet: str = "") -> ImportRefused:
    where = f" на листе «{sheet}»" if sheet else ""
    hint = "Удалите лишние строки и столбцы за таблицей (в таблице не больше 200 столбцов), сохраните и повторите."
    return ImportRefused(f"В файле «{name}»{where} слишком много данных далеко от таблицы.", hint)


def nothing_inside(name: str) -> ImportRefused:
    text = f"В файле «{name}» нет ни одной заполненной ячейки."
    return ImportRefused(text, "Проверьте, тот ли файл выбран и сохранены ли в нём данные.")
