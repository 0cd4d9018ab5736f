"""The answer to the question that is pending, or a choice among what was offered."""

import re

from bot import choosing
from bot.draft import Dialogue, Draft, Filled
from bot.moves import (
    Act,
    Confirm,
    Declined,
    Reread,
    Said,
)
from bot.pieces import WHOLE, is_elsewhere, is_fee
from bot.progress import (
    SURE,
    Step,
    advance,
    ask_anew,
    ask_which_line,
    choose_between,
    editable,
    form_of,
    give_way,
    has_form,
    is_another,
    is_fuller,
    keep_open,
    lines_of,
    named_values,
    resume,
    slot_of,
)
from handlers.replies import EDIT, RESUME
from intents.intent import Slot, Unclear, declared
from intents.understanding import Understanding

CLEAR = 0.8
"""Confidence from which another intent interrupts a question that any words could answer."""
CALLS = ("help", "talk_to_human")
"""What is heard even while free words are awaited."""
ABOUT_PLACES = ("register", "browse_places", "browse_traditions", "browse_news", "ask_centre", "ask_courses")
"""What a place, or the name of one, sounds like by itself: "สวนไผ่ป้าเรียน" like a question about courses."""
_QUESTION = re.compile(r"ไหม|มั้ย|อะไร|ไหน|กี่|เท่าไ|ยังไง|อย่างไร|บ้าง|หรือ(?:เปล่า|ยัง)|\?")
_WISH = re.compile(r"ขอ(?!บ)|อยาก|หา|มี|ดู|ช่วย|จะ|สมัคร|ลง|จอง|ฝาก|ย้าย|เข้าร่วม")
"""Begins what wants something, and no name of a place."""
SHORT_QUESTION = 60
"""Letters up to which a question is no story."""


def picked_candidate(dialogue: Dialogue, said: Said) -> Step | None:
    """The answer to "which of these?": its number or its words."""
    options = tuple((declared()[name].title, name) for name in dialogue.candidates if name in declared())
    chosen = choosing.option(options, said.understanding.text)
    if len(options) == 1 and chosen is None and said.understanding.intent == "confirm_yes":
        chosen = options[0][1]
    if chosen is None:
        return None
    return dialogue.heard(), Reread(str(chosen), dialogue.unclear_text, dialogue.unclear_source)


def answered(dialogue: Dialogue, said: Said) -> Step | None:
    """The answer to the question that is pending."""
    draft = dialogue.draft
    if draft is not None and said.understanding.text == RESUME:
        return resume(dialogue, draft)
    if draft is None or draft.pending is None:
        return None
    intent = said.understanding.intent
    # A yes with a number in it says something more than yes.
    is_yes = intent == "confirm_yes" and said.understanding.confidence >= SURE and not _has_digit(said)
    is_no = intent == "confirm_no" and said.understanding.confidence >= SURE
    if dialogue.is_resting and is_yes:
        return resume(dialogue, draft)
    if draft.pending.kind == "confirm":
        return _answered_confirmation(dialogue, draft, said, is_yes, is_no)
    if draft.pending.kind == "replace":
        return _answered_replacement(dialogue, draft, is_yes, is_no)
    if draft.pending.kind == "edit":
        options = tuple((slot.title, slot.name) for slot in lines_of(draft.declaration))
        picked = choosing.option(options, said.understanding.text)
        return ask_anew(dialogue, draft, str(picked)) if picked is not None else None
    return _answered_slot(dialogue, draft, draft.pending.slot, said)


def _answered_confirmation(dialogue: Dialogue, draft: Draft, said: Said, is_yes: bool, is_no: bool) -> Step | None:
    is_edit = said.understanding.text == EDIT and editable(draft)
    if is_yes and not is_edit:
        if draft.declaration.by_button_only:
            return dialogue.heard(), Confirm(form_of(draft), must_tap=True)
        return dialogue.heard(), Act(form_of(draft))
    if is_edit or (is_no and editable(draft)):
        return ask_which_line(dialogue, draft)
    if is_no:
        return dialogue.heard(), Declined(form_of(draft))
    return None


def _answered_replacement(dialogue: Dialogue, draft: Draft, is_yes: bool, is_no: bool) -> Step | None:
    if is_yes:
        return give_way(dialogue, draft)
    return keep_open(dialogue, draft) if is_no else None


def _answered_slot(dialogue: Dialogue, draft: Draft, name: str, said: Said) -> Step | None:
    slot = slot_of(draft, name)
    if slot is None:
        return None
    understood = said.understanding
    if name in draft.options:
        picked = choosing.option(draft.options[name], understood.text)
        if picked is not None:
            return advance(dialogue.heard().with_draft(draft.filled({name: Filled(picked, said.message_id)})))
        if not slot.takes_others and name not in named_values(draft.declaration, understood):
            return None
    if _interrupts(draft, slot, understood):
        return None
    if name in understood.unclear:
        return choose_between(dialogue, draft, slot, understood.unclear[name])
    # A whole offer as the answer to one question fills what it names; the name is left to its own parser when the
    # sentence was read as something else.
    is_own = understood.intent == draft.intent and understood.confidence >= CLEAR
    if is_own and name != "name" and is_another(draft, understood):
        return None
    values = named_values(draft.declaration, understood) if understood.intent == draft.intent or name != "name" else {}
    if name == "name" and name not in values and is_elsewhere(draft, understood):
        return None
    if name == "place" and is_fee(draft, understood.text):
        return None
    if name == "place" and draft.pin_slot and 2 * len(str(values.get(name, ""))) < len(understood.text):
        # "ท้ายหมู่บ้านเลยวัดไป": where it is takes many words, and a name among them is not all of it.
        values = {key: value for key, value in values.items() if key != name}
    if name not in values:
        reading = slot.parse(said.as_typed if slot.is_verbatim else understood.text, said.now)
        if isinstance(reading, Unclear):
            return choose_between(dialogue, draft, slot, reading)
        if reading is None or not slot.accepts(reading):
            return None
        values = {**{k: v for k, v in values.items() if k not in draft.slots}, name: reading}
    filled = {k: Filled(v, said.message_id) for k, v in values.items() if k == name or k not in draft.slots}
    if is_own and is_fuller(draft, understood):
        filled["name"] = Filled(values["name"], said.message_id)
    return advance(dialogue.heard().with_draft(draft.filled(filled)))


def _interrupts(draft: Draft, slot: Slot, understood: Understanding) -> bool:
    """Whether a sentence is clearly about something else than the pending question."""
    if slot.is_verbatim:
        # A notice or a story may sound like anything; only a call for help is surely not one.
        asks = understood.intent in CALLS or (_is_short_question(understood) and not draft.declaration.by_button_only)
        return asks and understood.confidence >= CLEAR
    if understood.intent in (draft.intent, "confirm_yes", "confirm_no", "out_of_scope", "my_posts"):
        return False
    is_named = slot.name in ("place", "join_code", "name") and not _QUESTION.search(understood.text)
    if is_named and understood.intent in ABOUT_PLACES and not _WISH.match(understood.text):
        # "ท้ายหมู่บ้าน เลยวัดไป" is where something is, "สวนไผ่ป้าเรียน" what it is called, whatever else they sound like.
        return False
    named = understood.values().get("name")
    if slot.name == "name" and isinstance(named, str) and len(named) >= WHOLE * len(understood.text):
        # The name of a thing alone looks like a search; as the answer to "what?" it is the answer.
        return False
    return understood.confidence >= CLEAR


def _is_short_question(understood: Understanding) -> bool:
    """ "มีใครขายปลานิลบ้าง" while a story is awaited: something to look up, and no story. A notice may well ask."""
    asked = declared().get(understood.intent)
    if asked is None or has_form(asked) or len(understood.text) > SHORT_QUESTION:
        return False
    return _QUESTION.search(understood.text) is not None


def _has_digit(said: Said) -> bool:
    return any(letter.isdigit() for letter in said.understanding.text)
