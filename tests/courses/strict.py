"""What RFC 5545 demands of a calendar, read from its octets; nothing is forgiven, as the libraries do."""

import re
from collections import Counter
from datetime import datetime
from typing import Final

LONGEST = 75
"""Octets of a line without its break (§3.1)."""
_NAME: Final = r"(?:X-)?[A-Z0-9-]+"
_PARAM: Final = rf';{_NAME}=(?:"[^"\x00-\x08\x0A-\x1F\x7F]*"|[^";:,\x00-\x08\x0A-\x1F\x7F]*)'
_LINE: Final = re.compile(rf"({_NAME})((?:{_PARAM})*):(.*)", re.DOTALL)
_UTC: Final = re.compile(r"\d{8}T\d{6}Z")
_DURATION: Final = re.compile(r"P(?:\d+W|(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)")
_TEXT: Final = re.compile(r"(?:[^\\;,\x00-\x08\x0A-\x1F\x7F]|\\[\\;,Nn])*")
_TEXTS: Final = ("SUMMARY", "LOCATION", "DESCRIPTION", "UID", "PRODID", "NAME", "X-WR-CALNAME")
_MOMENTS: Final = ("DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "CREATED", "RECURRENCE-ID")
_ONCE_OF_CALENDAR: Final = {"PRODID", "VERSION", "CALSCALE", "METHOD", "NAME", "REFRESH-INTERVAL"}
_ONCE_OF_EVENT: Final = {
    "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION", "SEQUENCE", "LAST-MODIFIED", "STATUS",
    "TRANSP", "URL", "CLASS", "CREATED", "ORGANIZER", "PRIORITY", "DURATION",
}  # fmt: skip
_STATUS: Final = ("TENTATIVE", "CONFIRMED", "CANCELLED")


def faults(body: bytes) -> list[str]:
    """What is wrong, each with the rule's section; empty for a calendar that keeps them all."""
    found = list(_octets(body))
    try:
        lines = body.decode().replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")
    except UnicodeDecodeError as problem:
        return [*found, f"§3.1.4 not UTF-8: {problem}"]
    if lines[-1]:
        found.append("§3.1 the last line does not end in CRLF")
    return [*found, *_structure(lines[:-1])]


def _octets(body: bytes) -> list[str]:
    found = []
    if re.search(rb"(?<!\r)\n|\r(?!\n)", body):
        found.append("§3.1 a line break that is not CRLF")
    for number, line in enumerate(body.split(b"\r\n"), 1):
        if len(line) > LONGEST:
            found.append(f"§3.1 line {number} has {len(line)} octets")
        try:
            line.decode()
        except UnicodeDecodeError:
            found.append(f"§3.1 line {number} tears a letter apart")
    return found


def _structure(lines: list[str]) -> list[str]:
    found: list[str] = []
    open_ones: list[str] = []
    held: list[list[tuple[str, str, str]]] = [[]]
    uids: Counter[str] = Counter()
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if match is None:
            found.append(f"§3.1 content line {number} is none: {line[:40]!r}")
            continue
        name, parameters, value = match[1], match[2], match[3]
        if name == "BEGIN":
            open_ones.append(value)
            held.append([])
        elif name == "END":
            if not open_ones or open_ones.pop() != value:
                found.append(f"§3.6 END:{value} closes nothing")
                continue
            found += _component(value, held.pop(), uids)
        else:
            held[-1].append((name, parameters, value))
            found += _value(name, parameters, value)
    if open_ones or lines[:1] != ["BEGIN:VCALENDAR"] or lines[-1:] != ["END:VCALENDAR"]:
        found.append("§3.4 it is not one VCALENDAR")
    if held[0]:
        found.append("§3.4 properties outside of the calendar")
    return found + [f"§3.8.4.7 UID {uid} stands {count} times" for uid, count in uids.items() if count > 1]


def _component(kind: str, properties: list[tuple[str, str, str]], uids: Counter[str]) -> list[str]:
    count = Counter(name for name, _, _ in properties)
    values = {name: value for name, _, value in properties}
    needed: tuple[str, ...]
    if kind == "VCALENDAR":
        needed, once = ("PRODID", "VERSION"), _ONCE_OF_CALENDAR
    elif kind == "VEVENT":
        needed, once = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"), _ONCE_OF_EVENT
        uids[values.get("UID", "")] += 1
    else:
        return [f"§3.6 a component {kind} that this feed has no use for"]
    found = [f"§3.6 {kind} without {name}" for name in needed if not values.get(name)]
    found += [f"§3.6 {kind} has {name} {count[name]} times" for name in once if count[name] > 1]
    if kind == "VCALENDAR" and values.get("VERSION") != "2.0":
        found.append("§3.7.4 VERSION is not 2.0")
    if kind == "VEVENT" and values.get("DTEND", "") <= values.get("DTSTART", ""):
        found.append(f"§3.8.2.2 {values.get('UID')} ends before it begins")
    if kind == "VEVENT" and values.get("STATUS", "CONFIRMED") not in _STATUS:
        found.append(f"§3.8.1.11 STATUS:{values['STATUS']}")
    return found


def _value(name: str, parameters: str, value: str) -> list[str]:
    if "TZID=" in parameters:
        return [f"§3.2.19 {name} names a time zone that the feed does not describe"]
    if name in _MOMENTS and (not _UTC.fullmatch(value) or not _is_moment(value)):
        return [f"§3.3.5 {name}:{value} is no UTC moment"]
    if name in _TEXTS and not _TEXT.fullmatch(value):
        return [f"§3.3.11 {name} holds what must be escaped: {value[:40]!r}"]
    if name == "SEQUENCE" and not value.isdecimal():
        return [f"§3.8.7.4 SEQUENCE:{value}"]
    if name == "REFRESH-INTERVAL" and (not _DURATION.fullmatch(value) or "VALUE=DURATION" not in parameters):
        return [f"RFC 7986 §5.7 {name}{parameters}:{value}"]
    return []


def _is_moment(value: str) -> bool:
    try:
        datetime.strptime(value, "%Y%m%dT%H%M%S%z")
    except ValueError:
        return False
    return True
