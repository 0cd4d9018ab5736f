"""Days counted from a given one: the next Friday, the last day of a month, the year that "69" means."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, Literal

Side = Literal["next", "past"]
"""Whether a day without a year, a month or a week is the coming one or the last one."""

BUDDHIST: Final = 543
_MONTHS: Final = (
    ("มค", "มกราคม|มกรา"),
    ("กพ", "กุมภาพันธ์|กุมภาพัน|กุมภา"),
    ("มีค", "มีนาคม|มีนา"),
    ("เมย", "เมษายน|เมษา"),
    ("พค", "พฤษภาคม|พฤกษภาคม|พฤษภา"),
    ("มิย", "มิถุนายน|มิถุนา"),
    ("กค", "กรกฎาคม|กรกฏาคม|กรกฎา|กรกฏา"),
    ("สค", "สิงหาคม|สิงหา"),
    ("กย", "กันยายน|กันยา"),
    ("ตค", "ตุลาคม|ตุลา"),
    ("พย", "พฤศจิกายน|พฤษจิกายน|พฤศจิกา|พฤษจิกา|พฤศจิ"),
    ("ธค", "ธันวาคม|ธันวา"),
)
_SHORT_END: Final = r"(?:\.(?!ส\.)|(?![ก-๎.]))"
"""ต.ค. and 12 ต.ค 68, but not ต.คลองหลวง."""
MONTH: Final = (
    "(?:"
    + "|".join(rf"{names}|{short[:-1]}(?:\.\s?|\s)?{short[-1]}{_SHORT_END}" for short, names in _MONTHS)
    + r")(?![ะัาำิ-ฺ็-๎])"
)
"""A month by name, long, short or without dots."""
_MONTH_NUMBERS: Final = {
    name: number for number, (short, names) in enumerate(_MONTHS, 1) for name in (short, *names.split("|"))
}

WEEKDAYS: Final[dict[str, int]] = {
    "จันทร์": 0, "จันทร": 0, "จัน": 0, "อังคาร": 1, "อังคาน": 1, "พุธ": 2, "พุท": 2, "พุด": 2, "พุทธ": 2,
    "พฤหัสบดี": 3, "พฤหัสฯ": 3, "พฤหัส": 3,
    "พฤหัด": 3, "พะหัส": 3, "ศุกร์": 4, "ศุกร": 4, "สุก": 4, "ศุก": 4, "เสาร์": 5, "เสาร": 5, "เสา": 5,
    "อาทิตย์": 6, "อาทิด": 6, "อาทิต": 6,
}  # fmt: skip
"""Names of weekdays as written, misspelt ones too. Monday is 0."""
BYDAY: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""RFC 5545 §3.3.10, in the order of `WEEKDAYS`' numbers."""


def month_number(name: str) -> int:
    """ "ม.ค." → 1. The name is one that `MONTH` matched."""
    return _MONTH_NUMBERS[name.replace(".", "").replace(" ", "")]


def full_year(digits: str, today: date) -> int | None:
    """The year CE: 2569 and 69 are BE, 2026 and 26 are CE; None if two digits are near today in neither."""
    year = int(digits)
    if len(digits) == 4:
        return year - BUDDHIST if year > 2400 else year
    readings = (2500 + year - BUDDHIST, 2000 + year)
    nearest = min(readings, key=lambda y: abs(y - today.year))
    return nearest if abs(nearest - today.year) <= 12 else None


def safe_date(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none (31 เม.ย.)."""
    if not (1 <= month <= 12 and 1 <= year <= 9000 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def weekday_from(today: date, weekday: int, side: Side = "next") -> date:
    """The next such weekday after today, or the last one before it."""
    if side == "past":
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def weekday_this(today: date, weekday: int) -> date:
    """ "เสาร์นี้": the coming one; on a Saturday that Saturday."""
    return today + timedelta(days=(weekday - today.weekday()) % 7)


def weekday_of_week(today: date, weekday: int, weeks: int) -> date:
    """That weekday of the week that lies `weeks` ahead. Weeks begin on Monday."""
    return today + timedelta(days=weekday - today.weekday() + 7 * weeks)


def month_ahead(today: date, months: int) -> date:
    """The first day of the month that lies `months` ahead."""
    month = today.year * 12 + today.month - 1 + months
    return date(month // 12, month % 12 + 1, 1)


def month_end(day: date) -> date:
    """The last day of that month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def same_day_ahead(today: date, months: int) -> date:
    """The same day so many months ahead, or that month's last."""
    first = month_ahead(today, months)
    return first.replace(day=min(today.day, month_end(first).day))


def day_of_month(today: date, day: int, side: Side = "next") -> date | None:
    """The next such day of a month, today included; the last one before today for the past. None for 0 or 32."""
    step = 1 if side == "next" else -1
    for months in range(0, 12 * step, step):
        first = month_ahead(today, months)
        found = safe_date(first.year, first.month, day)
        if found and (found >= today if side == "next" else found < today):
            return found
    return None


def day_of_year(today: date, month: int, day: int, side: Side = "next") -> date | None:
    """The next such day of a year, today included; the last one before today for the past. None for 30 Feb."""
    step = 1 if side == "next" else -1
    for years in range(0, 9 * step, step):  # 29 Feb is at most eight years away
        found = safe_date(today.year + years, month, day)
        if found and (found >= today if side == "next" else found < today):
            return found
    return None


def nth_weekday(first: date, weekday: int, nth: int) -> date:
    """The nth such weekday of the month of `first`; -1 is the last. A fifth that does not exist is the last."""
    days = list(_weekdays(first.replace(day=1), weekday))
    return days[-1] if nth < 0 or nth > len(days) else days[nth - 1]


def _weekdays(first: date, weekday: int) -> Iterator[date]:
    day = weekday_this(first, weekday)
    while day.month == first.month:
        yield day
        day += timedelta(days=7)
