"""What is typed of an activity, by staff and by groups alike, and how somebody chooses what becomes of what is the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from base.forms import Form
from catalogue.importing.cells import Cell
from catalogue.keeping.activity_queries import PossibleHost
from catalogue.keeping.activity_time_forms import TimeForm
from catalogue.keeping.activity_written import LISTED, PLAIN, Written, in_order
from catalogue.keeping.cpr_forms import refuse_cpr
from catalogue.keeping.watched_forms import WatchedForm
from catalogue.names import Names
from catalogue.overlap_queries import Twin
from catalogue.terms import FORM_LABELS, KIND_LABELS, LED_BY_LABELS, Ending, Kind, LedBy
from catalogue.terms import Form as Way
from people.registry import Workplace

Code = TypeVar("Code", bound=StrEnum)

LATER = "later"
NAMELESS_TITLE = "Skriv, hvad I laver, med et par ord."
_SHORT, _LONG, _LONGEST = Length(max=200), Length(max=1_000), Length(max=10_000)


def _labelled(labels: Mapping[Any, str]) -> list[SelectChoice]:
    return [SelectChoice(str(value), words) for value, words in labels.items()]


class ChoiceForm(Form):
    """What becomes of the activities elsewhere that are the same; `seen` are the ids of those that were shown."""

    seen = HiddenField()
    ending = RadioField("Hvad vil I gøre?", validate_choice=False)
    difference = TextAreaField("Hvad er forskelligt?", validators=[Length(max=500)])
    joined_id = RadioField("Hvilken vil I gå sammen med?", coerce=int, validate_choice=False)

    def show(self, twins: Sequence[Twin], seen: Collection[int], may_propose: bool, may_join: bool) -> None:
        """Ask about these activities: only a party may propose an agreement, only what is not out can join another."""
        self.seen.data = ",".join(map(str, sorted(seen)))
        asked = {LATER: "Udgiv nu, og lav en aftale senere"}
        if may_propose:
            asked[Ending.DIFFERENT] = "De er forskellige. Skriv hvordan"
            asked[Ending.FAR] = "Der er for langt imellem"
        if may_propose and may_join:
            asked[Ending.TOGETHER] = "Vi vil gå sammen. Vent med at udgive"
        self.ending.choices = _labelled(asked)
        named = [(twin.activity_id, f"{twin.title}, {twin.places[0][1]}") for twin in twins]
        self.joined_id.choices = [SelectChoice(*each) for each in named]
        self.asks_with_whom = may_propose and may_join and len(twins) > 1

    @property
    def seen_ids(self) -> frozenset[int]:
        """The ids of the activities elsewhere that were shown."""
        return frozenset(int(each) for each in (self.seen.data or "").split(",") if each.isdecimal() and len(each) < 10)

    def validate_ending(self, chosen: Field) -> None:
        """Ask for a choice where there was something to choose about."""
        if not self.seen_ids:
            chosen.data = LATER
        elif chosen.data not in (LATER, Ending.DIFFERENT, Ending.FAR, Ending.TOGETHER):
            raise ValidationError("Vælg, hvad I vil gøre.")

    def validate_difference(self, words: Field) -> None:
        """Ask for words where they are what is agreed on."""
        if self.ending.data == Ending.DIFFERENT and self.seen_ids and not words.data:
            raise ValidationError("Skriv, hvad der er forskelligt.")
        refuse_cpr(words)

    def validate_joined_id(self, chosen: Field) -> None:
        """Ask with whom; where there is one alone, it is that."""
        if self.ending.data == Ending.TOGETHER and chosen.data not in self.seen_ids:
            if len(self.seen_ids) > 1:
                raise ValidationError("Vælg den, I vil gå sammen med.")
            chosen.data = next(iter(self.seen_ids), None)


@dataclass(frozen=True)
class Possible:
    """What there is to choose between: interests by shelf with those the words suggest, and places."""

    names: Names
    hosts: Sequence[PossibleHost]
    suggested: Sequence[int] = ()


class ActivityForm(WatchedForm, ChoiceForm):
    """All that is written of an activity; its times are rows of their own."""

    agreed = HiddenField()
    title = StringField("Hvad laver I?", validators=[DataRequired(NAMELESS_TITLE), _SHORT])
    description = TextAreaField("Fortæl lidt mere", validators=[_LONGEST])
    interest_1 = SelectField("Mest om", coerce=int, default=0)
    interest_2 = SelectField("Også om", coerce=int, default=0)
    interest_3 = SelectField("Også om, nummer to", coerce=int, default=0)
    interest_4 = SelectField("Også om, nummer tre", coerce=int, default=0)
    venue_ids = SelectMultipleField(
        "Hvor er det?", coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    when_words = StringField("Uden fast dag: hvornår, med ord", validators=[_SHORT])
    form = SelectField("Hvordan er I sammen?", choices=_labelled(FORM_LABELS), default=Way.ON_THE_SPOT)
    kind = SelectField(
        "Hvad slags er det?", choices=_labelled({Kind.ORDINARY: "En aktivitet", **KIND_LABELS}), default=Kind.ORDINARY
    )
    led_by = SelectField("Hvem står for det?", choices=_labelled({"": "Det siger vi ikke", **LED_BY_LABELS}), default="")
    price = StringField("Pris", validators=[_SHORT])
    food = StringField("Mad og drikke", validators=[_SHORT])
    way_in = TextAreaField("Sådan kommer man ind", validators=[_LONG])
    demands = StringField("Det skal man bruge", validators=[_SHORT])
    meets_you = StringField("Hvem møder man?", validators=[_SHORT])
    may_just_look = BooleanField("Du må gerne bare kigge")
    bring_a_friend = BooleanField("Du må gerne tage en ven med")
    bring_a_dog = BooleanField("Du må gerne tage din hund med")
    children_welcome = BooleanField("Børn kan være med")
    quiet = BooleanField("Her er roligt")
    step_free = BooleanField("Du kan komme ind uden trin")
    alcohol_free = BooleanField("Vi drikker ikke alkohol her")

    TICKS = (
        "may_just_look", "bring_a_friend", "bring_a_dog", "children_welcome", "quiet", "step_free", "alcohol_free",
    )  # fmt: skip

    def __init__(self, possible: Possible, rows: Sequence[TimeForm], **given: Any) -> None:
        super().__init__(**given)
        self.rows = rows
        self.offer(possible)
        self.possible = possible.hosts
        self.fixed = [host.place for host in possible.hosts if not host.theirs]
        self.free = [host.place for host in possible.hosts if host.theirs]
        self.venue_ids.choices = [SelectChoice(place.id, place.name) for place in self.free]
        if len(self.free) == 1 and not self.fixed:
            self.venue_ids.data = [self.free[0].id]
        for row in rows:
            row.be_at(self.chosen)

    @property
    def chosen(self) -> list[Workplace]:
        """The places it is to be at, by name."""
        return [each.place for each in self.possible if not each.theirs or each.place.id in (self.venue_ids.data or [])]

    @property
    def interests(self) -> list[Field]:
        """The fields of the interests, the main one first."""
        return [self.interest_1, self.interest_2, self.interest_3, self.interest_4]

    def offer(self, possible: Possible) -> None:
        """Offer the interests, those that the words suggest first."""
        named = {each.id: each.name for each in possible.names.interests}
        first = [SelectChoice(each, named[each], optgroup="Måske") for each in possible.suggested]
        rest = [
            SelectChoice(each.id, each.name, optgroup=each.group_name)
            for each in possible.names.interests
            if each.id not in possible.suggested
        ]
        for one in self.interests:
            one.choices = [SelectChoice(0, "Vælg" if one is self.interest_1 else "Ikke mere"), *first, *rest]

    def suggest(self, interest_ids: Sequence[int]) -> None:
        """Choose what the words suggest where nothing is chosen."""
        if not any(one.data for one in self.interests):
            for one, interest_id in zip(self.interests, interest_ids, strict=False):
                one.data = interest_id

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields and each row of times."""
        fine = [super().validate(extra_validators), *(row.validate() for row in self.rows)]
        return all(fine)

    def problems(self) -> list[tuple[str | None, str]]:
        """Return what is to be mended, also in the rows."""
        in_rows = [problem for row in self.rows for problem in row.problems()]
        return [*super().problems(), *((to, sentence) for to, sentence in in_rows if to)]

    def validate_title(self, title: Field) -> None:
        """Ask for a title that can be seen."""
        if not Cell("", title.data).is_visible:
            raise ValidationError(NAMELESS_TITLE)
        refuse_cpr(title)

    def validate_description(self, text: Field) -> None:
        """Refuse the number of a person, here as in every text."""
        refuse_cpr(text)

    validate_when_words = validate_price = validate_food = validate_description
    validate_way_in = validate_demands = validate_meets_you = validate_description

    def validate_venue_ids(self, chosen: Field) -> None:
        """Ask for a place where none is chosen."""
        if not chosen.data and not self.fixed:
            raise ValidationError("Vælg mindst ét sted.")

    def validate_led_by(self, chosen: Field) -> None:
        """Hold an empty choice for none."""
        chosen.data = chosen.data or None

    def written(self, first: Sequence[int] = ()) -> Written:
        """Return what is typed, also where some of it is not yet right; places keep the order of `first`, which they had."""
        chosen = [place.id for place in self.chosen]
        venue_ids = [each for each in first if each in chosen] + [each for each in chosen if each not in first]
        plain = {name: self[name].data for name in PLAIN}
        typed = {
            "form": _one_of(Way, self.form.data) or Way.ON_THE_SPOT,
            "kind": _one_of(Kind, self.kind.data) or Kind.ORDINARY,
            "led_by": _one_of(LedBy, self.led_by.data),
        }
        return Written(
            **(plain | typed),
            interest_ids=tuple(dict.fromkeys(one.data for one in self.interests if one.data)),
            venue_ids=tuple(venue_ids),
            times=in_order(row.time for row in self.rows if row.time),
        )


def typed_of(written: Written) -> dict[str, Any]:
    """Return what the form holds of what is written, its rows of times apart."""
    plain = {name: getattr(written, name) for name in PLAIN if name not in LISTED}
    interests = {f"interest_{at}": each for at, each in enumerate(written.interest_ids[:4], start=1)}
    return plain | interests | {"venue_ids": list(written.venue_ids), "led_by": written.led_by or ""}


def _one_of(codes: type[Code], value: str | None) -> Code | None:
    return codes(value) if value in list(codes) else None
