"""A location that is sent while nothing waits for one: what is near it."""

from handlers.capability import Capability, Context, Form, Found
from handlers.menu import menu
from handlers.posting import browsing, searching
from handlers.posting.kind import Kind, kinds
from handlers.replies import Answer, Button, Cards, Start, say
from intents.intent import Value, declared
from models import distance
from models.posting import Posting

CARDS_A_MESSAGE = 10


def _look(context: Context, form: Form) -> Found:
    here = distance.point(f"{form.text_of('lat')},{form.text_of('lng')}")
    if here is None:
        return Found(answer=say("ยังอ่านตำแหน่งนี้ไม่ได้ค่ะ", "พิมพ์สิ่งที่อยากหามาได้เลยนะคะ", choices=menu()))
    at: dict[str, Value] = {"near": f"{here[0]:.5f},{here[1]:.5f}"}
    found = [(post, kind) for kind in kinds().values() for post in _near(kind, context, here)]
    found.sort(key=lambda pair: (not _has_pin(pair[0]), distance.kilometres(here, distance.point_of(pair[0]) or here)))
    buttons = [Button(f"{kind.page.title}ใกล้ฉัน", Start(kind.browses, at)) for kind in kinds().values()]
    takers = [Button(kind.wish, Start(kind.posts)) for kind in kinds().values() if _takes_pin(kind)]
    if not found:
        return Found(answer=say("ได้ตำแหน่งแล้วค่ะ แต่ใกล้ตรงนี้ยังไม่มีอะไร", "จะเพิ่มเองก็ได้นะคะ", choices=(*takers, *menu())))
    cards = tuple(browsing.card(kind, context, post, here) for post, kind in found[:CARDS_A_MESSAGE])
    words = say("ได้ตำแหน่งแล้วค่ะ ใกล้ตรงนี้มี").replies
    return Found(answer=Answer((*words, Cards("ใกล้ตรงนี้มี", cards, is_choice=True)), (*buttons, *takers)))


def _has_pin(post: Posting) -> bool:
    return post.lat is not None


def _near(kind: Kind, context: Context, here: distance.Point) -> list[Posting]:
    posts = searching.find(kind, context, searching.Asked(near=here))[:CARDS_A_MESSAGE]
    stands = [(post, distance.point_of(post)) for post in posts]
    return [post for post, point in stands if point and distance.kilometres(here, point) <= browsing.FAR_KM]


def _takes_pin(kind: Kind) -> bool:
    return any(slot.takes_location for slot in declared()[kind.posts].slots)


CAPABILITIES = (Capability("sent_location", look=_look),)
