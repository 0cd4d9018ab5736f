"""Every shape of an answer with any words in it: the stand-in and the SDK's models take it, and nothing gets lost."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linebot.v3.messaging import FlexMessage, ReplyMessageRequest, TextMessage

from bot.line import render
from bot.simulator.limits.length import grapheme_clusters, utf16_units
from bot.simulator.limits.message import check_messages
from handlers.replies import Action, Answer, Button, Card, Cards, Move, Open, Reply, Row, Start, Text, Write, say

PAGE = "https://netasa.example/posts/abcdefghjk"
PICTURE = "https://netasa.example/media/abc-preview.jpg"
WORDS = {
    "ordinary": "ไส้อั่วแม่คำ",
    "one letter": "ก",
    "empty": "",
    "blank": " \n\t ",
    "invisible": "\u200b\u200e\u2060",
    "enormous": "ไส้อั่วแม่คำ " * 385,
    "many marks": "ก" + "่้" * 2500,
    "marks alone": "่" * 5000,
    "sara am": "น้ำ" * 1667,
    "emoji": "😀" * 2500,
    "families": "👨‍👩‍👧‍👦" * 700,
    "flags": "🇹🇭" * 1250,
    "skins": "👍🏽" * 1250,
    "right to left": "\u202e\u200fกลับ" * 800,
    "joiners": "ก\u200d" * 2500,
    "newlines": "ก\n" * 2500,
    "carriage returns": "ก\r\n" * 1666,
    "quotes": '"\\' * 2500,
    "markup": "<script>{{7*7}}</script>" * 200,
    "placeholders": "{user} {} {{" * 400,
}
ACTIONS: tuple[Action, ...] = (
    Move("yes", dialogue="e123456.7"), Move("pick", 3, "e1.0"), Start("my_posts"),
    Start("contact_seller", {"post": "abcdefghjk"}), Open(PAGE), Open("tel:0810001234"),
)  # fmt: skip
HOSTILE = st.text(
    st.sampled_from('กขน้ำเแ่้ัํ็ๆ 😀👨‍👩🏽🇹🇭\u200b\u200d\u200e\u202e\u0300\n\r\t"\\{}<&')
    | st.characters(exclude_categories=["Cs"]),
    max_size=120,
)


def buttons(words: str) -> tuple[Button, ...]:
    """A button of each kind."""
    return (*(Button(words or "ปุ่ม", act) for act in ACTIONS), Button(words or "ปุ่ม", Write(words or "ก")))


def card(words: str, picture: str = PICTURE, link: str = PAGE) -> Card:
    """A card with these words wherever words can be."""
    rows = tuple(Row(words, words) for _ in range(6))
    return Card(words, words, rows, words, picture, buttons(words)[:6], link)


def shapes(words: str) -> dict[str, Answer]:
    """Every shape of an answer, with these words everywhere."""
    one: tuple[Reply, ...] = (card(words),)
    return {
        "text": say(words),
        "text with choices": say(words, choices=buttons(words)),
        "card": Answer(one),
        "card without a picture": Answer((card(words, "", ""),), buttons(words)),
        "card of nothing": Answer((Card(words),)),
        "cards": Answer((Cards(words, tuple(card(words) for _ in range(10))),)),
        "many cards": Answer((Cards(words, tuple(card(words) for _ in range(30))),), buttons(words) * 3),
        "one card of many": Answer((Cards(words, (card(words),)),)),
        "no cards": Answer((Cards(words, ()),)),
        "all": Answer((Text(words), card(words), Cards(words, (card(words), Card(words)))), buttons(words)),
        "too many": Answer((Text(words), Text("ก"), card("ข")) * 4, buttons(words)),
        "nothing": Answer(()),
    }


def same(sent: object, kept: object, path: str = "") -> Iterator[str]:
    """Places where something that is sent does not come back."""
    if isinstance(sent, dict):
        for key, value in sent.items():
            found = kept.get(key) if isinstance(kept, dict) else None
            yield from same(value, found, f"{path}.{key}")
    elif isinstance(sent, list):
        if not isinstance(kept, list) or len(kept) != len(sent):
            yield path
        else:
            for index, (one, other) in enumerate(zip(sent, kept, strict=True)):
                yield from same(one, other, f"{path}[{index}]")
    elif sent != kept:
        yield f"{path}: {str(sent)[:40]!r} is {str(kept)[:40]!r}"


def hold(answer: Answer) -> list[dict[str, Any]]:
    """Renders as the outbox does, and holds the result against LINE's limits and the SDK's models."""
    messages = render.render(Answer.from_json(answer.to_json()))
    assert 1 <= len(messages) <= 5
    refused = check_messages(messages)
    assert refused is None, json.dumps(refused.body, ensure_ascii=False)[:600]
    for message in messages:
        model = (TextMessage if message["type"] == "text" else FlexMessage).from_dict(message)
        assert not list(same(message, model.to_dict()))
    body = {"replyToken": "t", "messages": messages}
    assert not list(same(body, ReplyMessageRequest.from_dict(body).to_dict()))
    return messages


def actions(found: object) -> Iterator[dict[str, Any]]:
    """Every action in a message."""
    if isinstance(found, dict):
        for key, value in found.items():
            if key == "action" and isinstance(value, dict):
                yield value
            yield from actions(value)
    elif isinstance(found, list):
        for one in found:
            yield from actions(one)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS.keys())
def test_every_shape_with_these_words(words: str) -> None:
    for name, answer in shapes(words).items():
        try:
            messages = hold(answer)
        except AssertionError as refused:
            raise AssertionError(f"{name}: {refused}") from None
        for action in actions(messages):
            assert len(action.get("data", "")) <= 300
            assert utf16_units(action.get("text", "")) <= 300
            assert utf16_units(action.get("displayText", "")) <= 300
            assert action.get("label", "ก").strip()


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_any_words(title: str, value: str, label: str) -> None:
    offer = Card(title, value, (Row(label, value),), value, PICTURE, (Button(label, Start("help")),), PAGE)
    told = Answer((Text(title), offer, Cards(value, (offer, Card(value)))), (Button(label, Write(value)),))
    hold(told)


@settings(max_examples=200, deadline=None)
@given(HOSTILE, st.integers(1, 40))
def test_shortening_keeps_within_line_s_own_count(text: str, limit: int) -> None:
    short = render.shorten(text, limit)
    assert grapheme_clusters(short) <= limit
    assert short == text or short.endswith("…")


@settings(max_examples=200, deadline=None)
@given(HOSTILE)
def test_graphemes_lose_no_letter(text: str) -> None:
    assert "".join(render.graphemes(text)) == text
    assert len(list(render.graphemes(text))) >= grapheme_clusters(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("น้ำ", 1), ("ไส้อั่ว", 4), ("กก", 2), ("", 0), ("👨‍👩‍👧‍👦", 1), ("👍🏽", 1), ("e\u0301", 1), ("ที่", 1),
        ("ก\u200eข", 3),
    ],
)  # fmt: skip
def test_letters_as_people_count_them(text: str, count: int) -> None:
    assert len(list(render.graphemes(text))) == count


def test_a_label_is_cut_between_letters() -> None:
    messages = render.render(say("ก", choices=(Button("น้ำ" * 25, Start("help")),)))
    label = messages[0]["quickReply"]["items"][0]["action"]["label"]
    assert label == "น้ำ" * 19 + "…"


def test_twenty_letters_are_not_cut() -> None:
    messages = render.render(say("ก", choices=(Button("น้ำ" * 20, Start("help")),)))
    assert messages[0]["quickReply"]["items"][0]["action"]["label"] == "น้ำ" * 20


def test_text_of_exactly_line_s_length_is_whole_and_a_longer_one_is_cut() -> None:
    assert render.render(say("😀" * 2500))[0]["text"] == "😀" * 2500
    cut = render.render(say("😀" * 2501))[0]["text"]
    assert utf16_units(cut) <= 5000
    assert cut == "😀" * 2499 + "…"


def test_quick_replies_stand_on_the_last_message_only() -> None:
    told = Answer(tuple(Text(str(n)) for n in range(8)), tuple(Button(str(n), Start("help")) for n in range(20)))
    messages = render.render(told)
    assert [message["text"] for message in messages] == ["0", "1", "2", "3", "4"]
    assert ["quickReply" in message for message in messages] == [False] * 4 + [True]
    assert len(messages[-1]["quickReply"]["items"]) == 13


def test_what_is_heard_of_a_card_without_looking() -> None:
    """The alternative text is what a notification shows: heading, or title, never nothing."""
    assert render.render(Answer((card("ก"),)))[0]["altText"] == "ก"
    assert render.render(Answer((Card("ชื่อ"),)))[0]["altText"] == "ชื่อ"
    assert render.render(Answer((Card(""),)))[0]["altText"].strip()
    assert render.render(Answer((Cards("มี 2 รายการ", (Card("ก"), Card("ข"))),)))[0]["altText"] == "มี 2 รายการ"


def test_the_facts_of_a_card_reach_the_phone_whole() -> None:
    """Cutting is for hostile texts: an ordinary card, even ten of them, loses no letter."""
    ordinary = Card(
        "ไส้อั่วแม่คำ สูตรโบราณ", "ตรวจก่อนลงนะคะ", (Row("ราคา", "280 บาท / กก."), Row("มี", "10 กก.")), "ส่งรูปเพิ่มได้",
        PICTURE, buttons("ปุ่ม")[:3], PAGE,
    )  # fmt: skip
    shown = json.dumps(render.render(Answer((Cards("ก", (ordinary,) * 10),))), ensure_ascii=False)
    for words in ("ไส้อั่วแม่คำ สูตรโบราณ", "ตรวจก่อนลงนะคะ", "280 บาท / กก.", "10 กก.", "ส่งรูปเพิ่มได้"):
        assert shown.count(words) == 10


def test_what_a_button_carries_is_read_back() -> None:
    from bot.line.events import read

    for act in ACTIONS[:4]:
        data = render.action(Button("ปุ่ม", act), 20)["data"]
        body = json.dumps({"type": "postback", "postback": {"data": data}})
        fields = read(body).postback
        assert fields == dict(parse_qsl(data))
        if isinstance(act, Move):
            assert (fields["m"], fields.get("d", ""), fields.get("v", "")) == (act.step, act.dialogue, str(act.value))
        elif isinstance(act, Start):
            assert fields["i"] == act.intent
            assert {k[2:]: v for k, v in fields.items() if k != "i"} == {k: str(v) for k, v in act.values.items()}


def test_a_button_that_carries_words_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="ids, not words"):
        render.action(Button("ปุ่ม", Start("help", {"words": "ก" * 100})), 20)
