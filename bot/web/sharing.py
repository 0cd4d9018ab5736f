"""Sharing a post: the addresses to share with, and the picture that a shared link shows (1200 × 630, Open Graph)."""

import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import quote

from PIL import Image, ImageDraw, ImageFont, features

from bot.settings import settings
from bot.web.showing import Shown, one_line
from handlers.posting import Json

WIDTH, HEIGHT = 1200, 630
MARGIN = 84
PAPER, INK, QUIET, GREEN, AMBER = "#fdf8ee", "#2c2620", "#6d6257", "#1f6f54", "#e3a63b"
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/Library/Fonts", "/Library/Fonts",
           "/System/Library/Fonts", "C:/Windows/Fonts")  # fmt: skip
BOLD = ("NotoSansThai-Bold.ttf", "NotoLoopedThai-Bold.ttf", "Sarabun-Bold.ttf", "Laksaman-Bold.ttf", "Garuda-Bold.ttf",
        "LeelUIsb.ttf", "LeelawUI.ttf", "Thonburi.ttc")  # fmt: skip
REGULAR = ("NotoSansThai-Regular.ttf", "NotoLoopedThai-Regular.ttf", "Sarabun-Regular.ttf", "Laksaman.ttf",
           "Garuda.ttf", "LeelawUI.ttf", "Thonburi.ttc")  # fmt: skip
_CLUSTER = re.compile(r"[เแโใไ]*.[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0e30\u0e32\u0e33\u0e45\u0e46\u0e2f]*", re.DOTALL)

Font = ImageFont.FreeTypeFont


@dataclass(frozen=True)
class Share:
    """Addresses for sharing a post; absolute, as other machines read them."""

    url: str
    line: str
    facebook: str
    title: str
    summary: str
    picture: str
    picture_width: int
    picture_height: int


@dataclass(frozen=True)
class CardText:
    """What is drawn on a card."""

    name: str
    headline: str
    place: str
    mark: str = ""


def share(shown: Shown) -> Share:
    """How a post is shared."""
    base = settings().base_url
    url = base + shown.path
    photo = shown.pictures[0] if shown.pictures else None
    village = shown.village
    return Share(
        url=url,
        line=f"https://social-plugins.line.me/lineit/share?url={quote(url, safe='')}",
        facebook=f"https://www.facebook.com/sharer/sharer.php?u={quote(url, safe='')}",
        title=one_line(f"{one_line(shown.name, 70)} {shown.sheet.headline}", 110),
        summary=one_line(shown.description, 180) or f"{shown.page.title}จาก{village.name} {village.address}",
        picture=base + (photo.preview if photo else f"{shown.path}/card.jpg"),
        picture_width=photo.width if photo else WIDTH,
        picture_height=photo.height if photo else HEIGHT,
    )


def structured(shown: Shown) -> dict[str, Json]:
    """The post as schema.org data: what its kind says, with name, address and pictures."""
    base = settings().base_url
    return {
        "@context": "https://schema.org",
        **shown.sheet.structured,
        "name": shown.name,
        "url": base + shown.path,
        "description": shown.description,
        "image": [base + picture.full for picture in shown.pictures] or [f"{base}{shown.path}/card.jpg"],
    }


def card_of(shown: Shown) -> CardText:
    """The words of a post's card."""
    village = shown.village
    return CardText(
        name=one_line(shown.name, 80),
        headline=one_line(shown.sheet.headline, 40),
        place=one_line(f"{village.name} · จ.{village.province}", 60),
        mark=shown.page.sold_out if shown.is_sold_out else "",
    )


@cache
def _font_file(names: Sequence[str]) -> str | None:
    """The first of these fonts that this machine has."""
    for folder in FOLDERS:
        root = Path(folder).expanduser()
        found = {file.name: file for file in root.rglob("*") if file.name in names} if root.is_dir() else {}
        for name in names:
            if name in found:
                return str(found[name])
    return None


def has_thai_font() -> bool:
    """Whether cards can hold words: a Thai font, and a layout that stacks Thai marks (libraqm)."""
    return bool(features.check("raqm")) and _font_file(BOLD) is not None


@cache
def _font(names: Sequence[str], size: int) -> Font:
    file = _font_file(names)
    if file is None:
        raise LookupError(f"none of these fonts is installed: {', '.join(names)}")
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.RAQM)


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
    draw.ellipse((930, 330, 1130, 530), fill=AMBER)
    draw.ellipse((560, 470, 1500, 1000), fill="#2f8a68")
    draw.ellipse((-300, 520, 900, 1100), fill=GREEN)


def _words(draw: ImageDraw.ImageDraw, text: CardText) -> None:
    bold, regular = tuple(BOLD), tuple(REGULAR)
    room = WIDTH - 2 * MARGIN
    small = _font(regular if _font_file(regular) else bold, 40)
    draw.text((MARGIN, 56), "เน็ตอาสา · ของดีจากหมู่บ้าน", font=small, fill=QUIET)
    name = drawable(text.name)
    size = next((s for s in (104, 92, 80) if _font(bold, s).getlength(name) <= room), 68)
    top = 132
    for line in wrapped(name, _font(bold, size), room, most=2):
        draw.text((MARGIN, top), line, font=_font(bold, size), fill=INK)
        top += int(size * 1.42)
    headline = drawable(f"{text.headline}  ({text.mark})" if text.mark else text.headline)
    draw.text((MARGIN, top + 6), headline, font=_font(bold, 64), fill="#a8480f")
    draw.text((MARGIN, HEIGHT - 92), drawable(text.place), font=small, fill="#ffffff")


def drawable(text: str) -> str:
    """Only what a Thai font has: pictographs would be boxes."""
    return " ".join("".join(c for c in text if ord(c) < 0x2100 and unicodedata.category(c) != "So").split())


def wrapped(text: str, font: Font, room: float, most: int) -> list[str]:
    """Lines that fit into so many pixels; broken at a space where one is near, never between a letter and its marks."""
    lines: list[str] = []
    clusters: list[str] = _CLUSTER.findall(text)
    while clusters and len(lines) < most:
        count = _fitting(clusters, font, room)
        if count < len(clusters):
            spaces = [i for i in range(count // 2, count) if clusters[i].isspace()]
            count = spaces[-1] + 1 if spaces else count
        lines.append("".join(clusters[:count]).strip())
        clusters = clusters[count:]
    if clusters:
        lines[-1] = lines[-1][:-1].rstrip() + "…"
    return lines


def _fitting(clusters: Sequence[str], font: Font, room: float) -> int:
    count = len(clusters)
    while count > 1 and font.getlength("".join(clusters[:count])) > room:
        count -= 1
    return count
