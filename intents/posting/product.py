"""Products: putting one up for sale, looking for one, wanting its seller."""

from intents.entities.answers import read_name, read_phone, read_price, read_quantity, read_unit
from intents.intent import Intent, Slot
from intents.posting.changed import CHANGED

NAME = Slot(
    "name",
    "ชื่อสินค้า",
    read_name,
    ("จะขายอะไรคะ บอกชื่อสินค้ามาได้เลยค่ะ", "ขอชื่อสินค้าสั้น ๆ ค่ะ เช่น ไส้อั่ว กล้วยตาก"),
    required=True,
    corrections=("ชื่อ", "ชื่อสินค้า", "สินค้า"),
)
PRICE = Slot(
    "price",
    "ราคา",
    read_price,
    ("ราคาเท่าไรคะ พิมพ์ตัวเลขอย่างเดียวก็ได้ค่ะ", "ขอราคาเป็นบาทค่ะ เช่น 35 หรือ โลละ 280"),
    required=True,
    corrections=("ราคา", "ขาย"),
    least=0.25,
    most=10_000_000,
)
UNIT = Slot(
    "unit",
    "หน่วย",
    read_unit,
    ("ขายเป็นหน่วยอะไรคะ เช่น โล ถุง กระปุก", "นับเป็นอะไรคะ แตะเลือกหรือพิมพ์มาได้เลยค่ะ"),
    required=True,
    corrections=("หน่วย", "ขายเป็น"),
    suggestions=("กก.", "ถุง", "ชิ้น", "ขวด", "กระปุก", "มัด"),
)
QUANTITY = Slot("quantity", "จำนวน", read_quantity, corrections=("จำนวน", "มี", "เหลือ"), least=0.01, most=1_000_000)
PHONE = Slot("phone", "เบอร์โทร", read_phone, corrections=("เบอร์", "เบอร์โทร", "โทร", "โทรศัพท์"))
PRICE_MAX = Slot("price_max", "ราคาสูงสุด", read_price, least=0.25, most=10_000_000)
BUNDLE = Slot("bundle_quantity", "จำนวนต่อราคา", read_quantity, least=0.01, most=1_000_000)

INTENTS = (
    Intent(
        name="post_product",
        title="ลงขายของ",
        example="ขายไส้อั่วแม่คำ โลละ 280 มี 10 โล",
        slots=(NAME, PRICE, UNIT, QUANTITY, PHONE, PRICE_MAX, BUNDLE, CHANGED),
        is_confirmed=True,
        takes_photos=True,
        in_menu=3,
    ),
    Intent(name="browse_products", title="ดูของที่ขาย", example="มีอะไรขายบ้าง", in_menu=2, is_search=True),
    Intent(name="contact_seller", title="ติดต่อคนขาย", example="ขอเบอร์คนขายไส้อั่วหน่อย"),
)
