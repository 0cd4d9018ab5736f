"""A location joins the form that has a place for it: before it, between two questions, under the preview."""

from datetime import datetime

from bot.moves import Ask, Began, Confirm, Lookup, Pinned, Remind, Tapped
from tests.dialogue.talk import NOW, Talk, said

PIN = "17.48000,100.11000"


def pin(lat: float = 17.48, lng: float = 100.11, message: str = "m9", now: datetime = NOW) -> Began:
    return Began("e9", "sent_location", {"lat": lat, "lng": lng}, message, now)


def test_it_answers_where_a_place_is() -> None:
    talk = Talk()
    assert isinstance(talk.hear(said("เพิ่มน้ำตก", "post_place", name="น้ำตกผาแสง")), Ask)
    assert isinstance(talk.hear(pin()), Confirm)
    assert talk.values() == {"name": "น้ำตกผาแสง", "pin": PIN}
    assert talk.state.draft is not None
    assert talk.state.draft.slots["pin"].source == "m9"


def test_a_newer_one_takes_the_place_of_the_older_under_a_preview() -> None:
    talk = Talk()
    talk.hear(said("เพิ่มน้ำตก", "post_place", name="น้ำตกผาแสง", place="ท้ายบ้าน"))
    talk.hear(pin())
    old = talk.key
    assert isinstance(talk.hear(pin(18.0, 101.0)), Confirm)
    assert talk.values()["pin"] == "18.00000,101.00000"
    assert talk.key != old, "the older card's buttons show another place"


def test_it_waits_for_the_form_that_comes_next_and_no_longer() -> None:
    talk = Talk()
    assert isinstance(talk.moves, list)
    talk.hear(pin())
    assert any(isinstance(move, Lookup) and move.is_aside for move in talk.moves)
    talk.hear(said("เพิ่มน้ำตก", "post_place", name="น้ำตกผาแสง"))
    assert talk.values()["pin"] == PIN
    other = Talk()
    other.hear(pin())
    other.hear(said("สวัสดี", "greeting"))
    assert other.state.is_empty
    other.hear(said("เพิ่มน้ำตก", "post_place", name="น้ำตกผาแสง"))
    assert "pin" not in other.values()


def test_a_form_without_a_place_for_it_keeps_what_it_asks() -> None:
    talk = Talk()
    talk.hear(said("ขายไส้อั่ว", "post_product", name="ไส้อั่ว"))
    assert isinstance(talk.hear(pin()), Remind)
    assert talk.values() == {"name": "ไส้อั่ว"}


def test_it_is_unsent_with_its_message() -> None:
    talk = Talk()
    talk.hear(pin())
    assert talk.state.without_source("m9", ()).is_empty
    talk.hear(said("เพิ่มน้ำตก", "post_place", name="น้ำตกผาแสง"))
    left = talk.state.without_source("m9", ())
    assert left.draft is not None
    assert "pin" not in left.draft.slots


def test_forged_coordinates_are_words() -> None:
    talk = Talk()
    talk.hear(said("เพิ่มน้ำตก", "post_place", name="น้ำตกผาแสง"))
    talk.hear(Began("e9", "sent_location", {"lat": "17", "lng": "x"}, "", NOW))
    assert "pin" not in talk.values()
    talk.hear(Tapped("e10", "", "cancel"))


def test_it_goes_to_the_form_that_waits_behind() -> None:
    talk = Talk()
    talk.hear(said("เพิ่มน้ำตก", "post_place", name="น้ำตกผาแสง"))
    talk.hear(said("ขายไส้อั่ว", "post_product", name="ไส้อั่ว"))
    assert isinstance(talk.hear(pin()), Pinned)
    assert talk.state.drafts[0].values()["pin"] == PIN
