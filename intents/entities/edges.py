"""Where a name ends, and what is none: sizes, whose it is, where it stands, who made it and how well."""

import re
from typing import Final

from intents.entities.units import GOODS
from intents.understanding import Entity

NO_THING: Final = re.compile(
    r"อย่าง(?:นี้|งี้|นั้น|ไร)|(?:น้อย|ใหญ่|เล็ก|กลาง)|(?:ถูก|แพง|ดี|ด่วน|สวย|สด)ๆ?|ดีย์|สภาพดีย์|ตัวเอง(?:เคย)?|หมู่|(?:เปน)?เบอร?์?|ต่ำกว่า|คนซื้อ|(?:ช้า|นาน|เร็ว)(?:จัง|มาก)?|เข้าไป|ย้าย(?:บ้าน|ห้อง|หอ|ที่อยู่)"
)
"""Said where a thing could stand: manner, size, condition, whose. None of them is a thing."""

_TAIL: Final = re.compile(
    rf"(?:\s?(?:{GOODS}|ไซส์|ขนาด)\s?(?:เล็ก|ใหญ่|กลาง|จิ๋ว|จัมโบ้)"
    r"|(?<=[ก-๎])(?:คัน|ตัว|ผืน|ใบ|อัน|ชิ้น|ต้น|เครื่อง|เล่ม|ลำ|เจ้า)"
    r"|ของ(?:หมู่บ้าน|ชุมชน|ตำบล|อำเภอ|ที่นี่|เรา|ฉัน|ผม|หนู|ข่อย|ฉาน|ข้าเจ้า|เฮา|ข้าพเจ้า).*)\Z"
)
"""What stands behind a thing without being its name: its size, which one, whose."""
_SIZES_AND_UNITS: Final = "เล็ก ใหญ่ กลาง จิ๋ว จัมโบ้ คัน ตัว ผืน ใบ อัน ชิ้น ต้น เครื่อง เล่ม ลำ เจ้า"
_TAIL_ENDS: Final = (*_SIZES_AND_UNITS.split(),)
_RAGGED: Final = re.compile(
    r"(?:\s|ของ(?:พี่|น้อง|แม่|พ่อ|ยาย|ตา|ปู่|ย่า|ลุง|ป้า|น้า|อา|ลูก|หลาน|เพื่อน|บ้าน|หมู่บ้าน)?|(?<!ป้อง)กัน|(?<!ไม้)(?<!รอย)(?<!ต้น)(?<!กล้า)(?<!เนื้อ)(?<!สวน)[สซ]ัก|(?:สด|สวย|ดี|ใหม่|ถูก|หวาน|งาม|แท้|กว้าง|ยาว|สูง|เย็น|เงียบ|ใหญ่|เล็ก)ๆ|หน้า(?:แล้ง|ฝน|หนาว|ร้อน)"
    r"|(?<!บุญ)(?<!สารท)(?<!งาน)(?<!ประเพณี)(?<!บูชา)เดือน(?:อ้าย|เจียง|ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบสอง|สิบเอ็ด|สิบ)"
    r"|(?<!ประจำ)(?<!ท้าย)(?<!ขึ้น)(?<!สิ้น)(?<!ทุก)(?<!รายปี)ปี|(?<=[ก-๎])(?:เดือน|ยัง|ก็|ด้วย))\Z"
)
"""Words at the end of a run that lead over to what follows: "พิธีสู่ขวัญข้าวของ|บ้านเรา", "งานบุญบั้งไฟปี|นี้"."""
_LEADING_OVER: Final = """
ของ พี่ น้อง แม่ พ่อ ยาย ตา ปู่ ย่า ลุง ป้า น้า อา ลูก หลาน เพื่อน บ้าน กัน สัก ซัก ๆ แล้ง ฝน หนาว ร้อน ปี เดือน ยัง ก็ ด้วย
อ้าย เจียง ยี่ สาม สี่ ห้า หก เจ็ด แปด เก้า สอง เอ็ด สิบ
"""
_RAGGED_ENDS: Final = (" ", *_LEADING_OVER.split())
"""How every match of `_RAGGED` ends: a look that costs next to nothing."""
_UNIT_LEFT: Final = re.compile(r"(?<=[ก-๎])(?:ชุด|ฝัก|คู่|แพ็ค|กล่อง|ขวด|กระปุก|กิโล|โล|ห่อ|ขีด|กำ|คืน|ห้อง|(?<!ท)ราย)\Z")
_PRAISE: Final = re.compile(
    r"(?:ใบ|ผืน|ตัว|ลูก|อัน|ต้น|หัว|ชิ้น|เม็ด)?(?:โต|สวย|ดี|ใหม่|สด|เก่า|ใหญ่|เล็ก|ถูก|อร่อย|แซ่บ|แซบ|หวาน|ลับ|ปัง|ดัง|หรอย|งาม|เด็ด|แท้)\Z"
)
"""Before ๆ: "ตะกร้าสวยๆ", "น้ำตกลับๆ"."""
_UNIT_ASKED: Final = re.compile(r"\s?(?:เท่า|ละ|ที่|ตี้|นี้|นั้น|กี่|ไหน|หนึ่ง|นึง|เดียว|จัก)")
"""Behind a unit that was meant to be asked about: "สะตอฝักเท่าใด", "ไข่เค็มชุดที่ลงไว้"."""
_KIND_ALONE: Final = re.compile(
    r"(?:งาน)?(?:ประเพ[ณน]ี|ปะเพณี|เทศกาล|บุญ|พิธี|วัฒนธรรม)?(?:ไทย|ใหม่)?|ของ|สินค้า|ข่าว|โพส(?:ต์?)?|รายการ"
    r"|(?:ที่|ตี้|บ่อน|สถานที่|แหล่ง|หมวด)(?:เที่ยว|แอ่ว|ท่องเที่ยว|ท่องเที่ยว|กิ๋น|กิน|น่าเที่ยว|สวย)(?:ใหม่|สวยๆ|ฟรี)?|ร้าน|จุด|ข้อมูล|รายละเอียด"
    r"|(?:วัน|วันที่|เวลา|ราคา|เบอร์|รูป|ชื่อ|สถานที่|คำ|ที่อยู่)(?:จัดงาน|โทร|ปก|ภาพ|งาน|ผิด|เดิม|ใหม่|จัด)?"
)
"""Words for kinds of things, or for what a post has, alone name nothing."""


def trimmed(found: Entity, text: str = "") -> Entity | None:
    """The name without what only leads over to the next words; None where nothing but a kind of thing is left."""
    name = _without_rest(str(found.value), text, found.end)
    tail = _TAIL.search(name, 2) if "ของ" in name or name.endswith(_TAIL_ENDS) else None
    if tail:
        name = name[: tail.start()]
    elif text and (unit := _UNIT_LEFT.search(name, 3)) and _UNIT_ASKED.match(text, found.end):
        name = name[: unit.start()]
    elif text.startswith("ๆ", found.end) and (praise := _PRAISE.search(name, 2)):
        name = name[: praise.start()]
    while name.endswith(_RAGGED_ENDS) and (ragged := _RAGGED.search(name, 2)):
        name = name[: ragged.start()]
    name = name.rstrip()
    listed = _LISTED.match(name)
    start, name = (found.start + listed.end(), name[listed.end() :]) if listed else (found.start, name)
    return None if _KIND_ALONE.fullmatch(name) else Entity("name", name, start, start + len(name))


_LISTED: Final = re.compile(r"(?:รายการ|ข้อมูล)(?=[ก-ฮเแโใไ])")
"""Before a thing, of what is asked for: "รายการ|สินค้าโอทอป"."""
_KIN: Final = "แม่ใหญ่|พ่อใหญ่|แม่เฒ่า|แม่|พ่อ|ยาย|ตา|ย่า|ปู่|ป้า|ลุง|น้า|อา|พี่|น้อง|อุ๊ย|เมีย"
_WORK: Final = "ทำ|เฮ็ด|เฮด|เยียะ|ยะ|ทอ|ต่ำ|สาน|ถัก|เย็บ|ปัก|ปลูก|เลี้ยง|ดอง|คั่ว|กวน|หมัก|ตาก|เพาะ|ปั้น|เก็บ|แปรรูป|(?<!ต้ม)มัด|นึ่ง"
_MADE: Final = re.compile(rf"(?:{_KIN})?(?:{_WORK})(?:กัน)?(?:เอง|กับมือ|ด้วยมือ).*|ตัวเอง(?:{_WORK}).*")
"""Who made it: "ข้าวฮางงอก|เฮ็ดเอง"."""
_MAKERS: Final = re.compile(rf"(?:{_KIN})\Z")
_SKILLED: Final = re.compile(r"(?:เก่ง|คล่อง|ชำนาญ)\Z")
_WHERE: Final = re.compile(
    r"ตรง(?=สาม|สี่|แยก|หน้า|ข้าง|หัว|ปาก|ทาง|ตลาด|วัด|โรงเรียน|สะพาน|โค้ง|ซอย|นี้|นั้น|ริม)|ไกล้|ไกร้|(?:เข้า|เพิ่ม)ไป\Z"
)
"""Where it stands is no part of what it is called: "ร้านลาบลุงดำ|ตรงสี่แยก"; ใกล้ wrongly spelt."""
_OUR_VILLAGE: Final = re.compile(r"บ้าน(?:เรา|เฮา|ข่อย|ฉาน)|หมู่เฮา")
_VILLAGE_OWNED: Final = re.compile(r"(?:วัด|โรงเรียน|ของ|หมู่)\Z")


def _without_rest(name: str, text: str, end: int) -> str:
    """The name before what is told of its maker, of skill or of where it stands."""
    for told in (_MADE, _WHERE):
        if rest := told.search(name, 2):
            return name[: rest.start()].rstrip()
    for last, following in ((_MAKERS, _MADE), (_SKILLED, _THEN), (_VILLAGE_OWNED, _OUR_VILLAGE)):
        if (rest := last.search(name, 2)) and following.match(text, end):
            return name[: rest.start()].rstrip()
    return name


_THEN: Final = re.compile(r"\s?แล้ว")
