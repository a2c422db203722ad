"""The values of the visual language: colours of both schemes, type scale, spacing, radii; ``theme`` applies them.

This is the only file of the program that names a colour. Everything else asks ``theme.tokens()``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scheme = Literal["light", "dark"]
Tone = Literal["good", "warn", "bad", "accent", "neutral"]
Ink = Literal["text", "muted", "faint", "accent", "on_accent", "good", "warn", "bad", "neutral"]


@dataclass(frozen=True)
class Tokens:
    """Colours as ``#RRGGBB``. A ``*_soft`` is the ground of the tone of the same name; text is legible on it too."""

    scheme: Scheme
    window: str  # ground of the window and of the sidebar's page
    sidebar: str
    surface: str  # cards, tables, fields
    raised: str  # menus, toasts, calendars
    hover: str  # ground under the pointer, on surface or window
    pressed: str
    line: str  # hairlines: decoration only
    control: str  # borders of controls: at least 3:1
    text: str
    muted: str
    faint: str  # switched-off text and icons, exempt from the contrast rule
    accent: str
    accent_hover: str
    accent_soft: str  # selection, current item
    on_accent: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    neutral: str
    neutral_soft: str
    shadow: str

    def ink(self, name: Ink) -> str:
        return str(getattr(self, name))

    def soft(self, tone: Tone) -> str:
        """The ground for a badge or banner of this tone."""
        return str(getattr(self, f"{tone}_soft"))


LIGHT = Tokens(
    scheme="light",
    window="#F6F7F9",
    sidebar="#EDEFF3",
    surface="#FFFFFF",
    raised="#FFFFFF",
    hover="#EBEEF2",
    pressed="#DFE4EA",
    line="#E2E5EA",
    control="#848C98",
    text="#1A1D21",
    muted="#5C6570",
    faint="#A0A7B1",
    accent="#1F5FBF",
    accent_hover="#184E9F",
    accent_soft="#E8F0FC",
    on_accent="#FFFFFF",
    good="#14693D",
    good_soft="#E4F3EA",
    warn="#7F5100",
    warn_soft="#FBF0D9",
    bad="#B02A23",
    bad_soft="#FCEAE8",
    neutral="#5B626D",
    neutral_soft="#ECEEF2",
    shadow="#C9CED6",
)

DARK = Tokens(
    scheme="dark",
    window="#16181D",
    sidebar="#121418",
    surface="#1E2128",
    raised="#262A33",
    hover="#292E38",
    pressed="#323844",
    line="#343944",
    control="#6B7482",
    text="#E8EAED",
    muted="#9AA3AF",
    faint="#636B78",
    accent="#7FB0FF",
    accent_hover="#A3C6FF",
    accent_soft="#22314B",
    on_accent="#0E1726",
    good="#57C98A",
    good_soft="#1A3327",
    warn="#E3B341",
    warn_soft="#382D14",
    bad="#FF7B72",
    bad_soft="#40201F",
    neutral="#9CA3AF",
    neutral_soft="#2B303A",
    shadow="#0B0C0F",
)

SCHEMES: dict[Scheme, Tokens] = {"light": LIGHT, "dark": DARK}


class Space:
    """Distances in logical pixels."""

    XS, S, M, L, XL, XXL = 4, 8, 12, 16, 24, 32


class Radius:
    """Corner radii in logical pixels."""

    BAR, CONTROL, CARD = 3, 6, 10


class Size:
    """Fixed measures of the frame in logical pixels."""

    SIDEBAR, SIDEBAR_COLLAPSED, INSPECTOR = 224, 56, 360
    CONTEXT_BAR, CONTROL, ROW = 52, 32, 30
    ICON, ICON_LARGE = 16, 20


TextRole = Literal["note", "body", "strong", "section", "title", "figure"]

BASE_POINTS = 11
POINTS: dict[TextRole, float] = {"note": 10, "body": 11, "strong": 11, "section": 13, "title": 18, "figure": 28}
"""The type scale for the usual body size; at 12 points the whole scale grows with it."""

WEIGHTS: dict[TextRole, int] = {"note": 400, "body": 400, "strong": 600, "section": 600, "title": 600, "figure": 600}


def contrast(ink: str, ground: str) -> float:
    """The WCAG 2 contrast ratio of two ``#RRGGBB`` colours, from 1 to 21."""

    def luminance(color: str) -> float:
        channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
