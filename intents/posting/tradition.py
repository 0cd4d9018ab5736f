"""Festivals, rites and customs: adding one, asking about one.

Asking has no slots: it is answered at once from what the sentence names, and nothing is ever asked back.
"""

from intents.entities.answers import read_name, read_occasion, read_phone, read_place, read_text, read_time
from intents.intent import Intent, Slot
from intents.posting.changed import CHANGED

NAME = Slot(
    "name",
    "ชื่องาน",
    read_name,
    ("งานนี้ชื่ออะไรคะ", "ขอชื่องานค่ะ เช่น ตักบาตรเทโว หรือ บุญบั้งไฟ"),
    required=True,
    corrections=("ชื่อ", "ชื่องาน", "งาน"),
)
DATE = Slot(
    "date",
    "จัดเมื่อไร",
    read_occasion,
    (
        "จัดวันไหนคะ บอกเป็นวันที่ วันพระ หรือเดือนก็ได้ค่ะ",
        "ขอช่วงที่จัดค่ะ เช่น วันเพ็ญเดือน 12 หรือ เสาร์ที่ 2 ของเดือนเมษายน",
    ),
    required=True,
    corrections=("จัด", "วันที่", "วัน", "จัดวัน", "จัดเมื่อ"),
)
"""A lunar day stays text until somebody gives its solar date; nobody computes it."""
TIME = Slot(
    "time",
    "เวลา",
    read_time,
    ("เริ่มกี่โมงคะ", "ขอเวลาเริ่มค่ะ เช่น ตี 5 หรือ 9 โมงเช้า"),
    corrections=("เวลา", "เริ่ม", "ตอน"),
)
PLACE = Slot(
    "place",
    "สถานที่",
    read_place,
    ("จัดที่ไหนคะ", "ขอชื่อสถานที่ค่ะ เช่น ลานวัด หรือ ศาลากลางบ้าน"),
    corrections=("ที่", "สถานที่", "จัดที่"),
)
ACTIVITY = Slot(
    "activity",
    "ในงานมีอะไร",
    read_text(400),
    ("ในงานมีอะไรบ้างคะ", "เล่าสั้น ๆ ว่าทำอะไรกันค่ะ เช่น แห่ขบวน ตำข้าวเม่า"),
    corrections=("กิจกรรม", "ในงานมี", "มี"),
)
JOINING = Slot(
    "joining",
    "ไปร่วมอย่างไร",
    read_text(300),
    ("คนนอกไปร่วมอย่างไรคะ", "ขอวิธีไปร่วมค่ะ เช่น มาที่ศาลาก่อน 6 โมง หรือ นำข้าวสารมาเอง"),
    corrections=("ไปร่วม", "ร่วมงาน", "วิธีร่วม"),
)
PHONE = Slot(
    "phone",
    "เบอร์โทร",
    read_phone,
    ("ให้โทรถามเบอร์ไหนคะ", "ขอเบอร์โทรค่ะ เช่น 081-000-0000"),
    corrections=("เบอร์", "เบอร์โทร", "โทร", "โทรศัพท์"),
)

INTENTS = (
    Intent(
        name="post_tradition",
        title="เพิ่มงานประเพณี",
        example="อยากลงประเพณีตักบาตรเทโวของวัดเรา จัดทุกปีวันออกพรรษา",
        whole=("เพิ่มประเพณี", "ลงประเพณี", "อยากลงประเพณี", "เพิ่มงานประเพณี", "ลงงานบุญ"),
        slots=(NAME, DATE, TIME, PLACE, ACTIVITY, JOINING, PHONE, CHANGED),
        is_confirmed=True,
        takes_photos=True,
        in_menu=13,
    ),
    Intent(
        name="browse_traditions",
        is_search=True,
        title="ดูงานประเพณี",
        example="บุญบั้งไฟปีนี้จัดวันไหนคะ",
        whole=("ประเพณี", "งานประเพณี", "ดูประเพณี", "มีงานบุญอะไรบ้าง", "งานบุญ"),
        in_menu=9,
    ),
)
