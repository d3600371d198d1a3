"""The places of a programme file: found by name and town, or added."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain, count

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.danish import fold, slug, sort_key
from catalogue.importing.offer import Offer
from catalogue.place_models import Area, Venue
from catalogue.terms import VenueKind
from catalogue.vocabulary_commands import AREAS

VenueKey = tuple[str, str]
_LONGEST_SLUG = 120


def find_or_add_venues(session: Session, offers: Iterable[Offer], now: dt.datetime) -> dict[VenueKey, int]:
    """Return the id of each offer's place by its venue key, adding the places that are not known yet.

    A place without a town is the one of that name, where there is only one.
    """
    found = _known(session)
    slugs = set(session.scalars(select(Venue.slug)))
    areas = {postcode: area_id for postcode, area_id in session.execute(select(Area.postcode, Area.id))}
    names = _area_names(session)
    added: dict[VenueKey, Venue] = {}
    for offer in offers:
        if offer.venue_key not in found and offer.venue_key not in added:
            postcode = _postcode(offer, names)
            added[offer.venue_key] = _venue(offer, _free_slug(offer, slugs), areas.get(postcode or ""), now)
    session.add_all(added.values())
    session.flush()
    return found | {key: venue.id for key, venue in added.items()}


def list_without_area(session: Session, offers: Iterable[Offer]) -> list[str]:
    """Return the names and towns of the offers' places in no known area, in file order, online ones left out."""
    names = _area_names(session)
    known = _known(session)
    in_area = set(session.scalars(select(Venue.id).where(Venue.area_id.is_not(None))))
    outside = [
        ", ".join(filter(None, (offer.place, offer.town)))
        for offer in offers
        if not offer.is_online_place
        and not (known[offer.venue_key] in in_area if offer.venue_key in known else _postcode(offer, names))
    ]
    return list(dict.fromkeys(outside))


def _known(session: Session) -> dict[VenueKey, int]:
    rows = session.execute(select(Venue.name_key, Venue.town_key, Venue.id)).all()
    named = Counter(name for name, _, _ in rows)
    return {(name, ""): venue_id for name, _, venue_id in rows if named[name] == 1} | {
        (name, town): venue_id for name, town, venue_id in rows
    }


def _area_names(session: Session) -> dict[str, str]:
    stored = {postcode: name for postcode, name in session.execute(select(Area.postcode, Area.name))}
    return {postcode: fold(name) for postcode, name in (AREAS | stored).items()}


def _postcode(offer: Offer, names: Mapping[str, str]) -> str | None:
    if offer.is_online_place:
        return None
    if offer.postcode in names:
        return offer.postcode
    return next((postcode for postcode, name in names.items() if name == fold(offer.town)), None)


def _venue(offer: Offer, address: str, area_id: int | None, now: dt.datetime) -> Venue:
    name_key, town_key = offer.venue_key
    return Venue(
        slug=address, name=offer.place, name_key=name_key, town=offer.town, town_key=town_key,
        sort_key=sort_key(offer.place)[:240], kind=VenueKind.ONLINE if offer.is_online_place else VenueKind.PHYSICAL,
        area_id=area_id, address=offer.address, changed_at=now,
    )  # fmt: skip


def _free_slug(offer: Offer, taken: set[str]) -> str:
    own, with_town = slug(offer.place)[:_LONGEST_SLUG], slug(f"{offer.place} {offer.town}")[:_LONGEST_SLUG]
    numbered = (f"{with_town[: _LONGEST_SLUG - 6]}-{number}" for number in count(2))
    free = next(name for name in chain((own, with_town), numbered) if name not in taken)
    taken.add(free)
    return free
