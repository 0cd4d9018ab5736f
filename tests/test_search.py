"""Finding posts by words, on the real database: no spaces, a typo, parts of names, hostile text."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from models import posting
from models.posting import Posting
from models.posting.product import Product
from models.search import fold, grams, matching, search_terms
from tests.world import World

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok"))
NAMES = ("ไส้อั่วแม่คำ", "กล้วยตากบ้านดอน", "น้ำพริกตาแดง", "ผ้าซิ่นตีนจก", "ปูนา", "ข้าวหอมมะลิ 105", "หน่อไม้ดอง", "Coffee คั่ว")


def test_what_is_called_so_comes_before_what_only_tells_of_it(world: World) -> None:
    with world.session() as db, db.begin():
        for name, story in (("กล้วยอบเนย", ""), ("ทำขวัญข้าว", "ใช้กล้วยอบเนยหนึ่งหวี")):
            product = Product(
                state=posting.PostingState.WAITING, name=name, description=story, village_id=world.village_id,
                created_at=NOW, search_terms=search_terms(name, story), price=Decimal(10), unit="ถุง",
            )  # fmt: skip
            product.publish(NOW)
            db.add(product)
    with world.session() as db:
        assert found(db, "กล้วย") == ["กล้วยอบเนย", "ทำขวัญข้าว"]


@pytest.fixture
def shop(world: World) -> World:
    with world.session() as db, db.begin():
        for name in NAMES:
            product = Product(
                state=posting.PostingState.WAITING, name=name, village_id=world.village_id, created_at=NOW,
                search_terms=search_terms(name), price=Decimal(10), unit="ถุง",
            )  # fmt: skip
            product.publish(NOW)
            db.add(product)
    return world


def found(db: Session, sought: str) -> list[str]:
    ids = matching(db, posting.shown(NOW), sought)
    return [db.get_one(Posting, i).name for i in ids]


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        ("ไส้อั่ว", "ไส้อั่วแม่คำ"),
        ("ใส้อั่ว", "ไส้อั่วแม่คำ"),
        ("ไสอัว", "ไส้อั่วแม่คำ"),
        ("แม่คำ", "ไส้อั่วแม่คำ"),
        ("กล้วยตาก", "กล้วยตากบ้านดอน"),
        ("กลวยตาก", "กล้วยตากบ้านดอน"),
        ("น้ำพริก", "น้ำพริกตาแดง"),
        ("ผ้าซิ่น", "ผ้าซิ่นตีนจก"),
        ("ปู", "ปูนา"),
        ("ข้าวหอมมะลิ ๑๐๕", "ข้าวหอมมะลิ 105"),
        ("หน่อไม้ ดอง", "หน่อไม้ดอง"),
        ("COFFEE", "Coffee คั่ว"),
    ],
)
def test_found(shop: World, sought: str, expected: str) -> None:
    with shop.session() as db:
        assert found(db, sought)[0] == expected


@pytest.mark.parametrize(
    "sought", ["", " ", "ทุเรียน", "'; DROP TABLE posting; --", "%", "\\", "😀", "x" * 5000, "ก" * 5000]
)
def test_not_found(shop: World, sought: str) -> None:
    with shop.session() as db:
        assert found(db, sought) == []


def test_fold_and_grams() -> None:
    assert fold("ไส้อั่ว แม่คำ") == fold("ไส้อั่วแม่คํา") == fold("ไสอัวแมคำ")
    assert fold("เเม่ ๑๐๕") == "แม105"
    assert grams("กข") == ["กข"]
    assert grams("กขคง") == ["กขค", "ขคง"]
