"""(Dialogue, input) → (Dialogue, Move): pure. The order of the rules is the order of the functions in `_said`."""

from collections.abc import Mapping
from dataclasses import replace

from bot import draft as drafts
from bot.draft import Dialogue, Draft, Filled, Pending
from bot.moves import (
    Act,
    Ask,
    Began,
    Cancelled,
    Choose,
    Confirm,
    Declined,
    Edit,
    Input,
    Lookup,
    Missed,
    Move,
    Noted,
    Offer,
    Pass,
    Pictured,
    Remind,
    Replace,
    Reread,
    Said,
    Stale,
    Tapped,
)
from handlers.capability import Done, Form, Found
from handlers.replies import EDIT, RESUME
from intents.intent import Intent, Slot, Unclear, Value, declared
from intents.understanding import Understanding

SURE = 0.5
"""Confidence from which a meaning is acted upon."""
CLEAR = 0.8
"""Confidence from which another intent interrupts a question that any words could answer."""
LIKELY = 0.12
"""Confidence from which a meaning is offered in "which of these?"."""
WHOLE = 0.8
"""Share of a sentence from which a name in it is all that it says."""
MAX_ASKS = 2
"""No question is put more often."""

Step = tuple[Dialogue, Move]


def step(dialogue: Dialogue, given: Input) -> Step:
    """One input. Every state that this can lead to can be left by "ยกเลิก"."""
    if isinstance(given, Said):
        return _said(dialogue, given)
    if isinstance(given, Tapped):
        return _tapped(dialogue, given)
    if isinstance(given, Began):
        return _began(dialogue, given)
    return _pictured(dialogue, given)


def found(dialogue: Dialogue, look: Lookup, result: Found) -> Step:
    """What a handler's look brought."""
    if result.instead:
        values = {name: Filled(value, look.message_id) for name, value in result.values.items()}
        base = dialogue if look.is_aside else dialogue.closed()
        # Photos of a form that turns out to be another one are not lost.
        draft = Draft(
            look.form.draft_id, result.instead, values, look.form.photos, look.form.text, options=dict(result.options)
        )
        return _advance(base.opened(draft))
    if look.is_aside or dialogue.draft is None:
        return dialogue, Pass()
    draft = dialogue.draft
    if result.first:
        before = Draft(f"{draft.id}-{result.first}", result.first)
        return _advance(replace(dialogue, drafts=(*dialogue.drafts, before)))
    if result.answer is not None:
        return dialogue.closed(), Pass()
    checked = replace(draft, is_checked=True, options={**draft.options, **result.options})
    known = {slot.name for slot in draft.declaration.slots} - set(draft.slots)
    fresh = {name: Filled(value) for name, value in result.values.items() if name in known}
    return _advance(dialogue.with_draft(checked.filled(fresh)))


def acted(dialogue: Dialogue, draft_id: str, done: Done) -> Step:
    """What an act brought: the form is closed, one that follows begins, one that waited goes on."""
    rest = dialogue.closed() if dialogue.draft else dialogue
    if done.then and rest.draft is None:
        values = {name: Filled(value) for name, value in done.values.items()}
        return _advance(rest.opened(Draft(f"{draft_id}-{done.then}", done.then, values)))
    if rest.draft is not None:
        # The form that waited is looked at again: what it waited for may have changed the answer.
        return _advance(rest.with_draft(replace(rest.draft, is_checked=False)))
    return rest, Pass()


def declined(dialogue: Dialogue) -> Step:
    """A no ends the form, and with it those that waited for its yes."""
    return replace(dialogue, drafts=(), is_resting=False), Pass()


def reminder(dialogue: Dialogue) -> Step:
    """After an answer to something else: what is still open. From now on a plain yes means "go on"."""
    draft = dialogue.draft
    if draft is None or draft.declaration.is_quiet:
        return dialogue, Pass()
    waits_for = ""
    if draft.pending and draft.pending.kind == "slot":
        slot = _slot(draft, draft.pending.slot)
        waits_for = slot.title if slot else ""
    return replace(dialogue, is_resting=True), Remind(form_of(draft), waits_for)


def form_of(draft: Draft) -> Form:
    """What a handler sees of a draft."""
    return Form(
        draft.intent, draft.values(), {name: filled.source for name, filled in draft.slots.items()},
        draft.photos, draft.text, draft.id,
    )  # fmt: skip


# --- a sentence -------------------------------------------------------------------------------------------------------


def _said(dialogue: Dialogue, said: Said) -> Step:
    understood = said.understanding
    if understood.intent == "cancel" and understood.confidence >= SURE:
        return _cancelled(dialogue)
    for rule in (_picked_candidate, _corrected_preview, _answered, _corrected, _another_intent):
        result = rule(dialogue, said)
        if result is not None:
            return result
    return _not_understood(dialogue, said)


def _cancelled(dialogue: Dialogue) -> Step:
    draft = dialogue.draft
    return Dialogue(), Cancelled(form_of(draft) if draft else None)


def _picked_candidate(dialogue: Dialogue, said: Said) -> Step | None:
    """The answer to "which of these?": its number or its words."""
    options = tuple((declared()[name].title, name) for name in dialogue.candidates if name in declared())
    chosen = _match(options, said.understanding.text)
    if chosen is None:
        return None
    return dialogue.heard(), Reread(str(chosen), dialogue.unclear_text, dialogue.unclear_source)


def _answered(dialogue: Dialogue, said: Said) -> Step | None:
    """The answer to the question that is pending."""
    draft = dialogue.draft
    if draft is None or draft.pending is None:
        return None
    intent = said.understanding.intent
    # A yes with a number in it says something more than yes.
    is_yes = intent == "confirm_yes" and said.understanding.confidence >= SURE and not _has_digit(said)
    is_no = intent == "confirm_no" and said.understanding.confidence >= SURE
    if dialogue.is_resting and (is_yes or said.understanding.text == RESUME):
        return _resume(dialogue, draft)
    if draft.pending.kind == "confirm":
        return _answered_confirmation(dialogue, draft, said, is_yes, is_no)
    if draft.pending.kind == "replace":
        return _answered_replacement(dialogue, draft, is_yes, is_no)
    if draft.pending.kind == "edit":
        options = tuple(
            (slot.title, slot.name) for slot in draft.declaration.slots if slot.questions or slot.corrections
        )
        picked = _match(options, said.understanding.text)
        return _ask_anew(dialogue, draft, str(picked)) if picked is not None else None
    return _answered_slot(dialogue, draft, draft.pending.slot, said)


def _answered_confirmation(dialogue: Dialogue, draft: Draft, said: Said, is_yes: bool, is_no: bool) -> Step | None:
    if is_yes:
        if draft.declaration.by_button_only:
            return dialogue.heard(), Confirm(form_of(draft), must_tap=True)
        return dialogue.heard(), Act(form_of(draft))
    if said.understanding.text == EDIT or (is_no and _editable(draft)):
        return _edit(dialogue, draft)
    if is_no:
        return dialogue.heard(), Declined(form_of(draft))
    return None


def _answered_replacement(dialogue: Dialogue, draft: Draft, is_yes: bool, is_no: bool) -> Step | None:
    if is_yes:
        return _succeed(dialogue, draft)
    return _keep(dialogue, draft) if is_no else None


def _answered_slot(dialogue: Dialogue, draft: Draft, name: str, said: Said) -> Step | None:
    slot = _slot(draft, name)
    if slot is None:
        return None
    understood = said.understanding
    if name in draft.options:
        picked = _match(draft.options[name], understood.text)
        if picked is not None:
            return _advance(dialogue.heard().with_draft(draft.filled({name: Filled(picked, said.message_id)})))
        if name not in _named(draft.declaration, understood):
            return None
    if _interrupts(draft, slot, understood):
        return None
    if name in understood.unclear:
        return _unclear(dialogue, draft, slot, understood.unclear[name])
    # A whole offer as the answer to one question fills what it names; the name is left to its own parser when the
    # sentence was read as something else.
    values = _named(draft.declaration, understood) if understood.intent == draft.intent or name != "name" else {}
    if name not in values:
        reading = slot.parse(understood.text, said.now)
        if isinstance(reading, Unclear):
            return _unclear(dialogue, draft, slot, reading)
        if reading is None:
            return None
        values = {**{k: v for k, v in values.items() if k not in draft.slots}, name: reading}
    filled = {k: Filled(v, said.message_id) for k, v in values.items() if k == name or k not in draft.slots}
    return _advance(dialogue.heard().with_draft(draft.filled(filled)))


def _interrupts(draft: Draft, slot: Slot, understood: Understanding) -> bool:
    """Whether a sentence is clearly about something else than the pending question."""
    if understood.intent in (draft.intent, "confirm_yes", "confirm_no", "out_of_scope", "my_posts"):
        return False
    named = understood.values().get("name")
    if slot.name == "name" and isinstance(named, str) and len(named) >= WHOLE * len(understood.text):
        # The name of a thing alone looks like a search; as the answer to "what?" it is the answer.
        return False
    return understood.confidence >= CLEAR


def _has_digit(said: Said) -> bool:
    return any(letter.isdigit() for letter in said.understanding.text)


def _unclear(dialogue: Dialogue, draft: Draft, slot: Slot, unclear: Unclear) -> Step:
    changed = replace(draft, options={**draft.options, slot.name: unclear.options}, pending=Pending("slot", slot.name))
    return dialogue.heard().with_draft(changed), Choose(form_of(changed), slot.name, unclear.options)


def _corrected(dialogue: Dialogue, said: Said) -> Step | None:
    """ "ราคา 300": a line is corrected by typing it, whatever is pending."""
    draft = dialogue.draft
    if draft is None or not draft.is_checked or not draft.declaration.slots:
        return None
    understood = said.understanding
    values = _introduced(draft, said)
    if not values and draft.pending and draft.pending.kind in ("confirm", "edit"):
        values = _bare_values(draft, understood)
    if not values:
        return None
    changed = draft.filled({name: Filled(value, said.message_id) for name, value in values.items()})
    return _advance(dialogue.heard().with_draft(changed), after_correction=True)


def _corrected_preview(dialogue: Dialogue, said: Said) -> Step | None:
    """Under a preview a new value is a correction, however it is said: "เออ ราคา 50 นะ" is no yes to the old price."""
    draft = dialogue.draft
    if draft is None or draft.pending is None or draft.pending.kind != "confirm" or not draft.declaration.slots:
        return None
    text = said.understanding.text
    values = _introduced(draft, said)
    for slot in draft.declaration.slots:
        # A slot's own title in the middle of a sentence; the shorter words ("มี", "ขาย") only begin one.
        at = text.find(slot.title)
        if not values and at > 0:
            later = replace(said, understanding=replace(said.understanding, text=text[at:]))
            values = _introduced(draft, later)
    changed = {name: Filled(value, said.message_id) for name, value in values.items()}
    if not changed:
        return None
    return _advance(dialogue.heard().with_draft(draft.filled(changed)), after_correction=True)


def _introduced(draft: Draft, said: Said) -> dict[str, Value]:
    """The slot whose title or correction word begins the sentence, with the rest of it as its value."""
    text = said.understanding.text.strip()
    for opening in ("แก้", "เปลี่ยน", "ขอแก้", "ขอเปลี่ยน"):
        if text.startswith(opening) and len(text) > len(opening):
            text = text.removeprefix(opening).strip()
    words = sorted(
        ((word, slot) for slot in draft.declaration.slots for word in {slot.title, *slot.corrections}),
        key=lambda pair: -len(pair[0]),
    )
    for word, slot in words:
        if not text.startswith(word):
            continue
        rest = text.removeprefix(word).strip(" :=").removeprefix("เป็น").strip()
        reading = _first_reading(slot, rest, said)
        if reading is not None:
            extra = _named(draft.declaration, said.understanding) if slot.name == "price" else {}
            also = {k: v for k, v in extra.items() if k in ("unit", "price_max", "bundle_quantity")}
            return {**also, slot.name: reading}
    return {}


def _first_reading(slot: Slot, rest: str, said: Said) -> Value | None:
    """What the words after a correction word say: "50 นะ ลืมไป" is 50, whatever else is added."""
    words = rest.split(" ")
    for end in range(len(words), 0, -1):
        reading = slot.parse(" ".join(words[:end]), said.now)
        if reading is not None and not isinstance(reading, Unclear):
            return reading
    return None


def _bare_values(draft: Draft, understood: Understanding) -> dict[str, Value]:
    """ "250 บาท" under a preview: values of the form's slots in a sentence that asks for nothing else."""
    named = _named(draft.declaration, understood)
    numbers = {k: v for k, v in named.items() if k != "name"}
    if understood.intent == draft.intent:
        is_other = "name" in named and "name" in draft.slots and named["name"] != draft.slots["name"].value
        return {} if is_other else numbers
    other = understood.intent not in ("my_posts", "confirm_no", "confirm_yes", "out_of_scope")
    return {} if other and understood.confidence >= SURE else numbers


def _another_intent(dialogue: Dialogue, said: Said) -> Step | None:
    """Another intent, said clearly."""
    understood = said.understanding
    intent = declared().get(understood.intent)
    if intent is None or intent.only_pending or understood.confidence < SURE:
        return None
    if intent.name == "out_of_scope":
        return _beside_the_point(dialogue, said, intent)
    draft = dialogue.draft
    if draft is not None and intent.name == draft.intent and _has_form(intent):
        return _same_intent(dialogue, draft, said)
    return _begin(dialogue.heard(), said.id, intent, _fill(intent, understood, said.message_id), understood, said)


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
    named = _fill(draft.declaration, said.understanding, said.message_id)
    is_other = "name" in named and "name" in draft.slots and named["name"].value != draft.slots["name"].value
    if is_other:
        asked = replace(draft, successor=named, pending=Pending("replace"), text=said.understanding.text)
        return dialogue.heard().with_draft(asked), Replace(form_of(draft), str(named["name"].value))
    fresh = {name: filled for name, filled in named.items() if name not in draft.slots}
    if fresh:
        return _advance(dialogue.heard().with_draft(draft.filled(fresh)))
    if draft.pending and draft.pending.kind == "slot":
        return None
    return _advance(dialogue.heard())


def _begin(
    dialogue: Dialogue,
    input_id: str,
    intent: Intent,
    slots: Mapping[str, Filled],
    understood: Understanding,
    said: Said,
) -> Step:
    if not _has_form(intent):
        values = understood.values()
        form = Form(intent.name, values, dict.fromkeys(values, said.message_id), (), understood.text, input_id)
        return dialogue, Lookup(form, is_aside=True, message_id=said.message_id)
    options = {name: unclear.options for name, unclear in understood.unclear.items()}
    return _advance(dialogue.opened(Draft(input_id, intent.name, slots, text=understood.text, options=options)))


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
            dialogue, misses=misses, candidates=likely, unclear_text=understood.text, unclear_source=said.message_id
        )
        return offered, Missed("which", likely)
    return replace(dialogue, misses=misses), Missed("rephrase")


def _again(dialogue: Dialogue, draft: Draft) -> Step:
    """The pending question was not answered: once in other words, then ways on."""
    assert draft.pending is not None
    if draft.pending.kind == "slot":
        return _put(dialogue, draft, draft.pending.slot)
    if draft.pending.kind == "edit":
        return dialogue, Offer(form_of(draft), "")
    if draft.pending.kind == "replace":
        return dialogue, Replace(form_of(draft), str(draft.successor["name"].value))
    return reminder(dialogue)


# --- buttons, beginnings, photos --------------------------------------------------------------------------------------


def _tapped(dialogue: Dialogue, tapped: Tapped) -> Step:
    draft = dialogue.draft
    if draft is None or tapped.dialogue != draft.key:
        return _stale(dialogue)
    dialogue = dialogue.heard()
    if tapped.step == "cancel":
        return _cancelled(dialogue)
    if tapped.step == "resume":
        return _resume(dialogue, draft)
    if draft.pending is not None and draft.pending.kind == "replace":
        return _succeed(dialogue, draft) if tapped.step == "yes" else _keep(dialogue, draft)
    if tapped.step == "edit" and _editable(draft):
        return _edit(dialogue, draft)
    if tapped.step == "pick" and draft.pending is not None:
        return _picked(dialogue, draft, tapped.value)
    if tapped.step == "yes" and draft.declaration.is_confirmed and draft.is_checked and _missing(draft) is None:
        return dialogue, Act(form_of(draft))
    if tapped.step == "no" and draft.declaration.is_confirmed:
        return dialogue, Declined(form_of(draft))
    return _stale(dialogue)


def _stale(dialogue: Dialogue) -> Step:
    draft = dialogue.draft
    return dialogue, Stale(form_of(draft) if draft else None)


def _picked(dialogue: Dialogue, draft: Draft, value: Value) -> Step:
    assert draft.pending is not None
    if draft.pending.kind == "edit":
        return _ask_anew(dialogue, draft, str(value)) if _slot(draft, str(value)) else _stale(dialogue)
    slot = _slot(draft, draft.pending.slot)
    allowed = {str(v): v for _, v in draft.options.get(draft.pending.slot, ())}
    if slot is not None and not allowed:
        allowed = {suggestion: suggestion for suggestion in slot.suggestions}
    if slot is None or str(value) not in allowed:
        return _stale(dialogue)
    return _advance(dialogue.with_draft(draft.filled({slot.name: Filled(allowed[str(value)])})))


def _began(dialogue: Dialogue, began: Began) -> Step:
    intent = declared().get(began.intent)
    if intent is None:
        return _stale(dialogue)
    if dialogue.candidates and began.intent in dialogue.candidates and dialogue.unclear_text and not began.values:
        return dialogue.heard(), Reread(began.intent, dialogue.unclear_text, dialogue.unclear_source)
    if not _has_form(intent):
        form = Form(intent.name, began.values, dict.fromkeys(began.values, began.message_id), draft_id=began.id)
        return dialogue, Lookup(form, is_aside=True, message_id=began.message_id)
    slots = _read_back(intent, began)
    if dialogue.draft is not None and dialogue.draft.intent == intent.name and not slots:
        return _resume(dialogue.heard(), dialogue.draft)
    return _advance(dialogue.heard().opened(Draft(began.id, intent.name, slots)))


def _read_back(intent: Intent, began: Began) -> dict[str, Filled]:
    """A button's values pass the same parsers as typed ones: the data of a postback can be forged."""
    slots: dict[str, Filled] = {}
    for slot in intent.slots:
        if slot.name in began.values:
            reading = slot.parse(str(began.values[slot.name]), began.now)
            if reading is not None and not isinstance(reading, Unclear):
                slots[slot.name] = Filled(reading, began.message_id)
    return slots


def _pictured(dialogue: Dialogue, pictured: Pictured) -> Step:
    for index, draft in enumerate(dialogue.drafts):
        if draft.declaration.takes_photos:
            # Photos do not change what a card says: its buttons stay good.
            new = tuple(p for p in pictured.photos if p not in draft.photos)
            fuller = replace(draft, photos=draft.photos + new)
            changed = replace(
                dialogue, drafts=(*dialogue.drafts[:index], fuller, *dialogue.drafts[index + 1 :]), misses=0
            )
            return changed, Noted(form_of(fuller), len(fuller.photos))
    loose = dialogue.loose_photos + tuple(p for p in pictured.photos if p not in dialogue.loose_photos)
    return replace(dialogue, loose_photos=loose, misses=0), Noted(None, len(loose))


# --- going on ---------------------------------------------------------------------------------------------------------


def _advance(dialogue: Dialogue, *, after_correction: bool = False) -> Step:
    """The next thing that the open form needs: a look, a question, a choice, a yes, or the act."""
    draft = dialogue.draft
    assert draft is not None
    dialogue = replace(dialogue, is_resting=False)
    if not draft.is_checked:
        return dialogue, Lookup(form_of(draft), is_aside=False)
    missing = _missing(draft)
    if missing is not None:
        return _put(dialogue, draft, missing.name, after_correction=after_correction)
    if draft.declaration.is_confirmed:
        waiting = replace(draft, pending=Pending("confirm"))
        return dialogue.with_draft(waiting), Confirm(form_of(waiting))
    return dialogue, Act(form_of(draft))


def _put(dialogue: Dialogue, draft: Draft, name: str, *, after_correction: bool = False) -> Step:
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


def _ask_anew(dialogue: Dialogue, draft: Draft, name: str) -> Step:
    """A line that the person chose to change: its question may be put again; the old value stays until then."""
    asked = {k: n for k, n in draft.asked.items() if k != name}
    return _put(dialogue.heard(), replace(draft, asked=asked), name)


def _resume(dialogue: Dialogue, draft: Draft) -> Step:
    """The person goes on: what was pending is shown again, at their own wish."""
    return _advance(dialogue.heard().with_draft(replace(draft, asked={}, pending=None)))


def _edit(dialogue: Dialogue, draft: Draft) -> Step:
    waiting = replace(draft, pending=Pending("edit"))
    return dialogue.heard().with_draft(waiting), Edit(form_of(waiting))


def _succeed(dialogue: Dialogue, draft: Draft) -> Step:
    """The later offer takes the place of the open one."""
    heir = Draft(f"{draft.id}-2", draft.intent, draft.successor, text=draft.text)
    return _advance(dialogue.heard().closed().opened(heir))


def _keep(dialogue: Dialogue, draft: Draft) -> Step:
    return _advance(dialogue.heard().with_draft(replace(draft, successor={}, pending=None, asked={})))


def _missing(draft: Draft) -> Slot | None:
    return next((s for s in draft.declaration.slots if s.required and s.name not in draft.slots), None)


def _editable(draft: Draft) -> bool:
    return any(slot.questions or slot.corrections for slot in draft.declaration.slots)


def _slot(draft: Draft, name: str) -> Slot | None:
    return next((slot for slot in draft.declaration.slots if slot.name == name), None)


def _has_form(intent: Intent) -> bool:
    return bool(intent.slots) or intent.is_confirmed


def _named(intent: Intent, understood: Understanding) -> dict[str, Value]:
    """The values in a sentence that this form has slots for."""
    values = understood.values()
    return {slot.name: values[slot.name] for slot in intent.slots if slot.name in values}


def _fill(intent: Intent, understood: Understanding, message_id: str) -> dict[str, Filled]:
    return {name: Filled(value, message_id) for name, value in _named(intent, understood).items()}


def _match(options: drafts.OptionList, text: str) -> Value | None:
    """The option that was written: its number, its label or its value."""
    written = text.strip().lower()
    if written.isdecimal() and 1 <= int(written) <= len(options) and all(str(v) != written for _, v in options):
        return options[int(written) - 1][1]
    for label, value in options:
        if written in (label.lower(), str(value).lower()):
            return value
    return None
