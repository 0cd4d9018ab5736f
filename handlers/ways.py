"""The way to what was just spoken of: "ไปยังไง", "อยู่แถวไหน" after a question about a course or a centre."""

from handlers.capability import Context, Form, Found, answering
from handlers.centre_lines import spoken_number
from handlers.course_search import remembered
from handlers.replies import Answer, Button, Open, Start, say
from models.centre import Centre
from models.course_search import find

FEW = 3
"""Places that one bubble tells about."""
MAP = "เปิดแผนที่"


def _look(context: Context, form: Form) -> Found:
    before = remembered(context)
    if before is None:
        return Found(answer=_where_to())
    about, search = before
    centre = context.db.get(Centre, search.centre_id) if search.centre_id else None
    if about == "centre" and centre is not None:
        return Found(answer=_to_centre(centre))
    courses = [session.course for session in find(context.db, search, context.now, context.person.village)]
    places = list({course.place: course for course in courses}.values())
    if len(places) == 1 and not places[0].is_outreach:
        return Found(answer=_to_centre(places[0].centre))
    if not places:
        return Found(answer=_where_to())
    lines = [_line(course.place, course.centre) for course in places[:FEW]]
    buttons = [
        Button(_short(course.centre), Start("ask_centre", {"centre": course.centre_id})) for course in places[:FEW]
    ]
    return Found(answer=say(*lines, choices=tuple({button.label: button for button in buttons}.values())))


def _short(centre: Centre) -> str:
    return f"ดูศูนย์{centre.village.tambon or centre.village.name}"


def _line(place: str, centre: Centre) -> str:
    """A place with what is near it; where it is held outside of the centre, its village."""
    return " · ".join(
        part for part in (place, centre.landmark if place == centre.name else "", centre.village.address) if part
    )


def _to_centre(centre: Centre) -> Answer:
    call = (Button("โทรหาศูนย์", Open(f"tel:{centre.phone}")),) if centre.phone else ()
    there = (
        (Button(MAP, Open(f"https://maps.google.com/?q={centre.lat:.5f},{centre.lng:.5f}")),)
        if _has_pin(centre)
        else ()
    )
    courses = Button("ดูคอร์สที่ศูนย์นี้", Start("ask_courses", {"centre": centre.id}))
    phone = f"โทร {spoken_number(centre.phone)}" if centre.phone else ""
    where = " · ".join(part for part in (centre.landmark, centre.village.address) if part)
    return say(centre.name, where, phone, choices=(*there, *call, courses))


def _has_pin(centre: Centre) -> bool:
    return centre.lat is not None and centre.lng is not None


def _where_to() -> Answer:
    places, centres = Button("หาที่เที่ยว", Start("browse_places")), Button("ถามเรื่องศูนย์", Start("ask_centre"))
    return say("จะไปที่ไหนคะ พิมพ์ชื่อที่มาได้เลยค่ะ", "หรือแตะเลือกด้านล่าง", choices=(places, centres))


CAPABILITIES = (answering("ask_the_way", _look),)
