"""What is said to a person of their own rows."""

from __future__ import annotations

from collections.abc import Mapping

from people.audit_wording import action_words
from people.terms import AuditAction, NoticeWay, StaffRole, Stay

WAYS: Mapping[NoticeWay, str] = {
    NoticeWay.TEXT: "På sms",
    NoticeWay.MAIL: "På mail",
    NoticeWay.STAFF: "Personalet siger det til mig",
    NoticeWay.NONE: "Ingen beskeder",
}
STAYS: Mapping[Stay, str] = {
    Stay.OWN: "din egen telefon eller computer",
    Stay.SHARED: "fælles computer",
    Stay.STAFF: "på arbejde",
}
ROLES: Mapping[StaffRole, str] = {
    StaffRole.STAFF: "personale",
    StaffRole.COORDINATOR: "koordinator",
    StaffRole.REVISOR: "revisor",
}
# To set after "personalet", for the one it was done for.
ACTS_FOR_YOU: Mapping[AuditAction, str] = {**action_words, AuditAction.HELPED: "gjorde noget for dig"}
