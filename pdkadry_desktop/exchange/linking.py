"""Turns the codes of a checked sheet into ids, and refuses rows that refer to nothing or to a refused row."""

from __future__ import annotations

from ..core.kinds import Link
from .checker import CheckedSheet
from .context import Context
from .layout import Column, layouts


def link_columns(checked: CheckedSheet) -> list[Column]:
    return [column for column in checked.values if isinstance(column.field.kind, Link)]


def settle_codes(checked: CheckedSheet, context: Context, register: str) -> None:
    """The codes of merged records in a sheet's own «Код» become those of the records they were merged into."""
    column = next((each for each in checked.values if each.name == "code" and each.register == register), None)
    if column is None:
        return
    known = context.snapshot.codes.get(register, {})
    own = {record_id: code for code, record_id in known.items()}
    codes = checked.values[column]
    merged = {code: own[known[code]] for code in set(codes) if code in known and own[known[code]] != code}
    if not merged:
        return
    for row, code in enumerate(codes):
        if code in merged:
            checked.warn(row, column, f"Запись с кодом «{code}» объединена с «{merged[code]}»: строка отнесена к ней.")
    checked.values[column] = [merged.get(code, code) for code in codes]


def resolve_links(checked: CheckedSheet, context: Context, own: str | None = None) -> None:
    """Codes → ids in place. Links to the register ``own`` (to rows of this very sheet) are left as codes."""
    for column in link_columns(checked):
        target = column.field.link
        if target is None or target == own:
            continue
        known = context.codes(target)
        codes = checked.values[column]
        missing = {code for code in set(codes) if isinstance(code, str) and code not in known}
        for row, code in enumerate(codes) if missing else ():
            if code in missing:
                checked.refuse(row, column, reason(context, target, code))
        get = known.get
        checked.values[column] = [get(code) if code is not None else None for code in codes]


def settle_self_links(checked: CheckedSheet, context: Context, register: str) -> None:
    """Refuses rows that refer to a row of their own sheet that is absent or refused, until nothing changes.

    Then the links become ids; new rows get theirs here, since a link may point further down.
    """
    columns = [column for column in link_columns(checked) if column.field.link == register]
    if not columns:
        return
    codes = next(values for column, values in checked.values.items() if column.name == "code")
    while True:
        taken = {code for row, code in enumerate(codes) if row not in checked.refused}
        here = set(codes)
        refused = len(checked.refused)
        for column in columns:
            for row, code in enumerate(checked.values[column]):
                if code is None or row in checked.refused or code in taken or code in context.codes(register):
                    continue
                if isinstance(code, str):
                    if code in here:
                        context.refused_codes.setdefault(register, set()).add(code)
                    checked.refuse(row, column, reason(context, register, code))
        if len(checked.refused) == refused:
            break
    known = context.codes(register)
    for row, code in enumerate(codes):
        if row not in checked.refused and code not in known:
            known[code] = context.new_id()
    for column in columns:
        checked.values[column] = [known.get(code) if code is not None else None for code in checked.values[column]]


def reason(context: Context, target: str, code: str) -> str:
    """Why a reference cannot be followed and what to do."""
    sheet = next(each.name for each in layouts().values() if target in (each.spec.key, each.owner and each.owner.key))
    if code in context.refused_codes.get(target, ()):
        return f"Строка с кодом «{code}» на листе «{sheet}» не принята. Исправьте её – примется и эта строка."
    if similar := context.similar_code(target, code):
        return f"Кода «{code}» нет, есть похожий «{similar}». Проверьте раскладку, буквы и пробелы в коде."
    return (
        f"Кода «{code}» нет ни в базе, ни на листе «{sheet}» этого файла. Проверьте код или добавьте там строку с ним."
    )
