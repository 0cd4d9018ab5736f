"""Belonging to a village: joining by its code, name or a pin; roles by a one-time code."""

from intents.entities.answers import read_place, read_text, read_village_no
from intents.intent import Intent, Slot
from intents.posting.place import read_pin

JOIN_CODE = Slot(
    "join_code",
    "รหัสหมู่บ้าน",
    read_text(80),
    (
        "ขอรหัสหมู่บ้าน หรือชื่อบ้านกับตำบลค่ะ\nเช่น ABC-1234 หรือ บ้านดอนคำแสง ต.ท่าแสงทอง",
        "พิมพ์รหัสบนป้าย หรือชื่อบ้านกับตำบล\nจะส่งตำแหน่งของหมู่บ้านมาก็ได้ค่ะ",
    ),
    required=True,
    corrections=("รหัส", "โค้ด"),
    is_looked_up=True,
)
"""A code, or what people call their village: the look tells which."""
PLACE = Slot("place", "ชื่อหมู่บ้าน", read_place, is_inner=True)
NUMBER = Slot("village_no", "หมู่ที่", read_village_no, is_inner=True)
TAMBON = Slot("tambon", "ตำบล", read_text(40), is_inner=True)
AMPHOE = Slot("amphoe", "อำเภอ", read_text(40), is_inner=True)
PROVINCE = Slot("province", "จังหวัด", read_text(40), is_inner=True)
"""Where somebody lives, as the sentence says it; nothing of it is asked, or corrected by its title."""
PIN = Slot("pin", "หมุด", read_pin, takes_location=True, is_inner=True, is_looked_up=True)
VILLAGE = Slot(
    "village",
    "หมู่บ้าน",
    read_text(80),
    ("หมายถึงหมู่บ้านไหนคะ แตะเลือกได้เลยค่ะ", "แตะเลือกหมู่บ้านของคุณ หรือพิมพ์รหัสหมู่บ้านค่ะ"),
    required=True,
)
ROLE_CODE = Slot("join_code", "รหัสหน้าที่", read_text(40), ("ขอรหัสหน้าที่ค่ะ", "พิมพ์รหัสที่ผู้ดูแลระบบให้มาค่ะ"), required=True)

INTENTS = (
    Intent(
        name="register",
        title="เข้าร่วมหมู่บ้าน",
        example="ขอเข้าร่วมหมู่บ้าน",
        slots=(JOIN_CODE, PLACE, NUMBER, TAMBON, AMPHOE, PROVINCE, PIN),
        shapes=(r"[A-Z]{2,6}-?\d{3,6}",),
        in_menu=1,
    ),
    Intent(
        name="join_village",
        title="ยืนยันหมู่บ้าน",
        example="",
        slots=(VILLAGE,),
        is_confirmed=True,
        is_inner=True,
    ),
    Intent(
        name="role_code",
        title="ใช้รหัสหน้าที่",
        example="",
        slots=(ROLE_CODE,),
        shapes=(r"(?:[A-HJKMNP-TV-Z2-9][- ]?){14}",),
        is_inner=True,
    ),
    Intent(name="sent_follow", title="เริ่มใช้งาน", example="", is_inner=True),
)
