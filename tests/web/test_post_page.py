"""The page of one post: what stands on it, who may see it, what a shared link shows."""

import html
import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from bot import clock, database
from handlers.dates import thai_day
from models import photo as photos
from models import posting as postings
from models.erasure import erase_person
from models.person import Person
from models.posting import PostingState
from tests.web.conftest import BASE_URL
from tests.web.scene import JOIN_CODE, Scene


def _images(page: str) -> list[str]:
    return re.findall(r'<img[^>]* src="([^"]+)"', page)


def _meta(page: str, name: str) -> str:
    found = re.search(rf'<meta (?:property|name)="{re.escape(name)}" content="([^"]*)">', page)
    assert found is not None, name
    return html.unescape(found[1])


def test_tells_what_is_sold_by_whom_and_how_to_reach_them(web: FlaskClient, web_scene: Scene) -> None:
    public_id = web_scene.product(
        web_scene.village(), quantity=Decimal(10), phone="0810001234", is_phone_shown=True, description="หมูบ้าน\nเผ็ดน้อย"
    )
    page = web.get(f"/posts/{public_id}").text
    for words in ("ไส้อั่วแม่คำ", "280 บาท / กก.", "10 กก.", "บ้านดอนคำแสง", "ม.9 ต.ท่าแสงทอง อ.ตรอน จ.อุตรดิตถ์", "อาหาร"):
        assert words in page
    assert 'href="tel:0810001234"' in page
    assert "081-000-1234" in page
    assert thai_day(web_scene.now) in page
    assert '<html lang="th">' in page


def test_a_phone_is_shown_only_with_consent(web: FlaskClient, web_scene: Scene) -> None:
    public_id = web_scene.product(web_scene.village(), phone="0810001234", is_phone_shown=False)
    for address in (f"/posts/{public_id}", "/api/posts", "/feed.xml", "/browse", "/"):
        answer = web.get(address).text
        assert "0810001234" not in answer
        assert "081-000-1234" not in answer
    assert "ไม่ได้ให้แสดงเบอร์" in web.get(f"/posts/{public_id}").text


def test_its_pictures_are_its_own_photos_in_order(web: FlaskClient, web_scene: Scene) -> None:
    village = web_scene.village()
    other = web_scene.product(village, "กล้วยอบเนย")
    web_scene.photo(other)
    public_id = web_scene.product(village)
    keys = [web_scene.photo(public_id), web_scene.photo(public_id)]
    page = web.get(f"/posts/{public_id}").text
    assert "กล้วยอบเนย" in page
    assert _images(page) == [f"/media/{key}-preview.jpg" for key in keys]


def test_without_a_photo_there_is_no_image_at_all(web: FlaskClient, web_scene: Scene) -> None:
    village = web_scene.village()
    web_scene.photo(web_scene.product(village, "กล้วยอบเนย"))
    assert _images(web.get(f"/posts/{web_scene.product(village)}").text) == []


def test_a_shared_link_shows_the_photo(web: FlaskClient, web_scene: Scene) -> None:
    public_id = web_scene.product(web_scene.village())
    key = web_scene.photo(public_id, size=(1600, 1200))
    page = web.get(f"/posts/{public_id}").text
    assert _meta(page, "og:title") == "ไส้อั่วแม่คำ 280 บาท / กก."
    assert _meta(page, "og:url") == f"{BASE_URL}/posts/{public_id}"
    assert _meta(page, "og:image") == f"{BASE_URL}/media/{key}-preview.jpg" == _meta(page, "twitter:image")
    assert (_meta(page, "og:image:width"), _meta(page, "og:image:height")) == ("1024", "768")
    assert f'<link rel="canonical" href="{BASE_URL}/posts/{public_id}">' in page
    assert f'value="{BASE_URL}/posts/{public_id}"' in page
    assert "https://social-plugins.line.me/lineit/share?url=https%3A%2F%2Fpages.example%2Fposts%2F" in page


def test_machines_read_the_offer(web: FlaskClient, web_scene: Scene) -> None:
    public_id = web_scene.product(web_scene.village(), price=Decimal(20), price_max=Decimal(50), unit="กำ")
    page = web.get(f"/posts/{public_id}").text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    data = json.loads(found[1])
    assert data["@type"] == "Product"
    assert data["offers"]["lowPrice"] == 20
    assert data["offers"]["highPrice"] == 50
    assert data["offers"]["priceCurrency"] == "THB"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ({"price": Decimal(20), "price_max": Decimal(50), "unit": "กำ"}, "20–50 บาท / กำ"),
        ({"price": Decimal(100), "bundle_quantity": Decimal(3), "unit": "ถุง"}, "3 ถุง 100 บาท"),
        ({"price": Decimal(0), "unit": "ต้น"}, "ฟรี"),
        ({"price": Decimal("12.5"), "unit": "ใบ"}, "12.50 บาท / ใบ"),
    ],
)
def test_prices_read_as_price_tags(web: FlaskClient, web_scene: Scene, words: dict[str, Decimal], shown: str) -> None:
    public_id = web_scene.product(web_scene.village(), **words)  # type: ignore[arg-type]
    assert shown in web.get(f"/posts/{public_id}").text


def test_sold_out_stays_and_says_so(web: FlaskClient, web_scene: Scene) -> None:
    public_id = web_scene.product(web_scene.village(), state=PostingState.SOLD_OUT, quantity=Decimal(0))
    answer = web.get(f"/posts/{public_id}")
    assert answer.status_code == 200
    assert "หมดแล้ว" in answer.text
    assert "0 กก." not in answer.text


def test_what_waits_for_approval_is_not_there(web: FlaskClient, web_scene: Scene) -> None:
    public_id = web_scene.product(web_scene.village(), state=PostingState.WAITING)
    assert web.get(f"/posts/{public_id}").status_code == 404
    assert web.get(f"/posts/{public_id}/card.jpg").status_code == 404
    assert public_id not in web.get("/browse").text


def test_what_was_taken_down_is_gone_and_shows_a_way_on(web: FlaskClient, web_scene: Scene) -> None:
    public_id = web_scene.product(web_scene.village(), state=PostingState.WITHDRAWN)
    key = web_scene.photo(public_id)
    answer = web.get(f"/posts/{public_id}")
    assert answer.status_code == 410
    assert "เอาลงแล้ว" in answer.text
    assert 'href="/browse"' in answer.text
    assert "แม่คำ" not in answer.text
    assert web.get(f"/posts/{public_id}/card.jpg").status_code == 410
    assert web.get(f"/media/{key}-full.jpg").status_code == 404


def test_what_expired_is_gone(web: FlaskClient, web_scene: Scene) -> None:
    public_id = web_scene.product(web_scene.village(), age=timedelta(days=91))
    assert web.get(f"/posts/{public_id}").status_code == 410
    assert public_id not in web.get("/browse").text


def test_the_post_of_an_erased_person_is_gone_with_its_photo(web: FlaskClient, web_scene: Scene) -> None:
    author = web_scene.person()
    public_id = web_scene.product(web_scene.village(), author_id=author)
    key = web_scene.photo(public_id)
    assert web.get(f"/media/{key}-preview.jpg").status_code == 200
    with database.session() as db, db.begin():
        erase_person(db, db.get_one(Person, author), clock.now())
    assert web.get(f"/posts/{public_id}").status_code == 410
    assert web.get(f"/media/{key}-preview.jpg").status_code == 404


def test_an_address_that_never_was(web: FlaskClient, web_scene: Scene) -> None:
    for path in ("/posts/nothing", "/posts/%00", "/posts/a%2Fb", "/villages/none", "/villages/%00", "/nowhere"):
        answer = web.get(path)
        assert answer.status_code == 404, path
        assert "ไม่พบหน้านี้" in answer.text


def test_a_photo_is_served_in_its_sizes_while_its_row_is_there(web: FlaskClient, web_scene: Scene) -> None:
    public_id = web_scene.product(web_scene.village())
    key = web_scene.photo(public_id)
    for size in ("full", "preview", "thumb"):
        answer = web.get(f"/media/{key}-{size}.jpg")
        assert answer.status_code == 200
        assert answer.data.startswith(b"\xff\xd8")
        assert answer.headers["Cache-Control"] == "private, max-age=86400"
        again = web.get(f"/media/{key}-{size}.jpg", headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
    for name in (f"{key}-huge", key, "-full", "%00-full", "../../etc/passwd-full", f"{key[:-1]}-full"):
        assert web.get(f"/media/{name}.jpg").status_code == 404
    with database.session() as db, db.begin():
        post = postings.by_public_id(db, public_id)
        assert post is not None
        photos.remove(db, photos.all_of_posting(db, post.id))
    # The files are still there until the sweep; the address is dead at once.
    assert web.get(f"/media/{key}-full.jpg").status_code == 404


def test_no_page_tells_a_join_code(web: FlaskClient, web_scene: Scene) -> None:
    public_id = web_scene.product(web_scene.village())
    for path in ("/", "/browse", f"/posts/{public_id}", "/villages/donkham", "/api/posts", "/feed.xml", "/privacy"):
        assert JOIN_CODE not in web.get(path).text
        assert "join_code" not in web.get(path).text
