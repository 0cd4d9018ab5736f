"""The headman's megaphone: announcing to the village, and handing the megaphone to somebody."""

from intents.intent import Intent

INTENTS = (
    Intent(
        name="broadcast_announcement",
        title="ประกาศถึงลูกบ้าน",
        example="แจ้งพี่น้องทุกคน พรุ่งนี้ 8 โมงเช้าประชุมที่ศาลากลางบ้านเด้อ",
        whole=("ประกาศ", "อยากประกาศ", "ขอประกาศ", "ประกาศเสียงตามสาย", "แจ้งลูกบ้าน", "ประกาศถึงลูกบ้าน", "ส่งประกาศ"),
        is_confirmed=True,
        in_menu=True,
    ),
    Intent(
        name="delegate_role",
        title="มอบหมายคนทำแทน",
        example="มอบหมายให้น้องฟ้าประกาศแทนถึงสิ้นเดือน",
        whole=("มอบหมาย", "มอบหมายหน้าที่", "แต่งตั้งอาสา", "แต่งตั้งเน็ตอาสา", "ยกเลิกการมอบหมาย"),
        is_confirmed=True,
        in_menu=True,
    ),
)
