"""The picture of a post without photos: Thai that stacks, lines that fit, and something plain where no font is."""

import io

import pytest
from flask.testing import FlaskClient
from PIL import Image

from bot.web import cards
from bot.web.cards import CardText, card, drawable, has_thai_font, wrapped
from tests.web.pictures import MOST_BYTES, PICTURE
from tests.web.scene import Scene


def _picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_a_post_without_photos_has_a_card_to_share(web: FlaskClient, web_scene: Scene) -> None:
    public_id = web_scene.product(web_scene.village())
    assert (
        f'"og:image" content="https://pages.example/posts/{public_id}/card.jpg"' in web.get(f"/posts/{public_id}").text
    )
    answer = web.get(f"/posts/{public_id}/card.jpg")
    assert answer.mimetype == "image/jpeg"
    assert _picture(answer.data).size == (1200, 630)
    assert len(answer.data) < 300_000


def test_words_make_a_difference() -> None:
    assert has_thai_font(), "install a Thai font (fonts-noto-core or fonts-thai-tlwg): shared links need it"
    one, other = (card(CardText(name, "280 บาท / กก.", "บ้านดอนคำแสง")) for name in ("ไส้อั่ว", "กล้วยตาก"))
    assert one != other


def test_marks_stand_above_the_letters_not_beside_them() -> None:
    face = cards._face(80, True)
    assert face.length("กี่") == pytest.approx(face.length("ก"), abs=2)
    assert face.length("น้ำ") == pytest.approx(face.length("นำ"), abs=2)


def test_digits_are_no_boxes() -> None:
    face = cards._face(80, True)
    drawn = []
    for text in ("0", "7", "A"):
        picture = Image.new("L", (120, 120))
        from PIL import ImageDraw

        face.write(ImageDraw.Draw(picture), (20, 100), text, "white")
        drawn.append(picture.tobytes())
    assert len(set(drawn)) == 3


def test_long_names_are_broken_inside_the_picture_and_never_between_letter_and_mark() -> None:
    face = cards._face(70, True)
    name = "น้ำผึ้งป่าเดือนห้าบ้านดอนคำแสงแท้ร้อยเปอร์เซ็นต์ ไม่ผสมน้ำตาลไม่ใส่สารกันเสีย"
    lines = wrapped(name, face, 1032, most=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    for line in lines:
        assert face.length(line) <= 1032 + face.length("…")
        assert line[0] not in "ะาำิีึืุู่้๊๋์็ั"


def test_only_what_the_fonts_have_is_drawn() -> None:
    assert drawable("ไส้อั่ว 😀 好 <b>") == "ไส้อั่ว <b>"


def test_without_a_thai_font_the_picture_is_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "_font_file", lambda names: None)
    card.cache_clear()
    picture = _picture(card(CardText("ไส้อั่ว", "280 บาท", "บ้าน")))
    card.cache_clear()
    assert picture.size == (1200, 630)
    assert picture.getpixel((100, 200)) == picture.getpixel((700, 200))


def test_the_picture_of_the_readme_is_there_and_small() -> None:
    assert PICTURE.exists(), "make it: python -m tests.web.pictures"
    assert PICTURE.stat().st_size <= MOST_BYTES
