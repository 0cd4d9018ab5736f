"""What goods are counted in (โล ขีด กำ ถาด ลำ กระบอก …), what people are counted in, and how long things take."""

import re
from collections.abc import Iterable
from typing import Final

from intents.entities.patterns import one_of

_GOODS: Final = """
กิโลกรัม กิโล โล กก. กก ก.ก. kg กรัม ขีด ตัน ลิตร มิลลิลิตร มล. ถุง ห่อ แพ็ค แพ็ก แพค แพก กล่อง ลัง ถาด
แผง โหล กุรุส ขวด กระปุก ปุก กระป๋อง กระสอบ สอบ กระบอก กระบุง กระจาด กระทง ตะกร้า เข่ง ตลับ โถ ขัน หวี เครือ
ลูก ผล หัว กำ มัด พวง ช่อ ต้น กอ กระถาง ดอก ใบ ก้อน แผ่น ผืน ชิ้น อัน ตัว คู่ ชุด เซ็ต เซต ไม้ เส้น ม้วน เมตร
หลา หลอด ซอง ฟอง ฝัก เม็ด หน่อ จาน ชาม แก้ว ถ้วย ปี๊บ ปิ๊บ ปีบ ถัง แกลลอน แพ ลำ คัน หลัง ไร่ งาน ตารางวา เล่ม
ด้าม ปาก ปึก กระเช้า โอ่ง ไห ครก ปิ่นโต พับ รัง ตับ ข้อง ก้าน กาบ กระติบ สำรับ ต่อน จ้อก ก๋วย แคร่ แท่ง กลัก
ก้าม กลีบ ซีก หม้อ คอก แปลง กล้า บาตร มื้อ ที่นอน เครื่อง ขนาน สาย วง อ่าง กะละมัง คอนเทนเนอร์
"""
_PEOPLE: Final = ("คน", "ท่าน", "หัว", "ราย", "ที่นั่ง", "ที่", "ครอบครัว", "ครัวเรือน", "หลังคาเรือน")
GOODS_WORDS: Final = frozenset(_GOODS.split())
STAYS: Final = ("คืน", "เที่ยว", "รอบ", "ครั้ง", "แผ่น", "หน้า")
SPANS: Final = ("ชั่วโมง", "ชม.", "ชม", "นาที", "วัน", "เดือน", "ปี", "สัปดาห์", "อาทิตย์")

_NOT: Final[dict[str, str]] = {
    "โล": "(?!ก|ง|โก้)",
    "กำ": "(?!ลัง|นัน|หนด|ไร|จัด)",
    "แพ": "(?!็|ง|ร่|ะ|ทย์|้)",
    "ลำ": "(?!ดับ|ไย|พู|ปาง|โพง|บาก|ปลาย|ตัด|คลอง|น้ำ|เลียง)",
    "ตัว": "(?!ใหญ่|เล็ก|เมือง|อย่าง|แทน|เอง)",
    "ต้น": "(?!เดือน|ปี|สัปดาห์|อาทิตย์)",
    "หลัง": "(?!จาก|วัด|บ้าน|สวน|เที่ยง|คา|ตลาด)",
    "ลูก": "(?!ใหญ่|เล็ก|บ้าน|ค้า|หลาน|ชาย|สาว)",
    "หัว": "(?!หน้า|หิน)",
    "ใบ": "(?!สมัคร|เสร็จ|ตอง|รับรอง)",
    "งาน": "(?!วัด|บุญ|แต่ง|ศพ|กลุ่ม|ประเพณี|นี้)",
    "มื้อ": "(?!นี้|อื่น|ฮือ|วาน|ซืน|เช้า|เย็น|เที่ยง)",
    "สาย": "(?!ไหม|บุรี|ไฟ)",
    "ปาก": "(?!ช่อง|น้ำ|พลี|เกร็ด|ชม)",
    "วง": "(?!ดนตรี|เวียน)",
    "ผล": "(?!ไม้|ิ)",
    "เครื่อง": "(?!ใช้|ดื่ม|มือ|แกง)",
    "แก้ว": "(?!มังกร)",
    "ไม้": "(?!ไผ่|กวาด|สัก)",
    "ที่": "(?!ศาลา|วัด|บ้าน|ตลาด|อบต|หมู่|ไหน|ว่าง|นี่|นั่น|ศูนย์|โรงเรียน)",
    "หน้า": "(?!วัด|บ้าน|ตลาด|ร้าน)",
    "ครั้ง": "(?!ที่|แรก)",
    "คืน": "(?!นี้|เงิน|ของ)",
    "กก": "(?!ก)",
    "กิโล": "(?!เมตร|แม้ว|วัตต์|ไบต์)",
    "ไห": "(?!ม|น|ว)",
    "สอบ": "(?!ถาม)",
}
"""A unit's letters may begin another word: โล in โลก, กำ in กำลัง."""


def _pattern(names: Iterable[str]) -> str:
    return one_of(names, _NOT) + r"(?![ัิ-ฺ็-๎])"


GOODS: Final = _pattern(_GOODS.split())
"""A unit of goods."""
PEOPLE: Final = _pattern(_PEOPLE)
PRICED: Final = _pattern([*_GOODS.split(), *STAYS])
"""What a price can be for: goods, or a night or a turn (never a person: "คนละ 50" has no unit)."""
_NOUNS: Final = (
    "ตะกร้า แก้ว จาน ชาม ถ้วย หม้อ เครื่อง กระทง กระติบ กระจาด กระบุง กระเช้า ปิ่นโต ไม้ ดอก ต้น ใบ หัว กล้า ขัน โถ โอ่ง ไห ครก ลูก"
)
MEASURES: Final = _pattern([unit for unit in _GOODS.split() if unit not in _NOUNS.split()])
"""Units that are no goods themselves: "กระสอบ 30" is a price for one, "ตะกร้า 250" is a basket."""
HEADS: Final = _pattern([*_PEOPLE, *SPANS])
"""What a fee is counted by without being goods: persons, days, hours."""
ANY: Final = _pattern([*_GOODS.split(), *_PEOPLE, *STAYS, *SPANS])

_WHOLE: Final = re.compile(rf"{PRICED}\Z", re.IGNORECASE)


def is_unit(text: str) -> bool:
    """Whether the whole text is a unit of goods ("กก.", "โล")."""
    return _WHOLE.match(text) is not None
