"""Which documents a contest has: the regulation, the orders on conduct, participation and results, protocols."""

from __future__ import annotations

from ..core.kinds import Choice, Dictionary, Text
from ..storage.declare import Mapped, Record, field, link, register, section

PAPER_KIND = Dictionary("contest_paper", {
    "regulation": "положение", "conduct": "приказ о проведении", "participation": "приказ об участии",
    "results": "приказ об итогах", "protocol": "протокол", "other": "иной документ",
})  # fmt: skip


class ContestDocument(Record):
    __tablename__ = "contest_documents"
    contest_id: Mapped[int] = link("Конкурс", to="contests", header=None, in_list=True, width=280)
    kind: Mapped[str] = field("Чем служит", Choice(PAPER_KIND), header=None, in_list=True, width=170)
    document_id: Mapped[int] = link("Документ", to="documents", header=None, in_list=True, width=400)
    note: Mapped[str | None] = field("Примечание", Text(300), header=None, in_list=True, width=200)


CONTEST_DOCUMENTS = register(
    ContestDocument,
    key="contest_documents", title="Документы конкурсов", singular="Документ конкурса", group="events", icon="document",
    counted=("документ", "документа", "документов"),
    empty="Здесь будут положения, приказы о проведении, участии и итогах, протоколы конкурсов.",
    key_fields=("contest_id", "kind", "document_id"), title_fields=("kind",), order=("contest_id", "kind"),
    sections=(
        section("Документ", ContestDocument.contest_id, ContestDocument.kind, ContestDocument.document_id,
                ContestDocument.note),
    ),
)  # fmt: skip
