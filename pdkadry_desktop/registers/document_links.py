"""Which document is attached to which record of any register, and what it confirms there."""

from __future__ import annotations

from datetime import date

from ..core.kinds import AnyRecord, Date, Text
from ..storage.declare import Mapped, Record, field, link, register, section


class DocumentLink(Record):
    __tablename__ = "document_links"
    document_id: Mapped[int] = link("Документ", to="documents", header=None, in_list=True, width=360)
    record_name: Mapped[str] = field(
        "К чему приложен", Text(1000), header=None, in_list=True, width=340,
        help="Так запись называлась, когда документ приложили",
    )  # fmt: skip
    note: Mapped[str | None] = field("Что подтверждает", Text(500, rows=2), header=None, in_list=True, width=260)
    attached_on: Mapped[date] = field("Приложен", Date(), header=None, in_list=True, width=110)
    register: Mapped[str] = field("Реестр записи", Text(60), header=None, index=True)
    record: Mapped[int] = field("Номер записи", AnyRecord(), header=None, index=True)


DOCUMENT_LINKS = register(
    DocumentLink,
    key="document_links", title="Приложенные документы", singular="Приложенный документ", group="documents",
    icon="link",
    counted=("документ", "документа", "документов"),
    empty="Здесь будет, какой документ к какой записи приложен. Приложить его можно в карточке записи.",
    key_fields=("document_id", "register", "record"), title_fields=("record_name",),
    order=("-attached_on", "record_name"), of_making=("record_name", "attached_on"),
    sections=(
        section("Документ", DocumentLink.document_id, DocumentLink.record_name, DocumentLink.note,
                DocumentLink.attached_on, DocumentLink.register, DocumentLink.record),
    ),
)  # fmt: skip
