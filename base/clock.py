"""The one clock that matters here: the wall in Kolding."""

from zoneinfo import ZoneInfo

KOLDING = ZoneInfo("Europe/Copenhagen")
