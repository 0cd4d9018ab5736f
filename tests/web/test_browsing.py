"""Browsing: words, filters, pages, nearness; and addresses that make no sense."""

from datetime import timedelta
from decimal import Decimal
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient

from models.posting import PostingState
from models.posting.product import Category
from tests.web.scene import Scene


def _names(web: FlaskClient, query: str) -> list[str]:
    answer = web.get(f"/api/posts?{query}")
    assert answer.status_code == 200
    return [post["name"] for post in answer.get_json()["posts"]]


@pytest.fixture
def market(web_scene: Scene) -> Scene:
    """Two villages that sell a few things."""
    river = web_scene.village()
    hill = web_scene.village(
        "nonsai", "บ้านโนนสายลม", tambon="โพธิ์สายทอง", amphoe="โพธิ์ตาก", province="หนองคาย", lat=17.85, lng=102.5
    )
    web_scene.product(river, "ไส้อั่วแม่คำ", timedelta(days=1))
    web_scene.product(river, "กล้วยอบเนย", timedelta(days=2), price=Decimal(35), unit="ถุง")
    web_scene.product(hill, "ผ้าขาวม้าห้าสี", timedelta(days=3), price=Decimal(180), category=Category.CLOTHES)
    web_scene.product(hill, "ตะกร้าไม้ไผ่", price=Decimal(120), category=Category.HOME, state=PostingState.SOLD_OUT)
    return web_scene


def test_the_newest_come_first_and_sold_out_last(web: FlaskClient, market: Scene) -> None:
    assert _names(web, "") == ["ไส้อั่วแม่คำ", "กล้วยอบเนย", "ผ้าขาวม้าห้าสี", "ตะกร้าไม้ไผ่"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (f"q={quote('ไส้อั่ว')}", ["ไส้อั่วแม่คำ"]),
        (f"q={quote('ไสอั่ว')}", ["ไส้อั่วแม่คำ"]),
        (f"category={quote('ผ้าและเครื่องแต่งกาย')}", ["ผ้าขาวม้าห้าสี"]),
        ("max_price=100", ["กล้วยอบเนย"]),
        ("max_price=1,000&kind=product", ["ไส้อั่วแม่คำ", "กล้วยอบเนย", "ผ้าขาวม้าห้าสี", "ตะกร้าไม้ไผ่"]),
        ("village=nonsai", ["ผ้าขาวม้าห้าสี", "ตะกร้าไม้ไผ่"]),
        (f"province={quote('จ.หนองคาย')}", ["ผ้าขาวม้าห้าสี", "ตะกร้าไม้ไผ่"]),
        (f"amphoe={quote('ตรอน')}&max_price=100", ["กล้วยอบเนย"]),
        (f"tambon={quote('โพธิ์สายทอง')}&max_price=150", ["ตะกร้าไม้ไผ่"]),
        ("near=17.85,102.4", ["ผ้าขาวม้าห้าสี", "ไส้อั่วแม่คำ", "กล้วยอบเนย", "ตะกร้าไม้ไผ่"]),
        (f"q={quote('ผ้า')}&near=17.85,102.4", ["ผ้าขาวม้าห้าสี"]),
        (f"q={quote('ไม่มีของแบบนี้แน่')}", []),
        ("village=none", []),
    ],
)
def test_filters(web: FlaskClient, market: Scene, query: str, names: list[str]) -> None:
    assert _names(web, query) == names
    page = web.get(f"/browse?{query}")
    assert page.status_code == 200
    assert (f"พบ {len(names)} รายการ" if names else "ยังไม่พบรายการ") in page.text


def test_the_home_page_offers_the_sorts_of_each_kind_under_its_name(web: FlaskClient, market: Scene) -> None:
    home = web.get("/").text
    goods, sights = home.index('id="sort-product"'), home.index('id="sort-place"')
    assert goods < home.index(">อาหาร<") < home.index(">อื่น ๆ<") < sights < home.index(">ธรรมชาติ<")
    assert home.rindex(">อื่น ๆ<") > home.index(">ตลาด<")
    assert f"kind=place&amp;category={quote('ธรรมชาติ')}" in home


NONSENSE = [
    "max_price=nan", "max_price=inf", "max_price=-1", "max_price=1e999999999", "max_price=ร้อย", "near=nan,nan",
    "near=91,0", "near=1", "near=1,2,3", "near=,", "near=1e999,2", "page=0", "page=-3", "page=x", "page=²", "page=๑",
    f"page={'9' * 40}", "kind=nonsense", f"category={quote('ไม่มีหมวดนี้')}", "q=", "q=%00", "village=",
    "unknown=1", "q=%20%20", "q=%E2%80%AE",
]  # fmt: skip


@pytest.mark.parametrize("query", NONSENSE)
def test_what_makes_no_sense_is_ignored(web: FlaskClient, market: Scene, query: str) -> None:
    assert len(_names(web, query)) == 4
    for path in ("/browse", "/feed.xml"):
        assert web.get(f"{path}?{query}").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "q=" + quote("ก" * 5000), "q=" + quote("กชกร" * 500), "village=%00", "village=" + "a" * 3000, "tambon=%00x",
        "max_price=" + "9" * 60, "max_price=0.000000000001", "page=500", "near=-90,-180", "near=90,180",
        "q=%27%3B+DROP+TABLE+posting%3B--", "q=%25%5F%5C", "q=%ff%fe", "max_price=-0",
        "q=%3Cscript%3Ealert(1)%3C/script%3E",
    ],
)  # fmt: skip
def test_strange_addresses_do_no_harm(web: FlaskClient, market: Scene, query: str) -> None:
    for path in ("/browse", "/api/posts", "/feed.xml"):
        answer = web.get(f"{path}?{query}")
        assert answer.status_code == 200, path
        assert "<script>alert" not in answer.text


def test_pages_of_twenty_follow_each_other(web: FlaskClient, web_scene: Scene) -> None:
    village = web_scene.village()
    for number in range(45):
        web_scene.product(village, f"ของชิ้นที่ {number}", timedelta(minutes=number))
    seen: list[str] = []
    address: str | None = "/api/posts?village=donkham"
    sizes = []
    while address:
        answer = web.get(address).get_json()
        seen += [post["name"] for post in answer["posts"]]
        sizes.append(len(answer["posts"]))
        following = urlsplit(answer["next"] or "")
        address = f"{following.path}?{following.query}" if answer["next"] else None
    assert sizes == [20, 20, 5]
    assert seen == [f"ของชิ้นที่ {number}" for number in range(45)]
    second = web.get("/browse?village=donkham&page=2").text
    assert "หน้า 2 จาก 3" in second
    assert 'rel="next" href="/browse?village=donkham&amp;page=3"' in second
    assert "พบ 45 รายการ" in second
    beyond = web.get("/browse?village=donkham&page=9")
    assert beyond.status_code == 200
    assert "หน้านี้ไม่มีรายการแล้ว" in beyond.text


def test_a_page_of_results_costs_few_queries(
    web: FlaskClient, web_scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy import event

    from bot.database import engine

    village = web_scene.village()
    for number in range(20):
        web_scene.photo(web_scene.product(village, f"ของชิ้นที่ {number}"), size=(40, 30))
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *more: object) -> None:
        statements.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    try:
        assert web.get("/browse").status_code == 200
    finally:
        event.remove(engine(), "before_cursor_execute", note)
    assert len(statements) <= 8, "\n".join(statements)


def test_the_filters_in_use_can_be_taken_off_one_by_one(web: FlaskClient, market: Scene) -> None:
    page = web.get(f"/browse?q={quote('ผ้า')}&village=nonsai&max_price=500").text
    assert "ไม่เกิน 500 บาท" in page
    assert f'href="/browse?q={quote("ผ้า")}&amp;max_price=500"' in page
    assert '<option value="nonsai" selected>' in page


def test_an_empty_installation_invites(web: FlaskClient, web_scene: Scene) -> None:
    assert "ยังไม่มีคนลงขาย" in web.get("/").text
    assert "เป็นคนแรกได้เลย" in web.get("/browse").text
    web_scene.village()
    assert "ยังไม่มีคนลงขาย" in web.get("/villages/donkham").text


def test_home_leads_to_products_and_villages(web: FlaskClient, market: Scene) -> None:
    home = web.get("/").text
    assert "ไส้อั่วแม่คำ" in home
    assert 'href="/villages/nonsai"' in home
    village = web.get("/villages/nonsai").text
    assert "ผ้าขาวม้าห้าสี" in village
    assert "ไส้อั่วแม่คำ" not in village
    assert "ม.9 ต.โพธิ์สายทอง" in village
