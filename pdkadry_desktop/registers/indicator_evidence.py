"""Documents that prove an indicator of presence: an order, a regulation, a link to what was published."""

from __future__ import annotations

from ..core.kinds import Int, Text
from ..storage.declare import Mapped, Record, field, link, register, section


class IndicatorEvidence(Record):
    __tablename__ = "indicator_evidence"
    profile: Mapped[str] = field("Профиль", Text(60), header=None, index=True, help="Приказ, к показателю которого")
    indicator: Mapped[str] = field("Показатель", Text(20), header=None, in_list=True, width=110)
    year: Mapped[int] = field("Год", Int(1990, 2100), header=None, in_list=True, width=70)
    document_id: Mapped[int] = link("Документ", to="documents", header=None, in_list=True, width=360)
    note: Mapped[str | None] = field("Примечание", Text(1000, rows=2), header=None, in_list=True, width=280)


INDICATOR_EVIDENCE = register(
    IndicatorEvidence,
    key="indicator_evidence", title="Документы к показателям", singular="Документ к показателю", group="monitoring",
    icon="link",
    counted=("документ", "документа", "документов"),
    empty="Здесь будут документы, которыми подтверждены показатели.",
    key_fields=("profile", "indicator", "year", "document_id"), title_fields=("indicator", "year"),
    order=("-year", "indicator"),
    sections=(
        section("Подтверждение", IndicatorEvidence.profile, IndicatorEvidence.indicator, IndicatorEvidence.year,
                IndicatorEvidence.document_id, IndicatorEvidence.note),
    ),
)  # fmt: skip
