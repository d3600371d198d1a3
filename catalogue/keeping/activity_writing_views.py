"""Write an activity, new or not: the form with its presses, what asks first, and what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from base.database import db, writing
from base.web import now
from catalogue.cases.carrying_out_commands import RefusedError
from catalogue.cases.proposal import REFUSAL_WORDS
from catalogue.keeping.activity_effects import Effects, effects_of
from catalogue.keeping.activity_forms import LATER, ActivityForm, Possible, typed_of
from catalogue.keeping.activity_keeper import Keeper
from catalogue.keeping.activity_keeping_views import Answer, Back, note_kept, shown
from catalogue.keeping.activity_now import stands_now
from catalogue.keeping.activity_proposing_commands import propose_ending
from catalogue.keeping.activity_queries import (
    PossibleHost,
    find_activity_to_keep,
    has_places_to_ask,
    interest_slugs,
    list_different_times,
    list_overlapping,
    list_possible_hosts,
    list_shown_twins,
    written_of,
)
from catalogue.keeping.activity_time_forms import MOST_ROWS, TimeForm, numbers_of, row_of
from catalogue.keeping.activity_written import Time, Written, differing
from catalogue.keeping.publishing_commands import Came, ChangedMeanwhileError, NoActivityError, add_activity, change_activity
from catalogue.keeping.warning_words import description_warnings, title_warnings, warnings_in
from catalogue.models import Activity
from catalogue.name_queries import load_names
from catalogue.names import Names
from catalogue.overlap_commands import UnseenOverlapError
from catalogue.overlap_queries import Twin, list_twins
from catalogue.terms import Ending, LedBy, Status
from catalogue.vocabulary import suggest_interests
from catalogue.vocabulary_queries import read_vocabulary
from people.terms import AuditAction

WARNED = ("when_words", "price", "food", "way_in", "demands", "meets_you")
CHANGED = "Nogen har ændret den, mens du skrev. Du har ikke mistet noget. Se, hvad der står nu, og gem igen."
NO_INTEREST = "Vælg, hvad man laver. Det kan vi ikke se af titlen."
ENOUGH_ROWS = f"Der er plads til {MOST_ROWS} tider. Skriv resten som en aktivitet for sig."
LOOKS = ("tid", "sig", "findes")


@dataclass
class Writing:
    """Somebody who writes: as whom, where it leads back to, and the activity if there is one; `here` is where a new one is."""

    keeper: Keeper
    back: Back
    heading: str
    activity: Activity | None = None
    here: int | None = None
    shown: dict[str, Any] = field(default_factory=dict)

    @property
    def is_out(self) -> bool:
        """Say whether the public sees it."""
        return self.activity is not None and self.activity.status == Status.PUBLISHED


def write(desk: Writing) -> Answer:
    """Show the form, answer what is pressed in it, or save what is typed."""
    hosts = list_possible_hosts(db.session(), desk.keeper, desk.activity, desk.here)
    if not hosts:
        return render_template("catalogue/keeping/activity_nowhere.html", desk=desk), 200
    form = _form(desk, hosts)
    pressed = request.form.get("goer", "")
    if not form.is_submitted() or pressed.startswith("fjern-") or pressed in LOOKS:
        for row in form.rows:
            row.validate()
        if pressed == "findes":
            desk.shown["alike"] = shown(list_twins(db.session(), _offering(form.written()), _id_of(desk)))
        return _page(desk, form, 200)
    if not form.validate():
        return _page(desk, form, 422)
    publish = pressed == "udgiv"
    if (publish or desk.is_out) and not form.written().interest_ids:
        form.interest_1.errors = [NO_INTEREST]
        return _page(desk, form, 422)
    effects = _effects(desk, form.written())
    if effects and form.agreed.data != effects.digest:
        form.agreed.data = effects.digest
        desk.shown["effects"] = effects.sentences({host.place.id: host.place.name for host in hosts})
        return _page(desk, form, 422)
    return _save(desk, form, publish)


def _form(desk: Writing, hosts: Sequence[PossibleHost]) -> ActivityForm:
    session, activity = db.session(), desk.activity
    names = load_names(session)
    known = written_of(activity) if activity else _nothing_yet(desk, names)
    form = ActivityForm(
        Possible(names, hosts), _rows(known),
        data=typed_of(known) | {"version": str(activity.sequence) if activity else ""},
    )  # fmt: skip
    if desk.keeper.group_id is not None:
        form.led_by.data = LedBy.USERS
    slugs = suggest_interests(form.title.data or "", form.description.data or "", read_vocabulary(session))
    ids = {each.slug: each.id for each in names.interests}
    suggested = [ids[slug] for slug in slugs if slug in ids]
    form.offer(Possible(names, hosts, suggested))
    if form.is_submitted():
        form.suggest(suggested)
        form.show(_twins(form, form.seen_ids), form.seen_ids, _may_propose(desk, form), not desk.is_out)
    return form


def _nothing_yet(desk: Writing, names: Names) -> Written:
    """Return a new activity as the link that led here has it: with the interest of an empty cell of the map of gaps."""
    asked = [each.id for each in names.interests if each.slug == request.args.get("interesse")]
    return Written("", venue_ids=(desk.here,) if desk.here else (), interest_ids=tuple(asked))


def _rows(known: Written) -> list[TimeForm]:
    today, pressed = now().date(), request.form.get("goer", "")
    if request.method != "POST":
        stored = [row_of(at, today, time) for at, time in enumerate(known.times)]
        return stored or [TimeForm(0, today, formdata=None)]
    numbers = [each for each in numbers_of(request.form.getlist("raekke")) if f"fjern-{each}" != pressed]
    rows = [TimeForm(each, today) for each in numbers]
    if (pressed == "tid" or not rows) and len(rows) < MOST_ROWS:
        rows.append(TimeForm(max(numbers, default=-1) + 1, today, formdata=None))
    return rows


def _save(desk: Writing, form: ActivityForm, publish: bool) -> Answer:
    moment, activity_id = now(), _id_of(desk)
    known = [host.venue_id for host in desk.activity.hosts] if desk.activity else []
    written, ending, by = form.written(known), form.ending.data, desk.keeper
    publish = publish and ending != Ending.TOGETHER
    try:
        with writing() as rows:
            if activity_id is None:
                activity_id, came = add_activity(rows, written, moment, by, publish=publish, seen=form.seen_ids)
            else:
                version = int(form.version.data) if re.fullmatch("[0-9]{1,9}", form.version.data or "") else -1
                came = change_activity(
                    rows, activity_id, version, written, moment, by, publish=publish, seen=form.seen_ids
                )  # fmt: skip
            if ending != LATER:
                propose_ending(
                    rows, activity_id, Ending(ending), form.seen_ids, moment, by,
                    words=form.difference.data or "", joined_id=form.joined_id.data,
                )  # fmt: skip
            done = AuditAction.ACTIVITY_PUBLISHED if came is Came.OUT else AuditAction.ACTIVITY_CHANGED
            note_kept(rows, done, activity_id, moment)
    except UnseenOverlapError as unseen:
        return _ask_about(desk, form, form.seen_ids | unseen.activity_ids)
    except RefusedError as refused:
        form.ending.errors = [REFUSAL_WORDS[refused.why]]
        return _page(desk, form, 422)
    except ChangedMeanwhileError:
        return _show_what_stands(desk, form)
    except NoActivityError:
        abort(404)
    return redirect(url_for("keeping.edit", activity_id=activity_id, gemt=came.value), 303)


def _ask_about(desk: Writing, form: ActivityForm, activity_ids: frozenset[int]) -> Answer:
    twins = _twins(form, activity_ids)
    form.show(twins, activity_ids, _may_propose(desk, form), not desk.is_out)
    form.ending.data = None
    return _page(desk, form, 422)


def _show_what_stands(desk: Writing, form: ActivityForm) -> Answer:
    activity = find_activity_to_keep(db.session(), desk.activity.id if desk.activity else 0) or abort(404)
    stands, typed = written_of(activity), form.written()
    desk.activity = activity
    names = {each.id: each.name for each in load_names(db.session()).interests}
    places = {host.venue_id: host.venue.name for host in activity.hosts}
    told = stands_now(stands, differing(stands, typed), names, places, now().date())
    form.tell_what_stands(CHANGED, [(form[name], words) for name, words in told.items() if name in form], str(activity.sequence))
    form.form_errors += [f"Tiderne nu: {told['times']}"] if "times" in told else []
    return _page(desk, form, 409)


def _page(desk: Writing, form: ActivityForm, status: int) -> Answer:
    session = db.session()
    if len(form.rows) >= MOST_ROWS and request.form.get("goer") == "tid":
        form.form_errors = [ENOUGH_ROWS]
    vocabulary = read_vocabulary(session)
    warned = {name: warnings_in(form[name].data or "") for name in WARNED} | {
        "title": title_warnings(form.title.data or "", vocabulary),
        "description": description_warnings(form.description.data or ""),
    }
    asks = desk.keeper.group_id is not None and not desk.is_out and has_places_to_ask(session, desk.keeper.group_id)
    if "case" not in desk.shown and form.seen_ids:
        desk.shown["case"] = shown(_twins(form, form.seen_ids))
    open_case = desk.is_out and not form.is_submitted() and bool(list_overlapping(session, _id_of(desk) or 0))
    return render_template(
        "catalogue/keeping/activity.html", form=form, desk=desk, activity=desk.activity, warned=warned, asks=asks,
        open_case=open_case, came=request.args.get("gemt"), **({"case": [], "alike": None, "effects": []} | desk.shown),
    ), status  # fmt: skip


def _twins(form: ActivityForm, activity_ids: frozenset[int]) -> list[Twin]:
    return list_shown_twins(db.session(), _offering(form.written()), activity_ids) if activity_ids else []


def _offering(written: Written) -> Any:
    return written.offering(interest_slugs(db.session(), written.interest_ids))


def _effects(desk: Writing, written: Written) -> Effects | None:
    if not desk.activity or not desk.is_out:
        return None
    today = now().date()
    stored = {each.id: Time(each.venue_id, each.rule()) for each in desk.activity.schedules}
    return effects_of(stored, written.times, list_different_times(db.session(), desk.activity.id, today), today)


def _may_propose(desk: Writing, form: ActivityForm) -> bool:
    by = desk.keeper
    return by.group_id is not None or (by.venue_ids is not None and not by.venue_ids.isdisjoint(form.written().venue_ids))


def _id_of(desk: Writing) -> int | None:
    return desk.activity.id if desk.activity else None
