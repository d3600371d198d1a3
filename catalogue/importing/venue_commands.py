"""The places of a programme file: found by name and town, or added, and told what was not known of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, count

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.danish import fold, slug, sort_key
from catalogue.importing.offer import Offer
from catalogue.place_models import Area, Venue, VenueHours
from catalogue.terms import VenueKind
from catalogue.vocabulary_commands import AREAS

VenueKey = tuple[str, str]
_LONGEST_SLUG = 120


def find_or_add_venues(session: Session, offers: Sequence[Offer], now: dt.datetime) -> dict[VenueKey, int]:
    """Return the id of each offer's place by its venue key, adding the places that are not known yet.

    A place without a town is the one of that name, stored or in the file, where there is only one; it gets the town
    and the area an offer gives it. A place nobody has written more about than imports do also gets a new address.
    """
    venues = {(venue.name_key, venue.town_key): venue for venue in session.scalars(select(Venue))}
    slugs = {venue.slug for venue in venues.values()}
    areas = {postcode: area_id for postcode, area_id in session.execute(select(Area.postcode, Area.id))}
    names = _area_names(session)
    place_keys = _place_keys(offers, venues)
    found: dict[VenueKey, Venue] = {}
    # The offers that tell more of a place come first, so that the order of the rows does not matter.
    for offer in sorted(offers, key=lambda offer: (not offer.address, not offer.town)):
        key = place_keys[offer.venue_key]
        area_id = areas.get(_postcode(offer, names) or "")
        if key not in venues:
            venues[key] = _venue(offer, _free_slug(offer, slugs), area_id, now)
            session.add(venues[key])
        elif key not in found:
            _tell_address(session, venues[key], offer.address, now)
        found[key] = venues[key]
        _tell_where(venues[key], offer, area_id, now)
    session.flush()
    return {offer.venue_key: found[place_keys[offer.venue_key]].id for offer in offers}


def find_places(session: Session, offers: Sequence[Offer]) -> dict[VenueKey, int | VenueKey]:
    """Return by each offer's venue key which place it is: the id of one that is stored, else the key of one to be added."""
    stored = {
        (name, town): venue_id for name, town, venue_id in session.execute(select(Venue.name_key, Venue.town_key, Venue.id))
    }
    return {key: stored.get(place, place) for key, place in _place_keys(offers, stored).items()}


def list_without_area(session: Session, offers: Sequence[Offer]) -> list[str]:
    """Return the names and towns of the offers' places in no known area, in file order, online ones left out."""
    names = _area_names(session)
    stored = {
        (name, town): area_id for name, town, area_id in session.execute(select(Venue.name_key, Venue.town_key, Venue.area_id))
    }
    place_keys = _place_keys(offers, stored)
    inside = {key for key, area_id in stored.items() if area_id is not None}
    inside |= {place_keys[offer.venue_key] for offer in offers if _postcode(offer, names)}
    outside: dict[VenueKey, str] = {}
    for offer in offers:
        key = place_keys[offer.venue_key]
        if not offer.is_online_place and key not in inside:
            outside.setdefault(key, ", ".join(filter(None, (offer.place, offer.town))))
    return list(outside.values())


def _place_keys(offers: Iterable[Offer], stored: Collection[VenueKey]) -> dict[VenueKey, VenueKey]:
    """Return which place each offer's is, a stored one or one of the file."""
    own = {offer.venue_key for offer in offers}
    towns: dict[str, set[str]] = defaultdict(set)
    for name, town in [*own, *stored]:
        towns[name].update([town] if town else [])
    return {key: key if key in stored else _only_place(key, towns[key[0]], stored) for key in own}


def _only_place(key: VenueKey, towns: Collection[str], stored: Collection[VenueKey]) -> VenueKey:
    name, town = key
    if len(towns) != 1:
        return key
    if town:
        return (name, "") if (name, "") in stored else key
    return name, next(iter(towns))


def _tell_where(venue: Venue, offer: Offer, area_id: int | None, now: dt.datetime) -> None:
    if offer.town and not venue.town:
        venue.town, venue.town_key, venue.changed_at = offer.town, offer.venue_key[1], now
    if area_id is not None and venue.area_id is None:
        venue.area_id, venue.changed_at = area_id, now


def _tell_address(session: Session, venue: Venue, address: str, now: dt.datetime) -> None:
    if address and address != venue.address and (not venue.address or _only_imported(session, venue)):
        venue.address, venue.changed_at = address, now


def _only_imported(session: Session, venue: Venue) -> bool:
    """Say whether a place holds nothing but what imports tell of places."""
    written = (venue.phone, venue.about, venue.first_time, venue.way_in)
    return not any(written) and session.scalar(select(VenueHours.weekday).where(VenueHours.venue_id == venue.id).limit(1)) is None


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
