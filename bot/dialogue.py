"""(Dialogue, input) → (Dialogue, Move): pure. Sentences are bot/sentence.py's affair; here are buttons and handlers."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot import choosing
from bot.draft import Dialogue, Draft, Filled
from bot.moves import (
    Act,
    Began,
    Declined,
    Input,
    Lookup,
    Missed,
    Noted,
    Pass,
    Pictured,
    Pinned,
    Point,
    Replace,
    Reread,
    Said,
    Stale,
    Tapped,
)
from bot.progress import (
    Step,
    advance,
    ask_anew,
    ask_which_line,
    cancelled,
    choose_between,
    editable,
    form_of,
    give_way,
    has_form,
    keep_open,
    missing_slot,
    name_of_successor,
    reminder,
    resume,
    slot_of,
)
from bot.sentence import hear
from handlers.capability import Done, Form, Found
from intents.intent import Intent, Unclear, Value, declared

_GOES_ON: Final = re.compile(
    r"(?:แล้ว|ละ)\s?(?!.*(?:มี|(?<!ทุ)เรียน|อบรม|คอร์ส|คอส|ศูนย์|ประชุม|ประกาศ|กี่|ไหม|มั้ย|ไง)).{2,30}?\s?(?:ล่ะ|ละ|หล่ะ|เล่า|อ่ะ|อะ)"
    r"\s?(?:คะ|ค่ะ|ครับ|คับ|จ๊ะ|จ้ะ|จ้า|เจ้า|ลูก)?\s?\??"
)


def step(dialogue: Dialogue, given: Input) -> Step:
    """One input. Every state that this can lead to can be left by "ยกเลิก"."""
    following, move = _step(dialogue, given)
    is_loose = dialogue.loose_pin is not None and following.loose_pin == dialogue.loose_pin
    is_used = isinstance(move, Lookup) and "near" in move.form.values
    if is_loose and not isinstance(given, Pictured) and not isinstance(move, Missed) and not is_used:
        # What was said next has no use for the pin: it must not turn up in a form of next week.
        following = replace(following, loose_pin=None)
    return following, move


def _step(dialogue: Dialogue, given: Input) -> Step:
    if isinstance(given, Said):
        is_open = bool(dialogue.drafts or dialogue.candidates)
        about_the_last = None if is_open else _picked_card(dialogue, given) or _gone_on(dialogue, given)
        return about_the_last or hear(dialogue, given)
    if isinstance(given, Tapped):
        return _tapped(dialogue, given)
    if isinstance(given, Began):
        return _began(dialogue, given)
    return _pictured(dialogue, given)


def _gone_on(dialogue: Dialogue, said: Said) -> Step | None:
    """ "แล้วผ้าล่ะ": the last question, about something else. By itself it sounds like one about courses."""
    understood = said.understanding
    if not dialogue.asked or understood.intent == dialogue.asked or not _GOES_ON.fullmatch(understood.text):
        return None
    return dialogue.heard(), Reread(dialogue.asked, said.as_typed, said.message_id)


def _picked_card(dialogue: Dialogue, said: Said) -> Step | None:
    """ "อันแรก" after a list: the same as a tap on that card."""
    card = choosing.card(dialogue.shown, said.understanding.text)
    if card is None:
        return None
    if card.intent:
        return _began(dialogue.heard(), Began(said.id, card.intent, card.values, said.message_id, said.now))
    return dialogue.heard(), Point(card.title, card.url)


def found(dialogue: Dialogue, look: Lookup, result: Found) -> Step:
    """What a handler's look brought."""
    if result.instead:
        values = {
            name: Filled(value, look.message_id) for name, value in _accepted(result.instead, result.values).items()
        }
        base = dialogue if look.is_aside else dialogue.closed()
        # Photos of a form that turns out to be another one are not lost.
        form, options = look.form, dict(result.options)
        draft = Draft(form.draft_id, result.instead, values, form.photos, form.text, form.written, options=options)
        return advance(base.opened(draft))
    if look.is_aside or dialogue.draft is None:
        return dialogue, Pass()
    draft = dialogue.draft
    if result.first:
        before = Draft(f"{draft.id}-{result.first}", result.first)
        return advance(replace(dialogue, drafts=(*dialogue.drafts, before)))
    if result.answer is not None and not result.empties:
        return dialogue.closed(), Pass()
    options = {name: o for name, o in draft.options.items() if name not in result.empties}
    slots = {name: filled for name, filled in draft.slots.items() if name not in result.empties}
    checked = replace(draft, slots=slots, is_checked=True, options={**options, **result.options})
    known = _accepted(draft.intent, result.values)
    fresh = {name: Filled(value, draft.began_by) for name, value in known.items() if name not in checked.slots}
    # What the look itself fills needs no second look.
    return advance(dialogue.with_draft(replace(checked.filled(fresh), is_checked=True)))


def acted(dialogue: Dialogue, draft_id: str, done: Done) -> Step:
    """What an act brought: the form is closed, one that follows begins, one that waited goes on."""
    rest = dialogue.closed() if dialogue.draft else dialogue
    if done.settles:
        rest = replace(rest, drafts=tuple(d for d in rest.drafts if d.intent not in done.settles))
    if done.then and (rest.draft is None or done.values):
        # What is asked about the thing just made comes before what waits.
        values = {name: Filled(value) for name, value in done.values.items()}
        return advance(rest.opened(Draft(f"{draft_id}-{done.then}", done.then, values)))
    if rest.draft is None:
        return rest, Pass()
    if rest.draft.is_checked:
        # It was interrupted, not waiting for this: the person is asked, nothing goes on by itself.
        return reminder(rest)
    # What it waited for is done (consent, joining): it is looked at again.
    return advance(rest)


def _accepted(intent: str, values: Mapping[str, Value]) -> dict[str, Value]:
    """Those values that the form has slots for, within their bounds."""
    slots = {slot.name: slot for slot in declared()[intent].slots}
    return {name: value for name, value in values.items() if name in slots and slots[name].accepts(value)}


def declined(dialogue: Dialogue) -> Step:
    """A no ends the form, and with it those that waited for its yes; another that is open goes on."""
    draft, rest = dialogue.draft, dialogue.closed()
    while draft is not None and rest.draft is not None and draft.id == f"{rest.draft.id}-{draft.intent}":
        draft, rest = rest.draft, rest.closed()
    if rest.draft is None:
        return rest, Pass()
    return reminder(rest) if rest.draft.is_checked else advance(rest)


def _tapped(dialogue: Dialogue, tapped: Tapped) -> Step:
    draft = dialogue.draft
    if draft is None and tapped.step == "cancel" and not tapped.dialogue:
        return cancelled(dialogue)
    if draft is None or tapped.dialogue != draft.key:
        return _stale(dialogue)
    dialogue = dialogue.heard()
    if tapped.step == "cancel":
        return cancelled(dialogue)
    if tapped.step == "resume":
        return resume(dialogue, draft)
    if draft.pending is not None and draft.pending.kind == "replace":
        return give_way(dialogue, draft) if tapped.step == "yes" else keep_open(dialogue, draft)
    if tapped.step == "edit" and editable(draft):
        return ask_which_line(dialogue, draft)
    if tapped.step == "pick" and draft.pending is not None:
        return _picked(dialogue, draft, tapped)
    if tapped.step == "yes" and draft.declaration.is_confirmed and draft.is_checked and missing_slot(draft) is None:
        return dialogue, Act(form_of(draft))
    if tapped.step == "no" and draft.declaration.is_confirmed:
        return dialogue, Declined(form_of(draft))
    return _stale(dialogue)


def _stale(dialogue: Dialogue) -> Step:
    draft = dialogue.draft
    return dialogue, Stale(form_of(draft) if draft else None)


def _picked(dialogue: Dialogue, draft: Draft, tapped: Tapped) -> Step:
    assert draft.pending is not None
    picked = str(tapped.value)
    if draft.pending.kind == "edit":
        return ask_anew(dialogue, draft, picked) if slot_of(draft, picked) else _stale(dialogue)
    slot = slot_of(draft, draft.pending.slot)
    if slot is None:
        return _stale(dialogue)
    value: Value | Unclear | None = {str(v): v for _, v in draft.options.get(slot.name, ())}.get(picked)
    if slot.name not in draft.options and picked in slot.suggestions:
        # A suggestion is words: "สิ้นเดือน" passes the parser that a typed one passes.
        value = slot.parse(picked, tapped.now)
    if value is None:
        return _stale(dialogue)
    if isinstance(value, Unclear):
        return choose_between(dialogue, draft, slot, value)
    return advance(dialogue.with_draft(draft.filled({slot.name: Filled(value)})))


def _pinned(dialogue: Dialogue, began: Began) -> Step:
    """A location joins the form that has a place for it; without one it is kept for what is said next."""
    pin = Filled(f"{began.values['lat']:.5f},{began.values['lng']:.5f}", began.message_id)
    for index in range(len(dialogue.drafts) - 1, -1, -1):
        draft = dialogue.drafts[index]
        if draft.pin_slot:
            fuller = draft.filled({draft.pin_slot: pin})
            changed = replace(dialogue, drafts=(*dialogue.drafts[:index], fuller, *dialogue.drafts[index + 1 :]))
            is_spoken_of = index == len(dialogue.drafts) - 1
            return advance(changed.heard()) if is_spoken_of else (changed.heard(), Pinned(form_of(fuller)))
    form = Form(began.intent, began.values, dict.fromkeys(began.values, began.message_id), draft_id=began.id)
    return replace(dialogue, loose_pin=pin), Lookup(form, is_aside=True, message_id=began.message_id)


def _began(dialogue: Dialogue, began: Began) -> Step:
    # A button's forged values are words.
    if began.intent == "sent_location" and all(isinstance(began.values.get(at), float) for at in ("lat", "lng")):
        return _pinned(dialogue, began)
    intent = declared().get(began.intent)
    if intent is None:
        return _stale(dialogue)
    if dialogue.candidates and began.intent in dialogue.candidates and dialogue.unclear_text and not began.values:
        return dialogue.heard(), Reread(began.intent, dialogue.unclear_text, dialogue.unclear_source)
    if not has_form(intent):
        form = Form(intent.name, began.values, dict.fromkeys(began.values, began.message_id), draft_id=began.id)
        return dialogue.asking(intent), Lookup(form, is_aside=True, message_id=began.message_id)
    slots = _read_back(intent, began)
    if dialogue.draft is not None and dialogue.draft.intent == intent.name and not slots:
        return resume(dialogue.heard(), dialogue.draft)
    return advance(dialogue.heard().opened(Draft(began.id, intent.name, slots)))


def _read_back(intent: Intent, began: Began) -> dict[str, Filled]:
    """A button's values pass the same parsers as typed ones: the data of a postback can be forged."""
    slots: dict[str, Filled] = {}
    for slot in intent.slots:
        if slot.name in began.values:
            value = slot.value_of(str(began.values[slot.name]), began.now)
            if value is not None:
                slots[slot.name] = Filled(value, began.message_id)
    return slots


def _pictured(dialogue: Dialogue, pictured: Pictured) -> Step:
    loose = dialogue.loose_photos + tuple(p for p in pictured.photos if p not in dialogue.loose_photos)
    waiting = replace(dialogue, loose_photos=loose, misses=0)
    spoken_of = dialogue.draft
    if spoken_of is not None and spoken_of.pending is not None and spoken_of.pending.kind == "replace":
        # Of the two offers it is not known yet which is shown here: they go to the one that is chosen.
        return waiting, Replace(form_of(spoken_of), name_of_successor(spoken_of))
    for index in range(len(dialogue.drafts) - 1, -1, -1):
        draft = dialogue.drafts[index]
        if draft.declaration.takes_photos:
            # Photos do not change what a card says: its buttons stay good.
            new = tuple(p for p in pictured.photos if p not in draft.photos)
            fuller = replace(draft, photos=draft.photos + new)
            changed = replace(
                dialogue, drafts=(*dialogue.drafts[:index], fuller, *dialogue.drafts[index + 1 :]), misses=0
            )
            return changed, Noted(form_of(fuller), len(fuller.photos))
    return waiting, Noted(None, len(loose))
