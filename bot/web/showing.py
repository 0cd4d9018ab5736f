"""A post as a page shows it: plain values for the templates, made from a post, its village and its photos."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.dates import thai_day
from handlers.posting import Page, Sheet, pages
from handlers.replies import Row
from models import distance
from models.photo import Photo, PhotoState
from models.posting import Posting, PostingState
from models.village import Village

MARKS_ON_A_LETTER = 3
"""Thai needs two; more than this climbs over the lines above."""
_TABS = re.compile(r"[\t\r\v\f\x85]+")
_BREAKS = re.compile(r"\s+")


def plain(text: str) -> str:
    """Text of strangers without what could turn lines around, hide, or tower: bidi marks, controls, stacked marks."""
    kept: list[str] = []
    marks = 0
    for letter in _TABS.sub(" ", text):
        category = unicodedata.category(letter)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        is_control = category in ("Cc", "Cs", "Co") and letter != "\n"
        is_format = category == "Cf" and letter not in "\u200b\u200c\u200d"
        if marks <= MARKS_ON_A_LETTER and not is_control and not is_format:
            kept.append(letter)
    return "".join(kept).strip()


def one_line(text: str, limit: int = 0) -> str:
    """The same on one line, cut with … after so many letters."""
    line = _BREAKS.sub(" ", plain(text))
    return line if not limit or len(line) <= limit else line[: limit - 1].rstrip() + "…"


@dataclass(frozen=True)
class Picture:
    """A photo's addresses on this site, and the size of its preview in pixels."""

    full: str
    preview: str
    thumb: str
    width: int
    height: int


@dataclass(frozen=True)
class Shown:
    """One post for the public."""

    post: Posting
    page: Page
    sheet: Sheet
    name: str
    description: str
    path: str
    pictures: tuple[Picture, ...]
    published: str
    """Thai day with its Buddhist year."""
    is_sold_out: bool
    distance: str = ""
    """`ห่าง 12 กม.`, when a place to measure from is known."""

    @property
    def village(self) -> Village:
        """Where it comes from."""
        return self.post.village


def _picture(photo: Photo, side: int) -> Picture:
    stem = f"/media/{photo.key}"
    width, height = photo.width or side, photo.height or side
    scale = min(1.0, side / max(width, height))
    return Picture(
        f"{stem}-full.jpg", f"{stem}-preview.jpg", f"{stem}-thumb.jpg", round(width * scale), round(height * scale)
    )


def pictures(db: Session, posting_ids: Sequence[int], side: int) -> dict[int, list[Picture]]:
    """The photos of these posts that can be shown, in order, by post: one query for a page of posts.

    `side`: the longest side in pixels of a preview, for the place that a browser keeps free.
    """
    rows = db.scalars(
        select(Photo)
        .where(Photo.posting_id.in_(posting_ids), Photo.state == PhotoState.READY)
        .order_by(Photo.position, Photo.id)
    )
    found: dict[int, list[Picture]] = {}
    for photo in rows:
        if photo.posting_id is not None:
            found.setdefault(photo.posting_id, []).append(_picture(photo, side))
    return found


def shown(post: Posting, photos: Sequence[Picture], near: tuple[float, float] | None = None) -> Shown:
    """A post with its photos, as a page shows it."""
    page = pages()[post.kind]
    sheet = page.sheet(post)
    rows = tuple(Row(one_line(row.label), one_line(row.value)) for row in sheet.rows)
    return Shown(
        post=post,
        page=page,
        sheet=replace(sheet, headline=one_line(sheet.headline), rows=rows),
        name=one_line(post.name) or page.title,
        description=plain(post.description),
        path=f"/posts/{post.public_id}",
        pictures=tuple(photos),
        published=_day(post.published_at),
        is_sold_out=post.state == PostingState.SOLD_OUT,
        distance=_distance(post, near),
    )


def _day(moment: datetime | None) -> str:
    # The connection speaks Asia/Bangkok, so the day is a Bangkok day (bot/database.py).
    return thai_day(moment) if moment else ""


def _distance(post: Posting, near: distance.Point | None) -> str:
    where = distance.point_of(post)
    return distance.spoken(distance.kilometres(near, where)) if near is not None and where is not None else ""
