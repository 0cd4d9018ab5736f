"""Community digital centres: facts about them, and booking what they lend.

Asking has no slots: it is answered at once from what the sentence names, and nothing is ever asked back.
"""

from intents.entities.answers import read_date, read_phone, read_quantity, read_service, read_text, read_time
from intents.intent import Intent, Slot

SERVICE = Slot(
    "topic",
    "สิ่งที่จอง",
    read_service,
    ("จะจองอะไรคะ", "แตะเลือก หรือพิมพ์ชื่อค่ะ เช่น ห้องประชุม หรือ เครื่องพิมพ์"),
    required=True,
    corrections=("จอง", "สิ่งที่จอง"),
    suggestions=("ห้องประชุม", "คอมพิวเตอร์", "เครื่องพิมพ์", "ถ่ายรูปสินค้า"),
)
DATE = Slot(
    "date",
    "วันที่จอง",
    read_date,
    ("จะใช้วันไหนคะ", "ขอวันที่ค่ะ เช่น พรุ่งนี้ หรือ 15 ธ.ค."),
    required=True,
    corrections=("วัน", "วันที่", "เลื่อนเป็นวัน", "เลื่อนไปวัน"),
    suggestions=("วันนี้", "พรุ่งนี้"),
)
TIME = Slot(
    "time",
    "เวลาที่จอง",
    read_time,
    ("ใช้กี่โมงถึงกี่โมงคะ", "ขอช่วงเวลาค่ะ เช่น 13.00-15.00 น. หรือ 9 โมงถึงเที่ยง"),
    required=True,
    corrections=("เวลา", "ตอน", "เลื่อนเวลา"),
    suggestions=("09.00-12.00 น.", "13.00-16.00 น."),
)
HEADS = Slot("quantity", "จำนวน", read_quantity, corrections=("จำนวน", "กี่คน", "มากัน"))
"""People in a room, machines of a kind."""
PHONE = Slot("phone", "เบอร์โทร", read_phone, corrections=("เบอร์", "เบอร์โทร", "โทร", "โทรศัพท์"))

CENTRE = Slot(
    "centre",
    "ศูนย์",
    read_text(60),
    ("ถามถึงศูนย์ไหนคะ แตะเลือก หรือพิมพ์ชื่อตำบลได้เลย", "ขอชื่อตำบลของศูนย์ค่ะ"),
    required=True,
    is_looked_up=True,
    takes_others=True,
)
WORDS = Slot("words", "ข้อความ", read_text(300), is_inner=True)
"""The question itself, answered once the centre is known."""

_END = r"(?:ล่ะ|หล่ะ|เหรอ|หรอ|อ่ะ|อะ)?\s*(?:คะ|ค่ะ|ครับ|คับ|จ๊ะ|จ้ะ|จ้า|เจ้า)?\s*[?？]?"

INTENTS = (
    Intent(
        name="ask_centre",
        title="ถามเรื่องศูนย์ดิจิทัล",
        example="ศูนย์เปิดวันอาทิตย์ไหม ปริ้นงานแผ่นละกี่บาท",
        whole=("ศูนย์ดิจิทัล", "ศูนย์ดิจิทัลชุมชน", "ศูนย์เปิดกี่โมง", "ศูนย์อยู่ไหน", "เวลาเปิดปิดศูนย์", "ศูนย์อยู่ที่ไหน"),
        in_menu=11,
    ),
    Intent(
        name="which_centre",
        title="ถามเรื่องศูนย์ดิจิทัล",
        example="ท่าแสงทอง",
        slots=(CENTRE, WORDS),
        is_quiet=True,
        is_inner=True,
    ),
    Intent(
        name="ask_the_way",
        title="ถามทาง",
        example="ไปยังไง",
        slots=(WORDS,),
        shapes=(
            rf"(?:แล้ว)?(?:จะ|ต้อง)?(?:ไป|มา|เดินทาง)(?:ไป)?(?:ที่นั่น|เรียน)?(?:ยังไง|ยังงัย|ไง|อย่างไร|จังใด|ทางไหน|ทางใด){_END}",
            rf"(?:แล้ว)?(?:มัน)?อยู่(?:แถว|ตรง|ที่|ทาง|แถวๆ)?(?:ไหน|ใส|ไส|ตี้ไหน|ใด){_END}",
            rf"(?:ขอ)?(?:แผนที่|พิกัด|ทางไป|โลเคชั่น|โลเคชัน)(?:หน่อย|ด้วย|ที)?{_END}",
        ),
        is_quiet=True,
        is_inner=True,
    ),
    Intent(
        name="book_service",
        title="จองห้องหรืออุปกรณ์",
        example="จองห้องประชุมวันพุธหน้า 13.00-15.00 น. ครับ",
        whole=("จองห้อง", "จองคอม", "จองห้องประชุม", "จองคิวถ่ายรูปสินค้า", "ยกเลิกจอง", "ยกเลิกการจอง", "เลื่อนจอง", "อยากจอง"),
        slots=(SERVICE, DATE, TIME, HEADS, PHONE),
        is_confirmed=True,
    ),
)
