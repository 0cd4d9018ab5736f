"""Which of several things that stand before the person is meant: "2", "อันแรก", "เอาข้อสอง", or the words of one."""

import re
from typing import Final

from bot.draft import OptionList, Shown
from intents.intent import Value

_NUMBERS: Final = {
    word: number
    for number, words in enumerate(("หนึ่ง นึง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ"), start=1)
    for word in words.split()
}
_END: Final = r"(?:เลย|แล้วกัน|ก็ได้|หน่อย|ก่อน|นะ|น่ะ|นะคะ|นะครับ|คะ|ค่ะ|ครับ|คับ|ฮะ|งับ|จ้า|จ้ะ|จ๊ะ|เจ้า|เด้อ|อะ|อ่ะ|ดิ|ลูก|\s|[.!🙏])*"
_WISH: Final = r"(?:เอา|ขอ|สนใจ|เลือก|อยากได้|อยากเรียน|อยากดู|อยากไป|สมัคร|ลงชื่อ|ลง|จอง|ซื้อ|สั่ง|ดู|ไป|หมายถึง|เป็น)?(?:เป็น)?\s?"
_NOUN: Final = r"(?:ข้อ|อัน|ตัว|เลข|หมายเลข|คอร์ส|คอส|ร้าน|แห่ง|งาน|เรื่อง|ข่าว|ชิ้น|รายการ|คน|ศูนย์|รอบ|อย่าง|ลำดับ|ที่)"
_ORDINAL: Final = rf"(?P<number>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_PLAIN: Final = re.compile(rf"{_ORDINAL}{_END}")
_COUNTED: Final = re.compile(
    rf"{_WISH}{_NOUN}\s?(?:(?P<first>แรก(?:สุด)?)|(?P<last>สุดท้าย|ล่าสุด)|(?:ที่|เบอร์)?\s?{_ORDINAL}){_END}"
)
_THIS: Final = re.compile(rf"{_WISH}(?:อัน|ตัว|คอร์ส|คอส|ร้าน|งาน|ชิ้น)(?:นี้|นั้น|เนี่ย|นี่){_END}")
_WRAPPING: Final = re.compile(rf"^{_WISH}|{_END}$")
FEWEST_LETTERS = 4
"""So short a part of a label still tells which one is meant."""


def ordinal(text: str, count: int) -> int | None:
    """The index, from 0, of the one of `count` things that a whole message points at; None when it points at none."""
    text = text.strip()
    match = _COUNTED.fullmatch(text) or _PLAIN.fullmatch(text)
    if match is None:
        return 0 if count == 1 and _THIS.fullmatch(text) else None
    found = match.groupdict()
    number = "1" if found.get("first") else str(count) if found.get("last") else found["number"]
    index = (int(number) if number.isdecimal() else _NUMBERS[number]) - 1
    return index if 0 <= index < count else None


def option(options: OptionList, text: str) -> Value | None:
    """The option that was written: its label or its value, its number, or words that only one label has."""
    written = text.strip().lower()
    for label, value in options:
        # "2" is the second of those shown, not whoever has this number in the store.
        is_id = isinstance(value, str) and value.isdecimal()
        if written == label.lower() or (written == str(value).lower() and not is_id):
            return value
    index = ordinal(written, len(options))
    if index is not None:
        return options[index][1]
    core = _WRAPPING.sub("", written).strip()
    having = [value for label, value in options if core in label.lower()]
    return having[0] if len(core) >= FEWEST_LETTERS and len(having) == 1 else None


def card(shown: tuple[Shown, ...], text: str) -> Shown | None:
    """The card of the last list that a whole message points at."""
    index = ordinal(text, len(shown))
    return None if index is None else shown[index]
