"""What an import is to do with each offer, told from what earlier imports brought."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from catalogue.importing.import_report import State
from catalogue.importing.offer import Offer
from catalogue.importing.offer_keys import has_id, title_key
from catalogue.terms import Status


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier import brought, as it stands: its activity, and the place that makes it."""

    activity_id: int
    fingerprint: str
    first_day: dt.date
    imported_sequence: int
    sequence: int
    title: str
    status: str
    venue_id: int | None
    name_key: str | None
    town_key: str | None

    @property
    def is_as_imported(self) -> bool:
        """Say whether nobody has edited it by hand since."""
        return self.sequence == self.imported_sequence


def is_another(offer: Offer, earlier: Known) -> bool:
    """Say whether the id is another list's: neither title nor place is what the id stood for."""
    return (
        has_id(offer.source_key)
        and offer.fingerprint != earlier.fingerprint
        and earlier.is_as_imported
        and offer.venue_key[0] != earlier.name_key
        and title_key(offer.title) != title_key(earlier.title)
    )


def state_of(offer: Offer, earlier: Known | None, status: Status) -> State:
    """Return what is to be done with an offer, where what is new is to have a status."""
    if earlier is None:
        return State.NEW
    if not earlier.is_as_imported:
        return State.KEPT
    if offer.fingerprint != earlier.fingerprint:
        return State.CHANGED
    return State.PUBLISHED if earlier.status == Status.DRAFT and status == Status.PUBLISHED else State.SAME


def goes_public(state: State, earlier: Known | None, status: Status) -> bool:
    """Say whether what an offer says is to be public from now on."""
    if state is State.CHANGED and earlier:
        return earlier.status == Status.PUBLISHED or (earlier.status == Status.DRAFT and status == Status.PUBLISHED)
    return state in (State.NEW, State.PUBLISHED) and status == Status.PUBLISHED
