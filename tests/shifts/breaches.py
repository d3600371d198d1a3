"""Rows of seats and shifts that are good, and for each constraint one that breaks it."""

from __future__ import annotations

import datetime as dt

from seats.models import Occasion, Seat
from shifts.models import KeyShown, Opening, OpeningDay, OpeningPause, RotaLink, Shift, ShiftSuits
from tests.making import LONG_AGO

Row = tuple[type, dict[str, object]]

LATER = LONG_AGO + dt.timedelta(hours=3)
DAY = LONG_AGO.date()
OCCASION = {"id": 2, "starts_at": LONG_AGO, "ends_at": LATER, "capacity": 2, "is_live": True}
CARRIED = {"starts_at": LONG_AGO, "ends_at": LATER, "capacity": 2, "is_live": True}
SEAT = {"occasion_id": 1, "number": 2, "person_id": "s1", "state": "taken", "changed_at": LONG_AGO, **CARRIED}
HELD = SEAT | {"state": "held", "lapses_at": LATER}
OPENING = {"id": 2, "group_id": 1, "venue_id": 1, "state": "asked", "weekday": 6, "start_minute": 600, "minutes": 180,
           "first_day": DAY, "last_day": DAY, "asked_at": LONG_AGO, "changed_at": LONG_AGO}  # fmt: skip
SHIFT = {"id": 3, "opening_id": 1, "day": DAY + dt.timedelta(1), "changed_at": LONG_AGO}
PAUSE = {"opening_id": 1, "first_day": DAY, "last_day": DAY}
KEY = {"person_id": "s1", "venue_id": 1, "shown_on": DAY}
SUITS: dict[str, object] = {"shift_id": 1, "person_id": "s1"}
LINK = {"group_id": 1, "token_digest": "d2", "created_at": LONG_AGO}

SHIFTS_THERE: list[Row] = [
    (Occasion, OCCASION | {"id": 1}),
    (Occasion, OCCASION | {"id": 3}),
    (Seat, SEAT | {"number": 1, "person_id": "p1"}),
    (Opening, OPENING | {"id": 1}),
    (Shift, SHIFT | {"id": 1, "day": DAY}),
]
SHIFTS_GOOD: list[Row] = [
    (Occasion, OCCASION), (Seat, HELD | {"asked_by_id": "p1"}), (Opening, OPENING), (OpeningDay, {"opening_id": 1, "day": DAY}),
    (OpeningPause, PAUSE), (Shift, SHIFT), (KeyShown, KEY), (ShiftSuits, SUITS), (RotaLink, LINK),
]  # fmt: skip
SHIFTS_BREACHES: list[tuple[type, dict[str, object], str]] = [
    (Occasion, OCCASION | {"ends_at": LONG_AGO}, "ck_occasion_ends_after_start"),
    (Occasion, OCCASION | {"capacity": 0}, "ck_occasion_capacity_known"),
    (Occasion, OCCASION | {"capacity": 21}, "ck_occasion_capacity_known"),
    (Occasion, OCCASION | {"cancelled_at": LONG_AGO}, "ck_occasion_live_unless_ended"),
    (Occasion, OCCASION | {"is_live": False}, "ck_occasion_live_unless_ended"),
    (Seat, SEAT | {"state": "perhaps"}, "ck_seat_state_known"),
    (Seat, SEAT | {"number": 3}, "ck_seat_within_capacity"),
    (Seat, SEAT | {"number": 0}, "ck_seat_within_capacity"),
    (Seat, HELD | {"lapses_at": None}, "ck_seat_a_hold_lapses"),
    (Seat, SEAT | {"lapses_at": LATER}, "ck_seat_a_hold_lapses"),
    (Seat, SEAT | {"asked_by_id": "p1"}, "ck_seat_only_a_hold_was_asked"),
    (Seat, HELD | {"offered_at": LATER}, "ck_seat_only_a_yes_is_offered"),
    (Seat, SEAT | {"number": 1}, "pk_seat"),
    (Seat, SEAT | {"person_id": "p1"}, "uq_seat_occasion_id_person_id"),
    (Seat, SEAT | {"occasion_id": 3, "person_id": "p1"}, "ex_seat_one_thing_at_a_time"),
    (Seat, SEAT | {"starts_at": LATER - dt.timedelta(hours=1)}, "fk_seat_occasion_id"),
    (Seat, SEAT | {"capacity": 5}, "fk_seat_occasion_id"),
    (Seat, SEAT | {"is_live": False}, "fk_seat_occasion_id"),
    (Seat, SEAT | {"person_id": "nobody"}, "fk_seat_person_id"),
    (Seat, HELD | {"asked_by_id": "nobody"}, "fk_seat_asked_by_id"),
    (Opening, OPENING | {"state": "dreamt"}, "ck_opening_state_known"),
    (Opening, OPENING | {"weekday": 7}, "ck_opening_weekday_known"),
    (Opening, OPENING | {"start_minute": 1440}, "ck_opening_start_within_a_day"),
    (Opening, OPENING | {"minutes": 30 * 60}, "ck_opening_half_an_hour_to_twelve"),
    (Opening, OPENING | {"last_day": DAY - dt.timedelta(1)}, "ck_opening_ends_after_it_begins"),
    (Opening, OPENING | {"evening_minute": 600}, "ck_opening_evening_is_an_evening"),
    (Opening, OPENING | {"cutoff_minutes": 0}, "ck_opening_cutoff_known"),
    (Opening, OPENING | {"rest_days": 7}, "ck_opening_rest_known"),
    (Opening, OPENING | {"state": "approved"}, "ck_opening_somebody_answers"),
    (Opening, OPENING | {"group_id": 99}, "fk_opening_group_id"),
    (Opening, OPENING | {"venue_id": 99}, "fk_opening_venue_id"),
    (OpeningDay, {"opening_id": 99, "day": DAY}, "fk_opening_day_opening_id"),
    (OpeningPause, PAUSE | {"last_day": DAY - dt.timedelta(1)}, "ck_opening_pause_ends_after_it_begins"),
    (OpeningPause, PAUSE | {"opening_id": 99}, "fk_opening_pause_opening_id"),
    (Shift, SHIFT | {"note": "x"}, "ck_shift_a_note_has_a_time"),
    (Shift, SHIFT | {"day": DAY}, "uq_shift_opening_id_day"),
    (Shift, SHIFT | {"id": 99}, "fk_shift_id"),
    (Shift, SHIFT | {"opening_id": 99}, "fk_shift_opening_id"),
    (KeyShown, KEY | {"person_id": "nobody"}, "fk_key_shown_person_id"),
    (KeyShown, KEY | {"venue_id": 99}, "fk_key_shown_venue_id"),
    (ShiftSuits, SUITS | {"shift_id": 99}, "fk_shift_suits_shift_id"),
    (ShiftSuits, SUITS | {"person_id": "nobody"}, "fk_shift_suits_person_id"),
    (RotaLink, LINK | {"group_id": 99}, "fk_rota_link_group_id"),
]
