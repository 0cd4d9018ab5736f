"""Festivals, rites and customs: adding one, asking about one."""

from intents.intent import Intent

INTENTS = (
    Intent(
        name="post_tradition",
        title="เพิ่มงานประเพณี",
        example="อยากลงประเพณีตักบาตรเทโวของวัดเรา จัดทุกปีวันออกพรรษา",
        whole=("เพิ่มประเพณี", "ลงประเพณี", "อยากลงประเพณี", "เพิ่มงานประเพณี", "ลงงานบุญ"),
        is_confirmed=True,
        in_menu=True,
    ),
    Intent(
        name="browse_traditions",
        title="ดูงานประเพณี",
        example="บุญบั้งไฟปีนี้จัดวันไหนคะ",
        whole=("ประเพณี", "งานประเพณี", "ดูประเพณี", "มีงานบุญอะไรบ้าง", "งานบุญ"),
        in_menu=True,
    ),
)
