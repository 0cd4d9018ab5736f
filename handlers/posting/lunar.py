"""In which months of ours a day of the moon usually falls. Only for finding: the day itself stays words."""

import re
from datetime import date, timedelta
from typing import Final

from handlers.dates import MONTHS

_MONTH_WORDS: Final = ("อ้าย", "ยี่", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ", "สิบเอ็ด", "สิบสอง")
_LUNAR_MONTH: Final = re.compile(
    rf"เดือน\s?(?P<month>1[0-2]|[1-9]|{'|'.join(sorted(_MONTH_WORDS, key=len, reverse=True))})(?![\d/])"
)
_DAY: Final = re.compile(r"(?P<side>ขึ้น|แรม)\s?(?P<day>1[0-5]|[1-9])\s?ค่ำ")
_FEASTS: Final[tuple[tuple[str, int, int], ...]] = (
    (r"ลอยกระทง|ยี่เป็ง", 12, 0), (r"เทโว|ชักพระ|ลากพระ", 11, 1), (r"ออกพรรษา", 11, 0), (r"กฐิน", 11, 15),
    (r"ข้าวสาก|สลากภั[ตท]|กวนข้าวทิพย์", 10, 0), (r"สารท|ชิงเปรต", 10, 15), (r"ข้าวประดับดิน", 9, 14),
    (r"เข้าพรรษา", 8, 1), (r"อาสาฬห", 8, 0), (r"บั้งไฟ|วิสาข", 6, 0), (r"ผะเหวด|พระเวส|มหาชาติ", 4, 0),
    (r"มาฆ|ข้าวจี่", 3, 0),
)  # fmt: skip
"""(words, month of the moon, days after its full moon)."""
_EARLIEST: Final = date(2023, 11, 2)
"""The full moon of month 12 falls between these days of any year: years with a thirteenth month keep it there."""
_LATEST: Final = date(2023, 11, 29)
_A_MONTH: Final = 29.53
"""Days from full moon to full moon."""
_DAYS_IN: Final = 5
"""Of the days on which it can fall, so many have to lie in a month for it to be one of the usual ones."""
_ARABIC: Final = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def usual_months(occasion: str) -> tuple[int, ...]:
    """Months 1..12 in which what is told by the moon usually falls; none when the words name no such day.

    "วันเพ็ญ เดือน 12" → (11,); "แรม 14 ค่ำ เดือน 9" → (8, 9). A window of many years, not this year's calendar.
    """
    words = occasion.translate(_ARABIC)
    named, day = _LUNAR_MONTH.search(words), _DAY.search(words)
    if named is not None:
        after = 0
        if day is not None:
            after = int(day["day"]) - (15 if day["side"] == "ขึ้น" else 0)
        return _months(_number(named["month"]), after)
    if "หลัง" in words:
        return ()  # some time after a feast is no day of it
    feast = next(((month, after) for pattern, month, after in _FEASTS if re.search(pattern, words)), None)
    return _months(*feast) if feast else ()


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else _MONTH_WORDS.index(written) + 1


def _months(month: int, after: int) -> tuple[int, ...]:
    shift = timedelta(days=round((month - 12) * _A_MONTH) + after)
    first = _EARLIEST + shift
    days = [first + timedelta(days=n) for n in range((_LATEST - _EARLIEST).days + 1)]
    counted = {one.month: sum(day.month == one.month for day in days) for one in days}
    return tuple(number for number, count in counted.items() if count >= _DAYS_IN)


def spoken(months: tuple[int, ...]) -> str:
    """`ราว พ.ย. ตามปฏิทินจันทรคติ`; empty for none."""
    return f"ราว {'–'.join(MONTHS[month - 1] for month in months)} ตามปฏิทินจันทรคติ" if months else ""
