"""Send a code and a link, and use one of them: once, in ten minutes, after few tries."""

from __future__ import annotations

import datetime as dt
import hmac

from flask import current_app
from sqlalchemy import ColumnElement, delete, update
from sqlalchemy.orm import Session

from base.database import changed
from base.web import site_url
from people.code_problems import LIVES, MOST_TRIES, CodeProblem
from people.codes import digest, keyed_digest, new_id, new_one_time_code, new_token
from people.contact_points import ContactKind, ContactPoint
from people.sent_code_queries import Sent, code_problem, find_proven, find_sent_code, find_sent_link, link_problem, sent_of
from people.sign_in_queries import registry
from people.terms import CodePurpose, NoticeWay
from people.way_in_models import SentCode

LONGEST_WAY_BACK = 200


def way_to(point: ContactPoint) -> NoticeWay:
    """Return the way in which something is sent to a number or an address."""
    return NoticeWay.TEXT if point.kind is ContactKind.phone else NoticeWay.MAIL


def send_code(
    session: Session, point: ContactPoint, name: str, now: dt.datetime, way_back: str = "", person_id: str | None = None
) -> str:  # fmt: skip
    """Make a code and have it sent, in the caller's transaction; return the id by which the browser finds it again.

    For a person who is in, it is a code to change how they are reached, and no link goes with it. Raises RuntimeError
    where nothing carries codes: ask `registry().open_ways()` first.
    """
    tell = registry().tell
    if tell is None:
        raise RuntimeError("nothing carries a code")
    sent_code_id, code, token = new_id(), new_one_time_code(), new_token()
    session.add(
        SentCode(
            id=sent_code_id, purpose=CodePurpose.CHANGE if person_id else CodePurpose.START, person_id=person_id,
            code_digest=_code_digest(sent_code_id, code), link_digest=digest(token), name=name,
            phone=point.address if point.kind is ContactKind.phone else None,
            email=point.address if point.kind is ContactKind.email else None,
            way_back=way_back if len(way_back) <= LONGEST_WAY_BACK else "", tries=0, expires_at=now + LIVES,
        )
    )  # fmt: skip
    details = {"code": code} if person_id else {"code": code, "link": f"{site_url()}ind/{token}"}
    tell(session, now, kind="code", key=f"code {sent_code_id}", details=details, way=way_to(point), address=point.address)
    return sent_code_id


def use_code(
    session: Session, sent_code_id: str, code: str, now: dt.datetime, person_id: str | None = None
) -> Sent | CodeProblem:  # fmt: skip
    """Count a try at a code, then use it up if it is the right one, in the caller's transaction.

    The count locks the row, so that two tries at the same moment come one after the other.
    """
    open_row = (
        SentCode.id == sent_code_id, SentCode.person_id == person_id, SentCode.used_at.is_(None),
        SentCode.expires_at > now, SentCode.tries < MOST_TRIES,
    )  # fmt: skip
    if not _changed(session, *open_row, tries=SentCode.tries + 1):
        return code_problem(find_sent_code(session, sent_code_id, person_id), now) or CodeProblem.unknown
    row = session.get_one(SentCode, sent_code_id)
    if not hmac.compare_digest(row.code_digest, _code_digest(sent_code_id, code)):
        return code_problem(row, now) or CodeProblem.wrong
    row.used_at = now
    return sent_of(row)


def use_link(session: Session, token: str, now: dt.datetime) -> Sent | CodeProblem:
    """Use a link up, in the caller's transaction."""
    found = find_sent_link(session, token)
    problem = link_problem(found, now)
    if found is None or problem:
        return problem or CodeProblem.unknown
    if not _changed(session, SentCode.id == found.id, SentCode.used_at.is_(None), used_at=now):
        return CodeProblem.used
    return sent_of(found)


def finish_choosing(session: Session, sent_code_id: str, now: dt.datetime) -> Sent | None:
    """Take away a code that was used, so that nobody chooses by it again; None where there is none, or it is too long ago."""
    sent = find_proven(session, sent_code_id, now)
    return sent if changed(session, delete(SentCode).where(SentCode.id == sent_code_id)) else None


def _changed(session: Session, *where: ColumnElement[bool], **values: object) -> bool:
    return bool(changed(session, update(SentCode).where(*where).values(**values)))


def _code_digest(sent_code_id: str, code: str) -> str:
    return keyed_digest(current_app.config["SECRET_KEY"], "sent code", f"{sent_code_id} {code}")
