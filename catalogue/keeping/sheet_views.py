"""Type a wall sheet in: a week as a grid, shown as words before it is published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from flask import Blueprint, abort, redirect, render_template, request, url_for

from base.danish import time_span
from base.database import db, writing
from base.web import allow, now
from catalogue.keeping.access_views import may_keep_place
from catalogue.keeping.activity_keeping_views import Answer, ShownTwin, note_kept, shown, staff_keeper
from catalogue.keeping.activity_queries import list_shown_twins
from catalogue.keeping.activity_written import Written
from catalogue.keeping.sheet_commands import add_new, add_times
from catalogue.keeping.sheet_forms import Meeting, SheetForm
from catalogue.keeping.sheet_lines import Planned, Standing, plan_sheet, read_day
from catalogue.keeping.sheet_queries import find_place_of_sheet, interest_names, list_standing, list_twins_of_each, write_out
from catalogue.keeping.warning_words import warnings_in
from catalogue.overlap_commands import UnseenOverlapError, hold_overlaps
from catalogue.overlaps import Offering
from catalogue.place_models import Venue
from catalogue.recurrence import Rule
from catalogue.wording import schedule_words
from people.access_views import get_signed_in
from people.sign_in_queries import registry
from people.terms import AuditAction

sheet = Blueprint("sheet", __name__)

CHOOSE = "Noget findes et andet sted. Se på det, og vælg, hvad I gør."


@dataclass(frozen=True)
class Line:
    """What a title of the sheet becomes: a new activity, with its interests and what it is the same as elsewhere, or times."""

    planned: Planned
    written: Written | None = None
    interests: Sequence[str] = ()
    twins: Sequence[ShownTwin] = ()

    @property
    def when(self) -> list[str]:
        """Return the times that are new, in words."""
        return [schedule_words(rule) for rule in self.planned.rules]

    @property
    def warnings(self) -> list[str]:
        """Return what to look at twice."""
        return warnings_in(self.planned.title)


class Typed(NamedTuple):
    """What stands, what was read of the sheet, what of it is new, and the titles of what stands already."""

    standing: Sequence[Standing]
    read: Sequence[tuple[str, Rule]] = ()
    planned: Sequence[Planned] = ()
    known: Sequence[str] = ()


@sheet.route("/personale/steder/<slug:slug>/uge", methods=["GET", "POST"])
@allow(may_keep_place())
def type_in(slug: str) -> Answer:
    """Show the week of a place with room to type; say what was typed as words; publish it."""
    venue = find_place_of_sheet(db.session(), slug) or abort(404)
    form, standing = SheetForm(), list_standing(db.session(), venue.id)
    if request.method == "GET":
        return _page(venue, form, Typed(standing)), 200
    valid = form.validate()
    read = _read(form)
    typed = Typed(standing, read, *plan_sheet(read, standing))
    if not valid or form.errors:
        return _page(venue, form, typed), 422
    return _publish(venue, form, typed) if "udgiv" in request.form else (_page(venue, form, typed, looking=True), 200)


def _read(form: SheetForm) -> list[tuple[str, Rule]]:
    """Return what was typed; what cannot be read is said at its day."""
    found = []
    for weekday, day in enumerate(form.days):
        read, problems = read_day(day.data or "", weekday, now().date())
        found += read
        day.errors = [" ".join(problems)] if problems else day.errors
    return found


def _publish(venue: Venue, form: SheetForm, typed: Typed) -> Answer:
    moment, by, seen, lines = now(), staff_keeper(), form.seen_ids, _lines(venue, typed.planned)
    twins = {each.twin.activity_id for line in lines for each in line.twins}
    if not twins <= seen or (twins and not form.chosen):
        return _ask(venue, form, typed)
    try:
        with writing() as rows:
            hold_overlaps(rows)
            # What somebody else has written in meanwhile stands already.
            planned, _ = plan_sheet(typed.read, list_standing(rows, venue.id))
            new = [(line.written, _goes_out(line, form)) for line in lines if line.written and line.planned in planned]
            for activity_id, (_, public) in zip(add_new(rows, new, seen, moment, by), new, strict=True):
                action = AuditAction.ACTIVITY_PUBLISHED if public else AuditAction.ACTIVITY_CHANGED
                note_kept(rows, action, activity_id, moment)
            for each in planned:
                if each.activity_id is not None:
                    add_times(rows, each, venue.id, seen, moment, by)
                    note_kept(rows, AuditAction.ACTIVITY_CHANGED, each.activity_id, moment)
    except UnseenOverlapError as unseen:
        return _ask(venue, form, typed, unseen.activity_ids)
    return redirect(url_for("sheet.type_in", slug=venue.slug, gemt=len(planned)), 303)


def _goes_out(line: Line, form: SheetForm) -> bool:
    return not line.twins or form.chosen is Meeting.LATER


def _ask(venue: Venue, form: SheetForm, typed: Typed, more: Collection[int] = ()) -> Answer:
    form.meeting.errors = [CHOOSE]
    return _page(venue, form, typed, looking=True, more=more), 422


def _lines(venue: Venue, planned: Sequence[Planned]) -> list[Line]:
    session = db.session()
    new = [each for each in planned if each.activity_id is None]
    written = write_out(session, new, venue.id)
    names, twins = interest_names(session, written), list_twins_of_each(session, written)
    why = iter(shown([twin for alike in twins for twin in alike]))
    lines = [
        Line(each, own, [names[key] for key in own.interest_ids], list(islice(why, len(alike))))
        for each, own, alike in zip(new, written, twins, strict=True)
    ]
    return lines + [Line(each) for each in planned if each.activity_id is not None]


def _page(venue: Venue, form: SheetForm, typed: Typed, *, looking: bool = False, more: Collection[int] = ()) -> str:
    session = db.session()
    lines = _lines(venue, typed.planned) if looking and typed.planned else []
    twins = {each.twin.activity_id for line in lines for each in line.twins}
    # What a new time of something that stands makes it the same as.
    newly = shown(list_shown_twins(session, Offering(typed.planned[0].title), set(more) - twins)) if more else ()
    form.seen.data = ",".join(map(str, sorted(twins.union(more))))
    return render_template(
        "catalogue/keeping/sheet.html",
        venue=venue, form=form, lines=lines, known=typed.known, looking=looking, newly=newly, asks=twins or newly,
        days=[(day, _on(typed.standing, weekday)) for weekday, day in enumerate(form.days)],
        places=registry().find_workplaces(session, get_signed_in().actor.person_id),
    )  # fmt: skip


def _on(standing: Iterable[Standing], weekday: int) -> list[str]:
    """Return what stands on a weekday, as it would hang on the wall, by time."""
    rules = [(each, rule) for each in standing for rule in each.rules if rule.weekday == weekday]
    return [_wall_words(each, rule) for each, rule in sorted(rules, key=lambda pair: (pair[1].start_minute or 0, pair[0].title))]


def _wall_words(each: Standing, rule: Rule) -> str:
    hours = "" if rule.start_minute is None else time_span(rule.start_minute, rule.minutes).removeprefix("kl. ") + " "
    return f"{hours}{each.title}{' (kladde)' if each.is_draft else ''}"
