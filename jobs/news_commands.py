"""Ask to hear of the jobs of the day. In the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete
from sqlalchemy.orm import Session

from jobs.models import JobNewsArea, JobNewsDay
from people.person_commands import hold_persons


def choose_news(session: Session, person_id: str, weekdays: Collection[int], area_ids: Collection[int]) -> None:
    """Let somebody hear of jobs on these weekdays and in these areas, in all where none are given; on no day, of nothing."""
    if person_id not in hold_persons(session, [person_id]):
        return
    for table in (JobNewsDay, JobNewsArea):
        session.execute(delete(table).where(table.person_id == person_id))
    session.add_all(JobNewsDay(person_id=person_id, weekday=each) for each in sorted(set(weekdays)))
    session.add_all(JobNewsArea(person_id=person_id, area_id=each) for each in sorted(set(area_ids)) if weekdays)
    session.flush()
