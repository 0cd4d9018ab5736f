"""What a headman reads over the village loudspeaker: the notice, spoken."""

import re

_CLOCK = r"(\d{1,2})[.:](\d{2})"
_SPOKEN = (
    (re.compile(rf"{_CLOCK}(?:\s*น\.)?\s*[-–]\s*{_CLOCK}\s*น\."), r"\1 นาฬิกา \2 นาที ถึง \3 นาฬิกา \4 นาที"),
    (re.compile(r"https?://\S+"), ""),
    (re.compile(r"(\d{1,2})[.:](\d{2})\s*น\."), r"\1 นาฬิกา \2 นาที"),
    (re.compile(r" 00 นาที"), ""),
    (re.compile(r"(?<!อส)ม\.\s?(\d+)"), r"หมู่ \1"),
    (re.compile(r"ผญบ\.?"), "ผู้ใหญ่บ้าน"),
    (re.compile(r"รพ\.สต\.?"), "โรงพยาบาลส่งเสริมสุขภาพตำบล"),
    (re.compile(r"อบต\.?"), "องค์การบริหารส่วนตำบล"),
    (re.compile(r"โทร\.?\s?"), "โทร "),
    (re.compile(r"[^\w\s฀-๿.,/:()-]"), " "),
    (re.compile(r"\s+"), " "),
)
_ADDRESSED = ("เรียน", "พี่น้อง", "แจ้งพี่น้อง", "แจ้งลูกบ้าน", "แจ้งชาวบ้าน", "แจ้งทุกคน", "ประกาศ")
LONGEST = 300
"""Letters of the notice that are read out; the rest is for reading on the phone."""


def loudspeaker(village: str, body: str) -> str:
    """The notice as it is read aloud, opened and closed as village announcements are."""
    spoken = body
    for pattern, words in _SPOKEN:
        spoken = pattern.sub(words, spoken)
    spoken = spoken.strip()
    if len(spoken) > LONGEST:
        spoken = spoken[:LONGEST].rsplit(" ", 1)[0] + " รายละเอียดดูในไลน์นะครับ"
    opening = "" if spoken.startswith(_ADDRESSED) else f"พี่น้อง{village}โปรดทราบ "
    return f"{opening}{spoken} ขอบคุณครับ"
