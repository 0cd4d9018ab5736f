"""Who lives in the demonstration and what they could say: what the simulator's page offers to pick and to tap."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.demo.content import Content, DemoPerson, content
from handlers.capability import capabilities
from intents.intent import declared
from models.person import Person
from models.role import Role

Json = dict[str, object]

INVITATION = "โทรศัพท์ของคนในหมู่บ้านเดียวกัน แตะประโยคที่มีกรอบ แล้วทำตามปุ่มได้เลยค่ะ"
AUNT, NEIGHBOUR, HEADMAN = "demo-per-04", "demo-per-16", "demo-per-01"
OPENING = (AUNT, NEIGHBOUR)
"""The phones of the first look: somebody who sells and a neighbour who buys."""


@dataclass(frozen=True)
class Sentence:
    """Something to say. It is offered once the bot can do what it asks for."""

    intent: str
    text: str


ANYBODY = (
    Sentence("help", "ทำอะไรได้บ้าง"),
    Sentence("privacy_request", "ข้อมูลของฉัน"),
)
SELLING = (
    Sentence("post_product", "ขายไส้อั่วแม่คำ โลละ 280 มี 10 โล โทร 081-000-1234"),
    Sentence("post_product", "ขายกล้วยอบเนย 3 ถุง 100"),
    Sentence("my_posts", "ของที่ฉันลงไว้"),
)
BUYING = (
    Sentence("browse_products", "ใครขายไส้อั่วบ้าง"),
    Sentence("contact_seller", "ขอเบอร์คนขายไส้อั่วหน่อย"),
    Sentence("browse_products", "มีตะกร้าไม้ไผ่ไหม"),
)
LEARNING = (
    Sentence("ask_courses", "เสาร์นี้มีอบรมอะไรบ้าง"),
    Sentence("ask_courses", "มีคอร์สขายของออนไลน์ไหม"),
    Sentence("browse_news", "ที่ประกาศเรื่องฉีดวัคซีนหมา เขานัดวันไหนนะ"),
)
GOING_OUT = (
    Sentence("browse_places", "แถวนี้มีที่เที่ยวไหม"),
    Sentence("browse_traditions", "มีงานบุญอะไรบ้าง"),
    Sentence("browse_news", "มีข่าวอะไรบ้าง"),
)
SENTENCES: dict[Role, tuple[Sentence, ...]] = {
    Role.HEADMAN: (
        Sentence("broadcast_announcement", "ประกาศด่วน คืนนี้น้ำประปาไม่ไหล ช่วยสำรองน้ำไว้นะครับ"),
        Sentence("broadcast_announcement", "ประกาศ พรุ่งนี้ 9 โมงเช้า ประชุมที่ศาลาประชาคม"),
        Sentence("delegate_role", "มอบหมายให้น้องฟ้าประกาศแทนถึงสิ้นเดือน"),
        *BUYING[:2],
    ),
    Role.VOLUNTEER: (
        Sentence("post_news", "ฝากลงข่าวหน่อยค่ะ วันเสาร์นี้มีตลาดนัดที่ลานวัด"),
        Sentence("post_place", "อยากเพิ่มน้ำตกท้ายหมู่บ้านเป็นที่เที่ยวของเรา"),
        *SELLING[:1],
        *BUYING[:1],
    ),
    Role.HEALTH_VOLUNTEER: (
        Sentence("broadcast_announcement", "ประกาศ พรุ่งนี้ 9 โมง ฉีดวัคซีนหมาแมวที่ศาลา"),
        *BUYING[:2],
    ),
    Role.STAFF: (*LEARNING[:1], *BUYING[:1]),
    Role.INSPECTOR: (Sentence("report_stats", "หมู่ไหนเงียบเกิน 30 วันบ้าง"), *BUYING[:1]),
    Role.SELLER: SELLING,
    Role.YOUTH: (*LEARNING[:1], *BUYING[:1], *GOING_OUT[:2]),
    Role.RESIDENT: (*BUYING[:2], *LEARNING, *GOING_OUT),
    Role.VISITOR: (Sentence("greeting", "สวัสดีค่ะ"), Sentence("register", "ขอเข้าร่วมหมู่บ้าน"), *BUYING[:1]),
}


@dataclass(frozen=True)
class Try:
    """A step of the first five minutes: who taps which of their sentences, and the word whose tap ends it."""

    title: str
    who: str
    sentence: Sentence
    done: str = ""
    company: tuple[str, ...] = ()


TOUR = (
    Try("ลงขายของ", AUNT, SELLING[0], "ลงเลย", (NEIGHBOUR,)),
    Try("หาของซื้อ", NEIGHBOUR, BUYING[0], company=(AUNT,)),
    # An urgent one: it also arrives while it is night in Thailand and day where it is tried.
    Try("ประกาศถึงทุกบ้าน", HEADMAN, SENTENCES[Role.HEADMAN][0], "ส่งเลย", (NEIGHBOUR,)),
    Try("สมัครเรียน", NEIGHBOUR, LEARNING[1], "ยืนยัน"),
)


def roster_of(db: Session) -> Json:
    """The demonstration people who are here and have a LINE id, by village or centre.

    `{"groups": [{"heading", "code", "lat", "lng", "people": [{"name", "userId", "role", "sentences"}]}], "opening":
    [user ids], "invitation", "stranger": [sentences of somebody new], "titles": {intent: its Thai title}, "tour":
    [{"title", "who", "with": [user ids], "sentence", "done"}]}`; without any demonstration there are no groups.
    """
    facts = content()
    here = select(Person.demo_id, Person.line_user_id).where(Person.demo_id.is_not(None))
    ids = {demo_id: line_id for demo_id, line_id in db.execute(here) if line_id}
    opening = [ids[one] for one in OPENING if one in ids]
    return {
        "groups": [group for group in _groups(facts, ids) if group["people"]],
        "opening": opening,
        "invitation": INVITATION if len(opening) == len(OPENING) else "",
        "stranger": _said(SENTENCES[Role.VISITOR]),
        "tour": list(_tour(ids)),
        "titles": {name: intent.title for name, intent in declared().items()},
    }


def _groups(facts: Content, ids: dict[str | None, str]) -> Iterable[Json]:
    for village in facts.villages:
        where: Json = {"heading": village.name, "code": village.join_code, "lat": village.lat, "lng": village.lng}
        yield {
            **where,
            "people": [_shown(p, ids) for p in facts.persons if p.village == village.demo_id and ids.get(p.demo_id)],
        }
    elsewhere = [person for person in facts.persons if person.village is None and ids.get(person.demo_id)]
    yield {"heading": "ศูนย์และหน่วยงาน", "people": [_shown(person, ids) for person in elsewhere]}


def _shown(person: DemoPerson, ids: dict[str | None, str]) -> Json:
    held = {Role(one.role) for one in person.roles}
    first = next(role for role in SENTENCES if role in held or role is Role.VISITOR)
    return {
        "name": person.call_name,
        "userId": ids[person.demo_id],
        "role": first.thai,
        "sentences": _said(SENTENCES[first]),
    }


def _tour(ids: dict[str | None, str]) -> Iterable[Json]:
    for step in TOUR:
        needed = (step.who, *step.company)
        if all(one in ids for one in needed) and step.sentence.intent in capabilities():
            yield {
                "title": step.title,
                "who": ids[step.who],
                "with": [ids[one] for one in step.company],
                "sentence": step.sentence.text,
                "done": step.done or step.sentence.text,
            }


def _said(sentences: tuple[Sentence, ...]) -> list[str]:
    served = capabilities()
    return [sentence.text for sentence in (*sentences, *ANYBODY) if sentence.intent in served]
