"""What costs nothing: ฟรี · ไม่เสียเงิน · บ่เอาตังค์."""

import re
from typing import Final

_FREE: Final = re.compile(
    r"(?<!ส่ง)(?<!ส่ง\s)(?<!จัดส่ง)(?<!แถม)(?<!แถม\s)(?<!ไวไฟ)(?<!wifi)(?<!wifi\s)(?<!Wifi)(?<!WiFi)(?<!เน็ต)(?<!เน็ต\s)(?<!จอดรถ)"
    r"ฟรี(?!แลนซ์|ซ|\s?(?:ไหม|มั้ย|มั๊ย|ปะ|ป่าว|เปล่า|หรือ|รึ|บ่|ก่อ|ค่าส่ง|ค่าจัดส่ง|ส่ง|ไวไฟ|wifi|เน็ต|ที่จอด))"
    r"|(?:ไม่|บ่|มิ)(?:ต้อง)?(?:เสีย|คิด|เก็บ|จ่าย|มี)(?:เงิน|ตังค์|ตัง|สตางค์|ค่า(?:ใช้จ่าย|สมัคร|เข้า|เรียน|อบรม|ธรรมเนียม|บริการ)?)"
    r"(?!\s?(?:ไหม|มั้ย|หรือ|รึ|ส่ง|จัดส่ง))"
    r"|(?:ไม่|บ่|มิ|ม่าย)\s?(?:เอา|รับ|หวัง)(?:เงิน(?!สด|โอน|กู้|ผ่อน)|ตัง(?:ค์?)?|สตาง(?:ค์?)?|ค่าตอบแทน)(?!\s?(?:ไหม|มั้ย|หรือ|รึ|มัดจำ))"
)
_FREE_GUARD: Final = re.compile("ฟรี|เสีย|คิด|เก็บ|จ่าย|มี(?:ค่า|เงิน)|(?:เอา|รับ|หวัง)(?:เงิน|ตัง|สตาง|ค่า)")


def free_span(text: str) -> tuple[int, int] | None:
    """Where a normalised text says that the thing itself is free; sending and what is added do not count."""
    found = _FREE.search(text) if _FREE_GUARD.search(text) else None
    return found.span() if found else None
