"""docs/settings.md, made from the declarations in bot/settings.py."""

from pathlib import Path
from typing import Literal, get_args, get_origin

from bot.settings import Settings

PAGE = Path("docs/settings.md")

_HEAD = """# Settings

Read from the environment, or from a file `.env` in the folder in which the program starts; the environment wins.
This page is made from `bot/settings.py` by `python -m bot settings-docs --write`; a test holds it fresh.

| setting | default | meaning |
|---|---|---|
"""


def page() -> str:
    """The whole page."""
    rows = []
    for name, field in Settings.model_fields.items():
        choices = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
        allowed = f" One of {', '.join(f'`{choice}`' for choice in choices)}." if choices else ""
        default = f"`{field.default}`" if str(field.default) else "empty"
        meaning = f"{field.description}{allowed}".replace("|", "\\|")
        rows.append(f"| `{name.upper()}` | {default} | {meaning} |\n")
    return _HEAD + "".join(rows)
