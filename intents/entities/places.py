"""Where: village numbers, tambon, amphoe and province, and places named after "ที่"."""

import re
from typing import Final

from intents.entities.numbers import WORDS, read_number

_VILLAGE: Final = re.compile(
    rf"(?:หมู่(?:บ้าน)?(?:ที่)?|บ้านหมู่(?:ที่)?|ม\.|(?<![ก-๎.])ม(?=\d))\s?(?P<n>\d{{1,3}}|{WORDS})(?![\d.:]|\s?(?:โมง|ทุ่ม|โล|ถุง|/))"
)
_SCHOOL_BEFORE: Final = re.compile(r"(?:นักเรียน|ชั้น|เรียน|เด็ก|จบ|ระดับ|มัธยม|อยู่)\s?\Z")


def village_no(text: str) -> tuple[str, int, int] | None:
    """The first village number of a normalised text as (Arabic digits, start, end); "ม.9", "หมู่ที่ ๙", "หมู่เก้า" → "9".

    A school class ("นักเรียน ม.3") is none.
    """
    if "ม" not in text:
        return None
    for match in _VILLAGE.finditer(text):
        before = text[max(0, match.start() - 8) : match.start()]
        if match.group().startswith("ม") and _SCHOOL_BEFORE.search(before):
            continue
        values = read_number(match["n"])
        if len(values) == 1 and 0 < values[0] < 200:
            return str(values[0]), match.start("n"), match.end("n")
    return None
