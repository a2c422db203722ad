"""A network folder is refused, a stick is told of, everything else is a disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from pdkadry_desktop.core.errors import BaseUnavailable
from pdkadry_desktop.storage import database
from pdkadry_desktop.storage.database import Database
from pdkadry_desktop.storage.media import medium_of, of_mounts

MOUNTS = r"""
/dev/sda2 / ext4 rw 0 0
proc /proc proc rw 0 0
server:/home /home/nfs nfs4 rw 0 0
//server/share /mnt/Общая\040папка cifs rw 0 0
/dev/sdb1 /media/Тётя\040Ёлка/ФЛЕШКА vfat rw 0 0
/dev/nvme0n1p3 /data ext4 rw 0 0
tmpfs /media tmpfs rw 0 0
""".strip()


@pytest.fixture
def blocks(tmp_path: Path) -> Path:
    for disk, flag in (("sda", "0"), ("sdb", "1"), ("nvme0n1", "0")):
        (tmp_path / disk).mkdir()
        (tmp_path / disk / "removable").write_text(f"{flag}\n")
    return tmp_path


@pytest.mark.parametrize(
    ("place", "medium"),
    [
        ("/home/user/район.pdk", "local"),
        ("/home/nfs/район.pdk", "network"),
        ("/home/nfsother/район.pdk", "local"),
        ("/mnt/Общая папка/район.pdk", "network"),
        ("/media/Тётя Ёлка/ФЛЕШКА/район.pdk", "removable"),
        ("/media/Тётя Ёлка/район.pdk", "local"),
        ("/data/район.pdk", "local"),
    ],
)
def test_the_nearest_mount_decides(place: str, medium: str, blocks: Path) -> None:
    assert of_mounts(Path(place), MOUNTS, blocks) == medium


def test_a_table_without_the_place_says_nothing(blocks: Path) -> None:
    assert of_mounts(Path("/nowhere"), "", blocks) == "local"


def test_this_machine_has_a_disk(tmp_path: Path) -> None:
    assert medium_of(tmp_path / "район.pdk") == "local"


def test_a_base_in_a_network_folder_is_refused_and_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "medium_of", lambda path: "network")
    with pytest.raises(BaseUnavailable, match="сетевой папке") as refused:
        Database.open(tmp_path / "район.pdk", create=True)
    assert refused.value.hint
    assert list(tmp_path.iterdir()) == []
