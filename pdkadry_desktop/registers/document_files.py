"""Files of a document: scans and originals kept inside the base, each content once (storage/files.py)."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Date, FileHash, Int, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from ..storage.files import LIMIT


class DocumentFile(Record):
    __tablename__ = "document_files"
    document_id: Mapped[int] = link("Документ", to="documents", header=None, in_list=True, width=360)
    name: Mapped[str] = field("Имя файла", Text(240), header=None, in_list=True, width=300)
    media: Mapped[str | None] = field("Вид файла", Text(40), header=None, in_list=True, width=120)
    size: Mapped[int] = field("Размер, байт", Int(0, LIMIT), header=None, in_list=True, width=110)
    added_on: Mapped[date] = field("Приложен", Date(), header=None, in_list=True, width=110)
    sha256: Mapped[str] = field(
        "Контрольная сумма", FileHash(), header=None, index=True, help="По ней видно, что файл не изменён"
    )


DOCUMENT_FILES = register(
    DocumentFile,
    key="document_files", title="Файлы документов", singular="Файл документа", group="documents", icon="folder",
    counted=("файл", "файла", "файлов"),
    empty="Здесь будут файлы, приложенные к документам. Приложить файл можно в карточке записи.",
    key_fields=("document_id", "name"), title_fields=("name",), order=("-added_on", "name"),
    sections=(
        section("Файл", DocumentFile.document_id, DocumentFile.name, DocumentFile.media, DocumentFile.added_on,
                DocumentFile.size, DocumentFile.sha256),
    ),
)  # fmt: skip
