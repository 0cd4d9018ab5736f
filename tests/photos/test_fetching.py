"""A photo from LINE to a page and away again, entering by the chat."""

import io
from datetime import datetime, timedelta

import pytest
import urllib3
from PIL import Image
from sqlalchemy import select, update

from bot import clock, media, photos
from bot.line import client
from bot.line.client import Content
from bot.photos import BACK_OFF
from bot.simulator.phone import Phone
from models.photo import Photo, PhotoState, RemovedPhoto
from models.posting import Posting
from models.role import Role
from tests.photos import files
from tests.world import World, set_environment


@pytest.fixture
def phone(world: World) -> Phone:
    """A seller's phone; LINE has photos ready at once, unless told."""
    world.line.set(content_not_ready=0)
    return world.member(Role.SELLER)


def rows(world: World) -> list[Photo]:
    with world.session() as db:
        return list(db.scalars(select(Photo).order_by(Photo.id)))


def only(world: World) -> Photo:
    (row,) = rows(world)
    return row


def removed(world: World) -> list[str]:
    with world.session() as db:
        return list(db.scalars(select(RemovedPhoto.key)))


def hurry(world: World) -> None:
    """The next tries are due now."""
    with world.session() as db, db.begin():
        db.execute(update(Photo).values(next_try_at=None))


def served(world: World, photo: Photo, size: str = "full") -> int:
    """The status of its address."""
    return urllib3.request("GET", f"{world.url}/media/{photo.key}-{size}.jpg", retries=False).status


def has_files(photo: Photo) -> list[bool]:
    return [media.load(photo.key, size) is not None for size in media.SIZES]


def offer(world: World, phone: Phone, *pictures: bytes | int) -> str:
    """A published product with these photos; its id in addresses."""
    phone.photo(*pictures)
    world.work()
    world.say(phone, "ขายไส้อั่ว โลละ 280")
    world.tap(phone, "ลงเลย")
    with world.session() as db:
        public_id = db.scalar(select(Posting.public_id).order_by(Posting.id.desc()).limit(1))
    assert public_id is not None
    return public_id


def page(world: World, public_id: str) -> str:
    return urllib3.request("GET", f"{world.url}/posts/{public_id}").data.decode()


def pictures_in_api(world: World) -> list[str]:
    (post,) = urllib3.request("GET", f"{world.url}/api/posts").json()["posts"]
    return [str(address) for address in post["pictures"]]


# --- how LINE answers -------------------------------------------------------------------------------------------------


def test_not_ready_at_first_and_then_there(world: World, phone: Phone) -> None:
    world.line.set(content_not_ready=2)
    phone.photo()
    world.work(until_settled=False)
    waiting = only(world)
    assert (waiting.state, waiting.attempts, waiting.error) == (PhotoState.WAITING, 1, "LINE: 202")
    assert waiting.next_try_at is not None
    assert 0 < (waiting.next_try_at - clock.real_now()).total_seconds() <= BACK_OFF[0]
    world.work()
    ready = only(world)
    assert (ready.state, ready.error, ready.next_try_at) == (PhotoState.READY, None, None)
    assert (ready.width, ready.height) == (640, 480)
    assert all(has_files(ready))
    assert served(world, ready) == 200


@pytest.mark.parametrize("status", [404, 410])
def test_gone_is_not_asked_for_again(world: World, phone: Phone, status: int) -> None:
    world.line.fault("refuse", "content", status=status, times=None)
    phone.photo()
    world.work()
    gone = only(world)
    assert (gone.state, gone.error, gone.next_try_at) == (PhotoState.GONE, f"LINE: {status}", None)
    assert len(world.line.calls("content")) == 1
    assert served(world, gone) == 404


@pytest.mark.parametrize(("status", "said"), [(500, "LINE: 500"), (429, "LINE: 429"), (401, "LINE: 401")])
def test_what_may_pass_is_tried_again(world: World, phone: Phone, status: int, said: str) -> None:
    world.line.fault("refuse", "content", status=status)
    phone.photo()
    world.work(until_settled=False)
    assert (only(world).state, only(world).error) == (PhotoState.WAITING, said)
    hurry(world)
    world.work()
    assert only(world).state == PhotoState.READY


def test_no_answer_is_tried_again(world: World, phone: Phone) -> None:
    world.line.fault("lost_answer", "content")
    phone.photo()
    world.work(until_settled=False)
    assert (only(world).state, only(world).error) == (PhotoState.WAITING, "LINE: no answer")
    hurry(world)
    world.work()
    assert only(world).state == PhotoState.READY


def test_waits_grow_and_end(world: World, phone: Phone) -> None:
    world.line.fault("refuse", "content", status=500, times=None)
    phone.photo()
    world.work(until_settled=False)
    waits = [BACK_OFF[0], *(photos.fetch(only(world).id) for _ in BACK_OFF)]
    assert waits == [*BACK_OFF, None]
    assert only(world).state == PhotoState.GONE
    assert photos.fetch(only(world).id) is None
    assert len(world.line.calls("content")) == len(BACK_OFF) + 1


def test_a_photo_that_is_kept_elsewhere_is_not_fetched(world: World, phone: Phone) -> None:
    """An address from a message is a stranger's: whoever fetches it is led anywhere."""
    from tests.webhook.test_callback import message

    address = f"{world.url}/healthz"
    provider = {"type": "external", "originalContentUrl": address, "previewImageUrl": address}
    external = {"type": "image", "id": "77", "contentProvider": provider}
    source = {"type": "user", "userId": phone.user_id}
    world.line.door.send("POST", "/webhook", {"events": [message(9, source=source, message=external)]})
    world.work()
    assert not rows(world)
    assert not world.line.calls("content")


# --- what comes -------------------------------------------------------------------------------------------------------


def test_where_it_was_taken_is_told_nobody(world: World, phone: Phone) -> None:
    phone.photo(files.with_gps(orientation=6))
    world.work()
    photo = only(world)
    assert (photo.width, photo.height) == (300, 400)
    for size in media.SIZES:
        data = urllib3.request("GET", f"{world.url}/media/{photo.key}-{size}.jpg").data
        assert b"Secret" not in data
        assert not Image.open(io.BytesIO(data)).getexif()


@pytest.mark.parametrize(
    "data", [b"", "เป็นข้อความ".encode() * 9, b"<svg/>", files.bomb(), files.with_gps()[:3000]],
    ids=["empty", "text", "svg", "bomb", "broken off"],
)  # fmt: skip
def test_what_is_no_photo_is_refused_once(world: World, phone: Phone, data: bytes) -> None:
    phone.photo(data or b"\0")
    world.work()
    refused = only(world)
    assert refused.state == PhotoState.REFUSED
    assert refused.error
    assert not any(has_files(refused))
    assert served(world, refused) == 404
    assert len(world.line.calls("content")) == 1


def test_more_than_twenty_megabytes(world: World, phone: Phone) -> None:
    phone.photo(b"\xff\xd8" + bytes(client.MAX_CONTENT))
    world.work()
    assert (only(world).state, only(world).error) == (PhotoState.REFUSED, "larger than 20 MB")


def test_a_post_with_a_photo_that_is_none_is_shown_without_it(world: World, phone: Phone) -> None:
    public_id = offer(world, phone, b"no photo", 1)
    assert len(pictures_in_api(world)) == 1
    shown, refused = sorted(rows(world), key=lambda row: row.state)  # ready, refused
    assert refused.key not in page(world, public_id)
    assert shown.key in page(world, public_id)


# --- on a page, and taken back ----------------------------------------------------------------------------------------


def test_photos_of_a_product_are_on_its_page_in_order(world: World, phone: Phone) -> None:
    public_id = offer(world, phone, 0, 1, 2)
    with world.session() as db:
        keys = list(db.scalars(select(Photo.key).order_by(Photo.position)))
    assert pictures_in_api(world) == [f"{world.url}/media/{key}-full.jpg" for key in keys]
    shown = page(world, public_id)
    assert all(f"/media/{key}-" in shown for key in keys)


def test_an_unsent_photo_leaves_page_api_and_disk(world: World, phone: Phone) -> None:
    public_id = offer(world, phone, 0, 1)
    first = next(m for m in phone.messages() if m.sender == "me" and m.kind == "image")
    kept = [row for row in rows(world) if row.message_id != first.id]
    (gone,) = [row for row in rows(world) if row.message_id == first.id]
    phone.unsend(first.id)
    world.work()
    assert [row.id for row in rows(world)] == [row.id for row in kept]
    assert served(world, gone) == 404
    assert gone.key not in page(world, public_id)
    assert pictures_in_api(world) == [f"{world.url}/media/{kept[0].key}-full.jpg"]
    assert all(has_files(gone))
    assert photos.sweep_removed() == 1
    assert not any(has_files(gone))
    assert all(has_files(kept[0]))
    assert not removed(world)
    assert photos.sweep_removed() == 0


def test_unsent_before_it_was_fetched(world: World, phone: Phone) -> None:
    world.line.fault("refuse", "content", status=500, times=None)
    (message,) = phone.photo()
    world.work(until_settled=False)
    photo = only(world)
    phone.unsend(message)
    world.line.heal()
    world.work()
    assert not rows(world)
    assert photos.fetch(photo.id) is None
    photos.sweep_removed()
    assert not removed(world)
    assert not any(has_files(photo))


def test_unsent_before_anything_was_handled(world: World, phone: Phone) -> None:
    (message,) = phone.photo()
    phone.unsend(message)
    world.work()
    assert not rows(world)
    assert not world.line.calls("content")


def test_unsent_while_it_is_fetched(world: World, phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between LINE's answer and the commit. A sweep in that very moment leaves the key for the next one."""
    save = media.save
    swept: list[int] = []

    def meanwhile(key: str, encoded: media.Encoded) -> None:
        phone.unsend(message)
        world._wait_for_webhooks(clock.monotonic() + 5)
        world_turns(world)
        swept.append(photos.sweep_removed())
        save(key, encoded)

    world.line.fault("refuse", "content", status=500)
    (message,) = phone.photo()
    world.work(until_settled=False)
    photo = only(world)
    monkeypatch.setattr(media, "save", meanwhile)
    hurry(world)
    assert photos.fetch(photo.id) is None
    assert swept == [0]
    assert not rows(world)
    assert served(world, photo) == 404
    assert photos.sweep_removed() == 1
    assert not any(has_files(photo))
    assert not removed(world)


def world_turns(world: World) -> None:
    """Handles the events that wait, and fetches nothing."""
    from bot import turn
    from models import webhook_event

    with world.session() as db:
        waiting = webhook_event.neglected(db, clock.real_now(), timedelta(0))
    for event_id in waiting:
        turn.run(event_id)


def test_killed_while_it_is_fetched_and_unsent_meanwhile(
    world: World, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files were written, the process died, the row is gone: the key is still there for the sweep."""
    save = media.save

    def die(key: str, encoded: media.Encoded) -> None:
        phone.unsend(message)
        world._wait_for_webhooks(clock.monotonic() + 5)
        world_turns(world)
        photos.sweep_removed()
        save(key, encoded)
        raise SystemExit("killed")

    world.line.fault("refuse", "content", status=500)
    (message,) = phone.photo()
    world.work(until_settled=False)
    photo = only(world)
    monkeypatch.setattr(media, "save", die)
    hurry(world)
    with pytest.raises(SystemExit):
        photos.fetch(photo.id)
    assert all(has_files(photo))
    photos.sweep_removed()
    assert not any(has_files(photo))


def test_killed_between_the_files_and_the_commit_it_is_done_again(
    world: World, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = photos._settle

    def die(*arguments: object) -> None:
        monkeypatch.setattr(photos, "_settle", settle)
        raise SystemExit("killed")

    world.line.fault("refuse", "content", status=500)
    phone.photo()
    world.work(until_settled=False)
    monkeypatch.setattr(photos, "_settle", die)
    with pytest.raises(SystemExit):
        photos.fetch(only(world).id)
    assert only(world).state == PhotoState.WAITING
    assert all(has_files(only(world)))
    hurry(world)
    world.work()
    assert only(world).state == PhotoState.READY
    assert served(world, only(world)) == 200


def test_two_workers_at_one_photo_are_one_fetch(world: World, phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def content(message_id: str) -> Content:
        asked.append(message_id)
        assert photos.fetch(only(world).id) is None
        return Content(200, files.with_gps())

    monkeypatch.setattr(client, "content", content)
    phone.photo()
    world.work()
    assert len(asked) == 1
    assert only(world).state == PhotoState.READY


def test_a_photo_of_a_draft_that_was_never_posted_goes(world: World, phone: Phone) -> None:
    from bot import housekeeping

    phone.photo()
    world.work()
    photo = only(world)
    later: datetime = clock.real_now() + timedelta(days=9)
    housekeeping.tidy(later, later)
    assert not rows(world)
    assert not any(has_files(photo))


# --- where they are kept ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["memory://netasa-photos/a", "file"])
def test_any_store(world: World, phone: Phone, address: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """fsspec's addresses: a folder, the memory as a stand-in for S3."""
    folder = tmp_path_factory.mktemp("media")
    set_environment(MEDIA_URL=address if "://" in address else f"file://{folder}/deep/below")
    media.disconnect()
    try:
        public_id = offer(world, phone, 0)
        photo = only(world)
        assert served(world, photo, "preview") == 200
        assert photo.key in page(world, public_id)
        world.say(phone, "ลบไส้อั่ว")
        world.tap(phone, "ใช่")
        assert served(world, photo, "preview") == 404
        assert photos.sweep_removed() == 1
        assert not any(has_files(photo))
        assert not list(folder.rglob("*.jpg"))
    finally:
        set_environment(MEDIA_URL="")
        media.disconnect()


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd-full", "..%2F..%2Fetc%2Fpasswd-full", "x-full", "-full", "full", "x-huge", "%00-full", "*-full"],
)
def test_addresses_that_lead_nowhere(world: World, name: str) -> None:
    assert urllib3.request("GET", f"{world.url}/media/{name}.jpg", retries=False).status == 404
