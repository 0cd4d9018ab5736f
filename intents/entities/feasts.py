"""Feasts: those with a fixed solar date (วันแม่, สงกรานต์), and lunar days that stay text until somebody gives a date."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from intents.entities import calendar
from intents.entities.patterns import one_of
from intents.entities.spans import DaySpan

_FIXED: Final[dict[str, tuple[int, int]]] = {
    "ขึ้นปีใหม่": (1, 1), "วันขึ้นปีใหม่": (1, 1), "ปีใหม่": (1, 1), "วันปีใหม่": (1, 1), "วันครู": (1, 16),
    "วาเลนไทน์": (2, 14), "วันวาเลนไทน์": (2, 14), "วันอสม": (3, 20), "วัน อสม": (3, 20), "วันจักรี": (4, 6),
    "สงกรานต์": (4, 13), "วันสงกรานต์": (4, 13), "วันผู้สูงอายุ": (4, 13), "วันแรงงาน": (5, 1), "วันฉัตรมงคล": (5, 4),
    "วันเฉลิมพระราชินี": (6, 3), "วันสุนทรภู่": (6, 26), "วันภาษาไทย": (7, 29), "วันกำนันผู้ใหญ่บ้าน": (8, 10), "วันแม่": (8, 12),
    "วันวิทยาศาสตร์": (8, 18), "วันนวมินทร": (10, 13), "วันนวมินทรมหาราช": (10, 13), "วันปิยะ": (10, 23),
    "วันปิยะมหาราช": (10, 23),
    "วันปิยมหาราช": (10, 23), "วันพ่อ": (12, 5), "วันชาติ": (12, 5), "วันรัฐธรรมนูญ": (12, 10), "คริสต์มาส": (12, 25),
    "คริสมาส": (12, 25), "วันคริสต์มาส": (12, 25), "วันคริสมาส": (12, 25), "วันสิ้นปี": (12, 31),
}  # fmt: skip
"""Month and day. Source: the cabinet's list of public holidays, and days that offices and schools keep."""
_NOT_FIXED: Final = "(?!เมือง|ไทย|ม้ง|ไต|กะเหรี่ยง)"
_CONDITIONS: Final = {
    "วันแม่": "(?!ค้า|น้ำ|บ้าน)", "วันพ่อ": "(?!ค้า)", "ปีใหม่": _NOT_FIXED, "ขึ้นปีใหม่": _NOT_FIXED, "วันปีใหม่": _NOT_FIXED,
}  # fmt: skip
_FIXED_PATTERN: Final = re.compile(one_of(_FIXED, _CONDITIONS))
_FIXED_GUARD: Final = re.compile(
    "ปีใหม่|สงกรานต์|วาเลน|คริส|วัน(?:ขึ้น|ครู|อสม| อสม|จัก|ผู้|แรง|ฉัตร|เฉ|สุนทร|ภาษา|กำนัน|แม่|วิทยา|นวมิ|ปิย|พ่อ|ชาติ|รัฐ|สิ้น)"
)
_NUMBERED: Final = r"\s?เดือน\s?(?:\d{1,2}|อ้าย|ยี่|สิบสอง|สิบเอ็ด|สิบ|สาม|สี่|ห้า|หก|เจ็ด|แปด(?:หลัง)?|เก้า)"
_MOON: Final = re.compile(
    rf"(?:(?:วัน)?(?:ขึ้น|แรม)\s?)?(?:\d{{1,2}}|(?<=[นม]\s)[ก-ฮเแ][ก-๎]{{1,8}}|(?<=ขึ้น)[ก-ฮเแ][ก-๎]{{1,8}}"
    rf"|(?<=แรม)[ก-ฮเแ][ก-๎]{{1,8}})\s?ค่ำ(?:{_NUMBERED})?"
    rf"|(?:คืน)?(?:วันเพ็ญ(?:{_NUMBERED})?|เพ็ญ{_NUMBERED})"
)
_LUNAR_NAMES: Final = """
วันพระ วันพระใหญ่ วันพระหน้า วันพระนี้ ทุกวันพระ วันศีล วันศีลหน้า วันศีลใหญ่ ทุกวันศีล วันโกน วันโกนหน้า
ลอยกระทง วันลอยกระทง คืนลอยกระทง งานลอยกระทง ลอยกะทง ยี่เป็ง งานยี่เป็ง วันยี่เป็ง มาฆบูชา มาฆะบูชา วันมาฆบูชา วันมาฆะบูชา วันมาฆะ
วิสาขบูชา วิสาขะบูชา วันวิสาขบูชา วันวิสาขะบูชา วันวิสาขะ อาสาฬหบูชา อาสาฬหะบูชา วันอาสาฬหบูชา เข้าพรรษา วันเข้าพรรษา บุญเข้าพรรษา
ออกพรรษา วันออกพรรษา บุญออกพรรษา ตรุษจีน วันตรุษจีน สารทจีน วันสารทจีน สารทไทย วันสารทไทย สารทเดือนสิบ สารทเดือน10 วันสารทเดือนสิบ
วันสารท บุญสารทเดือนสิบ บุญเดือนสิบ บุญเดือนหก บุญเดือนสาม บุญเดือนสี่ บุญเดือนอ้าย บุญเดือนยี่ บุญข้าวสาก บุญข้าวประดับดิน บุญข้าวจี่
บุญผะเหวด บุญพระเวส
บุญบั้งไฟ ตักบาตรเทโว วันตักบาตรเทโว ไหว้พระจันทร์ วันไหว้พระจันทร์ เทศกาลกินเจ กินเจ ฮารีรายอ วันฮารีรายอ วันรายอ รายอ
เดือนรอมฎอน ปอยส่างลอง
ชิงเปรต ชักพระ ลากพระ เดือนสิบสอง ปีใหม่ม้ง ตานก๋วยสลาก
"""
_LUNAR: Final = re.compile(one_of(_LUNAR_NAMES.split(), {"รายอ": "(?![ำอ])"}))
_LUNAR_GUARD: Final = re.compile(
    "พระ|ศีล|โกน|กระทง|กะทง|เป็ง|บูชา|มาฆ|วิสาข|พรรษา|ตรุษ|สารท|บุญ|เทโว|กินเจ|รายอ|รอมฎอน|ส่างลอง|เปรต|สิบสอง|ม้ง|สลาก"
)
_CHILDREN: Final = re.compile(r"วันเด็ก")
_YEAR: Final = re.compile(r"\s?(?:ปี\s?)?(?P<y>25\d\d|หน้า|นี้|ที่แล้ว)")


def feast_spans(text: str, today: date) -> Iterator[DaySpan]:
    """Feasts of a normalised text: with their day if it is fixed, else as text."""
    if _FIXED_GUARD.search(text):
        for match in _FIXED_PATTERN.finditer(text):
            yield _fixed(text, match, today, *_FIXED[match.group()])
    if "วันเด็ก" in text:
        for match in _CHILDREN.finditer(text):
            yield DaySpan(*match.span(), first=_childrens_day(today))
    if "ค่ำ" in text or "เพ็ญ" in text:
        for match in _MOON.finditer(text):
            yield DaySpan(*match.span(), is_lunar=True)
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
