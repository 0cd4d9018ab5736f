"""Times of day as they are said: ตี 5 · 6 โมงเช้า · บ่ายสองสิบห้า · สองทุ่มครึ่ง · 09.00-12.00 น. · 13-15 น.

Each way of saying a time is a `_Form`: a pattern and how to read it. The words are those of the six-hour clock.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time
from typing import Final

_HOURS: Final[dict[str, int]] = {
    "หนึ่ง": 1, "นึง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9, "สิบ": 10,
    "สิบเอ็ด": 11, "สิบสอง": 12,
}  # fmt: skip
_HOUR: Final = r"(?:(?<![\d/.,:])\d{1,2}|สิบเอ็ด|สิบสอง|สิบ|หนึ่ง|นึง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)"
_MINUTES: Final[dict[str, int]] = {
    "ครึ่ง": 30, "ห้าสิบห้า": 55, "สี่สิบห้า": 45, "สามสิบห้า": 35, "ยี่สิบห้า": 25, "สิบห้า": 15, "ห้าสิบ": 50, "สี่สิบ": 40, "สามสิบ": 30,
    "ยี่สิบ": 20, "ซาว": 20, "สิบ": 10, "ห้า": 5,
}  # fmt: skip
_COUNTED: Final = (
    r"(?:บาท|บ\.|฿|คน|ท่าน|โล|กิโล|กก|กรัม|ขีด|ลิตร|ถุง|ขวด|กล่อง|ลัง|ตัว"
    r"|ชุด|ใบ|ลูก|อัน|ชิ้น|ที่(?=นั่ง|\s|$)|เมตร|กม|ไร่|ปี|วัน(?!นี้|เดียวกัน|เดิม|ที่|พรุ่ง|จัน|อังคาร|พุธ|พฤ|ศุก|เสาร์|อาทิตย์|ฮือ|พูก|มะรืน)|ชั่วโมง|ล้าน|ธ\.|พ\.|ม\.|ก\.|ต\.|%|เปอร์)"
)
_MINUTE: Final = (
    rf"(?:\s?(?:(?P<m>ครึ่ง|{'|'.join(_MINUTES)}|[0-5][05])(?:\s?นาที)?(?![\d,.:/]|\s?(?:-\s?\d|โมง|ทุ่ม|น\.|{_COUNTED}))"
    r"|(?P<mm>[0-5]?\d)\s?นาที|ตรง|เป๊ะ|กว่า))?"
)
DASH: Final = r"\s?(?:-|~|ไปจนถึง|ไปถึง|จนถึง|ถึง|ยัน|จนฮอด|ฮอด|จน|หา)\s?(?:เวลา\s?)?"
"""From one time or day to another: "ถึง", in Isan "ฮอด", and signs."""
_FROM: Final = rf"(?:(?<!ตี)(?<!ตี\s)(?P<from>{_HOUR}){DASH})?"

_GUARD: Final = re.compile(r"โมง|ทุ่ม|เที่ยง|บ่าย|ตี|น\.|นาฬิกา|\d\s?[:.]\s?\d\d|\d\s?น")
_PRICED: Final = re.compile(r"(?:ละ|ราคา|฿|บาท|แค่|เพียง|เหลือ|ขาย|เวอร์ชั่น|ข้อ|ยอด|เกรด)\s?\Z")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day found in a text, or a range of two."""

    start: int
    end: int
    first: tuple[time, ...]
    """Every reading of it: two for a bare "6 โมง"."""
    last: time | None = None


@dataclass(frozen=True, slots=True)
class _Form:
    needs: str
    """Letters without which the pattern cannot match; empty: unknown."""
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], "_Reading | None"]


@dataclass(frozen=True, slots=True)
class _Reading:
    """Minutes of the day, 0..1439."""

    first: tuple[int, ...]
    last: int | None = None


def clocks(text: str) -> list[Clock]:
    """Every time of day in a normalised text, in order; ranges joined ("8 โมงถึงเที่ยง")."""
    if not _GUARD.search(text):
        return []
    found: list[Clock] = []
    for form in _FORMS:
        if form.needs not in text:
            continue
        position = 0
        while match := form.pattern.search(text, position):
            start, position = match.span()
            taken = [other.end for other in found if start < other.end and other.start < position]
            reading = None if taken else form.read(match)
            if reading:
                last = None if reading.last is None else _time(reading.last)
                found.append(Clock(start, position, tuple(_time(minute) for minute in reading.first), last))
            elif taken and min(taken) > start:
                position = min(taken)  # the rest may be a time of its own: "บ่าย 2 | ถึง 4 โมงเย็น"
    found.sort(key=lambda clock: clock.start)
    return _joined(found, text)


_JOIN: Final = re.compile(rf"{DASH}\Z|\s?(?:ปิด|เลิก|เสร็จ)(?:ตอน|เวลา)?\s?\Z")


def _joined(found: list[Clock], text: str) -> list[Clock]:
    joined: list[Clock] = []
    for clock in found:
        before = joined[-1] if joined else None
        if before and before.last is None and clock.last is None and _JOIN.match(text, before.end, clock.start):
            joined[-1] = _range(before, clock)
        else:
            joined.append(clock)
    return joined


def _range(first: Clock, last: Clock) -> Clock:
    """A bare hour before a said one is the reading that comes before it: "6 โมงถึงเที่ยง" is 06:00."""
    end = last.first[-1] if len(last.first) > 1 and first.first[0] >= last.first[0] else last.first[0]
    starts = tuple(start for start in first.first if start < end) or first.first
    return Clock(first.start, last.end, starts, end)


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def _hour(word: str) -> int:
    return int(word) if word.isdecimal() else _HOURS[word]


def _minutes(match: re.Match[str]) -> int:
    if match["mm"]:
        return int(match["mm"])
    word: str | None = match["m"]
    if not word:
        return 0
    return int(word) if word.isdecimal() else _MINUTES[word]


def _spread(match: re.Match[str], hours: tuple[int, ...], minutes: int, afternoon: bool) -> "_Reading | None":
    """The reading of a said hour, with the bare hour that a range begins with ("5-6 โมงเย็น", "9-11 โมง")."""
    if any(hour > 24 for hour in hours) or minutes > 59:
        return None
    said = tuple(hour % 24 * 60 + minutes for hour in hours)
    if not match["from"]:
        return _Reading(said)
    begin, end = _hour(match["from"]), said[0]
    earlier = begin * 60 + (720 if afternoon and begin * 60 + 720 < end else 0)
    if begin > 24:
        return None
    if begin * 60 > end and len(said) == 1 and end < 720:
        end += 720  # "10 ถึง 2 โมง"
    return _Reading((earlier % 1440,), end)


def _read_digits(match: re.Match[str]) -> "_Reading | None":
    hour, minute = int(match["h"]), int(match["min"])
    is_said = match["sign"] == ":" or bool(match["n"])
    if hour > 24 or (not is_said and _PRICED.search(match.string[max(0, match.start() - 8) : match.start()])):
        return None
    if not is_said and minute % 5:
        return None
    return _Reading((hour % 24 * 60 + minute,))


def _read_oclock(match: re.Match[str]) -> "_Reading | None":
    digits = match["h"]
    if len(digits) == 4:
        return _spread(match, (int(digits[:2]),), int(digits[2:]), False)
    return _spread(match, (int(digits),), int(match["mm"] or 0), False)


def _read_mong(match: re.Match[str]) -> "_Reading | None":
    hour = _hour(match["h"]) if match["h"] else 1
    part = match["part"] or match["part2"] or ("" if match["h"] else "เช้า")
    if part == "เช้า":
        hours: tuple[int, ...] = (hour + 6 if hour <= 5 else hour,)  # 1 โมงเช้า is 07:00
    elif part:
        hours = (hour + 12 if hour < 12 else hour,)
    elif hour == 6:
        hours = (6, 18)
    else:
        hours = (hour + 12 if hour < 6 else hour,)
    return _spread(match, hours, _minutes(match), part not in ("", "เช้า") or hours[0] > 12)


def _read_bai(match: re.Match[str]) -> "_Reading | None":
    hour = 1 if match["h"] in ("โมง", "") else _hour(match["h"])
    if hour > 6:
        return None
    start = (hour + 12) * 60
    if not match["to"]:
        return _spread(match, (hour + 12,), _minutes(match), False)
    last = (_hour(match["to"]) + 12) * 60
    return _Reading((start,), last + _minutes(match)) if start < last < 1440 else None


def _read_noon(match: re.Match[str]) -> "_Reading | None":
    return _spread(match, (0 if match["night"] else 12,), _minutes(match), False)


def _read_thum(match: re.Match[str]) -> "_Reading | None":
    hour = _hour(match["h"]) if match["h"] else 1
    if hour > 6:
        return None
    if match["from"]:
        return _Reading(((18 + _hour(match["from"])) % 24 * 60,), (18 + hour) * 60 + _minutes(match))
    return _Reading(((18 + hour) % 24 * 60 + _minutes(match),))


def _read_ti(match: re.Match[str]) -> "_Reading | None":
    start = _hour(match["h"]) * 60
    if match["to"]:
        return _Reading((start,), _hour(match["to"]) * 60 + _minutes(match))
    return _Reading((start + _minutes(match),))


_NA: Final = r"(?:น\.(?!\s?ส\.)|น(?![ก-๙.])|นาฬิกา)"
_FORMS: Final = (
    _Form(
        "",
        re.compile(
            r"(?<![\d/.,:])(?P<h>\d{1,2})(?:\s?(?P<sign>:)\s?|(?:\.\s?))(?P<min>[0-5]\d)"
            rf"(?![\d/,]|[.:]\d|\s?{_COUNTED}|\s?/)(?P<n>\s?{_NA})?"
        ),
        _read_digits,
    ),
    _Form(
        "น",
        re.compile(rf"{_FROM}(?<![\d/.,:])(?P<h>[0-2]\d[0-5]\d|\d{{1,2}})\s?{_NA}(?:\s?(?P<mm>\d{{1,2}})\s?นาที)?"),
        _read_oclock,
    ),
    _Form(
        "บ่าย",
        re.compile(
            rf"{_FROM}บ่าย\s?(?P<h>โมง(?!เย็น)|{_HOUR}|(?=ครึ่ง))(?:{DASH}(?P<to>{_HOUR})(?!\s?(?:โมงเย็น|ทุ่ม"
            rf"|[.:\d])))?(?:\s?โมง(?:เย็น)?)?"
            rf"{_MINUTE}(?!\s?{_COUNTED})"
        ),
        _read_bai,
    ),
    _Form(
        "ม",
        re.compile(
            rf"{_FROM}(?P<h>{_HOUR})\s?(?:โมง|โม้ง|โมงง)(?:\s?(?:ของ)?(?:ตอน)?(?P<part>เช้า|เย็น|แลง|ค่ำ"
            rf"|บ่าย(?!\s?[\dโ])))?{_MINUTE}"
            r"(?:\s?(?P<part2>เช้า|เย็น|แลง)(?!วัน|นี้))?"
        ),
        _read_mong,
    ),
    _Form(
        "เที่ยง",
        re.compile(
            rf"{_FROM}(?:(?<!ข้าว)(?<!มื้อ)เที่ยง|เที่ยง(?=\s?ครึ่ง))(?:(?P<night>คืน)|วัน(?!จันทร์|อังคาร|พุธ|พฤ|ศุกร์|เสาร์|อาทิตย์|ที่|นี้"
            rf"|พรุ่ง))?(?!ธรรม|แท้|นี้){_MINUTE}"
        ),
        _read_noon,
    ),
    _Form(
        "ทุ่ม",
        re.compile(rf"{_FROM}(?P<h>{_HOUR})?\s?(?<!กระ)(?<!กี่)(?<!จัก)ทุ่ม(?!เท|ทุน|ตัว)(?:\s?(?:หนึ่ง|นึง|นึ่ง))?{_MINUTE}"),
        _read_thum,
    ),
    _Form(
        "ตี",
        re.compile(
            rf"(?<!พ)ตี\s?(?P<h>[1-6](?!\d)|หนึ่ง|นึง|สอง|สาม|สี่|ห้า|หก)(?:{DASH}(?P<to>[1-6](?!\d|\s?โมง)))?{_MINUTE}"
        ),
        _read_ti,
    ),
    _Form(
        "โมงเช้า", re.compile(rf"(?P<from>(?!))?(?P<h>(?!))?(?P<part>(?!))?(?P<part2>(?!))?โมงเช้า{_MINUTE}"), _read_mong
    ),
)


def settled(clock: Clock, evening: bool, morning: bool) -> Clock:
    """A bare "6 โมง" beside a part of the day: with เย็น it is 18:00, with เช้า 06:00."""
    if len(clock.first) == 2 and evening != morning:
        return replace(clock, first=(clock.first[1 if evening else 0],))
    return clock
