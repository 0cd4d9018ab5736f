"""Notices that turn to nobody by a word, questions about them, going on asking: what role and context make of them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from intents.understand import CONFIRM, understand

NOW = datetime(2025, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Bangkok"))
NOTICES = (
    "รพ.สต. ออกหน่วยฉีดวัคซีน พรุ่งนี้ 9 โมง ที่ศาลา",
    "พรุ่งนี้ไฟดับ 9 โมงถึงบ่าย 3",
    "ประชุมหมู่บ้านวันเสาร์ 1 ทุ่ม ที่ศาลาประชาคม",
    "กองทุนหมู่บ้านนัดส่งเงินคืน วันที่ 28 บ่ายโมง",
    "เลื่อนประชุมเป็นวันอาทิตย์ 5 โมงเย็น ที่เดิม",
    "สวดอภิธรรมพ่อใหญ่คำ คืนนี้ 1 ทุ่ม ที่บ้านงาน",
)
QUESTIONS = (
    "ประชุมกี่โมง",
    "ฉีดวัคซีนหมาเมื่อไหร่",
    "พรุ่งนี้น้ำไหลไหม",
    "เมื่อวานผู้ใหญ่ประกาศว่าอะไร",
    "ไฟมากี่โมง",
    "รถขยะมาวันไหน",
)


@pytest.mark.parametrize("text", NOTICES)
@pytest.mark.parametrize(
    ("role", "intent"),
    [
        ("headman", "broadcast_announcement"),
        ("health_volunteer", "broadcast_announcement"),
        ("volunteer", "broadcast_announcement"),
        ("staff", "broadcast_announcement"),
        (None, "post_news"),
        ("resident", "post_news"),
        ("seller", "post_news"),
        ("youth", "post_news"),
    ],
)
def test_who_says_it_decides_what_an_unaddressed_notice_is(text: str, role: str | None, intent: str) -> None:
    assert understand(text, now=NOW, role=role).intent == intent


@pytest.mark.parametrize("text", ["แจ้งพี่น้องทุกคน พรุ่งนี้ไฟดับ", "บอกทุกคนว่าคืนนี้ประชุมทุ่มนึง"])
def test_an_addressed_notice_is_an_announcement_whoever_sends_it(text: str) -> None:
    assert understand(text, now=NOW, role="resident").intent == "broadcast_announcement"


@pytest.mark.parametrize("text", ["หมอฟันมาวันที่ 12 พาเด็กมาด้วย", "พรุ่งนี้พ่นยุงคุ้มเหนือ ปิดบ้านให้มิดชิด", "คืนนี้พายุเข้า ระวังหลังคาปลิว"])
def test_a_notice_that_calls_upon_people_is_an_announcement_without_a_known_role(text: str) -> None:
    assert understand(text, now=NOW).intent == "broadcast_announcement"


@pytest.mark.parametrize(
    "text",
    [
        "ประกาศ พรุ่งนี้ 9 โมงเช้า ประชุมที่ศาลาประชาคม",
        "ประกาศ พรุ่งนี้ 9 โมง ฉีดวัคซีนพิษสุนัขบ้าที่ศาลา",
        "แจ้ง พรุ่งนี้ไฟดับ 9 โมงถึงบ่าย 3",
        "ประชาสัมพันธ์ รพ.สต. ออกหน่วยวันพุธ 8 โมง ที่ศาลา",
    ],
)
@pytest.mark.parametrize("role", [None, "headman", "resident"])
def test_a_notice_that_says_that_it_is_one_is_an_announcement(text: str, role: str | None) -> None:
    assert understand(text, now=NOW, role=role).intent == "broadcast_announcement"


@pytest.mark.parametrize("text", QUESTIONS)
@pytest.mark.parametrize("role", ["headman", "resident", None])
def test_asking_about_a_notice_is_no_notice(text: str, role: str | None) -> None:
    assert understand(text, now=NOW, role=role).intent == "browse_news"


@pytest.mark.parametrize("text", ["ไฟดับมาสองชั่วโมงแล้ว เมื่อไหร่จะซ่อม", "แชร์ด่วน รัฐแจกเงิน 5,000 กดลิงก์", "พรุ่งนี้อากาศเป็นยังไง"])
def test_complaints_rumours_and_weather_are_no_notices(text: str) -> None:
    assert understand(text, now=NOW, role="headman").intent == "out_of_scope"


@pytest.mark.parametrize(
    ("text", "day"),
    [("แล้ววันอาทิตย์ล่ะ", "วันอาทิตย์"), ("แล้วเดือนหน้าล่ะคะ", "เดือนหน้า"), ("แล้วของผู้ใหญ่มีไหม", None)],
)
def test_going_on_asking_is_about_courses(text: str, day: str | None) -> None:
    understood = understand(text, now=NOW)
    assert (understood.intent, understood.values().get("date")) == ("ask_courses", day)


@pytest.mark.parametrize("text", ["ไม่ผิด ถูกหมดแล้ว", "หมันแล้ว", "แม่นแล้วเจ้า", "ใจ้แล้ว", "บ่ผิดดอก ลงโลด", "ลงต๊ะ"])
def test_a_yes_of_every_region(text: str) -> None:
    assert understand(text, now=NOW, pending=CONFIRM).intent == "confirm_yes"


@pytest.mark.parametrize("text", ["ไม่หมัน", "บ่แม่น", "บ่ใจ้", "ม้าย", "ใช่ที่ไหนล่ะ", "ถูกซะเมื่อไหร่", "แม่นหยังล่ะ บ่แม่น", "อย่าฟ้าวส่ง"])
def test_a_no_of_every_region_is_never_a_yes(text: str) -> None:
    assert understand(text, now=NOW, pending=CONFIRM).intent == "confirm_no"


@pytest.mark.parametrize(
    "text",
    [
        "หยุดส่งประกาศให้ฉัน",
        "แจ้งเตือนหนูด้วยถ้ามีคอร์สใหม่",
        "โปรดแจ้งให้ผู้ขายส่งใบเสนอราคา",
        "ต่อให้บีมประกาศถึงวันศุกร์",
        "แจ้งยกเลิกจองห้องวันพุธ",
    ],
)
def test_what_turns_to_one_person_or_to_the_bot_is_no_announcement(text: str) -> None:
    assert understand(text, now=NOW).intent != "broadcast_announcement"


@pytest.mark.parametrize("text", ["ให้ลูกสาวขายแทนได้ไหม", "ให้เพื่อนไปเรียนแทนได้ไหม"])
def test_doing_something_else_for_somebody_is_no_delegation(text: str) -> None:
    assert understand(text, now=NOW).intent != "delegate_role"


@pytest.mark.parametrize(
    "text",
    [
        "ประกาศหาคนซื้อวัว 3 ตัว",
        "ประกาศขายที่นาติดคลอง 4 ไร่",
        "แจ้งขายกล้าพริก ต้นละ 2 บาท",
        "ประกาศให้เช่าห้องแถว เดือนละ 1,800",
        "ประกาศรับจ้างตัดหญ้า",
        "ประกาศรับซื้อขี้ยาง",
        "แจ้งไฟถนนดับหน้าบ้าน ม.2",
        "แจ้งท่อแตกหน้าวัด",
        "หยุดให้บริการประกาศแก่ผม ยกเลิกรับประกาศ",
    ],
)
@pytest.mark.parametrize("role", [None, "resident", "headman"])
def test_an_advertisement_or_a_fault_is_no_announcement_whatever_word_it_begins_with(
    text: str, role: str | None
) -> None:
    assert understand(text, now=NOW, role=role).intent != "broadcast_announcement"


@pytest.mark.parametrize(
    "text",
    [
        "ประกาศขายทอดตลาดพัสดุชำรุดของ อบต. วันที่ 20 ธันวาคม ขอเชิญผู้สนใจ",
        "แจ้งน้ำไม่ไหลพรุ่งนี้ ทุกบ้านสำรองน้ำด้วย",
        "แจ้ง ถนนสายใน ปิดซ่อม 3 วัน",
        "ประกาศ พบกระเป๋าตกหน้าตลาด เจ้าของมารับที่ผู้ใหญ่",
        "ประกาศรับสมัครคนช่วยงานกฐิน มาลงชื่อที่ศาลา",
        "ประชาสัมพันธ์ รับสมัครอาสาดับไฟป่า ติดต่อกำนัน",
    ],
)
def test_an_official_notice_stays_one_without_a_role(text: str) -> None:
    assert understand(text, now=NOW).intent == "broadcast_announcement"


@pytest.mark.parametrize(
    "text",
    [
        "ตกลงกะผีน่ะสิ", "ใช่ก็บ้าแล้ว", "ถูกแค่ชื่อ ที่เหลือผิด", "เกือบใช่ แต่เบอร์ไม่ใช่", "ใช่มั้ง ไม่แน่ใจ", "👎", "❌ ค่ะ", "🙅",
        "ไม่ค่ะ ขอบคุณ", "ยังเตื้อเจ้า", "ถ่าก่อนเด้อ", "บ่เอ๊า", "ม่ายช้ายนิ", "แหลงผิดแล้วนิ", "ไม่ให้ความยินยอม", "ขอทบทวนก่อนครับ",
    ],
)  # fmt: skip
def test_a_refusal_a_hesitation_or_a_mockery_is_no_yes(text: str) -> None:
    assert understand(text, now=NOW, pending=CONFIRM).intent == "confirm_no"


@pytest.mark.parametrize("text", ["👍", "👍🏽", "✅ ค่ะ", "👌👌"])
def test_a_sign_answers_too(text: str) -> None:
    assert understand(text, now=NOW, pending=CONFIRM).intent == "confirm_yes"
