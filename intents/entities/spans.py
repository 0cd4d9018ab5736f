"""A day found in a text: where it stands there and what it means on the calendar."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from intents.entities.calendar import BUDDHIST, weekday_this

_WEEKDAY_NAMES: Final = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
_MONTHS: Final = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
_MONTH_NAMES: Final = tuple(_MONTHS.split())


@dataclass(frozen=True, slots=True)
class DaySpan:
    """A day or a range of days: `first` is set, or `options`, or `is_lunar`."""

    start: int
    end: int
    first: date | None = None
    last: date | None = None
    options: tuple[str, ...] = ()
    """Clear Thai expressions, one of which is meant: the words contradict each other or have two readings."""
    is_lunar: bool = False
    """A lunar day or a feast without a fixed solar date: stays text."""
    weekday: int | None = None
    """Set when the day was named by its weekday alone."""
    is_bare: bool = False
    """A day number or a weekday without its month or week: a month or week beside it tells which."""
    is_part: bool = False
    """Today by a part of it (เย็นนี้): gives way to any other day."""
    is_vague: bool = False
    """A week or a month: gives way to a day named beside it."""


def thai_day(day: date) -> str:
    """ "วันศุกร์ที่ 21 พฤศจิกายน 2568"."""
    return f"วัน{_WEEKDAY_NAMES[day.weekday()]}ที่ {day.day} {_MONTH_NAMES[day.month - 1]} {day.year + BUDDHIST}"


def with_weekday(span: DaySpan, weekday: int, start: int) -> DaySpan:
    """A date whose weekday is told too. Where they contradict each other, both readings are offered."""
    if span.first is None or span.first.weekday() == weekday:
        return replace(span, start=start)
    near = weekday_this(span.first.replace(day=max(1, span.first.day - 3)), weekday)
    return DaySpan(start, span.end, options=(thai_day(span.first), thai_day(near)))
