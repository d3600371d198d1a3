"""What stands at a place, and what the lines of a sheet are: their interests, and what they are the same as elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.interest_models import Interest
from catalogue.keeping.activity_written import Time, Written, in_order
from catalogue.keeping.sheet_lines import Planned, Standing
from catalogue.models import Activity, ActivityHost
from catalogue.overlap_queries import Twin, find_overlaps, read_activities, twin_of
from catalogue.place_models import Venue
from catalogue.terms import Status
from catalogue.vocabulary import suggest_interests
from catalogue.vocabulary_queries import read_vocabulary


def find_place_of_sheet(session: Session, slug: str) -> Venue | None:
    """Find a place by its address."""
    return session.scalar(select(Venue).where(Venue.slug == slug))


def list_standing(session: Session, venue_id: int) -> list[Standing]:
    """List what stands at a place, drafts too, in the order it was written: five statements."""
    here = (
        select(Activity.id)
        .join(ActivityHost, ActivityHost.activity_id == Activity.id)
        .where(ActivityHost.venue_id == venue_id, Activity.status != Status.WITHDRAWN)
    )
    return [
        Standing(
            activity.id, activity.title, tuple(each.rule() for each in activity.schedules if each.venue_id == venue_id),
            activity.status == Status.DRAFT,
        )
        for _, activity in sorted(read_activities(session, session.scalars(here)).items())
    ]  # fmt: skip


def write_out(session: Session, planned: Sequence[Planned], venue_id: int) -> list[Written]:
    """Return what is to be written of new activities: title and times, and the interests that the title says."""
    vocabulary = read_vocabulary(session)
    suggested = [suggest_interests(each.title, "", vocabulary) for each in planned]
    slugs = {slug for found in suggested for slug in found}
    ids = {slug: key for slug, key in session.execute(select(Interest.slug, Interest.id).where(Interest.slug.in_(slugs)))}
    return [
        Written(
            title=each.title,
            interest_ids=tuple(ids[slug] for slug in found if slug in ids),
            venue_ids=(venue_id,),
            times=in_order(Time(venue_id, rule) for rule in each.rules),
        )
        for each, found in zip(planned, suggested, strict=True)
    ]


def interest_names(session: Session, written: Sequence[Written]) -> Mapping[int, str]:
    """Return the names of the interests of some activities, by id."""
    ids = {key for each in written for key in each.interest_ids}
    return {key: name for key, name in session.execute(select(Interest.id, Interest.name).where(Interest.id.in_(ids)))}


def list_twins_of_each(session: Session, written: Sequence[Written]) -> list[list[Twin]]:
    """List what each of some new activities is the same as elsewhere, strongest first: few statements, however many."""
    ids = {key for each in written for key in each.interest_ids}
    slugs = {key: slug for key, slug in session.execute(select(Interest.id, Interest.slug).where(Interest.id.in_(ids)))}
    # What is not there yet has no id: numbers below those of all that is.
    offerings = {-number: each.offering(slugs) for number, each in enumerate(written, start=1)}
    pairs = find_overlaps(session, offerings, read_vocabulary(session))
    others = read_activities(session, {other for _, other in pairs if other > 0})
    found: list[list[Twin]] = [[] for _ in written]
    for (own, other), comparison in pairs.items():
        if other in others:
            found[-own - 1].append(twin_of(others[other], comparison))
    return [sorted(twins, key=lambda twin: (-twin.comparison.score, twin.activity_id)) for twins in found]
