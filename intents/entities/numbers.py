"""Numbers as they are said: 1,500 · พันห้า = 1,500 · หมื่นสอง = 12,000 · ซาว = 20 · 2 พัน · ร้อยห้า, which is 105 or 150."""

import re
from collections.abc import Iterator
from typing import Final

Number = int | float
"""Whole numbers are int, so that they print without a point."""

_DIGITS: Final[dict[str, int]] = {
    "ศูนย์": 0, "หนึ่ง": 1, "นึ่ง": 1, "นึง": 1, "หนึง": 1, "เอ็ด": 1, "เอ้ด": 1, "ยี่": 2, "สอง": 2, "ซอง": 2,
    "สาม": 3, "สี่": 4, "ห้า": 5, "ฮ้า": 5, "หก": 6, "ฮก": 6, "เจ็ด": 7, "เจ้ด": 7, "แปด": 8, "เก้า": 9,
}  # fmt: skip
_POWERS: Final[dict[str, int]] = {
    "สิบ": 10, "ซิบ": 10, "ร้อย": 100, "ฮ้อย": 100, "พัน": 1000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000,
    "k": 1000, "K": 1000,
}  # fmt: skip
_ONES_WITHOUT_MEANING: Final = frozenset({"นึง", "นึ่ง", "หนึ่ง", "หนึง", "เดียว"})
"""พันนึง is "one thousand", not 1,100: the one stands behind what it counts."""

_ARABIC: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
DIGIT_WORD: Final = "หนึ่ง|นึ่ง|นึง|เอ็ด|ยี่|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|ซาว"
POWER_WORD: Final = "สิบ|ร้อย|ฮ้อย|พัน|หมื่น|แสน|ล้าน"
_NOT_SPLIT: Final = r"(?![ะัาำิ-ฺ็-๎])"
"""A number word is not the beginning of another syllable: สาม in สามี, ห้า in ห้าม is found by what may follow it."""
_NOT_WORDS: Final = (
    r"(?!ห้าง|ห้าม|หกล้ม|พันธ|สี่แยก|สามแยก|สามี|สามารถ|เก้าอี้|สามเณร|สองแคว|แสนสุข|ล้านนา|ล้านช้าง|ห้าแยก|ยี่ห้อ"
    r"|ยี่เป็ง|แปดริ้ว|สิบล้อ|พันผ้า|หกคะเมน)"
)

WORDS: Final = (
    rf"{_NOT_WORDS}(?:{DIGIT_WORD}|{POWER_WORD}){_NOT_SPLIT}"
    rf"(?:\s?(?:{POWER_WORD}){_NOT_SPLIT}|(?:{DIGIT_WORD}){_NOT_SPLIT})*"
)
MIXED: Final = (
    rf"(?:{_ARABIC})(?:[kK](?![A-Za-z\d])|\s?(?:ร้อย|ฮ้อย|พัน(?!ธ)|หมื่น|แสน|ล้าน){_NOT_SPLIT}"
    rf"(?:(?:{DIGIT_WORD}|{POWER_WORD}){_NOT_SPLIT}|\d(?!\d)|\s?\d{{1,2}}\s?(?:หมื่น|พัน(?!ธ)|ร้อย){_NOT_SPLIT})*)?"
)
NUMBER: Final = rf"(?:{MIXED}|{WORDS})"
"""A number in digits, in words or in both. One group without a name; read it with `read_number`."""

_TOKEN: Final = re.compile(rf"{_ARABIC}|{DIGIT_WORD}|หนึง|เอ้ด|ซอง|ฮ้า|ฮก|เจ้ด|ซิบ|ศูนย์|{POWER_WORD}|[kK]|\s+|.")
_WHOLE: Final = re.compile(rf"(?:{NUMBER})\Z")


def read_number(text: str) -> tuple[Number, ...]:
    """Every value this number can have: none (it is not a number), one, or two equally good ones (ร้อยห้า: 105, 150)."""
    if text.isdecimal():
        return (int(text),)
    total: float = 0
    digit: float | None = None
    power = 0
    last = ""
    for part in _tokens(text):
        if part is None:
            return ()
        if part == "ซาว":
            total, power = total + 20, 10
        elif part in _POWERS:
            size = _POWERS[part]
            if power and power <= size < 1_000_000:
                return ()  # สิบร้อย, ห้าสิบห้าสิบ
            if size == 1_000_000:
                total = (total + (digit or 0) or 1) * size
            else:
                total += (1 if digit is None else digit) * size
            digit, power = None, size
        elif digit is not None:
            return _said_short(text)  # two digits in a row: สองสาม
        else:
            digit = float(part) if part[0].isdigit() else _DIGITS[part]
        last = part
    return _with_last_digit(total, digit, power, last)


_SHORT: Final = re.compile(rf"(?P<tens>{DIGIT_WORD})(?P<ones>{DIGIT_WORD})\Z")


def _said_short(text: str) -> tuple[Number, ...]:
    """ "เจ็ดห้า" is 75; upwards ("สองสาม") it is two or three."""
    match = _SHORT.match(text)
    if match is None or not {match["tens"], match["ones"]} <= _DIGITS.keys():
        return ()
    tens, ones = _DIGITS[match["tens"]], _DIGITS[match["ones"]]
    return (tens * 10 + ones,) if 1 < ones < tens else ()


_POWERED: Final = re.compile(rf"(?P<count>{_ARABIC}|{DIGIT_WORD})\s?(?P<power>{POWER_WORD}|[kK])\Z")


def read_lower_end(low: str, high: str) -> tuple[Number, ...]:
    """The lower end of a range, which may leave the power to the upper one: "2" of "2-3 ร้อย" is 200."""
    values = read_number(low)
    powered = _POWERED.match(high)
    if powered and values and values[0] < read_number(powered["count"])[0]:
        return read_number(low + powered["power"]) or values
    return values


def read_words(text: str) -> tuple[Number, ...]:
    """As `read_number`, for a text that must be a number and nothing else."""
    text = text.strip()
    return read_number(text) if _WHOLE.match(text) else ()


def tidy(value: float) -> Number:
    """280.0 → 280; 2.50 → 2.5."""
    return int(value) if value == int(value) else round(value, 4)


def _tokens(text: str) -> Iterator[str | None]:
    for match in _TOKEN.finditer(text):
        part = match.group()
        if part.isspace():
            continue
        if part[0].isdigit():
            yield part.replace(",", "")
        else:
            yield part if part in _DIGITS or part in _POWERS or part == "ซาว" else None


def _with_last_digit(total: float, digit: float | None, power: int, last: str) -> tuple[Number, ...]:
    if digit is None:
        return (tidy(total),) if power else ()
    if power <= 10 or last.startswith("เอ"):
        return (tidy(total + digit),)
    if last == "ยี่":
        return (tidy(total + digit * power / 10),)  # ร้อยยี่ leaves out the สิบ that ยี่ always has
    if last in _ONES_WITHOUT_MEANING and total == power:
        return (tidy(total),)
    if power == 100:
        return (tidy(total + digit), tidy(total + digit * 10))
    return (tidy(total + digit * power / 10),)
