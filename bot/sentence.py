"""A sentence and its place in the dialogue: the order of the rules is the order of `hear`."""

from collections.abc import Mapping
from dataclasses import replace

from bot.answering import answered, picked_candidate
from bot.correcting import corrected, corrected_preview
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
    put_question,
    reminder,
)
from handlers.capability import Form
from intents.intent import Intent, declared
from intents.understanding import Understanding

LIKELY = 0.12
"""Confidence from which a meaning is offered in "which of these?"."""


def hear(dialogue: Dialogue, said: Said) -> Step:
    """Cancel, a choice, a corrected preview, the pending answer, a correction, a piece, another intent, a miss."""
    understood = said.understanding
    if understood.intent == "cancel" and understood.confidence >= SURE:
        return cancelled(dialogue)
    for rule in (picked_candidate, corrected_preview, answered, corrected, piece, _another_intent):
        result = rule(dialogue, said)
        if result is not None:
            return result
    return _not_understood(dialogue, said)


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
        asked = replace(draft, successor=named, pending=Pending("replace"), text=said.understanding.text)
        asked = replace(asked, written=said.as_typed)
        return dialogue.heard().with_draft(asked), Replace(form_of(draft), str(named["name"].value))
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
        values = understood.values()
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
        return dialogue, Replace(form_of(draft), str(draft.successor["name"].value))
    return reminder(dialogue)
