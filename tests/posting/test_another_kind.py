"""A make-believe fifth kind: three new files, and it is posted, approved, found, changed and shown everywhere."""

import sys
from collections.abc import Iterator

import pytest
import urllib3

import handlers.posting
import intents.posting
import models.posting
from bot.reading import _shapes
from bot.simulator.phone import Phone
from handlers.capability import capabilities
from handlers.posting import pages
from handlers.posting.kind import kinds
from intents.intent import declared
from models.role import Role
from tests.world import World

DECLARATION = """
from intents.entities.answers import read_name, read_text
from intents.intent import Intent, Slot

NAME = Slot("name", "เรื่อง", read_name, ("เล่าเรื่องอะไรคะ", "ขอชื่อเรื่องค่ะ"), required=True)
SOURCE = Slot("source", "ที่มา", read_text(60), ("ได้ยินจากไหนคะ", "ใครเล่าคะ"), required=True)
POST = Slot("post", "รายการ", read_text(60))
INTENTS = (
    Intent("post_rumour", "เล่าเรื่อง", "", slots=(NAME, SOURCE, POST), is_confirmed=True, takes_photos=True,
           is_inner=True, in_menu=1),
    Intent("browse_rumours", "ฟังเรื่องเล่า", "", is_inner=True, shapes=("ฟังเรื่องเล่า",), in_menu=1, is_search=True),
)
"""
ROW = '''
from models.posting import Posting


class Rumour(Posting):
    """Lives in the posts' own table."""

    __mapper_args__ = {"polymorphic_identity": "rumour"}
'''
HANDLER = """
from sqlalchemy import select
from handlers.posting import Page, Sheet, browsing, publishing
from handlers.posting.kind import Kind, filling, of
from handlers.replies import Row
from models.posting.rumour import Rumour
from models.role import Action


def facts(rumour):
    return (Row("ที่มา", rumour.description),)


def fill(rumour, form, now):
    rumour.name, rumour.description = form.text_of("name"), form.text_of("source")


PAGE = Page(
    kind="rumour", title="เรื่องเล่า", sold_out="จบแล้ว", empty="ยังไม่มีใครเล่า", model=Rumour,
    sheet=of(Rumour, lambda rumour: Sheet("เขาเล่าว่า", facts(rumour), "ลือ", fields={"volume": 3})),
    categories=("ลือ",), in_category=lambda category: select(Rumour.id).where(Rumour.kind == "rumour", category == "ลือ"),
)
KIND = Kind(
    page=PAGE, posts="post_rumour", browses="browse_rumours", action=Action.POST_STORY, wish="เล่าเรื่อง",
    found="มีเรื่องเล่า",
    fill=filling(Rumour, fill), slots=lambda post: {"name": post.name, "source": post.description}, facts=facts,
)
CAPABILITIES = (publishing.capability(KIND), browsing.capability(KIND))
"""
FILES = ((intents.posting, DECLARATION), (models.posting, ROW), (handlers.posting, HANDLER))


@pytest.fixture(scope="module", autouse=True)
def rumours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The three files beside the others."""
    with pytest.MonkeyPatch.context() as patch:
        for package, source in FILES:
            folder = tmp_path_factory.mktemp(package.__name__)
            (folder / "rumour.py").write_text(source, encoding="utf-8")
            patch.setattr(package, "__path__", [*package.__path__, str(folder)])
        _look_again()
        yield
    for package, _ in FILES:
        sys.modules.pop(f"{package.__name__}.rumour", None)
    _look_again()


def _look_again() -> None:
    """What was found by being there is found anew."""
    declared.cache_clear()
    capabilities.cache_clear()
    pages.cache_clear()
    kinds.cache_clear()
    _shapes.cache_clear()


def get(world: World, path: str) -> str:
    return urllib3.request("GET", world.url + path).data.decode()


def posts(world: World, query: str = "") -> list[dict[str, object]]:
    found: list[dict[str, object]] = urllib3.request("GET", f"{world.url}/api/posts{query}").json()["posts"]
    return found


def test_a_fifth_kind_by_chat_approval_and_pages(world: World) -> None:
    volunteer, resident = world.member(Role.VOLUNTEER, "น้องฟ้า"), world.resident("ป้าเรียน")
    assert "เล่าเรื่อง" in world.say(resident, "สวัสดี")[-1].quick_replies
    assert "เรื่องอะไร" in world.tap(resident, "เล่าเรื่อง")[-1].text
    assert "ได้ยินจากไหน" in world.say(resident, "ปลาบึกยักษ์")[-1].text
    preview = world.say(resident, "ตลาดเช้า")
    assert "ตรวจก่อนลง" in preview[-1].text
    assert "ตลาดเช้า" in preview[-1].text
    assert "รออนุมัติ" in world.tap(resident, "ลงเลย")[-1].text
    assert posts(world) == []
    assert "เรื่องเล่ารออนุมัติ" in volunteer.wait_for_answer(5)[-1].text
    assert "อนุมัติ “ปลาบึกยักษ์” แล้ว" in world.tap(volunteer, "อนุมัติ")[-1].text
    assert "ได้รับอนุมัติ" in resident.wait_for_answer(5)[-1].text

    (found,) = posts(world, "?category=ลือ")
    assert (found["kind"], found["price"], found["volume"], found["name"]) == ("rumour", None, 3, "ปลาบึกยักษ์")
    page = get(world, f"/posts/{found['id']}")
    for words in ("ปลาบึกยักษ์", "เขาเล่าว่า", "ตลาดเช้า", "เรื่องเล่า"):
        assert words in page
    assert "เรื่องเล่าล่าสุด" in get(world, "/")
    assert "เรื่องเล่าจากบ้านทดสอบ" in get(world, "/villages/village-tst-1234")
    assert '<option value="rumour" selected>เรื่องเล่า</option>' in get(world, "/browse?kind=rumour")
    # A kind without prices is not below any ceiling.
    assert posts(world, "?max_price=100") == []
    assert "ปลาบึกยักษ์" in get(world, "/feed.xml")
    assert "มีเรื่องเล่า 1 รายการ" in world.say(world.phone("คนผ่านมา"), "ฟังเรื่องเล่า")[0].text


def test_a_fifth_kind_among_the_own_posts(world: World) -> None:
    volunteer = world.member(Role.VOLUNTEER, "น้องฟ้า")
    world.say(volunteer, "สวัสดี")
    world.tap(volunteer, "เล่าเรื่อง")
    world.say(volunteer, "ปลาบึกยักษ์")
    world.say(volunteer, "ตลาดเช้า")
    assert "ลงแล้ว" in world.tap(volunteer, "ลงเลย")[-1].text
    own = world.say(volunteer, "ของที่ฉันลงไว้")
    assert {"แก้", "ลบ"} <= set(own[-1].buttons)
    assert "หมดแล้ว" not in own[-1].buttons
    assert "ตรวจก่อนแก้" in world.tap(volunteer, "แก้")[-1].text
    world.say(volunteer, "ที่มา ตลาดเย็น")
    assert "แก้แล้ว" in world.tap(volunteer, "ลงเลย")[-1].text
    (found,) = posts(world)
    assert "ตลาดเย็น" in get(world, f"/posts/{found['id']}")
    world.say(volunteer, "ของที่ฉันลงไว้")
    world.tap(volunteer, "ลบ")
    world.tap(volunteer, "ใช่")
    assert posts(world) == []
    assert urllib3.request("GET", f"{world.url}/posts/{found['id']}").status == 410


def tell(world: World, phone: Phone, name: str, source: str = "ตลาดเช้า") -> str:
    """Puts one in by chat; what was answered."""
    world.say(phone, "สวัสดี")
    world.tap(phone, "เล่าเรื่อง")
    world.say(phone, name)
    world.say(phone, source)
    return world.tap(phone, "ลงเลย")[0].text


def test_a_fifth_kind_is_refused_corrected_and_approved(world: World) -> None:
    volunteer, resident = world.member(Role.VOLUNTEER, "น้องฟ้า"), world.resident("ป้าเรียน")
    tell(world, resident, "ปลาบึกยักษ์")
    assert "เรื่องเล่ารออนุมัติ" in world.say(volunteer, "โพสต์ที่รออนุมัติ")[-1].text
    world.tap(volunteer, "ไม่อนุมัติ")
    world.tap(volunteer, "ข้อมูลไม่ครบ")
    told = resident.wait_for_answer(5)[-1]
    assert "ข้อมูลไม่ครบ" in told.text
    world.tap(resident, "แก้แล้วส่งใหม่")
    world.say(resident, "ที่มา ตลาดเย็น")
    assert "รออนุมัติ" in world.tap(resident, "ลงเลย")[0].text
    assert "ตลาดเย็น" in volunteer.wait_for_answer(5)[-1].text
    world.tap(volunteer, "อนุมัติ")
    assert [post["name"] for post in posts(world)] == ["ปลาบึกยักษ์"]


def test_a_fifth_kind_is_found_near_and_by_village(world: World) -> None:
    volunteer = world.member(Role.VOLUNTEER, "น้องฟ้า")
    assert "ลงแล้ว" in tell(world, volunteer, "ปลาบึกยักษ์")
    buyer = world.phone("คนผ่านมา")
    buyer.location(17.49, 100.12)
    world.work()
    near = buyer.answer()
    assert "ปลาบึกยักษ์" in near[-1].text
    assert "เรื่องเล่าใกล้ฉัน" in near[-1].quick_replies
    assert "ใกล้คุณ 1 รายการ" in world.tap(buyer, "เรื่องเล่าใกล้ฉัน")[0].text
    assert len(posts(world, "?village=village-tst-1234")) == 1
    assert posts(world, "?village=elsewhere") == []
    assert posts(world, "?kind=news") == []
    assert [post["name"] for post in posts(world, "?q=ปลาบีกยักษ์")] == ["ปลาบึกยักษ์"]


def test_a_fifth_kind_says_no_to_what_is_not_published(world: World) -> None:
    volunteer = world.member(Role.VOLUNTEER, "น้องฟ้า")
    world.say(volunteer, "สวัสดี")
    world.tap(volunteer, "เล่าเรื่อง")
    world.say(volunteer, "เงินกู้ด่วน ดอกเบี้ยต่ำ โอนไว")
    preview = world.say(volunteer, "ตลาดเช้า")[-1]
    assert "ยังลงไม่ได้" in preview.text
    assert "ลงเลย" not in preview.buttons
    assert posts(world) == []
