"""Do what places have agreed on. In the transaction of the last yes."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping

from sqlalchemy import update
from sqlalchemy.orm import Session

from base.clock import day_of
from catalogue.activity_commands import drop_stranded_exceptions, mark_changed, next_review
from catalogue.cases.moved_rules import moved_rule, next_monday, still_runs
from catalogue.cases.proposal import Refusal
from catalogue.models import Activity, ActivityHost, Schedule, rule_columns
from catalogue.overlap_models import Agreement
from catalogue.terms import Ending, Status
from catalogue.vocabulary_commands import words_of, write_words


class RefusedError(Exception):
    """A proposal that cannot be made or carried out, and why."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why = why


def carry_out(session: Session, agreement: Agreement, members: Mapping[int, Activity], now: dt.datetime) -> None:
    """Make the members what the agreement says, less those that have stopped by now. Raises RefusedError where that cannot be."""
    if agreement.ending == Ending.MOVE:
        _move(session, members[agreement.moves_id or 0], agreement, now)
    elif agreement.ending in (Ending.TOGETHER, Ending.STOP_ONE):
        kept = members[agreement.kept_id or 0]
        others = [each for each in members.values() if each is not kept and each.status != Status.WITHDRAWN]
        _keep(kept, now)
        if agreement.ending == Ending.TOGETHER:
            _join(session, kept, others, agreement)
        for other in others:
            _replace(session, other, kept, now)
    session.flush()


def get_movable(activity: Activity, now: dt.datetime) -> Schedule:
    """Return the one weekly time of an activity that goes on; raise RefusedError where it has none, or more."""
    monday = next_monday(day_of(now))
    found = [schedule for schedule in activity.schedules if still_runs(schedule.rule(), monday)]
    if len(found) != 1:
        raise RefusedError(Refusal.NO_ONE_TIME)
    return found[0]


def _keep(kept: Activity, now: dt.datetime) -> None:
    if kept.status != Status.PUBLISHED:
        kept.status, kept.published_at = Status.PUBLISHED, kept.published_at or now
        kept.review_on, kept.review_told_on = next_review(now), None
    kept.asked_at = kept.withdrawn_at = kept.replaced_by_id = None
    mark_changed(kept, now)


def _join(session: Session, kept: Activity, others: Iterable[Activity], agreement: Agreement) -> None:
    there = {host.venue_id for host in kept.hosts}
    for host in (host for other in others for host in other.hosts):
        if host.venue_id not in there:
            there.add(host.venue_id)
            kept.hosts.append(
                ActivityHost(
                    venue_id=host.venue_id, venue=host.venue, position=len(kept.hosts),
                    gather_at=agreement.gather_at, gather_minute=agreement.gather_minute,
                )
            )  # fmt: skip
    session.flush()
    places = [word for host in kept.hosts for word in (host.venue.name, host.venue.town)]
    write_words(session, {kept.id: words_of(kept.title, kept.description, *places)})


def _replace(session: Session, other: Activity, kept: Activity, now: dt.datetime) -> None:
    other.status, other.withdrawn_at, other.asked_at, other.replaced_by_id = Status.WITHDRAWN, now, None, kept.id
    mark_changed(other, now)
    # Addresses that led to it lead straight on, so that there is never more than one step.
    session.execute(update(Activity).where(Activity.replaced_by_id == other.id).values(replaced_by_id=kept.id))


def _move(session: Session, activity: Activity, agreement: Agreement, now: dt.datetime) -> None:
    schedule, monday = get_movable(activity, now), next_monday(day_of(now))
    ended, moved = moved_rule(schedule.rule(), agreement.weekday or 0, agreement.start_minute or 0, monday)
    if ended:
        # What is left of this week stays as people know it.
        new = Schedule(venue_id=schedule.venue_id, uid=secrets.token_hex(16), **rule_columns(moved))
        activity.schedules.append(new)
    for name, value in rule_columns(ended or moved).items():
        setattr(schedule, name, value)
    drop_stranded_exceptions(session, {schedule.id: schedule.rule()})
    mark_changed(activity, now)
