"""Documents of the municipal service: orders, regulations, reports with number, date and link."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Date, Text
from ..storage.declare import Mapped, Record, field, register, section


class Document(Record):
    __tablename__ = "documents"
    code: Mapped[str] = field("Код", Text(60), unique=True)
    kind: Mapped[str] = field(
        "Вид", Text(120), in_list=True, width=160, help="Приказ, положение, справка, протокол, рекомендации …"
    )
    document_no: Mapped[str | None] = field("Номер", Text(100), in_list=True, width=100)
    document_on: Mapped[date | None] = field("Дата", Date(), in_list=True, width=110)
    name: Mapped[str] = field("Наименование", Text(1000, rows=2), in_list=True, width=400)
    url: Mapped[str | None] = field("Ссылка", Text(500), in_list=True, width=200, help="Где документ опубликован")


DOCUMENTS = register(
    Document,
    key="documents", title="Документы", singular="Документ", sheet="Документы", group="documents", icon="document",
    counted=("документ", "документа", "документов"),
    empty="Здесь будут приказы, положения, справки и другие документы с номерами и ссылками.",
    title_fields=("name",), order=("-document_on",),
    sections=(
        section("Документ", Document.kind, Document.document_no, Document.document_on, Document.name, Document.code,
                Document.url),
    ),
)  # fmt: skip
