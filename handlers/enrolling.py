"""Enrolling in a course, for oneself or another: two taps, seats decided by the database."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from handlers.capability import Capability, Context, Done, Form, Found
from handlers.course_lines import brought, short_day, times, when
from handlers.course_search import days_in, remember, remembered, search_of
from handlers.courses import ALL, MINE, alternatives, answer
from handlers.menu import menu
from handlers.replies import CANCEL, CONFIRM, EDIT, Answer, Button, Card, Cards, Move, Row, Start, say
from intents.intent import Value
from models.course import Course, CourseSession, Search, about, by_code, coming, find, session_by_id
from models.enrolment import MOST_SEATS, Enrolment, Full, Held, Wanted, coming_of, take
from models.role import ADULT_AGE, Action, may
from models.role import Answer as Right
from models.search import fold

CHOICES = 10
ONESELF = "ตัวเอง"
_KIN: Final = re.compile(
    r"(?:ให้|หื้อ|แทน|พา)\s?(?P<kin>(?:คุณ)?(?:แม่ยาย|พ่อตา|แม่|พ่อ|ยาย|ตา(?!ม)|ย่า|ปู่|ลูกสาว|ลูกชาย|หลานสาว|หลานชาย|ลูก|หลาน|สามี|ภรรยา"
    r"|เมีย|ผัว|แฟน|น้องสาว|น้องชาย|พี่สาว|พี่ชาย|เพื่อน|ป้า|ลุง|น้า))(?=$|[\s,.]|ด้วย|หน่อย|ค่ะ|ครับ|คะ|นะ|จ้า|ไป|เรียน|ลง|เสาร์|อาทิตย์|วัน|แหน่|ที|คน|สอง|1|2)"
)
_NUMBERS: Final = {"คนเดียว": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9, "สิบ": 10}
_HEADS: Final = re.compile(
    r"(สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)\s?(?:คน|ที่(?!ศูนย์)|ท่าน)|กับ(?:แม่|พ่อ|เพื่อน|ลูก|หลาน|แฟน|ยาย|ตา)"
)
_CALLED: Final = r"(?:น้อง|เด็กชาย|เด็กหญิง|ด\.ช\.|ด\.ญ\.|นาย|นางสาว|นาง|ยาย|ตา|ป้า|ลุง|พี่|แม่|พ่อ)\s?[ก-๙]{2,15}?"
_PAIR: Final = re.compile(
    rf"(?P<first>{_CALLED})\s?(?:กับ|และ|แล้วก็|,)\s?(?P<second>{_CALLED})(?=$|[\s,.]|ด้วย|หน่อย|ค่ะ|ครับ|คะ|นะ|ไป|เรียน|ลง|สมัคร|เสาร์|วัน|สองคน|2)"
)


@dataclass(frozen=True)
class Choice:
    """What a form comes to: a course, and the sessions that one would be enrolled in."""

    course: Course
    sessions: tuple[CourseSession, ...]
    note: str = ""
    """Why it is another day than the one that was asked for."""


# --- before the form --------------------------------------------------------------------------------------------------


def _look(context: Context, form: Form) -> Found:
    refused = _not_allowed(context, form)
    if refused is not None:
        return refused
    values = _who(form)
    session = session_by_id(context.db, form.text_of("session"))
    if session is not None:
        return _checked(context, form, session.course, {**values, "topic": session.course.code})
    courses, search = _meant(context, form)
    if not courses:
        return Found(answer=answer(context, search))
    if len(courses) == 1:
        return _checked(context, form, courses[0].course, {**values, "topic": courses[0].course.code})
    free = [s for s in courses if _can_take(context, s, 1)] or courses
    if search.topic and len(free) == 1:
        return _checked(context, form, free[0].course, {**values, "topic": free[0].course.code})
    options = tuple((_label(s), s.course.code) for s in free[:CHOICES])
    return Found(values=values, options={"topic": options})


def _label(session: CourseSession) -> str:
    return f"{session.course.title} · {short_day(session.start)}"


def _can_take(context: Context, session: CourseSession, heads: int) -> bool:
    return bool(_bookable(context, session.course, session, heads))


def _meant(context: Context, form: Form) -> tuple[list[CourseSession], Search]:
    """The courses that a sentence can mean, by its own words or by what was spoken of just before."""
    search = search_of(context, form)
    # "ให้แม่" names the pupil, not whom the course is for.
    search = replace(search, audience="")
    before = remembered(context)
    if not search.topic and before is not None and before[0] == "courses":
        search = replace(before[1], first=search.first or before[1].first, last=search.last or before[1].last)
    db, village = context.db, context.person.village
    found = find(db, search, context.now, village)
    if not found and search.topic and search.first is not None:
        found = find(db, replace(search, first=None, last=None), context.now, village)
    if not found and search.topic and not about(db, search.topic):
        return [], search
    if village is not None and search.topic:
        own = [s for s in found if s.course.centre.village.tambon == village.tambon]
        found = own or [s for s in found if s.course.centre.village.province == village.province] or found
    return found, search


def _who(form: Form) -> dict[str, Value]:
    """Pupil and number of people that the sentence tells besides what was understood already."""
    values: dict[str, Value] = {}
    if not form.text_of("name") and (kin := _KIN.search(form.text)):
        values["name"] = kin["kin"]
    if "quantity" not in form.values and (heads := _HEADS.search(form.text)):
        values["quantity"] = _NUMBERS.get(heads[1] or "", 2)
    return values


def _not_allowed(context: Context, form: Form) -> Found | None:
    """Consent first; a young person's guardian enrols; an inspector does not."""
    person, now = context.person, context.now
    if person.consented_at is None:
        return Found(answer=say("ลงชื่อให้ได้เลยค่ะ ขอความยินยอมก่อนนะคะ"), first="consent")
    right = may(context.db, person, Action.ENROL, person.village, now)
    if right.answer is Right.GUARDIAN:
        return Found(answer=say(
            f"อายุไม่ถึง {ADULT_AGE} ปี ให้ผู้ปกครองลงชื่อให้นะคะ",
            "ให้พ่อแม่พิมพ์ในแชทนี้ เช่น “สมัคร…ให้น้อง” ตามด้วยชื่อค่ะ",
            choices=(ALL,),
        ))  # fmt: skip
    if not right.is_given:
        return Found(
            answer=say("ลงชื่อเรียนทำได้โดยลูกบ้านและผู้ที่สนใจทั่วไปค่ะ", "ผู้ตรวจราชการดูคอร์สได้อย่างเดียวนะคะ", choices=(ALL, *menu()))
        )
    return None


def _checked(context: Context, form: Form, course: Course, values: dict[str, Value]) -> Found:
    """Ages, seats and closing, before anything is previewed."""
    known = replace(form, values={**values, **form.values, "topic": course.code})
    pupil, person = _pupil(known), context.person
    is_asked_for = form.intent == "enrol_pupil"
    if (
        not is_asked_for
        and not pupil
        and person.birth_year is not None
        and not course.is_for_age(context.now.year - person.birth_year)
    ):
        if _is_for_the_young(course):
            hint = say(f"คอร์สนี้รับ{course.ages}ค่ะ ลงให้ลูกหลานได้นะคะ")
            return Found(
                answer=hint, instead="enrol_pupil", values={k: v for k, v in known.values.items() if k != "name"}
            )
        return Found(answer=say(f"คอร์สนี้รับ{course.ages}ค่ะ", "ถ้าลงให้คนอื่น พิมพ์ “สมัครให้” ตามด้วยชื่อได้เลยค่ะ", choices=(ALL,)))
    choice = choose(context, known)
    if not is_asked_for and (mine := _mine_already(context, known, choice)) is not None:
        return Found(answer=mine)
    if choice is None or not choice.sessions:
        return Found(answer=no_seat(context, course, _heads(known)))
    return Found(values=values)


def _is_for_the_young(course: Course) -> bool:
    return course.age_max is not None and course.age_max < ADULT_AGE


# --- what a form comes to ---------------------------------------------------------------------------------------------


def choose(context: Context, form: Form) -> Choice | None:
    """The course and sessions that the form names at this moment; None when there is no such course."""
    db, topic = context.db, form.text_of("topic")
    session = session_by_id(db, form.text_of("session"))
    course = by_code(db, topic)
    if course is None and topic:
        found = find(db, Search(topic=topic), context.now, context.person.village)
        course = found[0].course if found else None
    if course is None:
        course = session.course if session is not None else None
    if course is None:
        return None
    from_session = session if session is not None and session.course_id == course.id else None
    note = ""
    days = days_in(form.text_of("date"), context.now) if form.text_of("date") else None
    if days is not None:
        on_day = [s for s in coming(db, course, context.now) if days.first <= s.start.date() <= days.last]
        fitting = next((s for s in on_day if s.is_bookable(context.now) and s.seats_left >= _heads(form)), None)
        if fitting is None:
            note = f"{short_day(days.first)} ลงไม่ได้ค่ะ ใช้รอบถัดไปให้แล้ว"
        from_session = fitting
    return Choice(course, _bookable(context, course, from_session, _heads(form)), note)


def _bookable(context: Context, course: Course, wished: CourseSession | None, heads: int) -> tuple[CourseSession, ...]:
    """The sessions that an enrolment would hold: all that are left of a series, else one."""
    free = [s for s in coming(context.db, course, context.now) if s.is_bookable(context.now) and s.seats_left >= heads]
    if wished is not None:
        later = [s for s in free if s.starts_at >= wished.starts_at]
        free = later or free
    return tuple(free) if course.is_series else tuple(free[:1])


def _pupil(form: Form) -> str:
    name = form.text_of("name")
    if (pair := _pair(form)) is not None:
        return f"{pair['first']} กับ {pair['second']}"
    return "" if name in (ONESELF, "ฉัน", "ผม", "หนู", "เรา") else name


def _pair(form: Form) -> re.Match[str] | None:
    """ "ให้น้องเอกับน้องบี": two by name, as long as the name was not corrected since."""
    name = form.text_of("name")
    return next((pair for pair in _PAIR.finditer(form.text) if name and name in pair[0]), None)


def _heads(form: Form) -> int:
    if "quantity" not in form.values and _pair(form) is not None:
        return 2
    return max(1, min(MOST_SEATS, int(float(str(form.values.get("quantity", 1))))))


# --- preview and act --------------------------------------------------------------------------------------------------


def _preview(context: Context, form: Form) -> Card:
    choice = choose(context, form)
    buttons = (Button(CONFIRM, Move("yes")), Button(EDIT, Move("edit")), Button(CANCEL, Move("cancel")))
    if choice is None or not choice.sessions:
        return Card("ยังไม่มีรอบที่ลงได้ค่ะ", note="พิมพ์ชื่อคอร์สหรือวันใหม่ได้เลยค่ะ", buttons=buttons[1:])
    course, first = choice.course, choice.sessions[0]
    rows = [Row("คนเรียน", _people(form)), Row("วันเวลา", when(first))]
    if series := times(course, choice.sessions):
        rows.append(Row("รวม", series))
    rows += [Row("ที่", course.place), Row("ค่าเรียน", course.price)]
    if course.bring:
        rows.append(Row("เอามา", brought(course)))
    if course.ages:
        rows.append(Row("รับ", course.ages))
    return Card(course.title, "ตรวจก่อนลงชื่อนะคะ", tuple(rows), choice.note, buttons=buttons)


def _people(form: Form) -> str:
    heads = _heads(form)
    who = _pupil(form) or "คุณ"
    return who if heads == 1 else f"{who} รวม {heads} คน"


def _enrol(context: Context, form: Form) -> Done:
    refused = _not_allowed(context, form)
    if refused is not None:
        return Done(refused.answer or say("ตอนนี้ยังลงชื่อไม่ได้ค่ะ", choices=(ALL,)))
    choice = choose(context, form)
    if choice is None:
        return Done(say("ไม่พบคอร์สนี้แล้วค่ะ", choices=(ALL, MINE)))
    course = choice.course
    if not choice.sessions:
        return Done(_mine_already(context, form, choice) or no_seat(context, course, _heads(form)))
    sources = {slot: form.sources[slot] for slot in ("name", "phone") if form.sources.get(slot)}
    pair = _pair(form)
    # Two by name have a seat and a number each: one of them may stay at home later.
    pupils = [(pair["first"], 1), (pair["second"], 1)] if pair is not None else [(_pupil(form), _heads(form))]
    phone = form.text_of("phone") or None
    wanted = [Wanted(context.person.id, pupil, heads, phone, sources) for pupil, heads in pupils]
    held = _take_all(context, choice.sessions, wanted)
    if held is None:
        return Done(no_seat(context, course, _heads(form)))
    remember(context, Search(topic=course.title))
    if not any(each.is_new for each in held):
        return Done(_already(course, held[0].enrolments))
    return Done(_receipt(course, [each.enrolments for each in held], form))


def _take_all(context: Context, sessions: Sequence[CourseSession], wanted: Sequence[Wanted]) -> list[Held] | None:
    """Seats for all of them or for none."""
    taken: list[Held] = []
    with context.db.begin_nested() as savepoint:
        for each in wanted:
            held = take(context.db, sessions, each, context.now)
            if held is None or isinstance(held, Full):
                savepoint.rollback()
                return None
            taken.append(held)
    return taken


def _mine_already(context: Context, form: Form, choice: Choice | None) -> Answer | None:
    """Who has the seat already is told so, also where the course is full by now."""
    if choice is None:
        return None
    key, wanted = fold(_pupil(form)), {session.id for session in choice.sessions}
    mine = [e for e in coming_of(context.db, context.person, context.now)
            if e.session.course_id == choice.course.id and e.pupil_key == key]  # fmt: skip
    if not choice.course.is_series and wanted and not wanted & {e.session_id for e in mine}:
        return None
    return _already(choice.course, mine) if mine else None


def _already(course: Course, enrolments: Sequence[Enrolment]) -> Answer:
    first = enrolments[0]
    who = f"ให้{first.pupil}" if first.pupil else ""
    return say(
        f"ลงชื่อ{who}ไว้แล้วค่ะ เลขที่ {first.number}", course.title, when(first.session), choices=(_leave(first), MINE)
    )


def _leave(enrolment: Enrolment) -> Button:
    return Button("ไปไม่ได้แล้ว", Start("cancel_enrolment", {"enrolment": f"all-{enrolment.number}"}))


def _receipt(course: Course, held: Sequence[Sequence[Enrolment]], form: Form) -> Answer:
    sessions = [e.session for e in held[0]]
    first = held[0][0]
    numbers = " และ ".join(dict.fromkeys(enrolments[0].number for enrolments in held))
    rows = [Row("คนเรียน", _people(form)), Row("วันเวลา", when(sessions[0]))]
    if series := times(course, sessions):
        rows.append(Row("รวม", series))
    rows += [Row("ที่", course.place), Row("ค่าเรียน", course.price)]
    if course.bring:
        rows.append(Row("เอามา", brought(course)))
    card = Card(
        title=course.title,
        heading=f"ลงชื่อแล้วค่ะ เลขที่ {numbers}",
        rows=tuple(rows),
        note="เย็นก่อนวันเรียนจะเตือนให้ค่ะ" if first.remind_at else "",
        buttons=(MINE, _leave(first)) if len(held) == 1 else (MINE,),
    )
    return Answer((card,), is_receipt=True)


def no_seat(context: Context, course: Course, heads: int) -> Answer:
    """Full, closed or over: said, with the next session or another course."""
    sessions = coming(context.db, course, context.now)
    open_ones = [s for s in sessions if s.is_bookable(context.now)]
    left = max((s.seats_left for s in open_ones), default=0)
    if not sessions:
        why = f"“{course.title}” ไม่มีรอบที่จะถึงแล้วค่ะ"
    elif not open_ones:
        why = f"“{course.title}” ปิดรับแล้วค่ะ ปิดก่อนเรียน {course.closes_hours_before} ชั่วโมง"
    elif left:
        why = f"“{course.title}” เหลือแค่ {left} ที่ค่ะ ไม่พอ {heads} คน"
    else:
        why = f"“{course.title}” เต็มแล้วค่ะ"
    cards = alternatives(context, course)
    if not cards:
        return say(why, "ตอนนี้ยังไม่มีคอร์สอื่นที่ว่าง ถามเจ้าหน้าที่ศูนย์ได้นะคะ", choices=(MINE,))
    words = "คอร์สอื่นที่ยังว่างค่ะ"
    return Answer((*say(why, words).replies, Cards(words, cards, is_choice=True)), (ALL, MINE))


def _declined(context: Context, form: Form) -> Answer:
    return say("ไม่ลงชื่อให้แล้วค่ะ", "เปลี่ยนใจเมื่อไรพิมพ์มาได้เลยนะคะ", choices=(ALL,))


CAPABILITIES = (
    Capability("enrol_course", look=_look, preview=_preview, act=_enrol, decline=_declined),
    Capability("enrol_pupil", look=_look, preview=_preview, act=_enrol, decline=_declined),
)
