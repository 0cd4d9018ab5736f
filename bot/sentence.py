"""A sentence and its place in the dialogue: the order of the rules is the order of `hear`."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.answering import answered, picked_candidate
from bot.correcting import LINE, corrected, corrected_preview, introduced
from bot.draft import Dialogue, Draft, Filled, Pending
from bot.moves import (
    Lookup,
    Missed,
    Offer,
    Replace,
    Said,
)
from bot.pieces import piece
from bot.progress import (
    SURE,
    Step,
    advance,
    cancelled,
    filled_by,
    form_of,
    has_form,
    is_another,
    is_fuller,
    name_of_successor,
    put_question,
    reminder,
)
from handlers.capability import Form
from intents.intent import Intent, declared
from intents.understanding import Understanding

_FOR_SOMEBODY: Final = re.compile(r"(?:ให้|หื้อ|แทน|พา)(?=[ก-๙])(?!หน่อย|ด้วย|ที(?:$|\s)|ได้|แล้ว|ครบ)")
_WISH: Final = re.compile(r"^(?:อยาก|ขอ|จะ|ช่วย|รบกวน)*(?:ลงชื่อ|ลงทะเบียน|สมัคร|ลงเรียน|ลงคอร์ส)")
"""Begins a wish of its own; when something else was said in between it is no answer any more."""
LIKELY = 0.12
"""Confidence from which a meaning is offered in "which of these?"."""


def hear(dialogue: Dialogue, said: Said) -> Step:
    """Cancel, a choice, another of its kind, a corrected preview, the pending answer, a correction, a piece, another
    intent, a miss.
    """
    understood = said.understanding
    if understood.intent == "cancel" and understood.confidence >= SURE:
        return cancelled(dialogue)
    rules = (picked_candidate, _another_of_its_kind, corrected_preview, answered, corrected, piece, _another_intent)
    for rule in rules:
        result = rule(dialogue, said)
        if result is not None:
            return result
    return _not_understood(dialogue, said)


def _another_of_its_kind(dialogue: Dialogue, said: Said) -> Step | None:
    """A whole sentence of the kind that is open, no line of it: another notice, a seat for somebody else."""
    draft, understood = dialogue.draft, said.understanding
    if draft is None or understood.intent != draft.intent or understood.confidence < SURE:
        return None
    intent, pending = draft.declaration, draft.pending
    named = filled_by(intent, understood, said.message_id)
    words = next((slot for slot in intent.slots if slot.is_verbatim and slot.required), None)
    if words is not None:
        if words.name not in draft.slots:
            # Its own words were taken back: this sentence is the notice now.
            return _begin(dialogue.heard(), said.id, intent, named, understood, said) if pending is None else None
        is_awaited = pending is None or (pending.kind == "slot" and pending.slot == words.name)
        is_new = said.as_typed.strip() != str(draft.slots[words.name].value).strip()
        is_whole = len(understood.text) >= LINE and is_new and not _is_line(draft, said)
        return _which_of_two(dialogue, draft, named, said) if is_whole and not is_awaited else None
    is_wish = dialogue.is_resting and _WISH.search(understood.text) is not None
    is_of_its_own = "topic" in named and (is_wish or _FOR_SOMEBODY.search(understood.text) is not None)
    if pending is None or not is_of_its_own or introduced(draft, said):
        return None
    if pending.kind == "slot" and pending.slot == "topic":
        return _begin(dialogue.heard(), said.id, intent, named, understood, said)
    is_other = "topic" not in draft.slots or named["topic"].value != draft.slots["topic"].value
    return _which_of_two(dialogue, draft, named, said) if pending.kind == "confirm" and is_other else None


def _is_line(draft: Draft, said: Said) -> bool:
    """Whether a line's own word begins the sentence and its value is most of it."""
    values = introduced(draft, said).values()
    return any(2 * len(str(value)) >= len(said.understanding.text) for value in values)


def _which_of_two(dialogue: Dialogue, draft: Draft, named: Mapping[str, Filled], said: Said) -> Step:
    """Asks whether the later offer takes the place of the open one."""
    asked = replace(
        draft, successor=named, successor_text=said.understanding.text, successor_written=said.as_typed,
        successor_source=said.message_id, pending=Pending("replace"),
    )  # fmt: skip
    return dialogue.heard().with_draft(asked), Replace(form_of(asked), name_of_successor(asked))


def _another_intent(dialogue: Dialogue, said: Said) -> Step | None:
    """Another intent, said clearly."""
    understood = said.understanding
    intent = declared().get(understood.intent)
    if intent is None or intent.only_pending or understood.confidence < SURE:
        return None
    if intent.name == "out_of_scope":
        return _beside_the_point(dialogue, said, intent)
    draft = dialogue.draft
    if draft is not None and draft.intent == intent.ends and not understood.values():
        return cancelled(dialogue)
    if draft is not None and intent.name == draft.intent and has_form(intent):
        return _same_intent(dialogue, draft, said)
    return _begin(dialogue.heard(), said.id, intent, filled_by(intent, understood, said.message_id), understood, said)


def _beside_the_point(dialogue: Dialogue, said: Said, intent: Intent) -> Step | None:
    """What the bot cannot help with is said once; the second time in a row a human is offered."""
    draft = dialogue.draft
    if draft is not None and draft.pending is not None and draft.pending.kind == "slot" and not dialogue.is_resting:
        return None
    if dialogue.misses:
        return _not_understood(replace(dialogue, is_resting=True), said)
    missed = replace(dialogue, misses=1)
    return _begin(missed, said.id, intent, {}, said.understanding, said)


def _same_intent(dialogue: Dialogue, draft: Draft, said: Said) -> Step | None:
    named = filled_by(draft.declaration, said.understanding, said.message_id)
    if is_another(draft, said.understanding):
        return _which_of_two(dialogue, draft, named, said)
    fuller = is_fuller(draft, said.understanding)
    fresh = {name: filled for name, filled in named.items() if name not in draft.slots or (name == "name" and fuller)}
    if fresh:
        return advance(dialogue.heard().with_draft(draft.filled(fresh)))
    if draft.pending and draft.pending.kind == "slot":
        return None
    return advance(dialogue.heard())


def _begin(
    dialogue: Dialogue,
    input_id: str,
    intent: Intent,
    slots: Mapping[str, Filled],
    understood: Understanding,
    said: Said,
) -> Step:
    if not has_form(intent):
        dialogue = dialogue.asking(intent)
        values = understood.values()
        if dialogue.loose_pin is not None and intent.is_search:
            # Asked right after a location was sent, and after the answer to that: what is near it.
            values["near"] = dialogue.loose_pin.value
        sources = dict.fromkeys(values, said.message_id)
        form = Form(intent.name, values, sources, (), understood.text, said.as_typed, input_id)
        return dialogue, Lookup(form, is_aside=True, message_id=said.message_id)
    options = {name: unclear.options for name, unclear in understood.unclear.items()}
    draft = Draft(input_id, intent.name, slots, text=understood.text, written=said.as_typed, options=options)
    return advance(dialogue.opened(replace(draft, began_by=said.message_id)))


def _not_understood(dialogue: Dialogue, said: Said) -> Step:
    draft = dialogue.draft
    if draft is not None and draft.pending is not None and not dialogue.is_resting and not draft.declaration.is_quiet:
        return _again(dialogue, draft)
    misses = dialogue.misses + 1
    understood = said.understanding
    ranked = ((understood.intent, understood.confidence), *understood.alternatives)
    likely = tuple(
        name
        for name, confidence in ranked
        if confidence >= LIKELY and name in declared() and not declared()[name].only_pending
        and name not in ("out_of_scope", "cancel", "greeting", "thanks")
    )[:3]  # fmt: skip
    if misses >= 2:
        return replace(dialogue, misses=misses, candidates=()), Missed("human")
    if likely:
        offered = replace(
            dialogue, misses=misses, candidates=likely, unclear_text=said.as_typed, unclear_source=said.message_id
        )
        return offered, Missed("which", likely)
    return replace(dialogue, misses=misses), Missed("rephrase")


def _again(dialogue: Dialogue, draft: Draft) -> Step:
    """The pending question was not answered: once in other words, then ways on."""
    assert draft.pending is not None
    if draft.pending.kind == "slot":
        return put_question(dialogue, draft, draft.pending.slot)
    if draft.pending.kind == "edit":
        return dialogue, Offer(form_of(draft), "")
    if draft.pending.kind == "replace":
        return dialogue, Replace(form_of(draft), name_of_successor(draft))
    return reminder(dialogue)
