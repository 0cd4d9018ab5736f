"""Looking for posts of a kind in the chat: how many there are, a card each, ten at a time, and the next step."""

import re
from functools import partial
from urllib.parse import urlencode

from handlers.capability import Capability, Context, Form, Found
from handlers.pictures import picture_url
from handlers.posting.kind import Kind
from handlers.posting.searching import Asked, Hits, results
from handlers.replies import Answer, Button, Card, Cards, Open, Row, Start, say
from intents.intent import Value
from models import course_question, distance
from models import photo as photos
from models.posting import Posting, PostingState

CARDS_A_MESSAGE = 10
_NEAR = re.compile(r"ใกล้\s?(?:ฉัน|ผม|หนู|เรา|ๆ|นี้|ตรงนี้|บ้าน)|แถว\s?(?:ๆ\s?)?นี้")
FAR_KM = 100.0
"""What is farther is not near."""
ROOM = 230
"""Characters of a button's data that a search may take; a longer one goes on in the browser."""


def capability(kind: Kind) -> Capability:
    """What is done about the intent that looks for posts of this kind."""
    return Capability(kind.browses, look=partial(_browse, kind))


def _browse(kind: Kind, context: Context, form: Form) -> Found:
    hits = results(kind, context, form)
    course_question.leave(context.db, context.person.id)
    return Found(answer=listed(kind, context, form, hits) if hits.posts else nothing(kind, form, hits.sought))


def listed(kind: Kind, context: Context, form: Form, hits: Hits) -> Answer:
    """How many there are, ten of them, and the way to the others."""
    offset = int(form.text_of("from")) if form.text_of("from").isdecimal() else 0
    page = hits.posts[offset : offset + CARDS_A_MESSAGE]
    if not page:
        return nothing(kind, form, hits.sought)
    summary = _summary(kind, form, hits)
    choices: tuple[Button, ...] = (Button(kind.wish, Start(kind.posts)),)
    if len(hits.posts) > offset + CARDS_A_MESSAGE:
        choices = (_more(kind, context, form, hits.sought, offset + CARDS_A_MESSAGE), *choices)
    found = tuple(card(kind, context, post, hits.sought.near) for post in page)
    cards = Cards(summary.partition("\n")[0], found, is_choice=True)
    return Answer((*say(summary).replies, cards), choices)


def card(kind: Kind, context: Context, post: Posting, near: distance.Point | None = None) -> Card:
    """One among others: its shortest lines, where it is from, and what can be done about it."""
    link = f"{context.base_url}/posts/{post.public_id}"
    where, stands = post.village.name, distance.point_of(post)
    if near is not None and stands is not None:
        where = f"{where} {distance.spoken(distance.kilometres(near, stands))}"
    buttons = [Button("ดูรายละเอียด", Open(link))]
    if kind.contact is not None and isinstance(kind.contact.action, Start):
        values: dict[str, Value] = {"post": post.public_id}
        buttons.insert(0, Button(kind.contact.label, Start(kind.contact.action.intent, values)))
    map_url = kind.page.sheet(post).map_url
    if map_url:
        buttons.append(Button("เปิดแผนที่", Open(map_url)))
    return Card(
        title=post.name,
        heading=kind.page.sold_out if post.state == PostingState.SOLD_OUT else "",
        rows=(*(kind.brief or kind.facts)(post), Row("จาก", where)),
        picture=picture_url(context, photos.of_posting(context.db, post.id)),
        link=link,
        buttons=tuple(buttons),
    )


def _summary(kind: Kind, form: Form, hits: Hits) -> str:
    sought = hits.sought
    what = f"มี “{sought.words}”" if sought.words and form.text_of("name") else kind.found
    if sought.sort:
        what = f"มี{sought.sort}"
    if hits.is_alike and form.text_of("name"):
        what = f"ที่คล้าย “{sought.words}” มี"
    if hits.missed:
        what = f"ไม่พบ “{hits.missed}” ที่คล้ายกันมี"
    where = f"ใน{sought.where}" if sought.where else ""
    nearest = _nearest(hits)
    near = "ใกล้คุณ" if nearest is not None and nearest <= FAR_KM else ""
    when = form.text_of("date")
    told = " ".join(filter(None, (when, what, kind.limits(form), where, near, f"{len(hits.posts)} รายการค่ะ")))
    if nearest is not None and nearest > FAR_KM:
        return f"{told}\nใกล้คุณยังไม่มีนะคะ ที่ใกล้สุด{distance.spoken(nearest)}"
    # Only LINE's own picker can send a place: a button of ours could not.
    hint = "\nส่งตำแหน่งมาในแชตนี้ จะเรียงที่ใกล้ก่อนให้ค่ะ" if _NEAR.search(form.text) and not sought.near else ""
    return told + hint


def _nearest(hits: Hits) -> float | None:
    """Kilometres to the first of them; None where nothing was to be near, or nobody knows where they are."""
    near = hits.sought.near
    stands = distance.point_of(hits.posts[0]) if near is not None and hits.posts else None
    return distance.kilometres(near, stands) if near is not None and stands is not None else None


def nothing(kind: Kind, form: Form, sought: Asked) -> Answer:
    """There is none: what else can be looked at or done."""
    everything = Button("ดูทั้งหมด" if sought.where or not kind.has_stock else "ดูของที่ขาย", Start(kind.browses))
    title = "" if sought.words or sought.sort or sought.where or kind.page.title in kind.page.empty else kind.page.title
    where = f"ใน{sought.where}" if sought.where else ""
    what = f" “{sought.words or sought.sort}” " if sought.words or sought.sort else ""
    limits = kind.limits(form) if what else f" {kind.limits(form)}".rstrip()
    first = f"{form.text_of('date')}{kind.page.empty}{title}{what}{limits}{where}ค่ะ"
    post_one = Button(kind.wish, Start(kind.posts))
    return say(first, "ดูทั้งหมดที่มี หรือจะลงเองก็ได้นะคะ", choices=(everything, post_one))


def _more(kind: Kind, context: Context, form: Form, sought: Asked, offset: int) -> Button:
    """The next ten. A button carries few words: a long search goes on in the browser, where it finds the same."""
    values: dict[str, Value] = {"from": offset, **(sought.places or {}), **kind.carried(form)}
    if sought.words or sought.sort:
        values["name"] = sought.words or sought.sort
    if sought.villages:
        values["village"] = sought.villages[0].slug
    if sought.near:
        values["near"] = form.text_of("near")
    if len(urlencode({f"v.{name}": value for name, value in values.items()})) <= ROOM:
        return Button("ดูเพิ่ม", Start(kind.browses, values))
    query = {"kind": kind.page.kind, "q": sought.words, "category": sought.sort, **(sought.places or {})}
    return Button("ดูเพิ่ม", Open(f"{context.base_url}/browse?{urlencode({k: v for k, v in query.items() if v})}"))
