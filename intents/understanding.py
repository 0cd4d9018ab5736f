"""The answer of the engine: what one sentence means, how sure that is, and what it names."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from intents.intent import Unclear, Value


@dataclass(frozen=True)
class Entity:
    """Something named in the text."""

    key: str
    """name, price, price_max, bundle_quantity, unit, quantity, phone, date, time, place, tambon, …"""
    value: Value
    """As `classify` prints it: numbers as numbers, phones as 10 digits, the rest as written."""
    start: int
    end: int
    """Span in the normalised text, in code points, end exclusive."""


@dataclass(frozen=True)
class Understanding:
    """What one message means."""

    text: str
    """The normalised text."""
    intent: str
    """Name of a declared intent; `out_of_scope` when nothing fits."""
    confidence: float
    """0..1, calibrated: of the messages with 0.8, eight in ten are right."""
    entities: tuple[Entity, ...] = ()
    alternatives: tuple[tuple[str, float], ...] = ()
    """Next likeliest (intent, confidence), best first."""
    unclear: Mapping[str, Unclear] = field(default_factory=dict)
    """Entity keys with two equally good readings."""

    def values(self) -> dict[str, Value]:
        """Entity key → value, the first of each key."""
        found: dict[str, Value] = {}
        for entity in self.entities:
            found.setdefault(entity.key, entity.value)
        return found
