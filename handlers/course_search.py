"""What somebody who asks about courses means: days, topic, for whom, where; the memory that "แล้ว…ล่ะ" goes on from."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from handlers.capability import Context, Form
from handlers.pupils import ages_in
from intents.entities.when import when_in
from intents.thai.normalise import normalise
from models import course_question
from models.centre import WEEKDAYS, Centre, named_in, near
from models.course_question import About, CourseQuestion
from models.course_search import Search, topic_in

AUDIENCES: Final = (
    ("ผู้สูงอายุ", re.compile(r"คนแก่|ผู้สูงอายุ|ผู้สูงวัย|สูงวัย|คนเฒ่า|ผู้เฒ่า|คนชรา|วัยเกษียณ|คนมีอายุ|(?:ตา|ปู่)(?:กับ)?(?:ยาย|ย่า)")),
    ("เยาวชน", re.compile(r"เยาวชน|วัยรุ่น|วัยเรียน|นักเรียน|นักศึกษา")),
    ("เด็ก", re.compile(r"เด็ก|ลูกหลาน|(?:ให้|พา)(?:ลูก|หลาน)")),
    ("กลุ่มอาชีพ", re.compile(r"กลุ่มอาชีพ|กลุ่มแม่บ้าน|วิสาหกิจ")),
    ("ผู้ขาย", re.compile(r"แม่ค้า|พ่อค้า|ผู้ขาย|คนขาย(?!ของ)|คนค้าขาย")),
    ("ผู้นำชุมชน", re.compile(r"ผู้นำ|ผู้ใหญ่บ้าน|กำนัน|กรรมการหมู่บ้าน")),
    ("อสม.", re.compile(r"อสม")),
)
PARTS: Final = (
    ("ตอนเช้า", (0, 12), re.compile(r"(?:ตอน|ช่วง|รอบ|ภาค)เช้า")),
    ("ตอนบ่าย", (12, 16), re.compile(r"(?:ตอน|ช่วง|รอบ|ภาค)บ่าย")),
    ("ตอนเย็น", (16, 24), re.compile(r"(?:ตอน|ช่วง|รอบ|ภาค)(?:เย็น|ค่ำ)|หลังเลิกงาน|หลังเลิกเรียน")),
)
"""Parts of a day: how it is said, the hours, the words."""
_WEEKEND: Final = re.compile(r"วันหยุด(?:นี้|สุดสัปดาห์)|สุดสัปดาห์(?!หน้า)|เสาร์\s?-?อาทิตย์นี้")
_WEEKDAYS: Final = re.compile(r"วันธรรมดา|จันทร์(?:ถึง|-|–|\s)+(?:วัน)?ศุกร์|วันราชการ")
_CERTIFICATE: Final = re.compile(r"ใบประกาศ|วุฒิบัตร|ใบรับรอง|เกียรติบัตร|ใบเซอร์")
_ELSEWHERE: Final = re.compile(r"(?:ศูนย์|ที่|แห่ง)อื่น")


@dataclass(frozen=True)
class Days:
    """Bangkok days, both included."""

    first: date
    last: date


def days_in(text: str, now: datetime) -> Days | None:
    """The days that a sentence names; "อาทิตย์หน้า" is the whole of what it can mean."""
    moment = when_in(normalise(text), now)
    if moment.options:
        read = [when_in(option, now) for option in moment.options]
        known = [(r.date, r.end_date or r.date) for r in read if r.date]
        return Days(min(f for f, _ in known), max(last for _, last in known if last)) if known else None
    if moment.date is None:
        return _next_of("BYDAY=SA,SU" if _WEEKEND.search(text) else moment.rrule, now.date())
    return Days(moment.date, moment.end_date or moment.date)


def _next_of(rule: str, today: date) -> Days | None:
    """ "เปิดเสาร์อาทิตย์ไหม": the next of these weekdays, with those that follow on it."""
    named = re.search(r"BYDAY=([A-Z,]+)", rule)
    wanted = {WEEKDAYS.index(day) for day in named[1].split(",") if day in WEEKDAYS} if named else set()
    first = next((d for d in (today + timedelta(days=n) for n in range(7)) if d.weekday() in wanted), None)
    if first is None:
        return None
    last = first
    while (last + timedelta(days=1)).weekday() in wanted and (last - first).days < len(wanted) - 1:
        last += timedelta(days=1)
    return Days(first, last)


def days_of(form: Form, now: datetime) -> Days | None:
    """The days of a sentence; the day alone where the sentence could also mean every such day."""
    return days_in(form.text, now) or (days_in(form.text_of("date"), now) if form.text_of("date") else None)


def audience_in(text: str) -> str:
    """For whom, as the courses say it; empty when the sentence does not."""
    return next((audience for audience, words in AUDIENCES if words.search(text)), "")


def search_of(context: Context, form: Form) -> Search:
    """What a sentence asks for."""
    days = days_of(form, context.now)
    centre = named_in(context.db, form.text) if form.text else None
    topic = form.text_of("topic") or topic_in(context.db, form.text)
    return Search(
        first=days.first if days else None,
        last=days.last if days else None,
        topic=topic,
        # "ถ่ายรูปให้แม่ค้า" asks for the topic; the audience narrows only what has none.
        audience="" if topic else audience_in(form.text),
        centre_id=centre.id if centre else "",
        hours=next((hours for _, hours, words in PARTS if words.search(form.text)), None),
        age=next(iter(ages_in(form.text)), None),
        is_on_weekdays=_WEEKDAYS.search(form.text) is not None,
        with_certificate=_CERTIFICATE.search(form.text) is not None,
    )


def remember(context: Context, search: Search, about: About = "courses") -> None:
    """Keeps what was asked, for a question that goes on from it."""
    course_question.remember(
        context.db,
        CourseQuestion(
            person_id=context.person.id, about=about, first_day=search.first, last_day=search.last, topic=search.topic,
            audience=search.audience, centre_id=search.centre_id or None, asked_at=context.now,
        ),
    )  # fmt: skip


def remembered(context: Context) -> tuple[About, Search] | None:
    """What was asked a moment ago."""
    row = course_question.last(context.db, context.person.id, context.now)
    if row is None:
        return None
    search = Search(row.first_day, row.last_day, row.topic, row.audience, row.centre_id or "")
    return ("centre" if row.about == "centre" else "courses", search)


def gone_on(context: Context, form: Form, before: Search) -> Search | None:
    """The question before with what "แล้ว…ล่ะ" changes of it; None when it changes nothing."""
    days, audience = days_of(form, context.now), audience_in(form.text)
    centre: Centre | None = named_in(context.db, form.text)
    after = before
    if elsewhere := bool(_ELSEWHERE.search(form.text)) and centre is None:
        here = before.centre_id or next((c.id for c in near(context.db, context.person.village, limit=1)), "")
        after = replace(after, centre_id="", other_than=here)
    if days is not None:
        after = replace(after, first=days.first, last=days.last)
    if audience:
        after = replace(after, audience=audience, topic="")
    if centre is not None:
        after = replace(after, centre_id=centre.id)
    return after if days or audience or centre or elsewhere else None
