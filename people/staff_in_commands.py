"""Let staff in: what was proved counts once, and a link is used once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from people.attempt_commands import forget_attempts
from people.codes import digest
from people.sign_in_commands import end_all_sign_ins
from people.staff_models import StaffAccount, StaffLink, StaffListCode
from people.staff_proofs import Chosen, Proof

PASSWORD_PURPOSE = "password"


def use_proof(session: Session, proof: Proof) -> bool:
    """Use a second factor up, in the caller's transaction; False where it was used, or the account changed, in between."""
    account = (
        StaffAccount.person_id == proof.person_id,
        StaffAccount.password_hash == proof.password_hash,
        StaffAccount.ended_at.is_(None),
    )
    if proof.totp_step is not None:
        salt, is_new = StaffAccount.totp_salt == proof.totp_salt, StaffAccount.totp_step < proof.totp_step
        used = update(StaffAccount).where(*account, salt, is_new).values(totp_step=proof.totp_step)
        return bool(session.execute(used.returning(StaffAccount.person_id)).all())
    if session.scalar(select(StaffAccount.person_id).where(*account).with_for_update()) is None:
        return False
    on_list = (StaffListCode.person_id == proof.person_id, StaffListCode.code_digest == proof.list_code_digest)
    return bool(session.execute(delete(StaffListCode).where(*on_list).returning(StaffListCode.person_id)).all())


def use_staff_link(session: Session, token: str, chosen: Chosen, list_digests: Iterable[str], now: dt.datetime) -> bool:
    """Let somebody's link give them password, app and list, in the caller's transaction; False where it works no more.

    What they had before works no more, and all their sessions end.
    """
    living = (StaffLink.token_digest == digest(token), StaffLink.expires_at > now, StaffLink.person_id == chosen.person_id)
    if not session.execute(delete(StaffLink).where(*living).returning(StaffLink.person_id)).all():
        return False
    account = session.get_one(StaffAccount, chosen.person_id, with_for_update=True)
    if account.ended_at is not None:
        return False
    account.password_hash = chosen.password_hash
    account.totp_salt, account.totp_step = chosen.totp_salt, chosen.totp_step
    session.execute(delete(StaffListCode).where(StaffListCode.person_id == chosen.person_id))
    session.add_all(StaffListCode(person_id=chosen.person_id, code_digest=each) for each in list_digests)
    end_all_sign_ins(session, chosen.person_id)
    forget_attempts(session, PASSWORD_PURPOSE, account.email)
    return True
