"""A notice as people of the village meet it: shown, acknowledged, asked about later; and the sender's report."""

import re
from datetime import timedelta

from sqlalchemy.orm import Session

from handlers.capability import Capability, Context, Done, Form, Found
from handlers.dates import thai_moment
from handlers.replies import Answer, Button, Card, Row, Start, Text, say
from models import announcement as announcements
from models import photo as photos
from models.announcement import Announcement
from models.photo import PhotoState
from models.recurrence import BANGKOK
from models.search import grams
from models.tally import acknowledge, newest_unacknowledged, not_acknowledged, tally

READ = "รับทราบ"
LONG = 900
"""Letters from which a notice is a bubble of its own above its button."""
ALIKE = 0.45
"""Share of a question's letter groups that a notice has to have."""
NEARLY = 0.75
"""Notices that fit nearly as well as the best are shown too."""
_ASKING = re.compile(
    r"กี่โมง|กี่ทุ่ม|เมื่อไหร่|เมื่อไร|เมื่อใด|ตอนไหน|วันไหน|วันใด|วันไหร|มื้อใด|ที่ไหน|ตรงไหน|อยู่ไส|ใคร|อะไร|อีหยัง|อะหยัง|ไหร|ยังไง|หรือยัง|หรือเปล่า|"
    r"ใช่ไหม|ไหม|มั้ย|บ้าง|ผู้ใหญ่บ้าน|ผู้ใหญ่|ประกาศ|แจ้ง|บอก|ว่า|เรื่อง|จะ|มี|ให้|ครับ|ค่ะ|คะ|นะ|เด้อ|พรุ่งนี้|วันนี้|เมื่อวานซืน|เมื่อวาน|เมื่อเช้า|เมื่อกี้|หน่อย|ขอ|ถาม|นัด"
)
"""Words that ask and name nothing."""
_DAYS_AGO = {"เมื่อวานซืน": 2, "เมื่อวาน": 1, "เมื่อวานนี้": 1, "เมื่อเช้า": 0, "เมื่อกี้": 0, "วันนี้": 0}
_PAST_DAY = re.compile("|".join(_DAYS_AGO))
_WHAT_WAS_SAID = re.compile(r"ประกาศ|แจ้ง|เสียงตามสาย|หอกระจายข่าว")


def shown(db: Session, found: Announcement, base_url: str) -> Answer:
    """The notice itself, as everybody gets it."""
    read = Button(READ, Start("acknowledge", {"notice": found.public_id}))
    pictures = photos.of_announcement(db, found.id)
    ready = next((photo for photo in pictures if photo.state == PhotoState.READY), None)
    picture = f"{base_url}/media/{ready.key}-preview.jpg" if ready else ""
    note = "ด่วน" if found.is_urgent else ""
    if len(found.body) > LONG:
        words = Text(f"{found.heading}\n\n{found.body}")
        return Answer(
            (words, Card(found.heading, heading=note, note="อ่านแล้วแตะ “รับทราบ” นะคะ", picture=picture, buttons=(read,)))
        )
    return Answer((Card(found.heading, heading=note, text=found.body, picture=picture, buttons=(read,)),))


def report(db: Session, found: Announcement) -> Answer:
    """What became of it, for the one who sent it."""
    figures = tally(db, found.id)
    lines = [f"ส่งประกาศแล้ว ถึง {figures.sent:,} จาก {figures.total:,} คนค่ะ"]
    if figures.unreached and not figures.sent:
        lines = [f"โควตาเดือนนี้หมด ยังไม่ได้ส่งถึงใครค่ะ {figures.unreached:,} คนจะเห็นเมื่อทักมาครั้งหน้า"]
    elif figures.unreached:
        lines.append(f"โควตาเดือนนี้หมด อีก {figures.unreached:,} คนจะเห็นเมื่อทักมาครั้งหน้า")
    if figures.failed:
        lines.append(f"ส่งไม่ถึง {figures.failed} คน")
    if figures.unknown:
        lines.append(f"ไม่แน่ใจว่าถึงไหม {figures.unknown} คน")
    return say(*lines, choices=(status_button(found),))


def status_button(found: Announcement) -> Button:
    """Looks at the figures of an announcement."""
    return Button("ดูผลประกาศ", Start("announcement_status", {"notice": found.public_id}))


def again(found: Announcement) -> Card:
    """A past notice, for somebody who asks."""
    told = found.began_at or found.created_at
    return Card(found.heading, text=found.body, rows=(Row("แจ้งเมื่อ", thai_moment(told)),))


# --- รับทราบ ----------------------------------------------------------------------------------------------------------


def _acknowledge(context: Context, form: Form) -> Done:
    db, person = context.db, context.person
    named = announcements.by_public_id(db, form.text_of("notice"))
    found = named or newest_unacknowledged(db, person.id)
    look = Button("ดูประกาศล่าสุด", Start("browse_news"))
    if found is None or not acknowledge(db, found.id, person.id, context.now):
        return Done(say("ไม่มีประกาศที่รอรับทราบค่ะ", choices=(look,)))
    return Done(say("รับทราบแล้วค่ะ ขอบคุณนะคะ"))


# --- asking about notices ---------------------------------------------------------------------------------------------


def subject(question: str) -> str:
    """What a question is about: "ประชุมกี่โมง" → ประชุม; empty when it names nothing."""
    return " ".join(_ASKING.sub(" ", question).split())


def told_about(context: Context, form: Form) -> Answer | None:
    """The notices of the person's own village that answer this question; None when none does."""
    village = context.person.village
    if village is None:
        return None
    told = announcements.told_in(context.db, village.id, context.now)
    if not told:
        return None
    sought = set(grams(subject(form.text)))
    if not sought and (of_day := _told_on(context, form, told)) is not None:
        return of_day
    if not sought:
        return _latest(told) if not form.text or _WHAT_WAS_SAID.search(form.text) else None
    fits = [(len(sought & set(grams(found.body))) / len(sought), found) for found in told]
    best = max(share for share, _ in fits)
    if best < ALIKE and (of_day := _told_on(context, form, told)) is not None:
        return of_day
    if best < ALIKE:
        return _latest(told) if _WHAT_WAS_SAID.search(form.text) and best == 0 else None
    chosen = [found for share, found in fits if share >= best * NEARLY][:3]
    return Answer(tuple(again(found) for found in _coming_first(context, chosen)))


def _coming_first(context: Context, found: list[Announcement]) -> list[Announcement]:
    """What is still to come before what is over; the newest first within each."""
    today = context.now.date()
    return sorted(found, key=lambda one: one.event_date is not None and one.event_date < today)


def _told_on(context: Context, form: Form, told: list[Announcement]) -> Answer | None:
    """What was told on the day that the question names: "เมื่อวานผู้ใหญ่ประกาศอะไร"; None when it names none."""
    named = _PAST_DAY.search(form.text)
    if named is None or not _WHAT_WAS_SAID.search(form.text):
        return None
    day = context.now.date() - timedelta(days=_DAYS_AGO[named[0]])
    of_day = [found for found in told if (found.began_at or found.created_at).astimezone(BANGKOK).date() == day]
    if of_day:
        return Answer((*say(f"ประกาศ{named[0]}ค่ะ").replies, *(again(found) for found in of_day[:3])))
    return Answer((*say(f"{named[0]}ไม่มีประกาศค่ะ ล่าสุดคือ").replies, again(told[0])))


def _latest(told: list[Announcement]) -> Answer:
    return Answer((*say("ประกาศล่าสุดค่ะ").replies, *(again(found) for found in told[:3])))


# --- figures for the sender -------------------------------------------------------------------------------------------


def _status(context: Context, form: Form) -> Found:
    own = announcements.last_of(context.db, context.person, context.now)
    named = [found for found in own if found.public_id == form.text_of("notice")] if form.text_of("notice") else own
    if not named:
        write = Button("ประกาศถึงลูกบ้าน", Start("broadcast_announcement"))
        none = "ไม่พบประกาศนี้ในที่คุณส่งค่ะ" if form.text_of("notice") else "ยังไม่มีประกาศที่คุณส่งค่ะ"
        return Found(answer=say(none, choices=(write,)))
    found = named[0]
    figures = tally(context.db, found.id)
    rows = [
        Row("สถานะ", STATES[announcements.AnnouncementState(found.state)]),
        Row("ส่งถึงแล้ว", f"{figures.sent:,} จาก {figures.total:,} คน"),
        Row("รับทราบ", f"{figures.acknowledged:,} คน"),
    ]
    more = (
        ("รอส่ง", figures.waiting),
        ("รอทักมา", figures.unreached),
        ("ไม่ถึง", figures.failed),
        ("ไม่แน่ใจ", figures.unknown),
    )
    rows += [Row(label, f"{number:,} คน") for label, number in more if number]
    if found.state in announcements.BEFORE_SENDING:
        rows = [rows[0], Row("จะส่ง", thai_moment(found.due_at))]
    return Found(
        answer=Answer(
            (
                Card(
                    found.heading,
                    text=found.body[:200],
                    rows=tuple(rows),
                    note=_silent(context, found),
                    buttons=_ways(found),
                ),
            )
        )
    )


def _silent(context: Context, found: Announcement) -> str:
    people = not_acknowledged(context.db, found.id, 11)
    if not people or found.state in announcements.BEFORE_SENDING:
        return ""
    names = " ".join(person.shown_name for person in people[:10])
    return f"ยังไม่รับทราบ: {names}{' …' if len(people) > 10 else ''}"


def _ways(found: Announcement) -> tuple[Button, ...]:
    if found.state in (*announcements.BEFORE_SENDING, announcements.AnnouncementState.SENDING):
        return (status_button(found), Button("ยกเลิกประกาศ", Start("cancel_announcement", {"notice": found.public_id})))
    return (status_button(found),)


STATES = {
    announcements.AnnouncementState.DRAFTED: "ร่าง รอผู้ใหญ่บ้าน",
    announcements.AnnouncementState.SCHEDULED: "รอเวลาส่ง",
    announcements.AnnouncementState.SENDING: "กำลังส่ง",
    announcements.AnnouncementState.SENT: "ส่งแล้ว",
    announcements.AnnouncementState.STOPPED: "หยุดกลางทาง",
    announcements.AnnouncementState.CANCELLED: "ยกเลิกแล้ว",
    announcements.AnnouncementState.REFUSED: "ไม่ได้ส่ง สิทธิ์หมดแล้ว",
}

CAPABILITIES = (
    Capability("acknowledge", act=_acknowledge),
    Capability("announcement_status", look=_status),
)
