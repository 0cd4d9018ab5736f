"""The notice before it is sent: what a form would do, its corrected words, and the card that is confirmed."""

import re
from dataclasses import dataclass
from datetime import datetime

from handlers.announcing.places import Voice, voice_in
from handlers.announcing.script import loudspeaker
from handlers.capability import Context, Form
from handlers.dates import thai_moment
from handlers.pictures import picture_url
from handlers.posting import forbidden
from handlers.replies import CANCEL, EDIT, Button, Card, Move, Row
from intents.entities.when import when_in
from intents.thai.normalise import normalise
from models import delivering, quota
from models import photo as photos
from models.announcement import UNDO, sending_time
from models.village import by_slug

SEND = "ส่งเลย"
_DAY_NAMES = ("จันทร์", "อังคาร", "พุธ", "พฤหัส", "ศุกร์", "เสาร์", "อาทิตย์")
_ONE_ZONE = re.compile(r"(?:เฉพาะ|แค่)(?:คุ้ม|ซอย)|(?:ส่ง|แจ้ง)(?:ถึง|ให้)?(?:คุ้ม|ซอย)")


@dataclass(frozen=True)
class Plan:
    """What a form would do if it were confirmed now."""

    voice: Voice
    body: str
    due_at: datetime
    is_urgent: bool
    waits_for_morning: bool
    is_at_once: bool


def plan(context: Context, form: Form) -> Plan | None:
    """The form as a plan; None when the right is gone."""
    village = by_slug(context.db, form.text_of("village"))
    voice = voice_in(context, village) if village is not None else None
    if voice is None:
        return None
    is_urgent = form.text_of("urgency") == "ด่วน"
    now = context.now
    asked = datetime.fromisoformat(form.text_of("send_at")) if form.text_of("send_at") else None
    is_at_once = asked is None or asked <= now
    wanted = now if asked is None or asked <= now else asked
    due_at = sending_time(wanted, is_urgent=is_urgent)
    waits = due_at != wanted
    if is_at_once and not waits:
        due_at = now + UNDO
    return Plan(voice, worded(form, now), due_at, is_urgent, waits, is_at_once and not waits)


def worded(form: Form, now: datetime) -> str:
    """The notice with the corrections of its day, time and place put into its own words."""
    body = form.text_of("text")
    for slot, mark in (("date", "วัน"), ("time", "เวลา")):
        value = form.text_of(slot)
        if slot == "date" and value.startswith(_DAY_NAMES):
            value = f"วัน{value}"
        if value and normalise(value) not in normalise(body):
            body = _replaced(body, slot, value, now) or f"{body}\n{mark}: {value}"
    place = form.text_of("place")
    if place and normalise(place) not in normalise(body):
        body = f"{body}\nสถานที่: {place}"
    return "\n".join(part for part in (body, form.text_of("more")) if part)


def _replaced(body: str, slot: str, value: str, now: datetime) -> str | None:
    """The body with its own day or time changed; None when it names none that can be found in what was typed."""
    clean = normalise(body)
    moment = when_in(clean, now)
    span = moment.date_span if slot == "date" else moment.time_span
    old = clean[slice(*span)].strip() if span else ""
    return body.replace(old, value, 1) if old and old in body else None


def preview(context: Context, form: Form) -> Card:
    planned = plan(context, form)
    if planned is None:
        return Card("ตอนนี้ประกาศไม่ได้แล้วค่ะ", note="สิทธิ์ประกาศหมดแล้ว", buttons=(Button(CANCEL, Move("cancel")),))
    ways = (Button(SEND, Move("yes")), Button(EDIT, Move("edit")), Button(CANCEL, Move("cancel")))
    why = forbidden.reason(planned.body)
    if why is None:
        return card(context, planned, form, ways)
    note = f"{why}\nแตะ “แก้” แล้วเอาส่วนนั้นออกได้เลยค่ะ"
    shown = forbidden.masked(planned.body)
    return Card(planned.voice.heading, heading="ยังส่งไม่ได้ค่ะ", text=shown, note=note, buttons=ways[1:])


def card(context: Context, planned: Plan, form: Form, buttons: tuple[Button, ...]) -> Card:
    """The notice before it is sent: to how many, when, what it costs, and how it is read out."""
    voice = planned.voice
    people = delivering.audience(context.db, voice.village.id, [context.person.id])
    reaches = f"{people} คน" if people else "ยังไม่มีลูกบ้าน"
    rows = [Row("ถึง", f"{reaches} ใน{voice.village.name}"), Row("ส่ง", _sent_when(planned))]
    if planned.is_urgent:
        rows.append(Row("ความด่วน", "ด่วน ส่งได้แม้กลางคืน"))
    if voice.is_draft:
        rows[1:] = [Row("ส่ง", "เมื่อผู้ใหญ่บ้านแตะส่ง")]
    rows += _quota_rows(context, people, planned.is_urgent)
    attached = photos.of_ids(context.db, list(form.photos), context.person.id)
    if attached:
        rows.append(Row("รูป", f"{len(attached)} รูป"))
    script = loudspeaker(voice.village.name, planned.body)
    zone = "ตอนนี้ส่งได้ทั้งหมู่บ้าน ยังเลือกเฉพาะคุ้มไม่ได้ค่ะ\n" if _ONE_ZONE.search(normalise(planned.body)) else ""
    invite = "" if people else f"ชวนลูกบ้านเพิ่มเพื่อนแล้วพิมพ์ {voice.village.join_code} จะได้ประกาศครั้งต่อไปค่ะ\n"
    return Card(
        voice.heading,
        heading="ตรวจก่อนส่งนะคะ",
        text=planned.body,
        rows=tuple(rows),
        note=f"{zone}{invite}📻 อ่านเสียงตามสาย: {script}",
        picture=picture_url(context, attached),
        buttons=buttons,
    )


def _sent_when(planned: Plan) -> str:
    if planned.is_at_once:
        return "ทันที (ยกเลิกได้ 20 วินาที)"
    late = " (กลางคืนไม่ส่ง)" if planned.waits_for_morning else ""
    return f"{thai_moment(planned.due_at)}{late}"


def room_now(context: Context, *, is_urgent: bool, people: int) -> int:
    """How many people this month's quota still reaches; all of them where LINE does not limit or cannot be asked."""
    room = _room(context, is_urgent=is_urgent)
    return people if room is None else room


def _room(context: Context, *, is_urgent: bool) -> int | None:
    figures = context.quota()
    return quota.left(context.db, figures, context.real_now, is_urgent=is_urgent) if figures else None


def _quota_rows(context: Context, people: int, is_urgent: bool) -> list[Row]:
    room = _room(context, is_urgent=is_urgent)
    if room is None:
        return []
    if room >= people:
        return [Row("โควตา", f"เหลือ {room - people:,} หลังส่ง")]
    return [Row("โควตา", f"พอสำหรับ {room:,} คน อีก {people - room:,} คนจะเห็นเมื่อทักมา")]
