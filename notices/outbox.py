"""What the app keeps of its outbox: the kinds of notice, and what sends them."""

from __future__ import annotations

from dataclasses import dataclass, field

from notices.kinds import Kinds
from notices.sent_file import SentFile
from people.terms import NoticeWay

CARRIED = frozenset({NoticeWay.TEXT, NoticeWay.MAIL})


@dataclass
class Outbox:
    """The kinds of notice of an app, and its sender: None where nothing can be sent yet, and what is to be sent waits."""

    sender: SentFile | None
    kinds: Kinds = field(default_factory=Kinds)

    @property
    def ways(self) -> frozenset[str]:
        """Return the ways that are open: what is written that way is sent."""
        return CARRIED if self.sender else frozenset()
