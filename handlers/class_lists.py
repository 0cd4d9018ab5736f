"""Who is enrolled, for the staff of the centre: names of their own centre only; others hear the number."""

from dataclasses import replace

from handlers.capability import Context, Form, Found, answering
from handlers.course_lines import short_day
from handlers.course_search import search_of
from handlers.courses import ALL, MINE
from handlers.replies import Answer, Text, say
from models.course_search import Search, find
from models.course_session import CourseSession
from models.enrolment import Enrolment, in_session
from models.role import Role, grants

SESSIONS_A_MESSAGE = 4
NAMES = 40
"""Names in one bubble."""


def _look(context: Context, form: Form) -> Found:
    # Told by the shape of the whole sentence: its days and its topic stand in the words.
    search = search_of(context, replace(form, text=form.text or form.text_of("words")))
    held = grants(context.db, context.person, context.now)
    own = [g.centre_id for g in held if g.role == Role.STAFF and g.centre_id]
    if not own:
        return Found(answer=_for_others(context, search))
    sessions = [s for s in find(context.db, search, context.now, context.person.village) if s.course.centre_id in own]
    if not sessions:
        return Found(answer=say("ไม่พบคอร์สที่จะถึงของศูนย์คุณค่ะ", choices=(ALL,)))
    lists = tuple(Text(_list(context, session)) for session in sessions[:SESSIONS_A_MESSAGE])
    return Found(answer=Answer(lists, (ALL,)))


def _list(context: Context, session: CourseSession) -> str:
    enrolled = in_session(context.db, [session.id])
    head = f"{session.course.title} {short_day(session.start)}"
    count = f"ลงชื่อ {session.taken} คน" + (f" นอกระบบ {session.taken_elsewhere} คน" if session.taken_elsewhere else "")
    names = [f"{n}. {_name(e)}" for n, e in enumerate(enrolled[:NAMES], 1)]
    more = [f"และอีก {len(enrolled) - NAMES} รายการ"] if len(enrolled) > NAMES else []
    return "\n".join([head, f"{count} ว่าง {session.seats_left} ที่", *names, *more])


def _name(enrolment: Enrolment) -> str:
    """The pupil; of somebody whose name was never told, the number they will say at the door."""
    who = enrolment.pupil or enrolment.person.call_name or "ผู้ลงชื่อทาง LINE"
    heads = f" {enrolment.heads} คน" if enrolment.heads > 1 else ""
    return f"{who}{heads} ({enrolment.number})"


def _for_others(context: Context, search: Search) -> Answer:
    found = find(context.db, search, context.now, context.person.village)[:SESSIONS_A_MESSAGE]
    lines = [f"{s.course.title} {short_day(s.start)} ลงชื่อแล้ว {s.taken + s.taken_elsewhere} คน" for s in found]
    return say("รายชื่อดูได้เฉพาะเจ้าหน้าที่ศูนย์ค่ะ", *lines, choices=(ALL, MINE))


CAPABILITIES = (answering("who_enrolled", _look),)
