"""Applies the visual language to the application: palette, fonts and the one style sheet, on the Fusion style.

* ``apply_theme(app, "system")`` - once at start and whenever the user chooses; "system" follows the desktop live.
* ``tokens()`` - the colours in force; ``look().changed`` - the signal after every change.
* ``font("section")`` - a step of the type scale; ``color("accent")`` - a token as QColor for painters.

Widgets dressed by the style sheet need no code: it is a template in ``resources/ui/style.qss`` that picks on
properties, which ``style(widget, kind="primary")`` sets and re-polishes.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from pdkadry_desktop.core.paths import resource
from pdkadry_desktop.ui.fonts import make_font, ui_family
from pdkadry_desktop.ui.icons import icon_path
from pdkadry_desktop.ui.scheme import look, tokens
from pdkadry_desktop.ui.tokens import BASE_POINTS, POINTS, SCHEMES, Ink, Scheme, TextRole, Tokens

__all__ = ["SchemeChoice", "apply_theme", "chosen_scheme", "color", "font", "look", "style", "tokens"]

SchemeChoice = Literal["light", "dark", "system"]


def apply_theme(app: QApplication, scheme: SchemeChoice = "system", base_points: float = BASE_POINTS) -> None:
    """Dress the whole application; may be called again at any time. ``base_points`` is the body size (11 or 12)."""
    _desktop(app).choose(scheme, base_points)


def chosen_scheme() -> SchemeChoice:
    """What was asked for, "system" included; the scheme in force is ``tokens().scheme``."""
    return _desktop(_app()).choice


def color(name: str) -> QColor:
    """A token of the scheme in force as QColor."""
    return QColor(getattr(tokens(), name))


def font(role: TextRole = "body") -> QFont:
    """A font of the type scale at the user's size."""
    return make_font(look().family or QApplication.font().family(), role, look().base_points)


def style(widget: QWidget, **properties: object) -> None:
    """Set the properties that the style sheet picks on (``kind``, ``role``, ``tone``, ``invalid``) and repaint."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class _Desktop(QObject):
    """Keeps the application dressed as chosen, also when the desktop switches between light and dark."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.choice: SchemeChoice = "system"
        self._base_points: float = BASE_POINTS
        app.setStyle(QStyleFactory.create("Fusion"))
        app.styleHints().colorSchemeChanged.connect(self._on_color_scheme_changed)

    def choose(self, choice: SchemeChoice, base_points: float) -> None:
        self.choice, self._base_points = choice, base_points
        hints = self._app.styleHints()
        if choice == "system":
            hints.unsetColorScheme()
        else:  # title bars and file dialogs of the system follow too
            hints.setColorScheme(Qt.ColorScheme.Dark if choice == "dark" else Qt.ColorScheme.Light)
        self._dress()

    def _on_color_scheme_changed(self) -> None:
        if self.choice == "system":
            self._dress()

    def _dress(self) -> None:
        scheme: Scheme = "dark" if self.choice == "dark" else "light"
        if self.choice == "system" and self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark:
            scheme = "dark"
        now = look()
        now.tokens = SCHEMES[scheme]
        now.base_points = self._base_points
        now.family = ui_family(self._app.platformName())
        self._app.setFont(font("body"))
        self._app.setPalette(_palette(now.tokens))
        self._app.setStyleSheet(style_sheet(now.tokens, now.base_points))
        now.changed.emit()


def _app() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("the theme needs a running QApplication")
    return app


@cache
def _desktop(app: QApplication) -> _Desktop:
    return _Desktop(app)


def _palette(ground: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for each, value in {
        role.Window: ground.window,
        role.WindowText: ground.text,
        role.Base: ground.surface,
        role.AlternateBase: ground.window,
        role.Text: ground.text,
        role.Button: ground.surface,
        role.ButtonText: ground.text,
        role.BrightText: ground.bad,
        role.ToolTipBase: ground.raised,
        role.ToolTipText: ground.text,
        role.PlaceholderText: ground.muted,
        role.Highlight: ground.accent_soft,
        role.HighlightedText: ground.text,
        role.Accent: ground.accent,
        role.Link: ground.accent,
        role.LinkVisited: ground.accent,
        role.Light: ground.surface,
        role.Midlight: ground.hover,
        role.Mid: ground.line,
        role.Dark: ground.control,
        role.Shadow: ground.shadow,
    }.items():
        palette.setColor(each, QColor(value))
    for each in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(ground.faint))
    return palette


@cache
def _template() -> str:
    return resource("ui", "style.qss").read_text("utf-8")


def style_sheet(values: Tokens, base_points: float) -> str:
    """The template with its placeholders filled: ``${accent}``, ``${pt:note}``, ``${icon:check:on_accent}``.

    An unknown placeholder raises KeyError or AttributeError: the template is part of the program.
    """

    def fill(match: re.Match[str]) -> str:
        kind, _, rest = match[1].partition(":")
        if kind == "pt":
            return f"{POINTS[rest] * base_points / BASE_POINTS:g}pt"  # type: ignore[index]
        if kind == "icon":
            name, _, ink = rest.partition(":")
            wanted: Ink = ink  # type: ignore[assignment]
            return f"url({icon_path(name, wanted, values.scheme)})"
        return str(getattr(values, kind))

    return re.sub(r"\$\{([^}]+)\}", fill, _template())
