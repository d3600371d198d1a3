"""What search engines read: schema.org Event and Place as JSON-LD."""

from __future__ import annotations

from typing import Any

from catalogue.addresses import venue_path
from catalogue.series import Occurrence
from catalogue.terms import Change, Form


def place_data(venue: Any, site: str) -> dict[str, Any]:
    """Return a place as schema.org Place; `site` ends in a slash."""
    address = {
        "@type": "PostalAddress", "streetAddress": venue.address, "addressCountry": "DK",
        "postalCode": venue.area.postcode if venue.area else "", "addressLocality": venue.area.name if venue.area else venue.town,
    }  # fmt: skip
    return {
        "@context": "https://schema.org", "@type": "Place", "name": venue.name,
        "url": site.rstrip("/") + venue_path(venue.slug), "telephone": venue.phone,
        "address": {name: value for name, value in address.items() if value},
    }  # fmt: skip


def event_data(activity: Any, one: Occurrence, place: str, url: str, location: str) -> dict[str, Any]:
    """Return one time of an activity as a schema.org Event, at a place by name and address."""
    on_the_spot = activity.form == Form.ON_THE_SPOT
    where = {"@type": "Place", "name": place, "address": location} if on_the_spot else {"@type": "VirtualLocation", "url": url}
    return {
        "@context": "https://schema.org", "@type": "Event", "name": activity.title, "description": activity.description,
        "startDate": (one.starts_at or one.day).isoformat(), **({"endDate": one.ends_at.isoformat()} if one.ends_at else {}),
        "eventStatus": f"https://schema.org/{_status(one)}",
        "eventAttendanceMode": f"https://schema.org/{'Offline' if on_the_spot else 'Online'}EventAttendanceMode",
        "location": where, "url": url,
    }  # fmt: skip


def _status(one: Occurrence) -> str:
    if one.exception is None:
        return "EventScheduled"
    return "EventRescheduled" if one.exception.kind == Change.MOVED else "EventCancelled"
