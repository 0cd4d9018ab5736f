"""Villages, people, posts and drawn photos, as the pages find them in the database."""

import io
import itertools
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypedDict, Unpack

from PIL import Image, ImageDraw

from bot import clock, database, media
from models.person import Person
from models.photo import Photo, PhotoState
from models.posting import LIFETIME, Posting, PostingState
from models.posting.product import Category, Product
from models.search import search_terms
from models.village import Village

JOIN_CODE = "QQX-7391"
_numbers = itertools.count(1)


class ProductWords(TypedDict, total=False):
    """What a test says about a product; the rest is usual."""

    price: Decimal
    price_max: Decimal | None
    bundle_quantity: Decimal | None
    unit: str
    quantity: Decimal | None
    phone: str | None
    is_phone_shown: bool
    category: str
    description: str
    state: PostingState
    author_id: int | None


@dataclass(frozen=True)
class Scene:
    """What a test puts into the villages."""

    now: datetime

    def village(self, slug: str = "donkham", name: str = "บ้านดอนคำแสง", **places: object) -> int:
        """A village in อ.ตรอน unless told otherwise; its id."""
        usual: dict[str, object] = {
            "village_no": "9", "tambon": "ท่าแสงทอง", "amphoe": "ตรอน", "province": "อุตรดิตถ์",
            "about": "หมู่บ้านริมน้ำน่าน", "lat": 17.48, "lng": 100.11, "join_code": f"{JOIN_CODE}{next(_numbers)}",
        }  # fmt: skip
        with database.session() as db, db.begin():
            made = Village(slug=slug, name=name, **(usual | places))
            db.add(made)
            db.flush()
            return made.id

    def person(self, call_name: str = "แม่คำ") -> int:
        """Somebody who consented; their id."""
        with database.session() as db, db.begin():
            made = Person(call_name=call_name, created_at=self.now)
            made.consent(self.now)
            db.add(made)
            db.flush()
            return made.id

    def product(
        self, village_id: int, name: str = "ไส้อั่วแม่คำ", age: timedelta = timedelta(0), **words: Unpack[ProductWords]
    ) -> str:
        """A published product; its public id."""
        usual = ProductWords(price=Decimal(280), unit="กก.", category=Category.FOOD, state=PostingState.PUBLISHED)
        published = self.now - age
        with database.session() as db, db.begin():
            made = Product(
                name=name, village_id=village_id, created_at=published, search_terms=search_terms(name),
                published_at=published, expires_at=published + LIFETIME, **(usual | words),
            )  # fmt: skip
            db.add(made)
            db.flush()
            return made.public_id

    def photo(
        self, public_id: str, colour: str = "#c98b4b", size: tuple[int, int] = (800, 600), data: bytes = b""
    ) -> str:
        """A photo of a post, a drawn one unless there is data; its key."""
        encoded = media.encode(data or drawn(colour, size))
        with database.session() as db, db.begin():
            post = db.query(Posting).filter_by(public_id=public_id).one()
            made = Photo(
                posting_id=post.id, state=PhotoState.READY, width=encoded.width, height=encoded.height,
                created_at=self.now, position=next(_numbers),
            )  # fmt: skip
            db.add(made)
            db.flush()
            media.save(made.key, encoded)
            return made.key


def drawn(colour: str, size: tuple[int, int] = (800, 600)) -> bytes:
    """A round thing on a field, as PNG."""
    picture = Image.new("RGB", size, "#f4e3c1")
    width, height = size
    ImageDraw.Draw(picture).ellipse((width * 0.2, height * 0.2, width * 0.8, height * 0.8), fill=colour)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def scene() -> Scene:
    """An empty scene, now."""
    return Scene(clock.now())
