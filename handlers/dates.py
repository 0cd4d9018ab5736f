"""Days and times as people read them: Thai names, Buddhist years, Asia/Bangkok."""

from datetime import date, datetime

WEEKDAYS = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")
MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
MONTH_NAMES = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม",
    "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
BUDDHIST_ERA = 543


def thai_day(moment: date) -> str:
    """`ศ. 21 พ.ย. 2568`."""
    year = moment.year + BUDDHIST_ERA
    return f"{WEEKDAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]} {year}"


def thai_moment(moment: datetime) -> str:
    """`ศ. 21 พ.ย. 2568 เวลา 09:00`."""
    return f"{thai_day(moment)} เวลา {moment:%H:%M}"
