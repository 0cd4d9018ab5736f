"""Who may post a product: the table of rights, asked through the chat at the moment of the act."""

import pytest
import urllib3
from sqlalchemy import select, update

from bot import clock
from bot.simulator.phone import Phone
from models.person import Person, by_line_id
from models.posting import Posting, PostingState
from models.role import GIVEN, TABLE, Action, Answer, Role
from tests.world import World

OFFER = "ขายไส้อั่ว โลละ 280"
AT_ONCE = (Role.SELLER, Role.VOLUNTEER, Role.STAFF, Role.HEADMAN)
AFTER_APPROVAL = (Role.RESIDENT, Role.YOUTH, Role.HEALTH_VOLUNTEER)
NEVER = (Role.VISITOR, Role.INSPECTOR)


def somebody(world: World, role: Role) -> Phone:
    """A phone of somebody with this role and no other, as they come by it."""
    if role is Role.VISITOR:
        return world.phone("คนผ่านมา")
    if role is Role.RESIDENT:
        return world.resident()
    if role is Role.INSPECTOR:
        phone = world.phone("ผู้ตรวจ")
        world.say(phone, world.code(role))
        world.tap(phone, "ยินยอม")
        return phone
    return world.member(role)


def posts(world: World) -> list[Posting]:
    with world.session() as db:
        return list(db.scalars(select(Posting).order_by(Posting.id)))


def shown(world: World) -> list[str]:
    """What stands in /api/posts."""
    return [str(post["name"]) for post in urllib3.request("GET", f"{world.url}/api/posts").json()["posts"]]


def born(world: World, phone: Phone, year: int | None) -> None:
    """Nobody is asked for it yet in the chat: it is entered by staff."""
    with world.session() as db, db.begin():
        db.execute(update(Person).where(Person.line_user_id == phone.user_id).values(birth_year=year))


def test_every_role_is_in_one_of_the_lists_below() -> None:
    assert {*AT_ONCE, *AFTER_APPROVAL, *NEVER} == set(Role) - {Role.DELEGATE}
    row = TABLE[Action.POST_PRODUCT]
    assert {role for role in Role if row.get(role, Answer.NO) is Answer.YES} == set(AT_ONCE)
    assert {role for role in Role if row.get(role, Answer.NO) is Answer.APPROVAL} == set(AFTER_APPROVAL)
    assert set(GIVEN) == set(Role) - {Role.DELEGATE, Role.RESIDENT, Role.VISITOR}


@pytest.mark.parametrize("role", AT_ONCE)
def test_posts_at_once(world: World, role: Role) -> None:
    phone = somebody(world, role)
    world.say(phone, OFFER)
    assert "ลงแล้ว" in world.tap(phone, "ลงเลย")[0].text
    assert shown(world) == ["ไส้อั่ว"]


@pytest.mark.parametrize("role", AFTER_APPROVAL)
def test_posts_wait(world: World, role: Role) -> None:
    phone = somebody(world, role)
    world.say(phone, OFFER)
    assert "รออนุมัติ" in world.tap(phone, "ลงเลย")[0].text
    assert [post.state for post in posts(world)] == [PostingState.WAITING]
    assert shown(world) == []
    assert urllib3.request("GET", f"{world.url}/posts/{posts(world)[0].public_id}").status == 404


@pytest.mark.parametrize("role", NEVER)
def test_is_refused_politely_with_the_next_best_thing(world: World, role: Role) -> None:
    phone = somebody(world, role)
    answer = world.say(phone, OFFER)
    assert "ลูกบ้าน" in answer[0].text, "it says who can"
    assert "ลงเลย" not in [button for message in answer for button in (*message.buttons, *message.quick_replies)]
    assert len(answer) > 1 or answer[0].quick_replies, "it says what comes next"
    assert posts(world) == []


@pytest.mark.parametrize("words", ["หมดแล้ว", "ต่ออายุ", "ลบประกาศ", "เปลี่ยนราคาเป็น 5"])
def test_a_waiting_post_gets_published_by_no_side_door(world: World, words: str) -> None:
    phone = somebody(world, Role.RESIDENT)
    world.say(phone, OFFER)
    world.tap(phone, "ลงเลย")
    world.say(phone, words)
    assert posts(world)[0].state in (PostingState.WAITING, PostingState.WITHDRAWN)
    assert shown(world) == []


@pytest.mark.parametrize(("age", "state"), [(19, "waiting"), (20, "published"), (70, "published"), (5, "waiting")])
@pytest.mark.parametrize("role", [Role.SELLER, Role.HEADMAN])
def test_youth_is_a_limit_whatever_the_role(world: World, age: int, state: str, role: Role) -> None:
    """Thai Civil and Commercial Code §19: of age at twenty."""
    phone = somebody(world, role)
    born(world, phone, clock.now().year - age)
    world.say(phone, OFFER)
    world.tap(phone, "ลงเลย")
    assert [post.state for post in posts(world)] == [state]


def test_another_village_s_role_gives_nothing_here(world: World) -> None:
    world.found_village("บ้านอื่น", "OTH-5678")
    phone = world.resident()
    world.say(phone, world.code(Role.HEADMAN, "OTH-5678"))
    world.say(phone, OFFER)
    assert "รออนุมัติ" in world.tap(phone, "ลงเลย")[0].text
    world.say(phone, "OTH-5678")
    world.say(phone, "ขายกล้วยตาก ถุงละ 35")
    assert "ลงแล้ว" in world.tap(phone, "ลงเลย")[0].text
    assert shown(world) == ["กล้วยตาก"]


def test_a_stranger_s_button_moves_nobody_else_s_post(world: World) -> None:
    owner, stranger = somebody(world, Role.SELLER), world.member(Role.HEADMAN, "คนอื่น")
    world.say(owner, OFFER)
    world.tap(owner, "ลงเลย")
    (post,) = posts(world)
    from tests.webhook.test_callback import message

    for number, intent in enumerate(("sell_out", "delete_post", "change_price", "renew_post", "show_phone")):
        data = f"i={intent}&v.post={post.public_id}&v.price=1"
        source = {"type": "user", "userId": stranger.user_id}
        forged = {**message(number, source=source), "type": "postback", "postback": {"data": data}}
        world.line.door.send("POST", "/webhook", {"events": [forged]})
        world.work()
    (kept,) = posts(world)
    assert (kept.state, kept.name) == (PostingState.PUBLISHED, "ไส้อั่ว")
    assert shown(world) == ["ไส้อั่ว"]


# --- consent ----------------------------------------------------------------------------------------------------------


def test_who_withdraws_is_a_visitor_again_and_their_posts_are_gone(world: World) -> None:
    phone = somebody(world, Role.SELLER)
    world.say(phone, OFFER)
    world.tap(phone, "ลงเลย")
    (post,) = posts(world)
    world.say(phone, "ขอถอนความยินยอม")
    assert shown(world) == ["ไส้อั่ว"], "nothing happens before it is confirmed"
    assert "ถอนความยินยอมแล้ว" in world.tap(phone, "ยืนยัน")[0].text
    assert shown(world) == []
    assert urllib3.request("GET", f"{world.url}/posts/{post.public_id}").status == 410
    assert post.public_id not in urllib3.request("GET", f"{world.url}/feed.xml").data.decode()
    with world.session() as db:
        person = by_line_id(db, phone.user_id)
        assert person is not None
        assert (person.consented_at, person.village_id, person.shown_phone) == (None, None, None)
    refused = world.say(phone, "ขายกล้วยตาก ถุงละ 35")
    assert "ลูกบ้าน" in refused[0].text
    assert len(posts(world)) == 1


def test_withdrawing_reaches_more_posts_than_a_list_shows(world: World) -> None:
    phone = somebody(world, Role.SELLER)
    world.say(phone, OFFER)
    world.tap(phone, "ลงเลย")
    multiply(world, 60)
    assert len(shown(world)) > 1
    world.say(phone, "ขอถอนความยินยอม")
    world.tap(phone, "ยืนยัน")
    assert shown(world) == []
    assert {post.state for post in posts(world)} == {PostingState.WITHDRAWN}


def multiply(world: World, times: int) -> None:
    """As many posts again as a seller writes in a busy year."""
    from datetime import timedelta

    from models.posting.product import Product

    (post,) = posts(world)
    with world.session() as db, db.begin():
        for number in range(times):
            more = Product(
                state=PostingState.WAITING, name=f"กล้วย {number}", author_id=post.author_id,
                village_id=post.village_id, created_at=clock.now() + timedelta(seconds=number), search_terms=["กล้วย"],
                sources={}, price=1, unit="หวี", phone="0810001234", is_phone_shown=True,
            )  # fmt: skip
            more.publish(clock.now())
            db.add(more)


def test_hiding_a_phone_reaches_more_posts_than_a_list_shows(world: World) -> None:
    phone = somebody(world, Role.SELLER)
    world.say(phone, OFFER)
    world.tap(phone, "ลงเลย")
    multiply(world, 60)
    world.say(phone, "ซ่อนเบอร์")
    with world.session() as db:
        from models.posting.product import Product

        assert not list(db.scalars(select(Product).where(Product.is_phone_shown)))
