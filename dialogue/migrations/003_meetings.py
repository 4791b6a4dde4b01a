"""Meetings from idea to summary: their life, who comes, what was said and promised; the outbox; school breaks."""

import sqlalchemy as sa
from alembic import op

revision = "003_meetings"
down_revision = "002_board_index"
branch_labels = None
depends_on = None

STATUSES = "'draft', 'published', 'cancelled', 'held', 'summed_up'"
# One statement a column, constraint and all, is understood by SQLite and PostgreSQL alike: no copy of the table.
# Meetings that are there already were public.
COLUMNS = [
    f"status VARCHAR(24) NOT NULL DEFAULT 'published' CONSTRAINT ck_meeting_meetingstatus CHECK (status IN ({STATUSES}))",
    "series VARCHAR(12)",
    "version INTEGER NOT NULL DEFAULT 1",
    "sequence INTEGER NOT NULL DEFAULT 0",
    "address VARCHAR(160) NOT NULL DEFAULT ''",
    "lat {double}",
    "lon {double} CONSTRAINT ck_meeting_point_pair CHECK ((lat IS NULL) = (lon IS NULL))",
    "ends_at VARCHAR(5) NOT NULL DEFAULT '' CONSTRAINT ck_meeting_hours CHECK (ends_at = '' OR ends_at > starts_at)",
    "about VARCHAR NOT NULL DEFAULT ''",
    "can_influence VARCHAR NOT NULL DEFAULT ''",
    "decided VARCHAR NOT NULL DEFAULT ''",
    "hosts VARCHAR NOT NULL DEFAULT ''",
    "host_names VARCHAR(200) NOT NULL DEFAULT ''",
    "target_ages VARCHAR NOT NULL DEFAULT ''",
    "languages VARCHAR NOT NULL DEFAULT ''",
    "interpreter VARCHAR NOT NULL DEFAULT ''",
    "access VARCHAR NOT NULL DEFAULT ''",
    "transport VARCHAR(300) NOT NULL DEFAULT ''",
    "capacity INTEGER CONSTRAINT ck_meeting_capacity CHECK (capacity IS NULL OR capacity > 0)",
    "change_note VARCHAR(300) NOT NULL DEFAULT ''",
    "changed_on DATE",
]


def upgrade() -> None:
    """Widen the meeting, then make the tables around it."""
    double = sa.Double().compile(dialect=op.get_bind().dialect)
    for column in COLUMNS:
        op.execute(f"ALTER TABLE meeting ADD COLUMN {column.replace('{double}', double)}")
    op.create_index("ix_meeting_day", "meeting", ["municipality_id", "held_on"])
    op.create_index(op.f("ix_meeting_series"), "meeting", ["series"])

    op.create_table('outgoing_mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('recipient', sa.String(length=254), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('body', sa.String(), nullable=False),
    sa.Column('calendar', sa.String(), nullable=False),
    sa.Column('unsubscribe', sa.String(length=300), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.DateTime(), nullable=False),
    sa.Column('claimed_until', sa.DateTime(), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_outgoing_mail_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outgoing_mail')),
    sa.UniqueConstraint('key', name=op.f('uq_outgoing_mail_key'))
    )
    op.create_index(op.f('ix_outgoing_mail_due_at'), 'outgoing_mail', ['due_at'], unique=False)
    op.create_index(op.f('ix_outgoing_mail_municipality_id'), 'outgoing_mail', ['municipality_id'], unique=False)
    op.create_table('school_break',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on >= starts_on', name=op.f('ck_school_break_days')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_school_break_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_school_break')),
    sa.UniqueConstraint('municipality_id', 'starts_on', 'name', name=op.f('uq_school_break_municipality_id_starts_on_name'))
    )
    op.create_index(op.f('ix_school_break_municipality_id'), 'school_break', ['municipality_id'], unique=False)
    op.create_table('attendance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('age_band', sa.Enum('0-15', '16-29', '30-49', '50-64', '65+', name='attendance_age', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('gender', sa.Enum('woman', 'man', 'other', 'unknown', name='gender', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('people > 0', name=op.f('ck_attendance_people')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_attendance_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_attendance_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance')),
    sa.UniqueConstraint('meeting_id', 'age_band', 'gender', name=op.f('uq_attendance_meeting_id_age_band_gender'))
    )
    op.create_index(op.f('ix_attendance_meeting_id'), 'attendance', ['meeting_id'], unique=False)
    op.create_index(op.f('ix_attendance_municipality_id'), 'attendance', ['municipality_id'], unique=False)
    op.create_table('collection',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('exit_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('opened_by_id', sa.Integer(), nullable=False),
    sa.Column('ends_at', sa.DateTime(), nullable=False),
    sa.Column('closed_at', sa.DateTime(), nullable=True),
    sa.Column('collected', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('collected >= 0', name=op.f('ck_collection_collected')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_collection_meeting_id_meeting')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_collection_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['opened_by_id'], ['staff.id'], name=op.f('fk_collection_opened_by_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_collection')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_collection_token_hash'))
    )
    op.create_index(op.f('ix_collection_meeting_id'), 'collection', ['meeting_id'], unique=False)
    op.create_index(op.f('ix_collection_municipality_id'), 'collection', ['municipality_id'], unique=False)
    op.create_table('follower',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('lang', sa.String(length=8), nullable=False),
    sa.Column('token_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('confirmed', sa.Boolean(), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_follower_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_follower_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follower')),
    sa.UniqueConstraint('meeting_id', 'email', name=op.f('uq_follower_meeting_id_email')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_follower_token_hash'))
    )
    op.create_index(op.f('ix_follower_meeting_id'), 'follower', ['meeting_id'], unique=False)
    op.create_index(op.f('ix_follower_municipality_id'), 'follower', ['municipality_id'], unique=False)
    op.create_table('meeting_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('event', sa.String(length=24), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('done_by_id', sa.Integer(), nullable=False),
    sa.Column('done_at', sa.DateTime(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['done_by_id'], ['staff.id'], name=op.f('fk_meeting_revision_done_by_id_staff')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_meeting_revision_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_meeting_revision_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_revision')),
    sa.UniqueConstraint('meeting_id', 'version', name=op.f('uq_meeting_revision_meeting_id_version'))
    )
    op.create_index(op.f('ix_meeting_revision_meeting_id'), 'meeting_revision', ['meeting_id'], unique=False)
    op.create_index(op.f('ix_meeting_revision_municipality_id'), 'meeting_revision', ['municipality_id'], unique=False)
    op.create_table('meeting_summary',
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('heard', sa.String(), nullable=False),
    sa.Column('next_steps', sa.String(), nullable=False),
    sa.Column('themes', sa.String(), nullable=False),
    sa.Column('texts', sa.JSON(), nullable=False),
    sa.Column('promises', sa.JSON(), nullable=False),
    sa.Column('attendance', sa.JSON(), nullable=False),
    sa.Column('written_by_id', sa.Integer(), nullable=False),
    sa.Column('awaits_reader', sa.Boolean(), nullable=False),
    sa.Column('reader_note', sa.String(length=500), nullable=False),
    sa.Column('approved_by_id', sa.Integer(), nullable=True),
    sa.Column('published_on', sa.Date(), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('(approved_by_id IS NULL) = (published_on IS NULL)', name=op.f('ck_meeting_summary_approved_pair')),
    sa.CheckConstraint('approved_by_id <> written_by_id', name=op.f('ck_meeting_summary_second_reader')),
    sa.ForeignKeyConstraint(['approved_by_id'], ['staff.id'], name=op.f('fk_meeting_summary_approved_by_id_staff')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_meeting_summary_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_meeting_summary_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['written_by_id'], ['staff.id'], name=op.f('fk_meeting_summary_written_by_id_staff')),
    sa.PrimaryKeyConstraint('meeting_id', 'version', name=op.f('pk_meeting_summary'))
    )
    op.create_index(op.f('ix_meeting_summary_municipality_id'), 'meeting_summary', ['municipality_id'], unique=False)
    op.create_table('meeting_text',
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('lang', sa.String(length=8), nullable=False),
    sa.Column('title', sa.String(length=120), nullable=False),
    sa.Column('about', sa.String(), nullable=False),
    sa.Column('can_influence', sa.String(), nullable=False),
    sa.Column('decided', sa.String(), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_meeting_text_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_meeting_text_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('meeting_id', 'lang', name=op.f('pk_meeting_text'))
    )
    op.create_index(op.f('ix_meeting_text_municipality_id'), 'meeting_text', ['municipality_id'], unique=False)
    op.create_table('paper_batch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('rows', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('saved_at', sa.DateTime(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_paper_batch_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_paper_batch_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_paper_batch_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_batch')),
    sa.UniqueConstraint('meeting_id', 'staff_id', name=op.f('uq_paper_batch_meeting_id_staff_id'))
    )
    op.create_index(op.f('ix_paper_batch_municipality_id'), 'paper_batch', ['municipality_id'], unique=False)
    op.create_table('question',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('nonce_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('hidden', sa.Boolean(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('length(text) BETWEEN 1 AND 2000', name=op.f('ck_question_text_length')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_question_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_question_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question')),
    sa.UniqueConstraint('nonce_hash', name=op.f('uq_question_nonce_hash'))
    )
    op.create_index(op.f('ix_question_meeting_id'), 'question', ['meeting_id'], unique=False)
    op.create_index(op.f('ix_question_municipality_id'), 'question', ['municipality_id'], unique=False)
    op.create_table('registration',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('code_hash', sa.LargeBinary(length=32), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('needs', sa.String(), nullable=False),
    sa.Column('interpreter', sa.String(length=8), nullable=False),
    sa.Column('status', sa.Enum('seated', 'waiting', 'cancelled', name='seatstatus', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('place_in_line', sa.Integer(), nullable=False),
    sa.Column('moved_up', sa.Boolean(), nullable=False),
    sa.Column('registered_on', sa.Date(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('people BETWEEN 1 AND 40', name=op.f('ck_registration_people')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_registration_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_registration_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registration')),
    sa.UniqueConstraint('code_hash', name=op.f('uq_registration_code_hash'))
    )
    op.create_index('ix_registration_line', 'registration', ['meeting_id', 'status', 'place_in_line'], unique=False)
    op.create_index(op.f('ix_registration_municipality_id'), 'registration', ['municipality_id'], unique=False)
    op.create_table('room_promise',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(length=400), nullable=False),
    sa.Column('owner', sa.String(length=80), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('status', sa.Enum('open', 'kept', 'dropped', name='promisestatus', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('outcome', sa.String(length=400), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_room_promise_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_room_promise_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_room_promise'))
    )
    op.create_index(op.f('ix_room_promise_meeting_id'), 'room_promise', ['meeting_id'], unique=False)
    op.create_index(op.f('ix_room_promise_municipality_id'), 'room_promise', ['municipality_id'], unique=False)
    op.create_table('conversation_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('table_name', sa.String(length=40), nullable=False),
    sa.Column('question', sa.String(length=200), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('taken_by', sa.String(length=80), nullable=False),
    sa.Column('written_by_id', sa.Integer(), nullable=False),
    sa.Column('written_on', sa.Date(), nullable=False),
    sa.Column('concern_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('length(text) BETWEEN 1 AND 4000', name=op.f('ck_conversation_note_text_length')),
    sa.ForeignKeyConstraint(['concern_id'], ['concern.id'], name=op.f('fk_conversation_note_concern_id_concern'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_conversation_note_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_conversation_note_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['written_by_id'], ['staff.id'], name=op.f('fk_conversation_note_written_by_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_conversation_note'))
    )
    op.create_index(op.f('ix_conversation_note_meeting_id'), 'conversation_note', ['meeting_id'], unique=False)
    op.create_index(op.f('ix_conversation_note_municipality_id'), 'conversation_note', ['municipality_id'], unique=False)


NEW_TABLES = ["conversation_note", "room_promise", "registration", "question", "paper_batch", "meeting_text", "meeting_summary", "meeting_revision", "follower", "collection", "attendance", "school_break", "outgoing_mail"]


def downgrade() -> None:
    """Drop what was made; a column goes with its constraint."""
    for table in NEW_TABLES:
        op.drop_table(table)
    op.drop_index(op.f("ix_meeting_series"), table_name="meeting")
    op.drop_index("ix_meeting_day", table_name="meeting")
    for column in reversed(COLUMNS):
        op.execute(f"ALTER TABLE meeting DROP COLUMN {column.split()[0]}")
