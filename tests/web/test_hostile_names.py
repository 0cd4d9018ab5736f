"""Whatever strangers write is text: on the page, in meta tags, in JSON-LD, in JSON and in the feed."""

import json
import re
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from bot.web.showing import MARKS_ON_A_LETTER, one_line, plain
from models.posting.product import Product
from tests.web.scene import Scene

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    "</title><h1>x",
    "{{ 7 * 7 }} {% raw %}",
    "javascript:alert('x')",
    "ไส้อั่ว' OR 1=1 --",
    "\u202egnp.ไส้อั่ว\u2066",
    "ก" + "\u0e49" * 200,
    "a" * 5000,
    "ยาวมาก" * 900,
    "😀" * 100,
    "\x01\x07ไส้อั่ว\x1b[31m",
    "&amp;&lt;b&gt;",
    " \t\n ",
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_stays_text_everywhere(web: FlaskClient, web_scene: Scene, name: str) -> None:
    public_id = web_scene.product(web_scene.village(), name, description=name, unit=name[:200].replace("\x00", ""))
    for path in (f"/posts/{public_id}", "/", "/browse", "/villages/donkham"):
        answer = web.get(path)
        assert answer.status_code == 200, path
        for harm in ("<script>alert", "<img src=x", "</title><h1>", "\u202e", "\x1b", "\x01"):
            assert harm not in answer.text, (path, harm)
    page = web.get(f"/posts/{public_id}").text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    assert json.loads(found[1])["name"] == (one_line(name) or "สินค้า")
    assert web.get("/api/posts").get_json()["posts"][0]["name"] == (one_line(name) or "สินค้า")
    entry = ElementTree.fromstring(web.get("/feed.xml").data).find("{http://www.w3.org/2005/Atom}entry")  # noqa: S314 (our own feed)
    assert entry is not None
    assert web.get(f"/posts/{public_id}/card.jpg").status_code == 200


def test_hostile_village_words_stay_text(web: FlaskClient, web_scene: Scene) -> None:
    village = web_scene.village(name="<b>บ้าน</b>", about='"><script>alert(1)</script>', tambon="<i>")
    public_id = web_scene.product(village)
    for path in (f"/posts/{public_id}", "/", "/browse?village=donkham", "/villages/donkham"):
        text = web.get(path).text
        assert "<b>บ้าน" not in text
        assert "<script>alert" not in text


def test_a_search_is_repeated_as_text(web: FlaskClient, web_scene: Scene) -> None:
    text = web.get("/browse?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&village=%22onfocus=alert(1)").text
    assert "<script>alert" not in text
    assert '"onfocus' not in text


def test_plain_keeps_thai_and_drops_what_hides_or_turns() -> None:
    assert plain("น้ำผึ้งป่า กี๋ ฤๅษี ๑๒๓") == "น้ำผึ้งป่า กี๋ ฤๅษี ๑๒๓"
    assert plain("ก\u200bข") == "ก\u200bข"
    assert plain("a\u202eb\u2066c\ufeffd\x00e") == "abcde"
    assert plain("ก" + "\u0e49" * 50) == "ก" + "\u0e49" * MARKS_ON_A_LETTER
    assert one_line("ก\n\n  ข\tค") == "ก ข ค"
    assert one_line("ก" * 50, 10) == "ก" * 9 + "…"


def test_the_stored_name_is_not_changed_by_showing_it(web: FlaskClient, web_scene: Scene) -> None:
    from bot import database
    from models import posting as postings

    public_id = web_scene.product(web_scene.village(), "\u202eไส้อั่ว")
    assert "\u202e" not in web.get(f"/posts/{public_id}").text
    with database.session() as db:
        post = postings.by_public_id(db, public_id)
        assert isinstance(post, Product)
        assert post.name == "\u202eไส้อั่ว"
