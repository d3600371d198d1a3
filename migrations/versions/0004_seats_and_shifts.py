"""Seats, and the shifts in which groups keep places open."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

ACTIONS = ('signed_in', 'person_made', 'card_made', 'card_voided', 'pin_unlocked', 'acted_for', 'helped', 'told', 'group_approved', 'group_declined', 'contact_made', 'staff_added', 'staff_moved', 'staff_ended', 'staff_link_made', 'activity_published', 'activity_changed', 'activity_withdrawn', 'activity_reviewed', 'time_changed', 'place_closed', 'place_changed', 'places_merged', 'interest_changed', 'programme_imported', 'agreement_proposed', 'agreement_answered')
MORE_ACTIONS = ('opening_answered', 'opening_changed', 'shift_changed', 'key_shown')
KINDS = ('person', 'card', 'group', 'staff', 'notice', 'activity', 'place', 'interest', 'agreement', 'programme')
MORE_KINDS = ('opening',)

# Somebody's yes to another thing that is live, in part at the same time; times are text of one form on SQLite.
ONE_THING = """
CREATE TRIGGER seat_one_thing_at_a_time_{name} BEFORE {event} ON seat
WHEN NEW.is_live AND NEW.state = 'taken' AND EXISTS (
    SELECT 1 FROM seat WHERE seat.person_id = NEW.person_id AND seat.is_live AND seat.state = 'taken'
    AND seat.starts_at < NEW.ends_at AND seat.ends_at > NEW.starts_at AND seat.occasion_id <> NEW.occasion_id
)
BEGIN SELECT RAISE(ABORT, 'ex_seat_one_thing_at_a_time'); END
"""


def _let_audit_hold(actions: Iterable[str], kinds: Iterable[str]) -> None:
    with op.batch_alter_table('audit_entry') as batch:
        for column, values in (('action', actions), ('kind', kinds)):
            listed = ', '.join(f"'{value}'" for value in values)
            batch.drop_constraint(op.f(f'ck_audit_entry_{column}_known'), type_='check')
            batch.create_check_constraint(op.f(f'ck_audit_entry_{column}_known'), f'{column} IN ({listed})')


def _let_nobody_be_in_two_places() -> None:
    if op.get_bind().dialect.name == 'sqlite':
        # There is one writer: what the trigger sees is all there is.
        for event in ('INSERT', 'UPDATE'):
            op.execute(ONE_THING.format(name=event.lower(), event=event))
        return
    # The extension is the whole database's, and made by one at a time.
    op.execute('SELECT pg_advisory_xact_lock(4)')
    op.execute('CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public')
    op.execute(
        'ALTER TABLE seat ADD CONSTRAINT ex_seat_one_thing_at_a_time EXCLUDE USING gist '
        "(person_id WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE (is_live AND state = 'taken')"
    )


def _make_seats() -> None:
    op.create_table('occasion',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('capacity', sa.Integer(), nullable=False),
        sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('is_live', sa.Boolean(), nullable=False),
        sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_occasion_ends_after_start')),
        sa.CheckConstraint('capacity BETWEEN 1 AND 20', name=op.f('ck_occasion_capacity_known')),
        sa.CheckConstraint('is_live = (cancelled_at IS NULL AND closed_at IS NULL)', name=op.f('ck_occasion_live_unless_ended')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_occasion')),
        sa.UniqueConstraint('id', 'starts_at', 'ends_at', 'capacity', 'is_live', name='uq_occasion_carried'),
        sqlite_autoincrement=True,
    )
    op.create_index('ix_occasion_starts_at', 'occasion', ['starts_at'])
    op.create_index('ix_occasion_ends_at', 'occasion', ['ends_at'])

    op.create_table('seat',
        sa.Column('occasion_id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('person_id', sa.String(length=32), nullable=False),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('asked_by_id', sa.String(length=32), nullable=True),
        sa.Column('lapses_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('offered_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('capacity', sa.Integer(), nullable=False),
        sa.Column('is_live', sa.Boolean(), nullable=False),
        sa.CheckConstraint("state IN ('taken', 'held')", name=op.f('ck_seat_state_known')),
        sa.CheckConstraint('number BETWEEN 1 AND capacity', name=op.f('ck_seat_within_capacity')),
        sa.CheckConstraint("(state = 'held') = (lapses_at IS NOT NULL)", name=op.f('ck_seat_a_hold_lapses')),
        sa.CheckConstraint("state = 'held' OR asked_by_id IS NULL", name=op.f('ck_seat_only_a_hold_was_asked')),
        sa.CheckConstraint("state = 'taken' OR offered_at IS NULL", name=op.f('ck_seat_only_a_yes_is_offered')),
        sa.ForeignKeyConstraint(['occasion_id', 'starts_at', 'ends_at', 'capacity', 'is_live'],
                                ['occasion.id', 'occasion.starts_at', 'occasion.ends_at', 'occasion.capacity', 'occasion.is_live'],
                                name='fk_seat_occasion_id', ondelete='CASCADE', onupdate='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_seat_person_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['asked_by_id'], ['person.id'], name=op.f('fk_seat_asked_by_id'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('occasion_id', 'number', name=op.f('pk_seat')),
        sa.UniqueConstraint('occasion_id', 'person_id', name=op.f('uq_seat_occasion_id_person_id')),
    )
    op.create_index('ix_seat_person_id', 'seat', ['person_id', 'starts_at'])
    op.create_index('ix_seat_asked_by_id', 'seat', ['asked_by_id'])
    _let_nobody_be_in_two_places()


def _make_shifts() -> None:
    op.create_table('opening',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('group_id', sa.Integer(), nullable=False),
        sa.Column('venue_id', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('weekday', sa.Integer(), nullable=True),
        sa.Column('start_minute', sa.Integer(), nullable=False),
        sa.Column('minutes', sa.Integer(), nullable=False),
        sa.Column('first_day', sa.Date(), nullable=False),
        sa.Column('last_day', sa.Date(), nullable=False),
        sa.Column('runs_on_holidays', sa.Boolean(), nullable=False),
        sa.Column('evening_minute', sa.Integer(), nullable=False),
        sa.Column('cutoff_minutes', sa.Integer(), nullable=False),
        sa.Column('needs_key', sa.Boolean(), nullable=False),
        sa.Column('rest_days', sa.Integer(), nullable=False),
        sa.Column('tasks', sa.Text(), nullable=False),
        sa.Column('key_where', sa.String(length=300), nullable=False),
        sa.Column('phone', sa.String(length=40), nullable=False),
        sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('asked', 'approved', 'declined', 'ended')", name=op.f('ck_opening_state_known')),
        sa.CheckConstraint('weekday BETWEEN 0 AND 6', name=op.f('ck_opening_weekday_known')),
        sa.CheckConstraint('start_minute BETWEEN 0 AND 1439', name=op.f('ck_opening_start_within_a_day')),
        sa.CheckConstraint('minutes BETWEEN 30 AND 720', name=op.f('ck_opening_half_an_hour_to_twelve')),
        sa.CheckConstraint('last_day >= first_day', name=op.f('ck_opening_ends_after_it_begins')),
        sa.CheckConstraint('evening_minute BETWEEN 720 AND 1439', name=op.f('ck_opening_evening_is_an_evening')),
        sa.CheckConstraint('cutoff_minutes BETWEEN 15 AND 720', name=op.f('ck_opening_cutoff_known')),
        sa.CheckConstraint('rest_days BETWEEN 0 AND 6', name=op.f('ck_opening_rest_known')),
        sa.CheckConstraint("state <> 'approved' OR phone <> ''", name=op.f('ck_opening_somebody_answers')),
        sa.ForeignKeyConstraint(['group_id'], ['group.id'], name=op.f('fk_opening_group_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_opening_venue_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_opening')),
        sqlite_autoincrement=True,
    )
    op.create_index('ix_opening_venue_id', 'opening', ['venue_id', 'state'])
    op.create_index('ix_opening_group_id', 'opening', ['group_id'])
    op.create_table('opening_day',
        sa.Column('opening_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(['opening_id'], ['opening.id'], name=op.f('fk_opening_day_opening_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('opening_id', 'day', name=op.f('pk_opening_day')),
    )
    op.create_table('opening_pause',
        sa.Column('opening_id', sa.Integer(), nullable=False),
        sa.Column('first_day', sa.Date(), nullable=False),
        sa.Column('last_day', sa.Date(), nullable=False),
        sa.CheckConstraint('last_day >= first_day', name=op.f('ck_opening_pause_ends_after_it_begins')),
        sa.ForeignKeyConstraint(['opening_id'], ['opening.id'], name=op.f('fk_opening_pause_opening_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('opening_id', 'first_day', name=op.f('pk_opening_pause')),
    )
    op.create_table('shift',
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('opening_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('by_plan', sa.Boolean(), nullable=False),
        sa.Column('note', sa.String(length=300), nullable=False),
        sa.Column('noted_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(note = '') = (noted_at IS NULL)", name=op.f('ck_shift_a_note_has_a_time')),
        sa.ForeignKeyConstraint(['id'], ['occasion.id'], name=op.f('fk_shift_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['opening_id'], ['opening.id'], name=op.f('fk_shift_opening_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_shift')),
        sa.UniqueConstraint('opening_id', 'day', name=op.f('uq_shift_opening_id_day')),
    )
    op.create_index('ix_shift_noted_at', 'shift', ['noted_at'])
    op.create_table('key_shown',
        sa.Column('person_id', sa.String(length=32), nullable=False),
        sa.Column('venue_id', sa.Integer(), nullable=False),
        sa.Column('shown_on', sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_key_shown_person_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_key_shown_venue_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('person_id', 'venue_id', name=op.f('pk_key_shown')),
    )
    op.create_index('ix_key_shown_venue_id', 'key_shown', ['venue_id'])
    op.create_table('shift_suits',
        sa.Column('shift_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(['shift_id'], ['shift.id'], name=op.f('fk_shift_suits_shift_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_shift_suits_person_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('shift_id', 'person_id', name=op.f('pk_shift_suits')),
    )
    op.create_index('ix_shift_suits_person_id', 'shift_suits', ['person_id'])
    op.create_table('rota_link',
        sa.Column('group_id', sa.Integer(), nullable=False),
        sa.Column('token_digest', sa.String(length=64), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['group_id'], ['group.id'], name=op.f('fk_rota_link_group_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('group_id', name=op.f('pk_rota_link')),
        sa.UniqueConstraint('token_digest', name=op.f('uq_rota_link_token_digest')),
    )


def upgrade() -> None:
    _let_audit_hold(ACTIONS + MORE_ACTIONS, KINDS + MORE_KINDS)
    _make_seats()
    _make_shifts()


def downgrade() -> None:
    for table in ('rota_link', 'shift_suits', 'key_shown', 'shift', 'opening_pause', 'opening_day', 'opening', 'seat', 'occasion'):
        op.drop_table(table)
    # The extension stays: another's tables may need it.
    op.execute(sa.text('DELETE FROM audit_entry WHERE action IN :added').bindparams(sa.bindparam('added', MORE_ACTIONS, expanding=True)))
    _let_audit_hold(ACTIONS, KINDS)
