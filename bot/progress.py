"""How a form goes on: the next question, a choice, a preview, the act. Pure, like all that bot/dialogue.py uses."""

from dataclasses import replace

from bot.draft import Dialogue, Draft, Filled, Pending
from bot.moves import (
    Act,
    Ask,
    Cancelled,
    Choose,
    Confirm,
    Edit,
    Lookup,
    Move,
    Offer,
    Pass,
    Remind,
)
from handlers.capability import Form
from handlers.replies import in_short
from intents.intent import Intent, Slot, Unclear, Value
from intents.understanding import Understanding

SURE = 0.5
"""Confidence from which a meaning is acted upon."""
MAX_ASKS = 2
"""No question is put more often."""
Step = tuple[Dialogue, Move]


def form_of(draft: Draft) -> Form:
    """What a handler sees of a draft."""
    return Form(
        draft.intent, draft.values(), {name: filled.source for name, filled in draft.slots.items()},
        draft.photos, draft.text, draft.written, draft.id,
    )  # fmt: skip


def cancelled(dialogue: Dialogue) -> Step:
    """The cancel word drops everything that is open."""
    draft = dialogue.draft
    return Dialogue(), Cancelled(form_of(draft) if draft else None, len(dialogue.loose_photos))


def advance(dialogue: Dialogue, *, after_correction: bool = False) -> Step:
    """The next thing that the open form needs: a look, a question, a choice, a yes, or the act."""
    draft = dialogue.draft
    assert draft is not None
    dialogue = replace(dialogue, is_resting=False)
    if not draft.is_checked:
        return dialogue, Lookup(form_of(draft), is_aside=False)
    missing = missing_slot(draft)
    if missing is not None:
        return put_question(dialogue, draft, missing.name, after_correction=after_correction)
    if draft.declaration.is_confirmed:
        waiting = replace(draft, pending=Pending("confirm"))
        return dialogue.with_draft(waiting), Confirm(form_of(waiting))
    return dialogue, Act(form_of(draft))


def put_question(dialogue: Dialogue, draft: Draft, name: str, *, after_correction: bool = False) -> Step:
    """Puts a slot's question, or offers ways on once it was put twice."""
    times = draft.asked.get(name, 0)
    if times >= MAX_ASKS:
        waiting = replace(draft, pending=Pending("slot", name))
        return dialogue.with_draft(waiting), Offer(form_of(waiting), name)
    waiting = replace(draft, pending=Pending("slot", name), asked={**draft.asked, name: times + 1})
    dialogue = dialogue.with_draft(waiting)
    if name in draft.options:
        return dialogue, Choose(form_of(waiting), name, draft.options[name], times)
    return dialogue, Ask(form_of(waiting), name, times, after_correction)


def choose_between(dialogue: Dialogue, draft: Draft, slot: Slot, unclear: Unclear) -> Step:
    """What was said can mean several values: which?"""
    changed = replace(draft, options={**draft.options, slot.name: unclear.options}, pending=Pending("slot", slot.name))
    return dialogue.heard().with_draft(changed), Choose(form_of(changed), slot.name, unclear.options)


def ask_anew(dialogue: Dialogue, draft: Draft, name: str) -> Step:
    """A line that the person chose to change: its question may be put again; the old value stays until then."""
    asked = {k: n for k, n in draft.asked.items() if k != name}
    return put_question(dialogue.heard(), replace(draft, asked=asked), name)


def resume(dialogue: Dialogue, draft: Draft) -> Step:
    """The person goes on: what was pending is shown again, at their own wish."""
    return advance(dialogue.heard().with_draft(replace(draft, asked={}, pending=None)))


def ask_which_line(dialogue: Dialogue, draft: Draft) -> Step:
    """Asks which line is to be changed."""
    waiting = replace(draft, pending=Pending("edit"))
    return dialogue.heard().with_draft(waiting), Edit(form_of(waiting))


def give_way(dialogue: Dialogue, draft: Draft) -> Step:
    """The later offer takes the place of the open one."""
    return advance(dialogue.heard().closed().opened(_heir(draft)))


def _heir(draft: Draft) -> Draft:
    """The form of the later offer."""
    return Draft(
        f"{draft.id}-2", draft.intent, draft.successor, text=draft.successor_text, written=draft.successor_written,
        began_by=draft.successor_source,
    )  # fmt: skip


def keep_open(dialogue: Dialogue, draft: Draft) -> Step:
    """The open offer stays; the later one waits behind it and comes next."""
    photos = (*draft.photos, *dialogue.loose_photos) if draft.declaration.takes_photos else draft.photos
    loose = () if draft.declaration.takes_photos else dialogue.loose_photos
    kept = replace(draft.alone(), pending=None, asked={}, photos=photos)
    before = tuple(d for d in dialogue.drafts[:-1] if d.intent != draft.intent)
    return advance(replace(dialogue.heard(), drafts=(*before, _heir(draft), kept), loose_photos=loose))


def reminder(dialogue: Dialogue) -> Step:
    """After an answer to something else: what is still open. From now on a plain yes means "go on"."""
    draft = dialogue.draft
    if draft is None or draft.declaration.is_quiet:
        return dialogue, Pass()
    waits_for = ""
    if draft.pending and draft.pending.kind == "slot":
        slot = slot_of(draft, draft.pending.slot)
        waits_for = slot.title if slot else ""
    return replace(dialogue, is_resting=True), Remind(form_of(draft), waits_for)


def missing_slot(draft: Draft) -> Slot | None:
    """The first required slot without a value."""
    slots = draft.slots
    wanted = (s for s in draft.declaration.slots if s.required and s.name not in slots and s.or_else not in slots)
    return next(wanted, None)


def editable(draft: Draft) -> bool:
    """Whether there are lines that a person can change."""
    return bool(lines_of(draft.declaration))


def lines_of(intent: Intent) -> list[Slot]:
    """The lines of a form that a person can change."""
    return [slot for slot in intent.slots if (slot.questions or slot.corrections) and not slot.is_inner]


def slot_of(draft: Draft, name: str) -> Slot | None:
    """The slot of this name."""
    return next((slot for slot in draft.declaration.slots if slot.name == name), None)


def has_form(intent: Intent) -> bool:
    """Whether an intent is filled and done, rather than answered."""
    return bool(intent.slots) or intent.is_confirmed


def named_values(intent: Intent, understood: Understanding) -> dict[str, Value]:
    """The values in a sentence that this form has slots for."""
    values = understood.values()
    known = [slot for slot in intent.slots if slot.name in values]
    return {slot.name: values[slot.name] for slot in known if slot.accepts(values[slot.name])}


def is_fuller(draft: Draft, understood: Understanding) -> bool:
    """ "ขายกล้วยน้ำว้า…" while กล้วย is open: the same thing, called by more of its name."""
    spoken, own = _names(draft, understood)
    return bool(own) and own in spoken and own != spoken


def is_another(draft: Draft, understood: Understanding) -> bool:
    """Whether a sentence of the open form's own intent is about another thing, by its name."""
    spoken, own = _names(draft, understood)
    return bool(spoken and own) and spoken not in own and own not in spoken


def _names(draft: Draft, understood: Understanding) -> tuple[str, str]:
    spoken = named_values(draft.declaration, understood).get("name", "")
    return str(spoken), str(draft.slots["name"].value) if "name" in draft.slots else ""


def name_of_successor(draft: Draft) -> str:
    """What stands for the later offer: its own words where words are what it is, else its name or its topic."""
    if any(slot.is_verbatim and slot.required for slot in draft.declaration.slots):
        return in_short(draft.successor_written)
    wanted = (draft.successor.get(name) for name in ("name", "topic"))
    return next((str(filled.value) for filled in wanted if filled is not None), draft.declaration.title)


def filled_by(intent: Intent, understood: Understanding, message_id: str) -> dict[str, Filled]:
    """The same, each with the message that it came from."""
    return {name: Filled(value, message_id) for name, value in named_values(intent, understood).items()}
