"""News of the village: putting some in, asking for some.

Asking has no slots: it is answered at once from what the sentence names, and nothing is ever asked back.
"""

from intents.entities.answers import read_date, read_name, read_place, read_text, read_time
from intents.intent import Intent, Slot
from intents.posting.changed import CHANGED

TEXT = Slot(
    "text",
    "เนื้อข่าว",
    read_text(2000),
    ("เล่าข่าวมาได้เลยค่ะ ใคร ทำอะไร ที่ไหน", "ขอเนื้อข่าวสั้น ๆ ค่ะ เช่น เมื่อวานเยาวชนบ้านเราชนะแข่งกลองยาว"),
    required=True,
    corrections=("เนื้อหา", "เนื้อข่าว", "รายละเอียด"),
    is_verbatim=True,
)
"""The sentence that began it is the news itself, unless it was only the wish to put some in."""
NAME = Slot(
    "name",
    "หัวข้อข่าว",
    read_name,
    ("ข่าวนี้ใช้หัวข้อว่าอะไรดีคะ", "ขอหัวข้อสั้น ๆ ค่ะ เช่น เยาวชนได้รางวัลกลองยาว"),
    corrections=("หัวข้อ", "หัวข่าว", "ชื่อข่าว"),
)
DATE = Slot(
    "date",
    "วันที่",
    read_date,
    ("เรื่องนี้เกิดวันไหนคะ", "ขอวันที่ค่ะ เช่น เมื่อวาน หรือ 12 ม.ค. 69"),
    corrections=("วัน", "เกิดวัน", "เกิดเมื่อ"),
    suggestions=("วันนี้", "เมื่อวาน"),
)
TIME = Slot(
    "time",
    "เวลา",
    read_time,
    ("เกิดตอนกี่โมงคะ", "ขอเวลาค่ะ เช่น 9 โมงเช้า หรือ บ่ายสอง"),
    corrections=("เวลา", "ตอน"),
)
PLACE = Slot(
    "place",
    "สถานที่",
    read_place,
    ("เรื่องนี้เกิดที่ไหนคะ", "ขอชื่อสถานที่ค่ะ เช่น ศาลากลางบ้าน หรือ หน้าวัด"),
    corrections=("ที่", "สถานที่", "เกิดที่"),
)

INTENTS = (
    Intent(
        name="post_news",
        title="ลงข่าวหมู่บ้าน",
        example="ฝากลงข่าวหน่อยค่ะ เมื่อวานเยาวชนบ้านเราได้รางวัลแข่งกลองยาว",
        whole=("ลงข่าว", "อยากลงข่าว", "ขอลงข่าว", "โพสต์ข่าว", "ส่งข่าว", "แจ้งข่าว"),
        slots=(TEXT, NAME, DATE, TIME, PLACE, CHANGED),
        is_confirmed=True,
        takes_photos=True,
        in_menu=6,
    ),
    Intent(
        name="browse_news",
        is_search=True,
        title="อ่านข่าวหมู่บ้าน",
        example="ที่ประกาศเรื่องฉีดวัคซีนหมา เขานัดวันไหนนะ",
        whole=("ข่าว", "ข่าวหมู่บ้าน", "ดูข่าว", "อ่านข่าว", "มีข่าวอะไรบ้าง", "ข่าววันนี้", "ประกาศล่าสุด"),
        in_menu=5,
    ),
)
