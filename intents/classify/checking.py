"""The check set: sentences written apart from the examples, never trained on, by which understanding is measured."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from intents.classify.augment import one_typo
from intents.classify.measuring import Score
from intents.entities import spoken as values_of
from intents.understand import CONFIRM, understand
from intents.understanding import Understanding

ANSWERS = ("confirm_yes", "confirm_no", "cancel")
"""Asked with a question pending: without one they mean nothing."""
LENIENT = ("name", "place", "topic")
"""Keys judged leniently at the edges: what is found may be part of what is expected, or contain it."""
DANGEROUS = ("broadcast_announcement", "delegate_role", "privacy_request")


@dataclass(frozen=True)
class Checked:
    """One sentence of the check set."""

    text: str
    part: str
    """Who speaks or how: north, typos, oneshot, wish …"""
    intent: str


@dataclass
class Findings:
    """What asking about the whole check set showed."""

    total: Score = field(default_factory=Score)
    with_typo: Score = field(default_factory=Score)
    by_part: dict[str, Score] = field(default_factory=dict)
    by_confidence: dict[int, Score] = field(default_factory=dict)
    """Tenths of confidence, 0..9 → how often that was right."""
    in_first_three: int = 0
    """Sentences whose intent is the best guess or one of the next two."""

    def dangerous(self) -> Counter[tuple[str, str]]:
        """(truth, answer) → how often something was wrongly taken for a dangerous intent, or a no for a yes."""
        wrong = {(t, a): n for (t, a), n in self.total.mistaken.items() if t != a}
        return Counter({k: n for k, n in wrong.items() if k[1] in DANGEROUS or k == ("confirm_no", "confirm_yes")})


def check_rows(folder: Path) -> list[Checked]:
    """Every `<intent>.tsv` of the folder: text, a tab, the part."""
    rows = []
    for file in sorted(folder.glob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            text, _, part = line.partition("\t")
            rows.append(Checked(text, part.strip(), file.stem))
    return rows


def findings(rows: Iterable[Checked], *, now: datetime) -> Findings:
    """Asks about every row, as written and with one slip of the finger."""
    found = Findings()
    for row in rows:
        understood = ask(row.text, row.intent, now)
        found.total.add(row.intent, understood.intent)
        found.by_part.setdefault(row.part, Score()).add(row.intent, understood.intent)
        tenth = min(int(understood.confidence * 10), 9)
        found.by_confidence.setdefault(tenth, Score()).add(row.intent, understood.intent)
        offered = [understood.intent, *(intent for intent, _ in understood.alternatives)]
        found.in_first_three += row.intent in offered[:3]
        found.with_typo.add(row.intent, ask(one_typo(row.text), row.intent, now).intent)
    return found


def ask(text: str, intent: str, now: datetime) -> Understanding:
    """Understands a sentence in the situation in which its intent is meant."""
    return understand(text, now=now, pending=CONFIRM if intent in ANSWERS else None)


def entity_scores(file: Path, *, now: datetime) -> dict[str, tuple[int, int, int]]:
    """Key → (right, expected, found) over `entities.jsonl`, each sentence's entities read for its true intent."""
    from intents.understand import understand_as

    scores: Counter[tuple[str, str]] = Counter()
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = values_of(understand_as(row["text"], row["intent"], now=now).entities)
        expected: Mapping[str, object] = row["entities"]
        for key in expected.keys() | found.keys():
            scores[key, "expected"] += key in expected
            scores[key, "found"] += key in found
            scores[key, "right"] += key in expected and key in found and same(key, expected[key], found[key])
    return {key: (scores[key, "right"], scores[key, "expected"], scores[key, "found"]) for key, _ in sorted(scores)}


def same(key: str, expected: object, found: object) -> bool:
    """Whether a found value is the expected one: numbers and addresses exactly, names and topics at their core."""
    if isinstance(expected, int | float) and isinstance(found, int | float):
        return abs(expected - found) < 1e-9
    one, other = (str(value).replace(" ", "") for value in (expected, found))
    return one == other or (key in LENIENT and min(len(one), len(other)) >= 2 and (one in other or other in one))
