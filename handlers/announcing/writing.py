"""Writing a notice: the text as it was typed, when it goes out, and ส่งเลย."""

import re
from datetime import datetime

from handlers.announcing import notices
from handlers.announcing.delegating import taking
from handlers.announcing.places import Voice, voices
from handlers.announcing.previewing import Plan, plan, preview, room_now
from handlers.capability import Capability, Context, Done, Form, Found, Notice
from handlers.dates import thai_moment
from handlers.posting import forbidden
from handlers.replies import Answer, Button, Card, Row, Start, say
from intents.entities.when import when_in
from intents.intent import Value, declared
from intents.thai.normalise import normalise
from models import announcement as announcements
from models import delegation, delivering
from models import photo as photos
from models.announcement import UNDO, Announcement, AnnouncementState
from models.role import Action, Role, in_role, may
from models.role import Answer as Right
from models.village import Village

HUMAN = Button("คุยกับคน", Start("talk_to_human"))
_ONLY_A_WISH = re.compile(
    r"(?:ผม|หนู|ฉัน|ข้าพเจ้า|เฮา|ข่อย)?(?:อยาก|ขอ|จะ|ช่วย|ต้องการ|สิ|ใคร่|ฝาก|มีเรื่อง(?:จะ|อยาก)?)*"
    r"(?:ส่ง|ลง|ทำ|พิมพ์|เขียน)?(?:ประกาศ|แจ้ง|บอก|กระจายข่าว|เสียงตามสาย)(?:ข่าว|เรื่อง|หน่อย|อะไร|เสียงตามสาย)*"
    r"(?:ให้|ถึง|กับ|แก่)?(?:ลูกบ้าน|ชาวบ้าน|ทุกคน|คนในหมู่บ้าน|พี่น้อง|ทั้งหมู่บ้าน)*(?:ทราบ|รู้)*(?:หน่อย|ด้วย|ได้ไหม|ได้มั้ย|ยังไง|ครับ|ค่ะ|คะ|จ้า|เด้อ|เจ้า|นะ|\s)*"
)
"""A whole message that wants to announce and does not say what."""
_SEND_AT = re.compile(
    r"(?:ให้|ขอให้|ช่วย)?(?:ส่ง|ประกาศ|ตั้งเวลา)(?:ให้)?"
    r"(?:ตอน|เวลา|ไว้|วันที่|วัน(?=จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)|(?=พรุ่งนี้|มะรืน|คืนนี้|เย็นนี้|เช้านี้|มื้ออื่น))"
    r"\s?(?P<when>[^\n]+)"
)
"""An explicit "ส่งตอน…"; the words before it are the notice."""
_ASKS_TO_PASS_ON = re.compile(
    r"^(?:ขอประกาศ|(?:รบกวน|ช่วย|ฝาก)+(?:ประกาศ|แจ้ง|บอก)(?:ให้|ลูกบ้าน|ชาวบ้าน|ทุกคน|หน่อย|ด้วย|\s)*)(?:ว่า)?[\s:]*(?=\S)"
)
"""Words to the bot before the notice itself."""
_URGENT = re.compile(r"^\W*(?:เรื่อง|ข่าว|ประกาศ|แจ้ง)*(?:ด่วน|ฉุกเฉิน)|ด่วนมาก|ด่วนที่สุด|!ด่วน|ด่วน!|\(ด่วน\)|อพยพ")
_CANCELS = re.compile(r"^(?:ขอ|ช่วย)?(?:ยกเลิก|หยุด|ถอน|ระงับ)(?:การ)?(?:ส่ง)?ประกาศ(?!ว่า)")
_ASKS_RESULT = re.compile(
    r"ใคร(?:ยังไม่|ไม่)?(?:รับทราบ|อ่าน)|รับทราบ(?:กี่คน|แล้วกี่)|ส่งถึง(?:กี่คน|ใคร)|ผลประกาศ|ประกาศ(?:ถึง|ส่ง)(?:กี่คน|หรือยัง|ครบ)"
)


def _look(context: Context, form: Form) -> Found:
    if _CANCELS.search(form.text) and announcements.not_yet_sent(context.db, context.person):
        return Found(instead="cancel_announcement")
    if _ASKS_RESULT.search(form.text):
        return Found(instead="announcement_status")
    may_here = voices(context)
    if not may_here:
        return Found(answer=_refusal(context))
    values: dict[str, Value]
    empties: tuple[str, ...]
    if form.text_of("text"):
        values = _told(form.text_of("text"), context.now)
        empties = ("text",) if "text" in values else ()
    else:
        # Day, time and place of the first sentence stand in the notice's own words; as values they are corrections.
        values, empties = _told(form.written, context.now), ("date", "time", "place")
    if form.text_of("send_at"):
        values.pop("send_at", None)
    options: dict[str, tuple[tuple[str, Value], ...]] = {}
    if len(may_here) == 1:
        values["village"] = may_here[0].village.slug
    else:
        options["village"] = tuple((voice.village.name, voice.village.slug) for voice in may_here[:12])
    return Found(values=values, options=options, empties=empties)


def _told(written: str, now: datetime) -> dict[str, Value]:
    """What the words themselves say: the notice, when to send it, how urgent it is."""
    notice = written.strip()
    values: dict[str, Value] = {}
    if not notice or normalise(notice) in declared()["broadcast_announcement"].whole:
        return values
    asked = None
    for match in _SEND_AT.finditer(notice):
        moment = _send_at(match["when"], now)
        if moment is not None:
            asked, values["send_at"] = match, moment
    if asked is not None and _says_enough(notice[: asked.start()]):
        notice = notice[: asked.start()].strip(" ,\n")
    notice = _ASKS_TO_PASS_ON.sub("", notice) or notice
    if _URGENT.search(normalise(notice)):
        values["urgency"] = "ด่วน"
    return {**values, "text": notice} if _says_enough(notice) else values


def _says_enough(text: str) -> bool:
    """Whether words are left that could be a notice."""
    return len(normalise(text)) > 3 and not _ONLY_A_WISH.fullmatch(normalise(text))


def _send_at(words: str, now: datetime) -> str | None:
    """The ISO moment at the beginning of these words; None when they begin with none that is clear."""
    slot = next(s for s in declared()["broadcast_announcement"].slots if s.name == "send_at")
    reading = slot.parse(words, now)
    return reading if isinstance(reading, str) else None


def _refusal(context: Context) -> Answer:
    """Who may, and the next best thing."""
    if context.person.village is None:
        join = Button("เข้าร่วมหมู่บ้าน", Start("register"))
        return say(
            "ประกาศถึงลูกบ้านได้เฉพาะผู้ใหญ่บ้านค่ะ",
            "ถ้าเป็นผู้ใหญ่บ้าน พิมพ์รหัสหน้าที่ที่ได้รับมาได้เลยค่ะ",
            choices=(join, Button("คุยกับคน", Start("talk_to_human"))),
        )
    offered = delegation.open_to(context.db, context.person, context.person.village, context.now)
    if offered:
        return say(
            f"{offered[0].giver.shown_name} ขอให้คุณประกาศแทนค่ะ",
            "แตะ “ยอมรับ” ก่อน แล้วพิมพ์ข้อความอีกครั้งนะคะ",
            choices=taking(offered[0]),
        )
    news = Button("ลงเป็นข่าวแทน", Start("post_news"))
    if delegation.ended_for(context.db, context.person, context.person.village, context.now) is not None:
        return say(
            "สิทธิ์ประกาศแทนของคุณหมดแล้วค่ะ ตอนนี้ประกาศได้เฉพาะผู้ใหญ่บ้าน",
            "ขอให้ผู้ใหญ่บ้านมอบหมายใหม่ หรือฝากเป็นข่าวแทนได้นะคะ",
            choices=(news, HUMAN),
        )
    return say(
        "ประกาศถึงทุกคนได้เฉพาะผู้ใหญ่บ้าน หรือคนที่ผู้ใหญ่บ้านมอบหมายค่ะ",
        "ฝากเป็นข่าวหมู่บ้านแทนได้นะคะ",
        choices=(news, HUMAN),
    )


# --- ส่งเลย -----------------------------------------------------------------------------------------------------------


def _send(context: Context, form: Form) -> Done:
    planned = plan(context, form)
    if planned is None:
        return Done(_refusal(context))
    why = forbidden.reason(planned.body)
    if why is not None:
        again = Button("ประกาศถึงลูกบ้าน", Start("broadcast_announcement"))
        return Done(say("ยังส่งไม่ได้ค่ะ", why, "เอาส่วนนั้นออก แล้วพิมพ์มาใหม่ได้เลยค่ะ", choices=(again,)))
    made = _announcement(context, form, planned)
    context.db.add(made)
    context.db.flush()
    photos.attach_to_announcement(photos.of_ids(context.db, list(form.photos), context.person.id), made.id)
    if planned.voice.is_draft:
        return _drafted(context, made)
    return scheduled(context, made, planned.voice)


def _announcement(context: Context, form: Form, planned: Plan) -> Announcement:
    voice = planned.voice
    event = when_in(normalise(planned.body), context.now).date
    return Announcement(
        village_id=voice.village.id,
        author_id=context.person.id,
        sender_id=None if voice.is_draft else context.person.id,
        role=voice.role,
        delegation_id=voice.loan.id if voice.loan else None,
        heading=voice.heading,
        body=planned.body,
        state=AnnouncementState.DRAFTED if voice.is_draft else AnnouncementState.SCHEDULED,
        is_urgent=planned.is_urgent,
        event_date=event,
        due_at=planned.due_at,
        created_at=context.now,
        sources={slot: source for slot, source in form.sources.items() if source},
        draft_id=form.draft_id,
    )


def scheduled(context: Context, made: Announcement, voice: Voice) -> Done:
    """What is said once it will be sent, and whom it is reported to."""
    people = delivering.audience(context.db, made.village_id, [context.person.id])
    undo = Button("ยกเลิกประกาศ", Start("cancel_announcement", {"notice": made.public_id}))
    reached = min(people, room_now(context, is_urgent=made.is_urgent, people=people))
    late = f"อีก {people - reached:,} คนจะเห็นเมื่อทักมา โควตาเดือนนี้ไม่พอค่ะ" if reached < people else ""
    if people and not reached:
        when, late = f"โควตาเดือนนี้หมดค่ะ ทั้ง {people:,} คนจะเห็นเมื่อทักมา", ""
    elif not people:
        when = "เก็บประกาศไว้แล้วค่ะ ลูกบ้านที่เข้ามาใหม่ถามดูได้"
    elif made.due_at - context.now <= UNDO:
        when = f"จะส่งถึง {reached:,} คนใน 20 วินาทีค่ะ"
    else:
        when = f"จะส่งถึง {reached:,} คน {thai_moment(made.due_at)} ค่ะ"
    answer = say(when, late, "เปลี่ยนใจ แตะ “ยกเลิกประกาศ” ได้ก่อนส่งค่ะ", choices=(undo, notices.status_button(made)))
    return Done(Answer(answer.replies, answer.choices, is_receipt=True), notices=_reported(context, made, voice))


def _reported(context: Context, made: Announcement, voice: Voice) -> tuple[Notice, ...]:
    """Every use of a lent megaphone is told to its owner, who can stop it."""
    if voice.loan is None or voice.loan.giver_id == context.person.id:
        return ()
    stop = Button("หยุดประกาศนี้", Start("cancel_announcement", {"notice": made.public_id}))
    back = Button("ถอนสิทธิ์ประกาศแทน", Start("revoke_delegation", {"loan": str(voice.loan.id)}))
    told = Card(
        f"{context.person.shown_name} ประกาศแทนคุณ",
        text=made.body,
        rows=(Row("ส่ง", thai_moment(made.due_at)), Row("สิทธิ์ถึง", thai_moment(voice.loan.valid_until))),
        buttons=(stop, back),
    )
    return (Notice(voice.loan.giver_id, Answer((told,))),)


def _drafted(context: Context, made: Announcement) -> Done:
    """A draft goes to everybody who may send it, as one card each."""
    look = Button("ดูและส่ง", Start("send_draft", {"notice": made.public_id}))
    drop = Button("ไม่ส่ง", Start("refuse_draft", {"notice": made.public_id}))
    asked = Card(
        f"{context.person.shown_name} ({Role(made.role).thai}) ฝากประกาศ",
        heading="รอคุณส่ง",
        text=made.body,
        buttons=(look, drop),
    )
    people = senders(context, made.village)
    told = tuple(Notice(person, Answer((asked,))) for person in people)
    lines = (
        ("ส่งร่างให้ผู้ใหญ่บ้านแล้วค่ะ", "ส่งถึงลูกบ้านเมื่อไร จะบอกนะคะ")
        if told
        else ("เก็บร่างไว้แล้วค่ะ", "ผู้ใหญ่บ้านยังไม่ได้ใช้ไลน์นี้ บอกให้ท่านทักมานะคะ")
    )
    answer = say(*lines, choices=(Button("ยกเลิกประกาศ", Start("cancel_announcement", {"notice": made.public_id})),))
    return Done(Answer(answer.replies, answer.choices, is_receipt=True), notices=told)


def senders(context: Context, village: Village) -> list[int]:
    """Ids of those who may send in this village at once: headmen and who holds their megaphone."""
    people = in_role(context.db, Role.HEADMAN, village, context.now)
    takers = [loan.taker for loan in delegation.takers_in(context.db, village, context.now) if loan.holds(context.now)]
    allowed = [
        person
        for person in (*people, *takers)
        if may(context.db, person, Action.ANNOUNCE, village, context.now).answer is Right.YES
    ]
    return list(dict.fromkeys(person.id for person in allowed if person.id != context.person.id))


CAPABILITIES = (
    Capability("broadcast_announcement", look=_look, preview=preview, act=_send, is_offered=lambda c: bool(voices(c))),
)
