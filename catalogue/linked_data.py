"""What search engines read: schema.org Event and Place as JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from catalogue.series import Occurrence

ATTENDANCE = {"on_the_spot": "OfflineEventAttendanceMode"}
STATUSES = {"CONFIRMED": "EventScheduled", "CANCELLED": "EventCancelled"}


def place_data(venue: Any, site: str) -> dict[str, Any]:
    """Return a place as schema.org Place; `site` ends in a slash."""
    address = {
        "@type": "PostalAddress", "streetAddress": venue.address, "addressCountry": "DK",
        "postalCode": venue.area.postcode if venue.area else "", "addressLocality": venue.area.name if venue.area else venue.town,
    }  # fmt: skip
    return {
        "@type": "Place", "name": venue.name, "url": f"{site}steder/{venue.slug}", "telephone": venue.phone,
        "address": {name: value for name, value in address.items() if value},
    }  # fmt: skip


def event_data(activity: Any, coming: Iterable[Occurrence], site: str) -> list[dict[str, Any]]:
    """Return the coming times of an activity as schema.org Events; what has no day has none."""
    mode = ATTENDANCE.get(activity.form, "OnlineEventAttendanceMode")
    place = place_data(activity.hosts[0].venue, site)
    return [
        {
            "@context": "https://schema.org", "@type": "Event", "name": activity.title,
            "description": activity.description, "startDate": (one.starts_at or one.day).isoformat(),
            **({"endDate": one.ends_at.isoformat()} if one.ends_at else {}),
            "eventStatus": f"https://schema.org/{STATUSES[one.status]}",
            "eventAttendanceMode": f"https://schema.org/{mode}", "location": place,
            "url": f"{site}aktiviteter/{activity.id}-{activity.slug}",
        }
        for one in coming
    ]  # fmt: skip
