"""Put the reviewed vocabulary and the known areas into the tables, and keep the words activities are found by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from base.danish import slug, sort_key
from base.database import touch_public
from catalogue.interest_models import Interest, InterestGroup, InterestWord
from catalogue.models import Activity, ActivityHost, ActivityInterest, ActivityWord
from catalogue.place_models import Area, Venue
from catalogue.vocabulary import MOST_LETTERS, Vocabulary, index_words, interest_index_words, load_vocabulary

AREAS = {"6000": "Kolding", "6070": "Christiansfeld", "6580": "Vamdrup"}
_AT_ONCE = 500


@lru_cache(maxsize=1)
def shipped_vocabulary() -> Vocabulary:
    """Return the vocabulary that comes with the app, read once."""
    return load_vocabulary()


def ensure_areas(session: Session) -> dict[str, int]:
    """Add the areas that are missing, and return the id of every area by postcode."""
    known = set(session.scalars(select(Area.postcode)))
    session.add_all(
        Area(slug=f"{postcode}-{slug(name)}", postcode=postcode, name=name)
        for postcode, name in AREAS.items()
        if postcode not in known
    )
    session.flush()
    return {postcode: area_id for postcode, area_id in session.execute(select(Area.postcode, Area.id))}


def load_interests(session: Session) -> dict[str, int]:
    """Add the groups, interests and words of the vocabulary that are missing, and return every interest's id by slug.

    What staff have added or moved stays as it is; a second call writes nothing.
    """
    vocabulary = shipped_vocabulary()
    groups = _ids(session, InterestGroup)
    session.add_all(
        InterestGroup(slug=group.id, name=group.name, position=position)
        for position, group in enumerate(vocabulary.groups)
        if group.id not in groups
    )
    session.flush()
    groups, known = _ids(session, InterestGroup), _ids(session, Interest)
    session.add_all(
        Interest(
            slug=interest.id, name=interest.name, sort_key=sort_key(interest.name), group_id=groups[interest.group],
            every_place=interest.every_place,
        )
        for interest in vocabulary.interests
        if interest.id not in known
    )  # fmt: skip
    session.flush()
    interests = _ids(session, Interest)
    _add_words(session, vocabulary, interests)
    return interests


def _ids(session: Session, model: type[Interest] | type[InterestGroup]) -> dict[str, int]:
    return {name: row_id for name, row_id in session.execute(select(model.slug, model.id))}


def _add_words(session: Session, vocabulary: Vocabulary, interests: dict[str, int]) -> None:
    stored = session.execute(select(InterestWord.interest_id, InterestWord.word, InterestWord.false_friend)).all()
    synonyms = {word for _, word, false_friend in stored if not false_friend}
    false_friends = {(interest_id, word) for interest_id, word, false_friend in stored if false_friend}
    for interest in vocabulary.interests:
        interest_id = interests[interest.id]
        session.add_all(
            InterestWord(interest_id=interest_id, word=word, false_friend=False)
            for word in interest.synonyms
            if word not in synonyms
        )
        session.add_all(
            InterestWord(interest_id=interest_id, word=word, false_friend=True)
            for word in interest.false_friends
            if (interest_id, word) not in false_friends
        )
    session.flush()


def index_words_for(session: Session, activity_ids: Sequence[int]) -> None:
    """Write anew the words that activities are found by: of title, description, places, and interests with synonyms."""
    session.flush()
    for start in range(0, len(activity_ids), _AT_ONCE):
        ids = activity_ids[start : start + _AT_ONCE]
        session.execute(delete(ActivityWord).where(ActivityWord.activity_id.in_(ids)))
        rows = [{"activity_id": activity_id, "word": word} for activity_id, word in _words(session, ids)]
        if rows:
            session.connection().execute(insert(ActivityWord), rows)
            touch_public(session)


def _words(session: Session, ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    vocabulary = shipped_vocabulary()
    places: dict[int, list[str]] = defaultdict(list)
    interest_words: dict[int, set[str]] = defaultdict(set)
    at = select(ActivityHost.activity_id, Venue.name, Venue.town).join(Venue, Venue.id == ActivityHost.venue_id)
    for activity_id, name, town in session.execute(at.where(ActivityHost.activity_id.in_(ids))):
        places[activity_id] += [name, town]
    about = select(ActivityInterest.activity_id, Interest.slug, Interest.name).join(
        Interest, Interest.id == ActivityInterest.interest_id
    )
    for activity_id, interest_slug, name in session.execute(about.where(ActivityInterest.activity_id.in_(ids))):
        interest = vocabulary.by_id.get(interest_slug)
        found_by = interest_index_words(interest, vocabulary) if interest else index_words(name, vocabulary)
        interest_words[activity_id] |= found_by
    told = select(Activity.id, Activity.title, Activity.description).where(Activity.id.in_(ids))
    for activity_id, title, description in session.execute(told):
        said = " ".join([title, description, *places[activity_id]])
        words = index_words(said, vocabulary) | interest_words[activity_id]
        yield from ((activity_id, word) for word in {word[:MOST_LETTERS] for word in words})
