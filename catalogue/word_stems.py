"""Danish words taken apart: endings off, compounds split, and the words that say nothing of what people do."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache

from base.danish import fold

# How, when, where and with whom people meet says nothing of what they do.
FORM_WORDS = frozenset(
    fold(
        """
        café kafé cafeteria klub hold værksted aften eftermiddag formiddag morgen nat dag uge weekend måned time
        timer mandag tirsdag onsdag torsdag fredag lørdag søndag sommer efterår vinter forår hus huset åben åbent
        åbne sal rum lokale stue stuen center centret sted hjørne bar lounge hal plads bord senior seniorer ældre
        pensionist pensionister junior juniorer ungdom voksen voksne ung unge børn barn familie familier mænd mand
                mande herre herrer pige piger dreng drenge kvinde kvinder dame damer begynder begyndere nybegynder
        øvet øvede alle fælles fællesskab         folke sammen samvær selskab socialt hygge hyggelig hyggeligt kaffe
        te snak tur ture turen gruppe grupper         kreds forening laug team netværk møde møder træf event
        arrangement arrangementer aktivitet aktiviteter         kursus kurser workshop undervisning skole intro
        introduktion opstart start turnering stævne mesterskab         program lokal by land lands sogn sogne kirke
        kultur bibliotek beboer bruger medlem gratis ny nye stor store         lille god gode
        """
    ).split()
)
# Mostly about something else in running text: alone in a description they suggest nothing, and only as they stand here.
EVERYDAY_WORDS = frozenset(
    fold(
        """
        aner arabisk arkiv avis avisen aviser baby bager bal balance band bands bevægelse bibel bier biografen
        blomster blues bog bold bolde boller bondegård breve bytte bælter bøger bøn casino chat computer computere
        core cykel cyklen cykler data dekoration dekorationer diskussion domino drama dyr dyrene engelsk
        erfaringsudveksling fejre ferie fest fester flet flette fletter forfædre fransk frisør frivillig frivillige
        frokost fødselsdag fødselsdage galleri game genbrug glas grill grænser grøntsager guitar harmonika have
        haven haver hest heste historie hobby hund hunde høns idræt improvisation indflydelse instrumenter italiensk
        job jul jule julen kamera kegler keyboard knytte kobber kommunikation kort krans kreativ kreative
        kreativitet kreativt kugler kunst kurve lagkage langbord lappe lapper ledsager ler livsglæde livskvalitet
        lopper læse læser læsning løb løber løbere mad magic makker mal maler marmelade massage mentor mestring
        metal middag minder mobil modellere most motion museet museum musical mønt natur nyheder online oplæg
        orkester pandekager papirer patch pc perle perler pil pile pinse politik polsk postkort pårørende påske
        påsken rejse rejser relationer rengøring ride rundstykker rådgivning saft samfund samlere samtale samtaler
        selvtillid selvværd skind skriv skrive skriver skuespiller smartphone småkager snit sorg spansk spil spis
        spise stald stalden sten stilhed sting strike styrke suppe svampe svømmehal swing sysler tablet tandem tegn
        tegne tegner terninger tjans tro trommer træ træn træne træner træning tysk udstilling ukrainsk vafler vagt
        vagter vejledning virtuel viser vægte vært værter zoom æbleskiver
        """
    ).split()
)
LITTLE_WORDS = frozenset(
    fold(
        """
        af andre at blot da de dem den der deres det dig din dit dine du efter eller en er et for fra før få gerne
        han har hos hvad hver hvis hvor hvordan i ikke ind jeg jer kan kom lidt man med meget men mere mig min nogle
        nogen når ned og også om op os over på samt se selv som så til ud under uden ved vi vil vores være
        """
    ).split()
)

_ENDINGS = ("ernes", "erne", "enes", "ene", "ens", "ets", "ers", "ede", "er", "en", "et", "es", "e")
_JOINTS = ("", "s")
_VOWELS = frozenset("aeiouyæøå")
_SHORTEST_STEM = 3
_SHORTEST_EDGE = 4
_SUSPENDED = re.compile(r"(\w+)-(?=,?\s+(?:\w+-,?\s+){0,3}(?:og|eller|samt)\s+(\w{1,40})\b)")


def spelled_out(text: str, known: Container[str]) -> str:
    """Write what a hyphen stands for: "bræt- og kortspil" gives "brætspil og kortspil" where "spil" is known."""

    def joined(match: re.Match[str]) -> str:
        word = fold(match[2])
        return match[1] + (split_into(word, known) or known_edges(word, known))[-1]

    return _SUSPENDED.sub(joined, text) if "-" in text else text


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Take the endings off a folded word, lightly: "strikker" and "strikkede" give "strik", "klubberne" gives "klub".

    At least three letters with a vowel among them are left, and what is left begins the word.
    """
    while (shorter := _shortened(word)) != word:
        word = shorter
    return word


def _shortened(word: str) -> str:
    for ending in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _SHORTEST_STEM and not _VOWELS.isdisjoint(rest):
            return _without_double(rest)
    genitive = len(word) > 5 and word[-1] == "s" and word[-2] not in _VOWELS and word[-2] != "s"
    return word[:-1] if genitive else word


def _without_double(rest: str) -> str:
    doubled = len(rest) > _SHORTEST_STEM and rest[-1] == rest[-2] and rest[-1] not in _VOWELS
    return rest[:-1] if doubled else rest


_FORM_STEMS = frozenset(map(stem, FORM_WORDS))


def is_form_word(word: str) -> bool:
    """Tell whether a folded word, whatever its ending, says how people meet rather than what they do."""
    return stem(word) in _FORM_STEMS


def says_little(word: str) -> bool:
    """Tell whether a folded word is a form word or one of the little words between the others."""
    return word in LITTLE_WORDS or is_form_word(word)


def without_form(word: str) -> str:
    """Return a folded word less the form word that ends it, whatever begins it: "lektiecafeen" gives "lektie"."""
    for size in range(len(word) - _SHORTEST_STEM, _SHORTEST_STEM, -1):
        if is_form_word(word[-size:]):
            return word[:-size]
    return word


def split_into(word: str, known: Container[str]) -> tuple[str, ...]:
    """Split a compound into two or more known words, the first as long as can be; return () where it is none.

    Any part may be inflected, which covers the joints -e- and -er-; a joint -s- belongs to no part. Words of two
    letters can only come first.
    """
    dead: set[int] = set()

    def split_from(start: int) -> tuple[str, ...]:
        if start in dead:
            return ()
        for end in range(len(word) if start else len(word) - 1, start + (2 if start else 1), -1):
            part = word[start:end]
            ending_only = end < len(word) and stem(word[start:]) == stem(part)
            if ending_only or (part not in known and stem(part) not in known):
                continue
            if end == len(word):
                return (part,)
            for joint in _JOINTS:
                rest = split_from(end + len(joint)) if word.startswith(joint, end) else ()
                if rest:
                    return (part, *rest)
        dead.add(start)
        return ()

    return split_from(0)


def known_edges(word: str, known: Container[str]) -> tuple[str, str]:
    """Return the longest known words of four letters or more that begin and end a word; "" where there is none."""
    sizes = range(len(word) - _SHORTEST_STEM, _SHORTEST_EDGE - 1, -1)
    return (
        next((word[:size] for size in sizes if word[:size] in known), ""),
        next((word[-size:] for size in sizes if word[-size:] in known), ""),
    )
