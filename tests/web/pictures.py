"""Makes docs/pictures/product-page.png: the real page in a real browser, with photos that are drawn here.

`python -m tests.web.pictures [FILE]`
"""

import io
import math
import random
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from bot import media
from tests import world as worlds
from tests.browser import launched
from tests.web import serving
from tests.web.scene import Scene, scene

PICTURE = Path(__file__).parents[2] / "docs" / "pictures" / "product-page.png"
WINDOW = (1080, 800)
MOST_BYTES = 150_000
SIZE = (1600, 1200)
Colour = tuple[int, int, int]


def table() -> Image.Image:
    """Boards of a wooden table."""
    chance = random.Random(7)
    picture = Image.new("RGB", SIZE)
    pen = ImageDraw.Draw(picture)
    for board in range(5):
        top, tone = board * 240, chance.randint(-8, 8)
        for y in range(top, top + 240):
            grain = int(6 * math.sin(y / 9 + board * 2) + 4 * math.sin(y / 3.1))
            pen.line([(0, y), (SIZE[0], y)], fill=(168 + tone + grain, 121 + tone + grain, 78 + tone + grain))
        pen.line([(0, top), (SIZE[0], top)], fill=(112, 76, 46), width=5)
    return picture


def leaf(picture: Image.Image) -> None:
    """A banana leaf, with its shadow."""
    shadow = Image.new("L", SIZE)
    ImageDraw.Draw(shadow).ellipse((150, 170, 1480, 1120), fill=120)
    picture.paste((60, 40, 22), mask=shadow.filter(ImageFilter.GaussianBlur(36)))
    shape = Image.new("L", SIZE)
    ImageDraw.Draw(shape).ellipse((130, 120, 1470, 1070), fill=255)
    green = Image.new("RGB", SIZE)
    pen = ImageDraw.Draw(green)
    for x in range(0, SIZE[0] + 1200, 6):
        tone = int(9 * math.sin(x / 27))
        pen.line([(x, 0), (x - 700, SIZE[1])], fill=(74 + tone, 131 + tone, 63 + tone), width=7)
    pen.line([(60, 980), (1540, 220)], fill=(150, 190, 110), width=16)
    picture.paste(green, mask=shape)


def tube(pen: ImageDraw.ImageDraw, path: list[tuple[float, float, float]], colour: Colour) -> None:
    """Something round and long along points with a radius each, lit from the upper left: the dark edge first."""
    for step in range(16):
        share = step / 16
        lit = tuple(min(255, int(part * (0.5 + 0.75 * share))) for part in colour)
        for x, y, radius in path:
            r, aside = radius * (1 - share * 0.9), radius * 0.34 * share
            pen.ellipse((x - aside - r, y - aside - r, x - aside + r, y - aside + r), fill=lit)


def coil(picture: Image.Image) -> None:
    """A coil of sausage, grilled, with herbs in it."""
    chance = random.Random(4)
    pen = ImageDraw.Draw(picture)
    path = []
    for step in range(900):
        angle = step / 900 * 2.6 * 2 * math.pi + 0.4
        reach = 505 - 420 * step / 900
        path.append((800 + reach * 1.1 * math.cos(angle), 600 + reach * 0.84 * math.sin(angle), 62.0))
    tube(pen, path, (178, 88, 42))
    for _ in range(520):
        x, y, radius = chance.choice(path)
        x, y = x + chance.uniform(-0.72, 0.72) * radius, y + chance.uniform(-0.72, 0.72) * radius
        colour = chance.choice(("#5d7a35", "#7c1f10", "#e6ab68", "#5a2a12"))
        pen.ellipse((x - 6, y - 4, x + 6, y + 4), fill=colour)


def slices(picture: Image.Image) -> None:
    """Slices in rows, with cucumber."""
    chance = random.Random(11)
    pen = ImageDraw.Draw(picture)
    for row, y in enumerate((430, 600, 770)):
        for x in range(430 + 40 * (row % 2), 1060, 112):
            tube(pen, [(x + 8, y + 8, 84), (x, y, 84)], (150, 68, 30))
            pen.ellipse((x - 62, y - 62, x + 62, y + 62), fill="#c9824b")
            for _ in range(26):
                angle, reach = chance.uniform(0, 6.28), chance.uniform(0, 52)
                dot = (x + reach * math.cos(angle), y + reach * math.sin(angle))
                colour = chance.choice(("#6d8a3c", "#e8b57c", "#8d2a16", "#f0d2a8"))
                pen.ellipse((dot[0] - 7, dot[1] - 5, dot[0] + 7, dot[1] + 5), fill=colour)
    for x, y in ((1180, 420), (1240, 560), (1200, 710)):
        pen.ellipse((x - 92, y - 92, x + 92, y + 92), fill="#5f9a43")
        pen.ellipse((x - 80, y - 80, x + 80, y + 80), fill="#d8edb8")
        for number in range(9):
            angle = number / 9 * 2 * math.pi
            seed = (x + 44 * math.cos(angle), y + 44 * math.sin(angle))
            pen.ellipse((seed[0] - 9, seed[1] - 6, seed[0] + 9, seed[1] + 6), fill="#f6f9e2")


def chilies(picture: Image.Image) -> None:
    """Two chilies beside it."""
    pen = ImageDraw.Draw(picture)
    for x, y, lean in ((300, 360, 0.35), (350, 300, 0.62)):
        steps = [(step * 1.7, 24 * (1 - step / 150)) for step in range(130)]
        path = [(x + far * math.cos(lean), y + far * math.sin(lean) - 0.0012 * far * far, r) for far, r in steps]
        tube(pen, path, (205, 40, 28))
        tube(pen, [(x - step, y - step * 0.5, 8) for step in range(56)], (98, 132, 60))


def photo(*things: str) -> bytes:
    """A drawn photo as PNG."""
    picture = table()
    leaf(picture)
    draw = {"coil": coil, "slices": slices, "chilies": chilies}
    for thing in things:
        draw[thing](picture)
    out = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(0.8)).save(out, "PNG")
    return out.getvalue()


def product(made: Scene) -> str:
    """The product of the README; the path of its page."""
    village = made.village(about="หมู่บ้านริมน้ำน่าน ทำนา ทำสวนกล้วย และจักสานไม้ไผ่")
    public_id = made.product(
        village,
        "ไส้อั่วแม่คำ",
        quantity=Decimal(10),
        phone="0810001234",
        is_phone_shown=True,
        description="หมูบ้าน สมุนไพรจากสวน ย่างเตาถ่านทุกเช้า\nสั่งก่อนเที่ยง มารับได้เย็นวันเดียวกัน",
    )
    for things in (("coil", "chilies"), ("slices",), ("coil",), ("slices", "chilies")):
        made.photo(public_id, data=photo(*things))
    return f"/posts/{public_id}"


def shoot(file: Path) -> int:
    """Writes the picture; its size in bytes."""
    with tempfile.TemporaryDirectory(prefix="na-", dir="/tmp") as folder, worlds.fresh_database(Path(folder)):
        media.disconnect()
        path = product(scene())
        with serving.served() as url, launched() as browser:
            size = {"width": WINDOW[0], "height": WINDOW[1]}
            page = browser.new_page(viewport=size, device_scale_factor=1.25, locale="th-TH")  # type: ignore[arg-type]
            worlds.set_environment(PUBLIC_URL="https://netasa.example")
            page.goto(url + path)
            page.evaluate("document.querySelectorAll('img').forEach(image => { image.loading = 'eager' })")
            page.wait_for_load_state("networkidle")
            shot = page.screenshot()
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    for colours in (256, 160, 96, 64):
        picture.quantize(colours, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        if file.stat().st_size <= MOST_BYTES:
            break
    return file.stat().st_size


def main() -> None:
    """Makes the picture and says where it is."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE
    file.parent.mkdir(parents=True, exist_ok=True)
    print(f"{file}: {shoot(file)} bytes")


if __name__ == "__main__":
    main()
