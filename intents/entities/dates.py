"""Days written as dates: 28 พ.ย. 68 · ๑๒ มกราคม ๒๕๖๙ · 9-11 ธ.ค. · 28/2 · วันที่ 15 เดือนหน้า · วันศุกร์ที่ 28 พ.ย.

Each way of writing is a `_Form`: a cheap guard, a pattern and how to read it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from intents.entities import calendar
from intents.entities.calendar import MONTH, WEEKDAYS, Side
from intents.entities.numbers import read_number
from intents.entities.spans import DaySpan, with_weekday

_Found = tuple[date | None, date | None]
"""First and last day; no last day unless it is a range."""

_DAY_WORD: Final = (
    r"(?:(?:ยี่|สาม|ซาว)?สิบ(?:เอ็ด|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)?|ซาว(?:เอ็ด|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)?"
    r"|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)"
)
_DAY: Final = rf"(?:\d{{1,2}}(?!\d)|{_DAY_WORD})"
_TO: Final = r"\s?(?P<to>,|-|~|จนถึง|ถึง|และ|กับ)\s?"
_WAN: Final = r"(?:วันที่\s?)?"
_YEAR: Final = (
    r"(?:\s?(?:ปี|พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|,|ของปี)?\s?"
    r"(?P<y>[12]\d{3}|\d{2}(?![\d,.:/-]|\s?(?:โมง|ทุ่ม|น\.|นาฬิกา|คน|บาท|โล|ถุง|-|ถึง|ตัว|ที่นั่ง|ท่าน))))?"
)
PAST_AFTER: Final = re.compile(r"\s?(?:ที่ผ่านมา|ที่แล้ว(?:มา)?|ปีที่แล้ว|ปีก่อน|มาแล้ว)")
PAST_BEFORE: Final = re.compile(r"เมื่อ(?:วัน)?(?:ที่)?\s?\Z")
_WEEKDAY_BEFORE: Final = re.compile(
    rf"((?:วัน\s?)?({'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})|(?:^|(?<=[\s(]))(พฤ|อา|[จอพศส])\.)"
    r"(?:นี้|หน้า)?\s?(?:ที่|ที่จะถึงนี้|ตรงกับ|ตรงกับวันที่|,)?\s?\(?\Z"
)
_ABBREVIATED: Final = {"จ": 0, "อ": 1, "พ": 2, "พฤ": 3, "ศ": 4, "ส": 5, "อา": 6}
_NO_DATE_BEFORE: Final = re.compile(
    r"(?:เลขที่|ที่อยู่|ป\.|ม\.|ห้อง|ครั้งที่|ฉบับที่|ข้อ|ซอย|ซ\.|ถนน|ทะเบียน|บ้าน|ชั้น|รุ่น|คะแนน|ได้|ขนาด|เบอร์)\s?\Z"
)
_NTH_AFTER: Final = re.compile(r"\s?ของ\s?(?:ทุก\s?|แต่ละ)?เดือน|\s?ทุกเดือน|\s?เดือน(?!นี้|หน้า)")
_NOT_A_DAY: Final = (
    r"(?:โมง|ทุ่ม|น\.|นาฬิกา|[.:/]\d|คน|ท่าน|บาท|โล|กก|ถุง|ตัว|ชุด|เครื่อง|ขวด|,\d|ครั้ง|รอบ|ที่นั่ง|-\s?\d+\s?น(?:\.|(?![ก-๎])))"
)
_NO_DATE_AFTER: Final = re.compile(
    r"\s?(?:ม\.|หมู่|ซ\.|ซอย|ถ\.|ถนน|ต\.|ตำบล|โล|กก|กิโล|ถ้วย|ช้อน|ไร่|นิ้ว|แก้ว|ลิตร|ตัว|หุน|ของ(?!เดือน)|บาท|\+)"
)


_ANY_DAY: Final = date(2025, 1, 1)
"""Stands for today where only the places of dates matter."""


@dataclass(frozen=True, slots=True)
class _Form:
    guard: re.Pattern[str]
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date, Side], _Found | None]


def date_spans(text: str, today: date) -> Iterator[DaySpan]:
    """Every written date of a normalised text, the surest ways of writing first; they may overlap."""
    for form in _FORMS:
        if form.guard.search(text):
            for match in form.pattern.finditer(text):
                span = _read(form, match, today)
                if span:
                    yield span


def date_places(text: str) -> Iterator[tuple[int, int]]:
    """Where dates stand in a normalised text, whatever day they mean."""
    for span in date_spans(text, _ANY_DAY):
        yield span.start, span.end


def _read(form: _Form, match: re.Match[str], today: date) -> DaySpan | None:
    text, (start, end) = match.string, match.span()
    before = text[max(0, start - 22) : start]
    after = PAST_AFTER.match(text, end)
    side: Side = "past" if after or PAST_BEFORE.search(before) else "next"
    reading = form.read(match, today, side)
    if reading is None or reading[0] is None:
        return None
    is_bare = form.read is _read_day and not match["when"]
    span = DaySpan(start, after.end() if after else end, *reading, is_bare=is_bare)
    weekday = _WEEKDAY_BEFORE.search(before)
    if weekday:
        number = WEEKDAYS[weekday[2]] if weekday[2] else _ABBREVIATED[weekday[3]]
        return with_weekday(span, number, start - len(before) + weekday.start(1))
    return span


def _number(word: str) -> int:
    values = read_number(word)
    return int(values[0]) if values else 0


def _dated(today: date, side: Side, day: int, month: int, year: str | None) -> date | None:
    if year:
        full = calendar.full_year(year, today)
        return calendar.safe_date(full, month, day) if full else None
    return calendar.day_of_year(today, month, day, side)


def _read_month(match: re.Match[str], today: date, side: Side) -> _Found | None:
    month = calendar.month_number(match["month"])
    first = _dated(today, side, _number(match["d"]), month, match["y"])
    if first is None or not match["d2"]:
        return first, None
    last = calendar.safe_date(first.year, month, _number(match["d2"]))
    return first, last if last and last > first and _is_range(match) else None


def _is_range(match: re.Match[str]) -> bool:
    """ "9 และ 10 ธ.ค." are two days in a row, "9 และ 16 ธ.ค." are not all between."""
    steps = max(1, match.group().count(","))
    return match["to"] not in ("และ", "กับ", ",") or _number(match["d2"]) == _number(match["d"]) + steps


def _belongs_to_weekday(match: re.Match[str]) -> bool:
    """ "วันเสาร์ที่ 29", "ที่ 5 นี้"; not "ที่ 2 ของเดือน" and no other "ที่ 3"."""
    if _number(match["d"]) <= 5 and _NTH_AFTER.match(match.string, match.end("d")):
        return False
    before = match.string[max(0, match.start() - 22) : match.start()]
    return match["when"] == "นี้" or _WEEKDAY_BEFORE.search(before) is not None


def _read_slashes(match: re.Match[str], today: date, side: Side) -> _Found | None:
    text, (start, end) = match.string, match.span()
    if not match["y"] and (_NO_DATE_BEFORE.search(text[max(0, start - 10) : start]) or _NO_DATE_AFTER.match(text, end)):
        return None
    first = _dated(today, side, int(match["d"]), int(match["m"]), match["y"])
    if first is None or not match["d2"]:
        return first, None
    return first, calendar.safe_date(first.year, first.month, int(match["d2"]))


def _read_iso(match: re.Match[str], today: date, side: Side) -> _Found | None:
    year = calendar.full_year(match["y"], today)
    return (calendar.safe_date(year, int(match["m"]), int(match["d"])) if year else None), None


def _read_numbered_month(match: re.Match[str], today: date, side: Side) -> _Found | None:
    return _dated(today, side, _number(match["d"]), _number(match["m"]), match["y"]), None


def _read_day(match: re.Match[str], today: date, side: Side) -> _Found | None:
    day, when = _number(match["d"]), match["when"] or ""
    if not match.group().startswith("วัน") and not _belongs_to_weekday(match):
        return None
    months = {"เดือนหน้า": 1, "เดือนถัดไป": 1, "เดือนนี้": 0, "เดือนที่แล้ว": -1, "เดือนก่อน": -1}.get(when)
    if when == "หน้า":
        months = 1
    if months is None:
        first = calendar.day_of_month(today, day, side)
    else:
        month = calendar.month_ahead(today, months)
        first = calendar.safe_date(month.year, month.month, day)
    if first is None or not match["d2"]:
        return first, None
    last = calendar.safe_date(first.year, first.month, _number(match["d2"]))
    if not _is_range(match):
        return first, None
    if last and last < first:
        following = calendar.month_ahead(first, 1)
        last = calendar.safe_date(following.year, following.month, last.day)
    return first, last


_DIGIT: Final = re.compile(r"\d")
_FORMS: Final = (
    _Form(
        re.compile(MONTH),
        re.compile(
            rf"(?:{_WAN}(?P<d>{_DAY})(?:\s?,\s?\d{{1,2}}(?=\s?,))*(?:{_TO}{_WAN}(?P<d2>{_DAY}))?\s?(?:เดือน\s?)?(?P<month>{MONTH}){_YEAR})"
        ),
        _read_month,
    ),
    _Form(
        _DIGIT,
        re.compile(r"(?<![\d/.-])(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)"),
        _read_iso,
    ),
    _Form(
        _DIGIT,
        re.compile(
            r"(?<![\d/.-])(?P<d>\d{1,2})(?P<sign>[-.])(?P<m>\d{1,2})(?P=sign)(?P<y>(?:25|20)\d{2}|\d{2})(?![\d/-])"
        ),
        _read_iso,
    ),
    _Form(
        re.compile(r"\d\s?/"),
        re.compile(
            r"(?:วันที่\s?)?(?<![\d/.,-])(?P<d>\d{1,2})(?:\s?-\s?(?P<d2>\d{1,2}))?\s?/\s?(?P<m>\d{1,2})"
            r"(?:\s?/\s?(?P<y>\d{4}|\d{2}))?(?![\d/])"
        ),
        _read_slashes,
    ),
    _Form(
        re.compile("เดือน"),
        re.compile(
            rf"(?:วันที่\s?|(?<!\d)(?=\d{{1,2}}\s?เดือน\s?\d{{1,2}}\s?(?:ปี|พ\.ศ\."
            rf"|25\d\d)))(?P<d>{_DAY})\s?(?:ของ)?เดือน\s?(?P<m>1[0-2]|[1-9]|สิบสอง|สิบเอ็ด|สิบ|สอง|สาม|สี่"
            rf"|ห้า"
            rf"|หก|เจ็ด|แปด|เก้า){_YEAR}"
        ),
        _read_numbered_month,
    ),
    _Form(
        re.compile(r"ที่|นี้|[์ธสดี]\s\d"),
        re.compile(
            rf"(?:วันที่|ที่|(?<![\d/.:-])(?=\d{{1,2}}(?:\s?-\s?\d{{1,2}})?\s?นี้)"
            rf"|(?<=[์ธสดี]\s)(?=\d\d))\s?(?P<d>{_DAY})(?!\s?(?:{_NOT_A_DAY}"
            rf"|(?:เดือน\s?)?{MONTH}))(?:{_TO}{_WAN}(?P<d2>{_DAY})(?!\s?{_NOT_A_DAY}))?"
            r"(?:\s?(?:ของ\s?)?(?P<when>เดือนหน้า|เดือนนี้|เดือนถัดไป|เดือนที่แล้ว|เดือนก่อน|นี้|หน้า(?![ก-ฮ])))?"
        ),
        _read_day,
    ),
)
