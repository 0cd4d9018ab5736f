"""Posting: what people publish. A kind is a file beside this one; its PAGE says how the public sees it."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from sqlalchemy import Select

from handlers.replies import Row
from models.posting import Posting

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


@dataclass(frozen=True)
class Sheet:
    """What one post tells the public, besides what all kinds have (name, village, description, photos, day)."""

    headline: str
    """The line in large type: a product's price, an event's day."""
    rows: tuple[Row, ...] = ()
    category: str = ""
    phone: str | None = None
    """Ten digits, only where its owner agreed that it is shown."""
    spoken_phone: str = ""
    """The same as it is read out: `081-000-1234`."""
    without_phone: str = ""
    """What to do where no number is shown."""
    map_url: str = ""
    """Where a map shows it, for those who tap; nothing is loaded from there."""
    fields: Mapping[str, Json] = field(default_factory=dict)
    """More of it in `/api/posts`; `price` is baht."""
    structured: Mapping[str, Json] = field(default_factory=dict)
    """schema.org, without `@context`, name, url and pictures."""


@dataclass(frozen=True)
class Page:
    """How the public sees a kind of post: its words, its lines, and what it can be filtered by."""

    kind: str
    title: str
    """`สินค้า`."""
    sold_out: str
    """The mark of a post that is over: `หมดแล้ว`."""
    empty: str
    """Said where there is none: `ยังไม่มีคนลงขาย`."""
    model: type[Posting]
    sheet: Callable[[Posting], Sheet]
    order: int = 50
    """Where it stands among the kinds: the smallest number first."""
    categories: tuple[str, ...] = ()
    in_category: Callable[[str], Select[int]] | None = None
    """Ids of the posts of one category."""
    up_to: Callable[[Decimal], Select[int]] | None = None
    """Ids of the posts that cost so many baht or less."""


@cache
def pages() -> Mapping[str, Page]:
    """The public kinds by name: every module of this package that has a PAGE."""
    import handlers.posting

    found: dict[str, Page] = {}
    for module in sorted(pkgutil.iter_modules(handlers.posting.__path__, "handlers.posting."), key=lambda m: m.name):
        page = getattr(importlib.import_module(module.name), "PAGE", None)
        if isinstance(page, Page):
            found[page.kind] = page
    return MappingProxyType(dict(sorted(found.items(), key=lambda item: item[1].order)))
