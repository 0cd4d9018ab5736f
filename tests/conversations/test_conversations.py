"""The whole behaviour of the bot, as a folder of conversations."""

from pathlib import Path

import pytest

from bot import clock
from intents.understand import understand
from tests.conversations.transcript import WHO, Player, read, shown_intents
from tests.world import World

TRANSCRIPTS = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_conversation(world: World, path: Path) -> None:
    Player(world, path).play()


@pytest.mark.parametrize("path", [path for path in TRANSCRIPTS if shown_intents(path)], ids=lambda path: path.stem)
def test_a_transcript_shows_the_intents_that_it_names(path: Path) -> None:
    said = {understand(WHO.sub(r"\2", line.text), now=clock.now()).intent for line in read(path) if line.sign == ">"}
    assert shown_intents(path) <= said


def test_there_are_conversations() -> None:
    assert len(TRANSCRIPTS) >= 20
