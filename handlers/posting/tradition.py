"""Traditions: what is asked of one, when it comes round, and its public page."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from handlers.capability import Context, Form, Notice
from handlers.dates import MONTH_NAMES, thai_day
from handlers.posting import Json, Page, Sheet, browsing, lunar, publishing
from handlers.posting.kind import Kind, filling, of, spoken_phone
from handlers.replies import Row
from handlers.schedule import Duty, Moment
from intents.intent import Value
from models.posting import Posting
from models.posting.tradition import Tradition, gone_by
from models.role import Action

_LEAD: Final = re.compile(r"^(?:งาน)?ประเพณี(?=\S)|^งานบุญ(?=ประเพณี)")
_GENERIC: Final = ("งานประเพณี", "งานบุญ", "ประเพณี", "เทศกาล", "เดือน", "งาน", "ปีนี้", "ปี")
_CALLED: Final = re.compile(
    r"(?:ประเพณี|งานบุญ)\s(?P<name>(?!วัน|ทุก|ที่|เดือน|ช่วง|จัด|เสาร์|อาทิตย์|ตอน|เวลา|ของ)[ก-๎]{4,40})(?=\s|$)"
)
"""What stands alone after the word for the kind: "เพิ่มงานประเพณี แห่เทียนพรรษา วันเข้าพรรษา"."""
_FEAST_DAY: Final = re.compile(
    r"วัน(?:ออก|เข้า)พรรษา|วัน(?:มาฆ|วิสาข|อาสาฬห)\S*บูชา|(?:วัน)?(?:เพ็ญ|ขึ้น|แรม)\s?\S*\s?(?:ค่ำ\s?)?เดือน\s?\S+"
)
"""A day of the moon, which "every year" alone does not tell."""
LONGEST_MONTH: Final = 31
"""Days."""


def _read(form: Form) -> dict[str, Value]:
    _, _, rest = form.written.partition("\n")
    return {"activity": rest.strip()} if rest.strip() and "activity" not in form.values else {}


def _correct(form: Form) -> dict[str, Value | None]:
    """ "งานประเพณี" names none, "ประเพณีลอยกระทง" is called ลอยกระทง; "ทุกปี" beside a feast is the feast's day."""
    right: dict[str, Value | None] = {}
    name = form.text_of("name")
    if name in _GENERIC:
        called = _CALLED.search(form.text)
        right["name"] = called["name"] if called else None
    elif name and _LEAD.search(name):
        right["name"] = _LEAD.sub("", name)
    feast = _FEAST_DAY.search(form.text)
    if feast and form.text_of("date") in ("", "ทุกปี"):
        right["date"] = feast.group()
    return right


def _fill(tradition: Tradition, form: Form, now: datetime) -> None:
    # Not above: the web program reads this file, and intents.entities would load PyThaiNLP into it.
    from intents.entities.when import when

    tradition.name, tradition.description = form.text_of("name"), form.text_of("activity")
    tradition.occasion = form.text_of("date")
    moment = when(tradition.occasion, now=now)
    tradition.rrule = moment.rrule
    tradition.event_date, tradition.event_end = moment.date, moment.end_date
    tradition.comes_round(now.date())
    tradition.time_text, tradition.venue = form.text_of("time"), form.text_of("place")
    tradition.how_to_join = form.text_of("joining")


def _slots(tradition: Tradition) -> dict[str, Value]:
    known: dict[str, Value] = {
        "name": tradition.name, "date": tradition.occasion, "time": tradition.time_text, "place": tradition.venue,
        "activity": tradition.description, "joining": tradition.how_to_join, "phone": tradition.phone or "",
    }  # fmt: skip
    return {slot: value for slot, value in known.items() if value}


def facts(tradition: Tradition) -> tuple[Row, ...]:
    """When it is in its own words, the next day where one is known, and where."""
    day = tradition.event_date
    rows = (
        Row("จัด", tradition.occasion),
        Row("ครั้งต่อไป" if tradition.rrule else "วันที่", thai_day(day) if day else ""),
        Row("ปกติ", lunar.spoken(_usual_months(tradition))),
        Row("เวลา", tradition.time_text),
        Row("ที่", tradition.venue),
        Row("ร่วมงาน", tradition.how_to_join),
    )
    return tuple(row for row in rows if row.value)


def _usual_months(tradition: Tradition) -> tuple[int, ...]:
    """Of one that only words tell: the months in which such a day of the moon usually falls."""
    return () if tradition.event_date or tradition.rrule else lunar.usual_months(tradition.occasion)


def _brief(tradition: Tradition) -> tuple[Row, ...]:
    return tuple(row for row in facts(tradition) if row.label != "ร่วมงาน")


def _narrow(context: Context, form: Form, posts: Sequence[Posting]) -> Sequence[Posting]:
    """ "เดือนนี้มีงานอะไร": those of the time that is named; without words the next one comes first."""
    from intents.entities.when import when

    found = [post for post in posts if isinstance(post, Tradition)]
    moment = when(form.text_of("date"), now=context.now) if form.text_of("date") else None
    if moment is not None and moment.date is not None:
        first = max(moment.date, context.now.date())
        last = moment.end_date or moment.date
        held = [tradition for tradition in found if _is_held(tradition, first, last)]
        return sorted(held, key=lambda tradition: tradition.next_day(first) or last)
    asked = set(lunar.usual_months(form.text_of("date")))
    if asked:  # "เดือนสิบสอง": a month of the moon
        found = [t for t in found if asked & ({t.event_date.month} if t.event_date else set(_usual_months(t)))]
    if form.text_of("name"):
        return found
    return sorted(found, key=lambda t: (t.event_date is None, t.event_date or context.now.date()))


def _is_held(tradition: Tradition, first: date, last: date) -> bool:
    """Between these days: by its day or rule; "ราวเดือนพฤศจิกายน" by the month that its words name, a day of the moon
    by the months in which it usually falls."""
    day = tradition.next_day(first)
    if day is not None:
        end = tradition.event_end if tradition.event_end and tradition.event_date == day else day
        return day <= last and end >= first
    months = {first.month, last.month} if (last - first).days < LONGEST_MONTH else set()
    usual = _usual_months(tradition)
    return any(MONTH_NAMES[month - 1] in tradition.occasion or month in usual for month in months)


# --- its public page --------------------------------------------------------------------------------------------------


def _sheet(tradition: Tradition) -> Sheet:
    day = tradition.event_date.isoformat() if tradition.event_date else None
    end = tradition.event_end.isoformat() if tradition.event_end else None
    where: dict[str, Json] = {"@type": "Place", "name": tradition.venue or tradition.village.name}
    dated: dict[str, Json] = {"startDate": day, **({"endDate": end} if end else {})} if day else {}
    return Sheet(
        headline=tradition.occasion,
        rows=facts(tradition)[1:],
        phone=tradition.shown_phone,
        spoken_phone=spoken_phone(tradition.shown_phone or ""),
        fields={
            "when": tradition.occasion, "date": day, "end_date": end, "rrule": tradition.rrule or None,
            "usual_months": list(_usual_months(tradition)),
            "time": tradition.time_text or None, "place": tradition.venue or None,
            "how_to_join": tradition.how_to_join or None,
        },
        structured={"@type": "Festival", "location": where, **dated},
    )  # fmt: skip


PAGE = Page(
    kind="tradition", title="ประเพณี", sold_out="จบแล้ว", empty="ยังไม่มีงานประเพณี", model=Tradition,
    sheet=of(Tradition, _sheet), order=40,
)  # fmt: skip

KIND = Kind(
    page=PAGE,
    posts="post_tradition",
    browses="browse_traditions",
    action=Action.POST_STORY,
    wish="เพิ่มงานประเพณี",
    found="มีงานประเพณี",
    fill=filling(Tradition, _fill),
    slots=of(Tradition, _slots),
    facts=of(Tradition, facts),
    brief=of(Tradition, _brief),
    read=_read,
    correct=_correct,
    narrow=_narrow,
    generic=_GENERIC,
)

CAPABILITIES = (publishing.capability(KIND), browsing.capability(KIND))


# --- the next time ----------------------------------------------------------------------------------------------------


def _come_round(moment: Moment, row_id: int) -> tuple[Notice, ...]:
    tradition = moment.db.get(Tradition, row_id, with_for_update=True)
    if tradition is not None and tradition.event_date is not None and tradition.event_date < moment.now.date():
        tradition.comes_round(moment.now.date())
    return ()


DUTIES = (Duty("tradition comes round", lambda db, now: gone_by(db, now.date()), _come_round),)
