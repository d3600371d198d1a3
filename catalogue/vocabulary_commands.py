"""Put the reviewed vocabulary and the known areas into the tables, and keep the words activities are found by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from hashlib import sha256

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from base.danish import slug, sort_key
from base.database import touch_public
from catalogue.interest_models import Interest, InterestGroup, InterestSearchWord, InterestWord
from catalogue.models import ActivityWord
from catalogue.overlap_models import OverlapState
from catalogue.place_models import Area
from catalogue.vocabulary import Vocabulary, index_words, interest_index_words, load_vocabulary
from catalogue.vocabulary_queries import make_vocabulary

AREAS = {"6000": "Kolding", "6070": "Christiansfeld", "6580": "Vamdrup"}
_AT_ONCE = 500


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
    vocabulary = load_vocabulary()
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
    added = {interest_id for name, interest_id in interests.items() if name not in known}
    index_interests(session, added | _add_words(session, vocabulary, interests))
    note_vocabulary(session)
    return interests


def note_vocabulary(session: Session) -> bool:
    """Note the digest of the vocabulary as it now stands in the tables, and say whether it was another until now.

    Each process makes its vocabulary anew when the digest is a new one; what is the same at several places is then to be
    compared anew (`overlap_commands.renew_overlaps`), which is the caller's.
    """
    session.flush()
    made = make_vocabulary(session)
    digest = sha256(repr((made.groups, made.interests)).encode()).hexdigest()
    if digest == session.scalar(select(OverlapState.vocabulary_digest)):
        return False
    session.execute(update(OverlapState).values(vocabulary_digest=digest))
    return True


def _ids(session: Session, model: type[Interest] | type[InterestGroup]) -> dict[str, int]:
    return {name: row_id for name, row_id in session.execute(select(model.slug, model.id))}


def _add_words(session: Session, vocabulary: Vocabulary, interests: dict[str, int]) -> set[int]:
    """Add the words that are missing, and return the ids of the interests that have a new synonym."""
    stored = session.execute(select(InterestWord.interest_id, InterestWord.word, InterestWord.false_friend)).all()
    synonyms = {word for _, word, false_friend in stored if not false_friend}
    false_friends = {(interest_id, word) for interest_id, word, false_friend in stored if false_friend}
    new = [
        InterestWord(interest_id=interests[interest.id], word=word, false_friend=False)
        for interest in vocabulary.interests
        for word in interest.synonyms
        if word not in synonyms
    ]
    session.add_all(new)
    session.add_all(
        InterestWord(interest_id=interests[interest.id], word=word, false_friend=True)
        for interest in vocabulary.interests
        for word in interest.false_friends
        if (interests[interest.id], word) not in false_friends
    )
    session.flush()
    return {word.interest_id for word in new}


def index_interests(session: Session, interest_ids: Collection[int]) -> None:
    """Write anew the words that the activities of some interests are found by, from their names and synonyms."""
    session.execute(delete(InterestSearchWord).where(InterestSearchWord.interest_id.in_(interest_ids)))
    synonyms: dict[int, list[str]] = defaultdict(list)
    for interest_id, word in session.execute(
        select(InterestWord.interest_id, InterestWord.word).where(~InterestWord.false_friend)
    ):
        synonyms[interest_id].append(word)
    named = select(Interest.id, Interest.name).where(Interest.id.in_(interest_ids))
    rows = [
        {"interest_id": interest_id, "word": word}
        for interest_id, name in session.execute(named)
        for word in interest_index_words([name, *synonyms[interest_id]])
    ]
    if rows:
        session.execute(insert(InterestSearchWord), rows)
        touch_public(session)


def write_words(session: Session, said: Mapping[int, Collection[str]]) -> None:
    """Write anew the words of their own that activities are found by, by activity id."""
    ids = list(said)
    for start in range(0, len(ids), _AT_ONCE):
        session.execute(delete(ActivityWord).where(ActivityWord.activity_id.in_(ids[start : start + _AT_ONCE])))
    rows = [{"activity_id": activity_id, "word": word} for activity_id, words in said.items() for word in words]
    if rows:
        # Not by way of the ORM, which takes half as long again while the lock is held.
        session.connection().execute(insert(ActivityWord), rows)
        touch_public(session)


def words_of(title: str, description: str, *places: str) -> frozenset[str]:
    """Return the words of its own that an activity is found by; `places` are names and towns."""
    return index_words(" ".join([title, description, *places]), load_vocabulary())
