"""What of a sentence the classifier looks at. Training and answering call the same functions, so they cannot drift."""

import re
from collections.abc import Iterable
from itertools import chain, combinations, pairwise
from operator import add

from intents.classify.kinds import kinds

Feature = str | tuple[str, str]
"""A word or kind of word, or a pair of them."""

_DIGITS = str.maketrans("123456789", "000000000")
_HAS_DIGIT = re.compile("[0-9]")
_START, _END = "\x02", "\x03"
ALWAYS = 2
"""Features that every text has, whatever it says: a text with no others is unfamiliar."""


def word_features(words: list[str]) -> set[Feature]:
    """Words and pairs of neighbouring words; the same with kinds in place of words; and which kinds occur together.

    Blanks are left out, digits masked: 280 and 350 say the same, a number. Every text has the two features of `ALWAYS`:
    its end and its length in doublings, since a greeting is short and an offer long.
    """
    kept = [word for word in words if word != " "]
    if _HAS_DIGIT.search("".join(kept)):
        kept = [word.translate(_DIGITS) for word in kept]
    kind_of = kinds().get
    general = map(kind_of, kept, kept)
    present = sorted({*filter(None, map(kind_of, kept)), *filter(None, map(kind_of, pairwise(kept)))})
    together = combinations([f"{kind}~" for kind in present], 2)
    ended = pairwise(chain(kept, (_END,)))
    length = f"#length{len(kept).bit_length()}"
    return {_END, length, *kept, *ended, *present, *pairwise(chain(general, (_END,))), *together}


def character_features(text: str) -> set[str]:
    """Runs of two and of three characters of the text, its two ends marked, blanks left out, digits masked.

    Runs of four change no figure and cost a third of the time.
    Blanks go because half of the people write none; what remains survives a typo that breaks the words. Built by
    adding neighbouring columns instead of cutting slices: the loop then runs in C.
    """
    marked = f"{_START}{text.translate(_DIGITS).replace(' ', '')}{_END}"
    two = list(map(add, marked, marked[1:]))
    return {*two, *map(add, two, marked[2:])}


def row_numbers(
    text: str, words: list[str], word_rows: dict[Feature, int], character_rows: dict[str, int]
) -> Iterable[int]:
    """Rows of the weights that this sentence switches on. Row 0 belongs to none, so that `filter` drops the unknown."""
    return chain(
        filter(None, map(word_rows.get, word_features(words))),
        filter(None, map(character_rows.get, character_features(text))),
    )
