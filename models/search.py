"""Finding posts by words: 3-grams of the folded text in a text[] column under GIN, so that ไส้อั่ว is found inside
unspaced text, with a typo, in any locale (pg_trgm sees no Thai under LC_CTYPE C)."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlalchemy import Select, any_, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Session

from models.posting import Posting

_TONES = dict.fromkeys(map(ord, "่้๊๋์็"))
ENOUGH_SHARED = 0.5
"""Share of the sought grams that a hit has: one wrong letter spoils three grams."""
LOOSELY = 0.4
"""The same where nothing else was found; it has to be three of them then."""
SHORT = 5
"""Grams of a short word."""
TOGETHER = 80
"""rapidfuzz partial ratio, 0..100, from which a short word stands in a text, one letter of it wrong or missing."""
NAMED = 0.05
"""What a post is worth more whose name holds the words as they are."""
FEW = 3
"""Fewer hits than this: names that sound alike are searched too."""
ALIKE = 70
"""rapidfuzz score, 0..100, from which two names are alike."""


def fold(text: str) -> str:
    """Letters as they are compared: no spaces, no tone marks, Arabic digits, lower case."""
    composed = unicodedata.normalize("NFKC", text).replace("เเ", "แ").lower()
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in composed)
    return "".join(c for c in digits.translate(_TONES) if unicodedata.category(c)[0] in "LMN")


def grams(text: str) -> list[str]:
    """The 3-grams of the folded text, sorted, each once; a shorter text is its own gram."""
    folded = fold(text)
    if len(folded) < 3:
        return [folded] if folded else []
    return sorted({folded[i : i + 3] for i in range(len(folded) - 2)})


def search_terms(*texts: str) -> list[str]:
    """What a post is found by. Short beginnings are kept too, so that ปู finds ปูนา."""
    terms: set[str] = set()
    for text in texts:
        folded = fold(text)
        terms.update(grams(folded))
        terms.update(folded[:n] for n in (1, 2) if len(folded) > n)
    return sorted(terms)


@dataclass(frozen=True)
class Hit:
    """A post that fits, and how well: what of the sought letters it has, 0..1, and `NAMED` for its name."""

    id: int
    worth: float
    text: str = ""
    """Its name and its story."""


def _is_together(hit: Hit, sought: str, count: int) -> bool:
    """Of a short word half its letters stand in any long story: they have to stand together in this one."""
    if count > SHORT or hit.worth >= 1:
        return True
    return fuzz.partial_ratio(fold(sought), fold(hit.text)) >= TOGETHER


def matching(db: Session, posts: Select[Posting], sought: str) -> list[int]:
    """Ids of the posts that fit these words, best first, at most 200."""
    return [hit.id for hit in hits(db, posts, sought)]


def hits(db: Session, posts: Select[Posting], sought: str) -> list[Hit]:
    """The posts that fit these words, best first, at most 200.

    Few of them: names that sound alike too. None at all: what has several of the sought letters together, so that a
    sentence ("เด็กแข่งโค้ด") finds what says the same with other words between.
    """
    wanted = grams(sought)
    if not wanted:
        return []
    shared = _by_grams(db, posts, sought, wanted)
    found = [hit for hit in shared if hit.worth >= ENOUGH_SHARED and _is_together(hit, sought, len(wanted))]
    if len(found) < FEW:
        there = {hit.id for hit in found}
        found += [hit for hit in _alike(db, posts, sought) if hit.id not in there]
    return found or [hit for hit in shared if hit.worth >= LOOSELY and hit.worth * len(wanted) >= FEW]


def _alike(db: Session, posts: Select[Posting], sought: str) -> list[Hit]:
    """Names that sound alike: the order of rapidfuzz, below every hit of the letters themselves."""
    folded = fold(sought)
    names = {
        row.id: fold(row.name) for row in db.execute(posts.with_only_columns(Posting.id, Posting.name).limit(5000))
    }
    alike = process.extract(folded, names, scorer=fuzz.WRatio, limit=20, score_cutoff=ALIKE)
    # WRatio compares parts: three shared letters of a long name are no likeness.
    return [Hit(key, score / 1000) for name, score, key in alike if fuzz.ratio(folded, name) >= ALIKE]


def _by_grams(db: Session, posts: Select[Posting], sought: str, wanted: Sequence[str]) -> list[Hit]:
    array = literal(list(wanted), ARRAY(TEXT))
    # The array is the outer row's own: one count a candidate, no join.
    terms = func.unnest(Posting.search_terms).table_valued("term").render_derived(name="terms")
    shared = (
        select(func.count()).select_from(terms).where(terms.c.term == any_(array)).correlate(Posting).scalar_subquery()
    )
    candidates = posts.where(Posting.search_terms.op("&&")(array)).with_only_columns(
        Posting.id, Posting.name, Posting.description, shared.label("shared")
    )
    rows = db.execute(candidates.limit(2000))
    folded = fold(sought)
    found = [
        Hit(row.id, row.shared / len(wanted) + NAMED * (folded in fold(row.name)), f"{row.name} {row.description}")
        for row in rows
    ]
    found.sort(key=lambda hit: (-hit.worth, -hit.id))
    return found[:200]
