"""Courses of the community centres: asking, enrolling, not coming after all."""

from intents.intent import Intent

INTENTS = (
    Intent(
        name="ask_courses",
        title="ถามเรื่องคอร์สเรียน",
        example="เสาร์นี้มีอบรมอะไรบ้าง",
        whole=("คอร์ส", "คอร์สเรียน", "มีคอร์สอะไรบ้าง", "มีอบรมอะไรบ้าง", "ตารางอบรม", "ตารางเรียน", "อบรม"),
        in_menu=True,
    ),
    Intent(
        name="enrol_course",
        title="สมัครเรียน",
        example="ลงชื่อเรียนขายของออนไลน์ให้แม่ด้วยค่ะ",
        whole=("สมัครเรียน", "ลงชื่อเรียน", "สมัครอบรม", "ลงชื่ออบรม", "อยากสมัครเรียน", "ลงทะเบียนเรียน"),
        is_confirmed=True,
        in_menu=True,
    ),
    Intent(
        name="cancel_enrolment",
        title="ยกเลิกที่สมัครเรียน",
        example="วันเสาร์ไปเรียนไม่ได้แล้ว หลานไม่สบาย",
        whole=("ยกเลิกเรียน", "ยกเลิกคอร์ส", "ยกเลิกอบรม", "ไปเรียนไม่ได้แล้ว", "ไปไม่ได้แล้ว", "ยกเลิกการสมัคร", "ยกเลิกที่สมัครไว้"),
        is_confirmed=True,
    ),
)
