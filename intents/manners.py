"""Being civil: greeting, thanks, help, what is not the bot's affair, and things that are not text."""

from intents.intent import Intent

INTENTS = (
    Intent(name="greeting", title="ทักทาย", example="สวัสดีค่ะ"),
    Intent(name="thanks", title="ขอบคุณ", example="ขอบคุณนะ"),
    Intent(name="help", title="ดูวิธีใช้", example="ทำอะไรได้บ้าง", whole=("ช่วยด้วย", "วิธีใช้", "help")),
    Intent(name="menu", title="เมนู", example="", is_inner=True, shapes=("เมนู|menu",)),
    Intent(name="out_of_scope", title="เรื่องอื่น", example=""),
    Intent(name="sent_sticker", title="สติกเกอร์", example="", is_inner=True),
    Intent(name="sent_audio", title="ข้อความเสียง", example="", is_inner=True),
    Intent(name="sent_video", title="วิดีโอ", example="", is_inner=True),
    Intent(name="sent_file", title="ไฟล์", example="", is_inner=True),
    Intent(name="sent_location", title="ตำแหน่ง", example="", is_inner=True),
    Intent(name="sent_image", title="รูป", example="", is_inner=True),
    Intent(name="sent_blank", title="ข้อความว่าง", example="", is_inner=True),
    Intent(name="sent_unknown", title="สิ่งที่ยังไม่รู้จัก", example="", is_inner=True),
)
