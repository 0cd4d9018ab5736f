"""What of a sentence the classifier looks at. Training and answering call the same functions, so they cannot drift."""

import re
from collections.abc import Iterable
from itertools import chain, combinations, pairwise, repeat
from operator import add

from intents.classify.kinds import kinds

Feature = str | tuple[str, str]
"""A word or kind of word, or a pair of them."""

_DIGIT = re.compile("[1-9]")
_START, _END = "\x02", "\x03"
NO_ROW = 0
"""Row of the weights that belongs to no feature."""
ALWAYS = 2
"""Features that every text has, whatever it says: a text with no others is unfamiliar."""


def word_features(words: list[str]) -> set[Feature]:
    """Words and pairs of neighbouring words; the same with kinds in place of words; and which kinds occur together.

    Blanks are left out, digits masked: 280 and 350 say the same, a number. Every text has the two features of `ALWAYS`:
    its end and its length in doublings, since a greeting is short and an offer long.
    """
    return set(_of_words(words))


def character_features(text: str) -> set[str]:
    """Runs of two and of three characters of the text, its two ends marked, blanks left out, digits masked.

    Runs of four change no figure and cost a third of the time.
    Blanks go because half of the people write none; what remains survives a typo that breaks the words.
    """
    return set(_of_characters(text))


def row_numbers(text: str, words: list[str], word_rows: dict[Feature, int], character_rows: dict[str, int]) -> set[int]:
    """Rows of the weights that this sentence switches on, the unknown features left out.

    Repeated features fall together as row numbers, which are cheaper to compare than letters.
    """
    rows = set(map(word_rows.get, _of_words(words), repeat(NO_ROW)))
    rows.update(map(character_rows.get, _of_characters(text), repeat(NO_ROW)))
    rows.discard(NO_ROW)
    return rows


def _of_words(words: list[str]) -> Iterable[Feature]:
    kept = [word for word in words if word != " "]
    length = f"#length{len(kept).bit_length()}"
    if _DIGIT.search("".join(kept)):
        kept = [_DIGIT.sub("0", word) for word in kept]
    kind_of = kinds().get
    general = list(map(kind_of, kept, kept))
    kept.append(_END)
    pairs = list(pairwise(kept))
    known = {*map(kind_of, kept), *map(kind_of, pairs)}
    kept.append(length)
    present = sorted(filter(None, known))
    if not present:
        return chain(kept, pairs)
    general.append(_END)
    return chain(kept, pairs, present, pairwise(general), combinations([f"{kind}~" for kind in present], 2))


def _of_characters(text: str) -> Iterable[str]:
    """Built by adding neighbouring columns instead of cutting slices: the loop then runs in C."""
    marked = _START + _DIGIT.sub("0", text.replace(" ", "")) + _END
    two = list(map(add, marked, marked[1:]))
    return chain(two, map(add, two, marked[2:]))
