from datetime import date, datetime, timedelta

import pytest

from catalogue.recurrence import Rule
from catalogue.series import ExceptionDay, series_events, series_occurrences
from catalogue.terms import Change, Instead
from tests.calendar_reader import CHANGED, series, weekly

TUESDAYS = weekly(date(2026, 11, 24))
WINDOW = date(2026, 11, 24), date(2027, 6, 1)


def test_a_weekly_series_is_one_event_without_an_end() -> None:
    (event,) = series_events(series(TUESDAYS), *WINDOW)
    assert (event.uid, event.rrule, event.exdates) == ("s1@kolding", "FREQ=WEEKLY;BYDAY=TU", ())
    assert (event.starts, event.ends) == (datetime(2026, 11, 24, 13), datetime(2026, 11, 24, 15))
    assert (event.sequence, event.changed_at, event.status, event.transparent) == (3, CHANGED, "CONFIRMED", False)


@pytest.mark.parametrize(
    ("rule", "starts", "rrule"),
    [
        (Rule(date(2026, 11, 25), None, 1, 780, 120), datetime(2026, 12, 1, 13), "FREQ=WEEKLY;BYDAY=TU"),
        (Rule(date(2026, 11, 25), None, 1, 780, 120, 2), datetime(2026, 12, 8, 13), "FREQ=WEEKLY;BYDAY=TU;INTERVAL=2"),
        (Rule(date(2026, 11, 25), None, 4, 780, None, nth=-1), datetime(2026, 11, 27, 13), "FREQ=MONTHLY;BYDAY=-1FR"),
        (Rule(date(2026, 11, 25), None, 0, 780, None, nth=2), datetime(2026, 12, 14, 13), "FREQ=MONTHLY;BYDAY=2MO"),
        (Rule(date(2026, 11, 25), date(2027, 6, 1), 1, 780, None), datetime(2026, 12, 1, 13),
         "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270601T215959Z"),
        (Rule(date(2026, 11, 25), date(2027, 2, 2), 1, 780, None), datetime(2026, 12, 1, 13),
         "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270202T225959Z"),
        (Rule(date(2026, 11, 25), date(2027, 2, 2), 1, None, None), date(2026, 12, 1),
         "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270202"),
    ],
)  # fmt: skip
def test_a_series_starts_on_the_first_day_of_its_own_rule(rule: Rule, starts: date, rrule: str) -> None:
    event = series_events(series(rule), *WINDOW)[0]
    assert (event.starts, event.rrule) == (starts, rrule)


def test_even_weeks_are_an_event_each_time() -> None:
    rule = Rule(date(2026, 11, 24), None, 1, 780, 120, week_parity=1)
    cancelled = ExceptionDay(date(2026, 12, 29), Change.CANCELLED)
    events = series_events(series(rule, exceptions=(cancelled,)), date(2026, 12, 10), date(2027, 1, 10))
    assert [(event.uid, event.title, event.rrule, event.recurrence_id) for event in events] == [
        ("s1@kolding-20261215", "Sang, og kaffe", None, None),
        ("s1@kolding-20261229", "AFLYST: Sang, og kaffe", None, None),
        ("s1@kolding-20270105", "Sang, og kaffe", None, None),
    ]


def test_a_one_off_is_one_event_with_the_uid_of_the_series() -> None:
    rule = Rule(date(2026, 12, 4), date(2026, 12, 4), None, 960, 2640)
    (event,) = series_events(series(rule), *WINDOW)
    assert (event.uid, event.rrule, event.starts, event.ends) == (
        "s1@kolding", None, datetime(2026, 12, 4, 16), datetime(2026, 12, 6, 12),
    )  # fmt: skip


@pytest.mark.parametrize(
    "rule",
    [
        Rule(date(2026, 12, 2), date(2026, 12, 7), 1, 780, 120),
        Rule(date(2026, 12, 30), date(2026, 12, 30), None, 780, 120),
        weekly(date(2026, 1, 6), last_day=date(2026, 11, 17)),
        weekly(date(2027, 6, 1)),
        Rule(date(2026, 12, 1), date(2026, 12, 15), 1, 780, 120, nth=5),
        Rule(date(2026, 12, 21), date(2026, 12, 27), 4, 780, 120),
    ],
    ids=["no such weekday", "once on a closing day", "ended", "not begun", "no fifth", "only on a holiday"],
)
def test_what_never_happens_in_the_window_is_no_event(rule: Rule) -> None:
    written = series(rule, closing_days=frozenset({date(2026, 12, 30)}))
    assert series_events(written, *WINDOW) == []
    assert series_occurrences(written, *WINDOW) == []


def test_holidays_and_closing_days_are_left_out_of_the_series() -> None:
    fridays = weekly(date(2026, 11, 27))
    (event,) = series_events(series(fridays, closing_days=frozenset({date(2026, 12, 4), date(2026, 12, 5)})), *WINDOW)
    assert event.exdates == (
        datetime(2026, 12, 4, 13), datetime(2026, 12, 25, 13), datetime(2027, 1, 1, 13), datetime(2027, 3, 26, 13),
    )  # fmt: skip


def test_a_cancelled_time_stays_in_the_calendar_and_says_so() -> None:
    for kind in (Change.CANCELLED, Change.CLOSED):
        exception = ExceptionDay(date(2026, 12, 1), kind)
        event = series_events(series(TUESDAYS, exceptions=(exception,)), *WINDOW)[1]
        assert (event.uid, event.recurrence_id) == ("s1@kolding", datetime(2026, 12, 1, 13))
        assert (event.status, event.title) == ("CANCELLED", "AFLYST: Sang, og kaffe")


@pytest.mark.parametrize(
    ("exception", "starts", "ends"),
    [
        (ExceptionDay(date(2026, 12, 1), Change.MOVED, date(2026, 12, 3)),
         datetime(2026, 12, 3, 13), datetime(2026, 12, 3, 15)),
        (ExceptionDay(date(2026, 12, 1), Change.MOVED, date(2026, 12, 1), 600, None),
         datetime(2026, 12, 1, 10), None),
        (ExceptionDay(date(2026, 12, 1), Change.MOVED, date(2026, 12, 2), 1320, 240),
         datetime(2026, 12, 2, 22), datetime(2026, 12, 3, 2)),
    ],
)  # fmt: skip
def test_a_moved_time_has_its_new_hours(exception: ExceptionDay, starts: datetime, ends: datetime | None) -> None:
    event = series_events(series(TUESDAYS, exceptions=(exception,)), *WINDOW)[1]
    assert event.recurrence_id == datetime(2026, 12, 1, 13)
    assert (event.starts, event.ends, event.status) == (starts, ends, "CONFIRMED")


def test_a_time_that_differs_says_so_and_when_it_changed() -> None:
    later = CHANGED + timedelta(days=1)
    called_off = ExceptionDay(date(2026, 12, 1), Change.CANCELLED, None, None, None, Instead.DROP_IN, later, 2)
    event = series_events(series(TUESDAYS, exceptions=(called_off,)), *WINDOW)[1]
    assert (event.changed_at, event.sequence) == (later, 5)
    assert event.description == "Aflyst denne gang. I stedet kan du bare kigge forbi.\nSyng med."


def test_what_was_moved_from_a_closing_day_stands() -> None:
    moved = ExceptionDay(date(2026, 12, 1), Change.MOVED, date(2026, 12, 2))
    closed = frozenset({date(2026, 12, 1), date(2026, 12, 2)})
    events = series_events(series(TUESDAYS, exceptions=(moved,), closing_days=closed), *WINDOW)
    assert (events[0].exdates, events[1].starts) == ((), datetime(2026, 12, 2, 13))


def test_what_was_moved_into_the_window_brings_its_series_with_it() -> None:
    moved = ExceptionDay(date(2026, 12, 8), Change.MOVED, date(2026, 12, 4))
    written = series(TUESDAYS, exceptions=(moved,))
    events = series_events(written, date(2026, 12, 3), date(2026, 12, 6))
    assert [(event.uid, event.recurrence_id) for event in events] == [
        ("s1@kolding", None),
        ("s1@kolding", datetime(2026, 12, 8, 13)),
    ]


def test_an_exception_on_a_day_without_the_series_says_nothing() -> None:
    stray = ExceptionDay(date(2026, 12, 2), Change.CANCELLED)
    assert len(series_events(series(TUESDAYS, exceptions=(stray,)), *WINDOW)) == 1


def test_occurrences_are_listed_by_the_day_they_take_place() -> None:
    moved_in = ExceptionDay(date(2026, 12, 29), Change.MOVED, date(2026, 12, 8), 600, 60)
    moved_out = ExceptionDay(date(2026, 12, 15), Change.MOVED, date(2026, 12, 20))
    written = series(TUESDAYS, exceptions=(moved_in, moved_out))
    found = series_occurrences(written, date(2026, 12, 8), date(2026, 12, 16))
    assert [(one.day, one.planned_day, one.starts_at and one.starts_at.hour) for one in found] == [
        (date(2026, 12, 8), date(2026, 12, 29), 10),
        (date(2026, 12, 8), date(2026, 12, 8), 13),
    ]


def test_an_unknown_time_is_all_day_and_after_those_with_a_time() -> None:
    moved = ExceptionDay(date(2026, 12, 1), Change.MOVED, date(2026, 12, 8), 1380, 30)
    written = series(weekly(date(2026, 11, 24), None, None), exceptions=(moved,))
    assert [one.starts_at is None for one in series_occurrences(written, date(2026, 12, 8), date(2026, 12, 9))] == [
        False,
        True,
    ]
    recurring, apart = series_events(written, *WINDOW)
    assert (recurring.starts, recurring.ends, recurring.transparent) == (date(2026, 11, 24), None, True)
    assert (apart.recurrence_id, apart.starts) == (date(2026, 12, 1), datetime(2026, 12, 8, 23))
    assert not apart.transparent


def test_a_night_over_a_clock_change_is_its_own_event_with_its_end() -> None:
    nights = weekly(date(2026, 11, 28), 1320, 480)
    recurring, apart = series_events(series(nights), *WINDOW)
    assert (recurring.starts, recurring.ends) == (datetime(2026, 11, 28, 22), datetime(2026, 11, 29, 6))
    assert apart.recurrence_id == apart.starts == datetime(2027, 3, 27, 22)
    assert apart.ends == datetime(2027, 3, 28, 6)


def test_a_series_that_begins_in_the_skipped_hour_recurs_from_the_week_after() -> None:
    sundays = weekly(date(2027, 3, 28), 150, 60, runs_on_holidays=True)
    recurring, first = series_events(series(sundays), *WINDOW)
    assert (recurring.uid, recurring.starts) == ("s1@kolding", datetime(2027, 4, 4, 2, 30))
    assert (first.uid, first.recurrence_id) == ("s1@kolding-20270328", None)
    assert (first.starts, first.ends) == (datetime(2027, 3, 28, 3, 30), datetime(2027, 3, 28, 4, 30))
