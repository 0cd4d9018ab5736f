"""The table of rights, cell by cell: who posts which kind, who approves; here and elsewhere; typed, tapped, forged."""

import pytest
from sqlalchemy import select

from bot import clock
from bot.simulator.deeds import Deeds
from bot.simulator.phone import Message, Phone
from bot.simulator.wire import JsonObject
from models.person import Person, by_line_id
from models.posting import Posting, PostingState
from models.role import TABLE, Action, Answer, Role, revoke_all
from tests.belonging.test_rights import born, somebody
from tests.world import World

ELSEWHERE = "OTH-5678"
SAID = {
    "product": ("ขายไส้อั่ว โลละ 280",),
    "news": ("ฝากลงข่าวหน่อยค่ะ เมื่อวานเยาวชนบ้านเราได้รางวัลแข่งกลองยาว",),
    "place": ("เพิ่มที่เที่ยว น้ำตกผาแสง", "ท้ายหมู่บ้าน"),
    "tradition": ("อยากลงประเพณีลอยกระทง จัดวันเพ็ญเดือน 12 ที่ท่าน้ำวัด",),
}
STORIES = ("news", "place", "tradition")
NO, WAITS, AT_ONCE = "", "waiting", "published"
POSTS = {
    #                        product  story
    Role.VISITOR: (NO, NO),
    Role.RESIDENT: (WAITS, WAITS),
    Role.SELLER: (AT_ONCE, WAITS),
    Role.YOUTH: (WAITS, WAITS),
    Role.HEALTH_VOLUNTEER: (WAITS, AT_ONCE),
    Role.VOLUNTEER: (AT_ONCE, AT_ONCE),
    Role.STAFF: (AT_ONCE, AT_ONCE),
    Role.HEADMAN: (AT_ONCE, AT_ONCE),
    Role.INSPECTOR: (NO, NO),
}
"""The product's table, row "post a product" and row "post news, place, tradition"."""
DECIDES = (Role.VOLUNTEER, Role.STAFF, Role.HEADMAN)
OTHERS = tuple(role for role in POSTS if role not in DECIDES)
GIVEN = tuple(role for role in POSTS if role not in (Role.VISITOR, Role.RESIDENT, Role.INSPECTOR))


def states(world: World) -> dict[str, str]:
    """What there is: kind → state."""
    with world.session() as db:
        return {post.kind: str(post.state) for post in db.scalars(select(Posting))}


def words(answer: list[Message]) -> str:
    return "\n".join(message.text for message in answer)


def ways_on(answer: list[Message]) -> set[str]:
    """Everything that can be tapped."""
    return {label for message in answer for label in (*message.buttons, *message.quick_replies)}


def put_in(world: World, phone: Phone, kind: str) -> list[Message]:
    """Tries to post one of a kind by typing; the last answer."""
    answer: list[Message] = []
    for said in SAID[kind]:
        answer = world.say(phone, said)
        if "ลูกบ้าน" in words(answer):
            return answer
    return world.tap(phone, "ลงเลย")


def forge(world: World, phone: Phone, data: str) -> list[Message]:
    """A postback with this data from this person's phone, whatever is on its screen; what is answered."""
    before = len(phone.messages())
    deeds = Deeds(world.line.engine)
    action: JsonObject = {"type": "postback", "data": data}
    deeds._do(deeds._able(phone.user_id, phone.user_id), phone.user_id, action, "")
    world.work()
    return [message for message in phone.messages()[before:] if message.sender == "bot"]


def lose_roles(world: World, phone: Phone) -> None:
    with world.session() as db, db.begin():
        person = by_line_id(db, phone.user_id)
        assert person is not None
        revoke_all(db, person, clock.now())


def test_the_table_says_what_the_product_page_says() -> None:
    def cell(action: Action, role: Role) -> str:
        return {Answer.YES: AT_ONCE, Answer.APPROVAL: WAITS}.get(TABLE[action].get(role, Answer.NO), NO)

    assert {role: (cell(Action.POST_PRODUCT, role), cell(Action.POST_STORY, role)) for role in POSTS} == POSTS
    assert {role for role in Role if TABLE[Action.APPROVE].get(role, Answer.NO) is Answer.YES} == set(DECIDES)


# --- posting ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", POSTS)
def test_posting_in_the_own_village(world: World, role: Role) -> None:
    phone = somebody(world, role)
    if role is Role.YOUTH:
        born(world, phone, clock.now().year - 15)
    product, story = POSTS[role]
    for kind in SAID:
        answer = put_in(world, phone, kind)
        wanted = product if kind == "product" else story
        assert states(world).get(kind, NO) == wanted, kind
        assert {NO: "ลูกบ้าน", WAITS: "รออนุมัติ", AT_ONCE: "ลงแล้ว"}[wanted] in words(answer)
        assert len(answer) > 1 or ways_on(answer), "there is a next step"
        world.say(phone, "ยกเลิก")


@pytest.mark.parametrize("role", GIVEN)
def test_a_role_elsewhere_gives_nothing_here(world: World, role: Role) -> None:
    world.found_village("บ้านอื่น", ELSEWHERE)
    phone = world.resident()
    world.say(phone, world.code(role, ELSEWHERE))
    put_in(world, phone, "product")
    put_in(world, phone, "news")
    assert states(world) == {"product": WAITS, "news": WAITS}


@pytest.mark.parametrize("role", [Role.VISITOR, Role.INSPECTOR])
@pytest.mark.parametrize("kind", SAID)
def test_a_forged_beginning_is_refused_too(world: World, role: Role, kind: str) -> None:
    phone = somebody(world, role)
    forge(world, phone, f"i=post_{kind}&v.name=x&v.text=x&v.price=1&v.unit=x&v.place=x&v.date=x")
    answer = forge(world, phone, "m=yes&d=e1.0")
    assert states(world) == {}
    assert words(answer)


def test_the_right_is_asked_when_it_is_tapped_not_when_it_was_shown(world: World) -> None:
    phone = somebody(world, Role.VOLUNTEER)
    world.say(phone, SAID["news"][0])
    lose_roles(world, phone)
    assert "รออนุมัติ" in world.tap(phone, "ลงเลย")[0].text
    assert states(world) == {"news": WAITS}


def test_who_withdrew_consent_publishes_nothing_with_an_old_button(world: World) -> None:
    phone = somebody(world, Role.VOLUNTEER)
    world.say(phone, SAID["news"][0])
    with world.session() as db, db.begin():
        person = by_line_id(db, phone.user_id)
        assert person is not None
        person.consented_at = person.village_id = None
    assert "ลูกบ้าน" in words(world.tap(phone, "ลงเลย"))
    assert states(world) == {}


@pytest.mark.parametrize("kind", STORIES)
def test_nobody_changes_somebody_else_s_post(world: World, kind: str) -> None:
    author, stranger = somebody(world, Role.VOLUNTEER), world.member(Role.HEADMAN, "คนอื่น")
    put_in(world, author, kind)
    with world.session() as db:
        post = db.scalars(select(Posting)).one()
        before = (post.name, post.revision)
    for intent in ("edit_post", f"post_{kind}", "delete_post", "renew_post"):
        values = "v.name=x&v.text=xxxxxxxxx&v.place=x&v.date=x"
        answer = forge(world, stranger, f"i={intent}&v.post={post.public_id}&{values}")
        assert "ไม่พบรายการนี้" in words(answer), intent
    with world.session() as db:
        kept = db.scalars(select(Posting)).one()
        assert (kept.state, kept.name, kept.revision) == (PostingState.PUBLISHED, *before)


# --- approving --------------------------------------------------------------------------------------------------------


def waiting_post(world: World) -> Posting:
    """A resident's product that waits."""
    put_in(world, world.resident("ป้าเรียน"), "product")
    with world.session() as db:
        return db.scalars(select(Posting)).one()


def decisions(post: Posting) -> tuple[str, ...]:
    named = f"v.post={post.public_id}&v.revision={post.revision}"
    return (f"i=approve_post&{named}", f"i=refuse_post&{named}&v.reason=x", f"i=read_waiting&{named}")


@pytest.mark.parametrize("role", DECIDES)
def test_who_approves_in_the_own_village(world: World, role: Role) -> None:
    phone = somebody(world, role)
    waiting_post(world)
    assert {"อนุมัติ", "ไม่อนุมัติ"} <= ways_on(world.say(phone, "โพสต์ที่รออนุมัติ"))
    assert "อนุมัติ “ไส้อั่ว” แล้ว" in words(world.tap(phone, "อนุมัติ"))
    assert states(world) == {"product": AT_ONCE}


@pytest.mark.parametrize("role", OTHERS)
def test_who_does_not_approve(world: World, role: Role) -> None:
    post = waiting_post(world)
    phone = somebody(world, role)
    refused_politely(world, phone, post)


@pytest.mark.parametrize("role", DECIDES)
def test_nobody_approves_in_another_village(world: World, role: Role) -> None:
    post = waiting_post(world)
    world.found_village("บ้านอื่น", ELSEWHERE)
    phone = world.phone("คนบ้านอื่น")
    world.say(phone, ELSEWHERE)
    world.tap(phone, "ยินยอม")
    world.say(phone, world.code(role, ELSEWHERE))
    refused_politely(world, phone, post)


def refused_politely(world: World, phone: Phone, post: Posting) -> None:
    listed = world.say(phone, "โพสต์ที่รออนุมัติ")
    assert "ไส้อั่ว" not in words(listed)
    assert "อนุมัติ" not in ways_on(listed)
    for data in decisions(post):
        answer = forge(world, phone, data)
        assert "เน็ตอาสาหรือผู้ใหญ่บ้าน" in words(answer), data
        assert "280" not in words(answer), "what waits is not shown either"
        assert ways_on(answer), "there is a next step"
    assert states(world) == {"product": WAITS}
    with world.session() as db:
        kept = db.scalars(select(Posting)).one()
        assert (kept.decided_by_id, kept.reason) == (None, None)


@pytest.mark.parametrize("label", ["อนุมัติ", "ไม่อนุมัติ"])
def test_an_old_card_decides_nothing_after_the_role_is_gone(world: World, label: str) -> None:
    phone = somebody(world, Role.VOLUNTEER)
    waiting_post(world)
    phone.wait_for_answer(5)
    lose_roles(world, phone)
    assert "เน็ตอาสาหรือผู้ใหญ่บ้าน" in words(world.tap(phone, label))
    assert states(world) == {"product": WAITS}


def test_nobody_approves_their_own_post(world: World) -> None:
    """A young volunteer's post waits like any other young person's; they are no adult for themselves."""
    phone = somebody(world, Role.VOLUNTEER)
    born(world, phone, clock.now().year - 17)
    put_in(world, phone, "news")
    assert states(world) == {"news": WAITS}
    with world.session() as db:
        post = db.scalars(select(Posting)).one()
        assert db.get_one(Person, post.author_id).line_user_id == phone.user_id
    forge(world, phone, decisions(post)[0])
    born(world, phone, None)
    assert "เน็ตอาสาหรือผู้ใหญ่บ้าน" in words(forge(world, phone, decisions(post)[0]))
    assert states(world) == {"news": WAITS}


def test_a_forged_revision_or_post_decides_nothing(world: World) -> None:
    phone = somebody(world, Role.HEADMAN)
    post = waiting_post(world)
    for data in (
        "i=approve_post&v.post=nosuchpost&v.revision=1",
        f"i=approve_post&v.post={post.public_id}&v.revision=99",
        f"i=approve_post&v.post={post.public_id}&v.revision=-1",
        f"i=approve_post&v.post={post.public_id}",
        "i=approve_post",
    ):
        assert words(forge(world, phone, data)), data
        assert states(world) == {"product": WAITS}, data
