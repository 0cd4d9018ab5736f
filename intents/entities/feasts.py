"""Feasts: those with a fixed solar date (วันแม่, สงกรานต์), and lunar days that stay text until somebody gives a date."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from intents.entities import calendar
from intents.entities.spans import DaySpan

_FIXED: Final[dict[str, tuple[int, int]]] = {
    "(?:วัน)?ขึ้นปีใหม่(?!เมือง|ไทย|ม้ง)": (1, 1),
    "(?:วัน)?ปีใหม่(?!เมือง|ไทย|ม้ง|ไต|กะเหรี่ยง)": (1, 1),
    "วันครู": (1, 16),
    "(?:วัน)?วาเลนไทน์": (2, 14),
    "วันอสม\\.?|วัน อสม\\.?": (3, 20),
    "วันจักรี": (4, 6),
    "(?:วัน)?สงกรานต์": (4, 13),
    "วันผู้สูงอายุ": (4, 13),
    "วันแรงงาน": (5, 1),
    "วันฉัตรมงคล": (5, 4),
    "วันเฉลิมพระราชินี": (6, 3),
    "วันสุนทรภู่": (6, 26),
    "วันภาษาไทย": (7, 29),
    "วันกำนันผู้ใหญ่บ้าน": (8, 10),
    "วันแม่(?!ค้า|น้ำ)": (8, 12),
    "วันวิทยาศาสตร์": (8, 18),
    "วันนวมินทร(?:มหาราช)?": (10, 13),
    "วันปิย(?:ะ)?(?:มหาราช)?": (10, 23),
    "วันพ่อ(?!ค้า)": (12, 5),
    "วันชาติ": (12, 5),
    "วันรัฐธรรมนูญ": (12, 10),
    "(?:วัน)?คริสต์?มาส": (12, 25),
    "วันสิ้นปี": (12, 31),
}
"""Month and day. Source: the cabinet's list of public holidays, and days that offices and schools keep."""

_LUNAR: Final = re.compile(
    r"(?:(?:วัน)?(?:ขึ้น|แรม)\s?(?:\d{1,2}|[ก-ฮ][ก-๎]{1,8})\s?ค่ำ(?:\s?เดือน\s?(?:\d{1,2}|อ้าย|ยี่|สิบสอง"
    r"|สิบเอ็ด|สิบ|สาม|สี่|ห้า|หก|เจ็ด|แปด(?:หลัง)?|เก้า))?"
    r"|(?<!\d)\d{1,2}\s?ค่ำ(?:\s?เดือน\s?(?:\d{1,2}|อ้าย|ยี่|สิบสอง|สิบเอ็ด|สิบ|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า))?"
    r"|(?:คืน)?(?:วัน)?เพ็ญ\s?(?:เดือน\s?(?:\d{1,2}|อ้าย|ยี่|สิบสอง|สิบเอ็ด|สิบ|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)|(?<=วันเพ็ญ)|(?<=วันเพ็ญ\s))"
    r"|(?:ทุก\s?)?วันพระ(?:ใหญ่|หน้า|นี้|ที่จะถึง)?|(?:ทุก\s?)?วันศีล(?:หน้า|นี้|ใหญ่)?|วันโกน(?:หน้า|นี้)?"
    r"|(?:คืน|วัน)?ลอยกระทง|(?:วัน|งาน)?ยี่เป็ง|(?:วัน)?มาฆ(?:ะ)?บูชา|(?:วัน)?วิสาข(?:ะ)?บูชา"
    r"|(?:วัน)?อาสาฬห(?:ะ)?บูชา|วันมาฆะ|วันวิสาขะ"
    r"|(?:วัน|บุญ)?เข้าพรรษา|(?:วัน|บุญ)?ออกพรรษา|(?:วัน)?ตรุษจีน|(?:วัน)?สารทจีน|(?:วัน)?สารทไทย|(?:วัน"
    r"|บุญ)?สารทเดือน(?:สิบ|10)|บุญเดือน(?:สิบ|10|หก|6|สาม|3|สี่|4|อ้าย|ยี่)"
    r"|บุญข้าวสาก|บุญข้าวประดับดิน|บุญข้าวจี่|บุญผะเหวด|บุญบั้งไฟ|(?:วัน)?ตักบาตรเทโว|ไหว้พระจันทร์|วันไหว้(?!ครู)|เทศกาลกินเจ|กินเจ"
    r"|(?:วัน)?ฮารีรายอ(?:อีดิลฟิตรี|อีดิลอัฎฮา)?|(?:วัน)?รายอ|เดือนรอมฎอน|ปอยส่างลอง|ชิงเปรต|ชักพระ|ลากพระ|เดือนสิบสอง|ปีใหม่ม้ง)"
)
_LUNAR_GUARD: Final = re.compile(
    r"ค่ำ|เพ็ญ|พระ|ศีล|โกน|กระทง|เป็ง|บูชา|มาฆ|วิสาข|พรรษา|ตรุษ|สารท|บุญ|เทโว|เจ|รายอ|รอมฎอน|ส่างลอง|เปรต|วันไหว้|เดือนสิบสอง|ม้ง"
)
_FIXED_GUARD: Final = re.compile(r"ปีใหม่|วัน|สงกรานต์|วาเลน|คริสต์?มาส")
_FIXED_PATTERN: Final = re.compile(
    "|".join(f"(?P<d{m}_{d}_{i}>{words})" for i, (words, (m, d)) in enumerate(_FIXED.items()))
)
_CHILDREN: Final = re.compile(r"วันเด็ก")
_YEAR: Final = re.compile(r"\s?(?:ปี\s?)?(?P<y>25\d\d|หน้า|นี้|ที่แล้ว)")


def feast_spans(text: str, today: date) -> Iterator[DaySpan]:
    """Feasts of a normalised text: with their day if it is fixed, else as text."""
    if _FIXED_GUARD.search(text):
        for match in _FIXED_PATTERN.finditer(text):
            month, day, _ = (match.lastgroup or "d1_1_0")[1:].split("_")
            yield _fixed(text, match, today, int(month), int(day))
        for match in _CHILDREN.finditer(text):
            yield DaySpan(*match.span(), first=_childrens_day(today))
    if _LUNAR_GUARD.search(text):
        for match in _LUNAR.finditer(text):
            yield DaySpan(*match.span(), is_lunar=True)


def _fixed(text: str, match: re.Match[str], today: date, month: int, day: int) -> DaySpan:
    year = _YEAR.match(text, match.end())
    first = calendar.day_of_year(today, month, day)
    if year and year["y"].isdecimal():
        first = calendar.safe_date(int(year["y"]) - calendar.BUDDHIST, month, day)
    elif year and year["y"] != "นี้":
        first = date(today.year + (1 if year["y"] == "หน้า" else -1), month, day)
    return DaySpan(match.start(), year.end() if year else match.end(), first=first, is_vague=True)


def _childrens_day(today: date) -> date:
    """The second Saturday of January."""
    this = calendar.nth_weekday(date(today.year, 1, 1), 5, 2)
    return this if this >= today else calendar.nth_weekday(date(today.year + 1, 1, 1), 5, 2)
