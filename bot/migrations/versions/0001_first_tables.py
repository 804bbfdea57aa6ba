"""First tables"""

import sqlalchemy as sa
from alembic import op

from bot.migrations.append_only import protect
from bot.migrations.article_index import create_article_index
from bot.migrations.search_index import create_search_index

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "auditentry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("object", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auditentry")),
    )
    with op.batch_alter_table("auditentry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_auditentry_object"), ["object"], unique=False)

    op.create_table(
        "generation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("prompt", sa.String(), nullable=False),
        sa.Column("prompt_version", sa.Integer(), nullable=False),
        sa.Column("prompt_sha256", sa.String(length=12), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("tokens_in", sa.Integer(), nullable=True),
        sa.Column("tokens_out", sa.Integer(), nullable=True),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_generation")),
    )
    op.create_table(
        "heartbeat",
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ticked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("process", name=op.f("pk_heartbeat")),
    )
    with op.batch_alter_table("heartbeat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_heartbeat_ticked_at"), ["ticked_at"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("lane", sa.String(), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "running", "done", "dead", name="jobstate", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("key", name=op.f("uq_job_key")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_lane_state", ["state", "lane", "id"], unique=False)

    op.create_table(
        "lane",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("holder", sa.String(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lane")),
    )
    op.create_table(
        "team",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("bot_user_id", sa.String(), nullable=True),
        sa.Column("desk_channel", sa.String(), nullable=True),
        sa.Column("intake_channel", sa.String(), nullable=True),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("digest_time", sa.String(), nullable=False),
        sa.Column("digest_days", sa.JSON(), nullable=False),
        sa.Column("buffer_minutes", sa.Integer(), nullable=False),
        sa.Column("answers_age_months", sa.Integer(), nullable=False),
        sa.Column("cold_days", sa.Integer(), nullable=False),
        sa.Column("sensitive_words", sa.JSON(), nullable=True),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("last_statement", sa.Integer(), nullable=False),
        sa.Column("last_line", sa.Integer(), nullable=False),
        sa.Column("last_house", sa.Integer(), nullable=False),
        sa.Column("last_case", sa.Integer(), nullable=False),
        sa.Column("last_lead", sa.Integer(), nullable=False),
        sa.Column("last_interview", sa.Integer(), nullable=False),
        sa.Column("last_event", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
    )
    op.create_table(
        "clockchoices",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("acknowledge_breaking", sa.Integer(), nullable=False),
        sa.Column("acknowledge_today", sa.Integer(), nullable=False),
        sa.Column("answer_asap", sa.Integer(), nullable=False),
        sa.Column("answer_undated", sa.Integer(), nullable=False),
        sa.Column("warn_at", sa.JSON(), nullable=False),
        sa.Column("working_days", sa.JSON(), nullable=False),
        sa.Column("work_from", sa.String(), nullable=False),
        sa.Column("work_to", sa.String(), nullable=False),
        sa.Column("quiet_from", sa.String(), nullable=False),
        sa.Column("quiet_to", sa.String(), nullable=False),
        sa.Column("evening_at", sa.String(), nullable=False),
        sa.Column("heart_at", sa.String(), nullable=False),
        sa.Column("planned", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_clockchoices_team_id_team")),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_clockchoices")),
    )
    op.create_table(
        "digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_digest_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint("team_id", "day", "kind", name=op.f("uq_digest_team_id_day_kind")),
    )
    op.create_table(
        "holiday",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_holiday_team_id_team")),
        sa.PrimaryKeyConstraint("team_id", "day", name=op.f("pk_holiday")),
    )
    op.create_table(
        "member",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "none",
                "viewer",
                "officer",
                "approver",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "approves",
            sa.Enum("routine", "sensitive", "crisis", name="sensitivity", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("outsider", sa.Boolean(), nullable=False),
        sa.Column("workspace_admin", sa.Boolean(), nullable=False),
        sa.Column("home_opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_member_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_member_team_id"), ["team_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_member_user_id"), ["user_id"], unique=False)

    op.create_table(
        "outlet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("domains", sa.JSON(), nullable=False),
        sa.Column("region", sa.String(length=200), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("deadlines", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["outlet.id"], name=op.f("fk_outlet_parent_id_outlet")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_outlet_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outlet")),
        sa.UniqueConstraint("team_id", "key", name=op.f("uq_outlet_team_id_key")),
    )
    op.create_table(
        "score",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("generation_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["generation_id"], ["generation.id"], name=op.f("fk_score_generation_id_generation")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_score")),
    )
    op.create_table(
        "suppression",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_suppression_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppression")),
        sa.UniqueConstraint("team_id", "sha256", name=op.f("uq_suppression_team_id_sha256")),
    )
    with op.batch_alter_table("suppression", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suppression_team_id"), ["team_id"], unique=False)

    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("deputy_id", sa.String(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["deputy_id"], ["member.id"], name=op.f("fk_absence_deputy_id_member")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_absence_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_ends_at"), ["ends_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_absence_member_id"), ["member_id"], unique=False)

    op.create_table(
        "approvalchain",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "holding",
                "reactive",
                "proactive",
                "press_release",
                "media_advisory",
                "op_note",
                "q_and_a",
                "op_ed",
                "correction",
                name="statementkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "sensitivity",
            sa.Enum("routine", "sensitive", "crisis", name="sensitivity", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("in_order", sa.Boolean(), nullable=False),
        sa.Column("two_pairs", sa.Boolean(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["changed_by"], ["member.id"], name=op.f("fk_approvalchain_changed_by_member")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_approvalchain_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvalchain")),
        sa.UniqueConstraint("team_id", "kind", "sensitivity", name=op.f("uq_approvalchain_team_id_kind_sensitivity")),
    )
    with op.batch_alter_table("approvalchain", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_approvalchain_team_id"), ["team_id"], unique=False)

    op.create_table(
        "contactimport",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("merged", sa.Integer(), nullable=False),
        sa.Column("refused", sa.JSON(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("doubtful", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["member.id"], name=op.f("fk_contactimport_by_member")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_contactimport_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contactimport")),
    )
    with op.batch_alter_table("contactimport", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contactimport_team_id"), ["team_id"], unique=False)

    op.create_table(
        "contributor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("media", sa.JSON(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.String(), nullable=True),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["recorded_by"], ["member.id"], name=op.f("fk_contributor_recorded_by_member")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_contributor_team_id_team")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["member.id"], name=op.f("fk_contributor_withdrawn_by_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contributor")),
    )
    with op.batch_alter_table("contributor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contributor_expires_on"), ["expires_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_contributor_team_id"), ["team_id"], unique=False)

    op.create_table(
        "coveragechannel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("time", sa.String(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("takes_links", sa.Boolean(), nullable=False),
        sa.Column("alerts", sa.Boolean(), nullable=False),
        sa.Column("daily_alerts", sa.Integer(), nullable=False),
        sa.Column("weekly_report", sa.Boolean(), nullable=False),
        sa.Column("monthly_report", sa.Boolean(), nullable=False),
        sa.Column("previewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["member.id"], name=op.f("fk_coveragechannel_added_by_member")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_coveragechannel_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coveragechannel")),
        sa.UniqueConstraint("team_id", "channel", name=op.f("uq_coveragechannel_team_id_channel")),
    )
    with op.batch_alter_table("coveragechannel", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coveragechannel_team_id"), ["team_id"], unique=False)

    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("to_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["member.id"], name=op.f("fk_duty_entered_by_member")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_duty_member_id_member")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_duty_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
    )
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_team_id"), ["team_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_duty_to_at"), ["to_at"], unique=False)

    op.create_table(
        "feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("site", sa.String(length=2000), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("active", "paused", "stopped", name="feedstate", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("interval_minutes", sa.Integer(), nullable=False),
        sa.Column("next_poll_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("polled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("new_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("etag", sa.String(length=500), nullable=False),
        sa.Column("modified", sa.String(length=100), nullable=False),
        sa.Column("body_sha256", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(length=500), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moved_to", sa.String(length=2000), nullable=False),
        sa.Column("moved_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["member.id"], name=op.f("fk_feed_added_by_member")),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_feed_outlet_id_outlet")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_feed_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed")),
        sa.UniqueConstraint("team_id", "url", name=op.f("uq_feed_team_id_url")),
    )
    with op.batch_alter_table("feed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feed_next_poll_at"), ["next_poll_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_feed_outlet_id"), ["outlet_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_feed_team_id"), ["team_id"], unique=False)

    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("from_id", sa.String(), nullable=False),
        sa.Column("to_id", sa.String(), nullable=True),
        sa.Column("promised", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_by", sa.String(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["accepted_by"], ["member.id"], name=op.f("fk_handover_accepted_by_member")),
        sa.ForeignKeyConstraint(["from_id"], ["member.id"], name=op.f("fk_handover_from_id_member")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_handover_team_id_team")),
        sa.ForeignKeyConstraint(["to_id"], ["member.id"], name=op.f("fk_handover_to_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
        sa.UniqueConstraint("request_id", name=op.f("uq_handover_request_id")),
    )
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_team_id"), ["team_id"], unique=False)

    op.create_table(
        "house",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("draft", "approved", "retired", name="linestatus", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("issue", sa.String(length=200), nullable=False),
        sa.Column("core_message", sa.Text(), nullable=False),
        sa.Column("pillars", sa.JSON(), nullable=False),
        sa.Column("bridges", sa.JSON(), nullable=False),
        sa.Column(
            "sensitivity",
            sa.Enum("routine", "sensitive", "crisis", name="sensitivity", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["approved_by"], ["member.id"], name=op.f("fk_house_approved_by_member")),
        sa.ForeignKeyConstraint(["created_by"], ["member.id"], name=op.f("fk_house_created_by_member")),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_house_owner_id_member")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_house_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_house")),
        sa.UniqueConstraint("team_id", "number", name=op.f("uq_house_team_id_number")),
    )
    with op.batch_alter_table("house", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_house_expires_on"), ["expires_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_house_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_house_team_id"), ["team_id"], unique=False)

    op.create_table(
        "issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["member.id"], name=op.f("fk_issue_created_by_member")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_issue_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
    )
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issue_team_id"), ["team_id"], unique=False)

    op.create_table(
        "lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("why_now", sa.Text(), nullable=False),
        sa.Column("who_cares", sa.Text(), nullable=False),
        sa.Column("who_speaks", sa.Text(), nullable=False),
        sa.Column("score", sa.JSON(), nullable=False),
        sa.Column("submitted_by", sa.String(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "decision",
            sa.Enum("yes", "not_now", "no", name="leaddecision", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["member.id"], name=op.f("fk_lead_decided_by_member")),
        sa.ForeignKeyConstraint(["submitted_by"], ["member.id"], name=op.f("fk_lead_submitted_by_member")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_lead_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
        sa.UniqueConstraint("team_id", "number", name=op.f("uq_lead_team_id_number")),
    )
    with op.batch_alter_table("lead", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lead_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_lead_submitted_by"), ["submitted_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_lead_team_id"), ["team_id"], unique=False)

    op.create_table(
        "line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "line",
                "q_and_a",
                "fact",
                "quote",
                "boilerplate",
                "holding",
                name="linekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum("draft", "approved", "retired", name="linestatus", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("issue", sa.String(length=200), nullable=False),
        sa.Column("audience", sa.String(length=200), nullable=False),
        sa.Column("reactive", sa.Boolean(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("figure", sa.String(length=100), nullable=False),
        sa.Column("unit", sa.String(length=100), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("speaker", sa.String(length=200), nullable=False),
        sa.Column("said_where", sa.String(length=500), nullable=False),
        sa.Column("scenario", sa.String(length=200), nullable=False),
        sa.Column(
            "sensitivity",
            sa.Enum("routine", "sensitive", "crisis", name="sensitivity", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column(
            "terms",
            sa.Enum(
                "on_record",
                "on_background",
                "deep_background",
                "off_record",
                name="terms",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["approved_by"], ["member.id"], name=op.f("fk_line_approved_by_member")),
        sa.ForeignKeyConstraint(["created_by"], ["member.id"], name=op.f("fk_line_created_by_member")),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_line_owner_id_member")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_line_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line")),
        sa.UniqueConstraint("team_id", "number", name=op.f("uq_line_team_id_number")),
    )
    with op.batch_alter_table("line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_line_expires_on"), ["expires_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_line_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_line_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_line_team_id"), ["team_id"], unique=False)

    op.create_table(
        "memberhours",
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("quiet_from", sa.String(), nullable=False),
        sa.Column("quiet_to", sa.String(), nullable=False),
        sa.Column("working_days", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_memberhours_member_id_member")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_memberhours")),
    )
    op.create_table(
        "outletevent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["member.id"], name=op.f("fk_outletevent_actor_id_member")),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_outletevent_outlet_id_outlet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outletevent")),
    )
    with op.batch_alter_table("outletevent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outletevent_outlet_id"), ["outlet_id"], unique=False)

    op.create_table(
        "presslist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["member.id"], name=op.f("fk_presslist_created_by_member")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_presslist_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presslist")),
        sa.UniqueConstraint("team_id", "key", name=op.f("uq_presslist_team_id_key")),
    )
    with op.batch_alter_table("presslist", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_presslist_team_id"), ["team_id"], unique=False)

    op.create_table(
        "spokesperson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("not_for", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("available", sa.String(length=500), nullable=False),
        sa.Column("away", sa.JSON(), nullable=False),
        sa.Column("trained_on", sa.Date(), nullable=True),
        sa.Column("trained_in", sa.JSON(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["member.id"], name=op.f("fk_spokesperson_added_by_member")),
        sa.ForeignKeyConstraint(["deputy_id"], ["spokesperson.id"], name=op.f("fk_spokesperson_deputy_id_spokesperson")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_spokesperson_member_id_member")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_spokesperson_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spokesperson")),
    )
    with op.batch_alter_table("spokesperson", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spokesperson_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_spokesperson_team_id"), ["team_id"], unique=False)

    op.create_table(
        "story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(length=1000), nullable=False),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("muted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("muted_by", sa.String(), nullable=True),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("summary_of", sa.JSON(), nullable=False),
        sa.Column("summary_generation_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["merged_into_id"], ["story.id"], name=op.f("fk_story_merged_into_id_story")),
        sa.ForeignKeyConstraint(["muted_by"], ["member.id"], name=op.f("fk_story_muted_by_member")),
        sa.ForeignKeyConstraint(
            ["summary_generation_id"], ["generation.id"], name=op.f("fk_story_summary_generation_id_generation")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_story_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
    )
    with op.batch_alter_table("story", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_story_last_seen_at"), ["last_seen_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_story_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_story_team_id"), ["team_id"], unique=False)

    op.create_table(
        "watchterm",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "us",
                "campaign",
                "spokesperson",
                "peer",
                "topic",
                name="termkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("phrases", sa.JSON(), nullable=False),
        sa.Column("exclude", sa.JSON(), nullable=False),
        sa.Column("context", sa.JSON(), nullable=False),
        sa.Column("case_sensitive", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("filled_version", sa.Integer(), nullable=False),
        sa.Column("looked", sa.Integer(), nullable=False),
        sa.Column("to_look", sa.Integer(), nullable=False),
        sa.Column("looked_down_to", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["member.id"], name=op.f("fk_watchterm_added_by_member")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_watchterm_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watchterm")),
    )
    with op.batch_alter_table("watchterm", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_watchterm_team_id"), ["team_id"], unique=False)

    op.create_table(
        "alertplace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["channel_id"], ["coveragechannel.id"], name=op.f("fk_alertplace_channel_id_coveragechannel")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_alertplace_story_id_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alertplace")),
        sa.UniqueConstraint("story_id", "channel_id", name=op.f("uq_alertplace_story_id_channel_id")),
    )
    with op.batch_alter_table("alertplace", schema=None) as batch_op:
        batch_op.create_index("ix_alertplace_day", ["channel_id", "day"], unique=False)

    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=True),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column(
            "medium",
            sa.Enum(
                "online", "print", "radio", "tv", "podcast", name="medium", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("address", sa.String(length=2000), nullable=False),
        sa.Column("title", sa.String(length=1000), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("byline", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("unread", sa.String(length=300), nullable=False),
        sa.Column("added_by", sa.String(), nullable=True),
        sa.Column("copy_of_id", sa.Integer(), nullable=True),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=True),
        sa.Column("sorted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["member.id"], name=op.f("fk_article_added_by_member")),
        sa.ForeignKeyConstraint(["copy_of_id"], ["article.id"], name=op.f("fk_article_copy_of_id_article")),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name=op.f("fk_article_feed_id_feed")),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_article_outlet_id_outlet")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_article_story_id_story")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_article_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
    )
    with op.batch_alter_table("article", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_article_copy_of_id"), ["copy_of_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_article_feed_id"), ["feed_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_article_outlet_id"), ["outlet_id"], unique=False)
        batch_op.create_index("ix_article_published", ["team_id", "published_at"], unique=False)
        batch_op.create_index("ix_article_seen", ["team_id", "first_seen_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_article_story_id"), ["story_id"], unique=False)
        batch_op.create_index("ix_article_waiting", ["team_id", "sorted_at", "id"], unique=False)

    op.create_table(
        "contributorevent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contributor_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["member.id"], name=op.f("fk_contributorevent_actor_id_member")),
        sa.ForeignKeyConstraint(
            ["contributor_id"], ["contributor.id"], name=op.f("fk_contributorevent_contributor_id_contributor")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contributorevent")),
    )
    with op.batch_alter_table("contributorevent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contributorevent_contributor_id"), ["contributor_id"], unique=False)

    op.create_table(
        "coveragedigest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["coveragechannel.id"], name=op.f("fk_coveragedigest_channel_id_coveragechannel")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_coveragedigest_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coveragedigest")),
        sa.UniqueConstraint("channel_id", "day", name=op.f("uq_coveragedigest_channel_id_day")),
    )
    with op.batch_alter_table("coveragedigest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coveragedigest_team_id"), ["team_id"], unique=False)

    op.create_table(
        "engagementreport",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["coveragechannel.id"], name=op.f("fk_engagementreport_channel_id_coveragechannel")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_engagementreport_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engagementreport")),
        sa.UniqueConstraint("channel_id", "period", "first_day", name=op.f("uq_engagementreport_channel_id_period_first_day")),
    )
    with op.batch_alter_table("engagementreport", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_engagementreport_team_id"), ["team_id"], unique=False)

    op.create_table(
        "feedbody",
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("parsed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name=op.f("fk_feedbody_feed_id_feed"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("feed_id", name=op.f("pk_feedbody")),
    )
    op.create_table(
        "inquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("topic", sa.String(length=250), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "received",
                "acknowledged",
                "triaged",
                "gathering",
                "drafting",
                "pending_approval",
                "approved",
                "responded",
                "watching",
                "closed",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("logged_by", sa.String(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "phone",
                "email",
                "slack",
                "web_form",
                "in_person",
                "social",
                "request_service",
                name="channel",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column("request_types", sa.JSON(), nullable=False),
        sa.Column("deadline_words", sa.String(), nullable=False),
        sa.Column(
            "deadline_kind",
            sa.Enum("instant", "asap", "none", name="deadlinekind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("deadline_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deadline_zone", sa.String(), nullable=False),
        sa.Column("deadline_note", sa.String(), nullable=False),
        sa.Column("embargo_words", sa.String(), nullable=True),
        sa.Column("embargo_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("background", sa.Text(), nullable=False),
        sa.Column("source_text", sa.Text(), nullable=False),
        sa.Column("source_channel", sa.String(), nullable=True),
        sa.Column("source_ts", sa.String(), nullable=True),
        sa.Column("source_link", sa.String(), nullable=True),
        sa.Column(
            "sensitivity",
            sa.Enum("routine", "sensitive", "crisis", name="sensitivity", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("backup_id", sa.String(), nullable=True),
        sa.Column(
            "court",
            sa.Enum(
                "comms",
                "programme",
                "leadership",
                "legal",
                "journalist",
                name="court",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "terms",
            sa.Enum(
                "on_record",
                "on_background",
                "deep_background",
                "off_record",
                name="terms",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("terms_agreed_by", sa.String(), nullable=True),
        sa.Column("terms_agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.String(), nullable=True),
        sa.Column("responded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("responded_by", sa.String(), nullable=True),
        sa.Column("response", sa.Text(), nullable=True),
        sa.Column("response_route", sa.String(), nullable=True),
        sa.Column("response_attribution", sa.String(), nullable=True),
        sa.Column(
            "response_terms",
            sa.Enum(
                "on_record",
                "on_background",
                "deep_background",
                "off_record",
                name="response_terms",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("response_version_id", sa.Integer(), nullable=True),
        sa.Column(
            "resolution",
            sa.Enum(
                "declined_to_comment",
                "provided_backgrounder",
                "provided_statement",
                "scheduled_interview",
                "provided_audio_video",
                "referred_to_availability",
                "referred_to_third_party",
                "reporter_dropped",
                "unavailable",
                "no_response_in_time",
                "not_media",
                "duplicate",
                "other",
                name="resolution",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("issue_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("duplicate_of_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(deadline_kind = 'instant') = (deadline_at is not null)", name=op.f("ck_inquiry_instant_has_time")),
        sa.CheckConstraint("(response is null) = (responded_at is null)", name=op.f("ck_inquiry_answered_with_words")),
        sa.ForeignKeyConstraint(["acknowledged_by"], ["member.id"], name=op.f("fk_inquiry_acknowledged_by_member")),
        sa.ForeignKeyConstraint(["backup_id"], ["member.id"], name=op.f("fk_inquiry_backup_id_member")),
        sa.ForeignKeyConstraint(["duplicate_of_id"], ["inquiry.id"], name=op.f("fk_inquiry_duplicate_of_id_inquiry")),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name=op.f("fk_inquiry_issue_id_issue")),
        sa.ForeignKeyConstraint(["logged_by"], ["member.id"], name=op.f("fk_inquiry_logged_by_member")),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_inquiry_outlet_id_outlet")),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_inquiry_owner_id_member")),
        sa.ForeignKeyConstraint(["parent_id"], ["inquiry.id"], name=op.f("fk_inquiry_parent_id_inquiry")),
        sa.ForeignKeyConstraint(["responded_by"], ["member.id"], name=op.f("fk_inquiry_responded_by_member")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_inquiry_team_id_team")),
        sa.ForeignKeyConstraint(["terms_agreed_by"], ["member.id"], name=op.f("fk_inquiry_terms_agreed_by_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry")),
        sa.UniqueConstraint("team_id", "number", name=op.f("uq_inquiry_team_id_number")),
        sa.UniqueConstraint("team_id", "request_id", name=op.f("uq_inquiry_team_id_request_id")),
    )
    with op.batch_alter_table("inquiry", schema=None) as batch_op:
        batch_op.create_index(
            "ix_inquiry_answered",
            ["team_id", "restricted", "responded_at", "response_terms", "deadline_kind", "deadline_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_inquiry_closed_at"), ["closed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_inquiry_deadline_at"), ["deadline_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_inquiry_duplicate_of_id"), ["duplicate_of_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inquiry_issue_id"), ["issue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inquiry_logged_at"), ["logged_at"], unique=False)
        batch_op.create_index(
            "ix_inquiry_open",
            ["team_id", "status", "restricted", "owner_id", "backup_id", "deadline_at", "deadline_kind"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_inquiry_outlet_id"), ["outlet_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inquiry_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inquiry_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inquiry_responded_at"), ["responded_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_inquiry_restricted"), ["restricted"], unique=False)
        batch_op.create_index("ix_inquiry_source", ["team_id", "source_channel", "source_ts"], unique=False)
        batch_op.create_index(batch_op.f("ix_inquiry_status"), ["status"], unique=False)
        batch_op.create_index(batch_op.f("ix_inquiry_team_id"), ["team_id"], unique=False)

    op.create_table(
        "journalist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("other_emails", sa.JSON(), nullable=False),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column("beats", sa.JSON(), nullable=False),
        sa.Column("region", sa.String(length=500), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("preference", sa.String(length=500), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("provenance", sa.String(length=500), nullable=False),
        sa.Column(
            "basis",
            sa.Enum(
                "legitimate_interest",
                "consent",
                "contract",
                "public_task",
                name="lawfulbasis",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("do_not_contact_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("do_not_contact_by", sa.String(), nullable=True),
        sa.Column("do_not_contact_because", sa.String(length=500), nullable=False),
        sa.Column("cold_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cold_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cold_muted", sa.Boolean(), nullable=False),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["do_not_contact_by"], ["member.id"], name=op.f("fk_journalist_do_not_contact_by_member")),
        sa.ForeignKeyConstraint(["import_id"], ["contactimport.id"], name=op.f("fk_journalist_import_id_contactimport")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["journalist.id"], name=op.f("fk_journalist_merged_into_id_journalist")),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_journalist_outlet_id_outlet")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_journalist_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journalist")),
    )
    with op.batch_alter_table("journalist", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journalist_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_journalist_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_journalist_key"), ["key"], unique=False)
        batch_op.create_index(batch_op.f("ix_journalist_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_journalist_outlet_id"), ["outlet_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_journalist_team_id"), ["team_id"], unique=False)

    op.create_table(
        "lineevent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("house_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.CheckConstraint("(line_id is null) <> (house_id is null)", name=op.f("ck_lineevent_line_or_house")),
        sa.ForeignKeyConstraint(["actor_id"], ["member.id"], name=op.f("fk_lineevent_actor_id_member")),
        sa.ForeignKeyConstraint(["house_id"], ["house.id"], name=op.f("fk_lineevent_house_id_house")),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_lineevent_line_id_line")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lineevent")),
    )
    with op.batch_alter_table("lineevent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lineevent_house_id"), ["house_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_lineevent_line_id"), ["line_id"], unique=False)

    op.create_table(
        "spokespersonevent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("spokesperson_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["member.id"], name=op.f("fk_spokespersonevent_actor_id_member")),
        sa.ForeignKeyConstraint(
            ["spokesperson_id"], ["spokesperson.id"], name=op.f("fk_spokespersonevent_spokesperson_id_spokesperson")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spokespersonevent")),
    )
    with op.batch_alter_table("spokespersonevent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spokespersonevent_spokesperson_id"), ["spokesperson_id"], unique=False)

    op.create_table(
        "articlekey",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_articlekey_article_id_article")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_articlekey_team_id_team")),
        sa.PrimaryKeyConstraint("team_id", "key", name=op.f("pk_articlekey")),
    )
    with op.batch_alter_table("articlekey", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_articlekey_article_id"), ["article_id"], unique=False)

    op.create_table(
        "ask",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_of", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_words", sa.String(length=200), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "answered",
                "filed",
                "declined",
                "withdrawn",
                name="askstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("nudged", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["member.id"], name=op.f("fk_ask_asked_by_member")),
        sa.ForeignKeyConstraint(["asked_of"], ["member.id"], name=op.f("fk_ask_asked_of_member")),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_ask_inquiry_id_inquiry")),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_ask_line_id_line")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_ask_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ask")),
        sa.UniqueConstraint("request_id", name=op.f("uq_ask_request_id")),
    )
    with op.batch_alter_table("ask", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ask_asked_of"), ["asked_of"], unique=False)
        batch_op.create_index(batch_op.f("ix_ask_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_ask_inquiry_id"), ["inquiry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ask_line_id"), ["line_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ask_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_ask_team_id"), ["team_id"], unique=False)

    op.create_table(
        "askedvector",
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiry.id"], name=op.f("fk_askedvector_inquiry_id_inquiry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("inquiry_id", name=op.f("pk_askedvector")),
    )
    op.create_table(
        "clip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tier", sa.Integer(), nullable=True),
        sa.Column(
            "prominence",
            sa.Enum(
                "headline", "lead", "body", "passing", name="prominence", native_enum=False, create_constraint=True, length=32
            ),
            nullable=True,
        ),
        sa.Column(
            "tone",
            sa.Enum(
                "favourable",
                "neutral",
                "unfavourable",
                "mixed",
                "not_toned",
                name="tone",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "tone_by_hand",
            sa.Enum(
                "favourable",
                "neutral",
                "unfavourable",
                "mixed",
                "not_toned",
                name="tone_by_hand",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("tone_by", sa.String(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("added_by", sa.String(), nullable=True),
        sa.Column("not_us_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("not_us_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["member.id"], name=op.f("fk_clip_added_by_member")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_clip_article_id_article")),
        sa.ForeignKeyConstraint(["not_us_by"], ["member.id"], name=op.f("fk_clip_not_us_by_member")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_clip_team_id_team")),
        sa.ForeignKeyConstraint(["tone_by"], ["member.id"], name=op.f("fk_clip_tone_by_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clip")),
        sa.UniqueConstraint("article_id", name=op.f("uq_clip_article_id")),
    )
    with op.batch_alter_table("clip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clip_scored_at"), ["scored_at"], unique=False)
        batch_op.create_index("ix_clip_seen", ["team_id", "seen_at"], unique=False)

    op.create_table(
        "contactevent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("journalist_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["member.id"], name=op.f("fk_contactevent_actor_id_member")),
        sa.ForeignKeyConstraint(["journalist_id"], ["journalist.id"], name=op.f("fk_contactevent_journalist_id_journalist")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contactevent")),
    )
    with op.batch_alter_table("contactevent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contactevent_journalist_id"), ["journalist_id"], unique=False)

    op.create_table(
        "inquiryevent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["about_id"], ["inquiry.id"], name=op.f("fk_inquiryevent_about_id_inquiry")),
        sa.ForeignKeyConstraint(["actor_id"], ["member.id"], name=op.f("fk_inquiryevent_actor_id_member")),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_inquiryevent_inquiry_id_inquiry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiryevent")),
    )
    with op.batch_alter_table("inquiryevent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inquiryevent_about_id"), ["about_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_inquiryevent_inquiry_id"), ["inquiry_id"], unique=False)

    op.create_table(
        "inquiryjournalist",
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("journalist_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_inquiryjournalist_inquiry_id_inquiry")),
        sa.ForeignKeyConstraint(
            ["journalist_id"], ["journalist.id"], name=op.f("fk_inquiryjournalist_journalist_id_journalist")
        ),
        sa.PrimaryKeyConstraint("inquiry_id", "journalist_id", name=op.f("pk_inquiryjournalist")),
    )
    op.create_table(
        "interview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=True),
        sa.Column("journalist_id", sa.Integer(), nullable=True),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column("spokesperson_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=250), nullable=False),
        sa.Column(
            "format",
            sa.Enum(
                "live",
                "pre_recorded",
                "print",
                "podcast",
                name="interviewformat",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("place", sa.String(length=500), nullable=False),
        sa.Column("link", sa.String(length=2000), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("rules_agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rules_agreed_by", sa.String(), nullable=True),
        sa.Column("listens_in", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("booked", "cancelled", "done", name="interviewstate", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("uid", sa.String(length=100), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("booked_by", sa.String(), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_because", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["booked_by"], ["member.id"], name=op.f("fk_interview_booked_by_member")),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_interview_inquiry_id_inquiry")),
        sa.ForeignKeyConstraint(["journalist_id"], ["journalist.id"], name=op.f("fk_interview_journalist_id_journalist")),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_interview_outlet_id_outlet")),
        sa.ForeignKeyConstraint(["rules_agreed_by"], ["member.id"], name=op.f("fk_interview_rules_agreed_by_member")),
        sa.ForeignKeyConstraint(
            ["spokesperson_id"], ["spokesperson.id"], name=op.f("fk_interview_spokesperson_id_spokesperson")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_interview_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview")),
        sa.UniqueConstraint("team_id", "number", name=op.f("uq_interview_team_id_number")),
    )
    with op.batch_alter_table("interview", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interview_inquiry_id"), ["inquiry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_interview_journalist_id"), ["journalist_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_interview_outlet_id"), ["outlet_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_interview_spokesperson_id"), ["spokesperson_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_interview_starts_at"), ["starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_interview_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_interview_team_id"), ["team_id"], unique=False)

    op.create_table(
        "match",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("term_version", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dismissed_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_match_article_id_article")),
        sa.ForeignKeyConstraint(["dismissed_by"], ["member.id"], name=op.f("fk_match_dismissed_by_member")),
        sa.ForeignKeyConstraint(["term_id"], ["watchterm.id"], name=op.f("fk_match_term_id_watchterm")),
        sa.PrimaryKeyConstraint("article_id", "term_id", name=op.f("pk_match")),
    )
    with op.batch_alter_table("match", schema=None) as batch_op:
        batch_op.create_index("ix_match_term_seen", ["term_id", "seen_at"], unique=False)

    op.create_table(
        "named",
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_named_inquiry_id_inquiry")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_named_member_id_member")),
        sa.PrimaryKeyConstraint("inquiry_id", "member_id", name=op.f("pk_named")),
    )
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("thread_ts", sa.String(), nullable=True),
        sa.Column("from_user", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("asked_in", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_offer_inquiry_id_inquiry")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_offer_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("team_id", "channel", "ts", name=op.f("uq_offer_team_id_channel_ts")),
    )
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_team_id"), ["team_id"], unique=False)

    op.create_table(
        "outletrole",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("journalist_id", sa.Integer(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["journalist_id"], ["journalist.id"], name=op.f("fk_outletrole_journalist_id_journalist")),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_outletrole_outlet_id_outlet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outletrole")),
    )
    with op.batch_alter_table("outletrole", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outletrole_journalist_id"), ["journalist_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outletrole_outlet_id"), ["outlet_id"], unique=False)

    op.create_table(
        "posting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=True),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_posting_inquiry_id_inquiry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting")),
        sa.UniqueConstraint("kind", "subject", "conversation", name=op.f("uq_posting_kind_subject_conversation")),
    )
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_posting_inquiry_id"), ["inquiry_id"], unique=False)

    op.create_table(
        "presslistmember",
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("journalist_id", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["journalist_id"], ["journalist.id"], name=op.f("fk_presslistmember_journalist_id_journalist")),
        sa.ForeignKeyConstraint(["list_id"], ["presslist.id"], name=op.f("fk_presslistmember_list_id_presslist")),
        sa.PrimaryKeyConstraint("list_id", "journalist_id", name=op.f("pk_presslistmember")),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_question_inquiry_id_inquiry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("inquiry_id", "number", name=op.f("uq_question_inquiry_id_number")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_inquiry_id"), ["inquiry_id"], unique=False)

    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column(
            "clock",
            sa.Enum("acknowledge", "answer", name="clockkind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("escalates", sa.Boolean(), nullable=False),
        sa.Column("goal_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "fired",
                "silent",
                "over",
                "skipped",
                name="reminderstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("fired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_reminder_inquiry_id_inquiry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("inquiry_id", "key", name=op.f("uq_reminder_inquiry_id_key")),
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_inquiry_id"), ["inquiry_id"], unique=False)
        batch_op.create_index("ix_reminder_state_due", ["state", "due_at"], unique=False)

    op.create_table(
        "searchtext",
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiry.id"], name=op.f("fk_searchtext_inquiry_id_inquiry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("inquiry_id", name=op.f("pk_searchtext")),
    )
    op.create_table(
        "statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "holding",
                "reactive",
                "proactive",
                "press_release",
                "media_advisory",
                "op_note",
                "q_and_a",
                "op_ed",
                "correction",
                name="statementkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=250), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "pending_approval",
                "held",
                "approved",
                "sent",
                "withdrawn",
                name="statementstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.Column(
            "sensitivity",
            sa.Enum("routine", "sensitive", "crisis", name="sensitivity", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("translation_of_id", sa.Integer(), nullable=True),
        sa.Column("translation_of_version", sa.Integer(), nullable=True),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("embargo_lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("inquiry_id is not null or title <> ''", name=op.f("ck_statement_inquiry_or_title")),
        sa.ForeignKeyConstraint(["corrects_id"], ["statement.id"], name=op.f("fk_statement_corrects_id_statement")),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_statement_inquiry_id_inquiry")),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_statement_owner_id_member")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_statement_team_id_team")),
        sa.ForeignKeyConstraint(["translation_of_id"], ["statement.id"], name=op.f("fk_statement_translation_of_id_statement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("team_id", "number", name=op.f("uq_statement_team_id_number")),
    )
    with op.batch_alter_table("statement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statement_corrects_id"), ["corrects_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_inquiry_id"), ["inquiry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_status"), ["status"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_team_id"), ["team_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statement_translation_of_id"), ["translation_of_id"], unique=False)

    op.create_table(
        "storypair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["member.id"], name=op.f("fk_storypair_by_member")),
        sa.ForeignKeyConstraint(["one_id"], ["article.id"], name=op.f("fk_storypair_one_id_article")),
        sa.ForeignKeyConstraint(["other_id"], ["article.id"], name=op.f("fk_storypair_other_id_article")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_storypair_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_storypair")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_storypair_one_id_other_id")),
    )
    with op.batch_alter_table("storypair", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_storypair_team_id"), ["team_id"], unique=False)

    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("clip_id", sa.Integer(), nullable=True),
        sa.Column("term_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "negative_tier_1",
                "misquote",
                "spike",
                "first_coverage",
                name="alertkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withheld", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["clip_id"], ["clip.id"], name=op.f("fk_alert_clip_id_clip")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_alert_story_id_story")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_alert_team_id_team")),
        sa.ForeignKeyConstraint(["term_id"], ["watchterm.id"], name=op.f("fk_alert_term_id_watchterm")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("story_id", "kind", "severity", name=op.f("uq_alert_story_id_kind_severity")),
    )
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alert_raised_at"), ["raised_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_alert_story_id"), ["story_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_alert_team_id"), ["team_id"], unique=False)

    op.create_table(
        "briefing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=True),
        sa.Column("interview_id", sa.Integer(), nullable=True),
        sa.Column("spokesperson_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("rests_on", sa.JSON(), nullable=False),
        sa.Column("sources_sha256", sa.String(length=64), nullable=False),
        sa.Column("model_note", sa.String(length=300), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_off_by", sa.String(), nullable=True),
        sa.Column("signed_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_briefing_inquiry_id_inquiry")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_briefing_interview_id_interview")),
        sa.ForeignKeyConstraint(["made_by"], ["member.id"], name=op.f("fk_briefing_made_by_member")),
        sa.ForeignKeyConstraint(["signed_off_by"], ["member.id"], name=op.f("fk_briefing_signed_off_by_member")),
        sa.ForeignKeyConstraint(
            ["spokesperson_id"], ["spokesperson.id"], name=op.f("fk_briefing_spokesperson_id_spokesperson")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_briefing_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefing")),
        sa.UniqueConstraint("inquiry_id", "interview_id", "number", name=op.f("uq_briefing_inquiry_id_interview_id_number")),
    )
    with op.batch_alter_table("briefing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_briefing_inquiry_id"), ["inquiry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_briefing_interview_id"), ["interview_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_briefing_spokesperson_id"), ["spokesperson_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_briefing_team_id"), ["team_id"], unique=False)

    op.create_table(
        "cliplink",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clip_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "inquiry",
                "statement",
                "journalist",
                "pitch",
                name="linkkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["clip_id"], ["clip.id"], name=op.f("fk_cliplink_clip_id_clip")),
        sa.ForeignKeyConstraint(["decided_by"], ["member.id"], name=op.f("fk_cliplink_decided_by_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cliplink")),
        sa.UniqueConstraint("clip_id", "kind", "subject_id", name=op.f("uq_cliplink_clip_id_kind_subject_id")),
    )
    with op.batch_alter_table("cliplink", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cliplink_clip_id"), ["clip_id"], unique=False)
        batch_op.create_index("ix_cliplink_subject", ["kind", "subject_id"], unique=False)

    op.create_table(
        "clipquote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clip_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("speaker", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "exact",
                "trimmed",
                "altered",
                "never_said",
                name="quoteclass",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("approved", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["clip_id"], ["clip.id"], name=op.f("fk_clipquote_clip_id_clip")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clipquote")),
        sa.UniqueConstraint("clip_id", "number", name=op.f("uq_clipquote_clip_id_number")),
    )
    with op.batch_alter_table("clipquote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clipquote_clip_id"), ["clip_id"], unique=False)

    op.create_table(
        "debrief",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("owed", sa.Text(), nullable=False),
        sa.Column("lessons", sa.Text(), nullable=False),
        sa.Column("went", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["member.id"], name=op.f("fk_debrief_by_member")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_debrief_interview_id_interview")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debrief")),
        sa.UniqueConstraint("interview_id", name=op.f("uq_debrief_interview_id")),
    )
    op.create_table(
        "embargoagreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("journalist_id", sa.Integer(), nullable=False),
        sa.Column("embargo_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("how", sa.String(length=500), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["journalist_id"], ["journalist.id"], name=op.f("fk_embargoagreement_journalist_id_journalist")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["member.id"], name=op.f("fk_embargoagreement_recorded_by_member")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_embargoagreement_statement_id_statement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_embargoagreement")),
        sa.UniqueConstraint("statement_id", "journalist_id", name=op.f("uq_embargoagreement_statement_id_journalist_id")),
    )
    with op.batch_alter_table("embargoagreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_embargoagreement_journalist_id"), ["journalist_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_embargoagreement_statement_id"), ["statement_id"], unique=False)

    op.create_table(
        "exclusive",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=250), nullable=False),
        sa.Column("journalist_id", sa.Integer(), nullable=True),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("promised_by", sa.String(), nullable=False),
        sa.Column("promised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_because", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["journalist_id"], ["journalist.id"], name=op.f("fk_exclusive_journalist_id_journalist")),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_exclusive_outlet_id_outlet")),
        sa.ForeignKeyConstraint(["promised_by"], ["member.id"], name=op.f("fk_exclusive_promised_by_member")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_exclusive_statement_id_statement")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_exclusive_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exclusive")),
    )
    with op.batch_alter_table("exclusive", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exclusive_journalist_id"), ["journalist_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exclusive_outlet_id"), ["outlet_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exclusive_statement_id"), ["statement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exclusive_team_id"), ["team_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_exclusive_until"), ["until"], unique=False)

    op.create_table(
        "interviewevent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["member.id"], name=op.f("fk_interviewevent_actor_id_member")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_interviewevent_interview_id_interview")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interviewevent")),
    )
    with op.batch_alter_table("interviewevent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interviewevent_interview_id"), ["interview_id"], unique=False)

    op.create_table(
        "pitch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(length=250), nullable=False),
        sa.Column("key", sa.String(length=250), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("journalist_id", sa.Integer(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column(
            "offer",
            sa.Enum("open", "embargo", "exclusive", name="pitchoffer", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("because", sa.String(length=500), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "sent", "talking", "passed", "ran", name="pitchoutcome", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("outcome_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("clip_id", sa.Integer(), nullable=True),
        sa.Column("follow_ups", sa.Integer(), nullable=False),
        sa.Column("follow_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pitched_by", sa.String(), nullable=False),
        sa.Column("pitched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["clip_id"], ["clip.id"], name=op.f("fk_pitch_clip_id_clip")),
        sa.ForeignKeyConstraint(["journalist_id"], ["journalist.id"], name=op.f("fk_pitch_journalist_id_journalist")),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_pitch_outlet_id_outlet")),
        sa.ForeignKeyConstraint(["pitched_by"], ["member.id"], name=op.f("fk_pitch_pitched_by_member")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_pitch_statement_id_statement")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_pitch_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pitch")),
    )
    with op.batch_alter_table("pitch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pitch_clip_id"), ["clip_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pitch_follow_up_at"), ["follow_up_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_pitch_journalist_id"), ["journalist_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pitch_outlet_id"), ["outlet_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pitch_pitched_at"), ["pitched_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_pitch_pitched_by"), ["pitched_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_pitch_statement_id"), ["statement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pitch_team_id"), ["team_id"], unique=False)

    op.create_table(
        "pressevent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "press_conference",
                "event",
                "awareness_day",
                "release",
                name="eventkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=250), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("all_day", sa.Boolean(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("venue", sa.String(length=500), nullable=False),
        sa.Column("speakers", sa.JSON(), nullable=False),
        sa.Column("run", sa.JSON(), nullable=False),
        sa.Column("checklist", sa.JSON(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("named", sa.JSON(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("uid", sa.String(length=100), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_because", sa.String(length=500), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["member.id"], name=op.f("fk_pressevent_added_by_member")),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_pressevent_owner_id_member")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_pressevent_statement_id_statement")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_pressevent_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pressevent")),
        sa.UniqueConstraint("team_id", "number", name=op.f("uq_pressevent_team_id_number")),
    )
    with op.batch_alter_table("pressevent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pressevent_starts_at"), ["starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_pressevent_statement_id"), ["statement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pressevent_team_id"), ["team_id"], unique=False)

    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("journalist_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_promise_interview_id_interview")),
        sa.ForeignKeyConstraint(["journalist_id"], ["journalist.id"], name=op.f("fk_promise_journalist_id_journalist")),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_promise_owner_id_member")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_promise_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promise_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_promise_interview_id"), ["interview_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_promise_journalist_id"), ["journalist_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_promise_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_promise_team_id"), ["team_id"], unique=False)

    op.create_table(
        "pullthrough",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clip_id", sa.Integer(), nullable=False),
        sa.Column("house_id", sa.Integer(), nullable=False),
        sa.Column("message", sa.String(length=20), nullable=False),
        sa.Column("presence", sa.Integer(), nullable=False),
        sa.Column("prominence", sa.Integer(), nullable=False),
        sa.Column("accuracy", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("coded_presence", sa.Integer(), nullable=True),
        sa.Column("coded_prominence", sa.Integer(), nullable=True),
        sa.Column("coded_accuracy", sa.Integer(), nullable=True),
        sa.Column("coder_id", sa.String(), nullable=True),
        sa.Column("coded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["clip_id"], ["clip.id"], name=op.f("fk_pullthrough_clip_id_clip")),
        sa.ForeignKeyConstraint(["coder_id"], ["member.id"], name=op.f("fk_pullthrough_coder_id_member")),
        sa.ForeignKeyConstraint(["house_id"], ["house.id"], name=op.f("fk_pullthrough_house_id_house")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pullthrough")),
        sa.UniqueConstraint("clip_id", "message", name=op.f("uq_pullthrough_clip_id_message")),
    )
    with op.batch_alter_table("pullthrough", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pullthrough_clip_id"), ["clip_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pullthrough_house_id"), ["house_id"], unique=False)

    op.create_table(
        "rehearsal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=True),
        sa.Column("interview_id", sa.Integer(), nullable=True),
        sa.Column("topic", sa.String(length=250), nullable=False),
        sa.Column("by_model", sa.Boolean(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("turns", sa.JSON(), nullable=False),
        sa.Column("score", sa.JSON(), nullable=False),
        sa.Column("shown_to", sa.JSON(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_rehearsal_inquiry_id_inquiry")),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_rehearsal_interview_id_interview")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_rehearsal_member_id_member")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_rehearsal_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsal")),
    )
    with op.batch_alter_table("rehearsal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rehearsal_heard_at"), ["heard_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_rehearsal_inquiry_id"), ["inquiry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rehearsal_interview_id"), ["interview_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rehearsal_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rehearsal_team_id"), ["team_id"], unique=False)

    op.create_table(
        "statementevent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["member.id"], name=op.f("fk_statementevent_actor_id_member")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_statementevent_statement_id_statement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statementevent")),
    )
    with op.batch_alter_table("statementevent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statementevent_statement_id"), ["statement_id"], unique=False)

    op.create_table(
        "statementnamed",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_statementnamed_member_id_member")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_statementnamed_statement_id_statement")),
        sa.PrimaryKeyConstraint("statement_id", "member_id", name=op.f("pk_statementnamed")),
    )
    op.create_table(
        "statementversion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column(
            "terms",
            sa.Enum(
                "on_record",
                "on_background",
                "deep_background",
                "off_record",
                name="terms",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("attribution", sa.String(length=200), nullable=False),
        sa.Column("audience", sa.String(length=200), nullable=False),
        sa.Column("embargo_words", sa.String(length=200), nullable=False),
        sa.Column("embargo_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("embargo_zone", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column(
            "origin",
            sa.Enum("typed", "model", "assembled", name="origin", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("sentences", sa.JSON(), nullable=False),
        sa.Column("generation_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["member.id"], name=op.f("fk_statementversion_author_id_member")),
        sa.ForeignKeyConstraint(
            ["generation_id"], ["generation.id"], name=op.f("fk_statementversion_generation_id_generation")
        ),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_statementversion_statement_id_statement")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statementversion")),
        sa.UniqueConstraint("statement_id", "number", name=op.f("uq_statementversion_statement_id_number")),
    )
    with op.batch_alter_table("statementversion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statementversion_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statementversion_statement_id"), ["statement_id"], unique=False)

    op.create_table(
        "approvalrequest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("in_order", sa.Boolean(), nullable=False),
        sa.Column("two_pairs", sa.Boolean(), nullable=False),
        sa.Column(
            "sensitivity",
            sa.Enum("routine", "sensitive", "crisis", name="sensitivity", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("after_id", sa.Integer(), nullable=False),
        sa.Column("nudged", sa.Integer(), nullable=False),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["member.id"], name=op.f("fk_approvalrequest_asked_by_member")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["statementversion.id"], name=op.f("fk_approvalrequest_version_id_statementversion")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvalrequest")),
        sa.UniqueConstraint("version_id", name=op.f("uq_approvalrequest_version_id")),
    )
    with op.batch_alter_table("approvalrequest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_approvalrequest_version_id"), ["version_id"], unique=False)

    op.create_table(
        "correctioncase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("clip_id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=True),
        sa.Column("journalist_id", sa.Integer(), nullable=True),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column("statement_id", sa.Integer(), nullable=True),
        sa.Column("rests_on", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "asked",
                "answered",
                "corrected",
                "clarified",
                "refused",
                "dropped",
                name="casestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["clip_id"], ["clip.id"], name=op.f("fk_correctioncase_clip_id_clip")),
        sa.ForeignKeyConstraint(["journalist_id"], ["journalist.id"], name=op.f("fk_correctioncase_journalist_id_journalist")),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_correctioncase_outlet_id_outlet")),
        sa.ForeignKeyConstraint(["owner_id"], ["member.id"], name=op.f("fk_correctioncase_owner_id_member")),
        sa.ForeignKeyConstraint(["quote_id"], ["clipquote.id"], name=op.f("fk_correctioncase_quote_id_clipquote")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_correctioncase_statement_id_statement")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_correctioncase_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correctioncase")),
        sa.UniqueConstraint("team_id", "number", name=op.f("uq_correctioncase_team_id_number")),
    )
    with op.batch_alter_table("correctioncase", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correctioncase_clip_id"), ["clip_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_correctioncase_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_correctioncase_journalist_id"), ["journalist_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_correctioncase_outlet_id"), ["outlet_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_correctioncase_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_correctioncase_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_correctioncase_team_id"), ["team_id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "approved",
                "conditional",
                "sent_back",
                "held",
                "lifted",
                "voided",
                "released",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("for_id", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("condition_met_by", sa.String(), nullable=True),
        sa.Column("condition_met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("overrides", sa.JSON(), nullable=False),
        sa.Column("reviewed_by", sa.String(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fine", sa.Boolean(), nullable=True),
        sa.Column("review", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["condition_met_by"], ["member.id"], name=op.f("fk_decision_condition_met_by_member")),
        sa.ForeignKeyConstraint(["for_id"], ["member.id"], name=op.f("fk_decision_for_id_member")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_decision_member_id_member")),
        sa.ForeignKeyConstraint(["reviewed_by"], ["member.id"], name=op.f("fk_decision_reviewed_by_member")),
        sa.ForeignKeyConstraint(["version_id"], ["statementversion.id"], name=op.f("fk_decision_version_id_statementversion")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_version_id"), ["version_id"], unique=False)

    op.create_table(
        "eventguest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column("journalist_id", sa.Integer(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("called_by", sa.String(), nullable=True),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("came", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["called_by"], ["member.id"], name=op.f("fk_eventguest_called_by_member")),
        sa.ForeignKeyConstraint(["event_id"], ["pressevent.id"], name=op.f("fk_eventguest_event_id_pressevent")),
        sa.ForeignKeyConstraint(["journalist_id"], ["journalist.id"], name=op.f("fk_eventguest_journalist_id_journalist")),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_eventguest_outlet_id_outlet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eventguest")),
        sa.UniqueConstraint(
            "event_id", "outlet_id", "journalist_id", name=op.f("uq_eventguest_event_id_outlet_id_journalist_id")
        ),
    )
    with op.batch_alter_table("eventguest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_eventguest_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_eventguest_journalist_id"), ["journalist_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_eventguest_outlet_id"), ["outlet_id"], unique=False)

    op.create_table(
        "presseventstep",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["member.id"], name=op.f("fk_presseventstep_actor_id_member")),
        sa.ForeignKeyConstraint(["event_id"], ["pressevent.id"], name=op.f("fk_presseventstep_event_id_pressevent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presseventstep")),
    )
    with op.batch_alter_table("presseventstep", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_presseventstep_event_id"), ["event_id"], unique=False)

    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("route", sa.String(length=20), nullable=False),
        sa.Column(
            "terms",
            sa.Enum(
                "on_record",
                "on_background",
                "deep_background",
                "off_record",
                name="terms",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("attribution", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("embargo_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("corrected_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["corrected_by_id"], ["statement.id"], name=op.f("fk_release_corrected_by_id_statement")),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_release_inquiry_id_inquiry")),
        sa.ForeignKeyConstraint(["sent_by"], ["member.id"], name=op.f("fk_release_sent_by_member")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_release_statement_id_statement")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_release_team_id_team")),
        sa.ForeignKeyConstraint(["version_id"], ["statementversion.id"], name=op.f("fk_release_version_id_statementversion")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
    )
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_release_corrected_by_id"), ["corrected_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_release_inquiry_id"), ["inquiry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_release_sent_at"), ["sent_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_release_statement_id"), ["statement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_release_team_id"), ["team_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_release_version_id"), ["version_id"], unique=False)

    op.create_table(
        "statementsource",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=False),
        sa.Column("expires_on", sa.String(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=True),
        sa.Column("house_id", sa.Integer(), nullable=True),
        sa.Column("inquiry_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["house_id"], ["house.id"], name=op.f("fk_statementsource_house_id_house")),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_statementsource_inquiry_id_inquiry")),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_statementsource_line_id_line")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["statementversion.id"], name=op.f("fk_statementsource_version_id_statementversion")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statementsource")),
        sa.UniqueConstraint("version_id", "reference", name=op.f("uq_statementsource_version_id_reference")),
    )
    with op.batch_alter_table("statementsource", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statementsource_house_id"), ["house_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statementsource_inquiry_id"), ["inquiry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statementsource_line_id"), ["line_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statementsource_reference"), ["reference"], unique=False)
        batch_op.create_index(batch_op.f("ix_statementsource_version_id"), ["version_id"], unique=False)

    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.String(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "writing",
                "stopped",
                "saved",
                "offered",
                name="suggestionstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sentences", sa.JSON(), nullable=False),
        sa.Column(
            "origin",
            sa.Enum("typed", "model", "assembled", name="origin", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("generation_id", sa.Integer(), nullable=True),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["ended_by"], ["member.id"], name=op.f("fk_suggestion_ended_by_member")),
        sa.ForeignKeyConstraint(["generation_id"], ["generation.id"], name=op.f("fk_suggestion_generation_id_generation")),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_suggestion_inquiry_id_inquiry")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_suggestion_member_id_member")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["statementversion.id"], name=op.f("fk_suggestion_version_id_statementversion")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
    )
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_suggestion_inquiry_id"), ["inquiry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_suggestion_member_id"), ["member_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_suggestion_version_id"), ["version_id"], unique=False)

    op.create_table(
        "correctioncaseevent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["member.id"], name=op.f("fk_correctioncaseevent_actor_id_member")),
        sa.ForeignKeyConstraint(["case_id"], ["correctioncase.id"], name=op.f("fk_correctioncaseevent_case_id_correctioncase")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correctioncaseevent")),
    )
    with op.batch_alter_table("correctioncaseevent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correctioncaseevent_case_id"), ["case_id"], unique=False)

    op.create_table(
        "recipient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("journalist_id", sa.Integer(), nullable=True),
        sa.Column("outlet_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unagreed", sa.String(length=500), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["journalist_id"], ["journalist.id"], name=op.f("fk_recipient_journalist_id_journalist")),
        sa.ForeignKeyConstraint(["outlet_id"], ["outlet.id"], name=op.f("fk_recipient_outlet_id_outlet")),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_recipient_release_id_release")),
        sa.ForeignKeyConstraint(["told_by"], ["member.id"], name=op.f("fk_recipient_told_by_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient")),
    )
    with op.batch_alter_table("recipient", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recipient_journalist_id"), ["journalist_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recipient_outlet_id"), ["outlet_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recipient_release_id"), ["release_id"], unique=False)
    protect("auditentry")
    create_search_index()
    create_article_index()
