"""Pictures for the demonstration's places, traditions and news: scenes drawn by code, chosen by what is told."""

import hashlib
import io
import re
from collections.abc import Callable
from functools import cache
from typing import Final

from PIL import Image, ImageDraw

from bot.demo.pictures import INK, SIZE, Draw, basket, bowl, box, cloth, fruit, leaves, shade

_WIDE, _HIGH = SIZE
_HORIZON: Final = 430
_SKIES: Final = ("#cfe6f2", "#fbe3c4", "#dfeedd", "#f7d9cf", "#dcdff2")
_NIGHT: Final = "#26324f"
_GREEN, _MEADOW, _WATER, _SAND, _GOLD, _WOOD = "#5f8d4e", "#8fb569", "#7fb2c9", "#ecd9a6", "#e3a63b", "#9a6a3c"
Scene = Callable[[Draw, str], None]


@cache
def draw(kind: str, name: str, category: str = "") -> bytes:
    """The scene of a place, a tradition or an item of news, as PNG; the same name always gives the same picture."""
    chance = hashlib.sha256(name.encode()).digest()
    scene = _scene(name, category) or _BY_KIND.get(kind, _board)
    picture = Image.new("RGB", SIZE, _NIGHT if scene in _BY_NIGHT else _SKIES[chance[0] % len(_SKIES)])
    pen = ImageDraw.Draw(picture)
    if scene in _THINGS:
        pen.ellipse((180, 570, 780, 660), fill=shade(picture))
    else:
        _land(pen, chance[1], is_night=scene in _BY_NIGHT)
    scene(pen, ("#c8553d", "#e09f3e", "#3d5a80", "#8d5b9a", "#b5651d")[chance[2] % 5])
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _scene(name: str, category: str) -> Scene | None:
    told = f"{name} {category}"
    return next((scene for words, scene in _SCENES if re.search(words, told)), None)


def _land(pen: Draw, chance: int, *, is_night: bool) -> None:
    """A sun or a moon, hills, a meadow."""
    x = 150 + chance * 2
    pen.ellipse((x, 70, x + 120, 190), fill="#f6f1d5" if is_night else _GOLD)
    pen.ellipse((-220, 300, 560, 900), fill="#33475f" if is_night else "#79a678")
    pen.ellipse((380, 330, 1240, 960), fill="#2c3f55" if is_night else _GREEN)
    pen.rectangle((0, _HORIZON + 60, _WIDE, _HIGH), fill="#1f3446" if is_night else _MEADOW)


def _river(pen: Draw, tint: str) -> None:
    pen.rectangle((0, 500, _WIDE, _HIGH), fill=_WATER)
    pen.polygon([(0, 720), (0, 560), (420, 590), (700, 720)], fill=_SAND)
    for x, y in ((520, 540), (650, 590), (780, 640), (840, 550)):
        pen.arc((x, y, x + 90, y + 26), 180, 360, fill="#ffffff", width=6)
    pen.polygon([(560, 585), (790, 585), (740, 640), (610, 640)], fill=tint, outline=INK, width=5)


def _lights(pen: Draw, tint: str) -> None:
    pen.rectangle((0, 470, _WIDE, _HIGH), fill="#2d5673")
    for x, y, r in ((200, 560, 58), (450, 620, 74), (700, 550, 54), (850, 640, 62)):
        pen.ellipse((x - r, y - r // 3, x + r, y + r // 2), fill=_GREEN, outline=INK, width=4)
        for side in (-1, 0, 1):
            pen.polygon(
                [(x + side * r // 2, y - r), (x + side * r // 2 - 20, y), (x + side * r // 2 + 20, y)], fill=tint
            )
        pen.ellipse((x - 9, y - r - 34, x + 9, y - r), fill="#ffd76a")


def _temple(pen: Draw, tint: str) -> None:
    for level, (half, top) in enumerate(((330, 330), (250, 230), (165, 140))):
        pen.polygon([(480 - half, top + 140), (480, top), (480 + half, top + 140)], fill=tint, outline=_GOLD, width=9)
        pen.line([(480, top), (480, top - 46)], fill=_GOLD, width=10 - 2 * level)
    pen.rectangle((230, 468, 730, 640), fill="#fff6e0", outline=INK, width=5)
    for x in (270, 385, 545, 660):
        pen.rectangle((x, 480, x + 30, 640), fill=_GOLD)
    pen.rectangle((440, 520, 520, 640), fill=_WOOD)


def _house(pen: Draw, tint: str) -> None:
    for x in (300, 420, 540, 660):
        pen.rectangle((x - 12, 540, x + 12, 660), fill=_WOOD)
    pen.rectangle((260, 390, 700, 550), fill="#d8a85f", outline=INK, width=5)
    pen.polygon([(210, 400), (480, 200), (750, 400)], fill=tint, outline=INK, width=6)
    pen.rectangle((440, 440, 520, 550), fill=_WOOD)
    pen.polygon([(440, 550), (520, 550), (560, 680), (400, 680)], fill="#c79a5b", outline=INK, width=4)


def _tent(pen: Draw, tint: str) -> None:
    pen.polygon([(220, 640), (450, 300), (740, 640)], fill=tint, outline=INK, width=6)
    pen.polygon([(400, 640), (450, 300), (520, 640)], fill="#fff6e0", outline=INK, width=4)
    pen.polygon([(800, 650), (840, 560), (880, 650)], fill="#ffb347", outline="#c8553d", width=6)


def _market(pen: Draw, tint: str) -> None:
    for x in (90, 370, 650):
        pen.rectangle((x, 480, x + 220, 640), fill="#d8a85f", outline=INK, width=5)
        for n in range(4):
            pen.polygon(
                [(x - 20 + n * 65, 380), (x + 45 + n * 65, 380), (x + 45 + n * 65, 470), (x - 20 + n * 65, 470)],
                fill=tint if n % 2 else "#fff6e0",
                outline=INK,
            )
        for n in range(4):
            pen.ellipse((x + 16 + n * 50, 450, x + 62 + n * 50, 496), fill=(_GOLD, _GREEN)[n % 2], outline=INK, width=3)


def _mist(pen: Draw, tint: str) -> None:
    for x, top in ((180, 300), (480, 220), (780, 320)):
        pen.polygon([(x - 260, 640), (x, top), (x + 260, 640)], fill="#4d6b57", outline="#3d5746", width=4)
    for y in (420, 490, 560):
        pen.rounded_rectangle((40 + y % 90, y, 920 - y % 70, y + 34), 17, fill="#eef3f2")
    pen.line([(480, 600), (480, 690)], fill=INK, width=10)
    pen.polygon([(480, 600), (570, 620), (480, 642)], fill=tint)


def _lotus(pen: Draw, tint: str) -> None:
    pen.rectangle((0, 440, _WIDE, _HIGH), fill=_WATER)
    for x, y in ((160, 520), (420, 600), (700, 530), (830, 650), (250, 670)):
        pen.ellipse((x - 110, y, x + 110, y + 62), fill=_GREEN, outline="#46703b", width=4)
        for lean in (-58, -30, 0, 30, 58):
            pen.polygon(
                [(x - 18, y + 16), (x + lean, y - 92 + abs(lean)), (x + 18, y + 16)], fill="#e88fb0", outline=INK
            )
        pen.ellipse((x - 14, y - 8, x + 14, y + 18), fill=_GOLD)


def _rocket(pen: Draw, tint: str) -> None:
    pen.line([(250, 660), (640, 210)], fill=_WOOD, width=26)
    pen.line([(470, 405), (640, 210)], fill=tint, width=64)
    pen.polygon([(612, 186), (668, 234), (700, 130)], fill=_GOLD, outline=INK, width=5)
    for x, y, r in ((250, 640, 70), (180, 670, 54), (330, 676, 60)):
        pen.ellipse((x - r, y - r // 2, x + r, y + r // 2), fill="#f4f1ea")


def _rice(pen: Draw, tint: str) -> None:
    pen.rectangle((0, _HORIZON, _WIDE, _HIGH), fill="#d9b64a")
    for x in range(20, _WIDE, 46):
        for y in (480, 560, 650):
            pen.line([(x, y + 70), (x + 8, y)], fill="#8b7a2b", width=6)
            pen.ellipse((x + 2, y - 30, x + 24, y + 10), fill="#f0d77a", outline="#8b7a2b", width=3)
    for x in (300, 560):
        pen.rectangle((x - 34, 470, x + 34, 600), fill=tint, outline=INK, width=4)
        pen.ellipse((x - 30, 400, x + 30, 470), fill="#e8c39e", outline=INK, width=4)
        pen.polygon([(x - 80, 424), (x, 368), (x + 80, 424)], fill="#f4e3c1", outline=INK, width=4)


def _lamp(pen: Draw, tint: str) -> None:
    pen.polygon([(480, 210), (240, 660), (720, 660)], fill="#6f7350")
    pen.line([(480, 690), (480, 180)], fill="#d6d6d6", width=16)
    pen.rounded_rectangle((420, 160, 540, 215), 20, fill="#ffe08a", outline=tint, width=6)


def _screen(pen: Draw, tint: str) -> None:
    pen.rounded_rectangle((250, 200, 710, 510), 24, fill=INK)
    pen.rectangle((275, 225, 685, 485), fill="#fffaf0")
    for n, length in enumerate((260, 180, 320, 220, 140)):
        pen.rounded_rectangle((300, 250 + n * 45, 300 + length, 270 + n * 45), 10, fill=tint if n % 2 else _GREEN)
    pen.polygon([(190, 600), (770, 600), (710, 515), (250, 515)], fill="#b9b2a6", outline=INK, width=5)


def _health(pen: Draw, tint: str) -> None:
    pen.rounded_rectangle((270, 250, 690, 610), 36, fill="#ffffff", outline=INK, width=6)
    pen.rectangle((400, 190, 560, 250), fill=tint, outline=INK, width=6)
    pen.rectangle((440, 310, 520, 550), fill="#c8553d")
    pen.rectangle((360, 390, 600, 470), fill="#c8553d")


def _road(pen: Draw, tint: str) -> None:
    pen.polygon([(60, 720), (440, 400), (520, 400), (900, 720)], fill="#a9a49b", outline=INK, width=5)
    for top, bottom, half in ((420, 470, 6), (510, 570, 10), (620, 700, 16)):
        pen.polygon(
            [(480 - half, bottom), (480 - half + 3, top), (480 + half - 3, top), (480 + half, bottom)], fill="#ffffff"
        )
    pen.rectangle((760, 330, 776, 560), fill=_WOOD)
    pen.rounded_rectangle((690, 300, 850, 380), 14, fill=tint, outline=INK, width=5)


def _board(pen: Draw, tint: str) -> None:
    for x in (270, 690):
        pen.rectangle((x - 14, 240, x + 14, 680), fill=_WOOD)
    pen.rectangle((220, 220, 740, 520), fill="#d8a85f", outline=INK, width=6)
    for x, y, paper in ((250, 250, "#fffaf0"), (430, 270, tint), (580, 245, "#fffaf0")):
        pen.rectangle((x, y, x + 130, y + 190), fill=paper, outline=INK, width=4)
        for n in range(4):
            pen.line([(x + 18, y + 40 + n * 34), (x + 112, y + 40 + n * 34)], fill="#8a8172", width=6)


_THINGS: Final[tuple[Scene, ...]] = (basket, bowl, box, cloth, fruit, leaves, _screen, _health)
_BY_NIGHT: Final[tuple[Scene, ...]] = (_lights, _lamp)
_SCENES: Final[tuple[tuple[str, Scene], ...]] = (
    ("ลอยกระทง|เรือไฟ", _lights), ("เกี่ยวข้าว|ทำขวัญข้าว", _rice), ("บั้งไฟ", _rocket), ("ไฟส่องสว่าง", _lamp),
    ("โค้ด|วิดีโอ|ไลฟ์|ออนไลน์", _screen), ("คัดกรอง|ยุง|วัคซีน|อสม", _health), ("ซ่อมทาง|ถนน", _road), ("ไปรษณีย์|ออกร้าน", box),
    ("คราม|ผ้า", cloth), ("ตลาด", _market), ("จักสาน", basket), ("กล้วย", fruit), ("ป่า(?!ลาด)|สมุนไพร", leaves),
    ("บัว", _lotus), ("ข้าว|นา(?!ค)", _rice), ("วิว|เขา|ภู", _mist), ("กางเต็นท์", _tent), ("โฮมสเตย์|ที่พัก", _house),
    ("วัด|สงกรานต์|สลาก|บุญ|ปู่ตา|พรรษา", _temple), ("ร้านอาหาร|ก๋วยเตี๋ยว|ลาบ", bowl), ("หาด|ริม|น้ำ|ปลา", _river),
)  # fmt: skip
"""The first words that are found in the name or the category."""
_BY_KIND: Final[dict[str, Scene]] = {"place": _mist, "tradition": _temple, "news": _board}
