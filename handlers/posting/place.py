"""Places worth going to: what is asked of one, what its pin says, and its public page."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select

from handlers.announcing import notices
from handlers.capability import Context, Form
from handlers.posting import Json, Page, Sheet, browsing, publishing
from handlers.posting.kind import Kind, filling, of, spoken_phone
from handlers.replies import Row
from intents.intent import Value
from models import distance
from models.posting import Posting
from models.posting.place import Place, PlaceCategory
from models.role import Action

NOT_SURVEYED = "รอสำรวจ"
"""Said of a place whose pin nobody has taken yet."""
_BY_WORDS: Final = (
    (PlaceCategory.STAY, ("ที่พัก", "โฮมสเตย์", "โฮมสเตร์", "รีสอร์ท", "รีสอร์ต", "ลานกางเต็นท์", "บ้านพัก", "ห้องพัก", "นอนค้าง")),
    (PlaceCategory.TEMPLE, ("วัด", "โบสถ์", "พระธาตุ", "เจดีย์", "มัสยิด", "ศาลเจ้า", "สำนักสงฆ์", "ไหว้พระ")),
    (PlaceCategory.MARKET, ("ตลาด", "ถนนคนเดิน", "กาดหมั้ว")),
    (PlaceCategory.FOOD, ("ร้านอาหาร", "ร้านกาแฟ", "คาเฟ่", "ร้าน", "ของกิน", "กินข้าว")),
    (PlaceCategory.LEARNING, ("เรียนรู้", "พิพิธภัณฑ์", "สวนสมุนไพร", "โรงเรียน", "สาธิต", "ลองทำ", "หัดทำ")),
    (
        PlaceCategory.NATURE,
        ("น้ำตก", "ถ้ำ", "ดอย", "ภู", "เขา", "หาด", "อ่าง", "แม่น้ำ", "ริมน้ำ", "ป่า", "สวน", "ทะเล", "น้ำพุร้อน", "เล่นน้ำ"),
    ),
)
_FEE: Final = re.compile(
    r"(?:ค่าเข้า(?:ชม)?|ค่าบริการ|ค่าอุปกรณ์|คนละ|คืนละ|หัวละ)[^\n\d]{0,15}\d[\d,]*(?:\s?บาท)?|(?:เข้า|ค่าเข้า|เที่ยว|ชม)(?:ชม)?ฟรี|ไม่เสียค่าเข้า"
)
_PRAISE: Final = re.compile(
    r"หรือเปล่า|ป่าว|เปล่า|มั้ย|อยากไป|อยาก|^ที่(?=ถ่าย|ตก|กาง|นอน|นั่ง|เล่น)|สวย|อร่อย|เด็ด|ดัง"
    r"|น่า(?:ไป|เที่ยว|นั่ง|กิน)|เงียบ|ดีๆ|ดี ๆ|ๆ|ถูก|แนะนำ|พา|ดี$"
)
"""Says how good it is, or asks, and tells nothing of what it is: ป่า stands in ป่าว."""
_EASY: Final = re.compile(r"รถเข็น|วีลแชร์|คนพิการ|เดินไม่(?:ไหว|สะดวก)")
_EASY_WAY: Final = re.compile(r"ทางลาด|รถเข็น(?:เข้า|ไป|ลง|พอไป)ได้|รถเข็นพอไปได้|ชั้นเดียว|ลานปูน")
_GENERIC: Final = (
    "สถานที่ท่องเที่ยว", "แหล่งท่องเที่ยว", "ที่ท่องเที่ยว", "น่าเที่ยว", "ที่เที่ยว", "สถานที่", "แถว", "ใกล้ฉัน", "ใกล้", "ใน",
    "น่าไป", "น่ากิน", "น่านั่ง", "สวย", "อร่อย", "แนะนำ", "ๆ",
)  # fmt: skip


def category_of(text: str) -> PlaceCategory | None:
    """What kind of place words are about: "น้ำตกผาแสง" → ธรรมชาติ. None when they do not tell."""
    found = [
        (len(word), category) for category, words in _BY_WORDS for word in (category.value, *words) if word in text
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _read(form: Form) -> dict[str, Value]:
    fee = _FEE.search(form.written)
    _, _, rest = form.written.partition("\n")
    read: dict[str, Value] = {"fee": fee.group()} if fee else {}
    return read | ({"activity": rest.strip()} if rest.strip() else {})


def _correct(form: Form) -> dict[str, Value | None]:
    """ "อยากลงที่เที่ยว" names no place."""
    name, where = form.text_of("name"), form.text_of("place")
    if not name and where and re.search(rf"ที่เที่ยว\s{re.escape(where)}(?:\s|$)", form.text):
        return {"name": where, "place": None}  # "เพิ่มที่เที่ยว ศาลาริมน่าน": what it is called, not where it is
    return {"name": None} if name and name in _GENERIC else {}


def _fill(place: Place, form: Form, now: datetime) -> None:
    place.name = form.text_of("name")
    place.whereabouts = form.text_of("place") if form.text_of("place") != NOT_SURVEYED else ""
    point = distance.point(form.text_of("pin"))
    place.lat, place.lng = point if point else (None, None)
    topic = form.text_of("topic")
    known = next((category for category in PlaceCategory if category.value == topic), None)
    place.category = known or category_of(topic) or category_of(place.name) or PlaceCategory.OTHER
    place.activities = form.text_of("activity")
    place.hours = " ".join(filter(None, (form.text_of("date"), form.text_of("time"))))
    place.fee, place.season, place.access = (form.text_of(slot) for slot in ("fee", "season", "access"))


def _slots(place: Place) -> dict[str, Value]:
    pin = f"{place.lat:.5f},{place.lng:.5f}" if place.lat is not None and place.lng is not None else ""
    known: dict[str, Value] = {
        "name": place.name, "place": place.whereabouts or ("" if pin else NOT_SURVEYED), "pin": pin,
        "topic": str(place.category), "activity": place.activities, "time": place.hours, "fee": place.fee,
        "season": place.season, "access": place.access, "phone": place.phone or "",
    }  # fmt: skip
    return {slot: value for slot, value in known.items() if value}


def facts(place: Place) -> tuple[Row, ...]:
    """Its lines on a card; one without a pin waits to be surveyed."""
    has_pin = place.lat is not None
    rows = (
        Row("ประเภท", place.category),
        Row("อยู่", place.whereabouts),
        Row("หมุด", "ตามตำแหน่งที่ส่งมา" if has_pin else NOT_SURVEYED),
        Row("ทำอะไร", place.activities),
        Row("เปิด", place.hours),
        Row("ค่าเข้า", place.fee),
        Row("น่าไป", place.season),
        Row("ทางเข้า", place.access),
    )
    return tuple(row for row in rows if row.value)


def _brief(place: Place) -> tuple[Row, ...]:
    """What one wants to know before going: the map button tells the rest."""
    rows = (
        Row("ประเภท", place.category),
        Row("ทำอะไร", place.activities),
        Row("เปิด", place.hours),
        Row("ค่าเข้า", place.fee),
        Row("หมุด", "" if place.lat is not None else NOT_SURVEYED),
    )
    return tuple(row for row in rows if row.value)


# --- looking for one --------------------------------------------------------------------------------------------------


def _subject(form: Form) -> str:
    """ "มีที่กางเต็นท์ไหม": what there is to do."""
    return notices.subject(_PRAISE.sub(" ", form.text))


def _broader(form: Form, words: str) -> bool:
    """ "วัดสวย" is any temple; "น้ำตกผาแสง" is this one alone. A question without a name is never a dead end."""
    if not form.text_of("name"):
        return True
    rest = _PRAISE.sub("", words)
    for word in sorted((word for _, known in _BY_WORDS for word in known), key=len, reverse=True):
        rest = rest.replace(word, "")
    return category_of(words) is not None and not rest.strip()


def _narrow(context: Context, form: Form, posts: Sequence[Posting]) -> Sequence[Posting]:
    """ "มีวัดไหนสวย ๆ": a kind of place; "เข้าฟรี": a fee of nothing; "รถเข็นเข้าได้": a way for everybody."""
    places = [post for post in posts if isinstance(post, Place)]
    category = _sought_category(form)
    places = [place for place in places if place.category == category] or places
    if form.values.get("free") or "ฟรี" in form.text:
        places = [place for place in places if "ฟรี" in place.fee]
    if _EASY.search(form.text) and not form.text_of("name"):
        places = [place for place in places if _EASY_WAY.search(place.access)] or places
    return places


def _sought_category(form: Form) -> PlaceCategory | None:
    """Of a button, else of the sentence."""
    named = next((category for category in PlaceCategory if category.value == form.text_of("topic")), None)
    return named or (category_of(_PRAISE.sub(" ", form.text)) if form.text else None)


def _carried(form: Form) -> dict[str, Value]:
    category = _sought_category(form)
    free: dict[str, Value] = {"free": True} if form.values.get("free") or "ฟรี" in form.text else {}
    return free | ({"topic": str(category)} if category else {})


# --- its public page --------------------------------------------------------------------------------------------------


def _sheet(place: Place) -> Sheet:
    has_pin = place.lat is not None and place.lng is not None
    geo: dict[str, Json] = (
        {"geo": {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lng}} if has_pin else {}
    )
    free: dict[str, Json] = {"isAccessibleForFree": "ฟรี" in place.fee} if place.fee else {}
    fields: dict[str, Json] = {
        "lat": place.lat, "lng": place.lng, "place": place.whereabouts or None, "activities": place.activities or None,
        "hours": place.hours or None, "fee": place.fee or None, "season": place.season or None,
        "access": place.access or None, "category": place.category,
    }  # fmt: skip
    rows = tuple(row for row in facts(place) if row.label != "ประเภท" and not (row.label == "หมุด" and has_pin))
    return Sheet(
        headline=place.category,
        rows=rows,
        category=place.category,
        phone=place.shown_phone,
        spoken_phone=spoken_phone(place.shown_phone or ""),
        map_url=f"https://maps.google.com/?q={place.lat:.5f},{place.lng:.5f}" if has_pin else "",
        fields=fields,
        structured={"@type": "TouristAttraction", **geo, **free},
    )


PAGE = Page(
    kind="place",
    title="ที่เที่ยว",
    sold_out="ปิดแล้ว",
    empty="ยังไม่มีที่เที่ยว",
    model=Place,
    sheet=of(Place, _sheet),
    order=30,
    categories=tuple(PlaceCategory),
    in_category=lambda category: select(Place.id).where(Place.category == category),
)

KIND = Kind(
    page=PAGE,
    posts="post_place",
    browses="browse_places",
    action=Action.POST_STORY,
    wish="เพิ่มที่เที่ยว",
    found="มีที่เที่ยว",
    fill=filling(Place, _fill),
    slots=of(Place, _slots),
    facts=of(Place, facts),
    brief=of(Place, _brief),
    read=_read,
    correct=_correct,
    narrow=_narrow,
    subject=_subject,
    broader=_broader,
    carried=_carried,
    generic=_GENERIC,
)

CAPABILITIES = (publishing.capability(KIND), browsing.capability(KIND))
