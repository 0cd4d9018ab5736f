"""Kinds of words (`kinds.txt`): what the statistics cannot learn from a few thousand sentences, but anybody knows."""

from functools import cache
from pathlib import Path

from intents.thai.words import words as split

Key = str | tuple[str, ...]
"""A word, or the pair of words into which an entry is split."""

FILE = Path(__file__).with_name("kinds.txt")


@cache
def kinds() -> dict[Key, str]:
    """Word (or pair of neighbouring words) → kind, marked with # so that no word of a sentence can equal it.

    Raises ValueError when a word is given two kinds, or when an entry is more than two words to the tokeniser.
    """
    found: dict[Key, str] = {}
    for kind, entries in listed().items():
        for entry in entries:
            parts = split(entry)
            if len(parts) > 2:
                raise ValueError(f"{entry} ({kind}) is more than two words: {' | '.join(parts)}")
            key: Key = parts[0] if len(parts) == 1 else tuple(parts)
            if found.setdefault(key, f"#{kind}") != f"#{kind}":
                raise ValueError(f"{entry} is of two kinds: {found[key]} and #{kind}")
    return found


def listed() -> dict[str, list[str]]:
    """Kind → its entries, as the file has them."""
    lines = (line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return {kind: entries.split() for kind, _, entries in (line.partition(":") for line in lines)}
