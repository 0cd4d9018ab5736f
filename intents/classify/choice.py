"""From margins to meanings: what the declarations are sure of, what they veto, and how sure the rest is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import exp

from intents.classify.model import Model
from intents.classify.store import classifier
from intents.intent import spoken
from intents.thai.normalise import normalise
from intents.thai.words import without_particles
from intents.thai.words import words as split

NOTHING = "out_of_scope"
"""The meaning of what has no meaning here: no letters, or not one familiar feature."""
CERTAIN = 0.99
"""Confidence of a whole message that a declaration names."""
LOST = 0.3
"""Confidence that a text without any familiar feature is out of scope."""
OFFERED = 4
"""Meanings returned, the best included."""
ROLE_LEANS = {
    "headman": {"broadcast_announcement": 0.15, "delegate_role": 0.1},
    "health_volunteer": {"broadcast_announcement": 0.1},
    "volunteer": {"post_news": 0.1},
    "seller": {"my_posts": 0.1, "post_product": 0.1},
    "inspector": {"report_stats": 0.2},
}
"""Added to the margins (about ±1) of what a role does daily: breaks ties, outweighs nothing clear."""
PENDING_LEAN = 0.3
"""Added to the margins of answers while a question is pending."""


@dataclass(frozen=True)
class Guess:
    """One meaning and how sure it is, 0..1."""

    intent: str
    confidence: float


@dataclass(frozen=True)
class Rules:
    """What the declarations know without statistics, ready to be asked."""

    whole: dict[str, str]
    """Bare phrase → intent."""
    longest: int
    """Characters of the longest bare phrase: longer texts need not be looked up."""
    needs: dict[str, re.Pattern[str]]
    refuses: dict[str, re.Pattern[str]]
    only_pending: frozenset[str]

    def allows(self, intent: str, text: str) -> bool:
        """Whether no rule of the declaration vetoes this intent for a normalised text."""
        need, refusal = self.needs.get(intent), self.refuses.get(intent)
        return (need is None or bool(need.search(text))) and not (refusal is not None and refusal.search(text))


@cache
def rules() -> Rules:
    """The rules of all intents that a sentence can have. Raises ValueError when two intents claim the same whole message."""
    whole: dict[str, str] = {}
    for intent in spoken().values():
        for phrase in intent.whole:
            key = bare(split(normalise(phrase)))
            if whole.setdefault(key, intent.name) != intent.name:
                raise ValueError(f"{phrase!r} is the whole message of both {whole[key]} and {intent.name}")
    return Rules(
        whole=whole,
        longest=max(map(len, whole), default=0),
        needs={i.name: _any_of(i.needs) for i in spoken().values() if i.needs},
        refuses={i.name: _any_of(i.refuses) for i in spoken().values() if i.refuses},
        only_pending=frozenset(i.name for i in spoken().values() if i.only_pending),
    )


def bare(words: list[str]) -> str:
    """The words without particles and blanks, joined: what `whole` phrases are compared by."""
    return "".join(without_particles(words)).replace(" ", "")


def ranking(text: str, words: list[str], *, pending: str | None = None, role: str | None = None) -> list[Guess]:
    """The likeliest meanings of a normalised text, best first, at least one."""
    known = rules()
    said = known.whole.get(bare(words)) if len(text) <= 2 * known.longest else None
    likely = _by_margin(classifier(), known, text, words, pending=pending, role=role)
    if said is None:
        return likely
    rest = [Guess(g.intent, g.confidence * (1 - CERTAIN)) for g in likely if g.intent != said]
    return [Guess(said, CERTAIN), *rest[: OFFERED - 1]]


def _by_margin(
    model: Model, known: Rules, text: str, words: list[str], *, pending: str | None, role: str | None
) -> list[Guess]:
    margins = model.margins(text, words)
    if margins is model.bias:
        return [Guess(NOTHING, LOST)]
    scored = dict(zip(model.labels, margins.tolist(), strict=True))
    for intent in known.only_pending & scored.keys():
        if pending is None:
            del scored[intent]
        else:
            scored[intent] += PENDING_LEAN
    for intent, lean in ROLE_LEANS.get(role or "", {}).items():
        if intent in scored:
            scored[intent] += lean
    allowed = list(_allowed(sorted(scored.items(), key=_margin, reverse=True), known, text))
    if not allowed:
        return [Guess(NOTHING, LOST)]
    best = allowed[0][1]
    weights = [(intent, exp(model.sharpness * (margin - best))) for intent, margin in allowed]
    total = sum(weight for _, weight in weights)
    return [Guess(intent, weight / total) for intent, weight in weights[:OFFERED]]


def _margin(scored: tuple[str, float]) -> float:
    return scored[1]


def _allowed(scored: list[tuple[str, float]], known: Rules, text: str) -> Iterator[tuple[str, float]]:
    return (pair for pair in scored if known.allows(pair[0], text))


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
