"""Looking for posts of a kind in the chat: by words, place, price, nearness; the own village first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from sqlalchemy import Select, select

from handlers.capability import Capability, Context, Form, Found
from handlers.pictures import picture_url
from handlers.posting.kind import Kind
from handlers.replies import Answer, Button, Card, Cards, Open, Row, Start, say
from intents.intent import Value
from models import distance
from models import photo as photos
from models import posting as postings
from models.posting import Posting, PostingState
from models.search import fold, matching
from models.village import Village, by_slug, named_in

CARDS_A_MESSAGE = 10
MOST = 200
"""Posts of one search that are looked through, the newest of them."""
ROOM = 230
"""Characters of a button's data that a search may take; a longer one goes on in the browser."""
LEVELS = {"tambon": "ต.", "amphoe": "อ.", "province": "จ."}


def capability(kind: Kind) -> Capability:
    """What is done about the intent that looks for posts of this kind."""
    return Capability(kind.browses, look=partial(_browse, kind))


def _browse(kind: Kind, context: Context, form: Form) -> Found:
    posts = results(kind, context, form)
    return Found(answer=listed(kind, context, form, posts) if posts else nothing(kind, context, form))


@dataclass(frozen=True)
class Asked:
    """What somebody looks for, besides what the kind itself reads from the sentence."""

    words: str = ""
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


def asked(kind: Kind, context: Context, form: Form) -> Asked:
    """What the sentence, or a button, names."""
    places = {level: form.text_of(level) for level in LEVELS if form.text_of(level)}
    villages = _villages(context, form, places)
    words = form.text_of("name") or kind.subject(form)
    for village in villages:
        words = words.replace(village.name, " ").replace(village.name.removeprefix("บ้าน"), " ")
    for said in (*places.values(), *kind.generic):
        words = words.replace(said, " ")
    return Asked(" ".join(words.split()), places, villages, distance.point(form.text_of("near")))


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


def _within(posts: Select[Posting], sought: Asked) -> Select[Posting]:
    if sought.villages:
        return posts.where(Posting.village_id.in_([village.id for village in sought.villages]))
    if sought.places:
        here = [getattr(Village, level) == name for level, name in sought.places.items()]
        return posts.where(Posting.village_id.in_(select(Village.id).where(*here)))
    return posts


def find(kind: Kind, context: Context, sought: Asked) -> list[Posting]:
    """What fits: the best hits first when words are sought, else the nearest, else the own village's and the newest."""
    shown = _within(postings.shown(context.now).where(Posting.kind == kind.page.kind), sought)
    if sought.words:
        ids = matching(context.db, shown, sought.words)
        by_id = {post.id: post for post in context.db.scalars(select(kind.page.model).where(Posting.id.in_(ids)))}
        return [by_id[i] for i in ids if i in by_id]
    if sought.near is not None:
        rows = shown.join(Village, Village.id == Posting.village_id).order_by(distance.away(sought.near).nulls_last())
        return list(context.db.scalars(rows.limit(MOST)))
    newest = shown.order_by(Posting.published_at.desc(), Posting.id.desc()).limit(MOST)
    return sorted(context.db.scalars(newest), key=partial(_farness, context.person.village))


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


def card(kind: Kind, context: Context, post: Posting, near: distance.Point | None = None) -> Card:
    """One among others."""
    link = f"{context.base_url}/posts/{post.public_id}"
    where, stands = post.village.name, distance.point_of(post)
    if near is not None and stands is not None:
        where = f"{where} {distance.spoken(distance.kilometres(near, stands))}"
    buttons = [Button("ดูรายละเอียด", Open(link))]
    if kind.contact is not None and isinstance(kind.contact.action, Start):
        values: dict[str, Value] = {"post": post.public_id}
        buttons.insert(0, Button(kind.contact.label, Start(kind.contact.action.intent, values)))
    return Card(
        title=post.name,
        heading=kind.page.sold_out if post.state == PostingState.SOLD_OUT else "",
        rows=(*kind.facts(post), Row("จาก", where)),
        picture=picture_url(context, photos.of_posting(context.db, post.id)),
        link=link,
        buttons=tuple(buttons),
    )


def results(kind: Kind, context: Context, form: Form) -> Sequence[Posting]:
    """Everything that a sentence, or a button, asks for, in the order in which it is shown."""
    return kind.narrow(context, form, find(kind, context, asked(kind, context, form)))


def listed(kind: Kind, context: Context, form: Form, posts: Sequence[Posting]) -> Answer:
    """How many there are, ten of them, and the way to the others."""
    sought = asked(kind, context, form)
    offset = int(form.text_of("from")) if form.text_of("from").isdecimal() else 0
    page = posts[offset : offset + CARDS_A_MESSAGE]
    if not page:
        return nothing(kind, context, form)
    summary = _summary(kind, sought, len(posts))
    choices: tuple[Button, ...] = (Button(kind.wish, Start(kind.posts)),)
    if len(posts) > offset + CARDS_A_MESSAGE:
        choices = (_more(kind, context, form, sought, offset + CARDS_A_MESSAGE), *choices)
    cards = Cards(summary, tuple(card(kind, context, post, sought.near) for post in page))
    return Answer((*say(summary).replies, cards), choices)


def _summary(kind: Kind, sought: Asked, count: int) -> str:
    what = f"มี “{sought.words}”" if sought.words else kind.found
    where = f"ใน{sought.where}" if sought.where else ""
    near = "ใกล้คุณ" if sought.near else ""
    return " ".join(filter(None, (what, where, near, f"{count} รายการค่ะ")))


def nothing(kind: Kind, context: Context, form: Form) -> Answer:
    """There is none: what else can be looked at or done."""
    sought, post_one = asked(kind, context, form), Button(kind.wish, Start(kind.posts))
    everything = Button("ดูทั้งหมด" if sought.where or not kind.has_stock else "ดูของที่ขาย", Start(kind.browses))
    what = f"“{sought.words}”" if sought.words else ("" if sought.where else kind.page.title)
    where = f"ใน{sought.where}" if sought.where else ""
    return say(f"{kind.page.empty}{what}{where}ค่ะ", "ดูทั้งหมดที่มี หรือจะลงเองก็ได้นะคะ", choices=(everything, post_one))


def _more(kind: Kind, context: Context, form: Form, sought: Asked, offset: int) -> Button:
    """The next ten. A button carries few words: a long search goes on in the browser, where it finds the same."""
    values: dict[str, Value] = {"from": offset, **(sought.places or {})}
    carried = {"name": sought.words, "price_max": form.text_of("price_max"), "date": form.text_of("date")}
    values |= {name: value for name, value in carried.items() if value}
    if sought.villages:
        values["village"] = sought.villages[0].slug
    if sought.near:
        values["near"] = form.text_of("near")
    if len(urlencode({f"v.{name}": value for name, value in values.items()})) <= ROOM:
        return Button("ดูเพิ่ม", Start(kind.browses, values))
    query = {"kind": kind.page.kind, "q": sought.words, **(sought.places or {})}
    return Button("ดูเพิ่ม", Open(f"{context.base_url}/browse?{urlencode({k: v for k, v in query.items() if v})}"))


def first_of(posts: Sequence[Posting], words: str) -> list[Posting]:
    """What somebody can mean by a name: those that are called so before those that only sound alike."""
    return [post for post in posts if fold(words) in fold(post.name)] or list(posts)
