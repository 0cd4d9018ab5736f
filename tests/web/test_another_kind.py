"""A make-believe kind of post is shown, listed, filtered and shared because its file is there: no page is edited."""

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import handlers.posting
from bot import database
from handlers.posting import pages
from tests.web.scene import Scene

RUMOUR = '''
from sqlalchemy import select
from handlers.posting import Page, Sheet, lines
from handlers.replies import Row
from models.posting import Posting


class Rumour(Posting):
    """Lives in the posts' own table."""

    __mapper_args__ = {"polymorphic_identity": "rumour"}


def _sheet(rumour: Rumour) -> Sheet:
    return Sheet(headline="เขาเล่าว่า", rows=(Row("ที่มา", "ตลาดเช้า"),), category="ลือ", fields={"volume": 3})


PAGE = Page(
    kind="rumour", title="เรื่องเล่า", sold_out="จบแล้ว", empty="ยังไม่มีใครเล่า", model=Rumour, sheet=lines(Rumour, _sheet),
    categories=("ลือ",),
    in_category=lambda category: select(Rumour.id).where(Rumour.kind == "rumour", category == "ลือ"),
)
'''


@pytest.fixture
def rumours(web_scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The file of a fifth kind beside the others, and one post of it; its public id."""
    (tmp_path / "rumour.py").write_text(RUMOUR)
    monkeypatch.setattr(handlers.posting, "__path__", [*handlers.posting.__path__, str(tmp_path)])
    pages.cache_clear()
    page = pages()["rumour"]
    with database.session() as db, db.begin():
        post = page.model(
            name="ปลาพูดได้", description="", village_id=web_scene.village(), sources={}, search_terms=["ปลา"],
            created_at=web_scene.now, published_at=web_scene.now, expires_at=web_scene.now + timedelta(days=1),
            state="published",
        )  # fmt: skip
        db.add(post)
        db.flush()
        public_id = post.public_id
    yield public_id
    with database.session() as db, db.begin():
        db.delete(db.get_one(page.model, post.id))
    sys.modules.pop("handlers.posting.rumour")
    pages.cache_clear()


def test_a_fifth_kind_is_shown_because_its_file_is_there(rumours: str, web: FlaskClient, web_scene: Scene) -> None:
    page = web.get(f"/posts/{rumours}").text
    for words in ("ปลาพูดได้", "เขาเล่าว่า", "ตลาดเช้า", "เรื่องเล่า"):
        assert words in page
    assert "เรื่องเล่าล่าสุด" in web.get("/").text
    assert "เรื่องเล่าจากบ้านดอนคำแสง" in web.get("/villages/donkham").text
    assert '<option value="rumour" selected>เรื่องเล่า</option>' in web.get("/browse?kind=rumour").text
    (found,) = web.get("/api/posts?category=ลือ").get_json()["posts"]
    assert (found["id"], found["kind"], found["price"], found["volume"]) == (rumours, "rumour", None, 3)
    # A kind without prices is not below any ceiling.
    assert web.get("/api/posts?max_price=100").get_json()["posts"] == []
    assert web.get(f"/posts/{rumours}/card.jpg").status_code == 200
    assert "ปลาพูดได้" in web.get("/feed.xml").text
