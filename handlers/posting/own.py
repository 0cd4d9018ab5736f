"""Own posts: list, sold out, renew, delete, another price."""

from decimal import Decimal

from handlers.capability import Capability, Context, Done, Form, Found
from handlers.pictures import picture_url
from handlers.replies import CANCEL, Answer, Button, Card, Cards, Move, Open, Row, Start, say
from intents.intent import Value
from models import photo as photos
from models import posting as postings
from models.posting import Posting, PostingState
from models.posting.product import LIFETIME, Product
from models.search import fold

CARDS_A_MESSAGE = 10
STATES = {
    PostingState.WAITING: "รออนุมัติ",
    PostingState.PUBLISHED: "ขึ้นเว็บอยู่",
    PostingState.SOLD_OUT: "หมดแล้ว",
    PostingState.WITHDRAWN: "ถอดแล้ว",
}
LIST = Button("ของที่ฉันลงไว้", Start("my_posts"))
SELL = Button("ลงขายของ", Start("post_product"))

_FORM_OF_WORDS = (
    ("sell_out", ("หมด", "ขายแล้ว", "ไม่เหลือ", "ของเกลี้ยง", "sold")),
    ("delete_post", ("ลบ", "เอาลง", "เอาออก", "ถอด", "ไม่ขายแล้ว", "เลิกขาย", "ปลดลง", "ปิดการขาย")),
    ("renew_post", ("ต่ออายุ", "ขายต่อ", "มีของแล้ว", "มีมาใหม่", "ลงใหม่", "ของมาแล้ว", "กลับมาขาย", "เปิดขาย")),
    ("change_price", ("ราคา", "บาท", "ขึ้นเป็น", "ลดเป็น", "ลดเหลือ", "ขายแพง", "ขายถูก")),
)
"""What is to be done with a post, told by its words. The order decides when two fit."""


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
        return Found(answer=say("ยังไม่ได้ลงอะไรไว้เลยค่ะ", "อยากลงขายของไหมคะ", choices=(SELL,)))
    wanted = _asked_for(form)
    if not wanted:
        return Found(answer=_list(context, own))
    values: dict[str, Value] = {}
    if "price" in form.values:
        values["price"] = form.values["price"]
    return _narrow(own, form, wanted, values)


def _narrow(own: list[Posting], form: Form, intent: str, values: dict[str, Value]) -> Found:
    """Which post is meant: the one that is named, the only one there is, or a choice."""
    if intent == "sell_out":
        own = [p for p in own if p.state != PostingState.SOLD_OUT] or own
    sought = fold(form.text_of("name"))
    named = [p for p in own if sought and (sought in fold(p.name) or fold(p.name) in fold(form.text))]
    if sought and not named:
        return Found(answer=_not_among(form.text_of("name"), own))
    among = named or own
    if len(among) == 1:
        return Found(instead=intent, values={**values, "post": among[0].public_id})
    options: tuple[tuple[str, Value], ...] = tuple((p.name, p.public_id) for p in among[:12])
    return Found(instead=intent, values=values, options={"post": options})


def _not_among(name: str, own: list[Posting]) -> Answer:
    """Something is named that this person does not sell: nothing else is touched instead."""
    listed = " ".join(f"“{post.name}”" for post in own[:5])
    return say(f"ไม่พบ “{name}” ในของที่คุณลงไว้ค่ะ", f"ที่ลงไว้มี {listed}", choices=(LIST,))


def _list(context: Context, own: list[Posting]) -> Answer:
    cards = Cards(f"ลงไว้ {len(own)} รายการค่ะ", tuple(_card(context, post) for post in own[:CARDS_A_MESSAGE]))
    return Answer((*say(f"ลงไว้ {len(own)} รายการค่ะ").replies, cards), (SELL,))


def _card(context: Context, post: Posting) -> Card:
    rows = [Row("สถานะ", STATES[PostingState(post.state)])]
    if isinstance(post, Product):
        rows.insert(0, Row("ราคา", str(post.cost)))
    values: dict[str, Value] = {"post": post.public_id}
    is_for_sale = post.state in (PostingState.PUBLISHED, PostingState.WAITING)
    first = Button("หมดแล้ว", Start("sell_out", values)) if is_for_sale else Button("ขายต่อ", Start("renew_post", values))
    buttons = [first, Button("เปลี่ยนราคา", Start("change_price", values)), Button("ลบ", Start("delete_post", values))]
    link = f"{context.base_url}/posts/{post.public_id}" if post.is_shown(context.now) else ""
    if link:
        buttons.append(Button("ดูหน้าสินค้า", Open(link)))
    return Card(
        post.name, rows=tuple(rows), picture=picture_url(context, photos.of_posting(context.db, post.id)),
        buttons=tuple(buttons), link=link,
    )  # fmt: skip


def _begin(context: Context, form: Form) -> Found:
    """Before a form about a post: which one? A stranger's, or one that is gone, is none."""
    own = postings.own(context.db, context.person, context.now)
    if form.text_of("post"):
        mine = any(p.public_id == form.text_of("post") for p in own)
        return Found() if mine else Found(answer=_missing())
    if not own:
        return Found(answer=say("ยังไม่ได้ลงอะไรไว้เลยค่ะ", choices=(SELL,)))
    if len(own) == 1:
        return Found(values={"post": own[0].public_id})
    return Found(options={"post": tuple((p.name, p.public_id) for p in own[:12])})


def _missing() -> Answer:
    return say("ไม่พบรายการนี้ในของที่คุณลงไว้ค่ะ", "อาจถูกลบไปแล้ว ลองดูรายการทั้งหมดนะคะ", choices=(LIST,))


def _own_post(context: Context, form: Form) -> Posting | None:
    post = postings.by_public_id(context.db, form.text_of("post"))
    is_own = post is not None and post.author_id == context.person.id and post.state != PostingState.WITHDRAWN
    return post if is_own else None


def _sell_out(context: Context, form: Form) -> Done:
    post = _own_post(context, form)
    if post is None:
        return Done(_missing())
    if post.state == PostingState.WAITING:
        return Done(say(f"“{post.name}” ยังรออนุมัติอยู่ค่ะ", "ถ้าไม่ขายแล้ว แตะ “ลบ” ได้เลย", choices=(LIST,)))
    post.state = PostingState.SOLD_OUT
    again = Button("ขายต่อ", Start("renew_post", {"post": post.public_id}))
    return Done(say(f"“{post.name}” ขึ้นว่าหมดแล้วค่ะ", "มีของอีกเมื่อไร แตะ “ขายต่อ” ได้เลย", choices=(again, LIST)))


def _renew(context: Context, form: Form) -> Done:
    post = _own_post(context, form)
    if post is None:
        return Done(_missing())
    if post.state == PostingState.WAITING:
        return Done(say(f"“{post.name}” ยังรออนุมัติอยู่ค่ะ", choices=(LIST,)))
    post.publish(context.now, LIFETIME)
    return Done(
        say(
            f"“{post.name}” กลับมาขายแล้วค่ะ อีก {LIFETIME.days} วัน",
            f"{context.base_url}/posts/{post.public_id}",
            choices=(LIST,),
        )
    )


def _confirm_delete(context: Context, form: Form) -> Card:
    post = _own_post(context, form)
    return Card(
        title=f"ลบ “{post.name}” ใช่ไหมคะ" if post else "ลบรายการนี้ใช่ไหมคะ",
        note="ลบแล้วหน้าเว็บจะหายไป เอากลับมาไม่ได้ค่ะ",
        buttons=(Button("ใช่", Move("yes")), Button(CANCEL, Move("cancel"))),
    )


def _delete(context: Context, form: Form) -> Done:
    post = _own_post(context, form)
    if post is None:
        return Done(_missing())
    name = post.name
    photos.remove(context.db, photos.all_of_posting(context.db, post.id))
    post.blank()
    post.withdraw(context.now)
    return Done(say(f"ลบ “{name}” แล้วค่ะ", choices=(LIST, SELL)))


def _change_price(context: Context, form: Form) -> Done:
    post = _own_post(context, form)
    if not isinstance(post, Product):
        return Done(_missing())
    post.price = Decimal(str(form.values["price"]))
    post.price_max = post.bundle_quantity = None
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
)
