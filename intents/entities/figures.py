"""Every number of a sentence with what stands around it: the unit behind, "โลละ" before, บาท, a range, a ceiling."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from intents.entities.blanks import BLANK
from intents.entities.numbers import DIGIT_WORD, NUMBER, POWER_WORD, Number, read_lower_end, read_number, tidy
from intents.entities.sums import AND_MORE, BAHT, ONLY_SATANG, SATANG, added, with_satang
from intents.entities.units import GOODS, HEADS, MEASURES, PRICED, SPANS, STAYS

Kind = Literal["price", "per", "ceiling", "count", "people", "bare"]
"""What a number is, as far as its neighbours tell: `per` is a price for one unit, `count` a number of goods."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, or a range of two, of a text."""

    kind: Kind
    start: int
    end: int
    """Span of the number alone (of a range both)."""
    values: tuple[Number, ...]
    """Every reading; two where it is ambiguous."""
    high: Number | None = None
    unit: str = ""
    unit_span: tuple[int, int] = (0, 0)
    outer: tuple[int, int] = (0, 0)
    """Span with unit, บาท and the word before."""
    is_baht: bool = False


_TO: Final = r"\s?(?:-|~|ถึง|หรือ|ไปถึง|ยัน)\s?"
_FIGURE: Final = re.compile(
    rf"(?=[\d฿กจซนปพมยรลสหฮแเ])(?P<coin>฿\s?)?(?<![\d.,/:])(?<!มือ)(?<!เดือน)(?<!อันดับ)(?<!ที่)(?<!วัน)(?<!สิบ)(?<!ส)(?<!หลัก)(?:(?<!ครึ่ง)|(?<=โลครึ่ง)|(?<=ขีดครึ่ง))(?P<low>{NUMBER})(?:\s?(?:{BAHT})?{_TO}(?P<high>{NUMBER}))?(?!\d"
    rf"|[/.:,]\d|\s?(?:%|เปอร์|หลัก))"
    rf"(?:\s?กว่าๆ|\s?กว่า|ต้นๆ|นิดๆ|(?P<even>ถ้วน)|พอดี)?(?:\s?(?P<baht>{BAHT}))?"
)
_PIECES: Final = "กิโลกรัม|กิโล|โล|กก\\.?|กรัม|ขีด|ลิตร|ชิ้น|ตัว|ลูก|ฟอง|ขวด|เม็ด|แผ่น|ก้อน|ใบ|ดอก|อัน|ห่อ|ซอง|ต้น|ไม้|ฝัก|หวี"
_BOXES: Final = "(?:กล่อง|ถุง|ลัง|แพ็ค|แพ็ก|แพค|แพก|ชุด|เซ็ต|เซต|กระสอบ|สอบ|ห่อ|ถาด|แผง|ตะกร้า|เข่ง|โหล|กระปุก|พวง|มัด|กำ|ปี๊บ)"
_CONTENT: Final = re.compile(rf"\s?(?P<unit>{_PIECES})\s?(?:ราคา|ขาย|แค่|เพียง|=)?\s?(?P<price>{NUMBER})")
"""Behind a number that tells what is in one box: "กล่องละ 12 ชิ้น 150 บาท"."""
_UP: Final = re.compile(r"\s?(?:ขึ้นไป|เป็นต้นไป|อัป|up)")
_LEAST: Final = re.compile(r"(?:ขั้นต่ำ|อย่างน้อย|อย่างต่ำ|(?<!ไม่)เกิน)\s?\Z")
_PAIR: Final = re.compile(
    r"(?P<a>สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด)(?P<b>สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)(?P<power>สิบ|ร้อย|พัน|หมื่น)(?P<end>)(?![ะัาำิ-ฺ็-๎])"
    rf"(?:\s?(?P<baht>{BAHT}))?"
)
_STEPS: Final = re.compile(
    r"(?<!ร้อย)(?<!พัน)(?<!หมื่น)(?P<a>สอง|ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด|(?=สิบยี่|ร้อยสอง|พันสอง))(?P<power>สิบ|ร้อย|พัน|หมื่น)"
    r"(?P<b>ยี่|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)(?P=power)(?P<end>)"
    rf"(?![ะัาำิ-ฺ็-๎]|\s?(?:{DIGIT_WORD}))(?:\s?(?P<baht>{BAHT}))?"
)
"""Two neighbouring tens, hundreds …: "สามสิบสี่สิบ"."""
_UNIT_AFTER: Final = re.compile(
    rf"(?P<by>\s?(?:/|ต่อ|per)\s?(?:1\s?|หนึ่ง)?)?\s?(?:(?P<unit>{PRICED})"
    rf"|(?P<head>{HEADS}))(?P<half>\s?ครึ่ง)?(?P<each>\s?ๆ?\s?ห?ล[่้๊]?ะ(?=\s?{NUMBER}))?"
)
_ONE_AFTER: Final = re.compile(r"เดียว(?!กัน)|นึง")
_SIZE: Final = r"(?:เล็ก|น้อย|กลาง|ใหญ่|แบน|กลม|ยาว|สั้น|จิ๋ว|จัมโบ้)"
_SIZED: Final = re.compile(rf"\s?{_SIZE}(?!ๆ)")
_SIZE_BEFORE: Final = re.compile(rf"{_SIZE}\s?\Z")
_FILLER: Final = (
    r"(?:\s?(?:ราคา|ไม่เกิน|แค่|เพียง|ประมาณ|ราวๆ|ราว|เริ่มต้น|เริ่ม|ตั้งแต่|อยู่ที่|ที่|ขาย|ก็|เป็นเงิน|ตก|คิด|ให้|เอา|สัก|:|=))*\s?\Z"
)
LA: Final = "ห?ล[่้๊]?ะ"
_EACH: Final = re.compile(LA)
_EACH_BEFORE: Final = re.compile(rf"(?:(?P<unit>{PRICED})|(?P<head>{HEADS}))\s?ๆ?\s?{LA}(?P<fill>{_FILLER})")
_BOX_BEFORE: Final = re.compile(rf"(?P<unit>{_BOXES})\s?{LA}\s?{NUMBER}\s?(?:{_PIECES})(?P<fill>{_FILLER})")
_BARE_UNIT_BEFORE: Final = re.compile(
    rf"(?:(?:^|(?<=[\s(]))(?:ราคา)?(?P<unit>{MEASURES})|(?<=[ก-๎])(?P<kilo>โล|กิโล|กก\.)|(?<=ขาย)(?P<sold>กำ|มัด|ขีด|โหล))\s?\Z"
)
_BOXED: Final = re.compile(
    r"(?<=[ก-๎])(?<!ค่า)(?P<unit>กระปุก|ขวด|ถุง|แผง|กระสอบ|ถัง|ลัง|แพ็[คก]|แพค|โหล|กล่อง|หวี|เครือ|กระบอก|บั้ง)\s?\Z"
)
"""What a thing is put into, before baht: "ข้าวเกรียบถุง 10 บาท"."""
_CEILING: Final = re.compile(
    r"(?:(?:ไม่|บ่|ม่าย|หม้าย|อย่า)(?:ให้)?เกิน|(?:ไม่|บ่)(?:ถึง|ฮอด)|(?<!ไม่)ต่ำกว่า|น้อยกว่า|ถูกกว่า|งบ(?:ประมาณ)?|ภายในงบ|มีเงิน(?:อยู่)?|มีตังค์?(?:อยู่)?)"
    r"\s?(?:มี|แค่|สัก|ราว|ไม่เกิน|อยู่ที่|ราคา|ที่|ประมาณ|ซัก)?\s?\Z"
)
_CAPPED: Final = re.compile(rf"(?<!ลูก)(?P<unit>{MEASURES})\s?(?:ๆ?\s?{LA}\s?)?(?:ราคา)?\Z")
"""Before a ceiling: "ผืนไม่เกิน 200"."""
_PRICE: Final = re.compile(
    r"(?:ราคา\S{0,12}?|ขาย(?:แค่|เพียง|ที่|ใน|ให้|อยู่)?|เริ่มต้น(?:ที่)?|เริ่ม(?:ที่)?|ค่า(?!ส่ง|จัดส่ง|ขนส่ง"
    r"|รถ)[ก-๎]{2,14}?|แค่|เพียง|เหลือ(?:แค่|เพียง)?"
    r"|ลดเหลือ|เป็นเงิน|คิด|อยู่ที่|ตก|เหมา(?:หมด)?|ยกชุด|ทั้งหมด|เบาๆ|โปร(?:โมชั่น)?|ปล่อย)"
    r"\s?(?:แค่|เพียง|ที่|ประมาณ|ราวๆ|ราว|เริ่มต้น|อยู่ที่|ก็|แล้ว|:|=)*\s?\Z"
)
_ONEBAHT: Final = re.compile(rf"(?P<unit>{PRICED})\s?ละ\s?(?P<baht>บาท)(?P<half>ห้าสิบ)?")
_RUN_ON: Final = re.compile(
    rf"(?P<unit>{PRICED})\s?ละ(?P<price>(?:{DIGIT_WORD}|{POWER_WORD})+?)(?:{DIGIT_WORD}|สิบ)(?P=unit)(?=(?:ละ)?{NUMBER})"
)
"""Without blanks: "ลูกละสิบสามลูกยี่สิบห้า" is ten a piece and 25 for three."""
_HUNDRED_FOR: Final = re.compile(
    rf"(?<![ก-๎\d])(?P<price>[รฮ]้อย(?:นึง|หนึ่ง|เดียว)?)\s?(?P<n>สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)\s?(?P<unit>{GOODS})(?!\s?ๆ?\s?{LA})"
)
_DIGIT_OR_WORD: Final = re.compile(
    r"ละ\s?บาท|นึ่ง|0|1|2|3|4|5|6|7|8|9|นึง|เดียว|ร้อย|ฮ้อย|พัน|หมื่น|แสน|ล้าน|สิบ|ซาว|ครึ่ง|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า"
)
_PARTS: Final = re.compile(
    rf"ครึ่ง\s?(?P<half>{GOODS})|(?P<one>{GOODS})\s?(?:ห?นึง|หนึ่ง|(?<!หม้อ)(?<!ตัว)(?<!หม้อ\s)นึ่ง|เดียว(?!กัน))"
)
_ONE_EACH: Final = re.compile(rf"(?P<unit>{GOODS})\s?(?:นึง|หนึ่ง)(?=\s?{NUMBER})(?!\s?(?:ร้อย|พัน|หมื่น|แสน)(?:\s|\Z|บาท))")
"""Goods and one before a price: "อันนึงร้อยยี่สิบ" is 120 for one, not "หนึ่งร้อยยี่สิบ"."""
_MORE: Final = re.compile(r"(?P<more>โล|กิโล|ขีด|กก\.|ถุง|ลัง|โหล|ลิตร|ไร่|ตัน)\s?ครึ่ง(?!\s?(?:โล|กิโล|ขีด|กก))")
_WORTH: Final = {"half": 0.5, "one": 1, "more": 1.5}
"""ครึ่งโล, โลนึง, โลครึ่ง."""


def figures(text: str) -> list[Figure]:
    """The numbers of a text in order, each with its kind. Spans that are no amounts must be blanked before."""
    if not _DIGIT_OR_WORD.search(text):
        return []
    found: list[Figure] = []
    for figure in _all(text):
        if (
            figure.kind == "per"
            and not _EACH.search(text, figure.unit_span[1], figure.start)
            and any(figure.unit_span == other.unit_span for other in found)
        ):
            kind: Kind = "price" if figure.is_baht else "bare"
            figure = replace(figure, kind=kind, unit="", outer=(figure.start, figure.outer[1]))
        if not any(figure.start < other.outer[1] and other.outer[0] < figure.end for other in found):
            found.append(figure)
    return sorted(found, key=lambda figure: figure.start)


def _all(text: str) -> Iterator[Figure]:
    """The surest ways of saying a number first. The looks before each cost next to nothing."""
    has_half = "ครึ่ง" in text
    if "ละ" in text:
        yield from _single(text)
        yield from _run_on(text)
    if "สิบ" in text or "ร้อย" in text or "พัน" in text or "หมื่น" in text:
        yield from _pairs(text)
    if has_half or "นึง" in text or "นึ่ง" in text or "เดียว" in text:
        yield from _parts(text, _PARTS)
    if "ร้อย" in text or "ฮ้อย" in text:
        yield from _hundred_for(text)
    yield from _numbers(_ONE_EACH.sub(_without_one, text) if "นึง" in text or "หนึ่ง" in text else text)
    if has_half:
        yield from _parts(text, _MORE)


def _hundred_for(text: str) -> Iterator[Figure]:
    """ "ร้อยนึงสองถุง", "ร้อยสามกำ": a hundred for so many."""
    for match in _HUNDRED_FOR.finditer(text):
        yield Figure("price", *match.span("price"), (100,), outer=match.span("price"), is_baht=True)
        outer = match.start("n"), match.end()
        values = read_number(match["n"])
        yield Figure("count", *match.span("n"), values, None, match["unit"], match.span("unit"), outer)


def _without_one(match: re.Match[str]) -> str:
    return match["unit"] + BLANK * (match.end() - match.end("unit"))


def _single(text: str) -> Iterator[Figure]:
    """ "แผ่นละบาท": one baht."""
    for match in _ONEBAHT.finditer(text):
        value = 1.5 if match["half"] else 1
        span = (match.start("baht"), match.end())
        yield Figure("per", *span, (value,), None, match["unit"], match.span("unit"), match.span())


def _run_on(text: str) -> Iterator[Figure]:
    for match in _RUN_ON.finditer(text):
        values = read_number(match["price"])
        if values:
            outer = (match.start(), match.end("price"))
            yield Figure("per", *match.span("price"), values, None, match["unit"], match.span("unit"), outer)


def _pairs(text: str) -> Iterator[Figure]:
    """ "สี่ห้าร้อย": four or five hundred."""
    for match in (*_PAIR.finditer(text), *_STEPS.finditer(text)):
        low, high = (read_number(match[part] + match["power"])[0] for part in ("a", "b"))
        if high > low and (match.re is _PAIR or high - low == read_number(match["power"])[0]):
            is_baht = match["baht"] is not None
            figure = _placed(text, match.start(), match.end("end"), (low,), high, is_baht, match.end())
            if figure:
                yield figure


def _parts(text: str, pattern: re.Pattern[str]) -> Iterator[Figure]:
    """ "ครึ่งโล", "โลครึ่ง", "แผงนึง": a quantity without any number."""
    for match in pattern.finditer(text):
        group = match.lastgroup or "one"
        value = _WORTH[group]
        yield Figure("count", *match.span(), (value,), None, match[group], match.span(group), match.span())


def _numbers(text: str) -> Iterator[Figure]:
    for match in _FIGURE.finditer(text):
        high = read_number(match["high"]) if match["high"] else ()
        values = read_lower_end(match["low"], match["high"]) if high else read_number(match["low"])
        if not values or len(high) > 1:
            continue
        end, outer = match.end("high") if high else match.end("low"), match.end()
        top = high[0] if high and high[0] > values[0] else None
        if high and top is None:
            end = match.end("low")
        is_baht = any(match[sign] is not None for sign in ("baht", "coin", "even"))
        satang = SATANG.match(text, outer) if is_baht else ONLY_SATANG.match(text, outer)
        if satang:
            values, is_baht, outer = with_satang(values, satang), True, satang.end()
            end = outer if match["baht"] else end
        more = AND_MORE.match(text, outer) if "อีก" in text and top is None else None
        if more and (sum_ := added(values, read_number(more["more"]))):
            values, end, outer, is_baht = (sum_,), more.end("more"), more.end(), is_baht or bool(more["baht"])
        figure = _placed(text, match.start("low"), end, values, top, is_baht, outer)
        if figure:
            yield figure


def _is_content(text: str, values: tuple[Number, ...], outer: int, box: str) -> bool:
    """ "กล่องละ 12 ชิ้น 150 บาท": the twelve are what is in the box."""
    content = _CONTENT.match(text, outer)
    if content is None or content["unit"] == box or not re.fullmatch(_BOXES, box):
        return False
    price = read_number(content["price"])
    return bool(price) and price[0] > values[0]


def _placed(
    text: str, start: int, end: int, values: tuple[Number, ...], high: Number | None, is_baht: bool, outer: int
) -> Figure | None:
    """The figure with its kind told by its neighbours; None for what is in a box. `outer` is the end with บาท."""
    before = text[max(0, start - 36) : start]
    offset = start - len(before)
    each = (_BOX_BEFORE.search(before) or _EACH_BEFORE.search(before)) if _EACH.search(before) else None
    after = _UNIT_AFTER.match(text, outer)
    if after and (after["each"] or _ONE_AFTER.match(text, after.end())):
        after = None  # "60 กิโลละ 110", "150 อันเดียว 80": the unit is the next price's
    if each and not each["unit"] and after and not (is_baht or after["by"]):
        each = None  # "คนละ 2 ต้น" is how many
    is_sized = after and after["unit"] and _SIZED.match(text, after.end("unit")) and _SIZE_BEFORE.search(before)
    if is_sized:
        after = None  # "ชุดเล็ก 59 ชุดใหญ่ 99": the unit is the next thing's
    unit, span = "", (0, 0)
    kind: Kind
    if each:
        if not is_baht and _is_content(text, values, outer, each["unit"] or ""):
            return None
        group = "unit" if each["unit"] else "head"
        if group == "unit" or each["head"] in SPANS:
            unit, span = each[group], (offset + each.start(group), offset + each.end(group))
        is_ceiling = "ไม่เกิน" in each["fill"] or _CEILING.search(before, 0, each.start())
        kind = "ceiling" if is_ceiling else "per"
        return Figure(kind, start, end, values, high, unit, span, (offset + each.start(), outer))
    if after and after["unit"]:
        unit, span = after["unit"], after.span("unit")
    if after and after["by"]:
        kind = "ceiling" if _CEILING.search(before) else "per"
        return Figure(kind, start, end, values, high, unit, span, (start, after.end()))
    figure = Figure("price" if is_baht else "bare", start, end, values, high, outer=(start, outer), is_baht=is_baht)
    if is_baht:
        return _capped(before, offset, figure) or _by_unit(before, offset, figure, "price")
    if after:
        is_least = _UP.match(text, after.end()) or _LEAST.search(before)
        kind = "count" if after["unit"] and unit not in STAYS and not is_least else "people"
        if after["half"]:
            values, outer = tuple(tidy(value + 0.5) for value in values), after.end()
        return Figure(kind, start, end, values, high, unit, span, (start, max(outer, after.end())))
    return _capped(before, offset, figure) or _by_unit(
        before, offset, figure, "price" if is_sized or _PRICE.search(before) else "bare"
    )


def _capped(before: str, offset: int, figure: Figure) -> Figure | None:
    """ "ผืนไม่เกิน 200": a ceiling, with the unit before its words."""
    words = _CEILING.search(before)
    if words is None:
        return None
    unit = _CAPPED.search(before, 0, words.start())
    if unit is None:
        return replace(figure, kind="ceiling")
    span = (offset + unit.start("unit"), offset + unit.end("unit"))
    return replace(figure, kind="ceiling", unit=unit["unit"], unit_span=span)


def _by_unit(before: str, offset: int, figure: Figure, otherwise: Kind) -> Figure:
    """ "กระสอบ 30": a price for the unit that stands alone before it."""
    unit = _BARE_UNIT_BEFORE.search(before) or (_BOXED.search(before) if figure.is_baht else None)
    if unit is None:
        return replace(figure, kind=otherwise)
    group = unit.lastgroup or "unit"
    span = (offset + unit.start(group), offset + unit.end(group))
    return replace(figure, kind="per", unit=unit[group], unit_span=span, outer=(span[0], figure.outer[1]))
