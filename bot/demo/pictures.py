"""Pictures of the demonstration: drawn by code, so that nobody's photo is needed. Those without a price: scenes.py."""

import hashlib
import io
import secrets
from collections.abc import Callable
from functools import cache

from PIL import Image, ImageDraw
from sqlalchemy.orm import Session

from bot import media
from models import photo
from models.posting import Posting
from models.posting.product import Category

SIZE = (960, 720)
_MIDDLE = (480, 370)
_FIELDS = ("#f4e3c1", "#d9ead3", "#cfe2f3", "#f9dcd3", "#e6dcf2", "#fbeeb0", "#d5ece8")
INK = "#4a3b2a"

Draw = ImageDraw.ImageDraw


def hang(db: Session, post: Posting, drawn: bytes) -> None:
    """Gives a post, which has its id, this one picture, in the caller's transaction."""
    encoded = _encoded(drawn)
    taken = photo.Photo(
        key=secrets.token_urlsafe(18), person_id=post.author_id, posting_id=post.id, state=photo.PhotoState.READY,
        width=encoded.width, height=encoded.height, created_at=post.created_at,
    )  # fmt: skip
    media.save(taken.key, encoded)
    db.add(taken)


@cache
def _encoded(drawn: bytes) -> media.Encoded:
    """Remembered: tests load the demonstration many times in one process."""
    return media.encode(drawn)


@cache
def draw(name: str, category: str) -> bytes:
    """A plain field and the shape of the category, as PNG; the same name always gives the same picture."""
    chance = hashlib.sha256(name.encode()).digest()
    picture = Image.new("RGB", SIZE, _FIELDS[chance[0] % len(_FIELDS)])
    pen = ImageDraw.Draw(picture)
    pen.ellipse((180, 570, 780, 660), fill=shade(picture))
    _SHAPES.get(Category(category), box)(pen, _tint(chance[1]))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def shade(picture: Image.Image) -> tuple[int, int, int]:
    """The field, a little darker: the shadow under the thing."""
    pixel = picture.getpixel((0, 0))
    assert isinstance(pixel, tuple)
    red, green, blue = (int(part * 0.86) for part in pixel)
    return red, green, blue


def _tint(chance: int) -> str:
    return ("#c8553d", "#e09f3e", "#588157", "#3d5a80", "#8d5b9a", "#b5651d")[chance % 6]


def bowl(pen: Draw, tint: str) -> None:
    for x, y in ((360, 300), (480, 262), (600, 300), (420, 330), (545, 330)):
        pen.ellipse((x - 80, y - 66, x + 80, y + 66), fill=tint, outline=INK, width=5)
    pen.pieslice((230, 130, 730, 610), 0, 180, fill="#fffaf0", outline=INK, width=6)
    pen.arc((300, 330, 660, 560), 20, 160, fill=tint, width=14)


def _glass(pen: Draw, tint: str) -> None:
    pen.polygon([(360, 170), (600, 170), (560, 600), (400, 600)], fill="#ffffff", outline=INK, width=6)
    pen.polygon([(371, 280), (589, 280), (556, 590), (404, 590)], fill=tint)
    pen.line([(520, 300), (600, 90)], fill=INK, width=14)
    for x, y in ((430, 340), (500, 400), (450, 470)):
        pen.ellipse((x - 18, y - 18, x + 18, y + 18), fill="#ffffff")


def cloth(pen: Draw, tint: str) -> None:
    pen.rounded_rectangle((230, 180, 730, 600), 24, fill=tint, outline=INK, width=6)
    for number, y in enumerate(range(235, 590, 70)):
        pen.rectangle((233, y, 727, y + 22), fill="#fff3d6" if number % 2 else "#22333b")
    for x in range(250, 730, 32):
        pen.line([(x, 600), (x, 645)], fill=INK, width=5)


def basket(pen: Draw, tint: str) -> None:
    pen.arc((300, 70, 660, 560), 180, 360, fill=INK, width=22)
    pen.polygon([(240, 320), (720, 320), (640, 610), (320, 610)], fill="#d8a85f", outline=INK, width=6)
    for row, y in enumerate(range(338, 580, 44)):
        slant = (y + 28 - 320) * 80 // 290
        for x in range(262 + slant + 34 * (row % 2), 672 - slant, 68):
            pen.rectangle((x, y, x + 30, y + 26), fill=tint)


def leaves(pen: Draw, tint: str) -> None:
    pen.line([(480, 620), (480, 200)], fill=INK, width=12)
    for y, reach in ((500, 190), (400, 170), (300, 130)):
        for side in (-1, 1):
            x = _MIDDLE[0] + side * reach
            pen.polygon(
                [(480, y), (480 + side * reach // 2, y - 90), (x, y - 80), (480 + side * reach // 2, y - 10)],
                fill="#6a994e",
                outline=INK,
            )
    pen.ellipse((440, 120, 520, 210), fill=tint, outline=INK, width=5)


def fruit(pen: Draw, tint: str) -> None:
    for x, y in ((370, 440), (590, 440), (480, 330)):
        pen.ellipse((x - 130, y - 130, x + 130, y + 130), fill=tint, outline=INK, width=6)
        pen.ellipse((x - 75, y - 85, x - 35, y - 45), fill="#ffffff")
    pen.polygon([(480, 205), (560, 120), (620, 150), (560, 205)], fill="#6a994e", outline=INK)


def box(pen: Draw, tint: str) -> None:
    pen.polygon([(260, 280), (480, 190), (700, 280), (480, 370)], fill="#fff3d6", outline=INK, width=6)
    pen.polygon([(260, 280), (480, 370), (480, 620), (260, 520)], fill=tint, outline=INK, width=6)
    pen.polygon([(700, 280), (480, 370), (480, 620), (700, 520)], fill="#d8a85f", outline=INK, width=6)


_SHAPES: dict[Category, Callable[[Draw, str], None]] = {
    Category.FOOD: bowl,
    Category.DRINK: _glass,
    Category.CLOTHES: cloth,
    Category.HOME: basket,
    Category.HERBS: leaves,
    Category.FRESH: fruit,
    Category.OTHER: box,
}
