"""The picture of a post without photos, 1200 × 630 as Open Graph wants it: its name, its headline, its village."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

WIDTH, HEIGHT = 1200, 630
MARGIN = 84
PAPER, INK, QUIET, PRICE, GREEN, MEADOW, SUN = (
    "#fdf8ee", "#2c2620", "#6d6257", "#a8480f", "#1f6f54", "#2f8a68", "#e3a63b"
)  # fmt: skip
FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts", "~/Library/Fonts",
    "/Library/Fonts", "/System/Library/Fonts", "C:/Windows/Fonts",
)  # fmt: skip
THAI_BOLD = (
    "NotoSansThai-Bold.ttf", "NotoLoopedThai-Bold.ttf", "Sarabun-Bold.ttf", "Laksaman-Bold.ttf", "Garuda-Bold.ttf",
    "LeelaUIb.ttf", "Thonburi.ttc",
)  # fmt: skip
THAI = (
    "NotoSansThai-Regular.ttf", "NotoLoopedThai-Regular.ttf", "Sarabun-Regular.ttf", "Laksaman.ttf", "Garuda.ttf",
    "LeelawUI.ttf", "Thonburi.ttc",
)  # fmt: skip
LATIN_BOLD = ("NotoSans-Bold.ttf", "DejaVuSans-Bold.ttf", "LiberationSans-Bold.ttf", "arialbd.ttf", "Arial Bold.ttf")
LATIN = ("NotoSans-Regular.ttf", "DejaVuSans.ttf", "LiberationSans-Regular.ttf", "arial.ttf", "Arial.ttf")
_CLUSTER = re.compile(r"[เแโใไ]*.[\u0e30-\u0e3a\u0e45-\u0e4e\u0e2f]*", re.DOTALL)
_UNDRAWABLE = re.compile(r"[^\u0020-\u024f\u0e00-\u0e7f\u2010-\u2027]+")
_FIRST_VOWELS = "เแโใไ"


@dataclass(frozen=True)
class CardText:
    """What is drawn on a card."""

    name: str
    headline: str
    place: str
    mark: str = ""


@dataclass(frozen=True)
class Face:
    """A Thai font and one for the rest: Noto's Thai fonts have no digits."""

    thai: ImageFont.FreeTypeFont
    latin: ImageFont.FreeTypeFont

    def runs(self, text: str) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        """The text in pieces of one font each."""
        for is_thai, letters in groupby(text, lambda letter: "\u0e00" <= letter <= "\u0e7f"):
            yield (self.thai if is_thai else self.latin), "".join(letters)

    def length(self, text: str) -> float:
        """Its width in pixels."""
        return sum(font.getlength(run) for font, run in self.runs(text))

    def write(self, draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, fill: str) -> None:
        """Draws it on one line; `at` is the left end of its base line."""
        x, y = at
        for font, run in self.runs(text):
            draw.text((x, y), run, font=font, fill=fill, anchor="ls")
            x += font.getlength(run)


@cache
def _font_file(names: Sequence[str]) -> Path | None:
    """The first of these fonts that this machine has."""
    found: dict[str, Path] = {}
    for folder in (Path(folder).expanduser() for folder in FOLDERS):
        for file in folder.rglob("*.tt[fc]") if folder.is_dir() else ():
            found.setdefault(file.name, file)
    return next((found[name] for name in names if name in found), None)


def has_thai_font() -> bool:
    """Whether cards can hold words: a Thai font, and a layout that stacks Thai marks (libraqm)."""
    return bool(features.check("raqm")) and _font_file(THAI_BOLD) is not None


@cache
def _face(size: int, is_bold: bool) -> Face:
    thai = (_font_file(THAI) if not is_bold else None) or _font_file(THAI_BOLD)
    if thai is None:
        raise LookupError(f"no Thai font is installed; one of {', '.join(THAI_BOLD)} is needed to draw words")
    latin = _font_file(LATIN_BOLD if is_bold else LATIN) or thai
    engine = ImageFont.Layout.RAQM
    return Face(*(ImageFont.truetype(str(file), size, layout_engine=engine) for file in (thai, latin)))


@lru_cache(maxsize=64)
def card(text: CardText) -> bytes:
    """A JPEG. Without a Thai font it is a plain picture of the same size: no words are better than boxes."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(picture)
    _scenery(draw)
    if has_thai_font():
        _words(draw, text)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=86, optimize=True)
    return out.getvalue()


def _scenery(draw: ImageDraw.ImageDraw) -> None:
    """Hills and a sun at the lower edge."""
    draw.ellipse((930, 340, 1110, 520), fill=SUN)
    draw.ellipse((560, 480, 1500, 1010), fill=MEADOW)
    draw.ellipse((-300, 510, 940, 1100), fill=GREEN)


def _words(draw: ImageDraw.ImageDraw, text: CardText) -> None:
    room = WIDTH - 2 * MARGIN
    small = _face(38, False)
    small.write(draw, (MARGIN, 96), "เน็ตอาสา · ของดีจากหมู่บ้าน", QUIET)
    name = drawable(text.name)
    size = next((s for s in (108, 96, 84) if _face(s, True).length(name) <= room), 70)
    lines = wrapped(name, _face(size, True), room, most=2)
    y = 246 if len(lines) < 2 else 198
    for line in lines:
        _face(size, True).write(draw, (MARGIN, y), line, INK)
        y += int(size * 1.45)
    headline = drawable(f"{text.headline} · {text.mark}" if text.mark else text.headline)
    large = next((s for s in (72, 60, 50) if _face(s, True).length(headline) <= room), 42)
    _face(large, True).write(draw, (MARGIN, y), headline, PRICE)
    small.write(draw, (MARGIN, HEIGHT - 44), drawable(text.place), "#ffffff")


def drawable(text: str) -> str:
    """Thai and Latin letters only: pictographs and far scripts would be boxes."""
    return " ".join(_UNDRAWABLE.sub(" ", text).split())


def wrapped(text: str, face: Face, room: float, most: int) -> list[str]:
    """At most so many lines that fit into so many pixels, the last one cut with … where there is more."""
    lines: list[str] = []
    clusters: list[str] = _CLUSTER.findall(text)
    while clusters and len(lines) < most:
        count = _break(clusters, _fitting(clusters, face, room))
        lines.append("".join(clusters[:count]).strip())
        clusters = clusters[count:]
    if clusters:
        lines[-1] = lines[-1][:-1].rstrip() + "…"
    return lines


def _break(clusters: Sequence[str], fitting: int) -> int:
    """Where a line ends: at a space, else before a vowel that only begins syllables, else between two letters."""
    if fitting == len(clusters):
        return fitting
    late = range(fitting, fitting // 2, -1)
    at_space = next((i for i in late if clusters[i - 1].isspace()), 0)
    return at_space or next((i for i in late if clusters[i][0] in _FIRST_VOWELS), fitting)


def _fitting(clusters: Sequence[str], face: Face, room: float) -> int:
    count = len(clusters)
    while count > 1 and face.length("".join(clusters[:count])) > room:
        count -= 1
    return count
