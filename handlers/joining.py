"""Joining a village: by its code (typed, or written by its QR), by its name, its number and tambon, or a pin."""

import re
from collections.abc import Mapping
from typing import Final

from handlers.capability import Capability, Context, Done, Form, Found
from handlers.menu import menu
from handlers.replies import CONFIRM, NO, Answer, Button, Card, Move, Row, Start, say
from intents.intent import Value
from models import distance, role_code
from models.village import Village, by_join_code, by_slug, called, fold_code, nearest

HUMAN = Button("คุยกับคน", Start("talk_to_human"))
AGAIN = Button("เข้าร่วมหมู่บ้าน", Start("register"))
NEAR_KM = 30.0
"""Somebody who sends a pin lives in a village that is no farther."""
CHOICES = 9
_CODE: Final = re.compile(r"[A-Za-z]{3}\s?-?\s?\d{4}(?!\d)")
"""A join code within a sentence: "เข้าร่วม DKS-4821"."""
_NO_CODE: Final = re.compile(r"(?:ขอ|ไม่มี|ไม่รู้|ไม่ทราบ|ไม่ได้|ลืม|หา|จำ)\S*รหัส|รหัส\S*(?:อะไร|ไหน|ไม่รู้|ไม่มี|เท่าไ)")
LEVELS = ("village_no", "tambon", "amphoe", "province")


def _may_join(context: Context, form: Form) -> Found:
    person, written = context.person, form.text_of("join_code")
    if person.consented_at is None:
        return Found(first="consent")
    if written and (_is_code(written) or by_join_code(context.db, written)):
        return Found()
    code = _CODE.search(form.text)
    if code and not written and by_join_code(context.db, code.group()):
        return Found(values={"join_code": code.group()})
    if _NO_CODE.search(written):
        answer = say("ไม่มีรหัสก็เข้าร่วมได้ค่ะ", "พิมพ์ชื่อบ้านกับตำบล หรือส่งตำแหน่งของหมู่บ้านมาแทนได้เลย")
        return Found(answer=answer, empties=("join_code",))
    meant = _meant(context, form)
    if meant:
        return _choice(meant)
    if written or _names_one(form):
        told = "ใกล้ตรงนี้ยังไม่มีหมู่บ้านในเน็ตอาสาค่ะ" if form.text_of("pin") else "ไม่พบหมู่บ้านนี้ในเน็ตอาสาค่ะ"
        nothing = say(told)
        return Found(answer=nothing, empties=("join_code", "place", "pin", *LEVELS))
    if person.village is not None:
        change = "ถ้าจะย้ายหมู่บ้าน พิมพ์รหัสหรือชื่อหมู่บ้านใหม่ได้เลยค่ะ"
        return Found(answer=say(f"คุณเป็นคน{person.village.name}อยู่แล้วค่ะ", change, choices=menu()))
    return Found()


def _is_code(written: str) -> bool:
    """Whether it is meant as a code: Latin letters or digits alone."""
    return bool(fold_code(written)) and all(c.isascii() for c in written)


def _names_one(form: Form) -> bool:
    return bool(form.text_of("place") or form.text_of("pin") or form.text_of("village_no"))


def _meant(context: Context, form: Form) -> list[Village]:
    """The villages that the sentence, the answer or the pin can mean."""
    pin = distance.point(form.text_of("pin"))
    if pin is not None:
        return nearest(context.db, pin, NEAR_KM, 3)
    places: Mapping[str, str] = {level: form.text_of(level) for level in LEVELS if form.text_of(level)}
    # The answer to the question goes before the sentence that began it all.
    written = form.text_of("join_code") or form.text
    return called(context.db, written, form.text_of("place"), places, CHOICES)


def _choice(villages: list[Village]) -> Found:
    if len(villages) == 1:
        return Found(instead="join_village", values={"village": villages[0].slug})
    options: tuple[tuple[str, Value], ...] = tuple((_label(v, villages), v.slug) for v in villages)
    return Found(instead="join_village", options={"village": options})


def _label(village: Village, among: list[Village]) -> str:
    """Its name, with what tells it from others of this name."""
    if sum(other.name == village.name for other in among) < 2:
        return village.name
    return f"{village.name} ต.{village.tambon}" if village.tambon else f"{village.name} จ.{village.province}"


# --- by name or pin: confirmed, because names are alike ---------------------------------------------------------------


def _may_confirm(context: Context, form: Form) -> Found:
    person = context.person
    if person.consented_at is None:
        return Found(first="consent")
    village = by_slug(context.db, form.text_of("village")) if form.text_of("village") else None
    if form.text_of("village") and village is None:
        return Found(answer=say("ไม่พบหมู่บ้านนี้แล้วค่ะ", choices=(AGAIN, HUMAN)))
    if village is not None and person.village_id == village.id:
        return Found(answer=_there_already(village))
    return Found()


def _confirm(context: Context, form: Form) -> Card:
    village = by_slug(context.db, form.text_of("village"))
    assert village is not None  # asked by the look
    now = context.person.village
    return Card(
        title=village.name,
        heading="ย้ายมาหมู่บ้านนี้ใช่ไหมคะ" if now else "เป็นลูกบ้านที่นี่ใช่ไหมคะ",
        rows=(Row("อยู่", village.address), *((Row("ย้ายจาก", now.name),) if now else ())),
        buttons=(Button(CONFIRM, Move("yes")), Button(NO, Move("no"))),
    )


def _join_named(context: Context, form: Form) -> Done:
    village = by_slug(context.db, form.text_of("village"))
    return Done(joined(context, village) if village else say("ไม่พบหมู่บ้านนี้แล้วค่ะ", choices=(AGAIN, HUMAN)))


def _another(context: Context, form: Form) -> Answer:
    return say("ได้ค่ะ ยังไม่ได้เข้าร่วม", "พิมพ์ชื่อบ้านกับตำบล หรือรหัสหมู่บ้านมาใหม่ได้เลยค่ะ", choices=(AGAIN, HUMAN))


# --- by code ----------------------------------------------------------------------------------------------------------


def _join(context: Context, form: Form) -> Done:
    person, written = context.person, form.text_of("join_code")
    if role_code.tries_left(context.db, person, context.now) == 0:
        return Done(too_many_tries())
    village = by_join_code(context.db, written)
    if village is None:
        role_code.note_wrong_try(context.db, person, context.now)
        return Done(_wrong_code())
    return Done(joined(context, village))


def joined(context: Context, village: Village) -> Answer:
    """Makes this person a resident of this village; what they are told."""
    person = context.person
    if person.village_id == village.id:
        return _there_already(village)
    person.village_id, person.village = village.id, village
    context.db.flush()
    return say(f"เข้าร่วม{village.name}แล้วค่ะ", village.address, "อยากถาม หรือลงขายของ พิมพ์มาได้เลยค่ะ", choices=menu())


def _there_already(village: Village) -> Answer:
    return say(f"คุณเป็นคน{village.name}อยู่แล้วค่ะ", choices=menu())


def _wrong_code() -> Answer:
    return say("ไม่พบรหัสนี้ค่ะ ลองตรวจดูอีกครั้งนะคะ", "ถามรหัสได้ที่ผู้ใหญ่บ้านหรือเน็ตอาสา", choices=(AGAIN, HUMAN))


def too_many_tries() -> Answer:
    """After five wrong codes within an hour."""
    return say("ลองรหัสผิดหลายครั้งแล้วค่ะ", "รออีก 1 ชั่วโมงแล้วลองใหม่ หรือให้คนช่วยก็ได้นะคะ", choices=(HUMAN,))


CAPABILITIES = (
    Capability("register", look=_may_join, act=_join, is_offered=lambda c: c.person.village_id is None),
    Capability("join_village", look=_may_confirm, preview=_confirm, act=_join_named, decline=_another),
)
