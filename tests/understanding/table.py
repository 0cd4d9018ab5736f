"""Reads this folder's tables: a sentence, a tab, what it says; lines that begin with # group them."""

from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent


def rows(name: str) -> Iterator[tuple[str, str]]:
    """The (sentence, what it says) of a table, in order."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            sentence, _, says = line.partition("\t")
            yield sentence, says
