"""Whatever is said, tapped and sent in whatever order."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.draft import Dialogue, Draft
from bot.moves import Ask, Began, Cancelled, Choose, Input, Pictured, Said, Tapped
from handlers.capability import Found
from handlers.replies import say
from intents.intent import declared, spoken
from tests.dialogue.talk import Talk, said

WORDS = (
    "ไส้อั่ว",
    "280",
    "โล",
    "ราคา 300",
    "จำนวน 5",
    "อืม",
    "ทำต่อ",
    "แก้",
    "1",
    "2",
    "ร้อยห้า",
    "ชื่อ กล้วย",
    "TST-1234",
    "อันแรก",
    "อันสุดท้าย",
)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["ไส้อั่ว", "กล้วย"]),
        "price": st.sampled_from([20, 280]),
        "unit": st.sampled_from(["โล", "หวี"]),
        "quantity": st.just(3),
    },
)
SAID = st.builds(
    lambda text, intent, confidence, source, values: said(text, intent, confidence, source, values),
    st.sampled_from(WORDS),
    st.sampled_from(sorted(set(spoken()) - {"cancel"})),
    st.sampled_from([0.05, 0.3, 0.6, 0.95]),
    st.sampled_from(["m1", "m2", "m3"]),
    VALUES,
)
TAPPED = st.builds(
    lambda step, value, is_current: ("tap", step, value, is_current),
    st.sampled_from(["yes", "no", "edit", "resume", "pick", "", "forged"]),
    st.sampled_from(["", "price", "โล", "abc", "nothing"]),
    st.booleans(),
)
BEGAN = st.builds(lambda intent, values: Began("e1", intent, values), st.sampled_from([*declared(), "unknown"]), VALUES)
PICTURED = st.builds(lambda ids: Pictured("e1", tuple(ids)), st.lists(st.integers(1, 9), min_size=1, max_size=3))
FOUND = st.sampled_from(
    [
        None,
        Found(),
        Found(answer=say("คำตอบ")),
        Found(first="consent"),
        Found(instead="erase_me"),
        Found(instead="sell_out", options={"post": (("ไส้อั่ว", "abc"), ("กล้วย", "def"))}),
        Found(values={"name": "จากร้าน"}),
    ]
)
STEPS = st.lists(st.tuples(st.one_of(SAID, TAPPED, BEGAN, PICTURED), FOUND), max_size=14)


def _input(talk: Talk, step: object, number: int) -> Input:
    if isinstance(step, tuple):
        _, name, value, is_current = step
        return Tapped(f"e{number}", talk.key if is_current else "e0.0", name, value)
    assert isinstance(step, Said | Began | Pictured)
    return type(step)(f"e{number}", *[getattr(step, f) for f in list(step.__dataclass_fields__)[1:]])


def _by_id(state: Dialogue) -> dict[str, Draft]:
    return {draft.id: draft for draft in state.drafts}


@given(STEPS)
@settings(max_examples=300, deadline=None)
def test_cancel_leaves_every_state(steps: list[tuple[object, Found | None]]) -> None:
    talk = Talk()
    for number, (step, found) in enumerate(steps):
        talk.hear(_input(talk, step, number), found)
    assert isinstance(talk.hear(said("ยกเลิก", "cancel")), Cancelled)
    assert talk.state.is_empty


@given(STEPS)
@settings(max_examples=300, deadline=None)
def test_no_filled_slot_and_no_photo_is_lost(steps: list[tuple[object, Found | None]]) -> None:
    talk = Talk()
    for number, (step, found) in enumerate(steps):
        before = _by_id(talk.state)
        talk.hear(_input(talk, step, number), found)
        for draft_id, draft in _by_id(talk.state).items():
            # A look may find that a form is another one; its slots are another's then.
            if draft_id in before and before[draft_id].intent == draft.intent:
                assert set(before[draft_id].slots) <= set(draft.slots)
                assert set(before[draft_id].photos) <= set(draft.photos)


@given(STEPS)
@settings(max_examples=300, deadline=None)
def test_no_question_is_put_more_than_twice(steps: list[tuple[object, Found | None]]) -> None:
    """Between two answers to it; a person who taps แก้ or ทำต่อ asks for it anew."""
    talk = Talk()
    put: Counter[tuple[str, str]] = Counter()
    for number, (step, found) in enumerate(steps):
        given_input = _input(talk, step, number)
        before = talk.state
        talk.hear(given_input, found)
        _forget_what_was_wished(put, given_input, before, talk.state)
        for move in talk.moves:
            if isinstance(move, Ask) or (isinstance(move, Choose) and move.slot not in _just_read(talk)):
                put[(move.form.draft_id, move.slot)] += 1
                assert put[(move.form.draft_id, move.slot)] <= 2, (move, steps)


def _just_read(talk: Talk) -> set[str]:
    """Slots whose two readings came with this very message: a new question, not the old one again."""
    draft = talk.state.draft
    return set() if draft is None else {name for name in draft.options if name not in draft.asked}


def _forget_what_was_wished(
    put: Counter[tuple[str, str]], given_input: Input, before: Dialogue, after: Dialogue
) -> None:
    is_wish = isinstance(given_input, Began)
    if isinstance(given_input, Tapped):
        is_wish = given_input.step in ("resume", "edit", "pick", "no", "yes")
    if isinstance(given_input, Said):
        understood = given_input.understanding
        is_wish = understood.intent in ("confirm_yes", "confirm_no") or understood.text in ("ทำต่อ", "แก้", "1", "2")
    old = _by_id(before)
    for draft in after.drafts:
        was = old.get(draft.id)
        for key in [k for k in put if k[0] == draft.id]:
            is_new = was is None or was.slots.get(key[1]) != draft.slots.get(key[1])
            if is_new or is_wish:
                del put[key]
