"""Sums in two parts: "7 บาท 50 สตางค์", "25 สตางค์", "ห้าร้อยกับอีกห้าสิบ"."""

import re
from typing import Final

from intents.entities.numbers import NUMBER, Number, read_number, tidy
from intents.entities.units import ANY

BAHT: Final = r"(?:บาท|บาด|บ\.|บ(?![ก-๎.])|฿|THB|thb|baht|\.-|,-|-(?=\s|$))"
"""What stands for the currency."""
SATANG: Final = re.compile(
    rf"\s?(?P<satang>{NUMBER})\s?(?:สตาง|สต\.|ตัง)(?:ค์?)?"
    rf"|(?P<coins>ห้าสิบ|ยี่สิบห้า|เจ็ดสิบห้า|50|25|75)(?![\dก-๎]|\s?(?:บาท|{ANY}))"
)
"""Behind บาท: "7 บาท 50 สตางค์", "7 บาทห้าสิบ"."""
AND_MORE: Final = re.compile(
    rf"\s?(?:กับ|กะ|บวก|แล้วก็)อีก\s?(?P<more>{NUMBER})(?:\s?(?P<baht>{BAHT}))?(?!\s?(?:\d|{ANY}))"
)
"""Behind a sum: "ห้าร้อยกับอีกห้าสิบ"."""
ONLY_SATANG: Final = re.compile(r"\s?(?P<word>สตางค์?|สต\.|ตัง(?:ค์?)?)")
_COINS: Final = (25, 50, 75)
"""What ตังค์ are satang: "ห้าสิบตังค์" is half a baht, "ร้อยตังค์" is money."""


def added(values: tuple[Number, ...], more: tuple[Number, ...]) -> Number:
    """500 and 50 are 550; 0 where the second is no smaller part of the first ("สองร้อยกับอีกสามร้อย")."""
    is_part = (
        len(values) == len(more) == 1 and 0 < more[0] < values[0] and values[0] % 10 ** len(str(int(more[0]))) == 0
    )
    return tidy(values[0] + more[0]) if is_part else 0


def with_satang(values: tuple[Number, ...], said: re.Match[str]) -> tuple[Number, ...]:
    """7 with " 50 สตางค์" behind บาท is 7.5; 25 with "สตางค์" is 0.25."""
    parts = said.groupdict()
    if "word" in parts:
        is_part = not parts["word"].startswith("ตัง") or values[0] in _COINS
        return tuple(tidy(value / 100) for value in values) if is_part else values
    part = read_number(parts["satang"] or parts["coins"])
    return tuple(tidy(value + part[0] / 100) for value in values) if part and part[0] < 100 else values
