"""The engine as a whole: rules of the declarations, the pending question, the role, honesty."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.classify.choice import bare, ranking, rules
from intents.intent import spoken
from intents.thai.normalise import normalise
from intents.thai.words import words
from intents.understand import CONFIRM, understand
from intents.understanding import Understanding

NOW = datetime(2025, 11, 21, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok"))


def said(text: str, *, pending: str | None = None, role: str | None = None) -> Understanding:
    return understand(text, now=NOW, pending=pending, role=role)


@pytest.mark.parametrize("intent", sorted(spoken()))
def test_every_whole_message_means_its_intent(intent: str) -> None:
    for phrase in spoken()[intent].whole:
        understood = said(f"{phrase} ค่ะ")
        assert understood.intent == intent
        assert understood.confidence > 0.9


def test_cancel_is_a_whole_message_and_part_of_others() -> None:
    assert said("ยกเลิก").intent == "cancel"
    assert said("ยกเลิกค่ะ!").intent == "cancel"
    assert said("ยกเลิกประชุมพรุ่งนี้นะพี่น้อง น้ำท่วมศาลา").intent == "broadcast_announcement"
    assert said("ยกเลิกจองห้องวันพุธ").intent == "book_service"


def test_yes_and_no_need_a_question() -> None:
    assert said("เอาตามนั้นเลยจ้า", pending=CONFIRM).intent == "confirm_yes"
    assert said("ยังไม่ถูกเด้อ", pending=CONFIRM).intent == "confirm_no"
    assert said("เอาตามนั้นเลยจ้า").intent not in rules().only_pending
    assert all(intent not in rules().only_pending for intent, _ in said("เอาตามนั้นเลยจ้า").alternatives)


@pytest.mark.parametrize("text", ["ไม่ใช่", "บ่แม่นเด้อ", "ไม่ถูก", "ยังไม่ใช่ค่ะ", "อย่าเพิ่งลง", "ไม่ตกลง", "หม้าย"])
def test_a_no_is_never_a_yes(text: str) -> None:
    assert said(text, pending=CONFIRM).intent != "confirm_yes"


@pytest.mark.parametrize(
    "text",
    [
        "ประชุมหมู่บ้านกี่โมงคะ ลืม",
        "เขาแจ้งไว้ว่าฉีดวัคซีนหมาวันไหน",
        "ที่ประกาศไปเมื่อวานเรื่องน้ำประปา ตกลงวันไหน",
        "แจ้งเกิดลูกต้องแจ้งที่ไหนครับ",
    ],
)
def test_who_asks_does_not_announce(text: str) -> None:
    assert said(text, role="headman").intent != "broadcast_announcement"


@pytest.mark.parametrize(
    "text", ["ประกาศๆๆ ย้ายบ้าน ตู้เย็นยังเย็นดี ขายถูกๆ 1500 ยกไปได้เลย", "แจ้งๆ จักรยานเด็กล้อไม่เบี้ยว ขายแค่ 400"]
)
def test_one_person_s_offer_is_no_announcement(text: str) -> None:
    assert said(text, role="headman").intent != "broadcast_announcement"


@pytest.mark.parametrize(
    "text",
    [
        "แจ้งทุกคน อบต. ขายปุ๋ยราคาถูก กระสอบละ 500 วันศุกร์",
        "แจ้งทุกคน วันศุกร์ อบต. ขายปุ๋ยกระสอบละ 500",
    ],
)
def test_a_sale_told_to_everybody_is_an_announcement(text: str) -> None:
    assert said(text, role="headman").intent == "broadcast_announcement"


@pytest.mark.parametrize("text", ["ขอเป็นเน็ตอาสาด้วยคน", "น้องฟ้าประกาศแทนไปกี่ครั้งแล้ว", "ขอสละสิทธิ์คอร์สเสาร์นี้"])
def test_nobody_delegates_by_accident(text: str) -> None:
    assert said(text, role="headman").intent != "delegate_role"


def test_a_role_breaks_ties_and_no_more() -> None:
    text = normalise("เดือนนี้เป็นยังไงบ้าง")
    plain, inspector = (
        {g.intent: g.confidence for g in ranking(text, words(text), role=role)} for role in (None, "inspector")
    )
    assert inspector["report_stats"] > plain.get("report_stats", 0.0)
    assert said("ขายไข่เค็มโลละ 80 มี 5 โล", role="headman").intent == "post_product"


def test_what_is_not_understood_says_so() -> None:
    assert said("").intent == "out_of_scope"
    assert said("☃☃☃").confidence < 0.5
    muddled = said("ห้องข้าวเมื่อนั้นที่สิบ")
    assert muddled.confidence < 0.9
    assert muddled.alternatives


def test_alternatives_are_other_intents_in_order() -> None:
    understood = said("อยากได้คอร์ส")
    confidences = [understood.confidence, *(confidence for _, confidence in understood.alternatives)]
    assert confidences == sorted(confidences, reverse=True)
    assert understood.intent not in {intent for intent, _ in understood.alternatives}
    assert sum(confidences) <= 1.0 + 1e-6


def test_every_title_fits_a_button_and_every_example_is_understood() -> None:
    for name, intent in spoken().items():
        assert 0 < len(intent.title) <= 20 + sum(c in "ัิีึืฺุู็่้๊๋์ํ๎" for c in intent.title)
        if intent.example:
            pending = CONFIRM if intent.only_pending else None
            assert said(intent.example, pending=pending).intent == name, intent.example


def test_two_intents_cannot_claim_one_phrase() -> None:
    phrases = [bare(words(normalise(phrase))) for intent in spoken().values() for phrase in set(intent.whole)]
    assert len(phrases) >= len(rules().whole)


@given(st.text(max_size=200))
@settings(max_examples=80, deadline=None)
def test_no_text_breaks_it(text: str) -> None:
    for pending in (None, CONFIRM, "price"):
        understood = said(text, pending=pending)
        assert 0.0 < understood.confidence <= 1.0
        assert understood.intent in spoken()
