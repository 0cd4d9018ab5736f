"""Thai telephone numbers: ten digits from 06, 08 or 09 (mobile), or nine from 02 to 07 (a house)."""

import re
from typing import Final

PHONE: Final = re.compile(
    r"(?<!\d)(?<!\d[./-])(?:\(?\+?66\)?[\s.-]{0,2}\(?0?\)?|\(?0)[\s.-]?"
    r"(?:[689](?:[\s.)-]{0,2}\d){8}|[2-7](?:[\s.)-]{0,2}\d){7})(?!\d)"
)
"""With the spaces, dots and hyphens that people put between the digits. Source: NBTC numbering plan."""

_CHANGED: Final = re.compile(r"(?:เป็น|เปลี่ยน|ใช้|->|=>|→)\s?(?:เป็น)?\s?(?:เบอร์)?(?:ใหม่)?\s?(?:คือ|ว่า)?\s?(?=[\d(+])")
"""Of a change the new one counts: "จาก 081-000-0000 เป็น 082-000-0000"."""
_NOT_A_DIGIT: Final = re.compile(r"\D")


def read_number_of(match: str) -> str:
    """The digits of a matched phone in national form: "+66 81 000 0000" → "0810000000"."""
    digits = _NOT_A_DIGIT.sub("", match)
    if digits.startswith("66"):
        digits = digits[2:]
    return "0" + digits.lstrip("0")


def may_have_phone(text: str) -> bool:
    """A cheap look before the dear one: every phone begins with 0 or 66."""
    return "0" in text or "66" in text


def find_phone(text: str) -> tuple[str, int, int] | None:
    """The first phone of a normalised text as (digits, start, end), or None."""
    match = PHONE.search(text) if may_have_phone(text) else None
    changed = _CHANGED.search(text, match.end()) if match else None
    match = (changed and PHONE.match(text, changed.end())) or match
    return (read_number_of(match.group()), *match.span()) if match else None
