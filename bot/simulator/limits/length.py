"""How long a text is: LINE counts UTF-16 units in messages and grapheme clusters on labels."""

from __future__ import annotations

import unicodedata

ZERO_WIDTH_JOINER = "\u200d"
# SARA AM of Thai and Lao is a letter (Lo) that UAX #29 makes SpacingMark: it belongs to the cluster before it.
SPACING_LETTERS = frozenset("\u0e33\u0eb3")
EXTENDING_CATEGORIES = frozenset({"Mn", "Me", "Mc"})


def utf16_units(text: str) -> int:
    """Length as LINE counts the characters of a message: an emoji outside the basic plane is two."""
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)


def grapheme_clusters(text: str) -> int:
    """Length as LINE counts the characters of a label: น้ำ is one, a family emoji is one (UAX #29, shortened)."""
    count = 0
    previous = ""
    flags = 0
    for letter in text:
        if _is_flag_half(letter):
            flags += 1
            if flags % 2 == 0:
                previous = letter
                continue
        else:
            flags = 0
        if not (count and _continues(previous, letter)):
            count += 1
        previous = letter
    return count


def _continues(previous: str, letter: str) -> bool:
    if previous == "\r" and letter == "\n":
        return True
    if previous == ZERO_WIDTH_JOINER and ord(letter) > 0x2000:
        return True
    return (
        letter == ZERO_WIDTH_JOINER
        or letter in SPACING_LETTERS
        or unicodedata.category(letter) in EXTENDING_CATEGORIES
        or 0x1F3FB <= ord(letter) <= 0x1F3FF  # skin tones
        or 0xE0020 <= ord(letter) <= 0xE007F  # the letters inside a regional flag
    )


def _is_flag_half(letter: str) -> bool:
    return 0x1F1E6 <= ord(letter) <= 0x1F1FF
