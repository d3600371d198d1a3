"""People: persons, groups, the ways in, sessions, staff and what they did, the outbox, and who belongs to which place."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('attempt',
        sa.Column('key', sa.String(length=64), nullable=False),
        sa.Column('tries', sa.Integer(), nullable=False),
        sa.Column('wait_until', sa.DateTime(timezone=True), nullable=False),
        sa.Column('forget_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint('tries >= 0', name=op.f('ck_attempt_tries_counted')),
        sa.PrimaryKeyConstraint('key', name=op.f('pk_attempt'))
    )
    op.create_index('ix_attempt_forget_at', 'attempt', ['forget_at'], unique=False)

    op.create_table('group',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('name', sa.String(length=80), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint('length(name) BETWEEN 1 AND 80', name=op.f('ck_group_name_given')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_group'))
    )
    op.create_table('person',
        sa.Column('id', sa.String(length=32), nullable=False),
        sa.Column('name', sa.String(length=40), nullable=False),
        sa.Column('phone', sa.String(length=20), nullable=True),
        sa.Column('email', sa.String(length=254), nullable=True),
        sa.Column('notice_way', sa.String(length=10), nullable=False),
        sa.Column('paused_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('seen_on', sa.Date(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("notice_way <> 'mail' OR email IS NOT NULL", name=op.f('ck_person_mails_need_an_address')),
        sa.CheckConstraint("notice_way <> 'text' OR phone IS NOT NULL", name=op.f('ck_person_texts_need_a_phone')),
        sa.CheckConstraint("notice_way IN ('text', 'mail', 'staff', 'none')", name=op.f('ck_person_notice_way_known')),
        sa.CheckConstraint('length(name) BETWEEN 1 AND 40', name=op.f('ck_person_name_given')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_person'))
    )
    op.create_index('ix_person_email', 'person', ['email'], unique=False)
    op.create_index('ix_person_phone', 'person', ['phone'], unique=False)
    op.create_index('ix_person_seen_on', 'person', ['seen_on'], unique=False)

    op.create_table('audit_entry',
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('actor_id', sa.String(length=32), nullable=False),
        sa.Column('action', sa.String(length=30), nullable=False),
        sa.Column('kind', sa.String(length=10), nullable=False),
        sa.Column('thing_id', sa.String(length=32), nullable=True),
        sa.Column('for_id', sa.String(length=32), nullable=True),
        sa.CheckConstraint("action IN ('signed_in', 'person_made', 'card_made', 'card_voided', 'pin_unlocked', 'acted_for', 'helped', 'told', 'group_approved', 'group_declined', 'contact_made', 'staff_added', 'staff_moved', 'staff_ended', 'staff_link_made')", name=op.f('ck_audit_entry_action_known')),
        sa.CheckConstraint("kind <> 'person' OR thing_id IS NULL", name=op.f('ck_audit_entry_persons_can_be_cut_out')),
        sa.CheckConstraint("kind IN ('person', 'card', 'group', 'staff', 'notice')", name=op.f('ck_audit_entry_kind_known')),
        sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_audit_entry_actor_id')),
        sa.ForeignKeyConstraint(['for_id'], ['person.id'], name=op.f('fk_audit_entry_for_id'), ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry'))
    )
    op.create_index('ix_audit_entry_actor_id', 'audit_entry', ['actor_id'], unique=False)
    op.create_index('ix_audit_entry_at', 'audit_entry', ['at'], unique=False)
    op.create_index('ix_audit_entry_for_id', 'audit_entry', ['for_id'], unique=False)

    op.create_table('calendar_link',
        sa.Column('person_id', sa.String(length=32), nullable=False),
        sa.Column('token_digest', sa.String(length=64), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_calendar_link_person_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('person_id', name=op.f('pk_calendar_link')),
        sa.UniqueConstraint('token_digest', name=op.f('uq_calendar_link_token_digest'))
    )
    op.create_table('card',
        sa.Column('person_id', sa.String(length=32), nullable=False),
        sa.Column('code_digest', sa.String(length=64), nullable=False),
        sa.Column('pin_hash', sa.String(length=200), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_card_person_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('person_id', name=op.f('pk_card')),
        sa.UniqueConstraint('code_digest', name=op.f('uq_card_code_digest'))
    )
    op.create_table('invitation',
        sa.Column('token_digest', sa.String(length=64), nullable=False),
        sa.Column('group_id', sa.Integer(), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['group_id'], ['group.id'], name=op.f('fk_invitation_group_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('token_digest', name=op.f('pk_invitation'))
    )
    op.create_index('ix_invitation_group_id', 'invitation', ['group_id'], unique=False)

    op.create_table('membership',
        sa.Column('group_id', sa.Integer(), nullable=False),
        sa.Column('person_id', sa.String(length=32), nullable=False),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('joined_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'member', 'contact')", name=op.f('ck_membership_state_known')),
        sa.ForeignKeyConstraint(['group_id'], ['group.id'], name=op.f('fk_membership_group_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_membership_person_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('group_id', 'person_id', name=op.f('pk_membership'))
    )
    op.create_index('ix_membership_person_id', 'membership', ['person_id'], unique=False)

    op.create_table('notice',
        sa.Column('id', sa.String(length=32), nullable=False),
        sa.Column('key', sa.String(length=120), nullable=False),
        sa.Column('kind', sa.String(length=40), nullable=False),
        sa.Column('person_id', sa.String(length=32), nullable=True),
        sa.Column('way', sa.String(length=10), nullable=False),
        sa.Column('address', sa.String(length=254), nullable=True),
        sa.Column('details', sa.JSON(), nullable=False),
        sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("way <> 'none'", name=op.f('ck_notice_to_be_told')),
        sa.CheckConstraint("way <> 'staff' OR address IS NULL", name=op.f('ck_notice_staff_tell_the_person')),
        sa.CheckConstraint("way IN ('text', 'mail', 'staff', 'none')", name=op.f('ck_notice_way_known')),
        sa.CheckConstraint('person_id IS NOT NULL OR address IS NOT NULL OR told_at IS NOT NULL', name=op.f('ck_notice_goes_somewhere')),
        sa.CheckConstraint('told_at IS NULL OR address IS NULL', name=op.f('ck_notice_told_and_wiped')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notice_person_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
        sa.UniqueConstraint('key', name=op.f('uq_notice_key'))
    )
    op.create_index('ix_notice_person_id', 'notice', ['person_id'], unique=False)
    op.create_index('ix_notice_waiting', 'notice', ['told_at', 'due_at'], unique=False)

    op.create_table('sent_code',
        sa.Column('id', sa.String(length=32), nullable=False),
        sa.Column('purpose', sa.String(length=10), nullable=False),
        sa.Column('person_id', sa.String(length=32), nullable=True),
        sa.Column('code_digest', sa.String(length=64), nullable=False),
        sa.Column('link_digest', sa.String(length=64), nullable=False),
        sa.Column('name', sa.String(length=40), nullable=False),
        sa.Column('phone', sa.String(length=20), nullable=True),
        sa.Column('email', sa.String(length=254), nullable=True),
        sa.Column('tries', sa.Integer(), nullable=False),
        sa.Column('way_back', sa.String(length=200), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(purpose = 'change') = (person_id IS NOT NULL)", name=op.f('ck_sent_code_a_change_is_somebodys')),
        sa.CheckConstraint("purpose IN ('start', 'change')", name=op.f('ck_sent_code_purpose_known')),
        sa.CheckConstraint('(phone IS NULL) <> (email IS NULL)', name=op.f('ck_sent_code_sent_to_one')),
        sa.CheckConstraint('tries BETWEEN 0 AND 5', name=op.f('ck_sent_code_few_tries')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sent_code_person_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_sent_code')),
        sa.UniqueConstraint('link_digest', name=op.f('uq_sent_code_link_digest'))
    )
    op.create_index('ix_sent_code_expires_at', 'sent_code', ['expires_at'], unique=False)
    op.create_index('ix_sent_code_person_id', 'sent_code', ['person_id'], unique=False)

    op.create_table('sign_in',
        sa.Column('id', sa.String(length=32), nullable=False),
        sa.Column('token_digest', sa.String(length=64), nullable=False),
        sa.Column('person_id', sa.String(length=32), nullable=False),
        sa.Column('stay', sa.String(length=10), nullable=False),
        sa.Column('device', sa.String(length=40), nullable=False),
        sa.Column('acts_for_id', sa.String(length=32), nullable=True),
        sa.Column('acts_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("acts_for_id IS NULL OR stay = 'staff'", name=op.f('ck_sign_in_staff_act_for')),
        sa.CheckConstraint("stay IN ('own', 'shared', 'staff')", name=op.f('ck_sign_in_stay_known')),
        sa.CheckConstraint('(acts_for_id IS NULL) = (acts_until IS NULL)', name=op.f('ck_sign_in_acts_for_somebody_until')),
        sa.CheckConstraint('acts_for_id <> person_id', name=op.f('ck_sign_in_nobody_acts_for_themselves')),
        sa.ForeignKeyConstraint(['acts_for_id'], ['person.id'], name=op.f('fk_sign_in_acts_for_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sign_in_person_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
        sa.UniqueConstraint('token_digest', name=op.f('uq_sign_in_token_digest'))
    )
    op.create_index('ix_sign_in_acts_for_id', 'sign_in', ['acts_for_id'], unique=False)
    op.create_index('ix_sign_in_expires_at', 'sign_in', ['expires_at'], unique=False)
    op.create_index('ix_sign_in_person_id', 'sign_in', ['person_id'], unique=False)

    op.create_table('staff_account',
        sa.Column('person_id', sa.String(length=32), nullable=False),
        sa.Column('role', sa.String(length=20), nullable=False),
        sa.Column('email', sa.String(length=254), nullable=False),
        sa.Column('password_hash', sa.String(length=200), nullable=True),
        sa.Column('totp_salt', sa.String(length=64), nullable=True),
        sa.Column('totp_step', sa.BigInteger(), nullable=False),
        sa.Column('oidc_subject', sa.String(length=255), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("role IN ('staff', 'coordinator', 'revisor')", name=op.f('ck_staff_account_role_known')),
        sa.CheckConstraint('email = lower(email)', name=op.f('ck_staff_account_email_small')),
        sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_staff_account_person_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('person_id', name=op.f('pk_staff_account')),
        sa.UniqueConstraint('email', name=op.f('uq_staff_account_email')),
        sa.UniqueConstraint('oidc_subject', name=op.f('uq_staff_account_oidc_subject'))
    )
    op.create_index('ix_staff_account_ended_at', 'staff_account', ['ended_at'], unique=False)

    op.create_table('staff_link',
        sa.Column('person_id', sa.String(length=32), nullable=False),
        sa.Column('token_digest', sa.String(length=64), nullable=False),
        sa.Column('totp_salt', sa.String(length=64), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['staff_account.person_id'], name=op.f('fk_staff_link_person_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('person_id', name=op.f('pk_staff_link')),
        sa.UniqueConstraint('token_digest', name=op.f('uq_staff_link_token_digest'))
    )
    op.create_table('staff_list_code',
        sa.Column('person_id', sa.String(length=32), nullable=False),
        sa.Column('code_digest', sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['staff_account.person_id'], name=op.f('fk_staff_list_code_person_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('person_id', 'code_digest', name=op.f('pk_staff_list_code'))
    )
    op.create_table('venue_card',
        sa.Column('person_id', sa.String(length=32), nullable=False),
        sa.Column('venue_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['card.person_id'], name=op.f('fk_venue_card_person_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_venue_card_venue_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('person_id', 'venue_id', name=op.f('pk_venue_card'))
    )
    op.create_index('ix_venue_card_venue_id', 'venue_card', ['venue_id'], unique=False)

    op.create_table('venue_group',
        sa.Column('group_id', sa.Integer(), nullable=False),
        sa.Column('venue_id', sa.Integer(), nullable=False),
        sa.Column('approved_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['group_id'], ['group.id'], name=op.f('fk_venue_group_group_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_venue_group_venue_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('group_id', 'venue_id', name=op.f('pk_venue_group'))
    )
    op.create_index('ix_venue_group_venue_id', 'venue_group', ['venue_id', 'approved_at'], unique=False)

    op.create_table('venue_staff',
        sa.Column('person_id', sa.String(length=32), nullable=False),
        sa.Column('venue_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['person_id'], ['staff_account.person_id'], name=op.f('fk_venue_staff_person_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['venue_id'], ['venue.id'], name=op.f('fk_venue_staff_venue_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('person_id', 'venue_id', name=op.f('pk_venue_staff'))
    )
    op.create_index('ix_venue_staff_venue_id', 'venue_staff', ['venue_id'], unique=False)



def downgrade() -> None:
    op.drop_index('ix_venue_staff_venue_id', table_name='venue_staff')

    op.drop_table('venue_staff')
    op.drop_index('ix_venue_group_venue_id', table_name='venue_group')

    op.drop_table('venue_group')
    op.drop_index('ix_venue_card_venue_id', table_name='venue_card')

    op.drop_table('venue_card')
    op.drop_table('staff_list_code')
    op.drop_table('staff_link')
    op.drop_index('ix_staff_account_ended_at', table_name='staff_account')

    op.drop_table('staff_account')
    op.drop_index('ix_sign_in_person_id', table_name='sign_in')
    op.drop_index('ix_sign_in_expires_at', table_name='sign_in')
    op.drop_index('ix_sign_in_acts_for_id', table_name='sign_in')

    op.drop_table('sign_in')
    op.drop_index('ix_sent_code_person_id', table_name='sent_code')
    op.drop_index('ix_sent_code_expires_at', table_name='sent_code')

    op.drop_table('sent_code')
    op.drop_index('ix_notice_waiting', table_name='notice')
    op.drop_index('ix_notice_person_id', table_name='notice')

    op.drop_table('notice')
    op.drop_index('ix_membership_person_id', table_name='membership')

    op.drop_table('membership')
    op.drop_index('ix_invitation_group_id', table_name='invitation')

    op.drop_table('invitation')
    op.drop_table('card')
    op.drop_table('calendar_link')
    op.drop_index('ix_audit_entry_for_id', table_name='audit_entry')
    op.drop_index('ix_audit_entry_at', table_name='audit_entry')
    op.drop_index('ix_audit_entry_actor_id', table_name='audit_entry')

    op.drop_table('audit_entry')
    op.drop_index('ix_person_seen_on', table_name='person')
    op.drop_index('ix_person_phone', table_name='person')
    op.drop_index('ix_person_email', table_name='person')

    op.drop_table('person')
    op.drop_table('group')
    op.drop_index('ix_attempt_forget_at', table_name='attempt')

    op.drop_table('attempt')
