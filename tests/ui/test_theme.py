"""The visual language: contrast, tokens only in one place, icons, fonts, Qt's own words in Russian."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QSize
from PySide6.QtGui import QAction, QFont, QFontInfo, QFontMetricsF, QImage, QRawFont
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QPushButton

import pdkadry_desktop.ui as ui
from pdkadry_desktop.core.paths import resource
from pdkadry_desktop.ui import qt_russian
from pdkadry_desktop.ui.fonts import BUNDLED, ui_family
from pdkadry_desktop.ui.icons import drawings, icon, pixmap, set_icon
from pdkadry_desktop.ui.theme import apply_theme, chosen_scheme, font, look, style_sheet, tokens
from pdkadry_desktop.ui.tokens import DARK, LIGHT, Tokens, contrast

GROUNDS = ("window", "surface", "raised", "sidebar", "hover", "accent_soft")
BOTH = pytest.mark.parametrize("look_of", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_the_wcag_ratio() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@BOTH
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "good", "warn", "bad", "neutral"])
def test_text_is_legible_on_every_ground(look_of: Tokens, ink: str) -> None:
    grounds = GROUNDS if ink in ("text", "muted", "accent") else ("window", "surface", "raised", "accent_soft")
    low = {each: contrast(getattr(look_of, ink), getattr(look_of, each)) for each in grounds}
    assert min(low.values()) >= 4.5, low


@BOTH
@pytest.mark.parametrize("tone", ["good", "warn", "bad", "accent", "neutral"])
def test_a_badge_is_legible(look_of: Tokens, tone: str) -> None:
    ground = look_of.soft(tone)  # type: ignore[arg-type]
    assert contrast(getattr(look_of, tone), ground) >= 4.5
    assert contrast(look_of.text, ground) >= 4.5


@BOTH
def test_controls_and_accents_stand_out(look_of: Tokens) -> None:
    for ground in ("window", "surface"):
        assert contrast(look_of.control, getattr(look_of, ground)) >= 3
    assert contrast(look_of.on_accent, look_of.accent) >= 4.5
    assert contrast(look_of.on_accent, look_of.accent_hover) >= 4.5


def test_colours_are_named_in_one_file_only() -> None:
    roots = [Path(ui.__file__).parent, resource("ui"), resource("icons")]
    files = [p for root in roots for p in root.rglob("*") if p.suffix in (".py", ".qss", ".svg")]
    value = re.compile(r"#[0-9A-Fa-f]{6}\b|QColor\(\s*\d|Qt\.GlobalColor")
    named = [p.name for p in files if p.name != "tokens.py" and value.search(p.read_text("utf-8"))]
    assert len(files) > 80
    assert named == []


def test_style_sheet_is_filled_and_refuses_unknown_names() -> None:
    sheet = style_sheet(DARK, 12)
    assert "${" not in sheet
    assert DARK.accent in sheet and LIGHT.accent not in sheet
    assert "font-size: 19.6364pt" in sheet  # the title grows with the body size


def test_theme_changes_at_once_and_says_so(qtbot, dressed_app: QApplication) -> None:
    with qtbot.waitSignal(look().changed):
        apply_theme(dressed_app, "dark")
    assert tokens() is DARK
    assert dressed_app.palette().window().color().name().upper() == DARK.window
    apply_theme(dressed_app, "light", base_points=12)
    assert (tokens(), chosen_scheme()) == (LIGHT, "light")
    assert font("body").pointSizeF() == 12
    apply_theme(dressed_app, "light")
    assert font("figure").pointSizeF() == 28


def _ink_share(image: QImage) -> float:
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    seen = sum(image.pixelColor(x, y).alpha() > 100 for x, y in product(range(image.width()), range(image.height())))
    return seen / (image.width() * image.height())


@pytest.mark.parametrize("name", sorted(drawings()))
def test_every_icon_is_drawn_sharp_at_its_scale(name: str) -> None:
    small, scaled = pixmap(name, "text", 16, 1.0), pixmap(name, "text", 16, 1.5)
    assert (small.width(), scaled.width()) == (16, 24)
    assert 0.01 < _ink_share(scaled.toImage()) < 0.6


def test_the_family_is_of_one_grid_and_stroke() -> None:
    heads = {re.match(r"<svg[^>]*>", svg)[0] for svg in drawings().values()}  # type: ignore[index]
    assert len(heads) == 1
    assert 'stroke="currentColor"' in heads.pop()


def test_unknown_icon_is_a_bug() -> None:
    with pytest.raises(KeyError):
        icon("no-such-icon")


def _strongest(made: QImage) -> str:
    cells = product(range(made.width()), range(made.height()))
    return max((made.pixelColor(x, y) for x, y in cells), key=lambda c: c.alpha()).name().upper()


def test_icon_of_a_button_follows_the_theme(qtbot, dressed_app: QApplication) -> None:
    button, action = QPushButton("Сохранить"), QAction("Сохранить")
    qtbot.addWidget(button)
    for target in (button, action):
        set_icon(target, "minus", "accent")
        assert _strongest(target.icon().pixmap(QSize(48, 48)).toImage()) == LIGHT.accent
    apply_theme(dressed_app, "dark")
    for target in (button, action):
        assert _strongest(target.icon().pixmap(QSize(48, 48)).toImage()) == DARK.accent
    apply_theme(dressed_app, "light")


def test_bundled_face_serves_without_system_fonts() -> None:
    assert ui_family("offscreen") == BUNDLED
    assert QFontInfo(font("body")).family() == BUNDLED
    for role in ("body", "section"):
        raw = QRawFont.fromFont(font(role))  # type: ignore[arg-type]
        assert [c for c in "АЯаяЁё№«»—–₽≥≤·…0123456789 \u202f\u00a0" if not raw.supportsCharacter(ord(c))] == []


@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold])
def test_digits_are_tabular(weight: QFont.Weight) -> None:
    made = font("figure")
    made.setWeight(weight)
    widths = {digit: QFontMetricsF(made).horizontalAdvance(digit * 10) for digit in "0123456789"}
    assert max(widths.values()) - min(widths.values()) < 1


def test_fonts_are_small_and_licensed() -> None:
    files = list(resource("fonts", "ui").iterdir())
    assert sum(path.stat().st_size for path in files) < 1_500_000
    assert "SIL OPEN FONT LICENSE" in resource("fonts", "ui", "OFL.txt").read_text("utf-8")


def test_standard_buttons_are_russian(qtbot) -> None:
    kinds = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kinds.Save | kinds.Discard | kinds.Cancel | kinds.Yes | kinds.No | kinds.Close | kinds.Help)
    qtbot.addWidget(box)
    words = [button.text().replace("&", "") for button in box.buttons()]
    assert len(words) == 7
    assert not [word for word in words if re.search("[A-Za-z]", word)]
    assert "Сохранить" in words


def test_context_menu_of_a_field_is_russian(qtbot) -> None:
    field = QLineEdit("Ёлкина")
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    assert len(words) >= 6
    assert not [word for word in words if re.search("[A-Za-z]", word)]
    menu.deleteLater()


@pytest.mark.parametrize("source", sorted(qt_russian.REMAINDER))
def test_words_missing_in_qt_are_supplied(source: tuple[str, str]) -> None:
    assert QCoreApplication.translate(*source) == qt_russian.REMAINDER[source]


def test_qt_translation_goes_before_the_supplement() -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Отмена"
    assert QLocale().toString(1234.5, "f", 1).replace("\u00a0", " ") == "1 234,5"
    assert QLocale().monthName(12).lower().startswith("декабр")
