"""The megaphone lent to somebody until a day: given, accepted, taken back. Helpers are appointed by a one-time code."""

import re
from datetime import date, datetime, time

from handlers.capability import Capability, Context, Done, Form, Found, Notice
from handlers.dates import thai_day
from handlers.replies import CANCEL, CONFIRM, Answer, Button, Card, Move, Row, Start, say
from intents.intent import Value
from models import delegation, role_code
from models.delegation import Delegation
from models.person import Person, members_called
from models.role import ADULT_AGE, Action, Role, may, roles_in, villages_of
from models.role import Answer as Right
from models.village import Village

ANNOUNCE = Button("ประกาศถึงลูกบ้าน", Start("broadcast_announcement"))
LEND = Button("มอบหมายคนทำแทน", Start("delegate_role"))
HUMAN = Button("คุยกับคน", Start("talk_to_human"))
APPOINTED = {"เน็ตอาสา": Role.VOLUNTEER, "อสม.": Role.HEALTH_VOLUNTEER}
_TAKES_BACK = re.compile(r"ถอน|ถอด|ปลด|เรียกคืน|คืนสิทธิ|ยกเลิก|หยุด|เลิก|ไม่ต้อง(?:ให้)?.*แล้ว|พอแล้ว|เอา.*คืน|ขอ.*คืน|บ่ให้|ไม่ให้")
_APPOINTS = re.compile(r"แต่งตั้ง|(?:ตั้ง|เป็น)(?:ให้)?.*(?:เน็ตอาสา|อาสา|อสม)|เพิ่ม(?:เน็ต)?อาสา|เป็น(?:ผู้ช่วย|คนช่วย)")


def _lending_place(context: Context) -> tuple[Village, Role] | None:
    """The village whose megaphone this person may lend, and in which role; None when there is none."""
    own = context.person.village_id
    for village in sorted(villages_of(context.db, context.person, context.now), key=lambda one: one.id != own):
        right = may(context.db, context.person, Action.DELEGATE, village, context.now)
        if right.answer is Right.YES:
            return village, right.role
    return None


def _look(context: Context, form: Form) -> Found:
    place = _lending_place(context)
    if place is None:
        return _not_the_owner(context, form)
    village, _ = place
    if _TAKES_BACK.search(form.text):
        return Found(instead="revoke_delegation", options={"loan": _loans(context, village, form)})
    if _APPOINTS.search(form.text):
        role = "อสม." if re.search(r"อสม|สาธารณสุข", form.text) else "เน็ตอาสา" if "อาสา" in form.text else ""
        return Found(instead="appoint_helper", values={"role": role} if role else {})
    values: dict[str, Value] = {}
    if not form.text_of("until"):
        values = _until(form, context.now)
    if not form.text_of("name"):
        return Found(values=values)
    return _found_member(context, form, village, values)


def _until(form: Form, now: datetime) -> dict[str, Value]:
    """The end that the sentence names, as a day."""
    from intents.announcing import read_until

    last = read_until(form.text, now) if form.text else None
    return {"until": last} if isinstance(last, str) else {}


def _found_member(context: Context, form: Form, village: Village, values: dict[str, Value]) -> Found:
    name = form.text_of("name")
    called = members_called(context.db, village, name)
    fitting = [person for person in called if _can_take(context, person, village)]
    if not fitting:
        return Found(answer=_nobody(context, name, called), empties=("name", "member"), values=values)
    if len(fitting) == 1:
        return Found(values={**values, "member": str(fitting[0].id)}, empties=("member",))
    options: tuple[tuple[str, Value], ...] = tuple((_told_apart(p, fitting), str(p.id)) for p in fitting)
    return Found(values=values, options={"member": options}, empties=("member",))


def _nobody(context: Context, name: str, called: list[Person]) -> Answer:
    """Why nobody of that name can have it."""
    if any(person.id == context.person.id for person in called):
        return say("คุณประกาศเองได้อยู่แล้วค่ะ ไม่ต้องมอบหมาย")
    if called:
        return say(f"{called[0].shown_name} ทำแทนไม่ได้ค่ะ", f"ต้องอายุ {ADULT_AGE} ปีขึ้นไป และใช้ไลน์นี้อยู่")
    return say(f"ไม่พบ “{name}” ในลูกบ้านที่ใช้ไลน์นี้ค่ะ", "ให้เขาเข้าร่วมหมู่บ้านก่อน หรือพิมพ์ชื่ออื่นมาได้เลยค่ะ")


def _told_apart(person: Person, among: list[Person]) -> str:
    """A name, with what else is known where two are called the same."""
    same = [other for other in among if other.shown_name == person.shown_name]
    return f"{person.shown_name} ({person.line_name})" if len(same) > 1 and person.line_name else person.shown_name


def _can_take(context: Context, person: Person, village: Village) -> bool:
    """An adult member who can be written to, and not the giver."""
    roles = roles_in(context.db, person, village, context.now)
    return person.id != context.person.id and person.line_user_id is not None and Role.YOUTH not in roles


def _not_the_owner(context: Context, form: Form) -> Found:
    """A delegate may hand the megaphone back; everybody else is told who can."""
    village = context.person.village
    if village is not None and _TAKES_BACK.search(form.text):
        mine = delegation.open_to(context.db, context.person, village, context.now)
        if mine:
            return Found(instead="revoke_delegation", values={"loan": str(mine[0].id)})
    return Found(
        answer=say("มอบหมายหรือแต่งตั้งได้เฉพาะผู้ใหญ่บ้านค่ะ", "ถ้าอยากช่วยประกาศ บอกผู้ใหญ่บ้านให้มอบหมายให้ได้นะคะ", choices=(HUMAN,))
    )


def _member(context: Context, form: Form, village: Village) -> Person | None:
    number = form.text_of("member")
    person = context.db.get(Person, int(number)) if number.isdecimal() and number.isascii() else None
    is_member = person is not None and person.village_id == village.id and person.consented_at is not None
    return person if is_member and person is not None and _can_take(context, person, village) else None


def _end(form: Form, now: datetime) -> datetime:
    """The last minute of the last day."""
    return datetime.combine(date.fromisoformat(form.text_of("until")), time(23, 59, 59), now.tzinfo)


def _preview(context: Context, form: Form) -> Card:
    place = _lending_place(context)
    person = _member(context, form, place[0]) if place else None
    if place is None or person is None:
        return Card("ตอนนี้มอบหมายไม่ได้แล้วค่ะ", buttons=(Button(CANCEL, Move("cancel")),))
    rows = (
        Row("ให้", person.shown_name),
        Row("ทำแทนเรื่อง", f"ประกาศถึงลูกบ้าน{place[0].name}"),
        Row("ถึง", f"{thai_day(_end(form, context.now))} (สิ้นวัน)"),
    )
    note = "ทุกครั้งที่ประกาศแทน จะแจ้งคุณพร้อมปุ่มหยุด ถอนคืนได้ทุกเมื่อค่ะ"
    return Card(
        "มอบหมายให้ประกาศแทน",
        heading="ตรวจก่อนนะคะ",
        rows=rows,
        note=note,
        buttons=(Button(CONFIRM, Move("yes")), Button(CANCEL, Move("cancel"))),
    )


def _give(context: Context, form: Form) -> Done:
    place = _lending_place(context)
    person = _member(context, form, place[0]) if place else None
    if place is None or person is None:
        return Done(say("มอบหมายไม่ได้แล้วค่ะ สิทธิ์หรือคนที่เลือกเปลี่ยนไป", "ลองใหม่อีกครั้งนะคะ", choices=(HUMAN,)))
    village, role = place
    made = Delegation(
        village_id=village.id, giver_id=context.person.id, taker_id=person.id, giver_role=role,
        valid_until=_end(form, context.now), given_at=context.now,
    )  # fmt: skip
    loan = delegation.give(context.db, made, context.now)
    asked = Card(
        f"{context.person.shown_name} ขอให้คุณประกาศแทน",
        rows=(Row("หมู่บ้าน", village.name), Row("ถึง", thai_day(loan.valid_until))),
        note="รับแล้ว พิมพ์ข้อความที่จะประกาศมาได้เลย จะถามก่อนส่งทุกครั้งค่ะ",
        buttons=taking(loan),
    )
    back = Button("ถอนสิทธิ์", Start("revoke_delegation", {"loan": str(loan.id)}))
    answer = say(f"ส่งคำขอให้ {person.shown_name} แล้วค่ะ", "เขากดยอมรับเมื่อไร จะบอกนะคะ", choices=(back,))
    return Done(Answer(answer.replies, answer.choices, is_receipt=True), notices=(Notice(person.id, Answer((asked,))),))


def taking(loan: Delegation) -> tuple[Button, ...]:
    """Whether the one who is asked takes it."""
    values: dict[str, Value] = {"loan": str(loan.id)}
    return Button("ยอมรับ", Start("accept_delegation", values)), Button("ไม่รับ", Start("decline_delegation", values))


# --- the taker --------------------------------------------------------------------------------------------------------


def _loan(context: Context, form: Form) -> Delegation | None:
    number = form.text_of("loan")
    return (
        context.db.get(Delegation, int(number))
        if number.isascii() and number.isdecimal() and len(number) < 18
        else None
    )


def _accept(context: Context, form: Form) -> Done:
    loan = _loan(context, form)
    if loan is None or loan.taker_id != context.person.id:
        return Done(say("คำขอนี้ไม่ใช่ของคุณค่ะ", choices=(HUMAN,)))
    if not delegation.accept(context.db, loan, context.now):
        again = "คุณรับหน้าที่นี้แล้วค่ะ" if loan.holds(context.now) else "คำขอนี้หมดเวลาหรือถูกถอนแล้วค่ะ"
        return Done(say(again, choices=(ANNOUNCE,) if loan.holds(context.now) else (HUMAN,)))
    told = say(
        f"{context.person.shown_name} รับหน้าที่ประกาศแทนแล้วค่ะ",
        f"ถึง {thai_day(loan.valid_until)}",
        choices=(_take_back(loan),),
    )
    answer = say(
        f"รับหน้าที่แล้วค่ะ ประกาศแทนได้ถึง {thai_day(loan.valid_until)}", "พิมพ์ข้อความที่จะประกาศมาได้เลยค่ะ", choices=(ANNOUNCE,)
    )
    return Done(answer, notices=(Notice(loan.giver_id, told),))


def _decline(context: Context, form: Form) -> Done:
    loan = _loan(context, form)
    if loan is None or loan.taker_id != context.person.id:
        return Done(say("คำขอนี้ไม่ใช่ของคุณค่ะ", choices=(HUMAN,)))
    return _given_up(context, loan)


def _given_up(context: Context, loan: Delegation) -> Done:
    if not delegation.revoke(context.db, loan, context.now):
        return Done(say("เรื่องนี้จบไปแล้วค่ะ"))
    told = say(f"{context.person.shown_name} ไม่รับหน้าที่ประกาศแทนค่ะ", "มอบหมายคนอื่นได้นะคะ", choices=(LEND,))
    return Done(say("ได้ค่ะ บอกผู้ใหญ่บ้านให้แล้ว"), notices=(Notice(loan.giver_id, told),))


# --- taking it back ---------------------------------------------------------------------------------------------------


def _take_back(loan: Delegation) -> Button:
    return Button("ถอนสิทธิ์", Start("revoke_delegation", {"loan": str(loan.id)}))


def _loans(context: Context, village: Village, form: Form) -> tuple[tuple[str, Value], ...]:
    """The loans of this village that can be taken back, those to the person whom the sentence names if it names one."""
    loans = delegation.takers_in(context.db, village, context.now)
    name, said = form.text_of("name"), "".join(form.text.split())
    called = {person.id for person in members_called(context.db, village, name)} if name else set()
    named = [loan for loan in loans if loan.taker_id in called] or [loan for loan in loans if _is_named(loan, said)]
    return tuple((loan.taker.shown_name, str(loan.id)) for loan in (named or loans)[:12])


def _is_named(loan: Delegation, said: str) -> bool:
    names = ("".join(name.split()) for name in (loan.taker.call_name, loan.taker.line_name) if name)
    return any(len(name) > 1 and name in said for name in names)


def _which(context: Context, form: Form) -> Found:
    if form.text_of("loan"):
        return Found()
    place = _lending_place(context)
    options = _loans(context, place[0], form) if place else ()
    if not options:
        return Found(answer=say("ตอนนี้ไม่มีใครถือสิทธิ์ประกาศแทนอยู่ค่ะ", choices=(LEND,)))
    if len(options) == 1:
        return Found(values={"loan": options[0][1]})
    return Found(options={"loan": options})


def _revoke(context: Context, form: Form) -> Done:
    loan = _loan(context, form)
    if loan is not None and loan.taker_id == context.person.id:
        return _given_up(context, loan)
    if loan is None or not _may_take_back(context, loan):
        return Done(say("ถอนสิทธิ์ได้เฉพาะผู้ใหญ่บ้านที่มอบหมายค่ะ", choices=(HUMAN,)))
    taker = loan.taker.shown_name
    if not delegation.revoke(context.db, loan, context.now):
        return Done(say(f"สิทธิ์ของ {taker} ถอนไปแล้วค่ะ", choices=(LEND,)))
    told = say("ผู้ใหญ่บ้านถอนสิทธิ์ประกาศแทนแล้วค่ะ ขอบคุณที่ช่วยนะคะ")
    return Done(
        say(f"ถอนสิทธิ์ประกาศแทนของ {taker} แล้วค่ะ", "ประกาศที่ตั้งเวลาไว้จะไม่ถูกส่ง", choices=(LEND,)),
        notices=(Notice(loan.taker_id, told),),
    )


def _may_take_back(context: Context, loan: Delegation) -> bool:
    right = may(context.db, context.person, Action.DELEGATE, loan.village, context.now)
    return right.answer is Right.YES and (loan.giver_id == context.person.id or right.role is Role.HEADMAN)


# --- appointing -------------------------------------------------------------------------------------------------------


def _may_appoint(context: Context, form: Form) -> Found:
    if _appointing_village(context) is None:
        return Found(answer=say("แต่งตั้งได้เฉพาะผู้ใหญ่บ้านค่ะ", choices=(HUMAN,)))
    if form.text_of("role"):
        return Found()
    return Found(options={"role": tuple((title, title) for title in APPOINTED)})


def _appointing_village(context: Context) -> Village | None:
    place = _lending_place(context)
    return place[0] if place is not None and place[1] is Role.HEADMAN else None


def _appoint(context: Context, form: Form) -> Done:
    village, role = _appointing_village(context), APPOINTED.get(form.text_of("role"))
    if village is None or role is None:
        return Done(say("แต่งตั้งไม่ได้ค่ะ ต้องเป็นผู้ใหญ่บ้าน และแต่งตั้งได้เฉพาะเน็ตอาสากับ อสม.", choices=(HUMAN,)))
    code = role_code.make_code(context.db, role, village.join_code, context.now)
    words = say(f"รหัสสำหรับ {role.thai} {village.name}", code, "ส่งต่อให้คนที่แต่งตั้ง พิมพ์ในแชทนี้ครั้งเดียว ภายใน 7 วันค่ะ")
    return Done(Answer(words.replies, is_receipt=True))


CAPABILITIES = (
    Capability(
        "delegate_role", look=_look, preview=_preview, act=_give, is_offered=lambda c: _lending_place(c) is not None
    ),
    Capability("accept_delegation", act=_accept),
    Capability("decline_delegation", act=_decline),
    Capability("revoke_delegation", look=_which, act=_revoke),
    Capability("appoint_helper", look=_may_appoint, act=_appoint),
)
