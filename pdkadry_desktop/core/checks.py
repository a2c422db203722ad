"""A declaration checks itself when the program starts; every finding has a code."""

from __future__ import annotations

from .register import RegisterSpec


class BadDeclaration(Exception):
    """A register is declared wrongly: a bug of the program, found at import."""


def findings(spec: RegisterSpec) -> list[str]:
    """R001 field in no section · R002 in two · R003 unknown · R004 nothing listed · R005 key not exchanged · R006 …"""
    names = set(spec.by_name)
    placed: list[str] = [name for section in spec.sections for name in section.fields]
    found = [f"R001 {name} stands in no section" for name in sorted(names - set(placed))]
    found += [f"R002 {name} stands in two sections" for name in sorted({n for n in placed if placed.count(n) > 1})]
    used = [*placed, *spec.title_fields, *spec.key_fields, *(name.lstrip("-") for name in spec.order)]
    used += [each.depends[0] for each in spec.fields if each.depends]
    found += [f"R003 unknown field {name}" for name in sorted(set(used) - names - {"title"})]
    if not spec.listed:
        found.append("R004 no field is shown in the list")
    if spec.sheet:
        found += [
            f"R005 key field {name} has no heading" for name in spec.key_fields
            if name in names and not spec.by_name[name].header
        ]  # fmt: skip
    headers = [each.header for each in spec.fields if each.header]
    found += [f"R006 heading {header} twice" for header in sorted({h for h in headers if headers.count(h) > 1})]
    found += [f"R007 {each.name} has no label" for each in spec.fields if not each.label.strip()]
    return found


def check(spec: RegisterSpec) -> None:
    """Raises BadDeclaration when a declaration contradicts itself."""
    if found := findings(spec):
        raise BadDeclaration(f"{spec.key}: " + "; ".join(found))
