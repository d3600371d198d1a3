"""What staff did, in Danish: a verb to set after who did it."""

from __future__ import annotations

from collections.abc import Mapping

from people.terms import AuditAction, AuditKind

action_words: Mapping[AuditAction, str] = {
    AuditAction.SIGNED_IN: "loggede ind",
    AuditAction.PERSON_MADE: "skrev et navn ind",
    AuditAction.CARD_MADE: "lavede et kort",
    AuditAction.CARD_VOIDED: "spærrede et kort",
    AuditAction.PIN_UNLOCKED: "låste en PIN-kode op",
    AuditAction.ACTED_FOR: "begyndte at hjælpe",
    AuditAction.HELPED: "gjorde noget for en anden",
    AuditAction.TOLD: "gav en besked videre",
    AuditAction.GROUP_APPROVED: "sagde ja til en gruppe",
    AuditAction.GROUP_DECLINED: "sagde nej til en gruppe",
    AuditAction.CONTACT_MADE: "gjorde nogen til kontakt",
    AuditAction.STAFF_ADDED: "gav nogen adgang som personale",
    AuditAction.STAFF_MOVED: "ændrede rolle eller steder",
    AuditAction.STAFF_ENDED: "stoppede en adgang",
    AuditAction.STAFF_LINK_MADE: "lavede et link til personale",
    AuditAction.ACTIVITY_PUBLISHED: "udgav en aktivitet",
    AuditAction.ACTIVITY_CHANGED: "ændrede en aktivitet",
    AuditAction.ACTIVITY_WITHDRAWN: "stoppede en aktivitet",
    AuditAction.ACTIVITY_REVIEWED: "sagde, at en aktivitet stadig kører",
    AuditAction.TIME_CHANGED: "aflyste eller flyttede en gang",
    AuditAction.PLACE_CLOSED: "lukkede for i dag eller åbnede igen",
    AuditAction.PLACE_CHANGED: "ændrede et sted",
    AuditAction.PLACES_MERGED: "lagde to steder sammen",
    AuditAction.INTEREST_CHANGED: "ændrede ordlisten",
    AuditAction.PROGRAMME_IMPORTED: "indlæste en liste",
    AuditAction.AGREEMENT_PROPOSED: "foreslog en aftale",
    AuditAction.AGREEMENT_ANSWERED: "svarede på en aftale",
    AuditAction.OPENING_ANSWERED: "svarede på ekstra åbent",
    AuditAction.OPENING_CHANGED: "ændrede ekstra åbent",
    AuditAction.SHIFT_CHANGED: "ændrede en vagt",
    AuditAction.KEY_SHOWN: "noterede, hvem der har fået vist nøgle og alarm",
    AuditAction.JOB_ANSWERED: "svarede på et job",
    AuditAction.JOB_CHANGED: "ændrede et job",
    AuditAction.FIRM_CHANGED: "ændrede et firmas adgang",
}
kind_words: Mapping[AuditKind, str] = {
    AuditKind.PERSON: "person",
    AuditKind.CARD: "kort",
    AuditKind.GROUP: "gruppe",
    AuditKind.STAFF: "personale",
    AuditKind.NOTICE: "besked",
    AuditKind.ACTIVITY: "aktivitet",
    AuditKind.PLACE: "sted",
    AuditKind.INTEREST: "interesse",
    AuditKind.AGREEMENT: "aftale",
    AuditKind.PROGRAMME: "liste",
    AuditKind.OPENING: "ekstra åbent",
    AuditKind.JOB: "job",
    AuditKind.FIRM: "firma",
}
