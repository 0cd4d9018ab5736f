"""The whole behaviour of the bot, as a folder of conversations."""

from pathlib import Path

import pytest

from tests.conversations.transcript import Player
from tests.world import World

TRANSCRIPTS = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_conversation(world: World, path: Path) -> None:
    Player(world, path).play()


def test_there_are_conversations() -> None:
    assert len(TRANSCRIPTS) >= 20
