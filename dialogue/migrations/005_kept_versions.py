"""Versions of sheets, of attendance; what the public reads of a report; tries counted together; when was looked."""

import sqlalchemy as sa
from alembic import op

revision = "005_kept_versions"
down_revision = "004_joint_group"
branch_labels = None
depends_on = None

OUTCOMES = ("open", "watch", "not_ours", "not_a_problem", "problem")


def upgrade() -> None:
    """Make them. A report that is public already stays so, whole."""
    op.add_column("municipality", sa.Column("looked_on", sa.Date(), nullable=True))
    op.add_column("sitting", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("report", sa.Column("public_content", sa.JSON(), nullable=True))
    report = sa.table("report", sa.column("public_on"), sa.column("content"), sa.column("public_content"))
    op.execute(sa.update(report).where(report.c.public_on.is_not(None)).values(public_content=report.c.content))
    op.create_table(
        "try_count",
        sa.Column("bucket", sa.LargeBinary(length=32), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_try_count")),
    )
    op.create_index(op.f("ix_try_count_ends_at"), "try_count", ["ends_at"])
    _make_sheet_version()


def _make_sheet_version() -> None:
    kinds = sa.Enum(*OUTCOMES, name="version_outcome", native_enum=False, create_constraint=True, length=24)
    ties = {"municipality_id": "municipality", "saved_by_id": "staff"}
    op.create_table(
        "sheet_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("boxes", sa.JSON(), nullable=False),
        sa.Column("scores", sa.JSON(), nullable=False),
        sa.Column("outcome", kinds, nullable=False),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_sheet_version_{column}_{table}"))
            for column, table in ties.items()
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["cheers_sheet.id"], name=op.f("fk_sheet_version_sheet_id_cheers_sheet"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_version")),
        sa.UniqueConstraint("sheet_id", "version", name=op.f("uq_sheet_version_sheet_id_version")),
    )
    for column in ("municipality_id", "sheet_id"):
        op.create_index(op.f(f"ix_sheet_version_{column}"), "sheet_version", [column])


def downgrade() -> None:
    """Drop what was made."""
    op.drop_table("sheet_version")
    op.drop_table("try_count")
    op.drop_column("report", "public_content")
    op.drop_column("sitting", "version")
    op.drop_column("municipality", "looked_on")
