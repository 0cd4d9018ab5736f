"""Approval: who may decide gets a card, one of them decides, the author hears either way."""

from dataclasses import replace

from handlers.capability import Capability, Context, Done, Form, Found, Notice
from handlers.pictures import picture_url
from handlers.posting import forbidden
from handlers.posting.kind import LIST, kinds, spoken_phone
from handlers.replies import Answer, Button, Card, Cards, Open, Row, Start, Text, say
from models import photo as photos
from models import posting as postings
from models.person import Person
from models.posting import Posting, PostingState
from models.role import Action, Role, give, holders, may, roles_in, villages_of

APPROVE = "อนุมัติ"
REFUSE = "ไม่อนุมัติ"
CARDS_A_MESSAGE = 10
LONG = 400
"""Letters of a story that a card can show; a longer one is sent as a message of its own."""


def ask(context: Context, post: Posting) -> tuple[Notice, ...]:
    """A card for everybody who may decide about this post; nobody when the village has no such person in LINE."""
    deciders = holders(context.db, Action.APPROVE, post.village, context.now)
    reachable = [p for p in deciders if p.id != post.author_id and p.line_user_id and p.is_following]
    answer = _asking(context, post)
    return tuple(Notice(person.id, answer) for person in reachable)


def _asking(context: Context, post: Posting, first: str = "") -> Answer:
    """One post to decide about: all of it can be read."""
    story = (Text(forbidden.masked(post.description)),) if len(post.description) > LONG else ()
    before = say(first).replies if first else ()
    return Answer((*before, *story, _card(context, post)))


def _card(context: Context, post: Posting) -> Card:
    page = kinds()[post.kind].page
    rows = list(kinds()[post.kind].facts(post))
    if post.phone:
        rows.append(Row("โทร", spoken_phone(post.phone)))
    author = post.author.call_name if post.author else None
    rows.append(Row("จาก", " ".join(filter(None, (author, post.village.name)))))
    values: dict[str, str | int | float | bool] = {"post": post.public_id, "revision": post.revision}
    return Card(
        title=post.name,
        heading=f"{page.title}รออนุมัติค่ะ",
        rows=tuple(rows),
        note=post.description if len(post.description) <= LONG else "",
        picture=picture_url(context, photos.of_posting(context.db, post.id)),
        buttons=(Button(APPROVE, Start("approve_post", values)), Button(REFUSE, Start("refuse_post", values))),
    )


# --- the list ---------------------------------------------------------------------------------------------------------


def waiting_for(context: Context) -> list[Posting]:
    """What this person can decide about now, oldest first."""
    db, person, now = context.db, context.person, context.now
    places = [v for v in villages_of(db, person, now) if may(db, person, Action.APPROVE, v, now).is_given]
    return [p for p in postings.waiting(db, [v.id for v in places]) if p.author_id != person.id] if places else []


def button(context: Context) -> tuple[Button, ...]:
    """The way to what waits; none when nothing does, or for somebody who decides nothing."""
    count = len(waiting_for(context))
    return (Button(f"รออนุมัติ {count} รายการ", Start("waiting_posts")),) if count else ()


def _list(context: Context, form: Form) -> Found:
    posts = waiting_for(context)
    if not posts:
        decides = any(
            may(context.db, context.person, Action.APPROVE, v, context.now).is_given
            for v in villages_of(context.db, context.person, context.now)
        )
        who = "ตอนนี้ไม่มีโพสต์รออนุมัติค่ะ" if decides else "คนอนุมัติโพสต์คือเน็ตอาสาหรือผู้ใหญ่บ้านค่ะ"
        return Found(answer=say(who, choices=(LIST,)))
    summary = f"รออนุมัติ {len(posts)} รายการค่ะ"
    if len(posts) == 1:
        return Found(answer=_asking(context, posts[0], summary))
    shown = tuple(_short(context, post) for post in posts[:CARDS_A_MESSAGE])
    return Found(answer=Answer((*say(summary).replies, Cards(summary, shown))))


def _short(context: Context, post: Posting) -> Card:
    """In a row of cards a long story is shown first, with its own buttons."""
    card = _card(context, post)
    if len(post.description) <= LONG:
        return card
    read = Button("อ่านทั้งหมด", Start("read_waiting", {"post": post.public_id}))
    return replace(card, note=post.description[:LONG] + "…", buttons=(read, card.buttons[1]))


def _read(context: Context, form: Form) -> Found:
    post = _decidable(context, form)
    if isinstance(post, Answer):
        return Found(answer=post)
    return Found(answer=_asking(context, post))


# --- deciding ---------------------------------------------------------------------------------------------------------


def _decidable(context: Context, form: Form) -> Posting | Answer:
    """The post of this button, if this person may decide about it and it still waits; else what is said."""
    db, person, now = context.db, context.person, context.now
    post = postings.by_public_id(db, form.text_of("post"))
    if post is None or post.state == PostingState.WITHDRAWN:
        return say("โพสต์นี้ไม่มีแล้วค่ะ คนลงเอาออกไปแล้ว", choices=button(context))
    if not may(db, person, Action.APPROVE, post.village, now).is_given or post.author_id == person.id:
        return say("โพสต์นี้ต้องให้เน็ตอาสาหรือผู้ใหญ่บ้านของหมู่บ้านนั้นอนุมัติค่ะ", "ถ้าอยากช่วยดู ฝากบอกเขาได้เลยนะคะ", choices=(LIST,))
    if post.state != PostingState.WAITING:
        return _decided_already(context, post)
    return post


def _decided_already(context: Context, post: Posting) -> Answer:
    by = context.db.get(Person, post.decided_by_id) if post.decided_by_id else None
    what = "ไม่อนุมัติ" if post.state == PostingState.REFUSED else "อนุมัติ"
    who = "คุณ" if by is not None and by.id == context.person.id else _called(context, by, post)
    return say(f"“{post.name}” {who}{what}ไปแล้วค่ะ", "ไม่ต้องทำอะไรเพิ่มนะคะ", choices=button(context))


def _called(context: Context, by: Person | None, post: Posting) -> str:
    """Somebody else who decided, by name, else by what they are here."""
    if by is None:
        return "ผู้อนุมัติอีกคน"
    held = roles_in(context.db, by, post.village, context.now)
    role = next((role for role in (Role.HEADMAN, Role.VOLUNTEER, Role.STAFF) if role in held), None)
    return by.call_name or (role.thai if role else "ผู้อนุมัติอีกคน")


def _look(context: Context, form: Form) -> Found:
    post = _decidable(context, form)
    if isinstance(post, Answer):
        return Found(answer=post)
    if str(post.revision) != form.text_of("revision"):
        return Found(answer=_asking(context, post, "คนลงแก้โพสต์นี้ไปแล้วค่ะ ดูอีกครั้งนะคะ"))
    return Found()


def _decide(context: Context, form: Form, reason: str | None) -> Done:
    post = _decidable(context, form)
    if isinstance(post, Answer):
        return Done(post)
    revision = int(form.text_of("revision")) if form.text_of("revision").isdecimal() else 0
    if not postings.decide(context.db, post, revision, context.person, context.now, reason):
        if post.state == PostingState.WAITING:
            return Done(_asking(context, post, "คนลงแก้โพสต์นี้ไปแล้วค่ะ ดูอีกครั้งนะคะ"))
        return Done(_decided_already(context, post))
    more = button(context)
    author = post.author
    notices = (Notice(author.id, _told(context, post)),) if author is not None else ()
    if reason is not None:
        return Done(say(f"ไม่อนุมัติ “{post.name}” แล้วค่ะ", "แจ้งเหตุผลให้คนลงแล้วนะคะ", choices=more), notices=notices)
    link = f"{context.base_url}/posts/{post.public_id}"
    words = say(f"อนุมัติ “{post.name}” แล้วค่ะ ขึ้นเว็บแล้ว", choices=(*more, Button("ดูหน้าเว็บ", Open(link))))
    return Done(words, notices=notices)


def _approve(context: Context, form: Form) -> Done:
    return _decide(context, form, None)


def _refuse(context: Context, form: Form) -> Done:
    return _decide(context, form, form.text_of("reason"))


def _told(context: Context, post: Posting) -> Answer:
    """What the author hears."""
    if post.state == PostingState.REFUSED:
        edit = Button("แก้แล้วส่งใหม่", Start("edit_post", {"post": post.public_id}))
        return say(
            f"“{post.name}” ยังไม่ได้รับอนุมัติค่ะ", f"เพราะ: {post.reason}", "แก้แล้วส่งใหม่ได้เลยนะคะ", choices=(edit, LIST)
        )
    link = f"{context.base_url}/posts/{post.public_id}"
    made = "ครั้งหน้าลงได้เลย ไม่ต้องรออนุมัติค่ะ" if _promote(context, post) else ""
    page = Button("ดูหน้าเว็บ", Open(link))
    return say(f"“{post.name}” ได้รับอนุมัติ ขึ้นเว็บแล้วค่ะ", made, link, choices=(page, LIST))


def _promote(context: Context, post: Posting) -> bool:
    """The first approved product makes a seller; somebody under age stays one whose posts are looked at."""
    role, author = kinds()[post.kind].makes, post.author
    if role is None or author is None:
        return False
    held = roles_in(context.db, author, post.village, context.now)
    if Role.YOUTH in held or role in held or Role.VISITOR in held:
        return False
    give(context.db, author, role, context.now, village_id=post.village_id, centre_id=None)
    return True


CAPABILITIES = (
    Capability("waiting_posts", look=_list),
    Capability("read_waiting", look=_read),
    Capability("approve_post", look=_look, act=_approve),
    Capability("refuse_post", look=_look, act=_refuse),
)
