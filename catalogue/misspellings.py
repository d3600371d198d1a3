"""Long words of the vocabulary as they are misspelled: a letter lost, doubled, swapped or taken for one that sounds alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from catalogue.vocabulary import Vocabulary, split_compound
from catalogue.word_stems import stem

_SHORTEST = 8
_SOUND_ALIKE = ("ckgq", "szc", "vw", "ijy", "dt", "mn", "eæ", "oøå")


def corrected(words: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Return folded words with those put right that are one slip from a single long word of the vocabulary."""
    return [_corrected(word, vocabulary) if len(word) >= _SHORTEST else word for word in words]


@lru_cache(maxsize=50_000)
def _corrected(word: str, vocabulary: Vocabulary) -> str:
    if _is_known(word, vocabulary):
        return word
    slips = _slips(vocabulary)
    meant = {slips[form] for form in {word, *_with_one_less(word)} if form in slips}
    near = {other for other in meant if other and _is_one_slip(word, other)}
    return near.pop() if len(near) == 1 else word


def _is_known(word: str, vocabulary: Vocabulary) -> bool:
    return word in vocabulary.longest or f"{stem(word)}*" in vocabulary.longest or len(split_compound(word, vocabulary)) > 1


@lru_cache(maxsize=4)
def _slips(vocabulary: Vocabulary) -> dict[str, str]:
    """Return the long words, and each with one letter less; "" where two words share that."""
    found: dict[str, str] = {}
    for word in sorted({key[0] for key in vocabulary.phrases if len(key) == 1 and len(key[0]) >= _SHORTEST}):
        if not word.endswith("*"):
            for form in {word, *_with_one_less(word)}:
                found[form] = word if found.get(form, word) == word else ""
    return found


def _with_one_less(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(1, len(word)))


def _is_one_slip(word: str, other: str) -> bool:
    if len(word) != len(other):
        longer, shorter = sorted((word, other), key=len, reverse=True)
        return len(longer) - len(shorter) == 1 and shorter in _with_one_less(longer)
    apart = [(one, two) for one, two in zip(word, other, strict=True) if one != two]
    if len(apart) == 2:
        return apart[0] == apart[1][::-1]
    return len(apart) == 1 and any(set(apart[0]) <= set(sounds) for sounds in _SOUND_ALIKE)
