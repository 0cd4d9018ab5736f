"""Browsing: what an address asks for → the posts that fit. What makes no sense in an address is ignored."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from urllib.parse import urlencode

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, selectin_polymorphic

from bot.web.showing import Shown, one_line, pictures, shown
from handlers.posting import Page, pages
from models import distance
from models import posting as postings
from models.posting import Posting, PostingState
from models.search import matching
from models.village import Village

A_PAGE = 20
LAST_PAGE = 500
"""Nobody turns so many pages; a number from a hostile address does not reach the database."""
LONGEST = 100
"""Letters of a filter that are looked at."""
DEAREST = Decimal("9999999999")
"""The column's limit (models/posting/product.py)."""
THUMB_SIDE = 320
OTHER = "อื่น ๆ"
PLACES = ("province", "amphoe", "tambon")
_PREFIXES = {"province": ("จังหวัด", "จ."), "amphoe": ("อำเภอ", "อ."), "tambon": ("ตำบล", "ต.")}


@dataclass(frozen=True)
class Wish:
    """The filters of an address; empty ones filter nothing."""

    q: str = ""
    kind: str = ""
    category: str = ""
    province: str = ""
    amphoe: str = ""
    tambon: str = ""
    village: str = ""
    """Slug."""
    max_price: Decimal | None = None
    """Baht."""
    near: tuple[float, float] | None = None
    """Latitude, longitude in degrees."""
    page: int = 1

    def query(self, **changes: object) -> str:
        """`?q=…&page=2`: these filters, some of them changed; nothing at all for a wish without filters."""
        wish = replace(self, **changes)  # type: ignore[arg-type]  # names are this class's own
        values = {name: value for name, value in vars(wish).items() if value and not (name == "page" and value == 1)}
        if wish.near:
            values["near"] = f"{wish.near[0]:.5f},{wish.near[1]:.5f}"
        if wish.max_price is not None:
            values["max_price"] = wish.ceiling
        return "?" + urlencode(values) if values else ""

    @property
    def ceiling(self) -> str:
        """The price ceiling as it is typed; empty without one."""
        return "" if self.max_price is None else f"{self.max_price:f}"

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return self != Wish(page=self.page, near=self.near)


@dataclass(frozen=True)
class Browsed:
    """A page of posts, and how many there are in all."""

    posts: tuple[Shown, ...]
    total: int
    next_page: int | None
    pages: int
    """At least one."""


def wish(args: Mapping[str, str]) -> Wish:
    """The filters that an address holds, as far as they make sense."""
    kind = _text(args, "kind")
    category = _text(args, "category")
    return Wish(
        q=_text(args, "q"),
        kind=kind if kind in pages() else "",
        category=category if category in categories() else "",
        village=_text(args, "village"),
        max_price=_money(_text(args, "max_price")),
        near=distance.point(_text(args, "near")),
        page=_page(_text(args, "page")),
        **{place: _place(args, place) for place in PLACES},
    )


def _text(args: Mapping[str, str], name: str) -> str:
    return one_line(args.get(name, "")[: LONGEST * 2])[:LONGEST].strip()


def _place(args: Mapping[str, str], name: str) -> str:
    written = _text(args, name)
    for prefix in _PREFIXES[name]:
        written = written.removeprefix(prefix).strip()
    return written


def _money(written: str) -> Decimal | None:
    try:
        value = Decimal(written.replace(",", ""))
    except InvalidOperation:
        return None
    if not value.is_finite() or value < 0:
        return None
    return min(value, DEAREST).quantize(Decimal("0.01")).normalize()


def _page(written: str) -> int:
    # isascii: int() reads digits of every script, isdecimal is true for them, and ² is none of both.
    number = int(written) if written.isascii() and written.isdecimal() and len(written) < 6 else 1
    return min(max(number, 1), LAST_PAGE)


def categories() -> list[str]:
    """The categories of all kinds, in the order of their kinds."""
    return list(dict.fromkeys(category for _, named in sorts() for category in named))


def sorts() -> list[tuple[Page, list[str]]]:
    """Each kind that has categories, with them; what is nothing else (`อื่น ๆ`) stands last."""
    named = [(page, [str(category) for category in page.categories]) for page in pages().values()]
    return [(page, sorted(found, key=lambda category: category == OTHER)) for page, found in named if found]


def public(now: datetime) -> Select[Posting]:
    """The posts that the pages show: shown ones, of kinds that have a page."""
    return postings.shown(now).where(Posting.kind.in_(pages()))


def fitting(wish: Wish, now: datetime) -> Select[Posting]:
    """The posts that fit all filters but the words."""
    rows = public(now)
    if wish.kind:
        rows = rows.where(Posting.kind == wish.kind)
    if wish.category:
        found = [page.in_category(wish.category) for page in pages().values() if page.in_category]
        rows = rows.where(or_(*(Posting.id.in_(ids) for ids in found)))
    if wish.max_price is not None:
        within = [page.up_to(wish.max_price) for page in pages().values() if page.up_to]
        rows = rows.where(or_(*(Posting.id.in_(ids) for ids in within)))
    places = [getattr(Village, place) == getattr(wish, place) for place in PLACES if getattr(wish, place)]
    if wish.village:
        places.append(Village.slug == wish.village)
    if places:
        rows = rows.where(Posting.village_id.in_(select(Village.id).where(*places)))
    return rows


def browse(db: Session, wish: Wish, now: datetime, size: int = A_PAGE) -> Browsed:
    """One page of what fits: best hits first when words are sought, else nearest, else newest; sold out last."""
    rows = fitting(wish, now)
    start = (wish.page - 1) * size
    if wish.q:
        ids = matching(db, rows, wish.q)
        total = len(ids)
        if wish.near:
            order = _ordered(select(Posting.id).where(Posting.id.in_(ids)), wish)
            ids = list(db.scalars(order))
        ids = ids[start : start + size]
    else:
        total = db.scalar(rows.with_only_columns(func.count(Posting.id))) or 0
        ids = list(db.scalars(_ordered(rows.with_only_columns(Posting.id), wish).limit(size).offset(start)))
    following = wish.page + 1 if start + size < total and wish.page < LAST_PAGE else None
    return Browsed(tuple(load(db, ids, wish.near)), total, following, max(1, min(LAST_PAGE, math.ceil(total / size))))


def _ordered(ids: Select[int], wish: Wish) -> Select[int]:
    newest = (Posting.published_at.desc(), Posting.id.desc())
    last = Posting.state == PostingState.SOLD_OUT
    if wish.near is None:
        return ids.order_by(last, *newest)
    nearest = distance.away(wish.near).nulls_last()
    return ids.join(Village, Village.id == Posting.village_id).order_by(last, nearest, *newest)


def load(db: Session, ids: Sequence[int], near: tuple[float, float] | None = None) -> list[Shown]:
    """These posts with their photos, in this order: three queries, however many posts."""
    kinds = [page.model for page in pages().values()]
    rows = db.scalars(select(Posting).where(Posting.id.in_(ids)).options(selectin_polymorphic(Posting, kinds)))
    by_id = {post.id: post for post in rows}
    photos = pictures(db, list(by_id), THUMB_SIDE)
    return [shown(by_id[i], photos.get(i, ()), near) for i in ids if i in by_id]


def removable(wish: Wish, village_name: str) -> list[tuple[str, str]]:
    """The filters in use, in words, each with the address without it."""
    named = {
        "q": f"“{wish.q}”",
        "kind": pages()[wish.kind].title if wish.kind else "",
        "category": wish.category,
        "village": village_name or wish.village,
        "tambon": f"ต.{wish.tambon}",
        "amphoe": f"อ.{wish.amphoe}",
        "province": f"จ.{wish.province}",
        "max_price": f"ไม่เกิน {wish.ceiling} บาท",
        "near": "ใกล้ฉัน",
    }
    default = Wish()
    used = [name for name in named if getattr(wish, name) != getattr(default, name)]
    return [(named[name], wish.query(page=1, **{name: getattr(default, name)})) for name in used]


def villages(db: Session, now: datetime) -> list[tuple[Village, int]]:
    """Villages that have posts to show, with how many, the busiest first, at most 100."""
    counted = public(now).with_only_columns(Posting.village_id, func.count(Posting.id).label("posts"))
    busy = counted.group_by(Posting.village_id).subquery()
    rows = db.execute(
        select(Village, busy.c.posts)
        .join(busy, busy.c.village_id == Village.id)
        .order_by(busy.c.posts.desc(), Village.name)
        .limit(100)
    )
    return [(row[0], row[1]) for row in rows]


def newest(db: Session, wish: Wish, now: datetime, limit: int) -> list[Shown]:
    """The latest of what fits, sold out or not."""
    rows = fitting(wish, now)
    ids = rows.with_only_columns(Posting.id).order_by(Posting.published_at.desc(), Posting.id.desc()).limit(limit)
    return load(db, list(db.scalars(ids)))
