"""What `bot run` tells the simulator's page of the demonstration: who lives where, and what they could say."""

import json
from pathlib import Path

import pytest

from bot import clock
from bot.demo.content import content
from bot.demo.roster import ANYBODY, OPENING, SENTENCES, Sentence
from handlers.capability import capabilities
from intents.understand import understand
from models.role import Role
from tests.operations.conftest import Installation, bot

SAID = [(role, sentence) for role, sentences in SENTENCES.items() for sentence in (*sentences, *ANYBODY)]


@pytest.mark.parametrize(("role", "sentence"), SAID)
def test_every_sentence_is_understood_as_what_it_is_offered_for(
    role: Role, sentence: Sentence, village: Installation
) -> None:
    assert understand(sentence.text, now=clock.now(), role=role.value).intent == sentence.intent


def test_people_stand_under_their_village_with_what_the_bot_can_do(village: Installation, tmp_path: Path) -> None:
    file = tmp_path / "roster.json"
    bot("demo", "--with-line-ids", "--roster", str(file))
    told = json.loads(file.read_text(encoding="utf-8"))
    headings = [group["heading"] for group in told["groups"]]
    assert headings == ["บ้านดอนคำแสง", "บ้านโนนสายลม", "ศูนย์และหน่วยงาน"]
    people = {person["name"]: person for group in told["groups"] for person in group["people"]}
    assert set(people) == {person.call_name for person in content().persons}
    assert people["ป้าเรียน"]["role"] == "ผู้ขาย"
    assert people["ผู้ใหญ่เกิด"]["role"] == "ผู้ใหญ่บ้าน"
    names = {person["userId"]: person["name"] for person in people.values()}
    assert [names[one] for one in told["opening"]] == ["ป้าเรียน", "มะปราง"]
    assert len(OPENING) == 2
    steps = [(step["title"], names[step["who"]], step["done"]) for step in told["tour"]]
    assert steps == [
        ("ลงขายของ", "ป้าเรียน", "ลงเลย"),
        ("หาของซื้อ", "มะปราง", "ใครขายไส้อั่วบ้าง"),
        ("ประกาศถึงทุกบ้าน", "ผู้ใหญ่เกิด", "ส่งเลย"),
        ("สมัครเรียน", "มะปราง", "ยืนยัน"),
    ]
    offered = {person["userId"]: person["sentences"] for person in people.values()}
    assert all(step["sentence"] in offered[step["who"]] for step in told["tour"])
    served = {sentence.text for _, sentence in SAID if sentence.intent in capabilities()}
    assert {text for person in people.values() for text in person["sentences"]} <= served
    assert all(person["sentences"] for person in people.values())


def test_without_a_demonstration_nobody_is_offered(village: Installation, tmp_path: Path) -> None:
    file = tmp_path / "roster.json"
    bot("demo", "--remove", "--roster", str(file))
    told = json.loads(file.read_text(encoding="utf-8"))
    assert told["groups"] == []
    assert told["opening"] == []
    assert told["tour"] == []
    assert told["invitation"] == ""
