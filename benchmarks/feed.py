"""The calendar of the whole programme made cold, beside icalendar serialising the same components, ready made."""

from __future__ import annotations

import icalendar

from base import ical
from benchmarks._material import catalogue_of, seconds_each

BAR = 1.5


def measure(count: int, rounds: int) -> dict[str, float]:
    """Return the median seconds of the feed of `count` activities, cold and again, and of icalendar's bytes alone."""
    with catalogue_of(count, KEPT_BYTES=0) as app:
        client = app.test_client()

        def again() -> bytes:
            return bytes(client.get("/aktiviteter.ics").data)

        def cold() -> bytes:
            ical.event_bytes.cache_clear()
            return again()

        components = icalendar.Calendar.from_ical(again())
        assert len(components.walk("VEVENT")) == count
        return seconds_each({"cold": cold, "again": again, "icalendar": components.to_ical}, rounds=rounds, times=1)


def main() -> None:
    """Print milliseconds and ratios."""
    for count, rounds in ((300, 9), (10_000, 3)):
        taken = measure(count, rounds)
        print(f"{count} activities:", *(f"{name} {each * 1000:.1f} ms" for name, each in taken.items()), sep="  ")
        print(f"  cold, of icalendar {taken['cold'] / taken['icalendar']:.2f}  (bar: at most {BAR:.2f})")


if __name__ == "__main__":
    main()
