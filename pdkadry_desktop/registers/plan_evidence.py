"""Evidence that a point of a plan was carried out: an order, a link, a document, a held event."""

from __future__ import annotations

from datetime import date

from ..core.kinds import Choice, Date, Dictionary, Text
from ..storage.declare import Mapped, Record, field, link, register, section
from .rules import one_of

EVIDENCE_KIND = Dictionary("evidence_kind", {
    "directive": "приказ", "link": "ссылка", "document": "документ", "list": "список участников",
    "activity": "мероприятие", "text": "запись",
})  # fmt: skip


class PlanEvidence(Record):
    __tablename__ = "plan_evidence"
    occurrence_id: Mapped[int] = link("Срок плана", to="plan_occurrences", header=None, in_list=True, width=180)
    kind: Mapped[str] = field("Вид", Choice(EVIDENCE_KIND), header=None, in_list=True, width=140)
    evidence_no: Mapped[str | None] = field("Номер", Text(100), header=None, in_list=True, width=110)
    evidence_on: Mapped[date | None] = field("Дата", Date(), header=None, in_list=True, width=110)
    text: Mapped[str | None] = field("Текст или ссылка", Text(2000, rows=2), header=None, in_list=True, width=360)
    document_id: Mapped[int | None] = link("Документ", to="documents", header=None)
    activity_id: Mapped[int | None] = link("Мероприятие", to="activities", header=None)


PLAN_EVIDENCE = register(
    PlanEvidence,
    key="plan_evidence", title="Подтверждения исполнения", singular="Подтверждение", group="plan", icon="link",
    counted=("подтверждение", "подтверждения", "подтверждений"),
    empty="Здесь будут приказы, ссылки и документы, которые подтверждают исполнение плана.",
    key_fields=("occurrence_id", "kind"), title_fields=("kind", "evidence_no", "text"), order=("-evidence_on",),
    rules=(one_of(("text", "evidence_no", "document_id", "activity_id"), "Укажите номер, текст или документ."),),
    sections=(
        section("Подтверждение", PlanEvidence.occurrence_id, PlanEvidence.kind, PlanEvidence.evidence_no,
                PlanEvidence.evidence_on, PlanEvidence.text, PlanEvidence.document_id, PlanEvidence.activity_id),
    ),
)  # fmt: skip
