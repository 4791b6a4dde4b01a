"""The joint group: CHEERS sheets, problems by SARA, measures, sittings, pledges, indicators, answers, reports."""

import sqlalchemy as sa
from alembic import op

revision = "004_joint_group"
down_revision = "003_meetings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table('group_member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=80), nullable=False),
    sa.Column('organisation', sa.String(length=80), nullable=False),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_group_member_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group_member')),
    sa.UniqueConstraint('municipality_id', 'role', 'organisation', name=op.f('uq_group_member_municipality_id_role_organisation'))
    )
    op.create_index(op.f('ix_group_member_municipality_id'), 'group_member', ['municipality_id'], unique=False)
    op.create_table('pledge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('intro', sa.String(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('document_version', sa.String(length=20), nullable=False),
    sa.Column('status', sa.Enum('draft', 'signed', name='pledgestatus', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('renews_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("status <> 'signed' OR signed_on IS NOT NULL", name=op.f('ck_pledge_signed')),
    sa.CheckConstraint('ends_on >= starts_on', name=op.f('ck_pledge_days')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_pledge_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['renews_id'], ['pledge.id'], name=op.f('fk_pledge_renews_id_pledge')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pledge')),
    sa.UniqueConstraint('municipality_id', 'code', name=op.f('uq_pledge_municipality_id_code'))
    )
    op.create_index(op.f('ix_pledge_municipality_id'), 'pledge', ['municipality_id'], unique=False)
    op.create_table('population',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('counted_on', sa.Date(), nullable=False),
    sa.Column('stratum', sa.String(length=60), nullable=False),
    sa.Column('age_band', sa.Enum('0-15', '16-29', '30-49', '50-64', '65+', name='population_age', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_population_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_population')),
    sa.UniqueConstraint('municipality_id', 'counted_on', 'stratum', 'age_band', name=op.f('uq_population_municipality_id_counted_on_stratum_age_band'))
    )
    op.create_index(op.f('ix_population_municipality_id'), 'population', ['municipality_id'], unique=False)
    op.create_table('report',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('situation', 'council', name='reportkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('period_start', sa.Date(), nullable=False),
    sa.Column('period_end', sa.Date(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('locked_on', sa.Date(), nullable=False),
    sa.Column('public_on', sa.Date(), nullable=True),
    sa.Column('locked_by_id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['locked_by_id'], ['staff.id'], name=op.f('fk_report_locked_by_id_staff')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_report_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report')),
    sa.UniqueConstraint('municipality_id', 'kind', 'number', name=op.f('uq_report_municipality_id_kind_number'))
    )
    op.create_index(op.f('ix_report_municipality_id'), 'report', ['municipality_id'], unique=False)
    op.create_table('sitting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('starts_at', sa.String(length=5), nullable=False),
    sa.Column('place', sa.String(length=120), nullable=False),
    sa.Column('status', sa.Enum('planned', 'open', 'locked', name='sittingstatus', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('present', sa.JSON(), nullable=False),
    sa.Column('minutes', sa.JSON(), nullable=False),
    sa.Column('locked_at', sa.DateTime(), nullable=True),
    sa.Column('locked_by_id', sa.Integer(), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(status = 'locked') = (locked_at IS NOT NULL)", name=op.f('ck_sitting_locked_pair')),
    sa.ForeignKeyConstraint(['locked_by_id'], ['staff.id'], name=op.f('fk_sitting_locked_by_id_staff')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_sitting_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sitting'))
    )
    op.create_index(op.f('ix_sitting_municipality_id'), 'sitting', ['municipality_id'], unique=False)
    op.create_table('activity',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('foot_patrol', 'school_visit', 'school_information', 'dog_search', 'business_network', 'neighbourhood_watch', 'walk', 'other', name='activitykind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=False),
    sa.Column('daypart', sa.Enum('night', 'morning', 'day', 'evening', name='activity_daypart', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('area_id', sa.Integer(), nullable=True),
    sa.Column('place', sa.String(length=80), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('people', sa.Integer(), nullable=True),
    sa.Column('result', sa.String(length=160), nullable=False),
    sa.Column('role', sa.String(length=24), nullable=False),
    sa.Column('logged_at', sa.DateTime(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('minutes IS NULL OR minutes BETWEEN 1 AND 1440', name=op.f('ck_activity_minutes')),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_activity_area_id_area')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_activity_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_activity'))
    )
    op.create_index('ix_activity_kind_day', 'activity', ['municipality_id', 'kind', 'done_on'], unique=False)
    op.create_index(op.f('ix_activity_municipality_id'), 'activity', ['municipality_id'], unique=False)
    op.create_table('agenda_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sitting_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('subject', sa.String(length=60), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('background', sa.String(), nullable=False),
    sa.Column('notes', sa.String(), nullable=False),
    sa.Column('decision', sa.String(), nullable=False),
    sa.Column('is_done', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_agenda_item_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_agenda_item_sitting_id_sitting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_item'))
    )
    op.create_index(op.f('ix_agenda_item_municipality_id'), 'agenda_item', ['municipality_id'], unique=False)
    op.create_index(op.f('ix_agenda_item_sitting_id'), 'agenda_item', ['sitting_id'], unique=False)
    op.create_table('indicator',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('kind', sa.Enum('survey', 'crime', 'series', name='indicatorkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('unit', sa.String(length=40), nullable=False),
    sa.Column('definition', sa.String(length=600), nullable=False),
    sa.Column('better', sa.Enum('up', 'down', 'neither', name='better', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('topic_id', sa.Integer(), nullable=True),
    sa.Column('baseline', sa.Double(), nullable=True),
    sa.Column('baseline_period', sa.String(length=40), nullable=False),
    sa.Column('target', sa.Double(), nullable=True),
    sa.Column('target_period', sa.String(length=40), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_indicator_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['topic_id'], ['topic.id'], name=op.f('fk_indicator_topic_id_topic')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_indicator')),
    sa.UniqueConstraint('municipality_id', 'code', name=op.f('uq_indicator_municipality_id_code'))
    )
    op.create_index(op.f('ix_indicator_municipality_id'), 'indicator', ['municipality_id'], unique=False)
    op.create_table('pledge_signature',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('pledge_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=80), nullable=False),
    sa.Column('owner', sa.Enum('police', 'municipality', 'joint', name='signature_owner', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_pledge_signature_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['pledge_id'], ['pledge.id'], name=op.f('fk_pledge_signature_pledge_id_pledge'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pledge_signature')),
    sa.UniqueConstraint('pledge_id', 'role', name=op.f('uq_pledge_signature_pledge_id_role'))
    )
    op.create_index(op.f('ix_pledge_signature_municipality_id'), 'pledge_signature', ['municipality_id'], unique=False)
    op.create_index(op.f('ix_pledge_signature_pledge_id'), 'pledge_signature', ['pledge_id'], unique=False)
    op.create_table('commitment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('pledge_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(length=600), nullable=False),
    sa.Column('owner', sa.Enum('police', 'municipality', 'joint', name='commitment_owner', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('owner_role', sa.String(length=80), nullable=False),
    sa.Column('promised_since', sa.Integer(), nullable=False),
    sa.Column('shown_by', sa.String(length=400), nullable=False),
    sa.Column('activity_kind', sa.String(length=24), nullable=False),
    sa.Column('indicator_id', sa.Integer(), nullable=True),
    sa.Column('continues_id', sa.Integer(), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['continues_id'], ['commitment.id'], name=op.f('fk_commitment_continues_id_commitment')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_commitment_indicator_id_indicator')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_commitment_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['pledge_id'], ['pledge.id'], name=op.f('fk_commitment_pledge_id_pledge'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_commitment')),
    sa.UniqueConstraint('pledge_id', 'number', name=op.f('uq_commitment_pledge_id_number'))
    )
    op.create_index(op.f('ix_commitment_municipality_id'), 'commitment', ['municipality_id'], unique=False)
    op.create_index(op.f('ix_commitment_pledge_id'), 'commitment', ['pledge_id'], unique=False)
    op.create_table('indicator_value',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('indicator_id', sa.Integer(), nullable=False),
    sa.Column('value', sa.Double(), nullable=False),
    sa.Column('period_start', sa.Date(), nullable=False),
    sa.Column('period_end', sa.Date(), nullable=False),
    sa.Column('stratum', sa.String(length=60), nullable=False),
    sa.Column('area_id', sa.Integer(), nullable=True),
    sa.Column('age_band', sa.Enum('0-15', '16-29', '30-49', '50-64', '65+', name='value_age', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('n', sa.Integer(), nullable=True),
    sa.Column('margin', sa.Double(), nullable=True),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('published_on', sa.Date(), nullable=False),
    sa.Column('definition_version', sa.String(length=20), nullable=False),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('entered_by_id', sa.Integer(), nullable=False),
    sa.Column('entered_at', sa.DateTime(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('period_end >= period_start', name=op.f('ck_indicator_value_period')),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_indicator_value_area_id_area')),
    sa.ForeignKeyConstraint(['entered_by_id'], ['staff.id'], name=op.f('fk_indicator_value_entered_by_id_staff')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_indicator_value_indicator_id_indicator'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_indicator_value_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_indicator_value'))
    )
    op.create_index(op.f('ix_indicator_value_municipality_id'), 'indicator_value', ['municipality_id'], unique=False)
    op.create_index('ix_indicator_value_period', 'indicator_value', ['indicator_id', 'period_start'], unique=False)
    op.create_table('problem',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('phase', sa.Enum('scanning', 'analysis', 'response', 'assessment', 'closed', name='phase', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('owner', sa.Enum('police', 'municipality', 'joint', name='problem_owner', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('owner_role', sa.String(length=80), nullable=False),
    sa.Column('topic_id', sa.Integer(), nullable=True),
    sa.Column('area_id', sa.Integer(), nullable=True),
    sa.Column('card', sa.JSON(), nullable=False),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_problem_area_id_area')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_problem_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['topic_id'], ['topic.id'], name=op.f('fk_problem_topic_id_topic')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_problem')),
    sa.UniqueConstraint('municipality_id', 'code', name=op.f('uq_problem_municipality_id_code'))
    )
    op.create_index(op.f('ix_problem_municipality_id'), 'problem', ['municipality_id'], unique=False)
    op.create_table('task',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('sitting_id', sa.Integer(), nullable=False),
    sa.Column('agenda_item_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.String(length=400), nullable=False),
    sa.Column('owner', sa.Enum('police', 'municipality', 'joint', name='task_owner', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('owner_role', sa.String(length=80), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agenda_item_id'], ['agenda_item.id'], name=op.f('fk_task_agenda_item_id_agenda_item'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_task_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['sitting_id'], ['sitting.id'], name=op.f('fk_task_sitting_id_sitting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task'))
    )
    op.create_index(op.f('ix_task_municipality_id'), 'task', ['municipality_id'], unique=False)
    op.create_index(op.f('ix_task_sitting_id'), 'task', ['sitting_id'], unique=False)
    op.create_table('answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('topic_id', sa.Integer(), nullable=True),
    sa.Column('area_id', sa.Integer(), nullable=True),
    sa.Column('problem_id', sa.Integer(), nullable=True),
    sa.Column('heard', sa.String(), nullable=False),
    sa.Column('decided', sa.String(), nullable=False),
    sa.Column('done', sa.String(), nullable=False),
    sa.Column('came_of_it', sa.String(), nullable=False),
    sa.Column('why_not', sa.String(), nullable=False),
    sa.Column('draft', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('written_by_id', sa.Integer(), nullable=False),
    sa.Column('approved_by_id', sa.Integer(), nullable=True),
    sa.Column('published_on', sa.Date(), nullable=True),
    sa.Column('updated_on', sa.Date(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('(published_on IS NULL) = (approved_by_id IS NULL)', name=op.f('ck_answer_approved_pair')),
    sa.ForeignKeyConstraint(['approved_by_id'], ['staff.id'], name=op.f('fk_answer_approved_by_id_staff')),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_answer_area_id_area')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_answer_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['problem_id'], ['problem.id'], name=op.f('fk_answer_problem_id_problem')),
    sa.ForeignKeyConstraint(['topic_id'], ['topic.id'], name=op.f('fk_answer_topic_id_topic')),
    sa.ForeignKeyConstraint(['written_by_id'], ['staff.id'], name=op.f('fk_answer_written_by_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer')),
    sa.UniqueConstraint('municipality_id', 'code', name=op.f('uq_answer_municipality_id_code'))
    )
    op.create_index(op.f('ix_answer_municipality_id'), 'answer', ['municipality_id'], unique=False)
    op.create_index(op.f('ix_answer_problem_id'), 'answer', ['problem_id'], unique=False)
    op.create_index(op.f('ix_answer_topic_id'), 'answer', ['topic_id'], unique=False)
    op.create_table('cheers_sheet',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=160), nullable=False),
    sa.Column('topic_id', sa.Integer(), nullable=True),
    sa.Column('cluster_id', sa.Integer(), nullable=True),
    sa.Column('area_id', sa.Integer(), nullable=True),
    sa.Column('boxes', sa.JSON(), nullable=False),
    sa.Column('scores', sa.JSON(), nullable=False),
    sa.Column('outcome', sa.Enum('open', 'watch', 'not_ours', 'not_a_problem', 'problem', name='cheersoutcome', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('reason', sa.String(length=600), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('handed_to', sa.String(length=120), nullable=False),
    sa.Column('handed_on', sa.Date(), nullable=True),
    sa.Column('opened_on', sa.Date(), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('problem_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("outcome <> 'not_ours' OR (handed_to <> '' AND handed_on IS NOT NULL)", name=op.f('ck_cheers_sheet_handed')),
    sa.CheckConstraint("outcome <> 'watch' OR review_on IS NOT NULL", name=op.f('ck_cheers_sheet_watch')),
    sa.CheckConstraint("outcome = 'open' OR reason <> ''", name=op.f('ck_cheers_sheet_reason')),
    sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_cheers_sheet_area_id_area')),
    sa.ForeignKeyConstraint(['cluster_id'], ['cluster.id'], name=op.f('fk_cheers_sheet_cluster_id_cluster')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_cheers_sheet_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['problem_id'], ['problem.id'], name=op.f('fk_cheers_sheet_problem_id_problem')),
    sa.ForeignKeyConstraint(['topic_id'], ['topic.id'], name=op.f('fk_cheers_sheet_topic_id_topic')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cheers_sheet'))
    )
    op.create_index(op.f('ix_cheers_sheet_municipality_id'), 'cheers_sheet', ['municipality_id'], unique=False)
    op.create_index(op.f('ix_cheers_sheet_topic_id'), 'cheers_sheet', ['topic_id'], unique=False)
    op.create_table('follow_up',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('commitment_id', sa.Integer(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('light', sa.Enum('red', 'yellow', 'green', 'not_measurable', name='light', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('text', sa.String(length=1000), nullable=False),
    sa.Column('role', sa.String(length=24), nullable=False),
    sa.Column('written_by_id', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['commitment_id'], ['commitment.id'], name=op.f('fk_follow_up_commitment_id_commitment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_follow_up_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['written_by_id'], ['staff.id'], name=op.f('fk_follow_up_written_by_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_follow_up'))
    )
    op.create_index(op.f('ix_follow_up_commitment_id'), 'follow_up', ['commitment_id'], unique=False)
    op.create_index(op.f('ix_follow_up_municipality_id'), 'follow_up', ['municipality_id'], unique=False)
    op.create_table('measure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('problem_id', sa.Integer(), nullable=True),
    sa.Column('room_promise_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.String(length=400), nullable=False),
    sa.Column('cause', sa.String(length=300), nullable=False),
    sa.Column('owner', sa.Enum('police', 'municipality', 'joint', name='measure_owner', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('owner_role', sa.String(length=80), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('cost', sa.String(length=80), nullable=False),
    sa.Column('status', sa.Enum('planned', 'going', 'done', 'dropped', name='measurestatus', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('evidence', sa.String(length=400), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('due_on >= starts_on', name=op.f('ck_measure_days')),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_measure_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['problem_id'], ['problem.id'], name=op.f('fk_measure_problem_id_problem'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['room_promise_id'], ['room_promise.id'], name=op.f('fk_measure_room_promise_id_room_promise')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measure')),
    sa.UniqueConstraint('room_promise_id', name=op.f('uq_measure_room_promise_id'))
    )
    op.create_index(op.f('ix_measure_municipality_id'), 'measure', ['municipality_id'], unique=False)
    op.create_index(op.f('ix_measure_problem_id'), 'measure', ['problem_id'], unique=False)
    op.create_table('problem_concern',
    sa.Column('problem_id', sa.Integer(), nullable=False),
    sa.Column('concern_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('status', sa.Enum('member', 'declined', name='linkstatus', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['concern_id'], ['concern.id'], name=op.f('fk_problem_concern_concern_id_concern'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_problem_concern_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['problem_id'], ['problem.id'], name=op.f('fk_problem_concern_problem_id_problem'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('problem_id', 'concern_id', name=op.f('pk_problem_concern'))
    )
    op.create_index(op.f('ix_problem_concern_municipality_id'), 'problem_concern', ['municipality_id'], unique=False)
    op.create_table('problem_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('problem_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('phase', sa.Enum('scanning', 'analysis', 'response', 'assessment', 'closed', name='version_phase', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('card', sa.JSON(), nullable=False),
    sa.Column('what', sa.String(length=160), nullable=False),
    sa.Column('role', sa.String(length=24), nullable=False),
    sa.Column('saved_by_id', sa.Integer(), nullable=False),
    sa.Column('saved_at', sa.DateTime(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_problem_version_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['problem_id'], ['problem.id'], name=op.f('fk_problem_version_problem_id_problem'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['saved_by_id'], ['staff.id'], name=op.f('fk_problem_version_saved_by_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_problem_version')),
    sa.UniqueConstraint('problem_id', 'version', name=op.f('uq_problem_version_problem_id_version'))
    )
    op.create_index(op.f('ix_problem_version_municipality_id'), 'problem_version', ['municipality_id'], unique=False)
    op.create_index(op.f('ix_problem_version_problem_id'), 'problem_version', ['problem_id'], unique=False)
    op.create_table('emerging_alarm',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('growth', 'burst', name='alarmkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('topic_id', sa.Integer(), nullable=False),
    sa.Column('areas', sa.String(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('observed', sa.Integer(), nullable=False),
    sa.Column('expected', sa.Double(), nullable=False),
    sa.Column('distinct_days', sa.Integer(), nullable=False),
    sa.Column('texts', sa.Integer(), nullable=False),
    sa.Column('recurrence_days', sa.Integer(), nullable=False),
    sa.Column('found_on', sa.Date(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_emerging_alarm_municipality_id_municipality')),
    sa.ForeignKeyConstraint(['topic_id'], ['topic.id'], name=op.f('fk_emerging_alarm_topic_id_topic')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_emerging_alarm'))
    )
    op.create_index(op.f('ix_emerging_alarm_municipality_id'), 'emerging_alarm', ['municipality_id'], unique=False)
    op.create_table('published_table',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('first_day', sa.Date(), nullable=False),
    sa.Column('last_day', sa.Date(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('published_on', sa.Date(), nullable=False),
    sa.Column('municipality_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['municipality_id'], ['municipality.id'], name=op.f('fk_published_table_municipality_id_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_published_table')),
    sa.UniqueConstraint('municipality_id', 'first_day', name=op.f('uq_published_table_municipality_id_first_day'))
    )
    op.create_index(op.f('ix_published_table_municipality_id'), 'published_table', ['municipality_id'], unique=False)


NEW_TABLES = [
    "published_table",
    "emerging_alarm",
    "problem_version",
    "problem_concern",
    "measure",
    "follow_up",
    "cheers_sheet",
    "answer",
    "task",
    "problem",
    "indicator_value",
    "commitment",
    "pledge_signature",
    "indicator",
    "agenda_item",
    "activity",
    "sitting",
    "report",
    "population",
    "pledge",
    "group_member",
]


def downgrade() -> None:
    """Drop what was made."""
    for table in NEW_TABLES:
        op.drop_table(table)
