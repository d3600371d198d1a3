"""Which words say what people do together, and which words find it."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue.vocabulary import (
    Vocabulary,
    index_words,
    interest_index_words,
    load_vocabulary,
    query_words,
    split_compound,
    suggest_interests,
)
from catalogue.word_stems import EVERYDAY_WORDS, says_little

VOCABULARY = load_vocabulary()

# Title, description, what a careful reader would choose with the main thing first, what that reader would also accept.
OFFERS = [
    ("Bridge for begyndere", "En garvet spiller hjælper dem, der er nye i klubben.", "bridge", ""),
    ("Højskoleaften", "Foredrag og sang.", "foredrag", "synge"),
    ("Patchwork", "Gruppe i kulturhuset.", "patchwork", ""),
    ("Tirsdagscafé", "Strik, seniorbio, brætspil eller krolf i haven.", "strikke braetspil krolf film", "kaffe"),
    ("Krolf", "Som kroket og golf på én gang. Kaffe i pausen.", "krolf", ""),
    ("Krolf", "Er banen våd, tager vi petanque i stedet.", "krolf", "petanque"),
    ("De Rullende Kugler", "Petanqueklub for unge og ældre.", "petanque", ""),
    ("Spis sammen", "Vi spiser, og så er der banko bagefter.", "spise-sammen banko", ""),
    ("Gammeldags banko", "Vi spiller om kød og rødkål.", "banko", ""),
    ("Bowlingtur", "To ture om året.", "bowling", ""),
    ("Nørklerne", "Vi strikker huer til børn for Røde Kors.", "strikke", ""),
    ("Snit fugle og hyg ved bålet", "Snitning, fuglekugler og snobrød.", "traesnit baal", ""),
    ("Gåtur hver for sig", "Gå, hvor du bor.", "gaa", ""),
    ("Oprydning i eget hjem", "Rengøring og oprydning, hver for sig.", "rydde-op", ""),
    ("Male-workshop for børn", "Alle maler på det samme store værk.", "male", ""),
    ("Fredagsjam", "En kort koncert, og så spiller vi sammen.", "spille-musik", "hoere-musik"),
    ("It", "It i dagcentret.", "it", ""),
    ("Strikkecafé", "Hjælp og hygge. Tag selv kaffe med.", "strikke", "kaffe"),
    ("Strikke- og hæklecafé", "Vi kan også hjælpe dig med at sy.", "strikke", "sy"),
    ("Cykelklub", "Et par timers tur med kaffepause, også på elcykel.", "cykle", ""),
    ("Sy gammelt tøj om", "Børn og unge syr nyt af gammelt i ferien.", "sy", ""),
    ("Hyggecafé", "Kaffe, snak, strikketøj og fællessange.", "kaffe strikke synge", ""),
    ("Husmøde", "Vi planlægger aktiviteter for næste måned.", "bestemme", ""),
    ("Udflugter og bowling", "Biograf, bowling og gåture, som vi selv vælger.", "ture bowling", "gaa film"),
    ("Mindful yoga", "For alle.", "yoga", ""),
    ("Fællesspisning og spilcafé", "Suppe, og bagefter bræt- og kortspil.", "spise-sammen braetspil", "kort"),
    ("Netcafé for gamere", "Spil sammen på gode computere.", "gaming", ""),
    ("Repair Café", "Frivillige fiksere ordner elektronik, tøj, cykler og strik.", "reparere", ""),
    ("Kreative aktiviteter med træ og ler", "Kom og prøv.", "krea trae ler", ""),
    ("Avislæsning", "Vi læser avisen sammen.", "avis", ""),
    ("Formiddagshøjskole", "Foredrag med sang fra Højskolesangbogen. Smørrebrød 80 kr.", "foredrag", "synge"),
    ("Glasværksted", "Gruppe, der arbejder med glas.", "glas", ""),
    ("Petanquesportens dag", "Lån kugler af os.", "petanque", ""),
    ("Havegruppe", "Vi ser hinandens haver og bytter frø.", "have", ""),
    ("Sanse- og urtehave", "Vi ordner haven om sommeren.", "have", ""),
    ("Danmark spiser sammen", "Stor fællesspisning med levende musik.", "spise-sammen", "hoere-musik"),
    ("Hyggeeftermiddag med spil", "Inde og ude.", "braetspil", "kaffe kongespil"),
    ("Keglebillard", "Mild motion ved fire borde.", "billard", ""),
    ("Juleaften sammen", "Andesteg til dem, der ellers sidder alene.", "jul", "spise-sammen"),
    ("Seniormotion", "Først opvarmning, så badminton, krolf eller petanque.", "gymnastik", "badminton krolf petanque"),
    ("Ture ud i det blå", "Vi kører i husets bus.", "ture", ""),
    ("Frimærkeklub", "Vi ser på og bytter frimærker.", "samle", ""),
    ("Café for alle", "En kop kaffe og en snak.", "kaffe", ""),
    ("Trivselsgruppe for børn", "Vi sætter ord på det og hjælper hinanden.", "borger-til-borger", ""),
    ("Julebanko", "Sidebord med and.", "banko", "fejre"),
    ("Foredrag om strik", "En fortæller om garn.", "foredrag", ""),
    ("Kortklub", "Rommy og whist.", "kort", ""),
    ("Kortværksted", "Lave kort til jul.", "papir", ""),
    ("Korthuset", "Kunstner viser sine billeder.", "", "kultur male"),
    ("Kirkekor", "Vi øver hver uge.", "kor", ""),
    ("Vandgymnastik", "I varmtvandsbassinet.", "vandgymnastik", "svoemme"),
    ("Stolegymnastik", "Blid gymnastik for alle.", "stolegymnastik", "gymnastik"),
    ("Dart, billard og bordfodbold", "", "dart billard bordfodbold", ""),
    ("Skriveværksted", "Vi skriver om minder.", "skrive", ""),
    ("Cykel- og gåture", "Ud i det fri.", "cykle gaa", ""),
    ("Mandagsklubben", "Kom og vær med.", "", ""),
    ("Åbent værksted", "For alle, hver onsdag.", "", ""),
    ("Onsdagsholdet", "Det er hverken kort eller dyr mad, og det løber til jul. Tegnet er rødt.", "", ""),
    ("Generalprøven", "Vi har det sjovt og vil gerne have flere med.", "", ""),
]


def ids(words: str) -> set[str]:
    return set(words.split())


def words_in_two_interests(vocabulary: Vocabulary) -> list[str]:
    owners: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for interest in vocabulary.interests:
        for key in Vocabulary(vocabulary.groups, (interest,)).phrases:
            owners[key].add(interest.id)
    return sorted(" ".join(key) for key, found in owners.items() if len(found) > 1)


def interest_words(interest_id: str) -> frozenset[str]:
    interest = VOCABULARY.by_id[interest_id]
    return interest_index_words([interest.name, *interest.synonyms])


def finds(query: str, title: str, *interests: str) -> bool:
    found_by = index_words(title, VOCABULARY).union(*(interest_words(interest) for interest in interests))
    return all(any(word.startswith(asked) for word in found_by) for asked in query_words(query, VOCABULARY))


def test_a_word_belongs_to_one_interest() -> None:
    assert words_in_two_interests(VOCABULARY) == []


def test_a_word_in_two_interests_is_seen() -> None:
    first, second, *rest = VOCABULARY.interests
    doubled = replace(second, synonyms=(*second.synonyms, "Folkekøkkener"))
    assert words_in_two_interests(replace(VOCABULARY, interests=(first, doubled, *rest))) == ["folkekøk*"]


def test_ids_are_slugs_and_belong_to_one_interest_or_group() -> None:
    for rows in (VOCABULARY.groups, VOCABULARY.interests):
        found = [row.id for row in rows]
        assert len(set(found)) == len(found)
        assert all(id_.isascii() and id_ == id_.lower() and id_.replace("-", "").isalnum() for id_ in found)


def test_every_interest_has_many_words_each_said_once() -> None:
    for interest in VOCABULARY.interests:
        said = [interest.name, *interest.synonyms, *interest.false_friends]
        assert len(interest.synonyms) >= 5 and len(set(said)) == len(said), interest.id


def test_only_coffee_and_food_are_for_every_place() -> None:
    assert {interest.id for interest in VOCABULARY.interests if interest.every_place} == {"kaffe", "spise-sammen"}


def test_no_form_word_says_an_interest_but_coffee_and_trips() -> None:
    said = {interest for words, interest in VOCABULARY.phrases.items() if all(map(says_little, words))}
    assert said == {"kaffe", "ture"}


def test_every_everyday_word_is_in_the_vocabulary() -> None:
    assert [word for word in EVERYDAY_WORDS if (word,) not in VOCABULARY.phrases] == []


def test_a_file_that_is_no_vocabulary_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text(json.dumps({"interests": []}))
    with pytest.raises(KeyError):
        load_vocabulary(tmp_path / "other.json")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("nørkleklub", "nørkle klub"), ("strikkecafe", "strikke cafe"), ("strikkeklubben", "strikke klubben"),
        ("tirsdagscafe", "tirsdags cafe"), ("hundehygge", "hunde hygge"), ("syklub", "sy klub"), ("ithold", "it hold"),
        ("håndarbejdscafe", "håndarbejds cafe"), ("kortspil", "kortspil"), ("vandgymnastik", "vandgymnastik"),
        ("spiller", "spiller"), ("erindringsdans", "erindringsdans"), ("kortspillet", "kortspillet"), ("xyz", "xyz"),
        ("klubben", "klubben"), ("korpset", "korpset"), ("seniorgymnastik", "senior gymnastik"),
    ],
)  # fmt: skip
def test_compounds_are_split_into_known_words(word: str, parts: str) -> None:
    assert split_compound(word, VOCABULARY) == tuple(parts.split())


@pytest.mark.parametrize(("title", "description", "chosen", "accepted"), OFFERS)
def test_an_offer_is_given_the_interests_a_careful_reader_would_choose(
    title: str, description: str, chosen: str, accepted: str
) -> None:
    suggested = suggest_interests(title, description, VOCABULARY)
    assert ids(chosen) <= set(suggested) <= ids(chosen) | ids(accepted)
    assert not suggested or suggested[0] in ids(chosen)


def test_the_more_a_text_says_something_the_sooner_it_is_suggested() -> None:
    assert suggest_interests("Yoga og dart", "Dartskive, dartpile og pilekast.", VOCABULARY) == ("dart", "yoga")
    assert suggest_interests("Dart og yoga", "", VOCABULARY) == ("dart", "yoga")


def test_no_more_than_four_are_suggested() -> None:
    assert len(suggest_interests("Skak, dart, billard, yoga, quiz og banko", "", VOCABULARY)) == 4


@pytest.mark.parametrize(
    ("text", "not_this"),
    [
        ("Poolparty", "billard"), ("Kort koncert", "kort"), ("Løb med avisen", "loebe"), ("Hund i snor, tak", "hunde"),
        ("Dagkort", "kort"), ("Kroketter", "kroket"), ("Legehave", "have"),
    ],
)  # fmt: skip
def test_a_false_friend_says_nothing(text: str, not_this: str) -> None:
    assert not_this not in suggest_interests(text, "", VOCABULARY)
    others = [interest for interest in VOCABULARY.interests if interest.id != not_this]
    trusting = replace(VOCABULARY.by_id[not_this], false_friends=())
    assert not_this in suggest_interests(text, "", replace(VOCABULARY, interests=(trusting, *others)))


def test_a_false_friend_covers_only_its_own_words() -> None:
    assert suggest_interests("Billard og poolparty", "", VOCABULARY) == ("billard",)


@pytest.mark.parametrize(
    ("query", "title", "interest"),
    [
        ("pool", "Billard", "billard"), ("strik", "Nørkleklub", "strikke"), ("håndarbejde", "Haandarbejde", ""),
        ("café", "Strikkecafé", ""), ("cafe", "Strikkecafé", ""), ("CAFÉEN", "Strikkecafé", ""),
        ("haandarbejde", "Håndarbejde", ""), ("smedje", "Esse", "metal"), ("smedie", "Esse", "metal"),
        ("kor", "Kirkekor", ""), ("kor", "Koret øver", ""), ("kort", "Kortspil", ""), ("bill", "Billard", ""),
        ("strikkeklub", "Nørklerne", "strikke"), ("strik i en klub", "Nørklerne", "strikke"),
        ("vi vil spille billard", "Keglebillard", "billard"), ("petangue", "Kugler", "petanque"),
        ("gymnastik", "Vandgymnastik", ""), ("teater", "Gadeteater", ""), ("it", "It-café", ""), ("ture", "Ud", "ture"),
        ("åbent hus", "Åbent hus", ""), ("repair café", "Repair Café", ""), ("brætspil", "Bræt- og kortspil", ""),
        ("dans", "Danseaften", ""), ("lave mad", "Kokkehold", "lave-mad"), ("haven", "Havehold", "have"),
    ],
)  # fmt: skip
def test_a_search_finds(query: str, title: str, interest: str) -> None:
    assert finds(query, title, *interest.split())


@pytest.mark.parametrize(
    ("query", "title", "interest"),
    [
        ("kor", "Kortspil", "kort"), ("dans", "Danskcafé", "dansk"), ("café", "Nørkleklub", "strikke"),
        ("hav", "Havnefest", ""), ("billard", "Skak", "skak"), ("strik skak", "Skak", "skak"), ("it", "Italiensk", ""),
        ("ler", "Spiller sammen", "braetspil"), ("strik", "Nørkleklub", ""), ("tur", "Natur", "naturtur"),
    ],
)  # fmt: skip
def test_a_search_passes_over(query: str, title: str, interest: str) -> None:
    assert not finds(query, title, *interest.split())


def test_unclosed_words_would_find_card_games_for_a_choir() -> None:
    found_by = interest_words("kort")
    assert any(word.startswith("kor") for word in found_by)
    assert query_words("kor", VOCABULARY) == ("kor.",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()), ("  ,. ", ()), ("%_", ()), ("og", ("og.",)), ("Strikkecafé", ("strik",)), ("klub", ("klub.",)),
        ("strik strikke", ("strik",)), ("x" * 5000, ("x" * 40,)),
    ],
)  # fmt: skip
def test_a_query_becomes_what_to_look_for(text: str, words: tuple[str, ...]) -> None:
    assert query_words(text, VOCABULARY) == words


def test_a_query_is_bounded() -> None:
    words = query_words(" ".join(f"ord{n}ogmeget{'g' * 90}" for n in range(3000)), VOCABULARY)
    assert len(words) == 8 and all(len(word) <= 40 for word in words)


@pytest.mark.parametrize("text", ["sy" * 9000, "a- " * 9000, "ener" * 9000, "tur ud af " * 3000, "\x00", "é" * 30000])
def test_hostile_text_is_taken_apart_within_bounds(text: str) -> None:
    assert all(len(word) <= 40 for word in index_words(text, VOCABULARY))
    assert len(suggest_interests(text, text, VOCABULARY)) <= 4
