"""Personal data (PDPA B.E. 2562): see it, hide a phone, withdraw the consent, erase everything."""

from sqlalchemy import func, select

from handlers.capability import Capability, Context, Done, Form, Found
from handlers.dates import thai_day
from handlers.replies import CANCEL, CONFIRM, Answer, Button, Card, Move, Row, Start, say
from models import enrolment
from models import photo as photos
from models import posting as postings
from models.erasure import erase_person
from models.posting import PostingState
from models.role import Role, grants

ERASE = Button("ลบข้อมูลของฉัน", Start("erase_me"))
WITHDRAW = Button("ถอนความยินยอม", Start("withdraw_consent"))
AGREE_FIRST = Button("ให้ความยินยอม", Start("consent"))
LOOK = Button("ดูของที่ขาย", Start("browse_products"))

COURSES_SHOWN = 5
"""Courses that the card of one's data names."""
_ERASING = ("ลบ", "ปิดบัญชี", "ล้างข้อมูล", "ลืม", "เอาชื่อออก", "ทำลายข้อมูล")
_HIDING = ("ซ่อนเบอร์", "เบอร์", "โทรศัพท์")


def _look(context: Context, form: Form) -> Found:
    topic = form.text_of("topic")
    if topic == "erase" or (not topic and any(word in form.text for word in _ERASING)):
        return Found(instead="erase_me")
    if topic == "withdraw" or any(word in form.text for word in ("ซ่อน", "ถอน", "ไม่ให้แสดง", "ไม่ให้โชว์")):
        if any(word in form.text for word in _HIDING):
            return Found(answer=_hide_phone(context))
        return Found(instead="withdraw_consent")
    if topic == "consent":
        return Found(instead="consent")
    return Found(answer=_shown(context))


def _hide_phone(context: Context) -> Answer:
    """Withdrawing a phone is as easy as giving it: one sentence, at once."""
    context.person.shown_phone = None
    for post in postings.of_author(context.db, context.person):
        post.is_phone_shown = False
    return say("ซ่อนเบอร์จากหน้าเว็บทั้งหมดแล้วค่ะ", choices=(Button("ของที่ฉันลงไว้", Start("my_posts")),))


def _shown(context: Context) -> Answer:
    db, person = context.db, context.person
    if person.consented_at is None:
        return say("ตอนนี้ไม่ได้เก็บข้อมูลของคุณค่ะ", "มีแต่รหัส LINE ที่ใช้ตอบแชทนี้", choices=(AGREE_FIRST, ERASE))
    own = postings.own(db, person, context.now)
    pictures = db.scalar(select(func.count()).select_from(photos.Photo).where(photos.Photo.person_id == person.id))
    enrolled = {e.number: _course(e) for e in enrolment.coming_of(db, person, context.now)}
    roles = ", ".join(dict.fromkeys(Role(grant.role).thai for grant in grants(db, person, context.now)))
    rows = (
        Row("ชื่อ", person.call_name or person.line_name or "ไม่ได้เก็บ"),
        Row("หมู่บ้าน", person.village.name if person.village else "ยังไม่ได้เข้าร่วม"),
        Row("หน้าที่", roles or "ลูกบ้าน"),
        Row("เบอร์ที่แสดง", person.shown_phone or "ไม่แสดง"),
        Row("ที่ลงไว้", f"{len(own)} รายการ"),
        Row("รูป", f"{pictures} รูป"),
        Row("คอร์สที่ลงชื่อ", _listed(list(enrolled.values()))),
        Row("ยินยอมเมื่อ", thai_day(person.consented_at)),
    )
    buttons = (Button("ของที่ฉันลงไว้", Start("my_posts")), WITHDRAW, ERASE)
    return Answer((Card("ข้อมูลของคุณ", rows=rows, note="ข้อความในแชทเก็บไม่เกิน 30 วัน", buttons=buttons),))


def _course(held: enrolment.Enrolment) -> str:
    """What is kept of an enrolment: the course, the pupil, the phone."""
    kept = [held.pupil] if held.pupil else []
    kept += [held.phone] if held.phone else []
    return f"{held.session.course.title} ({', '.join(kept)})" if kept else held.session.course.title


def _listed(courses: list[str]) -> str:
    more = f" และอีก {len(courses) - COURSES_SHOWN}" if len(courses) > COURSES_SHOWN else ""
    return " · ".join(courses[:COURSES_SHOWN]) + more if courses else "ไม่มี"


# --- withdraw, erase --------------------------------------------------------------------------------------------------


def _may_withdraw(context: Context, form: Form) -> Found:
    if context.person.consented_at is None:
        return Found(answer=say("ยังไม่ได้ให้ความยินยอมไว้ค่ะ ไม่มีอะไรต้องถอน", choices=(LOOK,)))
    return Found()


def _confirm_withdrawal(context: Context, form: Form) -> Card:
    return Card(
        heading="ถอนความยินยอม",
        title="ของที่ลงไว้จะถูกถอดออกจากเว็บ และออกจากหมู่บ้าน",
        note="ข้อมูลยังไม่ถูกลบ ถ้าอยากลบให้แตะ “ลบข้อมูลของฉัน” ค่ะ",
        buttons=(Button(CONFIRM, Move("yes")), Button(CANCEL, Move("cancel"))),
    )


def _withdraw(context: Context, form: Form) -> Done:
    for post in postings.of_author(context.db, context.person):
        if post.state != PostingState.WITHDRAWN:
            post.withdraw(context.now)
    enrolment.release_all(context.db, context.person, context.now)
    context.person.withdraw_consent()
    return Done(say("ถอนความยินยอมแล้วค่ะ ของที่ลงไว้ถูกถอดออกแล้ว", "ยังดูของและถามได้ตามปกตินะคะ", choices=(LOOK, ERASE)))


def _confirm_erasure(context: Context, form: Form) -> Card:
    return Card(
        heading="ลบข้อมูลของฉัน",
        title="ลบทุกอย่างที่เป็นของคุณ ใช่ไหมคะ",
        note="ของที่ลงไว้ รูป เบอร์ ร่าง และข้อความ จะหายทั้งหมด เอากลับมาไม่ได้ค่ะ",
        buttons=(Button(CONFIRM, Move("yes")), Button(CANCEL, Move("cancel"))),
    )


def _erase(context: Context, form: Form) -> Done:
    number = erase_person(context.db, context.person, context.now)
    words = say("ลบข้อมูลของคุณแล้วค่ะ", f"เลขที่รับเรื่อง {number}", "ข้อความที่ค้างในแชท LINE ลบเองได้จากมือถือนะคะ")
    return Done(Answer(words.replies, is_receipt=True))


CAPABILITIES = (
    Capability("privacy_request", look=_look),
    Capability("withdraw_consent", look=_may_withdraw, preview=_confirm_withdrawal, act=_withdraw),
    Capability("erase_me", preview=_confirm_erasure, act=_erase),
)
