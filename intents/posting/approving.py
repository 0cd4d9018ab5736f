"""Deciding about what waits for approval. Begun by the buttons of a card; what they carry is checked again."""

from intents.entities.answers import read_text
from intents.intent import Intent, Slot

POST = Slot("post", "รายการ", read_text(60), ("หมายถึงรายการไหนคะ", "แตะที่การ์ดของรายการนั้นได้เลยค่ะ"), required=True)
REVISION = Slot("revision", "ครั้งที่แก้", read_text(10), is_inner=True)
"""What the card showed: a post that was changed since is shown again."""
REASON = Slot(
    "reason",
    "เหตุผล",
    read_text(300),
    ("ไม่อนุมัติเพราะอะไรคะ แตะเลือกหรือพิมพ์ได้เลย\nคนลงจะได้เห็นเหตุผลนี้ค่ะ", "ขอเหตุผลสั้น ๆ ให้คนลงแก้ได้ถูกค่ะ เช่น ไม่มีราคา"),
    required=True,
    suggestions=("ข้อมูลไม่ครบ", "ไม่เกี่ยวกับหมู่บ้าน", "รูปไม่ชัด", "ซ้ำกับของเดิม"),
    is_verbatim=True,
)

INTENTS = (
    Intent(
        name="waiting_posts",
        title="โพสต์ที่รออนุมัติ",
        example="โพสต์ที่รออนุมัติ",
        shapes=(
            r"(?:ดู|มี|ขอดู)?\s?(?:โพสต์|รายการ|ของ|ข่าว|สินค้า)?\s?(?:อะไร|ไหน)?\s?(?:ที่)?\s?(?:ยัง)?รอ(?:การ)?อนุมัติ"
            r"\s?(?:อยู่)?\s?(?:ไหม|มั้ย|บ้างไหม|บ้าง|กี่รายการ)?\s?(?:คะ|ครับ|ค่ะ|คับ)?",
        ),
        is_inner=True,
    ),
    Intent(name="read_waiting", title="อ่านก่อนอนุมัติ", example="", is_inner=True),
    Intent(name="approve_post", title="อนุมัติโพสต์", example="", slots=(POST, REVISION), is_inner=True),
    Intent(name="refuse_post", title="ไม่อนุมัติโพสต์", example="", slots=(POST, REVISION, REASON), is_inner=True),
)
