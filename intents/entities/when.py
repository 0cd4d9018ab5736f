"""When something is: the days and times of one sentence put together, against a given now in Asia/Bangkok."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from intents.entities.blanks import blank, blank_numbers_of_other_kinds
from intents.entities.dayparts import day_parts
from intents.entities.days import day_spans, inside
from intents.entities.numbers import NUMBER, read_number
from intents.entities.patterns import one_of
from intents.entities.relative import days_within
from intents.entities.repeats import Repeat, find_repeat
from intents.entities.spans import DaySpan
from intents.entities.times import Clock, clocks, settled
from intents.thai.normalise import normalise

_Day = date
_TimeOfDay = time


@dataclass(frozen=True)
class When:
    """What a sentence says about days and times; None or empty where it says nothing."""

    date: _Day | None = None
    time: _TimeOfDay | None = None
    end_date: _Day | None = None
    end_time: _TimeOfDay | None = None
    rrule: str = ""
    """RFC 5545 §3.3.10, for "ทุก…"."""
    text_only: str = ""
    """A lunar day or a feast without a fixed solar date, as written."""
    options: tuple[str, ...] = ()
    """Two clear Thai expressions if the sentence can mean either; then nothing else is set."""
    date_span: tuple[int, int] | None = None
    """Where the day stands in the normalised text, as one whole expression."""
    time_span: tuple[int, int] | None = None
    spans: tuple[tuple[int, int], ...] = ()
    """Every day and time of the text, also those that the sentence is not about."""

    def as_json(self) -> Mapping[str, str | bool]:
        """Only the keys that apply: ISO days, HH:MM, and `ambiguous` alone."""
        if self.options:
            return {"ambiguous": True}
        known: dict[str, str | bool] = {
            "date": self.date.isoformat() if self.date else "",
            "time": self.time.strftime("%H:%M") if self.time else "",
            "end_date": self.end_date.isoformat() if self.end_date else "",
            "end_time": self.end_time.strftime("%H:%M") if self.end_time else "",
            "rrule": self.rrule,
            "text_only": bool(self.text_only),
        }
        return {key: value for key, value in known.items() if value}


def when(text: str, *, now: datetime) -> When:
    """The first day or time that a sentence is about, by the conventions of `python -m intents when`.

    `now` is the moment of writing, Asia/Bangkok. Never raises for any text.
    """
    return when_in(normalise(text), now)


def when_in(text: str, now: datetime) -> When:
    """As `when`, for a text that is normalised already; spans are offsets in it."""
    if not _GUARD.search(text):
        return When()
    clean = blank_numbers_of_other_kinds(text)
    soon = _soon(clean, now)
    if soon:
        return soon
    repeat = find_repeat(clean)
    rest = blank(clean, repeat.start, repeat.end) if repeat else clean
    days = _days(rest, now.date())
    if repeat and days.main and days.main.last and not days.main.is_vague and repeat.rrule == "FREQ=DAILY":
        repeat = None  # "3-5 มกราคม มีงิ้วทุกคืน": every day of those days
    times = _times(clean, days)
    return _composed(text, repeat, days, times)


@dataclass(frozen=True, slots=True)
class _Days:
    main: DaySpan | None = None
    until: DaySpan | None = None
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Times:
    main: Clock | None = None
    until: Clock | None = None
    part: tuple[int, int] | None = None
    spans: tuple[tuple[int, int], ...] = ()


_MOON: Final = re.compile(r"\S{0,12}\s?\S{0,6}\s?(?:ค่ำ|เพ็ญ)")
_SIGNS: Final = """
วัน มื้อ มื่อ โมง ทุ่ม ตี เที่ยง บ่าย เช้า เย็น ค่ำ คืนนี้ เมื่อคืน กลางคืน แลง พรุ่ง พุ่ง พรุง พรุ้ง พุง มะรื มะเรื มะลืน ม่ะรืน วาน ตะวา พูก ฮือ
ต่อเช้า ต่อรื ต่อโพรก ต่อพรุก
แรกวา แรกซืน แรกคืน มื้อคืน คืนวาน แต่วา เมื่อวา เดือน ปี อาทิต สัปดาห์ วีค จันทร์ อังคาร พุธ พฤหัส ศุกร์ เสาร์ ทุก เว้น อีก พน สงกรานต์ บูชา
กระทง กะทง เป็ง
บุญ พรรษา เพ็ญ กินเจ ตรุษ
สารท รายอ รอมฎอน เทโว เปรต ลากพระ ชักพระ ส่างลอง ก๋วยสลาก วาเลน คริส มกรา กุมภา มีนา เมษา ษภา มิถุนา กรกฎา กรกฏา สิงหา
กันยา ตุลา จิกา ธันวา ที่แล้ว
กู้วัน กู่วัน ซืน ตอนสาย สายๆ ดึก โพรก วันก่อน ซุมื้อ
"""
"""Without a digit or one of these no sentence tells a day or a time."""
_CONDITIONS: Final = {
    "วัน": "(?!ไหน|ใด|ละ|เกิด)",
    "ตี": r"(?=\s?[1-6หสน])",
    "ปี": "(?:(?=หน้า|นี้|ใหม่|ที่|ก่อน)|(?<=ต้นปี)|(?<=สิ้นปี)|(?<=กลางปี)|(?<=ปลายปี)|(?<=ทุกปี))",
    "ทุก": "(?!คน|ท่าน|อย่าง|บ้าน|หลัง|เรื่อง|ครั้ง|ชนิด)",
    "อีก": r"(?=\s?(?:\d|ครึ่ง|[สหจปกน][ก-๎]|อาทิตย์|เดือน|วัน|ชั่วโมง|ชม|สัก|ประมาณ|ซาว))",
    "เดือน": "(?!ร้อน)",
    "พน": "(?![ก-ฮะ-๎])",
}
_GUARD: Final = re.compile(one_of([*_SIGNS.split(), *"0123456789"], _CONDITIONS))
"""Literal letters first in every branch: so `re` jumps to the places where one can begin."""
_UNTIL: Final = re.compile(
    r"(?:(?<!ที่จะ)ถึง|ภายใน|ก่อน(?:จะถึง|หน้า)?|ไม่เกิน|ไม่เลย|หมดเขต|สิ้นสุด|(?<!เ)ปิด(?:รับ)?(?:สมัคร|จอง|ร้าน)?|ยัน|จน"
    r"|ฮอด|อย่าให้เกิน|ขีดเส้นตาย)"
    r"\s?(?:เวลา|ตอน|ใน|วัน|แค่|เที่ยง)?\s?(?:ที่)?\s?\Z"
)
_CLOSED: Final = re.compile(r"ปิด(?:ร้าน)?\s?(?:ช่วง)?(?:ตั้งแต่)?(?:วัน)?(?:ที่)?\s?\Z")
_CHANGE: Final = re.compile(r"เลื่อน|เปลี่ยน|จากเดิม|ย้าย|แก้|ไม่ใช่|ขยับ")
_CHANGED: Final = re.compile(r"(?:เป็น|ไป|มา|เลื่อน|แต่เป็น)\s?(?:เป็น)?\s?(?:ตอน|เวลา|วัน)?\s?\Z")
_WITHIN: Final = re.compile(rf"ภายใน\s?(?P<n>{NUMBER})\s?(?P<unit>วัน|อาทิตย์|สัปดาห์|เดือน)(?!ที่)")
_SOON: Final = re.compile(
    rf"อีก\s?(?:ประมาณ|สัก|ราวๆ)?\s?(?:(?P<half>ครึ่ง)\s?(?:ชั่วโมง|ชม\.?)"
    rf"|(?P<n>{NUMBER})?\s?(?:(?P<h>ชั่วโมง|ชม\.?)(?P<plus>ครึ่ง)?|(?P<m>นาที)))"
)


def _soon(text: str, now: datetime) -> When | None:
    """ "อีกครึ่งชั่วโมง": counted from the moment of writing."""
    match = _SOON.search(text) if "อีก" in text else None
    values = read_number(match["n"]) if match and match["n"] else (1,)
    if not match or len(values) != 1 or values[0] > 1000:
        return None
    minutes = 30.0 if match["half"] else values[0] * (1 if match["m"] else 60) + (30 if match["plus"] else 0)
    moment = now + timedelta(minutes=minutes)
    return When(moment.date(), moment.time().replace(second=0, microsecond=0), time_span=match.span())


def _days(text: str, today: date) -> _Days:
    within = _WITHIN.search(text)
    if within:
        start = within.start("n")
        text = blank(text, start, within.end())
    mains: list[DaySpan] = []
    untils: list[DaySpan] = []
    for span in day_spans(text, today):
        is_until = span.first and _UNTIL.search(text, max(0, span.start - 20), span.start)
        if is_until and span.last and _CLOSED.search(text, max(0, span.start - 20), span.start):
            is_until = None  # "ปิด 30 ธ.ค. ถึง 2 ม.ค.": closed from one day to the other
        week = "ภายใน" in text[max(0, span.start - 8) : span.start] and span.options and span.is_vague
        if week:
            sunday = today + timedelta(days=6 - today.weekday() + (7 if "หน้า" in text[span.start : span.end] else 0))
            untils.append(DaySpan(span.start, span.end, first=sunday))
        else:
            (untils if is_until else mains).append(span)
    if within and (day := days_within(within["n"], within["unit"], today)):
        untils.append(DaySpan(within.start("n"), within.end(), first=day))
    main = _main_day(mains, text, today)
    until = next((u for u in untils if not main or not main.first or (u.last or u.first or today) >= main.first), None)
    return _Days(main, until, tuple((span.start, span.end) for span in (*mains, *untils)))


def _main_day(spans: list[DaySpan], text: str, today: date) -> DaySpan | None:
    if _CHANGE.search(text):
        changed = [span for span in spans if _CHANGED.search(text, max(0, span.start - 20), span.start)]
        spans = changed or spans
    clear = [span for span in spans if not span.is_part] or spans
    solar = [span for span in clear if not span.is_lunar] or [
        span for span in clear if _MOON.match(text, span.start, span.end)
    ]
    if all(span.first and span.last and (span.last - span.first).days > 200 for span in solar) and any(
        span.is_lunar for span in clear
    ):
        solar = [span for span in clear if span.is_lunar]
    solar = solar or clear
    exact = [span for span in solar if not span.is_vague]
    if not exact:
        return solar[0] if solar else None
    if len(exact) > 1 and text.startswith("เมื่อเช้า", exact[0].start) and (exact[1].first or today) > today:
        return exact[1]
    if exact[0].first and exact[0].first < today and not solar[0].is_vague:
        exact = [
            span for span in exact if span.first and span.first >= today
        ] or exact  # the event to come is the main one
    if solar[0].is_vague and exact[0].is_bare:
        return inside(solar[0], exact[0])
    return exact[0]


def _times(text: str, days: _Days) -> _Times:
    parts = day_parts(text)
    is_evening, is_morning = any(part.is_evening for part in parts), any(part.is_morning for part in parts)
    found = [settled(clock, is_evening, is_morning) for clock in clocks(text)]
    mains: list[Clock] = []
    untils: list[Clock] = []
    last_day = days.until.start if days.until else len(text)
    for clock in found:
        is_until = _UNTIL.search(text, max(0, clock.start - 20), clock.start) and not clock.last
        is_of_last_day = clock.start > last_day and (bool(mains) or not days.main) and not clock.last
        (untils if is_until or is_of_last_day else mains).append(clock)
    if _CHANGE.search(text):
        mains = [c for c in mains if _CHANGED.search(text, max(0, c.start - 20), c.start)] or mains
    part = (parts[0].start, parts[0].end) if parts else None
    spans = (*days.spans, *((clock.start, clock.end) for clock in found))
    return _Times(mains[0] if mains else None, untils[0] if untils else None, part, spans)


def _composed(text: str, repeat: Repeat | None, days: _Days, times: _Times) -> When:
    main, until, clock = days.main, days.until, times.main
    if main and until is None and clock is None and times.until and 0 <= main.start - times.until.end <= 4:
        main, until = None, main  # "ภายใน 5 โมงเย็นวันศุกร์": the deadline is that day's
    date_span = _date_span(text, repeat, main, until)
    part = (
        times.part
        if not date_span or not times.part or times.part[0] >= date_span[1] or times.part[1] <= date_span[0]
        else None
    )
    shown = clock or times.until
    time_span = _time_span(text, shown, part)
    if date_span is None and main and main.is_part and shown and not (time_span and time_span[0] < main.end):
        date_span = main.start, main.end  # "คืนนี้ … หนึ่งทุ่ม": the clock tells the time, the part the day
    options = _options(text, main, shown)
    if options and not (repeat and main and main.options):
        return When(options=options, date_span=date_span, time_span=time_span, spans=times.spans)
    start = clock.first[0] if clock else None
    end = (clock.last if clock else None) or (times.until.first[0] if times.until else None)
    last = (until.last or until.first) if until else None
    is_day = main is not None and repeat is None and not main.is_lunar
    if main and is_day:
        last = main.last or (last if last != main.first else None)
    return When(
        date=main.first if main and is_day else None,
        time=start,
        end_date=last,
        end_time=end,
        rrule=repeat.rrule if repeat else "",
        text_only=text[main.start : main.end] if main and main.is_lunar and not repeat else "",
        date_span=date_span,
        time_span=time_span,
        spans=times.spans,
    )


def _time_span(text: str, shown: Clock | None, part: tuple[int, int] | None) -> tuple[int, int] | None:
    """The clock with the part of the day right before it: "เช้าเจ็ดโมง"."""
    if shown is None:
        return part
    is_beside = part is not None and part[1] <= shown.start and not text[part[1] : shown.start].strip()
    begins = part[0] if part is not None and is_beside and not text[part[0] : part[1]].endswith("นี้") else shown.start
    return begins, shown.end


def _options(text: str, main: DaySpan | None, clock: Clock | None) -> tuple[str, ...]:
    if main and main.options:
        return main.options
    if clock and len(clock.first) > 1:
        said = text[clock.start : clock.end]
        hour, _, rest = said.partition("โมง")
        return (f"{hour}โมงเช้า{rest}", f"{hour}โมงเย็น{rest}")
    return ()


def _date_span(text: str, repeat: Repeat | None, main: DaySpan | None, until: DaySpan | None) -> tuple[int, int] | None:
    if repeat and not (main and repeat.rrule == "FREQ=YEARLY"):
        return repeat.start, repeat.end
    day = main or until
    if not day or day.is_part:
        return None
    if (
        main
        and until
        and main.end <= until.start <= main.end + 12
        and not re.search(r"\d|โมง", text[main.end : until.start])
    ):
        return main.start, until.end
    return day.start, day.end
