"""Products: put one up for sale, browse, reach the seller."""

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from sqlalchemy import select

from handlers.belonging import join_first
from handlers.capability import Capability, Context, Done, Form, Found
from handlers.pictures import picture_url
from handlers.posting import Json, Page, Sheet, lines
from handlers.replies import CANCEL, EDIT, PUBLISH, Answer, Button, Card, Cards, Move, Open, Row, Start, say
from models import photo as photos
from models import posting as postings
from models.posting import Posting
from models.posting.product import LIFETIME, Category, Cost, Product, plain_number
from models.role import Action, may
from models.role import Answer as Right
from models.search import fold, matching, search_terms

CARDS_A_MESSAGE = 10


def spoken_phone(phone: str) -> str:
    """`0810001234` → `081-000-1234`."""
    return f"{phone[:3]}-{phone[3:6]}-{phone[6:]}" if len(phone) == 10 else phone


def facts(product: Product) -> tuple[Row, ...]:
    """The lines of a product, in the chat and on its page."""
    rows = [Row("ราคา", str(product.cost))]
    if product.quantity is not None:
        rows.append(Row("มี", f"{plain_number(product.quantity)} {product.unit}"))
    if product.shown_phone:
        rows.append(Row("โทร", spoken_phone(product.shown_phone)))
    return tuple(rows)


# --- post_product -----------------------------------------------------------------------------------------------------


def _may_post(context: Context, form: Form) -> Found:
    before = join_first(context, "ลงขายของ")
    if before is not None:
        return before
    right = may(context.db, context.person, Action.POST_PRODUCT, context.person.village, context.now)
    if not right.is_given:
        return Found(answer=say("ลงขายของทำได้โดยลูกบ้าน ผู้ขาย เน็ตอาสา และผู้ใหญ่บ้านค่ะ", "ฝากเน็ตอาสาในหมู่บ้านลงให้ก็ได้นะคะ"))
    return Found()


def _cost(form: Form) -> Cost:
    def decimal(slot: str) -> Decimal | None:
        return Decimal(str(form.values[slot])) if slot in form.values else None

    return Cost(decimal("price") or Decimal(0), form.text_of("unit"), decimal("price_max"), decimal("bundle_quantity"))


def _preview(context: Context, form: Form) -> Card:
    ready = photos.of_ids(context.db, list(form.photos), context.person.id)
    rows = [Row("ราคา", str(_cost(form)))]
    if "quantity" in form.values:
        rows.append(Row("มี", f"{plain_number(Decimal(str(form.values['quantity'])))} {form.text_of('unit')}"))
    if form.text_of("phone"):
        rows.append(Row("โทร", spoken_phone(form.text_of("phone"))))
    if ready:
        rows.append(Row("รูป", f"{len(ready)} รูป"))
    return Card(
        title=form.text_of("name"),
        heading="ตรวจก่อนลงนะคะ",
        rows=tuple(rows),
        note="" if ready else "ส่งรูปเพิ่มได้เลยค่ะ",
        picture=picture_url(context, ready),
        buttons=(Button(PUBLISH, Move("yes")), Button(EDIT, Move("edit")), Button(CANCEL, Move("cancel"))),
    )


def _publish(context: Context, form: Form) -> Done:
    db, person, now = context.db, context.person, context.now
    right = may(db, person, Action.POST_PRODUCT, person.village, now)
    if person.village is None or not right.is_given:
        return Done(
            say("ตอนนี้ยังลงขายไม่ได้ค่ะ ต้องเป็นลูกบ้านของหมู่บ้านก่อน", choices=(Button("เข้าร่วมหมู่บ้าน", Start("register")),))
        )
    product = _product(context, form)
    if right.answer is Right.YES:
        product.publish(now, LIFETIME)
    db.add(product)
    db.flush()
    photos.attach(photos.of_ids(db, list(form.photos), person.id), product.id)
    link = f"{context.base_url}/posts/{product.public_id}"
    if right.answer is Right.APPROVAL:
        waits = say(
            f"ส่ง “{product.name}” แล้วค่ะ รออนุมัติก่อนขึ้นเว็บ",
            "เน็ตอาสาหรือผู้ใหญ่บ้านเป็นคนอนุมัติค่ะ",
            choices=(Button("ของที่ฉันลงไว้", Start("my_posts")),),
        )
        return Done(replace(waits, is_receipt=True))
    done = Answer(
        say("ลงแล้วค่ะ", f"“{product.name}” {product.cost}", link).replies,
        (Button("ดูหน้าสินค้า", Open(link)), Button("ของที่ฉันลงไว้", Start("my_posts"))),
        is_receipt=True,
    )
    if product.phone and not product.is_phone_shown:
        return Done(done, then="show_phone", values={"post": product.public_id})
    return Done(done)


def _product(context: Context, form: Form) -> Product:
    # Not above: the web program reads this file for its PAGE, and intents.entities would load PyThaiNLP into it.
    from intents.entities.categories import category_of

    values, person = form.values, context.person
    assert person.village is not None  # asked by the caller
    cost = _cost(form)
    phone = form.text_of("phone") or None
    return Product(
        state=postings.PostingState.WAITING,
        name=form.text_of("name"),
        author_id=person.id,
        village_id=person.village.id,
        created_at=context.now,
        search_terms=search_terms(form.text_of("name")),
        sources={slot: source for slot, source in form.sources.items() if source},
        draft_id=form.draft_id,
        price=cost.price,
        price_max=cost.price_max,
        bundle_quantity=cost.bundle_quantity,
        unit=cost.unit,
        quantity=Decimal(str(values["quantity"])) if "quantity" in values else None,
        phone=phone,
        is_phone_shown=phone is not None and person.shown_phone == phone,
        category=Category(category_of(form.text_of("name"))),
    )


def _asks_to_show_phone(context: Context, form: Form) -> Card:
    product = _own_product(context, form)
    phone = spoken_phone(product.phone or "") if product else ""
    return Card(
        title=f"ให้คนซื้อเห็นเบอร์ {phone} ไหมคะ",
        note="แตะ “ไม่ใช่” เบอร์จะไม่ขึ้นหน้าเว็บ เปลี่ยนใจทีหลังได้ค่ะ",
        buttons=(Button("ใช่", Move("yes")), Button("ไม่ใช่", Move("no"))),
    )


def _own_product(context: Context, form: Form) -> Product | None:
    post = postings.by_public_id(context.db, form.text_of("post"))
    return post if isinstance(post, Product) and post.author_id == context.person.id else None


def _may_show_phone(context: Context, form: Form) -> Found:
    product = _own_product(context, form)
    if product is None or product.phone is None:
        return Found(answer=say("ไม่พบรายการนี้ในของที่คุณลงไว้ค่ะ", choices=(Button("ของที่ฉันลงไว้", Start("my_posts")),)))
    return Found()


def _show_phone(context: Context, form: Form) -> Done:
    product = _own_product(context, form)
    if product is None or product.phone is None:
        return Done(say("ไม่พบรายการนี้แล้วค่ะ", choices=(Button("ของที่ฉันลงไว้", Start("my_posts")),)))
    product.is_phone_shown = True
    context.person.shown_phone = product.phone
    return Done(say("แสดงเบอร์ให้คนซื้อเห็นแล้วค่ะ", "อยากซ่อนเมื่อไร พิมพ์ “ซ่อนเบอร์” ได้เลย"))


def _keep_phone(context: Context, form: Form) -> Answer:
    return say("ได้ค่ะ ไม่แสดงเบอร์ คนซื้อยังเห็นสินค้าตามปกตินะคะ")


# --- browse_products, contact_seller ----------------------------------------------------------------------------------


def _find(context: Context, sought: str) -> list[Product]:
    shown = postings.shown(context.now).where(Posting.kind == "product")
    if not sought:
        newest = shown.order_by(Posting.published_at.desc(), Posting.id.desc()).limit(200)
        return _nearest_first(context, [p for p in context.db.scalars(newest) if isinstance(p, Product)])
    ids = matching(context.db, shown, sought)
    by_id = {p.id: p for p in context.db.scalars(select(Product).where(Product.id.in_(ids)))}
    return [by_id[i] for i in ids if i in by_id]


def _nearest_first(context: Context, products: list[Product]) -> list[Product]:
    """The person's own village before the others; what can be bought before what is sold out."""
    home = context.person.village_id
    return sorted(products, key=lambda p: (p.state == postings.PostingState.SOLD_OUT, p.village_id != home))


def card(context: Context, product: Product) -> Card:
    """A product among others."""
    link = f"{context.base_url}/posts/{product.public_id}"
    sold_out = product.state == postings.PostingState.SOLD_OUT
    return Card(
        title=product.name,
        heading="หมดแล้ว" if sold_out else "",
        rows=(Row("ราคา", str(product.cost)), Row("จาก", product.village.name)),
        picture=picture_url(context, photos.of_posting(context.db, product.id)),
        link=link,
        buttons=(
            Button("ติดต่อคนขาย", Start("contact_seller", {"post": product.public_id})),
            Button("ดูรายละเอียด", Open(link)),
        ),
    )


def _ceiling(form: Form) -> Decimal | None:
    """The most that somebody wants to pay; a button's forged value is none."""
    try:
        ceiling = Decimal(form.text_of("price_max") or form.text_of("price") or "NaN")
    except InvalidOperation:
        return None
    return ceiling if ceiling.is_finite() and ceiling > 0 else None


def _browse(context: Context, form: Form) -> Found:
    sought = form.text_of("name")
    offset = int(form.text_of("from")) if form.text_of("from").isdecimal() else 0
    ceiling = _ceiling(form)
    products = _find(context, sought)
    if ceiling is not None:
        products = [p for p in products if p.price <= ceiling]
    page = products[offset : offset + CARDS_A_MESSAGE]
    sell = Button("ลงขายของ", Start("post_product"))
    if not page:
        everything = Button("ดูของที่ขาย", Start("browse_products"))
        what = f"“{sought}”" if sought else "สินค้า"
        return Found(answer=say(f"ยังไม่มีคนลงขาย{what}ค่ะ", "ดูของทั้งหมด หรือจะลงขายเองก็ได้นะคะ", choices=(everything, sell)))
    summary = f"มี “{sought}” {len(products)} รายการค่ะ" if sought else f"มีของขาย {len(products)} รายการค่ะ"
    choices: tuple[Button, ...] = (sell,)
    if len(products) > offset + CARDS_A_MESSAGE:
        more: dict[str, str | int | float | bool] = {"from": offset + CARDS_A_MESSAGE, "name": sought}
        choices = (Button("ดูเพิ่ม", Start("browse_products", more)), sell)
    shown = Cards(summary, tuple(card(context, product) for product in page))
    return Found(answer=Answer((*say(summary).replies, shown), choices))


def _contact(context: Context, form: Form) -> Found:
    product: Product | None = None
    if form.text_of("post"):
        post = postings.by_public_id(context.db, form.text_of("post"))
        product = post if isinstance(post, Product) and post.is_shown(context.now) else None
        products = [product] if product else []
    else:
        products = _meant(context, form.text_of("name"))
    if not products:
        everything = Button("ดูของที่ขาย", Start("browse_products"))
        return Found(answer=say("อยากติดต่อคนขายรายการไหนคะ", "พิมพ์ชื่อสินค้า เช่น “ขอเบอร์คนขายไส้อั่ว”", choices=(everything,)))
    if len(products) > 1 and not form.text_of("post"):
        cards = Cards("ของใครดีคะ", tuple(card(context, p) for p in products[:CARDS_A_MESSAGE]))
        return Found(answer=Answer((*say("มีหลายรายการค่ะ แตะรายการที่ต้องการนะคะ").replies, cards)))
    return Found(answer=_contact_of(context, products[0]))


def _meant(context: Context, name: str) -> list[Product]:
    """What a buyer can mean by this name: those that are called so before those that only sound alike."""
    products = _find(context, name) if name else []
    return [p for p in products if fold(name) in fold(p.name)] or products


def _contact_of(context: Context, product: Product) -> Answer:
    link = f"{context.base_url}/posts/{product.public_id}"
    page = Button("ดูรายละเอียด", Open(link))
    if product.shown_phone:
        call = Button("โทรหาคนขาย", Open(f"tel:{product.shown_phone}"))
        return Answer((Card(product.name, "ติดต่อคนขาย", facts(product), buttons=(call, page), link=link),))
    return say(
        f"คนขาย “{product.name}” ไม่ได้ให้แสดงเบอร์ค่ะ",
        f"ถามที่ผู้ใหญ่บ้านหรือเน็ตอาสา{product.village.name}ได้นะคะ",
        choices=(page,),
    )


CAPABILITIES = (
    Capability("post_product", look=_may_post, preview=_preview, act=_publish),
    Capability("show_phone", look=_may_show_phone, preview=_asks_to_show_phone, act=_show_phone, decline=_keep_phone),
    Capability("browse_products", look=_browse),
    Capability("contact_seller", look=_contact),
)


# --- its public page --------------------------------------------------------------------------------------------------


def _sheet(product: Product) -> Sheet:
    cost, sold_out = product.cost, product.state == postings.PostingState.SOLD_OUT
    numbers: dict[str, Json] = {
        key: None if value is None else float(value)
        for key, value in {
            "price": cost.price,
            "price_max": cost.price_max,
            "bundle_quantity": cost.bundle_quantity,
            "quantity": product.quantity,
        }.items()
    }
    # What is sold out says so; "มี 0" beside it would read as a mistake.
    stock = tuple(row for row in facts(product) if row.label == "มี" and not sold_out)
    return Sheet(
        headline=str(cost),
        rows=stock,
        category=product.category,
        phone=product.shown_phone,
        spoken_phone=spoken_phone(product.shown_phone or ""),
        without_phone=f"คนขายไม่ได้ให้แสดงเบอร์โทร ถามที่ผู้ใหญ่บ้านหรือเน็ตอาสา{product.village.name}ได้ค่ะ",
        fields={**numbers, "price_text": str(cost), "unit": cost.unit, "category": product.category},
        structured={"@type": "Product", "category": product.category, "offers": _offer(product)},
    )


def _offer(product: Product) -> Json:
    """schema.org Offer, or AggregateOffer for a range of prices."""
    cost = product.cost
    sold_out = product.state == postings.PostingState.SOLD_OUT
    offer: dict[str, Json] = {
        "@type": "Offer",
        "price": float(cost.price),
        "priceCurrency": "THB",
        "availability": f"https://schema.org/{'SoldOut' if sold_out else 'InStock'}",
    }
    if cost.price_max is not None:
        low = offer.pop("price")
        offer |= {"@type": "AggregateOffer", "lowPrice": low, "highPrice": float(cost.price_max)}
    if cost.bundle_quantity is not None:
        offer["eligibleQuantity"] = {"@type": "QuantitativeValue", "value": float(cost.bundle_quantity)}
    return offer


PAGE = Page(
    kind="product",
    title="สินค้า",
    sold_out="หมดแล้ว",
    empty="ยังไม่มีคนลงขาย",
    model=Product,
    sheet=lines(Product, _sheet),
    categories=tuple(Category),
    in_category=lambda category: select(Product.id).where(Product.category == category),
    up_to=lambda ceiling: select(Product.id).where(Product.price <= ceiling),
)
