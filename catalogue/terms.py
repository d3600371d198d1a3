"""The words that are stored as codes, each with what it says on screen."""

from __future__ import annotations

from enum import StrEnum


class VenueKind(StrEnum):
    """What sort of place it is."""

    PHYSICAL = "physical"
    OUTSIDE = "outside"
    ONLINE = "online"


class HoursKind(StrEnum):
    """Whether the door is open or somebody is there for you."""

    OPEN = "open"
    STAFFED = "staffed"


class Form(StrEnum):
    """How people are together."""

    ON_THE_SPOT = "on_the_spot"
    ONLINE = "online"
    BROADCAST = "broadcast"
    EACH_AT_HOME = "each_at_home"


class Kind(StrEnum):
    """What sort of activity it is."""

    ORDINARY = "ordinary"
    COURSE = "course"
    VISITING_HOURS = "visiting_hours"
    PEER_TO_PEER = "peer_to_peer"
    STEPPING_STONE = "stepping_stone"


class LedBy(StrEnum):
    """Who stands at the head of it."""

    STAFF = "staff"
    VOLUNTEERS = "volunteers"
    USERS = "users"


class Status(StrEnum):
    """Whether the public sees it."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Change(StrEnum):
    """What is different about one time of a series."""

    CANCELLED = "cancelled"
    CLOSED = "closed"
    MOVED = "moved"


class Instead(StrEnum):
    """The chosen lines of "I stedet kan du …"."""

    DROP_IN = "drop_in"
    CALL = "call"
    OTHER_PLACE = "other_place"
    NEXT_TIME = "next_time"


class Ending(StrEnum):
    """What two places agree on when they make the same (design §5); `FAR` is *forskellig* with nothing more to say."""

    TOGETHER = "together"
    MOVE = "move"
    DIFFERENT = "different"
    FAR = "far"
    STOP_ONE = "stop_one"


class AgreementState(StrEnum):
    """Where an agreement stands: `VOID` since an edit altered what is the same, `REOPENED` by one of the parties."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"
    VOID = "void"
    REOPENED = "reopened"


class WishKind(StrEnum):
    """What somebody says of an interest: that they would like it, or that they could stand at the head of it."""

    WANT = "want"
    CAN_LEAD = "can_lead"


FORM_LABELS = {
    Form.ON_THE_SPOT: "Vi mødes på stedet",
    Form.ONLINE: "På nettet",
    Form.BROADCAST: "Vi sender live",
    Form.EACH_AT_HOME: "Sammen – hver for sig",
}
KIND_LABELS = {
    Kind.COURSE: "Kursus",
    Kind.VISITING_HOURS: "Hurtig hjælp",
    Kind.PEER_TO_PEER: "Fra menneske til menneske",
    Kind.STEPPING_STONE: "Et godt sted at begynde",
}
LED_BY_LABELS = {
    LedBy.STAFF: "Personalet er med",
    LedBy.VOLUNTEERS: "Frivillige er med",
    LedBy.USERS: "Vi, der kommer her, står for det",
}
CHANGE_LABELS = {
    Change.CANCELLED: "Aflyst denne gang",
    Change.CLOSED: "Vi holder lukket",
    Change.MOVED: "Flyttet, se ny tid",
}
INSTEAD_LABELS = {
    Instead.DROP_IN: "I stedet kan du bare kigge forbi.",
    Instead.CALL: "I stedet kan du ringe og få en snak.",
    Instead.OTHER_PLACE: "I stedet kan du se, hvad der sker andre steder.",
    Instead.NEXT_TIME: "Vi ses næste gang.",
}
ENDING_LABELS = {
    Ending.TOGETHER: "Gå sammen",
    Ending.MOVE: "Flyt den ene",
    Ending.DIFFERENT: "De er forskellige",
    Ending.FAR: "For langt at rejse",
    Ending.STOP_ONE: "Lad den ene stoppe",
}
