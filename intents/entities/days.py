"""Every day that a sentence names, in order: dates, relative days, weekdays, feasts; ranges joined."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from intents.entities import calendar
from intents.entities.dates import date_spans
from intents.entities.feasts import feast_spans
from intents.entities.relative import relative_spans
from intents.entities.spans import DaySpan
from intents.entities.weekdays import weekday_spans

_GUARD: Final = re.compile(
    r"วัน|มื้อ|มื่อ|\d[/-]|\d\s?[ก-ธพ-ส]|เดือน|ปี|อาทิต|สัปดาห์|นี้|พรุ่ง|พุ่ง|มะรื|มะเรื|วา|พูก|ฮือ|ต่อ|แรก|แต่ว|[์ธส]|อีก"
    r"|พน|ค่ำ|คืน|แลง|กระทง|พรรษา|ๆ|มื|พฤ"
)


def day_spans(text: str, today: date) -> list[DaySpan]:
    """Every day in a normalised text, in order, ranges joined, weekdays checked against their dates."""
    found: list[DaySpan] = []
    for span in _all(text, today):
        if not any(span.start < other.end and other.start < span.end for other in found):
            found.append(span)
    found.sort(key=lambda span: span.start)
    return _joined(found, text, today)


def _all(text: str, today: date) -> Iterator[DaySpan]:
    yield from date_spans(text, today)
    yield from weekday_spans(text, today)
    yield from feast_spans(text, today)
    yield from relative_spans(text, today)


_RANGE: Final = re.compile(r"\s?(?:-|~|ไปจนถึง|ไปถึง|จนถึง|ถึง|ยัน|จน|ฮอด)\s?(?:ที่\s?)?\Z")


def _joined(found: list[DaySpan], text: str, today: date) -> list[DaySpan]:
    joined: list[DaySpan] = []
    for span in found:
        before = joined[-1] if joined else None
        between = text[before.end : span.start] if before else ""
        if before and before.first and span.first and not before.last and _RANGE.match(between):
            joined[-1] = _range(before, span, today)
        elif before and before.is_vague and before.first and span.is_bare and len(between) <= 1:
            joined[-1] = inside(before, span)
        elif before and span.is_vague and span.first and before.is_bare and len(between) <= 1:
            joined[-1] = inside(span, before)
        else:
            joined.append(span)
    return joined


def _range(first: DaySpan, last: DaySpan, today: date) -> DaySpan:
    begin, end = first.first, last.last or last.first
    if begin is None or end is None:
        return first
    if end < begin and last.weekday is not None:
        end = calendar.weekday_from(begin, last.weekday)
    elif end < begin:
        begin = calendar.safe_date(begin.year - 1, begin.month, begin.day) or begin  # it has begun already
    return DaySpan(first.start, last.end, begin, end if end > begin else None)


def inside(period: DaySpan, day: DaySpan) -> DaySpan:
    """ "เดือนหน้า วันที่ 5", "วันพุธ สัปดาห์หน้า": the day within the week or month named beside it."""
    if period.first is None or day.first is None:
        return day
    start, end = min(period.start, day.start), max(period.end, day.end)
    if day.weekday is not None:
        found = calendar.weekday_this(period.first, day.weekday)
        return DaySpan(start, end, found)
    moved = calendar.safe_date(period.first.year, period.first.month, day.first.day)
    last = day.last and calendar.safe_date(period.first.year, period.first.month, day.last.day)
    return DaySpan(start, end, moved or day.first, last)
