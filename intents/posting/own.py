"""Own posts: list, sold out, renew, delete, another price."""

from dataclasses import replace

from intents.entities.answers import read_text
from intents.intent import Intent, Slot
from intents.posting.product import PRICE

POST = Slot("post", "รายการ", read_text(60), ("หมายถึงรายการไหนคะ", "แตะเลือกรายการที่ต้องการค่ะ"), required=True)

INTENTS = (
    Intent(
        name="my_posts",
        title="ของที่ฉันลงไว้",
        example="ของที่ฉันลงไว้",
        whole=("หมดแล้ว", "ขายหมดแล้ว"),
        shapes=(
            r"(?:หนู|ผม|ฉัน|ป้า|พี่)?(?:ขอ|ช่วย|อยาก(?:จะ)?|จะ)?\s?(?:แก้(?:ไข)?|ลบ|ถอด|ต่ออายุ)\s?"
            r"(?:ข่าว|ที่เที่ยว|สถานที่|ประเพณี|งาน|โพสต์|รายการ|วัด|ร้าน|สวน|น้ำตก|ตลาด|โฮมสเตย์|คาเฟ่).*",
        ),
        in_menu=10,
    ),
    Intent(name="sell_out", title="บอกว่าหมดแล้ว", example="ไส้อั่วหมดแล้ว", slots=(POST,), is_inner=True),
    Intent(name="renew_post", title="ต่ออายุรายการ", example="ต่ออายุไส้อั่ว", slots=(POST,), is_inner=True),
    Intent(
        name="delete_post", title="ลบรายการ", example="ลบไส้อั่ว", slots=(POST,), is_confirmed=True, is_inner=True
    ),
    Intent(
        name="change_price",
        title="เปลี่ยนราคา",
        example="เปลี่ยนราคาไส้อั่วเป็น 300",
        slots=(POST, replace(PRICE, title="ราคา")),
        is_inner=True,
    ),
    Intent(name="edit_post", title="แก้รายการ", example="แก้ข่าวฉีดวัคซีน", slots=(POST,), is_inner=True),
    Intent(
        name="show_phone", title="แสดงเบอร์โทร", example="ให้คนซื้อเห็นเบอร์", slots=(POST,), is_confirmed=True,
        is_quiet=True, is_inner=True,
    ),
)  # fmt: skip
