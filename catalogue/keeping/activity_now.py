"""What stands now of an activity that two people changed at once, in words, field by field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from catalogue.keeping.activity_rhythms import said
from catalogue.keeping.activity_written import Written
from catalogue.terms import FORM_LABELS, KIND_LABELS, LED_BY_LABELS


def stands_now(
    written: Written, fields: Sequence[str], interests: Mapping[int, str], places: Mapping[int, str], today: dt.date
) -> dict[str, str]:  # fmt: skip
    """Return what stands in these fields of `Written`, by the name of the form's field; names are by id."""
    told: dict[str, str] = {}
    for name in fields:
        value = getattr(written, name)
        if name == "interest_ids":
            told["interest_1"] = ", ".join(interests.get(each, "") for each in value)
        elif name == "venue_ids":
            told[name] = ", ".join(places.get(each, "") for each in value)
        elif name == "times":
            told[name] = "; ".join(said(time.rule, today) for time in value) or "ingen"
        elif isinstance(value, bool):
            told[name] = "ja" if value else "nej"
        else:
            labels = {"form": FORM_LABELS, "kind": KIND_LABELS, "led_by": LED_BY_LABELS}.get(name)
            told[name] = labels.get(value, "") if labels else value  # type: ignore[attr-defined]
    return told
