"""Version 0001: first."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "agreements",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("document_no", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.Column("partner_key", sa.String(), nullable=True),
        sa.Column("subject_key", sa.String(), nullable=True),
        sa.Column("document_no_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_agreements_code_key"), "agreements", ["code_key"], unique=False)
    op.create_index(op.f("ix_agreements_title_key"), "agreements", ["title_key"], unique=False)
    op.create_table(
        "award_nominations",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("prize", sa.String(), nullable=False),
        sa.Column("aliases", sa.String(), nullable=True),
        sa.Column("amount", sa.Float(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("prize_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_award_nominations_title_key"), "award_nominations", ["title_key"], unique=False)
    op.create_table(
        "closed_bases",
        sa.Column("period_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("definitions", sa.JSON(), nullable=False),
        sa.Column("records", sa.JSON(), nullable=False),
        sa.Column("watched", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("period_id"),
    )
    op.create_table(
        "closed_members",
        sa.Column("period_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("period_id", "indicator"),
    )
    op.create_table(
        "closed_periods",
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("as_of_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("is_reopened", sa.Boolean(), nullable=True),
        sa.Column("reopened_on", sa.Date(), nullable=True),
        sa.Column("reopening_reason", sa.String(), nullable=True),
        sa.Column("app_version", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("reason_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_closed_periods_profile"), "closed_periods", ["profile"], unique=False)
    op.create_index(op.f("ix_closed_periods_title_key"), "closed_periods", ["title_key"], unique=False)
    op.create_table(
        "closed_values",
        sa.Column("period_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("numerator", sa.String(), nullable=True),
        sa.Column("base", sa.String(), nullable=True),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("target", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("is_met", sa.Boolean(), nullable=True),
        sa.Column("breakdown", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("period_id", "indicator", "place"),
    )
    op.create_table(
        "contest_series",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("aliases", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("note_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_contest_series_title_key"), "contest_series", ["title_key"], unique=False)
    op.create_table(
        "counters",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "cycles",
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("goals", sa.String(), nullable=True),
        sa.Column("conclusions", sa.String(), nullable=True),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("profile_key", sa.String(), nullable=True),
        sa.Column("goals_key", sa.String(), nullable=True),
        sa.Column("conclusions_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["previous_id"], ["cycles.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_cycles_previous_id"), "cycles", ["previous_id"], unique=False)
    op.create_index(op.f("ix_cycles_profile"), "cycles", ["profile"], unique=False)
    op.create_index(op.f("ix_cycles_title_key"), "cycles", ["title_key"], unique=False)
    op.create_table(
        "documents",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("document_no", sa.String(), nullable=True),
        sa.Column("document_on", sa.Date(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.Column("kind_key", sa.String(), nullable=True),
        sa.Column("document_no_key", sa.String(), nullable=True),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("url_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_documents_code_key"), "documents", ["code_key"], unique=False)
    op.create_index(op.f("ix_documents_title_key"), "documents", ["title_key"], unique=False)
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("typed_at", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "file_contents",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "file_parts",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "number"),
    )
    op.create_table(
        "journal_entries",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_journal_entries_undoes"), "journal_entries", ["undoes"], unique=False)
    op.create_table(
        "organizations",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("inn", sa.String(), nullable=True),
        sa.Column("settlement", sa.String(), nullable=True),
        sa.Column("locality", sa.String(), nullable=True),
        sa.Column("principal", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("site", sa.String(), nullable=True),
        sa.Column("mentoring_model_on", sa.Date(), nullable=True),
        sa.Column("support_plan_on", sa.Date(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("is_monitored", sa.Boolean(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("aliases", sa.String(), nullable=True),
        sa.Column("other_codes", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.Column("short_name_key", sa.String(), nullable=True),
        sa.Column("settlement_key", sa.String(), nullable=True),
        sa.Column("principal_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_organizations_code_key"), "organizations", ["code_key"], unique=False)
    op.create_index(op.f("ix_organizations_parent_id"), "organizations", ["parent_id"], unique=False)
    op.create_index(op.f("ix_organizations_title_key"), "organizations", ["title_key"], unique=False)
    op.create_table(
        "plans",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("profile", sa.String(), nullable=True),
        sa.Column("authority", sa.String(), nullable=True),
        sa.Column("directive_no", sa.String(), nullable=True),
        sa.Column("directive_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("last_year", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("directive_no_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_plans_profile"), "plans", ["profile"], unique=False)
    op.create_index(op.f("ix_plans_title_key"), "plans", ["title_key"], unique=False)
    op.create_table(
        "practices",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=True),
        sa.Column("authors", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("practice_year", sa.Integer(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("direction_key", sa.String(), nullable=True),
        sa.Column("url_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_practices_code_key"), "practices", ["code_key"], unique=False)
    op.create_index(op.f("ix_practices_title_key"), "practices", ["title_key"], unique=False)
    op.create_table(
        "programmes",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("form", sa.String(), nullable=True),
        sa.Column("distance", sa.String(), nullable=True),
        sa.Column("is_pedagogical", sa.Boolean(), nullable=True),
        sa.Column("is_federal", sa.Boolean(), nullable=True),
        sa.Column("federal_no", sa.String(), nullable=True),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("provider_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_programmes_code_key"), "programmes", ["code_key"], unique=False)
    op.create_index(op.f("ix_programmes_title_key"), "programmes", ["title_key"], unique=False)
    op.create_table(
        "projects",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("is_for_young", sa.Boolean(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("document", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("document_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_projects_code_key"), "projects", ["code_key"], unique=False)
    op.create_index(op.f("ix_projects_title_key"), "projects", ["title_key"], unique=False)
    op.create_table(
        "proposal_refusals",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("record_no", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("refused_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("subject_key", sa.String(), nullable=True),
        sa.Column("what_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_proposal_refusals_record_no"), "proposal_refusals", ["record_no"], unique=False)
    op.create_index(op.f("ix_proposal_refusals_title_key"), "proposal_refusals", ["title_key"], unique=False)
    op.create_table(
        "providers",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("aliases", sa.String(), nullable=True),
        sa.Column("is_cnppm", sa.Boolean(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_providers_code_key"), "providers", ["code_key"], unique=False)
    op.create_index(op.f("ix_providers_title_key"), "providers", ["title_key"], unique=False)
    op.create_table(
        "settings",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "staff_snapshot_contents",
        sa.Column("snapshot_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("posts", sa.JSON(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("snapshot_id"),
    )
    op.create_table(
        "staff_snapshots",
        sa.Column("point_on", sa.Date(), nullable=False),
        sa.Column("as_of_on", sa.Date(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("vacancy_count", sa.Integer(), nullable=False),
        sa.Column("acute_count", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("note_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_staff_snapshots_point_on"), "staff_snapshots", ["point_on"], unique=False)
    op.create_index(op.f("ix_staff_snapshots_title_key"), "staff_snapshots", ["title_key"], unique=False)
    op.create_table(
        "stipend_rules",
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("fund", sa.String(), nullable=True),
        sa.Column("amount", sa.Float(), nullable=False),
        sa.Column("course_from", sa.Integer(), nullable=True),
        sa.Column("is_last_year", sa.Boolean(), nullable=True),
        sa.Column("is_targeted", sa.Boolean(), nullable=True),
        sa.Column("forms", sa.String(), nullable=True),
        sa.Column("education", sa.String(), nullable=True),
        sa.Column("degrees", sa.String(), nullable=True),
        sa.Column("specialities", sa.String(), nullable=True),
        sa.Column("other_specialities", sa.String(), nullable=True),
        sa.Column("score_from", sa.Float(), nullable=True),
        sa.Column("score_to", sa.Float(), nullable=True),
        sa.Column("rounding", sa.String(), nullable=True),
        sa.Column("rounding_note", sa.String(), nullable=True),
        sa.Column("months", sa.String(), nullable=True),
        sa.Column("month_count", sa.Integer(), nullable=True),
        sa.Column("months_note", sa.String(), nullable=True),
        sa.Column("condition", sa.String(), nullable=True),
        sa.Column("by_success", sa.Boolean(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("profile", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("wording", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("measure_key", sa.String(), nullable=True),
        sa.Column("fund_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_stipend_rules_title_key"), "stipend_rules", ["title_key"], unique=False)
    op.create_table(
        "teachers",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("middle_name", sa.String(), nullable=True),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("other_born_on", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(), nullable=True),
        sa.Column("snils", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("education", sa.String(), nullable=True),
        sa.Column("alma_mater", sa.String(), nullable=True),
        sa.Column("speciality", sa.String(), nullable=True),
        sa.Column("graduation_year", sa.Integer(), nullable=True),
        sa.Column("has_pedagogical_education", sa.Boolean(), nullable=True),
        sa.Column("teaching_since", sa.Date(), nullable=True),
        sa.Column("other_teaching_since", sa.Date(), nullable=True),
        sa.Column("working_since", sa.Date(), nullable=True),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("category_on", sa.Date(), nullable=True),
        sa.Column("degree", sa.String(), nullable=True),
        sa.Column("awards_text", sa.String(), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("publication_consent_on", sa.Date(), nullable=True),
        sa.Column("former_last_names", sa.String(), nullable=True),
        sa.Column("other_codes", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.Column("last_name_key", sa.String(), nullable=True),
        sa.Column("first_name_key", sa.String(), nullable=True),
        sa.Column("middle_name_key", sa.String(), nullable=True),
        sa.Column("alma_mater_key", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_teachers_code_key"), "teachers", ["code_key"], unique=False)
    op.create_index(op.f("ix_teachers_title_key"), "teachers", ["title_key"], unique=False)
    op.create_table(
        "absences",
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_absences_organization_id"), "absences", ["organization_id"], unique=False)
    op.create_index(op.f("ix_absences_teacher_id"), "absences", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_absences_title_key"), "absences", ["title_key"], unique=False)
    op.create_table(
        "attestations",
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.String(), nullable=True),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("scheduled_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("directive_no", sa.String(), nullable=True),
        sa.Column("issuer", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("position_key", sa.String(), nullable=True),
        sa.Column("result_key", sa.String(), nullable=True),
        sa.Column("directive_no_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_attestations_teacher_id"), "attestations", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_attestations_title_key"), "attestations", ["title_key"], unique=False)
    op.create_table(
        "awards",
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("awarded_on", sa.Date(), nullable=True),
        sa.Column("directive_no", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("directive_no_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_awards_teacher_id"), "awards", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_awards_title_key"), "awards", ["title_key"], unique=False)
    op.create_table(
        "campaigns",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_campaigns_cycle_id"), "campaigns", ["cycle_id"], unique=False)
    op.create_index(op.f("ix_campaigns_document_id"), "campaigns", ["document_id"], unique=False)
    op.create_index(op.f("ix_campaigns_title_key"), "campaigns", ["title_key"], unique=False)
    op.create_table(
        "categories",
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.String(), nullable=True),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("directive_no", sa.String(), nullable=True),
        sa.Column("issuer", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("position_key", sa.String(), nullable=True),
        sa.Column("directive_no_key", sa.String(), nullable=True),
        sa.Column("issuer_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_categories_teacher_id"), "categories", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_categories_title_key"), "categories", ["title_key"], unique=False)
    op.create_table(
        "communities",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("head_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("directive_no", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["head_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_communities_code_key"), "communities", ["code_key"], unique=False)
    op.create_index(op.f("ix_communities_head_id"), "communities", ["head_id"], unique=False)
    op.create_index(op.f("ix_communities_title_key"), "communities", ["title_key"], unique=False)
    op.create_table(
        "contests",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("is_professional", sa.Boolean(), nullable=True),
        sa.Column("nominations", sa.String(), nullable=True),
        sa.Column("organizer", sa.String(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("directive_no", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("series_id", sa.Integer(), nullable=True),
        sa.Column("next_id", sa.Integer(), nullable=True),
        sa.Column("excluded_reason", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("organizer_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["next_id"], ["contests.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["series_id"], ["contest_series.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_contests_code_key"), "contests", ["code_key"], unique=False)
    op.create_index(op.f("ix_contests_next_id"), "contests", ["next_id"], unique=False)
    op.create_index(op.f("ix_contests_series_id"), "contests", ["series_id"], unique=False)
    op.create_index(op.f("ix_contests_title_key"), "contests", ["title_key"], unique=False)
    op.create_table(
        "course_quotas",
        sa.Column("request_year", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("programme_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_course_quotas_organization_id"), "course_quotas", ["organization_id"], unique=False)
    op.create_index(op.f("ix_course_quotas_title_key"), "course_quotas", ["title_key"], unique=False)
    op.create_table(
        "course_requests",
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("request_year", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=True),
        sa.Column("term", sa.String(), nullable=True),
        sa.Column("is_done", sa.Boolean(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("refusal", sa.String(), nullable=True),
        sa.Column("replaces", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("programme_key", sa.String(), nullable=True),
        sa.Column("term_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_course_requests_teacher_id"), "course_requests", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_course_requests_title_key"), "course_requests", ["title_key"], unique=False)
    op.create_table(
        "courses",
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("stream", sa.String(), nullable=True),
        sa.Column("provider", sa.String(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("form", sa.String(), nullable=True),
        sa.Column("distance", sa.String(), nullable=True),
        sa.Column("is_profile", sa.Boolean(), nullable=True),
        sa.Column("is_on_the_job", sa.Boolean(), nullable=True),
        sa.Column("is_federal", sa.Boolean(), nullable=True),
        sa.Column("is_cnppm", sa.Boolean(), nullable=True),
        sa.Column("by_diagnostics", sa.Boolean(), nullable=True),
        sa.Column("is_pedagogical", sa.Boolean(), nullable=True),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("document_no", sa.String(), nullable=True),
        sa.Column("document_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("provider_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_courses_ends_on"), "courses", ["ends_on"], unique=False)
    op.create_index(op.f("ix_courses_programme_id"), "courses", ["programme_id"], unique=False)
    op.create_index(op.f("ix_courses_teacher_id"), "courses", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_courses_title_key"), "courses", ["title_key"], unique=False)
    op.create_table(
        "cycle_steps",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("note_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_cycle_steps_cycle_id"), "cycle_steps", ["cycle_id"], unique=False)
    op.create_index(op.f("ix_cycle_steps_document_id"), "cycle_steps", ["document_id"], unique=False)
    op.create_index(op.f("ix_cycle_steps_title_key"), "cycle_steps", ["title_key"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("responsible", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("text_key", sa.String(), nullable=True),
        sa.Column("responsible_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_decisions_cycle_id"), "decisions", ["cycle_id"], unique=False)
    op.create_index(op.f("ix_decisions_document_id"), "decisions", ["document_id"], unique=False)
    op.create_index(op.f("ix_decisions_title_key"), "decisions", ["title_key"], unique=False)
    op.create_table(
        "diagnostics",
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("procedure", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("area", sa.String(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("maximum", sa.Float(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("deficits", sa.String(), nullable=True),
        sa.Column("advice", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.Column("procedure_key", sa.String(), nullable=True),
        sa.Column("subject_key", sa.String(), nullable=True),
        sa.Column("area_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_diagnostics_code_key"), "diagnostics", ["code_key"], unique=False)
    op.create_index(op.f("ix_diagnostics_held_on"), "diagnostics", ["held_on"], unique=False)
    op.create_index(op.f("ix_diagnostics_teacher_id"), "diagnostics", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_diagnostics_title_key"), "diagnostics", ["title_key"], unique=False)
    op.create_table(
        "document_files",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media", sa.String(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("media_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_document_files_document_id"), "document_files", ["document_id"], unique=False)
    op.create_index(op.f("ix_document_files_sha256"), "document_files", ["sha256"], unique=False)
    op.create_index(op.f("ix_document_files_title_key"), "document_files", ["title_key"], unique=False)
    op.create_table(
        "document_links",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("record_name", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("attached_on", sa.Date(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("record", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("record_name_key", sa.String(), nullable=True),
        sa.Column("note_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_document_links_document_id"), "document_links", ["document_id"], unique=False)
    op.create_index(op.f("ix_document_links_record"), "document_links", ["record"], unique=False)
    op.create_index(op.f("ix_document_links_register"), "document_links", ["register"], unique=False)
    op.create_index(op.f("ix_document_links_title_key"), "document_links", ["title_key"], unique=False)
    op.create_table(
        "duplicate_decisions",
        sa.Column("teacher_id", sa.Integer(), nullable=True),
        sa.Column("other_teacher_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("other_organization_id", sa.Integer(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("note_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["other_organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["other_teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_duplicate_decisions_organization_id"), "duplicate_decisions", ["organization_id"], unique=False
    )
    op.create_index(
        op.f("ix_duplicate_decisions_other_organization_id"),
        "duplicate_decisions",
        ["other_organization_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_duplicate_decisions_other_teacher_id"), "duplicate_decisions", ["other_teacher_id"], unique=False
    )
    op.create_index(op.f("ix_duplicate_decisions_teacher_id"), "duplicate_decisions", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_duplicate_decisions_title_key"), "duplicate_decisions", ["title_key"], unique=False)
    op.create_table(
        "employments",
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=True),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("staff_category", sa.String(), nullable=True),
        sa.Column("effective_category", sa.String(), nullable=False),
        sa.Column("subjects", sa.String(), nullable=True),
        sa.Column("matches_profile", sa.Boolean(), nullable=True),
        sa.Column("is_main", sa.Boolean(), nullable=True),
        sa.Column("fte", sa.Float(), nullable=True),
        sa.Column("hired_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("leave_reason", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("position_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_employments_effective_category"), "employments", ["effective_category"], unique=False)
    op.create_index(op.f("ix_employments_organization_id"), "employments", ["organization_id"], unique=False)
    op.create_index(op.f("ix_employments_teacher_id"), "employments", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_employments_title_key"), "employments", ["title_key"], unique=False)
    op.create_table(
        "expertises",
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("directive_no", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("role_key", sa.String(), nullable=True),
        sa.Column("directive_no_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_expertises_teacher_id"), "expertises", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_expertises_title_key"), "expertises", ["title_key"], unique=False)
    op.create_table(
        "findings",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("indicator_key", sa.String(), nullable=True),
        sa.Column("text_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_findings_cycle_id"), "findings", ["cycle_id"], unique=False)
    op.create_index(op.f("ix_findings_indicator"), "findings", ["indicator"], unique=False)
    op.create_index(op.f("ix_findings_organization_id"), "findings", ["organization_id"], unique=False)
    op.create_index(op.f("ix_findings_title_key"), "findings", ["title_key"], unique=False)
    op.create_table(
        "form_figures",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("cut", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("heading", sa.String(), nullable=False),
        sa.Column("stated", sa.Float(), nullable=False),
        sa.Column("accepted_from", sa.String(), nullable=True),
        sa.Column("accepted", sa.Float(), nullable=True),
        sa.Column("counted", sa.Float(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("line_key", sa.String(), nullable=True),
        sa.Column("heading_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_form_figures_document_id"), "form_figures", ["document_id"], unique=False)
    op.create_index(op.f("ix_form_figures_organization_id"), "form_figures", ["organization_id"], unique=False)
    op.create_index(op.f("ix_form_figures_title_key"), "form_figures", ["title_key"], unique=False)
    op.create_table(
        "housing_units",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("settlement", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("room_count", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("occupant_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.Column("settlement_key", sa.String(), nullable=True),
        sa.Column("address_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["occupant_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_housing_units_code_key"), "housing_units", ["code_key"], unique=False)
    op.create_index(op.f("ix_housing_units_occupant_id"), "housing_units", ["occupant_id"], unique=False)
    op.create_index(op.f("ix_housing_units_organization_id"), "housing_units", ["organization_id"], unique=False)
    op.create_index(op.f("ix_housing_units_title_key"), "housing_units", ["title_key"], unique=False)
    op.create_table(
        "indicator_definitions",
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("part", sa.String(), nullable=True),
        sa.Column("wording", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("is_comparable", sa.Boolean(), nullable=True),
        sa.Column("reading", sa.String(), nullable=True),
        sa.Column("definition", sa.String(), nullable=True),
        sa.Column("examples", sa.String(), nullable=True),
        sa.Column("saved_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("indicator_key", sa.String(), nullable=True),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("wording_key", sa.String(), nullable=True),
        sa.Column("note_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_indicator_definitions_document_id"), "indicator_definitions", ["document_id"], unique=False
    )
    op.create_index(op.f("ix_indicator_definitions_profile"), "indicator_definitions", ["profile"], unique=False)
    op.create_index(op.f("ix_indicator_definitions_title_key"), "indicator_definitions", ["title_key"], unique=False)
    op.create_table(
        "indicator_evidence",
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("indicator_key", sa.String(), nullable=True),
        sa.Column("note_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_indicator_evidence_document_id"), "indicator_evidence", ["document_id"], unique=False)
    op.create_index(op.f("ix_indicator_evidence_profile"), "indicator_evidence", ["profile"], unique=False)
    op.create_index(op.f("ix_indicator_evidence_title_key"), "indicator_evidence", ["title_key"], unique=False)
    op.create_table(
        "indicator_values",
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("numerator", sa.Float(), nullable=True),
        sa.Column("base", sa.Float(), nullable=True),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("method", sa.String(), nullable=True),
        sa.Column("sample_size", sa.Integer(), nullable=True),
        sa.Column("entered_on", sa.Date(), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("computed_numerator", sa.Float(), nullable=True),
        sa.Column("computed_base", sa.Float(), nullable=True),
        sa.Column("computed_value", sa.Float(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("indicator_key", sa.String(), nullable=True),
        sa.Column("reason_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_indicator_values_document_id"), "indicator_values", ["document_id"], unique=False)
    op.create_index(op.f("ix_indicator_values_organization_id"), "indicator_values", ["organization_id"], unique=False)
    op.create_index(op.f("ix_indicator_values_profile"), "indicator_values", ["profile"], unique=False)
    op.create_index(op.f("ix_indicator_values_title_key"), "indicator_values", ["title_key"], unique=False)
    op.create_table(
        "journal_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["journal_entries.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_journal_lines_entry_id"), "journal_lines", ["entry_id"], unique=False)
    op.create_index("ix_journal_lines_records", "journal_lines", ["first_id", "last_id"], unique=False)
    op.create_table(
        "mentorships",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("mentee_id", sa.Integer(), nullable=True),
        sa.Column("mentee_name", sa.String(), nullable=True),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("stop_reason", sa.String(), nullable=True),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("agreement", sa.String(), nullable=True),
        sa.Column("payment", sa.String(), nullable=True),
        sa.Column("programme", sa.String(), nullable=True),
        sa.Column("directive_no", sa.String(), nullable=True),
        sa.Column("directive_on", sa.Date(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.Column("mentee_name_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["mentee_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["mentor_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_mentorships_code_key"), "mentorships", ["code_key"], unique=False)
    op.create_index(op.f("ix_mentorships_mentee_id"), "mentorships", ["mentee_id"], unique=False)
    op.create_index(op.f("ix_mentorships_mentor_id"), "mentorships", ["mentor_id"], unique=False)
    op.create_index(op.f("ix_mentorships_organization_id"), "mentorships", ["organization_id"], unique=False)
    op.create_index(op.f("ix_mentorships_title_key"), "mentorships", ["title_key"], unique=False)
    op.create_table(
        "needs",
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("help_given", sa.String(), nullable=True),
        sa.Column("helped_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("content_key", sa.String(), nullable=True),
        sa.Column("help_given_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_needs_teacher_id"), "needs", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_needs_title_key"), "needs", ["title_key"], unique=False)
    op.create_table(
        "pedagogical_classes",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("pupil_count", sa.Integer(), nullable=False),
        sa.Column("curator_id", sa.Integer(), nullable=True),
        sa.Column("partner", sa.String(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("partner_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["curator_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_pedagogical_classes_code_key"), "pedagogical_classes", ["code_key"], unique=False)
    op.create_index(op.f("ix_pedagogical_classes_curator_id"), "pedagogical_classes", ["curator_id"], unique=False)
    op.create_index(
        op.f("ix_pedagogical_classes_organization_id"), "pedagogical_classes", ["organization_id"], unique=False
    )
    op.create_index(op.f("ix_pedagogical_classes_title_key"), "pedagogical_classes", ["title_key"], unique=False)
    op.create_table(
        "plan_tracks",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("track_no", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("track_no_key", sa.String(), nullable=True),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_plan_tracks_plan_id"), "plan_tracks", ["plan_id"], unique=False)
    op.create_index(op.f("ix_plan_tracks_title_key"), "plan_tracks", ["title_key"], unique=False)
    op.create_table(
        "project_members",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("role_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_project_members_project_id"), "project_members", ["project_id"], unique=False)
    op.create_index(op.f("ix_project_members_teacher_id"), "project_members", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_project_members_title_key"), "project_members", ["title_key"], unique=False)
    op.create_table(
        "request_strikes",
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("request_year", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("grounds", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("reason_key", sa.String(), nullable=True),
        sa.Column("grounds_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_request_strikes_teacher_id"), "request_strikes", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_request_strikes_title_key"), "request_strikes", ["title_key"], unique=False)
    op.create_table(
        "reserve_members",
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("basis", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("basis_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_reserve_members_teacher_id"), "reserve_members", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_reserve_members_title_key"), "reserve_members", ["title_key"], unique=False)
    op.create_table(
        "support_measures",
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount", sa.Float(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("basis", sa.String(), nullable=True),
        sa.Column("fund", sa.String(), nullable=True),
        sa.Column("nomination_id", sa.Integer(), nullable=True),
        sa.Column("overlap_note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("basis_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["nomination_id"], ["award_nominations.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_support_measures_nomination_id"), "support_measures", ["nomination_id"], unique=False)
    op.create_index(op.f("ix_support_measures_teacher_id"), "support_measures", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_support_measures_title_key"), "support_measures", ["title_key"], unique=False)
    op.create_table(
        "targets",
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("organization_kind", sa.String(), nullable=True),
        sa.Column("selection", sa.String(), nullable=True),
        sa.Column("op", sa.String(), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("value_to", sa.Float(), nullable=True),
        sa.Column("base", sa.String(), nullable=True),
        sa.Column("base_year", sa.Integer(), nullable=True),
        sa.Column("base_years", sa.Integer(), nullable=True),
        sa.Column("tolerance", sa.Float(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("indicator_key", sa.String(), nullable=True),
        sa.Column("selection_key", sa.String(), nullable=True),
        sa.Column("note_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_targets_document_id"), "targets", ["document_id"], unique=False)
    op.create_index(op.f("ix_targets_organization_id"), "targets", ["organization_id"], unique=False)
    op.create_index(op.f("ix_targets_profile"), "targets", ["profile"], unique=False)
    op.create_index(op.f("ix_targets_title_key"), "targets", ["title_key"], unique=False)
    op.create_table(
        "vacancies",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("staff_category", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("fte", sa.Float(), nullable=True),
        sa.Column("hours", sa.Float(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("cover", sa.String(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("is_acute", sa.Boolean(), nullable=True),
        sa.Column("has_housing", sa.Boolean(), nullable=True),
        sa.Column("measures", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.Column("position_key", sa.String(), nullable=True),
        sa.Column("subject_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_vacancies_closed_by_id"), "vacancies", ["closed_by_id"], unique=False)
    op.create_index(op.f("ix_vacancies_code_key"), "vacancies", ["code_key"], unique=False)
    op.create_index(op.f("ix_vacancies_organization_id"), "vacancies", ["organization_id"], unique=False)
    op.create_index(op.f("ix_vacancies_title_key"), "vacancies", ["title_key"], unique=False)
    op.create_table(
        "vacancy_confirmations",
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("vacancy_count", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("note_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_vacancy_confirmations_confirmed_on"), "vacancy_confirmations", ["confirmed_on"], unique=False
    )
    op.create_index(
        op.f("ix_vacancy_confirmations_organization_id"), "vacancy_confirmations", ["organization_id"], unique=False
    )
    op.create_index(op.f("ix_vacancy_confirmations_title_key"), "vacancy_confirmations", ["title_key"], unique=False)
    op.create_table(
        "visits",
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("teacher_id", sa.Integer(), nullable=True),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("methodologist", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("topic_key", sa.String(), nullable=True),
        sa.Column("methodologist_key", sa.String(), nullable=True),
        sa.Column("result_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_visits_organization_id"), "visits", ["organization_id"], unique=False)
    op.create_index(op.f("ix_visits_teacher_id"), "visits", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_visits_title_key"), "visits", ["title_key"], unique=False)
    op.create_table(
        "activities",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("directions", sa.String(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=True),
        sa.Column("is_for_young", sa.Boolean(), nullable=True),
        sa.Column("organizer", sa.String(), nullable=True),
        sa.Column("venue", sa.String(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("is_held", sa.Boolean(), nullable=True),
        sa.Column("directive_no", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("kind_key", sa.String(), nullable=True),
        sa.Column("venue_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_activities_code_key"), "activities", ["code_key"], unique=False)
    op.create_index(op.f("ix_activities_community_id"), "activities", ["community_id"], unique=False)
    op.create_index(op.f("ix_activities_title_key"), "activities", ["title_key"], unique=False)
    op.create_table(
        "contest_documents",
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("note_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_contest_documents_contest_id"), "contest_documents", ["contest_id"], unique=False)
    op.create_index(op.f("ix_contest_documents_document_id"), "contest_documents", ["document_id"], unique=False)
    op.create_index(op.f("ix_contest_documents_title_key"), "contest_documents", ["title_key"], unique=False)
    op.create_table(
        "contest_nominations",
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("no", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("aliases", sa.String(), nullable=True),
        sa.Column("prize", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("prize_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["contest_nominations.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_contest_nominations_contest_id"), "contest_nominations", ["contest_id"], unique=False)
    op.create_index(op.f("ix_contest_nominations_parent_id"), "contest_nominations", ["parent_id"], unique=False)
    op.create_index(op.f("ix_contest_nominations_title_key"), "contest_nominations", ["title_key"], unique=False)
    op.create_table(
        "contest_stages",
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("place_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_contest_stages_contest_id"), "contest_stages", ["contest_id"], unique=False)
    op.create_index(op.f("ix_contest_stages_title_key"), "contest_stages", ["title_key"], unique=False)
    op.create_table(
        "form_issues",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=True),
        sa.Column("row_count", sa.Integer(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("problem_count", sa.Integer(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_form_issues_campaign_id"), "form_issues", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_form_issues_organization_id"), "form_issues", ["organization_id"], unique=False)
    op.create_index(op.f("ix_form_issues_title_key"), "form_issues", ["title_key"], unique=False)
    op.create_table(
        "ioms",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("by_diagnostics", sa.Boolean(), nullable=True),
        sa.Column("diagnostic_id", sa.Integer(), nullable=True),
        sa.Column("tutor_id", sa.Integer(), nullable=True),
        sa.Column("goal", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.Column("goal_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["diagnostic_id"], ["diagnostics.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["tutor_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_ioms_code_key"), "ioms", ["code_key"], unique=False)
    op.create_index(op.f("ix_ioms_diagnostic_id"), "ioms", ["diagnostic_id"], unique=False)
    op.create_index(op.f("ix_ioms_teacher_id"), "ioms", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_ioms_title_key"), "ioms", ["title_key"], unique=False)
    op.create_index(op.f("ix_ioms_tutor_id"), "ioms", ["tutor_id"], unique=False)
    op.create_table(
        "membership_exceptions",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("note_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_membership_exceptions_community_id"), "membership_exceptions", ["community_id"], unique=False
    )
    op.create_index(op.f("ix_membership_exceptions_teacher_id"), "membership_exceptions", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_membership_exceptions_title_key"), "membership_exceptions", ["title_key"], unique=False)
    op.create_table(
        "membership_rules",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=True),
        sa.Column("set_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("words_key", sa.String(), nullable=True),
        sa.Column("note_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_membership_rules_community_id"), "membership_rules", ["community_id"], unique=False)
    op.create_index(op.f("ix_membership_rules_title_key"), "membership_rules", ["title_key"], unique=False)
    op.create_table(
        "memberships",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("role_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_memberships_community_id"), "memberships", ["community_id"], unique=False)
    op.create_index(op.f("ix_memberships_teacher_id"), "memberships", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_memberships_title_key"), "memberships", ["title_key"], unique=False)
    op.create_table(
        "plan_rows",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("track_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("row_no", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("reading", sa.String(), nullable=True),
        sa.Column("responsible", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("row_no_key", sa.String(), nullable=True),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("term_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["track_id"], ["plan_tracks.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_plan_rows_plan_id"), "plan_rows", ["plan_id"], unique=False)
    op.create_index(op.f("ix_plan_rows_title_key"), "plan_rows", ["title_key"], unique=False)
    op.create_index(op.f("ix_plan_rows_track_id"), "plan_rows", ["track_id"], unique=False)
    op.create_table(
        "receipts",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("is_obliged", sa.Boolean(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("corrected_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("note_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_receipts_campaign_id"), "receipts", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_receipts_document_id"), "receipts", ["document_id"], unique=False)
    op.create_index(op.f("ix_receipts_organization_id"), "receipts", ["organization_id"], unique=False)
    op.create_index(op.f("ix_receipts_title_key"), "receipts", ["title_key"], unique=False)
    op.create_table(
        "recommendations",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("addressee", sa.String(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("whom", sa.String(), nullable=True),
        sa.Column("indicator", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("reaction", sa.String(), nullable=True),
        sa.Column("reacted_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("proposed_by", sa.String(), nullable=True),
        sa.Column("carried_from_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("indicator_key", sa.String(), nullable=True),
        sa.Column("text_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["carried_from_id"], ["recommendations.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_recommendations_carried_from_id"), "recommendations", ["carried_from_id"], unique=False)
    op.create_index(op.f("ix_recommendations_cycle_id"), "recommendations", ["cycle_id"], unique=False)
    op.create_index(op.f("ix_recommendations_decision_id"), "recommendations", ["decision_id"], unique=False)
    op.create_index(op.f("ix_recommendations_finding_id"), "recommendations", ["finding_id"], unique=False)
    op.create_index(op.f("ix_recommendations_indicator"), "recommendations", ["indicator"], unique=False)
    op.create_index(op.f("ix_recommendations_organization_id"), "recommendations", ["organization_id"], unique=False)
    op.create_index(op.f("ix_recommendations_title_key"), "recommendations", ["title_key"], unique=False)
    op.create_table(
        "target_students",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("middle_name", sa.String(), nullable=True),
        sa.Column("has_contract", sa.Boolean(), nullable=True),
        sa.Column("contract_no", sa.String(), nullable=True),
        sa.Column("contract_on", sa.Date(), nullable=True),
        sa.Column("alma_mater", sa.String(), nullable=False),
        sa.Column("education", sa.String(), nullable=True),
        sa.Column("speciality", sa.String(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("average_score", sa.Float(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("mentor_id", sa.Integer(), nullable=True),
        sa.Column("employed_on", sa.Date(), nullable=True),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("study_form", sa.String(), nullable=True),
        sa.Column("service_years", sa.Integer(), nullable=True),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("teacher_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.Column("last_name_key", sa.String(), nullable=True),
        sa.Column("first_name_key", sa.String(), nullable=True),
        sa.Column("middle_name_key", sa.String(), nullable=True),
        sa.Column("alma_mater_key", sa.String(), nullable=True),
        sa.Column("speciality_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["class_id"], ["pedagogical_classes.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["mentor_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_target_students_class_id"), "target_students", ["class_id"], unique=False)
    op.create_index(op.f("ix_target_students_code_key"), "target_students", ["code_key"], unique=False)
    op.create_index(op.f("ix_target_students_mentor_id"), "target_students", ["mentor_id"], unique=False)
    op.create_index(op.f("ix_target_students_organization_id"), "target_students", ["organization_id"], unique=False)
    op.create_index(op.f("ix_target_students_teacher_id"), "target_students", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_target_students_title_key"), "target_students", ["title_key"], unique=False)
    op.create_table(
        "attendances",
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=True),
        sa.Column("participant_name", sa.String(), nullable=True),
        sa.Column("guest_organization", sa.String(), nullable=True),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("participant_name_key", sa.String(), nullable=True),
        sa.Column("section_key", sa.String(), nullable=True),
        sa.Column("topic_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["activity_id"], ["activities.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_attendances_activity_id"), "attendances", ["activity_id"], unique=False)
    op.create_index(op.f("ix_attendances_teacher_id"), "attendances", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_attendances_title_key"), "attendances", ["title_key"], unique=False)
    op.create_table(
        "contest_criteria",
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("max_points", sa.Float(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=True),
        sa.Column("nomination_id", sa.Integer(), nullable=True),
        sa.Column("stage_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["nomination_id"], ["contest_nominations.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["stage_id"], ["contest_stages.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_contest_criteria_contest_id"), "contest_criteria", ["contest_id"], unique=False)
    op.create_index(op.f("ix_contest_criteria_nomination_id"), "contest_criteria", ["nomination_id"], unique=False)
    op.create_index(op.f("ix_contest_criteria_stage_id"), "contest_criteria", ["stage_id"], unique=False)
    op.create_index(op.f("ix_contest_criteria_title_key"), "contest_criteria", ["title_key"], unique=False)
    op.create_table(
        "contest_entries",
        sa.Column("contest_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("participant_name", sa.String(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("nomination", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("work", sa.String(), nullable=True),
        sa.Column("team", sa.String(), nullable=True),
        sa.Column("stage_id", sa.Integer(), nullable=True),
        sa.Column("prize", sa.String(), nullable=True),
        sa.Column("jury_role", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("participant_name_key", sa.String(), nullable=True),
        sa.Column("nomination_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["contest_id"], ["contests.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["stage_id"], ["contest_stages.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["teacher_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_contest_entries_contest_id"), "contest_entries", ["contest_id"], unique=False)
    op.create_index(op.f("ix_contest_entries_organization_id"), "contest_entries", ["organization_id"], unique=False)
    op.create_index(op.f("ix_contest_entries_stage_id"), "contest_entries", ["stage_id"], unique=False)
    op.create_index(op.f("ix_contest_entries_teacher_id"), "contest_entries", ["teacher_id"], unique=False)
    op.create_index(op.f("ix_contest_entries_title_key"), "contest_entries", ["title_key"], unique=False)
    op.create_table(
        "iom_steps",
        sa.Column("iom_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("deficit", sa.String(), nullable=True),
        sa.Column("form", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("responsible", sa.String(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("deficit_key", sa.String(), nullable=True),
        sa.Column("form_key", sa.String(), nullable=True),
        sa.Column("responsible_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["iom_id"], ["ioms.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_iom_steps_iom_id"), "iom_steps", ["iom_id"], unique=False)
    op.create_index(op.f("ix_iom_steps_title_key"), "iom_steps", ["title_key"], unique=False)
    op.create_table(
        "measures",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("plan_row_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("recommendation_id", sa.Integer(), nullable=True),
        sa.Column("indicator", sa.String(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("term", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("responsible", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("proof", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("text_key", sa.String(), nullable=True),
        sa.Column("indicator_key", sa.String(), nullable=True),
        sa.Column("responsible_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["plan_row_id"], ["plan_rows.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["recommendation_id"], ["recommendations.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_measures_cycle_id"), "measures", ["cycle_id"], unique=False)
    op.create_index(op.f("ix_measures_organization_id"), "measures", ["organization_id"], unique=False)
    op.create_index(op.f("ix_measures_plan_row_id"), "measures", ["plan_row_id"], unique=False)
    op.create_index(op.f("ix_measures_recommendation_id"), "measures", ["recommendation_id"], unique=False)
    op.create_index(op.f("ix_measures_title_key"), "measures", ["title_key"], unique=False)
    op.create_table(
        "plan_occurrences",
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("period_key", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("moved_to_on", sa.Date(), nullable=True),
        sa.Column("moved_by", sa.String(), nullable=True),
        sa.Column("is_cancelled", sa.Boolean(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("is_own", sa.Boolean(), nullable=True),
        sa.Column("is_in_term", sa.Boolean(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["row_id"], ["plan_rows.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_plan_occurrences_row_id"), "plan_occurrences", ["row_id"], unique=False)
    op.create_index(op.f("ix_plan_occurrences_title_key"), "plan_occurrences", ["title_key"], unique=False)
    op.create_table(
        "stipend_payments",
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("month_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.Float(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(), nullable=True),
        sa.Column("rule_id", sa.Integer(), nullable=True),
        sa.Column("support_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("measure_key", sa.String(), nullable=True),
        sa.Column("basis_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["rule_id"], ["stipend_rules.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["student_id"], ["target_students.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["support_id"], ["support_measures.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_stipend_payments_rule_id"), "stipend_payments", ["rule_id"], unique=False)
    op.create_index(op.f("ix_stipend_payments_student_id"), "stipend_payments", ["student_id"], unique=False)
    op.create_index(op.f("ix_stipend_payments_support_id"), "stipend_payments", ["support_id"], unique=False)
    op.create_index(op.f("ix_stipend_payments_title_key"), "stipend_payments", ["title_key"], unique=False)
    op.create_table(
        "student_placements",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("student", sa.String(), nullable=False),
        sa.Column("alma_mater", sa.String(), nullable=True),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("supervisor_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("code_key", sa.String(), nullable=True),
        sa.Column("student_key", sa.String(), nullable=True),
        sa.Column("alma_mater_key", sa.String(), nullable=True),
        sa.Column("kind_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["supervisor_id"], ["teachers.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["target_id"], ["target_students.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code"),
    )
    op.create_index(op.f("ix_student_placements_code_key"), "student_placements", ["code_key"], unique=False)
    op.create_index(
        op.f("ix_student_placements_organization_id"), "student_placements", ["organization_id"], unique=False
    )
    op.create_index(op.f("ix_student_placements_supervisor_id"), "student_placements", ["supervisor_id"], unique=False)
    op.create_index(op.f("ix_student_placements_target_id"), "student_placements", ["target_id"], unique=False)
    op.create_index(op.f("ix_student_placements_title_key"), "student_placements", ["title_key"], unique=False)
    op.create_table(
        "study_results",
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("session_on", sa.Date(), nullable=False),
        sa.Column("course", sa.Integer(), nullable=True),
        sa.Column("average_score", sa.Float(), nullable=True),
        sa.Column("is_successful", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["student_id"], ["target_students.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_study_results_student_id"), "study_results", ["student_id"], unique=False)
    op.create_index(op.f("ix_study_results_title_key"), "study_results", ["title_key"], unique=False)
    op.create_table(
        "contest_scores",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("jury_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.Float(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["criterion_id"], ["contest_criteria.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["contest_entries.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["jury_id"], ["contest_entries.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_contest_scores_criterion_id"), "contest_scores", ["criterion_id"], unique=False)
    op.create_index(op.f("ix_contest_scores_entry_id"), "contest_scores", ["entry_id"], unique=False)
    op.create_index(op.f("ix_contest_scores_jury_id"), "contest_scores", ["jury_id"], unique=False)
    op.create_index(op.f("ix_contest_scores_title_key"), "contest_scores", ["title_key"], unique=False)
    op.create_table(
        "effects",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.Integer(), nullable=True),
        sa.Column("recommendation_id", sa.Integer(), nullable=True),
        sa.Column("conclusion", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("concluded_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("text_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycles.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["measure_id"], ["measures.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["recommendation_id"], ["recommendations.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_effects_cycle_id"), "effects", ["cycle_id"], unique=False)
    op.create_index(op.f("ix_effects_measure_id"), "effects", ["measure_id"], unique=False)
    op.create_index(op.f("ix_effects_recommendation_id"), "effects", ["recommendation_id"], unique=False)
    op.create_index(op.f("ix_effects_title_key"), "effects", ["title_key"], unique=False)
    op.create_table(
        "plan_evidence",
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("evidence_no", sa.String(), nullable=True),
        sa.Column("evidence_on", sa.Date(), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("evidence_no_key", sa.String(), nullable=True),
        sa.Column("text_key", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["activity_id"], ["activities.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], initially="DEFERRED", deferrable=True),
        sa.ForeignKeyConstraint(["occurrence_id"], ["plan_occurrences.id"], initially="DEFERRED", deferrable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_plan_evidence_activity_id"), "plan_evidence", ["activity_id"], unique=False)
    op.create_index(op.f("ix_plan_evidence_document_id"), "plan_evidence", ["document_id"], unique=False)
    op.create_index(op.f("ix_plan_evidence_occurrence_id"), "plan_evidence", ["occurrence_id"], unique=False)
    op.create_index(op.f("ix_plan_evidence_title_key"), "plan_evidence", ["title_key"], unique=False)
