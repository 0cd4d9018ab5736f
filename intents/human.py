"""Wanting a person instead of a program."""

from intents.intent import Intent

INTENTS = (Intent(name="talk_to_human", title="คุยกับคน", example="ขอคุยกับเจ้าหน้าที่", in_menu=8),)
