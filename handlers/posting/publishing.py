"""Putting a post in, or changing one: whether it may be, the preview, the row; what waits for approval is passed on."""

from dataclasses import replace
from functools import partial

from handlers.belonging import join_first
from handlers.capability import Capability, Context, Done, Form, Found
from handlers.pictures import picture_url
from handlers.posting import approving, forbidden
from handlers.posting.kind import LIST, Kind, spoken_phone
from handlers.replies import CANCEL, EDIT, PUBLISH, Answer, Button, Card, Move, Open, Row, Start, say
from models import photo as photos
from models import posting as postings
from models.posting import Posting, PostingState
from models.role import Answer as Right
from models.role import may
from models.search import search_terms


def capability(kind: Kind) -> Capability:
    """What is done about the intent that puts one of this kind in."""
    return Capability(
        kind.posts,
        look=partial(_may_post, kind),
        preview=partial(_preview, kind),
        act=partial(_publish, kind),
    )


def _may_post(kind: Kind, context: Context, form: Form) -> Found:
    before = join_first(context, kind.wish)
    if before is not None:
        return before
    right = may(context.db, context.person, kind.action, context.person.village, context.now)
    if not right.is_given:
        who = say(f"{kind.wish}ทำได้โดยลูกบ้าน เน็ตอาสา และผู้ใหญ่บ้านค่ะ", "ฝากเน็ตอาสาในหมู่บ้านลงให้ก็ได้นะคะ")
        return Found(answer=replace(who, choices=(Button("คุยกับคน", Start("talk_to_human")),)))
    if form.text_of("post") and own_post(context, form.text_of("post")) is None:
        return Found(answer=say("ไม่พบรายการนี้ในของที่คุณลงไว้ค่ะ", choices=(LIST,)))
    if form.text_of("post"):
        return Found()
    corrected = kind.correct(form)
    said = {slot: value for slot, value in corrected.items() if value is not None}
    return Found(values={**kind.read(form), **said}, empties=tuple(corrected))


def own_post(context: Context, public_id: str) -> Posting | None:
    """The post of this name if it is this person's and not taken down."""
    post = postings.by_public_id(context.db, public_id)
    is_own = post is not None and post.author_id == context.person.id and post.state != PostingState.WITHDRAWN
    return post if is_own else None


def _filled(kind: Kind, context: Context, form: Form) -> Posting:
    """A row that is in no database: what the form would make."""
    post = kind.page.model()
    post.name, post.description = "", ""
    post.phone = form.text_of("phone") or None
    kind.fill(post, form, context.now)
    return post


def _preview(kind: Kind, context: Context, form: Form) -> Card:
    post = _filled(kind, context, form)
    ready = photos.of_ids(context.db, list(form.photos), context.person.id)
    before = own_post(context, form.text_of("post")) if form.text_of("post") else None
    shown = ready or (photos.of_posting(context.db, before.id) if before else [])
    rows = [*kind.facts(post)]
    if post.phone:
        rows.append(Row("โทร", spoken_phone(post.phone)))
    if ready:
        rows.append(Row("รูป", f"{len(ready)} รูป"))
    reason = forbidden.reason(*_texts(form))
    story = forbidden.masked(post.description) if post.description != post.name else ""
    card = Card(
        title=forbidden.masked(post.name),
        heading="ตรวจก่อนแก้นะคะ" if before else "ตรวจก่อนลงนะคะ",
        rows=tuple(replace(row, value=forbidden.masked(row.value)) for row in rows),
        note="\n".join(filter(None, (story, "" if shown else "ส่งรูปเพิ่มได้เลยค่ะ"))),
        picture=picture_url(context, shown),
        buttons=(Button(PUBLISH, Move("yes")), Button(EDIT, Move("edit")), Button(CANCEL, Move("cancel"))),
    )
    if reason is None:
        return card
    return replace(
        card, heading="ยังลงไม่ได้ค่ะ", note=f"{reason}\nแตะ “แก้” แล้วเอาส่วนนั้นออกได้เลยค่ะ", buttons=card.buttons[1:]
    )


def _texts(form: Form) -> tuple[str, ...]:
    """What somebody wrote, of all that the form holds."""
    return tuple(str(value) for name, value in form.values.items() if isinstance(value, str) and name != "post")


def _publish(kind: Kind, context: Context, form: Form) -> Done:
    db, person, now = context.db, context.person, context.now
    right = may(db, person, kind.action, person.village, now)
    if person.village is None or not right.is_given:
        join = Button("เข้าร่วมหมู่บ้าน", Start("register"))
        return Done(say(f"ตอนนี้ยัง{kind.wish}ไม่ได้ค่ะ ต้องเป็นลูกบ้านของหมู่บ้านก่อน", choices=(join,)))
    reason = forbidden.reason(*_texts(form))
    if reason is not None:
        return Done(
            say("ยังลงไม่ได้ค่ะ", reason, "เอาส่วนนั้นออก แล้วพิมพ์มาใหม่ได้เลยค่ะ", choices=(Button(kind.wish, Start(kind.posts)),))
        )
    if form.text_of("post"):
        post = own_post(context, form.text_of("post"))
        if post is None:
            return Done(say("ไม่พบรายการนี้ในของที่คุณลงไว้ค่ะ", choices=(LIST,)))
        _change(kind, context, form, post)
    else:
        post = _new(kind, context, form)
    if right.answer is Right.APPROVAL:
        return _waits(kind, context, post)
    if post.state not in postings.SHOWN:
        post.publish(now)
    db.flush()
    return _is_out(context, post, is_new=not form.text_of("post"))


def _new(kind: Kind, context: Context, form: Form) -> Posting:
    db, person = context.db, context.person
    assert person.village is not None  # asked by the caller
    post = _filled(kind, context, form)
    post.state = PostingState.WAITING
    post.author_id, post.village_id, post.created_at = person.id, person.village.id, context.now
    post.search_terms = search_terms(*post.searched())
    post.sources = {slot: source for slot, source in form.sources.items() if source}
    post.draft_id = form.draft_id
    post.is_phone_shown = post.phone is not None and person.shown_phone == post.phone
    db.add(post)
    db.flush()
    photos.attach(photos.of_ids(db, list(form.photos), person.id), post.id)
    return post


def _change(kind: Kind, context: Context, form: Form, post: Posting) -> None:
    """What it was made of stays known: a value that was not touched keeps the message that it came from."""
    db, person = context.db, context.person
    before, phone = kind.slots(post), form.text_of("phone") or None
    kept = {slot: source for slot, source in post.sources.items() if form.values.get(slot) == before.get(slot)}
    if phone != post.phone:
        post.forget_phone()
        post.phone, post.is_phone_shown = phone, phone is not None and person.shown_phone == phone
    kind.fill(post, form, context.now)
    post.sources = kept | {slot: source for slot, source in form.sources.items() if source}
    post.search_terms = search_terms(*post.searched())
    post.revision += 1
    if post.state in postings.SHOWN:
        post.expires_at = post.ends(context.now)
    more = photos.of_ids(db, list(form.photos), person.id)
    if more:
        photos.attach(photos.all_of_posting(db, post.id) + more, post.id)
    db.flush()


def _waits(kind: Kind, context: Context, post: Posting) -> Done:
    """Also what was on the pages before it was changed: who approved it had not seen this."""
    post.state, post.reason = PostingState.WAITING, None
    context.db.flush()
    notices = approving.ask(context, post)
    if not notices:
        alone = say(
            f"ส่ง “{post.name}” แล้วค่ะ รออนุมัติก่อนขึ้นเว็บ",
            "หมู่บ้านนี้ยังไม่มีคนอนุมัติในเน็ตอาสา",
            "ฝากบอกผู้ใหญ่บ้านหรือเน็ตอาสาให้เพิ่มเพื่อนนะคะ",
            choices=(LIST, Button("คุยกับคน", Start("talk_to_human"))),
        )
        return _asks_phone(post, Done(replace(alone, is_receipt=True)))
    waits = say(f"ส่ง “{post.name}” แล้วค่ะ รออนุมัติก่อนขึ้นเว็บ", "เน็ตอาสาหรือผู้ใหญ่บ้านเป็นคนอนุมัติค่ะ", choices=(LIST,))
    return _asks_phone(post, Done(replace(waits, is_receipt=True), notices=notices))


def _asks_phone(post: Posting, done: Done) -> Done:
    """The number's own consent is asked for at once: once the post is approved its author may not be at the phone."""
    if not post.phone or post.is_phone_shown:
        return done
    return replace(done, then="show_phone", values={"post": post.public_id})


def _is_out(context: Context, post: Posting, *, is_new: bool) -> Done:
    from handlers.posting import pages

    page = pages()[post.kind]
    link = f"{context.base_url}/posts/{post.public_id}"
    headline = page.sheet(post).headline
    done = Answer(
        say("ลงแล้วค่ะ" if is_new else "แก้แล้วค่ะ", f"“{post.name}” {headline}".strip(), link).replies,
        (Button(f"ดูหน้า{page.title}", Open(link)), LIST),
        is_receipt=True,
    )
    return _asks_phone(post, Done(done))
