"""Numbers that are surely neither days, times nor prices: phones, villages, houses, documents, school classes."""

import re
from typing import Final

from intents.entities.numbers import WORDS
from intents.entities.phones import PHONE, may_have_phone

BLANK: Final = "\x00"
"""Stands for each letter taken out, so that offsets stay; no pattern matches it and no normalised text has it."""

_OTHER: Final = re.compile(
    r"(?=[\dกขคชซทบปมรลสหเRr])(?:"  # what any of them can begin with: most places are passed over at once
    r"(?:(?<!อส)(?<!ก)ม\.|หมู่(?:บ้าน)?(?:ที่)?|บ้านหมู่(?:ที่)?)\s?\d{1,2}(?![\d.:]|\s?(?:โมง|ทุ่ม|โล|ถุง))"
    rf"|หมู่(?:บ้าน)?(?:ที่)?\s?(?:{WORDS})(?!\s?(?:โมง|ทุ่ม))"
    r"|(?:บ้านเลขที่|เลขที่|ที่อยู่)\s?\d+(?:/\d+)?"
    r"|(?<![\d/])\d{1,4}/\d{1,4}(?=\s?(?:ม\.\s?\d|หมู่|ซ\.|ซอย|ถ\.|ถนน))"
    r"|บ้าน\s?\d{1,4}/\d{1,4}"
    r"|(?<![\d/])\d{1,3}/25\d\d(?!\d)"
    r"|[ปม]\.\s?\d(?:\s?/\s?\d{1,2})?(?![\d.]|\s?[คย])"
    r"|(?:ห้อง|ชั้น|เบอร์|รุ่น(?:ที่)?|ครั้งที่|ข้อ(?:ที่)?|คิว(?:ที่)?|ลำดับ(?:ที่)?|รหัส|ซอย|ซ\.|คุ้ม(?:ที่)?|สาย"
    r"|(?<!หมด)เขต)\s?\d+(?:/\d+)?(?!\d|\s?โมง)"
    r"|มะลิ\s?105(?!\d|\s?(?:บาท|ถุง(?!ละ)))|กข\.?\s?\d{1,2}(?!\d)|(?:RRIM|rrim)\s?\d{3}"
    r"|(?<!\d)\d{13}(?!\d)|(?<!\d)\d-\d{4}-\d{5}-\d{2}-\d)"
)
_DIGIT: Final = re.compile(r"0|1|2|3|4|5|6|7|8|9|หมู่")


def blank(text: str, start: int, end: int) -> str:
    """The text with one span taken out, its offsets kept."""
    return text[:start] + BLANK * (end - start) + text[end:]


def blank_numbers_of_other_kinds(text: str) -> str:
    """The text without phones, village numbers, house numbers, document numbers, rooms and school classes."""
    if not _DIGIT.search(text):
        return text
    if may_have_phone(text):
        text = PHONE.sub(_blanked, text)
    return _OTHER.sub(_blanked, text)


def _blanked(match: re.Match[str]) -> str:
    return BLANK * len(match.group())
