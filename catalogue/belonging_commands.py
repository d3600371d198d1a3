"""Note who works where, and which place printed a card."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask
from sqlalchemy import delete
from sqlalchemy.orm import Session

from catalogue.belonging_models import VenueCard, VenueStaff
from catalogue.belonging_queries import belongers, belongings, list_workplaces, places_of_groups, workplaces_of
from catalogue.place_registry import PlaceRegistry
from people.registry import Registry


def set_workplaces(session: Session, person_id: str, venue_ids: Iterable[int]) -> None:
    """Let somebody work at these places and nowhere else, in the caller's transaction."""
    session.flush()
    session.execute(delete(VenueStaff).where(VenueStaff.person_id == person_id))
    session.add_all(VenueStaff(person_id=person_id, venue_id=venue_id) for venue_id in sorted(set(venue_ids)))


def note_card(session: Session, person_id: str, venue_id: int) -> None:
    """Note that a place printed the card a person has, in the caller's transaction."""
    session.flush()
    session.execute(delete(VenueCard).where(VenueCard.person_id == person_id))
    session.add(VenueCard(person_id=person_id, venue_id=venue_id))


def start_belonging(app: Flask) -> None:
    """Tell people what the catalogue knows of places, and let the rooms above be told of them."""
    app.extensions["places"] = PlaceRegistry()
    registry: Registry = app.extensions["people"]
    registry.belongings.append(belongings)
    registry.belongers.append(belongers)
    registry.list_workplaces, registry.workplaces_of = list_workplaces, workplaces_of
    registry.set_workplaces, registry.places_of_groups, registry.note_card = set_workplaces, places_of_groups, note_card
