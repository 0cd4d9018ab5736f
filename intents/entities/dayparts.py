"""Parts of a day without a clock: เช้า, ตอนเย็น, คืนนี้. They count as time and settle a bare "6 โมง"."""

import re
from dataclasses import dataclass
from typing import Final

_GUARD: Final = re.compile(r"เช้า|บ่าย|เย็น|สาย|ค่ำ|คืน|แลง|ดึก|เที่ยง|กลางวัน|หัวรุ่ง")
_PART: Final = re.compile(
    r"(?P<cue>ตอน|ช่วง|ยาม|มื้อ(?=แลง))?\s?"
    r"(?P<part>(?P<morning>เช้ามืด|เช้าตรู่|หัวรุ่ง|รุ่งเช้า|เช้า|สาย)|เที่ยง|กลางวัน"
    r"|(?P<evening>บ่าย|เย็น|แลง|หัวค่ำ|ค่ำ|กลางคืน|ดึก|คืน))(?P<after>\s?ๆ|นี้)?"
)
_DAY_BEFORE: Final = re.compile(
    r"(?:นี้|อื่น|มะรืน|พูก|วาน|จันทร์|อังคาร|พุธ|พฤหัส|บดี|ศุกร์|เสาร์|อาทิตย์|หน้า|\d|ค\.|ย\.|พ\.|คม|ยน|พันธ์|ทุก|เมื่อ)\s?\Z"
)
_DAY_AFTER: Final = re.compile(
    r"\s?(?:วัน(?:นี้|ที่|จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์|พรุ่ง)|พรุ่งนี้|มะรืน|\d{1,2}[.: ]?(?:\d\d|โมง))"
)
_MOON_BEFORE: Final = re.compile(r"\d\s?\Z")
"""1 ค่ำ is a day of the moon."""
_OTHER_WORDS: Final = re.compile(
    r"สาย(?:ไหม|บุรี|ไฟ|ฝน|ตา|ด่วน|ยาง|สะพาย)|คืน(?:เงิน|ของ|สินค้า)|บ่าย(?:เบี่ยง)|ดึกดำ|เย็น(?:ตา|ใจ)"
)


@dataclass(frozen=True, slots=True)
class DayPart:
    """A part of a day found in a text; neither evening nor morning is noon."""

    start: int
    end: int
    is_evening: bool
    is_morning: bool


def day_parts(text: str) -> list[DayPart]:
    """Parts of a day that are surely meant as time: ตอนเช้า, พรุ่งนี้เช้า, เย็นนี้; not น้ำเย็น or ข้าวเช้า."""
    if not _GUARD.search(text):
        return []
    found = []
    for match in _PART.finditer(text):
        start = match.start("part")
        if _OTHER_WORDS.match(text, start) or (match["part"] == "คืน" and match["after"] != "นี้"):
            continue
        if match["part"] == "ค่ำ" and _MOON_BEFORE.search(text, max(0, start - 4), start):
            continue
        is_cued = match["cue"] or match["after"] or _DAY_AFTER.match(text, match.end())
        if is_cued or _DAY_BEFORE.search(text[max(0, start - 9) : start]):
            found.append(DayPart(start, match.end(), bool(match["evening"]), bool(match["morning"])))
    return found
