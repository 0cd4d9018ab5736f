"""Asking for courses: what there is, on which day, for whom, where, with how many seats left."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Final

from handlers import centres
from handlers.capability import Capability, Context, Form, Found
from handlers.course_lines import facts, long_day, seats, short_day, times
from handlers.course_search import PARTS, gone_on, remember, remembered, search_of
from handlers.replies import Answer, Button, Card, Cards, Start, say
from models.centre import Centre, near
from models.course import Course
from models.course_search import Search, find
from models.course_session import CourseSession, coming
from models.recurrence import BANGKOK
from models.role import ADULT_AGE

CARDS_A_MESSAGE = 10
NEAREST = 3
"""Courses that are offered where nothing fits."""
_GOES_ON: Final = re.compile(r"^(?:แล้ว|ละ)(?!ว่า)|(?:ล่ะ|หล่ะ|เล่า|ละ)\s*(?:คะ|ค่ะ|ครับ|คับ|จ๊ะ|จ้ะ|จ้า|เจ้า)?\s*\??$")
ENROL = "สมัครเลย"
MINE = Button("คอร์สที่ลงชื่อไว้", Start("my_courses"))
ALL = Button("ดูคอร์สทั้งหมด", Start("ask_courses", {"all": 1}))


def _look(context: Context, form: Form) -> Found:
    if (following := _following(context, form)) is not None:
        return Found(answer=following)
    page = int(form.text_of("page")) if form.text_of("page").isdecimal() else 0
    before = remembered(context)
    if page and before is not None:
        search = before[1]
    elif form.text_of("centre"):
        search = Search(centre_id=form.text_of("centre"))
    else:
        search = search_of(context, form)
    remember(context, search)
    return Found(answer=answer(context, search, page))


def _following(context: Context, form: Form) -> Answer | None:
    """ "แล้ววันอาทิตย์ล่ะ": the question before, with what this one changes of it."""
    before = remembered(context) if _GOES_ON.search(form.text) else None
    if before is None or form.text_of("topic"):
        return None
    search = gone_on(context, form, before[1])
    if search is None:
        return None
    if before[0] == "centre" and search.other_than:
        other = next((c.id for c in near(context.db, context.person.village) if c.id != search.other_than), "")
        search = replace(search, centre_id=other, other_than="")
    remember(context, search, before[0])
    if before[0] == "courses":
        return answer(context, search)
    return centres.on_days(context, search)


def answer(context: Context, search: Search, page: int = 0) -> Answer:
    """The courses that fit, ten at a time; where none does, the nearest that do."""
    found = find(context.db, search, context.now, context.person.village)
    if not found:
        return _nothing_fits(context, search)
    shown = found[page * CARDS_A_MESSAGE : (page + 1) * CARDS_A_MESSAGE] or found[:CARDS_A_MESSAGE]
    rest = len(found) - (page + 1) * CARDS_A_MESSAGE
    more = (Button("ดูเพิ่ม", Start("ask_courses", {"page": page + 1})),) if rest > 0 else ()
    head = _headline(context, search, found)
    cards = Cards(head[0], tuple(card(context, session) for session in shown), is_choice=True)
    return Answer((*say(*head).replies, cards), (*more, MINE))


def _headline(context: Context, search: Search, found: Sequence[CourseSession]) -> tuple[str, ...]:
    day = "วันธรรมดา" if search.is_on_weekdays else _days(search)
    if len(found) == 1 and search.topic:
        return (f"“{found[0].course.title}” {_left(context, found[0])}",)
    return (f"{day + ' ' if day else ''}มี {len(found)} คอร์สค่ะ",)


def _left(context: Context, session: CourseSession) -> str:
    """Whether there is a seat; of a session that is closed, when the next is that has one."""
    if session.has_room(context.now):
        return f"ยังไม่เต็มค่ะ {seats(session, context.now)}"
    following = [s for s in coming(context.db, session.course, context.now) if s.starts_at > session.starts_at]
    free = next((s for s in following if s.has_room(context.now)), None)
    if free is not None:
        closed = f"รอบ {short_day(session.start)} {seats(session, context.now)}"
        return f"{closed}\nรอบ {short_day(free.start)} {seats(free, context.now)}ค่ะ"
    return "เต็มแล้วค่ะ" if session.seats_left <= 0 else f"{seats(session, context.now)}ค่ะ"


def _days(search: Search) -> str:
    if search.first is None:
        return ""
    if search.last is None or search.last == search.first:
        return long_day(search.first)
    return f"{short_day(search.first)} – {long_day(search.last)}"


def card(context: Context, session: CourseSession) -> Card:
    """One course with its soonest fitting session."""
    course = session.course
    rest = [s for s in coming(context.db, course, context.now) if s.starts_at >= session.starts_at]
    can_enrol = any(s.has_room(context.now) for s in (rest if course.is_series else [session]))
    first = Button(ENROL, Start("enrol_course", {"session": str(session.id)}))
    where = Button("ดูศูนย์นี้", Start("ask_centre", {"centre": course.centre_id}))
    return Card(
        title=course.title,
        rows=facts(session, context.now),
        note=times(course, rest),
        buttons=(first, where) if can_enrol else (where,),
        link=f"{context.base_url}/centres/{course.centre.slug}",
    )


def alternatives(context: Context, course: Course, age: int | None = None) -> tuple[Card, ...]:
    """What can be had where a course is full, closed or not for this age: the like of it, else what is soon."""
    found: list[CourseSession] = []
    searches = (
        Search(topic=course.topic or course.title, excluded=(course.id,), age=age),
        *(Search(audience=audience, excluded=(course.id,), age=age) for audience in course.audience[:2]),
        Search(excluded=(course.id,), age=age),
    )
    for search in searches:
        for session in find(context.db, search, context.now, context.person.village):
            if session.has_room(context.now) and all(session.course_id != other.course_id for other in found):
                found.append(session)
        if len(found) >= NEAREST:
            break
    return tuple(card(context, session) for session in found[:NEAREST])


def _nothing_fits(context: Context, search: Search) -> Answer:
    """Says that nothing fits, and shows what comes nearest to it."""
    looser: list[tuple[Search, str]] = []
    if search.hours:
        looser.append((replace(search, hours=None), "เวลาอื่นมีค่ะ"))
    if search.is_on_weekdays:
        looser.append((replace(search, is_on_weekdays=False), "วันเสาร์อาทิตย์มีค่ะ"))
    if search.first is not None and (search.topic or search.audience or search.centre_id or search.other_than):
        looser.append((replace(search, first=None, last=None, hours=None), "วันอื่นที่ใกล้ที่สุดค่ะ"))
    if search.centre_id:
        looser.append((replace(search, first=None, last=None, centre_id=""), "ที่ศูนย์อื่นมีค่ะ"))
    if search.age is not None:
        looser.append((Search(age=search.age), "คอร์สที่เข้าได้ค่ะ"))
        if search.audience or search.age < ADULT_AGE:
            looser.append((Search(audience=search.audience or "เด็ก"), "ที่ใกล้เคียงค่ะ"))
    else:
        looser.append((Search(), "ที่ใกล้ที่สุดคือ"))
    for wish, words in looser:
        found = find(context.db, wish, context.now, context.person.village)
        if found:
            by_nearness = sorted(found, key=lambda session: _distance(session, search))
            # What one can still enrol in comes before what is only near.
            nearest = sorted(by_nearness, key=lambda session: not session.has_room(context.now))[:NEAREST]
            cards = Cards(words, tuple(card(context, session) for session in nearest), is_choice=True)
            return Answer((*say(_none(context, search), words).replies, cards), (ALL, MINE))
    return say(_none(context, search), "ถามเจ้าหน้าที่ศูนย์ หรือกลับมาดูใหม่ได้นะคะ", choices=(MINE,))


def _none(context: Context, search: Search) -> str:
    about = f"เรื่อง “{search.topic}”" if search.topic else ""
    who = search.audience if search.age is None else f"{search.audience}อายุ {search.age} ปี"
    if who and (search.age is not None or not search.topic):
        about += f"{' ' if about else ''}สำหรับ{who}"
    centre = context.db.get(Centre, search.centre_id) if search.centre_id else None
    where = f" ที่{centre.name}" if centre else " ที่ศูนย์อื่น" if search.other_than else ""
    if search.with_certificate:
        about += "ที่มีใบประกาศ"
    part = next((words for words, hours, _ in PARTS if hours == search.hours), "")
    day = f"{_days(search)}{'วันธรรมดา' if search.is_on_weekdays else ''} {part}".strip()
    return f"{day + ' ' if day else ''}ยังไม่มีคอร์ส{about}{where}ค่ะ"


def _distance(session: CourseSession, search: Search) -> float:
    """Seconds between a session and the day that was asked for."""
    if search.first is None:
        return session.starts_at.timestamp()
    return abs((session.starts_at - datetime.combine(search.first, time(12), BANGKOK)).total_seconds())


CAPABILITIES = (Capability("ask_courses", look=_look),)
