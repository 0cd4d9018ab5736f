"""Our cutting gives the library's words, whatever the text."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.tokenize import word_tokenize

from intents.classify.checking import check_rows
from intents.thai.words import words

CHECK = Path(__file__).parent / "check"
THAI = st.text(alphabet=st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B) | st.sampled_from(" 12a.,-!\n😊"))
PARTS = ["กา", "เก่า", "น้ำ", "เรือ", "ก็", "มัน", "ตาก", "ลม", "โคม", "แม่", "กรร", "ม์", "เสีย", "บาท", "ปี๊บ", "ๆ", "35", "."]
SYLLABLES = st.lists(st.sampled_from(PARTS), max_size=30)


def library(text: str) -> list[str]:
    words("")  # the villages' own words are in the dictionary of both
    cut: list[str] = word_tokenize(text, engine="newmm", join_broken_num=False)
    return cut


def test_the_check_set() -> None:
    for row in check_rows(CHECK):
        assert words(row.text) == library(row.text)


@given(THAI)
def test_any_letters(text: str) -> None:
    assert words(text) == library(text)


@given(SYLLABLES.map("".join))
def test_syllables_with_many_ways_through_them(text: str) -> None:
    assert words(text) == library(text)


@pytest.mark.parametrize("text", ["", " ", "กชกร" * 60, "ตากลม" * 50, "ก" * 300, "เแโใไ" * 40, "1.5,000.25 บาท/โล"])
def test_what_has_broken_tokenisers(text: str) -> None:
    assert words(text) == library(text)
    assert "".join(words(text)) == text
