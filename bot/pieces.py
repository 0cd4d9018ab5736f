"""An offer in pieces: a line that nobody asked for just now is put where it belongs, not read as something new."""

import re
from dataclasses import replace
from typing import Final

from bot.correcting import correctable, is_question
from bot.draft import Dialogue, Draft, Filled
from bot.moves import Said
from bot.progress import Step, advance, is_fuller
from intents.intent import Slot, Value
from intents.understanding import Understanding

WHOLE = 0.8
"""Share of a sentence from which something named in it is all that it says."""
MEASURES = ("time", "phone", "price", "quantity")
"""What no thing is called by."""
_ANYTHING: Final = "ปะการังนิพพาน"
"""Words that only a parser of free words takes."""
_AT: Final = re.compile(r"ที่(?=วัด|บ้าน|ศาลา|ลาน|โรงเรียน|หน้า|ท่า|ริม|สนาม|ตลาด|ศูนย์|หอ|ทุ่ง|หาด)")
_PAY: Final = re.compile(
    r"(?:ราคา|ค่าเข้า|ค่าผ่านประตู|เก็บ|เสีย|คิด)?\s?(?:คนละ|หัวละ)?\s?(\d[\d,]*\s?(?:บาท|฿|บ\.))\s?(?:ค่ะ|ครับ|คับ|จ้า|จ้ะ|เด้อ)?$"
)
_OPEN: Final = re.compile(r"เปิด\s?(?:ทุกวัน|ตั้งแต่|ตลอด|\d|วัน|จันทร์|เสาร์)")
"""Begins the hours of a sight."""
_BESIDE: Final = re.compile(r"(?:อยู่)?(?:ท้าย|หัว|กลาง|หน้า|หลัง|ข้าง|ริม|ติด|เลย|ใกล้|ตรงข้าม|ปาก|ทางเข้า|ในซอย|ซอย)")
"""Begins where something is."""


def piece(dialogue: Dialogue, said: Said) -> Step | None:
    """ "กระปุกละ", "หกโมงเช้า", or the same name in full: one more line of the open form, whatever is pending."""
    draft = dialogue.draft
    if draft is None or draft.pending is None or draft.pending.kind == "replace" or not draft.is_checked:
        return None
    is_offer = draft.declaration.takes_photos or draft.declaration.by_button_only
    if not is_offer or is_question(said.understanding.text):
        return None
    values = _fuller_name(draft, said.understanding) or _line(draft, said)
    if not values:
        return None
    changed = draft.filled({name: Filled(value, said.message_id) for name, value in values.items()})
    return advance(dialogue.heard().with_draft(replace(changed, asked={})), after_correction=True)


def is_elsewhere(draft: Draft, understood: Understanding) -> bool:
    """Whether what was written as the answer to "what is it called?" is a time, a price or a place of this form."""
    slots = {slot.name for slot in draft.declaration.slots}
    if any(e.key in MEASURES and e.key in slots and _is_all(e.end - e.start, understood) for e in understood.entities):
        return True
    if "time" in slots and _OPEN.match(understood.text):
        return True
    # A sight may be called after where it is; a feast is not.
    return "place" in slots and not draft.pin_slot and _AT.match(understood.text) is not None


def is_fee(draft: Draft, text: str) -> bool:
    """ "ราคา 20 บาท" while it is asked where a sight is: what one pays there."""
    return any(slot.name == "fee" for slot in draft.declaration.slots) and _PAY.match(text) is not None


def _line(draft: Draft, said: Said) -> dict[str, Value]:
    """The one other line that the whole sentence fits; of two it might be neither."""
    text, found = said.understanding.text, dict[str, Value]()
    if is_elsewhere(draft, said.understanding) and _AT.match(text) and "place" not in draft.slots:
        return {"place": _AT.sub("", text)}
    pays = _PAY.match(text)
    if pays is not None and is_fee(draft, text):
        return {"fee": pays[1]}
    if draft.pin_slot and _BESIDE.match(text):
        return {"place": text}
    for slot in correctable(draft):
        if slot.is_only_named:
            continue
        is_asked = draft.pending is not None and draft.pending.slot == slot.name
        reading = None if is_asked or slot.is_verbatim or _takes_anything(slot, said) else slot.value_of(text, said.now)
        if reading is None:
            continue
        if not isinstance(reading, str) or 2 * len(reading) >= len(text):
            found[slot.name] = reading
    return found if len(found) == 1 else {}


def _takes_anything(slot: Slot, said: Said) -> bool:
    return slot.parse(_ANYTHING, said.now) is not None


def _fuller_name(draft: Draft, understood: Understanding) -> dict[str, Value]:
    """ "น้ำพริก", then "น้ำพริกตาแดง": no other thing, the same one spelt out."""
    spoken = understood.values().get("name", "")
    is_said = is_fuller(draft, understood) and _is_all(len(str(spoken)), understood)
    return {"name": spoken} if is_said else {}


def _is_all(length: int, understood: Understanding) -> bool:
    return length >= WHOLE * len(understood.text)
