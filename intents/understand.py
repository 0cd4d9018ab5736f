"""One sentence in, its meaning out: normalise → words → classify → rules of the declarations → entities. Pure.

Words are split once and shared by the classifier and the entities; the whole costs under three times that split.
"""

from datetime import datetime

from intents.classify.choice import ranking
from intents.entities import Home, extract
from intents.thai.normalise import normalise
from intents.thai.words import words as split
from intents.understanding import Understanding

CONFIRM = "confirm"
"""`pending` while a yes or no is awaited; otherwise it is the name of the slot that was asked, or None."""


def understand(
    text: str, *, now: datetime, pending: str | None = None, role: str | None = None, home: Home | None = None
) -> Understanding:
    """What `text` means to the bot when it is said `now` (aware, Asia/Bangkok).

    `pending`: what the bot is waiting for, if anything: "confirm" or a slot's name. `role`: the person's highest role;
    it breaks ties and grants nothing. `home`: where the person lives, to tell places of one name apart.
    Never raises for any text; a text without anything familiar is `out_of_scope` with a low confidence.
    """
    normal = normalise(text)
    words = split(normal)
    best, *others = ranking(normal, words, pending=pending, role=role)
    entities, unclear = extract(normal, words, intent=best.intent, now=now, home=home, original=text)
    return Understanding(
        text=normal,
        intent=best.intent,
        confidence=best.confidence,
        entities=tuple(entities),
        alternatives=tuple((guess.intent, guess.confidence) for guess in others),
        unclear=unclear,
    )


def understand_as(text: str, intent: str, *, now: datetime, home: Home | None = None) -> Understanding:
    """The same sentence once its meaning has been told ("which of these?"): only its entities are read."""
    normal = normalise(text)
    entities, unclear = extract(normal, split(normal), intent=intent, now=now, home=home, original=text)
    return Understanding(text=normal, intent=intent, confidence=1.0, entities=tuple(entities), unclear=unclear)


def warm_up(now: datetime) -> None:
    """Loads the dictionary, the classifier (trained now if the cache is cold) and every table: at start."""
    understand("สวัสดีค่ะ พรุ่งนี้ขายไส้อั่วโลละ 280 บาท ม.9 ต.ในเมือง โทร 081-000-0000", now=now)
