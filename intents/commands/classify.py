"""`python -m intents classify`: what each line means."""

from collections.abc import Mapping
from datetime import datetime

import click

from intents.classify.store import classifier
from intents.commands.lines import Clock, answer_lines, now_option
from intents.entities import spoken
from intents.thai.words import words as split
from intents.understand import understand
from intents.understanding import Understanding


@click.command(name="classify")
@now_option
@click.option("--pending", help="What the bot is waiting for: confirm, or the name of the slot it asked for.")
@click.option("--role", help="The writer's role: resident, seller, headman …")
@click.option("--entities", "with_entities", is_flag=True, help="Adds what the line names.")
@click.option(
    "--why", is_flag=True, help="Adds the normalised text, its words, what decided, and where things are named."
)
@click.pass_obj
def COMMAND(  # noqa: N802
    clock: Clock, now: datetime | None, pending: str | None, role: str | None, with_entities: bool, why: bool
) -> None:
    """The intent of each line of stdin, how sure that is, and the next likeliest, as one line of JSON."""

    def answer(line: str) -> Mapping[str, object]:
        understood = understand(line, now=now or clock.now(), pending=pending, role=role)
        return as_json(understood, with_entities=with_entities) | (explained(understood) if why else {})

    answer_lines(answer)


def as_json(understood: Understanding, *, with_entities: bool) -> dict[str, object]:
    """`{"intent","confidence","entities","alternatives"}`; without entities an empty object stands in their place."""
    return {
        "intent": understood.intent,
        "confidence": round(understood.confidence, 4),
        "entities": dict(spoken(understood.entities)) if with_entities else {},
        "alternatives": [{"intent": i, "confidence": round(c, 4)} for i, c in understood.alternatives],
    }


def explained(understood: Understanding) -> dict[str, object]:
    """How that came about, for people who correct examples."""
    words = split(understood.text)
    model = classifier()
    known = understood.intent in model.labels
    reasons = model.reasons(understood.text, words, understood.intent) if known else []
    return {
        "text": understood.text,
        "words": words,
        "because": [{"feature": feature, "weight": round(weight, 4)} for feature, weight in reasons],
        "spans": [{"key": e.key, "value": e.value, "start": e.start, "end": e.end} for e in understood.entities],
        "unclear": {key: [label for label, _ in unclear.options] for key, unclear in understood.unclear.items()},
    }
