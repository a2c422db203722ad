"""What a base lies on: a disk of this computer, a stick, or a network folder, where SQLite cannot lock a file."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Literal

Medium = Literal["local", "removable", "network"]

_MOUNTS = Path("/proc/self/mounts")
_BLOCKS = Path("/sys/class/block")
_NETWORK = {
    "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs", "davfs", "davfs2", "fuse.sshfs", "fuse.davfs2",
    "fuse.gvfsd-fuse", "fuse.rclone", "glusterfs", "ceph",
}  # fmt: skip
_REMOTE, _REMOVABLE = 4, 2  # GetDriveType


def medium_of(path: Path) -> Medium:
    """Where a file lies or would lie; «local» when the system does not tell."""
    place = path.resolve()
    if sys.platform == "win32":
        return _of_windows(str(place))
    if not _MOUNTS.exists():
        return "local"
    return of_mounts(place, _MOUNTS.read_text("utf-8", "surrogateescape"), _BLOCKS)


def of_mounts(place: Path, mounts: str, blocks: Path) -> Medium:
    """By the table of mounts: the longest mount point that holds the place decides."""
    best: tuple[int, str, str] = (-1, "", "")
    for line in mounts.splitlines():
        device, point, kind, *_ = [*line.split(" "), "", ""]
        point = _unescaped(point)
        if place.is_relative_to(point) and len(point) > best[0]:
            best = len(point), device, kind
    _, device, kind = best
    if kind in _NETWORK or device.startswith("//"):
        return "network"
    return "removable" if device.startswith("/dev/") and _is_removable(device, blocks) else "local"


def _is_removable(device: str, blocks: Path) -> bool:
    name = device.removeprefix("/dev/")
    for disk in (name, re.sub(r"p?\d+$", "", name)):
        flag = blocks / disk / "removable"
        if flag.exists():
            return flag.read_text().strip() == "1"
    return False


def _unescaped(point: str) -> str:
    """Spaces and the like stand in the table as «\\040»."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), point)


def _of_windows(place: str) -> Medium:
    if place.startswith("\\\\"):
        return "network"
    import ctypes  # only there

    kind = ctypes.windll.kernel32.GetDriveTypeW(place[:3])  # type: ignore[attr-defined,unused-ignore]
    return "network" if kind == _REMOTE else "removable" if kind == _REMOVABLE else "local"
