"""What every answer has in common: headers, HEAD, caching, static files, error pages; and what the process loads."""

import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot import database
from bot.app import create_app
from bot.embedded import UnusableDatabase
from bot.web import browsing, failures
from tests import world as worlds
from tests.web.conftest import BASE_URL
from tests.web.scene import Scene

ATOM = "{http://www.w3.org/2005/Atom}"
PAGES = ("/", "/browse", "/privacy", "/feed.xml", "/api/posts", "/robots.txt", "/nothing", "/villages/donkham")


def _stylesheet(web: FlaskClient) -> str:
    found = re.search(r'href="(/static/[0-9a-f]+/style\.css)"', web.get("/").text)
    assert found is not None
    return found[1]


def test_no_script_and_nothing_from_elsewhere(web: FlaskClient, web_scene: Scene) -> None:
    public_id = web_scene.product(web_scene.village())
    for path in (*PAGES, f"/posts/{public_id}", f"/posts/{public_id}/card.jpg", _stylesheet(web)):
        headers = web.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "geolocation=()" in headers["Permissions-Policy"]
        assert "Set-Cookie" not in headers
    for path in (*PAGES, f"/posts/{public_id}"):
        text = web.get(path).text
        assert not re.search(r'\s(?:src|action)="(?!/)', text), path
        assert not re.search(r"<style|\sstyle=|\son\w+=", text), path


def test_https_is_insisted_on_only_where_there_is_https(web: FlaskClient) -> None:
    assert web.get("/privacy").headers["Strict-Transport-Security"].startswith("max-age=")
    worlds.set_environment(PUBLIC_URL="http://192.0.2.7:8000")
    assert "Strict-Transport-Security" not in web.get("/privacy").headers


def test_head_answers_like_get(web: FlaskClient, web_scene: Scene) -> None:
    public_id = web_scene.product(web_scene.village())
    key = web_scene.photo(public_id)
    for path in (*PAGES, f"/posts/{public_id}", f"/posts/{public_id}/card.jpg", f"/media/{key}-thumb.jpg"):
        head, get = web.head(path), web.get(path)
        assert head.status_code == get.status_code, path
        assert head.data == b""
        assert head.headers["Content-Type"] == get.headers["Content-Type"]


def test_an_unchanged_page_is_not_sent_again_and_a_changed_one_is(web: FlaskClient, web_scene: Scene) -> None:
    village = web_scene.village()
    first = web.get("/browse")
    assert first.headers["Cache-Control"] == "no-cache"
    assert web.get("/browse", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    web_scene.product(village)
    assert web.get("/browse", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_static_files_are_kept_for_long_under_an_address_that_changes_with_them(web: FlaskClient) -> None:
    answer = web.get(_stylesheet(web))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/css")
    assert "immutable" in answer.headers["Cache-Control"]
    assert web.get(_stylesheet(web).replace("style.css", "icon.svg")).mimetype == "image/svg+xml"
    for path in ("/static/style.css", "/static/../pages.py", _stylesheet(web).replace("style.css", "..%2fpages.py")):
        assert web.get(path).status_code == 404


def test_the_feed_is_atom(web: FlaskClient, web_scene: Scene) -> None:
    village = web_scene.village()
    public_id = web_scene.product(village, "ไส้อั่ว & <น้ำพริก>", description="เผ็ด")
    answer = web.get("/feed.xml")
    assert answer.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(answer.data)  # noqa: S314 (our own feed)
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}id") == f"{BASE_URL}/"
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "ไส้อั่ว & <น้ำพริก> · 280 บาท / กก."
    assert entry.findtext(f"{ATOM}id") == f"{BASE_URL}/posts/{public_id}"
    assert entry.findtext(f"{ATOM}updated", "").endswith("+07:00")
    assert ElementTree.fromstring(web.get("/feed.xml?village=none").data).find(f"{ATOM}entry") is None  # noqa: S314


def test_the_api_tells_what_scripts_need(web: FlaskClient, web_scene: Scene) -> None:
    public_id = web_scene.product(web_scene.village(), phone="0810001234", is_phone_shown=True)
    key = web_scene.photo(public_id)
    answer = web.get("/api/posts").get_json()
    assert answer["next"] is None
    assert answer["total"] == 1
    (post,) = answer["posts"]
    assert {name: post[name] for name in ("id", "kind", "name", "price", "state", "url")} == {
        "id": public_id, "kind": "product", "name": "ไส้อั่วแม่คำ", "price": 280, "state": "published",
        "url": f"{BASE_URL}/posts/{public_id}",
    }  # fmt: skip
    assert post["pictures"] == [f"{BASE_URL}/media/{key}-full.jpg"]
    assert post["village"]["name"] == "บ้านดอนคำแสง"
    assert post["phone"] == "0810001234"


def test_crawlers_are_kept_from_the_doors(web: FlaskClient) -> None:
    rules = web.get("/robots.txt").text.splitlines()
    assert "Disallow: /callback" in rules
    assert "Disallow: /" not in rules


def test_the_privacy_notice_says_what_the_law_wants_said(web: FlaskClient) -> None:
    notice = web.get("/privacy").text
    for words in ("พ.ศ. 2562", "ผู้ควบคุมข้อมูล", "ถอนความยินยอม", "ลบข้อมูลของฉัน", "30 วัน", "90 วัน", "สคส."):
        assert words in notice


def test_a_wrong_method_is_refused_politely(web: FlaskClient) -> None:
    answer = web.post("/browse")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "เปิดหน้านี้ไม่ได้" in answer.text


@pytest.mark.parametrize("error", [OperationalError("", {}, OSError()), PoolTimeout(), UnusableDatabase("x")])
def test_without_the_database_it_says_come_back_later(
    web: FlaskClient, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken() -> None:
        raise error

    monkeypatch.setattr(database, "session", broken)
    for path in ("/", "/browse", "/posts/abc", "/villages/x", "/feed.xml", "/media/abc-full.jpg"):
        answer = web.get(path)
        assert answer.status_code == 503, path
        assert answer.headers["Retry-After"]
        assert "ลองใหม่ในอีกสักครู่" in answer.text
    assert web.get("/api/posts").status_code == 503
    assert web.get("/api/posts").get_json() == {"error": "ขออภัย ตอนนี้เปิดหน้านี้ไม่ได้"}
    assert web.get("/privacy").status_code == 200


def test_a_server_that_is_away_is_a_503(web_scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session

    nowhere = create_engine("postgresql+psycopg://nobody@127.0.0.1:1/none", connect_args={"connect_timeout": 1})
    monkeypatch.setattr(database, "session", lambda: Session(nowhere))
    assert create_app().test_client().get("/browse").status_code == 503


def test_a_fault_of_ours_is_a_500_in_thai_and_its_log_has_no_words(
    web_scene: Scene, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a fault")

    entries: list[dict[str, str]] = []
    monkeypatch.setattr(browsing, "wish", broken)
    monkeypatch.setattr(failures.log, "error", lambda event, **words: entries.append({"event": event, **words}))
    answer = create_app().test_client().get("/browse")
    assert answer.status_code == 500
    assert "ระบบขัดข้อง" in answer.text
    assert "a fault" not in answer.text + str(entries) + caplog.text
    assert entries[0]["error"] == "RuntimeError"
    assert "pages.py:" in entries[0]["at"]


def test_the_web_process_loads_no_dictionary() -> None:
    """Understanding costs 130 MiB and a second; the web program must not pay it."""
    heavy = ("pythainlp", "sklearn", "numpy", "scipy", "linebot", "intents.understand", "intents.classify")
    code = (
        "import sys; from bot.app import create_app; create_app(); from handlers.posting import pages; pages();"
        f"print([m for m in {heavy!r} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"
