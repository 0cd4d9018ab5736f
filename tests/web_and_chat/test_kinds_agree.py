"""News, places, traditions: after every action in the chat the page, the JSON, the feed and the chat itself agree."""

from dataclasses import dataclass
from xml.etree import ElementTree

import pytest
import urllib3
from sqlalchemy import select

from bot.simulator.phone import Phone
from models.posting import Posting
from models.role import Role
from tests.world import World

ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True)
class Story:
    """One of a kind: how it is posted, what is told of it then, one line changed, and how it is asked for."""

    kind: str
    said: tuple[str, ...]
    name: str
    facts: tuple[str, ...]
    """Words of it that the page and the chat show."""
    fields: dict[str, object]
    """What the JSON says."""
    change: str
    changed: str
    field: str
    asked: str
    found: str


STORIES = (
    Story(
        kind="news",
        said=("ฝากลงข่าวหน่อยค่ะ วันเสาร์ที่ 28 พฤศจิกายน 2569 มีตลาดนัดของเก่าที่ลานวัด",),
        name="วันเสาร์ที่ 28 พฤศจิกายน 2569 มีตลาดนัดของเก่าที่ลานวัด",
        facts=("ส. 28 พ.ย. 2569",),
        fields={"date": "2026-11-28", "price": None},
        change="หัวข้อ ตลาดนัดของเก่า",
        changed="ตลาดนัดของเก่า",
        field="name",
        asked="ข่าวตลาดนัดของเก่า",
        found="มีข่าว 1 รายการ",
    ),
    Story(
        kind="place",
        said=("เพิ่มที่เที่ยว น้ำตกผาแสง เปิดทุกวัน 8 โมงเช้าถึง 5 โมงเย็น เข้าฟรี", "ท้ายหมู่บ้าน"),
        name="น้ำตกผาแสง",
        facts=("ธรรมชาติ", "ทุกวัน 8 โมงเช้าถึง 5 โมงเย็น", "ฟรี", "รอสำรวจ"),
        fields={"category": "ธรรมชาติ", "place": "ท้ายหมู่บ้าน", "lat": None, "lng": None},
        change="ค่าเข้า คนละ 20 บาท",
        changed="คนละ 20 บาท",
        field="fee",
        asked="มีน้ำตกผาแสงไหม",
        found="มี “น้ำตกผาแสง” 1 รายการ",
    ),
    Story(
        kind="tradition",
        said=("อยากลงประเพณีลอยกระทง จัดวันเพ็ญเดือน 12 ที่ท่าน้ำวัด",),
        name="ลอยกระทง",
        facts=("วันเพ็ญเดือน 12", "ท่าน้ำวัด"),
        fields={"when": "วันเพ็ญเดือน 12", "date": None, "rrule": None},
        change="สถานที่ ริมน่าน",
        changed="ริมน่าน",
        field="place",
        asked="ลอยกระทงจัดวันไหน",
        found="มี “ลอยกระทง” 1 รายการ",
    ),
)


class Told:
    """The places that tell of one post."""

    def __init__(self, world: World, story: Story) -> None:
        self.world, self.story = world, story
        with world.session() as db:
            self.public_id = db.scalars(select(Posting.public_id)).one()
        self.neighbour = world.phone("คนผ่านมา")

    def get(self, path: str) -> urllib3.BaseHTTPResponse:
        return urllib3.request("GET", self.world.url + path, retries=False)

    def posts(self, query: str = "") -> list[dict[str, object]]:
        found: list[dict[str, object]] = self.get(f"/api/posts{query}").json()["posts"]
        return found

    def entries(self) -> list[str]:
        feed = ElementTree.fromstring(self.get("/feed.xml").data)  # noqa: S314 (our own)
        return [entry.findtext(f"{ATOM}title") or "" for entry in feed.findall(f"{ATOM}entry")]

    def chat(self) -> str:
        return " ".join(message.text for message in self.world.say(self.neighbour, self.story.asked))

    def everywhere(self, name: str, facts: tuple[str, ...], fields: dict[str, object]) -> None:
        """All of them tell this."""
        page = self.get(f"/posts/{self.public_id}").data.decode()
        (post,) = self.posts(f"?kind={self.story.kind}")
        (entry,) = self.entries()
        chat = self.chat()
        assert self.story.found in chat
        for words in (name, *facts):
            assert words in page, f"the page lacks {words}"
            assert words in chat, f"the chat lacks {words}"
        assert post["name"] == name
        assert post["url"] == f"{self.world.url}/posts/{self.public_id}"
        assert {key: post[key] for key in fields} == fields
        assert entry.startswith(name)
        assert len(self.posts("?tambon=ท่าแสงทอง")) == 1
        assert self.posts("?amphoe=เมือง") == []

    def nowhere(self, status: int) -> None:
        """None of them tells anything."""
        assert self.get(f"/posts/{self.public_id}").status == status
        assert (self.posts(), self.entries()) == ([], [])
        assert self.story.found not in self.chat()


def put_in(world: World, phone: Phone, story: Story) -> str:
    """Posts it by chat; what was answered."""
    for words in story.said:
        world.say(phone, words)
    return world.tap(phone, "ลงเลย")[0].text


def fields_after(story: Story) -> dict[str, object]:
    return story.fields if story.field == "name" else {**story.fields, story.field: story.changed}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.kind)
def test_a_story_s_whole_life(world: World, story: Story) -> None:
    volunteer = world.member(Role.VOLUNTEER, "น้องฟ้า")
    assert "ลงแล้ว" in put_in(world, volunteer, story)
    told = Told(world, story)
    told.everywhere(story.name, story.facts, story.fields)

    world.say(volunteer, "ของที่ฉันลงไว้")
    world.tap(volunteer, "แก้")
    world.say(volunteer, story.change)
    assert "แก้แล้ว" in world.tap(volunteer, "ลงเลย")[0].text
    name = story.changed if story.field == "name" else story.name
    told.everywhere(name, (story.changed,), fields_after(story))

    world.say(volunteer, "ของที่ฉันลงไว้")
    world.tap(volunteer, "ลบ")
    world.tap(volunteer, "ใช่")
    told.nowhere(410)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.kind)
def test_what_waits_is_nowhere_until_it_is_approved(world: World, story: Story) -> None:
    volunteer, resident = world.member(Role.VOLUNTEER, "น้องฟ้า"), world.resident("ป้าเรียน")
    assert "รออนุมัติ" in put_in(world, resident, story)
    told = Told(world, story)
    told.nowhere(404)
    assert story.name in volunteer.wait_for_answer(5)[-1].text
    world.tap(volunteer, "อนุมัติ")
    told.everywhere(story.name, story.facts, story.fields)
