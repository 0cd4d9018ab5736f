"""What the chat asks of a kind of post. All that kinds share is done in the files beside this one, from its KIND."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from handlers.capability import Context, Form
from handlers.posting import Page
from handlers.replies import Button, Row, Start
from intents.intent import Value
from models.posting import Posting
from models.role import Action, Role

P = TypeVar("P", bound=Posting)
R = TypeVar("R")

LIST = Button("ของที่ฉันลงไว้", Start("my_posts"))


def _nothing(form: Form) -> Mapping[str, Value]:
    return {}


def _unsaid(form: Form) -> str:
    return ""


def _never(form: Form, words: str) -> bool:
    return False


def _no_sort(words: str) -> str:
    return ""


def _told(form: Form) -> Mapping[str, Value]:
    return {name: form.values[name] for name in ("price_max", "date", "topic", "free") if form.values.get(name)}


def _all(context: Context, form: Form, posts: Sequence[Posting]) -> Sequence[Posting]:
    return posts


@dataclass(frozen=True)
class Kind:
    """A kind of post in the chat. `page` is how the public sees the same."""

    page: Page
    posts: str
    """The intent that puts one in, whose slots `fill` reads: `post_news`."""
    browses: str
    """The intent that looks for some: `browse_news`."""
    action: Action
    """What a person must be allowed to do."""
    wish: str
    """What somebody does who posts one, as a button: `ลงข่าวหมู่บ้าน`."""
    found: str
    """Said before how many there are: `มีของขาย`."""
    fill: Callable[[Posting, Form, datetime], None]
    """Sets the kind's own columns, `name` and `description` from a form, which is whole."""
    slots: Callable[[Posting], Mapping[str, Value]]
    """The reverse: what the form of such a post holds, so that it can be changed."""
    facts: Callable[[Posting], tuple[Row, ...]]
    """Its lines on a card."""
    brief: Callable[[Posting], tuple[Row, ...]] | None = None
    """The few of them that a card among others shows; all of them where it is not said."""
    read: Callable[[Form], Mapping[str, Value]] = _nothing
    """What the sentence that began the form says besides its slots."""
    correct: Callable[[Form], Mapping[str, Value | None]] = _nothing
    """What the sentence was misread for: the right value, or None."""
    narrow: Callable[[Context, Form, Sequence[Posting]], Sequence[Posting]] = _all
    """Of what was found, what the sentence asks for: a price ceiling, a month; in the order in which it is shown."""
    subject: Callable[[Form], str] = _unsaid
    """What a question is about that names nothing: the words to search by."""
    sort: Callable[[str], str] = _no_sort
    """The category that words are, all of them: "ของกิน" is อาหาร; empty when they name one thing."""
    broader: Callable[[Form, str], bool] = _never
    """Whether these words, which nothing is called by, tell a sort, so that the others of it are worth showing."""
    limits: Callable[[Form], str] = _unsaid
    """What `narrow` keeps to, in words: `ไม่เกิน 50 บาท`."""
    carried: Callable[[Form], Mapping[str, Value]] = _told
    """What the next ten are narrowed by: of the sentence itself nothing is left by then."""
    generic: tuple[str, ...] = ()
    """Words that name the kind and not one of it: nothing is searched by them."""
    contact: Button | None = None
    """A further button on the card of one that is found; its Start gets the post."""
    has_stock: bool = False
    """It can be sold out, and has a price that its author changes."""
    makes: Role | None = None
    """The role that an author gets by the first one that is approved."""


def of(model: type[P], does: Callable[[P], R]) -> Callable[[Posting], R]:
    """A kind's own function as one that any post can be given to. Raises TypeError for a post of another kind."""

    def done(post: Posting) -> R:
        return does(_own(model, post))

    return done


def filling(model: type[P], fill: Callable[[P, Form, datetime], None]) -> Callable[[Posting, Form, datetime], None]:
    """The same for `fill`."""

    def done(post: Posting, form: Form, now: datetime) -> None:
        fill(_own(model, post), form, now)

    return done


def _own(model: type[P], post: Posting) -> P:
    if not isinstance(post, model):
        raise TypeError(f"a {post.kind} was given to what is made for {model.__name__}")
    return post


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind by its name: the modules of this package that have a KIND."""
    import handlers.posting

    found: dict[str, Kind] = {}
    for module in sorted(pkgutil.iter_modules(handlers.posting.__path__, "handlers.posting."), key=lambda m: m.name):
        kind = getattr(importlib.import_module(module.name), "KIND", None)
        if isinstance(kind, Kind):
            found[kind.page.kind] = kind
    return MappingProxyType(dict(sorted(found.items(), key=lambda item: item[1].page.order)))


def spoken_phone(phone: str) -> str:
    """`0810001234` → `081-000-1234`."""
    return f"{phone[:3]}-{phone[3:6]}-{phone[6:]}" if len(phone) == 10 else phone
