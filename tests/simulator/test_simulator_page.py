"""The page about the stand-in names every switch and every fault."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from bot.simulator.faults import Kind
from bot.simulator.state import SETTINGS

PAGE = Path(__file__).parents[2] / "docs" / "simulator.md"


def test_the_page_names_every_switch_and_fault() -> None:
    page = PAGE.read_text(encoding="utf-8")
    missing = [name for name in (*SETTINGS, *get_args(Kind)) if f"`{name}`" not in page]
    assert missing == []


def test_the_stand_in_knows_nothing_of_the_bot() -> None:
    folder = PAGE.parents[1] / "bot" / "simulator"
    ours = ("bot.", "handlers", "intents", "models", "linebot")
    for file in folder.rglob("*.py"):
        for line in file.read_text(encoding="utf-8").splitlines():
            name = line.split()[1] if line.startswith(("from ", "import ")) else ""
            assert not name.startswith(ours) or name.startswith("bot.simulator"), f"{file.name}: {line}"
