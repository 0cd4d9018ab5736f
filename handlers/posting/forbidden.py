"""What is not published, whoever writes it: a pure look at a text. The rules are those of the product page ("Always").

A text that warns of something ("ระวังเว็บพนัน") is no offer of it. Few false alarms matter more than catching all: every
post of somebody untried is read by a person, and every post can be taken down.
"""

import re
import unicodedata
from typing import Final

_WARNING: Final = re.compile(
    r"(?:ห้าม|ภัย|เลิก|งด|ต้าน|เตือน|ปราบ|จับ|โทษ|ระวัง|หยุด|ปลอด|รณรงค์|ป้องกัน|ไม่ซื้อ|ไม่ขาย|ไม่รับ|อย่า|หลอก|ผิดกฎหมาย|พิษ)"
)
_BEFORE: Final = 25
"""So many letters before a word are looked at for a warning."""
_PEOPLE: Final = r"(?:นาย|นาง(?:สาว)?|น\.ส\.|เด็ก(?:ชาย|หญิง)|ลุง|ป้า|น้า|ตา|ยาย|ปู่|ย่า|พี่|น้อง|หลวง(?:พ่อ|ตา|ปู่))"
_BANKS: Final = r"(?:ธนาคาร|กสิกร|กรุงไทย|ไทยพาณิชย์|ออมสิน|ธ\.?ก\.?ส\.?|ทหารไทย|กรุงศรี)"

_OFFERS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), f"{what}ลงประกาศไม่ได้ค่ะ ผิดกฎหมาย")
    for what, pattern in (
        (
            "เรื่องพนัน",
            r"พนันออนไลน์|เว็บ(?:ไซต์)?(?:พนัน|สล็อต|บอล|ตรง)|แทง(?:บอล|หวย|ไก่)|สล็อต|บาคาร่า|คาสิโน|ยูฟ่าเบท|ufa\s?bet"
            r"|หวย(?:ใต้ดิน|ออนไลน์|หุ้น)|(?:รับ|เจ้ามือ)หวย|เลขเด็ด|เล่น(?:ไฮโล|ไพ่)(?:กินเงิน|ได้เงิน)|บ่อน",
        ),
        ("บุหรี่ไฟฟ้า", r"บุหรี่ไฟฟ้า|พอต(?:ใช้แล้ว|ไฟฟ้า)|น้ำยา(?:พอต|พอด|บุหรี่)|หัวพอต|(?<![ก-๙])พอต(?![ก-๙])|\bvape\b|\bpod\b"),
        (
            "น้ำกระท่อม",
            r"น้ำ(?:ต้ม)?(?:ใบ)?กระท่อม|น้ำ(?:ใบ)?ท่อม|กระท่อม(?:ต้ม|สด)?(?:พร้อมดื่ม|ขวดละ)|ต้มกระท่อม|4\s?[x×คูณ]+\s?100|สี่คูณร้อย",
        ),
        (
            "เงินกู้",
            r"ปล่อย(?:เงิน)?กู้|เงินกู้(?:ด่วน|นอกระบบ|ออนไลน์|รายวัน)|กู้(?:เงิน)?(?:ด่วน|ออนไลน์|ง่าย|ได้ทันที)|สินเชื่อด่วน|ดอก(?:เบี้ย)?ร้อยละ",
        ),
        (
            "เรื่องแลกเสียงเลือกตั้ง",
            r"ซื้อเสียง|ขายเสียง|(?:กา|เลือก)\s?เบอร์\s?\d+.{0,30}(?:แจก|รับ|หัวละ|ให้|ได้).{0,12}(?:\d+\s?บาท|เงิน)"
            r"|(?:แจก|รับ|หัวละ).{0,20}\d+.{0,25}(?:กา|เลือก)\s?เบอร์",
        ),
    )
)
_CLAIM: Final = re.compile(
    r"(?:รักษา|แก้|บำบัด|ต้าน|ป้องกัน|หาย(?:ขาด)?(?:จาก)?)\s?(?:โรค)?\s?(?:มะเร็ง|เบาหวาน|ความดัน|โควิด|เอดส์|อัมพาต|อัมพฤกษ์|ไตวาย)"
    r"|หายขาด|รักษาได้ทุกโรค|รักษาสารพัดโรค|ยาลดความอ้วน|ลดน้ำหนัก(?:ได้)?\s?\d+\s?(?:กก|กิโล|โล)"
)
_ACCOUNT: Final = re.compile(
    rf"(?:เลข(?:ที่)?บัญชี|บัญชี|พร้อมเพย์|prompt\s?pay|{_BANKS}|โอน(?:เงิน)?(?:มา)?(?:ที่|เข้า))\D{{0,25}}(\d[\d -]{{7,16}}\d)",
    re.IGNORECASE,
)
_HOME: Final = re.compile(rf"{_PEOPLE}\s?[ก-๎]{{2,}}.{{0,40}}บ้านเลขที่\s?\d")
_ILLNESS: Final = re.compile(
    rf"{_PEOPLE}\s?[ก-๎]{{1,20}}\s?.{{0,15}}"
    r"(?:ป่วยเป็น|เป็นโรค|ติดโควิด|ติดเชื้อ|เป็นมะเร็ง|เป็นเอดส์|เป็นวัณโรค|ป่วยจิต|เป็นจิตเวช|ติดยา(?!ว))"
)
_ID_CARD: Final = re.compile(r"(?<!\d)\d(?:[ -]?\d){12}(?!\d)")


def reason(*texts: str) -> str | None:
    """Why these words of one post cannot be published, as a Thai sentence; None when they can."""
    text = _folded("\n".join(texts))
    if any(_is_id_card(match.group()) for match in _ID_CARD.finditer(text)):
        return "มีเลขบัตรประชาชนอยู่ค่ะ ไม่ควรให้ใครเห็น"
    if _has_account(text):
        return "มีเลขบัญชีหรือพร้อมเพย์อยู่ค่ะ ที่นี่ไม่แสดงเลขบัญชี ให้คนซื้อติดต่อกันเองนะคะ"
    for pattern, why in _OFFERS:
        if any(not _is_warned_of(text, match) for match in pattern.finditer(text)):
            return why
    if any(not _is_warned_of(text, match) for match in _CLAIM.finditer(text)):
        return "มีคำอวดว่ารักษาโรคค่ะ กฎหมายไม่ให้ลงแบบนี้"
    if _HOME.search(text):
        return "มีชื่อกับบ้านเลขที่ของคนอื่นอยู่ค่ะ บอกแค่จุดสังเกตก็พอนะคะ"
    if _ILLNESS.search(text):
        return "มีเรื่องความเจ็บป่วยของคนอื่นอยู่ค่ะ เป็นเรื่องส่วนตัวของเขานะคะ"
    return None


def masked(text: str) -> str:
    """The same with the digits of ID cards hidden but for the first and the last two."""

    def mask(match: re.Match[str]) -> str:
        digits = [at for at, letter in enumerate(match.group()) if letter.isdigit()]
        hidden = set(digits[1:-2])
        shown = "".join("x" if at in hidden else letter for at, letter in enumerate(match.group()))
        return shown if _is_id_card(_folded(match.group())) else match.group()

    return re.sub(r"(?<!\d)\d(?:[ -]?\d){12}(?!\d)", mask, text)


def _folded(text: str) -> str:
    """One line, Arabic digits, lower case."""
    composed = unicodedata.normalize("NFC", text).lower()
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in composed)
    return " ".join(digits.split())


def _is_warned_of(text: str, match: re.Match[str]) -> bool:
    return bool(_WARNING.search(text, max(0, match.start() - _BEFORE), match.start()))


def _is_id_card(written: str) -> bool:
    """The check digit of Thai ID cards: 11 minus the weighted sum modulo 11, its last digit."""
    digits = [int(letter) for letter in written if letter.isdigit()]
    total = sum((13 - at) * digit for at, digit in enumerate(digits[:12]))
    return len(digits) == 13 and (11 - total % 11) % 10 == digits[12]


def _has_account(text: str) -> bool:
    """A number after a bank's word; a phone stands beside one often enough ("โอนแล้วโทร …") and is none."""
    for match in _ACCOUNT.finditer(text):
        digits = re.sub(r"\D", "", match.group(1))
        is_phone = len(digits) == 10 and digits.startswith(("06", "08", "09")) and "โทร" in match.group()
        if 9 <= len(digits) <= 15 and not is_phone:
            return True
    return False
