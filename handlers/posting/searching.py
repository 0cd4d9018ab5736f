"""What somebody looks for in the chat, and the posts that fit it: the best hits first, the nearest, the newest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import Select, select

from handlers.capability import Context, Form
from handlers.posting.kind import Kind
from models import distance
from models import posting as postings
from models.posting import Posting, PostingState
from models.search import fold, grams, hits
from models.village import Village, by_slug, named_in, places_in

MOST = 200
"""Posts of one search that are looked through, the newest of them."""
LEVELS = {"tambon": "ต.", "amphoe": "อ.", "province": "จ."}
LITTLE_WORDS = frozenset((
    "ของ", "ใน", "ที่", "ไหน", "แถว", "แถวนี้", "นี้", "ต.", "อ.", "จ.", "ตำบล", "อำเภอ", "จังหวัด", "บ้าน", "หมู่บ้าน", "หมู่",
    "ชุมชน", "มี", "เรา", "ๆ", "กับ", "และ", "ได้", "ไป",
))  # fmt: skip
"""What may be left of a question and names nothing."""


@dataclass(frozen=True)
class Asked:
    """What somebody looks for, besides what the kind itself reads from the sentence."""

    words: str = ""
    sort: str = ""
    """A category of the kind."""
    places: Mapping[str, str] | None = None
    """Level (tambon, amphoe, province) → name."""
    villages: tuple[Village, ...] = ()
    near: distance.Point | None = None

    @property
    def where(self) -> str:
        """`บ้านดอนคำแสง`, `ต.ท่าแสงทอง อ.ตรอน`; empty for everywhere."""
        if self.villages:
            return self.villages[0].name
        return " ".join(f"{LEVELS[level]}{name}" for level, name in (self.places or {}).items())


@dataclass(frozen=True)
class Hits:
    """What was found."""

    posts: Sequence[Posting]
    sought: Asked
    """What it fits."""
    missed: str = ""
    """Words that nothing fits: the posts are those of the same sort."""
    is_alike: bool = False
    """None of them has all letters of the words: a slip of the finger, or another thing of a like name."""


def asked(kind: Kind, context: Context, form: Form) -> Asked:
    """What the sentence, or a button, names."""
    places = {level: form.text_of(level) for level in LEVELS if form.text_of(level)}
    villages = _villages(context, form, places)
    if not places and not villages and form.text:
        places = places_in(context.db, form.text)
    words = form.text_of("name") or kind.subject(form)
    for village in villages:
        words = words.replace(village.name, " ").replace(village.name.removeprefix("บ้าน"), " ")
    for said in (*places.values(), *kind.generic):
        words = words.replace(said, " ")
    kept = " ".join(word for word in words.split() if word not in LITTLE_WORDS)
    sort = kind.sort(kept)
    near = distance.point(form.text_of("near"))
    return Asked("" if sort else kept, sort, places, villages, near)


def _villages(context: Context, form: Form, places: Mapping[str, str]) -> tuple[Village, ...]:
    if form.text_of("village"):
        village = by_slug(context.db, form.text_of("village"))
        return (village,) if village else ()
    named = named_in(context.db, form.text) if form.text else []
    # A tambon often has the name of one of its villages: what is named as a tambon is one.
    named = [v for v in named if not any(name in v.name and v.name not in form.text for name in places.values())]
    fitting = [v for v in named if all(getattr(v, level) == name for level, name in places.items())] or named
    home = context.person.village
    if not fitting and home is not None and form.text_of("village_no") and not places:
        rows = select(Village).where(Village.tambon == home.tambon, Village.amphoe == home.amphoe)
        fitting = [v for v in context.db.scalars(rows) if v.village_no == form.text_of("village_no")]
    return tuple(fitting)


def results(kind: Kind, context: Context, form: Form) -> Hits:
    """Everything that a sentence, or a button, asks for, in the order in which it is shown.

    Where nothing is called so, but the words tell a sort ("น้ำตก"), the others of that sort.
    """
    sought = asked(kind, context, form)
    posts = kind.narrow(context, form, find(kind, context, sought))
    if posts or not sought.words or not kind.broader(form, sought.words):
        return Hits(posts, sought, is_alike=bool(sought.words) and not _is_meant(posts, sought.words))
    wider = replace(sought, words="")
    missed = sought.words if form.text_of("name") else ""
    return Hits(kind.narrow(context, form, find(kind, context, wider)), wider, missed)


def _is_meant(posts: Sequence[Posting], words: str) -> bool:
    letters = set(grams(words))
    return any(letters <= set(post.search_terms) for post in posts)


def find(kind: Kind, context: Context, sought: Asked) -> list[Posting]:
    """What fits: the best hits first when words are sought, else the nearest, else the own village's and the newest."""
    shown = _within(postings.shown(context.now).where(Posting.kind == kind.page.kind), sought)
    if sought.sort and kind.page.in_category is not None:
        shown = shown.where(Posting.id.in_(kind.page.in_category(sought.sort)))
    farness = partial(_farness, context.person.village)
    if sought.words:
        fitting = hits(context.db, shown, sought.words)
        posts = context.db.scalars(select(kind.page.model).where(Posting.id.in_([hit.id for hit in fitting]))).all()
        worth = {hit.id: hit.worth for hit in fitting}
        away = partial(_away, sought.near)
        return sorted(posts, key=lambda post: (-worth[post.id], away(post), *farness(post), -post.id))
    if sought.near is not None:
        rows = shown.join(Village, Village.id == Posting.village_id).order_by(distance.away(sought.near).nulls_last())
        return list(context.db.scalars(rows.limit(MOST)))
    newest = shown.order_by(Posting.published_at.desc(), Posting.id.desc()).limit(MOST)
    return sorted(context.db.scalars(newest), key=farness)


def _away(near: distance.Point | None, post: Posting) -> float:
    """Kilometres; what stands nowhere is farthest. 0 where nothing is to be near."""
    stands = distance.point_of(post)
    return 0.0 if near is None else distance.kilometres(near, stands) if stands else distance.EARTH_KM * 4


def _within(posts: Select[Posting], sought: Asked) -> Select[Posting]:
    if sought.villages:
        return posts.where(Posting.village_id.in_([village.id for village in sought.villages]))
    if sought.places:
        here = [getattr(Village, level) == name for level, name in sought.places.items()]
        return posts.where(Posting.village_id.in_(select(Village.id).where(*here)))
    return posts


def _farness(home: Village | None, post: Posting) -> tuple[bool, int]:
    """What is over comes last; then how far from home it is: the same village, tambon, amphoe, province."""
    over = post.state == PostingState.SOLD_OUT
    if home is None:
        return over, 0
    pairs = zip(_rings(home), _rings(post.village), strict=True)
    return over, next((step for step, (here, there) in enumerate(pairs) if here == there), len(LEVELS) + 1)


def _rings(village: Village) -> tuple[tuple[object, ...], ...]:
    """What a village lies in, from itself outwards."""
    province, amphoe, tambon = village.province, village.amphoe, village.tambon
    return (village.id,), (province, amphoe, tambon), (province, amphoe), (province,)


def first_of(posts: Sequence[Posting], words: str) -> list[Posting]:
    """What somebody can mean by a name: those that are called so before those that only sound alike."""
    return [post for post in posts if fold(words) in fold(post.name)] or list(posts)
