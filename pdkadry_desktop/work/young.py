"""Who counts as a young specialist: by age and years of teaching, as the municipality sets it (DOMAIN §4.4)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from ..core.dates import full_years
from ..core.paths import resource
from ..core.text import plural

Join = Literal["age", "service", "both", "either"]
JOINS: dict[Join, str] = {
    "age": "только возраст", "service": "только стаж", "both": "возраст и стаж", "either": "возраст или стаж",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Criteria:
    """``age`` is «до N лет», with ``is_inclusive`` «до N лет включительно»; ``service``: fewer full years than this."""

    age: int = 35
    is_inclusive: bool = True
    service: int = 3
    join: Join = "both"

    def meets(self, born_on: date | None, teaching_since: date | None, on: date) -> bool | None:
        """Whether a person is young on a day; None when an empty date leaves it open."""
        age = None if born_on is None else full_years(born_on, on) < self.age + self.is_inclusive
        served = None if teaching_since is None else full_years(teaching_since, on) < self.service
        match self.join:
            case "age":
                return age
            case "service":
                return served
            case "both":
                return False if age is False or served is False else None if None in (age, served) else True
        return True if age or served else None if None in (age, served) else False

    def words(self) -> str:
        """«до 35 лет включительно и стаж меньше 3 лет»."""
        age = f"до {self.age} {plural(self.age, 'года', 'лет', 'лет')}" + (" включительно" if self.is_inclusive else "")
        service = f"стаж меньше {self.service} {plural(self.service, 'года', 'лет', 'лет')}"
        joined = {"age": age, "service": service, "both": f"{age} и {service}", "either": f"{age} или {service}"}
        return joined[self.join]

    def to_data(self) -> dict[str, Any]:
        return asdict(self)


def criteria_from(data: Mapping[str, Any]) -> Criteria:
    """Criteria as they were kept; what is missing or unknown is the usual."""
    usual = Criteria()
    join = data.get("join")
    return Criteria(
        int(data.get("age", usual.age)), bool(data.get("is_inclusive", usual.is_inclusive)),
        int(data.get("service", usual.service)), join if join in JOINS else usual.join,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Preset:
    """Criteria as an order words them."""

    title: str
    order: str
    profile: str
    wording: str
    criteria: Criteria


@cache
def presets() -> tuple[Preset, ...]:
    """The criteria of all orders, in their order; what a wording does not limit is as usual."""
    data = tomllib.loads(resource("reference", "young.toml").read_text("utf-8"))
    return tuple(
        Preset(each["title"], each["order"], each["profile"], each["wording"], criteria_from(each))
        for each in data["preset"]
    )


def same(one: Criteria, other: Criteria) -> bool:
    """Whether two criteria choose the same people: what ``join`` leaves out does not matter."""
    return one.words() == other.words()
