"""Sights, stays, places to eat and to learn: adding one, asking where to go."""

from intents.intent import Intent

INTENTS = (
    Intent(
        name="post_place",
        title="เพิ่มที่เที่ยว",
        example="อยากเพิ่มน้ำตกท้ายหมู่บ้านเป็นที่เที่ยวของเรา",
        whole=("เพิ่มที่เที่ยว", "ลงที่เที่ยว", "อยากลงที่เที่ยว", "เพิ่มสถานที่", "เพิ่มสถานที่ท่องเที่ยว", "ปักหมุดที่เที่ยว"),
        is_confirmed=True,
        in_menu=True,
    ),
    Intent(
        name="browse_places",
        title="หาที่เที่ยว",
        example="แถวนี้มีที่ไหนพาเด็ก ๆ ไปเล่นน้ำได้บ้าง",
        whole=("ที่เที่ยว", "หาที่เที่ยว", "มีที่เที่ยวไหม", "ไปเที่ยวไหนดี", "ที่พัก", "โฮมสเตย์"),
        in_menu=True,
    ),
)
