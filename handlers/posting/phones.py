"""Showing a phone: a consent of its own, for one number."""

from handlers.capability import Capability, Context, Done, Form, Found
from handlers.posting.kind import LIST, kinds, spoken_phone
from handlers.posting.publishing import own_post
from handlers.replies import Answer, Button, Card, Move, say
from models.posting import Posting


def _with_phone(context: Context, form: Form) -> Posting | None:
    post = own_post(context, form.text_of("post"))
    return post if post is not None and post.phone else None


def _who(post: Posting | None) -> str:
    return "คนซื้อ" if post is None or kinds()[post.kind].has_stock else "คนอื่น"


def _asks(context: Context, form: Form) -> Card:
    post = _with_phone(context, form)
    phone = spoken_phone(post.phone or "") if post else ""
    return Card(
        title=f"ให้{_who(post)}เห็นเบอร์ {phone} ไหมคะ",
        note="แตะ “ไม่ใช่” เบอร์จะไม่ขึ้นหน้าเว็บ เปลี่ยนใจทีหลังได้ค่ะ",
        buttons=(Button("ใช่", Move("yes")), Button("ไม่ใช่", Move("no"))),
    )


def _may_show(context: Context, form: Form) -> Found:
    if _with_phone(context, form) is None:
        return Found(answer=say("ไม่พบรายการนี้ในของที่คุณลงไว้ค่ะ", choices=(LIST,)))
    return Found()


def _show(context: Context, form: Form) -> Done:
    post = _with_phone(context, form)
    if post is None:
        return Done(say("ไม่พบรายการนี้แล้วค่ะ", choices=(LIST,)))
    post.is_phone_shown = True
    context.person.shown_phone = post.phone
    return Done(say(f"แสดงเบอร์ให้{_who(post)}เห็นแล้วค่ะ", "อยากซ่อนเมื่อไร พิมพ์ “ซ่อนเบอร์” ได้เลย"))


def _keep(context: Context, form: Form) -> Answer:
    who = _who(_with_phone(context, form))
    return say(f"ได้ค่ะ ไม่แสดงเบอร์ {who}ยังเห็นรายการตามปกตินะคะ")


CAPABILITIES = (Capability("show_phone", look=_may_show, preview=_asks, act=_show, decline=_keep),)
