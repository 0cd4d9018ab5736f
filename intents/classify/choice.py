"""From margins to meanings: what the declarations are sure of, what they veto, and how sure the rest is."""

import re
from dataclasses import dataclass
from functools import cache
from math import exp
from operator import add
from typing import NamedTuple

from intents.classify.examples import UNADDRESSED
from intents.classify.store import classifier
from intents.intent import spoken
from intents.thai.normalise import normalise
from intents.thai.words import PARTICLES, without_particles
from intents.thai.words import words as split

NOTHING = "out_of_scope"
"""The meaning of what has no meaning here: no letters, or not one familiar feature."""
CERTAIN = 0.99
"""Confidence of a whole message that a declaration names."""
_LAST_LETTER = "\u2000"
"""Behind it come signs and emoji, none of which is a letter of what is said here."""
PARTICLES_LENGTH = 12
"""Characters of blanks, particles and signs allowed around a whole message: "ค่ะ 🙏🙏"."""
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
BYSTANDERS = frozenset({"resident", "seller", "youth", "inspector"})
"""Roles to whom nobody's megaphone belongs: their unaddressed notice is news. That of somebody who has one is an
announcement, which is checked and confirmed by button before anything is sent."""
CALLS = re.compile(
    r"ทุก(?:คน|บ้าน|หลัง|ท่าน|ครัว|ครอบครัว)|พี่น้อง|ลูกบ้าน|ชาวบ้าน|ผู้ปกครอง|สมาชิก|ขอ(?:ให้|เชิญ|ความ|แจ้ง)|เชิญ|โปรด|กรุณา|(?<!จะ)อย่า(?!ง)|ห้าม|งด|ระวัง|เตรียม"
    r"|ช่วยกัน|(?:เอา|พา|นำ|ถือ|หิ้ว)[^ ]{1,24}(?:มา|ไป)(?:ด้วย|แต่|นำ|ที่|\s|\Z)|มารับ|มาเอา|ออกมา|ด่วน|ใคร(?!ขาย|มี)|ผู้ที่"
    r"|ท่านใด|ติดต่อ|ให้(?:มา|ออก|ไป|นำ|เอา|พา)|มาด้วย"
    r"|รีบ|อพยพ|ปิดบ้าน|เปิดบ้าน|เก็บของ|สำรอง"
)
"""Whose role is unknown announces only with a word to the villagers; bare news of what will be stays news."""
SAYS_SO = re.compile(r"\W*(?:ขอ|ฝาก|โปรด)?(?:ประกาศ|แจ้ง|ประชาสัมพันธ์)")
"""A notice that begins with the word for one is an announcement whoever sends it."""
NEVER = -1e6
"""The margin of what is ruled out."""
_HOPELESS = 1.5
"""A margin so far below the best one is no likely meaning: less than one in a thousand."""
_NOTHING_LEFT = 3.0
"""Below the best margin by so much, a share is nothing beside it."""
PENDING_LEAN = 0.3
"""Added to the margins of answers while a question is pending."""


class Guess(NamedTuple):
    """One meaning and how sure it is, 0..1."""

    intent: str
    confidence: float


@dataclass(frozen=True)
class Rules:
    """What the declarations know without statistics, ready to be asked."""

    whole: dict[str, str]
    """Bare phrase → intent."""
    first_words: frozenset[str]
    """With which words, besides particles, a message that is wholly a phrase can begin."""
    longest: int
    """Characters of the longest such message with its particles."""
    needs: dict[str, re.Pattern[str]]
    refuses: dict[str, re.Pattern[str]]
    vetoed: frozenset[str]
    """Intents that have needs or refusals; the others need not be asked."""
    only_pending: frozenset[str]

    def allows(self, intent: str, text: str) -> bool:
        """Whether no rule of the declaration vetoes this intent for a normalised text."""
        need, refusal = self.needs.get(intent), self.refuses.get(intent)
        return (need is None or bool(need.search(text))) and not (refusal is not None and refusal.search(text))

    def said(self, text: str, words: list[str]) -> str | None:
        """The intent of which a text is a whole message. Nearly all texts are too long or begin otherwise."""
        if not words or len(text) > self.longest or (words[0] not in self.first_words and words[0] not in PARTICLES):
            return None
        return self.whole.get(bare(words))


@cache
def rules() -> Rules:
    """The rules of all intents that a sentence can have.

    Raises ValueError when two intents claim the same whole message.
    """
    whole: dict[str, str] = {}
    first_words = set()
    for intent in spoken().values():
        for phrase in intent.whole:
            words = split(normalise(phrase))
            first_words.add((without_particles(words) or words)[0])
            if whole.setdefault(bare(words), intent.name) != intent.name:
                raise ValueError(f"{phrase!r} is the whole message of both {whole[bare(words)]} and {intent.name}")
    return Rules(
        whole=whole,
        first_words=frozenset(first_words),
        longest=max(map(len, whole), default=0) + PARTICLES_LENGTH,
        needs={i.name: _any_of(i.needs) for i in spoken().values() if i.needs},
        refuses={i.name: _any_of(i.refuses) for i in spoken().values() if i.refuses},
        vetoed=frozenset(i.name for i in spoken().values() if i.needs or i.refuses),
        only_pending=frozenset(i.name for i in spoken().values() if i.only_pending),
    )


def bare(words: list[str]) -> str:
    """The words without particles and blanks, joined: what `whole` phrases are compared by. A sign may be one: 👍."""
    told = without_particles(words)
    if not told or told[0] in PARTICLES:
        told = [word for word in words if word[0] > _LAST_LETTER] or told
    return "".join(told).replace(" ", "")


def ranking(text: str, words: list[str], *, pending: str | None = None, role: str | None = None) -> list[Guess]:
    """The likeliest meanings of a normalised text, best first, at least one."""
    said = rules().said(text, words)
    likely = _by_margin(text, words, pending is not None, role or "")
    if said is None:
        return likely
    rest = [Guess(g.intent, g.confidence * (1 - CERTAIN)) for g in likely if g.intent != said]
    return [Guess(said, CERTAIN), *rest[: OFFERED - 1]]


def _by_margin(text: str, words: list[str], is_pending: bool, role: str) -> list[Guess]:
    model, known = classifier(), rules()
    margins = model.margins(text, words)
    if margins is model.bias:
        return [Guess(NOTHING, LOST)]
    scores = list(map(add, margins.tolist(), _leans(is_pending, role)))
    _resolve_notice(scores, model.labels, role, text)
    best: list[int] = []
    for label in sorted(range(len(scores)), key=scores.__getitem__, reverse=True):
        if len(best) > 1 and scores[label] < scores[best[0]] - _HOPELESS:
            break
        intent = model.labels[label]
        if intent not in known.vetoed or known.allows(intent, text):
            best.append(label)
            if len(best) == OFFERED:
                break
        else:
            scores[label] = NEVER
    top, sharpness = scores[best[0]], model.sharpness
    shares = [exp(sharpness * (score - top)) if score > top - _NOTHING_LEFT else 0.0 for score in scores]
    total = sum(shares)
    return [Guess(model.labels[label], shares[label] / total) for label in best if shares[label] > 0.0]


def _resolve_notice(scores: list[float], labels: tuple[str, ...], role: str, text: str) -> None:
    """ "พรุ่งนี้ไฟดับ 9 โมงถึงบ่าย 3" turns to nobody: from a headman it is an announcement, from a resident news."""
    if UNADDRESSED not in labels:
        return  # trained on other examples
    notice = labels.index(UNADDRESSED)
    said, scores[notice] = scores[notice], NEVER
    if said < max(scores) - _HOPELESS:
        return
    is_bare = role in BYSTANDERS or (not role and not CALLS.search(text))
    is_news = is_bare and not SAYS_SO.match(text)
    meaning = "post_news" if is_news else "broadcast_announcement"
    meant = labels.index(meaning)
    scores[meant] = max(scores[meant], said)


@cache
def _leans(is_pending: bool, role: str) -> list[float]:
    """What the situation adds to the margin of each label."""
    answers, role_leans = rules().only_pending, ROLE_LEANS.get(role, {})
    pending_lean = PENDING_LEAN if is_pending else NEVER
    return [role_leans.get(x, 0.0) + (pending_lean if x in answers else 0.0) for x in classifier().labels]


def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
