"""Days counted from today: พรุ่งนี้ · มื้ออื่น · แรกวา · อีก 3 วัน · 2 วันก่อน · สิ้นเดือน · สัปดาห์หน้า · เดือนหน้า."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from intents.entities import calendar
from intents.entities.calendar import MONTH
from intents.entities.numbers import NUMBER, read_number
from intents.entities.patterns import one_of
from intents.entities.spans import DaySpan

_AWAY: Final[dict[int, str]] = {
    0: "วันนี้ วั่นนี้ วันเนี้ย วันนี่ มื้อนี้ มื่อนี้ เมื่อเช้า เมื่อเช้านี้",
    1: "พรุ่งนี้ วันพรุ่งนี้ พุ่งนี้ พรุงนี้ พรุ้งนี้ พุงนี้ พูก พูกนี้ วันพูก มื้ออื่น มื่ออื่น มืออื่น ต่อเช้า ต่อโพรก ต่อพรุก โพรกนี้ พรุ่ง",
    2: "มะรืน มะรืนนี้ วันมะรืน วันมะรืนนี้ มะรื้น มะลืน มะลืนนี้ มะรึน ม่ะรืน มะรืณ วันฮือ ฮือนี้ มื้อฮือ มื่อฮือ ต่อรือ ต่อรืน",
    3: "มะเรื่อง มะเรื่องนี้ มะเรือง วันเฮือง มื้อเฮือง",
    -1: "เมื่อวาน เมื่อวานนี้ เมื่อวา วานนี้ มื้อวาน มื้อวานนี้ มื่อวาน ตะวา ตะวานี้ วันวาน แรกวา แต่วา เมื่อคืน เมื่อคืนนี้ เมื่อคืนวาน เมือวาน "
    "เมือวานนี้ เมื่อวาร เมื่อวานี้ แรกคืน "
    "มื้อคืน มื่อคืน คืนวาน เมื่อแลง มื้อแลงวาน",
    -2: "มื้อวานซืน มื่อวานซืน มื้อวานซืนนี้ แรกคืนซืน เมื่อวานซืน เมื่อวานซืนนี้ วานซืน มื้อซืน ตะวาซืน วันซืน แรกซืน แรกวาซืน เมื่อวานก่อน",
}
"""Days from today: central, north (พูก ฮือ ตะวา), isan (มื้ออื่น มื้อฮือ) and south (ต่อเช้า แรกวา)."""
_DAYS_AWAY: Final = {word: days for days, words in _AWAY.items() for word in words.split()}
_CONDITIONS: Final = {"พรุ่ง": r"(?=เช้า|เย็น|บ่าย|\s|$)", "ตะวา": "(?!ร)", "เมื่อวา": "(?!น)"}
_NAMED: Final = re.compile(one_of(_DAYS_AWAY, _CONDITIONS) + r"|พน(?<![ก-๎]พน)(?:\.|(?=\s?\d|\s|เช้า|บ่าย|เย็น|\Z))")
_THIS_PART: Final = re.compile(r"(?<!เมื่อ)(?:เช้า|บ่าย|เย็น|ค่ำ|คืน|แลง|เที่ยง|สาย)นี้(?!\s?ๆ)")
"""เย็นนี้ is today, and a part of it."""

_SPAN: Final = r"(?P<unit>วัน|มื้อ|คืน|อาทิตย์|สัปดาห์|วีค|เดือน|ปี)"
_AHEAD: Final = re.compile(
    rf"(?:อีก\s?(?:ประมาณ|สัก|ราว\s?ๆ?)?\s?(?P<n>{NUMBER})?\s?{_SPAN}(?:\s?(?:นึง|หนึ่ง|เดียว))?(?!ที่แล้ว)(?:ข้างหน้า)?"
    rf"|(?P<n2>{NUMBER})\s?(?P<unit2>วัน|มื้อ|อาทิตย์|สัปดาห์|เดือน|ปี)\s?(?:ข้างหน้า|ถัดไป|หลังจากนี้|นับจากนี้|นับจากวันนี้))"
)
_AHEAD_GUARD: Final = re.compile("อีก|ข้างหน้า|ถัดไป|จากนี้|จากวันนี้")
_AGO_GUARD: Final = re.compile("ก่อน|ที่แล้ว|ที่ผ่านมา|มาแล้ว")
_AGO: Final = re.compile(
    rf"(?:เมื่อ\s?)?(?P<n>{NUMBER})\s?(?P<unit>วัน|มื้อ|คืน|อาทิตย์|สัปดาห์|เดือน|ปี)\s?(?:ก่อนหน้า(?:นี้)?"
    rf"|ก่อน(?!\s?(?:วัน|\d|เที่ยง|บ่าย|เวลา|งาน|ถึง|จะ|เปิด|อบรม|เริ่ม|สอบ|สงกรานต์|ปีใหม่))(?:นี้)?|ที่แล้ว|ที่ผ่านมา"
    rf"|มาแล้ว)"
)


def relative_spans(text: str, today: date) -> Iterator[DaySpan]:
    """Days told by their distance from today; they may overlap."""
    for match in _NAMED.finditer(text):
        yield DaySpan(*match.span(), first=today + timedelta(days=_DAYS_AWAY.get(match.group(), 1)))
    for guard, pattern, sign in ((_AHEAD_GUARD, _AHEAD, 1), (_AGO_GUARD, _AGO, -1)):
        for match in pattern.finditer(text) if guard.search(text) else ():
            day = _away(match, today, sign)
            if day:
                yield DaySpan(*match.span(), first=day)
    if _PERIOD_GUARD.search(text):
        for pattern, read in _PERIODS:
            for match in pattern.finditer(text):
                yield read(match, today)
    for match in _THIS_PART.finditer(text) if "นี้" in text else ():
        yield DaySpan(*match.span(), first=today, is_part=True)


def days_within(text: str, unit: str, today: date) -> date | None:
    """The day that is so many days, weeks, months or years away: ("3", "วัน") → in three days."""
    values = read_number(text) if text else (1,)
    if len(values) != 1 or not 0 <= values[0] <= 1000:
        return None
    number = int(values[0])
    if unit in ("วัน", "มื้อ", "คืน"):
        return today + timedelta(days=number)
    if unit in ("อาทิตย์", "สัปดาห์", "วีค"):
        return today + timedelta(weeks=number)
    return calendar.same_day_ahead(today, number * (12 if unit == "ปี" else 1))


def _away(match: re.Match[str], today: date, sign: int) -> date | None:
    groups = match.groupdict()
    number, unit = groups.get("n") or groups.get("n2") or "", groups.get("unit") or groups.get("unit2") or ""
    day = days_within(number, unit, today)
    if day is None or sign > 0:
        return day
    if unit in ("เดือน", "ปี"):
        return calendar.same_day_ahead(today, -int(read_number(number)[0]) * (12 if unit == "ปี" else 1))
    return today - (day - today)


_NEXT: Final = {
    "หน้า": 1,
    "ถัดไป": 1,
    "นี้": 0,
    "นี่": 0,
    "": 0,
    "ที่แล้ว": -1,
    "ที่แล่ว": -1,
    "ที่แร้ว": -1,
    "ทีแล้ว": -1,
    "ก่อน": -1,
    "ที่ผ่านมา": -1,
    "โน้น": 2,
}
_WHICH: Final = r"(?P<which>หน้า(?!วัด|บ้าน)|ถัดไป|นี้|นี่(?!เอง)|ที่แล้ว|ที่แล่ว|ที่แร้ว|ทีแล้ว|ที่ผ่านมา|ก่อน(?!\s?(?:\d|วัน|เปิด|สอบ|งาน)))"
_PERIOD_GUARD: Final = re.compile(r"เดือน|สัปดาห์|อาทิตย์|ปี|วีค")
_Read = Callable[[re.Match[str], date], DaySpan]


def _point_of_month(match: re.Match[str], today: date) -> DaySpan:
    months = _NEXT[match["which"] or ""]
    first = calendar.month_ahead(today, months)
    if match["month"]:
        year = calendar.full_year(match["y"], today) if match["y"] else None
        number = calendar.month_number(match["month"])
        first = date(year or today.year + (number < today.month), number, 1)
    day = _point(match["point"], first)
    if day < today and not match["which"] and not match["month"]:
        day = _point(match["point"], calendar.month_ahead(today, 1))
    return DaySpan(*match.span(), first=day)


def _point(word: str, first: date) -> date:
    if word == "ต้น":
        return first
    return first.replace(day=15) if word == "กลาง" else calendar.month_end(first)


def _week(match: re.Match[str], today: date) -> DaySpan:
    monday = calendar.weekday_of_week(today, 0, _NEXT[match["which"]])
    point = match["point"]
    if point:
        return DaySpan(*match.span(), first=monday + timedelta(days={"ต้น": 0, "กลาง": 2}.get(point, 4)))
    return DaySpan(*match.span(), first=monday, last=monday + timedelta(days=6), is_vague=True)


def _week_or_sunday(match: re.Match[str], today: date) -> DaySpan:
    which = match["which"]
    return DaySpan(*match.span(), options=(f"สัปดาห์{which}", f"วันอาทิตย์{which}"), is_vague=True)


def _month(match: re.Match[str], today: date) -> DaySpan:
    first = calendar.month_ahead(today, _NEXT[match["which"]])
    return DaySpan(*match.span(), first=first, last=calendar.month_end(first), is_vague=True)


def _named_month(match: re.Match[str], today: date) -> DaySpan:
    number = calendar.month_number(match["month"])
    year = calendar.full_year(match["y"], today) if match["y"] else None
    first = date(year or today.year + (number < today.month), number, 1)
    last = calendar.month_number(match["last"]) if match["last"] else number
    end = date(first.year + (last < number), last, 1)
    return DaySpan(*match.span(), first=first, last=calendar.month_end(end), is_vague=True)


def _year(match: re.Match[str], today: date) -> DaySpan:
    year = today.year + _NEXT[match["which"] or ""]
    if match["point"] == "ต้น" and not match["which"]:
        year += 1
    first, last = date(year, 1, 1), date(year, 12, 31)
    if match["point"]:
        return DaySpan(*match.span(), first={"ต้น": first, "กลาง": date(year, 7, 1)}.get(match["point"], last))
    return DaySpan(*match.span(), first=first, last=last, is_vague=True)


_YEAR_AFTER: Final = r"(?:\s?(?:ปี|พ\.ศ\.)?\s?(?P<y>[12]\d{3}|\d{2}(?!\d|\s?(?:โมง|ทุ่ม|น\.|คน|บาท))))?"
_PERIODS: Final[tuple[tuple[re.Pattern[str], _Read], ...]] = (
    (
        re.compile(rf"(?P<point>ต้น|กลาง|สิ้น|ปลาย|ท้าย)เดือน(?:\s?(?P<month>{MONTH}){_YEAR_AFTER})?(?:{_WHICH})?"),
        _point_of_month,
    ),
    (re.compile(rf"(?:(?P<point>ต้น|กลาง|ปลาย|สิ้น|ท้าย)\s?)?(?:สัปดาห์|วีค|วีก){_WHICH}"), _week),
    (re.compile(rf"(?P<point>ต้น|กลาง|ปลาย|สิ้น|ท้าย)อาทิตย์{_WHICH}"), _week),
    (
        re.compile(rf"(?<!วัน)(?<!วัน\s)(?<!เสาร์)(?<!เสาร์\s)(?<!เสาร์-)(?<!และ)(?<!กับ)(?<!พระ)อาทิตย์{_WHICH}"),
        _week_or_sunday,
    ),
    (re.compile(rf"เดือน{_WHICH}"), _month),
    (
        re.compile(
            rf"(?:ช่วง)?เดือน\s?(?P<month>{MONTH}){_YEAR_AFTER}(?:\s?(?:-|ถึง|จนถึง)\s?(?:เดือน\s?)?(?P<last>{MONTH}))?"
        ),
        _named_month,
    ),
    (re.compile(rf"(?P<point>ต้น|กลาง|สิ้น|ปลาย)ปี(?:{_WHICH})?"), _year),
    (re.compile(r"(?P<point>(?!))?ปี(?P<which>หน้า|ที่แล้ว|ก่อน(?=\s|$))"), _year),
)
