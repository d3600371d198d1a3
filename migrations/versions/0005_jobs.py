"""Jobs: who posts, what is posted, each time it takes place, the line behind it, who wants to hear of them."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

ACTIONS = ('signed_in', 'person_made', 'card_made', 'card_voided', 'pin_unlocked', 'acted_for', 'helped', 'told', 'group_approved', 'group_declined', 'contact_made', 'staff_added', 'staff_moved', 'staff_ended', 'staff_link_made', 'activity_published', 'activity_changed', 'activity_withdrawn', 'activity_reviewed', 'time_changed', 'place_closed', 'place_changed', 'places_merged', 'interest_changed', 'programme_imported', 'agreement_proposed', 'agreement_answered', 'opening_answered', 'opening_changed', 'shift_changed', 'key_shown')
MORE_ACTIONS = ('job_answered', 'job_changed', 'firm_changed')
KINDS = ('person', 'card', 'group', 'staff', 'notice', 'activity', 'place', 'interest', 'agreement', 'programme', 'opening')
MORE_KINDS = ('job', 'firm')


def _let_audit_hold(actions: Iterable[str], kinds: Iterable[str]) -> None:
    with op.batch_alter_table('audit_entry') as batch:
        for column, values in (('action', actions), ('kind', kinds)):
            listed = ', '.join(f"'{value}'" for value in values)
            batch.drop_constraint(op.f(f'ck_audit_entry_{column}_known'), type_='check')
            batch.create_check_constraint(op.f(f'ck_audit_entry_{column}_known'), f'{column} IN ({listed})')


def upgrade() -> None:
    _let_audit_hold(ACTIONS + MORE_ACTIONS, KINDS + MORE_KINDS)
    op.create_table('job_news_area',
        sa.Column('person_id', sa.String(length=32), nullable=False),
        sa.Column('area_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_job_news_area_area_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_job_news_area_person_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('person_id', 'area_id', name=op.f('pk_job_news_area')),
    )
    op.create_index('ix_job_news_area_area_id', 'job_news_area', ['area_id'])
    op.create_table('job_news_day',
        sa.Column('person_id', sa.String(length=32), nullable=False),
        sa.Column('weekday', sa.Integer(), autoincrement=False, nullable=False),
        sa.CheckConstraint('weekday BETWEEN 0 AND 6', name=op.f('ck_job_news_day_weekday_known')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_job_news_day_person_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('person_id', 'weekday', name=op.f('pk_job_news_day')),
    )
    op.create_index('ix_job_news_day_weekday', 'job_news_day', ['weekday'])
    op.create_table('firm',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('venue_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=100), nullable=False),
        sa.Column('token_digest', sa.String(length=64), nullable=False),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_firm_venue_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_firm')),
        sa.UniqueConstraint('token_digest', name=op.f('uq_firm_token_digest')),
    )
    op.create_index('ix_firm_venue_id', 'firm', ['venue_id'])
    op.create_table('posting',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('venue_id', sa.Integer(), nullable=False),
        sa.Column('firm_id', sa.Integer(), nullable=True),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('form_key', sa.String(length=64), nullable=False),
        sa.Column('title', sa.String(length=100), nullable=False),
        sa.Column('hands', sa.Integer(), nullable=False),
        sa.Column('start_minute', sa.Integer(), nullable=False),
        sa.Column('minutes', sa.Integer(), nullable=False),
        sa.Column('first_day', sa.Date(), nullable=False),
        sa.Column('last_day', sa.Date(), nullable=True),
        sa.Column('is_weekly', sa.Boolean(), nullable=False),
        sa.Column('meeting_point', sa.String(length=200), nullable=False),
        sa.Column('is_paid', sa.Boolean(), nullable=False),
        sa.Column('pay', sa.String(length=200), nullable=False),
        sa.Column('paid_when', sa.String(length=100), nullable=False),
        sa.Column('employer', sa.String(length=200), nullable=False),
        sa.Column('bring', sa.String(length=200), nullable=False),
        sa.Column('food', sa.String(length=200), nullable=False),
        sa.Column('ask_whom', sa.String(length=100), nullable=False),
        sa.Column('taking', sa.String(length=10), nullable=False),
        sa.Column('lots_minute', sa.Integer(), nullable=True),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(taking = 'lots') = (lots_minute IS NOT NULL)", name=op.f('ck_posting_lots_have_a_time')),
        sa.CheckConstraint("employer <> ''", name=op.f('ck_posting_somebody_insures')),
        sa.CheckConstraint("is_paid = (pay <> '') AND is_paid = (paid_when <> '')", name=op.f('ck_posting_paid_says_what_and_when')),
        sa.CheckConstraint("state IN ('asked', 'posted', 'declined', 'ended')", name=op.f('ck_posting_state_known')),
        sa.CheckConstraint("taking IN ('turn_up', 'first_come', 'lots')", name=op.f('ck_posting_taking_known')),
        sa.CheckConstraint('hands BETWEEN 1 AND 20', name=op.f('ck_posting_hands_known')),
        sa.CheckConstraint('is_weekly OR (last_day IS NOT NULL AND last_day = first_day)', name=op.f('ck_posting_once_is_one_day')),
        sa.CheckConstraint('last_day >= first_day', name=op.f('ck_posting_ends_after_it_begins')),
        sa.CheckConstraint('lots_minute BETWEEN 0 AND start_minute', name=op.f('ck_posting_lots_before_the_start')),
        sa.CheckConstraint('minutes BETWEEN 15 AND 720', name=op.f('ck_posting_a_quarter_to_twelve_hours')),
        sa.CheckConstraint('start_minute BETWEEN 0 AND 1439', name=op.f('ck_posting_start_within_a_day')),
        sa.ForeignKeyConstraint(['firm_id'], ['firm.id'], name=op.f('fk_posting_firm_id')),
        sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_posting_venue_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_posting')),
        sa.UniqueConstraint('form_key', name=op.f('uq_posting_form_key')),
        sqlite_autoincrement=True,
    )
    op.create_index('ix_posting_firm_id', 'posting', ['firm_id'])
    op.create_index('ix_posting_venue_id', 'posting', ['venue_id', 'state'])
    op.create_table('job',
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('posting_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('by_plan', sa.Boolean(), nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['id'], ['occasion.id'], name=op.f('fk_job_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['posting_id'], ['posting.id'], name=op.f('fk_job_posting_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_job')),
        sa.UniqueConstraint('posting_id', 'day', name=op.f('uq_job_posting_id_day')),
    )
    op.create_table('posting_trait',
        sa.Column('posting_id', sa.Integer(), nullable=False),
        sa.Column('trait', sa.String(length=10), nullable=False),
        sa.CheckConstraint("trait IN ('sitting', 'standing', 'lifting', 'inside', 'outside', 'alone', 'together', 'noisy', 'quiet')", name=op.f('ck_posting_trait_trait_known')),
        sa.ForeignKeyConstraint(['posting_id'], ['posting.id'], name=op.f('fk_posting_trait_posting_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('posting_id', 'trait', name=op.f('pk_posting_trait')),
    )
    op.create_table('job_line',
        sa.Column('job_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.String(length=32), nullable=False),
        sa.Column('joined_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['job_id'], ['job.id'], name=op.f('fk_job_line_job_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_job_line_person_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('job_id', 'person_id', name=op.f('pk_job_line')),
    )
    op.create_index('ix_job_line_joined_at', 'job_line', ['job_id', 'joined_at'])
    op.create_index('ix_job_line_person_id', 'job_line', ['person_id'])


def downgrade() -> None:
    for table in ('job_line', 'posting_trait', 'job', 'posting', 'firm', 'job_news_day', 'job_news_area'):
        op.drop_table(table)
    op.execute(sa.text('DELETE FROM audit_entry WHERE action IN :added').bindparams(sa.bindparam('added', MORE_ACTIONS, expanding=True)))
    _let_audit_hold(ACTIONS, KINDS)
