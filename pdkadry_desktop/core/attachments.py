"""Names and endings of files that come from outside: a name that is safe anywhere, and what may be opened."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST = 240  # bytes of a name; file systems allow 255
_FORBIDDEN = re.compile(r'[<>:"|?*/\\]')
_SPACES = re.compile(r"\s+")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])", re.IGNORECASE)
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls, marks of direction, halves of characters
_ENDING = 12  # a longer «ending» is a part of the name

KINDS = {
    "PDF": ("pdf",),
    "Word": ("doc", "docx", "odt", "rtf"),
    "Excel": ("xls", "xlsx", "ods", "csv"),
    "презентация": ("ppt", "pptx", "odp"),
    "изображение": ("jpg", "jpeg", "png", "tif", "tiff", "bmp", "gif", "webp", "heic"),
    "текст": ("txt",),
}
_KIND_OF = {ending: kind for kind, endings in KINDS.items() for ending in endings}
_DANGEROUS = frozenset(
    """
    exe com scr pif bat cmd ps1 psm1 vb vbs vbe js jse ws wsf wsh hta htm html mht mhtml xhtml svg lnk url desktop
    scf inf reg msi msp msc cpl dll sys ocx jar class py pyw sh bash run appimage deb rpm apk app chm hlp iso img
    vhd docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm xll application gadget settingcontent-ms library-ms
    diagcab theme sct shb shs ade adp mdb accdb iqy slk
    """.split()  # noqa: SIM905 - eighty quoted words would hide the list
)
_MACHINE_CODE = (b"MZ", b"\x7fELF", b"#!", b"\x4c\x00\x00\x00\x01\x14\x02\x00")  # programs, scripts, .lnk


def ending(name: str) -> str:
    """The ending without its dot, in small letters; «» when there is none."""
    found = PurePosixPath(name).suffix[1:].lower()
    return found if len(found) <= _ENDING and not found.isspace() else ""


def safe_name(name: str) -> str:
    """The name of a file as it is kept and written to disk: no folder, no drive, no trick of direction, not reserved.

    >>> safe_name("..\\\\..\\\\приказ.pdf")
    'приказ.pdf'
    """
    whole = unicodedata.normalize("NFC", name)
    whole = "".join(each for each in whole if unicodedata.category(each) not in _HIDDEN or each in "\t\n\r")
    last = re.split(r"[/\\]", whole.rstrip("/\\ "))[-1]
    if re.match(r"[A-Za-z]:", last):  # a drive
        last = last[2:]
    plain = _SPACES.sub(" ", _FORBIDDEN.sub(" ", last)).strip(" .")
    if not plain:
        return "файл"
    stem, dot, rest = plain.partition(".")
    if _RESERVED.fullmatch(stem.strip()):
        plain = f"_{stem.strip()}{dot}{rest}"
    return _shortened(plain)


def _shortened(name: str) -> str:
    if len(name.encode()) <= LONGEST:
        return name
    tail = f".{ending(name)}" if ending(name) else ""
    stem = name[: len(name) - len(tail)] if tail else name
    room = LONGEST - len(tail.encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + tail


def media_of(name: str) -> str:
    """What kind of file it is by its ending, in words."""
    return _KIND_OF.get(ending(name), "иной файл")


def is_dangerous(name: str, head: bytes = b"") -> bool:
    """Whether opening the file could run commands: by its ending or by its first bytes."""
    return ending(name) in _DANGEROUS or head.startswith(_MACHINE_CODE)


def refusal_to_open(name: str, head: bytes = b"") -> str:
    """Why the program does not open such a file, in Russian; «» when it does. Only documents of known kinds open."""
    if is_dangerous(name, head):
        return "Файл может выполнять команды: программа его не открывает, только сохраняет."
    if ending(name) not in _KIND_OF:
        return "Файл неизвестного вида: программа его не открывает, только сохраняет."
    return ""


def size_words(size: int) -> str:
    """«340 КБ», «2,5 МБ»."""
    if size < 1024:
        return f"{size} Б"
    if size < 1024**2:
        return f"{-(-size // 1024)} КБ"
    return f"{size / 1024**2:.1f} МБ".replace(".", ",").replace(",0 ", " ")
