"""The page's scripts have types, in JSDoc; `tsc` checks them where there is one. `.ci/run` installs it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[3] / "bot" / "simulator" / "static"


def test_the_scripts_have_the_types_that_they_say() -> None:
    named = os.environ.get("TSC", "")
    found = shutil.which(named or "tsc")
    if found is None and not named:
        pytest.skip("no tsc here: `apt-get install node-typescript`, or name one in TSC")
    assert found is not None, f"TSC names {named}, which is not there"
    checked = subprocess.run([found, "-p", str(STATIC)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_scripts_are_small_and_make_no_page_from_words() -> None:
    for script in STATIC.glob("*.js"):
        source = script.read_text(encoding="utf-8")
        assert len(source.splitlines()) <= 300, script.name
        for way in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "http:",
            "https:",
        ):
            allowed = script.name == "dom.js" and way == "http:"  # the name of SVG
            allowed = allowed or (script.name == "export.js" and way == "http:")
            assert allowed or way not in source.replace("https?:", ""), f"{script.name}: {way}"
