"""The demo: fill an empty database with invented places and what they do, so that there is something to look at."""

from __future__ import annotations

import json
import secrets
from collections.abc import Container, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.clock import KOLDING
from base.danish import fold, slug, sort_key
from base.database import writing
from catalogue.models import Activity, ActivityHost, ActivityInterest, Schedule, ScheduleException, rule_columns
from catalogue.overlap_commands import hold_overlaps, settle_overlaps
from catalogue.overlap_models import Agreement, AgreementMember, AgreementParty
from catalogue.place_models import Venue, VenueClosingDay, VenueHours
from catalogue.recurrence import Rule, is_public_holiday, occurrence_days, runs_on
from catalogue.terms import AgreementState, Change, HoursKind, LedBy, Status
from catalogue.vocabulary_commands import ensure_areas, load_interests, words_of, write_words

CONTENT = Path(__file__).with_name("demo.json")
FILLED = "Databasen er fyldt med opfundne steder og aktiviteter."
LEFT_ALONE = "Der er allerede steder i databasen, så intet er ændret."

_WEEKS_SINCE_START = 8
_WRITTEN_AS_IT_STANDS = (
    "title", "description", "form", "kind", "when_words",
    "price", "food", "way_in", "demands", "meets_you",
)  # fmt: skip

Row = Mapping[str, Any]


def fill_and_say(today: date) -> str:
    """Fill an empty database with the demo and return a Danish sentence that says whether it was done."""
    return FILLED if fill_with_demo(today) else LEFT_ALONE


def fill_with_demo(today: date) -> bool:
    """Fill a database that has no place with the invented ones; return whether it was done.

    All days are counted from `today`, a day in Kolding. The same day gives the same rows but for the uids of schedules.
    """
    content = json.loads(CONTENT.read_text(encoding="utf-8"))
    with writing() as session:
        hold_overlaps(session)
        if session.scalar(select(Venue.id).limit(1)) is not None:
            return False
        venues = _add_venues(session, content["venues"], today)
        activities = _add_activities(session, content["activities"], venues, today)
        for row, activity in zip(content["activities"], activities, strict=True):
            session.add_all(_schedules(row, activity, venues, today))
        session.flush()
        settle_overlaps(session, [activity.id for activity in activities], _midnight(today))
        session.add_all(
            _agreement(row, {activity.slug: activity for activity in activities}, today) for row in content["agreements"]
        )
        write_words(
            session, {activity.id: _words(row, venues) for row, activity in zip(content["activities"], activities, strict=True)}
        )
    return True


def _words(row: Row, venues: Mapping[str, Venue]) -> frozenset[str]:
    places = [venues[host if isinstance(host, str) else host["venue"]] for host in row["hosts"]]
    return words_of(row["title"], row["description"], *(text for place in places for text in (place.name, place.town)))


def _add_venues(session: Session, rows: Sequence[Row], today: date) -> dict[str, Venue]:
    areas = ensure_areas(session)
    venues = {slug(row["name"]): _venue(row, areas, today) for row in rows}
    session.add_all(venues.values())
    session.flush()
    return venues


def _venue(row: Row, areas: Mapping[str, int], today: date) -> Venue:
    given = {key: row[key] for key in ("kind", "address", "phone", "way_in", "step_free", "adults_only") if key in row}
    town = row.get("town", "")
    return Venue(
        slug=slug(row["name"]), name=row["name"], name_key=fold(row["name"]), sort_key=sort_key(row["name"]),
        town=town, town_key=fold(town), area_id=areas.get(row.get("postcode", "")),
        about=row["about"], first_time=row["first_time"], changed_at=_midnight(today), **given,
        hours=_hours(HoursKind.OPEN, row) + _hours(HoursKind.STAFFED, row),
        closing_days=[VenueClosingDay(day=_next_in_year(day, today)) for day in row.get("closed", ())],
    )  # fmt: skip


def _hours(kind: HoursKind, row: Row) -> list[VenueHours]:
    found = []
    for span in row.get(kind, ()):
        start, minutes = _start_and_minutes(span)
        found += [VenueHours(kind=kind, weekday=day, start_minute=start, minutes=minutes) for day in span["days"]]
    return found


def _add_activities(session: Session, rows: Sequence[Row], venues: Mapping[str, Venue], today: date) -> list[Activity]:
    interests = load_interests(session)
    activities = [_activity(row, venues, interests, today) for row in rows]
    for number, activity in enumerate(activities):
        activity.review_on = today + timedelta(days=30 + number)
    session.add_all(activities)
    session.flush()
    return activities


def _activity(row: Row, venues: Mapping[str, Venue], interests: Mapping[str, int], today: date) -> Activity:
    return Activity(
        slug=slug(row["title"]), sort_key=sort_key(row["title"]), status=Status.PUBLISHED,
        undated="schedules" not in row, led_by=row.get("led_by", LedBy.STAFF), changed_at=_midnight(today),
        hosts=[_host(host, position, venues) for position, host in enumerate(row["hosts"])],
        interests=[ActivityInterest(interest_id=interests[each], position=position)
                   for position, each in enumerate(row["interests"])],
        published_at=_midnight(today) - timedelta(weeks=_WEEKS_SINCE_START),
        **{key: row[key] for key in _WRITTEN_AS_IT_STANDS if key in row},
        **dict.fromkeys(row["flags"], True),
    )  # fmt: skip


def _agreement(row: Row, activities: Mapping[str, Activity], today: date) -> Agreement:
    """Return what the places of some activities, by slug, have agreed on; the first one proposed it."""
    members = [activities[each] for each in row["activities"]]
    places = [member.hosts[0].venue_id for member in members]
    proposed, agreed = (_midnight(today) - timedelta(days=days) for days in (row["proposed"], row["agreed"]))
    return Agreement(
        ending=row["ending"], words=row["words"], state=AgreementState.AGREED,
        by_venue_id=places[0], proposed_at=proposed, settled_at=agreed,
        members=[AgreementMember(activity_id=member.id) for member in members],
        parties=[AgreementParty(venue_id=each, said_yes_at=agreed if at else proposed) for at, each in enumerate(places)],
    )  # fmt: skip


def _host(host: str | Row, position: int, venues: Mapping[str, Venue]) -> ActivityHost:
    if isinstance(host, str):
        return ActivityHost(venue_id=venues[host].id, position=position)
    return ActivityHost(
        venue_id=venues[host["venue"]].id,
        position=position,
        gather_at=host["gather_at"],
        gather_minute=_minute(host["gather"]),
    )


def _schedules(row: Row, activity: Activity, venues: Mapping[str, Venue], today: date) -> list[Schedule]:
    venue = venues[row["hosts"][0]]
    closed = {closing.day for closing in venue.closing_days}
    return [
        Schedule(
            activity_id=activity.id, venue_id=venue.id, uid=secrets.token_hex(16),
            exceptions=_exceptions(span, rule, closed, today), **rule_columns(rule),
        )
        for span in row.get("schedules", ())
        for rule in _rules(span, closed, today)
    ]  # fmt: skip


def _rules(span: Row, closed: Container[date], today: date) -> list[Rule]:
    start, minutes = _start_and_minutes(span)
    if days := _single_days(span, closed, today):
        return [Rule(day, day, None, start, minutes) for day in days]
    return [
        Rule(
            _monday(today, span.get("first_week", -_WEEKS_SINCE_START)) + timedelta(days=weekday),
            _monday(today, span["last_week"]) + timedelta(days=weekday) if "last_week" in span else None,
            weekday, start, minutes, span.get("every_weeks", 1),
            span.get("week_parity"), span.get("nth"), span.get("runs_on_holidays", False),
        )
        for weekday in span["days"]
    ]  # fmt: skip


def _single_days(span: Row, closed: Container[date], today: date) -> list[date]:
    """Return the days of what is not a series, ascending; none for a series."""
    if "each_year" in span:
        return [_next_in_year(span["each_year"], today)]
    if "week" in span:
        return [_open_day(_monday(today, span["week"]) + timedelta(days=span["days"][0]), closed)]
    if not span.get("every_second_month"):
        return []
    tomorrow = today + timedelta(days=1)
    monthly = Rule(tomorrow, None, span["days"][0], None, None, nth=span["nth"])
    return [_open_day(day, closed) for day in occurrence_days(monthly, tomorrow, today + timedelta(days=365))[::2]]


def _exceptions(span: Row, rule: Rule, closed: Container[date], today: date) -> list[ScheduleException]:
    ahead = occurrence_days(rule, today + timedelta(days=1), today + timedelta(days=60))
    days = [day for day in ahead if runs_on(rule, day, closed)]
    return [_exception(each, days[each["next"]], closed, today) for each in span.get("exceptions", ())]


def _exception(row: Row, day: date, closed: Container[date], today: date) -> ScheduleException:
    start, minutes = _start_and_minutes(row)
    moved_to = _open_day(day + timedelta(days=row["move_days"]), closed) if "move_days" in row else None
    return ScheduleException(
        day=day, change=row["change"], instead=row.get("instead"),
        moved_to=moved_to, start_minute=start, minutes=minutes, changed_at=_midnight(today),
        closed_on=day if row["change"] == Change.CLOSED else None,
    )  # fmt: skip


def _open_day(day: date, closed: Container[date]) -> date:
    while day in closed or is_public_holiday(day):
        day += timedelta(weeks=1)
    return day


def _monday(today: date, weeks: int) -> date:
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)


def _next_in_year(month_and_day: str, today: date) -> date:
    day = date.fromisoformat(f"{today.year}-{month_and_day}")
    return day if day >= today else day.replace(year=today.year + 1)


def _midnight(today: date) -> datetime:
    return datetime.combine(today, time.min, KOLDING)


def _start_and_minutes(span: Row) -> tuple[int | None, int | None]:
    """Return the start in minutes after midnight and how long it lasts; an end before the start is on the next day."""
    if "time" not in span:
        return None, None
    start, _, end = span["time"].partition("-")
    return _minute(start), (_minute(end) - _minute(start)) % 1440 if end else span["minutes"]


def _minute(clock: str) -> int:
    hour, minute = clock.split(".")
    return int(hour) * 60 + int(minute)
