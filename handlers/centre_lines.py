"""How a centre reads, in the chat and on its page alike. Loads nothing of the understanding: the web reads it too."""

from datetime import date, timedelta

from handlers.course_lines import short_day
from models.centre import Centre

AHEAD = 400
"""Days among which holidays are listed."""


def hours(centre: Centre, day: date) -> str:
    """`08:30–16:30`, with the break; empty on a day of the week on which it is closed."""
    opening = centre.opening(day)
    if opening is None:
        return ""
    lunch = f" พัก {centre.lunch['start']}–{centre.lunch['end']}" if centre.lunch else ""
    return f"{opening.opens:%H:%M}–{opening.closes:%H:%M}{lunch}"


def spoken_number(phone: str) -> str:
    """`0810001234` → `081-000-1234`; nine digits as `055-000-101`."""
    return f"{phone[:3]}-{phone[3:6]}-{phone[6:]}" if phone.isdecimal() and len(phone) in (9, 10) else phone


def week_lines(centre: Centre) -> tuple[tuple[str, str], ...]:
    """(days, hours) of a usual week: `จ.–ศ.`, `08:30–16:30`."""
    monday = date(2026, 1, 5)
    runs: list[tuple[list[date], str]] = []
    for day in (monday + timedelta(days=n) for n in range(7)):
        opening = centre.opening(day)
        told = hours(centre, day) or "ปิด"
        if opening is not None and opening.is_only_for_courses:
            told += " เฉพาะวันที่มีอบรม"
        if runs and runs[-1][1] == told:
            runs[-1][0].append(day)
        else:
            runs.append(([day], told))
    return tuple((_run(days), told) for days, told in runs)


def _run(days: list[date]) -> str:
    names = [short_day(day).split(" ")[0] for day in days]
    return names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}"


def coming_holidays(centre: Centre, today: date, limit: int) -> list[tuple[date, str]]:
    """The next holidays of a centre on days that it would be open."""
    found: list[tuple[date, str]] = []
    for day in (today + timedelta(days=n) for n in range(AHEAD)):
        name = centre.holiday(day)
        if name is not None and centre.opening(day) is not None:
            found.append((day, name))
        if len(found) >= limit:
            break
    return found
