"""The one clock that matters here: the wall in Kolding."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

KOLDING = ZoneInfo("Europe/Copenhagen")


def day_of(moment: datetime) -> date:
    """Return the day it is in Kolding at an aware moment."""
    return moment.astimezone(KOLDING).date()


def on_the_wall(moment: datetime) -> datetime:
    """Return the time that the wall shows at an aware moment, naive."""
    return moment.astimezone(KOLDING).replace(tzinfo=None)


def minute_of(moment: datetime) -> int:
    """Return the time of day in Kolding at an aware moment, in wall minutes after midnight."""
    local = on_the_wall(moment)
    return local.hour * 60 + local.minute
