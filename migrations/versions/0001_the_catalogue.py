"""The catalogue: places, interests, activities, schedules, and the counter of public changes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('activity',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('slug', sa.String(length=120), nullable=False),
        sa.Column('title', sa.String(length=200), nullable=False),
        sa.Column('sort_key', sa.String(length=240).with_variant(sa.String(length=240, collation='C'), 'postgresql'), nullable=False),
        sa.Column('description', sa.Text(), nullable=False),
        sa.Column('form', sa.String(length=20), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('led_by', sa.String(length=20), nullable=True),
        sa.Column('status', sa.String(length=20), nullable=False),
        sa.Column('undated', sa.Boolean(), nullable=False),
        sa.Column('when_words', sa.String(length=200), nullable=False),
        sa.Column('price', sa.String(length=200), nullable=False),
        sa.Column('food', sa.String(length=200), nullable=False),
        sa.Column('way_in', sa.Text(), nullable=False),
        sa.Column('demands', sa.String(length=200), nullable=False),
        sa.Column('meets_you', sa.String(length=200), nullable=False),
        sa.Column('may_just_look', sa.Boolean(), nullable=False),
        sa.Column('bring_a_friend', sa.Boolean(), nullable=False),
        sa.Column('bring_a_dog', sa.Boolean(), nullable=False),
        sa.Column('children_welcome', sa.Boolean(), nullable=False),
        sa.Column('quiet', sa.Boolean(), nullable=False),
        sa.Column('step_free', sa.Boolean(), nullable=False),
        sa.Column('alcohol_free', sa.Boolean(), nullable=False),
        sa.Column('review_on', sa.Date(), nullable=False),
        sa.Column('sequence', sa.Integer(), nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("form IN ('on_the_spot', 'online', 'broadcast', 'each_at_home')", name=op.f('ck_activity_form_known')),
        sa.CheckConstraint("kind IN ('ordinary', 'course', 'visiting_hours', 'peer_to_peer', 'stepping_stone')", name=op.f('ck_activity_kind_known')),
        sa.CheckConstraint("led_by IN ('staff', 'volunteers', 'users')", name=op.f('ck_activity_led_by_known')),
        sa.CheckConstraint("status IN ('draft', 'published', 'withdrawn')", name=op.f('ck_activity_status_known')),
        sa.CheckConstraint("title <> ''", name=op.f('ck_activity_title_given')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_activity')),
        sqlite_autoincrement=True
    )
    op.create_index('ix_activity_undated', 'activity', ['sort_key', 'id'], unique=False, sqlite_where=sa.text('undated = 1'), postgresql_where=sa.text('undated'))
    op.create_table('area',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('slug', sa.String(length=80), nullable=False),
        sa.Column('postcode', sa.String(length=4), nullable=False),
        sa.Column('name', sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_area')),
        sa.UniqueConstraint('postcode', name=op.f('uq_area_postcode')),
        sa.UniqueConstraint('slug', name=op.f('uq_area_slug'))
    )
    op.create_table('interest_group',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('slug', sa.String(length=80), nullable=False),
        sa.Column('name', sa.String(length=80), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_interest_group')),
        sa.UniqueConstraint('slug', name=op.f('uq_interest_group_slug'))
    )
    op.create_table('public_state',
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('counter', sa.BigInteger(), nullable=False),
        sa.CheckConstraint('id = 1', name=op.f('ck_public_state_one_row')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_public_state'))
    )
    op.create_table('activity_word',
        sa.Column('activity_id', sa.Integer(), nullable=False),
        sa.Column('word', sa.String(length=40).with_variant(sa.String(length=40, collation='C'), 'postgresql'), nullable=False),
        sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_activity_word_activity_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('activity_id', 'word', name=op.f('pk_activity_word'))
    )
    op.create_index('ix_activity_word_word', 'activity_word', ['word', 'activity_id'], unique=False)
    op.create_table('imported_offer',
        sa.Column('source_key', sa.String(length=400), nullable=False),
        sa.Column('activity_id', sa.Integer(), nullable=False),
        sa.Column('fingerprint', sa.String(length=64), nullable=False),
        sa.Column('first_day', sa.Date(), nullable=False),
        sa.Column('sequence', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_imported_offer_activity_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('source_key', name=op.f('pk_imported_offer'))
    )
    op.create_index(op.f('ix_imported_offer_activity_id'), 'imported_offer', ['activity_id'], unique=False)
    op.create_table('interest',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('slug', sa.String(length=80), nullable=False),
        sa.Column('name', sa.String(length=120), nullable=False),
        sa.Column('sort_key', sa.String(length=140).with_variant(sa.String(length=140, collation='C'), 'postgresql'), nullable=False),
        sa.Column('group_id', sa.Integer(), nullable=False),
        sa.Column('every_place', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(['group_id'], ['interest_group.id'], name=op.f('fk_interest_group_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_interest')),
        sa.UniqueConstraint('slug', name=op.f('uq_interest_slug'))
    )
    op.create_index(op.f('ix_interest_group_id'), 'interest', ['group_id'], unique=False)
    op.create_index(op.f('ix_interest_sort_key'), 'interest', ['sort_key'], unique=False)
    op.create_table('venue',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('slug', sa.String(length=120), nullable=False),
        sa.Column('name', sa.String(length=200), nullable=False),
        sa.Column('name_key', sa.String(length=200), nullable=False),
        sa.Column('town', sa.String(length=120), nullable=False),
        sa.Column('town_key', sa.String(length=120), nullable=False),
        sa.Column('sort_key', sa.String(length=240).with_variant(sa.String(length=240, collation='C'), 'postgresql'), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('area_id', sa.Integer(), nullable=True),
        sa.Column('address', sa.String(length=200), nullable=False),
        sa.Column('phone', sa.String(length=40), nullable=False),
        sa.Column('about', sa.Text(), nullable=False),
        sa.Column('first_time', sa.Text(), nullable=False),
        sa.Column('way_in', sa.Text(), nullable=False),
        sa.Column('step_free', sa.Boolean(), nullable=False),
        sa.Column('adults_only', sa.Boolean(), nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind <> 'online' OR NOT adults_only", name=op.f('ck_venue_online_is_for_all_ages')),
        sa.CheckConstraint("kind IN ('physical', 'outside', 'online')", name=op.f('ck_venue_kind_known')),
        sa.ForeignKeyConstraint(['area_id'], ['area.id'], name=op.f('fk_venue_area_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_venue')),
        sa.UniqueConstraint('name_key', 'town_key', name=op.f('uq_venue_name_key_town_key')),
        sa.UniqueConstraint('slug', name=op.f('uq_venue_slug'))
    )
    op.create_index(op.f('ix_venue_area_id'), 'venue', ['area_id'], unique=False)
    op.create_index(op.f('ix_venue_sort_key'), 'venue', ['sort_key'], unique=False)
    op.create_table('activity_host',
        sa.Column('activity_id', sa.Integer(), nullable=False),
        sa.Column('venue_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('gather_at', sa.String(length=200), nullable=False),
        sa.Column('gather_minute', sa.Integer(), nullable=True),
        sa.CheckConstraint('gather_minute BETWEEN 0 AND 1439', name=op.f('ck_activity_host_gather_within_a_day')),
        sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_activity_host_activity_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_activity_host_venue_id')),
        sa.PrimaryKeyConstraint('activity_id', 'venue_id', name=op.f('pk_activity_host'))
    )
    op.create_index('ix_activity_host_venue', 'activity_host', ['venue_id', 'activity_id'], unique=False)
    op.create_table('activity_interest',
        sa.Column('activity_id', sa.Integer(), nullable=False),
        sa.Column('interest_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_activity_interest_activity_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['interest_id'], ['interest.id'], name=op.f('fk_activity_interest_interest_id')),
        sa.PrimaryKeyConstraint('activity_id', 'interest_id', name=op.f('pk_activity_interest'))
    )
    op.create_index('ix_activity_interest_interest', 'activity_interest', ['interest_id', 'activity_id'], unique=False)
    op.create_table('interest_search_word',
        sa.Column('interest_id', sa.Integer(), nullable=False),
        sa.Column('word', sa.String(length=40).with_variant(sa.String(length=40, collation='C'), 'postgresql'), nullable=False),
        sa.ForeignKeyConstraint(['interest_id'], ['interest.id'], name=op.f('fk_interest_search_word_interest_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('interest_id', 'word', name=op.f('pk_interest_search_word'))
    )
    op.create_index('ix_interest_search_word_word', 'interest_search_word', ['word', 'interest_id'], unique=False)
    op.create_table('interest_word',
        sa.Column('interest_id', sa.Integer(), nullable=False),
        sa.Column('word', sa.String(length=120), nullable=False),
        sa.Column('false_friend', sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(['interest_id'], ['interest.id'], name=op.f('fk_interest_word_interest_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('interest_id', 'word', 'false_friend', name=op.f('pk_interest_word'))
    )
    op.create_index('uq_interest_word_synonym', 'interest_word', ['word'], unique=True, sqlite_where=sa.text('false_friend = 0'), postgresql_where=sa.text('NOT false_friend'))
    op.create_table('venue_closing_day',
        sa.Column('venue_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_venue_closing_day_venue_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('venue_id', 'day', name=op.f('pk_venue_closing_day'))
    )
    op.create_index(op.f('ix_venue_closing_day_day'), 'venue_closing_day', ['day'], unique=False)
    op.create_table('venue_hours',
        sa.Column('venue_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=20), nullable=False),
        sa.Column('weekday', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('start_minute', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('minutes', sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('open', 'staffed')", name=op.f('ck_venue_hours_kind_known')),
        sa.CheckConstraint('start_minute BETWEEN 0 AND 1439 AND minutes BETWEEN 1 AND 1440', name=op.f('ck_venue_hours_within_a_day')),
        sa.CheckConstraint('weekday BETWEEN 0 AND 6', name=op.f('ck_venue_hours_weekday_known')),
        sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_venue_hours_venue_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('venue_id', 'kind', 'weekday', 'start_minute', name=op.f('pk_venue_hours'))
    )
    op.create_index('ix_venue_hours_weekday', 'venue_hours', ['weekday', 'kind'], unique=False)
    op.create_table('schedule',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('activity_id', sa.Integer(), nullable=False),
        sa.Column('venue_id', sa.Integer(), nullable=False),
        sa.Column('uid', sa.String(length=60), nullable=False),
        sa.Column('first_day', sa.Date(), nullable=False),
        sa.Column('first_week', sa.Integer(), nullable=False),
        sa.Column('last_day', sa.Date(), nullable=True),
        sa.Column('weekday', sa.Integer(), nullable=True),
        sa.Column('start_minute', sa.Integer(), nullable=True),
        sa.Column('minutes', sa.Integer(), nullable=True),
        sa.Column('every_weeks', sa.Integer(), nullable=False),
        sa.Column('week_parity', sa.Integer(), nullable=True),
        sa.Column('nth', sa.Integer(), nullable=True),
        sa.Column('runs_on_holidays', sa.Boolean(), nullable=False),
        sa.CheckConstraint('(every_weeks > 1 AND week_parity IS NULL AND nth IS NULL) OR (every_weeks = 1 AND (week_parity IS NULL OR nth IS NULL))', name=op.f('ck_schedule_one_way_to_recur')),
        sa.CheckConstraint('every_weeks BETWEEN 1 AND 52', name=op.f('ck_schedule_every_weeks_known')),
        sa.CheckConstraint('last_day >= first_day', name=op.f('ck_schedule_ends_after_it_begins')),
        sa.CheckConstraint('minutes IS NULL OR (start_minute IS NOT NULL AND minutes BETWEEN 1 AND 20160)', name=op.f('ck_schedule_end_has_a_start')),
        sa.CheckConstraint('nth BETWEEN 1 AND 5 OR nth = -1', name=op.f('ck_schedule_nth_known')),
        sa.CheckConstraint('start_minute BETWEEN 0 AND 1439', name=op.f('ck_schedule_start_within_a_day')),
        sa.CheckConstraint('week_parity IN (0, 1)', name=op.f('ck_schedule_week_parity_known')),
        sa.CheckConstraint('weekday BETWEEN 0 AND 6', name=op.f('ck_schedule_weekday_known')),
        sa.CheckConstraint('weekday IS NOT NULL OR (last_day IS NOT NULL AND last_day = first_day AND every_weeks = 1 AND week_parity IS NULL AND nth IS NULL)', name=op.f('ck_schedule_one_off_is_one_day')),
        sa.ForeignKeyConstraint(['activity_id', 'venue_id'], ['activity_host.activity_id', 'activity_host.venue_id'], name=op.f('fk_schedule_activity_id_venue_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_schedule_activity_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_schedule')),
        sa.UniqueConstraint('uid', name=op.f('uq_schedule_uid')),
        sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_schedule_activity_id'), 'schedule', ['activity_id'], unique=False)
    op.create_index(op.f('ix_schedule_venue_id'), 'schedule', ['venue_id'], unique=False)
    op.create_table('schedule_exception',
        sa.Column('schedule_id', sa.Integer(), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('change', sa.String(length=20), nullable=False),
        sa.Column('moved_to', sa.Date(), nullable=True),
        sa.Column('start_minute', sa.Integer(), nullable=True),
        sa.Column('minutes', sa.Integer(), nullable=True),
        sa.Column('instead', sa.String(length=20), nullable=True),
        sa.Column('sequence', sa.Integer(), nullable=False),
        sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(change = 'moved') = (moved_to IS NOT NULL)", name=op.f('ck_schedule_exception_moved_has_a_day')),
        sa.CheckConstraint("change IN ('cancelled', 'closed', 'moved')", name=op.f('ck_schedule_exception_change_known')),
        sa.CheckConstraint("instead IN ('drop_in', 'call', 'other_place', 'next_time')", name=op.f('ck_schedule_exception_instead_known')),
        sa.CheckConstraint('minutes IS NULL OR (start_minute IS NOT NULL AND minutes BETWEEN 1 AND 20160)', name=op.f('ck_schedule_exception_end_has_a_start')),
        sa.CheckConstraint('start_minute BETWEEN 0 AND 1439', name=op.f('ck_schedule_exception_start_within_a_day')),
        sa.ForeignKeyConstraint(['schedule_id'], ['schedule.id'], name=op.f('fk_schedule_exception_schedule_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('schedule_id', 'day', name=op.f('pk_schedule_exception'))
    )
    op.create_index(op.f('ix_schedule_exception_moved_to'), 'schedule_exception', ['moved_to'], unique=False)
    op.create_index(
        'ix_schedule_day', 'schedule', ['weekday', sa.text('coalesce(start_minute, 1440)'), 'id'], unique=False
    )
    op.create_index(
        'ix_schedule_one_off', 'schedule',
        ['weekday', 'last_day', sa.text('coalesce(start_minute, 1440)'), 'id'], unique=False,
    )
    past_midnight = sa.text('start_minute + minutes > 1440')
    op.create_index(
        'ix_schedule_past_midnight', 'schedule', ['weekday', sa.text('coalesce(start_minute, 1440)'), 'id'],
        unique=False, sqlite_where=past_midnight, postgresql_where=past_midnight,
    )
    op.execute('INSERT INTO public_state (id, counter) VALUES (1, 0)')


def downgrade() -> None:
    for table in (
        'schedule_exception',
        'schedule',
        'venue_hours',
        'venue_closing_day',
        'interest_word',
        'interest_search_word',
        'activity_interest',
        'activity_host',
        'venue',
        'interest',
        'imported_offer',
        'activity_word',
        'public_state',
        'interest_group',
        'area',
        'activity',
    ):
        op.drop_table(table)
