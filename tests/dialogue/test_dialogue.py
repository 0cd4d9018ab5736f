"""The order of the dialogue: cancel, button, answer, another intent, other words, choices, a human."""

from dataclasses import replace

import pytest

from bot.draft import Dialogue, Draft, Filled, Pending
from bot.moves import (
    Act,
    Ask,
    Began,
    Cancelled,
    Choose,
    Confirm,
    Edit,
    Missed,
    Noted,
    Offer,
    Pictured,
    Remind,
    Replace,
    Reread,
    Stale,
    Tapped,
)
from bot.progress import keep_open
from handlers.capability import Found
from handlers.replies import say
from intents.intent import Unclear, Value
from intents.understanding import Entity, Understanding
from tests.dialogue.talk import NOW, Talk, said

OFFER: dict[str, Value] = {"name": "ไส้อั่ว", "price": 280, "unit": "โล", "quantity": 10}


@pytest.fixture
def talk() -> Talk:
    return Talk()


@pytest.fixture
def offered() -> Talk:
    talk = Talk()
    talk.hear(said("ขายไส้อั่ว โลละ 280 มี 10 โล", "post_product", values=OFFER))
    return talk


def test_a_whole_offer_goes_straight_to_the_preview(offered: Talk) -> None:
    assert isinstance(offered.move, Confirm)
    assert offered.values() == OFFER


def test_only_what_is_missing_and_required_is_asked_one_a_turn(talk: Talk) -> None:
    move = talk.hear(said("อยากขายของ", "post_product"))
    assert isinstance(move, Ask)
    assert move.slot == "name"
    move = talk.hear(said("ไส้อั่ว", "out_of_scope", 0.3))
    assert isinstance(move, Ask)
    assert move.slot == "price"
    move = talk.hear(said("280", "out_of_scope", 0.3))
    assert isinstance(move, Ask)
    assert move.slot == "unit"
    assert isinstance(talk.hear(said("โล", "out_of_scope", 0.3)), Confirm)


def test_a_bare_yes_publishes(offered: Talk) -> None:
    offered.hear(said("ใช่", "confirm_yes"))
    assert any(isinstance(m, Act) for m in offered.moves)
    assert offered.state.is_empty


def test_the_button_publishes(offered: Talk) -> None:
    offered.hear(Tapped("e2", offered.key, "yes"))
    assert any(isinstance(m, Act) for m in offered.moves)


def test_a_line_is_corrected_by_typing_it(offered: Talk) -> None:
    assert isinstance(offered.hear(said("ราคา 300", "my_posts", 0.9, price=300)), Confirm)
    assert offered.values()["price"] == 300
    assert offered.values()["name"] == "ไส้อั่ว"


@pytest.mark.parametrize("words", ["แก้ราคาเป็น 300", "เปลี่ยนราคา 300", "ราคา 300 บาท", "ราคา: 300"])
def test_corrections_are_said_in_many_ways(offered: Talk, words: str) -> None:
    offered.hear(said(words, "my_posts", 0.9))
    assert offered.values()["price"] == 300


def test_a_correction_that_sounds_like_a_yes_publishes_nothing(offered: Talk) -> None:
    assert isinstance(offered.hear(said("เออ ราคา 50 นะ ลืมไป", "confirm_yes", 0.97)), Confirm)
    assert offered.values()["price"] == 50
    offered.hear(said("ได้ แต่ 60 บาทนะ", "confirm_yes", 0.97, price=60))
    assert not any(isinstance(m, Act) for m in offered.moves)


def test_a_bare_price_under_the_preview_is_a_correction(offered: Talk) -> None:
    assert isinstance(offered.hear(said("250 บาท", "out_of_scope", 0.3, price=250)), Confirm)
    assert offered.values()["price"] == 250


def test_edit_asks_which_line_then_its_question(offered: Talk) -> None:
    assert isinstance(offered.hear(Tapped("e2", offered.key, "edit")), Edit)
    move = offered.hear(said("ราคา", "my_posts", 0.4))
    assert isinstance(move, Ask)
    assert move.slot == "price"
    assert offered.values()["price"] == 280  # kept until the new one comes
    assert isinstance(offered.hear(said("300", "out_of_scope", 0.3)), Confirm)


def test_no_under_a_preview_asks_what_to_change(offered: Talk) -> None:
    assert isinstance(offered.hear(said("ไม่ใช่", "confirm_no")), Edit)


def test_the_card_before_a_correction_is_old(offered: Talk) -> None:
    old = offered.key
    offered.hear(said("ราคา 300", "my_posts", 0.9))
    assert isinstance(offered.hear(Tapped("e3", old, "yes")), Stale)
    assert offered.values()["price"] == 300


def test_a_button_of_no_draft_is_old(talk: Talk) -> None:
    assert talk.hear(Tapped("e1", "e7.1", "yes")) == Stale(None)


def test_a_question_in_the_middle_is_answered_and_the_draft_waits(offered: Talk) -> None:
    move = offered.hear(said("มีอะไรขายบ้าง", "browse_products"))
    assert isinstance(move, Remind)
    assert offered.values() == OFFER
    # "ใช่" now answers "ทำต่อไหมคะ": the preview comes back, nothing is published.
    assert isinstance(offered.hear(said("ใช่", "confirm_yes")), Confirm)
    assert not any(isinstance(m, Act) for m in offered.moves)


def test_a_clear_question_interrupts_a_free_text_answer(talk: Talk) -> None:
    talk.hear(said("อยากขายของ", "post_product"))
    assert isinstance(talk.hear(said("มีอะไรขายบ้าง", "browse_products", 0.97)), Remind)
    assert talk.values() == {}


def test_an_answer_is_taken_though_it_might_mean_something_else(talk: Talk) -> None:
    talk.hear(said("อยากขายของ", "post_product"))
    talk.hear(said("กล้วยตาก", "browse_products", 0.6, name="กล้วยตาก"))
    assert talk.values()["name"] == "กล้วยตาก"


def test_cancel_drops_the_draft(offered: Talk) -> None:
    move = offered.hear(said("ยกเลิก", "cancel"))
    assert isinstance(move, Cancelled)
    assert move.form is not None
    assert offered.state.is_empty


def test_cancel_with_nothing_open(talk: Talk) -> None:
    assert talk.hear(said("ยกเลิก", "cancel")) == Cancelled(None, 0)


def test_another_offer_asks_which_of_the_two(offered: Talk) -> None:
    move = offered.hear(said("ขายกล้วย หวีละ 20", "post_product", name="กล้วย", price=20, unit="หวี"))
    assert isinstance(move, Replace)
    assert isinstance(offered.hear(said("ใช่", "confirm_yes")), Confirm)
    assert offered.values() == {"name": "กล้วย", "price": 20, "unit": "หวี"}


def test_the_open_offer_can_be_kept(offered: Talk) -> None:
    offered.hear(said("ขายกล้วย หวีละ 20", "post_product", name="กล้วย", price=20, unit="หวี"))
    assert isinstance(offered.hear(said("ไม่ใช่", "confirm_no")), Confirm)
    assert offered.values() == OFFER


def test_two_readings_are_asked_back(talk: Talk) -> None:
    talk.hear(said("ขายเสื่อ", "post_product", name="เสื่อ", unit="ผืน"))
    understanding = Understanding(
        "ร้อยห้า", "out_of_scope", 0.3, (), (), {"price": Unclear((("105 บาท", 105), ("150 บาท", 150)))}
    )
    move = talk.hear(type(said(""))("e2", understanding, NOW, "m2"))
    assert isinstance(move, Choose)
    talk.hear(said("2", "out_of_scope", 0.2))
    assert talk.values()["price"] == 150


def test_a_question_is_put_twice_then_ways_on_are_offered(talk: Talk) -> None:
    talk.hear(said("ขายเสื่อ", "post_product", name="เสื่อ"))
    move = talk.hear(said("อืม", "out_of_scope", 0.2))
    assert isinstance(move, Ask)
    assert move.attempt == 1
    assert isinstance(talk.hear(said("อืม", "out_of_scope", 0.2)), Offer)
    assert isinstance(talk.hear(said("อืม", "out_of_scope", 0.2)), Offer)
    assert isinstance(talk.hear(said("45", "out_of_scope", 0.2)), Ask)
    assert talk.values()["price"] == 45


def test_photos_before_between_and_after(talk: Talk) -> None:
    assert talk.hear(Pictured("e1", (1, 2))) == Noted(None, 2)
    talk.hear(said("อยากขายของ", "post_product"))
    assert isinstance(talk.hear(Pictured("e3", (3,))), Noted)
    talk.hear(said("ไส้อั่ว โลละ 280", "post_product", name="ไส้อั่ว", price=280, unit="โล"))
    key = talk.key
    assert isinstance(talk.hear(Pictured("e5", (4,))), Noted)
    assert talk.state.draft is not None
    assert talk.state.draft.photos == (1, 2, 3, 4)
    assert talk.key == key  # the card above still shows what will be published


def test_what_comes_first_is_done_first_and_the_offer_waits(talk: Talk) -> None:
    move = talk.hear(
        said("ขายไส้อั่ว โลละ 280", "post_product", values=OFFER), Found(answer=say("ก่อนอื่น"), first="consent")
    )
    assert isinstance(move, Confirm)
    assert move.form.intent == "consent"
    move = talk.hear(Tapped("e2", talk.key, "yes"))
    assert isinstance(move, Confirm)
    assert move.form.intent == "post_product"
    assert talk.values() == OFFER


def test_erasing_needs_the_button(talk: Talk) -> None:
    talk.hear(said("ลบข้อมูลของฉัน", "privacy_request"), Found(instead="erase_me"))
    move = talk.hear(said("ใช่", "confirm_yes"))
    assert isinstance(move, Confirm)
    assert move.must_tap
    talk.hear(Tapped("e3", talk.key, "yes"))
    assert any(isinstance(m, Act) for m in talk.moves)


def test_unsent_words_leave_the_draft(talk: Talk) -> None:
    talk.hear(said("ขายเสื่อ", "post_product", name="เสื่อ", source="m1"))
    talk.hear(said("ผืนละ 150", "out_of_scope", 0.3, price=150, unit="ผืน", source="m2"))
    key = talk.key
    talk.state = talk.state.without_source("m2", ())
    assert talk.values() == {"name": "เสื่อ"}
    assert talk.key != key
    assert isinstance(talk.hear(Tapped("e4", key, "yes")), Stale)


def test_not_understood_which_then_human(talk: Talk) -> None:
    vague = Understanding("ไส้อั่ว", "browse_products", 0.4, (Entity("name", "ไส้อั่ว", 0, 7),), (("post_product", 0.3),))
    move = talk.hear(type(said(""))("e1", vague, NOW, "m1"))
    assert move == Missed("which", ("browse_products", "post_product"))
    assert talk.hear(said("ฟหกด", "out_of_scope", 0.1)) == Missed("human")


def test_which_of_these_is_answered_by_number(talk: Talk) -> None:
    vague = Understanding("ไส้อั่ว", "browse_products", 0.4, (), (("post_product", 0.3),))
    talk.hear(type(said(""))("e1", vague, NOW, "m1"))
    talk.hear(said("2", "out_of_scope", 0.2))
    assert Reread("post_product", "ไส้อั่ว", "m1") in talk.moves


def test_the_only_likely_meaning_is_answered_by_yes(talk: Talk) -> None:
    vague = Understanding("ไส้อั่ว", "post_product", 0.4, (), ())
    assert talk.hear(type(said(""))("e1", vague, NOW, "m1")) == Missed("which", ("post_product",))
    talk.hear(said("ใช่", "confirm_yes", 1.0))
    assert Reread("post_product", "ไส้อั่ว", "m1") in talk.moves


def test_a_started_choice_can_only_be_one_of_its_options(talk: Talk) -> None:
    talk.hear(
        said("หมดแล้ว", "my_posts"),
        Found(instead="sell_out", options={"post": (("ไส้อั่ว", "abc"), ("กล้วย", "def"))}),
    )
    assert isinstance(talk.move, Choose)
    assert isinstance(talk.hear(Tapped("e2", talk.key, "pick", "stranger's")), Stale)
    talk.hear(said("กล้วย", "browse_products", 0.5))
    assert any(isinstance(m, Act) and m.form.values["post"] == "def" for m in talk.moves)


def test_a_forged_beginning_fills_only_slots_that_exist(talk: Talk) -> None:
    talk.hear(Began("e1", "post_product", {"name": "เสื่อ", "state": "published", "author_id": 1}))
    assert talk.values() == {"name": "เสื่อ"}


def test_unsending_a_later_notice_leaves_none_of_its_words() -> None:
    """Neither while it is asked which of the two, nor while it waits behind the first."""
    first = Draft("e1", "broadcast_announcement", {"text": Filled("พรุ่งนี้ประชุม", "m1")}, is_checked=True, began_by="m1")
    asked = replace(
        first,
        pending=Pending("replace"),
        successor_text="รถขยะไม่มา",
        successor_written="รถขยะไม่มา",
        successor_source="m2",
    )
    waiting, _ = keep_open(Dialogue((asked,)), asked)
    for dialogue in (Dialogue((asked,)), waiting):
        kept = dialogue.without_source("m2", ())
        assert "รถขยะ" in str(dialogue.to_state())
        assert "รถขยะ" not in str(kept.to_state())
        assert "พรุ่งนี้ประชุม" in str(kept.to_state())
