"""What the form of every kind of post has besides its own slots."""

from intents.entities.answers import read_text
from intents.intent import Slot

CHANGED = Slot("post", "รายการ", read_text(60), is_inner=True)
"""The post that is being changed; none for a new one. Never asked: "แก้" sets it."""
