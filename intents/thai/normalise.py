"""One spelling for what phones, fonts and thumbs write in many: the form in which every other part reads a message."""

import re
from typing import Final

from intents.thai.keyboard import read_as_thai

MAX_LENGTH: Final = 600
"""Code points kept of a message. newmm grows faster than its input, so strangers' text is capped before it."""

_RAW_LENGTH: Final = 4 * MAX_LENGTH
"""Code points looked at: repairs only shorten, and nobody writes more than this in one chat message."""

_PASSES: Final = 6
"""A repair may make room for another one; more rounds than this only happens to noise."""


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys(range(0xD800, 0xE000))  # lone surrogates: PostgreSQL refuses them
    table.update(dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)]))
    table.update(dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]))
    table.update(dict.fromkeys(range(0xFE00, 0xFE10)))  # variation selectors: ☎️ and ☎ are one sign
    table.update(dict.fromkeys(range(0x1F3FB, 0x1F400)))  # colours of skin: 👍🏽 and 👍 are one sign
    table.update({ord(c): " " for c in "\t\n\v\f\r\x85\xa0\u1680\u202f\u205f\u2028\u2029\u3000"})
    table.update(dict.fromkeys(range(0x2000, 0x200B), " "))
    table.update({ord("๐") + n: str(n) for n in range(10)})
    table.update({0xFF10 + n: str(n) for n in range(10)})
    table.update(
        {ord("–"): "-", ord("—"): "-", ord("‐"): "-", ord("‑"): "-", ord("−"): "-", ord("’"): "'", ord("…"): " "}
    )
    return table


_TABLE: Final = _table()

_FOREIGN: Final = re.compile(r"[^ -~ก-๎฿ๆฯ]")
"""Anything the table might change; most messages are plain Thai and skip it."""

_TROUBLE: Final = re.compile(
    r"([^0-9A-Za-zก-ฮ/])\1|([ก-ฬฮ])\2\2|ออออ"
    r"|[่-๋ัิ-ูำํะา](?:(?<=[่-๋])[ัิ-ู่-๋ํ]|(?<=[ัิ-ู])[ัิ-ู]|(?<=[ำะา])[่-๋]|(?<=ํ)[่-๋]?า)"
)
"""Two quick looks tell most messages from those that need a repair. They find every pattern repaired below."""

_REPAIRS: Final = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\.{2,}", " "),
        (r"เเ", "แ"),
        (r"ํ([่-๋]?)า", r"\1ำ"),  # nikhahit + sara aa, with or without a tone mark between: น + ํ + ้ + า
        (r"([ำะา])([่-๋])", r"\2\1"),  # คะ่ → ค่ะ
        (r"([่-๋])([ัิ-ูํ])", r"\2\1"),  # a tone mark typed before its vowel
        (r"([^0-9A-Za-zก-ฮ/])\1+", r"\1"),  # vowels, tone marks, ๆ, signs and emoji are never doubled
        (r"([่-๋])[่-๋]+", r"\1"),
        (r"([ัิ-ู])[ัิ-ู]+", r"\1"),
        (r"([ก-ฬฮ])\1\1+", r"\1"),  # ขายยยย; two may be real (กก. รร. ถนน), digits and Latin letters always
        (r"ออออ+", "อ"),  # three are real: ชื่อออก, ขอออก
    )
)


_SLIPS: Final = (("ฃ", "ข"), ("ฅ", "ค"), ("หมุ่", "หมู่"))
"""No word of today is written so: two letters out of use, beside theirs on the keyboard, and the village's number."""


def normalise(text: str) -> str:
    """One spelling of a message: marks in order, Arabic digits, no invisible characters, at most 600 code points.

    Idempotent. What was typed with the keyboard left in English becomes Thai: "l;ylfu8iy[" is สวัสดีครับ.
    """
    clean = text[:_RAW_LENGTH]
    if _FOREIGN.search(clean):
        clean = clean.translate(_TABLE)
    clean = clean.strip()
    if _TROUBLE.search(clean):
        clean = _in_order(clean)
    if clean.isascii():
        clean = read_as_thai(clean[:MAX_LENGTH])
    for slip, meant in _SLIPS:
        if slip in clean:
            clean = clean.replace(slip, meant)
    return clean[:MAX_LENGTH].strip() if len(clean) > MAX_LENGTH else clean


def _in_order(text: str) -> str:
    for _ in range(_PASSES):
        for pattern, replacement in _REPAIRS:
            text = pattern.sub(replacement, text)
        text = text.strip()
        if not _TROUBLE.search(text):
            return text
    # What is still out of order after so many repairs is no Thai: only its letters are kept.
    return re.sub(r" {2,}", " ", re.sub(r"[^0-9A-Za-zก-ฮ ]|([ก-ฮ])(?=\1)", "", text)).strip()
