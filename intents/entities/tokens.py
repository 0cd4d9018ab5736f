"""Words that end a name, and runs of words that may be one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from intents.entities.blanks import BLANK
from intents.entities.units import GOODS_WORDS
from intents.thai.words import PARTICLES

_ENDS: Final = """
มี ขาย ซื้อ ราคา เหลือ โทร โทร. โท ติดต่อ สนใจ ส่ง รับ จัดส่ง จอง สั่ง เอา ได้ ให้ หื้อ ฮื้อ ไห้ ไหม มั้ย มั๊ย หรือ รึ รึเปล่า หรือเปล่า
ป่าว ปะ เปล่า บ่ ก่อ หม้าย ม้าย แล้ว ยัง อยู่
อะไร อีหยัง อะหยัง หยัง ไหร เท่าไหร่ เท่าไร เท่าใด กี่ จัก ไหน ใด ใคร ไผ ยังไง อย่างไร พรือ จั่งใด จะใด เมื่อไหร่ เมื่อไร บ้าง มั่ง
แหน่ แน่ พ่อง แน แด่ และ กับ แต่ เพราะ ถ้า ว่า ที่ ซึ่ง
จะ สิ อี ไม่ บ่อ ต้อง อยาก ไค่ ต้องการ ขอ ช่วย ฝาก หน่อย ด้วย โตย นำ ตวย เลย นะ ครับ ค่ะ คะ ทุก วันนี้ พรุ่งนี้ วัน เวลา ตอน เมื่อ
แถว แถวนี้ ใกล้ จาก ถึง ตั้งแต่ เป็น คือ ทำ ทำให้ ละ
ประกาศ แจ้ง บอก แทน ออก เข้า ขึ้น ลง โพสต์ โพส เพิ่ม ลบ แก้ เปลี่ยน แก้ไข ผม ฉัน ดิฉัน หนู เรา เฮา ข่อย ข้าเจ้า เขา เค้า เปิ้น เพิ่น
เรียน สอน อบรม คอร์ส สมัคร ลงทะเบียน ลงชื่อ
กิโล โล บาท หมด พร้อม ไว้ ใส่ ไป มา กิน ใช้ เปิด ปิด เจอ หา ดู นี้ นั้น โน้น นี่ นั่น อันนั้น ตัวนั้น อ่ะ อะ ล่ะ หละ ๆ เยอะ มาก หลาย
ทั้งหมด ทั้ง ก็ ค้าบ จ้า จ้ะ จ๊ะ คับ เด้อ เจ้า เน้อ เนาะ นิ
ชื่อ เบอร์ พัก นอน เที่ยว แอ่ว เริ่ม จัด เต็ม ฟรี คน อายุ ตก ครึ่ง เชิญ ร่วม ผ่าน ก่อน ระหว่าง ถาม สอบถาม แม่น ใช่ ปะ แม้ ม่าย
ประสงค์ ความประสงค์ ใคร่ จำหน่าย เบิด เบิ่ด ใหม่ๆ แห่งนี้ ยกเลิก เลื่อน งด ถอน
ยังมี ยังอยู่ ยังเหลือ ยังงัย ยังไงคะ เท่าไหล่ หิว เกิน ไม่เกิน ซื้อขาย สั่งซื้อ ทำเอง ผืน ปล่อย ซ่อม เกือบ รับมอบ มอบ แจก เสร็จ หยุด ละคะ
ไง สำหรับ โดย ผู้ใหญ่บ้าน ลูกบ้าน อัน ตัว แม่ค้า
อร่อย อร่อยๆ หรอย แซบ แซ่บ อยากได้ อยากกิน อยากขาย อยากซื้อ ต้องการซื้อ ช่องทาง บ้านเฮา บ้านเรา บ้านข่อย ไคร เต้าใด ชิม ลอง เจรจา
ต่อรอง นัดดู ต่อราคา
คุย ทัก หมายเลข หมายเลขโทรศัพท์ เบอร์โทรศัพท์ เข้าสู่ เข้าสู่ระบบ สู่ระบบ ผู้ผลิต ผู้ขาย ผู้จำหน่าย ทราบ ใผ ใคร่ขอ อีก หลังบ้าน หน้าบ้าน ข้างบ้าน
งบ งบประมาณ สั่งทำ รับทำ ลุย เด๋อ
พ่อค้า คนขาย เจ้าของ เด้ โลด คร้าบ ค่า แล มั้ง ควร น่า ไม่ใช่ จน จนกว่า ถึงวัน ระบบ ตรงนี้ ข้างๆ ใน เมตร
ตี้ ฉาน อันนี้ ตัวนี้ ชิ้นนี้ ผืนนี้ เจ้านี้ คันนี้ ใบนี้ ลูกนี้ ต้นนี้ ชิ้นนั้น ผืนนั้น คันนั้น อนุมัติ ผ่อ เบิ่ง ส่อง ทุกปี เดี๋ยวนี้ ตอนนี้ ปีนี้ ปีหน้า ปีก่อน สมัยก่อน แต่ก่อน
เปน เป๋น เหมือน ไร เหรอ หรอ ว่าง ประจำปี ทั้งนั้น อย่าง แก่ราคา อย่างเดียว เท่านั้น สักหน่อย เตอะ เน่อ งับ แสดง คราวนี้ รอบนี้ ตะกี้ เมื่อกี้
หรือยัง รึยัง แล้วหรือยัง แล้วยัง ไอจี วาร์ป ไอดี ไลน์ไอดี
เหลืออยู่ ยังเหลือ มะ ไปดู มาดู ไปรับ ไปเอา แม่ก้า ป้อก้า ประมาณ ลดเหลือ
มื้อใด๋ มื้อใด มื้อได๋ ยามใด ช่วงนี้ ช่วงไหน ตรงไหน ไปทาง ไปตาง เกี่ยวกับ คนนอก จำนวนมาก ขายหน้า ไซส์ ไซซ์
รัย ได้มา เปลี่ยนรูป เพิ่มรูป ตามที่ วันที่ น้อ เจ้าไหน
"""
ENDS: Final = frozenset(_ENDS.split()) | PARTICLES | {unit + "ละ" for unit in GOODS_WORDS}
"""No name goes on over one of these."""

_SKIPPED: Final = """
ของ การ ความ พวก แบบ ชนิด สินค้า ร้าน ประเภท หมวด เรื่อง รูป ภาพ ข้อมูล รายการ แม่ พ่อ ยาย ตา ปู่ ย่า ลุง ป้า น้า อา พี่ น้อง ลูก
หลาน ครู หมอ คุณ อ้าย เอื้อย กลุ่ม บ้าน หมู่บ้าน
ผลิตภัณฑ์ ด่วน สวัสดี หวัดดี แอด แอดมิน บอท น้องบอท เจ้าหน้าที่ กำนัน ประธาน อสม. อบต. รพ.สต. โพสต์ โพส ขอบคุณ ขอโทษ รบกวน กรุณา โปรด
แม่ยาย พ่อตา แม่ใหญ่ พ่อใหญ่ เดือน ปี ขวบ สัปดาห์ อายุ อุ๊ย บัง ป้อ ตัวใหม่ ใหม่ สด ๆ เมนู ตัว อัน ชิ้น ออเดอร์ ลูกค้า ช่วง งวด สวน
ผิด เก่า พิมพ์ กด ดัน ย้าย หาย คิด ลด อ่าน นัด เห็น ตอบ เก็บ เคย ปรับ
สต็อก สต๊อก ขยาย เดิม หมดอายุ จำนวน ทำไม ถามถึง เปลียน เปี่ยน แป๋ง ฮูป รูบ เบอ
กิจกรรม รายละเอียด หมุด กะ วาง เหมา ราย เว็บ หน้าเว็บ ปาก เอง มือ จริง ของจริง โรงเรียน วิสาหกิจชุมชน ผลงาน ลูกสาว ลูกชาย แนบ คิว ไลน์
สักที หัวใจ รับปาก
วางขาย รับสั่ง ขี้เกียจ ลูกหลาน หมดต้น ค่า ด้วยกัน จำหน่ายหมด คนทำ เพิ่งลง ลงผิด
ชุมชน เกษตรกร ไปรษณีย์ หน้ารวม ถูก แพง ดีๆ สวยๆ ดี สุด ที่สุด สภาพ จัดงาน
"""
SKIPPED: Final = frozenset(_SKIPPED.split())
"""No name begins with one of these (it may go on over them: ไส้อั่วแม่คำ)."""


_KIN: Final = frozenset(
    ["แม่", "พ่อ", "ยาย", "ตา", "ปู่", "ย่า", "ลุง", "ป้า", "น้า", "อา", "พี่", "น้อง", "เจ๊", "เฮีย", "อ้าย", "เอื้อย", "ครู"]
)
_ALSO_GIVEN_NAMES: Final = frozenset(["เรียน", "สอน", "จัด", "เริ่ม", "เชิญ", "เต็ม", "ร่วม", "ใช้", "แจ้ง"])
"""End words that are given names behind a word for kin and before a gap: ไส้อั่วป้าเรียน."""
_SOMETIMES: Final = frozenset({"ไหม", "เขา"})
"""End words that are silk behind woven things and a mountain behind a word for its parts."""
_ABOUT_HILLS: Final = "บน ริม ตีน หลัง เชิง ไหล่ ยอด ภู ป่า ลูก สัน ข้าง ท้าย หุบ ชาย แนว ช่อง ใกล้ หน้า ชาว กลาง ควน"
_UPON: Final = frozenset(_ABOUT_HILLS.split())
_THINGS_IN_PLACE: Final = frozenset(
    ["ที่ดิน", "ที่นอน", "ที่พัก", "ที่พักตากอากาศ", "ที่เที่ยว", "ที่นั่ง", "ที่นา", "ที่สวน", "ที่กางเต็นท์", "ที่ว่าการ", "ที่ทำการ", "ที่ว่าการอำเภอ"]
)
"""Words that begin with ที่ without being "at …"."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that may be a name: offsets in the text and how many words."""

    start: int
    end: int
    count: int
    is_closed_by_space: bool
    """What follows is a blank, the end or a known value; not just another word."""


def runs(
    text: str, words: list[str], start: int = 0, ends: frozenset[str] = ENDS, skipped: frozenset[str] = SKIPPED
) -> Iterator[Run]:
    """Runs of words of `text` from offset `start` on that no end word, blank or `BLANK` interrupts."""
    begin, end, count, position = -1, 0, 0, 0
    has_blanks = BLANK in text
    before, last = "", ""
    for word in words:
        here, position = position, position + len(word)
        before, last = last, word
        if here < start:
            if position <= start:
                continue
            word, here = word[start - here :], start
        first = word[0]
        is_gap = (
            first.isdigit() or not (first.isalnum() or first in "ๆฯ") or (has_blanks and BLANK in text[here:position])
        )
        if count and (word in _SOMETIMES or word in _ALSO_GIVEN_NAMES) and _goes_on(text, before, word, position):
            end, count = position, count + 1
        elif is_gap or word in ends or (word.startswith("ที่") and word not in _THINGS_IN_PLACE):
            if count:
                yield Run(begin, end, count, is_gap)
            begin, count = -1, 0
        elif count or word not in skipped:
            begin, end, count = (here if not count else begin), position, count + 1
    if count:
        yield Run(begin, end, count, True)


_WOVEN: Final = re.compile(r"(?:ผ้า|ซิ่น|ขาวม้า|มัดหมี่|สไบ|เสื้อ|ชุด|ใย|เส้น|ถุง|ทอ|ด้าย|รัง|หนอน|ตัว|คลุมไหล่)\Z")
_ASKING: Final = re.compile(r"\s?(?:[คจ][ะ่้๊]|ค[่้]ะ|ค[รั]|น[ะ้]|เจ้า|ลูก|หลาน|ไหม|พี่|น้อง|แม่|ขาย|ราคา|ที่|ใน|แถว|หรือ)")


def _goes_on(text: str, before: str, word: str, position: int) -> bool:
    """Whether an end word is part of the name: silk, a mountain, or a given name behind a word for kin."""
    if word in ("เขา", "เค้า"):
        return before in _UPON
    if word == "ไหม":
        is_more = not _is_gap_at(text, position) and not _ASKING.match(text, position)
        return is_more and bool(_WOVEN.search(text, 0, position - len(word)))
    return before in _KIN and _is_gap_at(text, position)


def _is_gap_at(text: str, position: int) -> bool:
    return position >= len(text) or not (text[position].isalpha() or "ะ" <= text[position] <= "๎")


def run_at(text: str, words: list[str], start: int) -> Run | None:
    """The run that begins exactly at an offset (blanks before it aside), whatever word it begins with."""
    for run in runs(text, words, start, ENDS, frozenset()):
        return run if not text[start : run.start].strip() else None
    return None
