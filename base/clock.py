"""The one clock that matters here: the wall in Kolding."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

KOLDING = ZoneInfo("Europe/Copenhagen")


def day_of(moment: datetime) -> date:
    """Return the day it is in Kolding at an aware moment."""
    return moment.astimezone(KOLDING).date()
