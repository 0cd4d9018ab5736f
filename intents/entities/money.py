"""What things cost and how many there are: โลละ 280 · 3 ถุง 100 · 20-50 บาท · ไม่เกิน 200 · มี 10 โล · ฟรี."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest
from typing import Final

from intents.entities.asked import asked_span
from intents.entities.blanks import blank, blank_numbers_of_other_kinds
from intents.entities.dates import date_places
from intents.entities.figures import Figure, figures
from intents.entities.free import free_span
from intents.entities.numbers import Number
from intents.entities.phones import find_phone
from intents.entities.places import village_no
from intents.entities.times import clocks
from intents.thai.normalise import normalise

Span = tuple[int, int]


@dataclass(frozen=True)
class Amounts:
    """The amounts of one sentence; None or empty where it says nothing. Spans are offsets in the normalised text."""

    price: Number | None = None
    """Baht; of a range the lower end."""
    price_max: Number | None = None
    """The top of a range, or a ceiling."""
    bundle_quantity: Number | None = None
    """How many the price is for, if not one."""
    unit: str = ""
    quantity: Number | None = None
    is_free: bool = False
    readings: tuple[Number, ...] = ()
    """Two prices if the sentence can mean either; then `price` is not set."""
    spans: Mapping[str, Span] = field(default_factory=dict)
    """Key → span in the normalised text."""


@dataclass(frozen=True)
class Line:
    """All that `python -m intents amounts` tells of a line."""

    amounts: Amounts
    phone: str = ""
    village_no: str = ""

    def as_json(self) -> Mapping[str, Number | str | bool]:
        """Only the keys that apply; `ambiguous` alone where two readings are equally good."""
        found = self.amounts
        if found.readings:
            return {"ambiguous": True}
        known: dict[str, Number | str | bool | None] = {
            "price": found.price,
            "price_max": found.price_max,
            "bundle_quantity": found.bundle_quantity,
            "unit": found.unit,
            "quantity": found.quantity,
            "phone": self.phone,
            "village_no": self.village_no,
            "free": found.is_free or None,
        }
        return {key: value for key, value in known.items() if value is not None and value != ""}


def amounts(text: str) -> Line:
    """The amounts of a sentence, its phone and its village number, by the conventions of `python -m intents amounts`.

    Never raises for any text.
    """
    clean = normalise(text)
    phone = find_phone(clean)
    village = village_no(clean)
    return Line(amounts_in(clean), phone[0] if phone else "", village[0] if village else "")


_GUARD: Final = re.compile(
    r"0|1|2|3|4|5|6|7|8|9|ละ\s?บาท|ร้อย|ฮ้อย|พัน|หมื่น|แสน|ล้าน|สิบ|ซาว|ครึ่ง|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|นึง|เดียว|ฟรี|เสีย"
    r"|คิด|เก็บ|จ่าย|เอา|รับ"
)
_NO_PRICE_BEFORE: Final = re.compile(
    r"(?:ค่า(?:จัด|ขน)?ส่ง\S{0,8}?|ค่ารถ|(?<!ราคา)(?<!ขาย)(?<!ปลีก)ส่ง(?:ไปรษณีย์|เคอรี่|แฟลช|พัสดุ|ทั่วไทย)?|มัดจำ"
    r"|ส่วนลด|(?<!ขาย)ลด(?:ให้)?|แถม|ทอน|รางวัล|กำไร|ยอด(?:(?:ขาย|เงิน)(?:[ก-๎]{1,12}(?=\s))?)?|รายได้|บวก(?:ค่า)?(?:ส่ง)?)"
    r"\s?(?:อีก|แค่|เพียง|ประมาณ|เหมา|ฟรี|ละ|:|\+)?\s?\Z"
)
_MEASURED_BEFORE: Final = re.compile(
    r"(?:หนัก|ขนาด|ยาว|กว้าง|สูง|อายุ|ไซส์|ห่าง|ไกล|ระยะทาง|น้ำหนัก)\s?(?:อีก|แค่|เพียง|ประมาณ|:)?\s?\Z"
)
"""Before a length or an age, if no baht stands behind it."""
_LABEL_BEFORE: Final = re.compile(
    r"(?:ทะเบียน\s?\S{0,4}|หน้า|โครงการ|เน็ต|ปี|ที่|เวอร์ชั่น|ป้าย|เลข|โควิด|คะแนน|ลำดับ|พ\.ศ\.|เพิ่ม|โทร\.?|เบอร์|สายด่วน|G|A|B)\s?\Z"
)
_OLD_PRICE_BEFORE: Final = re.compile(
    r"(?:จาก|ปกติ(?:ขาย|ราคา|โลละ)?|ราคาเต็ม|ราคาปกติ|เดิม|ราคาเดิม|ไม่ใช่|แทนที่)\s?(?:ราคา|ขาย)?\s?\Z"
)
_STOCK_BEFORE: Final = re.compile(
    r"(?:มี(?:อยู่|แค่|ทั้งหมด|ของ|เหลือ)?|เหลือ(?:อยู่|อีก|แค่|เพียง)?|จำนวน|สต๊?็?อก|เก็บได้|ขอ|เอา|สั่ง|จอง|ซื้อ|รับ"
    r"|อยากได้|ต้องการ|ทั้งหมด|พร้อมส่ง|ทำได้|ผลิตได้|ได้มา|เพิ่มอีก|อีก)"
    r"\s?(?:แค่|ประมาณ|ราวๆ|สัก|เพียง)?\s?\Z"
)
_BOUGHT_BEFORE: Final = re.compile(r"(?:ซื้อ|เอา)\s?\Z")
_NEXT_IS_PRICE: Final = re.compile(r"\s?(?:ราคา|แค่|เพียง|ขาย|ใน\s?ราคา|=|:|คิด|เหมา|ก็|,|ราคาแค่|เป็นเงิน)?\s?\Z")
_NEXT_IS_COUNT: Final = re.compile(r"\s?(?:ได้|/|แลก|ต่อ|จะได้|ให้)\s?\Z")
_LESS: Final = re.compile(r"(?:ลด(?:ราคา)?(?:ให้)?(?:เหลือ)?|เหลือ(?:แค่|เพียง)?|ขายแค่|เอาแค่|ตอนนี้(?:ขาย)?|พิเศษ)\s?\Z")
_BECOMES: Final = re.compile(
    r"\s?(?:เพิ่ม|ขึ้น|ลง|ลด|ปรับ|เปลี่ยน|แก้)?\s?(?:มา|ไป)?\s?(?:เป็น|เปน|เปลี่ยน)\s?(?:ราคา)?\s?(?:แค่)?\s?\Z"
)
_BARE_AFTER: Final = re.compile(
    r"\s*(?:\Z|[^ก-๎\d\s.%/-]|ค่ะ|คะ|ครับ|คับ|จ้า|จ้ะ|เจ้า|เด้อ|นะ|โทร|มี|เหลือ|สนใจ|ส่ง|ติดต่อ|ทัก|รับ|ลูก|ตัว|ใหญ่|เล็ก|ขาดตัว|ไม่ต่อ|ต่อรอง|เอง|งับ|ค้าบ|ฮะ|จ่ะ|น้า|ถ้วน|เท่านั้น)"
    r"|\s(?!แบบ|สี|อย่าง|รส|ขนาด|รายการ|กว่า|จุด|ประเภท|ชนิด|สูตร|ลาย|ไซส์|รุ่น|บ้าน|หลัง|สาขา|นาที|แห่ง|ซีซี|กม|กิโลเมตร|เดือน|วัน|ปี)[ก-ฮเแโใไ]"
)
_NO_BARE_AFTER: Final = re.compile(
    r"\s?(?:ซีซี|กิโลเมตร|กม|เมก|นิ้ว|แรง|วัตต์|โวลต์|องศา|ดวง|เบอร์|หมู่|ชุมชน|แห่ง|จังหวัด|โครงการ|คะแนน)"
)
_SAID_BIG: Final = re.compile("ร้อย|ฮ้อย|พัน|หมื่น|แสน|ล้าน")
_TAKEN: Final = re.compile(
    r"\s?(?:(?P<offer>(?:ก็|กะ)?(?:ได้|พอ|ไหว|เอา|ขาย)(?:ไป)?\s?(?:ไหม|มั้ย|มั๊ย|ม้าย|ไม๊|ม่าย|หม้าย|บ่|ก่อ|ก๋อ|ปะ|ป่าว|เปล่า|หรือ|รึ))"
    r"|ก็|กะ|ได้|เอา|พอ|ถูก|แพง|ไม่|บ่|ม่าย|ยก|ขาย|เน้อ|นิ|ล่ะ|ละ|แต่|พี่|ป้า|ยาย|ลุง|แม่|น้า|อา|ตา)"
)
"""What may follow a sum that is offered: "พันแปดได้มั้ย"."""
_LEAST_OFFER: Final = 20
_MAX_BARE: Final = 10_000_000
_CHEAP: Final = 100
_HANDFUL: Final = 12
_ORDERED: Final = re.compile(r"(?:เอา|สั่ง|จอง|ขอ|รับ)(?:ไป|มา)?\s?\Z")
_MAX_ORDERED: Final = 9
"""A small number alone behind "เอา" is how many: "เอา 2 ค่ะ"."""


def amounts_in(text: str, taken: tuple[Span, ...] | None = None, *, bare: bool = True) -> Amounts:
    """As `amounts`, for a text that is normalised already. `taken` are spans of days and times if they are known;
    `bare`: whether a number without any mark may be a price ("ไส้อั่ว 280").
    """
    if not _GUARD.search(text):
        return _with_asked(text, Amounts())
    clean = blank_numbers_of_other_kinds(text)
    for start, end in _moments(clean) if taken is None else taken:
        clean = blank(clean, start, end)
    found = [figure for figure in _reduced(clean, figures(clean)) if not _is_other(clean, figure)]
    if sum(figure.kind in ("price", "per", "bare") for figure in found) > 1:
        found = [figure for figure in found if not _OLD_PRICE_BEFORE.search(_before(clean, figure))]
    priced = _priced(clean, found) or (_bare(clean, found) if bare else None)
    count = _count(clean, found, priced) or _ordered(clean, found, priced)
    known = _amounts(priced, count)
    if priced is not None:
        return known
    free = free_span(clean)
    if free:
        known = replace(known, is_free=True, spans={**known.spans, "free": free})
    return known if count else _with_asked(clean, known)


def _with_asked(text: str, known: Amounts) -> Amounts:
    asked = asked_span(text)
    return replace(known, unit=text[slice(*asked)], spans={**known.spans, "unit": asked}) if asked else known


def _is_other(text: str, figure: Figure) -> bool:
    """A fee for sending, a discount, a length: neither what a thing costs nor how many there are."""
    before = _before(text, figure)
    return bool(_NO_PRICE_BEFORE.search(before) or (not figure.is_baht and _MEASURED_BEFORE.search(before)))


def _reduced(text: str, found: list[Figure]) -> list[Figure]:
    """ "ผืนละ 450 ลด 400": what is near the price before it is the new price; what is far below, a discount.
    "โลละ 120 เป็น 140" keeps the unit.
    """
    for place, (old, new) in enumerate(pairwise(found)):
        is_price = old.kind in ("per", "price") and new.kind in ("bare", "price") and len(new.values) == 1
        is_less = is_price and 0.4 * old.values[0] <= new.values[0] < old.values[0] and _LESS.search(_before(text, new))
        if is_less or (is_price and _BECOMES.match(text[old.outer[1] : new.outer[0]])):
            cut = replace(new, kind="per", unit=old.unit, unit_span=old.unit_span, outer=(old.outer[0], new.outer[1]))
            return [*found[:place], cut, *found[place + 2 :]]
    return found


def _moments(text: str) -> list[Span]:
    return [(clock.start, clock.end) for clock in clocks(text)] + list(date_places(text))


def _before(text: str, figure: Figure) -> str:
    start = figure.outer[0] if figure.kind in ("per", "ceiling") else figure.start
    return text[max(0, start - 24) : start]


@dataclass(frozen=True, slots=True)
class _Priced:
    """A price and, of a bundle, what it is for."""

    price: Figure
    bundle: Figure | None = None


def _priced(text: str, found: list[Figure]) -> _Priced | None:
    for place, figure in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        between = text[figure.outer[1] : following.outer[0]] if following else ""
        if (
            figure.kind == "count"
            and following
            and following.kind in ("price", "bare")
            and _NEXT_IS_PRICE.match(between)
        ):
            is_stock = _STOCK_BEFORE.search(_before(text, figure))
            is_bought = following.kind == "bare" and _BOUGHT_BEFORE.search(_before(text, figure))
            if not is_stock or (is_bought and not between.strip()):
                return _Priced(following, figure)
            if following.kind == "price":
                return _Priced(following)
        if (
            figure.kind in ("price", "bare")
            and following
            and following.kind == "count"
            and (_NEXT_IS_COUNT.match(between) or _is_cheap_bundle(figure, following, between))
        ):
            return _Priced(figure, following)
        if figure.kind in ("price", "per", "ceiling"):
            return _Priced(figure)
    return None


def _is_cheap_bundle(price: Figure, count: Figure, between: str) -> bool:
    """ "20 บาท 3 กำ" is a price for three; of dear things ("450 บาท 3 ตัว") it is how many there are."""
    return price.is_baht and not between.strip() and price.values[0] <= _CHEAP and 1 < count.values[0] <= _HANDFUL


def _bare(text: str, found: list[Figure]) -> _Priced | None:
    for figure in found:
        if figure.values[0] == 1:
            continue  # "ไหนึง"
        is_alone = figure.kind == "bare" and (
            "ขาย" in text or _BARE_AFTER.match(text, figure.outer[1]) or _is_haggled(text, figure)
        )
        if _LABEL_BEFORE.search(_before(text, figure)) or _NO_BARE_AFTER.match(text, figure.end):
            continue
        if figure.values[0] <= _MAX_ORDERED and _ORDERED.search(_before(text, figure)):
            continue
        if is_alone and figure.values[0] <= _MAX_BARE and (figure.values[0] >= 5 or len(found) == 1):
            return _Priced(figure)
    return None


def _is_haggled(text: str, figure: Figure) -> bool:
    """ "พันแปดได้มั้ย": hundreds in words, or a number with "will you take it", are money."""
    after = _TAKEN.match(text, figure.outer[1])
    if after is None:
        return False
    is_big = _SAID_BIG.search(text, figure.start, figure.end) is not None
    return is_big or (after["offer"] is not None and figure.values[0] >= _LEAST_OFFER)


def _count(text: str, found: list[Figure], priced: _Priced | None) -> Figure | None:
    """The first number of goods that is neither the bundle of the price nor of another price ("สามเข่งร้อย")."""
    used = (priced.price, priced.bundle) if priced else ()
    for figure, following in zip_longest(found, found[1:]):
        is_bundle = (
            following
            and following.kind in ("bare", "price")
            and (
                following.outer[0] - figure.outer[1] <= 1
                or (
                    _BOUGHT_BEFORE.search(_before(text, figure))
                    and _NEXT_IS_PRICE.match(text[figure.outer[1] : following.outer[0]])
                )
            )
        )
        if figure.kind == "count" and figure not in used and not is_bundle:
            return figure
    return None


def _ordered(text: str, found: list[Figure], priced: _Priced | None) -> Figure | None:
    for figure in found:
        is_small = figure.kind == "bare" and figure.high is None and 0 < figure.values[0] <= _MAX_ORDERED
        if is_small and figure is not (priced and priced.price) and _ORDERED.search(_before(text, figure)):
            return figure if _BARE_AFTER.match(text, figure.end) else None
    return None


def _amounts(priced: _Priced | None, count: Figure | None) -> Amounts:
    spans: dict[str, Span] = {}
    quantity = None
    if count and len(count.values) == 1:
        quantity = count.values[0]
        spans["quantity"] = (count.start, count.end)
    price = priced.price if priced else None
    bundle = priced.bundle if priced else None
    with_unit = next((f for f in (price, bundle, count) if f and f.unit), None)
    unit = with_unit.unit if with_unit else ""
    if with_unit:
        spans["unit"] = with_unit.unit_span
    if price is None:
        return Amounts(unit=unit, quantity=quantity, spans=spans)
    spans["price"] = (price.start, price.end)
    if len(price.values) > 1:
        return Amounts(unit=unit, quantity=quantity, readings=price.values, spans=spans)
    low: Number | None = price.values[0]
    top = price.high
    if price.kind == "ceiling" and top is None:
        low, top = None, low
        spans["price_max"] = spans.pop("price")
    elif top is not None:
        spans["price_max"] = spans["price"]
    several = bundle.values[0] if bundle and bundle.values[0] != 1 else None
    if bundle and several is not None:
        spans["bundle_quantity"] = (bundle.start, bundle.end)
    return Amounts(low, top, several, unit, quantity, spans=spans)
