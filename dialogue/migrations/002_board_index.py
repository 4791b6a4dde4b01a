"""The board's index begins with the day: what lies outside the period is not read."""

from alembic import op

revision = "002_board_index"
down_revision = "001_initial"
branch_labels = None
depends_on = None

COVERED = ["topic_id", "kind", "area_id"]
FILTERS = ["channel", "age_band", "meeting_id"]


def upgrade() -> None:
    """Day before topic."""
    op.drop_index("ix_concern_board", table_name="concern")
    op.create_index("ix_concern_board", "concern", ["municipality_id", "received_on", *COVERED, *FILTERS])


def downgrade() -> None:
    """Topic before day, as it was."""
    op.drop_index("ix_concern_board", table_name="concern")
    op.create_index("ix_concern_board", "concern", ["municipality_id", *COVERED, "received_on", *FILTERS])
