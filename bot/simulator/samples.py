"""Pictures, a voice and a file made by code, for people who have nothing at hand to send."""

from __future__ import annotations

import io
import struct
import wave

from PIL import Image, ImageDraw

SKY, HILL, FIELD, CLAY, LEAF = (190, 220, 240), (96, 140, 96), (214, 200, 120), (176, 98, 62), (52, 110, 60)
SIDE = 640


def _scene(kind: str) -> Image.Image:
    picture = Image.new("RGB", (SIDE, SIDE * 3 // 4), SKY)
    pen = ImageDraw.Draw(picture)
    width, height = picture.size
    if kind == "product":
        pen.rectangle((0, height * 2 // 3, width, height), fill=FIELD)
        pen.ellipse((170, 150, 470, 440), fill=CLAY)
        pen.ellipse((230, 120, 410, 200), fill=LEAF)
    elif kind == "place":
        pen.polygon([(0, height), (200, 120), (380, height)], fill=HILL)
        pen.polygon([(220, height), (460, 170), (640, height)], fill=LEAF)
        pen.ellipse((500, 40, 580, 120), fill=(250, 210, 90))
    else:
        pen.rectangle((0, height * 3 // 4, width, height), fill=FIELD)
        for left in range(60, width, 120):
            pen.ellipse((left, 180, left + 60, 240), fill=CLAY)
            pen.rectangle((left + 5, 240, left + 55, 380), fill=LEAF)
    return picture


def picture(number: int = 0) -> bytes:
    """A JPEG of 640×480: a pot, hills or people, in turn; each number is a different file."""
    image = _scene(("product", "place", "people")[number % 3])
    pen = ImageDraw.Draw(image)
    for dot in range(number + 1):
        pen.ellipse((10 + 14 * dot, 10, 20 + 14 * dot, 20), fill=CLAY)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def voice(seconds: float = 1.0) -> bytes:
    """A quiet WAV tone."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        samples = (1000 if step // 10 % 2 else -1000 for step in range(int(8000 * seconds)))
        sound.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return out.getvalue()


def document() -> bytes:
    """A small text file."""
    return "รายชื่อผู้เข้าร่วม\n".encode()


def kind_of(data: bytes) -> str:
    """The MIME type of picture bytes, image/jpeg when it cannot be told: LINE looks at the bytes, not at a name."""
    for start, mime in ((b"\xff\xd8", "image/jpeg"), (b"\x89PNG", "image/png"), (b"GIF8", "image/gif")):
        if data.startswith(start):
            return mime
    return "image/webp" if data[8:12] == b"WEBP" else "image/jpeg"
