"""Bytes from anywhere become JPEGs of ours, or a sentence that says why not."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFile

from bot import media
from tests.photos import files

Colour = tuple[int, int, int]


def opened(data: bytes) -> Image.Image:
    """One of the files that were made."""
    return Image.open(io.BytesIO(data))


def near(found: object, wanted: Colour) -> bool:
    """The same colour, as far as JPEG goes."""
    assert isinstance(found, tuple)
    return all(abs(int(a) - b) < 24 for a, b in zip(found, wanted, strict=True))


def test_nothing_of_the_file_but_its_pixels_is_left() -> None:
    original = files.with_gps()
    assert b"SecretPhone" in original
    assert opened(original).getexif().get_ifd(files.GPS)
    for data in media.encode(original).files.values():
        made = opened(data)
        assert made.format == "JPEG"
        assert made.mode == "RGB"
        assert not made.getexif()
        assert set(made.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
        assert b"Secret" not in data
        assert b"Exif" not in data


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("PNG", {"pnginfo": "text"}), ("WEBP", {"exif": b"Exif\0\0SecretPhone", "xmp": b"SecretPhone"}),
        ("JPEG", {"icc_profile": b"SecretPhone" * 20}), ("GIF", {"comment": b"SecretPhone"}),
    ],
)  # fmt: skip
def test_other_kinds_of_hidden_words_go_too(kind: str, options: dict[str, object]) -> None:
    if "pnginfo" in options:
        from PIL.PngImagePlugin import PngInfo

        told = PngInfo()
        told.add_text("Author", "SecretPhone", zip=False)
        options = {"pnginfo": told}
    original = files.written(files.halves(100, 100), kind, **options)
    assert b"SecretPhone" in original
    assert all(b"SecretPhone" not in data for data in media.encode(original).files.values())


@pytest.mark.parametrize(
    ("orientation", "size", "first", "last"),
    [
        (1, (400, 300), files.RED, files.BLUE), (2, (400, 300), files.BLUE, files.RED),
        (3, (400, 300), files.BLUE, files.RED), (6, (300, 400), files.RED, files.BLUE),
        (8, (300, 400), files.BLUE, files.RED),
    ],
)  # fmt: skip
def test_the_right_side_is_up(orientation: int, size: tuple[int, int], first: Colour, last: Colour) -> None:
    """EXIF 2.32, tag 274: how the camera was held."""
    encoded = media.encode(files.with_gps(orientation))
    assert (encoded.width, encoded.height) == size
    made = opened(encoded.files["full"])
    assert near(made.getpixel((10, 10)), first)
    assert near(made.getpixel((made.width - 10, made.height - 10)), last)


def test_sizes() -> None:
    encoded = media.encode(files.written(files.noise(3000, 1500), "JPEG", quality=80))
    assert (encoded.width, encoded.height) == (2048, 1024)
    assert opened(encoded.files["full"]).size == (2048, 1024)
    assert max(opened(encoded.files["preview"]).size) == 1024
    assert max(opened(encoded.files["thumb"]).size) == 320
    assert len(encoded.files["preview"]) <= 1_000_000
    assert len(encoded.files["full"]) <= 10_000_000, "LINE takes originals up to 10 MB"


def test_a_small_picture_is_not_blown_up() -> None:
    encoded = media.encode(files.written(files.halves(40, 30), "PNG"))
    assert {opened(data).size for data in encoded.files.values()} == {(40, 30)}


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (5000, 1), (9000, 3)])
def test_odd_shapes(size: tuple[int, int]) -> None:
    encoded = media.encode(files.written(files.halves(*size), "PNG"))
    for data in encoded.files.values():
        assert min(opened(data).size) >= 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P"])
def test_kinds_and_modes(kind: str, mode: str) -> None:
    picture = files.halves(200, 100, mode)
    if (kind, mode) in (("JPEG", "P"), ("WEBP", "1"), ("WEBP", "P"), ("WEBP", "L")):
        picture = picture.convert("RGB")
    assert opened(media.encode(files.written(picture, kind)).files["full"]).size == (200, 100)


def test_what_is_seen_through_is_white() -> None:
    full = opened(media.encode(files.see_through()).files["full"])
    assert near(full.getpixel((10, 50)), files.RED)
    assert near(full.getpixel((90, 50)), (255, 255, 255))


def test_damaged_exif_is_no_reason_to_refuse_a_photo() -> None:
    data = files.written(files.halves(60, 40), "WEBP", exif=b"Exif\0\0no EXIF at all")
    assert media.encode(data).width == 60


def test_a_phone_s_photo_of_several_pictures() -> None:
    """MPO (CIPA DC-007): a JPEG with another behind it."""
    pair = files.written(files.halves(200, 100), "MPO", save_all=True, append_images=[files.halves(50, 50)])
    assert (media.encode(pair).width, media.encode(pair).height) == (200, 100)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame(kind: str) -> None:
    frames = [Image.new("RGB", (60, 60), colour) for colour in (files.RED, files.BLUE)]
    moving = files.written(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
    assert near(opened(media.encode(moving).files["full"]).getpixel((30, 30)), files.RED)


def test_cmyk_keeps_its_colours() -> None:
    full = opened(media.encode(files.written(files.halves(100, 100, "CMYK"), "JPEG", quality=95)).files["full"])
    assert near(full.getpixel((10, 50)), files.RED)
    assert near(full.getpixel((90, 50)), files.BLUE)


def test_sixteen_bits_a_pixel_are_not_all_white() -> None:
    full = opened(media.encode(files.grey_16()).files["full"])
    for x, shade in ((15, 0), (45, 128), (75, 255)):
        assert near(full.getpixel((x, 15)), (shade, shade, shade))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\xff", b"\xff\xd8", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"\x89PNG\r\n\x1a\n",
        "รายชื่อผู้เข้าร่วม".encode() * 50, SVG, b"%PDF-1.7", b"<html>", b"PK\x03\x04",
        files.written(files.halves(9, 9), "BMP"), files.written(files.halves(9, 9), "TIFF"),
        files.written(files.halves(9, 9, "RGB"), "PPM"), files.written(files.halves(32, 32), "ICO"),
    ],
)  # fmt: skip
def test_what_is_no_photo(data: bytes) -> None:
    with pytest.raises(media.NotAPicture):
        media.encode(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_photo_that_broke_off(kind: str) -> None:
    whole = files.written(files.noise(200, 200), kind)
    with pytest.raises(media.NotAPicture):
        media.encode(whole[: len(whole) // 2])


@pytest.mark.parametrize("size", [(30_000, 30_000), (8000, 7000), (2**31 - 1, 1), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_before_it_takes_memory(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    data = files.bomb(*size) if size[0] < 2**20 else files.bomb(4, 4)[:16] + files.bomb_header(*size)
    assert len(data) < 100_000

    def unpack(picture: ImageFile.ImageFile) -> None:
        pytest.fail(f"{picture.size} pixels were about to be unpacked")

    monkeypatch.setattr(ImageFile.ImageFile, "load", unpack)
    with pytest.raises(media.NotAPicture):
        media.encode(data)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(("JPEG", "PNG", "GIF", "WEBP")),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), min_size=1, max_size=12),
)
def test_a_damaged_photo_is_a_photo_or_is_not(kind: str, damages: list[tuple[int, int]]) -> None:
    """Never another error: the row would be tried for ever."""
    exif = Image.Exif()
    exif[files.ORIENTATION] = 6
    exif[files.GPS] = {1: "N", 2: (17.0, 28.0, 48.0)}
    more = {} if kind == "GIF" else {"exif": exif}
    data = bytearray(files.written(files.halves(60, 40), kind, **more))
    for place, value in damages:
        data[place % len(data)] = value
    try:
        encoded = media.encode(bytes(data))
    except media.NotAPicture:
        return
    assert set(encoded.files) == set(media.SIZES)
