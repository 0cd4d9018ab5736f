"""How an enrolment reads: the card that is confirmed, the receipt, what is said when there is no seat."""

from collections.abc import Sequence

from handlers.capability import Context, Form
from handlers.course_lines import brought, short_day, times, when
from handlers.courses import ALL, MINE, alternatives
from handlers.enrolment_choice import Choice, choose
from handlers.pupils import heads_of, is_for_the_young, names_in, pupil_of
from handlers.replies import CANCEL, CONFIRM, EDIT, Answer, Button, Card, Cards, Move, Row, Start, say
from models.course import Course
from models.course_session import coming, overlaps
from models.enrolment import Enrolment, coming_of
from models.role import ADULT_AGE
from models.search import fold


def preview(context: Context, form: Form) -> Card:
    """The card that is confirmed: who learns what, when, where, what to bring."""
    choice = choose(context, form)
    buttons = (Button(CONFIRM, Move("yes")), Button(EDIT, Move("edit")), Button(CANCEL, Move("cancel")))
    if choice is not None and not choice.sessions:
        why = _why(context, choice.course, heads_of(form))
        return Card(f"{why}ค่ะ", note="พิมพ์ชื่อคอร์สอื่น หรือลดจำนวนคนได้เลยค่ะ", buttons=buttons[1:])
    if choice is None:
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
    return Card(course.title, "ตรวจก่อนลงชื่อนะคะ", tuple(rows), _notes(context, form, choice), buttons=buttons)


def _notes(context: Context, form: Form, choice: Choice) -> str:
    """Why it is another day; and that the pupil is somewhere else at that hour."""
    keys = {fold(name) for name in names_in(form)} or {fold(pupil_of(form))}
    other = next(
        (
            held.session
            for held in coming_of(context.db, context.person, context.now)
            for session in choice.sessions
            if held.pupil_key in keys and held.session.course_id != choice.course.id and overlaps(held.session, session)
        ),
        None,
    )
    clash = f"{short_day(other.start)} เวลานี้ลงชื่อ “{other.course.title}” ไว้แล้วนะคะ" if other is not None else ""
    for_whom = "ลงให้ลูกหลาน พิมพ์ชื่อเด็กมาได้เลยค่ะ" if is_for_the_young(choice.course) and not pupil_of(form) else ""
    return "\n".join(note for note in (choice.note, for_whom, clash) if note)


def _people(form: Form) -> str:
    heads = heads_of(form)
    who = pupil_of(form) or "คุณ"
    return who if heads == 1 else f"{who} รวม {heads} คน"


def already(course: Course, enrolments: Sequence[Enrolment]) -> Answer:
    """There is a seat already: its number, and how to give it back."""
    first = enrolments[0]
    who = f"ให้{first.pupil}" if first.pupil else ""
    return say(
        f"ลงชื่อ{who}ไว้แล้วค่ะ เลขที่ {first.number}", course.title, when(first.session), choices=(_leave(first), MINE)
    )


def _leave(enrolment: Enrolment) -> Button:
    return Button("ไปไม่ได้แล้ว", Start("cancel_enrolment", {"enrolment": f"all-{enrolment.number}"}))


def receipt(course: Course, held: Sequence[Sequence[Enrolment]], form: Form) -> Answer:
    """The numbers that are said at the door, with what the preview showed."""
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
    why = f"{_why(context, course, heads)}ค่ะ"
    cards = alternatives(context, course)
    if not cards:
        return say(why, "ตอนนี้ยังไม่มีคอร์สอื่นที่ว่าง ถามเจ้าหน้าที่ศูนย์ได้นะคะ", choices=(MINE,))
    words = "คอร์สอื่นที่ยังว่างค่ะ"
    return Answer((*say(why, words).replies, Cards(words, cards, is_choice=True)), (ALL, MINE))


def _why(context: Context, course: Course, heads: int) -> str:
    """Why nobody, or not so many, can be enrolled in any session to come."""
    sessions = coming(context.db, course, context.now)
    open_ones = [s for s in sessions if s.is_bookable(context.now)]
    left = max((s.seats_left for s in open_ones), default=0)
    if not sessions:
        return f"“{course.title}” ไม่มีรอบที่จะถึงแล้ว"
    if not open_ones:
        return f"“{course.title}” ปิดรับแล้ว ปิดก่อนเรียน {course.closes_hours_before} ชั่วโมง"
    return f"“{course.title}” เหลือแค่ {left} ที่ ไม่พอ {heads} คน" if left else f"“{course.title}” เต็มแล้ว"


def not_of_age(context: Context, course: Course, ages: Sequence[int]) -> Answer:
    """Whom the course is for, and what there is for the pupil instead."""
    why = f"“{course.title}” รับ{course.ages}ค่ะ"
    wrong = next((age for age in ages if not course.is_for_age(age)), None if ages else ADULT_AGE)
    cards = alternatives(context, course, age=wrong)
    if not cards:
        return say(why, "คอร์สสำหรับวัยนี้ยังไม่มี ถามเจ้าหน้าที่ศูนย์ได้นะคะ", choices=(ALL,))
    words = "คอร์สที่เข้าได้ค่ะ"
    return Answer((*say(why, words).replies, Cards(words, cards, is_choice=True)), (ALL,))
