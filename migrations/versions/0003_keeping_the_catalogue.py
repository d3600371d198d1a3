"""Keeping the catalogue: groups that lead, what is replaced, what is the same and agreed, wishes, closing for today."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

# The table it hangs on has indexes that cannot be reflected, and need not be.
NOT_FURTHER = {'resolve_fks': False}
ACTIONS = ('signed_in', 'person_made', 'card_made', 'card_voided', 'pin_unlocked', 'acted_for', 'helped', 'told', 'group_approved', 'group_declined', 'contact_made', 'staff_added', 'staff_moved', 'staff_ended', 'staff_link_made')
MORE_ACTIONS = ('activity_published', 'activity_changed', 'activity_withdrawn', 'activity_reviewed', 'time_changed', 'place_closed', 'place_changed', 'places_merged', 'interest_changed', 'programme_imported', 'agreement_proposed', 'agreement_answered')
KINDS = ('person', 'card', 'group', 'staff', 'notice')
MORE_KINDS = ('activity', 'place', 'interest', 'agreement', 'programme')


def _let_audit_hold(actions: Iterable[str], kinds: Iterable[str]) -> None:
    with op.batch_alter_table('audit_entry') as batch:
        for column, values in (('action', actions), ('kind', kinds)):
            listed = ', '.join(f"'{value}'" for value in values)
            batch.drop_constraint(op.f(f'ck_audit_entry_{column}_known'), type_='check')
            batch.create_check_constraint(op.f(f'ck_audit_entry_{column}_known'), f'{column} IN ({listed})')


def upgrade() -> None:
    op.create_table('overlap_state',
        sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('vocabulary_digest', sa.String(length=64), nullable=False),
        sa.Column('comparer_digest', sa.String(length=64), nullable=False),
        sa.CheckConstraint('id = 1', name=op.f('ck_overlap_state_one_row')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_overlap_state'))
    )
    op.create_table('activity_key',
        sa.Column('activity_id', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=80).with_variant(sa.String(length=80, collation='C'), 'postgresql'), nullable=False),
        sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_activity_key_activity_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('activity_id', 'key', name=op.f('pk_activity_key'))
    )
    op.create_index('ix_activity_key_key', 'activity_key', ['key', 'activity_id'], unique=False)

    op.create_table('agreement',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('ending', sa.String(length=20), nullable=False),
        sa.Column('state', sa.String(length=20), nullable=False),
        sa.Column('words', sa.Text(), nullable=False),
        sa.Column('kept_id', sa.Integer(), nullable=True),
        sa.Column('moves_id', sa.Integer(), nullable=True),
        sa.Column('weekday', sa.Integer(), nullable=True),
        sa.Column('start_minute', sa.Integer(), nullable=True),
        sa.Column('gather_at', sa.String(length=200), nullable=False),
        sa.Column('gather_minute', sa.Integer(), nullable=True),
        sa.Column('by_venue_id', sa.Integer(), nullable=True),
        sa.Column('by_group_id', sa.Integer(), nullable=True),
        sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(ending = 'move') = (moves_id IS NOT NULL)", name=op.f('ck_agreement_one_moves')),
        sa.CheckConstraint("(ending IN ('together', 'stop_one')) = (kept_id IS NOT NULL)", name=op.f('ck_agreement_one_is_kept')),
        sa.CheckConstraint("ending <> 'different' OR words <> ''", name=op.f('ck_agreement_difference_is_told')),
        sa.CheckConstraint("ending <> 'move' OR (weekday BETWEEN 0 AND 6 AND start_minute BETWEEN 0 AND 1439)", name=op.f('ck_agreement_moves_to_a_time')),
        sa.CheckConstraint("ending IN ('together', 'move', 'different', 'far', 'stop_one')", name=op.f('ck_agreement_ending_known')),
        sa.CheckConstraint("state IN ('proposed', 'agreed', 'declined', 'taken_back', 'void', 'reopened')", name=op.f('ck_agreement_state_known')),
        sa.CheckConstraint('by_venue_id IS NULL OR by_group_id IS NULL', name=op.f('ck_agreement_proposed_by_one')),
        sa.CheckConstraint('gather_minute BETWEEN 0 AND 1439', name=op.f('ck_agreement_gather_within_a_day')),
        sa.ForeignKeyConstraint(['by_group_id'], ['group.id'], name=op.f('fk_agreement_by_group_id'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['by_venue_id'], ['venue.id'], name=op.f('fk_agreement_by_venue_id'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['kept_id'], ['activity.id'], name=op.f('fk_agreement_kept_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['moves_id'], ['activity.id'], name=op.f('fk_agreement_moves_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement'))
    )
    op.create_index('ix_agreement_by_group_id', 'agreement', ['by_group_id'], unique=False)
    op.create_index('ix_agreement_by_venue_id', 'agreement', ['by_venue_id'], unique=False)
    op.create_index('ix_agreement_kept_id', 'agreement', ['kept_id'], unique=False)
    op.create_index('ix_agreement_moves_id', 'agreement', ['moves_id'], unique=False)
    op.create_index('ix_agreement_state', 'agreement', ['state', 'settled_at'], unique=False)

    op.create_table('overlap',
        sa.Column('first_id', sa.Integer(), nullable=False),
        sa.Column('second_id', sa.Integer(), nullable=False),
        sa.Column('score', sa.Double(), nullable=False),
        sa.Column('reasons', sa.JSON(), nullable=False),
        sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint('first_id < second_id', name=op.f('ck_overlap_each_pair_once')),
        sa.CheckConstraint('score BETWEEN 0 AND 1', name=op.f('ck_overlap_score_within_one')),
        sa.ForeignKeyConstraint(['first_id'], ['activity.id'], name=op.f('fk_overlap_first_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['second_id'], ['activity.id'], name=op.f('fk_overlap_second_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('first_id', 'second_id', name=op.f('pk_overlap'))
    )
    op.create_index('ix_overlap_opened_at', 'overlap', ['opened_at'], unique=False)
    op.create_index('ix_overlap_second_id', 'overlap', ['second_id'], unique=False)

    op.create_table('venue_former_slug',
        sa.Column('slug', sa.String(length=120), nullable=False),
        sa.Column('venue_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_venue_former_slug_venue_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('slug', name=op.f('pk_venue_former_slug'))
    )
    op.create_index('ix_venue_former_slug_venue_id', 'venue_former_slug', ['venue_id'], unique=False)

    op.create_table('wish',
        sa.Column('interest_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.String(length=10), nullable=False),
        sa.Column('browser_digest', sa.String(length=64), nullable=False),
        sa.Column('said_on', sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('want', 'can_lead')", name=op.f('ck_wish_kind_known')),
        sa.ForeignKeyConstraint(['interest_id'], ['interest.id'], name=op.f('fk_wish_interest_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('interest_id', 'kind', 'browser_digest', name=op.f('pk_wish'))
    )
    op.create_index('ix_wish_said_on', 'wish', ['said_on'], unique=False)

    op.create_table('agreement_member',
        sa.Column('agreement_id', sa.Integer(), nullable=False),
        sa.Column('activity_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_agreement_member_activity_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['agreement_id'], ['agreement.id'], name=op.f('fk_agreement_member_agreement_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('agreement_id', 'activity_id', name=op.f('pk_agreement_member'))
    )
    op.create_index('ix_agreement_member_activity_id', 'agreement_member', ['activity_id', 'agreement_id'], unique=False)

    op.create_table('agreement_party',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('agreement_id', sa.Integer(), nullable=False),
        sa.Column('venue_id', sa.Integer(), nullable=True),
        sa.Column('group_id', sa.Integer(), nullable=True),
        sa.Column('said_yes_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint('(venue_id IS NULL) <> (group_id IS NULL)', name=op.f('ck_agreement_party_place_or_group')),
        sa.ForeignKeyConstraint(['agreement_id'], ['agreement.id'], name=op.f('fk_agreement_party_agreement_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['group_id'], ['group.id'], name=op.f('fk_agreement_party_group_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_agreement_party_venue_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement_party'))
    )
    op.create_index('ix_agreement_party_group_id', 'agreement_party', ['group_id'], unique=False)
    op.create_index('ix_agreement_party_venue_id', 'agreement_party', ['venue_id'], unique=False)
    op.create_index('uq_agreement_party_group_id', 'agreement_party', ['agreement_id', 'group_id'], unique=True)
    op.create_index('uq_agreement_party_venue_id', 'agreement_party', ['agreement_id', 'venue_id'], unique=True)

    with op.batch_alter_table('activity') as batch:
        batch.add_column(sa.Column('review_told_on', sa.Date(), nullable=True))
        batch.add_column(sa.Column('group_id', sa.Integer(), nullable=True))
        batch.add_column(sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column('group_changed_at', sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column('published_at', sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column('replaced_by_id', sa.Integer(), nullable=True))
        batch.create_index(op.f('ix_activity_group_id'), ['group_id'], unique=False)
        batch.create_index(op.f('ix_activity_published_at'), ['published_at'], unique=False)
        batch.create_index(op.f('ix_activity_replaced_by_id'), ['replaced_by_id'], unique=False)
        batch.create_index('ix_activity_review_on', ['status', 'review_on'], unique=False)
        batch.create_index(op.f('ix_activity_withdrawn_at'), ['withdrawn_at'], unique=False)
        batch.create_foreign_key(op.f('fk_activity_group_id'), 'group', ['group_id'], ['id'], ondelete='SET NULL')
        batch.create_foreign_key(op.f('fk_activity_replaced_by_id'), 'activity', ['replaced_by_id'], ['id'], ondelete='SET NULL')
        batch.create_check_constraint(op.f('ck_activity_replaced_by_another'), 'replaced_by_id <> id')
    op.execute("UPDATE activity SET published_at = changed_at WHERE status <> 'draft'")
    op.execute("UPDATE activity SET withdrawn_at = changed_at WHERE status = 'withdrawn'")

    op.add_column('schedule_exception', sa.Column('closed_on', sa.Date(), nullable=True))
    op.add_column('schedule_exception', sa.Column('before', sa.JSON(), nullable=True))
    op.execute("UPDATE schedule_exception SET closed_on = day WHERE change = 'closed'")
    with op.batch_alter_table('schedule_exception', reflect_kwargs=NOT_FURTHER) as batch:
        batch.create_index(op.f('ix_schedule_exception_closed_on'), ['closed_on'], unique=False)
        batch.create_check_constraint(op.f('ck_schedule_exception_closed_has_a_day'), "(change = 'closed') = (closed_on IS NOT NULL)")

    op.add_column('venue_group', sa.Column('leads_since', sa.DateTime(timezone=True), nullable=True))
    _let_audit_hold(ACTIONS + MORE_ACTIONS, KINDS + MORE_KINDS)
    op.execute("INSERT INTO overlap_state (id, vocabulary_digest, comparer_digest) VALUES (1, '', '')")


def downgrade() -> None:
    op.execute(sa.text('DELETE FROM audit_entry WHERE action IN :added').bindparams(sa.bindparam('added', MORE_ACTIONS, expanding=True)))
    _let_audit_hold(ACTIONS, KINDS)
    with op.batch_alter_table('venue_group') as batch:
        batch.drop_column('leads_since')

    with op.batch_alter_table('schedule_exception', reflect_kwargs=NOT_FURTHER) as batch:
        batch.drop_constraint(op.f('ck_schedule_exception_closed_has_a_day'), type_='check')
        batch.drop_index(op.f('ix_schedule_exception_closed_on'))
        batch.drop_column('before')
        batch.drop_column('closed_on')

    with op.batch_alter_table('activity') as batch:
        batch.drop_constraint(op.f('ck_activity_replaced_by_another'), type_='check')
        batch.drop_constraint(op.f('fk_activity_replaced_by_id'), type_='foreignkey')
        batch.drop_constraint(op.f('fk_activity_group_id'), type_='foreignkey')
        batch.drop_index(op.f('ix_activity_withdrawn_at'))
        batch.drop_index('ix_activity_review_on')
        batch.drop_index(op.f('ix_activity_replaced_by_id'))
        batch.drop_index(op.f('ix_activity_published_at'))
        batch.drop_index(op.f('ix_activity_group_id'))
        batch.drop_column('replaced_by_id')
        batch.drop_column('withdrawn_at')
        batch.drop_column('published_at')
        batch.drop_column('group_changed_at')
        batch.drop_column('asked_at')
        batch.drop_column('group_id')
        batch.drop_column('review_told_on')

    op.drop_index('uq_agreement_party_venue_id', table_name='agreement_party')
    op.drop_index('uq_agreement_party_group_id', table_name='agreement_party')
    op.drop_index('ix_agreement_party_venue_id', table_name='agreement_party')
    op.drop_index('ix_agreement_party_group_id', table_name='agreement_party')

    op.drop_table('agreement_party')
    op.drop_index('ix_agreement_member_activity_id', table_name='agreement_member')

    op.drop_table('agreement_member')
    op.drop_index('ix_wish_said_on', table_name='wish')

    op.drop_table('wish')
    op.drop_index('ix_venue_former_slug_venue_id', table_name='venue_former_slug')

    op.drop_table('venue_former_slug')
    op.drop_index('ix_overlap_second_id', table_name='overlap')
    op.drop_index('ix_overlap_opened_at', table_name='overlap')

    op.drop_table('overlap')
    op.drop_index('ix_agreement_state', table_name='agreement')
    op.drop_index('ix_agreement_moves_id', table_name='agreement')
    op.drop_index('ix_agreement_kept_id', table_name='agreement')
    op.drop_index('ix_agreement_by_venue_id', table_name='agreement')
    op.drop_index('ix_agreement_by_group_id', table_name='agreement')

    op.drop_table('agreement')
    op.drop_index('ix_activity_key_key', table_name='activity_key')

    op.drop_table('activity_key')
    op.drop_table('overlap_state')
