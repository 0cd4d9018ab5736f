"""Facts about a community digital centre: hours, holidays, what it lends and for how much, where it is."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from handlers.capability import Capability, Context, Done, Form, Found
from handlers.centre_lines import coming_holidays, hours, spoken_number, week_lines
from handlers.course_lines import long_day, short_day
from handlers.course_search import Days, days_of, remember, remembered
from handlers.replies import Answer, Button, Card, Open, Row, Start, say
from intents.intent import Value
from models.centre import Centre, Lending, named_in, near
from models.course_search import Search
from models.course_session import taught_days
from models.search import fold

HOLIDAYS_SHOWN = 4
CENTRES_OFFERED = 8
_WHERE: Final = re.compile(
    r"อยู่(?:ไหน|ตรงไหน|ที่ไหน|แถวไหน|ใกล้)|ที่อยู่|ทางไป|ไปยังไง|ไปทางไหน|แผนที่|พิกัด|ตรงไหน|ที่ไหน|ไปไง|อยู่ใส|อยู่ตี้ไหน"
)
_PHONE: Final = re.compile(r"เบอร์|โทร|ติดต่อ")
_WIFI: Final = re.compile(r"ไวไฟ|วายฟาย|wi-?fi|อินเทอร์เน็ต|อินเตอร์เน็ต|เล่นเน็ต|เน็ต(?:ฟรี|แรง|ใช้)|มีเน็ต", re.IGNORECASE)
_PARKING: Final = re.compile(r"จอดรถ|ที่จอด")
_ACCESS: Final = re.compile(r"ทางลาด|รถเข็น|วีลแชร์|คนพิการ|ราวจับ|บันได|ห้องน้ำ|ลิฟต์")
_HOLIDAYS: Final = re.compile(r"วันหยุด|หยุดวัน(?:ไหน|อะไร)|ปิดวันไหน")
_HOURS: Final = re.compile(r"เปิด|ปิด|กี่โมง|เวลา|หยุด|ทำการ")


def _look(context: Context, form: Form) -> Found:
    centre = which(context, form)
    if centre is None:
        return _ask_which(context, form)
    return Found(answer=_told(context, form, centre))


def _told(context: Context, form: Form, centre: Centre) -> Answer:
    days = days_of(form, context.now)
    remember(context, Search(days.first if days else None, days.last if days else None, centre_id=centre.id), "centre")
    return _answer(context, centre, form.text, form.text_of("topic"), days)


def which(context: Context, form: Form) -> Centre | None:
    """The centre that is meant: the named one, the one spoken of, or the nearest; None when nobody can tell."""
    db = context.db
    if chosen := form.text_of("centre"):
        return db.get(Centre, chosen)
    if form.text and (named := named_in(db, form.text)):
        return named
    before = remembered(context)
    if before is not None and before[1].centre_id:
        return db.get(Centre, before[1].centre_id)
    village = context.person.village
    nearest = near(db, village, limit=2)
    if len(nearest) == 1 or (nearest and village is not None and _is_near(nearest[0], village.province)):
        return nearest[0]
    return None


def _is_near(centre: Centre, province: str) -> bool:
    return centre.village.province == province


def _ask_which(context: Context, form: Form) -> Found:
    """The nearest to choose from; any other can be named by its tambon."""
    options = _options(context)
    if not options:
        human = Button("คุยกับคน", Start("talk_to_human"))
        return Found(answer=say("ยังไม่มีศูนย์ดิจิทัลในระบบค่ะ", choices=(human,)))
    return Found(instead="which_centre", values={"words": form.text}, options={"centre": options})


def _options(context: Context) -> tuple[tuple[str, Value], ...]:
    return tuple((_short(c.name), c.id) for c in near(context.db, context.person.village, limit=CENTRES_OFFERED))


def _look_for(context: Context, form: Form) -> Found:
    """A centre that was typed instead of tapped: by its name or its tambon."""
    typed = form.text_of("centre")
    if not typed or _chosen(context, typed) is not None:
        return Found()
    words = say(f"ไม่พบศูนย์ “{typed[:40]}” ค่ะ ขอชื่อตำบลอีกครั้งนะคะ")
    return Found(answer=words, empties=("centre",), options={"centre": _options(context)})


def _chosen(context: Context, typed: str) -> Centre | None:
    return context.db.get(Centre, typed) or named_in(context.db, typed)


def _tell(context: Context, form: Form) -> Done:
    centre = _chosen(context, form.text_of("centre"))
    if centre is None:
        return Done(say("ไม่พบศูนย์นี้แล้วค่ะ", choices=(Button("ถามเรื่องศูนย์", Start("ask_centre")),)))
    return Done(_told(context, replace(form, text=form.text_of("words")), centre))


def _short(name: str) -> str:
    """`ศูนย์ดิจิทัลชุมชนตำบลท่าแสงทอง` → `ศูนย์ท่าแสงทอง`: a button has twenty letters."""
    return re.sub(r"^ศูนย์ดิจิทัล(?:ชุมชน)?(?:ตำบล)?", "ศูนย์", name)


def _answer(context: Context, centre: Centre, text: str, topic: str, days: Days | None) -> Answer:
    """What a sentence asks of a centre; everything in short when it asks for nothing in particular."""
    asked: tuple[tuple[re.Pattern[str], Callable[[], tuple[str, ...]]], ...] = (
        (_WIFI, lambda: (centre.wifi or "ยังไม่มีข้อมูลไวไฟของศูนย์นี้ค่ะ",)),
        (_PARKING, lambda: (centre.parking or "ยังไม่มีข้อมูลที่จอดรถของศูนย์นี้ค่ะ",)),
        (_ACCESS, lambda: (centre.accessibility or "ยังไม่มีข้อมูลทางลาดของศูนย์นี้ค่ะ",)),
    )
    lines = next((told() for words, told in asked if words.search(text)), ())
    lent = None if lines else _lent(centre, topic or "", text)
    if lent is not None:
        lines = _lending(lent)
    elif not lines and topic and not _HOURS.search(text) and not _WHERE.search(text):
        lines = (f"ยังไม่มีข้อมูลเรื่อง “{topic}” ค่ะ", "โทรถามเจ้าหน้าที่ได้เลยนะคะ")
    if lines:
        return say(_short(centre.name), *lines, choices=_choices(centre))
    if _HOLIDAYS.search(text) and days is None:
        return _holidays(context, centre)
    if _PHONE.search(text):
        return say(f"{_short(centre.name)} {_phone(centre)}", *_where(centre), choices=_choices(centre))
    if _WHERE.search(text) and days is None and "เปิด" not in text:
        return say(_short(centre.name), *_where(centre), choices=_choices(centre))
    if days is not None:
        return on_days(context, Search(days.first, days.last, centre_id=centre.id))
    if _HOURS.search(text):
        return _week(context, centre)
    return Answer((_overview(context, centre),))


def _lent(centre: Centre, topic: str, text: str) -> Lending | None:
    """The thing that is lent and named, by the longest of its names that stands in the sentence."""
    sought, said = fold(topic), fold(text)
    best: tuple[int, Lending] | None = None
    for lent in centre.lends:
        for name in (lent.name, *lent.aliases, *lent.equipment):
            folded = fold(name)
            is_named = folded in said or (len(sought) >= 3 and (sought in folded or folded in sought))
            if is_named and (best is None or len(folded) > best[0]):
                best = (len(folded), lent)
    return best[1] if best else None


def _lending(lent: Lending) -> tuple[str, ...]:
    capacity = {"room": f"นั่งได้ {lent.capacity} คน", "computer": f"มี {lent.units} เครื่อง"}.get(lent.kind, "")
    equipment = f"มี{' '.join(lent.equipment)}" if lent.equipment else ""
    return (f"{lent.name}: {lent.fee_text} {capacity}".strip(), equipment, lent.rules)


def _where(centre: Centre) -> tuple[str, ...]:
    return (centre.landmark, centre.village.address)


def _phone(centre: Centre) -> str:
    return f"โทร {spoken_number(centre.phone)}" if centre.phone else "ยังไม่มีเบอร์โทรค่ะ"


def _choices(centre: Centre) -> tuple[Button, ...]:
    call = (Button("โทรหาศูนย์", Open(f"tel:{centre.phone}")),) if centre.phone else ()
    courses = Button("ดูคอร์สที่ศูนย์นี้", Start("ask_courses", {"centre": centre.id}))
    return (courses, Button("เวลาเปิดปิด", Start("ask_centre", {"centre": centre.id})), *call)


# --- hours ------------------------------------------------------------------------------------------------------------


def on_days(context: Context, search: Search) -> Answer:
    """Whether a centre is open on the days that are asked for (none: its week); closed, why, and when it opens next."""
    centre = context.db.get(Centre, search.centre_id)
    if centre is None:
        return say("ถามถึงศูนย์ไหนคะ", choices=(Button("ถามเรื่องศูนย์", Start("ask_centre")),))
    if search.first is None:
        return _week(context, centre)
    last = min(search.last or search.first, search.first + timedelta(days=6))
    days = [search.first + timedelta(days=n) for n in range((last - search.first).days + 1)]
    lines = [_day(context, centre, day, is_alone=len(days) == 1) for day in days]
    return say(_short(centre.name), *lines, choices=_choices(centre))


def _day(context: Context, centre: Centre, day: date, *, is_alone: bool) -> str:
    taught = taught_days(context.db, centre, day, day + timedelta(days=31))
    today = "วันนี้ " if day == context.now.date() else ""
    if centre.is_open(day, taught):
        opening = centre.opening(day)
        only = " (มีอบรมวันนั้น)" if opening is not None and opening.is_only_for_courses else ""
        return f"{today}{long_day(day)} เปิด {hours(centre, day)}{only}"
    why = centre.holiday(day)
    opening = centre.opening(day)
    if why is None and opening is not None and opening.is_only_for_courses:
        why = "เปิดเฉพาะวันที่มีอบรม"
    following = centre.next_open(day, taught) if is_alone else None
    again = f"\nเปิดอีกที {short_day(following)} {hours(centre, following)}" if following else ""
    return f"{today}{long_day(day)} ปิด{f' ({why})' if why else ''}{'ค่ะ' if is_alone else ''}{again}"


def _week(context: Context, centre: Centre) -> Answer:
    today = _day(context, centre, context.now.date(), is_alone=True)
    usual = [f"{days} {told}" for days, told in week_lines(centre)]
    return say(_short(centre.name), today, *usual, choices=_choices(centre))


def _holidays(context: Context, centre: Centre) -> Answer:
    coming = coming_holidays(centre, context.now.date(), HOLIDAYS_SHOWN)
    closed = [days for days, told in week_lines(centre) if told == "ปิด"]
    weekly = f"ปิดทุก {' '.join(closed)}" if closed else ""
    lines = [f"{long_day(day)} {name}" for day, name in coming] or ["ยังไม่มีวันหยุดที่แจ้งไว้ค่ะ"]
    return say(f"วันหยุด{_short(centre.name)}", weekly, *lines, choices=_choices(centre))


def _overview(context: Context, centre: Centre) -> Card:
    rows = [Row(days, told) for days, told in week_lines(centre)]
    rows += [
        Row("ที่ตั้ง", centre.landmark or centre.village.address),
        Row("บริการ", " · ".join(x.name for x in centre.lends)),
    ]
    call = (Button("โทรหาศูนย์", Open(f"tel:{centre.phone}")),) if centre.phone else ()
    return Card(
        title=centre.name,
        heading=_day(context, centre, context.now.date(), is_alone=True),
        rows=tuple(rows),
        buttons=(
            Button("ดูคอร์สที่ศูนย์นี้", Start("ask_courses", {"centre": centre.id})),
            Button("ดูหน้าศูนย์", Open(f"{context.base_url}/centres/{centre.slug}")),
            *call,
        ),
        link=f"{context.base_url}/centres/{centre.slug}",
    )


CAPABILITIES = (Capability("ask_centre", look=_look), Capability("which_centre", look=_look_for, act=_tell))
