"""When something that repeats takes place: RFC 5545 rules, expanded by python-dateutil. Pure."""

import re
from collections.abc import Collection
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rruleset, rrulestr

BANGKOK = ZoneInfo("Asia/Bangkok")
MOST = 1_000
"""Occurrences of one rule; more is a mistake."""
_UNTIL = re.compile(r"UNTIL=(\d{8})(?:T(\d{6})(Z?))?")


class UnusableRule(ValueError):
    """A rule that cannot be followed; the message says why, in Thai."""


def occurrences(start: datetime, rule: str, until: datetime) -> list[datetime]:
    """The starts from `start` to `until`, Asia/Bangkok, in order; only `start` without a rule.

    Holidays are the caller's affair: what is left out still counts for COUNT (RFC 5545 §3.8.5.1).
    Raises UnusableRule: not RFC 5545 §3.3.10, oftener than daily, or the start is not an occurrence of it.
    """
    first = start.astimezone(BANGKOK).replace(tzinfo=None)
    if not rule:
        return [first.replace(tzinfo=BANGKOK)]
    if not re.search(r"FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)\b", rule.upper()):
        raise UnusableRule("กฎการซ้ำ (rrule) ต้องเป็น DAILY, WEEKLY, MONTHLY หรือ YEARLY")
    try:
        parsed = rrulestr(_local_until(rule.upper()), dtstart=first)
    except (ValueError, KeyError, TypeError) as problem:
        raise UnusableRule("อ่านกฎการซ้ำ (rrule) ไม่ได้") from problem
    if not isinstance(parsed, rrule | rruleset):
        raise UnusableRule("อ่านกฎการซ้ำ (rrule) ไม่ได้")
    found: list[datetime] = []
    last = until.astimezone(BANGKOK).replace(tzinfo=None)
    for moment in parsed:
        if moment > last or len(found) >= MOST:
            break
        found.append(moment.replace(tzinfo=BANGKOK))
    if not found or found[0].replace(tzinfo=None) != first:
        raise UnusableRule("วันเริ่มไม่ตรงกับกฎการซ้ำ (rrule)")
    return found


def first_start(earliest: datetime, rule: str) -> datetime:
    """The first start of a rule from this moment on: after a move by weeks "the 2nd Friday" is another day."""
    local = earliest.astimezone(BANGKOK).replace(tzinfo=None)
    return rrulestr(rule, dtstart=local)[0].replace(tzinfo=BANGKOK) if rule else earliest


def is_endless(rule: str) -> bool:
    """Whether it goes on for ever, so that its sessions are topped up."""
    return bool(rule) and not re.search(r"COUNT=|UNTIL=", rule.upper())


def is_series(rule: str) -> bool:
    """Whether the sessions build on each other as far as the rule tells: a bounded run, weekly or oftener.

    Such a course is enrolled in as a whole; one that comes back each month is enrolled in session by session.
    """
    return (
        bool(re.search(r"FREQ=(?:DAILY|WEEKLY)", rule.upper()))
        and not is_endless(rule)
        and "COUNT=1;" not in rule + ";"
    )


def days_between(moments: Collection[datetime]) -> set[date]:
    """The Bangkok days of these moments."""
    return {moment.astimezone(BANGKOK).date() for moment in moments}


def evening_before(start: datetime, hour: int) -> datetime:
    """That hour of the day before, Bangkok time."""
    local = start.astimezone(BANGKOK)
    return (local - timedelta(days=1)).replace(hour=hour, minute=0, second=0, microsecond=0)


def _local_until(rule: str) -> str:
    """UNTIL may be UTC (RFC 5545 §3.3.10), while the starts here are local and without a zone."""
    match = _UNTIL.search(rule)
    if match is None or not match[3]:
        return rule
    moment = datetime.strptime(f"{match[1]}{match[2]}+0000", "%Y%m%d%H%M%S%z").astimezone(BANGKOK)
    return rule[: match.start()] + f"UNTIL={moment:%Y%m%dT%H%M%S}" + rule[match.end() :]
