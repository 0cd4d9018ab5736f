"""One spelling for what phones, fonts and thumbs write in many."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.thai.normalise import MAX_LENGTH, normalise
from intents.thai.words import without_particles, words

THAI = st.text(
    alphabet=st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B) | st.sampled_from(" 1a.!-"), max_size=80
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("เเม่", "แม่"),
        ("น้ํา", "น้ำ"),
        ("นำ้พริก", "น้ำพริก"),
        ("ก่ิงไผ่", "กิ่งไผ่"),
        ("คะ่", "ค่ะ"),
        ("ขายยยยยย", "ขาย"),
        ("ค่าาาา", "ค่า"),
        ("จ้้า", "จ้า"),
        ("มากกกก", "มาก"),
        ("๑๒ มกราคม ๒๕๖๙", "12 มกราคม 2569"),
        ("０８１", "081"),
        ("ก\u200bข\u200dค", "กขค"),
        ("ก\x00ข\ud800ค", "กขค"),
        ("  ขาย \n\t ไข่  ", "ขาย ไข่"),
        ("9–11 ธ.ค.", "9-11 ธ.ค."),
        ("ราคา...100", "ราคา 100"),
        ("ด่วน!!!!", "ด่วน!"),
        ("😀😀😀", "😀"),
        ("👍🏽", "👍"),
        ("ลบชื่อออก", "ลบชื่อออก"),
        ("ขอออกจากกลุ่ม", "ขอออกจากกลุ่ม"),
        ("รออออออ", "รอ"),
    ],
)
def test_repairs(written: str, meant: str) -> None:
    assert normalise(written) == meant


@pytest.mark.parametrize(
    "kept", ["กก. รร. ถนน", "5555", "1,000,000", "บรรยาย", "กรรมการ", "081-000-0000", "https://a.th/x"]
)
def test_real_doubles_digits_and_addresses_stay(kept: str) -> None:
    assert normalise(kept) == kept


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("l;ylfu8iy[", "สวัสดีครับ"),
        ("l;ylfu8t", "สวัสดีคะ"),
        ("-v[86Iot8t", "ขอบคุณนะคะ"),
        ("8iy[", "ครับ"),
        ("-kpw-j 50 [km", "ขายไข่ 50 บาท"),
    ],
)
def test_keyboard_left_in_english(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


@pytest.mark.parametrize(
    "english",
    ["ok", "wifi", "hello how are you", "Smart Kids Code", "thailandpostmart", "iPhone 12, ok", "www.nt.or.th", "PDPA"],
)
def test_english_stays_english(english: str) -> None:
    assert normalise(english) == english


@settings(deadline=None)
@given(st.text() | THAI)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert len(once) <= MAX_LENGTH


@settings(deadline=None)
@given(THAI)
def test_words_joined_are_the_text(text: str) -> None:
    clean = normalise(text)
    assert "".join(words(clean)) == clean


@pytest.mark.parametrize(
    "worst",
    ["ก" * 5000, "ก" + "่" * 5000, "กชกร" * 1250, "9" * 5000, "ab;" * 1700, "่ิ" * 2500, "\u200b" * 5000],
)
def test_worst_inputs_are_cut_before_anything_that_grows(worst: str) -> None:
    assert len(normalise(worst)) <= MAX_LENGTH


def test_particles_say_how_not_what() -> None:
    assert without_particles(words("ยกเลิกค่ะ!")) == ["ยกเลิก"]
    assert without_particles(words("จ้า")) == ["จ้า"]
