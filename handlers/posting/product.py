"""Products: what is asked of one for sale, its price and stock, and its public page. Buying is in buying.py."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from sqlalchemy import select

from handlers.capability import Context, Form
from handlers.posting import Json, Page, Sheet, browsing, publishing
from handlers.posting.kind import Kind, filling, of, spoken_phone
from handlers.replies import Button, Row, Start
from intents.intent import Value
from models.posting import Posting, PostingState
from models.posting.product import Category, Cost, Product, plain_number
from models.role import Action, Role

_SORTS: Final = {
    Category.FOOD: "ของกิน ของกินเล่น ของกินอร่อย ของอร่อย อาหารการกิน กับข้าว อาหารพื้นบ้าน ของคาว ของหวาน ของกินของฝาก",
    Category.DRINK: "ของดื่ม น้ำดื่ม",
    Category.CLOTHES: "เสื้อผ้า เครื่องแต่งกาย เครื่องนุ่งห่ม",
    Category.HOME: "ของใช้ ของใช้ในบ้าน ของตกแต่ง ของแต่งบ้าน เครื่องใช้ หัตถกรรม งานฝีมือ",
    Category.HERBS: "ยาสมุนไพร ของสมุนไพร",
    Category.FRESH: "ของสด ผัก ผลไม้ ผักผลไม้ ผักสด พืชผล ผลผลิต ผลผลิตเกษตร ผลผลิตทางการเกษตร ของสวน ของไร่",
}
"""What people call the classes of what is sold, besides their own names."""


def _sort(words: str) -> str:
    return next((sort.value for sort, known in _SORTS.items() if words in (sort.value, *known.split())), "")


def facts(product: Product) -> tuple[Row, ...]:
    """The lines of a product, in the chat and on its page."""
    rows = [Row("ราคา", str(product.cost))]
    # What is sold out says so; "มี 0" beside it would read as a mistake.
    if product.quantity is not None and product.state != PostingState.SOLD_OUT:
        rows.append(Row("มี", f"{plain_number(product.quantity)} {product.unit}"))
    return tuple(rows)


def _fill(product: Product, form: Form, now: datetime) -> None:
    # Not above: the web program reads this file for its PAGE, and intents.entities would load PyThaiNLP into it.
    from intents.entities.categories import category_of

    def decimal(slot: str) -> Decimal | None:
        return Decimal(str(form.values[slot])) if slot in form.values else None

    product.name = form.text_of("name")
    product.price, product.unit = decimal("price") or Decimal(0), form.text_of("unit")
    product.price_max, product.bundle_quantity = decimal("price_max"), decimal("bundle_quantity")
    product.quantity = decimal("quantity")
    product.category = Category(category_of(product.name))


def _slots(product: Product) -> dict[str, Value]:
    numbers = {
        "price": product.price, "price_max": product.price_max, "bundle_quantity": product.bundle_quantity,
        "quantity": product.quantity,
    }  # fmt: skip
    known: dict[str, Value] = {name: float(value) for name, value in numbers.items() if value is not None}
    phone: dict[str, Value] = {"phone": product.phone} if product.phone else {}
    return {"name": product.name, "unit": product.unit, **known, **phone}


def _limits(form: Form) -> str:
    ceiling = _ceiling(form)
    return "ฟรี" if form.values.get("free") else f"ไม่เกิน {plain_number(ceiling)} บาท" if ceiling is not None else ""


def _ceiling(form: Form) -> Decimal | None:
    """The most that somebody wants to pay; a button's forged value is none."""
    try:
        ceiling = Decimal(form.text_of("price_max") or form.text_of("price") or "NaN")
    except InvalidOperation:
        return None
    return ceiling if ceiling.is_finite() and ceiling > 0 else None


def _narrow(context: Context, form: Form, posts: Sequence[Posting]) -> Sequence[Posting]:
    ceiling = _ceiling(form)
    products = [post for post in posts if isinstance(post, Product)]
    if form.values.get("free"):
        return [product for product in products if not product.price]
    return [product for product in products if ceiling is None or product.price <= ceiling]


# --- its public page --------------------------------------------------------------------------------------------------


def _sheet(product: Product) -> Sheet:
    cost = product.cost
    numbers: dict[str, Json] = {
        key: None if value is None else float(value)
        for key, value in {
            "price": cost.price,
            "price_max": cost.price_max,
            "bundle_quantity": cost.bundle_quantity,
            "quantity": product.quantity,
        }.items()
    }
    return Sheet(
        headline=str(cost),
        rows=facts(product)[1:],
        category=product.category,
        phone=product.shown_phone,
        spoken_phone=spoken_phone(product.shown_phone or ""),
        without_phone=f"คนขายไม่ได้ให้แสดงเบอร์โทร ถามที่ผู้ใหญ่บ้านหรือเน็ตอาสา{product.village.name}ได้ค่ะ",
        fields={**numbers, "price_text": str(cost), "unit": cost.unit, "category": product.category},
        structured={"@type": "Product", "category": product.category, "offers": _offer(product)},
    )


def _offer(product: Product) -> Json:
    """schema.org Offer, or AggregateOffer for a range of prices."""
    cost: Cost = product.cost
    sold_out = product.state == PostingState.SOLD_OUT
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
    sheet=of(Product, _sheet),
    order=10,
    categories=tuple(Category),
    in_category=lambda category: select(Product.id).where(Product.category == category),
    up_to=lambda ceiling: select(Product.id).where(Product.price <= ceiling),
)

KIND = Kind(
    page=PAGE,
    posts="post_product",
    browses="browse_products",
    action=Action.POST_PRODUCT,
    wish="ลงขายของ",
    found="มีของขาย",
    fill=filling(Product, _fill),
    slots=of(Product, _slots),
    facts=of(Product, facts),
    narrow=_narrow,
    limits=_limits,
    sort=_sort,
    generic=("ตำบล", "อำเภอ", "จังหวัด", "หมู่บ้าน", "สินค้า", "ของฝาก", "ของดี", "ของเด่น", "ถูกกว่า", "ถูกๆ", "กว่า"),
    contact=Button("ติดต่อคนขาย", Start("contact_seller")),
    has_stock=True,
    makes=Role.SELLER,
)

CAPABILITIES = (publishing.capability(KIND), browsing.capability(KIND))
