"""Wanting something that is for sale: its seller's number where it may be shown, somebody to ask where not."""

import re
from typing import Final

from handlers.capability import Capability, Context, Form, Found
from handlers.posting import browsing, searching
from handlers.posting.kind import spoken_phone
from handlers.posting.product import KIND, facts
from handlers.replies import Answer, Button, Card, Cards, Open, Row, Start, say
from models import posting as postings
from models.posting.product import Product

_SILENT: Final = re.compile(r"ไม่(?:ตอบ|รับสาย|อ่าน|ทัก|ติดต่อ|โทร)|ติดต่อ(?:คนขาย)?ไม่ได้|เงียบ")
"""A seller who does not answer: no thing is called so."""
EVERYTHING = Button("ดูของที่ขาย", Start("browse_products"))


def _contact(context: Context, form: Form) -> Found:
    products = _meant(context, form)
    if not products:
        sought = searching.asked(KIND, context, form)
        if sought.words and not form.text_of("post") and not _SILENT.search(form.text):
            return Found(answer=browsing.nothing(KIND, form, sought))
        return Found(answer=say("อยากติดต่อคนขายรายการไหนคะ", "พิมพ์ชื่อสินค้า เช่น “ขอเบอร์คนขายไส้อั่ว”", choices=(EVERYTHING,)))
    if len(products) > 1:
        shown = tuple(browsing.card(KIND, context, p) for p in products[: browsing.CARDS_A_MESSAGE])
        return Found(
            answer=Answer(
                (*say("มีหลายรายการค่ะ แตะรายการที่ต้องการนะคะ").replies, Cards("ของใครดีคะ", shown, is_choice=True))
            )
        )
    return Found(answer=_contact_of(context, products[0]))


def _meant(context: Context, form: Form) -> list[Product]:
    """What a buyer can mean: the one of the button, or those of this name."""
    if form.text_of("post"):
        post = postings.by_public_id(context.db, form.text_of("post"))
        return [post] if isinstance(post, Product) and post.is_shown(context.now) else []
    sought = searching.asked(KIND, context, form)
    if not sought.words:
        return []
    found = searching.first_of(searching.find(KIND, context, sought), sought.words)
    return [post for post in found if isinstance(post, Product)]


def _contact_of(context: Context, product: Product) -> Answer:
    link = f"{context.base_url}/posts/{product.public_id}"
    page = Button("ดูรายละเอียด", Open(link))
    if product.shown_phone:
        call = Button("โทรหาคนขาย", Open(f"tel:{product.shown_phone}"))
        rows = (*facts(product), Row("โทร", spoken_phone(product.shown_phone)))
        return Answer((Card(product.name, "ติดต่อคนขาย", rows, buttons=(call, page), link=link),))
    return say(
        f"คนขาย “{product.name}” ไม่ได้ให้แสดงเบอร์ค่ะ",
        f"ถามที่ผู้ใหญ่บ้านหรือเน็ตอาสา{product.village.name}ได้นะคะ",
        choices=(page,),
    )


CAPABILITIES = (Capability("contact_seller", look=_contact),)
