"""What one is enrolled in: the list, not coming after all, the reminder of the evening before."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.capability import Capability, Context, Done, Form, Found, Notice, answering
from handlers.course_lines import brought, short_day, when
from handlers.course_search import days_in
from handlers.courses import ALL, MINE
from handlers.replies import CONFIRM, NO, Answer, Button, Card, Cards, Move, Row, Start, say
from handlers.rescheduling import tell
from handlers.schedule import Duty, Moment
from intents.intent import Value
from models.course import Course
from models.course_question import forget, old
from models.course_search import about
from models.enrolment import Enrolment, EnrolmentState, coming_of, release, take_reminders, to_remind
from models.role import Role, grants
from models.search import fold
from models.timetable import reschedule, to_top_up

CARDS_A_MESSAGE = 10
WILL_COME = "ไปแน่นอน"
CANNOT_COME = "ไปไม่ได้แล้ว"


@dataclass(frozen=True)
class Kept:
    """The sessions to come of one enrolment, in order; what one number stands for."""

    enrolments: tuple[Enrolment, ...]

    @property
    def first(self) -> Enrolment:
        return self.enrolments[0]

    @property
    def title(self) -> str:
        """The course, and for whom."""
        who = f" ({self.first.pupil})" if self.first.pupil else ""
        return f"{self.first.session.course.title}{who}"

    @property
    def reference(self) -> str:
        """What a button carries of all of it."""
        return f"all-{self.first.number}"


def kept_by(context: Context) -> list[Kept]:
    """What this person is enrolled in, soonest first."""
    numbers: dict[str, list[Enrolment]] = {}
    for enrolment in coming_of(context.db, context.person, context.now):
        numbers.setdefault(enrolment.number, []).append(enrolment)
    return [Kept(tuple(enrolments)) for enrolments in numbers.values()]


# --- the list ---------------------------------------------------------------------------------------------------------


def _list(context: Context, form: Form) -> Found:
    kept = kept_by(context)
    if not kept:
        return Found(answer=say("ยังไม่ได้ลงชื่อเรียนอะไรไว้ค่ะ", "อยากดูคอร์สที่เปิดอยู่ไหมคะ", choices=(ALL,)))
    words = f"ลงชื่อไว้ {len(kept)} คอร์สค่ะ"
    cards = Cards(words, tuple(_card(k) for k in kept[:CARDS_A_MESSAGE]))
    return Found(answer=Answer((*say(words).replies, cards), (ALL,)))


def _card(kept: Kept) -> Card:
    first = kept.first
    rows = [Row("ครั้งหน้า", when(first.session)), Row("ที่", first.session.course.place), Row("เลขที่", first.number)]
    if len(kept.enrolments) > 1:
        last = kept.enrolments[-1].session.start
        rows.insert(1, Row("เหลือ", f"{len(kept.enrolments)} ครั้ง ถึง {short_day(last)}"))
    if first.heads > 1:
        rows.append(Row("จำนวน", f"{first.heads} คน"))
    return Card(kept.title, rows=tuple(rows), buttons=(leave_button(kept),))


def leave_button(kept: Kept) -> Button:
    """Asks whether to give all of it back."""
    return Button(CANNOT_COME, Start("cancel_enrolment", {"enrolment": kept.reference}))


# --- not coming -------------------------------------------------------------------------------------------------------


def _look(context: Context, form: Form) -> Found:
    kept = kept_by(context)
    if not kept:
        is_staff = any(g.role == Role.STAFF for g in grants(context.db, context.person, context.now))
        how = "งดคอร์สของศูนย์ ใส่ “ใช่” ในช่องยกเลิกคอร์สของไฟล์ตารางค่ะ" if is_staff else "ไม่ต้องยกเลิกอะไรนะคะ"
        return Found(answer=say("ไม่มีคอร์สที่ลงชื่อไว้ค่ะ", how, choices=(ALL,)))
    if reference := form.text_of("enrolment"):
        if _of(context, reference):
            return Found(values={"topic": reference})
        return Found(answer=say("รายการนี้ยกเลิกไปแล้ว หรือเรียนไปแล้วค่ะ", choices=(MINE, ALL)))
    fitting = _narrowed(context, form, kept)
    if not fitting:
        said = form.text_of("topic") or form.text_of("name") or form.text_of("date")
        listed = " ".join(f"“{k.title}”" for k in kept[:5])
        return Found(answer=say(f"ไม่พบ “{said}” ในคอร์สที่ลงชื่อไว้ค่ะ", f"ที่ลงไว้มี {listed}", choices=(MINE,)))
    if len(fitting) == 1:
        return Found(values={"topic": _reference(context, form, fitting[0])})
    shown = fitting[:CARDS_A_MESSAGE]
    options: tuple[tuple[str, Value], ...] = tuple((_label(k, fitting), _reference(context, form, k)) for k in shown)
    return Found(options={"topic": options})


def _label(kept: Kept, among: Sequence[Kept]) -> str:
    """What tells it from the others comes first: a quick reply shows twenty letters."""
    day, course = short_day(kept.first.session.start), kept.first.session.course.title
    if any(k.first.pupil for k in among):
        return f"{kept.first.pupil or 'ตัวเอง'} · {course} {day}"
    return f"{course} {day}"


def _narrowed(context: Context, form: Form, kept: Sequence[Kept]) -> list[Kept]:
    """Those that topic, pupil and day of the sentence fit."""
    topic, name = form.text_of("topic"), fold(form.text_of("name"))
    courses = set(about(context.db, topic)) if topic else set()
    days = days_in(form.text_of("date"), context.now) if form.text_of("date") else None
    fitting = list(kept)
    if topic:
        fitting = [k for k in fitting if k.first.session.course_id in courses]
    if days is not None:
        fitting = [k for k in fitting if any(days.first <= e.session.start.date() <= days.last for e in k.enrolments)]
    said = fold(form.text)
    named = [k for k in fitting if (key := k.first.pupil_key) and (key in said or (name and name in key))]
    return named or fitting


def _reference(context: Context, form: Form, kept: Kept) -> str:
    """The day that was named of a series, else all of it."""
    days = days_in(form.text_of("date"), context.now) if form.text_of("date") else None
    if days is not None and len(kept.enrolments) > 1:
        on_day = [e for e in kept.enrolments if days.first <= e.session.start.date() <= days.last]
        if len(on_day) == 1:
            return f"one-{on_day[0].id}"
    return kept.reference


def _of(context: Context, reference: str) -> list[Enrolment]:
    """The person's own enrolments that a reference stands for: one session, or all of a number."""
    word, _, what = reference.partition("-")
    mine = coming_of(context.db, context.person, context.now)
    if word == "one":
        return [e for e in mine if str(e.id) == what]
    return [e for e in mine if word == "all" and e.number == what]


def _meant(context: Context, form: Form) -> list[Enrolment]:
    """What the form comes to, also when a line of it was corrected since."""
    found = _of(context, form.text_of("topic"))
    if found:
        return found
    fitting = _narrowed(context, form, kept_by(context))
    return _of(context, _reference(context, form, fitting[0])) if len(fitting) == 1 else []


def _preview(context: Context, form: Form) -> Card:
    leaving = _meant(context, form)
    buttons = [Button(CONFIRM, Move("yes")), Button(NO, Move("no"))]
    if not leaving:
        return Card("ไม่พบคอร์สที่ลงชื่อไว้ค่ะ", buttons=tuple(buttons[1:]))
    kept = Kept(tuple(leaving))
    rest = [e for e in coming_of(context.db, context.person, context.now) if e.number == kept.first.number]
    rows = [Row("วันเวลา", when(kept.first.session))]
    note = ""
    if len(rest) > len(leaving):
        rows.append(Row("ยกเลิก", "เฉพาะครั้งนี้"))
        note = f"อีก {len(rest) - len(leaving)} ครั้งยังลงชื่ออยู่ค่ะ"
        buttons.append(Button("ยกเลิกทั้งคอร์ส", Start("cancel_enrolment", {"enrolment": kept.reference})))
    elif len(leaving) > 1:
        rows.append(Row("ยกเลิก", f"ทั้งคอร์ส {len(leaving)} ครั้ง"))
        one = {"enrolment": f"one-{kept.first.id}"}
        buttons.append(Button("ไม่ไปแค่ครั้งนี้", Start("cancel_enrolment", dict(one))))
    return Card(kept.title, "ไม่ไปเรียนใช่ไหมคะ", tuple(rows), note, buttons=tuple(buttons))


def _leave(context: Context, form: Form) -> Done:
    leaving = _meant(context, form)
    released = release(context.db, leaving, EnrolmentState.CANCELLED, context.now)
    if not released:
        return Done(say("รายการนี้ยกเลิกไปแล้วค่ะ", choices=(MINE, ALL)))
    first = min(released, key=lambda e: e.session.starts_at)
    title, day = first.session.course.title, when(first.session)
    rest = [e for e in coming_of(context.db, context.person, context.now) if e.number == first.number]
    still = f"อีก {len(rest)} ครั้งยังลงชื่ออยู่ค่ะ" if rest else ""
    words = say(f"ยกเลิกที่ลงชื่อไว้แล้วค่ะ “{title}”", day, still or "ขอบคุณที่บอกนะคะ ที่นั่งจะได้ถึงคนอื่น", choices=(ALL, MINE))
    return Done(Answer(words.replies, words.choices, is_receipt=True))


def _stay(context: Context, form: Form) -> Answer:
    return say("ยังลงชื่ออยู่เหมือนเดิมค่ะ แล้วพบกันนะคะ", choices=(MINE,))


# --- the evening before -----------------------------------------------------------------------------------------------


def _remind(moment: Moment, enrolment_id: int) -> Sequence[Notice]:
    """One push a person, whatever they are enrolled in tomorrow; marked in the same transaction."""
    due = take_reminders(moment.db, enrolment_id, moment.now)
    if not due:
        return ()
    cards = tuple(
        _reminder(enrolment) for enrolment in sorted(due, key=lambda e: e.session.starts_at)[:CARDS_A_MESSAGE]
    )
    day = "พรุ่งนี้" if (due[0].session.start.date() - moment.now.date()).days == 1 else "วันนี้"
    words = f"{day}มีเรียนนะคะ"
    body = cards[0] if len(cards) == 1 else Cards(words, cards)
    return (Notice(due[0].person_id, Answer((*say(words).replies, body))),)


def _reminder(enrolment: Enrolment) -> Card:
    session, course = enrolment.session, enrolment.session.course
    rows = [Row("วันเวลา", when(session)), Row("ที่", course.place)]
    if course.bring:
        rows.append(Row("เอามา", brought(course)))
    rows.append(Row("เลขที่", enrolment.number))
    values: dict[str, Value] = {"enrolment": f"one-{enrolment.id}"}
    buttons = (
        Button(WILL_COME, Start("will_come", {"words": str(enrolment.id)})),
        Button(CANNOT_COME, Start("cancel_enrolment", values)),
    )
    return Card(Kept((enrolment,)).title, rows=tuple(rows), buttons=buttons)


def _comes(context: Context, form: Form) -> Found:
    mine = coming_of(context.db, context.person, context.now)
    meant = [e for e in mine if str(e.id) == form.text_of("words")] or mine[:1]
    if not meant:
        return Found(answer=say("ดีค่ะ", "ตอนนี้ยังไม่มีคอร์สที่ลงชื่อไว้นะคะ", choices=(ALL,)))
    session = meant[0].session
    return Found(answer=say("ดีค่ะ แล้วพบกันนะคะ", f"{session.course.title}", when(session), choices=(MINE,)))


# --- housekeeping -----------------------------------------------------------------------------------------------------


def _top_up(moment: Moment, course_id: int) -> Sequence[Notice]:
    course = moment.db.get(Course, course_id)
    if course is None:
        return ()
    return tell(moment.db, reschedule(moment.db, course, moment.now), moment.now)


def _forget(moment: Moment, person_id: int) -> Sequence[Notice]:
    forget(moment.db, person_id, moment.now)
    return ()


DUTIES = (
    Duty("remind of a course", to_remind, _remind),
    Duty("top up sessions", to_top_up, _top_up),
    Duty("forget a question about courses", old, _forget),
)
CAPABILITIES = (
    answering("my_courses", _list),
    Capability("cancel_enrolment", look=_look, preview=_preview, act=_leave, decline=_stay),
    answering("will_come", _comes),
)
