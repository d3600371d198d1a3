"""Tell people of what has become of a job: a row in the outbox, in the transaction that made it true. No names go along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy.orm import Session

from jobs.models import Job
from jobs.texts import Tell
from notices.outbox_commands import enqueue, sealed


def tell(
    session: Session, now: dt.datetime, kind: Tell, job: Job, person_ids: Iterable[str], answer_by: dt.datetime | None = None
) -> None:  # fmt: skip
    """Tell these, each once for what happened at this moment; `answer_by` is until when somebody is asked."""
    occasion = job.occasion
    details = {
        "job": job.id, "title": job.posting.title, "starts": occasion.starts_at.isoformat(), "ends": occasion.ends_at.isoformat(),
        "answer_by": answer_by and answer_by.isoformat(),
    }  # fmt: skip
    for person_id in sorted(set(person_ids)):
        enqueue(session, now, kind, sealed(f"{kind} {job.id} {now.timestamp():.6f} {person_id}"), details, person_id)
