"""What a change does to what is planned, told before it is saved."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from catalogue.keeping.activity_effects import Different, effects_of
from catalogue.keeping.activity_written import Time
from catalogue.recurrence import Rule
from catalogue.terms import Change

TODAY = dt.date(2026, 11, 24)
TUESDAYS = Rule(TODAY, None, 1, 780, 120)
PLACES = {1: "Huset", 2: "Laden"}


def test_nothing_happens_where_the_same_days_stay() -> None:
    assert not effects_of({1: Time(1, TUESDAYS)}, [Time(1, replace(TUESDAYS, first_day=dt.date(2026, 1, 6)))], [], TODAY)


def test_eight_weeks_are_looked_at_and_holidays_are_none_of_them() -> None:
    fridays = replace(TUESDAYS, weekday=4)
    effects = effects_of({1: Time(1, TUESDAYS)}, [Time(1, fridays)], [], TODAY)
    assert effects.sentences(PLACES) == [
        "8 gange falder væk: tirsdag d. 24. november kl. 13.00–15.00; tirsdag d. 1. december kl. 13.00–15.00; "
        "tirsdag d. 8. december kl. 13.00–15.00 …",
        "6 gange kommer til: fredag d. 27. november kl. 13.00–15.00; fredag d. 4. december kl. 13.00–15.00; "
        "fredag d. 11. december kl. 13.00–15.00 …",
    ]


def test_the_place_is_told_where_there_is_more_than_one() -> None:
    once = Rule(TODAY, TODAY, None, None, None)
    effects = effects_of({1: Time(1, once)}, [Time(2, once)], [], TODAY)
    assert effects.sentences(PLACES) == [
        "En gang falder væk: tirsdag d. 24. november i Huset",
        "En gang kommer til: tirsdag d. 24. november i Laden",
    ]


def test_what_was_called_off_for_a_day_that_goes_is_told() -> None:
    different = [Different(1, dt.date(2026, 12, 8), Change.CANCELLED), Different(1, dt.date(2026, 12, 15), Change.MOVED)]
    every_other = Rule(dt.date(2026, 12, 1), None, 1, 780, 120, every_weeks=2)
    effects = effects_of({1: Time(1, TUESDAYS)}, [Time(1, every_other)], different, TODAY)
    assert [each.day for each in effects.dropped] == [dt.date(2026, 12, 8)]
    assert effects.sentences(PLACES)[-1].endswith("falder væk: tirsdag d. 8. december (aflyst denne gang).")


def test_other_effects_have_another_digest() -> None:
    moved = [effects_of({1: Time(1, TUESDAYS)}, [Time(1, replace(TUESDAYS, weekday=at))], [], TODAY).digest for at in (2, 3, 2)]
    assert moved[0] == moved[2] != moved[1]
