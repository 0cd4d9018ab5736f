"""Finding posts by words: 3-grams of the folded text in a text[] column under GIN, so that ไส้อั่ว is found inside
unspaced text, with a typo, in any locale (pg_trgm sees no Thai under LC_CTYPE C)."""

import math
import unicodedata
from collections.abc import Sequence

from rapidfuzz import fuzz, process
from sqlalchemy import Select, any_, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Session

from models.posting import Posting

_TONES = dict.fromkeys(map(ord, "่้๊๋์็"))
ENOUGH_SHARED = 0.5
"""Share of the sought grams that a hit has: one wrong letter spoils three grams."""
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


def matching(db: Session, posts: Select[Posting], sought: str) -> list[int]:
    """Ids of the posts that fit these words, best first, at most 200."""
    wanted = grams(sought)
    if not wanted:
        return []
    found = _by_grams(db, posts, wanted)
    if len(found) < FEW:
        folded = fold(sought)
        names = {
            row.id: fold(row.name) for row in db.execute(posts.with_only_columns(Posting.id, Posting.name).limit(5000))
        }
        alike = process.extract(folded, names, scorer=fuzz.WRatio, limit=20, score_cutoff=ALIKE)
        # WRatio compares parts: three shared letters of a long name are no likeness.
        found += [key for name, _, key in alike if key not in found and fuzz.ratio(folded, name) >= ALIKE]
    return found


def _by_grams(db: Session, posts: Select[Posting], wanted: Sequence[str]) -> list[int]:
    array = literal(list(wanted), ARRAY(TEXT))
    # The array is the outer row's own: one count a candidate, no join.
    terms = func.unnest(Posting.search_terms).table_valued("term").render_derived(name="terms")
    shared = (
        select(func.count()).select_from(terms).where(terms.c.term == any_(array)).correlate(Posting).scalar_subquery()
    )
    hits = posts.where(Posting.search_terms.op("&&")(array)).with_only_columns(Posting.id, shared.label("shared"))
    enough = max(1, math.ceil(len(wanted) * ENOUGH_SHARED))
    rows = [row for row in db.execute(hits.limit(2000)) if row.shared >= enough]
    rows.sort(key=lambda row: (-row.shared, -row.id))
    return [row.id for row in rows[:200]]
