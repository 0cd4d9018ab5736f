"""Sharing a post: the addresses to share with, and what a shared link tells of itself (Open Graph, schema.org)."""

from dataclasses import dataclass
from urllib.parse import quote

from bot.settings import settings
from bot.web.cards import HEIGHT, WIDTH, CardText
from bot.web.showing import Shown, one_line
from handlers.posting import Json


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
