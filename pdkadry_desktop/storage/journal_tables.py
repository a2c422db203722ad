"""The program's own tables: the journal of changes, counters, settings, drafts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, Integer, String

from .tables import Base, Mapped, mapped_column


class JournalEntry(Base):
    """One user action. ``is_live``: its effect stands; an entry and the undo of it are both not live.

    ``reason``: why what should stand still was changed, when the user was asked.
    """

    __tablename__ = "journal_entries"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String)
    kind: Mapped[str] = mapped_column(String)  # edit | import | merge | undo | redo | restore
    made_at: Mapped[str] = mapped_column(String)  # local time, ISO, to the second
    undoes: Mapped[int | None] = mapped_column(Integer, index=True)
    is_live: Mapped[bool] = mapped_column(Boolean, default=True)
    rows: Mapped[int] = mapped_column(Integer, default=0)
    reason: Mapped[str | None] = mapped_column(String)


class JournalLine(Base):
    """What an entry did to one record, or to a run of added records with consecutive ids.

    ``before``/``after`` hold the changed fields only; an added record needs neither, a removed one all of before.
    """

    __tablename__ = "journal_lines"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("journal_entries.id"), index=True)
    register: Mapped[str] = mapped_column(String)
    action: Mapped[str] = mapped_column(String)  # added | changed | removed
    first_id: Mapped[int] = mapped_column(Integer)
    last_id: Mapped[int] = mapped_column(Integer)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    __table_args__ = (Index("ix_journal_lines_records", "first_id", "last_id"),)


class Counter(Base):
    """Counters of the base: the next record id, backups made."""

    __tablename__ = "counters"
    name: Mapped[str] = mapped_column(String, primary_key=True)
    value: Mapped[int] = mapped_column(Integer)


class Setting(Base):
    """Settings kept in the base: the profile in use, requisites of the institution, demo mark."""

    __tablename__ = "settings"
    name: Mapped[str] = mapped_column(String, primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)


class Draft(Base):
    """What was typed into a form and not saved yet; outside the journal, in the base and so under its password.

    ``record_id`` None: a new record. ``fields``: name → what stands in its editor, wrong input too.
    """

    __tablename__ = "drafts"
    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    register: Mapped[str] = mapped_column(String)
    record_id: Mapped[int | None] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String)
    typed_at: Mapped[str] = mapped_column(String)  # local time, ISO, to the second
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
