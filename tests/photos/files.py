"""Files that people send as photos: drawn, odd, broken, and meant to do harm."""

import io
import random
import struct
import zlib

from PIL import Image

ORIENTATION = 0x0112
GPS = 0x8825
MAKE = 0x010F
RED, BLUE = (200, 30, 30), (30, 30, 200)


def halves(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right: one sees how it was turned."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture.convert(mode)


def written(picture: Image.Image, kind: str, **options: object) -> bytes:
    """The picture as a file of this kind."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def with_gps(orientation: int = 1, size: tuple[int, int] = (400, 300)) -> bytes:
    """A JPEG as a phone makes it: where it was taken, with what, a comment, and which side is up."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKE] = "SecretPhone"
    exif[GPS] = {1: "N", 2: (17.0, 28.0, 48.0), 3: "E", 4: (100.0, 6.0, 36.0)}
    return written(halves(*size), "JPEG", exif=exif, comment=b"SecretComment", quality=90)


def noise(width: int, height: int) -> Image.Image:
    """A picture that compresses badly."""
    return Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of a few kilobytes that says it is very large, and is."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compressobj(9)
    line = b"\0" * (width * 3 + 1)
    data = b"".join(rows.compress(line) for _ in range(64)) + rows.flush()
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def bomb_header(width: int, height: int) -> bytes:
    """What follows the first 16 bytes of a PNG that says it is as large as numbers go."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return header + struct.pack(">I", zlib.crc32(b"IHDR" + header)) + _chunk(b"IDAT", b"x") + _chunk(b"IEND", b"")


def grey_16() -> bytes:
    """A PNG of 16 bits a pixel: black on the left, mid grey in the middle, white on the right."""
    picture = Image.new("I;16", (90, 30))
    for x in range(90):
        for y in range(30):
            picture.putpixel((x, y), (0, 32768, 65535)[x // 30])
    return written(picture, "PNG")


def see_through() -> bytes:
    """A PNG: red on the left, nothing at all on the right."""
    picture = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    picture.paste((*RED, 255), (0, 0, 50, 100))
    return written(picture, "PNG")
