"""The calendar of the whole programme made cold, beside icalendar serialising the same components, ready made."""

from __future__ import annotations

import icalendar
from flask.testing import FlaskClient

from base import ical
from benchmarks._material import catalogue_of, seconds_each


def main() -> None:
    """Print milliseconds and ratios."""
    for count, rounds in ((300, 9), (10_000, 3)):
        with catalogue_of(count, KEPT_BYTES=0) as app:
            client = app.test_client()

            def feed(client: FlaskClient = client) -> bytes:
                return bytes(client.get("/aktiviteter.ics").data)

            components = icalendar.Calendar.from_ical(feed())

            def cold() -> bytes:
                ical.event_bytes.cache_clear()
                return feed()

            taken = seconds_each({"cold": cold, "again": feed, "icalendar": components.to_ical}, rounds=rounds, times=1)
        print(f"{count} activities, {len(components.subcomponents) - 1} events")
        for name, each in taken.items():
            print(f"  {name:10} {each * 1000:8.1f} ms")
        print(f"  cold, of icalendar  {taken['cold'] / taken['icalendar']:5.2f}  (bar: at most 1.50)")
        print(f"  again, of icalendar {taken['again'] / taken['icalendar']:5.2f}")


if __name__ == "__main__":
    main()
