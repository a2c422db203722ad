"""Base widgets of the window: they know the look and the keyboard, and nothing of the data; texts come from outside.

| widget | for |
|---|---|
| ``Sidebar(groups)`` | navigation; ``chosen(key)``, ``select(key)``, ``set_collapsed()`` |
| ``ContextBar()`` | profile, year, as-of date, search, undo/redo, job chip, theme |
| ``PageHeader(title)`` | title, count, actions, one primary |
| ``SearchField``, ``FilterChip``, ``FlowLayout``, ``GridFlow`` | filters and tiles that wrap |
| ``Calendar`` | a month to choose a day from |
| ``Badge``, ``paint_badge`` | a status: icon, word, colour |
| ``FigureTile(Figure(...))`` | an indicator; ``clicked`` opens its list |
| ``EmptyState``, ``Toast``, ``ErrorBanner``, ``FieldMessage`` | what the program says |
| ``push_button``, ``icon_button``, ``MutedLabel``, ``SectionTitle``, ``CardFrame``, ``Line`` | small parts |
"""

from __future__ import annotations

from pdkadry_desktop.ui.widgets.badge import Badge, badge_size, paint_badge
from pdkadry_desktop.ui.widgets.basics import (
    CardFrame,
    ClampedLabel,
    FieldMessage,
    IconLabel,
    Line,
    MutedLabel,
    SectionTitle,
    icon_button,
    push_button,
)
from pdkadry_desktop.ui.widgets.calendar import Calendar
from pdkadry_desktop.ui.widgets.context_bar import ContextBar, JobChip, ProfileChoice
from pdkadry_desktop.ui.widgets.feedback import EmptyState, ErrorBanner, Toast, announce
from pdkadry_desktop.ui.widgets.figure_tile import Figure, FigureTile
from pdkadry_desktop.ui.widgets.flow import FlowLayout, GridFlow
from pdkadry_desktop.ui.widgets.header import FilterChip, PageHeader
from pdkadry_desktop.ui.widgets.search_field import SearchField
from pdkadry_desktop.ui.widgets.sidebar import NavGroup, NavItem, Sidebar

__all__ = [
    "Badge",
    "Calendar",
    "CardFrame",
    "ClampedLabel",
    "ContextBar",
    "EmptyState",
    "ErrorBanner",
    "FieldMessage",
    "Figure",
    "FigureTile",
    "FilterChip",
    "FlowLayout",
    "GridFlow",
    "IconLabel",
    "JobChip",
    "Line",
    "MutedLabel",
    "NavGroup",
    "NavItem",
    "PageHeader",
    "ProfileChoice",
    "SearchField",
    "SectionTitle",
    "Sidebar",
    "Toast",
    "announce",
    "badge_size",
    "icon_button",
    "paint_badge",
    "push_button",
]
