"""What a sentence names: goods, prices, quantities, phones, days, times, places and people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from intents.entities.phones import find_phone
from intents.intent import Unclear, Value
from intents.understanding import Entity


@dataclass(frozen=True)
class Home:
    """Where the writer lives: decides which of many places of one name is meant."""

    tambon: str = ""
    amphoe: str = ""
    province: str = ""


def extract(
    text: str, words: list[str], *, intent: str, now: datetime, home: Home | None = None, original: str = ""
) -> tuple[list[Entity], dict[str, Unclear]]:
    """Everything a normalised sentence names, and what of it has two equally good readings.

    `words` is `intents.thai.words.words(text)`; `original` the message before normalising, if values that are given
    as written are to keep their Thai digits. For what `classify` prints, see `spoken`.
    """
    entities: list[Entity] = []
    phone = find_phone(text)
    if phone:
        entities.append(Entity("phone", *phone))
    return entities, {}


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
    return found
