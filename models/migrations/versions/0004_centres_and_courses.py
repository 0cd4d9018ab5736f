"""Centres, courses, sessions, enrolments."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Centres of before get empty facts; the defaults are the program's affair afterwards.
    op.add_column("centre", sa.Column("slug", sa.Text(), nullable=True))
    op.execute("UPDATE centre SET slug = id")
    op.alter_column("centre", "slug", nullable=False)
    op.add_column("centre", sa.Column("aliases", postgresql.ARRAY(sa.Text()), nullable=False, server_default="{}"))
    op.alter_column("centre", "aliases", server_default=None)
    op.add_column("centre", sa.Column("host", sa.Text(), nullable=False, server_default=""))
    op.alter_column("centre", "host", server_default=None)
    op.add_column("centre", sa.Column("landmark", sa.Text(), nullable=False, server_default=""))
    op.alter_column("centre", "landmark", server_default=None)
    op.add_column("centre", sa.Column("lat", sa.Double(), nullable=True))
    op.add_column("centre", sa.Column("lng", sa.Double(), nullable=True))
    op.add_column("centre", sa.Column("accessibility", sa.Text(), nullable=False, server_default=""))
    op.alter_column("centre", "accessibility", server_default=None)
    op.add_column("centre", sa.Column("wifi", sa.Text(), nullable=False, server_default=""))
    op.alter_column("centre", "wifi", server_default=None)
    op.add_column("centre", sa.Column("parking", sa.Text(), nullable=False, server_default=""))
    op.alter_column("centre", "parking", server_default=None)
    op.add_column(
        "centre", sa.Column("hours", postgresql.JSONB(astext_type=sa.Text()), nullable=False, server_default="[]")
    )
    op.alter_column("centre", "hours", server_default=None)
    op.add_column(
        "centre", sa.Column("lunch", postgresql.JSONB(astext_type=sa.Text()), nullable=False, server_default="{}")
    )
    op.alter_column("centre", "lunch", server_default=None)
    op.add_column(
        "centre", sa.Column("holidays", postgresql.JSONB(astext_type=sa.Text()), nullable=False, server_default="[]")
    )
    op.alter_column("centre", "holidays", server_default=None)
    op.create_unique_constraint(op.f("uq_centre_slug"), "centre", ["slug"])
    op.create_table(
        "course",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("aliases", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("audience", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("age_min", sa.Integer(), nullable=True),
        sa.Column("age_max", sa.Integer(), nullable=True),
        sa.Column("guardian_under", sa.Integer(), nullable=True),
        sa.Column("fee", sa.Integer(), nullable=False),
        sa.Column("fee_text", sa.Text(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("taken_elsewhere", sa.Integer(), nullable=False),
        sa.Column("venue", sa.Text(), nullable=False),
        sa.Column("is_outreach", sa.Boolean(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("rrule", sa.Text(), nullable=False),
        sa.Column("exdates", postgresql.ARRAY(sa.DateTime(timezone=True)), nullable=False),
        sa.Column("is_series", sa.Boolean(), nullable=False),
        sa.Column("bring", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("closes_hours_before", sa.Integer(), nullable=False),
        sa.Column("has_certificate", sa.Boolean(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.Column("expanded_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("search_terms", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("demo_id", sa.Text(), nullable=True),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_course_seats")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_course_centre_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("code", name=op.f("uq_course_code")),
        sa.UniqueConstraint("demo_id", name=op.f("uq_course_demo_id")),
    )
    op.create_index(op.f("ix_course_centre_id"), "course", ["centre_id"], unique=False)
    op.create_index("ix_course_search_terms", "course", ["search_terms"], unique=False, postgresql_using="gin")
    op.create_table(
        "course_question",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("centre_id", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"], ["centre.id"], name=op.f("fk_course_question_centre_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_course_question_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_course_question")),
    )
    op.create_table(
        "lending",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("centre_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("aliases", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("slot_minutes", sa.Integer(), nullable=False),
        sa.Column("max_minutes", sa.Integer(), nullable=True),
        sa.Column("fee_text", sa.Text(), nullable=False),
        sa.Column("equipment", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("demo_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_lending_centre_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lending")),
        sa.UniqueConstraint("demo_id", name=op.f("uq_lending_demo_id")),
    )
    op.create_index(op.f("ix_lending_centre_id"), "lending", ["centre_id"], unique=False)
    op.create_table(
        "course_session",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("course_id", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("taken_elsewhere", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("taken >= 0 AND taken + taken_elsewhere <= seats", name=op.f("ck_course_session_seats")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_session_course_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_session")),
        sa.UniqueConstraint("course_id", "starts_at", name=op.f("uq_course_session_course_id_starts_at")),
    )
    op.create_index("ix_course_session_coming", "course_session", ["starts_at"], unique=False)
    op.create_table(
        "enrolment",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("session_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("pupil", sa.Text(), nullable=False),
        sa.Column("pupil_key", sa.Text(), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sources", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("demo_id", sa.Text(), nullable=True),
        sa.CheckConstraint("heads BETWEEN 1 AND 10", name=op.f("ck_enrolment_heads")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["course_session.id"], name=op.f("fk_enrolment_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
    )
    op.create_index(op.f("ix_enrolment_number"), "enrolment", ["number"], unique=False)
    op.create_index(op.f("ix_enrolment_person_id"), "enrolment", ["person_id"], unique=False)
    op.create_index(op.f("ix_enrolment_session_id"), "enrolment", ["session_id"], unique=False)
    op.create_index(
        "ix_enrolment_to_remind",
        "enrolment",
        ["remind_at"],
        unique=False,
        postgresql_where=sa.text("state = 'confirmed' AND reminded_at IS NULL"),
    )
    op.create_index(
        "uq_enrolment_held",
        "enrolment",
        ["session_id", "person_id", "pupil_key"],
        unique=True,
        postgresql_where=sa.text("state = 'confirmed'"),
    )


def downgrade() -> None:
    op.drop_constraint(op.f("uq_centre_slug"), "centre", type_="unique")
    op.drop_column("centre", "holidays")
    op.drop_column("centre", "lunch")
    op.drop_column("centre", "hours")
    op.drop_column("centre", "parking")
    op.drop_column("centre", "wifi")
    op.drop_column("centre", "accessibility")
    op.drop_column("centre", "lng")
    op.drop_column("centre", "lat")
    op.drop_column("centre", "landmark")
    op.drop_column("centre", "host")
    op.drop_column("centre", "aliases")
    op.drop_column("centre", "slug")
    op.drop_index("uq_enrolment_held", table_name="enrolment", postgresql_where=sa.text("state = 'confirmed'"))
    op.drop_index(
        "ix_enrolment_to_remind",
        table_name="enrolment",
        postgresql_where=sa.text("state = 'confirmed' AND reminded_at IS NULL"),
    )
    op.drop_index(op.f("ix_enrolment_session_id"), table_name="enrolment")
    op.drop_index(op.f("ix_enrolment_person_id"), table_name="enrolment")
    op.drop_index(op.f("ix_enrolment_number"), table_name="enrolment")
    op.drop_table("enrolment")
    op.drop_index("ix_course_session_coming", table_name="course_session")
    op.drop_table("course_session")
    op.drop_index(op.f("ix_lending_centre_id"), table_name="lending")
    op.drop_table("lending")
    op.drop_table("course_question")
    op.drop_index("ix_course_search_terms", table_name="course", postgresql_using="gin")
    op.drop_index(op.f("ix_course_centre_id"), table_name="course")
    op.drop_table("course")
