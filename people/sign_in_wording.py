"""When a session began and was last used, in words."""

from __future__ import annotations

import datetime as dt

from base.clock import KOLDING, day_of
from base.danish import clock, date_short


def moment_words(moment: dt.datetime, now: dt.datetime) -> str:
    """Say when something was, in Kolding's time: "i dag kl. 10.00", "fredag d. 20. november kl. 9.05"."""
    then, today = moment.astimezone(KOLDING), day_of(now)
    day = "i dag" if then.date() == today else date_short(then.date())
    return f"{day} kl. {clock(then.hour * 60 + then.minute)}"
