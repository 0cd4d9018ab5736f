"""Changed copies of a sentence, as other people would have typed it: slips, spacing, particles, dialect words, emoji.

Deterministic: the copies of a sentence depend on that sentence alone, so a new example changes no other one's copies.
"""

from collections.abc import Callable
from random import Random

from intents.thai.words import words as split

NEIGHBOURS = (
    "ๅ/-ภถุึคตจขช",
    "ๆไำพะัีรนยบลฃ",
    "ฟหกดเ้่าสวง",
    "ผปแอิืทมใฝ",
)
"""Rows of the Kedmanee keyboard: a finger lands one key to the side."""
CONFUSED = ("ใไ", "รล", "นณ", "ศสษ", "คข", "ซส", "ทธ", "พภ", "ะา", "ิี", "ุู", "่้", "ยญ", "ตฏ", "ชฉ")
"""Letters that people who write by ear exchange."""
MARKS = "่้๊๋์ะ็"
"""Signs that hurried writers leave out."""
PARTICLES = (
    "ครับ",
    "ค่ะ",
    "คะ",
    "จ้า",
    "จ้ะ",
    "นะ",
    "นะคะ",
    "นะครับ",
    "ค่า",
    "คับ",
    "หน่อย",
    "ด้วย",
    "เด้อ",
    "เจ้า",
    "นิ",
    "เน้อ",
    "ฮะ",
    "ค้าบ",
)
EMOJI = ("😊", "🙏", "🙏🙏", "😂", "📢", "❤️", "555", "!!", "...", "^^")
DIALECTS: tuple[dict[str, str], ...] = (
    {
        "ไม่": "บ่", "ไหม": "ก่อ", "มั้ย": "ก่อ", "อะไร": "อะหยัง", "ที่ไหน": "ตี้ไหน", "พรุ่งนี้": "วันพูก", "ให้": "หื้อ",
        "พูด": "อู้", "อยาก": "ไค่", "ทำ": "ยะ", "ดู": "ผ่อ", "เท่าไหร่": "เต้าใด", "เท่าไร": "เต้าใด", "ที่": "ตี้",
        "ค่ะ": "เจ้า", "คะ": "เจ้า", "ใช่": "แม่น", "เรียน": "เฮียน", "เรา": "เฮา", "เมื่อไหร่": "เมื่อใด", "อร่อย": "ลำ",
    },
    {
        "ไม่": "บ่", "ไหม": "บ่", "มั้ย": "บ่", "อะไร": "อีหยัง", "ที่ไหน": "อยู่ไส", "ไหน": "ไส", "พรุ่งนี้": "มื้ออื่น",
        "วันนี้": "มื้อนี้", "ทำ": "เฮ็ด", "ฉัน": "ข่อย", "ผม": "ข่อย", "จะ": "สิ", "ดู": "เบิ่ง", "พูด": "เว้า", "ใช่": "แม่น",
        "เท่าไหร่": "ท่อใด", "เท่าไร": "ท่อใด", "ครับ": "เด้อ", "ค่ะ": "เด้อ", "หน่อย": "แน", "ด้วย": "นำ", "เรียน": "เฮียน",
        "เรา": "เฮา", "เมื่อไหร่": "มื้อใด", "อร่อย": "แซบ",
    },
    {
        "ไม่": "ม่าย", "ไหม": "ม้าย", "มั้ย": "หม้าย", "อะไร": "ไหร", "พรุ่งนี้": "ต่อเช้า", "ยังไง": "พรือ", "อย่างไร": "พรือ",
        "เท่าไหร่": "เท่าใด", "ครับ": "นิ", "ค่ะ": "นิ", "อร่อย": "หรอย", "จะ": "อี", "มาก": "จังหู", "ดู": "แล", "พูด": "แหลง",
        "เมื่อไหร่": "ต่อใด", "ตลาด": "หลาด", "ฉัน": "ฉาน", "ได้": "ด้าย",
    },
)  # fmt: skip
"""Central → north, isan, south: everyday words whose exchange leaves the meaning alone."""
CHAT: dict[str, str] = {
    "ไม่": "ม่าย", "ไหม": "ปะ", "มั้ย": "มะ", "หรือเปล่า": "ป่าว", "หรือยัง": "ยังอ่ะ", "อะไร": "ไร", "ที่ไหน": "ไหนอ่ะ",
    "ยังไง": "ไงอะ", "อย่างไร": "ไง", "เท่าไหร่": "เท่าไร", "เมื่อไหร่": "ตอนไหนอะ", "ครับ": "ค้าบ", "ค่ะ": "งับ", "คะ": "อ่ะ",
    "จ้ะ": "จ้าา", "นะ": "น้าา", "หน่อย": "หน่อยดิ", "ด้วย": "ด้วยจิ", "แล้ว": "แร้ว", "จริง": "จิง", "ใช่": "ช่าย",
    "ก็": "ก้อ", "เดี๋ยว": "เด๋ว", "คอร์ส": "คอส", "มาก": "มั่กๆ", "บ้าง": "มั่ง", "กับ": "กะ", "โพสต์": "โพส", "ฉัน": "เค้า",
    "เธอ": "เทอ", "ได้": "ด้าย", "ขอบคุณ": "ขอบคุง", "ทำไม": "ทำมัย", "เงิน": "ตังค์", "พ่อ": "ป๋า",
}  # fmt: skip
"""Central → what the young type."""


def variants(text: str, count: int) -> list[str]:
    """`count` changed copies of `text`; a copy may by chance equal it or another one."""
    random = Random(f"netasa {text}")
    return [_changed(text, random, slips=turn % 2 == 0) for turn in range(count)]


def one_typo(text: str) -> str:
    """The text with one slip, the same one each time: for measuring."""
    return typo(text, Random(f"measured {text}"))


def typo(text: str, random: Random) -> str:
    """The text with one slip of a finger at a random letter: left out, doubled, swapped, beside it, or confused."""
    places = [i for i, letter in enumerate(text) if not letter.isdigit() and not letter.isspace()]
    if len(places) < 3:
        return text
    return random.choice(SLIPS)(text, random.choice(places), random)


def _leave_out(text: str, at: int, random: Random) -> str:
    return text[:at] + text[at + 1 :]


def _double(text: str, at: int, random: Random) -> str:
    return text[: at + 1] + text[at:]


def _swap(text: str, at: int, random: Random) -> str:
    return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]


def _beside(text: str, at: int, random: Random) -> str:
    for row in NEIGHBOURS:
        key = row.find(text[at])
        if key >= 0:
            return text[:at] + random.choice(row[max(key - 1, 0) : key] + row[key + 1 : key + 2]) + text[at + 1 :]
    return _leave_out(text, at, random)


def _confuse(text: str, at: int, random: Random) -> str:
    """By ear: exchanges the first confusable letter from `at` on, or drops a sign."""
    for place in [*range(at, len(text)), *range(at)]:
        letter = text[place]
        if letter in MARKS:
            return text[:place] + text[place + 1 :]
        for group in CONFUSED:
            if letter in group:
                return text[:place] + random.choice(group.replace(letter, "")) + text[place + 1 :]
    return text


Slip = Callable[[str, int, Random], str]
SLIPS: tuple[Slip, ...] = (_leave_out, _double, _swap, _beside, _confuse, _confuse)


def respaced(text: str, random: Random) -> str:
    """Without any blank, or with new blanks between some words, as voice keyboards write."""
    if random.random() < 0.5:
        return text.replace(" ", "")
    return "".join(word + (" " if random.random() < 0.3 else "") for word in split(text)).strip()


def dressed(text: str, random: Random) -> str:
    """With another particle or an emoji at the end, or without its last particle."""
    bare = text.rstrip()
    for particle in sorted(PARTICLES, key=len, reverse=True):
        if bare.endswith(particle) and len(bare) > len(particle) + 3:
            bare = bare[: -len(particle)].rstrip()
            break
    chance = random.random()
    if chance < 0.3:
        return bare
    return bare + (" " if chance > 0.6 else "") + random.choice(EMOJI if chance > 0.85 else PARTICLES)


def in_dialect(text: str, random: Random) -> str:
    """With the words of another region, each exchanged at even odds."""
    dialect = random.choice(DIALECTS)
    return "".join(dialect[word] if word in dialect and random.random() < 0.7 else word for word in split(text))


def in_chat(text: str, random: Random) -> str:
    """As the young type, each word exchanged at even odds."""
    return "".join(CHAT[word] if word in CHAT and random.random() < 0.5 else word for word in split(text))


def _changed(text: str, random: Random, *, slips: bool) -> str:
    """Every other copy has a slip of the finger for sure: that is what costs a classifier most."""
    for change, chance in (
        (in_dialect, 0.3),
        (dressed, 0.4),
        (respaced, 0.35),
        (typo, 1.0 if slips else 0.3),
        (in_chat, 0.1),
    ):
        if random.random() < chance:
            text = change(text, random)
    return text
