"""Photos as files: re-encoded, stored through fsspec (a folder, or S3 by its URL), served under unguessable keys."""

import io
import struct
import zlib
from dataclasses import dataclass
from functools import cache
from typing import Literal

import fsspec
from PIL import Image, ImageFile

from bot.settings import settings

MAX_SIDE = 2048
PREVIEW_SIDE = 1024
THUMB_SIDE = 320
PREVIEW_BYTES = 1_000_000
"""LINE: a preview picture is at most 1 MB."""
MAX_PIXELS = 50_000_000
"""More pixels than this are a decompression bomb, not a phone's photo."""
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
"""A phone's MPO is opened as the JPEG that it begins with. Pillow fails on formats that it has not loaded by itself."""
BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, AttributeError, ArithmeticError, struct.error,
    zlib.error, MemoryError, Image.DecompressionBombError,
)  # fmt: skip
"""What Pillow's decoders raise on damaged files."""
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip
"""EXIF 2.32, tag 274 (orientation) → how to turn the pixels."""
SHRINKABLE = ("RGB", "RGBA", "L", "CMYK")

Size = Literal["full", "preview", "thumb"]
SIZES: tuple[Size, ...] = ("full", "preview", "thumb")

ImageFile.LOAD_TRUNCATED_IMAGES = False


class NotAPicture(Exception):
    """What was sent is no picture, or one that would do harm; the sentence says which."""


@dataclass(frozen=True)
class Encoded:
    """One photo in its sizes: JPEG without EXIF, GPS or anything else of the original file but its pixels."""

    width: int
    height: int
    files: dict[Size, bytes]


def encode(data: bytes) -> Encoded:
    """Bytes from anywhere → JPEGs of ours. Raises NotAPicture."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise NotAPicture(f"{opened.width} × {opened.height} pixels are too many")
            # A JPEG can be decoded at a fraction of its size: less memory for a large photo.
            opened.draft("RGB", (MAX_SIDE, MAX_SIDE))
            opened.load()
            turn = TURNS.get(_orientation(opened))
            picture: Image.Image = opened
            if picture.mode in SHRINKABLE:
                # First of all, for the same reason: every step below copies the picture.
                picture.thumbnail((MAX_SIDE, MAX_SIDE))
            picture = _flat(picture.transpose(turn) if turn is not None else picture)
    except BROKEN as broken:
        raise NotAPicture(f"unreadable: {type(broken).__name__}") from broken
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    files: dict[Size, bytes] = {
        "full": _jpeg(picture, 85),
        "preview": _under(_smaller(picture, PREVIEW_SIDE), PREVIEW_BYTES),
        "thumb": _jpeg(_smaller(picture, THUMB_SIDE), 80),
    }
    return Encoded(picture.width, picture.height, files)


def _orientation(picture: Image.Image) -> int:
    """Which side is up; damaged EXIF is no reason to refuse a photo."""
    try:
        told = picture.getexif().get(0x0112, 1)
    except BROKEN:
        return 1
    return told if isinstance(told, int) else 1


def _flat(picture: Image.Image) -> Image.Image:
    """RGB on white; a new image, so that nothing of the file's metadata comes along."""
    if picture.mode.startswith("I"):
        # 16 bits a pixel: Pillow would cut what is brighter than 255 instead of scaling it.
        picture = picture.convert("I").point(lambda shade: shade * (1 / 256)).convert("L")
    rgba = picture.convert("RGBA")
    flat = Image.new("RGB", rgba.size, "white")
    flat.paste(rgba, mask=rgba.getchannel("A"))
    return flat


def _smaller(picture: Image.Image, side: int) -> Image.Image:
    copy = picture.copy()
    copy.thumbnail((side, side))
    return copy


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def _under(picture: Image.Image, limit: int) -> bytes:
    data = b""
    for quality in (82, 70, 55, 40):
        data = _jpeg(picture, quality)
        if len(data) <= limit:
            break
    return data


@cache
def _store() -> tuple[fsspec.AbstractFileSystem, str]:
    """The filesystem and the folder in it."""
    filesystem, folder = fsspec.url_to_fs(settings().media_base)
    filesystem.makedirs(folder, exist_ok=True)
    return filesystem, folder.rstrip("/")


def _path(key: str, size: Size) -> str:
    return f"{_store()[1]}/{key}-{size}.jpg"


def save(key: str, encoded: Encoded) -> None:
    """Stores all sizes; repeating it after a crash writes the same files again."""
    filesystem = _store()[0]
    for size, data in encoded.files.items():
        filesystem.pipe_file(_path(key, size), data)


def load(key: str, size: Size) -> bytes | None:
    """The file, or None when there is none."""
    try:
        data: bytes = _store()[0].cat_file(_path(key, size))
    except FileNotFoundError:
        return None
    return data


def delete(key: str) -> None:
    """Removes all sizes; those that are not there are no error."""
    filesystem = _store()[0]
    for size in SIZES:
        try:
            filesystem.rm_file(_path(key, size))
        except FileNotFoundError:
            continue


def url(key: str, size: Size) -> str:
    """The public address of a photo."""
    return f"{settings().base_url}/media/{key}-{size}.jpg"


def disconnect() -> None:
    """Forgets the store; for tests that change the folder."""
    _store.cache_clear()
