"""Days told by their weekday: วันศุกร์ · เสาร์หน้า · พุธสัปดาห์หน้า · เสาร์-อาทิตย์นี้ · เสาร์แรกของเดือน · อังคารที่แล้ว."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from intents.entities import calendar
from intents.entities.calendar import WEEKDAYS
from intents.entities.spans import DaySpan

_GUARD: Final = re.compile(r"จัน|อังคา|พุ[ธทด]|พฤหัส|พฤหัด|พะหัส|ศุก|สุก|เสา|อาทิต|อาทิด|สุดสัปดาห์")
_SURE: Final = "จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัสฯ|พฤหัส|พฤหัด|ศุกร์|เสาร์|อาทิตย์"
_WITH_WAN: Final = _SURE + "|จันทร|จัน|อังคาน|พุท|พุด|พุทธ(?!ร|ช|ศ|ค|บ)|พะหัส|ศุกร|ศุก|สุก|เสาร|เสา|อาทิด|อาทิต"
_NOT_DAY: Final = r"(?![ะัาำิ-ฺ็-๎ก-ฮ]*(?:เพ็ญ|ทร์เพ็ญ|ไฟ|เข็ม)|บุรี|ทบุรี)"

WEEKDAY: Final = rf"(?:วัน\s?(?:{_WITH_WAN})|(?:{_SURE})){_NOT_DAY}"
"""A weekday with or without วัน; misspelt ones only with it."""
_NAME: Final = re.compile(rf"(?:{_WITH_WAN})")
_MODIFIER: Final = (
    r"(?P<mod>หน้าโน้น|โน้น|หน้า(?!วัด|บ้าน|ตลาด|ร้าน|ศาลา)|ถัดไป|ถัดจากนี้|ที่จะถึง(?:นี้)?|ที่จะมาถึง(?:นี้)?|นี้|นี่(?!เอง)"
    r"|ที่ผ่านมา|ที่แล้ว(?:มา)?|ก่อน(?=\s|$|หน้านี้)|มะแล้ว|กลาย)"
)
_WEEK: Final = r"(?:ของ\s?)?(?:อาทิตย์|สัปดาห์|วีค)(?P<week>หน้า|ถัดไป|นี้|ที่แล้ว|ที่ผ่านมา)"
_ONE: Final = re.compile(rf"(?P<day>{WEEKDAY})(?:\s?(?:{_WEEK}|{_MODIFIER}))?")
_AFTER_WEEK: Final = re.compile(rf"{_WEEK}\s?(?:ตรงกับ|คือ|,)?\s?(?P<day>{WEEKDAY})")
_WEEKEND: Final = re.compile(
    r"(?:(?:วัน\s?)?เสาร์?\s?(?:-|/|,|และ|กับ|ถึง|จนถึง)?\s?(?:วัน\s?)?อาทิตย์|สุดสัปดาห์)\s?"
    r"(?P<mod>หน้า(?!วัด)|นี้|ที่จะถึง(?:นี้)?|ที่ผ่านมา|ที่แล้ว)?"
)
_NTH: Final = re.compile(
    rf"(?P<day>{WEEKDAY})\s?(?:(?P<last>สุดท้าย|สิ้นเดือน)|(?P<first>แรก)|ที่\s?(?P<n>[1-5]|หนึ่ง|สอง|สาม|สี่|ห้า))\s?"
    r"(?:ของ)?\s?(?:(?:เดือน|(?<=สิ้นเดือน))(?P<month>หน้า|นี้|ถัดไป)?)"
)
_ORDINALS: Final = {"หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5}
_NO_DAY_BEFORE: Final = re.compile(
    r"(?:นาย|นาง|นางสาว|ป้า|ลุง|ยาย|น้อง|พี่|แม่|พ่อ|ตา|น้า|อา|ปู่|ย่า|พระ|ดวง|ดาว|แม่ค้า|บ้าน|ผ้าไทย|ครู|\d|\d\s"
    r"|สอง|สาม|สี่|ห้า|อีก|อีก\s|กี่|ละ|หลาย|ทั้ง|แต่ละ)\Z"
)
_PAST: Final = ("ที่ผ่านมา", "ที่แล้ว", "ที่แล้วมา", "ก่อน", "มะแล้ว", "กลาย")


def weekday_spans(text: str, today: date) -> Iterator[DaySpan]:
    """Weekdays of a normalised text, resolved; they may overlap, the surest first."""
    if not _GUARD.search(text):
        return
    for match in _NTH.finditer(text):
        yield DaySpan(*match.span(), first=_nth(match, today))
    for match in _AFTER_WEEK.finditer(text):
        yield _in_week(match, today)
    for match in _WEEKEND.finditer(text):
        if not text[: match.start()].endswith("ทุก"):
            saturday = _resolved(5, match["mod"] or "", today, text[: match.start()])
            yield DaySpan(*match.span(), first=saturday, last=saturday + timedelta(days=1), weekday=5)
    for match in _ONE.finditer(text):
        span = _one(match, today)
        if span:
            yield span


def weekday_number(day: str) -> int:
    """0 for "วันจันทร์". The text is one that `WEEKDAY` matched."""
    match = _NAME.search(day)
    return WEEKDAYS[match.group()] if match else 0


def _one(match: re.Match[str], today: date) -> DaySpan | None:
    if match["week"]:
        return _in_week(match, today)
    before = match.string[max(0, match.start() - 8) : match.start()]
    day, modifier = match["day"], match["mod"] or ""
    is_bare = not day.startswith("วัน")
    if is_bare and _NO_DAY_BEFORE.search(before):
        return None
    if (
        is_bare
        and day == "อาทิตย์"
        and not before.rstrip().endswith(("-", "ถึง", "เสาร์", "และ", "กับ", ",", "เช้า", "เย็น", "บ่าย"))
    ):
        return None
    number = weekday_number(day)
    return DaySpan(
        *match.span(), first=_resolved(number, modifier, today, before), weekday=number, is_bare=not modifier
    )


def _in_week(match: re.Match[str], today: date) -> DaySpan:
    weeks = {"หน้า": 1, "ถัดไป": 1, "นี้": 0}.get(match["week"], -1)
    return DaySpan(*match.span(), first=calendar.weekday_of_week(today, weekday_number(match["day"]), weeks))


def _resolved(number: int, modifier: str, today: date, before: str) -> date:
    if modifier in _PAST or before.rstrip().endswith("เมื่อ"):
        return calendar.weekday_from(today, number, "past")
    if modifier in ("หน้า", "ถัดไป"):
        return calendar.weekday_of_week(today, number, 1)
    if modifier in ("โน้น", "หน้าโน้น"):
        return calendar.weekday_of_week(today, number, 2)
    return calendar.weekday_this(today, number) if modifier in ("นี้", "นี่") else calendar.weekday_from(today, number)


def _nth(match: re.Match[str], today: date) -> date:
    nth = -1 if match["last"] else 1 if match["first"] else _ORDINALS.get(match["n"]) or int(match["n"])
    number = weekday_number(match["day"])
    first = calendar.month_ahead(today, 1 if match["month"] in ("หน้า", "ถัดไป") else 0)
    found = calendar.nth_weekday(first, number, nth)
    if found < today and not match["month"]:
        found = calendar.nth_weekday(calendar.month_ahead(today, 1), number, nth)
    return found
