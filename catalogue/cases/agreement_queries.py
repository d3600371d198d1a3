"""What places have agreed on, or propose to."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from catalogue.overlap_models import Agreement, AgreementMember, Overlap
from catalogue.overlap_queries import Pair, in_parts
from catalogue.terms import AgreementState, Ending

# Once agreed these are carried out: what they were about is no longer there twice, and if it comes again nothing covers it.
CARRIED_OUT = (Ending.TOGETHER, Ending.STOP_ONE)
_One, _Other = aliased(AgreementMember), aliased(AgreementMember)


def read_agreed_pairs(session: Session, activity_ids: Iterable[int]) -> set[Pair]:
    """Return the pairs that an agreement in force names together, where one of the two is among these, the lower id first."""
    found: set[Pair] = set()
    for part in in_parts(activity_ids):
        near = or_(_One.activity_id.in_(part), _Other.activity_id.in_(part))
        found.update((a, b) for a, b in session.execute(_agreed_pairs(near)))
    return found


def is_agreed_on() -> ColumnElement[bool]:
    """Return the condition that an agreement in force names both of an `Overlap`."""
    return exists(_agreed_pairs(and_(_One.activity_id == Overlap.first_id, _Other.activity_id == Overlap.second_id)))


def _agreed_pairs(which: ColumnElement[bool]) -> Select[int, int]:
    return (
        select(_One.activity_id, _Other.activity_id)
        .join(_Other, and_(_Other.agreement_id == _One.agreement_id, _One.activity_id < _Other.activity_id))
        .join(Agreement, Agreement.id == _One.agreement_id)
        .where(Agreement.state == AgreementState.AGREED, Agreement.ending.not_in(CARRIED_OUT), which)
    )
