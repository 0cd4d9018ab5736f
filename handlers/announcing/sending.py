"""After the tap: the undo, cancelling before it is sent, drafts of others, and the moment of sending itself."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.announcing import notices
from handlers.announcing.places import voice_in
from handlers.announcing.previewing import SEND, Plan, card
from handlers.announcing.writing import scheduled
from handlers.capability import Capability, Context, Done, Form, Found, Notice
from handlers.replies import CANCEL, Answer, Button, Card, Move, Start, in_short, say
from handlers.schedule import Duty, Moment
from intents.intent import Value
from models import announcement as announcements
from models import delivering
from models.announcement import BEFORE_SENDING, UNDO, Announcement, AnnouncementState, sending_time
from models.delegation import Delegation
from models.person import Person
from models.role import Action, may
from models.role import Answer as Right
from models.tally import tally

ON_A_BUTTON = 18
WRITE = Button("ประกาศถึงลูกบ้าน", Start("broadcast_announcement"))


# --- cancelling -------------------------------------------------------------------------------------------------------


def _which(context: Context, form: Form) -> Found:
    if form.text_of("notice") and announcements.by_public_id(context.db, form.text_of("notice")):
        return Found()
    waiting = announcements.not_yet_sent(context.db, context.person)
    if not waiting:
        return Found(answer=say("ไม่มีประกาศที่รอส่งค่ะ", "ที่ส่งไปแล้วเรียกคืนไม่ได้ แต่ประกาศแก้ข่าวได้นะคะ", choices=(WRITE,)))
    if len(waiting) == 1:
        return Found(values={"notice": waiting[0].public_id}, empties=("notice",))
    options: tuple[tuple[str, Value], ...] = tuple((in_short(n.body, ON_A_BUTTON), n.public_id) for n in waiting)
    return Found(options={"notice": options}, empties=("notice",))


def _cancel(context: Context, form: Form) -> Done:
    found = announcements.by_public_id(context.db, form.text_of("notice"))
    if found is None or not _may_stop(context, found):
        return Done(say("ประกาศนี้ไม่ใช่ของคุณค่ะ ยกเลิกไม่ได้", "ถามผู้ใหญ่บ้านได้นะคะ", choices=(WRITE,)))
    return stop(context, found)


def _may_stop(context: Context, found: Announcement) -> bool:
    """Who wrote it, who sent it, and whose megaphone it was."""
    loan = context.db.get(Delegation, found.delegation_id) if found.delegation_id else None
    owners = (found.author_id, found.sender_id, loan.giver_id if loan else None)
    return context.person.id in [owner for owner in owners if owner is not None]


def stop(context: Context, found: Announcement) -> Done:
    """Cancels what was not sent; what is being sent stops where it is."""
    others = [who for who in (found.author_id, found.sender_id) if who is not None and who != context.person.id]
    told = tuple(Notice(who, _stopped_by(context, found)) for who in dict.fromkeys(others))
    if announcements.change(context.db, found, BEFORE_SENDING, AnnouncementState.CANCELLED, ended_at=context.now):
        return Done(say("ยกเลิกประกาศแล้วค่ะ ยังไม่ได้ส่งถึงใคร", f"“{in_short(found.body)}”", choices=(WRITE,)), notices=told)
    running = (AnnouncementState.SENDING,)
    if announcements.change(context.db, found, running, AnnouncementState.STOPPED, ended_at=context.now):
        delivering.drop_waiting(context.db, found.id)
        figures = tally(context.db, found.id)
        return Done(
            say(f"หยุดส่งแล้วค่ะ มี {figures.sent} คนได้รับไปก่อนแล้ว", "ประกาศแก้ข่าวได้นะคะ", choices=(WRITE,)), notices=told
        )
    over = {AnnouncementState.CANCELLED: "ประกาศนี้ยกเลิกไปแล้วค่ะ", AnnouncementState.REFUSED: "ประกาศนี้ไม่ได้ส่งค่ะ"}
    words = over.get(AnnouncementState(found.state), "ประกาศนี้ส่งไปแล้วค่ะ เรียกคืนไม่ได้")
    return Done(say(words, "ถ้าข้อความผิด ประกาศแก้ข่าวได้นะคะ", choices=(WRITE, notices.status_button(found))))


def _stopped_by(context: Context, found: Announcement) -> Answer:
    return say(f"{context.person.shown_name} หยุดประกาศนี้แล้วค่ะ", f"“{in_short(found.body)}”")


def _undo(context: Context) -> Done | None:
    """A bare ยกเลิก within the twenty seconds."""
    waiting = announcements.not_yet_sent(context.db, context.person)
    fresh = [
        found
        for found in waiting
        if found.state == AnnouncementState.SCHEDULED and context.now - found.created_at <= UNDO
    ]
    return stop(context, fresh[0]) if fresh else None


# --- the drafts of others ---------------------------------------------------------------------------------------------


def _draft(context: Context, form: Form) -> Announcement | None:
    """The draft that the form names, if this person may send it."""
    found = announcements.by_public_id(context.db, form.text_of("notice"))
    if (
        found is None
        or may(context.db, context.person, Action.ANNOUNCE, found.village, context.now).answer is not Right.YES
    ):
        return None
    return found


def _look_at_draft(context: Context, form: Form) -> Found:
    found = _draft(context, form)
    if found is None:
        return Found(answer=say("ร่างนี้ส่งได้เฉพาะผู้ใหญ่บ้านของหมู่บ้านค่ะ", choices=(WRITE,)))
    if found.state != AnnouncementState.DRAFTED:
        return Found(answer=say(_decided(found), choices=(WRITE,)))
    return Found()


def _decided(found: Announcement) -> str:
    if found.state == AnnouncementState.CANCELLED:
        return "ร่างนี้ยกเลิกไปแล้วค่ะ"
    return "ร่างนี้มีคนส่งแล้วค่ะ"


def _preview_draft(context: Context, form: Form) -> Card:
    found = _draft(context, form)
    voice = voice_in(context, found.village) if found else None
    if found is None or voice is None:
        return Card("ตอนนี้ส่งไม่ได้แล้วค่ะ", buttons=(Button(CANCEL, Move("cancel")),))
    wanted = found.due_at if found.due_at > context.now + UNDO else context.now
    due_at = sending_time(wanted, is_urgent=found.is_urgent)
    planned = Plan(voice, found.body, due_at, found.is_urgent, due_at != wanted, due_at == context.now)
    return card(context, planned, form, (Button(SEND, Move("yes")), Button(CANCEL, Move("cancel"))))


def _send_draft(context: Context, form: Form) -> Done:
    found = _draft(context, form)
    voice = voice_in(context, found.village) if found else None
    if found is None or voice is None:
        return Done(say("ตอนนี้ส่งไม่ได้แล้วค่ะ ต้องเป็นผู้ใหญ่บ้านหรือคนที่ได้รับมอบหมาย"))
    due_at = sending_time(max(context.now, found.due_at), is_urgent=found.is_urgent)
    is_mine = announcements.change(
        context.db, found, (AnnouncementState.DRAFTED,), AnnouncementState.SCHEDULED,
        sender_id=context.person.id, role=voice.role, heading=voice.heading,
        delegation_id=voice.loan.id if voice.loan else None,
        due_at=due_at if due_at > context.now else context.now + UNDO,
    )  # fmt: skip
    if not is_mine:
        return Done(say(_decided(found), choices=(WRITE,)))
    done = scheduled(context, found, voice)
    told = say("ร่างประกาศของคุณ ผู้ใหญ่บ้านส่งให้แล้วค่ะ", f"“{in_short(found.body)}”")
    return Done(done.answer, notices=(*done.notices, *_to_author(context, found, told)))


def _to_author(context: Context, found: Announcement, told: Answer) -> tuple[Notice, ...]:
    if found.author_id is None or found.author_id == context.person.id:
        return ()
    return (Notice(found.author_id, told),)


def _refuse_draft(context: Context, form: Form) -> Done:
    found = _draft(context, form)
    if found is None:
        return Done(say("ร่างนี้ตัดสินใจได้เฉพาะผู้ใหญ่บ้านของหมู่บ้านค่ะ"))
    drafted = (AnnouncementState.DRAFTED,)
    if not announcements.change(context.db, found, drafted, AnnouncementState.CANCELLED, ended_at=context.now):
        return Done(say(_decided(found), choices=(WRITE,)))
    told = say("ร่างประกาศของคุณยังไม่ส่งนะคะ ผู้ใหญ่บ้านขอไม่ส่งตอนนี้", f"“{in_short(found.body)}”")
    return Done(say("ไม่ส่งร่างนี้แล้วค่ะ บอกคนฝากให้แล้ว", choices=(WRITE,)), notices=_to_author(context, found, told))


# --- the moment of sending --------------------------------------------------------------------------------------------


def _begin(moment: Moment, announcement_id: int) -> Sequence[Notice]:
    """Asks once more for the right, then names everybody it goes to; the calls are bot/broadcast.py's affair."""
    db, now = moment.db, moment.now
    found = announcements.claim(db, announcement_id, AnnouncementState.SCHEDULED)
    if found is None or found.due_at > now:
        return ()
    sender = db.get(Person, found.sender_id) if found.sender_id is not None else None
    if sender is None or not _still_may(db, found, sender, now):
        announcements.change(db, found, (AnnouncementState.SCHEDULED,), AnnouncementState.REFUSED, ended_at=now)
        return _told_refused(db, found)
    people = delivering.address(db, found, [sender.id])
    announcements.change(
        db, found, (AnnouncementState.SCHEDULED,), AnnouncementState.SENDING, began_at=now, audience=people
    )
    return ()


def _still_may(db: Session, found: Announcement, sender: Person, now: datetime) -> bool:
    """The right under which it was written must hold now; another one that came since does not stand in for it."""
    if may(db, sender, Action.ANNOUNCE, found.village, now).answer is not Right.YES:
        return False
    if found.delegation_id is None:
        return True
    loan = db.get(Delegation, found.delegation_id)
    return loan is not None and loan.holds(now)


def _told_refused(db: Session, found: Announcement) -> Sequence[Notice]:
    loan = db.get(Delegation, found.delegation_id) if found.delegation_id else None
    words = say("ประกาศที่ตั้งไว้ไม่ได้ส่งค่ะ เพราะสิทธิ์ประกาศหมดแล้ว", f"“{in_short(found.body)}”", "ขอให้ผู้ใหญ่บ้านส่งแทนได้นะคะ")
    people = [found.sender_id, loan.giver_id if loan else None]
    return tuple(Notice(who, words) for who in dict.fromkeys(people) if who is not None)


CAPABILITIES = (
    Capability("cancel_announcement", look=_which, act=_cancel, take_back=_undo),
    Capability("send_draft", look=_look_at_draft, preview=_preview_draft, act=_send_draft),
    Capability("refuse_draft", act=_refuse_draft),
)
DUTIES = (Duty("announce", announcements.due, _begin),)
