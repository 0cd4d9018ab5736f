"""News of the village: putting some in, asking for some."""

from intents.intent import Intent

INTENTS = (
    Intent(
        name="post_news",
        title="ลงข่าวหมู่บ้าน",
        example="ฝากลงข่าวหน่อยค่ะ เมื่อวานเยาวชนบ้านเราได้รางวัลแข่งกลองยาว",
        whole=("ลงข่าว", "อยากลงข่าว", "ขอลงข่าว", "โพสต์ข่าว", "ส่งข่าว", "แจ้งข่าว"),
        is_confirmed=True,
        in_menu=True,
    ),
    Intent(
        name="browse_news",
        title="อ่านข่าวหมู่บ้าน",
        example="ที่ประกาศเรื่องฉีดวัคซีนหมา เขานัดวันไหนนะ",
        whole=("ข่าว", "ข่าวหมู่บ้าน", "ดูข่าว", "อ่านข่าว", "มีข่าวอะไรบ้าง", "ข่าววันนี้", "ประกาศล่าสุด"),
        in_menu=True,
    ),
)
