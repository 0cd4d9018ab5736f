"""A dialogue without handlers, LINE or Thai: inputs made by hand, looks and acts that always succeed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import dialogue, progress
from bot.draft import Dialogue
from bot.moves import Act, Declined, Input, Lookup, Move, Pass, Reread, Said
from handlers.capability import Done, Found
from handlers.replies import say
from intents.intent import Value
from intents.understanding import Entity, Understanding

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok"))


def said(
    text: str,
    intent: str = "out_of_scope",
    confidence: float = 0.95,
    source: str = "m1",
    values: Mapping[str, Value] | None = None,
    **more: Value,
) -> Said:
    """A sentence with a meaning and values, as the understanding would have read it."""
    entities = tuple(Entity(key, value, 0, 0) for key, value in {**(values or {}), **more}.items())
    return Said("e1", Understanding(text, intent, confidence, entities), NOW, source)


class Talk:
    """A conversation that remembers its last move."""

    def __init__(self) -> None:
        self.state = Dialogue()
        self.move: Move = Pass()
        self.moves: list[Move] = []

    def hear(self, given: Input, found: Found | None = None) -> Move:
        """One input, carried on until something would be said."""
        state, move = dialogue.step(self.state, given)
        self.moves = [move]
        for _ in range(12):
            if isinstance(move, Lookup):
                result = found or (Found(answer=say("คำตอบ")) if move.is_aside else Found())
                was_aside = move.is_aside
                found = None
                state, move = dialogue.found(state, move, result)
                if was_aside and isinstance(move, Pass) and state.draft:
                    state, move = progress.reminder(state)
            elif isinstance(move, Act):
                state, move = dialogue.acted(state, move.form.draft_id, Done(say("ทำแล้ว")))
            elif isinstance(move, Declined):
                state, move = dialogue.declined(state)
            elif isinstance(move, Reread):
                state, move = dialogue.step(state, replace(said(move.text, move.intent, 1.0), id=given.id))
            else:
                break
            self.moves.append(move)
        self.state, self.move = state, move
        # What is stored between two messages is JSON: nothing may get lost on the way.
        assert Dialogue.from_state(state.to_state()) == state
        return move

    @property
    def key(self) -> str:
        """What the buttons of the open draft carry."""
        return self.state.draft.key if self.state.draft else ""

    def values(self) -> dict[str, Value]:
        """The slots of the open draft."""
        return self.state.draft.values() if self.state.draft else {}
