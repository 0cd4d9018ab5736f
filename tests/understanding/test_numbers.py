"""Numbers as they are said, and answers to one question."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.entities.answers import (
    read_name,
    read_phone,
    read_price,
    read_quantity,
    read_text,
    read_unit,
    read_village_no,
)
from intents.entities.numbers import read_words
from intents.entities.phones import find_phone
from intents.intent import Parser, Unclear

NOW = datetime(2025, 11, 21, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok"))


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("280", (280,)),
        ("1,500", (1500,)),
        ("2.5", (2.5,)),
        ("พันห้า", (1500,)),
        ("หมื่นสอง", (12000,)),
        ("แสนสาม", (130000,)),
        ("ล้านสอง", (1200000,)),
        ("สองพันห้า", (2500,)),
        ("พันนึง", (1000,)),
        ("ร้อยนึง", (100,)),
        ("ซาว", (20,)),
        ("ซาวห้า", (25,)),
        ("ร้อยซาว", (120,)),
        ("ร้อยยี่สิบ", (120,)),
        ("สองร้อยห้าสิบ", (250,)),
        ("สิบเอ็ด", (11,)),
        ("ยี่สิบเอ็ด", (21,)),
        ("ร้อยเอ็ด", (101,)),
        ("หมื่นห้าพัน", (15000,)),
        ("สิบล้าน", (10_000_000,)),
        ("2พัน5", (2500,)),
        ("3 ร้อย", (300,)),
        ("1.5 ล้าน", (1_500_000,)),
        ("ร้อยห้า", (105, 150)),
        ("สองร้อยห้า", (205, 250)),
        ("สามี", ()),
        ("ห้าสิบห้าสิบ", ()),
        ("สวัสดี", ()),
        ("", ()),
    ],
)
def test_numbers(said: str, values: tuple[float, ...]) -> None:
    assert read_words(said) == values


@pytest.mark.parametrize(
    ("parser", "answer", "value"),
    [
        (read_price, "280", 280),
        (read_price, "สองร้อยแปดสิบ", 280),
        (read_price, "โลละ 280", 280),
        (read_price, "280 บาทค่ะ", 280),
        (read_price, "ราคา ๒๘๐ บาท", 280),
        (read_price, "0", None),
        (read_price, "-5", None),
        (read_price, "99999999999", None),
        (read_price, "ไม่รู้", None),
        (read_price, "วันเสาร์", None),
        (read_quantity, "มี 10 โล", 10),
        (read_quantity, "ครึ่งโล", 0.5),
        (read_quantity, "โลครึ่ง", 1.5),
        (read_quantity, "สิบถุงจ้า", 10),
        (read_quantity, "เยอะ", None),
        (read_unit, "โลละ", "โล"),
        (read_unit, "ขายเป็นถุงค่ะ", "ถุง"),
        (read_unit, "กก.", "กก."),
        (read_unit, "พรุ่งนี้", None),
        (read_phone, "โท ๐๘๑-๐๐๐-๐๐๐๐", "0810000000"),
        (read_phone, "1669", None),
        (read_name, "ชื่อไส้อั่วแม่คำค่ะ", "ไส้อั่วแม่คำ"),
        (read_name, "280", None),
        (read_name, "280 บาท", None),
        (read_name, "ยาว" * 30, None),
        (read_village_no, "หมู่ที่ ๙", "9"),
        (read_village_no, "หมู่เก้าครับ", "9"),
        (read_village_no, "9", "9"),
        (read_village_no, "บ้านดอน", None),
        (read_text(5), " สวัส ", "สวัส"),
        (read_text(3), "สวัสดี", None),
    ],
)
def test_answers(parser: Parser, answer: str, value: float | str | None) -> None:
    assert parser(answer, NOW) == value


def test_an_ambiguous_price_is_asked_back() -> None:
    assert read_price("ร้อยห้า", NOW) == Unclear((("105 บาท", 105), ("150 บาท", 150)))


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("โทร 081-000-1234", "0810001234"),
        ("โท0810000000", "0810000000"),
        ("081 000 0000 จ้า", "0810000000"),
        ("+66 81 000 1234", "0810001234"),
        ("0 8100 01234", "0810001234"),
        ("โทร.0810001234,0820001234", "0810001234"),
        ("053-000-123", "053000123"),
    ],
)
def test_phones(written: str, digits: str) -> None:
    found = find_phone(written)
    assert found
    assert found[0] == digits


@pytest.mark.parametrize("other", ["1669", "1234567890123", "1,500", "28/11/2568", "12345"])
def test_other_numbers_are_no_phones(other: str) -> None:
    assert find_phone(other) is None


@settings(deadline=None)
@given(st.sampled_from([read_price, read_quantity, read_unit, read_phone, read_name, read_village_no]), st.text())
def test_any_answer_is_read(parser: Parser, answer: str) -> None:
    parser(answer, NOW)
