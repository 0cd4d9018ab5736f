"""Finds a font of this machine that has Thai letters."""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PIL import ImageFont

_FOLDERS = {
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts"),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
    "win32": ("C:/Windows/Fonts", "~/AppData/Local/Microsoft/Windows/Fonts"),
}
_LIKELY = ("sarabun", "thai", "loma", "garuda", "waree", "norasi", "umpush", "laksaman", "thonburi", "leelaw", "tahoma")
"""Parts of names of fonts that are usual on Thai machines: looked at first, because opening each takes time."""
_MOST = 600


@cache
def thai_font() -> Path | None:
    """The file of a font that can write Thai, None when there is none."""
    files = [file for folder in _FOLDERS.get(sys.platform, ()) for file in _fonts(Path(folder).expanduser())]
    files.sort(key=lambda file: (not any(part in file.name.lower() for part in _LIKELY), file.name))
    return next((file for file in files[:_MOST] if _has_thai(file)), None)


def _fonts(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (file for file in folder.rglob("*") if file.suffix.lower() in (".ttf", ".otf", ".ttc"))


def _has_thai(file: Path) -> bool:
    """A letter it lacks is drawn as the same box as a letter that nobody has."""
    try:
        font = ImageFont.truetype(str(file), 40)
        return bytes(font.getmask("ก")) not in (bytes(font.getmask("\U0010fffe")), bytes(font.getmask("ฮ")))
    except (OSError, ValueError):
        return False
