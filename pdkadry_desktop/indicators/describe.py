"""A definition as Russian sentences: what is counted, from which base, what stays unknown."""

from __future__ import annotations

from ..core.conditions import All, AnyOf, Condition, Has, Linked, Named, Not, Test, on_the_row
from ..core.dates import MONTHS_GENITIVE
from ..core.register import FieldSpec, RegisterSpec
from ..registers import REGISTERS
from ..storage.conditions import link_field, resolve
from .definition import Counting, Definition, Part
from .tally import subject_register
from .words import MONITORED, words

_COUNTED = {"teachers": "считаются люди", "organizations": "считаются организации"}
_VALUES = {
    "share": "Значение – процент от базы",
    "fte_share": "Значение – процент от базы",
    "count": "Значение – число",
    "sum": "Значение – сумма",
    "presence": "Значение – число; выполнено, когда есть хотя бы один или приложен документ",
    "list": "Значение – число строк списка",
}


def describe(definition: Definition) -> str:
    """The sentences under an indicator on screen and in the statement."""
    counting = definition.counting
    if counting.kind == "manual":
        return "Значение вводится вручную и подтверждается документами."
    if counting.plan_track is not None:
        return (
            f"Считаются пункты плана по треку {counting.plan_track} со сроком в отчётном периоде. "
            "В числителе – выполненные не позже даты отчёта. Значение – процент от базы."
        )
    sentences = [sentence for part in counting.parts for sentence in _part(counting, part)]
    for exclusion in counting.exclusions:
        condition = words(REGISTERS[counting.parts[0].register], exclusion.condition)
        sentences.append(f"Не считаются ({exclusion.reason}): {condition}")
    missing = [f"«{field.label}»" for field in unknown_fields(counting)]
    if missing:
        rule = "; кто неизвестен для числителя, в базу не входит" if counting.excludes_unknown else ""
        sentences.append(f"Неизвестно, когда не заполнено: {', '.join(missing)}{rule}")
    if counting.breakdown:
        sentences.append(f"В разрезе: {', '.join(each.key for each in counting.breakdown)}")
    if definition.as_of is not None:
        month, day = definition.as_of
        sentences.append(f"На {day} {MONTHS_GENITIVE[month - 1]} отчётного года")
    sentences.append(_VALUES[counting.kind])
    return ". ".join(sentence[0].upper() + sentence[1:] for sentence in sentences) + "."


def meanings(definition: Definition) -> list[tuple[str, str]]:
    """The named sets that the sentences mention, each with what it means."""
    found: dict[str, str] = {}

    def take(spec: RegisterSpec, condition: Condition | None) -> None:
        match condition:
            case Named(label, part):
                inner = words(spec, part)
                if label != MONITORED and not label.startswith(("«", "действует ")) and inner not in ("", label):
                    found.setdefault(label, inner)
                take(spec, part)
            case All(parts) | AnyOf(parts):
                for part in parts:
                    take(spec, part)
            case Not(part):
                take(spec, part)
            case Linked(link, part):
                take(REGISTERS[link_field(spec, link).link or ""], part)
            case Has(register, _, where):
                take(REGISTERS[register], where)

    for part in definition.counting.parts:
        take(REGISTERS[part.register], part.base)
        take(REGISTERS[part.register], part.numerator)
    return list(found.items())


def unknown_fields(counting: Counting) -> list[FieldSpec]:
    """The fields whose emptiness leaves a member unknown, each once."""
    found: dict[tuple[str, str], FieldSpec] = {}

    def take(register: str, condition: Condition | None, of_doubt: bool = False) -> None:
        for node in on_the_row(condition):
            if isinstance(node, Test) and (node.undecided or (of_doubt and node.op == "empty")):
                followed, field = resolve(REGISTERS[register], node.path)
                end = (followed[-1].link or "") if followed else register
                found[end, field.name] = field

    for part in counting.parts:
        take(part.register, part.base)
        take(part.register, part.numerator)
    if counting.parts:
        take(counting.parts[0].register, counting.doubtful, of_doubt=True)
    return list(found.values())


def _part(counting: Counting, part: Part) -> list[str]:
    spec = REGISTERS[part.register]
    register = subject_register(part)
    if counting.is_weighted:
        label = f"«{spec.by_name[part.weight].label}»" if part.weight else "число"
        counted = f"складывается {label} по реестру «{spec.title}»"
    elif register is None:
        pair = " и ".join(f"«{spec.by_name[name].label}»" for name in part.counts)
        counted = f"считаются разные сочетания {pair} в реестре «{spec.title}»"
    else:
        counted = _COUNTED.get(register, f"считаются записи реестра «{spec.title}»")
        if register in _COUNTED and part.register not in (register, "employments"):
            counted += f" из реестра «{spec.title}»"
    sentences = [f"{counted}: {words(spec, part.base) or 'все'}"]
    if part.numerator is not None:
        met = words(spec, part.numerator)
        sentences.append("Только в базе, не в числителе" if met == "никто" else f"В числителе: {met}")
    return sentences
