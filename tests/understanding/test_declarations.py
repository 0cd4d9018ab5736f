"""Every declaration keeps its own word: two questions, examples that are answers, words that correct what they name."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot import dialogue
from bot.draft import Dialogue, Draft, Pending
from bot.moves import Said
from intents.entities import answers
from intents.intent import Intent, Parser, Slot, Unclear, declared
from intents.understanding import Understanding

NOW = datetime(2025, 11, 21, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok"))
SLOTS = [pytest.param(i, s, id=f"{i.name}-{s.name}") for i in declared().values() for s in i.slots]
SAMPLES = {
    "urgency": "ด่วน",
    "until": "สิ้นเดือน",
    "name": "น้องฟ้า", "price": "300", "price_max": "300", "bundle_quantity": "3", "unit": "ถุง", "quantity": "5",
    "phone": "081-000-0000", "date": "15 ธ.ค.", "time": "9 โมงเช้า", "place": "ลานวัด", "topic": "ถ่ายรูปสินค้า",
    "send_at": "พรุ่งนี้ 6 โมงเช้า",
}  # fmt: skip
"""An answer for each kind of slot; for the rest any words will do."""


def shown_length(text: str) -> int:
    """Graphemes as a phone shows them: Thai vowels and tone marks above and below take no room."""
    return sum(not unicodedata.category(c).startswith("M") for c in text)


def own_examples(question: str) -> Iterator[str]:
    """What a question gives as an example: "… เช่น 35 หรือ โลละ 280"."""
    match = re.search(r"เช่น ([^\n]+)", question)
    if match:
        yield from (part.strip() for part in re.sub(r"(?:ค่ะ|คะ)\Z", "", match[1]).split(" หรือ "))


def is_read(slot: Slot, answer: str) -> bool:
    reading = slot.parse(answer, NOW)
    return reading is not None and not isinstance(reading, Unclear)


@pytest.mark.parametrize(("intent", "slot"), SLOTS)
def test_a_required_slot_is_asked_in_two_ways(intent: Intent, slot: Slot) -> None:
    assert not slot.required or len(set(slot.questions)) >= 2
    assert len(slot.questions) != 1
    for question in slot.questions:
        assert question.count("\n") <= 1
        assert re.search("ค่ะ|คะ", question), "polite"


@pytest.mark.parametrize(("intent", "slot"), SLOTS)
def test_the_examples_and_suggestions_of_a_question_are_answers(intent: Intent, slot: Slot) -> None:
    for question in slot.questions:
        for example in own_examples(question):
            assert is_read(slot, example) or all(is_read(slot, word) for word in example.split()), example
    for suggestion in slot.suggestions:
        assert is_read(slot, suggestion), suggestion
        assert shown_length(suggestion) <= 20


@pytest.mark.parametrize("intent", declared().values(), ids=lambda intent: intent.name)
def test_titles_fit_on_a_button(intent: Intent) -> None:
    titles = [intent.title, *(slot.title for slot in intent.slots)]
    assert all(0 < shown_length(title) <= 20 for title in titles), titles
    assert len({slot.name for slot in intent.slots}) == len(intent.slots)
    assert len({slot.title for slot in intent.slots}) == len(intent.slots)


@pytest.mark.parametrize(("intent", "slot"), SLOTS)
def test_a_correction_word_leads_to_its_slot(intent: Intent, slot: Slot) -> None:
    """Under the preview, by its title too; with nothing else in the form to be taken for it."""
    if slot.is_inner:
        return
    sample = SAMPLES.get(slot.name, "ทดลองเขียน")
    for word in {slot.title, *slot.corrections}:
        draft = Draft("d1", intent.name, pending=Pending("confirm"), is_checked=True)
        said = Said("e1", Understanding(f"{word} {sample}", "out_of_scope", 0.3), NOW, "m1")
        state, _ = dialogue.step(Dialogue((draft,)), said)
        assert state.draft is not None
        assert set(state.draft.slots) == {slot.name}, word


def test_no_two_slots_are_corrected_by_the_same_word() -> None:
    for intent in declared().values():
        words = [word for slot in intent.slots for word in {slot.title, *slot.corrections}]
        assert len(words) == len(set(words)), intent.name


@pytest.mark.parametrize("name", ["broadcast_announcement", "delegate_role"])
def test_what_is_dangerous_is_confirmed_by_button(name: str) -> None:
    intent = declared()[name]
    assert intent.is_confirmed
    assert intent.by_button_only


@pytest.mark.parametrize("intent", [i for i in declared().values() if i.is_confirmed], ids=lambda i: i.name)
def test_every_post_takes_photos(intent: Intent) -> None:
    assert intent.takes_photos == (intent.name.startswith("post_") or intent.name == "broadcast_announcement")


READ: list[tuple[Parser, str, object]] = [
    (answers.read_date, "จัดพรุ่งนี้ค่ะ", "พรุ่งนี้"),
    (answers.read_date, "15", "วันที่ 15"),
    (answers.read_date, "ที่ 15 ธ.ค.", "15 ธ.ค."),
    (answers.read_date, "พรุ่งนี้ 6 โมง", "พรุ่งนี้"),
    (answers.read_date, "วันเพ็ญเดือน 12", "วันเพ็ญเดือน 12"),
    (answers.read_date, "ภายใน 7 วัน", "ภายใน 7 วัน"),
    (answers.read_date, "7 วัน", None),
    (answers.read_date, "45", None),
    (answers.read_date, "ไม่รู้", None),
    (answers.read_until, "ถึงสิ้นเดือน", "สิ้นเดือน"),
    (answers.read_until, "3 วันพอ", "ภายใน 3 วัน"),
    (answers.read_until, "สองวัน", "ภายใน สองวัน"),
    (answers.read_until, "ไม่มีกำหนด", None),
    (answers.read_until, "มอบหมายให้น้องฟ้าประกาศแทน 3 วัน", "ภายใน 3 วัน"),
    (answers.read_until, "ให้บอยประกาศแทนสามวัน", "ภายใน สาม วัน"),
    (answers.read_until, "ให้บักหำประกาศแทนจั๊กสองมื้อ", "ภายใน สอง วัน"),
    (answers.read_time, "9 โมงค่ะ", "9 โมง"),
    (answers.read_time, "13.00-15.00 น.", "13.00-15.00 น."),
    (answers.read_time, "บ่าย", "บ่าย"),
    (answers.read_time, "9", None),
    (answers.read_moment, "ส่งพรุ่งนี้ 6 โมงเช้านะ", "พรุ่งนี้ 6 โมงเช้า"),
    (answers.read_moment, "เดี๋ยวก่อน", None),
    (answers.read_hours, "ทุกวัน 8 โมงเช้าถึง 5 โมงเย็น", "ทุกวัน 8 โมงเช้าถึง 5 โมงเย็น"),
    (answers.read_hours, "ตลอด 24 ชั่วโมง", "ตลอด 24 ชั่วโมง"),
    (answers.read_hours, "สวยมาก", None),
    (answers.read_occasion, "เสาร์ที่ 2 ของเดือนเมษายน", "เสาร์ที่ 2 ของเดือนเมษายน"),
    (answers.read_occasion, "หลังเกี่ยวข้าว", "หลังเกี่ยวข้าว"),
    (answers.read_occasion, "สวยมาก", None),
    (answers.read_place, "ที่ศาลากลางบ้านค่ะ", "ศาลากลางบ้าน"),
    (answers.read_place, "ที่ว่าการอำเภอ", "ที่ว่าการอำเภอ"),
    (answers.read_place, "123", None),
    (answers.read_place, "ราคา 20 บาท", None),
    (answers.read_place, "3 โล", None),
    (answers.read_place, "081-000-0000", None),
    (answers.read_place, "พรุ่งนี้ 9 โมง", None),
    (answers.read_place, "ตลาดนัดวันเสาร์", "ตลาดนัดวันเสาร์"),
    (answers.read_place, "หมู่ 5", "หมู่ 5"),
    (answers.read_place, "ไม่แน่ใจ", None),
    (answers.read_course, "อบรมขายของออนไลน์ค่ะ", "ขายของออนไลน์"),
    (answers.read_course, "ไม่รู้", None),
    (answers.read_service, "ขอใช้ห้องประชุมครับ", "ห้องประชุม"),
    (answers.read_person, "ให้น้องฟ้าค่ะ", "น้องฟ้า"),
    (answers.read_person, "นายทองดี มีสุข", "นายทองดี มีสุข"),
    (answers.read_person, "ลูกสาว", None),
]


@pytest.mark.parametrize(("parse", "written", "value"), READ, ids=[f"{p.__name__}-{w}" for p, w, _ in READ])
def test_answers(parse: Parser, written: str, value: object) -> None:
    assert parse(written, NOW) == value


@pytest.mark.parametrize(
    ("parse", "written"),
    [(answers.read_date, "อาทิตย์หน้า"), (answers.read_time, "6 โมง"), (answers.read_moment, "พรุ่งนี้ 6 โมง")],
)
def test_two_readings_are_offered(parse: Parser, written: str) -> None:
    reading = parse(written, NOW)
    assert isinstance(reading, Unclear)
    assert len(reading.options) == 2
    assert all(isinstance(value, str) for _, value in reading.options)
