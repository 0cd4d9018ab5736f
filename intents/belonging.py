"""Belonging to a village: joining by its code, roles by a one-time code."""

from intents.entities.answers import read_text
from intents.intent import Intent, Slot

JOIN_CODE = Slot(
    "join_code",
    "รหัสหมู่บ้าน",
    read_text(40),
    (
        "ขอรหัสหมู่บ้านค่ะ เช่น ABC-1234\nถามได้ที่ผู้ใหญ่บ้านหรือเน็ตอาสา",
        "พิมพ์รหัส 3 ตัวอักษรกับ 4 ตัวเลขค่ะ ดูได้จากป้ายของหมู่บ้าน",
    ),
    required=True,
    corrections=("รหัส", "โค้ด"),
)

INTENTS = (
    Intent(
        name="register",
        title="เข้าร่วมหมู่บ้าน",
        example="ขอเข้าร่วมหมู่บ้าน",
        slots=(JOIN_CODE,),
        shapes=(r"[A-Z]{2,6}-?\d{3,6}",),
        in_menu=4,
    ),
    Intent(
        name="role_code",
        title="ใช้รหัสหน้าที่",
        example="",
        slots=(JOIN_CODE,),
        shapes=(r"(?:[A-HJKMNP-TV-Z2-9]-?){14}",),
        is_inner=True,
    ),
    Intent(name="sent_follow", title="เริ่มใช้งาน", example="", is_inner=True),
)
