"""Repeated days as recurrence rules (RFC 5545 §3.3.10): ทุกวันอังคาร · ทุกวันที่ 5 · เสาร์เว้นเสาร์ · ทุกสิ้นเดือน."""

import re
from dataclasses import dataclass
from typing import Final

from intents.entities import calendar
from intents.entities.calendar import BYDAY, MONTH
from intents.entities.numbers import read_number
from intents.entities.weekdays import WEEKDAY, weekday_number

_GUARD: Final = re.compile(r"ทุก|เว้น|ซุมื้อ|สู่มื้อ|คู่วัน|กู้วัน|กู่วัน|เปิด|ทำการ|บริการ|ประจำ")
_EVERY: Final = r"(?:ทุก|ประจำทุก|แต่ละ)\s?(?:ๆ\s?)?"
_AND: Final = r"(?:\s?(?:,|/|และ|กับ|หรือ|แล้วก็)?\s?)"
_TO: Final = r"\s?(?:-|~|จนถึง|ถึง|ยัน|ฮอด)\s?"
_PART: Final = r"(?:ตอน)?(?:เช้า|เย็น|บ่าย|ค่ำ|คืน|แลง|เที่ยง)"
_DAYS: Final = rf"(?P<days>{WEEKDAY}(?:(?:{_TO}|{_AND}){WEEKDAY})*)"
_ONE_DAY: Final = re.compile(WEEKDAY)
_THROUGH: Final = re.compile(_TO)
_ORDINALS: Final = {"แรก": 1, "หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "สุดท้าย": -1, "สิ้นเดือน": -1}
_NTH: Final = (
    r"(?P<nth>แรก|สุดท้าย|ที่\s?(?:[1-4]|หนึ่ง|สอง|สาม|สี่)|สิ้นเดือน)"
    r"(?:\s?(?:และ|กับ|,)\s?(?P<nth2>สุดท้าย|(?:ที่\s?)?(?:[1-4]|สอง|สาม|สี่)))?\s?(?:ของ\s?(?:แต่ละ|ทุก\s?ๆ?\s?)?เดือน|ทุกเดือน)?"
)
_FREQUENCIES: Final = {
    "วัน": "DAILY", "มื้อ": "DAILY", "คืน": "DAILY", "สัปดาห์": "WEEKLY", "อาทิตย์": "WEEKLY", "วีค": "WEEKLY",
    "เดือน": "MONTHLY", "ปี": "YEARLY",
}  # fmt: skip
_PERIOD: Final = "(?:" + "|".join(_FREQUENCIES) + ")"
_DAY_NUMBERS: Final = r"(?P<dates>\d{1,2}(?:\s?(?:,|และ|กับ|/)\s?(?:วันที่\s?)?\d{1,2}(?!\d|[.:]|\s?โมง|\s?น\.))*)"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A repetition found in a text."""

    start: int
    end: int
    rrule: str
    """RFC 5545 text, parts in the order FREQ, INTERVAL, BYMONTH, BYMONTHDAY, BYDAY; empty if the rule is lunar."""


_WEEKDAYS_ONLY: Final = re.compile(
    rf"{_EVERY}(?:วันธรรมดา|วันทำการ|วันทำงาน|วันราชการ|วันเรียน)|(?:เปิด|บริการ|ทำการ)(?:เฉพาะ)?(?:วันทำการ|วันราชการ)"
)
_WEEKENDS: Final = re.compile(
    rf"{_EVERY}(?:{_PART})?(?:วัน\s?)?(?:เสาร์\s?(?:-|/|,|และ|กับ|ถึง|จนถึง)?\s?(?:วัน\s?)?อาทิตย์"
    rf"|หยุดสุดสัปดาห์|สุดสัปดาห์|วันหยุด(?!นักขัต|ราชการ))"
)
_EXCEPT: Final = re.compile(rf"(?:{_EVERY}วัน|เปิด\S{{0,12}})\s?(?:ยกเว้น|เว้น|หยุด|ปิด)\s?(?:เฉพาะ)?\s?{_DAYS}")
_MONTH_DAY: Final = re.compile(
    rf"{_EVERY}(?:เดือน\s?)?(?:ใน)?วันที่\s?{_DAY_NUMBERS}(?:\s?(?:เดือน\s?)?(?P<month>{MONTH}))?(?:\s?ของ(?:ทุก"
    rf"|แต่ละ)?เดือน|\s?ของทุกปี)?"
    rf"|(?:วันที่\s?){_DAY_NUMBERS.replace('dates', 'dates2')}\s?(?:ของ\s?)?(?:ทุก|แต่ละ)\s?ๆ?\s?เดือน"
)
_YEAR_DAY: Final = re.compile(
    rf"(?:{_EVERY}ปี\s?(?:ใน|ตรงกับ"
    rf"|คือ)?\s?)?(?:{_EVERY})?(?:วันที่\s?)?(?P<d>\d{{1,2}})(?:-\d{{1,2}})?\s?(?:เดือน\s?)?(?P<month>{MONTH})(?:\s?(?:ของ)?\s?(?P<ofyear>ทุก\s?ๆ?\s?ปี))?"
)
_YEAR_MONTH: Final = re.compile(
    rf"{_EVERY}(?:ปี\s?(?:ช่วง|ใน)?\s?)?เดือน\s?(?P<month>{MONTH})|เดือน\s?(?P<month2>{MONTH})\s?(?:ของ)?ทุก\s?ๆ?\s?ปี"
)
_MONTH_POINT: Final = re.compile(rf"{_EVERY}(?P<point>สิ้น|ต้น|กลาง|ปลาย)เดือน|(?P<point2>สิ้น|ต้น|กลาง|ปลาย)เดือนของทุกเดือน")
_MONTH_WEEKDAY: Final = re.compile(
    rf"(?P<every>{_EVERY}(?:เดือน\s?)?)?(?P<day>{WEEKDAY})\s?(?:(?P<which>แรก|สุดท้าย|ที่\s?(?:[1-4]|หนึ่ง|สอง|สาม|สี่))\s?ของ\s?เดือน\s?(?P<month>{MONTH})"
    rf"|{_NTH}(?P<tail>\s?ของทุกเดือน)?)"
)
_SKIPPED: Final = re.compile(
    rf"(?:{_EVERY})?(?P<a>{WEEKDAY}|{_PERIOD})\s?เว้น\s?(?P<b>{WEEKDAY}|{_PERIOD})(?:\s?(?P<on>วัน{WEEKDAY}|{WEEKDAY}))?"
)
_WEEKLY: Final = re.compile(
    rf"{_EVERY}(?:{_PART}\s?)?(?:สัปดาห์\s?(?:ใน)?|อาทิตย์\s?(?=วัน))?{_DAYS}"
    rf"(?P<skip>\s?(?:แบบ)?(?:เว้น|วันเว้น)(?:เสาร์|อาทิตย์|สัปดาห์|{WEEKDAY}|วีค))?"
)
_OPEN: Final = re.compile(
    rf"(?:เปิด|บริการ|ทำการ|เปิดให้บริการ|เปิดบริการ|เปิดทำการ"
    rf"|ทำงาน)\s?(?:ทุก)?\s?(?:เฉพาะ)?\s?(?:วัน)?{_DAYS}(?!\s?(?:นี้|หน้า|ที่\s?\d))"
)
_COUNTED: Final = re.compile(
    rf"{_EVERY}(?P<n>\d{{1,2}}|สอง|สาม|สี่|ห้า|หก|เจ็ด|สิบ|สิบห้า)\s?(?P<unit>{_PERIOD})(?!\s?(?:แรก|ที่))"
)
_PLAIN: Final = re.compile(
    rf"{_EVERY}(?:(?P<unit>วัน(?!พระ|ศีล|โกน|หยุด|เกิด|เพ็ญ|ขึ้น|แรม|สำคัญ)|มื้อ(?!อาหาร)|คืน|สัปดาห์|อาทิตย์|วีค"
    rf"|เดือน(?!\s?(?:อ้าย|เจียง|ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ))|ปี)|(?P<part>{_PART}(?!ๆ)))(?:{_PART})?"
    r"|(?:ซุมื้อ|สู่มื้อ|กู้วัน|กู่วัน|คู่วัน)"
)


_ALTERNATE: Final = re.compile(
    r"เว้น(?P<unit>วัน|สัปดาห์|อาทิตย์|เดือน)(?!\s?(?:ที่|ไหน|จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์|พระ|หยุด|โกน|นี้|หน้า|\d))"
)


_OPENS: Final = re.compile(r"(?:เปิด(?:ให้บริการ|บริการ|ทำการ)?|บริการ|ทำการ|ทำงาน)\s?(?:เฉพาะ)?\s?")
"""Before days, no part of them."""


def find_repeat(text: str) -> Repeat | None:
    """The repetition that a normalised text tells, or None. The more particular way of saying it wins."""
    if not _GUARD.search(text):
        return None
    for pattern, read in _WAYS:
        for match in pattern.finditer(text):
            rule = read(match)
            if rule:
                opens = _OPENS.match(text, match.start(), match.end())
                return Repeat(opens.end() if opens else match.start(), match.end(), rule)
    return None


def _byday(days: str) -> str:
    """The BYDAY value of a list of weekdays with commas, words and ranges between them."""
    matches = list(_ONE_DAY.finditer(days))
    numbers: set[int] = set()
    for place, match in enumerate(matches):
        number = weekday_number(match.group())
        previous = matches[place - 1] if place else None
        if previous and _THROUGH.fullmatch(days[previous.end() : match.start()]):
            start = weekday_number(previous.group())
            numbers.update((start + step) % 7 for step in range((number - start) % 7 + 1))
        numbers.add(number)
    return ",".join(BYDAY[number] for number in sorted(numbers))


def _except(match: re.Match[str]) -> str:
    kept = [day for day in BYDAY if day not in _byday(match["days"]).split(",")]
    return f"FREQ=WEEKLY;BYDAY={','.join(kept)}"


def _month_day(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    days = [int(day) for day in re.findall(r"\d+", groups["dates"] or groups["dates2"])]
    if not all(1 <= day <= 31 for day in days):
        return None
    listed = ",".join(str(day) for day in sorted(set(days)))
    if groups["month"]:
        return f"FREQ=YEARLY;BYMONTH={calendar.month_number(groups['month'])};BYMONTHDAY={listed}"
    return f"FREQ=MONTHLY;BYMONTHDAY={listed}"


def _year_day(match: re.Match[str]) -> str | None:
    if not match["ofyear"] and not match.group().startswith(("ทุก", "ประจำ")):
        return None
    return f"FREQ=YEARLY;BYMONTH={calendar.month_number(match['month'])};BYMONTHDAY={int(match['d'])}"


def _year_month(match: re.Match[str]) -> str:
    return f"FREQ=YEARLY;BYMONTH={calendar.month_number(match['month'] or match['month2'])}"


def _month_point(match: re.Match[str]) -> str:
    day = {"ต้น": 1, "กลาง": 15}.get(match["point"] or match["point2"], -1)
    return f"FREQ=MONTHLY;BYMONTHDAY={day}"


def _nth(word: str) -> int:
    bare = word.removeprefix("ที่").strip()
    return int(bare) if bare.isdecimal() else _ORDINALS[bare]


def _month_weekday(match: re.Match[str]) -> str | None:
    if not (match["every"] or "ทุก" in match.group()):
        return None
    day = BYDAY[weekday_number(match["day"])]
    if match["month"]:
        return f"FREQ=YEARLY;BYMONTH={calendar.month_number(match['month'])};BYDAY={_nth(match['which'])}{day}"
    which = [_nth(match["nth"]), *([_nth(match["nth2"])] if match["nth2"] else [])]
    return f"FREQ=MONTHLY;BYDAY={','.join(f'{nth}{day}' for nth in which)}"


def _skipped(match: re.Match[str]) -> str | None:
    first, second = match["a"], match["b"]
    day = first if first not in _FREQUENCIES else None
    if day and second not in _FREQUENCIES and weekday_number(day) != weekday_number(second):
        return None
    if match["on"] or first == second == "อาทิตย์":
        day = match["on"]
    elif first in _FREQUENCIES and first != second:
        return None
    if day:
        return f"FREQ=WEEKLY;INTERVAL=2;BYDAY={BYDAY[weekday_number(day)]}"
    return f"FREQ={_FREQUENCIES[first]};INTERVAL=2"


def _weekly(match: re.Match[str]) -> str:
    interval = "INTERVAL=2;" if match["skip"] else ""
    return f"FREQ=WEEKLY;{interval}BYDAY={_byday(match['days'])}"


def _open(match: re.Match[str]) -> str | None:
    days = _byday(match["days"])
    return f"FREQ=WEEKLY;BYDAY={days}" if "," in days else None


def _counted(match: re.Match[str]) -> str | None:
    number = int(read_number(match["n"])[0])
    interval = f";INTERVAL={number}" if number > 1 else ""
    return f"FREQ={_FREQUENCIES[match['unit']]}{interval}"


def _alternate(match: re.Match[str]) -> str:
    return f"FREQ={_FREQUENCIES[match['unit']]};INTERVAL=2"


def _plain(match: re.Match[str]) -> str:
    return f"FREQ={_FREQUENCIES.get(match['unit'] or 'วัน')}"


_WAYS: Final = (
    (_EXCEPT, _except),
    (_SKIPPED, _skipped),
    (_WEEKENDS, lambda match: "FREQ=WEEKLY;BYDAY=SA,SU"),
    (_WEEKDAYS_ONLY, lambda match: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
    (_MONTH_WEEKDAY, _month_weekday),
    (_YEAR_DAY, _year_day),
    (_MONTH_DAY, _month_day),
    (_YEAR_MONTH, _year_month),
    (_MONTH_POINT, _month_point),
    (_WEEKLY, _weekly),
    (_OPEN, _open),
    (_COUNTED, _counted),
    (_ALTERNATE, _alternate),
    (_PLAIN, _plain),
)
"""Ways of saying it, the more particular before the more general."""
