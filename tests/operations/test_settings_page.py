"""The page about the settings is what the declarations say."""

from pathlib import Path

from bot.operations import settings_page

ROOT = Path(__file__).parents[2]


def test_the_page_is_fresh() -> None:
    written = (ROOT / settings_page.PAGE).read_text(encoding="utf-8")
    assert written == settings_page.page(), "run `python -m bot settings-docs --write`"
