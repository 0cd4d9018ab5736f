"""A line of the open form is corrected by typing it, whatever is pending."""

import re
from dataclasses import replace
from typing import Final

from bot.draft import Dialogue, Draft, Filled
from bot.moves import (
    Said,
)
from bot.progress import SURE, Step, advance, has_form, named_values
from intents.intent import Slot, Value, declared
from intents.understanding import Understanding

LINE = 24
"""Letters of a sentence under a notice from which it is no line of it."""
CLEAR = 0.8
"""Confidence from which a question is one."""
_QUESTION: Final = re.compile(
    r"(?:ไหม|มั้ย|มัย|หรือยัง|รึยัง|ปะ|ป่าว|เปล่า|(?:อะไร|ไหน|ยังไง)บ้าง)\s*(?:คะ|ค่ะ|ครับ|คับ|จ๊ะ|จ้ะ|จ้า)?\s*\??$"
)


def corrected(dialogue: Dialogue, said: Said) -> Step | None:
    """ "ราคา 300": a line is corrected by typing it, whatever is pending."""
    draft = dialogue.draft
    if draft is None or not draft.is_checked or not draft.declaration.slots:
        return None
    understood = said.understanding
    values = introduced(draft, said)
    if not values and draft.pending and draft.pending.kind in ("confirm", "edit"):
        values = _bare_values(draft, understood) or _by_its_look(draft, said)
    if not values:
        return None
    changed = draft.filled({name: Filled(value, said.message_id) for name, value in values.items()})
    # Something was learnt: what is pending is asked anew, not a second time.
    return advance(dialogue.heard().with_draft(replace(changed, asked={})), after_correction=True)


def corrected_preview(dialogue: Dialogue, said: Said) -> Step | None:
    """Under a preview a new value is a correction, however it is said: "เออ ราคา 50 นะ" is no yes to the old price."""
    draft = dialogue.draft
    if draft is None or draft.pending is None or draft.pending.kind != "confirm" or not draft.declaration.slots:
        return None
    text = said.understanding.text
    values = introduced(draft, said) or _suggested(draft, said)
    for slot in correctable(draft):
        # A slot's own title in the middle of a sentence; the shorter words ("มี", "ขาย") only begin one.
        at = -1 if slot.is_verbatim else text.find(slot.title)
        if not values and at > 0:
            later = replace(said, understanding=replace(said.understanding, text=text[at:]))
            values = introduced(draft, later)
    changed = {name: Filled(value, said.message_id) for name, value in values.items()}
    if not changed:
        return None
    return advance(dialogue.heard().with_draft(draft.filled(changed)), after_correction=True)


def _suggested(draft: Draft, said: Said) -> dict[str, Value]:
    """One of the answers that this form itself suggests, typed: "สิ้นเดือน", "ไม่ด่วน"."""
    text = said.understanding.text.strip()
    meant = [slot for slot in correctable(draft) if text in slot.suggestions]
    value = meant[0].value_of(text, said.now) if len(meant) == 1 else None
    return {meant[0].name: value} if value is not None else {}


def correctable(draft: Draft) -> list[Slot]:
    """The lines that words can change."""
    return [slot for slot in draft.declaration.slots if not slot.is_inner]


def introduced(draft: Draft, said: Said) -> dict[str, Value]:
    """The slot whose title or correction word begins the sentence, with the rest of it as its value."""
    if _asks(draft, said):
        return {}
    text = said.understanding.text.strip()
    for opening in ("แก้", "เปลี่ยน", "ขอแก้", "ขอเปลี่ยน"):
        if text.startswith(opening) and len(text) > len(opening):
            text = text.removeprefix(opening).strip().removeprefix("เป็น").strip()
    words = sorted(
        ((word, slot) for slot in correctable(draft) for word in {slot.title, *slot.corrections}),
        key=lambda pair: -len(pair[0]),
    )
    for word, slot in words:
        if slot.is_verbatim and said.as_typed.startswith(word):
            typed = slot.value_of(said.as_typed.removeprefix(word).strip(" :=").removeprefix("เป็น"), said.now)
            return {slot.name: typed} if typed is not None else {}
        if slot.is_verbatim or not text.startswith(word):
            continue
        rest = text.removeprefix(word).strip(" :=").removeprefix("เป็น").strip()
        reading = _first_reading(slot, rest, said)
        if reading is not None:
            extra = named_values(draft.declaration, said.understanding) if slot.name == "price" else {}
            also = {k: v for k, v in extra.items() if k in ("unit", "price_max", "bundle_quantity")}
            return {**also, slot.name: reading}
    return {}


def _asks(draft: Draft, said: Said) -> bool:
    """ "คอร์สฟรีมีไหม" under a form with a line คอร์ส: a question about something else, not a value."""
    understood = said.understanding
    asked = declared().get(understood.intent)
    if asked is None or understood.intent == draft.intent or understood.confidence < CLEAR or has_form(asked):
        return False
    return is_question(understood.text) and not any(letter.isdigit() for letter in understood.text)


def is_question(text: str) -> bool:
    """Whether it ends as a yes-or-no question does."""
    return _QUESTION.search(text) is not None


def _first_reading(slot: Slot, rest: str, said: Said) -> Value | None:
    """What the words after a correction word say: "50 นะ ลืมไป" is 50, whatever else is added."""
    words = rest.split(" ")
    for end in range(len(words), 0, -1):
        value = slot.value_of(" ".join(words[:end]), said.now)
        if value is not None:
            return value
    return None


def _by_its_look(draft: Draft, said: Said) -> dict[str, Value]:
    """ "น้องโอม" under an enrolment: who learns, by how people are called."""
    understood = said.understanding
    if is_question(understood.text) or (understood.intent != draft.intent and understood.confidence >= CLEAR):
        return {}
    for slot in correctable(draft):
        if slot.bare and re.match(slot.bare, understood.text):
            value = slot.value_of(understood.text, said.now)
            return {slot.name: value} if value is not None else {}
    return {}


def _bare_values(draft: Draft, understood: Understanding) -> dict[str, Value]:
    """ "250 บาท" under a preview: values of the form's slots in a sentence that asks for nothing else."""
    named = named_values(draft.declaration, understood)
    if len(understood.text) >= LINE and any(slot.is_verbatim and slot.required for slot in draft.declaration.slots):
        return {}  # a notice of its own, whatever days and hours stand in it
    numbers = {k: v for k, v in named.items() if k != "name"}
    spoken = understood.values().get("name")
    own = str(draft.slots["name"].value) if "name" in draft.slots else ""
    if isinstance(spoken, str) and own and spoken not in own and own not in spoken:
        return {}  # it is about another thing: a post of theirs, or a new offer
    if understood.intent == draft.intent:
        is_other = "name" in named and "name" in draft.slots and named["name"] != draft.slots["name"].value
        return {} if is_other else numbers
    other = understood.intent not in ("my_posts", "confirm_no", "confirm_yes", "out_of_scope")
    return {} if other and understood.confidence >= SURE else numbers
