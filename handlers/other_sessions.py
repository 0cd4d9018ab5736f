"""Coming another time: the other sessions of what one is enrolled in. The seat is given back only by its own button."""

from handlers.capability import Context, Form, Found, answering
from handlers.course_lines import short_day
from handlers.courses import ALL
from handlers.own_courses import Kept, kept_by, leave_button
from handlers.replies import Answer, Button, Start, say
from models.course_session import CourseSession, coming

FEW = 6


def _look(context: Context, form: Form) -> Found:
    kept = kept_by(context)
    if not kept:
        return Found(answer=say("ยังไม่ได้ลงชื่อเรียนอะไรไว้ค่ะ", "อยากดูคอร์สที่เปิดอยู่ไหมคะ", choices=(ALL,)))
    said = form.text_of("words")
    meant = next((k for k in kept if k.first.session.course.title in said), kept[0])
    return Found(answer=_offer(context, meant))


def _offer(context: Context, kept: Kept) -> Answer:
    course = kept.first.session.course
    others = [] if course.is_series else _others(context, kept)
    leave = leave_button(kept)
    if not others:
        why = "ลงเป็นทั้งคอร์ส เปลี่ยนรอบไม่ได้ค่ะ" if course.is_series else "ไม่มีรอบอื่นที่ยังว่างค่ะ"
        return say(f"“{course.title}” {why}", "ไม่สะดวก แตะ “ไปไม่ได้แล้ว” ได้เลยนะคะ", choices=(leave, ALL))
    new = tuple(Button(f"ลง {short_day(s.start)}", _enrol(s, kept.first.pupil)) for s in others[:FEW])
    return say(
        f"“{course.title}” รอบอื่นยังว่างค่ะ",
        "แตะรอบใหม่เพื่อลงชื่อก่อน",
        f"แล้วแตะ “ไปไม่ได้แล้ว” คืนที่นั่ง {short_day(kept.first.session.start)} นะคะ",
        choices=(*new, leave),
    )


def _others(context: Context, kept: Kept) -> list[CourseSession]:
    held = {enrolment.session_id for enrolment in kept.enrolments}
    sessions = coming(context.db, kept.first.session.course, context.now)
    return [s for s in sessions if s.id not in held and s.has_room(context.now, kept.first.heads)]


def _enrol(session: CourseSession, pupil: str) -> Start:
    return Start("enrol_course", {"session": str(session.id), **({"name": pupil} if pupil else {})})


CAPABILITIES = (answering("other_session", _look),)
