"""After every action in the chat the page, the JSON, the feed and the chat's own lists tell the same story."""

from dataclasses import dataclass
from xml.etree import ElementTree

import pytest
import urllib3
from sqlalchemy import select

from bot.simulator.phone import Message, Phone
from models.posting import Posting
from models.role import Role
from tests.world import World

ATOM = "{http://www.w3.org/2005/Atom}"
SPOKEN, DIALLED = "081-000-1234", "0810001234"


@dataclass(frozen=True)
class Told:
    """What one place tells of the product; None where it tells nothing."""

    name: str
    price: str
    """As a price tag has it."""
    phone: bool | None = None
    """None: this place never tells phones."""
    sold_out: bool | None = None


class Places:
    """The places that tell of one product."""

    def __init__(self, world: World, public_id: str) -> None:
        self.world = world
        self.public_id = public_id
        self.buyer = world.phone("คนซื้อ")

    def get(self, path: str) -> urllib3.BaseHTTPResponse:
        return urllib3.request("GET", self.world.url + path, retries=False)

    def page(self, price: str) -> Told | None:
        """The post's page: 200 with its words, or 410."""
        response = self.get(f"/posts/{self.public_id}")
        if response.status == 410:
            return None
        assert response.status == 200
        shown = response.data.decode()
        assert "ไส้อั่ว" in shown
        assert price in shown
        return Told("ไส้อั่ว", price, SPOKEN in shown or DIALLED in shown, "หมดแล้ว" in shown)

    def api(self) -> Told | None:
        """The one post of /api/posts."""
        posts = self.get("/api/posts").json()["posts"]
        if not posts:
            return None
        (post,) = posts
        assert post["url"] == f"{self.world.url}/posts/{self.public_id}"
        return Told(post["name"], post["price_text"], post["phone"] is not None, post["state"] == "sold_out")

    def feed(self) -> Told | None:
        """The one entry of /feed.xml."""
        entries = ElementTree.fromstring(self.get("/feed.xml").data).findall(f"{ATOM}entry")  # noqa: S314 (our own)
        if not entries:
            return None
        (entry,) = entries
        assert entry.findtext(f"{ATOM}id") == f"{self.world.url}/posts/{self.public_id}"
        name, _, price = (entry.findtext(f"{ATOM}title") or "").partition(" · ")
        return Told(name, price)

    def chat(self, price: str) -> Told | None:
        """What somebody else is answered who asks in the chat."""
        listed = self.world.say(self.buyer, "มีไส้อั่วขายไหม")
        words = " ".join(message.text for message in listed)
        if not any(message.kind == "flex" for message in listed):
            return None
        assert price in words
        contact = self.world.tap(self.buyer, "ติดต่อคนขาย")
        reached = " ".join(str(message.raw) for message in contact)
        return Told("ไส้อั่ว", price, DIALLED in reached, "หมดแล้ว" in words)

    def agree(self, price: str, *, phone: bool, sold_out: bool = False) -> None:
        """All of them tell this."""
        wanted = Told("ไส้อั่ว", price, phone, sold_out)
        assert self.page(price) == wanted
        assert self.api() == wanted
        assert self.chat(price) == wanted
        assert self.feed() == Told("ไส้อั่ว", price)

    def are_empty(self) -> None:
        """None of them tells anything."""
        assert (self.page(""), self.api(), self.feed(), self.chat("")) == (None, None, None, None)


@pytest.fixture
def seller(world: World) -> Phone:
    return world.member(Role.SELLER)


def own_list(world: World, seller: Phone) -> str:
    """The seller's own list, as it is read."""
    return " ".join(message.text for message in world.say(seller, "ของที่ฉันลงไว้"))


def post(world: World, seller: Phone) -> Places:
    """ไส้อั่ว for 280 baht, with a phone that is not to be shown yet."""
    world.say(seller, "ขายไส้อั่ว โลละ 280 โทร 081-000-1234")
    answer: list[Message] = world.tap(seller, "ลงเลย")
    with world.session() as db:
        public_id = db.scalars(select(Posting.public_id)).one()
    assert f"{world.url}/posts/{public_id}" in answer[0].text
    return Places(world, public_id)


def test_a_product_s_whole_life(world: World, seller: Phone) -> None:
    places = post(world, seller)
    places.agree("280 บาท / โล", phone=False)
    assert "280 บาท / โล" in own_list(world, seller)

    world.say(seller, "เปลี่ยนราคาไส้อั่วเป็น 300")
    places.agree("300 บาท / โล", phone=False)
    assert "300 บาท / โล" in own_list(world, seller)
    assert "280" not in places.get(f"/posts/{places.public_id}").data.decode()

    world.say(seller, "หมดแล้ว")
    places.agree("300 บาท / โล", phone=False, sold_out=True)
    assert "หมดแล้ว" in own_list(world, seller)

    world.tap(seller, "ขายต่อ")
    places.agree("300 บาท / โล", phone=False)
    assert "ขึ้นเว็บอยู่" in own_list(world, seller)

    world.say(seller, "ลบไส้อั่ว")
    places.agree("300 บาท / โล", phone=False)
    world.tap(seller, "ใช่")
    places.are_empty()
    assert "ยังไม่ได้ลง" in own_list(world, seller)


def test_a_phone_is_shown_and_hidden_everywhere(world: World, seller: Phone) -> None:
    places = post(world, seller)
    places.agree("280 บาท / โล", phone=False)
    world.tap(seller, "ใช่")
    places.agree("280 บาท / โล", phone=True)
    world.say(seller, "ซ่อนเบอร์")
    places.agree("280 บาท / โล", phone=False)


def test_a_phone_that_was_refused_is_nowhere(world: World, seller: Phone) -> None:
    places = post(world, seller)
    world.tap(seller, "ไม่ใช่")
    places.agree("280 บาท / โล", phone=False)


def test_what_is_not_renewed_ends_everywhere_and_comes_back(world: World, seller: Phone) -> None:
    places = post(world, seller)
    world.pass_time(days=89)
    places.agree("280 บาท / โล", phone=False)
    world.pass_time(days=2)
    places.are_empty()
    world.say(seller, "ต่ออายุไส้อั่ว")
    places.agree("280 บาท / โล", phone=False)


def test_an_unsent_offer_is_nowhere(world: World, seller: Phone) -> None:
    places = post(world, seller)
    offer = next(m for m in seller.messages() if m.sender == "me" and "ไส้อั่ว" in m.text)
    seller.unsend(offer.id)
    world.work()
    places.are_empty()
    assert places.public_id not in places.get("/").data.decode()


def test_what_waits_for_approval_is_nowhere_but_in_the_own_list(world: World) -> None:
    resident = world.resident()
    world.say(resident, "ขายไส้อั่ว โลละ 280")
    world.tap(resident, "ลงเลย")
    with world.session() as db:
        places = Places(world, db.scalars(select(Posting.public_id)).one())
    assert places.get(f"/posts/{places.public_id}").status == 404
    assert (places.api(), places.feed(), places.chat("")) == (None, None, None)
    assert "รออนุมัติ" in own_list(world, resident)
