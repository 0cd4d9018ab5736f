"""The page about the stand-in names every switch and every fault."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from bot.simulator.faults import Kind
from bot.simulator.state import SETTINGS

PAGE = Path(__file__).parents[2] / "docs" / "simulator.md"


def test_the_page_names_every_switch_and_fault() -> None:
    page = PAGE.read_text(encoding="utf-8")
    missing = [name for name in (*SETTINGS, *get_args(Kind)) if f"`{name}`" not in page]
    assert missing == []


def test_what_the_page_says_shows_it_is_there() -> None:
    page = PAGE.read_text(encoding="utf-8")
    root = PAGE.parents[1]
    here = {file.name for file in (root / "tests" / "simulator" / "page").glob("test_*.py")}
    named = set(re.findall(r"`(test_\w+\.py)`", page))
    assert named
    assert named <= here, "these are in no table's folder"
    for path in re.findall(r"`(tests/[\w/]+(?:\.py)?)`", page):
        assert (root / path).exists(), path


def test_pictures_of_the_pages_for_people_are_there_and_small() -> None:
    root = PAGE.parents[1]
    shown: set[Path] = set()
    for page in (root / "README.md", *(root / "docs").rglob("*.md")):
        for name in re.findall(r"!\[[^\]]+\]\(([^)]+\.png)\)", page.read_text(encoding="utf-8")):
            shown.add((page.parent / name).resolve())
    assert shown
    for picture in shown | set((root / "docs" / "pictures").iterdir()):
        assert picture.stat().st_size <= 150_000, picture.name


def test_the_stand_in_knows_nothing_of_the_bot() -> None:
    folder = PAGE.parents[1] / "bot" / "simulator"
    ours = ("bot.", "handlers", "intents", "models", "linebot")
    for file in folder.rglob("*.py"):
        for line in file.read_text(encoding="utf-8").splitlines():
            name = line.split()[1] if line.startswith(("from ", "import ")) else ""
            assert not name.startswith(ours) or name.startswith("bot.simulator"), f"{file.name}: {line}"
