"""What coordinators read about staff, in Danish."""

from __future__ import annotations

from collections.abc import Mapping

from people.staff_rules import Refusal
from people.terms import StaffRole

ROLE_WORDS: Mapping[StaffRole, str] = {
    StaffRole.STAFF: "Personale på et eller flere steder",
    StaffRole.COORDINATOR: "Koordinator for alle steder",
    StaffRole.REVISOR: "Revisor, der læser loggen",
}
REFUSAL_WORDS: Mapping[Refusal, str] = {
    Refusal.LAST_COORDINATOR: "Der skal altid være en koordinator. Gør først en anden til koordinator.",
    Refusal.ENDED: "Adgangen er stoppet. Vælg rolle, og åbn den igen.",
    Refusal.NOT_ENDED: "En anden har lige åbnet adgangen. Se, hvordan den er nu.",
}
