"""What one turn does between the events and the outbox: reads, steps the dialogue, asks the handlers, keeps the result.

Everything happens in the caller's transaction; nothing is sent here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.orm import Session

from bot import clock, dialogue, outbox, progress, quota, reading, wording
from bot.draft import Dialogue, Shown
from bot.moves import Act, Cancelled, Declined, Input, Lookup, Missed, Move, Pass, Pictured, Reread, Said
from bot.outbox import ReplyTo
from bot.reading import Arrived
from bot.settings import settings
from handlers import menu
from handlers.capability import Context, Done, Found, Notice, capabilities
from handlers.replies import Answer, Cards, Start
from models import dialogue as dialogues
from models import photo as photos
from models import question, unsending, webhook_event
from models.outbox import Message
from models.person import Person, meet
from models.photo import PhotoState

ABSENCE = timedelta(minutes=30)
"""After so long a silence a plain yes is no answer to what was asked then."""
MAX_STEPS = 12
"""Moves of one turn; more would be a circle."""


@dataclass(frozen=True)
class Outcome:
    """What a turn leaves: messages to send, photos to fetch, whose it was, and whether its words must be forgotten."""

    messages: tuple[int, ...] = ()
    photos: tuple[int, ...] = ()
    person_id: int | None = None
    is_blanked: bool = False
    is_forgotten: bool = False
    """Not even whose it was is kept."""
    is_unnamed: bool = False
    """LINE is to be asked what this person calls themselves."""


def hold(db: Session, batch: Sequence[Arrived]) -> Outcome:
    """One turn: one event, or the photos of one set."""
    last = batch[-1]
    event = last.event
    if event.group_id:
        return _in_group(db, last)
    if not event.user_id:
        return Outcome(is_blanked=True)
    person = meet(db, event.user_id, clock.now())
    if event.type == "unsend":
        return _unsent(db, person, event.message_id)
    if not event.is_active:
        return Outcome(person_id=person.id, is_blanked=True)
    if event.type == "unfollow":
        person.is_following = False
        return Outcome(person_id=person.id, is_blanked=True)
    person.is_following = True
    batch = [a for a in batch if not (a.event.message_id and webhook_event.is_unsent(db, a.event.message_id))]
    if not batch:
        return Outcome(person_id=person.id, is_blanked=True)
    return _converse(db, person, batch)


def _converse(db: Session, person: Person, batch: Sequence[Arrived]) -> Outcome:
    now = clock.now()
    last = batch[-1]
    context = Context(db, person, now, clock.real_now(), settings().base_url, quota.read)
    stored = dialogues.load(db, person.id)
    state = Dialogue.from_state(stored.state) if stored else Dialogue()
    opening: Answer | None = None
    if stored and now - stored.touched_at > dialogues.LIFETIME:
        opening = wording.draft_dropped() if state.drafts or not stored.state else None
        state = Dialogue()
    elif stored and now - stored.touched_at > ABSENCE:
        state = replace(state, is_resting=bool(state.drafts))
    fetched: tuple[int, ...] = ()
    if last.event.message_type == "image" and last.event.type == "message" and not last.event.is_external:
        in_order = sorted(batch, key=lambda a: a.event.image_set.index if a.event.image_set else 0)
        taken = [
            photos.take(db, a.event.message_id, person.id, clock.real_now()) for a in in_order if a.event.message_id
        ]
        fetched = tuple(photo.id for photo in taken if photo.state == PhotoState.WAITING)
        given: Input = Pictured(str(last.id), tuple(photo.id for photo in taken))
    else:
        given = reading.read(db, last, state, person, now)
    has_consented = person.consented_at is not None
    talked = talk(context, state, given)
    state, answer = talked.state, talked.answer
    if person in db and has_consented and person.consented_at is None:
        question.forget_person(db, person.id)
    if person not in db:
        # Erased in this very turn: the receipt goes out, and nothing of the conversation is kept.
        return _farewell(db, last, answer)
    if (cards := _last_cards(answer)) is not None:
        state = replace(state, shown=_shown(cards))
    dialogues.save(db, person.id, None if state.is_empty else state.to_state(), now)
    said = menu.filled(context, answer if opening is None else opening.plus(answer))
    message = _answer(db, person, batch, said)
    told = outbox.notify_each(db, talked.notices)
    messages = (*((message.id,) if message else ()), *told)
    is_visitor = person.consented_at is None
    return Outcome(messages, fetched, person.id, is_blanked=is_visitor, is_unnamed=person.is_unnamed)


def _farewell(db: Session, last: Arrived, answer: Answer) -> Outcome:
    reply_to = ReplyTo(last.event.reply_token, last.received_at, last.id)
    message = outbox.answer_to(db, last.event.user_id, reply_to, answer)
    return Outcome((message.id,), is_blanked=True, is_forgotten=True)


def _last_cards(answer: Answer) -> Cards | None:
    return next((reply for reply in reversed(answer.replies) if isinstance(reply, Cards)), None)


def _shown(cards: Cards) -> tuple[Shown, ...]:
    """What the words "อันที่สอง" stand for from now on; nothing under cards whose first button changes something."""
    if not cards.is_choice:
        return ()
    shown = []
    for card in cards.cards:
        action = next((button.action for button in card.buttons if isinstance(button.action, Start)), None)
        if action is not None:
            shown.append(Shown(card.title, action.intent, action.values))
        else:
            shown.append(Shown(card.title, url=card.link))
    return tuple(shown)


def _answer(db: Session, person: Person, batch: Sequence[Arrived], answer: Answer) -> Message | None:
    if not answer.replies:
        return None
    last = batch[-1]
    sources = tuple(a.event.message_id for a in batch if a.event.message_id)
    if not last.event.reply_token:
        outbox.hold(db, person, answer, sources)
        return None
    return outbox.answer(db, person, ReplyTo(last.event.reply_token, last.received_at, last.id, sources), answer)


# --- stepping ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Talked:
    """What one input led to."""

    state: Dialogue
    answer: Answer
    notices: tuple[Notice, ...] = ()
    """For other people."""


def talk(context: Context, state: Dialogue, given: Input) -> Talked:
    """Steps the dialogue, and feeds it what the handlers find and do, until there is something to say."""
    state, move = dialogue.step(state, given)
    answer = Answer(())
    notices: tuple[Notice, ...] = ()
    has_turned_aside = False
    for _ in range(MAX_STEPS):
        if isinstance(move, Lookup):
            state, move, said = _look(context, state, move)
            answer, has_turned_aside = answer.plus(said), True
        elif isinstance(move, Act):
            state, move, done = _act(context, state, move)
            answer, notices = answer.plus(done.answer), notices + done.notices
            if context.person not in context.db:
                return Talked(Dialogue(), answer)  # erased: nothing that waited goes on
        elif isinstance(move, Declined):
            decline = capabilities()[move.form.intent].decline
            answer = answer.plus(decline(context, move.form) if decline else wording.cancelled(move.form))
            state, move = dialogue.declined(state)
        elif isinstance(move, Reread):
            question.picked(context.db, context.person.id, move.message_id, move.intent)
            understood = reading.read_as(move.text, move.intent, context.person, context.now)
            state, move = dialogue.step(state, Said(given.id, understood, context.now, move.message_id, move.text))
        elif isinstance(move, Pass) and has_turned_aside and state.draft is not None:
            has_turned_aside = False
            state, move = progress.reminder(state)
        else:
            break
    _remember(context, given, move)
    if isinstance(move, Cancelled) and move.form is None and not move.photos and (undone := _taken_back(context)):
        return Talked(state, undone.answer, undone.notices)
    return Talked(state, answer.plus(_words(context, state, move)), notices)


def _taken_back(context: Context) -> Done | None:
    """What a bare "ยกเลิก" undoes while no form is open; None when there is nothing."""
    undoing = (capability.take_back for capability in capabilities().values() if capability.take_back is not None)
    return next((done for take_back in undoing if (done := take_back(context)) is not None), None)


def _remember(context: Context, given: Input, move: Move) -> None:
    """Keeps the sentence that was not understood, for staff to name its meaning; a visitor's is never kept."""
    if isinstance(move, Missed) and isinstance(given, Said):
        understood = given.understanding
        guess = move.candidates[0] if move.candidates else understood.intent
        question.keep(context.db, context.person, understood.text, given.message_id, guess, context.real_now)


def _look(context: Context, state: Dialogue, move: Lookup) -> tuple[Dialogue, Move, Answer]:
    capability = capabilities().get(move.form.intent)
    if capability is None:
        result = Found(answer=wording.not_served(move.form.intent))
    else:
        result = capability.look(context, move.form) if capability.look else Found()
    state, following = dialogue.found(state, move, result)
    return state, following, result.answer or Answer(())


def _act(context: Context, state: Dialogue, move: Act) -> tuple[Dialogue, Move, Done]:
    act = capabilities()[move.form.intent].act
    if act is None:
        raise LookupError(f"the form {move.form.intent} has no act")
    done = act(context, move.form)
    state, following = dialogue.acted(state, move.form.draft_id, done)
    return state, following, done


def _words(context: Context, state: Dialogue, move: Move) -> Answer:
    """What is said about the last move, its buttons signed with the draft that they belong to."""
    key = state.draft.key if state.draft else ""
    return wording.signed(wording.of(context, move), key)


# --- what is not a conversation ---------------------------------------------------------------------------------------


def _in_group(db: Session, arrived: Arrived) -> Outcome:
    """In groups: silent unless mentioned or newly invited; no personal questions there. The words are not kept."""
    event = arrived.event
    is_spoken_to = event.type == "join" or (event.type == "message" and event.is_mentioned)
    if not (event.is_active and event.reply_token and is_spoken_to):
        return Outcome(is_blanked=True)
    reply_to = ReplyTo(event.reply_token, arrived.received_at, arrived.id)
    message = outbox.answer_to(db, event.group_id, reply_to, wording.in_group())
    return Outcome((message.id,), is_blanked=True)


def _unsent(db: Session, person: Person, message_id: str) -> Outcome:
    """Unsend: gone from the draft, the posts, the photos, the stored events and what waits to be shown."""
    photo = photos.by_message(db, message_id)
    stored = dialogues.load(db, person.id)
    was_in_draft = False
    if stored:
        state = Dialogue.from_state(stored.state)
        kept = state.without_source(message_id, (photo.id,) if photo else ())
        was_in_draft = kept != state
        dialogues.save(db, person.id, None if kept.is_empty else kept.to_state(), stored.touched_at)
    removed = unsending.remove(db, person, message_id, clock.now())
    if was_in_draft or removed.anything or photo is not None:
        outbox.hold(db, person, wording.unsent(removed))
    return Outcome(person_id=person.id, is_blanked=person.consented_at is None)


def apologise(db: Session, arrived: Arrived) -> Message | None:
    """Tells the person of an event that was given up."""
    event = arrived.event
    if event.group_id or not event.user_id or not event.is_active or event.type in ("unsend", "unfollow"):
        return None
    person = meet(db, event.user_id, clock.now())
    return _answer(db, person, [arrived], wording.sorry())
