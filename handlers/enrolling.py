"""Enrolling in a course, for oneself or another: two taps, seats decided by the database."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handlers.capability import Capability, Context, Done, Form, Found
from handlers.course_lines import short_day
from handlers.course_search import remember, remembered, search_of
from handlers.courses import ALL, MINE, answer
from handlers.enrolment_cards import already, no_seat, not_of_age, preview, receipt
from handlers.enrolment_choice import Choice, bookable, choose
from handlers.menu import menu
from handlers.pupils import ages_in, can_come, heads_of, is_for_the_young, names_in, pupil_of, told_in
from handlers.replies import Answer, say
from intents.intent import Value
from models.course import Course
from models.course_search import Search, about, find
from models.course_session import CourseSession, session_by_id
from models.enrolment import Full, Held, Wanted, coming_of, take
from models.role import ADULT_AGE, Action, may
from models.role import Answer as Right
from models.search import fold

CHOICES = 10
# --- before the form --------------------------------------------------------------------------------------------------


def _look(context: Context, form: Form) -> Found:
    refused = _not_allowed(context, form)
    if refused is not None:
        return refused
    values = told_in(form)
    session = session_by_id(context.db, form.text_of("session"))
    if session is not None:
        return _checked(context, form, session.course, {**values, "topic": session.course.code})
    courses, search = _meant(context, form, values)
    if not courses:
        return Found(answer=answer(context, search))
    if len(courses) == 1:
        return _checked(context, form, courses[0].course, {**values, "topic": courses[0].course.code})
    known = replace(form, values={**values, **form.values})
    free = [s for s in courses if _can_take(context, s, 1) and can_come(known, s.course)] or courses
    if search.topic and len(free) == 1:
        return _checked(context, form, free[0].course, {**values, "topic": free[0].course.code})
    options = tuple((_label(s), s.course.code) for s in free[:CHOICES])
    return Found(values=values, options={"topic": options})


def _label(session: CourseSession) -> str:
    return f"{session.course.title} · {short_day(session.start)}"


def _can_take(context: Context, session: CourseSession, heads: int) -> bool:
    return bool(bookable(context, session.course, session, heads))


def _meant(context: Context, form: Form, told: Mapping[str, Value]) -> tuple[list[CourseSession], Search]:
    """The courses that a sentence can mean, by its own words or by what was spoken of just before."""
    known = replace(form, values={**told, **form.values})
    search = search_of(context, form)
    # "ให้แม่" names the pupil, not whom the course is for.
    search = replace(search, audience="", age=None)
    before = remembered(context)
    if not search.topic and before is not None and before[0] == "courses":
        spoken_of = replace(before[1], first=search.first or before[1].first, last=search.last or before[1].last)
        # "ลงให้พ่อด้วย" after a course for children is about another course.
        fitting = [
            s for s in find(context.db, spoken_of, context.now, context.person.village) if can_come(known, s.course)
        ]
        if fitting:
            return fitting, spoken_of
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
    pupil, person = pupil_of(known), context.person
    is_asked_for = form.intent == "enrol_pupil"
    if (
        not is_asked_for
        and not pupil
        and person.birth_year is not None
        and not course.is_for_age(context.now.year - person.birth_year)
    ):
        if is_for_the_young(course):
            hint = say(f"คอร์สนี้รับ{course.ages}ค่ะ ลงให้ลูกหลานได้นะคะ")
            return Found(
                answer=hint, instead="enrol_pupil", values={k: v for k, v in known.values.items() if k != "name"}
            )
        return Found(answer=say(f"คอร์สนี้รับ{course.ages}ค่ะ", "ถ้าลงให้คนอื่น พิมพ์ “สมัครให้” ตามด้วยชื่อได้เลยค่ะ", choices=(ALL,)))
    if not can_come(known, course):
        return Found(answer=not_of_age(context, course, ages_in(form.text)))
    choice = choose(context, known)
    if not is_asked_for and (mine := _mine_already(context, known, choice)) is not None:
        return Found(answer=mine)
    if choice is None or not choice.sessions:
        return Found(answer=no_seat(context, course, heads_of(known)))
    return Found(values=values)


def _enrol(context: Context, form: Form) -> Done:
    refused = _not_allowed(context, form)
    if refused is not None:
        return Done(refused.answer or say("ตอนนี้ยังลงชื่อไม่ได้ค่ะ", choices=(ALL,)))
    choice = choose(context, form)
    if choice is None:
        return Done(say("ไม่พบคอร์สนี้แล้วค่ะ", choices=(ALL, MINE)))
    course = choice.course
    if not choice.sessions:
        return Done(_mine_already(context, form, choice) or no_seat(context, course, heads_of(form)))
    sources = {slot: form.sources[slot] for slot in ("name", "phone") if form.sources.get(slot)}
    # Several by name have a seat and a number each: one of them may stay at home later.
    pupils = [(name, 1) for name in names_in(form)] or [(pupil_of(form), heads_of(form))]
    phone = form.text_of("phone") or None
    wanted = [Wanted(context.person.id, pupil, heads, phone, sources) for pupil, heads in pupils]
    held = _take_all(context, choice.sessions, wanted)
    if held is None:
        return Done(no_seat(context, course, heads_of(form)))
    remember(context, Search(topic=course.title))
    if not any(each.is_new for each in held):
        return Done(already(course, held[0].enrolments))
    return Done(receipt(course, [each.enrolments for each in held], form))


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
    key, wanted = fold(pupil_of(form)), {session.id for session in choice.sessions}
    mine = [e for e in coming_of(context.db, context.person, context.now)
            if e.session.course_id == choice.course.id and e.pupil_key == key]  # fmt: skip
    if not choice.course.is_series and wanted and not wanted & {e.session_id for e in mine}:
        return None
    return already(choice.course, mine) if mine else None


def _declined(context: Context, form: Form) -> Answer:
    return say("ไม่ลงชื่อให้แล้วค่ะ", "เปลี่ยนใจเมื่อไรพิมพ์มาได้เลยนะคะ", choices=(ALL,))


CAPABILITIES = (
    Capability("enrol_course", look=_look, preview=preview, act=_enrol, decline=_declined),
    Capability("enrol_pupil", look=_look, preview=preview, act=_enrol, decline=_declined),
)
