"""Which of several things is meant, by its number, its place or its words."""

import pytest

from bot import choosing
from bot.draft import Shown

COURSES = (
    ("Smart Kids Code เขียนโค้ดสั่งบอร์ด · ส. 21 พ.ย.", "1"),
    ("ขายของออนไลน์มือใหม่ · ส. 21 พ.ย.", "2"),
    ("ถ่ายและตัดต่อวิดีโอสั้น · ส. 21 พ.ย.", "3"),
)


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("1", 0), ("2", 1), ("3 ค่ะ", 2), ("สอง", 1), ("ข้อ 2", 1), ("ข้อสองครับ", 1), ("อันแรก", 0), ("อันแรกเลยจ้า", 0),
        ("เอาอันที่ 3", 2), ("เอาอันที่สาม", 2), ("ขออันสุดท้าย", 2), ("สมัครคอร์สแรกค่ะ", 0), ("ลงอันที่สองดิ", 1),
        ("ร้านแรก", 0), ("ที่สอง", 1), ("หมายถึงข้อ 1", 0), ("เป็นอันที่ 2 นะคะ", 1),
        ("4", None), ("0", None), ("อันที่ 9", None), ("20 บาท", None), ("2 โล", None), ("วันที่ 2", None), ("หมู่ 2", None),
        ("อันนี้", None), ("แรก", None), ("สองพี่น้อง", None), ("", None),
    ],
)  # fmt: skip
def test_a_place_among_three(text: str, index: int | None) -> None:
    assert choosing.ordinal(text, 3) == index


def test_this_one_is_clear_where_there_is_only_one() -> None:
    assert choosing.ordinal("เอาอันนี้เลยค่ะ", 1) == 0
    assert choosing.ordinal("เอาอันนี้เลยค่ะ", 2) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ขายของออนไลน์", "2"), ("เอาขายของออนไลน์ค่ะ", "2"), ("ตัดต่อวิดีโอ", "3"), ("smart kids", "1"), ("ข้อสาม", "3"),
        ("21 พ.ย.", None), ("ออน", None), ("ทำขนม", None),
    ],
)  # fmt: skip
def test_words_that_only_one_label_has(text: str, value: str | None) -> None:
    assert choosing.option(COURSES, text) == value


def test_a_number_that_is_itself_an_option() -> None:
    """105 or 150 for "ร้อยห้า": what is offered comes before its place in the list."""
    prices = (("2 บาท", 2), ("1 บาท", 1))
    assert choosing.option(prices, "1") == 1
    assert choosing.option(prices, "2 บาท") == 2


def test_nothing_shown_is_nothing_chosen() -> None:
    for text in ("อันแรก", "อันสุดท้าย", "1", "เอาอันนี้"):
        assert choosing.ordinal(text, 0) is None
        assert choosing.option((), text) is None
        assert choosing.card((), text) is None
    shown = (Shown("น้ำตก", url="https://a.example/1"), Shown("ถ้ำ", url="https://a.example/2"))
    assert choosing.card(shown, "อันสุดท้าย") == shown[1]


def test_a_number_is_a_place_in_the_list_and_nobodys_id() -> None:
    """The second of those shown, although the first has the number 2 in the store."""
    assert choosing.option((("น้องฟ้า", "2"), ("ฟ้า มีสุข", "3")), "2") == "3"
    assert choosing.option((("น้องฟ้า", "2"), ("ฟ้า มีสุข", "3")), "3") is None
