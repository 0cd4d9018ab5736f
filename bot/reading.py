"""A stored event, read as what the dialogue is given: a sentence understood, a button, something else that was sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy.orm import Session

from bot.draft import Dialogue
from bot.line.events import Event
from bot.moves import Began, Input, Said, Tapped
from intents.entities import Home
from intents.intent import Value, declared
from intents.understand import understand, understand_as
from intents.understanding import Understanding
from models.person import Person
from models.role import Role, roles_in

WEIGHTIEST = (
    Role.HEADMAN,
    Role.DELEGATE,
    Role.VOLUNTEER,
    Role.STAFF,
    Role.HEALTH_VOLUNTEER,
    Role.SELLER,
    Role.YOUTH,
    Role.RESIDENT,
)
_PARTICLES = re.compile(
    r"(?:ครับ|คับ|ค้าบ|คร้าบ|งับ|ฮะ|คะ|ค่ะ|ค่า|จ้ะ|จ๊ะ|จ้า|เจ้า|เด้อ|นะ|น้า|น่ะ|อะ|อ่ะ|ดิ|วะ|ว่ะ|ลูก|หลาน|หน่อย|\s|[.!?🙏])+$"
)
"""Says how, not what: a shape need not name them all."""
ANSWERED = ("sticker", "audio", "video", "file", "location", "image")
"""Kinds of message that have an intent of their own, sent_KIND."""


@dataclass(frozen=True)
class Arrived:
    """A stored event, ready to be handled."""

    id: int
    received_at: datetime
    """Real time."""
    event: Event


def read(db: Session, arrived: Arrived, state: Dialogue, person: Person, now: datetime) -> Input:
    """The event as the dialogue's input."""
    event, input_id = arrived.event, f"e{arrived.id}"
    if event.type == "message" and event.message_type == "text" and event.text.strip():
        return _sentence(db, input_id, event, state, person, now)
    if event.type == "postback":
        return _button(input_id, event.postback, now)
    if event.type == "follow":
        return Began(input_id, "sent_follow")
    if event.type == "message" and event.message_type == "text":
        return Began(input_id, "sent_blank")
    if event.type == "message" and event.message_type in ANSWERED:
        where: dict[str, Value] = {}
        if event.lat is not None and event.lng is not None:
            where = {"lat": event.lat, "lng": event.lng}
        return Began(input_id, f"sent_{event.message_type}", where, event.message_id)
    return Began(input_id, "sent_unknown")


def _sentence(db: Session, input_id: str, event: Event, state: Dialogue, person: Person, now: datetime) -> Input:
    written = event.text.strip()
    bare = _PARTICLES.sub("", written)
    for pattern, intent, slot in _shapes():
        if pattern.fullmatch(written) or pattern.fullmatch(bare):
            if slot:
                return Began(input_id, intent, {slot: written}, event.message_id, now)
            return Said(input_id, read_as(event.text, intent, person, now), now, event.message_id, event.text)
    draft = state.draft
    pending = None
    if draft is not None and draft.pending is not None:
        pending = draft.pending.slot if draft.pending.kind == "slot" else "confirm"
    understood = understand(event.text, now=now, pending=pending, role=_role(db, person, now), home=_home(person))
    return Said(input_id, understood, now, event.message_id, event.text)


def read_as(text: str, intent: str, person: Person, now: datetime) -> Understanding:
    """The sentence as this person means it, where the intent is known already."""
    return understand_as(text, intent, now=now, home=_home(person))


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple(
        (re.compile(shape, re.IGNORECASE), intent.name, intent.slots[0].name if intent.slots else "")
        for intent in declared().values()
        for shape in intent.shapes
    )


def _role(db: Session, person: Person, now: datetime) -> str | None:
    """The role that colours what a person means: a headman's "แจ้ง…" is an announcement sooner than a visitor's."""
    if person.village is None:
        return None
    held = roles_in(db, person, person.village, now)
    return next((role.value for role in WEIGHTIEST if role in held), None)


def _home(person: Person) -> Home | None:
    village = person.village
    return Home(village.tambon, village.amphoe, village.province) if village else None


def _button(input_id: str, fields: Mapping[str, str], now: datetime) -> Input:
    """Postback data as bot/line/render.py wrote it; forged or foreign data is a button of no card."""
    if "m" in fields:
        return Tapped(input_id, fields.get("d", ""), fields["m"], fields.get("v", ""), now)
    intent = fields.get("i", "")
    if intent in declared():
        values: dict[str, Value] = {k.removeprefix("v."): v for k, v in fields.items() if k.startswith("v.")}
        return Began(input_id, intent, values, now=now)
    return Tapped(input_id, "", "")
