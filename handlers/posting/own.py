"""Own posts of every kind: list, sold out, renew, delete, another price, any line changed."""

import re
from decimal import Decimal

from handlers.capability import Capability, Context, Done, Form, Found
from handlers.pictures import picture_url
from handlers.posting import approving
from handlers.posting.kind import LIST, kinds
from handlers.posting.publishing import own_post
from handlers.replies import CANCEL, Answer, Button, Card, Cards, Move, Open, Row, Start, say
from intents.intent import Value
from models import photo as photos
from models import posting as postings
from models.posting import Posting, PostingState
from models.posting.product import Product
from models.search import fold

CARDS_A_MESSAGE = 10
STATES = {
    PostingState.WAITING: "รออนุมัติ",
    PostingState.REFUSED: "ไม่ผ่านอนุมัติ",
    PostingState.PUBLISHED: "ขึ้นเว็บอยู่",
    PostingState.SOLD_OUT: "หมดแล้ว",
    PostingState.WITHDRAWN: "ถอดแล้ว",
}
_VERBS = re.compile(
    r"^(?:หนู|ผม|ฉัน|ป้า|พี่|ขอ|ช่วย|อยาก|จะ|\s)*(?:แก้(?:ไข)?|ลบ|ถอด|ต่ออายุ)\s?(?:ข่าว|ที่เที่ยว|สถานที่|ประเพณี|งาน|โพสต์|รายการ|\s)*"
    r"|(?:ออก|ทิ้ง|ให้|หน่อย|ด้วย|ที|\s|ค่ะ|คะ|ครับ)+$"
)
"""What is wanted, around the name of the post."""
_JUST_NOW = re.compile(r"เมื่อกี้|เมื่อครู่|ตะกี้|ล่าสุด")
SHORTEST = 3
"""Letters of a part of a name."""
SELL = Button("ลงขายของ", Start("post_product"))

_FORM_OF_WORDS = (
    ("sell_out", ("หมด", "ขายแล้ว", "ไม่เหลือ", "ของเกลี้ยง", "sold")),
    ("delete_post", ("ลบ", "เอาลง", "เอาออก", "ถอด", "ไม่ขายแล้ว", "เลิกขาย", "ปลดลง", "ปิดการขาย")),
    ("renew_post", ("ต่ออายุ", "ขายต่อ", "มีของแล้ว", "มีมาใหม่", "ลงใหม่", "ของมาแล้ว", "กลับมาขาย", "เปิดขาย")),
    ("change_price", ("ราคา", "บาท", "ขึ้นเป็น", "ลดเป็น", "ลดเหลือ", "ขายแพง", "ขายถูก")),
    ("edit_post", ("แก้", "เปลี่ยน", "ปรับ", "อัปเดต", "อัพเดต")),
)
"""What is to be done with a post, told by its words. The order decides when two fit."""
_OF_STOCK = ("sell_out", "change_price")
"""What can only be done with something for sale."""


def _asked_for(form: Form) -> str:
    """The form that this sentence wants; empty for the list."""
    if form.text_of("topic") == "delete":
        return "delete_post"
    for intent, words in _FORM_OF_WORDS:
        if any(word in form.text for word in words):
            return intent
    return "change_price" if "price" in form.values else ""


def _look(context: Context, form: Form) -> Found:
    own = postings.own(context.db, context.person, context.now)
    if not own:
        return Found(answer=say("ยังไม่ได้ลงอะไรไว้เลยค่ะ", "อยากลงขายของไหมคะ", choices=(SELL, *approving.button(context))))
    wanted = _asked_for(form)
    if not wanted:
        return Found(answer=_list(context, own))
    values: dict[str, Value] = {}
    if "price" in form.values:
        values["price"] = form.values["price"]
    return _narrow(own, form, wanted, values)


def _narrow(own: list[Posting], form: Form, intent: str, values: dict[str, Value]) -> Found:
    """Which post is meant: the one that is named, the only one there is, or a choice."""
    if intent in _OF_STOCK:
        own = [p for p in own if kinds()[p.kind].has_stock] or own
    if intent == "sell_out":
        own = [p for p in own if p.state != PostingState.SOLD_OUT] or own
    own = [p for p in own if kinds()[p.kind].page.title in form.text] or own
    if _JUST_NOW.search(form.text):
        return _meant(own[0], intent, values)
    sought = fold(_without_titles(form.text_of("name")))
    named = [p for p in own if sought and (sought in fold(p.name) or fold(p.name) in fold(form.text))]
    if sought and not named:
        return Found(answer=_not_among(form.text_of("name"), own))
    if not sought:
        rest = fold(_VERBS.sub("", form.text))
        named = [p for p in own if len(rest) >= SHORTEST and (rest in fold(p.name) or fold(p.name) in rest)]
    among = named or own
    if len(among) == 1:
        return _meant(among[0], intent, values)
    options: tuple[tuple[str, Value], ...] = tuple((p.name, p.public_id) for p in among[:12])
    return Found(instead=intent, values=values, options={"post": options})


def _without_titles(name: str) -> str:
    """ "ข่าวฉีดวัคซีน" names the news called ฉีดวัคซีน; "ข่าว" alone names none."""
    for kind in kinds().values():
        name = name.removeprefix(kind.page.title).strip()
    return name


def _meant(post: Posting, intent: str, values: dict[str, Value]) -> Found:
    if intent == "edit_post":
        return Found(instead=kinds()[post.kind].posts, values=_held(post))
    return Found(instead=intent, values={**values, "post": post.public_id})


def _held(post: Posting) -> dict[str, Value]:
    """What the form of this post holds, so that its lines can be changed."""
    return {**kinds()[post.kind].slots(post), "post": post.public_id}


def _not_among(name: str, own: list[Posting]) -> Answer:
    """Something is named that this person has not posted: nothing else is touched instead."""
    listed = " ".join(f"“{post.name}”" for post in own[:5])
    return say(f"ไม่พบ “{name}” ในของที่คุณลงไว้ค่ะ", f"ที่ลงไว้มี {listed}", choices=(LIST,))


def _list(context: Context, own: list[Posting]) -> Answer:
    cards = Cards(f"ลงไว้ {len(own)} รายการค่ะ", tuple(_card(context, post) for post in own[:CARDS_A_MESSAGE]))
    return Answer((*say(f"ลงไว้ {len(own)} รายการค่ะ").replies, cards), (SELL, *approving.button(context)))


def _card(context: Context, post: Posting) -> Card:
    kind = kinds()[post.kind]
    is_over = post.state in postings.SHOWN and not post.is_shown(context.now)
    rows = [*kind.facts(post)[:3], Row("สถานะ", "หมดเวลาแสดงแล้ว" if is_over else STATES[PostingState(post.state)])]
    if post.state == PostingState.REFUSED and post.reason:
        rows.append(Row("เพราะ", post.reason))
    values: dict[str, Value] = {"post": post.public_id}
    edit = Button("แก้", Start("edit_post", values))
    buttons = [edit, Button("ลบ", Start("delete_post", values))]
    if kind.has_stock:
        is_for_sale = post.state in (PostingState.PUBLISHED, PostingState.WAITING) and not is_over
        again = Button("ขายต่อ", Start("renew_post", values))
        first = Button("หมดแล้ว", Start("sell_out", values)) if is_for_sale else again
        first = edit if post.state == PostingState.REFUSED else first
        price = Button("เปลี่ยนราคา", Start("change_price", values))
        buttons = [first, price, *(button for button in buttons if button != first)]
    elif post.expires_at is not None and post.state in postings.SHOWN:
        buttons.insert(0, Button("ต่ออายุ", Start("renew_post", values)))
    link = f"{context.base_url}/posts/{post.public_id}" if post.is_shown(context.now) else ""
    if link:
        buttons.append(Button(f"ดูหน้า{kind.page.title}", Open(link)))
    return Card(
        post.name, rows=tuple(rows), picture=picture_url(context, photos.of_posting(context.db, post.id)),
        buttons=tuple(buttons), link=link,
    )  # fmt: skip


def _begin(context: Context, form: Form) -> Found:
    """Before a form about a post: which one? A stranger's, or one that is gone, is none."""
    own = postings.own(context.db, context.person, context.now)
    if form.intent in _OF_STOCK:
        own = [post for post in own if kinds()[post.kind].has_stock]
    if form.text_of("post"):
        mine = next((p for p in own if p.public_id == form.text_of("post")), None)
        if mine is None:
            return Found(answer=_missing())
        return _meant(mine, form.intent, {}) if form.intent == "edit_post" else Found()
    if not own:
        return Found(answer=say("ยังไม่ได้ลงอะไรไว้เลยค่ะ", choices=(SELL,)))
    if len(own) == 1:
        return (
            _meant(own[0], form.intent, {}) if form.intent == "edit_post" else Found(values={"post": own[0].public_id})
        )
    return Found(options={"post": tuple((p.name, p.public_id) for p in own[:12])})


def _missing() -> Answer:
    return say("ไม่พบรายการนี้ในของที่คุณลงไว้ค่ะ", "อาจถูกลบไปแล้ว ลองดูรายการทั้งหมดนะคะ", choices=(LIST,))


def _edit(context: Context, form: Form) -> Done:
    """Reached after a choice among several; what is chosen opens the form of its kind."""
    post = own_post(context, form.text_of("post"))
    return Done(Answer(()), then=kinds()[post.kind].posts, values=_held(post)) if post is not None else Done(_missing())


def _not_yet(post: Posting) -> Answer:
    """What is not on the pages cannot be sold out or renewed."""
    if post.state == PostingState.REFUSED:
        edit = Button("แก้แล้วส่งใหม่", Start("edit_post", {"post": post.public_id}))
        return say(f"“{post.name}” ไม่ผ่านอนุมัติค่ะ", f"เพราะ: {post.reason}", choices=(edit, LIST))
    return say(f"“{post.name}” ยังรออนุมัติอยู่ค่ะ", "ถ้าไม่เอาแล้ว แตะ “ลบ” ได้เลย", choices=(LIST,))


def _sell_out(context: Context, form: Form) -> Done:
    post = own_post(context, form.text_of("post"))
    if post is None or not kinds()[post.kind].has_stock:
        return Done(_missing())
    if post.state in postings.UNSEEN:
        return Done(_not_yet(post))
    post.state = PostingState.SOLD_OUT
    again = Button("ขายต่อ", Start("renew_post", {"post": post.public_id}))
    return Done(say(f"“{post.name}” ขึ้นว่าหมดแล้วค่ะ", "มีของอีกเมื่อไร แตะ “ขายต่อ” ได้เลย", choices=(again, LIST)))


def _renew(context: Context, form: Form) -> Done:
    post = own_post(context, form.text_of("post"))
    if post is None:
        return Done(_missing())
    if post.state in postings.UNSEEN:
        return Done(_not_yet(post))
    post.publish(context.now)
    back = "กลับมาขายแล้วค่ะ" if kinds()[post.kind].has_stock else "ขึ้นเว็บต่อแล้วค่ะ"
    days = f" อีก {(post.expires_at - context.now).days} วัน" if post.expires_at else ""
    return Done(
        say(f"“{post.name}” {back}{days}", f"{context.base_url}/posts/{post.public_id}", choices=(LIST,)),
    )


def _confirm_delete(context: Context, form: Form) -> Card:
    post = own_post(context, form.text_of("post"))
    return Card(
        title=f"ลบ “{post.name}” ใช่ไหมคะ" if post else "ลบรายการนี้ใช่ไหมคะ",
        note="ลบแล้วหน้าเว็บจะหายไป เอากลับมาไม่ได้ค่ะ",
        buttons=(Button("ใช่", Move("yes")), Button(CANCEL, Move("cancel"))),
    )


def _delete(context: Context, form: Form) -> Done:
    post = own_post(context, form.text_of("post"))
    if post is None:
        return Done(_missing())
    name = post.name
    photos.remove(context.db, photos.all_of_posting(context.db, post.id))
    post.blank()
    post.withdraw(context.now)
    return Done(say(f"ลบ “{name}” แล้วค่ะ", choices=(LIST, SELL)))


def _change_price(context: Context, form: Form) -> Done:
    post = own_post(context, form.text_of("post"))
    if not isinstance(post, Product):
        return Done(_missing())
    post.price = Decimal(str(form.values["price"]))
    post.price_max = post.bundle_quantity = None
    post.revision += 1
    source = form.sources.get("price", "")
    kept = {slot: s for slot, s in post.sources.items() if slot not in ("price", "price_max", "bundle_quantity")}
    post.sources = {**kept, "price": source} if source else kept
    return Done(say(f"“{post.name}” เปลี่ยนเป็น {post.cost} แล้วค่ะ", choices=(LIST,)))


CAPABILITIES = (
    Capability("my_posts", look=_look),
    Capability("sell_out", look=_begin, act=_sell_out),
    Capability("renew_post", look=_begin, act=_renew),
    Capability("delete_post", look=_begin, preview=_confirm_delete, act=_delete),
    Capability("change_price", look=_begin, act=_change_price),
    Capability("edit_post", look=_begin, act=_edit),
)
