"""What a sentence names: goods, prices, quantities, phones, days, times, places and people."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from intents.entities.blanks import blank
from intents.entities.money import Amounts, amounts_in
from intents.entities.names import name
from intents.entities.numbers import read_number
from intents.entities.phones import find_phone
from intents.entities.places import Home, address, place, village_no
from intents.entities.topics import topic
from intents.entities.when import When, when_in
from intents.intent import Unclear, Value
from intents.understanding import Entity

__all__ = ["Home", "extract", "spoken"]

_GOODS: Final = frozenset({"post_product", "browse_products", "contact_seller", "my_posts"})
_WITHOUT: Final = frozenset({"greeting", "thanks", "help", "cancel", "confirm_yes", "confirm_no", "out_of_scope"})
"""Intents whose sentences name nothing that anybody needs."""
_FEASTS: Final = frozenset({"post_tradition", "browse_traditions"})
_COUNTED: Final = frozenset({"enrol_course", "book_service"})
"""Intents that say how many people or seats."""
_COUNTABLE: Final = _GOODS | _COUNTED | {"cancel_enrolment", "broadcast_announcement"}
_PRICELESS: Final = frozenset(
    {"report_stats", "post_news", "browse_news", "privacy_request", "register", "delegate_role"}
)
"""Sums and ages, no prices of things."""
_WITHOUT_YEARLY: Final = frozenset({"post_place", "browse_places", "browse_traditions", "browse_news"})
"""Where "ทุกปี" says since when or how often people came, and nobody's date."""
_ROOMS: Final = frozenset({"book_service", "ask_centre"})
"""Where a room is what is wanted, not where it is."""
_PERIOD: Final = re.compile(
    r"ไตรมาส(?:\s?ที่)?\s?(?:[1-4]|หนึ่ง|สอง|สาม|สี่|นี้|หน้า|ก่อน|ที่แล้ว|ล่าสุด|แรก|สุดท้าย)(?:\s?(?:ของ)?\s?ปี\s?(?:25)?\d\d|/\s?(?:25)?\d\d)?"
    r"|ครึ่งปี(?:แรก|หลัง|นี้)|ปี(?:งบ(?:ประมาณ)?)?\s?(?:นี้|(?:25)?\d\d(?!\d))"
)
"""What figures are asked for, where it is no day: "ไตรมาสนี้", "ปีงบ 68"."""
_SEATS: Final = re.compile(
    r"(?<![\d.])(?P<n>\d{1,3}|(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ซาว)(?:สิบ)?)\s?(?:คน|ท่าน|ที่(?=\s|$|นั่ง|ค่ะ|ครับ|นะ)|ที่นั่ง)"
)


def extract(
    text: str, words: list[str], *, intent: str, now: datetime, home: Home | None = None, original: str = ""
) -> tuple[list[Entity], dict[str, Unclear]]:
    """Everything a normalised sentence names, and what of it has two equally good readings.

    `words` is `intents.thai.words.words(text)`; `original` the message before normalising, if values that are given
    as written are to keep their Thai digits. For what `classify` prints, see `spoken`.
    """
    if intent in _WITHOUT:
        return [], {}
    found: list[Entity] = []
    unclear: dict[str, Unclear] = {}
    moment = when_in(text, now)
    found += _moments(text, moment, unclear)
    if intent == "report_stats" and not any(entity.key == "date" for entity in found):
        period = _PERIOD.search(text)
        found += [Entity("date", period.group().strip(), *period.span())] if period else []
    if intent in _WITHOUT_YEARLY:
        found = [entity for entity in found if entity.key != "date" or entity.value != "ทุกปี"]
    village = village_no(text)
    if village:
        found.append(Entity("village_no", *village))
    phone = find_phone(text)
    if phone:
        found.append(Entity("phone", *phone))
    clean = _blanked(text, found)
    if intent not in _PRICELESS:
        found += _amounts(clean, moment, intent, unclear)
    found += address(text, words)
    if intent not in _COUNTABLE:
        found = [entity for entity in found if entity.key not in ("quantity", "bundle_quantity")]
        if not any(entity.key in ("price", "price_max") for entity in found):
            found = [entity for entity in found if entity.key != "unit"]
    if intent in _FEASTS:
        found = _without_feast_day(text, words, intent, found)
    clean = _blanked(text, found)
    found += _named(clean, words, intent, min((e.start for e in found if e.key in ("price", "unit")), default=-1))
    if original and original != text:
        found = [_as_written(entity, original) for entity in found]
    return found, unclear


def spoken(entities: list[Entity] | tuple[Entity, ...]) -> Mapping[str, Value]:
    """The entities as `python -m intents classify` gives them: one value a key, of a bundle the price with `quantity`.

    Inside the program a bundle ("3 ถุง 100") is `bundle_quantity` and a ceiling ("ไม่เกิน 200") is `price_max`, so that
    neither is taken for a stock or a price.
    """
    found: dict[str, Value] = {}
    for entity in entities:
        found.setdefault(entity.key, entity.value)
    ceiling = found.pop("price_max", None)
    if ceiling is not None:
        found.setdefault("price", ceiling)
    bundle = found.pop("bundle_quantity", None)
    if bundle is not None:
        found["quantity"] = bundle
    found.pop("free", None)
    return found


def _without_feast_day(text: str, words: list[str], intent: str, found: list[Entity]) -> list[Entity]:
    """ "ลอยกระทงวันไหน": the feast is what is asked about, not a day."""
    days = [entity for entity in found if entity.key == "date"]
    feast = name(_blanked(text, [entity for entity in found if entity.key != "date"]), words, intent)
    return [e for e in found if e not in days or not feast or e.end <= feast.start or feast.end <= e.start]


def _moments(text: str, moment: When, unclear: dict[str, Unclear]) -> list[Entity]:
    found = []
    for key, span in (("date", moment.date_span), ("time", moment.time_span)):
        if span:
            found.append(Entity(key, text[span[0] : span[1]].strip(), *span))
    if moment.options:
        key = "time" if "โมง" in moment.options[0] else "date"
        unclear[key] = Unclear(tuple((option, option) for option in moment.options))
    return found


def _amounts(clean: str, moment: When, intent: str, unclear: dict[str, Unclear]) -> list[Entity]:
    amounts = amounts_in(clean, moment.spans, bare=intent in _GOODS)
    found = []
    for key, value in _valued(amounts):
        if value is not None and value != "" and key in amounts.spans:
            found.append(Entity(key, value, *amounts.spans[key]))
    if amounts.readings:
        options = tuple((f"{value:,} บาท", value) for value in amounts.readings)
        unclear["price"] = Unclear(options)
    seats = _SEATS.search(clean) if intent in _COUNTED and amounts.quantity is None else None
    if seats:
        found.append(Entity("quantity", read_number(seats["n"])[0], *seats.span("n")))
    return found


def _valued(amounts: Amounts) -> tuple[tuple[str, Value | None], ...]:
    return (
        ("price", amounts.price),
        ("price_max", amounts.price_max),
        ("bundle_quantity", amounts.bundle_quantity),
        ("unit", amounts.unit),
        ("quantity", amounts.quantity),
        ("free", amounts.is_free or None),
    )


def _named(clean: str, words: list[str], intent: str, priced_at: int) -> list[Entity]:
    """Name, topic and place: what is left when everything with a form of its own is taken out."""
    found = [e for e in (name(clean, words, intent, priced_at), topic(clean, words, intent)) if e]
    where = place(clean, words, intent)
    is_room = where is not None and intent in _ROOMS
    taken = [e for e in found if e.key == "name" or (is_room and e.key == "topic")]
    if where and not any(e.start < where.end and where.start < e.end for e in taken):
        found.append(where)
    return found


def _blanked(text: str, found: list[Entity]) -> str:
    for entity in found:
        if entity.end > entity.start:
            text = blank(text, entity.start, entity.end)
    return text


_DIGIT: Final = re.compile(r"\d")
_THAI_DIGITS: Final = "๐๑๒๓๔๕๖๗๘๙"


def _as_written(entity: Entity, original: str) -> Entity:
    """The value with the Thai digits that the writer used ("๑๒ มกราคม ๒๕๖๙"), if it is a value given as written."""
    value = entity.value
    if entity.key not in ("date", "time", "name", "place") or not isinstance(value, str) or not _DIGIT.search(value):
        return entity
    pattern = _DIGIT.sub(lambda digit: f"[{digit.group()}{_THAI_DIGITS[int(digit.group())]}]", re.escape(value))
    match = re.search(pattern.replace(r"\ ", r"\s+"), original)
    return Entity(entity.key, match.group(), entity.start, entity.end) if match else entity
